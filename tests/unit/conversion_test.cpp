// Conversion between the scripts of Chinese: the words of OpenCC, in a document that keeps its structure.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/script_converter.h>
#include <libreader/pack/import/utf.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencc/SimpleConverter.hpp>
#include <string>

#include "../support/show.h"

namespace lr::pack {
namespace {

using test::has_remark, test::Lines, test::show, test::show_notes, test::unevenness;

ImportResult import(const std::string& text, const std::string& convert, ImportOptions options = {},
                    const std::string& name = "a.md") {
  options.convert = convert;
  ImportResult result = import_bytes(text, name, options);
  EXPECT_EQ(unevenness(result), "") << text;
  return result;
}

Lines blocks(const std::string& text, const std::string& convert = "s2t") {
  return show(import(text, convert).articles.at(0).blocks);
}

std::string converted(const std::string& text, const std::string& name) {
  return encode_utf8(ScriptConverter::named(name)->convert(decode_utf8(text)).text);
}

// ---- words ----

TEST(ScriptConverter, TakesWordsWhole) {
  EXPECT_EQ(converted("头发长了，发展了皇后后面的面", "s2t"), "頭髮長了，發展了皇后後面的面");
  EXPECT_EQ(converted("頭髮與發展", "t2s"), "头发与发展");
  EXPECT_EQ(converted("用软件打印", "s2twp"), "用軟體列印");
  EXPECT_EQ(converted("abc 123 ひらがな 🙂", "s2t"), "abc 123 ひらがな 🙂");
  EXPECT_EQ(converted("", "s2t"), "");
  EXPECT_EQ(ScriptConverter::named("s2x"), nullptr);
  EXPECT_FALSE(ScriptConverter::is_known("../s2t"));
}

TEST(ScriptConverter, KnowsWhatBecameOfEachCharacter) {
  const ConvertedText same = ScriptConverter::named("s2t")->convert(U"a头发b");
  EXPECT_EQ(same.origins, (std::vector<std::size_t>{0, 1, 2, 3}));
  const ConvertedText longer = ScriptConverter::named("s2twp")->convert(U"插U盘了");
  EXPECT_EQ(longer.text, U"插隨身碟了");
  EXPECT_EQ(longer.origins, (std::vector<std::size_t>{0, 1, 1, 2, 3}));
}

TEST(ScriptConverter, SaysWhatOpenccSays) {
  for (const std::string name : {"s2t", "s2tw", "s2twp", "s2hk", "t2s", "tw2sp"}) {
    const opencc::SimpleConverter peer(name + ".json");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(LR_SOURCE_DIR "/content")) {
      if (entry.path().extension() != ".md") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      EXPECT_EQ(converted(text, name), peer.Convert(text)) << name << " " << entry.path();
    }
  }
}

// ---- documents ----

TEST(Conversion, KeepsStylesAndMarks) {
  const ImportResult result =
      import("# 头发\n\n这是*头***发**的[^1]发展。\n\n- 后面\n\n[^1]: 软件的**发展**。\n", "s2t");
  const Article& article = result.articles.at(0);
  EXPECT_EQ(article.fields.title, "頭髮");
  EXPECT_EQ(article.language, Language::kZhHant);
  EXPECT_EQ(show(article.blocks), (Lines{"P|這是<1:頭><2:髮>的[1]發展。", "L l1 •|後面"}));
  EXPECT_EQ(show_notes(article), (Lines{"1 P|軟件的<2:發展>。"}));
  EXPECT_TRUE(has_remark(result, Remark::Kind::kReplaced, "converted by s2t"));
}

TEST(Conversion, MarksStayAtTheirPlaceWhenLengthsChange) {
  EXPECT_EQ(blocks("插**U盘**[^1]了U[^1]盘[^1]。\n\n[^1]: 注。\n", "s2twp"),
            (Lines{"P|插<2:隨身碟>[1]了隨身[1]碟[1]。"}));
}

TEST(Conversion, LeavesCodeAndAddressesAlone) {
  EXPECT_EQ(
      blocks("执行`头发`，见[头发](https://zh.example.org/头发)和<https://zh.example.org/头发>。\n\n```\n头发\n```\n"),
      (Lines{"P|執行<4:头发>，見<8:頭髮>（<8:https://zh.example.org/头发>）和<8:https://zh.example.org/头发>。",
             "CODE|头发"}));
}

TEST(Conversion, ConvertsTables) {
  EXPECT_EQ(blocks("| 头发 | 后面 |\n|---|---|\n| 国 | 1 |\n"), (Lines{"TABLE1|頭髮\t後面\n國\t1"}));
}

TEST(Conversion, ConvertsWhatTheDocumentSaysOfItself) {
  const std::string text =
      "+++\ntitle = \"头发\"\nauthors = [\"范国华\", \"张发\"]\nkeywords = [\"国\"]\n+++\n\n后面。\n";
  const ImportResult before = import(text, ""), after = import(text, "s2t");
  const Fields& fields = after.articles.at(0).fields;
  EXPECT_EQ(fields.title, "頭髮");
  EXPECT_EQ(fields.authors, (std::vector<std::string>{"范國華", "張發"}));
  EXPECT_EQ(fields.keywords, (std::vector<std::string>{"國"}));
  EXPECT_EQ(fields.id, before.articles.at(0).fields.id);
}

TEST(Conversion, LeavesAloneWhatTheManifestGives) {
  ImportOptions options;
  options.fields.title = "头发";
  options.sections = {"后面"};
  const Article article = import("国。\n", "s2t", options).articles.at(0);
  EXPECT_EQ(article.fields.title, "头发");
  EXPECT_EQ(article.sections, std::vector<std::string>{"后面"});
  EXPECT_EQ(show(article.blocks), (Lines{"P|國。"}));
}

TEST(Conversion, ATitleWithANoteIsConvertedOnce) {
  const Article article = import("# 头发[^1]\n\n国。\n\n[^1]: 后面。\n", "s2t").articles.at(0);
  EXPECT_EQ(show(article.blocks), (Lines{"TITLE|頭髮[1]", "P|國。"}));
  EXPECT_EQ(article.fields.title, "頭髮");
}

TEST(Conversion, OtherLanguagesAndScriptsStay) {
  const ImportResult japanese = import("国の発展について。\n", "s2t");
  EXPECT_EQ(show(japanese.articles.at(0).blocks), (Lines{"P|国の発展について。"}));
  EXPECT_EQ(japanese.articles.at(0).language, Language::kJa);
  EXPECT_TRUE(has_remark(japanese, Remark::Kind::kQuestion, "is in ja"));
  EXPECT_EQ(blocks("這個國家的發展。\n"), (Lines{"P|這個國家的發展。"}));
  EXPECT_EQ(blocks("国\n", "none"), (Lines{"P|国"}));
}

TEST(Conversion, FollowsThePatches) {
  ImportOptions options;
  options.patches.push_back({Patch::Action::kDrop, U"后面", {}, {}, 0, false, "m.toml:1"});
  EXPECT_EQ(show(import("头发后面国\n", "s2t", options).articles.at(0).blocks), (Lines{"P|頭髮國"}));
}

// ---- readings ----

TEST(RareRuby, StandsBesideARareCharacterTheFirstTime) {
  ImportOptions options;
  options.ruby = "rare";
  const ImportResult result = import("# 饕餮\n\n饕餮是兽，*饕餮*贪吃。耄(mào)耋[^1]也少见，`饕`是代码。\n\n[^1]: 注。\n", "", options);
  const Lines lines = show(result.articles.at(0).blocks);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].find("<16:饕><32:（tāo）><16:餮><32:（tiè）>是兽，"), std::string::npos) << lines[0];
  EXPECT_NE(lines[0].find("<16:耋><32:（dié）>"), std::string::npos) << lines[0];
  EXPECT_EQ(lines[0].find("耄（"), std::string::npos) << lines[0];
  EXPECT_EQ(lines[0].find("（tāo）", lines[0].find("（tāo）") + 1), std::string::npos) << lines[0];
  EXPECT_EQ(result.articles[0].fields.title, "饕餮");
  EXPECT_TRUE(has_remark(result, Remark::Kind::kReplaced, "3 rare characters"));
}

TEST(RareRuby, IsNotForOtherLanguagesNorUnlessAskedFor) {
  ImportOptions options;
  options.language = "ja";
  options.ruby = "rare";
  EXPECT_EQ(show(import("饕餮とは何か。\n", "", options).articles.at(0).blocks), Lines{"P|饕餮とは何か。"});
  EXPECT_EQ(blocks("饕餮是兽。\n", "none"), Lines{"P|饕餮是兽。"});
}

}  // namespace
}  // namespace lr::pack
