#!/usr/bin/env python3
"""Clean documents, damaged as real pipelines damage them, packed by lrpack: is the structure that comes back that of
the clean source?

  recovery_test.py --lrpack PATH --source DIR [--long] [--report-only] [--json OUT] [--only WORD] [--keep DIR]
                   [--verbose]

Without --long: the articles of content/, every degradation but printing with running heads; and the chapters of
Debian's documentation packages, clean and with every third degradation, another third for the next chapter, without
Chromium. With --long everything. What is not installed is named and left out.
An end of a paragraph that a degradation left no trace of is not asked for: lrpack says such places as questions.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata

import html_writer
import plain_text
import printer
import score
import sources

SKIPPED = 77
# A reader notices one paragraph in twenty that is cut or joined wrongly; one in fifty no longer.
LEAST_MEAN = 0.95

NO_HARM = 'clean'
Form, Paper = plain_text.Form, plain_text.Paper
FORMS = {'blank lines': Form(), 'indents': Form(blanks=False, indents=True, hanging=False),
         'double spaced': Form(doubled=True, hanging=False), 'bare wraps': Form(blanks=False, hanging=False)}
PAPERS = {'pages [1] \\f': Paper(Form(), form_feed=True, circled=False, number_in_head=False),
          'pages ① indents': Paper(FORMS['indents'], form_feed=False, circled=True, number_in_head=True)}
SITES = {'newspaper': html_writer.newspaper, 'blog': html_writer.blog}
# (with the browser's header and footer, pdftotext -layout)
PRINTS = {'pdf': (False, False), 'pdf -layout': (False, True), 'pdf heads': (True, False),
          'pdf heads -layout': (True, True)}
# The same prints, read by our own importer instead of pdftotext: with the browser's header and footer
PRINTS_READ = {'pdf read': False, 'pdf heads read': True}
PRINTED = (*PRINTS, *PRINTS_READ)
LONG_ONLY = ('pdf heads', 'pdf heads -layout', 'pdf heads read')
DEGRADATIONS = [NO_HARM, *FORMS, 'encoded', *PAPERS, *SITES, *PRINTED]
# What a clean document may deviate in, (document, what): why. Only true ambiguities.
ALLOWED = {}


class Runner:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def pack(self, path):
        """The bundle's structure, or None; says why."""
        bundle = path.with_suffix('.lrb')
        made = subprocess.run([self.options.lrpack, 'make', path, '-o', bundle, '--profile', '400x300-1', '--quiet',
                               '--threads', '1'],
                              capture_output=True, check=False)
        if made.returncode != 0:
            print(f'{path}: {made.stderr.decode()}', file=sys.stderr)
            return None
        shown = subprocess.run([self.options.lrpack, 'export', bundle, '--format', 'json'], capture_output=True,
                               check=True)
        bundle.with_suffix('.json').write_bytes(shown.stdout)
        return json.loads(shown.stdout)

    def run(self, document, name):
        """One document, one degradation: its Score, or None if it cannot be done."""
        folder = self.folder / document.name.replace('/', '_') / ''.join(c if c.isalnum() else '_' for c in name)
        folder.mkdir(parents=True, exist_ok=True)
        wanted, path, text = self.degrade(document, name, folder)
        exported = self.pack(path)
        return exported and score.score(wanted, exported, path.stem, text)

    def degrade(self, document, name, folder):
        """(what is to come back, the file, the text in it)"""
        path = folder / 'document.txt'
        if name == NO_HARM:
            original = pathlib.Path(document.path)
            path = folder / f'document{original.suffix}'
            path.write_bytes(original.read_bytes())
            return document, path, None
        if name in SITES:
            document = dataclasses.replace(document, authors=[])
            text, path = SITES[name](document), folder / 'document.html'
        elif name in PRINTS_READ:
            return document, self.print(document, PRINTS_READ[name], folder), None
        elif name in PRINTS:
            text = self.printed(document, *PRINTS[name], folder)
        elif name == 'encoded':
            document = plain_text.encodable(document)
            text = plain_text.flow(document, FORMS['blank lines']).replace('•', '●')  # which all of them have
            path.write_bytes(text.encode(plain_text.ENCODINGS[document.language]))
            return document, path, text
        elif name in PAPERS:
            text = plain_text.pages(document, PAPERS[name])
        else:
            text = plain_text.flow(document, FORMS[name])
            document = plain_text.tellable(document, FORMS[name])
        path.write_text(text, encoding='utf-8', newline='')
        return document, path, text if path.suffix == '.txt' else None

    def print(self, document, header, folder):
        """A PDF of its own in `folder`; printed once."""
        first = self.folder / document.name.replace('/', '_') / f'printed_{header}.pdf'
        if not first.exists():
            page = first.with_name('print.html')
            page.write_text(html_writer.printed(document), encoding='utf-8')
            printer.print_pdf(page, first, header, first.with_name('profile'))
        return shutil.copy(first, folder / 'document.pdf')

    def printed(self, document, header, layout, folder):
        return printer.text_of(self.print(document, header, folder), layout)


def reads_pdf(lrpack):
    return 'PDF' in subprocess.run([lrpack, '--help'], capture_output=True, text=True, check=True).stdout


def jobs_of(documents, chapters, options):
    """Grouped so that no two threads print the same document."""
    for number, document in enumerate(documents + chapters):
        names = []
        for place, name in enumerate(DEGRADATIONS):
            if not options.long and document in chapters and name != NO_HARM and (number + place) % 3 != 0:
                continue
            if name == 'encoded' and document.language not in plain_text.ENCODINGS:
                continue
            if name in PRINTED and printer.chromium() is None or name in PRINTS_READ and not options.reads_pdf:
                continue
            if not options.long and (name in LONG_ONLY or name in PRINTED and document in chapters):
                continue
            if options.only and options.only not in f'{document.name} {name}':
                continue
            names.append(name)
        yield document, names


def pad(text, columns):
    width = sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in text)
    return text + ' ' * max(0, columns - width)


def print_table(results, documents):
    names = [name for name in DEGRADATIONS if any(name in results[x.name] for x in documents)]
    print('Headings F1 / paragraphs F1, in per cent')
    print(pad('', 36) + ' '.join(pad(name[:15], 15) for name in names))
    for document in documents:
        row = results[document.name]
        cells = ['' if name not in row else 'failed' if row[name] is None else
                 f'{100 * row[name].headings.value:.0f} / {100 * row[name].paragraphs.value:.0f}' for name in names]
        print(pad(document.name[:35], 36) + ' '.join(pad(cell, 15) for cell in cells))
    print('\n' + pad('degradation', 20) + 'documents  headings  paragraphs  levels  notes  lost  invented')
    for name in names:
        found = [results[x.name][name] for x in documents if results[x.name].get(name)]
        if not found:
            continue
        mean = lambda values: statistics.fmean(list(values) or [1.0])
        levels = [s.levels for s in found if s.levels is not None]
        print(pad(name, 20) + f'{len(found):9}  {mean(s.headings.value for s in found):8.3f}  '
              f'{mean(s.paragraphs.value for s in found):10.3f}  '
              f'{f"{mean(levels):.3f}" if levels else "-":>6}  '
              f'{mean(s.notes.value for s in found if s.notes.wanted):5.2f}  {sum(s.lost.total() for s in found):4}  '
              f'{sum(s.invented.total() for s in found):8}')


def as_json(results):
    def one(s):
        return s and {'headings': s.headings.value, 'paragraphs': s.paragraphs.value, 'levels': s.levels,
                      'notes': s.notes.value, 'lost': dict(s.lost), 'invented': dict(s.invented),
                      'missing_headings': s.missing_headings, 'extra_headings': s.extra_headings,
                      'missing_paragraphs': s.missing_paragraphs, 'extra_paragraphs': s.extra_paragraphs}
    return {document: {name: one(s) for name, s in row.items()} for document, row in results.items()}


def failures(results):
    by_name = collections.defaultdict(list)
    for document, row in results.items():
        for name, s in row.items():
            by_name[name].append(s)
            if s is None:
                yield f'{document}, {name}: lrpack failed'
                continue
            if s.lost:
                yield f'{document}, {name}: {s.lost.total()} characters lost: {"".join(sorted(s.lost.elements()))[:60]}'
            if name == NO_HARM:
                for what, value in (('headings', s.headings.value), ('paragraphs', s.paragraphs.value)):
                    if value < 1 and (document, what) not in ALLOWED:
                        yield f'{document}: clean, but {what} F1 is {value:.3f}'
                if s.invented and (document, 'invented') not in ALLOWED:
                    yield f'{document}: clean, but invented: {"".join(sorted(s.invented.elements()))[:60]}'
    for name, scores in by_name.items():
        for what in ('headings', 'paragraphs'):
            mean = statistics.fmean(getattr(s, what).value if s else 0 for s in scores)
            if mean < LEAST_MEAN:
                yield f'{name}: the mean {what} F1 is {mean:.3f}, below {LEAST_MEAN}'


def show(results):
    for document, row in results.items():
        for name, s in row.items():
            for what in ('missing_headings', 'extra_headings', 'missing_paragraphs', 'extra_paragraphs') if s else ():
                for text in getattr(s, what):
                    shown = f'{text[:100]} … {text[-30:]}' if len(text) > 130 else text
                    print(f'{document}, {name}: {what}: {shown}')
            if s and (s.lost or s.invented):
                print(f'{document}, {name}: lost {dict(s.lost)}, invented {dict(s.invented)}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--lrpack', required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument('--source', required=True, type=pathlib.Path)
    parser.add_argument('--keep', type=pathlib.Path, help='where the damaged files and their exports stay')
    parser.add_argument('--json', type=pathlib.Path)
    parser.add_argument('--only', default='')
    for flag in ('--long', '--report-only', '--verbose'):
        parser.add_argument(flag, action='store_true')
    options = parser.parse_args()
    missing = sources.missing_programs(['cmark-gfm', 'pdftotext'])
    if missing:
        print('skipped: not installed: ' + ', '.join(missing))
        return SKIPPED
    articles = list(sources.articles(options.source / 'content'))
    chapters, absent = sources.chapters()
    if absent:
        print('left out, their packages or the documents in them are not installed: ' + ', '.join(absent))
    if printer.chromium() is None:
        print('left out, Chromium is not installed: everything printed')
    options.reads_pdf = reads_pdf(options.lrpack)
    if not options.reads_pdf:
        print('left out, this lrpack does not read PDF: ' + ', '.join(PRINTS_READ))
    results = collections.defaultdict(dict)
    with tempfile.TemporaryDirectory(prefix='libreader_recovery_') as scratch:
        runner = Runner(options, (options.keep or pathlib.Path(scratch)).resolve())
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            def work(job):
                return job[0].name, {name: runner.run(job[0], name) for name in job[1]}
            for name, row in pool.map(work, jobs_of(articles, chapters, options)):
                results[name] = row
    documents = [x for x in articles + chapters if results[x.name]]
    print_table(results, documents)
    if options.verbose:
        show(results)
    if options.json:
        options.json.write_text(json.dumps(as_json(results), ensure_ascii=False, indent=1), encoding='utf-8')
    wrong = list(failures(results))
    print('\n' + ('\n'.join(wrong) if wrong else 'All is well.'))
    return 1 if wrong and not options.report_only else 0


if __name__ == '__main__':
    sys.exit(main())
