// Patches of a manifest: keyed by quoted text, exact about where they apply.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <string>
#include <vector>

namespace lr::pack {
namespace {

using Action = Patch::Action;

Patch patch(Action action, std::u32string text) {
  Patch one{};
  one.action = action;
  one.text = std::move(text);
  one.where = "m.toml:3";
  return one;
}

ImportResult import(const std::string& text, std::vector<Patch> patches, const std::string& name = "a.md") {
  ImportOptions options;
  options.patches = std::move(patches);
  ImportResult result = import_bytes(text, name, options);
  EXPECT_TRUE(audit(result.articles, result.account).is_even());
  return result;
}

std::vector<std::string> show(const Article& article) {
  std::vector<std::string> lines;
  for (const Block& block : article.blocks) {
    std::string line = block.kind == BlockKind::kHeading ? "H" + std::to_string(block.level) + " " : "";
    for (const Span& span : block.spans)
      line += span.note > 0 ? "[" + std::to_string(span.note) + "]" : encode_utf8(span.text);
    lines.push_back(line);
  }
  return lines;
}

std::string error_of(const std::string& text, const Patch& one) {
  ImportOptions options;
  options.patches = {one};
  try {
    import_bytes(text, "a.md", options);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

constexpr const char* kText =
    "# 题目\n\n第一段 的**文字**[^1]在此。\n\n第二段的文字在此。\n\n第三段。\n\n[^1]: 一条注。\n";

using Lines = std::vector<std::string>;

TEST(Patch, ReplacesTextAcrossSpacesStylesAndMarks) {
  Patch one = patch(Action::kReplace, U"第一段的文字在");
  one.with = U"首段在";
  EXPECT_EQ(show(import(kText, {one}).articles[0])[0], "首段在[1]此。");
}

TEST(Patch, ReplacesInNotes) {
  Patch one = patch(Action::kReplace, U"一条");
  one.with = U"这条";
  EXPECT_EQ(encode_utf8(import(kText, {one}).articles[0].notes[0].blocks[0].text()), "这条注。");
}

TEST(Patch, DropsFromOneTextToAnother) {
  Patch one = patch(Action::kDrop, U"二段的");
  one.until = U"第三";
  EXPECT_EQ(show(import(kText, {one}).articles[0]), (Lines{"第一段 的文字[1]在此。", "第", "段。"}));
  one.until = U"";
  one.text = U"第二段的文字在此。";
  EXPECT_EQ(show(import(kText, {one}).articles[0]).size(), 2u);
}

TEST(Patch, EverywhereIsAskedFor) {
  Patch one = patch(Action::kReplace, U"段");
  one.with = U"节";
  EXPECT_NE(error_of(kText, one).find("m.toml:3: the patch quotes text that the document has 3 times"), std::string::npos);
  one.everywhere = true;
  EXPECT_EQ(show(import(kText, {one}).articles[0])[2], "第三节。");
}

TEST(Patch, MakesHeadingsAndUnmakesThem) {
  Patch one = patch(Action::kHeading, U"第二段");
  one.level = 2;
  EXPECT_EQ(show(import(kText, {one}).articles[0])[1], "H2 第二段的文字在此。");
  one.text = U"第";
  EXPECT_NE(error_of(kText, one).find("3 times"), std::string::npos);
  Patch none = patch(Action::kHeading, U"小题");
  EXPECT_EQ(show(import("# 题\n\n## 小题\n\n文。\n", {none}).articles[0])[0], "小题");
}

TEST(Patch, PartsAParagraphWhereTheTextBegins) {
  EXPECT_EQ(show(import(kText, {patch(Action::kParagraph, U"二段的")}).articles[0]),
            (Lines{"第一段 的文字[1]在此。", "第", "二段的文字在此。", "第三段。"}));
}

TEST(Patch, JoinsToTheBlockBefore) {
  EXPECT_EQ(show(import(kText, {patch(Action::kJoin, U"第二段")}).articles[0])[0],
            "第一段 的文字[1]在此。第二段的文字在此。");
  EXPECT_NE(error_of(kText, patch(Action::kJoin, U"二段的")).find("no block of the document begins with"), std::string::npos);
}

TEST(Patch, BeginsAnArticleAndTakesTheNotesAlong) {
  const std::string text = "# 甲\n\n甲文[^1]。\n\n## 乙\n\n乙文[^2]。\n\n[^1]: 注一。\n[^2]: 注二。\n";
  const ImportResult result = import(text, {patch(Action::kArticle, U"乙")}, "a.md");
  ASSERT_EQ(result.articles.size(), 2u);
  EXPECT_EQ(result.articles[1].fields.title, "乙");
  EXPECT_EQ(show(result.articles[0]), (Lines{"甲文[1]。"}));
  EXPECT_EQ(show(result.articles[1]), (Lines{"乙文[1]。"}));
  ASSERT_EQ(result.articles[1].notes.size(), 1u);
  EXPECT_EQ(encode_utf8(result.articles[1].notes[0].blocks[0].text()), "注二。");
}

TEST(Patch, KeepsWhatARuleWouldDrop) {
  std::string page = "<html><body><article><h1>题</h1>";
  for (int i = 0; i < 5; ++i) page += "<p>这是一段很长的正文，讲的是一些事情，说了很久也没有说完，还在说。</p>";
  page += "<div class=\"related\">又及：本文写于雨天。</div></article></body></html>";
  EXPECT_EQ(show(import(page, {}, "a.html").articles[0]).size(), 5u);
  EXPECT_EQ(show(import(page, {patch(Action::kKeep, U"写于雨天")}, "a.html").articles[0]).back(), "又及：本文写于雨天。");
}

TEST(Patch, MissingTextIsAnErrorThatQuotesIt) {
  const std::string error = error_of(kText, patch(Action::kDrop, U"没有这句"));
  EXPECT_NE(error.find("m.toml:3"), std::string::npos) << error;
  EXPECT_NE(error.find("没有这句"), std::string::npos) << error;
}

}  // namespace
}  // namespace lr::pack
