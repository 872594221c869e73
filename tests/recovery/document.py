"""A document as its author meant it: what the sources read, the degradations damage and the score compares.

A note's mark stands in a text as MARK + its index in Document.notes, a private-use character, so that a text can be
cut and wrapped without losing it.
"""
import dataclasses
import re

MARK = 0xF0000
HEADING, PARAGRAPH, ITEM, QUOTE = 'heading', 'paragraph', 'item', 'quote'
# Counted by character only: their division into blocks is a matter of form, not of prose.
CODE, TABLE, CAPTION, LABEL = 'code', 'table', 'caption', 'label'
PROSE = (PARAGRAPH, ITEM, QUOTE)


@dataclasses.dataclass
class Block:
    kind: str
    text: str = ''
    level: int = 0       # of a heading, from 1
    depth: int = 0       # of a list item, from 1
    label: str = ''      # of an ordered item: "3."; '•' of another; '' of what goes on in the item
    rows: list = None    # of a table: lists of cells


@dataclasses.dataclass
class Document:
    name: str
    language: str
    path: str
    title: str = ''
    authors: list = dataclasses.field(default_factory=list)
    abstract: str = ''
    subtitle: str = ''
    blocks: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)


def is_mark(character):
    return MARK <= ord(character) < MARK + 0xFFF0


def marks_of(text):
    """The indices of the notes that a text refers to."""
    return [ord(character) - MARK for character in text if is_mark(character)]


def without_marks(text):
    return ''.join(character for character in text if not is_mark(character))


def with_marks(text, sign):
    """The text with sign(index) for each mark."""
    return ''.join(sign(ord(character) - MARK) if is_mark(character) else character for character in text)


def tidy(text):
    return re.sub(r'[ \t\r\n\u200b\u00ad]+', ' ', text).strip()


def mapped(document, change):
    """A copy with change(text) for each text."""
    block = lambda b: dataclasses.replace(
        b, text=change(b.text), rows=b.rows and [[change(cell) for cell in row] for row in b.rows])
    return dataclasses.replace(
        document, title=change(document.title), authors=[change(a) for a in document.authors],
        abstract=change(document.abstract), subtitle=change(document.subtitle),
        blocks=[block(b) for b in document.blocks], notes=[change(n) for n in document.notes])
