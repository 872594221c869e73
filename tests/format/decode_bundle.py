#!/usr/bin/env python3
"""A second reader of bundles, written from libreader/bundle/FORMAT.md and sharing nothing with the library: what it
reads is what the specification says.

  decode_bundle.py B.lrb           what is in it, a line an article
  decode_bundle.py B.lrb --json    every article: title, blocks, notes, in the shape of `lrpack export --format json`

Every checksum of the file is held. Exit 1: the bundle is damaged, here is where.
"""
import argparse
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import decode_glyphs  # noqa: E402

PAGE_BYTES, CRC_BYTES = 512, 4
HEADER_BYTES, ENTRY_BYTES = 64, 16
ARTICLE, CHUNKS, HEADING, NOTE, MARK, NAVIGATION, CODE_POINTS, CLUSTER_WORD = 48, 36, 6, 8, 2, 12, 17, 4
LINK, MAX_LINK_CODE_POINTS = 14, 255
UNITS_A_RECORD, LEAST_UNIT_BYTES, FIRST_CHUNK_BITS, POINTS_BITS = 8, 4, 8, 6
SAME_CHUNK, NEXT_CHUNK, OWN_CHUNKS = 0, 1, 2
TITLE, ORDER, FIND, KEY_END, KEY_START = 16, 12, 5, 0, 1
TITLE_ORDER, FOLD, ADDED_LIST, ADDED_ENTRY, IN_PLACE = 3, 5, 8, 8, 0x80000000
ADDED_SYMBOL, ADDED_SYMBOL_BITS = 13, 12
CHUNKS_A_RECORD, SYMBOLS_A_RECORD = 8, 8
MAX_CHUNK_BYTES, MAX_CODE_LENGTH, BREAK_TABLE_BYTES = 508, 16, 512
VERTICAL_FORMS = 32
MAX_PHRASE_SYMBOLS, MAX_PHRASE_DEPTH, RULES_A_SAMPLE, MAX_TOKEN_CLASSES = 64, 16, 32, 32
CODE_HEAD, TOKEN_CLASS, LENGTH = 12, 10, 4
ALPHABET_HEAD, RARE_SYMBOLS_A_RECORD = 10, 16
SEARCH_HEAD, LISTS_A_SAMPLE, MAX_QUERY_CODE_POINTS = 20, 16, 64
PAGES_HEAD, PAGE_TABLE, PAGE_BLOCK, PAGE_BLOCK_HEAD, MAX_PAGE_RICE = 4, 16, 128, 13, 24
OUTLINE_HEAD = 44
NONE = 0xFFFFFFFF
LANGUAGES = ('zh-Hans', 'zh-Hant', 'ja', 'ko', 'en')

END_OF_UNIT, NOTE_MARK_SPAN, LABEL_SPAN, SPAN_END, FIRST_TEXT_SYMBOL = 0, 10, 11, 12, 16
BLOCK_TYPES = {1: 'heading', 2: 'quote', 3: 'list', 4: 'caption', 5: 'code', 6: 'table', 7: 'rule'}
FIELDS = {16: 'title', 17: 'subtitle', 18: 'authors', 19: 'affiliations', 20: 'date', 21: 'publication', 22: 'abstract',
          23: 'keywords', 24: 'title_en', 25: 'abstract_en', 26: 'reading', 27: 'translators', 28: 'editors',
          29: 'authors_en', 30: 'language'}
LISTS = ('translators', 'editors', 'authors_en')
FRONT_MATTER, HEADING_KIND, TABLE_KIND = 16, 1, 6


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
    """The advances of a strike, and its pictures by symbol."""

    def __init__(self, data, at, symbols, first_full, where, first=None):
        """`data` is the bundle, `at` the section's place; `first` is the strike that these glyphs were added to."""
        self.whole, self.at, self.symbols, self.where, self.first = data, at, symbols, where, first
        data = data[at:]
        head = checked(data, 0, 60, where)
        self.ppem, self.bpp, self.kind, self.ascent, self.descent, self.largest = struct.unpack_from('<HBBhhH', head)
        if self.kind > 2:
            return  # of a later writer
        expect(self.bpp in (1, 2, 4) and 4 <= self.ppem <= 192, where + ': head')
        expect(self.kind != 2 or (self.bpp == 1 and self.ppem >= 16 and u32(head, 52) == 0), where + ': scalable')
        advances, index, pictures, pictures_bytes = struct.unpack_from('<4I', head, 12)
        self.face = head[28:52].rstrip(b'\0').decode()
        self.advances = [u16(r, 0) for r in records_of(data[advances:], first_full, 2, where + ', advances')]
        expect(pictures + pictures_bytes <= len(data), where + ': pictures')
        if self.kind == 0:
            self.read_direct(data[:pictures + pictures_bytes], index, pictures)
        else:
            self.read_coded(data, head, index, data[pictures:pictures + pictures_bytes])

    def read_direct(self, data, index, pictures):
        self.direct = {}
        for symbol, record in enumerate(records_of(data[index:], self.symbols, 6, self.where + ', index')):
            size = u16(record, 4)
            if size == 0:
                continue  # blank
            expect(size <= self.largest, self.where + ': largest picture')
            picture = checked(data, pictures + u32(record, 0), size, self.where + ', picture')
            width, height = picture[2], picture[3]
            expect(4 + (width * height * self.bpp + 7) // 8 <= size, self.where + ', picture: size')
            self.direct[symbol] = picture

    def read_coded(self, data, head, index, streams):
        reference, model_bytes, length_bits, _ = struct.unpack_from('<iHBB', head, 52)
        self.larger = Strike(self.whole, self.at + reference, self.symbols, 0, self.where + ', reference',
                             self.first and self.first.larger) if reference else None
        expect((model_bytes == 0) == (self.first is not None), self.where + ': model')
        self.read_model(data, model_bytes)
        each = decode_glyphs.GLYPHS_A_RECORD
        self.streams = b''.join(records_of(streams, table_records(len(streams), 1), 1, self.where + ', pictures'))
        self.places = {}
        for n, record in enumerate(records_of(data[index:], -(-self.symbols // each), 4 + each * length_bits // 8, self.where + ', index')):
            at, bits = u32(record, 0), Bits(record[4:])
            for symbol in range(n * each, min((n + 1) * each, self.symbols)):
                size = bits.take(length_bits)
                expect(size <= self.largest and at + size <= len(self.streams), self.where + ': place of a picture')
                if size > 0:
                    self.places[symbol] = at, size
                at += size

    def read_model(self, data, size):
        if self.first:
            expect(self.first.kind == self.kind and (self.first.larger is None) == (self.larger is None), self.where + ': model')
            self.model = self.first.model
            return
        crcs = 64 + size
        model = data[64:crcs]
        for i in range(0, size, decode_glyphs.MODEL_PIECE):
            expect(crc32c(model[i:i + decode_glyphs.MODEL_PIECE]) == u32(data, crcs), self.where + ', model: checksum')
            crcs += CRC_BYTES
        self.model = decode_glyphs.Model(model, (1 << self.bpp) - 1, self.larger is not None)

    def glyphs(self):
        """The symbols that have a picture."""
        return sorted(self.direct if self.kind == 0 else self.places)

    def picture(self, symbol):
        """A decode_glyphs.Picture."""
        if self.kind == 0:
            bits = Bits(self.direct[symbol][4:])
            frame = struct.unpack_from('<bbBB', self.direct[symbol])
            return decode_glyphs.Picture(frame, [[bits.take(self.bpp) for _ in range(frame[2])] for _ in range(frame[3])])
        at, size = self.places[symbol]
        larger = None
        if self.larger:
            larger = self.larger.picture(symbol) if symbol in self.larger.places else decode_glyphs.Picture((0, 0, 0, 0))
        return decode_glyphs.decode_picture(self.streams[at:at + size], self.model, self.ppem, self.bpp, larger,
                                            self.larger.ppem if self.larger else 0)


def width_of(count):
    """Bits that numbers below `count` take."""
    return (count - 1).bit_length()


class TextCode:
    """The classes, codewords and phrases of CODE and PHRA."""

    def __init__(self, code, phrases, symbols, mapped, added):
        self.added = added
        own, self.rules, self.classes, low, sample_bits, _, upper_bits = struct.unpack_from('<HHBBBBI', code)
        expect(own == symbols and 1 <= self.classes <= MAX_TOKEN_CLASSES, 'CODE: head')
        self.symbols = symbols
        records = [struct.unpack_from('<HHIBB', code, CODE_HEAD + i * TOKEN_CLASS) for i in range(self.classes + 1)]
        expect(records[-1][:2] == (symbols, self.rules), 'CODE: classes')
        at = CODE_HEAD + len(records) * TOKEN_CLASS
        self.rows = [self.row(code[at + i * self.classes:at + (i + 1) * self.classes]) for i in range(self.classes)]
        at += self.classes ** 2
        tables = []
        for record in records[:-1]:
            tables.append([struct.unpack_from('<HH', code, at + i * LENGTH) for i in range(record[4])])
            at += record[4] * LENGTH
        rare = list(range(mapped, symbols))
        size = (mapped * width_of(mapped) + 7) // 8
        bits = Bits(code[at:at + size])
        self.map = [bits.take(width_of(mapped)) for _ in range(mapped)] + rare
        expect(sorted(self.map) == list(range(symbols)), 'CODE: map')
        bits = Bits(code[at + size:])
        self.labels = [bits.take(width_of(self.classes)) for _ in range(mapped)] + [self.classes - 1 for _ in rare]
        expect(len(code) == at + size + (mapped * width_of(self.classes) + 7) // 8, 'CODE: length')
        self.codewords = [self.class_codewords(records[i], records[i + 1], tables[i]) for i in range(self.classes)]
        self.read_phrases(phrases, records, low, sample_bits, upper_bits)

    def row(self, row):
        """{(bits, codeword): class} of a context."""
        words, code, length = {}, 0, 0
        for byte in row:
            code <<= byte >> 5
            length += byte >> 5
            words[length, code] = byte & 31
            code += 1
        expect(code == 1 << length and length <= MAX_CODE_LENGTH, 'CODE: a row is not complete')
        return words

    def class_codewords(self, record, following, table):
        """{(bits, codeword): token} of a class."""
        symbol, rule, _, shortest, _ = record
        words, code = {}, 0
        for i, (symbols, rules) in enumerate(table):
            code <<= 1 if i else 0
            for token in self.map[symbol:symbol + symbols] + list(range(self.symbols + rule, self.symbols + rule + rules)):
                words[shortest + i, code] = token
                code += 1
            symbol, rule = symbol + symbols, rule + rules
        expect(symbol == following[0] and rule <= following[1], 'CODE: tokens of a class')
        expect(not table or code == 1 << (shortest + len(table) - 1), 'CODE: a class is not complete')
        return words

    def read_phrases(self, data, records, low, sample_bits, upper_bits):
        width = width_of(self.symbols + self.rules)
        sizes = [(bits + 7) // 8 for bits in (self.rules * (low + width), upper_bits,
                                              -(-self.rules // RULES_A_SAMPLE) * sample_bits)]
        expect(len(data) == sum(sizes), 'PHRA: length')
        records_bits, upper = Bits(data), Bits(data[sizes[0]:])
        samples = Bits(data[sizes[0] + sizes[1]:])
        self.parts, zeros, own = [], 0, 0
        for rule in range(self.rules):
            while upper.take(1) == 0:
                zeros += 1
                expect(zeros <= upper_bits, 'PHRA: upper bits')
            if rule % RULES_A_SAMPLE == 0:
                expect(samples.take(sample_bits) == upper.at - 1, 'PHRA: samples')
            while rule >= records[own + 1][1]:
                own += 1
            first_symbol, first_rule, first_value = records[own][:3]
            symbols, rules = records[own + 1][0] - first_symbol, records[own + 1][1] - first_rule
            place = ((zeros << low | records_bits.take(low)) - first_value) % (symbols + rules)
            left = self.map[first_symbol + place] if place < symbols else self.symbols + first_rule + place - symbols
            self.parts.append((left, records_bits.take(width)))
        self.depths = {}
        for rule in range(self.rules):
            expect(self.depth(self.symbols + rule, 0) <= MAX_PHRASE_DEPTH, 'PHRA: depth')

    def depth(self, token, above):
        expect(above <= MAX_PHRASE_DEPTH, 'PHRA: depth')
        if token < self.symbols:
            return 0
        expect(token - self.symbols < self.rules, 'PHRA: parts')
        if token not in self.depths:
            self.depths[token] = 1 + max(self.depth(part, above + 1) for part in self.parts[token - self.symbols])
        return self.depths[token]

    def expand(self, token):
        if token < self.symbols:
            return [token]
        left, right = self.parts[token - self.symbols]
        found = self.expand(left) + self.expand(right)
        expect(len(found) <= MAX_PHRASE_SYMBOLS, 'PHRA: length of a phrase')
        return found

    @staticmethod
    def take(bits, words):
        code = 0
        for length in range(MAX_CODE_LENGTH + 1):
            if (length, code) in words:
                return words[length, code]
            code = code << 1 | bits.take(1)
        raise Damaged('a codeword that is none')

    def unit(self, bits):
        """The symbols up to the end of the unit."""
        found, last = [], END_OF_UNIT
        while True:
            token_class = self.take(bits, self.rows[self.labels[last if last < self.symbols else ADDED_SYMBOL]])
            symbols = self.expand(self.take(bits, self.codewords[token_class]))
            if symbols == [ADDED_SYMBOL] and self.added:
                number = bits.take(ADDED_SYMBOL_BITS)
                expect(number < self.added, 'an added symbol that is none')
                symbols = [self.symbols + number]
            expect(not bits.overrun(), 'a chunk ends in a unit')
            last = symbols[-1]
            found += symbols
            if last == END_OF_UNIT:
                return found[:-1]


def check_tree(before, tree):
    """The hashes of a file's pages; its signature is not looked at."""
    checked(tree, 0, 96, 'TREE')
    levels, level = b'', before
    while level is before or len(level) > 32:
        level = b''.join(hashlib.sha256(level[at:at + 4096]).digest() for at in range(0, len(level), 4096))
        levels = level + levels
    expect(tree[96 + CRC_BYTES:] == levels, 'TREE: hashes')


def plain_fold(c):
    c = 0x20 if c == 0x3000 else c - 0xFEE0 if 0xFF01 <= c <= 0xFF5E else c
    return c + 32 if 0x41 <= c <= 0x5A else c


def is_word_letter(c):
    return 0x30 <= c <= 0x39 or 0x61 <= c <= 0x7A or 0xC0 <= c < 0x590


def fnv1a_32(values):
    value = 0x811C9DC5
    for byte in struct.pack('<%dI' % len(values), *values):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def unary(bits):
    zeros = 0
    while bits.take(1) == 0:
        zeros += 1
        expect(not bits.overrun(), 'bits run out')
    return zeros


def rice(bits, parameter):
    return unary(bits) << parameter | bits.take(parameter)


def gamma(bits):
    zeros = unary(bits)
    return (1 << zeros | bits.take(zeros)) - 1


class Search:
    """The folds and lists of SRCH; `texts` are those of the symbols."""

    def __init__(self, data, texts, chunks):
        self.symbols = len(texts)
        (folds, self.letter_lists, fold_rice, self.group_log2, sample_bits, has_lists, fold_bits, list_bits, frequent,
         self.pair_numbers) = struct.unpack_from('<HHBBBBIIHH', data)
        expect(fold_rice <= 20 and self.group_log2 <= 16 and sample_bits <= 32, 'SRCH: head')
        self.groups = -(-chunks >> self.group_log2)
        count = (self.symbols + self.letter_lists) if has_lists else 0
        self.pair_numbers *= has_lists != 0
        sizes = [(bits + 7) // 8 for bits in (fold_bits, frequent * width_of(self.symbols),
                                              -(-count // LISTS_A_SAMPLE) * sample_bits,
                                              self.groups * self.pair_numbers, list_bits)]
        expect(len(data) == SEARCH_HEAD + sum(sizes), 'SRCH: length')
        self.read_folds(Bits(data[SEARCH_HEAD:]), folds, fold_rice, fold_bits, texts)
        frequents, samples, pairs, bits = (Bits(data[SEARCH_HEAD + sum(sizes[:i]):]) for i in (1, 2, 3, 4))
        self.frequent = [frequents.take(width_of(self.symbols)) for _ in range(frequent)]
        expect(self.frequent == sorted(set(self.frequent)), 'SRCH: frequent symbols')
        self.pairs = [{i for i in range(self.pair_numbers) if pairs.take(1)} for _ in range(self.groups)]
        self.lists = []
        for i in range(count):
            if i % LISTS_A_SAMPLE == 0:
                expect(samples.take(sample_bits) == bits.at, 'SRCH: samples')
            self.lists.append(self.read_list(bits))
        expect(bits.at == list_bits, 'SRCH: lists')

    def read_folds(self, bits, folds, fold_rice, fold_bits, texts):
        self.folds, code_point = {}, 0
        for _ in range(folds):
            code_point += rice(bits, fold_rice) + 1
            symbol = bits.take(width_of(self.symbols))
            expect(symbol < self.symbols and texts[symbol], 'SRCH: symbol of a fold')
            self.folds[code_point] = plain_fold(ord(texts[symbol][0]))
        expect(bits.at == fold_bits, 'SRCH: folds')
        expect(not set(self.folds) & set(self.folds.values()), 'SRCH: a fold of what is folded to')

    def read_list(self, bits):
        count = gamma(bits)
        expect(count <= self.groups, 'SRCH: groups of a list')
        others = count > self.groups - count
        given = self.groups - count if others else count
        numbers, number = set(), -1
        parameter = max(1, self.groups // given * 11 // 16).bit_length() - 1 if given else 0
        for _ in range(given):
            number += rice(bits, parameter) + 1
            numbers.add(number)
        expect(number < self.groups, 'SRCH: number of a group')
        return set(range(self.groups)) - numbers if others else numbers

    def fold(self, c):
        c = plain_fold(c)
        return self.folds.get(c, c)


class Unit:
    """What UNIT says of a block."""

    def __init__(self, chunks, shares, units_before, first_chunk, marks, points, shape):
        self.chunks, self.shares, self.units_before, self.first_chunk = chunks, shares, units_before, first_chunk
        self.marks, self.points = marks, points
        self.kind, self.level, self.quote_depth, self.list_depth = shape


def golomb(bits, low):
    return gamma(bits) << low | bits.take(low)


def units_of(record):
    """The blocks of a record of UNIT."""
    bits, units = Bits(record), []
    next_chunk, in_chunk = golomb(bits, FIRST_CHUNK_BITS), gamma(bits)
    marks, points, shape = 0, 0, (0, 0, 0, 0)
    for _ in range(UNITS_A_RECORD):
        place = gamma(bits)
        shares = place < OWN_CHUNKS
        chunks = 1 if shares else place - OWN_CHUNKS
        if place == NEXT_CHUNK:
            in_chunk = 0
        first = next_chunk - 1 if place == SAME_CHUNK else next_chunk
        step = gamma(bits)
        marks = marks + step - 1 if step > 1 else 0 if step == 1 else marks
        points = points + golomb(bits, POINTS_BITS) if bits.take(1) else 0
        if not bits.take(1):
            shape = tuple(gamma(bits) for _ in range(4))
        units.append(Unit(chunks, shares, in_chunk if shares else 0, first, marks, points, shape))
        in_chunk += shares
        next_chunk = first + chunks
    expect(not bits.overrun(), 'UNIT: bits')
    return units


def unpacked(frame, size):
    """A Zstandard frame, by the system's library; None where there is none."""
    name = ctypes.util.find_library('zstd')
    if name is None:
        return None
    library, content = ctypes.CDLL(name), ctypes.create_string_buffer(max(size, 1))
    library.ZSTD_decompress.restype = library.ZSTD_getFrameContentSize.restype = ctypes.c_uint64
    library.ZSTD_decompress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    library.ZSTD_getFrameContentSize.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    expect(library.ZSTD_getFrameContentSize(frame, len(frame)) == size, 'OUTL: length of the frame')
    expect(library.ZSTD_decompress(content, size, frame, len(frame)) == size, 'OUTL: frame')
    return content.raw[:size]


class Outlines:
    """Which glyphs each symbol is made of: (font, glyph or None for a square, placing) each; the fonts' files."""

    def __init__(self, data, symbols, first_full):
        expect(len(data) >= OUTLINE_HEAD, 'OUTL: head')
        self.symbols, self.first_full, placings, fonts = struct.unpack_from('<4H', data)
        self.box, font_bytes = struct.unpack_from('<4h', data, 8), u32(data, 16)
        self.face = data[20:OUTLINE_HEAD].rstrip(b'\0').decode()
        expect((self.symbols, self.first_full) == (symbols, first_full), 'OUTL: symbols')
        records = [struct.unpack_from('<IHH', data, OUTLINE_HEAD + 8 * i) for i in range(fonts)]
        at = OUTLINE_HEAD + 8 * fonts
        self.advances = struct.unpack_from('<%dH' % first_full, data, at)
        numbers = struct.unpack_from('<%dH' % symbols, data, at + 2 * first_full)
        at += 2 * first_full + 2 * symbols
        self.places = [(font, glyph) for font, (_, glyphs, _) in enumerate(records) for glyph in range(glyphs)]
        self.placings = [struct.unpack_from('<2H6h', data, at + 16 * i) for i in range(placings)]
        self.parts = [self.parts_of(number) for number in numbers]
        expect(sum(size for size, _, _ in records) == font_bytes, 'OUTL: bytes of fonts')
        content = unpacked(data[at + 16 * placings:], font_bytes)
        self.fonts = []
        for size, glyphs, _ in records if content is not None else []:
            self.fonts.append(self.tables_of(content[:size], glyphs))
            content = content[size:]

    def parts_of(self, number):
        if number < len(self.places):
            return [self.places[number] + ((4096, 0, 0, 4096, 0, 0),)]
        parts, more = [], number != 0xFFFF
        while more:
            expect(number - len(self.places) < len(self.placings), 'OUTL: placing')
            glyph, more, *placing = self.placings[number - len(self.places)]
            expect(more <= 1 and (glyph == 0xFFFF or glyph < len(self.places)), 'OUTL: glyph')
            parts.append(((None, None) if glyph == 0xFFFF else self.places[glyph]) + (tuple(placing),))
            number += 1
        return parts

    @staticmethod
    def tables_of(font, glyphs):
        """The tables of a font file, by their tags."""
        count = struct.unpack_from('>H', font, 4)[0]
        tables = {}
        for i in range(count):
            tag, _, offset, size = struct.unpack_from('>4s3I', font, 12 + 16 * i)
            expect(offset + size <= len(font), 'OUTL: table of a font')
            tables[tag.decode('latin-1')] = font[offset:offset + size]
        expect({'head', 'hhea', 'hmtx', 'maxp', 'cmap'} <= set(tables) and ('CFF ' in tables or 'glyf' in tables), 'OUTL: tables of a font')
        expect(struct.unpack_from('>H', tables['maxp'], 4)[0] == glyphs, 'OUTL: glyphs of a font')
        return tables


def page_table(data, blocks, size, parameter):
    """The pages of a table of PAGE: (unit, code point) each."""
    expect(blocks + size <= len(data) and parameter <= MAX_PAGE_RICE, 'PAGE: table')
    pages = []
    for at in range(blocks, blocks + size, PAGE_BLOCK):
        block = data[at:min(at + PAGE_BLOCK, blocks + size)]
        first, unit, code_point, count = struct.unpack_from('<IIIB', block)
        expect(first == len(pages) and count > 0, 'PAGE: block')
        pages.append((unit, code_point))
        bits = Bits(block[PAGE_BLOCK_HEAD:])
        for _ in range(count - 1):
            units = gamma(bits)
            if units == 0:
                code_point += rice(bits, parameter) + 1
            else:
                unit, code_point = unit + units, rice(bits, parameter) + 1 if bits.take(1) else 0
            pages.append((unit, code_point))
            expect(not bits.overrun(), 'PAGE: bits')
    expect(pages == sorted(set(pages)), 'PAGE: order')
    return pages


class Bundle:
    def __init__(self, data):
        self.data = data
        self.read_header()
        self.read_alphabet(self.part('ALPH'))
        self.code = TextCode(b''.join(self.table('CODE', 1)), b''.join(self.table('PHRA', 1)), self.first_added, self.first_rare,
                             self.symbols - self.first_added)
        self.articles = self.table('ARTI', ARTICLE, self.counts[0])
        self.units = self.read_units(self.counts[1])
        self.chunks = self.chunk_places(self.counts[2])
        self.notes = self.table('NOTE', NOTE, self.counts[3])
        self.marks = self.table('MARK', MARK, self.counts[4])
        self.headings = self.table('HEAD', HEADING, self.counts[5])
        self.navigation = self.table('NAVI', NAVIGATION, self.counts[6])
        self.names = b''.join(self.table('NAME', 1))
        self.clusters = [u32(r, 0) for r in self.table('CLUS', CLUSTER_WORD)]
        points = self.table('CPTS', CODE_POINTS)
        added = self.symbols - self.first_added
        rare = -(-self.first_rare // SYMBOLS_A_RECORD)
        firsts = rare - (-(self.first_form - self.first_rare) // RARE_SYMBOLS_A_RECORD)
        expect(len(points) == firsts - (-added // SYMBOLS_A_RECORD), 'CPTS has not one entry a symbol')
        self.texts = [self.text_of_symbol(i, i, points) for i in range(self.first_rare)]
        self.texts += self.rare_texts(points[rare:firsts]) + [''] * (self.first_added - self.first_form)
        self.texts += [self.text_of_symbol(self.first_added + i, i, points[firsts:]) for i in range(added)]
        self.read_lists()
        search = b''.join(self.table('SRCH', 1))
        self.search = Search(search, self.texts[:self.first_added], self.listed_chunks) if search else None
        self.page_tables = self.read_page_tables(b''.join(self.table('PAGE', 1)))
        self.strikes = [Strike(self.data, offset, self.first_added, self.first_full, 'STRK at %d' % offset)
                        for tag, offset, _ in self.sections if tag == 'STRK']
        added = [offset for tag, offset, _, _ in self.added if tag == 'STRK']
        self.added_strikes = [Strike(self.data, offset, self.symbols - self.first_added,
                                     self.first_full_added - self.first_added, 'added STRK at %d' % offset, first)
                              for offset, first in zip(added, self.strikes)]
        self.outlines = [Outlines(b''.join(records_of(part, table_records(len(part), 1), 1, 'OUTL')), symbols, first_full)
                         for part, symbols, first_full in self.outline_parts()]
        self.links = [self.link(record) for record in self.table('LINK', LINK)]
        for record in self.table('FOLD', FOLD):
            expect(u16(record, 3) < self.symbols and self.texts[u16(record, 3)], 'FOLD: symbol')

    def outline_parts(self):
        """Section OUTL and what was added to it: bytes, symbols, and how many of them have advances."""
        if self.part('OUTL'):
            yield self.part('OUTL'), self.first_added, self.first_full
        for tag, offset, size, _ in self.added:
            if tag == 'OUTL':
                yield (self.data[offset:offset + size], self.symbols - self.first_added,
                       self.first_full_added - self.first_added)

    def read_header(self):
        data = self.data
        expect(len(data) >= HEADER_BYTES and data[:4] == b'LRB\x1a', 'not a bundle')
        if u16(data, 4) != 4:
            raise Damaged('of format version %d; this reads version 4' % u16(data, 4))
        if crc32c(data[:60]) != u32(data, 60) and u32(data, len(data) - 56) == len(data):
            data = data[-HEADER_BYTES:] + data[HEADER_BYTES:]  # torn by an append; its copy stands at the end
        checked(data, 0, HEADER_BYTES - CRC_BYTES, 'header')
        count, self.unit_bytes = data[6:8]
        expect(self.unit_bytes >= LEAST_UNIT_BYTES, 'header: length of a record of UNIT')
        expect(count <= 64 and u32(data, 8) <= len(data), 'header: cut short')
        self.data = data = data[:u32(data, 8)]
        added, added_list = u32(data, 52), u32(data, 56)
        entries = checked(data, HEADER_BYTES, count * ENTRY_BYTES, 'section entries')
        self.counts = struct.unpack_from('<7I', data, 24)
        self.sections = []
        bundle_id = fnv1a_64(b'')
        for at in range(0, len(entries), ENTRY_BYTES):
            tag, offset, size, crc = struct.unpack_from('<4s3I', entries, at)
            expect(offset + size <= len(data), 'section %r lies outside the file' % tag)
            self.sections.append((tag.decode('latin-1'), offset, size))
            if tag == b'TREE' and added:
                continue  # of the bundle before it grew
            if tag == b'TREE':
                expect(crc == 0 and offset + size == len(data), 'TREE: its entry')
                check_tree(data[:offset], data[offset:])
                continue
            expect(crc32c(data[offset:offset + size]) == crc, 'section %r: checksum' % tag)
            bundle_id = fnv1a_64(data[offset:offset + size], bundle_id)
        self.added, self.listed_chunks = [], self.header_chunks()
        if added:
            end = max(offset + size for _, offset, size in self.sections)
            self.read_added(added, added_list, end)
            bundle_id = fnv1a_64(data[end:-HEADER_BYTES], bundle_id)
        expect(struct.unpack_from('<Q', data, 16)[0] == bundle_id, 'header: id')
        self.front_bytes = u32(data, 12)

    def header_chunks(self):
        return u32(self.data, 32)

    def read_added(self, begin, at, first_end):
        """The list of added sections, which touch from `begin` on; all behind the first packing has one checksum."""
        data, end = self.data, len(self.data) - HEADER_BYTES
        expect(data[end:] == data[:HEADER_BYTES], 'the copy of the header')
        listed = checked(data, at, end - CRC_BYTES - at, 'the list of added sections')
        expect(crc32c(data[first_end:at]) == u32(listed, 0), 'added sections: checksum')
        self.listed_chunks = u32(listed, 4)
        for place in range(ADDED_LIST, len(listed), ADDED_ENTRY):
            tag, size = struct.unpack_from('<4sI', listed, place)
            self.added.append((tag.decode('latin-1'), begin, size & ~IN_PLACE, bool(size & IN_PLACE)))
            begin += size & ~IN_PLACE
        expect(begin == at, 'added sections: length')

    def parts(self, name):
        return [self.data[offset:offset + size] for tag, offset, size in self.sections if tag == name]

    def part(self, name):
        if self.added and name in ('TEXT', 'LIST'):  # what was added lies behind
            return self.data[next(offset for tag, offset, _ in self.sections if tag == name):]
        parts = self.parts(name)
        return parts[-1] if parts else b''

    def table(self, name, size, count=None):
        parts = [self.part(name)]
        for tag, offset, length, in_place in self.added:
            if tag == name:
                parts = ([] if in_place else parts) + [self.data[offset:offset + length]]
        records = []
        for part in parts:
            here = table_records(len(part), size)
            expect(table_bytes(here, size) == len(part), name + ' has not the length of its records')
            records += records_of(part, here, size, name)
        expect(count in (None, len(records)), name + ' has not as many records as the header says')
        return records

    def read_alphabet(self, part):
        body = checked(part, 0, len(part) - CRC_BYTES, 'ALPH')
        self.symbols, self.first_full, groups = struct.unpack_from('<3H', body)
        expect(len(body) == ALPHABET_HEAD + 8 * groups + BREAK_TABLE_BYTES and 1 <= groups <= 72, 'ALPH: length')
        records = [body[at:at + 8] for at in range(ALPHABET_HEAD, ALPHABET_HEAD + 8 * groups, 8)]
        firsts = [u16(record, 0) for record in records]
        self.first_form, self.first_rare = struct.unpack_from('<2H', body, 6)
        with_forms = 0
        expect(FIRST_TEXT_SYMBOL <= self.first_rare <= self.first_form <= self.symbols, 'ALPH: rare symbols')
        expect(firsts[0] == 0 and firsts == sorted(set(firsts)) and firsts[-1] < self.symbols, 'ALPH: order of groups')
        self.code_points = []
        for i, first in enumerate(firsts):
            end = firsts[i + 1] if i + 1 < groups else self.symbols
            self.code_points += [records[i][6]] * (end - first)
            with_forms += end - first if records[i][7] & VERTICAL_FORMS else 0
        expect(self.first_form + with_forms == self.symbols, 'ALPH: forms for vertical lines')
        expect(not any(self.code_points[self.first_form:]), 'ALPH: forms stand for text')
        self.first_added = self.first_full_added = self.symbols
        for tag, offset, size, _ in self.added:
            if tag == 'ALPH':
                self.add_to_alphabet(checked(self.data, offset, size - CRC_BYTES, 'added ALPH'))

    def add_to_alphabet(self, body):
        self.symbols, self.first_full_added, groups = struct.unpack_from('<3H', body)
        expect(len(body) == 8 + 8 * groups, 'added ALPH: length')
        firsts = [u16(body, 8 + 8 * i) for i in range(groups)] + [self.symbols]
        expect(firsts[0] == self.first_added and firsts == sorted(set(firsts)), 'added ALPH: order of groups')
        for i in range(groups):
            self.code_points += [body[8 + 8 * i + 6]] * (firsts[i + 1] - firsts[i])

    def chunk_places(self, count):
        """(offset, bytes, note marks, code points) of each chunk."""
        places = []
        for record in self.table('CHNK', CHUNKS, -(-count // CHUNKS_A_RECORD)):
            offset = u32(record, 0)
            for at in range(4, CHUNKS, 4):
                size, marks = u16(record, at) & 0x1FF, u16(record, at) >> 9
                places.append((offset, size, marks, u16(record, at + 2)))
                offset += size + CRC_BYTES
        return places[:count]

    def rare_texts(self, records):
        found = []
        for symbol in range(self.first_rare, self.first_form):
            expect(self.code_points[symbol] == 1, 'ALPH: a rare symbol of not one code point')
            record, place = divmod(symbol - self.first_rare, RARE_SYMBOLS_A_RECORD)
            found.append(chr(u16(records[record], 0) + sum(records[record][2:2 + place])))
        return found

    def text_of_symbol(self, symbol, number, records):
        """`number` counts from the first symbol of the records."""
        record, place = records[number // SYMBOLS_A_RECORD], number % SYMBOLS_A_RECORD
        value = u16(record, 1 + 2 * place)
        if record[0] >> place & 1 == 0:
            return chr(value) if self.code_points[symbol] else ''
        count = self.clusters[value]
        expect(count == self.code_points[symbol] or self.code_points[symbol] == 0, 'CLUS: length of a cluster')
        return ''.join(map(chr, self.clusters[value + 1:value + 1 + count])) if self.code_points[symbol] else ''

    def parts_of(self, data, units):
        """The first `units` units of a chunk: of each, (span, symbol) of each text symbol, ('end', span) where one ends."""
        bits, found = Bits(data), []
        while len(found) < units:
            span, part = 0, []
            for symbol in self.code.unit(bits):
                if symbol in (NOTE_MARK_SPAN, LABEL_SPAN):
                    span = symbol
                elif symbol == SPAN_END:
                    part.append(('end', span))
                    span = 0
                elif symbol >= FIRST_TEXT_SYMBOL:
                    part.append((span, symbol))
            found.append(part)
        return found

    def chunk(self, index):
        offset, size, _, _ = self.chunks[index]
        expect(size <= MAX_CHUNK_BYTES, 'chunk %d: length' % index)
        return checked(self.part('TEXT'), offset, size, 'chunk %d' % index)

    def parts_of_unit(self, index):
        """The parts of a block, each with its chunk; a chunk that others share too stands as None."""
        unit = self.units[index]
        expect(unit.first_chunk + unit.chunks <= len(self.chunks), 'block %d: chunks' % index)
        if unit.shares:
            return [(None, self.parts_of(self.chunk(unit.first_chunk), unit.units_before + 1)[-1])]
        return [(i, self.parts_of(self.chunk(i), 1)[0]) for i in range(unit.first_chunk, unit.first_chunk + unit.chunks)]

    def unit(self, index, article=None):
        """(kind, level, list depth, label, text) of a block; with an article, note marks stand in the text as [^n]."""
        unit = self.units[index]
        mark, kind, level, depth = unit.marks, unit.kind, unit.level, unit.list_depth
        text, label = [], []
        for chunk, part in self.parts_of_unit(index):
            read = marks_read = 0
            for span, symbol in part:
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
            expect(chunk is None or (marks_read, read) == self.chunks[chunk][2:],
                   'block %d: the record of a chunk does not fit its text' % index)
        return kind, level, depth, ''.join(label) if kind != TABLE_KIND else '', ''.join(text)

    def reading_text(self, index):
        """(chunk, code point) of all that search finds in a block."""
        shared = self.units[index].first_chunk
        for chunk, part in self.parts_of_unit(index):
            for span, symbol in part:
                if span == 0:
                    yield from ((shared if chunk is None else chunk, ord(c)) for c in self.texts[symbol])

    def read_units(self, count):
        records = self.table('UNIT', self.unit_bytes, -(-count // UNITS_A_RECORD))
        return [unit for record in records for unit in units_of(record)][:count]

    def read_page_tables(self, data):
        """The pages of each table; none where there is no PAGE."""
        if not data:
            return []
        heads = [data[PAGES_HEAD + i * PAGE_TABLE:] for i in range(struct.unpack_from('<HH', data)[1])]
        return [page_table(data, *struct.unpack_from('<II', head, 4), head[14]) for head in heads]

    def check_pages(self):
        """Every page begins in an article's front matter or body, and an article with pages begins with one."""
        lengths = [len(self.unit(i)[4]) for i in range(len(self.units))]
        for pages in self.page_tables:
            starts = set(pages)
            expect(all(unit < len(lengths) and (point == 0 or point < lengths[unit]) for unit, point in pages),
                   'PAGE: a page behind the text')
            for record in self.articles:
                first, end = u32(record, 8), u32(record, 8) + u16(record, 12) + u32(record, 16)
                body = first + u16(record, 12)
                expect(not any(first <= unit < end for unit, _ in pages) or (first, 0) in starts or (body, 0) in starts,
                       'PAGE: an article does not begin a page')

    def check_search(self):
        """Holds every list of SRCH to the text."""
        if self.search is None or not self.search.lists:
            return
        search, first = self.search, {}
        for symbol, text in enumerate(self.texts[:self.first_added]):
            if symbol >= FIRST_TEXT_SYMBOL and len(text) == 1:
                first.setdefault(search.fold(ord(text)), symbol)
        frequent = {c for c, symbol in first.items() if symbol in search.frequent}
        expected, pairs = [set() for _ in search.lists], [set() for _ in search.pairs]
        for index in range(len(self.units)):
            text = [(chunk >> search.group_log2, search.fold(c)) for chunk, c in self.reading_text(index)
                    if chunk < self.listed_chunks]  # added: no list tells of it
            for i, (_, c) in enumerate(text):
                def groups(before):
                    """Those that reach this code point, up to that of one before it."""
                    return {group for group, _ in text[max(0, i + 1 - MAX_QUERY_CODE_POINTS):i + 1 - before]}
                if c in first:
                    expected[first[c]] |= groups(0)
                if i >= 2 and all(is_word_letter(c) for _, c in text[i - 2:i + 1]):
                    expected[self.first_added + fnv1a_32([c for _, c in text[i - 2:i + 1]]) % search.letter_lists] |= groups(2)
                if i >= 1 and search.pair_numbers and c in frequent and text[i - 1][1] in frequent:
                    for group in groups(1):
                        pairs[group].add(fnv1a_32([text[i - 1][1], c]) % search.pair_numbers)
        for i, pair in enumerate(zip(search.lists, expected)):
            expect(pair[0] == pair[1], 'SRCH: list %d' % i)
        for i, pair in enumerate(zip(search.pairs, pairs)):
            expect(pair[0] == pair[1], 'SRCH: pairs of group %d' % i)

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
            expect(self.units[i].marks == marks_met, 'block %d: marks before it' % i)
            marks_met += self.marks_of(i)
            if kind >= FRONT_MATTER:
                if kind in FIELDS:
                    field = FIELDS[kind]
                    if field in LISTS:
                        out.setdefault(field, [])
                    out[field] = out[field] + [text] if isinstance(out[field], list) else text
                continue
            expect(self.units[i].points == points, 'block %d: code points before it' % i)
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
                expect(self.units[i].marks == marks_met, 'block %d: marks before it' % i)
                marks_met += self.marks_of(i)
            text = '\n'.join(self.unit(i)[4] for i in range(unit, unit + count))
            out['footnotes'].append({'n': n + 1, 'text': text})
        expect(marks_met == marks, 'article %d: its note marks' % index)
        return out

    @staticmethod
    def link(record):
        unit, place, length = u32(record, 0), u32(record, 4) & 0xFFFFFF, record[7]
        return unit, place, length, u32(record, 8) & 0xFFFFFF, record[11] | u16(record, 12) << 8

    def check_links(self):
        """Order, no overlap, text and target of each link."""
        end = -1, 0
        for unit, place, length, article, block in self.links:
            expect(unit < len(self.units) and length > 0, 'LINK: place')
            expect((unit, place) >= end, 'LINK: order')
            end = unit, place + length
            expect(place + length <= sum(1 for _ in self.reading_text(unit)), 'LINK: text')
            expect(article < len(self.articles), 'LINK: article')
            expect(u32(self.articles[article], 8) + block < len(self.units), 'LINK: block')

    def marks_of(self, unit):
        return sum(item == ('end', NOTE_MARK_SPAN) for _, part in self.parts_of_unit(unit) for item in part)

    def contents(self):
        """(depth, article or None, title) of each line of the contents; line 0 is the bundle's own title."""
        lines = []
        for record in self.navigation:
            article, offset, size, depth, _ = struct.unpack('<IIHBB', record)
            lines.append((depth, None if article == NONE else article, self.title(offset, size)))
        return lines

    def title(self, offset, size):
        """A chunk of LIST: numbers of symbols, seven bits a byte."""
        text, value, shift = [], 0, 0
        for byte in checked(self.part('LIST'), offset, size, 'a title'):
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                expect(value < self.symbols, 'a title: symbol')
                text.append(self.texts[value] if value >= FIRST_TEXT_SYMBOL else '')
                value = shift = 0
        expect(shift == 0, 'a title is cut short')
        return ''.join(text)

    def key(self, title, start):
        """The key of a title that begins at `start`."""
        _, _, _, size, offset = struct.unpack('<IIHHI', self.titles[title])
        expect(start < size and self.keys[offset + start] == KEY_START, 'FIND: start of a key')
        end = self.keys.index(KEY_END, offset + start)
        expect(end < offset + size, 'KEYS: a key is cut short')
        return self.keys[offset + start:end].replace(bytes([KEY_START]), b'')

    def read_lists(self):
        """The sorted lists, each of all articles, and the keys in their order."""
        self.titles = self.table('TITL', TITLE)
        last = {u32(r, 0): i for i, r in enumerate(self.titles)}  # a title that was replaced stands before the new one
        live = set(last.values())
        order = [r[0] | u16(r, 1) << 8 for r in self.table('ORDR', TITLE_ORDER)]
        expect(set(order or range(len(self.titles))) == live, 'ORDR: not every title once')
        self.keys = b''.join(self.table('KEYS', 1))
        numbers = set(range(len(self.articles)))
        orders = [(r[0] | u16(r, 1) << 8, r[3] | u16(r, 4) << 8, r[6] | u16(r, 7) << 8,
                   r[9] | u16(r, 10) << 8)
                  for r in self.table('SORT', ORDER, len(self.articles))]
        expect({u32(r, 0) for r in self.titles} == numbers, 'TITL: not every article once')
        expect({o[0] for o in orders} == live and {o[1] for o in orders} == live, 'SORT: not every article once')
        ids = [self.articles[o[3]][:8][::-1] for o in orders]
        expect({o[3] for o in orders} == numbers and ids == sorted(ids), 'SORT: the order of ids')
        dates = [o[2] for o in orders]
        expect(dates == sorted(dates, reverse=True), 'SORT: the order of dates')
        for date in filter(None, dates):
            expect(date >> 5 & 15 <= 12 and (date & 31 == 0 or date >> 5 & 15 > 0), 'SORT: a date')
        listed = {article: title for _, article, title in self.contents()}
        for record in (self.titles[i] for i in live):
            article, offset, size, _, _ = struct.unpack('<IIHHI', record)
            expect(self.title(offset, size) == listed[article], 'TITL: another title than in the contents')
        places = [(r[0] | u16(r, 1) << 8, u16(r, 3)) for r in self.table('FIND', FIND)]
        starts = sum(self.keys[u32(self.titles[i], 12):][:u16(self.titles[i], 10)].count(KEY_START) for i in live)
        expect(len(places) == len(set(places)) == starts, 'FIND: not every key once')
        keys = [self.key(*place) for place in places]
        added = [size for tag, _, size, in_place in self.added if tag == 'FIND' and not in_place]
        first = len(keys) - (table_records(added[0], FIND) if added else 0)
        for part in (keys[:first], keys[first:]):
            expect(part == sorted(part), 'FIND: the order of keys')

    def menus(self):
        """The texts of an application's menus, of each language that there are any in."""
        data, menus = b''.join(self.table('MENU', 1)), {}
        if not data:
            return menus
        for i, language in enumerate(LANGUAGES):
            begin = u16(data, 2 + 2 * i)
            if begin == 0:
                continue
            at, texts = begin + data[0], []
            for length in data[begin:begin + data[0]]:
                text, value, shift = [], 0, 0
                for byte in data[at:at + length]:
                    value |= (byte & 0x7F) << shift
                    shift += 7
                    if byte < 0x80:
                        expect(FIRST_TEXT_SYMBOL <= value < self.symbols, 'MENU: symbol')
                        text.append(self.texts[value])
                        value = shift = 0
                expect(at + length <= len(data) and shift == 0, 'MENU: a text is cut short')
                texts.append(''.join(text))
                at += length
            menus[language] = texts
        return menus

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
        bundle.check_search()
        bundle.check_pages()
        bundle.check_links()
        bundle.menus()
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
    for i, pages in enumerate(bundle.page_tables):
        print('  page table %d: %d pages' % (i, len(pages)))
    for article in decoded['articles']:
        print('  %s: %s, %d blocks, %d notes' %
              (article['id'], article['title'], len(article['blocks']), len(article['footnotes'])))


if __name__ == '__main__':
    main()
