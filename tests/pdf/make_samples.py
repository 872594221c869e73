#!/usr/bin/env python3
"""Writes the PDF samples of tests/unit/pdf_test.cpp: small files whose words stand at known places.

    make_samples.py [FOLDER]     default: the folder samples beside this script

Every Latin character is half an em wide, every other one an em. Nothing is embedded and nothing is compressed, so that
the files can be read; the same input gives the same bytes.
"""
import hashlib
import pathlib
import sys
import textwrap

WIDTH, HEIGHT = 400, 600
FONTS = {
    "R": "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 255 /Widths %s",
    "B": "/Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /FirstChar 32 /LastChar 255 /Widths %s",
    "M": "/Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 32 /LastChar 255 /Widths %s",
}
TO_UNICODE = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def\n"
              b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
              b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end\n")


class Pdf:
    def __init__(self, **info):
        self.pages, self.info, self.outline = [[]], info, []

    def page(self):
        self.pages.append([])

    def text(self, x, y, text, size=10, font="R", matrix=(1, 0, 0, 1)):
        """The baseline begins at x, y; y counts from the top of the page."""
        if font in "CV":
            shown = "<" + text.encode("utf-16-be").hex() + ">"
        else:
            shown = "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
        a, b, c, d = matrix
        self.pages[-1].append(f"BT /{font} {size} Tf {a} {b} {c} {d} {x:g} {HEIGHT - y:g} Tm {shown} Tj ET")

    def lines(self, x, y, lines, size=10, leading=14, font="R"):
        for line in lines:
            self.text(x, y, line, size, font)
            y += leading
        return y

    def paragraph(self, x, y, text, columns=56, indent=0, **style):
        lines = textwrap.wrap(text, columns, initial_indent="~" * indent, break_on_hyphens=False)
        size = style.get("size", 10)
        self.text(x + indent * size / 2, y, lines[0].lstrip("~"), size, style.get("font", "R"))
        return self.lines(x, y + style.get("leading", 14), lines[1:], **style)

    def write(self, path, password=None):
        objects = [None, None]  # catalog and page tree come last, when the rest is known
        widths = "[" + " ".join(["500"] * 224) + "]"

        def add(body, stream=None):
            objects.append((body, stream))
            return len(objects)

        fonts = {}
        for name, body in FONTS.items():
            mono = body.replace("%s", "[" + " ".join(["600"] * 224) + "]") if name == "M" else body % widths
            fonts[name] = add(mono)
        unicode_map = add("", TO_UNICODE)
        cid = add("/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) "
                  "/Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light "
                  "/Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 800 /StemV 80 >>")
        for name, encoding in (("C", "Identity-H"), ("V", "Identity-V")):
            fonts[name] = add(f"/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} "
                              f"/DescendantFonts [{cid} 0 R] /ToUnicode {unicode_map} 0 R")
        resources = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
        kids = []
        for page in self.pages:
            content = add("", "\n".join(page).encode("latin-1"))
            kids.append(add(f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R "
                            f"/Resources << /Font << {resources} >> >>"))
        outlines = ""
        if self.outline:
            outlines = f"/Outlines {self.add_outline(add, len(objects), kids)} 0 R"
        objects[0] = (f"/Type /Catalog /Pages 2 0 R {outlines}", None)
        objects[1] = (f"/Type /Pages /Count {len(kids)} /Kids [" + " ".join(f"{k} 0 R" for k in kids) + "]", None)
        info = add(" ".join(f"/{key} ({value})" for key, value in self.info.items()))
        path.write_bytes(serialise(objects, info, password))

    def add_outline(self, add, count, kids):
        """Entries are (level, title, page); `count` objects exist."""
        root = count + 1
        entries = [(root + 1 + i, *entry) for i, entry in enumerate(self.outline)]

        def children(parent, level, start, end):
            return [e[0] for e in entries[start:end] if e[1] == level]

        def span(i):
            end = i + 1
            while end < len(entries) and entries[end][1] > entries[i][1]:
                end += 1
            return end

        top = children(root, 1, 0, len(entries))
        add(f"/Type /Outlines /First {top[0]} 0 R /Last {top[-1]} 0 R /Count {len(top)}")
        for i, (number, level, title, page) in enumerate(entries):
            below = children(number, level + 1, i + 1, span(i))
            parents = [e[0] for e in entries[:i] if e[1] == level - 1]
            parent = parents[-1] if parents else root
            siblings = top
            if parent != root:
                at = [e[0] for e in entries].index(parent)
                siblings = children(parent, level, at + 1, span(at))
            here = siblings.index(number)
            links = f"/Prev {siblings[here - 1]} 0 R " if here > 0 else ""
            links += f"/Next {siblings[here + 1]} 0 R " if here + 1 < len(siblings) else ""
            links += f"/First {below[0]} 0 R /Last {below[-1]} 0 R /Count {len(below)} " if below else ""
            add(f"/Title ({title}) /Parent {parent} 0 R {links}/Dest [{kids[page - 1]} 0 R /Fit]")
        return root


PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key, data):
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def serialise(objects, info, password):
    identity = hashlib.md5(b"libreader").digest()
    key, encrypt = None, ""
    if password:  # the standard handler, revision 2
        padded = (password.encode() + PAD)[:32]
        owner = rc4(hashlib.md5(padded).digest()[:5], padded)
        key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + identity).digest()[:5]
        encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{rc4(key, PAD).hex()}> >> "
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, (body, stream) in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n<< {body}".encode("latin-1")
        if stream is not None:
            if key:
                stream = rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream)
            out += f" /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream\nendobj\n"
        else:
            out += b" >>\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for offset in offsets:
        out += f"{offset:010} 00000 n \n".encode()
    out += (f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R {encrypt}/ID [<{identity.hex()}> "
            f"<{identity.hex()}>] >>\nstartxref\n{start}\n%%EOF\n").encode()
    return bytes(out)


def prose(seed, words):
    """Words that mean little, the same every time."""
    stock = ("river bridge lantern harbour window garden letter morning winter paper stone carrier evening market "
             "forest signal copper meadow singer ladder").split()
    out, state = [], seed
    for k in range(words):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(stock[(state >> 16) % len(stock)])
    text = " ".join(out)
    return text[0].upper() + text[1:] + "."


def single_column(folder):
    pdf = Pdf(Title="Microsoft Word - draft.doc", Author="Ada Example", CreationDate="D:20240503120000Z")
    pdf.text(60, 60, "The Bridge at Noon", 20)
    y = pdf.paragraph(60, 100, prose(1, 40))
    y = pdf.paragraph(60, y, prose(2, 40), indent=3)
    pdf.text(60, y + 14, "Where It Stands", 14)
    y = pdf.lines(60, y + 40, ["The harbour is a place of con-", "siderable calm, and the self-", "evident order of its boats."])
    pdf.text(60, y + 14, "What It Carries", 12)
    y = pdf.paragraph(60, y + 36, prose(4, 50))
    pdf.text(60, y + 14, "Who Built It", 14)
    y = pdf.paragraph(60, y + 40, prose(5, 20))
    pdf.text(60, y, "\ufb01", 10, "C")
    pdf.text(70, y, "nally, the boats came in.", 10)
    pdf.write(folder / "single_column.pdf")


def blank_lines(folder):
    pdf = Pdf()
    y = 60
    for k in range(6):
        y = pdf.paragraph(60, y, prose(10 + k, 25 + 5 * k)) + 8
    pdf.write(folder / "blank_lines.pdf")


def two_columns(folder):
    pdf = Pdf()
    pdf.text(50, 50, "A Title That Runs Over Both Columns", 16)
    pdf.paragraph(50, 80, prose(20, 30), columns=60)
    left = prose(21, 60) + " " + prose(22, 50)
    lines = textwrap.wrap(left, 28)
    half = len(lines) // 2
    pdf.lines(50, 150, lines[:half])
    pdf.lines(210, 153, lines[half:])  # on lines of its own
    pdf.page()
    pdf.lines(50, 60, textwrap.wrap(prose(23, 70), 28))
    pdf.lines(210, 60, textwrap.wrap(prose(24, 70), 28))
    pdf.write(folder / "two_columns.pdf")


def running_heads(folder):
    pdf = Pdf()
    text = textwrap.wrap(prose(30, 700), 56)
    for number in range(5):
        if number > 0:
            pdf.page()
        if number % 2 == 0:
            pdf.text(60, 30, "Journal of Bridges", 8)
            pdf.text(330, 30, str(17 + number), 8)
        else:
            pdf.text(60, 30, str(17 + number), 8)
            pdf.text(240, 30, "On Harbours", 8)
        pdf.text(180, 580, "Copyright 2024", 7)
        pdf.lines(60, 60, text[number * 34:number * 34 + 34])
    pdf.write(folder / "running_heads.pdf")


def notes(folder):
    pdf = Pdf()
    body = textwrap.wrap(prose(40, 330), 56)

    def page(lines, references):
        for k, line in enumerate(lines):
            pdf.text(60, 60 + 14 * k, line)
            if k in references:
                pdf.text(60 + 5 * len(line), 56 + 14 * k, references[k], 6)

    page(body[:20], {3: "1", 8: "2"})
    pdf.text(60, 500, "1", 5)
    pdf.text(66, 503, "The first note of the first page.", 8)
    pdf.text(60, 514, "2", 5)
    pdf.text(66, 517, "The second note is long, so long that it goes", 8)
    pdf.text(60, 528, "on from one line to another and then over", 8)
    pdf.page()
    page(body[20:], {2: "1"})
    pdf.text(60, 500, "to the next page, where it ends.", 8)
    pdf.text(60, 511, "1", 5)
    pdf.text(66, 514, "The only note of the second page.", 8)
    pdf.write(folder / "notes.pdf")


HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"


def han(seed, count):
    out, state = "", seed
    for k in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        out += "，" if k % 11 == 10 else HAN[(state >> 16) % len(HAN)]
    return out.rstrip("，") + "。"


def chinese(folder):
    pdf = Pdf()
    pdf.text(110, 60, "桥的故事", 18, "C")
    y = 100
    for heading, seed in (("一、山路", 50), ("二、水路", 60)):
        pdf.text(60, y, heading, 12, "C")
        y += 24
        for k in range(2):
            text = "　　" + han(seed + k, 100)
            for at in range(0, len(text), 28):
                line = text[at:at + 28]
                indent = len(line) - len(line.lstrip("　"))
                pdf.text(60 + 10 * indent, y, line.lstrip("　"), 10, "C")
                y += 16
        y += 10
    pdf.write(folder / "chinese.pdf")


def vertical(folder):
    pdf = Pdf()
    text = "　" + han(70, 95)
    second = "　" + han(71, 60)
    x = 340
    for paragraph in (text, second):
        for at in range(0, len(paragraph), 40):
            column = paragraph[at:at + 40]
            indent = len(column) - len(column.lstrip("　"))
            pdf.text(x, 60 + 12 * indent, column.lstrip("　"), 12, "V")
            x -= 20
    pdf.text(195, 580, "12", 8)
    pdf.write(folder / "vertical.pdf")


def outline(folder):
    """Headings that look like the text; the outline names them."""
    pdf = Pdf(Title="A Book of Rivers")
    y = 60
    for level, title, seed in ((1, "Springs", 80), (2, "Cold springs", 81), (2, "Warm springs", 82), (1, "Mouths", 83)):
        pdf.text(60, y, title)
        y = pdf.paragraph(60, y + 20, prose(seed, 30)) + 10
        pdf.outline.append((level, title, 1))
    pdf.write(folder / "outline.pdf")


def manual(folder):
    """A book without an outline: a page of contents, chapters in two lines, decimal numbers, boxes with labels."""
    pdf = Pdf(Title="The Keeper of Boats")
    pdf.text(60, 50, "The Keeper of Boats", 16)  # smaller than its chapters
    pdf.text(60, 80, "Contents", 20)
    y = 110
    for entry, page in (("1 Harbours", 1), ("1.1 Piers", 1), ("1.2 Lights", 2), ("2 Rivers", 3), ("2.1 Bridges", 3)):
        pdf.text(60, y, f"{entry} {'. ' * 18}{page}")
        y += 16
    seed = 120
    for chapter, title, sections in (("Chapter 1", "Harbours", ("1.1 Piers", "1.2 Lights")),
                                     ("Chapter 2", "Rivers", ("2.1 Bridges",))):
        pdf.page()
        pdf.text(60, 60, chapter, 14)
        pdf.text(60, 90, title, 20)
        y = pdf.paragraph(60, 120, prose(seed, 30)) + 10
        for section in sections:
            pdf.text(60, y + 6, section, 12)
            y = pdf.paragraph(60, y + 28, prose(seed + 1, 30)) + 10
            pdf.text(60, y, "Note", 10, "B")
            y = pdf.paragraph(60, y + 18, prose(seed + 2, 20)) + 10
            seed += 3
    pdf.write(folder / "manual.pdf")


def watermark(folder):
    pdf = Pdf()
    for k, letter in enumerate("DRAFT"):
        pdf.text(120 + 34 * k, 400 - 34 * k, letter, 48, "R", (0.707, 0.707, -0.707, 0.707))
    pdf.text(20, 500, "Downloaded by the library", 7, "R", (0, 1, -1, 0))
    pdf.paragraph(60, 60, prose(90, 200))
    pdf.write(folder / "watermark.pdf")


def empty_pages(folder):
    pdf = Pdf()
    pdf.paragraph(60, 60, prose(95, 60))
    pdf.page()
    pdf.page()
    pdf.paragraph(60, 60, prose(96, 60))
    pdf.write(folder / "empty_page.pdf")
    Pdf().write(folder / "no_text.pdf")


def table(folder):
    pdf = Pdf()
    y = pdf.paragraph(60, 60, prose(100, 40)) + 10
    for row in (("Name", "Length", "Year"), ("Stone bridge", "120 m", "1760"), ("Iron bridge", "88 m", "1880")):
        for x, cell in zip((60, 180, 280), row):
            pdf.text(x, y, cell)
        y += 18
    y = pdf.paragraph(60, y + 10, prose(101, 40)) + 10
    for number, seed in ((1, 102), (2, 103)):
        pdf.text(75, y, f"{number}.")
        y = pdf.paragraph(90, y, prose(seed, 14), columns=48)
    y = pdf.lines(60, y + 10, ["make bridge", "  --length 120", "  --stone"], font="M") + 10
    pdf.paragraph(60, y, prose(104, 30))
    pdf.write(folder / "table.pdf")


def locked(folder):
    pdf = Pdf()
    pdf.paragraph(60, 60, prose(110, 30))
    pdf.write(folder / "locked.pdf", password="harbour")


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "samples"
    folder.mkdir(parents=True, exist_ok=True)
    for make in (single_column, blank_lines, two_columns, running_heads, notes, chinese, vertical, outline, manual, watermark,
                 empty_pages, table, locked):
        make(folder)


if __name__ == "__main__":
    main()
