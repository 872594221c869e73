#!/usr/bin/env python3
"""The same pages everywhere: runs page_hashes on this machine, on emulated boards, on a big-endian machine and in an engine
for WebAssembly, and compares every line that says `page`, `back` or `open`. What was read for them is left out: a mapped bundle's text code is
read in place, another's through the cache.

  run_boards.py --bundle B.lrb --host page_hashes [--m4 firmware.elf --rv32 firmware.elf --s390x page_hashes]
                [--wasm page_hashes.wasm]
                [--allow-missing]   a machine whose emulator or program is absent is skipped, else it is a failure; ends
                                    with 77 if all are
"""
import argparse
import pathlib
import sys
import time

import boards


def figures(lines):
    return [line.split(' reads ')[0] for line in lines if line.split(' ', 1)[0] in ('open', 'page', 'back')]


def first_difference(expected, found):
    for left, right in zip(expected, found):
        if left != right:
            return f'"{right}" and not "{left}"'
    return f'{len(found)} lines and not {len(expected)}'


def run_s390x(program, bundle):
    boards.need('qemu-s390x', program, bundle)
    return boards.run(['qemu-s390x', '-L', '/usr/s390x-linux-gnu', program, bundle])


def run_wasm(program, bundle):
    boards.need('node', program, bundle)
    return boards.run(['node', pathlib.Path(__file__).resolve().parents[1] / 'web' / 'run_module.mjs', program, bundle])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--bundle', required=True)
    parser.add_argument('--host', required=True)
    parser.add_argument('--m4')
    parser.add_argument('--rv32')
    parser.add_argument('--s390x')
    parser.add_argument('--wasm')
    parser.add_argument('--allow-missing', action='store_true')
    arguments = parser.parse_args()

    try:
        expected = figures(boards.run([arguments.host, arguments.bundle]))
    except (boards.Failed, OSError) as error:
        print(f'host: {error}')
        return 1
    pages = sum(line.startswith('page') for line in expected)
    print(f'{"machine":<16}{"processor":<12}{"result":<11}{"seconds":<9}')
    print(f'{"host":<16}{"":<12}{"reference":<11}{"":<9}{pages} pages')
    if pages == 0:
        print('no page was painted')
        return 1

    runs = [
        ('netduinoplus2', 'Cortex-M4', arguments.m4, lambda *run: boards.run_board('netduinoplus2', *run)),
        ('virt', 'rv32imc', arguments.rv32, lambda *run: boards.run_board('virt', *run)),
        ('linux-user', 's390x', arguments.s390x, run_s390x),
        ('node', 'wasm32', arguments.wasm, run_wasm),
    ]
    results = []
    for machine, processor, program, start in runs:
        if program is None:
            continue
        detail, began = '', time.monotonic()
        try:
            found = figures(start(program, arguments.bundle))
            result = 'same' if found == expected else 'DIFFERS'
            detail = '' if found == expected else first_difference(expected, found)
        except boards.Missing as error:
            result, detail = 'SKIPPED' if arguments.allow_missing else 'MISSING', str(error)
        except boards.Failed as error:
            result, detail = 'FAILED', str(error)
        results.append(result)
        print(f'{machine:<16}{processor:<12}{result:<11}{time.monotonic() - began:<9.1f}{detail}')
    if results and all(result == 'SKIPPED' for result in results):
        return 77
    return 0 if results and all(result in ('same', 'SKIPPED') for result in results) else 1


if __name__ == '__main__':
    sys.exit(main())
