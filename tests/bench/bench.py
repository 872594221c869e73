#!/usr/bin/env python3
"""How long importing takes, beside pandoc (Markdown, HTML) and pdftotext (PDF), which make plain text of the same files.

  bench.py --import-text PATH --source DIR [--documents DIR] [--runs N] [--report-only]

Each is a process of its own, from its start to the last byte of text; the two take turns, and the shortest of N runs
counts, so that other work on the machine weighs less. `time` is by the wall clock, `processor` the time of all threads.
The means of `time` are held to limits, and to goals, which are only said (DESIGN.md says why not reached). Inputs: the articles of content/, repeated to the size of a book, as Markdown, as HTML, and
printed by Chromium; the documents in --documents, taken for Markdown; manuals of Debian packages. What is not
installed is named and left out.
"""
import argparse
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'recovery'))
import printer  # noqa: E402

SKIPPED = 77
BOOK_BYTES = 1 << 20
PRINTED_BYTES = 1 << 18
# Our time by theirs.
GOALS = {'pandoc': 1 / 5, 'pdftotext': 1.5}
LIMITS = {'pandoc': 1 / 5, 'pdftotext': 5}
HTML = ['/usr/share/debian-reference/ch02.zh-cn.html', '/usr/share/debian-reference/ch09.zh-cn.html',
        '/usr/share/doc/debian-policy/policy.html/ch-archive.html']
PDF = ['/usr/share/developers-reference/ja/developers-reference.pdf',
       '/usr/share/doc/maint-guide-zh-tw/maint-guide.zh-tw.pdf', '/usr/share/debian-reference/debian-reference.zh-cn.pdf',
       '/usr/share/developers-reference/developers-reference.pdf']


def book_of(paths, least_bytes):
    """The articles of content/ one after the other, again and again; the names of notes stay different."""
    bodies = [path.read_text(encoding='utf-8').split('\n+++\n', 1)[1] for path in paths]
    text, turn = '', 0
    while len(text.encode()) < least_bytes:
        for k, body in enumerate(bodies):
            text += re.sub(r'\[\^(\w+)\]', rf'[^\1_{turn}_{k}]', body) + '\n\n'
        turn += 1
    return text


def inputs(options, folder):
    """(their program, what it is called, the file)"""
    for language in ('en', 'zh-Hans'):
        articles = sorted((options.source / 'content' / language).glob('*.md'))
        markdown = folder / f'{language}.md'
        markdown.write_text(book_of(articles, BOOK_BYTES), encoding='utf-8')
        yield 'pandoc', f'content, {language}, Markdown', markdown
        if shutil.which('cmark-gfm') is None:
            continue
        page = folder / f'{language}.html'
        page.write_text(html_of(markdown, language), encoding='utf-8')
        yield 'pandoc', f'content, {language}, HTML', page
        if printer.chromium() is not None:
            markdown = folder / f'{language}_print.md'
            markdown.write_text(book_of(articles, PRINTED_BYTES), encoding='utf-8')
            page, pdf = markdown.with_suffix('.html'), markdown.with_suffix('.pdf')
            page.write_text(html_of(markdown, language), encoding='utf-8')
            printer.print_pdf(page, pdf, False, folder / 'profile')
            yield 'pdftotext', f'content, {language}, printed', pdf
    if options.documents is not None:
        for path in sorted(options.documents.glob('*.txt')):
            copy = folder / f'{path.stem}.md'
            copy.write_bytes(path.read_bytes())
            yield 'pandoc', path.stem, copy
    for program, paths in (('pandoc', HTML), ('pdftotext', PDF)):
        for path in map(pathlib.Path, paths):
            if path.exists():
                yield program, '/'.join(path.parts[-2:]), path
            else:
                print(f'left out, not installed: {path}')


def html_of(markdown, language):
    body = subprocess.run(['cmark-gfm', '--unsafe', '-e', 'footnotes', '-e', 'table', markdown], check=True,
                          capture_output=True, text=True, encoding='utf-8').stdout
    return f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>Book</title><body>{body}</body></html>'


def their_command(program, path):
    if program == 'pdftotext':
        return ['pdftotext', '-enc', 'UTF-8', path, '-']
    extensions = '+footnotes+pipe_tables' if path.suffix == '.md' else ''
    return ['pandoc', '-f', ('commonmark' if extensions else 'html') + extensions, '-t', 'plain', path]


def timed(command):
    """(seconds by the wall clock, seconds of the processor), or None when it fails"""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    return (wall, usage.ru_utime + usage.ru_stime) if process.returncode == 0 else None


def shortest(commands, runs):
    """Of each command, taking turns."""
    times = [[timed(command) for command in commands] for _ in range(runs)]
    columns = list(zip(*times))
    return [None if None in column else tuple(map(min, zip(*column))) for column in columns]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--import-text', required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument('--source', required=True, type=pathlib.Path)
    parser.add_argument('--documents', type=lambda path: pathlib.Path(path) if pathlib.Path(path).is_dir() else None)
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--report-only', action='store_true')
    parser.add_argument('--no-pdf', action='store_true', help='the PDF importer is not built')
    options = parser.parse_args()
    missing = {name for name in LIMITS if shutil.which(name) is None} | ({'pdftotext'} if options.no_pdf else set())
    if len(missing) == len(LIMITS):
        print('skipped: neither pandoc nor pdftotext can be held against ours')
        return SKIPPED
    for name in sorted(missing):
        print(f'left out, it or our part of it is not there: {name}')
    print(f'{"input":44}{"kB":>7}{"ours ms":>9}{"theirs ms":>11}  {"":10}{"time":>6}{"processor":>11}{"goal":>7}')
    failures, ratios = [], {}
    with tempfile.TemporaryDirectory(prefix='libreader_bench_') as scratch:
        for program, name, path in inputs(options, pathlib.Path(scratch)):
            if program in missing:
                continue
            ours, theirs = shortest([[options.import_text, path], their_command(program, path)], options.runs)
            if ours is None or theirs is None:
                failures.append(f'{name}: {"import_text" if ours is None else program} failed')
                continue
            ratio, processor = ours[0] / theirs[0], ours[1] / theirs[1]
            ratios.setdefault(program, []).append(ratio)
            print(f'{name[:43]:44}{path.stat().st_size / 1000:7.0f}{1000 * ours[0]:9.0f}{1000 * theirs[0]:11.0f}  {program:10}'
                  f'{ratio:6.2f}{processor:11.2f}{GOALS[program]:7.2f}', flush=True)
    for program, found in ratios.items():
        mean = math.exp(sum(map(math.log, found)) / len(found))
        print(f'{program}: {mean:.2f} of its time in the (geometric) mean; the goal, {GOALS[program]:.2f}, is {"" if mean <= GOALS[program] else "not "}reached')
        if mean > LIMITS[program]:
            failures.append(f'{program}: {mean:.2f} of its time, more than {LIMITS[program]:.2f}')
    print('\n'.join(failures) or 'All is well.')
    return 1 if failures and not options.report_only else 0


if __name__ == '__main__':
    sys.exit(main())
