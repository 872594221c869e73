#!/usr/bin/env python3
"""Writes a corpus to pack: files of about --file-bytes made of the sentences of content/ in a seeded random order, every
third in Markdown, the others plain text; rare characters are strewn in, so that the alphabet grows with the text. The
same arguments give the same bytes.

  make_corpus.py OUT --bytes N [--file-bytes 100000] [--seed 1] [--broken INDEX]

--broken: that file ends in the middle of a character.
"""
import argparse
import pathlib
import random
import re

CONTENT = pathlib.Path(__file__).resolve().parents[2] / 'content'
LANGUAGES = ('zh-Hans', 'zh-Hant', 'ja', 'ko', 'en')
RARE = range(0x4E00, 0x9FA5)
SENTENCES_OF_A_PARAGRAPH = 6
FILES_OF_A_FOLDER = 1000


def sentences_of(language):
    """The sentences of a language's articles, without what is markup."""
    text = '\n'.join(file.read_text(encoding='utf-8') for file in sorted((CONTENT / language).glob('*.md')))
    text = re.sub(r'\A---.*?^---', '', text, flags=re.S | re.M)
    lines = (line for line in text.split('\n') if line and not re.match(r'[-#>|`\[<*\d ]|title:|id:', line))
    found = (re.findall(r'[^。！？.!?]+[。！？.!?]+[”」）]?', re.sub(r'\[\^\w+\]|[*_`\[\]<>]', '', line)) for line in lines)
    return [sentence.strip() for line in found for sentence in line if len(sentence) > 8]


def paragraphs(sentences, joint, size, draw):
    """Paragraphs that have `size` bytes together."""
    while size > 0:
        chosen = draw.choices(sentences, k=SENTENCES_OF_A_PARAGRAPH)
        if draw.random() < 0.05 and joint == '':
            chosen.append(chr(draw.choice(RARE)) + '字。')
        text = joint.join(chosen)
        size -= len(text.encode('utf-8')) + 2
        yield text


def document(number, size, pool, draw):
    """The name and the text of a document."""
    language = LANGUAGES[number % len(LANGUAGES)]
    body = list(paragraphs(pool[language], '' if language in LANGUAGES[:3] else ' ', size, draw))
    if number % 3 != 0:
        return f'{number:06}.txt', f'{language} {number}\n\n' + '\n\n'.join(body) + '\n'
    for i in range(0, len(body), 12):
        body[i] = f'## {i // 12 + 1}\n\n' + body[i]
    head = f'---\ntitle: "{language} {number}"\nlanguage: {language}\nid: d{number}\n---\n\n'
    return f'{number:06}.md', head + '\n\n'.join(body) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('out', type=pathlib.Path)
    parser.add_argument('--bytes', type=int, required=True)
    parser.add_argument('--file-bytes', type=int, default=100_000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--broken', type=int, default=-1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    pool = {language: sentences_of(language) for language in LANGUAGES}
    for number in range(max(1, options.bytes // options.file_bytes)):
        name, text = document(number, options.file_bytes, pool, draw)
        folder = options.out / f'{number // FILES_OF_A_FOLDER:03}'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode('utf-8')[:-3] + b'\xe4\xb8' if number == options.broken else text.encode('utf-8'))


if __name__ == '__main__':
    main()
