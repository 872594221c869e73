#!/usr/bin/env python3
"""Makes the corpus of fuzz_epub and fuzz_docx: the same documents as an archive (.zip) and as its parts (.parts).
The same bytes every time. make_archives.py [FOLDER], by default corpus/ beside it."""
import pathlib
import struct
import sys
import zipfile

CONTAINER = ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="c.opf" '
             'media-type="application/oebps-package+xml"/></rootfiles></container>')
NOTES = ('<html xmlns:epub="e"><body><p>一<a epub:type="noteref" href="n.xhtml#n1">1</a></p><ruby>漢<rt>かん</rt></ruby>'
         '<table><tr><th>a</th><th>b</th></tr></table><a href="https://a.example/">x</a></body></html>')
EPUB3 = [
    ("mimetype", "application/epub+zip"), CONTAINER,
    ("c.opf", '<package><metadata><dc:title id="t">T</dc:title><meta refines="#t" property="title-type">main</meta>'
     '<dc:creator>A</dc:creator><dc:language>zh-CN</dc:language></metadata><manifest>'
     '<item id="nav" href="nav.xhtml" properties="nav"/><item id="a" href="a.xhtml"/><item id="n" href="n.xhtml"/>'
     '</manifest><spine><itemref idref="a"/><itemref idref="n" linear="no"/></spine></package>'),
    ("nav.xhtml", '<nav epub:type="toc"><ol><li><a href="a.xhtml">章</a><ol><li><a href="a.xhtml#x">节</a></li></ol></li></ol></nav>'),
    ("a.xhtml", NOTES),
    ("n.xhtml", '<section epub:type="endnotes"><h2>注</h2><aside epub:type="endnote" id="n1"><p>1. 文</p></aside></section>'),
]
EPUB2 = [
    ("mimetype", "application/epub+zip"), CONTAINER,
    ("c.opf", '<package><metadata><dc:title>T</dc:title><dc:creator opf:role="aut">A</dc:creator></metadata><manifest>'
     '<item id="ncx" href="t.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="a.xhtml"/></manifest>'
     '<spine toc="ncx"><itemref idref="a"/></spine><guide><reference type="cover" href="b.xhtml"/></guide></package>'),
    ("t.ncx", '<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src="a.xhtml#s"/><navPoint>'
     '<navLabel><text>Two</text></navLabel><content src="a.xhtml"/></navPoint></navPoint></navMap></ncx>'),
    ("a.xhtml", '<?xml version="1.0"?><html><body><h1>One</h1><p id="s">x<![CDATA[<y>]]><a href="#f">[1]</a></p>'
     '<pre>\n--</pre><p id="f">[1] note <a href="#s">↩</a></p></body></html>'),
]
DOCX = [
    ("word/document.xml", '<w:document><w:body><w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>'
     '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t>'
     '<w:footnoteReference w:id="2"/><w:tab/><w:br/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
     '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText><w:fldChar w:fldCharType="separate"/>'
     '<w:t>toc</w:t><w:fldChar w:fldCharType="end"/></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r>'
     '<w:delText>old</w:delText></w:r></w:del><w:hyperlink r:id="r1"><w:r><w:t>link</w:t></w:r></w:hyperlink>'
     '<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
     '<mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent><w:ruby><w:rt><w:r><w:t>r</w:t></w:r></w:rt>'
     '<w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase></w:ruby></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/>'
     '</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>'),
    ("word/styles.xml", '<w:styles><w:style w:type="paragraph" w:styleId="T"><w:name w:val="heading 1"/>'
     '<w:basedOn w:val="N"/></w:style><w:style w:styleId="N"><w:name w:val="Normal"/></w:style></w:styles>'),
    ("word/numbering.xml", '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
     '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1">'
     '<w:abstractNumId w:val="0"/></w:num></w:numbering>'),
    ("word/footnotes.xml", '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>note</w:t></w:r></w:p></w:footnote></w:footnotes>'),
    ("word/_rels/document.xml.rels", '<Relationships><Relationship Id="r1" Target="https://a.example/"/></Relationships>'),
]


def parts(entries):
    packed = b""
    for name, text in entries:
        contents = text.encode()
        packed += name.encode() + b"\0" + struct.pack("<H", len(contents)) + contents
    return packed


def write_zip(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in entries:
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), text)


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus"
    for target, name, entries in (("fuzz_epub", "epub3", EPUB3), ("fuzz_epub", "epub2", EPUB2), ("fuzz_docx", "docx", DOCX)):
        (folder / target).mkdir(parents=True, exist_ok=True)
        write_zip(folder / target / f"{name}.zip", entries)
        (folder / target / f"{name}.parts").write_bytes(parts(entries))


main()
