#!/usr/bin/env python3
"""The shared library: exports just what c.h declares, has a versioned name, and serves the Python example.

  shared_library_test.py LIBRARY SOURCE_DIR LRPACK
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'format'))
import decode_bundle  # noqa: E402

MANIFEST = '''[bundle]
[[document]]
path = "page.md"
[[strike]]
face = "noto-sans"
ppem = 24
bpp = 2
'''


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def expect(what, expected, found):
    if expected != found:
        sys.exit(f'shared_library_test: {what}: expected {expected}, found {found}')


def check_names(library, header):
    code = re.sub(r'/\*.*?\*/', '', header.read_text(), flags=re.S)
    declared = set(re.findall(r'\b(lr_\w+)\(', code))
    exported = {line.split()[-1] for line in output('nm', '-D', '--defined-only', library).splitlines()}
    if not declared:
        sys.exit(f'shared_library_test: no function found in {header}')
    expect('names exported', sorted(declared), sorted(exported))
    named = re.search(r'SONAME.*\[(.*)\]', output('readelf', '-d', library))
    expect('soname', 'libreader-c.so.0', named and named.group(1))


def check_example(library, example, lrpack, folder):
    (folder / 'page.md').write_text('# 第一页\n\n' + '国际关系是一门学问，需要读很多书。Reading takes time. ' * 12 + '\n', encoding='utf-8')
    (folder / 'manifest.toml').write_text(MANIFEST)
    bundle, picture = folder / 'b.lrb', folder / 'page.pgm'
    output(lrpack, 'make', folder / 'manifest.toml', '-o', bundle, '--quiet')
    printed = output(sys.executable, example, library, bundle, 0, picture)
    titles = [article['title'] for article in json.loads(output(lrpack, 'list', bundle, '--json'))['articles']]
    expect('articles', [f'{i} {title}' for i, title in enumerate(titles)], printed.splitlines())
    pages = json.loads(output(lrpack, 'pages', bundle, '--profile', '480x800-2', '--json'))['pages']
    grey = picture.read_bytes()[-480 * 800:]
    packed = bytes(grey[i] // 85 << 6 | grey[i + 1] // 85 << 4 | grey[i + 2] // 85 << 2 | grey[i + 3] // 85
                   for i in range(0, len(grey), 4))
    expect('hash of the page', pages[0]['hash'], f'{decode_bundle.crc32c(packed):08x}')


def main():
    library, source, lrpack = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]).resolve()
    check_names(library, source / 'libreader' / 'c.h')
    with tempfile.TemporaryDirectory() as folder:
        check_example(library, source / 'examples' / 'python' / 'read_page.py', lrpack, pathlib.Path(folder))


if __name__ == '__main__':
    main()
