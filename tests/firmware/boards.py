"""The machines that the firmware runs on: how QEMU is started for each, and what came out."""
import pathlib
import shutil
import subprocess
from typing import NamedTuple

SECONDS = 240  # no run takes a tenth of it


class Board(NamedTuple):
    processor: str
    emulator: str
    arguments: list
    bundle_address: int  # where the port's linker script expects it
    tools: str           # prefix of the compiler's tools


BOARDS = {
    'netduinoplus2': Board('Cortex-M4', 'qemu-system-arm', ['-M', 'netduinoplus2'], 0x08040000, 'arm-none-eabi-'),
    'virt': Board('rv32imc', 'qemu-system-riscv32', ['-M', 'virt', '-bios', 'none', '-m', '8M'], 0x80200000,
                  'riscv64-unknown-elf-'),
}


class Missing(Exception):
    """A program or a file that a run needs is not there."""


class Failed(Exception):
    """The program that was run did not end well."""


def need(program, *files):
    if shutil.which(program) is None:
        raise Missing(f'no {program}')
    for file in files:
        if file is None or not pathlib.Path(file).is_file():
            raise Missing(f'no {file or "program given"}')


def run(command):
    """The lines that a program printed."""
    try:
        done = subprocess.run([str(c) for c in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Failed(f'no end after {SECONDS} s') from error
    if done.returncode != 0:
        raise Failed(f'exit code {done.returncode}: {(done.stdout + done.stderr)[-300:].strip()}')
    return done.stdout.splitlines()


def run_board(name, elf, bundle, more=()):
    """The lines that the firmware printed on a board; `more` are further arguments of QEMU."""
    board = BOARDS[name]
    need(board.emulator, elf, bundle)
    return run([
        board.emulator, *board.arguments, '-kernel', elf,
        '-device', f'loader,file={bundle},addr={board.bundle_address:#x},force-raw=on',
        '-chardev', 'stdio,id=console', '-semihosting-config', 'enable=on,target=native,chardev=console',
        '-display', 'none', '-monitor', 'none', '-serial', 'null', *more,
    ])
