#!/usr/bin/env python3
"""The independent decoder and the library read the same out of a bundle.

  decode_test.py --lrpack PATH B.lrb…
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import decode_bundle  # noqa: E402


def differences(ours, theirs, where):
    """Where two values differ, one line each."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(set(ours) | set(theirs)):
            if key not in ours or key not in theirs:
                yield '%s.%s: only %s has it' % (where, key, 'the decoder' if key in ours else 'lrpack')
            else:
                yield from differences(ours[key], theirs[key], '%s.%s' % (where, key))
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield '%s: %d entries, lrpack has %d' % (where, len(ours), len(theirs))
        for i, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, '%s[%d]' % (where, i))
    elif ours != theirs:
        yield '%s: %r, lrpack has %r' % (where, ours, theirs)


def app_strings():
    """The table of libreader/app/strings.h: the texts of each language."""
    header = pathlib.Path(__file__).resolve().parents[2] / 'libreader/app/strings.h'
    table = header.read_text(encoding='utf-8').replace('\\\n', '')
    rows = [re.findall(r'"([^"]*)"', row) for row in re.findall(r'text\(k\w+,((?:\s*"[^"]*",?)+)\)', table)]
    return dict(zip(decode_bundle.LANGUAGES, (list(texts) for texts in zip(*rows))))


def compare(lrpack, bundle):
    exported = subprocess.run([lrpack, 'export', bundle, '--format', 'json'], check=True, capture_output=True).stdout
    decoded = decode_bundle.decode(pathlib.Path(bundle).read_bytes())
    found = list(differences(decoded, json.loads(exported), pathlib.Path(bundle).name))
    menus = decode_bundle.Bundle(pathlib.Path(bundle).read_bytes()).menus()
    found += differences(menus, {language: app_strings()[language] for language in menus}, 'menus')
    blocks = sum(len(a['blocks']) for a in decoded['articles'])
    notes = sum(len(a['footnotes']) for a in decoded['articles'])
    return found, '%d articles, %d blocks, %d notes, menus in %d languages' % (len(decoded['articles']), blocks, notes, len(menus))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True)
    parser.add_argument('bundles', nargs='+')
    options = parser.parse_args()
    failed = False
    for bundle in options.bundles:
        found, summary = compare(options.lrpack, bundle)
        print('%s: %s: %s' % (bundle, summary, 'equal' if not found else '%d differences' % len(found)))
        for line in found[:20]:
            print('  ' + line)
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
