#!/usr/bin/env python3
"""The same pages everywhere: runs a program of examples/firmware on this machine, on emulated boards, under qemu-user and in
an engine for WebAssembly, and compares every line that says `page`, `back` or `open`. What was read for them is left out: a mapped bundle's text code
is read in place, another's through the cache.

  run_boards.py --bundle B.lrb --program all_pages --host PROGRAM --boards FOLDER [--least PAGES] MACHINE...
                [--session NAME]    the keys of sessions.py, where they are not the program's own
                [--allow-missing]   a machine whose emulator or program is absent is skipped, else it is a failure; ends with
                                    77 if all are

FOLDER is what build_boards.sh left, or tests/web/build_web.sh. A MACHINE is one of boards.BOARDS, a Linux (s390x, armhf) or wasm. Sessions are typed the keys
of sessions.py.
"""
import argparse
import concurrent.futures
import pathlib
import sys
import time

import boards
import sessions

SKIPPED = 77
HERE = pathlib.Path(__file__).resolve().parent
LINUX = {'s390x': ('qemu-s390x', '/usr/s390x-linux-gnu'), 'armhf': ('qemu-arm', '/usr/arm-linux-gnueabihf')}


def figures(lines):
    return [line.split(' reads ')[0] for line in lines if line.split(' ', 1)[0] in ('open', 'page', 'back')]


def first_difference(expected, found):
    for number, (left, right) in enumerate(zip(expected, found)):
        if left != right:
            return f'line {number}: "{right}" and not "{left}"'
    return f'{len(found)} lines and not {len(expected)}'


def run_machine(machine, arguments, keys):
    if machine == 'wasm':
        program = arguments.boards / f'{arguments.program}.wasm'
        boards.need('node', program, arguments.bundle)
        return boards.run(['node', HERE.parent / 'web' / 'run_module.mjs', program, arguments.bundle, keys])
    if machine not in LINUX:
        return boards.run_board(machine, arguments.boards / machine / f'{arguments.program}.elf', arguments.bundle, keys=keys)
    emulator, root = LINUX[machine]
    program = arguments.boards / machine / arguments.program
    boards.need(emulator, program, arguments.bundle)
    return boards.run([emulator, '-L', root, program, arguments.bundle, keys])


def compare(machine, arguments, keys, expected):
    """(result, seconds, what differs)"""
    began = time.monotonic()
    try:
        found = figures(run_machine(machine, arguments, keys))
        result = ('same', '') if found == expected else ('DIFFERS', first_difference(expected, found))
    except boards.Missing as error:
        result = 'SKIPPED' if arguments.allow_missing else 'MISSING', str(error)
    except boards.Failed as error:
        result = 'FAILED', str(error)
    return result[0], time.monotonic() - began, result[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--bundle', required=True)
    parser.add_argument('--program', required=True)
    parser.add_argument('--host', required=True)
    parser.add_argument('--boards', type=pathlib.Path, required=True)
    parser.add_argument('--least', type=int, default=1)
    parser.add_argument('--allow-missing', action='store_true')
    parser.add_argument('machines', nargs='+', choices=[*boards.BOARDS, *LINUX, 'wasm'], metavar='MACHINE')
    parser.add_argument('--session', help='of sessions.py; the program\'s own')
    arguments = parser.parse_args()

    keys = sessions.SESSIONS.get(arguments.session or arguments.program, '')
    try:
        expected = figures(boards.run([arguments.host, arguments.bundle, keys]))
    except (boards.Failed, OSError) as error:
        print(f'host: {error}')
        return 1
    pages = sum(line.startswith('page') for line in expected)
    print(f'{"machine":<16}{"processor":<12}{"result":<11}{"seconds":<9}')
    print(f'{"host":<16}{"":<12}{"reference":<11}{"":<9}{pages} pages')
    if pages < arguments.least:
        print(f'{arguments.least} pages were wanted')
        return 1

    failures = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = {machine: pool.submit(compare, machine, arguments, keys, expected) for machine in arguments.machines}
        for machine, future in runs.items():
            result, seconds, detail = future.result()
            processor = boards.BOARDS[machine].processor if machine in boards.BOARDS else 'emulated'
            failures += result not in ('same', 'SKIPPED')
            skipped += result == 'SKIPPED'
            print(f'{machine:<16}{processor:<12}{result:<11}{seconds:<9.1f}{detail}')
    return 1 if failures else SKIPPED if skipped == len(runs) else 0


if __name__ == '__main__':
    sys.exit(main())
