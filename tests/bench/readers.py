#!/usr/bin/env python3
"""lrread beside less, w3m and fbless on the same document, in a terminal of 80 by 24: the time from the start to the first
page, what a page turn sends and how long it takes, memory, and lines that begin with a mark that must not stand there.

fbless is the reader of e-books in a terminal that Debian has (epy and baca are not in it); the document is made into
FictionBook for it, a paragraph a line. Without it its row is left out.

  readers.py --lrread PATH --lrpack PATH --document FILE [--markdown]

Prints a table. Exit 1 when lrread is not as quick to the first page as less by more than a blink (50 ms), or breaks a line
before a closing mark; 77: a program or the document is not there.
"""
import argparse
import html
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

COLUMNS, ROWS, TURNS, STARTS = 80, 24, 20, 9
NOT_AT_START = '，。、；：？！）》」』】〉”’…—·％'
BLINK = 0.05


class Session:
    """A program in tmux; everything it sends is in a file."""

    count = 0

    def __init__(self, folder, command, environment):
        Session.count += 1
        self.tmux = ['tmux', '-u', '-L', f'readers-{os.getpid()}-{Session.count}', '-f', '/dev/null']
        self.sent = pathlib.Path(folder) / 'sent'
        self.sent.write_bytes(b'')
        # The program starts when the pipe is there.
        wait = f'read go; exec {" ".join(map(str, command))}'
        self.run('new-session', '-d', '-s', 'm', '-x', str(COLUMNS), '-y', str(ROWS), f"bash -c '{wait}'", env=environment)
        self.run('set', '-g', 'status', 'off')
        self.run('pipe-pane', '-t', 'm', f'cat > {self.sent}')

    def run(self, *words, env=None):
        return subprocess.run([*self.tmux, *words], check=True, capture_output=True, text=True, env=env).stdout

    def keys(self, *names):
        self.run('send-keys', '-t', 'm', *names)

    def screen(self):
        return self.run('capture-pane', '-p', '-t', 'm')

    def settled(self, than=None, quiet=0.25):
        """The bytes sent when they no longer grow, and when the last of them came."""
        size, changed, begin = self.sent.stat().st_size, time.monotonic(), time.monotonic()
        while time.monotonic() - changed < quiet or (than is not None and size <= than and time.monotonic() - begin < 5):
            time.sleep(0.002)
            now = self.sent.stat().st_size
            if now != size:
                size, changed = now, time.monotonic()
        return size, changed

    def memory(self):
        pid = self.run('display-message', '-p', '-t', 'm', '#{pane_pid}').strip()
        status = pathlib.Path(f'/proc/{pid}/status').read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith('VmHWM')))

    def close(self):
        subprocess.run([*self.tmux, 'kill-server'], capture_output=True)


def measure(folder, command, environment, turn):
    starts = []
    for _ in range(STARTS):
        session = Session(folder, command, environment)
        try:
            time.sleep(0.3)
            before, _ = session.settled()
            begin = time.monotonic()
            session.keys('Enter')
            _, end = session.settled(than=before + 200)
            starts.append(end - begin)
            if len(starts) < STARTS:
                continue
            size, _ = session.settled()
            sizes, times, bad = [], [], 0
            for _ in range(TURNS):
                begin = time.monotonic()
                session.keys(turn)
                now, end = session.settled(than=size)
                sizes.append(now - size)
                times.append(end - begin)
                size = now
                bad += sum(line.strip()[:1] in NOT_AT_START for line in session.screen().splitlines() if line.strip())
            return {'start_ms': 1000 * statistics.median(starts), 'turn_bytes': round(statistics.mean(sizes)),
                    'turn_ms': 1000 * statistics.median(times), 'memory_kib': session.memory(), 'bad_lines': bad}
        finally:
            session.close()
    return None


def write_fiction_book(document, to):
    lines = document.read_text(encoding='utf-8', errors='replace').splitlines()
    paragraphs = ''.join(f'<p>{html.escape(line)}</p>\n' for line in lines if line.strip())
    to.write_text('<?xml version="1.0" encoding="utf-8"?>\n<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
                  f'<description><title-info><book-title>{html.escape(document.stem)}</book-title></title-info></description>'
                  f'<body><section>\n{paragraphs}</section></body></FictionBook>\n', encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrread', required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument('--lrpack', required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument('--document', required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument('--markdown', action='store_true')
    arguments = parser.parse_args()
    if not arguments.document.exists() or not all(map(shutil.which, ('tmux', 'less', 'w3m'))):
        print('tmux, less, w3m or the document is not here: skipped')
        return 77
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, 'LANG': 'C.UTF-8', 'LC_ALL': 'C.UTF-8', 'HOME': folder, 'TERM': 'screen-256color'}
        for name in ('XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'TMUX', 'LESS', 'NO_COLOR'):
            environment.pop(name, None)
        bundle = pathlib.Path(folder) / 'bundle.lrb'
        subprocess.run([arguments.lrpack, 'make', '--quiet', '--no-strikes', arguments.document, '-o', bundle], check=True)
        # The first start packs the document, the others find it packed.
        subprocess.run([arguments.lrread, '--print', arguments.document], env=environment, capture_output=True, check=True,
                       stdin=subprocess.DEVNULL)
        rows = {'lrread': measure(folder, [arguments.lrread, arguments.document], environment, 'Space'),
                'less': measure(folder, ['less', arguments.document], environment, 'Space'),
                'w3m': measure(folder, ['w3m', '-I', 'UTF-8', '-O', 'UTF-8', arguments.document], environment, 'Space')}
        if shutil.which('fbless'):
            book = pathlib.Path(folder) / 'document.fb2'
            write_fiction_book(arguments.document, book)
            rows['fbless'] = measure(folder, ['fbless', book], environment, 'Space')
    heads = ('reader', 'first page, ms', 'bytes a turn', 'turn, ms', 'memory, KiB', f'bad line starts in {TURNS} pages')
    line = '| {} |'.format if arguments.markdown else '{}'.format
    print(line(' | '.join(heads) if arguments.markdown else '  '.join(heads)))
    if arguments.markdown:
        print('|---|' + '---:|' * (len(heads) - 1))
    for name, row in rows.items():
        cells = (name, f'{row["start_ms"]:.0f}', f'{row["turn_bytes"]:,}', f'{row["turn_ms"]:.0f}', f'{row["memory_kib"]:,}', str(row['bad_lines']))
        print(line((' | ' if arguments.markdown else '  ').join(cells)))
    ours = rows['lrread']
    return int(ours['start_ms'] > rows['less']['start_ms'] + 1000 * BLINK or ours['bad_lines'] > 0)


if __name__ == '__main__':
    sys.exit(main())
