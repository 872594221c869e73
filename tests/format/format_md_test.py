#!/usr/bin/env python3
"""Holds libreader/bundle/FORMAT.md to the code: its constants and enumerations to the headers, its record tables to the
loads of the reading side, its example to the bytes that the packer makes. A change of either side alone fails.

  format_md_test.py --tiny-bundle PATH [--root DIR]
  format_md_test.py --tiny-bundle PATH --self-test     changes every number of either side in memory and sees it caught
  format_md_test.py --tiny-bundle PATH --dump          the example's bytes, for FORMAT.md
"""
import argparse
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import decode_bundle  # noqa: E402

SPEC = 'libreader/bundle/FORMAT.md'
HEADERS = ['base/storage.h', 'bundle/format.h', 'bundle/block.h', 'bundle.h', 'font/strike_format.h', 'text/alphabet.h',
           'text/control.h', 'text/symbol.h', 'text/text_code.h', 'search/section.h', 'outline/outline_format.h']
READERS = ['bundle/bundle.cpp', 'bundle/directory.cpp', 'bundle/lists.cpp', 'bundle/menu.cpp', 'bundle/text_cursor.cpp',
           'bundle/title_search.cpp', 'font/strike.cpp', 'font/picture_table.cpp', 'font/coded_pictures.cpp', 'text/alphabet.cpp', 'text/text_code.cpp',
           'search/section.cpp', 'reader/page_table.cpp', 'outline/outline_section.cpp']
# In the code but not of the format: names that only a program needs.
INTERNAL = {'kNoSymbol', 'kNoArticle'}
ENUMERATIONS = ['SymbolClass', 'AdvanceKind', 'Opportunity', 'BlockKind', 'RunStyle', 'UnitPlace', 'Blank', 'ArticleLanguage']
WIDTHS = {'u8': 1, 'i8': 1, 'u16': 2, 'i16': 2, 'u24': 3, 'u32': 4, 'u64': 8}

# record -> (file, text that its reading begins with, pointer, constant of its size). Fields are matched by offset and
# width.
LOADS = {
    'Header': ('bundle/bundle.cpp', 'Bundle::read_header', 'header', 'kHeaderBytes'),
    'Added': ('bundle/bundle.cpp', 'Bundle::read_added', 'entry', 'kAddedListBytes'),
    'AddedEntry': ('bundle/bundle.cpp', 'Bundle::read_added', 'entry', 'kAddedEntryBytes'),
    'Section entry': ('bundle/bundle.cpp', 'Bundle::read_sections', 'entry', 'kSectionEntryBytes'),
    'ALPH': ('text/alphabet.cpp', 'Alphabet::load', 'bytes', 'kAlphabetHeadBytes'),
    'Group': ('text/alphabet.cpp', 'SymbolGroup load_group', 'p', 'kGroupBytes'),
    'CODE': ('text/text_code.cpp', 'TextCode::open', 'head', 'kTextCodeHeadBytes'),
    'Class': ('text/text_code.cpp', 'TextCode::load_classes', 'p', 'kTokenClassBytes'),
    'Length': ('text/text_code.cpp', 'TextCode::token', 'entry', 'kLengthBytes'),
    'ARTI': ('bundle/directory.cpp', 'Bundle::article(', 'p', 'kArticleBytes'),
    'CHNK': ('bundle/directory.cpp', 'Bundle::chunk(', 'p', 'kChunksBytes'),
    'HEAD': ('bundle/directory.cpp', 'Bundle::heading(', 'p', 'kHeadingBytes'),
    'NOTE': ('bundle/directory.cpp', 'Bundle::note(', 'p', 'kNoteBytes'),
    'MARK': ('bundle/directory.cpp', 'Bundle::note_of_mark(', 'p', 'kMarkBytes'),
    'LINK': ('bundle/directory.cpp', 'Bundle::link(', 'p', 'kLinkBytes'),
    'NAVI': ('bundle/directory.cpp', 'Bundle::navigation(', 'p', 'kNavigationBytes'),
    'TITL': ('bundle/lists.cpp', 'Bundle::title_record', 'p', 'kTitleBytes'),
    'SORT': ('bundle/lists.cpp', 'Bundle::order_record', 'p', 'kOrderBytes'),
    'FIND': ('bundle/title_search.cpp', 'TitleSearch::key', 'p', 'kFindBytes'),
    'SRCH': ('search/section.cpp', 'SearchSection::open', 'p', 'kSearchHeadBytes'),
    'PAGE': ('reader/page_table.cpp', 'PageTable::open(', 'head', 'kPagesHeadBytes'),
    'PageTable': ('reader/page_table.cpp', 'PageTable::open(', 'p', 'kPageTableBytes'),
    'PageBlock': ('reader/page_table.cpp', 'BlockHead load_head', 'p', 'kPageBlockHeadBytes'),
    'STRK': ('font/strike.cpp', 'Strike::open_head', 'head', 'kStrikeHeadBytes'),
    'Glyph': ('font/picture_table.cpp', 'PictureTable::find', 'record', 'kGlyphIndexBytes'),
    'OUTL': ('outline/outline_section.cpp', 'OutlineSection::open(std::vector', 'head', 'kOutlineHeadBytes'),
    'OutlineFont': ('outline/outline_section.cpp', 'OutlineSection::open_fonts', 'record', 'kOutlineFontRecordBytes'),
    'Placing': ('outline/outline_section.cpp', 'OutlineSection::parts', 'p', 'kOutlinePlacingBytes'),
    'Picture': ('font/strike.cpp', 'Strike::plain_glyph', 'p', 'kGlyphHeadBytes'),
}
# Fields that no load of this kind reads: checksums, text, what is for tools, what a loop reads.
NOT_LOADED = {'Header.magic', 'AddedEntry.tag', 'Section entry.crc', 'Section entry.tag', 'STRK.face', 'STRK.crc', 'OUTL.face',
              'OUTL.left', 'OUTL.bottom', 'OUTL.right', 'OUTL.top', 'Placing.xx', 'Placing.xy', 'Placing.yx', 'Placing.yy', 'Placing.dx', 'Placing.dy'}
# Read by several functions: what a strike of one kind has and others have not.
MORE_LOADS = {'STRK': [('font/picture_table.cpp', 'PictureTable::open', 'head'), ('font/coded_pictures.cpp', 'CodedPictures::open', 'head'),
                       ('font/strike.cpp', 'Strike::open_reference', 'head.bytes'), ('font/strike.cpp', 'Strike::face', 'head.bytes')]}
# What a function loads besides the record.
OTHER_LOADS = {'Section entry': {(0, 4)}, 'AddedEntry': {(0, 4)}, 'Glyph': {(i, 1) for i in range(4)}, 'Picture': {(0, 4), (4, 2)}}
IN_A_PAGE = {'articles': 'kArticleBytes', 'groups': 'kChunksBytes', 'rows': 'kCodePointsBytes', 'headings': 'kHeadingBytes',
             'notes': 'kNoteBytes', 'marks': 'kMarkBytes', 'lines': 'kNavigationBytes',
             'titles': 'kTitleBytes', 'orders': 'kOrderBytes', 'keys': 'kFindBytes',
             'glyphs': 'kGlyphIndexBytes', 'links': 'kLinkBytes'}


def number(text):
    return int(text, 0)


class Code:
    """What the headers say."""

    def __init__(self, files):
        self.files = files
        self.constants, self.enumerations = {}, {}
        for name in HEADERS:
            text = re.sub(r'//[^\n]*', '', files[name])
            for constant, value in re.findall(r'inline constexpr [\w:]+ (k\w+)\s*=\s*([^;{]+);', text):
                value = self.value(value)
                if self.constants.setdefault(constant, value) != value:
                    raise ValueError('%s has two values in the code' % constant)
            for constant, value in re.findall(r'inline constexpr [\w:]+ (k\w+)\[\d*\] = \{([^}]*)\};', text):
                items = [item.strip() for item in value.split(',')]
                self.constants[constant] = ' '.join('%02X' % (ord(i[1]) if i[0] == "'" else number(i)) for i in items)
            for enumeration, body in re.findall(r'enum (?:class )?(\w+) : [\w:]+ \{(.*?)\};', text, re.S):
                self.enumerations[enumeration] = self.members(body)
        self.control = self.enumerations['Control']

    def value(self, text):
        text = text.strip()
        quoted = re.fullmatch(r'tag\((".{4}")\)', text)
        if quoted:
            return quoted.group(1)
        text = re.sub(r'\b(0x[0-9A-Fa-f]+|\d+)u?\b', r'\1', text)
        return eval(text.replace('/', '//'), {}, dict(self.constants))  # noqa: S307, our own headers

    @staticmethod
    def members(body):
        members, following = {}, 0
        for item in filter(None, (item.strip() for item in body.split(','))):
            name, _, value = item.partition('=')
            following = number(value.strip()) if value else following
            if name.strip() != 'kCount':
                members[name.strip()] = following
            following += 1
        return members

    def loads(self, record):
        """{(offset, width)} of what the reading function loads."""
        found = self.loads_of(*LOADS[record][:3])
        for place in MORE_LOADS.get(record, []):
            found |= self.loads_of(*place)
        return found

    def loads_of(self, name, begin, pointer):
        text = self.files[name]
        start = text.index(begin)
        body = text[start:text.index('\n}', start)]
        found = set()
        pattern = r'load_u(16|24|32|64)\(%s(?: \+ ([\w:]+))?\)( & 0xFFFFFF\b)?' % pointer
        for bits, offset, mask in re.findall(pattern, body):
            at = 0
            if offset:
                at = self.constants.get(offset.split('::')[-1]) if not offset.isdigit() else int(offset)
            if at is not None:  # an offset in a loop's variable is no field
                found.add((at, 3 if mask else int(bits) // 8))
        for at in re.findall(r'\b%s\[(\d+|format::k(?:Header|Strike|Outline)\w+At)\]' % pointer, body):
            at = int(at) if at.isdigit() else self.constants.get(at.split('::')[-1])
            if at is not None:
                found.add((at, 1))
        return found


class Spec:
    """What FORMAT.md says."""

    def __init__(self, text):
        self.constants, self.enumerations, self.fields = {}, {}, {}
        for name, value in re.findall(r'`(k\w+) = (\w+)`', text):
            self.constants[name] = number(value)
        heading, columns = '', []
        for line in text.split('\n'):
            cells = [cell.strip() for cell in line.split('|')[1:-1]]
            if line.startswith('#'):
                heading = re.sub(r' \(.*', '', line.strip('# '))
            if not cells:
                columns = []
            elif not columns:
                columns = cells
            elif not cells[0].startswith('---'):
                self.row(columns, cells, heading)
        self.document = re.search(r'```markdown\n(.*?)```', text, re.S).group(1)
        self.title = re.search(r'bundle title `([^`]+)`', text).group(1)
        self.dump = re.search(r'bytes of \d+\):\n+```\n(.*?)```', text, re.S).group(1)
        costs = text[text.index('a page of a table'):text.index('84 glyphs') + len('84 glyphs')]
        self.in_a_page = re.findall(r'(\d+)\s+(\w+)', costs)

    def row(self, columns, cells, heading):
        if columns[0] == 'constant':
            self.constants[cells[0]] = cells[1] if cells[1].startswith('"') else number(cells[1])
        elif columns[0] == 'enumeration':
            pairs = [item.split() for item in cells[1].split(',')]
            self.enumerations[cells[0]] = {name: number(value) for name, value in pairs}
        elif columns[0] == 'offset':
            record, _, name = cells[2].rpartition('.')
            width, count = re.fullmatch(r'(\w+)(?:\[(\d+)\])?', cells[1]).groups()
            size = WIDTHS[width] * int(count or 1)
            self.fields.setdefault(record or heading, []).append((int(cells[0]), size, name, cells[3]))

    def bytes(self):
        """The example's bytes. Raises ValueError."""
        data = bytearray()
        for line in self.dump.splitlines():
            offset, _, rest = line.partition('  ')
            if int(offset, 16) != len(data):
                raise ValueError('example: line %s stands at %03X' % (offset, len(data)))
            for item in rest.partition('  ;')[0].split():
                byte, _, times = item.partition('*')
                data += bytes([int(byte, 16)]) * int(times or 1)
        return bytes(data)


def snake(name):
    return re.sub(r'(?<!^)([A-Z])', r'_\1', name).lower()


def compare_constants(spec, code):
    offsets = {}
    for name, value in code.constants.items():
        at = re.fullmatch(r'k(Header|Strike|Outline)(\w+)At', name)
        if at:
            offsets[{'Strike': 'STRK', 'Outline': 'OUTL'}.get(at.group(1), at.group(1)) + '.' + snake(at.group(2))] = value
    documented = {'%s.%s' % (record, f[2]): f[0] for record, fields in spec.fields.items() for f in fields}
    for name, value in offsets.items():
        if documented.get(name) != value:
            yield '%s: at %s in FORMAT.md, at %d in the code' % (name, documented.get(name), value)
    missing = 'missing'
    known = {**code.constants, **code.control}
    places = {name for name in known if re.fullmatch(r'k(Header|Strike|Outline)\w+At', name)}
    expected = set(known) - INTERNAL - places - {'kMagic'}
    for name in sorted(expected | set(spec.constants)):
        ours, theirs = spec.constants.get(name, missing), known.get(name, missing)
        if ours != theirs:
            yield '%s: %s in FORMAT.md, %s in the code' % (name, ours, theirs)
    magic = next(f[3] for f in spec.fields['Header'] if f[2] == 'magic')
    if not magic.startswith(code.constants['kMagic'] + ':'):
        yield 'magic: %s in FORMAT.md, %s in the code' % (magic, code.constants['kMagic'])
    for name in ENUMERATIONS:
        if spec.enumerations.get(name) != code.enumerations[name]:
            yield '%s: %s in FORMAT.md, %s in the code' % (name, spec.enumerations.get(name), code.enumerations[name])
    for count, what in spec.in_a_page:
        if what in IN_A_PAGE and int(count) != (512 - 4) // code.constants[IN_A_PAGE[what]]:
            yield '%s %s in a page: not what the record size gives' % (count, what)
    for what in set(IN_A_PAGE) - {what for _, what in spec.in_a_page}:
        yield '%s in a page: not in FORMAT.md' % what


def compare_fields(spec, code):
    for record in sorted(set(LOADS) | set(spec.fields)):
        if record not in LOADS or record not in spec.fields:
            yield '%s: only one side knows this record' % record
            continue
        end = 0
        for offset, size, name, _ in spec.fields[record]:
            if offset < end:
                yield '%s.%s: overlaps the field before it' % (record, name)
            end = offset + size
        if end > code.constants[LOADS[record][3]]:
            yield '%s: longer than %s' % (record, LOADS[record][3])
        fields = {(f[0], f[1]) for f in spec.fields[record]}
        loaded = code.loads(record)
        required = {(f[0], f[1]) for f in spec.fields[record] if '%s.%s' % (record, f[2]) not in NOT_LOADED}
        for offset, size in sorted(loaded - fields - OTHER_LOADS.get(record, set())):
            yield '%s: the code loads %d bytes at %d, FORMAT.md has no such field' % (record, size, offset)
        for offset, size in sorted(required - loaded):
            yield '%s: FORMAT.md has %d bytes at %d, the code does not load them' % (record, size, offset)
    if [f[1] for f in spec.fields['STRK'] if f[2] == 'face'] != [code.constants['kStrikeFaceBytes']]:
        yield 'STRK.face: not of kStrikeFaceBytes'


def with_generator(data, generator):
    """The bundle as if it came from a packer of this name: META is the last section and the only one that says it."""
    bundle = decode_bundle.Bundle(data)
    tag, offset, _ = bundle.sections[-1]
    assert tag == 'META'
    meta = b''
    for key, value in bundle.meta().items():
        for text in (key, generator if key == 'generator' else value):
            meta += struct.pack('<H', len(text.encode())) + text.encode()
    out = bytearray(data[:offset] + meta)
    entries = decode_bundle.HEADER_BYTES
    last = entries + (len(bundle.sections) - 1) * decode_bundle.ENTRY_BYTES
    struct.pack_into('<II', out, last + 8, len(meta), decode_bundle.crc32c(meta))
    struct.pack_into('<I', out, last + 16, decode_bundle.crc32c(out[entries:last + 16]))
    bundle_id = decode_bundle.fnv1a_64(out[last + 20:])  # the sections follow the entries and their CRC
    struct.pack_into('<I', out, 8, len(out))
    struct.pack_into('<Q', out, 16, bundle_id)
    struct.pack_into('<I', out, 60, decode_bundle.crc32c(out[:60]))
    return bytes(out)


def compare_example(spec, packed):
    """`packed` is what the packer makes of the document in FORMAT.md. Its version is not FORMAT.md's business."""
    try:
        example = spec.bytes()
        generator = decode_bundle.Bundle(example).meta()['generator']
    except (ValueError, KeyError, IndexError, struct.error, decode_bundle.Damaged) as error:
        yield 'example: does not decode: %s' % error
        return
    packed = with_generator(packed, generator)
    if len(packed) != len(example):
        yield 'example: %d bytes in FORMAT.md, the packer makes %d' % (len(example), len(packed))
    for at, (ours, theirs) in enumerate(zip(example, packed)):
        if ours != theirs:
            yield 'example: byte %03X is %02X in FORMAT.md, %02X as packed (--dump shows all)' % (at, ours, theirs)
            return


def pack(tiny_bundle, spec):
    with tempfile.TemporaryDirectory() as folder:
        document, bundle = pathlib.Path(folder) / 'a.md', pathlib.Path(folder) / 'a.lrb'
        document.write_text(spec.document, encoding='utf-8')
        subprocess.run([tiny_bundle, document, spec.title, bundle], check=True)
        return bundle.read_bytes()


def problems(text, files, packed):
    try:
        spec, code = Spec(text), Code(files)
        return [*compare_constants(spec, code), *compare_fields(spec, code), *compare_example(spec, packed)]
    except (AttributeError, KeyError, NameError, ValueError, SyntaxError) as error:
        return ['%s: %s' % (type(error).__name__, error)]


def changed(text, at, end):
    """The text with the number (or hex byte) in [at, end) made another one."""
    word = text[at:end]
    other = '%02X' % (int(word, 16) ^ 1) if re.fullmatch(r'[0-9A-F]{2}', word) else str(number(word) + 1)
    return text[:at] + other + text[end:]


def mutations(text, files):
    """(what, text, files) with one number of one side changed."""
    patterns = [r'^\| (\d+) \| \w+(?:\[\d+\])? \| ', r'^\| \d+ \| \w+\[(\d+)\] \|', r'^\| k\w+ \| (\d+) \|',
                r'`k\w+ = (\w+)`', r'\bk[A-Z]\w+ (\d+)[ ,]', r'^[0-9A-F]{3} .*? ([0-9A-F]{2})[ *]']
    for pattern in patterns:
        for match in re.finditer(pattern, text, re.M):
            yield 'FORMAT.md: ' + match.group(0), changed(text, *match.span(1)), files
    for match in re.finditer(r'^\| k\w+Tag \| "(.)', text, re.M):
        yield 'FORMAT.md: ' + match.group(0), text[:match.start(1)] + '?' + text[match.end(1):], files
    for name in HEADERS:
        for match in re.finditer(r'^inline constexpr [\w:]+ (k\w+)\s*= (0x[0-9A-F]+|\d+);', files[name], re.M):
            if match.group(1) not in INTERNAL:
                yield name + ': ' + match.group(0), text, {**files, name: changed(files[name], *match.span(2))}
    for name in ('bundle/directory.cpp', 'bundle/lists.cpp', 'bundle/title_search.cpp'):
        for match in re.finditer(r'\bp(?: \+ |\[)(\d+)[\])]', files[name]):
            yield name + ': ' + match.group(0), text, {**files, name: changed(files[name], *match.span(1))}


def self_test(text, files, packed):
    count, missed = 0, []
    for what, mutated, mutated_files in mutations(text, files):
        count += 1
        if not problems(mutated, mutated_files, packed):
            missed.append(what)
    for what in missed:
        print('not caught: ' + what)
    print('%d changes, %d not caught' % (count, len(missed)))
    return not missed and count > 300


def dump(data):
    for at in range(0, len(data), 16):
        print('%03X  %s' % (at, ' '.join('%02X' % byte for byte in data[at:at + 16])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--tiny-bundle', required=True)
    parser.add_argument('--root', type=pathlib.Path, default=HERE.parent.parent)
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('--dump', action='store_true')
    options = parser.parse_args()
    text = (options.root / SPEC).read_text(encoding='utf-8')
    files = {name: (options.root / 'libreader' / name).read_text(encoding='utf-8') for name in HEADERS + READERS}
    packed = pack(options.tiny_bundle, Spec(text))
    if options.dump:
        dump(packed)
        return
    found = problems(text, files, packed)
    for problem in found:
        print(problem)
    good = not found
    if good and options.self_test:
        good = self_test(text, files, packed)
    print('%d differences' % len(found) if found else 'FORMAT.md and the code agree')
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
