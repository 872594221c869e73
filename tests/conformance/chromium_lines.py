#!/usr/bin/env python3
"""Holds our break opportunities (`lrpack breaks --style basic`) to the lines of headless Chromium.

  chromium_lines.py --lrpack PROGRAM [--measures 8,10,...] [--report-only] [--list] FILE...

Each line of a FILE is a paragraph, without the tags in it; those with addresses are left out, since browsers do not follow L1. Chromium sets
them with lang=zh-CN, line-break: normal, text-spacing-trim: space-all, text-autospace: no-autospace, in a face whose Latin
letters are half an em wide, and says how wide each code point is. First fit over our opportunities, from each place where
Chromium begins a line, is to end where Chromium ends it. So one difference is one line. Each has a cause, named by the rule (ids as in the guide to typography) that the characters at
either end come under; which rules, and how often, is printed. Fails where less than 99.9 % of the lines are equal or
named. Lines as the device makes them, with its own widths, are not looked at here. Exit 77: Chromium, or the face, is not installed.
"""
import argparse
import collections
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

SKIPPED = 77
FACE = 'Noto Sans Mono CJK SC'
EM = 20  # px
MARKUP = re.compile(r'</?[a-z]+>')
ADDRESS = re.compile(r'://|www\.|[A-Za-z0-9]@[A-Za-z0-9]|[a-z0-9]\.(com|cn|org|net|gov|edu|mil|html?)\b')

PAGE = """<!doctype html><meta charset=utf-8><style>
p { margin: 0; font: %dpx/1.5 '%s'; line-break: normal; text-spacing-trim: space-all; text-autospace: no-autospace;
    overflow-wrap: anywhere; font-kerning: none; font-variant-ligatures: none }
</style><body lang=zh-CN>%s<script>
const measures = %s, found = {}, paragraphs = [...document.querySelectorAll('p')];
const boxes = p => {
  const text = p.firstChild, range = document.createRange();
  let at = 0;
  return [...text.data].map(c => {
    range.setStart(text, at);
    range.setEnd(text, at += c.length);
    return range.getClientRects()[0];
  });
};
for (const measure of measures) {
  for (const p of paragraphs) p.style.width = measure * %d + 'px';
  found[measure] = paragraphs.map(p => {
    const starts = [];
    let last = null;
    boxes(p).forEach((box, i) => {
      if (box && (last === null || box.top > last + 5)) { starts.push(i); last = box.top; }
    });
    return starts;
  });
}
for (const p of paragraphs) { p.style.width = 'auto'; p.style.whiteSpace = 'nowrap'; }
found.widths = paragraphs.map(p => boxes(p).map(box => box ? Math.round(box.width * 8) / 8 : 0));  // rounded up to 1/64 px
document.body.textContent = JSON.stringify(found);
</script>"""


def paragraphs_of(files):
    for file in files:
        for line in pathlib.Path(file).read_text(encoding='utf-8', errors='ignore').splitlines():
            text = unicodedata.normalize('NFC', ' '.join(MARKUP.sub('', line).split()))
            if text and not ADDRESS.search(text):
                yield text


def chromium_lines(program, paragraphs, measures, folder):
    """measure -> a list of line starts for each paragraph; 'widths' -> the widths of its code points, px."""
    body = ''.join('<p>%s</p>' % html.escape(text) for text in paragraphs)
    page = folder / 'page.html'
    page.write_text(PAGE % (EM, FACE, body, measures, EM), encoding='utf-8')
    command = [program, '--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=100000000',
               '--user-data-dir=%s' % (folder / 'profile'), '--dump-dom', page.as_uri()]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=900, check=True).stdout
    found = json.loads(re.search(r'\{.*\}', html.unescape(shown))[0])
    return {name if name == 'widths' else float(name): value for name, value in found.items()}


def break_opportunities(program, paragraphs, folder):
    file = folder / 'paragraphs.txt'
    file.write_text('\n'.join(paragraphs) + '\n', encoding='utf-8')
    command = [program, 'breaks', file, '--lang', 'zh-Hans', '--style', 'basic']
    shown = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return [set(paragraph['breaks']) for paragraph in shown['paras']]


def line_end(text, breaks, widths, begin, measure):
    """Of the line that begins at `begin`; spaces hang; a run that does not fit is broken anywhere."""
    last, total = None, 0.0
    for at in range(begin, len(text)):
        if at > begin and at in breaks:
            last = at
        total += widths[at]
        if total > measure + 0.5 and text[at] != ' ':
            return last or max(at, begin + 1)
    return len(text)


# What stands at an end of a line, the first that fits; @ is the end.
CAUSES = [
    ('U1', r'[—…⋯―]@[—…⋯―]'), ('K2', r'@ *[·‧・–—～]'), ('K1s', r' +@[！-／：-？、。，》」』】）]|[(（《“] +@'),
    ('F1', r'@ *(\[\d|[①-⑳¹²³⁰-⁹*※†]|〔\d)|[)。”]@ *\d'), ('Q1', r'[“”‘’]@|@[“”‘’]'), ('Q2', r'[“”‘’…—][^@]{0,12}@|@.?[“”‘’]'),
    ('K6', r'/@|@/|／@|@／'), ('U5', r'\d[-–]@\d|@[-–]\d'), ('U2', r'\d?[.,:：．]@\d|\d@[.,:：．]\d'),
    ('U3', r'[$￥¥€£№±−#+-]@\d|\d@[%‰℃°′″％]|[A-Za-z]@[%‰℃°]|@[℃％‰]'), ('U4', r'-@|@-|[A-Za-z]@\W?[A-Za-z0-9]|[0-9]@[A-Za-z]'),
    ('L2', r'[!-~]{8}@|@[!-~]{8}'), ('K1', r'@[！-／：-？、。，》」』】）!,.:;?)\]}]'), ('K5', r'[（《〈「『【〖〔［｛(\[{]@'),
]


def cause_of(text, ours, theirs):
    for rule, pattern in CAUSES:
        for end in (ours, theirs):
            if re.search(pattern, text[max(0, end - 16):end] + '@' + text[end:end + 16]):
                return rule
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True)
    parser.add_argument('--measures', default='8,10,14,20,27,40')
    parser.add_argument('--list', action='store_true', help='print every difference')
    parser.add_argument('--report-only', action='store_true')
    parser.add_argument('files', nargs='+')
    options = parser.parse_args()
    program = shutil.which('chromium')
    if program is None or FACE not in subprocess.run(['fc-list', ':', 'family'], capture_output=True, text=True).stdout:
        print('Chromium or %s is not installed' % FACE)
        return SKIPPED
    measures = [float(m) for m in options.measures.split(',')]
    paragraphs = list(paragraphs_of(options.files))
    causes, unnamed, lines = collections.Counter(), [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        theirs = chromium_lines(program, paragraphs, measures, folder)
        breaks = break_opportunities(options.lrpack, paragraphs, folder)
        for measure in measures:
            found = equal = 0
            named = collections.Counter()
            for text, offered, widths, other in zip(paragraphs, breaks, theirs['widths'], theirs[measure]):
                for begin, end in zip(other, [*other[1:], len(text)]):
                    fit = line_end(text, offered, widths, begin, measure * EM)
                    found += 1
                    equal += fit == end
                    if fit != end:
                        rule = cause_of(text, fit, end)
                        causes[rule] += 1
                        named[rule] += 1
                        if rule is None or options.list:
                            unnamed.append('%s: %s‖%s | ours ends at %d' % (rule, text[begin:end], text[end:end + 9], fit - begin))
            lines += found
            print('%3g em: %6d lines, %6d equal, %.2f %%; %s' % (measure, found, equal, 100 * equal / found,
                  ', '.join('%s %d' % pair for pair in named.most_common())))
    print('%d of %d lines differ: %s' % (sum(causes.values()), lines, ', '.join('%s %d' % pair for pair in causes.most_common())))
    for line in unnamed:
        print(line)
    return 0 if options.report_only or causes[None] <= 0.001 * lines else 1


if __name__ == '__main__':
    sys.exit(main())
