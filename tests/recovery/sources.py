"""The clean documents: the articles of content/ and chapters of Debian's documentation packages."""
import pathlib
import re
import shutil
import subprocess
import tomllib

import document as d
import html_reader

GUIDE, FAQ = '/usr/share/doc/maint-guide-{0}/html', '/usr/share/doc/debian/FAQ/{0}'
# language, package, path. Each has prose, and notes, lists, code, tables or headings of several levels among it.
CHAPTERS = [
    ('zh-Hans', 'debian-reference-zh-cn', '/usr/share/debian-reference/ch08.zh-cn.html'),
    ('zh-Hans', 'maint-guide-zh-cn', GUIDE.format('zh-cn') + '/start.zh-cn.html'),
    ('zh-Hant', 'maint-guide-zh-tw', GUIDE.format('zh-tw') + '/start.zh-tw.html'),
    ('zh-Hant', 'maint-guide-zh-tw', GUIDE.format('zh-tw') + '/update.zh-tw.html'),
    ('ja', 'developers-reference-ja', '/usr/share/developers-reference/ja/developer-duties.html'),
    ('ja', 'maint-guide-ja', GUIDE.format('ja') + '/modify.ja.html'),
    ('ko', 'debian-faq-ko', FAQ.format('ko') + '/choosing.ko.html'),
    ('ko', 'debian-faq-ko', FAQ.format('ko') + '/pkg-basics.ko.html'),
    ('en', 'debian-policy', '/usr/share/doc/debian-policy/policy.html/ch-archive.html'),
    ('en', 'debian-policy', '/usr/share/doc/debian-policy/policy.html/ch-binary.html'),
]


def is_main(node):
    return node.attributes.get('role') == 'main' or node.tag == 'div' and bool(node.classes & {'chapter', 'preface'})


CAPTION = re.compile(r'(?:表|Table|표)\s*\d')


def name_captions(blocks):
    """Markdown has no captions: "Table 1 …" before a table is one."""
    for block, after in zip(blocks, blocks[1:]):
        if block.kind == d.PARAGRAPH and after.kind == d.TABLE and CAPTION.match(block.text):
            block.kind = d.CAPTION


def articles(content):
    """content/*/*.md, read by cmark-gfm's own program."""
    for path in sorted(pathlib.Path(content).glob('*/*.md')):
        head, body = path.read_text(encoding='utf-8').removeprefix('+++\n').split('\n+++\n', 1)
        fields = tomllib.loads(head)
        extensions = (part for name in ('footnotes', 'table', 'tasklist', 'autolink') for part in ('-e', name))
        html = subprocess.run(['cmark-gfm', '--unsafe', *extensions], input=body, capture_output=True, check=True,
                              text=True, encoding='utf-8').stdout
        title, blocks, notes = html_reader.read(html, lambda node: False)
        name_captions(blocks)
        yield d.Document(f'{path.parent.name}/{path.stem}', fields['language'], str(path), fields.get('title') or title,
                         fields.get('authors', []), fields.get('abstract', ''), fields.get('subtitle', ''),
                         blocks, notes)


def chapters():
    """(documents, names of the packages that are missing)"""
    found, missing = [], []
    for language, package, path in CHAPTERS:
        path = pathlib.Path(path)
        if not path.exists():
            missing.append(package)
            continue
        title, blocks, notes = html_reader.read(path.read_text(encoding='utf-8'), is_main)
        name = f'{package.removesuffix("-" + language)}/{path.name.split(".")[0]}'
        found.append(d.Document(f'{name}', language, str(path), title, blocks=blocks, notes=notes))
    return found, sorted(set(missing))


def missing_programs(names):
    return [name for name in names if shutil.which(name) is None]
