#!/usr/bin/env python3
"""The text coder beside general-purpose compressors, in one run.

  text_coder.py --coder PROGRAM --seeds DIR [--lrpack PROGRAM] [--long] [--corpus FILE]…

The seeds as one corpus, as they stand; with --lrpack as the packer stores them too: the sections that their text takes in a
bundle, checksums and all, and the same reading text, a block a line, as one corpus. With --long the documentation of Debian packages as well, where it is installed.
What a compressor's column says: its bytes for the whole file, and in 64 KB blocks each of its own. A compressor that is not
installed is left out with a word. Fails where the coder is larger or slower than it must be. Exit 77: no seeds here.
"""
import argparse
import gzip
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'format'))
import decode_bundle  # noqa: E402

COMPRESSORS = {'gzip -9': ['gzip', '-9c'], 'bzip2 -9': ['bzip2', '-9c'], 'xz -9e': ['xz', '-9ec'],
               'zstd -19': ['zstd', '-19', '-qc'], 'zstd -22': ['zstd', '--ultra', '-22', '-qc'],
               'brotli 11': ['brotli', '-q', '11', '-w', '24', '-c']}
BLOCK = 64 * 1024
PACKED = ('TEXT', 'CODE', 'PHRA', 'CPTS', 'CLUS', 'CHNK', 'UNIT')  # what text takes: with it, every block can be opened
MUST = {'total': 137_000, 'total with 4,500 bytes of dictionary': 146_000}
# language -> where Debian puts texts in it
CORPORA = {'zh-Hans': ['/usr/share/doc/debian-*/**/*zh*[Cc][Nn]*', '/usr/share/man/zh_CN/**/*.gz'],
           'zh-Hant': ['/usr/share/doc/debian-*/**/*zh*[Tt][Ww]*', '/usr/share/man/zh_TW/**/*.gz'],
           'ja': ['/usr/share/doc/debian-*/**/*.ja.*', '/usr/share/man/ja/**/*.gz'],
           'ko': ['/usr/share/doc/debian-*/**/*.ko.*', '/usr/share/man/ko/**/*.gz'],
           'en': ['/usr/share/doc/debian-*/**/*.en.*', '/usr/share/man/man*/*.gz']}
MOST_CORPUS = 10_000_000
UNIT = 512  # bytes of a corpus that are read alone; lines of it are of a few words
LEAST_CORPUS = 1_000_000


def compressed(command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def blocks(data):
    return [data[at:at + BLOCK] for at in range(0, len(data), BLOCK)]


def zstd_blocks(data):
    """zstd -19 in 64 KB blocks, with the best dictionary of some sizes, which is counted."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        parts = []
        for i, block in enumerate(blocks(data)):
            parts.append(folder / ('%06d' % i))
            parts[-1].write_bytes(block)
        best = sum(len(compressed(['zstd', '-19', '-qc'], part.read_bytes())) for part in parts)
        samples = folder / 'samples'
        samples.mkdir()
        for i in range(0, len(data), 4096):
            (samples / str(i)).write_bytes(data[i:i + 4096])
        for kilobytes in (16, 112):
            dictionary = folder / ('%d.dict' % kilobytes)
            made = subprocess.run(['zstd', '-q', '--train', '-r', str(samples), '--maxdict=%d' % (kilobytes * 1024), '-o', str(dictionary)],
                                  stderr=subprocess.DEVNULL, check=False)
            if made.returncode != 0:
                continue
            with_it = dictionary.stat().st_size
            for part in parts:
                with_it += len(compressed(['zstd', '-19', '-qc', '-D', str(dictionary)], part.read_bytes()))
            best = min(best, with_it)
        return best


def corpus_of(patterns):
    data = bytearray()
    for pattern in patterns:
        for path in sorted(pathlib.Path('/').glob(pattern[1:])):
            if not path.is_file() or len(data) > MOST_CORPUS:
                continue
            try:
                raw = path.read_bytes()
                text = (gzip.decompress(raw) if raw[:2] == b'\x1f\x8b' else raw).decode()
            except (OSError, EOFError, UnicodeDecodeError):
                continue
            data += text.encode()
    return bytes(data)


def run_coder(coder, path, *options):
    return json.loads(subprocess.run([coder, *options, path], stdout=subprocess.PIPE, check=True).stdout)


def report(name, data, coder, with_dictionary, unit):
    """Prints the rows of a corpus; returns what the coder said, and its size with a capped dictionary."""
    print('%s: %d bytes' % (name, len(data)))
    for label, command in COMPRESSORS.items():
        if shutil.which(command[0]) is None:
            print('  %-24s left out: not installed' % label)
            continue
        print('  %-24s %9d' % (label, len(compressed(command, data))))
    best = None
    if shutil.which('zstd'):
        best = zstd_blocks(data)
        print('  %-24s %9d  a block of 64 KB is what can be read alone' % ('zstd -19, 64 KB', best))
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        found = run_coder(coder, file.name, '--unit', str(unit))
        capped = run_coder(coder, file.name, '--dictionary', '4500')['total'] if with_dictionary else None
    print('  %-24s %9d  = text %d + codes %d + dictionary %d + code points %d + index %d; checksums %d more'
          % ('libreader', found['total'], found['text'], found['codes'], found['dictionary'], found['code_points'],
             found['index'], found['checksums']))
    print('  every one of %d units; encoded in %.1f s with %d MB; decoded at %.0f MB/s, a unit of 512 bytes in %.1f us'
          % (found['units'], found['encode_s'], found['peak_kb'] // 1024, found['decode_mb_s'], found['random_us']))
    if capped is not None:
        print('  %-24s %9d  with 4,500 bytes of dictionary' % ('libreader', capped))
    if best is not None:
        print('  %.3f of zstd -19 in 64 KB blocks' % (found['total'] / best))
    return found, capped, best


def report_packed(files, coder, lrpack):
    """What the text of the seeds takes in a bundle, and what the coder makes of its reading text alone."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        manifest, bundle, plain = folder / 'seeds.toml', folder / 'seeds.lrb', folder / 'plain.txt'
        manifest.write_text('[bundle]\nsearch = "none"\nmenus = "none"\n' +
                            ''.join('[[document]]\npath = "%s"\n' % file for file in files))
        subprocess.run([lrpack, 'make', manifest, '-o', bundle, '--quiet'], check=True)
        told = json.loads(subprocess.run([lrpack, 'info', '--json', bundle], stdout=subprocess.PIPE, check=True).stdout)
        sizes = {section['tag']: section['bytes'] for section in told['sections']}
        decoded = decode_bundle.Bundle(bundle.read_bytes())
        plain.write_text('\n'.join(decoded.unit(i)[4] for i in range(len(decoded.units))))
        found = run_coder(coder, str(plain))
        print('seeds as they are packed: %d bytes of reading text in %d blocks' % (plain.stat().st_size, len(decoded.units)))
        print('  %-24s %9d  = %s' % ('in the bundle', sum(sizes.get(tag, 0) for tag in PACKED),
                                     ' + '.join('%s %d' % (tag, sizes.get(tag, 0)) for tag in PACKED)))
        print('  %-24s %9d  = text %d + codes %d + dictionary %d + code points %d + index %d; checksums %d more'
              % ('reading text alone', found['total'], found['text'], found['codes'], found['dictionary'],
                 found['code_points'], found['index'], found['checksums']))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--coder', required=True)
    parser.add_argument('--seeds', type=pathlib.Path, required=True)
    parser.add_argument('--corpus', type=pathlib.Path, action='append', default=[])
    parser.add_argument('--lrpack')
    parser.add_argument('--long', action='store_true')
    options = parser.parse_args()
    files = sorted(options.seeds.glob('*.txt')) if options.seeds.is_dir() else []
    if not files:
        print('no seeds in %s' % options.seeds)
        sys.exit(77)
    found, capped, _ = report('seeds', b''.join(file.read_bytes() for file in files), options.coder, True, 0)
    failed = [(what, value, MUST[what]) for what, value in
              (('total', found['total']), ('total with 4,500 bytes of dictionary', capped)) if value > MUST[what]]
    if options.lrpack:
        report_packed(files, options.coder, options.lrpack)
    corpora = {path.name: path.read_bytes() for path in options.corpus}
    if options.long:
        corpora.update((name, corpus_of(patterns)) for name, patterns in CORPORA.items())
    for name, data in corpora.items():
        if len(data) < LEAST_CORPUS and name in CORPORA:
            print('%s: left out: %d bytes of it are installed' % (name, len(data)))
            continue
        found, _, best = report(name, data, options.coder, False, UNIT)
        if best is not None and found['total'] > 0.9 * best:
            failed.append((name, found['total'], int(0.9 * best)))
    for what, value, limit in failed:
        print('too large: %s: %d, must be %d' % (what, value, limit))
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
