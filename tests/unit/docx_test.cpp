// The DOCX importer: from archives made here to articles, and what it refuses.
#include <gtest/gtest.h>
#include <libreader/pack/import/docx_numbers.h>

#include "../support/show.h"
#include "../support/zip.h"

namespace lr::pack {
namespace {

using test::Lines;
using test::show;
using test::show_notes;
using test::ZipEntries;

const std::string kStyles =
    "<w:styles><w:style w:type='paragraph' w:styleId='N'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='N'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='2'><w:name w:val='标题 2'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='3'><w:name w:val='見出し 3'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='4'><w:name w:val='제목 4'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='mine'><w:name w:val='Mine'/><w:basedOn w:val='2'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='lvl'><w:name w:val='Level'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='loop'><w:name w:val='Loop'/><w:basedOn w:val='loop'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='S'><w:name w:val='Subtitle'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='Author'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Q'><w:name w:val='Quote'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='C'><w:name w:val='caption'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='K'><w:name w:val='Source Code'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='TOC1'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:type='character' w:styleId='E'><w:name w:val='Emphasis'/><w:rPr><w:i/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='L'><w:name w:val='List'/><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:style>"
    "</w:styles>";

std::string level(int depth, const std::string& format, const std::string& text, int start = 1) {
  return "<w:lvl w:ilvl='" + std::to_string(depth) + "'><w:start w:val='" + std::to_string(start) + "'/><w:numFmt w:val='" + format +
         "'/><w:lvlText w:val='" + text + "'/>" + (text == "%1.%2" ? "<w:isLgl/>" : "") + "</w:lvl>";
}

const std::string kNumbering =
    "<w:numbering><w:abstractNum w:abstractNumId='0'>" + level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", 3) +
    level(2, "lowerRoman", "(%3)") + "</w:abstractNum><w:abstractNum w:abstractNumId='1'>" + level(0, "bullet", "\xEF\x82\xB7") +
    level(1, "bullet", "o") + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'>"
    "<w:abstractNumId w:val='1'/></w:num><w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>"
    "<w:startOverride w:val='7'/></w:lvlOverride></w:num></w:numbering>";

std::string run(const std::string& text, const std::string& properties = {}) {
  return "<w:r><w:rPr>" + properties + "</w:rPr><w:t xml:space='preserve'>" + text + "</w:t></w:r>";
}
std::string raw(const std::string& inner, const std::string& properties = {}) {
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + inner + "</w:p>";
}
std::string p(const std::string& text) { return raw(run(text)); }
std::string styled(const std::string& style, const std::string& text) { return raw(run(text), "<w:pStyle w:val='" + style + "'/>"); }
std::string item(int list, int depth, const std::string& text) {
  return raw(run(text), "<w:numPr><w:ilvl w:val='" + std::to_string(depth) + "'/><w:numId w:val='" + std::to_string(list) + "'/></w:numPr>");
}
std::string cell(const std::string& text, const std::string& properties = {}) {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(text) + "</w:tc>";
}

std::string document(const std::string& body, const ZipEntries& more = {}) {
  ZipEntries entries = {{"[Content_Types].xml", "<Types/>"},
                        {"word/document.xml", "<?xml version='1.0'?><w:document xmlns:w='w'><w:body>" + body + "</w:body></w:document>"},
                        {"word/styles.xml", kStyles},
                        {"word/numbering.xml", kNumbering}};
  entries.insert(entries.end(), more.begin(), more.end());
  return test::make_zip(entries, true);
}

// Imports; the account is even.
ImportResult import(const std::string& body, const ZipEntries& more = {}) {
  ImportResult result = import_bytes(document(body, more), "a.docx", {});
  EXPECT_EQ(test::unevenness(result), "");
  return result;
}
Article article(const std::string& body, const ZipEntries& more = {}) { return import(body, more).articles.at(0); }
Lines blocks(const std::string& body) { return show(article(p("首") + body).blocks); }

bool refuses(const std::string& bytes, const std::string& part) {
  try {
    import_bytes(bytes, "a.docx", {});
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
    return true;
  }
  return false;
}

TEST(Docx, KnowsHeadings) {
  EXPECT_EQ(blocks(styled("1", "一") + styled("2", "二") + styled("3", "三") + styled("4", "四") + styled("mine", "五") + styled("lvl", "六") +
                   styled("loop", "七") + raw(run("八"), "<w:outlineLvl w:val='4'/>") + raw(run("九"), "<w:pStyle w:val='1'/><w:outlineLvl w:val='9'/>")),
            (Lines{"P|首", "H1|一", "H2|二", "H3|三", "H4|四", "H2|五", "H3|六", "P|七", "H5|八", "P|九"}));
}

TEST(Docx, ReadsTheFrontAndTheProperties) {
  const std::string core = "<cp:coreProperties><dc:title>旧题</dc:title><dc:creator>甲; 乙</dc:creator><cp:keywords>水，山</cp:keywords>"
                           "<dc:subject>地理</dc:subject><dcterms:created>2024-05-16T06:59:00Z</dcterms:created></cp:coreProperties>";
  const Article found = article(styled("T", "河流") + styled("S", "历史") + p("文"), {{"docProps/core.xml", core}});
  EXPECT_EQ(found.fields.title, "河流");
  EXPECT_EQ(found.fields.subtitle, "历史");
  EXPECT_EQ(found.fields.authors, (std::vector<std::string>{"甲", "乙"}));
  EXPECT_EQ(found.fields.keywords, (std::vector<std::string>{"水", "山", "地理"}));
  EXPECT_EQ(found.fields.date, "2024-05-16");
  EXPECT_EQ(show(found.blocks), (Lines{"P|文"}));
  EXPECT_EQ(article(styled("A", "丙") + p("文"), {{"docProps/core.xml", core}}).fields.title, "旧题");
  EXPECT_EQ(article(styled("1", "题") + p("文")).fields.title, "题");
}

TEST(Docx, NumbersLists) {
  EXPECT_EQ(blocks(item(1, 0, "a") + item(1, 1, "b") + item(1, 1, "c") + item(1, 2, "d") + item(1, 0, "e") + item(1, 1, "f") + item(3, 0, "g") +
                   item(2, 0, "h") + item(2, 1, "i") + styled("L", "j") + item(0, 0, "k") + item(9, 0, "l")),
            (Lines{"P|首", "L l1 一、|a", "L l2 1.3|b", "L l2 1.4|c", "L l3 (i)|d", "L l1 二、|e", "L l2 2.3|f", "L l1 七、|g", "L l1 •|h",
                   "L l2 –|i", "L l1 •|j", "P|k", "L l1|l"}));
}

TEST(Docx, NumbersHeadings) {
  EXPECT_EQ(blocks(raw(run("甲"), "<w:pStyle w:val='1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")),
            (Lines{"P|首", "H1|一、 甲"}));
}

TEST(Docx, FormatsNumbers) {
  const auto format = [](int number, const char* name) { return encode_utf8(format_number(number, name)); };
  EXPECT_EQ(format(10, "chineseCounting") + format(11, "chineseCounting") + format(20, "chineseCounting"), "十十一二十");
  EXPECT_EQ(format(105, "chineseCountingThousand") + "," + format(1010, "chineseCountingThousand"), "一百零五,一千零一十");
  EXPECT_EQ(format(105, "japaneseCounting") + format(12, "chineseLegalSimplified"), "百五壹拾贰");
  EXPECT_EQ(format(3, "decimalEnclosedCircle") + format(2, "ideographTraditional") + format(3, "ganada"), "③乙다");
  EXPECT_EQ(format(28, "lowerLetter") + format(4, "upperRoman") + format(7, "decimalZero") + format(21, "decimalEnclosedCircle"), "bbIV0721");
}

TEST(Docx, ReadsWhatStandsInAParagraph) {
  EXPECT_EQ(blocks(raw(run("a", "<w:b/>") + run("b", "<w:i/><w:b w:val='0'/>") + run("c", "<w:rStyle w:val='E'/>") + run("2", "<w:vertAlign w:val='superscript'/>") +
                       "<w:r><w:tab/><w:t>d</w:t><w:br/><w:t>e</w:t><w:noBreakHyphen/><w:t>f</w:t><w:softHyphen/><w:t>g</w:t>"
                       "<w:sym w:font='Wingdings' w:char='F0FC'/><w:br w:type='page'/></w:r>")),
            (Lines{"P|首", "P|<2:a><1:bc>² d\ne‑f\u00ADg✓"}));
  EXPECT_EQ(blocks(raw("<w:r><w:ruby><w:rubyPr/><w:rt>" + run("かん") + "</w:rt><w:rubyBase>" + run("漢") + "</w:rubyBase></w:ruby></w:r>" + run("字"))),
            (Lines{"P|首", "P|<16:漢><32:（かん）>字"}));
}

TEST(Docx, ReadsLinksAndFields) {
  const std::string begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>", separate = "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>",
                    end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
  const ZipEntries links = {{"word/_rels/document.xml.rels", "<Relationships><Relationship Id='r1' Target='https://a.cn/x'/></Relationships>"}};
  EXPECT_EQ(show(article(raw("<w:hyperlink r:id='r1'>" + run("某处") + "</w:hyperlink>" + run("。")) +
                         raw(begin + "HYPERLINK \"https://b.cn\"" + separate + run("b.cn") + end + "<w:fldSimple w:instr='PAGE'>" + run("7") + "</w:fldSimple>") +
                         raw(begin + "TOC \\o" + separate + run("目录一")) + raw(run("目录二") + end + run("文")) + styled("TOC1", "目录三"), links).blocks),
            (Lines{"P|<8:某处>（<8:https://a.cn/x>）。", "P|<8:b.cn>7", "P|文"}));
}

TEST(Docx, SetsFormulasOnALine) {
  const auto t = [](const std::string& text) { return "<m:r><m:t>" + text + "</m:t></m:r>"; };
  const std::string fraction = "<m:f><m:num>" + t("a+b") + "</m:num><m:den>" + t("2") + "</m:den></m:f>";
  const std::string root = "<m:rad><m:deg/><m:e>" + t("x") + "</m:e></m:rad>";
  const std::string sum = "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>" + t("1") + "</m:sub><m:sup>" + t("9") + "</m:sup><m:e>" +
                          "<m:d><m:e>" + t("k") + "</m:e></m:d></m:e></m:nary>";
  EXPECT_EQ(blocks(raw("<m:oMath>" + fraction + t("=") + root + t("+") + sum + "</m:oMath>")), (Lines{"P|首", "P|(a+b)/2=√x+∑₁⁹(k)"}));
}

TEST(Docx, LetsTheAuthorsWordsStandForAPicture) {
  const auto picture = [](const std::string& alt) {
    return raw("<w:r><w:drawing><wp:inline><wp:docPr id='1' descr='" + alt + "'/><a:graphic><pic:pic><a:blip r:embed='r1'/></pic:pic>"
               "</a:graphic></wp:inline></w:drawing></w:r>");
  };
  EXPECT_EQ(blocks(picture("桥的照片")), (Lines{"P|首", "P|桥的照片"}));
  EXPECT_EQ(blocks(picture("A dog. Description automatically generated")), (Lines{"P|首"}));
}

TEST(Docx, KeepsWhatWasInsertedAndDropsWhatWasDeleted) {
  const ImportResult result = import(raw(run("甲") + "<w:ins>" + run("乙") + "</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom>" +
                                         run("丁") + "</w:moveFrom>" + run("隐", "<w:vanish/>")),
                                     {{"word/comments.xml", "<w:comments><w:comment>" + p("批") + "</w:comment></w:comments>"}, {"word/header1.xml", "<w:hdr/>"}});
  EXPECT_EQ(show(result.articles.at(0).blocks), (Lines{"P|甲乙"}));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kDropped, "Comments"));
  EXPECT_TRUE(test::has_remark(result, Remark::Kind::kDropped, "Headers"));
}

TEST(Docx, ReadsNotes) {
  const std::string notes = "<w:footnotes><w:footnote w:type='separator' w:id='0'>" + p("—") + "</w:footnote><w:footnote w:id='2'>" + p(" 脚注") +
                            p("续") + "</w:footnote><w:footnote w:id='3'>" + p("无人") + "</w:footnote></w:footnotes>";
  const std::string ends = "<w:endnotes><w:endnote w:id='2'>" + p("尾注") + "</w:endnote></w:endnotes>";
  const Article found = article(raw(run("甲") + "<w:r><w:endnoteReference w:id='2'/></w:r>" + run("乙") + "<w:r><w:footnoteReference w:id='2'/></w:r>"),
                                {{"word/footnotes.xml", notes}, {"word/endnotes.xml", ends}});
  EXPECT_EQ(show(found.blocks), (Lines{"P|甲[1]乙[2]"}));
  EXPECT_EQ(show_notes(found), (Lines{"1 P|尾注", "2 P|脚注 P|续"}));
}

TEST(Docx, ReadsTables) {
  EXPECT_EQ(blocks("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("甲", "<w:gridSpan w:val='2'/>") + cell("—") + "</w:tr><w:tr>" + cell("—", "<w:vMerge/>") + "<w:tc>" + p("x") + p("y") +
                   "</w:tc><w:tc><w:tbl><w:tr>" + cell("内") + cell("层") + "</w:tr></w:tbl></w:tc></w:tr></w:tbl><w:tbl><w:tr>" + cell("框") + "</w:tr></w:tbl>"),
            (Lines{"P|首", "TABLE1|甲\t\t—\n—\tx y\t内层", "P|框"}));
}

TEST(Docx, ReadsTextBoxesOnce) {
  const std::string box = "<w:txbxContent>" + p("框内") + styled("2", "框题") + "</w:txbxContent>";
  EXPECT_EQ(blocks(raw(run("前") + "<w:r><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback><w:pict>" + box +
                       "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("后")) + p("尾")),
            (Lines{"P|首", "P|前后", "P|框内", "H2|框题", "P|尾"}));
}

TEST(Docx, KnowsQuotesCaptionsAndCode) {
  EXPECT_EQ(blocks(styled("Q", "引") + styled("C", "图 1") + styled("K", "a  b")), (Lines{"P|首", "Q q1|引", "CAPTION|图 1", "CODE|a  b"}));
}

TEST(Docx, RefusesWhatIsNoDocument) {
  EXPECT_TRUE(refuses("not a zip", "no directory"));
  EXPECT_TRUE(refuses(test::make_zip({{"a", "b"}}), "no Word document"));
  EXPECT_TRUE(refuses(test::make_zip({{"word/document.xml", "<w:document>"}}), "well-formed"));
  EXPECT_TRUE(refuses(test::make_zip({{"word/document.xml", "<w:document/>"}}), "no body"));
  EXPECT_TRUE(refuses(document(""), "has no text"));
  EXPECT_EQ(import_bytes(document(p("甲")), "letter", {}).articles.size(), 1u);  // by what is in it
}

}  // namespace
}  // namespace lr::pack
