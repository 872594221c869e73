#!/usr/bin/env python3
"""Bundles over time, through lrpack: merged from shards, split, salvaged, patched, signed, read over HTTP.

  upkeep_test.py --lrpack PATH [unittest arguments]
"""
import argparse
import functools
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from range_server import RangeServer  # noqa: E402

OPTIONS = argparse.Namespace()
ARTICLES = 64


def write_documents(folder):
    """Articles of made-up sentences, the same each time."""
    chance = random.Random(1)
    words = ['天地', '玄黄', '宇宙', '洪荒', '日月', '盈昃', '辰宿', '列张', '寒来', '暑往', 'Latin', '秋收', '冬藏', '，', '。']
    for i in range(ARTICLES):
        paragraphs = [''.join(chance.choices(words, k=chance.randint(10, 160))) for _ in range(30)]
        text = f'---\ntitle: 第 {i:03} 篇\nid: a{i:03}\n---\n\n' + '\n\n'.join(paragraphs) + f'\n\n末段 {i}[^1]。\n\n[^1]: 注 {i}。\n'
        (folder / f'{i:03}.md').write_text(text)


def make_without_strikes(folder, name, inputs):
    """A bundle of text only: no font has to be there. The one with strikes lies beside it."""
    made = folder / ('made-' + name)
    subprocess.run([OPTIONS.lrpack, 'make', *inputs, '--profile', '400x300-1', '-o', made, '--quiet'], cwd=folder, check=True)
    subprocess.run([OPTIONS.lrpack, 'gc', made, '--no-strikes', '--quiet', '-o', folder / name], check=True)
    return folder / name


@functools.cache
def packed_documents():
    """A folder with the documents and their bundle, for all tests to copy."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='upkeep_test_'))
    unittest.addModuleCleanup(shutil.rmtree, folder)
    (folder / 'documents').mkdir()
    write_documents(folder / 'documents')
    make_without_strikes(folder, 'all.lrb', ['documents'])
    return folder


class UpkeepTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='upkeep_test_'))
        cls.documents = cls.folder / 'documents'
        cls.bundle = cls.folder / 'all.lrb'
        shutil.copytree(packed_documents(), cls.folder, dirs_exist_ok=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def make(cls, name, inputs):
        return make_without_strikes(cls.folder, name, inputs)

    def call(self, *arguments):
        return subprocess.run([OPTIONS.lrpack, *map(str, arguments)], cwd=self.folder, capture_output=True, text=True,
                              timeout=120, check=False)

    def good(self, *arguments):
        done = self.call(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def bad(self, *arguments, says):
        done = self.call(*arguments)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for text in says:
            self.assertIn(text, done.stderr)

    def ids(self, bundle):
        return [a['id'] for a in json.loads(self.good('list', bundle, '--json'))['articles']]


class MergeTest(UpkeepTest):
    def test_eight_shards_packed_by_as_many_processes(self):
        shards = [self.folder / f'shard{i}' for i in range(8)]
        for i, shard in enumerate(shards):
            shard.mkdir()
            for file in sorted(self.documents.iterdir())[i * 8:i * 8 + 8]:
                shutil.copy(file, shard)
        pack = f"'{OPTIONS.lrpack}' make {{}} --profile 400x300-1 --quiet --threads 1 -o {{}}.lrb"
        parallel = ['parallel', '--jobs', '8', pack] if shutil.which('parallel') else ['xargs', '-P8', '-I{}', 'sh', '-c', pack]
        subprocess.run(parallel, input='\n'.join(map(str, shards)), text=True, check=True)
        self.good('merge', *(f'{shard}.lrb' for shard in shards), '-o', 'merged.lrb', '--title', 'documents')
        self.assertEqual((self.folder / 'merged.lrb').read_bytes(), (self.folder / 'made-all.lrb').read_bytes())

    def test_one_id_with_two_texts(self):
        (self.folder / 'other').mkdir()
        (self.folder / 'other' / 'x.md').write_text('---\ntitle: 别的\nid: a003\n---\n\n别的\n')
        other = self.make('other.lrb', ['other'])
        self.bad('merge', self.bundle, other, '-o', 'no.lrb', says=[str(other), 'a003', '--replace'])
        self.assertFalse((self.folder / 'no.lrb').exists())
        self.good('merge', self.bundle, other, '-o', 'yes.lrb', '--replace')
        self.assertEqual(self.ids('yes.lrb'), self.ids(self.bundle))
        self.assertIn('别的', self.good('export', 'yes.lrb', '--article', 'a003', '--format', 'text'))

    def test_split_by_article_and_back(self):
        self.good('split', self.bundle, '--by', 'article', '-o', 'parts')
        parts = sorted((self.folder / 'parts').iterdir())
        self.assertEqual([part.name for part in parts][:2], ['01-a000.lrb', '02-a001.lrb'])
        self.good('merge', *parts, '-o', 'back.lrb', '--title', self.good_title())
        self.assertEqual((self.folder / 'back.lrb').read_bytes(), self.bundle.read_bytes())

    def good_title(self):
        return json.loads(self.good('info', self.bundle, '--json'))['meta']['title']

    def test_split_by_size(self):
        size = self.bundle.stat().st_size // 3
        done = json.loads(self.good('split', self.bundle, '--by', 'size', '--size', size, '-o', 'sized', '--json'))
        self.assertGreaterEqual(len(done['files']), 3)
        self.assertTrue(all(file['bytes'] <= size for file in done['files']), done)
        self.assertEqual(sum(file['articles'] for file in done['files']), ARTICLES)
        self.bad('split', self.bundle, '--by', 'size', '--size', '600', '-o', 'tiny', says=['alone takes more'])

    def test_gc_leaves_out_what_it_is_told(self):
        self.good('gc', self.bundle, '--without', 'a000', '-o', 'less.lrb')
        self.assertEqual(self.ids('less.lrb'), self.ids(self.bundle)[1:])
        self.bad('gc', self.bundle, '--without', 'nobody', '-o', 'less.lrb', says=['nobody'])


class AppendTest(UpkeepTest):
    NEW = '---\ntitle: 新来的字\nid: new\nauthor: 甲\ndate: 2025\n---\n\n天地玄黄，犇骉淼焱：naïve Ωμ[^1]。\n\n[^1]: 魑魅。\n'

    @classmethod
    def setUpClass(cls):
        """All but four articles, those four added one by one, then one with characters that no other has."""
        super().setUpClass()
        shutil.copytree(cls.documents, cls.folder / 'first' / 'documents')
        late = [cls.folder / 'first' / 'documents' / f'{i:03}.md' for i in range(ARTICLES - 4, ARTICLES)]
        for file in late:
            shutil.move(file, cls.folder)
        (cls.folder / 'new.md').write_text(cls.NEW)
        shutil.copytree(cls.documents, cls.folder / 'whole' / 'documents')
        (cls.folder / 'whole' / 'documents' / 'new.md').write_text(cls.NEW)
        for folder in ('first', 'whole'):
            subprocess.run([OPTIONS.lrpack, 'make', 'documents', '--profile', '400x300-1', '--quiet', '-o',
                            cls.folder / f'{folder}.lrb'], cwd=cls.folder / folder, check=True)
        cls.grown = cls.folder / 'grown.lrb'
        shutil.copy(cls.folder / 'first.lrb', cls.grown)
        cls.done = [json.loads(subprocess.run([OPTIONS.lrpack, 'append', cls.grown, cls.folder / name, '--json'], check=True,
                                              capture_output=True).stdout) for name in [f.name for f in late] + ['new.md']]

    def exported(self, bundle):
        return self.good('export', bundle, '--format', 'json')

    def test_reads_as_if_packed_at_once(self):
        self.assertEqual(self.exported(self.grown), self.exported('whole.lrb'))
        for order in ('title', 'author', 'date'):
            self.assertEqual(self.good('list', self.grown, '--sort', order), self.good('list', 'whole.lrb', '--sort', order))
        for query in ('天地', '淼', 'naive', 'NAÏVE', '末段 63', '魑', 'Ω'):
            found = json.loads(self.good('search', self.grown, query, '--json'))
            self.assertEqual(found, json.loads(self.good('search', 'whole.lrb', query, '--json')), query)
            self.assertTrue(found['hits'], query)
        self.assertEqual(self.good('list', self.grown, '--find', 'xinlai'), self.good('list', 'whole.lrb', '--find', 'xinlai'))

    def test_pages_are_the_same(self):
        for article, other in (('a000', 'first.lrb'), ('a030', 'first.lrb'), ('a061', 'whole.lrb'), ('new', 'whole.lrb')):
            self.assertEqual(self.good('pages', self.grown, '--article', article, '--json'),
                             self.good('pages', other, '--article', article, '--json'), article)

    def test_old_bytes_stay_and_every_byte_is_accounted_for(self):
        old, new = (self.folder / 'first.lrb').read_bytes(), self.grown.read_bytes()
        self.assertEqual(old[64:], new[64:len(old)])
        self.assertEqual(len(new), len(old) + sum(done['added_bytes'] for done in self.done))
        info = json.loads(self.good('info', self.grown, '--json'))
        self.assertEqual(sum(section['bytes'] for section in info['sections']), len(new))

    def test_the_other_commands(self):
        self.good('verify', self.grown)
        self.good('gc', self.grown, '-o', 'collected.lrb')
        self.assertEqual((self.folder / 'collected.lrb').read_bytes(), (self.folder / 'whole.lrb').read_bytes())
        self.good('merge', 'first.lrb', self.grown, '-o', 'merged.lrb')
        self.assertEqual((self.folder / 'merged.lrb').read_bytes(), (self.folder / 'whole.lrb').read_bytes())
        self.good('split', self.grown, '--by', 'size', '--size', '100K', '-o', 'grown-parts', '--no-strikes')
        parts = sorted((self.folder / 'grown-parts').iterdir())
        self.assertEqual([i for part in parts for i in self.ids(part)], self.ids('whole.lrb'))
        self.good('diff', 'first.lrb', self.grown, '-o', 'day.delta')
        self.good('patch', 'first.lrb', 'day.delta', '-o', 'patched.lrb')
        self.assertEqual((self.folder / 'patched.lrb').read_bytes(), self.grown.read_bytes())
        self.good('sign', '--new-key', 'mine')
        self.bad('sign', self.grown, '--key', 'mine.key', '-o', 'signed.lrb', says=['lrpack gc'])

    def test_the_golden_one_comes_out_again(self):
        tests = pathlib.Path(__file__).resolve().parent.parent
        self.good('append', tests / 'golden' / 'golden.lrb', tests.parent / 'content' / 'zh-Hant' / 'small-screens.md', '-o', 'golden.lrb')
        self.assertEqual((self.folder / 'golden.lrb').read_bytes(), (tests / 'golden' / 'grown.lrb').read_bytes())

    def test_the_decoder_reads_a_small_one(self):
        self.good('make', 'documents/000.md', 'documents/001.md', '--profile', '400x300-1', '--quiet', '-o', 'small.lrb')
        for name in ('060.md', '061.md', 'new.md'):
            self.good('append', 'small.lrb', name, '--quiet')
        decoder = pathlib.Path(__file__).resolve().parent.parent / 'format' / 'decode_test.py'
        subprocess.run([sys.executable, decoder, '--lrpack', OPTIONS.lrpack, self.folder / 'small.lrb'], check=True, capture_output=True)

    def test_an_interrupted_append(self):
        whole, old = self.grown.read_bytes(), (self.folder / 'first.lrb').read_bytes()
        left = self.folder / 'left.lrb'
        left.write_bytes(old + whole[len(old):][:700])
        self.bad('verify', left, says=['an interrupted append', f'bytes {len(old)} to {len(old) + 700}'])
        self.good('salvage', left, '-o', 'settled.lrb')
        self.assertEqual((self.folder / 'settled.lrb').read_bytes(), old)
        self.good('append', left, 'new.md', '--quiet')
        self.good('verify', left)
        torn = self.folder / 'torn.lrb'
        torn.write_bytes(old[:30] + whole[30:])
        self.bad('verify', torn, says=['the header', 'torn'])
        self.assertEqual(self.exported(torn), self.exported(self.grown))
        self.good('append', torn, '060.md', '--replace', '--quiet')
        self.good('verify', torn)

    def test_a_lost_end_costs_what_was_added(self):
        whole, old = self.grown.read_bytes(), (self.folder / 'first.lrb').read_bytes()
        (self.folder / 'cut.lrb').write_bytes(whole[:-100])
        self.bad('verify', 'cut.lrb', says=['cut short'])
        self.good('salvage', 'cut.lrb', '-o', 'saved.lrb')
        self.assertEqual(self.ids('saved.lrb'), self.ids('first.lrb'))
        self.assertGreater(len(whole), len(old))

    def test_an_id_that_is_taken(self):
        self.bad('append', self.grown, '060.md', '-o', 'no.lrb', says=['a060', '--replace'])
        (self.folder / 'changed.md').write_text('---\ntitle: 换了\nid: a010\n---\n\n换了文字。\n')
        self.good('append', self.grown, 'changed.md', '--replace', '-o', 'replaced.lrb')
        self.assertEqual(self.ids('replaced.lrb'), self.ids(self.grown))
        self.assertIn('换了文字', self.good('export', 'replaced.lrb', '--article', 'a010', '--format', 'text'))
        self.good('verify', 'replaced.lrb')


class DamageTest(UpkeepTest):
    def damaged(self, *flips):
        data = bytearray(self.bundle.read_bytes())
        for at, mask in flips:
            data[at] ^= mask
        (self.folder / 'damaged.lrb').write_bytes(data)
        return self.folder / 'damaged.lrb'

    def test_a_flip_is_mended(self):
        file = self.damaged((self.bundle.stat().st_size // 2, 4))
        self.bad('verify', file, says=['one flipped bit'])
        self.good('salvage', file, '-o', 'mended.lrb')
        self.assertEqual((self.folder / 'mended.lrb').read_bytes(), self.bundle.read_bytes())

    def test_a_tear_costs_what_it_hits(self):
        file = self.damaged((self.bundle.stat().st_size // 2, 0xA5), (self.bundle.stat().st_size // 2 + 1, 0xA5))
        self.bad('merge', file, '-o', 'no.lrb', says=['lrpack salvage'])
        done = json.loads(self.good('salvage', file, '-o', 'marked.lrb', '--json'))
        self.assertEqual((done['articles'], len(done['losses'])), (ARTICLES, 1), done)
        self.assertIn('此处缺失', self.good('export', 'marked.lrb', '--article', done['losses'][0]['id']))
        self.good('verify', 'marked.lrb')
        strict = json.loads(self.good('salvage', file, '-o', 'strict.lrb', '--json', '--strict'))
        self.assertEqual(strict['articles'], ARTICLES - 1)

    def test_a_file_cut_short(self):
        (self.folder / 'cut.lrb').write_bytes(self.bundle.read_bytes()[:self.bundle.stat().st_size * 2 // 3])
        done = json.loads(self.good('salvage', 'cut.lrb', '-o', 'rest.lrb', '--json'))
        self.assertGreater(done['articles'], 10)
        self.assertEqual(len(done['losses']), ARTICLES - done['articles'] + sum(not loss['left_out'] for loss in done['losses']))
        self.good('verify', 'rest.lrb')
        (self.folder / 'stub.lrb').write_bytes(self.bundle.read_bytes()[:40])
        self.bad('salvage', 'stub.lrb', '-o', 'no.lrb', says=['stub.lrb', 'nothing of a bundle is left'])


class AuthenticityTest(UpkeepTest):
    def test_sign_and_verify(self):
        self.good('sign', '--new-key', 'mine')
        self.good('sign', '--new-key', 'yours')
        self.bad('sign', '--new-key', 'mine', says=['mine.key'])
        self.good('sign', self.bundle, '--key', 'mine.key', '-o', 'signed.lrb')
        self.assertIn('signed by', self.good('verify', 'signed.lrb', '--key', 'mine.pub'))
        self.bad('verify', 'signed.lrb', '--key', 'yours.pub', says=['not the key'])
        self.bad('verify', self.bundle, '--key', 'mine.pub', says=['no signature'])
        self.assertEqual(self.good('export', 'signed.lrb'), self.good('export', self.bundle))

    def test_diff_and_patch(self):
        other = self.make('other_delta.lrb', ['documents/000.md'])
        self.good('diff', self.bundle, other, '-o', 'delta.lrd')
        self.good('patch', self.bundle, 'delta.lrd', '-o', 'patched.lrb')
        self.assertEqual((self.folder / 'patched.lrb').read_bytes(), other.read_bytes())
        self.bad('patch', other, 'delta.lrd', '-o', 'no.lrb', says=['not the bundle that'])
        self.bad('patch', self.bundle, other, '-o', 'no.lrb', says=['is not a delta'])


class RemoteTest(UpkeepTest):
    def setUp(self):
        self.server = RangeServer(self.folder)
        self.addCleanup(self.server.shutdown)

    def asked(self, *arguments):
        self.server.asked.clear()
        out = self.good(*arguments)
        return out, list(self.server.asked)

    def test_a_list_takes_the_first_16_kib(self):
        out, asked = self.asked('list', self.server.url('all.lrb'), '--json')
        self.assertEqual(out, self.good('list', self.bundle, '--json'))
        self.assertEqual(asked, [(0, 16384)])

    def test_info_and_export_are_as_from_the_file(self):
        self.assertEqual(self.asked('info', self.server.url('all.lrb'), '--json')[0], self.good('info', self.bundle, '--json'))
        self.assertEqual(self.asked('export', self.server.url('all.lrb'))[0], self.good('export', self.bundle))

    def test_a_paragraph_takes_three_ranges_more(self):
        for article in ('a000', 'a031', 'a063'):
            for block in (0, 15, 30):
                with self.subTest(article=article, block=block):
                    arguments = ('--article', article, '--block', str(block), '--format', 'text')
                    out, asked = self.asked('export', self.server.url('all.lrb'), *arguments)
                    self.assertEqual(out, self.good('export', self.bundle, *arguments))
                    self.assertLessEqual(len(asked), 4, asked)
        self.bad('export', self.bundle, '--article', 'a000', '--block', '99', says=['no block 99'])

    def test_servers_that_fail(self):
        self.bad('info', self.server.url('nothing.lrb'), says=['nothing.lrb', '404'])
        plain = RangeServer(self.folder, ranges=False)
        self.addCleanup(plain.shutdown)
        self.bad('list', plain.url('all.lrb'), says=['does not serve ranges', 'download it'])
        plain.server_close()
        self.bad('list', plain.url('all.lrb'), says=['cannot be fetched'])

    def test_a_file_that_changes(self):
        tags = iter(range(1000))
        self.server.tag = lambda: '"%d"' % next(tags)
        self.bad('export', self.server.url('all.lrb'), says=['changed on the server'])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True, type=os.path.abspath)
    rest = parser.parse_known_args(namespace=OPTIONS)[1]
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == '__main__':
    main()
