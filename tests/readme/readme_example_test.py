#!/usr/bin/env python3
"""The embedding example of README.md is what it says: at most 30 lines, compiled as it stands there, and it shows the
pages that the library gives. harness.cpp is the board around it.

  readme_example_test.py --source DIR --core libreader.a [--bundle B.lrb] [--compiler c++]
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MARKER = '<!-- embedding example -->'
MOST_LINES = 30
# As a firmware is compiled.
FLAGS = ['-std=c++20', '-fno-exceptions', '-fno-rtti', '-Wall', '-Wextra', '-Werror']


def example_of(readme):
    """The text of the first C++ block after the marker line."""
    found = re.search(rf'^{re.escape(MARKER)}\n+```(?:cpp|c\+\+)\n(.*?)^```$', readme, re.MULTILINE | re.DOTALL)
    if found is None:
        sys.exit(f'README.md: no ```cpp block follows the line {MARKER}')
    return found.group(1)


def run(command, what):
    done = subprocess.run([str(word) for word in command], capture_output=True, encoding='utf-8', check=False)
    if done.returncode != 0:
        sys.exit(f'README.md: the embedding example: {what}:\n{done.stdout}{done.stderr}')
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--source', required=True, type=pathlib.Path)
    parser.add_argument('--core', required=True, type=pathlib.Path, help='the archive of the core')
    parser.add_argument('--bundle', type=pathlib.Path, help='else tests/golden/golden.lrb')
    parser.add_argument('--compiler', default=os.environ.get('CXX', 'c++'))
    options = parser.parse_args()
    bundle = options.bundle or options.source / 'tests/golden/golden.lrb'

    example = example_of((options.source / 'README.md').read_text(encoding='utf-8'))
    lines = example.count('\n')
    if lines > MOST_LINES:
        sys.exit(f'README.md: the embedding example has {lines} lines, at most {MOST_LINES} is promised')
    with tempfile.TemporaryDirectory(prefix='libreader_readme_') as name:
        folder = pathlib.Path(name)
        (folder / 'example.cpp').write_text(example, encoding='utf-8')
        include = ['-I', options.source]
        run([options.compiler, *FLAGS, *include, '-c', folder / 'example.cpp', '-o', folder / 'example.o'],
            'does not compile')
        run([options.compiler, *FLAGS, *include, options.source / 'tests/readme/harness.cpp', folder / 'example.o',
             options.core, '-o', folder / 'harness'], 'does not link')
        print(f'{lines} lines, {run([folder / "harness", bundle], "does not show the pages").strip()}')


if __name__ == '__main__':
    main()
