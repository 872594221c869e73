#!/usr/bin/env python3
"""The independent decoder and the library read the same out of a bundle, and the decoder finds the same pictures in coded
strikes as in those that hold bitmaps.

  decode_test.py --lrpack PATH B.lrb…
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

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


def strikes_of(lrpack, tables):
    """Those of a text that is packed with them."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / 'a.md').write_text('# A\n\n' + ''.join(chr(0x4E00 + 7 * i) for i in range(700)) + '\n')
        strikes = ''.join('[[strike]]\nface = "noto-sans"\n' + table for table in tables)
        (folder / 'm.toml').write_text('[[document]]\npath = "a.md"\n' + strikes)
        subprocess.run([lrpack, 'make', folder / 'm.toml', '-o', folder / 'a.lrb', '--quiet'], check=True)
        return decode_bundle.Bundle((folder / 'a.lrb').read_bytes()).strikes


def compare_pictures(lrpack):
    """A text packed with its glyphs as bitmaps, and coded in every way; a scalable strike has those of twice its size."""
    ways = [(ppem, bpp, coder) for ppem, bpp in ((20, 1), (16, 1), (12, 2), (12, 4)) for coder in ('direct', 'fast', 'small')]
    found = strikes_of(lrpack, ['ppem = %d\nbpp = %d\ncoder = "%s"\n' % way for way in ways])
    kinds = [strike.kind for strike in found]
    assert kinds.count(1) >= 6 and any(strike.kind == 1 and strike.larger for strike in found), kinds
    pairs = [(found[i], found[i + k]) for i in range(0, len(found), 3) for k in (1, 2)]
    direct, scalable = strikes_of(lrpack, ['ppem = 40\nbpp = 1\ncoder = "direct"\n', 'ppem = 20\nscalable = true\n'])
    assert (direct.kind, scalable.kind) == (0, 2)
    pairs.append((direct, scalable))
    compared = 0
    for direct, coded in pairs:
        assert coded.glyphs() == direct.glyphs()
        for symbol in direct.glyphs()[::40]:
            ours, theirs = coded.picture(symbol), direct.picture(symbol)
            compared += 1
            if (ours.left, ours.top, ours.rows) != (theirs.left, theirs.top, theirs.rows):
                yield 'glyph %d of %d px, %d bpp: not the bitmap' % (symbol, coded.ppem, coded.bpp)
    print('%d coded pictures' % compared)


def compare_outlines(lrpack):
    """A text packed with its fonts: what a strike draws is made of glyphs of theirs, a dash of squares, a space of nothing."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / 'a.md').write_text('# 天\n\n天地，Word q\u0303\u0308 ——。\n', encoding='utf-8')
        (folder / 'm.toml').write_text('[bundle]\noutline = "noto-serif"\n[[document]]\npath = "a.md"\n'
                                       '[[strike]]\nface = "noto-serif"\nppem = 16\nbpp = 1\n')
        subprocess.run([lrpack, 'make', folder / 'm.toml', '-o', folder / 'a.lrb', '--quiet'], check=True)
        bundle = decode_bundle.Bundle((folder / 'a.lrb').read_bytes())
    outlines, = bundle.outlines
    assert outlines.face == 'noto-serif' and len(outlines.fonts) >= 2
    drawn = [symbol for symbol, parts in enumerate(outlines.parts) if parts]
    if drawn != bundle.strikes[0].glyphs():
        yield 'outlines: other symbols than those of the strike'
    glyphs = {text: outlines.parts[symbol] for symbol, text in enumerate(bundle.texts) if text}
    plain = (4096, 0, 0, 4096, 0, 0)
    if [part[2] for part in glyphs['天']] != [plain] or len(glyphs['q\u0303\u0308']) != 3:
        yield 'outlines: glyphs of a letter, or of a cluster'
    if [part[:2] for part in glyphs['—']] != [(None, None)] or glyphs[' ']:
        yield 'outlines: a dash is a square, a space is blank'
    for symbol, advance in enumerate(outlines.advances):
        if abs(advance / 16384 * 16 * 64 - bundle.strikes[0].advances[symbol]) > 1:
            yield 'outlines: advance of symbol %d' % symbol


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True)
    parser.add_argument('bundles', nargs='+')
    options = parser.parse_args()
    found = list(compare_pictures(options.lrpack)) + list(compare_outlines(options.lrpack))
    print('\n'.join(found[:20]) or 'equal to bitmaps')
    failed = bool(found)
    for bundle in options.bundles:
        found, summary = compare(options.lrpack, bundle)
        print('%s: %s: %s' % (bundle, summary, 'equal' if not found else '%d differences' % len(found)))
        for line in found[:20]:
            print('  ' + line)
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
