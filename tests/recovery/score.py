"""How much of a document's structure a packed bundle has: F1 of headings and paragraphs, characters, notes.

Texts are compared without white space and with width, quotation marks and dashes folded. A paragraph is right when it
is whole and alone; list items and quotations are paragraphs here. Captions, labels, code and tables are counted by
their characters only, and so is a heading's level by itself: relative to the heading before, for plain text cannot
carry more.

What is not seen: white space (a false space inside a Korean word), the order of characters, whether a list item is
called one. What is not held against a bundle: addresses behind links, labels of items, an author's line as a heading.
"""
import collections
import dataclasses
import re
import unicodedata

import document as d

FOLDED = str.maketrans({'“': '"', '”': '"', '„': '"', '‘': "'", '’': "'",
                        '—': '-', '–': '-', '―': '-', '─': '-', '−': '-',
                        '‐': '-', '‑': '-', '。': '.', '・': '·',
                        '•': None, '\u200b': None, '\u00ad': None, '~': '-', '〜': '-'})
LABEL = re.compile(r'^(?:[☐☑]\s*|[•◦▪‣–●■*-]\s+|[•◦▪‣●]|\(?\d{1,3}[.)、]\s+)')
NOTE_LABEL = re.compile(r'^(?:\[\d+\]|[①-⑳]|\d{1,3}\.)\s*')
# A bundle shows the address of a link behind its text, since nothing can be clicked; the source keeps it in a tag.
ADDRESS = re.compile(r'\s*[（(](?:https?|ftp|mailto|news|irc):(?:[^\s()（）]|\([^\s()]*\))*[)）]')
CONTEXT = 6  # characters before a mark that have to be there


def fold(text):
    text = unicodedata.normalize('NFKC', unicodedata.normalize('NFKC', text).translate(FOLDED)).translate(FOLDED)
    return ''.join(text.split())


def fold_prose(text):
    return fold(LABEL.sub('', ADDRESS.sub('', text).strip()))


def fold_note(text):
    return fold(NOTE_LABEL.sub('', ADDRESS.sub('', strip_marks(d.without_marks(text)))))


@dataclasses.dataclass
class F1:
    right: int
    wanted: int
    got: int

    @property
    def value(self):
        return 1.0 if self.wanted + self.got == 0 else 2 * self.right / (self.wanted + self.got)


def f1(wanted, got):
    wanted, got = collections.Counter(wanted), collections.Counter(got)
    return F1((wanted & got).total(), wanted.total(), got.total())


@dataclasses.dataclass
class Got:
    """What lrpack made of a document, in the terms of document.py."""
    headings: list      # (text, level), the title first
    prose: list         # texts with marks [^n]
    notes: dict         # n: text
    characters: str     # everything, folded
    rest: list          # texts of code, tables, captions

    @staticmethod
    def of(exported, stem, document):
        headings, prose, notes, rest, loose = [], [], {}, [], []
        for k, article in enumerate(exported['articles']):
            title = article['title'] if article['title'] != stem else ''
            if title:
                headings.append((title, 0))
            loose += [article['subtitle'], article['title_en'], *article['authors'], article['abstract'],
                      article['abstract_en'], *article['affiliations'], article['publication']]
            for block in article['blocks']:
                text = block.get('text', '')
                if block['type'] == 'heading':
                    if not (len(headings) == 1 and fold(strip_marks(text)) == fold(headings[0][0])):
                        headings.append((strip_marks(text), block['level']))
                elif block['type'] in ('code', 'table', 'caption', 'rule'):
                    rest.append(' '.join(strings_in(block)))
                else:
                    prose.append((k, text))
            notes |= {(k, note['n']): note['text'] for note in article['footnotes']}
        texts = [t for t, _ in headings] + [fold_prose(strip_marks(t)) for _, t in prose] + rest + loose
        texts += [fold_note(note) for note in notes.values()]
        return Got(headings, prose, notes, fold(ADDRESS.sub('', '\n'.join(texts))), rest)


def strings_in(block):
    for key, value in block.items():
        if key in ('type', 'align', 'language', 'label'):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield strip_marks(item)
            elif isinstance(item, (list, dict)):
                yield from strings_in(item if isinstance(item, dict) else {'x': item})


def strip_marks(text):
    return re.sub(r'\[\^[^\]]{1,4}\]', '', text)


@dataclasses.dataclass
class Score:
    headings: F1
    paragraphs: F1
    levels: float | None  # share of steps between headings that are right: deeper, as deep, shallower
    lost: collections.Counter
    invented: collections.Counter
    notes: F1
    missing_headings: list
    extra_headings: list
    missing_paragraphs: list
    extra_paragraphs: list


def texts_of(document):
    """Every text of the source that a bundle must have, folded."""
    for text in [document.title, *document.authors]:
        yield fold(text)
    for block in document.blocks:
        if block.rows:
            yield from (fold(ADDRESS.sub('', d.without_marks(cell))) for row in block.rows for cell in row)
        elif block.kind in d.PROSE:
            yield fold_prose(d.without_marks(block.text))
        else:
            yield fold(d.without_marks(block.text))
    for note in document.notes:
        yield fold_note(note)


def score(document, exported, stem, degraded=None):
    """degraded: the text that lrpack was given; what is not even in it is not lost by lrpack."""
    got = Got.of(exported, stem, document)
    wanted_headings = ([(document.title, 0)] if document.title else []) + [
        (d.without_marks(b.text), b.level) for b in document.blocks if b.kind == d.HEADING]
    wanted_prose = [fold_prose(d.without_marks(b.text)) for b in document.blocks if b.kind in d.PROSE]
    free = ''.join(fold(b.text + ''.join(c for row in b.rows or [] for c in row)) for b in document.blocks
                   if b.kind not in d.PROSE and b.kind != d.HEADING) + fold(' '.join(document.authors))
    wanted_set = set(wanted_prose)
    got_prose = [fold_prose(strip_marks(text)) for _, text in got.prose]
    got_prose = [text for text in got_prose if text and (text in wanted_set or text not in free)]
    got_headings = [(fold(text), level) for text, level in got.headings]
    # Nothing tells an author's line from a heading but what it says.
    labels = {fold(b.text) for b in document.blocks if b.kind in (d.LABEL, d.CAPTION)}
    labels.add(fold(''.join(document.authors)))
    got_headings = [(text, level) for text, level in got_headings if text not in labels]
    wanted_headings = [(fold(text), level) for text, level in wanted_headings]

    source = collections.Counter(''.join(texts_of(document)))
    here = collections.Counter(got.characters)
    lost, invented = source - here, here - source
    invented -= collections.Counter(fold(document.abstract + document.subtitle))
    if degraded is not None:
        lost &= collections.Counter(fold(degraded)) - here
    heading_texts = [text for text, _ in wanted_headings], [text for text, _ in got_headings]
    return Score(f1(*heading_texts), f1(wanted_prose, got_prose), steps(wanted_headings, got_headings), lost, invented,
                 notes(document, got), *difference(*heading_texts), *difference(wanted_prose, got_prose))


def difference(wanted, got):
    wanted, got = collections.Counter(wanted), collections.Counter(got)
    return list((wanted - got).elements()), list((got - wanted).elements())


def steps(wanted, got):
    """Levels compared relative to the document: is the next heading deeper, as deep or shallower?"""
    level_of = dict(got[1:])
    pairs = [(level, level_of[text]) for text, level in wanted[1:] if text in level_of]
    sign = lambda x: (x > 0) - (x < 0)
    both = list(zip(pairs, pairs[1:]))
    if not both:
        return None
    return sum(sign(q[0] - p[0]) == sign(q[1] - p[1]) for p, q in both) / len(both)


def notes(document, got):
    """Marks that stand where they stood and lead to the note they led to."""
    wanted, have = collections.Counter(), collections.Counter()
    for block in document.blocks:
        for match in (i for i, c in enumerate(block.text) if d.is_mark(c)):
            before = fold(ADDRESS.sub('', d.without_marks(block.text[:match])))[-CONTEXT:]
            wanted[before, fold_note(document.notes[ord(block.text[match]) - d.MARK])] += 1
    for k, text in got.prose:
        for match in re.finditer(r'\[\^([^\]]{1,4})\]', text):
            if not match[1].isdigit() or (k, int(match[1])) not in got.notes:
                continue
            before = fold(ADDRESS.sub('', strip_marks(text[:match.start()])))[-CONTEXT:]
            have[before, fold_note(got.notes[k, int(match[1])])] += 1
    return F1((wanted & have).total(), wanted.total(), have.total())
