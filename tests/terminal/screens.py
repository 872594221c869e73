#!/usr/bin/env python3
"""Writes the screens of examples/terminal_reader/README.md anew, between its marks: lrread in terminals of three sizes, with
a note open, with vertical lines, and in one that gives characters of ambiguous width two cells.

  screens.py --lrread PATH --bundle B.lrb README.md
"""
import argparse
import os
import pathlib
import subprocess
import tempfile
import time

BEGIN, END = '<!-- screens -->\n', '<!-- end of screens -->'
SIZES = ((20, 5, 2), (80, 24, 2), (200, 60, 1))  # columns, rows, page


def tmux(*words, **more):
    command = ['tmux', '-u', '-L', f'screens-{os.getpid()}', '-f', '/dev/null', *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def screen_of(lrread, bundle, columns, rows, keys, environment):
    tmux('new-session', '-d', '-s', 'm', '-x', columns, '-y', rows, f'{lrread} {bundle}', env=environment)
    try:
        tmux('set', '-g', 'status', 'off')
        for key in ('', 'Enter', 'g', *keys):
            if key:
                tmux('send-keys', '-t', 'm', key)
            time.sleep(1)
        return tmux('capture-pane', '-p', '-t', 'm').rstrip('\n')
    finally:
        tmux('kill-session', '-t', 'm')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrread', required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument('--bundle', required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument('readme', type=pathlib.Path)
    arguments = parser.parse_args()
    parts = []
    tmux('start-server', ';', 'set', '-g', 'exit-empty', 'off')
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, 'HOME': folder, 'LC_ALL': 'C.UTF-8', 'XDG_STATE_HOME': folder, 'XDG_CONFIG_HOME': folder}
        environment.pop('TMUX', None)
        for columns, rows, page in SIZES:
            screen = screen_of(arguments.lrread, arguments.bundle, columns, rows, ['Right'] * (page - 1), environment)
            parts.append(f'{columns} × {rows}:\n\n```\n{screen}\n```\n')
        note = screen_of(arguments.lrread, arguments.bundle, 60, 16, [':', '脚注', 'Enter', 'Tab', 'Tab', 'Enter'], environment)
        parts.append(f'A note, in 60 × 16:\n\n```\n{note}\n```\n')
        vertical = subprocess.run([arguments.lrread, '--print', '--direction', 'vertical', '--page', '2', '--columns', '60', '--rows',
                                   '16', arguments.bundle], check=True, capture_output=True, text=True, env=environment,
                                  stdin=subprocess.DEVNULL).stdout
        parts.append(f'Vertical lines, in 60 × 16:\n\n```\n{vertical}```\n')
        wide = subprocess.run([arguments.lrread, '--print', '--ambiguous', '2', '--page', '2', '--columns', '60', '--rows', '12',
                               arguments.bundle], check=True, capture_output=True, text=True, env=environment,
                              stdin=subprocess.DEVNULL).stdout
        parts.append(f'60 × 12, where “ and … take two cells:\n\n```\n{wide}```\n')
    tmux('kill-server')
    text = arguments.readme.read_text(encoding='utf-8')
    before, rest = text.split(BEGIN)
    arguments.readme.write_text(before + BEGIN + '\n' + '\n'.join(parts) + '\n' + END + rest.split(END)[1], encoding='utf-8')


if __name__ == '__main__':
    main()
