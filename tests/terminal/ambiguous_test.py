#!/usr/bin/env python3
"""lrread in terminals that give characters of ambiguous width one cell and two: it asks, and its screen is the page that
--print writes with that width, cell for cell.

  ambiguous_test.py --lrread PATH --lrpack PATH

The terminal here knows what ncurses sends to a vt100, and as much as there is to say about widths.
"""
import argparse
import fcntl
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata
import unittest

OPTIONS = argparse.Namespace()
COLUMNS, ROWS = 60, 14
# Ambiguous characters among others, line after line.
TEXT = '# 宽窄\n\n' + '他说：“这里有§和±，还有→与℃，α、β……——①②③。”每行都有“引号”和『』。\n\n' * 12
CONTROL = re.compile(rb'\x1b\[([?0-9;]*)([A-Za-z])|\x1b[()][A-Z0-9]|\x1b([=>78DEHM])')


class Terminal:
    """Screen and cursor; the cells of a character behind its first hold an empty string."""

    def __init__(self, ambiguous_cells):
        self.ambiguous_cells = ambiguous_cells
        self.cells = [[' '] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0
        self.pending = b''
        self.replies = b''

    def width(self, character):
        kind = unicodedata.east_asian_width(character)
        if unicodedata.combining(character):
            return 0
        return 2 if kind in 'WF' else self.ambiguous_cells if kind == 'A' else 1

    def write(self, character):
        width = self.width(character)
        self.column = min(self.column, COLUMNS - 1)
        self.cells[self.row][self.column] = character
        for i in range(self.column + 1, min(self.column + width, COLUMNS)):
            self.cells[self.row][i] = ''
        self.column += width

    def line_feed(self):
        if self.row < ROWS - 1:
            self.row += 1
        else:
            self.cells = self.cells[1:] + [[' '] * COLUMNS]

    def reverse_line_feed(self):
        if self.row > 0:
            self.row -= 1
        else:
            self.cells = [[' '] * COLUMNS] + self.cells[:-1]

    def control(self, arguments, what):
        numbers = [int(n) if n.isdigit() else 0 for n in arguments.split(';')]
        first = numbers[0] or 1
        if what == 'H':
            self.row = first - 1
            self.column = (numbers[1] or 1) - 1 if len(numbers) > 1 else 0
        elif what == 'A':
            self.row -= first
        elif what == 'B':
            self.row += first
        elif what == 'C':
            self.column += first
        elif what == 'D':
            self.column -= first
        elif what == 'K' and numbers[0] == 0:
            self.cells[self.row][self.column:] = [' '] * (COLUMNS - self.column)
        elif what == 'K':
            self.cells[self.row][:self.column + 1] = [' '] * (self.column + 1)
        elif what == 'J':
            self.cells[self.row][self.column:] = [' '] * (COLUMNS - self.column)
            for row in range(self.row + 1, ROWS):
                self.cells[row] = [' '] * COLUMNS
        elif what == 'n':
            self.replies += b'\x1b[%d;%dR' % (self.row + 1, self.column + 1)

    def feed(self, data):
        data = self.pending + data
        at = 0
        while at < len(data):
            byte = data[at]
            match = CONTROL.match(data, at)
            if match:
                if match.group(2):
                    self.control(match.group(1).decode(), match.group(2).decode())
                elif match.group(3) == b'M':
                    self.reverse_line_feed()
                at = match.end()
            elif byte == 0x1B and len(data) - at < 16:
                break  # the rest of it is to come
            elif byte < 0x20 or byte == 0x7F:
                if byte == 8:
                    self.column = max(0, self.column - 1)
                elif byte == 13:
                    self.column = 0
                elif byte == 9:
                    self.column = min(COLUMNS - 1, self.column // 8 * 8 + 8)
                elif byte == 10:
                    self.line_feed()
                at += 1
            else:
                size = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
                if at + size > len(data):
                    break
                self.write(data[at:at + size].decode())
                at += size
        self.pending = data[at:]

    def lines(self):
        return [''.join(row).rstrip() for row in self.cells]


class AmbiguousTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(cls.folder.name)
        (root / 'wide.md').write_text(TEXT, encoding='utf-8')
        cls.bundle = root / 'wide.lrb'
        subprocess.run([OPTIONS.lrpack, 'make', '--no-strikes', '--quiet', root / 'wide.md', '-o', cls.bundle], check=True)
        cls.environment = {**os.environ, 'TERM': 'vt100', 'LANG': 'C.UTF-8', 'LC_ALL': 'C.UTF-8', 'HOME': str(root),
                           'XDG_STATE_HOME': str(root / 'state'), 'XDG_CONFIG_HOME': str(root / 'config')}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def printed(self, cells):
        command = [OPTIONS.lrread, '--print', '--ambiguous', str(cells), '--columns', str(COLUMNS), '--rows', str(ROWS - 2),
                   self.bundle]
        text = subprocess.run(command, check=True, capture_output=True, env=self.environment, stdin=subprocess.DEVNULL).stdout
        return text.decode().splitlines()

    def shown(self, cells, *options):
        """The screen with the first page, and whether lrread asked where the cursor is."""
        terminal = Terminal(cells)
        process, master = pty.fork()
        if process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, COLUMNS, 0, 0))
            os.execve(OPTIONS.lrread, [OPTIONS.lrread, *options, str(self.bundle)], self.environment)
        asked, keys, until = False, [b'\r', b'g'], time.monotonic() + 20
        try:
            while time.monotonic() < until:
                ready, _, _ = select.select([master], [], [], 0.7)
                if ready:
                    terminal.feed(os.read(master, 65536))
                    if terminal.replies:
                        os.write(master, terminal.replies)
                        terminal.replies, asked = b'', True
                elif keys:
                    os.write(master, keys.pop(0))
                else:
                    break
        finally:
            os.kill(process, 9)
            os.waitpid(process, 0)
            os.close(master)
        return terminal.lines(), asked

    def test_the_terminal_is_asked(self):
        for cells in (1, 2):
            with self.subTest(cells=cells):
                page = self.printed(cells)
                lines, asked = self.shown(cells)
                self.assertTrue(asked)
                self.assertGreater(len(page), 5)
                self.assertEqual(lines[:len(page)], page)

    def test_an_option_overrides(self):
        page = self.printed(2)
        lines, asked = self.shown(2, '--ambiguous', '2')
        self.assertFalse(asked)
        self.assertEqual(lines[:len(page)], page)

    def test_the_widths_differ(self):
        self.assertNotEqual(self.printed(1), self.printed(2))


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrread', required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    parser.add_argument('--lrpack', required=True, type=lambda p: str(pathlib.Path(p).resolve()))
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
