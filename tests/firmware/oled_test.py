#!/usr/bin/env python3
"""What the panel of lm3s6965evb shows is what the PC painted: reads a few pages with oled_pages on both, takes a picture of the
emulated panel after each, and compares every pixel.

  oled_test.py --bundle B.lrb --host PROGRAM --elf oled_pages.elf [--pages N]
"""
import argparse
import json
import pathlib
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time

import boards

WIDTH, HEIGHT = 128, 64


def frames(lines):
    """The pages that a program printed: (its line, rows of levels)."""
    pages = []
    for line in lines:
        if line.startswith('page '):
            pages.append((line, []))
        elif line.startswith('row '):
            pages[-1][1].append([int(digit, 16) for digit in line[4:]])
    return pages


class Monitor:
    """QEMU's machine protocol, as much of it as a picture takes."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        for _ in range(200):
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                time.sleep(0.05)
        self.file = self.socket.makefile('rw')
        self.file.readline()
        self.call('qmp_capabilities')

    def call(self, name, **arguments):
        self.file.write(json.dumps({'execute': name, 'arguments': arguments}) + '\n')
        self.file.flush()
        while True:
            answer = json.loads(self.file.readline())
            if 'error' in answer:
                raise boards.Failed(f'{name}: {answer["error"]}')
            if 'return' in answer:
                return

    def picture(self, path):
        """Levels 0 ... 15 of the panel's pixels, which QEMU shows as squares."""
        self.call('screendump', filename=str(path))
        magic, width, height, most, pixels = path.read_bytes().split(None, 4)
        width, height = int(width), int(height)
        if magic != b'P6' or int(most) != 255 or width % WIDTH or height % HEIGHT:
            raise boards.Failed(f'no picture of the panel: {magic} {width} {height}')
        across, down = width // WIDTH, height // HEIGHT
        return [[pixels[3 * ((y * down + down // 2) * width + x * across + across // 2)] // 16 for x in range(WIDTH)]
                for y in range(HEIGHT)]


def lines_of(stream):
    printed = queue.Queue()

    def read():
        for line in stream:
            printed.put(line.rstrip('\n'))
        printed.put(None)

    threading.Thread(target=read, daemon=True).start()
    return printed


def run(arguments, folder):
    keys = 'n' * (arguments.pages - 1) + 'q'
    expected = frames(boards.run([arguments.host, arguments.bundle, keys]))
    if len(expected) != arguments.pages or any(len(rows) != HEIGHT for _, rows in expected):
        raise boards.Failed(f'the PC has {len(expected)} pages')
    if len({line.split()[-1] for line, _ in expected}) < arguments.pages:
        raise boards.Failed('pages that look alike tell nothing')
    board = boards.BOARDS['lm3s6965evb']
    boards.need(board.emulator, arguments.elf, arguments.bundle)
    command = [board.emulator, *board.arguments, '-kernel', arguments.elf, *board.storage(arguments.bundle, folder),
               '-semihosting-config', 'enable=on,target=native', '-display', 'none', '-monitor', 'none', '-serial', 'stdio',
               '-qmp', f'unix:{folder}/qmp,server=on,wait=off']
    process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, bufsize=1)
    try:
        printed = lines_of(process.stderr)
        monitor = Monitor(folder / 'qmp')
        for key, (line, rows) in zip(keys, expected):
            said = []
            while len(said) < 1 + HEIGHT:
                text = printed.get(timeout=boards.SECONDS)
                if text is None:
                    raise boards.Failed(f'the board stopped after {said[-3:]}')
                if text.startswith(('page ', 'row ', 'failed')):
                    said.append(text)
            if frames(said) != [(line, rows)]:
                raise boards.Failed(f'the board painted "{said[0]}" and not "{line}"')
            if (shown := monitor.picture(folder / 'panel.ppm')) != rows:
                differing = sum(a != b for left, right in zip(shown, rows) for a, b in zip(left, right))
                raise boards.Failed(f'{line}: {differing} pixels of the panel are not those that were painted')
            print(line, 'on the panel')
            process.stdin.write(key)
            process.stdin.flush()
        if process.wait(boards.SECONDS) != 0:
            raise boards.Failed(f'exit code {process.returncode}')
    finally:
        process.kill()
        process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--bundle', type=pathlib.Path, required=True)
    parser.add_argument('--host', required=True)
    parser.add_argument('--elf', type=pathlib.Path, required=True)
    parser.add_argument('--pages', type=int, default=5)
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            run(arguments, pathlib.Path(folder))
    except (boards.Missing, boards.Failed, OSError, queue.Empty) as error:
        print(f'FAILED: {error}')
        return 1
    return 0


if __name__ == '__main__':
    sys.exit(main())
