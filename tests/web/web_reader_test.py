#!/usr/bin/env python3
"""The web reader in Chromium: opens bundles by URL and by file, reads, searches, follows a note and comes back, keeps
bookmarks and its place through a reload, fetches no more than it needs, works without a network, and is quick.

  web_reader_test.py --site FOLDER --lrpack PROGRAM --content manifest.toml

Ends with 77 where there is no browser to drive."""
import argparse
import gzip
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import browser

if browser.MISSING is None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

FIRST_PAGE_BYTES = 64 * 1024
FIRST_PAGE_TRIPS = 16
FLIPS_A_SECOND = 60
MODULE_BYTES = 64 * 1024
ARTICLES = 500
arguments = None


def make_library(folder):
    """Articles with titles and text of their own, the first a long one: sentences of content/, in an order that a seed gives."""
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'long'))
    import make_corpus
    draw = random.Random(7)
    sentences = make_corpus.sentences_of('zh-Hans')
    for i in range(ARTICLES):
        title = draw.choice(sentences)[:14].rstrip('，。：；、“（') + str(i)
        text = '\n\n'.join(''.join(draw.choices(sentences, k=5)) for _ in range(30 if i > 0 else 900))
        (folder / f'{i:03}.md').write_text(f'# {title}\n\n{text}\n', encoding='utf-8')


class WebReader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        cls.content, cls.library = folder / 'content.lrb', folder / 'library.lrb'
        corpus = folder / 'corpus'
        corpus.mkdir()
        make_library(corpus)
        profiles = ['--profile', '800x480-4']
        subprocess.run([arguments.lrpack, 'make', arguments.content, '-o', cls.content, '--quiet', *profiles], check=True)
        subprocess.run([arguments.lrpack, 'make', corpus, '-o', cls.library, '--quiet', *profiles], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.server = browser.Server(arguments.site, {'/content.lrb': self.content, '/library.lrb': self.library})
        self.browser = browser.Browser()
        self.addCleanup(self.server.close)
        self.addCleanup(self.browser.close)

    def tearDown(self):
        if arguments.pictures:
            self.browser.driver.save_screenshot(f'{arguments.pictures}/{self.id().split(".")[-1]}.png')

    # --- what a reader does

    def load(self, name):
        self.browser.driver.get(self.server.url(f'?bundle={name}' if name else ''))
        if name:
            self.browser.wait('document.body.dataset.shown', f'{name} opens', 120)

    def shown(self):
        return int(self.browser.run('return document.body.dataset.shown ?? 0'))

    def after(self, action):
        """What the page says when what follows on an action is shown."""
        before = self.shown()
        action()
        self.browser.wait(lambda: self.shown() > before, 'something new is shown', 60)
        return self.browser.state()

    def key(self, *keys):
        return [self.after(lambda key=key: ActionChains(self.browser.driver).send_keys(key).perform()) for key in keys][-1]

    def text(self):
        return self.browser.run('return document.getElementById("text").textContent')

    def rows(self):
        return self.browser.run('return [...document.querySelectorAll("#text li")].map((row) => row.textContent)')

    def choose(self, words):
        """The row that begins with these words, pressed as a screen reader does."""
        row = next(i for i, row in enumerate(self.rows()) if row.startswith(words))
        return self.after(lambda: self.browser.run(f'document.querySelectorAll("#text li button")[{row}].click()'))

    def find(self, words):
        ActionChains(self.browser.driver).send_keys('/').perform()
        self.browser.wait('document.getElementById("find").open', 'the search opens')
        return self.after(lambda: ActionChains(self.browser.driver).send_keys(words, Keys.ENTER).perform())

    def picture(self):
        """A fingerprint of what the canvas shows."""
        return hash(self.browser.driver.find_element('id', 'page').screenshot_as_base64)

    # --- tests

    def test_opens_by_url_and_reads(self):
        self.load('content.lrb')
        self.assertEqual(self.browser.state()['screen'], 'library')
        titles = self.rows()
        self.assertTrue(any('libreader' in title for title in titles), titles)
        before = self.picture()
        state = self.key(Keys.ENTER)
        self.assertEqual((state['screen'], state['page']), ('page', '1'))
        self.browser.wait(lambda: self.picture() != before, 'another picture is on the screen')
        first = self.text()
        self.assertGreater(len(first), 100)
        self.assertTrue(self.browser.run('return document.querySelector("#text h1, #text h2") !== null'))
        self.assertEqual(self.browser.run('return document.getElementById("text").lang'), 'zh-Hans')
        self.assertEqual(self.key(Keys.ARROW_RIGHT)['page'], '2')
        self.assertNotEqual(self.text(), first)
        self.assertEqual(self.key(Keys.ARROW_LEFT)['page'], '1')
        self.assertEqual(self.text(), first)
        self.assertEqual(self.browser.errors(), [])

    def test_is_a_small_module(self):
        stored = (arguments.site / 'reader.wasm.gz').read_bytes()
        print(f'the module has {len(gzip.decompress(stored)):,} bytes, {len(stored):,} as it is stored and transferred')
        self.assertLessEqual(len(stored), MODULE_BYTES)

    def test_opens_a_file(self):
        self.load('')
        self.assertTrue(self.browser.driver.find_element('id', 'welcome').is_displayed())
        self.after(lambda: self.browser.driver.find_element('id', 'file').send_keys(str(self.content)))
        self.assertEqual(self.key(Keys.ENTER)['screen'], 'page')
        self.assertEqual(self.server.asked, [])
        damaged = pathlib.Path(self.folder.name) / 'no.lrb'
        damaged.write_bytes(b'this is no bundle' * 100)
        self.browser.driver.find_element('id', 'file').send_keys(str(damaged))
        self.browser.wait('document.getElementById("message").textContent.includes("no bundle")', 'a file that is none is named')

    def test_lines_of_text_lie_on_the_picture(self):
        self.load('content.lrb')
        self.key(Keys.ENTER)
        worst = self.browser.run('''
            const box = document.getElementById('page').getBoundingClientRect();
            const lines = [...document.querySelectorAll('#text span')].map((line) => [line, line.getBoundingClientRect()]);
            return Math.max(...lines.map(([line, at]) => Math.max(Math.abs(at.width - line.dataset.width), box.left - at.left,
              at.right - box.right, at.bottom - box.bottom)));''')
        self.assertLess(worst, 3)
        copied = self.browser.run('''
            const data = new DataTransfer(), root = document.getElementById('text'), paragraph = root.querySelector('p');
            getSelection().selectAllChildren(paragraph);
            root.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
            return [data.getData('text/plain'), paragraph.textContent];''')
        self.assertEqual(copied[0], copied[1])
        self.assertNotIn('\n', copied[0])

    def test_searches(self):
        self.load('content.lrb')
        state = self.find('排版')
        self.assertEqual(state['screen'], 'hits')
        hits = self.rows()
        self.assertGreater(len(hits), 2)
        self.assertTrue(all('排版' in hit or '排版'[0] in hit for hit in hits[:2]), hits)
        self.assertEqual(self.key(Keys.ENTER)['screen'], 'page')
        self.assertIn('排版', self.text())
        self.assertEqual(self.key(Keys.ESCAPE)['screen'], 'hits')
        self.assertEqual(self.find('没有这样的话没有')['screen'], 'hits')
        self.assertEqual(self.rows(), [])

    def test_follows_a_note_and_comes_back(self):
        self.load('content.lrb')
        self.find('脚注')
        self.key(Keys.ENTER)
        for _ in range(40):
            before, state = self.text(), self.browser.state()
            shown = self.shown()
            ActionChains(self.browser.driver).send_keys(Keys.ENTER).perform()  # nothing happens on a page without a note
            try:
                self.browser.wait(lambda: self.shown() > shown, 'a note', 1)
                break
            except AssertionError:
                self.key(Keys.ARROW_RIGHT)
        if self.browser.state()['screen'] == 'notes':
            self.key(Keys.ENTER)
        self.assertEqual(self.browser.state()['note'], 'true')
        self.assertNotEqual(self.text(), before)
        back = self.key(Keys.ESCAPE)
        self.assertEqual((back['note'], back['page'], self.text()), ('false', state['page'], before))

    def spot(self, selector, keys=Keys.ARROW_RIGHT):
        """Turns pages until one has such a link."""
        for _ in range(60):
            if self.browser.run('return document.querySelector(arguments[0]) !== null', selector):
                return
            self.key(keys)
        self.fail(f'no {selector} on any page')

    def test_follows_links_with_the_keyboard_and_the_mouse(self):
        self.load('content.lrb')
        self.key(Keys.ENTER)
        self.spot('#text a[role=doc-noteref]')
        before, state = self.text(), self.browser.state()
        self.browser.run('document.querySelector("#text a[role=doc-noteref]").focus()')
        self.assertEqual(self.key(Keys.ENTER)['note'], 'true')
        self.assertNotEqual(self.text(), before)
        back = self.key(Keys.ESCAPE)
        self.assertEqual((back['note'], back['page'], self.text()), ('false', state['page'], before))
        self.assertEqual(self.browser.run('return document.activeElement.getAttribute("role")'), 'doc-noteref')
        mark = self.browser.driver.find_element('css selector', '#text a[role=doc-noteref]')
        self.assertEqual(self.after(lambda: ActionChains(self.browser.driver).click(mark).perform())['note'], 'true')
        self.key(Keys.ESCAPE)
        self.spot('#text a:not([role])')
        before, link = self.text(), self.browser.driver.find_element('css selector', '#text a:not([role])')
        self.after(lambda: ActionChains(self.browser.driver).click(link).perform())
        self.assertNotEqual(self.text(), before)
        self.key(Keys.ESCAPE)
        self.assertEqual(self.text(), before)

    def test_reaches_rows_with_the_tab_key(self):
        self.load('content.lrb')
        row = self.rows()[1]
        self.browser.run('document.querySelectorAll("#text li button")[1].focus()')
        self.assertEqual(self.key(Keys.ENTER)['screen'], 'page')
        self.key(Keys.ESCAPE)
        self.assertIn(row, self.browser.run('return document.querySelector("#text [aria-current]").textContent'))

    def test_keeps_its_place_and_bookmarks(self):
        self.load('content.lrb')
        self.key(Keys.ENTER, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        self.key('m')
        self.choose('Add a bookmark')
        self.key(Keys.ARROW_RIGHT)
        page, text = self.browser.state()['page'], self.text()
        self.browser.wait(lambda: self.kept('stores') > 0, 'the place is kept')
        self.load('content.lrb')
        self.assertEqual((self.browser.state()['page'], self.text()), (page, text))
        self.key('m')
        self.choose('Bookmarks')
        self.assertEqual(len(self.rows()), 1)
        self.assertEqual(self.key(Keys.ENTER)['page'], str(int(page) - 1))

    def kept(self, what):
        """How many bytes of `stores` or `ranges` the browser keeps."""
        return self.browser.driver.execute_async_script('''
            const [name, done] = arguments, request = indexedDB.open('libreader');
            request.onsuccess = () => {
              const all = request.result.transaction(name).objectStore(name).getAll();
              all.onsuccess = () => { request.result.close(); done(all.result.reduce((n, bytes) => n + bytes.length, 0)); };
            };''', what)

    def fetched(self, what):
        """How many bytes it took to show what is shown, and how many times one request waited for another."""
        size, requests, trips = (int(self.browser.state()[name]) for name in ('fetched', 'requests', 'trips'))
        sent = self.server.asked[:requests]
        self.assertEqual(sum(end - begin for begin, end in sent), size)
        print(f'{what}: {size:,} bytes in {requests} requests, {trips} round trips')
        return size, trips

    def make_room(self, width, height):
        """For a page of so many pixels."""
        self.load('')
        window = self.browser.driver.get_window_size()
        now = self.browser.run('return [stage.clientWidth, stage.clientHeight]')
        self.browser.driver.set_window_size(window['width'] + width - now[0], window['height'] + height - now[1])
        self.browser.wait(f'stage.clientWidth === {width} && stage.clientHeight === {height}', 'the window is as large')

    def test_fetches_no_more_than_it_needs(self):
        self.make_room(1000, 858)
        self.load('library.lrb')
        site = sum(file.stat().st_size for file in pathlib.Path(arguments.site).iterdir())
        print(f'the site itself, which the browser keeps: {site:,} bytes')
        what = f'{ARTICLES} articles, {self.library.stat().st_size:,} bytes'
        self.fetched(f'the first screen of {what}')
        self.key(Keys.ENTER)
        self.assertGreater(len(self.text()), 300)
        size, trips = self.fetched('and the first page of the first article')
        self.assertLessEqual(size, FIRST_PAGE_BYTES)
        self.assertLessEqual(trips, FIRST_PAGE_TRIPS)
        self.browser.wait(lambda: self.kept('ranges') >= size, 'what was fetched is kept')
        before, self.server.asked = self.server.asked, []
        self.load('library.lrb')
        again = [asked for asked in self.server.asked if any(asked[0] < end and asked[1] > begin for begin, end in before)]
        self.assertEqual(again, [(0, 4096)])  # to see whether the bundle is the same

    def test_takes_a_bundle_from_a_server_without_ranges(self):
        self.server.ranges = False
        self.load('content.lrb')
        self.assertEqual(self.key(Keys.ENTER)['screen'], 'page')
        self.assertEqual(self.server.asked, [(0, self.content.stat().st_size)])

    def test_works_without_a_network(self):
        self.load('content.lrb')
        self.key(Keys.ENTER)
        self.browser.run('document.getElementById("offline").click()')
        self.browser.wait('document.getElementById("message").textContent.startsWith("Kept")', 'the bundle is kept', 60)
        self.browser.wait('navigator.serviceWorker.controller !== null', 'the service worker is at work')
        self.server.is_down = True
        self.load('content.lrb')
        text = self.text()
        self.assertEqual(self.key(Keys.ARROW_RIGHT)['page'], '2')
        self.assertNotEqual(self.text(), text)
        self.assertEqual(self.find('排版')['screen'], 'hits')

    def test_says_what_cannot_be_had(self):
        self.browser.driver.get(self.server.url('?bundle=none.lrb'))
        self.browser.wait('document.getElementById("message").textContent.includes("404")', 'a bundle that is not there is named')
        self.load('content.lrb')
        self.server.is_down = True
        for _ in range(30):
            if self.key(Keys.ENTER if self.browser.state()['screen'] != 'page' else Keys.ARROW_RIGHT)['screen'] == 'fault':
                break
        self.assertEqual(self.browser.state()['screen'], 'fault')
        self.server.is_down = False
        self.assertNotEqual(self.key(Keys.ENTER)['screen'], 'fault')

    def test_follows_a_bundle_that_is_replaced(self):
        self.load('content.lrb')
        self.server.files['/content.lrb'], self.server.tag = self.library, '"2"'
        self.key(Keys.ENTER)
        self.browser.wait(lambda: self.browser.state()['screen'] == 'library' and '0' in self.text(), 'the new one is shown', 60)

    def test_swipes_and_taps(self):
        self.load('content.lrb')
        self.key(Keys.ENTER)
        swipe = '''
            const [from, to] = arguments, screen = document.getElementById('screen');
            const at = (x) => new Touch({ identifier: 1, target: screen, clientX: x, clientY: 400 });
            screen.dispatchEvent(new TouchEvent('touchstart', { touches: [at(from)], bubbles: true, cancelable: true }));
            screen.dispatchEvent(new TouchEvent('touchend', { changedTouches: [at(to)], bubbles: true, cancelable: true }));'''
        self.assertEqual(self.after(lambda: self.browser.run(swipe, 600, 300))['page'], '2')
        self.assertEqual(self.after(lambda: self.browser.run(swipe, 300, 600))['page'], '1')
        canvas = self.browser.driver.find_element('id', 'screen')
        tap = ActionChains(self.browser.driver).move_to_element_with_offset(canvas, canvas.size['width'] // 2 - 20, 40).click()
        self.assertEqual(self.after(tap.perform)['page'], '2')

    def test_flips_quickly(self):
        self.make_room(1000, 858)
        self.load('library.lrb')
        self.browser.run('document.getElementById("offline").click()')
        self.browser.wait('document.getElementById("message").textContent.startsWith("Kept")', 'the bundle is kept', 60)
        self.key(Keys.ENTER)
        best = 0
        for _ in range(5):  # the machine may do much else besides
            best = max(best, self.flips(120))
            if best >= FLIPS_A_SECOND:
                break
        self.assertGreaterEqual(best, FLIPS_A_SECOND)

    def flips(self, turns):
        """Pages a second, each of them painted, as from a key that is held."""
        before, page = int(self.browser.state()['pictures']), int(self.browser.state()['page'])
        seconds = self.browser.driver.execute_async_script('''
            const [last, turns, done] = arguments, begin = performance.now();
            new MutationObserver((_, observer) => {
              if (Number(document.body.dataset.page) < last) return;
              observer.disconnect();
              done((performance.now() - begin) / 1000);
            }).observe(document.body, { attributeFilter: ['data-shown'] });
            for (let i = 0; i < turns; ++i)
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));''', page + turns, turns)
        state = self.browser.state()
        self.assertEqual((int(state['page']), int(state['pictures'])), (page + turns, before + turns))
        self.assertGreater(len(self.text()), 100)  # which follows when the flipping is over
        self.assertEqual(self.browser.run('return [page.width, page.height]'), [1000, 858])
        print(f'{turns / seconds:.0f} pages a second of 1,000 x 858 pixels')
        return turns / seconds


def main():
    global arguments
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--site', type=pathlib.Path, required=True)
    parser.add_argument('--lrpack', required=True)
    parser.add_argument('--content', required=True)
    parser.add_argument('--pictures', help='folder for a screenshot of the end of each test')
    arguments, rest = parser.parse_known_args()
    if browser.MISSING is not None:
        print(f'SKIPPED: {browser.MISSING} is not installed')
        return 77
    if not (arguments.site / 'reader.wasm.gz').is_file():
        print(f'SKIPPED: {arguments.site}/reader.wasm.gz was not built')
        return 77
    return 0 if unittest.main(argv=[sys.argv[0], *rest], exit=False, verbosity=2).result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main())
