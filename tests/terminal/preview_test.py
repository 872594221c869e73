#!/usr/bin/env python3
"""lrread shows the page as a device draws it: what it sends as sixels, or to kitty, are the pixels that `lrpack page` writes.

  preview_test.py --lrread PATH --lrpack PATH

The terminal here answers what lrread asks; sixels and kitty's pictures are decoded by the documents of their makers.
"""
import argparse
import base64
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
import unittest
import zlib

OPTIONS = argparse.Namespace()
COLUMNS, ROWS, WIDTH, HEIGHT = 100, 50, 1000, 1000  # cells; pixels
TEXT = '# 样张\n\n' + '屏幕上的“样张”也是同一个道理：它把容易出错的东西排在一起，错了，一眼就能看见。\n\n' * 40


def png_pixels(data):
    """Width, and a byte a pixel, of a grey PNG of 8 bits."""
    at, packed = 8, b''
    while at < len(data):
        length, kind = struct.unpack_from('>I4s', data, at)
        body = data[at + 8:at + 8 + length]
        if kind == b'IHDR':
            width, height = struct.unpack_from('>II', body)
        elif kind == b'IDAT':
            packed += body
        at += 12 + length
    raw, rows, above = zlib.decompress(packed), [], [0] * width
    for y in range(height):
        kind, line = raw[y * (width + 1)], list(raw[y * (width + 1) + 1:(y + 1) * (width + 1)])
        for x in range(width):
            a, b, c = (line[x - 1] if x else 0), above[x], (above[x - 1] if x else 0)
            guess = a + b - c
            paeth = min((a, b, c), key=lambda n: abs(guess - n))
            line[x] = (line[x] + (0, a, b, (a + b) // 2, paeth)[kind]) & 255
        rows.append(line)
        above = line
    return width, [pixel for row in rows for pixel in row]


def sixel_pixels(data):
    """Width, and a byte a pixel: "ESC P … q" and the picture to "ESC \\"."""
    width, height = map(int, re.match(rb'"1;1;(\d+);(\d+)', data).groups())
    pixels, colours = [None] * (width * height), {}
    x = top = 0
    colour = repeat = None
    for token in re.findall(rb'#\d+;2;\d+;\d+;\d+|#\d+|!\d+|[-$?-~]', data[data.index(b'#'):]):
        if b';' in token:
            number, _, grey = token[1:].split(b';')[:3]
            colours[int(number)] = round(int(grey) * 15 / 100) * 17  # percents have no more than 16 greys
        elif token[:1] == b'#':
            colour = colours[int(token[1:])]
        elif token[:1] == b'!':
            repeat = int(token[1:])
        elif token == b'$':
            x = 0
        elif token == b'-':
            x, top = 0, top + 6
        else:
            for _ in range(repeat or 1):
                for i in range(6):
                    if (token[0] - 63) >> i & 1:
                        pixels[(top + i) * width + x] = colour
                x += 1
            repeat = None
    return width, pixels


def kitty_pixels(pieces):
    head = dict(pair.split(b'=') for pair in pieces[0].split(b';')[0].split(b','))
    data = base64.b64decode(b''.join(piece.split(b';')[1] for piece in pieces))
    return int(head[b's']), list(data[::3]), data


class Preview(unittest.TestCase):
    answer = b'\x1b[?62;4;22c'  # a terminal with sixels

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        (folder / 'a.md').write_text(TEXT, encoding='utf-8')
        cls.bundle, page = folder / 'a.lrb', folder / 'page.png'
        subprocess.run([OPTIONS.lrpack, 'make', folder / 'a.md', '-o', cls.bundle, '--quiet', '--profile', '480x800-2'], check=True)
        cls.pages = []
        for number in ('1', '2'):
            subprocess.run([OPTIONS.lrpack, 'page', cls.bundle, '--article', '1', '--page', number, '--profile', '480x800-2',
                            '-o', page], check=True, capture_output=True)
            cls.pages.append(png_pixels(page.read_bytes()))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def sent(self, keys, *options, **environment):
        """What lrread sends, the keys pressed one after the other as it falls silent."""
        terminal, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, COLUMNS, WIDTH, HEIGHT))
        whole = {name: value for name, value in os.environ.items() if name not in ('TMUX', 'KITTY_WINDOW_ID', 'TERM_PROGRAM')}
        whole.update({'HOME': self.folder.name, 'XDG_STATE_HOME': self.folder.name, 'LC_ALL': 'C.UTF-8', 'TERM': 'xterm-256color'}, **environment)
        child = subprocess.Popen([OPTIONS.lrread, *options, self.bundle], stdin=other, stdout=other, stderr=other, env=whole,
                                 start_new_session=True)
        os.close(other)
        keys, data, begin = list(keys), b'', time.monotonic()
        try:
            while time.monotonic() - begin < 60:
                if not select.select([terminal], [], [], 0.7)[0]:
                    if not keys:
                        break
                    os.write(terminal, keys.pop(0))
                    continue
                new = os.read(terminal, 1 << 16)
                data += new
                if b'\x1b[6n' in new:
                    os.write(terminal, b'\x1b[1;2R')
                if b'\x1b[c' in new:
                    os.write(terminal, self.answer)
        finally:
            child.kill()
            child.wait()
            os.close(terminal)
        return data

    def assert_same(self, picture, page):
        """assertEqual would look for the shortest difference of hundreds of thousands of pixels."""
        self.assertEqual((picture[0], len(picture[1])), (page[0], len(page[1])))
        differ = [i for i, (a, b) in enumerate(zip(picture[1], page[1])) if a != b]
        self.assertEqual([(i % page[0], i // page[0], picture[1][i], page[1][i]) for i in differ[:3]], [], len(differ))

    def test_sixels(self):
        data = self.sent([b'\n', b'P', b' '])
        pictures = [sixel_pixels(picture) for picture in re.findall(rb'\x1bP0;1q([^\x1b]*)\x1b', data)]
        self.assertEqual(len(pictures), 2)
        for picture, page in zip(pictures, self.pages):
            self.assert_same(picture, page)

    def test_from_fonts(self):
        """Text of the size that was asked for, then 4 px larger; back to the strikes' is a matter of the option."""
        folder = pathlib.Path(self.folder.name)
        (folder / 'fonts.toml').write_text('[bundle]\noutline = "noto-sans"\n[[document]]\npath = "a.md"\n'
                                           '[[strike]]\nface = "noto-sans"\nppem = 16\nbpp = 1\n', encoding='utf-8')
        bundle, page = folder / 'fonts.lrb', folder / 'page.png'
        subprocess.run([OPTIONS.lrpack, 'make', folder / 'fonts.toml', '-o', bundle, '--quiet'], check=True)
        pages = []
        for size in ('40', '44'):
            subprocess.run([OPTIONS.lrpack, 'page', bundle, '--outline', '--size', size, '--profile', '540x960-4', '-o', page], check=True)
            pages.append(png_pixels(page.read_bytes()))
        self.bundle = bundle
        data = self.sent([b'\n', b'P', b'+'], '--outline', '40', '--preview', '540x960')
        pictures = [sixel_pixels(picture) for picture in re.findall(rb'\x1bP0;1q([^\x1b]*)\x1b', data)]
        self.assertEqual(len(pictures), 2)
        for picture, page in zip(pictures, pages):
            self.assert_same(picture, page)

    def test_kitty(self):
        data = self.sent([b'\n', b'P'], KITTY_WINDOW_ID='1')
        pieces = [piece for piece in re.findall(rb'\x1b_G([^\x1b]*)\x1b', data) if b';' in piece]
        width, pixels, data = kitty_pixels(pieces)
        self.assert_same((width, pixels), self.pages[0])
        self.assertTrue(data[::3] == data[1::3] == data[2::3])

    def test_without_either(self):
        self.answer = b'\x1b[?6c'
        data = self.sent([b'\n', b'P', b'z'])
        self.assertNotIn(b'\x1bP', data)
        shown = data[data.rindex(b'all of it'):].decode(errors='replace')
        width, page = self.pages[0]
        greys = [[int(n) for n in pair] for pair in re.findall(r'\x1b\[38;5;(\d+);48;5;(\d+)m', shown)]
        colour = lambda grey: 16 if (grey + 5) // 10 == 0 else min(231 + (grey + 5) // 10, 256) if (grey + 5) // 10 <= 24 else 231
        wanted = [[colour(page[2 * row * width + x]), colour(page[(2 * row + 1) * width + x])]
                  for row in range(ROWS - 1) for x in range(COLUMNS)]
        self.assert_same((COLUMNS, greys), (COLUMNS, wanted))


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrread', required=True, type=lambda p: pathlib.Path(p).resolve())
    parser.add_argument('--lrpack', required=True, type=lambda p: pathlib.Path(p).resolve())
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=sys.argv[:1] + rest)
