#!/usr/bin/env python3
"""Holds `lrpack breaks` to the line-break vectors taken from web-platform-tests.

  wpt_test.py --lrpack PROGRAM --vectors wpt_linebreak.jsonl [--list]

A vector is a text, the advances of its code points, a width and where lines must begin. Lines are filled first fit over the
opportunities that the packer offers; spaces hang. CSS "loose", "normal" and "auto" are held to level basic, "strict" to
strict. Vectors of word-break and line-break: anywhere are left out: 1,406 are used. Every vector that differs must come under
one of the rules below (ids as in the guide to typography), by its own character, language and level; the table of rules
is printed, and the number of each is pinned. Exit 77: no vectors.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77
USED = 1406
LANGUAGES = {'zh': 'zh-Hans', 'ja': 'ja', 'ko': 'ko'}
LEVELS = {'loose': 'basic', 'normal': 'basic', 'auto': 'basic', 'strict': 'strict'}


def read_vectors(file):
    vectors = [json.loads(line) for line in file.read_text(encoding='utf-8').splitlines()]
    return [v for v in vectors if v['wordBreak'] == 'normal' and v['lineBreak'] != 'anywhere']


def breaks_of(program, vectors):
    """A set of offsets for each vector."""
    groups, found = collections.defaultdict(list), [None] * len(vectors)
    for i, vector in enumerate(vectors):
        groups[LANGUAGES.get(vector['lang'], 'en'), LEVELS[vector['lineBreak']]].append(i)
    with tempfile.TemporaryDirectory() as name:
        for (language, level), members in groups.items():
            file = pathlib.Path(name) / 'texts'
            file.write_text(''.join(vectors[i]['text'] + '\n' for i in members), encoding='utf-8')
            shown = subprocess.run([program, 'breaks', file, '--lang', language, '--style', level], capture_output=True,
                                   text=True, check=True).stdout
            for i, paragraph in zip(members, json.loads(shown)['paras']):
                found[i] = set(paragraph['breaks'])
    return found


def first_fit(text, advances, width, breaks):
    """Where lines begin; without an opportunity a line runs over."""
    starts, begin = [0], 0
    while True:
        last, at, total = None, begin, 0.0
        while at < len(text):
            if at > begin and at in breaks:
                last = at
            total += advances[at]
            if total > width + 0.01 and text[at] != ' ' and last is not None:
                break
            at += 1
        if at == len(text):
            return starts
        begin = last
        starts.append(begin)


def loose(signs):
    return lambda v: v['lineBreak'] == 'loose' and any(c in signs for c in v['text'])


def fits(vector):
    return sum(vector['adv']) <= vector['widthEm']


# id -> (what it says, does a vector come under it, how many differ)
RULES = {
    'K1': ('closing marks never begin a line; CSS "loose" lets ！？：； do so, and there is no level so lax', loose('‼⁇⁈⁉！？：；'), 24),
    'K2': ('nor do middle dots', loose('・･'), 6),
    'K4': ('nor do iteration marks', loose('々〻ゝゞヽヾ'), 30),
    'U1': ('nor do leaders and ellipses at a level as lax as basic', loose('․‥…⋯︙'), 22),
    'U3': ('a unit stays with the number before it, a prefix with the one behind it', loose('°‰′″‵℃℉﹪％￠€№＄￡￥'), 32),
    'LB': ('UAX #14 offers a break before a prefix that no number follows, after U+17DA and between aksaras; Chromium does too',
           lambda v: any(c in v['text'] for c in '±€№﹩＄￡￥￦៚') or v['lang'] == 'jv-Java', 34),
    'SA': ('no dictionary of South-East Asian words', lambda v: v['lang'] in ('th', 'km', 'lo', 'my', 'tdd'), 5),
    'V': ('by the vector\'s own advances its text fits on one line', fits, 6),
}


def rule_of(vector):
    return next((name for name, (_, holds, _) in RULES.items() if holds(vector)), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True)
    parser.add_argument('--vectors', required=True, type=pathlib.Path)
    parser.add_argument('--list', action='store_true', help='print every difference')
    options = parser.parse_args()
    if not options.vectors.exists():
        print('no %s' % options.vectors)
        return SKIPPED
    vectors = read_vectors(options.vectors)
    named, unnamed, equal = collections.Counter(), [], 0
    for vector, breaks in zip(vectors, breaks_of(options.lrpack, vectors)):
        lines = first_fit(vector['text'], vector['adv'], vector['widthEm'], breaks)
        if lines == vector['expect']:
            equal += 1
            continue
        rule = rule_of(vector)
        named[rule] += 1
        if rule is None or options.list:
            unnamed.append((vector, lines))
    print('%d of %d as expected' % (equal, len(vectors)))
    for rule, (what, _, pinned) in RULES.items():
        print('%4d %-4s %s' % (named[rule], rule, what))
    for vector, lines in unnamed:
        print(vector['lang'], vector['lineBreak'], vector['text'], 'expected', vector['expect'], 'found', lines, vector['file'])
    return 0 if not named[None] and len(vectors) == USED and all(named[r] == RULES[r][2] for r in RULES) else 1


if __name__ == '__main__':
    sys.exit(main())
