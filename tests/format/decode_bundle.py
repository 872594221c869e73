#!/usr/bin/env python3
"""A second reader of bundles, written from libreader/bundle/FORMAT.md and sharing nothing with the library: what it
reads is what the specification says.

  decode_bundle.py B.lrb           what is in it, a line an article
  decode_bundle.py B.lrb --json    every article: title, blocks, notes, in the shape of `lrpack export --format json`

Every checksum of the file is held. Exit 1: the bundle is damaged, here is where.
"""
import argparse
import json
import pathlib
import struct
import sys

PAGE_BYTES, CRC_BYTES = 512, 4
HEADER_BYTES, ENTRY_BYTES = 64, 16
ARTICLE, UNIT, CHUNK, HEADING, NOTE, MARK, NAVIGATION, CODE_POINT = 48, 16, 8, 6, 8, 2, 12, 4
MAX_CHUNK_BYTES, MAX_CODE_LENGTH, BREAK_TABLE_BYTES = 508, 16, 512
NONE, CLUSTER_BASE = 0xFFFFFFFF, 0x110000

END_OF_CHUNK, NOTE_MARK_SPAN, LABEL_SPAN, SPAN_END, FIRST_TEXT_SYMBOL = 0, 10, 11, 12, 16
BLOCK_TYPES = {1: 'heading', 2: 'quote', 3: 'list', 4: 'caption', 5: 'code', 6: 'table', 7: 'rule'}
FIELDS = {16: 'title', 17: 'subtitle', 18: 'authors', 19: 'affiliations', 20: 'date', 21: 'publication', 22: 'abstract',
          23: 'keywords', 24: 'title_en', 25: 'abstract_en'}
FRONT_MATTER, HEADING_KIND = 16, 1


class Damaged(Exception):
    pass


def make_crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


CRC_TABLE = make_crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 255]
    return crc ^ 0xFFFFFFFF


def u16(data, at):
    return struct.unpack_from('<H', data, at)[0]


def u32(data, at):
    return struct.unpack_from('<I', data, at)[0]


def expect(holds, where):
    if not holds:
        raise Damaged(where)


def checked(data, at, size, where):
    """`size` bytes at `at`, after their CRC was held against them."""
    expect(at + size + CRC_BYTES <= len(data), where + ' is cut short')
    expect(crc32c(data[at:at + size]) == u32(data, at + size), where + ': checksum')
    return data[at:at + size]


def table_bytes(records, size):
    full, rest = divmod(records, (PAGE_BYTES - CRC_BYTES) // size)
    return full * PAGE_BYTES + (rest * size + CRC_BYTES if rest else 0)


def table_records(length, size):
    rest = length % PAGE_BYTES
    return length // PAGE_BYTES * ((PAGE_BYTES - CRC_BYTES) // size) + ((rest - CRC_BYTES) // size if rest else 0)


def records_of(data, count, size, where):
    """The records of a paged table, joined."""
    expect(table_bytes(count, size) <= len(data), where + ' is shorter than its records')
    each = (PAGE_BYTES - CRC_BYTES) // size
    pages = []
    for page in range((count + each - 1) // each):
        here = min(each, count - page * each)
        pages.append(checked(data, page * PAGE_BYTES, here * size, '%s, page %d' % (where, page)))
    joined = b''.join(pages)
    return [joined[i * size:(i + 1) * size] for i in range(count)]


def fnv1a_64(data, value=0xCBF29CE484222325):
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


class Bits:
    """Most significant first; beyond the end stand zeros."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        value = 0
        for _ in range(count):
            byte = self.data[self.at >> 3] if self.at >> 3 < len(self.data) else 0
            value = value << 1 | byte >> 7 - (self.at & 7) & 1
            self.at += 1
        return value

    def overrun(self):
        return self.at > 8 * len(self.data)


class Strike:
    def __init__(self, data, symbols, first_full, where):
        head = checked(data, 0, 60, where)
        self.ppem, self.bpp, self.kind, self.ascent, self.descent, largest = struct.unpack_from('<HBBhhH', head)
        if self.kind != 0:
            return  # of a later writer
        expect(self.bpp in (1, 2, 4) and 4 <= self.ppem <= 192, where + ': head')
        advances, index, pictures, pictures_bytes = struct.unpack_from('<4I', head, 12)
        self.face = head[28:52].rstrip(b'\0').decode()
        self.advances = [u16(r, 0) for r in records_of(data[advances:], first_full, 2, where + ', advances')]
        expect(pictures + pictures_bytes <= len(data), where + ': pictures')
        self.glyphs = 0
        for record in records_of(data[index:], symbols, 6, where + ', index'):
            size = u16(record, 4)
            if size == 0:
                continue  # blank
            expect(size <= largest, where + ': largest picture')
            picture = checked(data[:pictures + pictures_bytes], pictures + u32(record, 0), size, where + ', picture')
            width, height = picture[2], picture[3]
            expect(4 + (width * height * self.bpp + 7) // 8 <= size, where + ', picture: size')
            self.glyphs += 1


class Bundle:
    def __init__(self, data):
        self.data = data
        self.read_header()
        self.read_alphabet(self.part('ALPH'))
        self.read_code(self.part('CODE'))
        self.articles = self.table('ARTI', ARTICLE, self.counts[0])
        self.units = self.table('UNIT', UNIT, self.counts[1])
        self.chunks = self.table('CHNK', CHUNK, self.counts[2])
        self.notes = self.table('NOTE', NOTE, self.counts[3])
        self.marks = self.table('MARK', MARK, self.counts[4])
        self.headings = self.table('HEAD', HEADING, self.counts[5])
        self.navigation = self.table('NAVI', NAVIGATION, self.counts[6])
        self.names = b''.join(self.table('NAME', 1))
        self.clusters = [u32(r, 0) for r in self.table('CLUS', CODE_POINT)]
        points = self.table('CPTS', CODE_POINT)
        expect(len(points) == self.symbols, 'CPTS has not one entry a symbol')
        self.texts = [self.text_of_symbol(i, u32(r, 0) & 0xFFFFFF) for i, r in enumerate(points)]
        self.strikes = [Strike(part, self.symbols, self.first_full, 'STRK %d' % i)
                        for i, part in enumerate(self.parts('STRK'))]

    def read_header(self):
        data = self.data
        expect(len(data) >= HEADER_BYTES and data[:4] == b'LRB\x1a', 'not a bundle')
        if u16(data, 4) > 1:
            raise Damaged('of format version %d; this reads version 1' % u16(data, 4))
        checked(data, 0, HEADER_BYTES - CRC_BYTES, 'header')
        count = u16(data, 6)
        expect(count <= 64 and u32(data, 8) == len(data), 'header: cut short or too long')
        entries = checked(data, HEADER_BYTES, count * ENTRY_BYTES, 'section entries')
        self.counts = struct.unpack_from('<7I', data, 24)
        self.sections = []
        bundle_id = fnv1a_64(b'')
        for at in range(0, len(entries), ENTRY_BYTES):
            tag, offset, size, crc = struct.unpack_from('<4s3I', entries, at)
            expect(offset + size <= len(data), 'section %r lies outside the file' % tag)
            expect(crc32c(data[offset:offset + size]) == crc, 'section %r: checksum' % tag)
            bundle_id = fnv1a_64(data[offset:offset + size], bundle_id)
            self.sections.append((tag.decode('latin-1'), offset, size))
        expect(struct.unpack_from('<Q', data, 16)[0] == bundle_id, 'header: id')
        self.front_bytes = u32(data, 12)

    def parts(self, name):
        return [self.data[offset:offset + size] for tag, offset, size in self.sections if tag == name]

    def part(self, name):
        parts = self.parts(name)
        return parts[-1] if parts else b''

    def table(self, name, size, count=None):
        part = self.part(name)
        count = table_records(len(part), size) if count is None else count
        expect(table_bytes(count, size) == len(part), name + ' has not the length of its records')
        return records_of(part, count, size, name)

    def read_alphabet(self, part):
        body = checked(part, 0, len(part) - CRC_BYTES, 'ALPH')
        self.symbols, self.first_full, groups = struct.unpack_from('<3H', body)
        expect(len(body) == 8 + 8 * groups + BREAK_TABLE_BYTES and 1 <= groups <= 64, 'ALPH: length')
        firsts = [u16(body, 8 + 8 * i) for i in range(groups)]
        expect(firsts[0] == 0 and firsts == sorted(set(firsts)) and firsts[-1] < self.symbols, 'ALPH: order of groups')
        self.code_points = []
        for i, first in enumerate(firsts):
            end = firsts[i + 1] if i + 1 < groups else self.symbols
            self.code_points += [body[8 + 8 * i + 6]] * (end - first)

    def read_code(self, part):
        body = checked(part, 0, len(part) - CRC_BYTES, 'CODE')
        buckets = u16(body, 0)
        self.lengths = [0] + [u16(body, 2 * length) for length in range(1, MAX_CODE_LENGTH + 1)]
        expect(len(body) == 34 + 3 * buckets and sum(self.lengths) == buckets, 'CODE: length')
        expect(sum(n << MAX_CODE_LENGTH - length for length, n in enumerate(self.lengths)) == 1 << MAX_CODE_LENGTH,
               'CODE: not complete')
        self.buckets = [struct.unpack_from('<HB', body, 34 + 3 * i) for i in range(buckets)]
        expect(all(first + (1 << extra) <= self.symbols for first, extra in self.buckets), 'CODE: symbols')

    def text_of_symbol(self, symbol, value):
        if self.code_points[symbol] == 0:
            return ''
        if value < CLUSTER_BASE:
            return chr(value)
        at = value - CLUSTER_BASE
        count = self.clusters[at]
        expect(count == self.code_points[symbol], 'CLUS: length of a cluster')
        return ''.join(map(chr, self.clusters[at + 1:at + 1 + count]))

    def decode(self, bits):
        code = first_code = first_index = 0
        for length in range(1, MAX_CODE_LENGTH + 1):
            code = code << 1 | bits.take(1)
            first_code <<= 1
            if code - first_code < self.lengths[length]:
                first, extra = self.buckets[first_index + code - first_code]
                return first + bits.take(extra)
            first_code += self.lengths[length]
            first_index += self.lengths[length]
        raise Damaged('CODE: not complete')

    def chunk(self, data):
        """(span, symbol) of each text symbol of a chunk, ('end', span) where a span ends."""
        bits, span, found = Bits(data), 0, []
        while True:
            symbol = self.decode(bits)
            if symbol == END_OF_CHUNK or bits.overrun():
                return found
            if symbol in (NOTE_MARK_SPAN, LABEL_SPAN):
                span = symbol
            elif symbol == SPAN_END:
                found.append(('end', span))
                span = 0
            elif symbol >= FIRST_TEXT_SYMBOL:
                found.append((span, symbol))

    def unit(self, index, article=None):
        """(kind, level, list depth, label, text) of a block; with an article, note marks stand in the text as [^n]."""
        first, count, mark, kind, level, _, depth, _ = struct.unpack('<IHHBBBBI', self.units[index])
        expect(first + count <= len(self.chunks), 'block %d: chunks' % index)
        text, label = [], []
        for chunk in range(first, first + count):
            offset, packed, code_points = struct.unpack('<IHH', self.chunks[chunk])
            size, marks = packed & 0x1FF, packed >> 9
            expect(size <= MAX_CHUNK_BYTES, 'chunk %d: length' % chunk)
            read = marks_read = 0
            for span, symbol in self.chunk(checked(self.part('TEXT'), offset, size, 'chunk %d' % chunk)):
                if span == 0:
                    text.append(self.texts[symbol])
                    read += self.code_points[symbol]
                elif span == LABEL_SPAN:
                    label.append(self.texts[symbol])
                elif span == 'end' and symbol == NOTE_MARK_SPAN:
                    if article is not None:
                        text.append('[^%d]' % (1 + self.note_of_mark(article, mark)))
                    mark += 1
                    marks_read += 1
            expect((read, marks_read) == (code_points, marks), 'chunk %d: its record does not fit its text' % chunk)
        return kind, level, depth, ''.join(label), ''.join(text)

    def note_of_mark(self, article, mark):
        expect(mark < article['marks'], 'a note mark without a note')
        return u16(self.marks[article['first_mark'] + mark], 0)

    def article(self, index):
        record = self.articles[index]
        number, first, front, notes, body = struct.unpack_from('<QIHHI', record)
        first_note, first_mark, marks, first_heading, headings = struct.unpack_from('<4IH', record, 20)
        code_points, name = struct.unpack_from('<2I', record, 40)
        offset, size = name & 0xFFFFFF, name >> 24
        article_id = self.names[offset:offset + size]
        expect(fnv1a_64(article_id) == number, 'article %d: its id is not the hash of its name' % index)
        counts = {'first_mark': first_mark, 'marks': marks}
        out = {'id': article_id.decode(), 'title': '', 'subtitle': '', 'title_en': '', 'authors': [], 'date': '',
               'publication': '', 'abstract': '', 'abstract_en': '', 'keywords': [], 'affiliations': [], 'blocks': [],
               'footnotes': []}
        headings_met, points, marks_met = [], 0, 0
        for i in range(first, first + front + body):
            kind, level, depth, label, text = self.unit(i, counts)
            record = self.units[i]
            expect(u16(record, 6) == marks_met, 'block %d: marks before it' % i)
            marks_met += self.marks_of(i)
            if kind >= FRONT_MATTER:
                if kind in FIELDS:
                    field = FIELDS[kind]
                    out[field] = out[field] + [text] if isinstance(out[field], list) else text
                continue
            expect(u32(record, 12) == points, 'block %d: code points before it' % i)
            points += len(self.unit(i)[4])
            block = {'type': BLOCK_TYPES.get(kind, 'paragraph')}
            if kind == HEADING_KIND:
                block['level'] = level
                headings_met.append((i, level))
            if depth > 0:
                block['depth'] = depth
            if label:
                block['label'] = label
            block['text'] = text
            out['blocks'].append(block)
        expect(points == code_points, 'article %d: its code points' % index)
        listed = [struct.unpack('<IBB', r)[:2] for r in self.headings[first_heading:first_heading + headings]]
        expect(listed == headings_met, 'article %d: its headings' % index)
        for n in range(notes):
            unit, count = struct.unpack('<II', self.notes[first_note + n])
            for i in range(unit, unit + count):
                expect(u16(self.units[i], 6) == marks_met, 'block %d: marks before it' % i)
                marks_met += self.marks_of(i)
            text = '\n'.join(self.unit(i)[4] for i in range(unit, unit + count))
            out['footnotes'].append({'n': n + 1, 'text': text})
        expect(marks_met == marks, 'article %d: its note marks' % index)
        return out

    def marks_of(self, unit):
        first, count = u32(self.units[unit], 0), u16(self.units[unit], 4)
        return sum(u16(self.chunks[c], 4) >> 9 for c in range(first, first + count))

    def contents(self):
        """(depth, article or None, title) of each line of the contents; line 0 is the bundle's own title."""
        lines = []
        for record in self.navigation:
            article, offset, size, depth, _ = struct.unpack('<IIHBB', record)
            chunk = self.chunk(checked(self.part('LIST'), offset, size, 'a title of the contents'))
            title = ''.join(self.texts[symbol] for span, symbol in chunk if span == 0)
            lines.append((depth, None if article == NONE else article, title))
        return lines

    def meta(self):
        data, at, texts = self.part('META'), 0, []
        while at < len(data):
            size = u16(data, at)
            texts.append(data[at + 2:at + 2 + size].decode())
            at += 2 + size
        return dict(zip(texts[::2], texts[1::2]))


def navigation_tree(bundle, ids):
    root = []
    open_lists = [(0, root)]
    for depth, article, title in bundle.contents()[1:]:
        while len(open_lists) > 1 and open_lists[-1][0] >= depth:
            open_lists.pop()
        entry = {'title': title}
        open_lists[-1][1].append(entry)
        if article is None:
            entry['children'] = []
            open_lists.append((depth, entry['children']))
        else:
            entry['article'] = ids[article]
    return root


def decode(data):
    """A bundle as `lrpack export --format json` shows it. Raises Damaged."""
    try:
        bundle = Bundle(data)
        articles = [bundle.article(i) for i in range(len(bundle.articles))]
        return {'articles': articles, 'navigation': navigation_tree(bundle, [a['id'] for a in articles])}
    except (struct.error, IndexError, ValueError) as error:
        raise Damaged('a number points outside: %s' % error)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('bundle', type=pathlib.Path)
    parser.add_argument('--json', action='store_true')
    options = parser.parse_args()
    try:
        data = options.bundle.read_bytes()
        decoded = decode(data)
    except (Damaged, OSError) as error:
        sys.exit('%s: %s' % (options.bundle, error))
    if options.json:
        print(json.dumps(decoded, ensure_ascii=False, indent=1))
        return
    bundle = Bundle(data)
    print('%d bytes, %d symbols, %d articles, %d strikes' %
          (len(data), bundle.symbols, len(bundle.articles), len(bundle.strikes)))
    for article in decoded['articles']:
        print('  %s: %s, %d blocks, %d notes' %
              (article['id'], article['title'], len(article['blocks']), len(article['footnotes'])))


if __name__ == '__main__':
    main()
