#!/usr/bin/env python3
"""A new user with the README only: the command that it names for a document of one's own is typed as it stands there, from the
root of the repository, with each kind of document in turn; then the keys that it names. Everything that has to be typed is
counted, at a slow typist's pace, beside the time that the machine takes.

  own_document_test.py --lrread PROGRAM

Exit 1 where a page of the document is not read within two minutes, or a key does not do what the README says; 77: no tmux.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS_A_KEY = 0.5   # two keys a second
SECONDS_TO_READ = 30  # the section of the README
LIMIT = 120
BEGIN, NEXT, FOUND = 'The first words of it', 'paragraph 30 ', 'quokka'


def paragraphs():
    return [BEGIN + '.'] + [f'This is paragraph {n} of it, which says little.' for n in range(1, 61)] + [f'A {FOUND} at its end.']


def write_epub(path):
    body = ''.join(f'<p>{text}</p>' for text in paragraphs())
    with zipfile.ZipFile(path, 'w') as book:
        book.writestr('mimetype', 'application/epub+zip')
        book.writestr('META-INF/container.xml', '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
                      '<rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>')
        book.writestr('b.opf', '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
                      'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">1</dc:identifier><dc:title>Mine</dc:title>'
                      '<dc:language>en</dc:language></metadata><manifest><item id="c" href="c.xhtml" '
                      'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>')
        book.writestr('c.xhtml', f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Mine</title></head><body><h1>Mine</h1>{body}</body></html>')


def write_documents(folder):
    (folder / 'notes.md').write_text('# Mine\n\n' + '\n\n'.join(paragraphs()) + '\n', encoding='utf-8')
    (folder / 'notes.txt').write_text('Mine\n\n' + '\n\n'.join(paragraphs()) + '\n', encoding='utf-8')
    (folder / 'notes.html').write_text('<title>Mine</title><h1>Mine</h1>' + ''.join(f'<p>{p}</p>' for p in paragraphs()), encoding='utf-8')
    write_epub(folder / 'notes.epub')


def command_of_readme():
    block = re.search(r'<!-- own document -->\n(.*?)<!-- end of own document -->', (ROOT / 'README.md').read_text(encoding='utf-8'), re.S)
    return block.group(1).split('#')[0].strip()


class Person:
    """At a shell in a terminal of 80 by 24, in a folder."""

    def __init__(self, folder):
        self.tmux = ['tmux', '-u', '-L', f'own-document-{os.getpid()}', '-f', '/dev/null']
        environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'HOME': str(folder), 'TERM': 'screen-256color'}
        for name in ('XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'TMUX'):
            environment.pop(name, None)
        subprocess.run([*self.tmux, 'new-session', '-d', '-s', 'm', '-x', '80', '-y', '24', '-c', str(folder), 'bash --norc'],
                       check=True, env=environment)
        self.typed = 0
        self.waited = 0.0

    def types(self, text, *keys):
        self.typed += len(text) + len(keys)
        if text:
            subprocess.run([*self.tmux, 'send-keys', '-t', 'm', '-l', text], check=True)
        if keys:
            subprocess.run([*self.tmux, 'send-keys', '-t', 'm', *keys], check=True)

    def sees(self, words, seconds=60):
        begin = time.monotonic()
        while True:
            screen = subprocess.run([*self.tmux, 'capture-pane', '-p', '-t', 'm'], check=True, capture_output=True, text=True).stdout
            waited = time.monotonic() - begin
            if words in screen:
                self.waited += waited
                return
            if waited > seconds:
                raise AssertionError(f'no "{words}" on the screen:\n{screen}')
            time.sleep(0.02)

    def leaves(self):
        subprocess.run([*self.tmux, 'kill-server'], capture_output=True)


def read(folder, command):
    person = Person(folder)
    try:
        person.sees('bash-')
        person.types(command, 'Enter')
        person.sees(BEGIN)
        seconds = SECONDS_TO_READ + person.typed * SECONDS_A_KEY + person.waited
        typed = person.typed
        person.types('', 'Space')
        person.sees(NEXT)
        person.types('/' + FOUND, 'Enter')
        person.sees(FOUND)
        person.types('', 'Escape')
        person.types('q')
        person.sees('bash-')
        person.types(command, 'Enter')
        person.sees(FOUND)  # where it was left
        person.types('q')
        person.sees('bash-')
        return typed, seconds
    finally:
        person.leaves()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrread', required=True, type=lambda p: pathlib.Path(p).resolve())
    arguments = parser.parse_args()
    if shutil.which('tmux') is None:
        print('SKIPPED: no tmux')
        return 77
    command, slowest = command_of_readme(), 0
    for ending in ('.md', '.txt', '.html', '.epub'):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = pathlib.Path(name)
            write_documents(folder)
            programs = folder / pathlib.Path(command.split()[0]).parent
            programs.mkdir(parents=True)
            (programs / 'lrread').symlink_to(arguments.lrread)
            typed, seconds = read(folder, command.replace('.md', ending))
        slowest = max(slowest, seconds)
        print(f'{ending}: {typed} keys and {seconds:.0f} s from the README to the first page, {SECONDS_TO_READ} s of them reading it')
    return int(slowest > LIMIT)


if __name__ == '__main__':
    sys.exit(main())
