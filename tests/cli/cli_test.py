#!/usr/bin/env python3
"""lrpack and the simulator as a user calls them: exit codes, what goes to stdout and what to stderr, the shapes of the
JSON, and a message for each kind of bad input that says what is wrong, where, and what to do.

  cli_test.py --lrpack PATH --simulator PATH --source DIR [unittest arguments]
"""
import argparse
import json
import os
import pathlib
import pty
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import unicodedata

OPTIONS = argparse.Namespace()

FIRST = """---
title: 甲文
subtitle: 副题
authors: [张三, Ann Lee]
date: 2024-05-01
keywords: [书, 页]
id: first
---

# 一、开头

第一段话，说的是“纸上的字”，in both scripts。[^1]书。

> 引用一句。

- 甲项[^2]
- 乙项，书中之书

1. 第一
2. 第二

| 名 | 值 |
|---|---|
| a | 1 |

```
code 1
```

## 二、结尾

Café 与书。

[^1]: 注释一，也有书。

[^2]: Note two.
"""

SECOND = """---
title: 乙文
id: second
---

另一篇。书书书。
"""

MANIFEST = """[bundle]
title = "小书"
language = "zh-Hans"
menus = "none"

[[document]]
path = "first.md"
section = "甲部"

[[document]]
path = "second.md"
section = "乙部"

[[strike]]
face = "noto-sans"
ppem = 12
bpp = 1
"""

HEADER_BYTES, ENTRY_BYTES = 64, 16
VERSION_AT, SECTIONS_AT, CRC_AT = 4, 6, 60
# Sections without which a bundle cannot be opened at all.
NEEDED_TO_OPEN = ('ALPH', 'CODE')
NOBODY = 65534


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def sections_of(bundle):
    """(tag, offset, bytes) of each section."""
    count = bundle[SECTIONS_AT]
    entries = (struct.unpack_from('<4sII', bundle, HEADER_BYTES + i * ENTRY_BYTES) for i in range(count))
    return [(tag.decode(), offset, size) for tag, offset, size in entries]


def flipped(bundle, at):
    return bundle[:at] + bytes([bundle[at] ^ 0x10]) + bundle[at + 1:]


def torn(bundle, at):
    """Two flips, since a reader mends a single one."""
    return bundle[:at] + bytes([bundle[at] ^ 0x30]) + bundle[at + 1:]


def with_forged_page(bundle, tag, page, forge):
    """All checksums and the id are right, but `forge` changed the bytes of a page of a section."""
    data = bytearray(bundle)
    index, (_, offset, size) = next((i, s) for i, s in enumerate(sections_of(bundle)) if s[0] == tag)
    begin = offset + range(0, size, 512)[page]
    end = min(begin + 512, offset + size) - 4
    data[begin:end] = forge(data[begin:end])
    struct.pack_into('<I', data, end, crc32c(data[begin:end]))
    struct.pack_into('<I', data, HEADER_BYTES + index * ENTRY_BYTES + 12, crc32c(data[offset:offset + size]))
    sections, entries_end = sections_of(bundle), HEADER_BYTES + len(sections_of(bundle)) * ENTRY_BYTES
    fnv = 0xCBF29CE484222325
    for _, at, length in sections:
        for byte in data[at:at + length]:
            fnv = (fnv ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    struct.pack_into('<I', data, entries_end, crc32c(data[HEADER_BYTES:entries_end]))
    struct.pack_into('<Q', data, 16, fnv)
    struct.pack_into('<I', data, CRC_AT, crc32c(data[:CRC_AT]))
    return bytes(data)


def with_forged_pages(bundle):
    """The first page of section PAGE begins a code point later."""
    return with_forged_page(bundle, 'PAGE', 0, lambda page: page[:28] + struct.pack('<I', 1) + page[32:])


def with_forged_lists(bundle):
    """The last search lists, those of letters, are not what they were."""
    return with_forged_page(bundle, 'SRCH', -1, lambda page: page[:-4] + bytes(byte ^ 0xFF for byte in page[-4:]))


def without_marks(text):
    return re.sub(r'\[\^\d+\]', '', text)


def occurrences(text, query):
    return [i for i in range(len(text)) if text.startswith(query, i)]


def folded(text):
    """As search folds it, as far as these documents need it; the length stays."""
    def fold(c):
        has_form = unicodedata.east_asian_width(c) in 'FH' or (c.isalpha() and c < '\u0250')
        return (unicodedata.normalize('NFKD', c)[0] if has_form else c).lower()
    return ''.join(fold({'“': '"', '”': '"'}.get(c, c)) for c in text)


def scan(exported, query):
    """The hits that an export says there are: (article, 'block' or 'note', number, offset)."""
    query, hits = folded(unicodedata.normalize('NFC', query)), []
    for article in exported['articles']:
        for i, block in enumerate(article['blocks']):
            hits += [(article['id'], 'block', i, at) for at in occurrences(folded(without_marks(block['text'])), query)]
        for note in article['footnotes']:
            hits += [(article['id'], 'note', note['n'], at) for at in occurrences(folded(note['text']), query)]
    return sorted(hits)


class CliTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix='libreader_cli_'))
        cls.addClassCleanup(shutil.rmtree, cls.shared)
        documents = cls.shared / 'documents'
        documents.mkdir()
        (documents / 'first.md').write_text(FIRST, encoding='utf-8')
        (documents / 'second.md').write_text(SECOND, encoding='utf-8')
        (documents / 'small.toml').write_text(MANIFEST, encoding='utf-8')
        cls.manifest, cls.small = documents / 'small.toml', cls.shared / 'small.lrb'
        done = subprocess.run([OPTIONS.lrpack, 'make', cls.manifest, '-o', cls.small, '--quiet'], capture_output=True,
                              check=False)
        assert done.returncode == 0, done.stderr.decode()
        cls.bytes = cls.small.read_bytes()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='test_', dir=self.shared))

    # ---- calling ----

    def call(self, *arguments, program=None, **options):
        words = [str(word) for word in (program or OPTIONS.lrpack, *arguments)]
        return subprocess.run(words, capture_output=True, encoding='utf-8', timeout=60, check=False, cwd=self.folder,
                              stdin=subprocess.DEVNULL, **options)

    def good(self, *arguments, **options):
        """Stdout of a call that succeeds."""
        done = self.call(*arguments, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def good_json(self, *arguments):
        """The JSON on stdout of a call that succeeds and says nothing else."""
        done = self.call(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        return json.loads(done.stdout)

    def bad(self, *arguments, code=1, says=(), **options):
        """Stderr of a call that fails with nothing on stdout and a message that has all of `says`."""
        done = self.call(*arguments, **options)
        self.assertEqual((done.returncode, done.stdout), (code, ''), done.stderr)
        self.check_message(done.stderr, says)
        return done.stderr

    def check_message(self, message, says):
        self.assertNotIn('defect of libreader', message)
        for word in says:
            self.assertIn(str(word), message)

    def write(self, name, content):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode('utf-8'))
        return file

    def write_manifest(self, name='manifest.toml', **documents):
        """A manifest of documents given as name=text, with one small strike."""
        lines = ['[bundle]', 'title = "t"']
        for key, text in documents.items():
            self.write(key + '.md', text)
            lines += ['[[document]]', f'path = "{key}.md"']
        lines += ['[[strike]]', 'face = "noto-sans"', 'ppem = 12', 'bpp = 1', '']
        return self.write(name, '\n'.join(lines))

    def names(self):
        return sorted(entry.name for entry in self.folder.iterdir())


class MakeTest(CliTest):
    def test_a_manifest_becomes_a_bundle(self):
        done = self.call('make', self.manifest, '-o', 'a.lrb', '--report', 'report.json')
        self.assertEqual((done.returncode, done.stdout), (0, ''))
        self.assertIn('2 articles', done.stderr)
        self.assertNotIn('\r', done.stderr, 'a pipe sees no progress')
        self.assertEqual(self.names(), ['a.lrb', 'report.json'])
        report = json.loads((self.folder / 'report.json').read_text(encoding='utf-8'))
        self.assertEqual(report['bytes'], (self.folder / 'a.lrb').stat().st_size)
        self.assertEqual([article['id'] for article in report['articles']], ['first', 'second'])
        self.assertLessEqual({remark['kind'] for remark in report['remarks']},
                             {'recognised', 'dropped', 'replaced', 'missing', 'question'})

    def test_report_has_the_account_of_every_document(self):
        self.write('in/a.md', '---\ntitle: 题\nid: a\n---\n\n书中一页[^1]。\n\n[^1]: 注释\n\n[^2]: 无人问\n')
        self.write('in/b.txt', '书'.encode('utf-8')[:2])
        self.write('in/c.html', '<title>丙文</title><nav>首页 关于</nav><article><h1>丙文</h1><p>一段话。</p></article>')
        self.good('make', 'in', '--profile', '400x300-1', '-o', 'a.lrb', '--report', 'r.json')
        report = json.loads((self.folder / 'r.json').read_text(encoding='utf-8'))
        accounts = {account['document']: account for account in report['accounts']}
        self.assertEqual(list(accounts), ['in/a.md', 'in/c.html'], 'skipped documents have none')
        for account in accounts.values():
            self.assertEqual((account['even'], account['lost'], account['invented']), (True, 0, 0))
            self.assertEqual(account['source'] + account['added'],
                             sum(account[key] for key in ('body', 'notes', 'fields', 'dropped')))
            self.assertEqual(account['dropped'], sum(account['dropped_by_reason'].values()))
        self.assertEqual([accounts['in/a.md'][key] for key in ('body', 'notes')], [5, 2])
        self.assertEqual(accounts['in/a.md']['dropped_by_reason'], {'a note that no mark calls': len('[^2]:无人问')})
        self.assertEqual(accounts['in/c.html']['body'], 4)
        self.assertGreaterEqual(accounts['in/c.html']['dropped'], 4)

    def test_quiet_says_nothing(self):
        done = self.call('make', self.manifest, '-o', 'a.lrb', '--quiet')
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, '', ''))

    def test_a_terminal_sees_progress(self):
        main, terminal = pty.openpty()
        done = subprocess.run([OPTIONS.lrpack, 'make', self.manifest, '-o', self.folder / 'a.lrb'], stderr=terminal,
                              stdout=subprocess.PIPE, timeout=60, check=False)
        os.close(terminal)
        seen = os.read(main, 1 << 16).decode('utf-8')
        os.close(main)
        self.assertEqual((done.returncode, done.stdout), (0, b''))
        self.assertIn('\r[', seen)
        for stage in ('reading documents', 'drawing glyphs', 'encoding', 'comparing'):
            self.assertIn(stage, seen)
        self.assertIn('100%', seen)

    def test_files_and_folders(self):
        self.write('in/b.txt', '第二篇\n\n正文。\n')
        self.write('in/a.md', '# 第一篇\n\n正文。\n')
        self.write('in/picture.png', b'\x89PNG')
        self.good('make', 'in', '--profile', '400x300-1', '-o', 'folder.lrb', '--quiet')
        self.good('make', 'in/a.md', 'in/b.txt', '--profile', '400x300-1', '-o', 'files.lrb', '--quiet')
        for name in ('folder.lrb', 'files.lrb'):
            info = self.good_json('info', name, '--json')
            self.assertEqual((info['articles'], [strike['ppem'] for strike in info['strikes']]), (2, [20]))

    def test_same_input_same_bytes(self):
        for name, threads in (('1.lrb', 1), ('4.lrb', 4), ('again.lrb', 4)):
            self.good('make', self.manifest, '-o', name, '--threads', threads, '--quiet')
            self.assertEqual((self.folder / name).read_bytes(), self.bytes)

    def test_missing_document(self):
        self.bad('make', 'no.md', '-o', 'a.lrb', says=['no.md', 'does not exist'])
        self.bad('make', 'no.toml', '-o', 'a.lrb', says=['no.toml', 'does not exist'])
        self.assertEqual(self.names(), [])

    def test_folder_without_documents(self):
        self.write('in/picture.png', b'\x89PNG')
        self.bad('make', 'in', '-o', 'a.lrb', says=['in:', 'nothing to read was found', '.md', '.txt'])

    def test_kind_of_file_that_cannot_be_read(self):
        self.write('a.png', b'\x89PNG')
        self.bad('make', 'a.png', '-o', 'a.lrb', says=['a.png', 'cannot be read', 'Markdown'])
        self.write('a.pdf', '%PDF')
        self.bad('make', 'a.pdf', '-o', 'a.lrb', says=['a.pdf', 'is ', 'PDF'])

    def test_empty_document(self):
        self.write('a.md', ' \n\n')
        self.bad('make', 'a.md', '-o', 'a.lrb', says=['a.md', 'has no text'])

    def test_invalid_utf8(self):
        self.write('a.md', '书'.encode('utf-8') + b'abc\xff\n')
        self.bad('make', 'a.md', '-o', 'a.lrb', says=['a.md, byte 6', '0xFF', 'UTF-8', 'iconv'])
        self.write('b.txt', '书'.encode('utf-8')[:2])
        self.bad('make', 'b.txt', '-o', 'a.lrb', says=['b.txt, byte 0', 'UTF-8'])
        self.write('c.md', '书'.encode('utf-16') + b'x')
        self.bad('make', 'c.md', '-o', 'a.lrb', says=['c.md, byte 4', 'UTF-16'])
        self.assertFalse((self.folder / 'a.lrb').exists())

    def write_some_broken(self):
        """A folder of two good documents and two broken ones."""
        self.write('in/a.md', '---\nid: a\n---\n\n# 题\n\n书。\n')
        self.write('in/b.txt', '书'.encode('utf-8')[:2])
        self.write('in/c.md', ' \n\n')
        self.write('in/d.md', '---\nid: d\n---\n\n# 题\n\n页。\n')

    def test_broken_documents_are_skipped(self):
        self.write_some_broken()
        for threads in (1, 4):
            done = self.call('make', 'in', '--profile', '400x300-1', '-o', f'{threads}.lrb', '--report', 'r.json', '--threads',
                             threads)
            self.assertEqual((done.returncode, done.stdout), (0, ''))
            for words in ('in/b.txt, byte 0: skipped: ', 'in/c.md: skipped: has no text', '2 of 4 documents were skipped',
                          '--strict', '2 articles'):
                self.assertIn(words, done.stderr)
            report = json.loads((self.folder / 'r.json').read_text(encoding='utf-8'))
            self.assertEqual([article['id'] for article in report['articles']], ['a', 'd'])
            self.assertEqual([skip['where'] for skip in report['skipped']], ['in/b.txt, byte 0', 'in/c.md'])
            self.assertEqual(report['documents'], 4)
        self.assertEqual((self.folder / '1.lrb').read_bytes(), (self.folder / '4.lrb').read_bytes())
        quiet = self.call('make', 'in', '--profile', '400x300-1', '-o', '1.lrb', '--quiet')
        self.assertEqual((quiet.returncode, len(quiet.stderr.splitlines())), (0, 3), quiet.stderr)

    def test_strict_stops_at_the_first_broken_document(self):
        self.write_some_broken()
        for threads in (1, 4):
            message = self.bad('make', 'in', '--strict', '-o', 'a.lrb', '--threads', threads, says=['in/b.txt, byte 0', 'UTF-8'])
            self.assertNotIn('c.md', message)
        self.assertEqual(self.names(), ['in'])

    def test_nothing_but_broken_documents(self):
        self.write_some_broken()
        self.bad('make', 'in/b.txt', 'in/c.md', '-o', 'a.lrb',
                 says=['none of its 2 documents', 'in/b.txt, byte 0', 'in/c.md: has no text'])
        self.assertEqual(self.names(), ['in'])

    def test_too_many_notes_are_skipped_and_not_met_later(self):
        self.write('in/a.md', '# 题\n\n书。\n')
        self.write('in/b.md', '# 题\n\n' + '书[^1]' * 70000 + '\n\n[^1]: 注\n')
        done = self.call('make', 'in', '--profile', '400x300-1', '-o', 'a.lrb')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('in/b.md: skipped: has 70000 note marks, at most 65535 fit', done.stderr)

    def test_interrupt_leaves_nothing(self):
        for i in range(200):
            self.write(f'in/{i:03}.md', f'# 题 {i}\n\n' + '说的是纸上的字，and in both scripts。\n\n' * 1000)
        self.write('a.lrb', 'old')
        for signal_sent in (signal.SIGINT, signal.SIGTERM):
            with subprocess.Popen([OPTIONS.lrpack, 'make', 'in', '-o', 'a.lrb'], cwd=self.folder,
                                  stderr=subprocess.PIPE) as process:
                while process.poll() is None and len(self.names()) == 2:
                    time.sleep(0.01)
                self.assertEqual([name.startswith('a.lrb') for name in self.names()], [True, True, False])
                process.send_signal(signal_sent)
                self.assertEqual(process.stderr.read(), b'')
            self.assertEqual((process.returncode, self.names()), (-signal_sent, ['a.lrb', 'in']))
            self.assertEqual((self.folder / 'a.lrb').read_bytes(), b'old')

    def test_temporary_folder_that_cannot_be_written(self):
        self.write('in/a.txt', '书' * 300000)
        self.bad('make', 'in', '-o', 'a.lrb', says=['no/such', 'temporary file', 'TMPDIR'],
                 env={**os.environ, 'TMPDIR': 'no/such'})
        self.assertEqual(self.names(), ['in'])

    def test_character_that_no_face_has(self):
        manifest = self.write_manifest(tofu='# 题\n\n字\U0010FFFD字\n\n再\U0010FFFD。\U0010FFFC\n')
        self.bad('make', manifest, '-o', 'a.lrb',
                 says=['noto-sans', '12', 'no face', '2 characters', '(U+10FFFD): 2 times, first in',
                       '(U+10FFFC): 1 times', 'tofu.md', 'choose another face'])
        self.assertFalse((self.folder / 'a.lrb').exists())

    def test_unknown_profile_and_face(self):
        self.bad('make', self.manifest, '--profile', '1x1', '-o', 'a.lrb', says=['"1x1"', 'not known', '400x300-1'])
        self.write('a.md', '书')
        self.write('m.toml', '[[document]]\npath = "a.md"\n[[strike]]\nface = "none"\nppem = 12\nbpp = 1\n')
        self.bad('make', 'm.toml', '-o', 'a.lrb', says=['none', 'noto-sans'])

    def test_bad_manifest(self):
        self.write('a.md', '书')
        cases = [('[bundle\n', ':1'),
                 ('[bundle]\ntitel = "t"\n', ':2: unknown key'),
                 ('[[document]]\npath = "a.md"\n\n[[document]]\npath = "b.md"\n', ':5: the document'),
                 ('[[document]]\npath = "a.md"\n[[strike]]\nface = "noto-sans"\nppem = 12\nbpp = 3\n', ':6: `bpp`'),
                 ('[bundle]\ntitle = "t"\n', 'names no documents')]
        for text, where in cases:
            with self.subTest(text=text):
                self.write('m.toml', text)
                self.bad('make', 'm.toml', '-o', 'a.lrb', says=['m.toml', where])

    def test_output_folder_is_missing_or_no_folder(self):
        self.bad('make', self.manifest, '-o', 'no/a.lrb', says=['no/a.lrb', 'no folder', 'make it first'])
        self.write('file', 'x')
        self.bad('make', self.manifest, '-o', 'file/a.lrb', says=['file/a.lrb', 'cannot be written'])
        self.bad('make', self.manifest, '-o', self.folder, says=[self.folder, 'is a folder'])
        self.bad('make', self.manifest, '-o', 'a.lrb', '--report', 'no/r.json', says=['no/r.json', 'no folder'])
        self.assertEqual(self.names(), ['file'])

    def test_output_folder_is_not_writable(self):
        options = {}
        if os.geteuid() == 0:  # the superuser may write everywhere
            options = {'user': NOBODY, 'group': NOBODY, 'extra_groups': []}
            self.shared.chmod(0o755)
            self.folder.chmod(0o755)
            try:
                self.call('--version', **options)
            except PermissionError:
                self.skipTest('nobody but the superuser can run lrpack here')
        self.write('out/a.lrb', 'old')
        (self.folder / 'out').chmod(0o555)
        self.addCleanup((self.folder / 'out').chmod, 0o755)
        self.bad('make', self.manifest, '-o', 'out/a.lrb', says=['out/a.lrb', 'permission'], **options)
        self.assertEqual((self.folder / 'out/a.lrb').read_bytes(), b'old')
        self.assertEqual(len(list((self.folder / 'out').iterdir())), 1)

    def test_full_disk_keeps_the_old_file(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        self.write('a.lrb', 'old')
        self.bad('make', self.manifest, '-o', 'a.lrb', says=['a.lrb', 'cannot be written'], preexec_fn=limit,
                 restore_signals=False)
        self.assertEqual((self.names(), (self.folder / 'a.lrb').read_bytes()), (['a.lrb'], b'old'))

    def test_kill_leaves_the_old_file_or_the_new_one(self):
        output = self.write('a.lrb', 'old')
        started = time.monotonic()
        self.good('make', self.manifest, '-o', 'whole.lrb', '--quiet')
        took, killed = time.monotonic() - started, 0
        for i in range(16):
            output.write_bytes(b'old')
            with subprocess.Popen([OPTIONS.lrpack, 'make', self.manifest, '-o', output, '--quiet']) as process:
                time.sleep(took * i / 14)
                process.kill()
            killed += process.returncode == -signal.SIGKILL
            self.assertIn(output.read_bytes(), (b'old', self.bytes), f'killed after {took * i / 14:.3f} s')
        self.assertGreater(killed, 0)
        self.assertEqual([name for name in self.names() if name.endswith('.lrb')], ['a.lrb', 'whole.lrb'])


class WrongCallTest(CliTest):
    def test_exit_code_2(self):
        self.bad(code=2, says=['subcommand is required'])
        self.bad('pack', code=2, says=['"pack"', '--help'])
        self.bad('make', code=2, says=['input is required'])
        self.bad('make', self.manifest, code=2, says=['--output is required'])
        self.bad('make', self.manifest, '-o', 'a.lrb', '--threads', 'x', code=2, says=['--threads'])
        self.bad('info', self.small, '--xml', code=2, says=['--xml'])
        self.bad('export', self.small, '--format', 'xml', code=2, says=['xml', 'json', 'markdown'])
        self.bad('search', self.small, code=2, says=['query is required'])
        self.bad('search', self.small, '', code=2, says=['query', 'empty'])
        self.bad('page', self.small, code=2, says=['-o PAGE.png', '--contact-sheet'])
        self.bad('page', self.small, '--all', code=2, says=['--all', '--output'])
        self.bad('page', self.small, '--page', 1, '--at', '1:0', '-o', 'a.png', code=2, says=['--page', '--at'])
        self.bad('page', self.small, '--page', 0, '-o', 'a.png', code=2, says=['--page'])
        self.bad('page', self.small, '--at', 'x', '-o', 'a.png', code=2, says=['--at', '"x"', 'BLOCK:CODEPOINT'])
        self.write('a.txt', '书')
        self.bad('lines', 'a.txt', code=2, says=['--measure is required'])
        self.bad('lines', 'a.txt', '--measure', 0, code=2, says=['--measure'])
        self.bad('lines', 'a.txt', '--measure', 9, '--style', 'loose', code=2, says=['loose', 'gb'])
        self.bad('breaks', 'a.txt', '--lang', 'xx', code=2, says=['--lang', '"xx"', 'zh-Hans'])
        self.assertEqual(self.names(), ['a.txt'])

    def test_help_and_version(self):
        for command in ('make', 'info', 'list', 'verify', 'export', 'search', 'page', 'pages', 'breaks', 'lines',
                        'salvage', 'merge', 'split', 'gc', 'diff', 'patch', 'sign'):
            self.assertIn(command, self.good('--help'))
            self.assertIn('Usage', self.good(command, '--help'))
        self.assertRegex(self.good('--version'), r'^lrpack \d+\.\d+\.\d+\n(This lrpack reads PDF .*\n)?$')

    def test_stdout_that_is_full(self):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([OPTIONS.lrpack, 'export', self.small], stdout=full, stderr=subprocess.PIPE,
                                  timeout=60, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'output cannot be written', done.stderr)


class InspectTest(CliTest):
    def test_info(self):
        info = self.good_json('info', self.small, '--json')
        self.assertEqual((info['bytes'], info['format'], info['articles']), (len(self.bytes), 4, 2))
        self.assertEqual(sum(section['bytes'] for section in info['sections']), len(self.bytes))
        for section in info['sections']:
            self.assertEqual(set(section), {'tag', 'group', 'bytes'})
            self.assertIn(section['group'], ('text', 'search', 'strikes', 'directory', 'pages', 'other'))
        in_file = [(tag, size) for tag, _, size in sections_of(self.bytes)]
        self.assertEqual([(s['tag'], s['bytes']) for s in info['sections'] if s['tag'] != 'HDR '], in_file)
        strike, = info['strikes']
        self.assertEqual(set(strike), {'face', 'ppem', 'bpp', 'kind', 'glyphs', 'bytes'})
        self.assertEqual((strike['face'], strike['ppem'], strike['bpp']), ('noto-sans', 12, 1))
        self.assertIn(strike['kind'], ('raster', 'hand', 'scalable'))
        self.assertEqual(strike['bytes'], dict(in_file)['STRK'])
        self.assertGreater(strike['glyphs'], 50)
        self.assertIn('2 articles', self.good('info', self.small))

    def test_font_pack(self):
        self.write('more.txt', 'Łódź 龘\n')
        self.write('first.md', FIRST)
        strike = '[[strike]]\nface = "noto-sans"\nppem = 12\nbpp = 1\n'
        manifest = self.write('pack.toml', f'[bundle]\ntitle = "字"\ncharacters = ["kana", "more.txt"]\n{strike}')
        pack = self.folder / 'pack.lrb'
        self.good('make', manifest, '-o', pack, '--quiet')
        self.good('verify', pack)
        info = self.good_json('info', pack, '--json')
        self.assertEqual(info['articles'], 0)
        self.assertIn('Noto Sans CJK SC: OFL-1.1', info['meta']['licence noto-sans'])
        self.assertEqual(self.good_json('export', pack, '--format', 'json')['articles'], [])
        self.bad('merge', pack, self.small, '-o', self.folder / 'both.lrb', says=['pack.lrb', 'font pack'])
        for text, message in (('characters = ["ebcdic"]', 'pack.toml:2: there is no set of characters "ebcdic"; there are: ascii'),
                              ('characters = ["none.txt"]', 'pack.toml:2: the text `none.txt` is missing'),
                              ('characters = ["ascii"]\n[[document]]\npath = "first.md"', 'makes a font pack, which has no documents')):
            self.write('pack.toml', f'[bundle]\n{text}\n{strike}')
            self.bad('make', manifest, '-o', pack, says=[message])

    def test_fonts(self):
        fonts = self.good_json('fonts', '--json')
        sans = next(face for face in fonts['faces'] if face['id'] == 'sans-sc')
        self.assertTrue(sans['installed'])
        self.assertIn('OFL', sans['licence'])
        self.assertEqual({family['name'] for family in fonts['families']},
                         {'noto-sans', 'noto-serif', 'wqy-song', 'unifont', 'jis-fixed'})
        text = self.write('rare.md', '# 书\n\n书 \ue000\n')
        fonts = self.good_json('fonts', text, '--face', 'noto-sans', '--json')
        self.assertEqual(fonts['families'][0]['missing'], ['\ue000'])
        self.assertEqual(fonts['characters'], 2)
        self.assertIn('noto-sans: any size, 1, 2 or 4 bits a pixel; 1 of 2 characters', self.good('fonts', text))
        sheet = self.folder / 'sheet.png'
        self.good('fonts', '--face', 'noto-sans', '--size', '16', '--depth', '1', '--sheet', sheet)
        width, height = struct.unpack('>II', sheet.read_bytes()[16:24])
        self.assertTrue(500 < width < 1200 and 20 < height < 60, (width, height))

    def test_front_of_the_reading_book_is_small(self):
        content = OPTIONS.source / 'content' / 'manifest.toml'
        documents = re.sub(r'profiles = .*', '', content.read_text(encoding='utf-8').split('[[strike]]')[0])
        self.write('one_strike.toml', documents + '[[strike]]\nface = "noto-sans"\nppem = 12\nbpp = 1\n')
        self.good('make', 'one_strike.toml', '--folder', content.parent, '-o', 'book.lrb', '--quiet')
        info = self.good_json('info', 'book.lrb', '--json')
        self.assertLessEqual(info['front_bytes'], 16384)
        self.assertEqual(sum(section['bytes'] for section in info['sections']), info['bytes'])

    def test_list(self):
        listed = self.good_json('list', self.small, '--json')
        self.assertEqual([(article['id'], article['title']) for article in listed['articles']],
                         [('first', '甲文'), ('second', '乙文')])
        text = self.good('list', self.small)
        for word in ('小书', '甲部', '甲文', 'first', '乙部', '乙文', 'second'):
            self.assertIn(word, text)

    def ids(self, *options):
        return [article['id'] for article in self.good_json('list', self.small, '--json', *options)['articles']]

    def test_list_sorted(self):
        self.assertEqual(self.ids('--sort', 'title'), ['first', 'second'])
        self.assertEqual(self.ids('--sort', 'author'), ['first', 'second'])
        self.assertEqual(sorted(self.ids('--sort', 'date')), ['first', 'second'])
        self.assertIn('甲文', self.good('list', self.small, '--sort', 'title'))
        self.bad('list', self.small, '--sort', 'colour', code=2)

    def test_list_found(self):
        for query, ids in (('甲', ['first']), ('yiwen', ['second']), ('jw', ['first']), ('WEN', ['first', 'second']), ('jiawei', [])):
            self.assertEqual(self.ids('--find', query), ids, query)
        self.assertEqual(sorted(self.ids('--find', '')), ['first', 'second'])

    def test_titles_are_not_found_where_the_manifest_does_not_want_it(self):
        manifest = self.manifest.with_name('unfound.toml')
        manifest.write_text(MANIFEST.replace('language', 'title_search = "none"\nlanguage', 1), encoding='utf-8')
        self.good('make', manifest, '-o', self.folder / 'unfound.lrb', '--quiet')
        self.bad('list', self.folder / 'unfound.lrb', '--find', '甲', says=['title_search'])
        self.assertIn('甲文', self.good('list', self.folder / 'unfound.lrb', '--sort', 'title'))

    def test_verify(self):
        self.assertEqual(self.good_json('verify', self.small, '--json'), {'sound': True, 'problems': []})
        self.assertIn('is sound', self.good('verify', self.small))


class ExportTest(CliTest):
    FIELDS = ('id', 'title', 'subtitle', 'title_en', 'authors', 'date', 'publication', 'abstract', 'abstract_en',
              'keywords', 'affiliations', 'blocks', 'footnotes')
    TYPES = ('heading', 'paragraph', 'quote', 'list', 'caption', 'table', 'code')

    def test_json_has_the_shape_of_the_design(self):
        exported = self.good_json('export', self.small, '--format', 'json')
        self.assertEqual(list(exported), ['articles', 'navigation'])
        self.assertEqual([article['id'] for article in exported['articles']], ['first', 'second'])
        for article in exported['articles']:
            self.assertEqual(set(article), set(self.FIELDS))
            for key in ('authors', 'keywords', 'affiliations', 'blocks', 'footnotes'):
                self.assertIsInstance(article[key], list)
            for block in article['blocks']:
                self.assertIn(block['type'], self.TYPES)
                self.assertIsInstance(block['text'], str)
                self.assertEqual('level' in block, block['type'] == 'heading')
                self.assertLessEqual(set(block), {'type', 'level', 'text', 'depth', 'label'})
            for i, note in enumerate(article['footnotes']):
                self.assertEqual((set(note), note['n']), ({'n', 'text'}, i + 1))
        self.assertEqual(exported['navigation'],
                         [{'title': '甲部', 'children': [{'title': '甲文', 'article': 'first'}]},
                          {'title': '乙部', 'children': [{'title': '乙文', 'article': 'second'}]}])

    def test_json_has_what_the_document_says(self):
        first = self.good_json('export', self.small)['articles'][0]
        self.assertEqual((first['title'], first['subtitle'], first['date']), ('甲文', '副题', '2024-05-01'))
        self.assertEqual((first['authors'], first['keywords']), (['张三', 'Ann Lee'], ['书', '页']))
        self.assertEqual([(block['type'], block['text']) for block in first['blocks']],
                         [('heading', '一、开头'), ('paragraph', '第一段话，说的是“纸上的字”，in both scripts。[^1]书。'),
                          ('quote', '引用一句。'), ('list', '甲项[^2]'), ('list', '乙项，书中之书'), ('list', '第一'),
                          ('list', '第二'), ('table', '名\t值\na\t1'), ('code', 'code 1'), ('heading', '二、结尾'),
                          ('paragraph', 'Café 与书。')])
        self.assertEqual([note['text'] for note in first['footnotes']], ['注释一，也有书。', 'Note two.'])
        self.assertEqual([block['level'] for block in first['blocks'] if block['type'] == 'heading'], [1, 2])

    def test_one_article_by_id_or_number(self):
        for name in ('second', '2'):
            exported = self.good_json('export', self.small, '--article', name, '--format', 'json')
            self.assertEqual([article['id'] for article in exported['articles']], ['second'])
        self.bad('export', self.small, '--article', 'third', says=[self.small, '"third"', '1  first', '2  second'])

    def test_text_and_markdown(self):
        done = self.call('export', self.small, '--format', 'text')
        self.assertEqual((done.returncode, done.stderr), (0, ''))
        for word in ('甲文\n', '\n一、开头\n', '\n• 甲项[^2]\n', '\n[^1]: 注释一，也有书。\n', '\n乙文\n'):
            self.assertIn(word, done.stdout)
        self.assertNotIn('#', done.stdout)
        markdown = self.good('export', self.small, '--format', 'markdown')
        for word in ('# 甲文\n', '\n## 一、开头\n', '\n### 二、结尾\n', '\n> 引用一句。\n', '\n1. 第一\n', '\n2. 第二\n',
                     '\n| 名 | 值 |\n|---|---|\n| a | 1 |\n', '\n```\ncode 1\n```\n', '\n[^2]: Note two.\n'):
            self.assertIn(word, markdown)

    def test_markdown_reads_back_as_the_same_blocks(self):
        markdown = self.good('export', self.small, '--article', 'first', '--format', 'markdown')
        self.good('make', self.write_manifest(back=markdown), '-o', 'back.lrb', '--quiet')
        back = self.good_json('export', 'back.lrb')['articles'][0]
        before = self.good_json('export', self.small)['articles'][0]
        plain = [(block['type'], block['text'], block.get('label')) for block in before['blocks']]
        self.assertEqual([(b['type'], b['text'], b.get('label')) for b in back['blocks']][-len(plain):], plain)
        self.assertEqual(back['footnotes'], before['footnotes'])


class SearchTest(CliTest):
    def test_hits_are_those_of_a_scan(self):
        exported = self.good_json('export', self.small)
        for query in ('书', '。', 'o', '书书', '文', 'in both', '”，', '一', 'Café', 'Cafe\u0301', '没有', 'code 1', '\t'):
            with self.subTest(query=query):
                found = self.good_json('search', self.small, query, '--json')
                self.assertEqual(list(found), ['hits'])
                for hit in found['hits']:
                    where = next(part for part in ('block', 'note', 'field') if part in hit)
                    self.assertEqual(set(hit), {'article', where, 'offset', 'snippet'})
                    self.assertIn(folded(unicodedata.normalize('NFC', query)), folded(hit['snippet']))
                where = [(h['article'], 'note' if 'note' in h else 'block', h.get('note', h.get('block')), h['offset'])
                         for h in found['hits'] if 'field' not in h]
                self.assertEqual(sorted(where), scan(exported, query))

    def test_titles_come_first(self):
        hits = self.good_json('search', self.small, '文', '--json')['hits']
        fields = [hit.get('field') for hit in hits]
        self.assertEqual(fields[0], 'title')
        self.assertNotIn('title', fields[fields.count('title'):])

    def test_every_mode_finds_the_same(self):
        found = []
        for mode in ('none', 'blocks', 'fine'):
            self.write_manifest(a=FIRST, b=SECOND)
            manifest = (self.folder / 'manifest.toml').read_text(encoding='utf-8')
            path = self.folder / f'{mode}.toml'
            path.write_text(manifest.replace('[bundle]', f'[bundle]\nsearch = "{mode}"'), encoding='utf-8')
            self.good('make', path, '-o', f'{mode}.lrb', '--quiet')
            found.append([self.good_json('search', f'{mode}.lrb', query, '--json') for query in ('书', 'O', '”，', 'ｃａｆé')])
        self.assertEqual(found[0], found[1])
        self.assertEqual(found[0], found[2])

    def test_notes(self):
        hits = self.good_json('search', self.small, '注释', '--json')['hits']
        self.assertEqual([(hit['article'], hit['note'], hit['offset']) for hit in hits], [('first', 1, 0)])
        self.assertNotIn('block', hits[0])

    def test_text(self):
        done = self.call('search', self.small, '另一篇')
        self.assertEqual((done.returncode, done.stderr), (0, '1 hits\n'))
        self.assertIn('second block 0: 另一篇', done.stdout)


class PageTest(CliTest):
    def pages(self, bundle, article):
        return self.good_json('pages', bundle, '--article', article, '--profile', '400x300-1', '--json')

    def test_pages(self):
        text = '字' * 3000
        self.good('make', self.write_manifest(long=f'# 长\n\n{text}\n\n{text}\n'), '-o', 'long.lrb', '--quiet')
        found = self.pages('long.lrb', '1')
        self.assertGreater(len(found['pages']), 3)
        for i, page in enumerate(found['pages']):
            self.assertEqual(page['page'], i + 1)
            self.assertGreater(page['lines'], 0)
            self.assertRegex(page['hash'], '^[0-9a-f]{8}$')
            self.assertEqual(set(page['first']), {'block', 'code_point'})
            following = found['pages'][i + 1]['first'] if i + 1 < len(found['pages']) else None
            self.assertEqual(page['next'], following)
        self.assertEqual(len(self.good('pages', 'long.lrb', '--article', '1', '--profile', '400x300-1').splitlines()),
                         len(found['pages']))
        self.check_page_of_a_place(found['pages'])
        self.check_all_pages(len(found['pages']))

    def check_page_of_a_place(self, pages):
        """`page --at` the first place of a page shows that page, `--page` the same."""
        for page in (pages[1], pages[-1]):
            place = f"{page['first']['block']}:{page['first']['code_point']}"
            options = ('--article', '1', '--profile', '400x300-1')
            self.assertEqual(self.good('page', 'long.lrb', *options, '--at', place, '-o', 'at.png'), '')
            self.good('page', 'long.lrb', *options, '--page', page['page'], '-o', 'page.png')
            picture = (self.folder / 'at.png').read_bytes()
            self.assertEqual(picture, (self.folder / 'page.png').read_bytes())
            self.assertEqual(picture[:8], b'\x89PNG\r\n\x1a\n')
            self.assertEqual(struct.unpack('>II', picture[16:24]), (400, 300))

    def check_all_pages(self, count):
        """`page --all` writes what `page --page` does; a sheet has room for all of them."""
        options = ('--article', '1', '--profile', '400x300-1')
        self.good('page', 'long.lrb', *options, '--all', '-o', 'all', '--contact-sheet', 'sheet.png')
        self.assertEqual(sorted(file.name for file in (self.folder / 'all').iterdir()),
                         [f'{i + 1:04}.png' for i in range(count)])
        self.good('page', 'long.lrb', *options, '--page', count, '-o', 'page.png')
        self.assertEqual((self.folder / 'all' / f'{count:04}.png').read_bytes(), (self.folder / 'page.png').read_bytes())
        width, height = struct.unpack('>II', (self.folder / 'sheet.png').read_bytes()[16:24])
        self.assertEqual((width, height), (min(count, 6) * 208 + 8, (count + 5) // 6 * 158 + 8))

    def with_outline(self, family, name):
        """A bundle with the fonts of a family."""
        manifest = self.write_manifest(doc='天地玄黄，Word café——《书》。' * 20)
        text = pathlib.Path(manifest).read_text(encoding='utf-8')
        self.write('manifest.toml', text.replace('[bundle]', f'[bundle]\noutline = "{family}"'))
        return self.call('make', manifest, '-o', name, '--quiet')

    def test_pages_drawn_from_fonts(self):
        self.assertEqual(self.with_outline('noto-sans', 'fonts.lrb').returncode, 0)
        self.good('verify', 'fonts.lrb')
        info = self.good_json('info', 'fonts.lrb', '--json')
        fonts = [section for section in info['sections'] if section['tag'] == 'OUTL']
        self.assertEqual([section['group'] for section in fonts], ['strikes'])
        self.assertEqual(sum(section['bytes'] for section in info['sections']), info['bytes'])
        self.assertIn('licence noto-sans', info['meta'])
        pictures = {}
        for size in (24, 72, 120):
            self.good('page', 'fonts.lrb', '--outline', '--size', size, '--profile', '800x480-4', '-o', 'page.png')
            pictures[size] = (self.folder / 'page.png').read_bytes()
            self.assertEqual(struct.unpack('>II', pictures[size][16:24]), (800, 480))
        self.assertEqual(len(set(pictures.values())), 3)
        pages = self.good_json('pages', 'fonts.lrb', '--outline', '--size', 72, '--profile', '800x480-4', '--json')['pages']
        self.assertGreater(len(pages), 1, 'text of 72 px')
        self.bad('page', 'fonts.lrb', '--outline', '--size', 121, '-o', 'a.png', code=2, says=['--size'])
        self.bad('page', self.small, '--outline', '-o', 'a.png', says=['no fonts', '`outline`'])

    def test_fonts_that_are_damaged(self):
        self.with_outline('noto-sans', 'fonts.lrb')
        bundle = (self.folder / 'fonts.lrb').read_bytes()
        at = next(offset for tag, offset, _ in sections_of(bundle) if tag == 'OUTL')
        (self.folder / 'torn.lrb').write_bytes(torn(bundle, at + 700))
        self.bad('page', 'torn.lrb', '--outline', '-o', 'a.png', says=['fonts', 'damaged'])
        self.bad('verify', 'torn.lrb', says=['section OUTL'])
        self.good('page', 'torn.lrb', '-o', 'a.png')
        (self.folder / 'flipped.lrb').write_bytes(flipped(bundle, at + 700))
        self.good('page', 'flipped.lrb', '--outline', '-o', 'a.png')
        self.good('salvage', 'flipped.lrb', '-o', 'mended.lrb')
        self.assertEqual((self.folder / 'mended.lrb').read_bytes(), bundle)

    def test_fonts_of_a_signed_bundle(self):
        self.with_outline('noto-sans', 'fonts.lrb')
        self.good('sign', '--new-key', 'mine')
        self.good('sign', 'fonts.lrb', '--key', 'mine.key', '-o', 'signed.lrb')
        self.good('page', 'signed.lrb', '--outline', '-o', 'a.png')
        bundle = (self.folder / 'signed.lrb').read_bytes()
        at = next(offset for tag, offset, _ in sections_of(bundle) if tag == 'META')
        (self.folder / 'changed.lrb').write_bytes(flipped(bundle, at + 5))
        self.bad('page', 'changed.lrb', '--outline', '-o', 'b.png', says=['changed after it was signed'])
        self.good('page', 'changed.lrb', '-o', 'b.png')

    def test_fonts_follow_their_bundle(self):
        """Packed anew with what articles need; without strikes, without."""
        self.with_outline('noto-serif', 'fonts.lrb')
        self.good('merge', 'fonts.lrb', self.small, '-o', 'both.lrb', '--quiet')
        self.good('page', 'both.lrb', '--outline', '--size', 40, '--article', '2', '-o', 'a.png')
        self.good('gc', 'fonts.lrb', '-o', 'same.lrb', '--quiet')
        self.assertEqual((self.folder / 'same.lrb').read_bytes(), (self.folder / 'fonts.lrb').read_bytes())
        self.good('gc', 'fonts.lrb', '--no-strikes', '-o', 'text.lrb', '--quiet')
        self.assertNotIn('OUTL', [tag for tag, _, _ in sections_of((self.folder / 'text.lrb').read_bytes())])
        self.write('more.md', '春眠不觉晓')
        self.good('append', 'fonts.lrb', 'more.md', '--quiet')
        self.good('verify', 'fonts.lrb')
        self.good('page', 'fonts.lrb', '--outline', '--size', 40, '--article', '2', '-o', 'a.png')

    def test_fonts_by_hand_are_no_outlines(self):
        done = self.with_outline('unifont', 'fonts.lrb')
        self.assertEqual(done.returncode, 1)
        self.assertIn('outline unifont: the family is drawn by hand', done.stderr)

    def test_bad_calls_for_pages(self):
        page = ('page', self.small, '--profile', '400x300-1', '-o', 'a.png')
        self.bad(*page, '--article', 'third', says=['"third"', '1  first'])
        self.bad(*page, '--article', 'first', '--page', 99, says=['article first has', 'asked for page 99'])
        self.bad('page', self.small, '--profile', '1x1', '-o', 'a.png', says=['"1x1"', 'not known', '400x300-1'])
        self.bad('pages', self.small, '--profile', '1x1', '--json', says=['"1x1"', '400x300-1'])
        self.bad('page', self.small, '-o', 'no/a.png', says=['no/a.png', 'cannot be written'])
        self.assertEqual(self.names(), [])

    def test_the_simulator_draws_from_fonts_too(self):
        simulator = {'program': OPTIONS.simulator}
        self.with_outline('noto-sans', 'fonts.lrb')
        (self.folder / 'keys.txt').write_text('select right')
        own = self.good('fonts.lrb', '--keys', 'keys.txt', '--profile', '800x480-4', **simulator).split()[4::5]
        drawn = self.good('fonts.lrb', '--keys', 'keys.txt', '--profile', '800x480-4', '--outline', **simulator).split()[4::5]
        self.assertEqual(len(own), len(drawn))
        self.assertNotEqual(own[1], drawn[1], 'the page is drawn by another strike')
        self.bad(self.small, '--keys', 'keys.txt', '--outline', says=['no fonts', '`outline`'], **simulator)

    def test_simulator(self):
        simulator = {'program': OPTIONS.simulator}
        shown = self.good(self.small, '--article', 'first', '--profile', '400x300-1', '--pages', 1, **simulator)
        self.assertEqual(shown.split(), ['./400x300-1-page-1.png'])
        self.good('page', self.small, '--article', 'first', '--page', 1, '--profile', '400x300-1', '-o', 'page.png')
        self.assertEqual((self.folder / '400x300-1-page-1.png').read_bytes(), (self.folder / 'page.png').read_bytes(),
                         'a page painted in bands is the page painted at once')
        self.bad('no.lrb', says=['no.lrb', 'cannot be read'], **simulator)
        self.bad(self.small, '--profile', '1x1', says=['"1x1"', '400x300-1'], **simulator)
        self.bad(self.small, '--article', 'third', '--profile', '400x300-1', says=['"third"', '1  first'], **simulator)
        self.bad(self.small, '--output', 'no', code=2, says=['--output'], **simulator)
        self.bad(code=2, says=['bundle is required'], **simulator)

    def test_simulator_sessions(self):
        """What was recorded plays again, in a window too, and is found out where it no longer holds."""
        simulator = {'program': OPTIONS.simulator}
        script, record = self.folder / 'keys.txt', self.folder / 'record.txt'
        script.write_text('select right menu down back left out right in right power')
        shown = self.good(self.small, '--keys', 'keys.txt', '--record', 'record.txt', **simulator)
        words = record.read_text().split()
        self.assertEqual([word.split('@')[0] for word in words], script.read_text().split())
        self.assertEqual(shown.split()[0::5][:2], ['000-power.png', '001-select.png'])
        frames = shown.split()[4::5]
        self.assertEqual([word.split('@')[1] for word in words[:2]], frames[1:3])
        self.assertGreater(len(set(frames)), 4, 'keys change the screen')
        self.good(self.small, '--keys', 'record.txt', **simulator)
        dummy = {**simulator, 'env': {**os.environ, 'SDL_VIDEODRIVER': 'dummy'}}
        self.good(self.small, '--window', '--keys', 'record.txt', **dummy)
        words[1] = 'right@00000000'
        record.write_text(' '.join(words))
        for more, options in (([], simulator), (['--window'], dummy)):
            done = self.call(self.small, '--keys', 'record.txt', *more, **options)
            self.assertEqual(done.returncode, 1)
            self.check_message(done.stderr, ['record.txt, word 2', 'after "right"', 'expected 00000000', frames[2]])
        self.bad(self.small, '--keys', 'no.txt', says=['no.txt', 'cannot be read'], **simulator)
        script.write_text('select sideways')
        done = self.call(self.small, '--keys', 'keys.txt', **simulator)
        self.check_message(done.stderr, ['word 2', '"sideways" is no key', 'touch:X,Y'])


class BadBundleTest(CliTest):
    COMMANDS = (('info', '--json'), ('list',), ('verify',), ('export',), ('search', '书'), ('page', '-o', 'a.png'),
                ('pages', '--json'))

    def every_command(self, bundle, says):
        for command, *rest in self.COMMANDS:
            with self.subTest(command=command):
                self.bad(command, bundle, *rest, says=[bundle, *says])

    def test_missing(self):
        self.every_command('no.lrb', ['cannot be read', 'No such file'])

    def test_folder(self):
        self.every_command(self.manifest.parent, ['cannot be read', 'directory'])

    def test_no_bundle(self):
        for name, content in (('a.md', '书'), ('empty', ''), ('short', 'LR')):
            self.every_command(self.write(name, content), ['is not a libreader bundle', 'lrpack make'])

    def test_cut_short(self):
        whole = len(self.bytes)
        for size in (4, 10, HEADER_BYTES - 1):
            file = self.write('cut.lrb', self.bytes[:size])
            self.every_command(file, [f'cut short: it has {size} bytes', 'copy it again'])
        for size in (HEADER_BYTES, 100, 1000, whole // 2, whole - 1):
            file = self.write('cut.lrb', self.bytes[:size])
            self.bad('info', file, says=[file, f'cut short: it has {size} bytes of {whole}', 'copy it again'])
            self.bad('verify', file, says=[file, 'cut short'])

    def test_too_long(self):
        file = self.write('long.lrb', self.bytes + b'x')
        self.good('info', file)
        self.bad('verify', file, says=[file, 'an interrupted append', str(len(self.bytes)), 'cut it off'])

    def test_newer_version(self):
        newer = bytearray(self.bytes)
        struct.pack_into('<H', newer, VERSION_AT, 5)
        struct.pack_into('<I', newer, CRC_AT, crc32c(newer[:CRC_AT]))
        self.every_command(self.write('newer.lrb', bytes(newer)), ['format version 5', 'up to 4', 'get a newer one'])

    def test_older_version(self):
        older = bytearray(self.bytes)
        struct.pack_into('<H', older, VERSION_AT, 1)
        struct.pack_into('<I', older, CRC_AT, crc32c(older[:CRC_AT]))
        self.every_command(self.write('older.lrb', bytes(older)), ['format version 1', 'from 4', 'pack the documents again'])

    def test_damaged_header_or_entries(self):
        file = self.write('damaged.lrb', flipped(self.bytes, 30))
        self.bad('info', file, says=[file, 'is damaged', 'header', 'copy it again'])
        self.bad('verify', file, says=[file, 'the header (bytes 0 to 64) does not match its checksum'])
        file = self.write('damaged.lrb', flipped(self.bytes, HEADER_BYTES + 5))
        self.bad('info', file, says=[file, 'lrpack verify says where'])
        self.bad('verify', file, says=[file, 'the list of sections', 'does not match its checksum'])

    def test_verify_names_the_damaged_section(self):
        for tag, offset, size in sections_of(self.bytes):
            if size == 0:
                continue
            with self.subTest(tag=tag):
                file = self.write('damaged.lrb', flipped(self.bytes, offset + size // 2))
                says = [f'section {tag} (bytes {offset} to {offset + size}) does not match its checksum']
                self.bad('verify', file, says=[file, *says])
                done = self.call('verify', file, '--json')
                found = json.loads(done.stdout)
                self.assertEqual((done.returncode, found['sound']), (1, False))
                self.assertTrue(any(says[0] in problem for problem in found['problems']), found)

    def test_verify_holds_page_tables_to_the_pages(self):
        self.good('make', self.manifest, '--profile', '400x300-1', '-o', 'sound.lrb', '--quiet')
        self.good('verify', 'sound.lrb')
        file = self.write('forged.lrb', with_forged_pages((self.folder / 'sound.lrb').read_bytes()))
        self.bad('verify', file, says=[file, 'the page table of 400x300-1 is not that of its pages: article 1'])

    def test_verify_holds_search_lists_to_the_text(self):
        file = self.write('unlisted.lrb', with_forged_lists(self.bytes))
        self.bad('verify', file, says=[file, 'section SRCH: letter list'])

    def test_a_damaged_bundle_gives_what_is_left_or_says_why_not(self):
        sound = self.good_json('export', self.small)
        for tag, offset, size in sections_of(self.bytes):
            for at in range(offset, offset + size, max(1, size // 6)):
                with self.subTest(tag=tag, at=at):
                    self.check_export(sound, tag, self.write('damaged.lrb', torn(self.bytes, at)))

    def check_export(self, sound, tag, file):
        done = self.call('export', file)
        if tag in NEEDED_TO_OPEN:
            self.assertEqual((done.returncode, done.stdout), (1, ''))
            self.check_message(done.stderr, [file, 'lrpack verify says where'])
            return
        exported = json.loads(done.stdout)
        if done.returncode == 0:
            self.assertEqual((exported, done.stderr), (sound, ''), 'nothing is lost in silence')
            return
        self.assertEqual(done.returncode, 1)
        self.check_message(done.stderr, [file, 'is damaged; what can be read was written, but'])
        self.assertRegex(done.stderr, r'article [12]|the contents')

    def test_a_damaged_chunk_costs_the_blocks_in_it(self):
        sound = self.good_json('export', self.small)
        offset = dict((tag, offset) for tag, offset, _ in sections_of(self.bytes))['TEXT']
        file = self.write('damaged.lrb', torn(self.bytes, offset + 1))
        done = self.call('export', file)
        exported = json.loads(done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(exported['articles'][1], sound['articles'][1])
        self.assertIn('article 1, front matter', done.stderr)
        second = json.loads(self.good('export', file, '--article', 'second'))
        self.assertEqual(second['articles'], sound['articles'][1:])
        self.assertEqual(self.call('pages', file, '--article', 'second', '--json').returncode, 0)
        done = self.call('pages', file, '--article', 'first', '--json')
        self.assertEqual(done.returncode, 1)

    def test_no_flipped_bit_is_a_defect(self):
        for at in range(0, len(self.bytes), max(1, len(self.bytes) // 150)):
            file = self.write('damaged.lrb', flipped(self.bytes, at))
            for command, *rest in (('verify',), ('info', '--json'), ('search', '书', '--json')):
                done = self.call(command, file, *rest)
                self.assertIn(done.returncode, (0, 1), f'{command}, byte {at}: {done.stderr}')
                self.check_message(done.stderr, [])
                if command == 'verify':
                    self.assertEqual(done.returncode, 1, f'the flipped bit at {at} was not found')


class DeviceTest(CliTest):
    def test_lint_tells_what_a_device_sees(self):
        found = self.good_json('lint', self.small, '--profile', '400x300-1', '--json')
        pages = [self.good_json('pages', self.small, '--article', n, '--profile', '400x300-1', '--json')['pages'] for n in (1, 2)]
        self.assertEqual((found['profile'], found['articles'], found['pages']), ('400x300-1', 2, sum(map(len, pages))))
        self.assertEqual(found['ram']['bytes'], found['ram']['workspace_bytes'] + found['ram']['reader_bytes'])
        self.assertGreater(found['ram']['workspace_bytes'], 4096)
        for figure in ('reads', 'bytes', 'instructions'):
            self.assertGreater(found['turn'][figure]['mean'], 0)
            self.assertGreaterEqual(found['turn'][figure]['worst'], found['turn'][figure]['mean'])
        self.assertEqual([finding['kind'] for finding in found['findings'] if finding['kind'] != 'single-line'], [])

    def test_lint_reads_less_with_more_memory(self):
        few, many = (self.good_json('lint', self.small, '--cache-pages', n, '--json') for n in ('4', '40'))
        self.assertLess(many['turn']['reads']['mean'], few['turn']['reads']['mean'])
        self.assertGreater(many['ram']['bytes'], few['ram']['bytes'])

    def test_lint_finds_a_page_of_one_line_and_damage(self):
        pages = self.good_json('pages', self.small, '--article', 1, '--profile', '400x300-1', '--json')['pages']
        found = self.good_json('lint', self.small, '--json')
        lone = [page['page'] for page in pages[1:] if page['lines'] == 1]
        self.assertEqual([f['page'] for f in found['findings'] if f['article'] == 'first'], lone)
        self.bad('lint', self.small, '--profile', 'nope', says=['nope', '400x300-1'])

    def test_lint_finds_glyphs_that_are_missing(self):
        offset = next(offset for tag, offset, _ in sections_of(self.bytes) if tag == 'STRK')
        size = next(size for tag, _, size in sections_of(self.bytes) if tag == 'STRK')
        bundle = self.bytes
        for at in range(offset + size // 2, offset + size, 40):
            bundle = torn(bundle, at)
        done = self.call('lint', self.write('torn.lrb', bundle), '--json')
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn('missing', {finding['kind'] for finding in json.loads(done.stdout)['findings']})
        self.check_message(done.stderr, ['torn.lrb', 'findings'])

    def test_report_is_one_page(self):
        self.good('make', self.manifest, '-o', 'a.lrb', '--report', 'r.json', '--quiet')
        self.good('report', 'a.lrb', '-o', 'a.html', '--packing', 'r.json')
        page = (self.folder / 'a.html').read_text(encoding='utf-8')
        for words in ('<h1>a.lrb</h1>', '甲文', '乙文', 'noto-sans', '<svg', 'STRK', 'Questions of recovery'):
            self.assertIn(words, page)
        self.assertNotRegex(page, r'<script|src=|href=|@import|url\(', 'it needs nothing beside itself')
        self.assertEqual(page.count('<rect'), len({s['tag'] for s in self.good_json('info', 'a.lrb', '--json')['sections']}))
        self.good('report', 'a.lrb', '-o', 'b.html')
        self.assertIn('--packing', (self.folder / 'b.html').read_text(encoding='utf-8'))
        self.bad('report', 'a.lrb', '-o', 'c.html', '--packing', self.write('no.json', '[]'), says=['no.json', 'is no report'])

    def test_a_report_is_safe_to_open(self):
        text = '---\ntitle: "<script>alert(1)</script>"\nid: x\n---\n\n字。\n'
        self.write('a.md', text)
        self.good('make', 'a.md', '--no-strikes', '-o', 'a.lrb', '--quiet')
        self.good('report', 'a.lrb', '-o', 'a.html')
        self.assertNotIn('<script', (self.folder / 'a.html').read_text(encoding='utf-8'))
        self.assertEqual(self.good_json('info', 'a.lrb', '--json')['strikes'], [])


class LinesTest(CliTest):
    SAMPLE = '一二三，四五六。\n\n他说：“你好。”然后（走）了\nabc def ghi\n'

    @staticmethod
    def widths(paragraph):
        return [1 if unicodedata.east_asian_width(c) in 'WFA' else 0.5 for c in paragraph]

    def first_fit(self, paragraph, breaks, measure):
        """Line starts by hand: spaces at the end of a line take no room."""
        starts, at, widths = [0], 0, self.widths(paragraph)
        while True:
            best = None
            for end in [b for b in breaks if b > at] + [len(paragraph)]:
                if sum(widths[at:at + len(paragraph[at:end].rstrip(' '))]) <= measure:
                    best = end
            self.assertIsNotNone(best, f'nothing fits {measure} em; choose another sample')
            if best == len(paragraph):
                return starts
            starts.append(best)
            at = best

    def test_shapes(self):
        self.write('a.txt', self.SAMPLE)
        for arguments in (('breaks', 'a.txt', '--lang', 'zh-Hans'), ('breaks', 'a.txt', '--untailored'),
                          ('lines', 'a.txt', '--measure', '5', '--lang', 'zh-Hans')):
            found = self.good_json(*arguments)
            self.assertEqual(found['oracle'], 'libreader')
            self.assertEqual([(para['i'], para['n']) for para in found['paras']],
                             [(i, len(line)) for i, line in enumerate(self.SAMPLE.splitlines())])
            offsets = 'starts' if arguments[0] == 'lines' else 'breaks'
            for para in found['paras']:
                self.assertEqual(set(para), {'i', 'n', offsets})
                self.assertEqual(para[offsets], sorted(set(para[offsets])))
                self.assertTrue(all(0 <= offset < max(1, para['n']) for offset in para[offsets]))
        self.assertEqual(set(found), {'oracle', 'opts', 'paras'})
        self.assertEqual(found['opts'], {'width': 5})

    def test_breaks_keep_the_rules(self):
        self.write('a.txt', self.SAMPLE)
        for arguments in ((), ('--untailored',), ('--style', 'strict'), ('--lang', 'ja')):
            paras = self.good_json('breaks', 'a.txt', *arguments)['paras']
            self.assertEqual(paras[0]['breaks'], [1, 2, 4, 5, 6])
            self.assertEqual(paras[3]['breaks'], [4, 8])

    def test_untailored_is_the_standard(self):
        # UAX #14: after a space; between ideographs; not before an exclamation mark; after a hyphen.
        self.write('a.txt', 'a b\n字字\n字！\nab-c\n')
        self.assertEqual([para['breaks'] for para in self.good_json('breaks', 'a.txt', '--untailored')['paras']],
                         [[2], [1], [], [3]])

    def test_solid_lines_are_first_fit_over_the_breaks(self):
        self.write('a.txt', self.SAMPLE)
        paragraphs = self.SAMPLE.splitlines()
        breaks = [para['breaks'] for para in self.good_json('breaks', 'a.txt')['paras']]
        for measure in (5, 5.5, 6, 8, 20):
            found = self.good_json('lines', 'a.txt', '--measure', measure, '--solid')['paras']
            for paragraph, allowed, para in zip(paragraphs, breaks, found):
                expected = self.first_fit(paragraph, allowed, measure) if paragraph else []
                self.assertEqual(para['starts'], expected, (paragraph, measure))

    def test_wide_measure_is_one_line(self):
        self.write('a.txt', self.SAMPLE)
        for para in self.good_json('lines', 'a.txt', '--measure', 100, '--style', 'basic')['paras']:
            self.assertEqual(para['starts'], [0] if para['n'] else [])

    def test_bad_input(self):
        for command in (('breaks',), ('lines', '--measure', '9')):
            self.bad(command[0], 'no.txt', *command[1:], says=['no.txt', 'cannot be read'])
            self.write('a.txt', b'abc\n\xe4\xb9')
            self.bad(command[0], 'a.txt', *command[1:], says=['a.txt, byte 4', 'UTF-8'])

    def test_empty_file(self):
        self.write('a.txt', '')
        self.assertEqual(self.good_json('breaks', 'a.txt')['paras'], [])
        self.assertEqual(self.good_json('lines', 'a.txt', '--measure', '9')['paras'], [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument('--simulator', required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument('--source', required=True, type=lambda path: pathlib.Path(path).resolve())
    _, rest = parser.parse_known_args(namespace=OPTIONS)
    unittest.main(argv=sys.argv[:1] + rest)


if __name__ == '__main__':
    main()
