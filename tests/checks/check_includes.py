#!/usr/bin/env python3
"""Who may include whom. A part of the core includes lower parts only, never a sibling, and little of the C++ library.

  check_includes.py [ROOT]        ROOT: the project's top folder, by default the one that this file is in
  check_includes.py --self-test   seeds violations into a made-up tree and sees them caught

The packer and the outlines of hosts may include everything, and so may lrpack, its command line. Ports and other examples see the API headers
(libreader/*.h) only; examples see ports and what programs describe their command line with besides.
"""
import pathlib
import re
import sys
import tempfile

# The core's parts, by level. A part is a folder of libreader/ with the API headers that belong to it.
LEVELS = {
    'api': 1, 'base': 3, 'text': 4, 'bundle': 4.5, 'font': 4.5, 'scale': 4.7, 'search': 4.7, 'layout': 5, 'draw': 6, 'reader': 7,
    'c': 8, 'app': 9,
}
API_HEADERS = {
    'status.h': 'api', 'ports.h': 'api', 'tier.h': 'api', 'bundle.h': 'bundle', 'title_search.h': 'bundle', 'font.h': 'font', 'scale.h': 'scale',
    'search.h': 'search', 'layout.h': 'layout', 'draw.h': 'draw', 'foreign_text.h': 'draw',
    'bookmark.h': 'reader', 'reader.h': 'reader', 'c.h': 'c',
    'app.h': 'app', 'pack.h': 'pack', 'outline.h': 'outline',
}
STANDARD = set('cstdint cstddef cstring span array bit limits type_traits string_view compare new'.split())
STANDARD_OF_C = {'stdint.h', 'stddef.h', 'stdbool.h'}  # what c.h, a header for C, may include
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
FREE = ('libreader/pack/', 'libreader/pack.h', 'libreader/outline/', 'libreader/outline.h', 'examples/lrpack/', 'examples/eink_simulator/')
SOURCES = {'.h', '.hpp', '.cpp', '.c', '.ino'}


def part_of(path):
    """The part that a path below libreader/ belongs to; None: there is no such part."""
    parts = pathlib.PurePosixPath(path).parts
    if len(parts) == 1:
        return API_HEADERS.get(parts[0])
    return parts[0] if parts[0] in LEVELS or parts[0] in ('pack', 'outline') else None


def core_fault(part, target, quote, target_path):
    """Why a core file of `part` may not include `target`, or None. `target_path` is relative to the root, or None."""
    if target_path is None:
        allowed = STANDARD | (STANDARD_OF_C if part == 'c' else set())
        return None if quote == '<' and target in allowed else 'is not among what the core may include'
    if not target_path.startswith('libreader/'):
        return 'is outside the core'
    other = part_of(target_path[len('libreader/'):])
    if other is None:
        return 'belongs to no part of the core'
    if other == part:
        return None
    if other in ('pack', 'outline'):
        return f'is of hosts only, {other}'
    if LEVELS[other] == LEVELS[part]:
        return f'is of a sibling, {other}'
    return None if LEVELS[other] < LEVELS[part] else f'is of a higher part, {other}'


def outer_fault(folder, target_path):
    """Why a file of ports/ or examples/ may not include `target_path` (relative to the root), or None."""
    if target_path is None:
        return None
    if target_path.startswith('libreader/'):
        return None if target_path.count('/') == 1 else 'is no API header'
    if '/'.join(target_path.split('/')[:2]) == folder:
        return None
    seen = folder.startswith('examples/') and target_path.startswith(('ports/', 'examples/command_line/'))
    return None if seen else 'is of another port or example'


def violations(root):
    """Yields a line for each include that may not be."""
    files = [f for top in ('libreader', 'ports', 'examples') for f in sorted((root / top).rglob('*'))]
    for file in files:
        path = file.relative_to(root).as_posix()
        if file.suffix not in SOURCES or path.startswith(FREE):
            continue
        part = part_of(path[len('libreader/'):]) if path.startswith('libreader/') else None
        if path.startswith('libreader/') and part is None:
            yield f'{path}: belongs to no part of the core'
            continue
        for quote, target in INCLUDE.findall(file.read_text(encoding='utf-8')):
            beside = (file.parent / target).resolve()
            if quote == '"' and beside.is_relative_to(root):
                target_path = beside.relative_to(root).as_posix()
            else:
                target_path = target if target.split('/')[0] in ('libreader', 'ports', 'examples') else None
            if part is not None:
                fault = core_fault(part, target, quote, target_path)
            else:
                fault = outer_fault('/'.join(path.split('/')[:2]), target_path)
            if fault is not None:
                yield f'{path}: {target} {fault}'


def self_test():
    bad = {
        'libreader/base/a.h': '#include <vector>', 'libreader/base/b.h': '#include <libreader/bundle.h>',
        'libreader/base/c.cpp': '  #  include "../layout/box.h"', 'libreader/text/a.cpp': '#include <libreader/font.h>',
        'libreader/bundle/a.cpp': '#include <libreader/font.h>',
        'libreader/font.h': '#include <libreader/bundle/format.h>',
        'libreader/bundle.h': '#include <string>', 'libreader/layout/a.cpp': '#include <libreader/draw.h>',
        'libreader/layout.h': '#include <libreader/bookmark.h>',
        'libreader/reader/a.cpp': '#include <libreader/pack.h>',
        'libreader/draw/a.cpp': '#include "../pack/b.h"', 'libreader/layout/b.cpp': '#include <libreader/outline.h>', 'libreader/draw/b.cpp': '#include <stdio.h>',
        'libreader/reader/b.h': '#include <stdint.h>', 'libreader/status.h': '#include <libreader/base/crc32c.h>',
        'libreader/other.h': '', 'libreader/odd/a.h': '', 'libreader/reader/c.h': '#include <libreader/odd/a.h>',
        'libreader/draw/d.cpp': '#include "../../ports/posix/a.h"',
        'ports/posix/a.h': '#include <libreader/base/crc32c.h>',
        'ports/posix/b.cpp': '#include "../terminal/a.h"',
        'examples/reader/a.cpp': '#include "../../libreader/base/crc32c.h"',
        'examples/reader/b.cpp': '#include "../other/a.h"',
    }
    good = {
        'libreader/base/g.h': '#include <libreader/ports.h>\n#include <span>\n#include "a.h"',
        'libreader/bundle/g.cpp': '#include <libreader/text/symbol.h>\n#include "format.h"',
        'libreader/c.h': '#include <stdint.h>',
        'libreader/app/g.cpp': '#include <libreader/reader.h>\n#include <cstring>',
        'libreader/pack/g.cpp': '#include <vector>\n#include <libreader/base/bytes.h>',
        'examples/lrpack/g.cpp': '#include <libreader/pack/import.h>',
        'ports/posix/g.cpp': '#include <libreader/ports.h>\n#include <cstdio>\n#include "a.h"',
        'examples/reader/g.cpp': '#include <libreader/reader.h>\n#include "../../ports/posix/a.h"\n#include <iostream>',
        'examples/command_line/a.h': '#include <string>',
        'examples/reader/h.cpp': '#include <examples/command_line/a.h>',
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        for path, text in (bad | good).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        found = {line.split(':')[0] for line in violations(root)}
    wrong = [f'MISSED: {p}: {bad[p]}' for p in bad if p not in found] + [f'REFUSED: {p}' for p in good if p in found]
    print(*wrong, f'{len(bad) + len(good) - len(wrong)} of {len(bad) + len(good)} cases as they should be', sep='\n')
    return not wrong


def main():
    if '--self-test' in sys.argv[1:]:
        return self_test()
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    lines = list(violations(root))
    print(*lines, f'{len(lines)} includes that may not be', sep='\n')
    return not lines


if __name__ == '__main__':
    sys.exit(0 if main() else 1)
