"""Reads the main element of a known HTML document into a Document; knows nothing of lrpack.

The documents are DocBook (navheader, titlepage, toc, div.footnotes), Sphinx (role=main, headerlink, aside.footnote)
and what cmark-gfm writes (section.footnotes). Only what these three need is here.
"""
import html.parser
import re

import document as d

VOID = {'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr'}
CLOSES_P = {'p', 'ul', 'ol', 'dl', 'pre', 'table', 'div', 'h1',
             'h2', 'h3', 'h4', 'h5', 'h6', 'section', 'blockquote'}
BLOCKS = CLOSES_P | {'li', 'dt', 'dd', 'hr', 'article',
                      'main', 'body', 'aside', 'figure', 'figcaption', 'nav', 'header'}
NO_TEXT = {'script', 'style', 'head', 'nav', 'form', 'button'}
# Around the text in the three kinds of document: navigation, contents, the sign of a permanent link.
APART = {'navheader', 'navfooter', 'toc', 'headerlink', 'footnote-backref', 'related', 'sphinxsidebar'}
NOTE_TITLES = {'note', 'tip', 'warning', 'caution', 'important', 'admonition'}


class Node:
    def __init__(self, tag, attributes=(), parent=None):
        self.tag, self.attributes, self.parent, self.children = tag, dict(attributes), parent, []

    @property
    def classes(self):
        return set((self.attributes.get('class') or '').split())

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def find(self, test):
        return next((node for node in self.walk() if test(node)), None)


class Tree(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node('root')
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in CLOSES_P and self.at.tag == 'p':
            self.at = self.at.parent
        if tag in ('li', 'dt', 'dd', 'tr', 'td', 'th') and self.at.tag == tag:
            self.at = self.at.parent
        node = Node(tag, attributes, self.at)
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attributes):
        self.at.children.append(Node(tag, attributes, self.at))

    def handle_endtag(self, tag):
        node = self.at
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self.at = node.parent

    def handle_data(self, data):
        self.at.children.append(data)


class Reader:
    def __init__(self, root):
        self.blocks, self.notes, self.index = [], [], {}
        self.root = root
        for node in root.walk():  # the notes first: their marks come before them
            target = self.note_id(node)
            if target and target not in self.index:
                self.index[target] = len(self.index)
        self.notes = [''] * len(self.index)
        self.walk(root, depth=0, quote=False)

    @staticmethod
    def note_id(node):
        """What a mark points to: the id of an element that is a note."""
        name = node.attributes.get('id') or ''
        if 'footnote' in node.classes and node.tag in ('div', 'aside', 'dt') and (name or node.tag == 'dt'):
            return name
        if node.tag == 'dt' and 'label' in node.classes and name:
            return name
        parent = node.parent.parent if node.parent is not None else None
        if node.tag == 'li' and parent is not None and 'footnotes' in parent.classes:
            return name
        return ''

    # ---- inline ----

    def inline(self, node, inside=None):
        if isinstance(node, str):
            return node
        if node.tag in NO_TEXT or node.classes & APART or node.tag == 'rp':
            return ''
        if node.tag == 'br':
            return ' '
        if node.tag == 'img':  # what a picture shows stays in the text
            return node.attributes.get('alt') or ''
        if node.tag == 'a' or node.tag == 'sup':
            link = node if node.tag == 'a' else node.find(lambda n: n.tag == 'a')
            target = (link.attributes.get('href') or '')[1:] if link is not None else ''
            if target in self.index and target != inside:
                return chr(d.MARK + self.index[target])
            back = link is not None and (link.classes & {'para', 'fn-backref'}
                                         or 'data-footnote-backref' in link.attributes)
            if inside and back:
                return ''
        if node.tag == 'input' and node.attributes.get('type') == 'checkbox':
            return '☑' if 'checked' in node.attributes else '☐'
        if node.tag == 'rt':
            return '（' + ''.join(self.inline(c, inside) for c in node.children) + '）'
        return ''.join(self.inline(child, inside) for child in node.children)

    # ---- blocks ----

    def add(self, kind, text, **fields):
        text = text if kind == d.CODE else d.tidy(text)
        if text.strip() or fields.get('rows'):
            self.blocks.append(d.Block(kind, text, **fields))

    def walk(self, node, depth, quote, label=None):
        """The blocks of a container. label: what the first text in a list item is labelled with."""
        loose = ''
        state = {'label': label}

        def prose(text):
            nonlocal depth
            if depth:
                if d.tidy(text):
                    self.add(d.ITEM, text, depth=depth, label=state['label'] or '')
                    state['label'] = None
            else:
                self.add(d.QUOTE if quote else d.PARAGRAPH, text)

        for child in node.children:
            if isinstance(child, str) or child.tag not in BLOCKS and not child.find(lambda n: n.tag in BLOCKS):
                loose += self.inline(child)
                continue
            prose(loose)
            loose = ''
            self.block(child, depth, quote, prose, state)
        prose(loose)

    def block(self, node, depth, quote, prose, state):
        if node.tag in NO_TEXT or node.classes & APART:
            return
        if self.note_id(node):
            return self.take_note(node)
        is_notes = 'footnotes' in node.classes and node.tag in ('div', 'section')
        if is_notes or 'footnote' in node.classes and node.tag == 'dl':
            for child in node.walk():
                if self.note_id(child):
                    self.take_note(child)
            return None
        if re.fullmatch('h[1-6]', node.tag):
            boxed = node.parent is not None and node.parent.classes & NOTE_TITLES
            self.add(d.LABEL if boxed else d.HEADING, self.inline(node), level=int(node.tag[1]))
        elif node.tag in ('p', 'figcaption', 'caption'):
            if node.classes & {'title', 'caption', 'admonition-title'}:
                self.add(d.LABEL if 'admonition-title' in node.classes else d.CAPTION, self.inline(node))
            elif node.find(lambda n: n is not node and n.tag in BLOCKS):
                self.walk(node, depth, quote, state['label'])
                state['label'] = None
            else:
                prose(self.inline(node))
        elif node.tag == 'pre':
            self.add(d.CODE, self.inline(node).strip('\n'))
        elif node.tag == 'table' and node.parent.classes & NOTE_TITLES:  # DocBook lays its notes and tips out so
            for cell in (n for n in node.walk() if n.tag in ('td', 'th')):
                if cell.tag == 'th' or cell.find(lambda n: n.tag == 'img'):
                    self.add(d.LABEL, self.inline(cell))
                else:
                    self.walk(cell, depth, quote, state['label'])
        elif node.tag == 'table':
            rows = [[d.tidy(self.inline(cell)) for cell in row.children if isinstance(cell, Node)]
                    for row in node.walk() if row.tag == 'tr']
            self.add(d.TABLE, '', rows=[row for row in rows if any(row)])
        elif node.tag in ('ul', 'ol'):
            number = int(node.attributes.get('start') or 1)
            for item in node.children:
                if isinstance(item, Node) and item.tag == 'li':
                    self.walk(item, depth + 1, quote, f'{number}.' if node.tag == 'ol' else '•')
                    number += 1
        elif node.tag == 'dt':
            self.add(d.PARAGRAPH, self.inline(node))
        else:
            self.walk(node, depth, quote or node.tag == 'blockquote', state['label'] if node.tag != 'dd' else None)
            if node.tag in ('div', 'section') and depth:
                state['label'] = None
        return None

    def take_note(self, node):
        name = self.note_id(node)
        body = node
        if node.tag == 'dt':  # docutils: <dt class=label><dd>
            siblings = [c for c in node.parent.children if isinstance(c, Node)]
            body = siblings[siblings.index(node) + 1]
        text = d.tidy(' '.join(self.inline(child, inside=name) for child in body.children
                               if isinstance(child, str) or 'label' not in child.classes))
        self.notes[self.index[name]] = re.sub(r'^\[\d+\]\s*', '', text)


def read(text, main):
    """(title, blocks, notes) of the element for which main(node) holds. The title is its heading of level 1."""
    root = Tree(text).root
    element = root.find(main)
    reader = Reader(element if element is not None else root)
    blocks, title = reader.blocks, ''
    if blocks and blocks[0].kind == d.HEADING and blocks[0].level == 1:
        title = blocks.pop(0).text
    return title, blocks, reader.notes
