"""Plain text as programs and people leave it: wrapped at a column, with or without signs of where a paragraph ends,
or divided into pages with running heads, numbers and notes at the foot. Markdown and HTML signs are gone.
"""
import dataclasses
import unicodedata

import document as d

COLUMNS = 72
PAGE_LINES = 40
INDENT = {'zh-Hans': '\u3000\u3000', 'zh-Hant': '\u3000\u3000', 'ja': '\u3000', 'ko': '  ', 'en': '  '}
CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
JOURNAL = {'zh-Hans': '出版技术研究  2026 年第 2 期', 'zh-Hant': '出版技術研究  2026 年第 2 期',
           'ja': '出版技術研究  第12巻第2号', 'ko': '출판 기술 연구  제12권 제2호',
           'en': 'Journal of Publishing Technology, Vol. 12, No. 2'}


def width(text):
    """Columns; a mark takes as many as "[1]"."""
    def one(c):
        if d.is_mark(c):
            return 3
        return 2 if c > '\u2000' and unicodedata.east_asian_width(c) in 'WFA' else 1
    return sum(map(one, text))


def breaks_anywhere(character):
    """Han and kana; Korean is wrapped at its spaces."""
    return width(character) == 2 and not '\uac00' <= character <= '\ud7a3'


def pieces(text):
    """What a line may not be cut in: a word with the space behind it, a wide character; a mark stays with its word."""
    piece = ''
    for character in text:
        last = without_end_marks(piece)[-1:]
        may_break = last == ' ' or breaks_anywhere(character) or last and breaks_anywhere(last)
        if piece and not d.is_mark(character) and may_break:
            yield piece
            piece = ''
        piece += character
    if piece:
        yield piece


def without_end_marks(text):
    while text and d.is_mark(text[-1]):
        text = text[:-1]
    return text


def wrap(text, first='', rest='', columns=COLUMNS):
    """The lines of a paragraph, filled greedily as fold and most exporters do: without kinsoku, without hyphens."""
    lines, line = [], first
    for piece in pieces(text):
        if width(line + piece.rstrip()) > columns and line.strip():
            lines.append(line.rstrip(' '))
            line = rest
        line += piece
    return lines + [line.rstrip(' ')] if line.strip() else lines


@dataclasses.dataclass
class Form:
    """How paragraphs are told from each other."""
    blanks: bool = True      # a blank line between them
    indents: bool = False    # their first lines are indented
    doubled: bool = False    # a blank line after every line
    hanging: bool = True     # list items, quotations and code stand in


def lines_of(block, form, language):
    indent = INDENT[language] if form.indents else ''
    if block.kind == d.HEADING:
        return wrap(block.text)
    if block.kind == d.CODE:
        lead = '    ' if form.hanging or form.indents else ''
        return [lead + line.rstrip() for line in block.text.split('\n') if line.strip()]
    if block.kind == d.TABLE:
        return [line for row in block.rows for line in wrap('  '.join(cell for cell in row if cell))]
    if block.kind == d.ITEM:
        lead = '  ' * (block.depth - 1) if form.hanging else indent
        label = block.label + ' ' if block.label else '  ' if form.hanging else ''
        return wrap(block.text, lead + label, lead + ' ' * width(label) if form.hanging else '')
    if block.kind == d.QUOTE and form.hanging:
        return wrap(block.text, '    ', '    ')
    return wrap(block.text, indent)


def is_told(before, after, form, language):
    """Whether the lines say that a paragraph ends between two: by a blank line, an indent, a label, or room in the
    last line for what the next one begins with. An end that nothing tells looks like any other line end."""
    if form.indents or (form.blanks and not form.doubled):
        return True
    if d.ITEM in (before.kind, after.kind) and after.label or before.kind not in d.PROSE or after.kind not in d.PROSE:
        return True
    last = lines_of(before, form, language)[-1]
    space = '' if breaks_anywhere(last[-1]) and breaks_anywhere(after.text[0]) else ' '
    return width(last + space + next(pieces(after.text)).rstrip()) <= COLUMNS


def tellable(document, form):
    """The document with paragraphs joined where nothing tells them apart."""
    blocks = []
    for block in document.blocks:
        if blocks and block.text and blocks[-1].text and not is_told(blocks[-1], block, form, document.language):
            space = ' ' if document.language in ('en', 'ko') else ''
            blocks[-1] = dataclasses.replace(blocks[-1], text=blocks[-1].text + space + block.text)
        else:
            blocks.append(block)
    return dataclasses.replace(document, blocks=blocks)


def groups_of(document, form):
    """Lists of lines, a block each; the title and the authors first."""
    yield wrap(document.title)
    if document.authors:
        yield ['  '.join(document.authors)]
    for block in document.blocks:
        yield lines_of(block, form, document.language)


def flow(document, form):
    """One long text; the notes, [1] and so on, at its end."""
    sign = lambda index: f'[{index + 1}]'
    groups = [group for group in groups_of(document, form) if group]
    groups += [wrap(f'[{i + 1}] {note}') for i, note in enumerate(document.notes) if note]
    if form.doubled:
        text = '\n\n'.join(line for group in groups for line in group)
    else:
        text = ('\n\n' if form.blanks else '\n').join('\n'.join(group) for group in groups)
    return d.with_marks(text, sign) + '\n'


@dataclasses.dataclass
class Paper:
    form: Form
    form_feed: bool
    circled: bool           # ① rather than [1]
    number_in_head: bool    # in the running head rather than at the foot


def pages(document, paper):
    """Pages of PAGE_LINES lines: a running head, the text, a rule with the notes of the page, a number."""
    queue = []
    for group in groups_of(document, paper.form):
        if queue and paper.form.blanks and queue[-1]:
            queue.append('')
        queue += group
    out, at, number = [], 0, 1
    while at < len(queue):
        body, notes, label = [], [], {}
        while at < len(queue):
            line, indices = queue[at], d.marks_of(queue[at])
            fresh = [i for i in dict.fromkeys(indices) if i not in label]
            feet = [wrap(f'{sign(len(label) + k, paper)} {document.notes[i]}') for k, i in enumerate(fresh)]
            if body and len(body) + 1 + len(notes) + sum(map(len, feet)) + 5 > PAGE_LINES:
                break
            for i in fresh:
                label[i] = len(label)
            notes += [line for foot in feet for line in foot]
            body.append(d.with_marks(line, lambda i: sign(label[i], paper)))
            at += 1
        head = document.title if number % 2 == 0 else JOURNAL[document.language]
        if paper.number_in_head:
            head = f'{number}    {head}' if number % 2 == 0 else f'{head}    {number}'
        page = [head, ''] if number > 1 else []  # a first page has no running head
        page += body
        if notes:
            page += ['', '-' * 20] + notes
        if not paper.number_in_head:
            page += ['', f'- {number} -' if document.language != 'en' else str(number)]
        out.append('\n'.join(page))
        number += 1
    return ('\n\f' if paper.form_feed else '\n\n').join(out) + '\n'


def sign(index, paper):
    return CIRCLED[index] if paper.circled else f'[{index + 1}]'


ENCODINGS = {'zh-Hans': 'gb18030', 'zh-Hant': 'big5', 'ja': 'shift_jis', 'ko': 'euc_kr'}


def encodable(document):
    """The document with what its legacy encoding can write: its author could not have typed the rest."""
    encoding = ENCODINGS[document.language]

    def keep(character):
        return d.is_mark(character) or bool(character.encode(encoding, 'ignore'))
    return d.mapped(document, lambda text: ''.join(c for c in text if keep(c)))
