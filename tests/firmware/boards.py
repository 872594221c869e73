"""The machines that the firmware runs on: how QEMU is started for each, how keys are typed, and what came out."""
import pathlib
import queue
import shutil
import subprocess
import tempfile
import threading
from typing import Callable, NamedTuple

SECONDS = 240  # no run takes a quarter of it
NOR_BYTES = 1 << 20   # of the chip of ast1030-evb
CARD_BYTES = 16 << 20  # a power of two

ARM, RISCV = 'arm-none-eabi-', 'riscv64-unknown-elf-'


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


def loaded_at(address):
    """The bundle in memory, where the port's linker script expects it."""
    return lambda bundle, folder: ['-device', f'loader,file={bundle},addr={address:#x},force-raw=on']


def as_program(bundle, folder):
    """The same where the emulator takes no raw file: as the one section of an ELF file."""
    need(RISCV + 'objcopy')
    here, wrapped = folder / 'bundle.o', folder / 'bundle.elf'
    run([RISCV + 'objcopy', '-I', 'binary', '-O', 'elf32-littleriscv', bundle, here])
    run([RISCV + 'ld', '-m', 'elf32lriscv', '-Tdata=0x20800000', '-e', '0', here, '-o', wrapped])
    return ['-device', f'loader,file={wrapped}']


def on_nor(bundle, folder):
    """The bundle at the start of a serial flash, and behind it nothing."""
    image = folder / 'nor.img'
    content = pathlib.Path(bundle).read_bytes()
    image.write_bytes(content + b'\xff' * (NOR_BYTES - len(content)))
    return ['-drive', f'if=mtd,format=raw,file={image}']


def on_card(bundle, folder):
    """The bundle as a file on a FAT card, between others, and a file for places."""
    need('mkfs.fat')
    need('mcopy')
    image, places, other = folder / 'card.img', folder / 'places.bin', folder / 'other.txt'
    image.write_bytes(bytes(CARD_BYTES))
    places.write_bytes(bytes(8192))
    other.write_bytes(b'not a bundle\n' * 500)
    run(['mkfs.fat', '-F', '16', image])
    for file, name in ((other, 'README.TXT'), (bundle, 'BOOK.LRB'), (places, 'PLACES.LRJ')):
        run(['mcopy', '-i', image, file, '::' + name])
    return ['-drive', f'if=sd,format=raw,file={image}']


class Board(NamedTuple):
    processor: str
    emulator: str
    arguments: list
    storage: Callable  # (bundle, folder) -> arguments that bring the bundle to the board
    tools: str         # prefix of the compiler's tools


BOARDS = {
    'netduinoplus2': Board('Cortex-M4', 'qemu-system-arm', ['-M', 'netduinoplus2'], loaded_at(0x08040000), ARM),
    'microbit': Board('Cortex-M0', 'qemu-system-arm', ['-M', 'microbit'], loaded_at(0x00010000), ARM),
    'lm3s6965evb': Board('Cortex-M3', 'qemu-system-arm', ['-M', 'lm3s6965evb'], on_card, ARM),
    'ast1030_evb': Board('Cortex-M4', 'qemu-system-arm', ['-M', 'ast1030-evb,fmc-model=w25q80bl'], on_nor, ARM),
    'virt': Board('rv32imc', 'qemu-system-riscv32', ['-M', 'virt', '-bios', 'none', '-m', '8M'], loaded_at(0x80200000),
                  RISCV),
    'sifive_e': Board('rv32imac', 'qemu-system-riscv32', ['-M', 'sifive_e'], as_program, RISCV),
}


def type_keys(command, keys):
    """The lines that a board printed, which is given the next key when it has shown what the last one did."""
    process = subprocess.Popen([str(c) for c in command], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True, bufsize=1)
    printed = queue.Queue()

    def read():
        for line in process.stderr:
            printed.put(line.rstrip('\n'))
        printed.put(None)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    lines, left = [], iter(keys)
    powered = True  # a key in upper case cuts the power: the line of its page comes before that of the next start
    try:
        while (line := printed.get(timeout=SECONDS)) is not None:
            lines.append(line)
            if line.startswith('open') or (line.startswith('page') and powered):
                key = next(left, '')
                powered = not key.isupper()
                process.stdin.write(key)
                process.stdin.flush()
    except queue.Empty as error:
        raise Failed(f'nothing for {SECONDS} s after: {lines[-3:]}') from error
    except BrokenPipeError:
        pass
    finally:
        if process.poll() is None and not reader.is_alive():
            process.wait(SECONDS)
        process.kill()
        process.wait()
    if process.returncode != 0:
        raise Failed(f'exit code {process.returncode}: {lines[-3:]}')
    return lines


def run_board(name, elf, bundle, more=(), keys=''):
    """The lines that the firmware printed on a board; `more` are further arguments of QEMU."""
    board = BOARDS[name]
    need(board.emulator, elf, bundle)
    with tempfile.TemporaryDirectory() as folder:
        return type_keys([
            board.emulator, *board.arguments, '-kernel', elf, *board.storage(bundle, pathlib.Path(folder)),
            '-semihosting-config', 'enable=on,target=native', '-display', 'none', '-monitor', 'none', '-serial', 'stdio',
            *more,
        ], keys)
