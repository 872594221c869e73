// Emphasis on a painted page (E1): what it adds to the same page without it, and where.
#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kPpem = 20, kWidth = 200, kHeight = 200;

struct Added {
  int pixels = 0, left = kWidth, top = kHeight, right = -1, bottom = -1;
};

struct Painted {
  std::vector<std::uint8_t> pixels;
  LineItem item;  // the second symbol
  int baseline = 0, ascent = 0;
};

Painted paint_second(const std::string& second, pack::Language language, Direction direction, pack::Styles styles) {
  pack::Article article = article_of({"国"}, language);
  article.blocks[0].spans.push_back({pack::decode_utf8(second), styles, 0});
  article.blocks[0].spans.push_back({U"国国", 0, 0});
  OpenedBundle opened(
      pack::pack_articles({article}, "t", language, {{.face = "noto-sans", .ppem = kPpem, .bpp = 1}}).bundle);
  Style style = style_for_screen(kWidth, kHeight, 0, 0, kPpem, direction);
  style.front_matter = style.indent = false;
  Reader& reader = opened.reader();
  EXPECT_EQ(reader.set_style(style), Status::kOk);
  EXPECT_EQ(reader.open_article(0), Status::kOk);
  Painted painted;
  const Panel panel(kWidth, kHeight, 1);
  EXPECT_EQ(reader.paint(panel.surface()), Status::kOk);
  painted.pixels = panel.pixels();
  std::span<const LineItem> items;
  EXPECT_EQ(reader.line_items(0, items), Status::kOk);
  painted.item = items[1];
  painted.baseline = reader.layout().baseline(reader.page().lines[0]);
  painted.ascent = reader.layout().strike_for(BlockKind::kParagraph).ascent();
  return painted;
}

Added added_to(const Painted& plain, const Painted& marked) {
  Added added;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const auto at = static_cast<std::size_t>(y * stride_for(kWidth, 1) + x / 8);
      if (((plain.pixels[at] ^ marked.pixels[at]) & 0x80 >> x % 8) == 0) continue;
      ++added.pixels;
      added.left = std::min(added.left, x);
      added.right = std::max(added.right, x);
      added.top = std::min(added.top, y);
      added.bottom = std::max(added.bottom, y);
    }
  }
  return added;
}

struct Both {
  Painted plain;
  Added added;
};

Both emphasis(const std::string& second, pack::Language language, Direction direction) {
  const Painted plain = paint_second(second, language, direction, 0);
  return {plain, added_to(plain, paint_second(second, language, direction, kEmphasis))};
}

TEST(Emphasis, IsADotBelowChinese) {
  const auto [plain, added] = emphasis("重", pack::Language::kZhHans, Direction::kHorizontal);
  EXPECT_EQ(added.pixels, 4);
  EXPECT_GE(added.top, plain.baseline + kPpem - plain.ascent);
  EXPECT_NEAR((added.left + added.right) / 2.0, plain.item.x_q6 / 64.0 + kPpem / 2.0, 1);
}

TEST(Emphasis, IsADotAboveJapanese) {
  const auto [plain, added] = emphasis("重", pack::Language::kJa, Direction::kHorizontal);
  EXPECT_EQ(added.pixels, 4);
  EXPECT_LT(added.bottom, plain.baseline - plain.ascent);
  EXPECT_NEAR((added.left + added.right) / 2.0, plain.item.x_q6 / 64.0 + kPpem / 2.0, 1);
}

TEST(Emphasis, IsADotToTheRightOfAColumn) {
  for (const pack::Language language : {pack::Language::kZhHans, pack::Language::kJa}) {
    const auto [plain, added] = emphasis("重", language, Direction::kVertical);
    EXPECT_EQ(added.pixels, 4);
    EXPECT_GE(added.left, kWidth - (plain.baseline - plain.ascent));
    EXPECT_NEAR((added.top + added.bottom) / 2.0, plain.item.x_q6 / 64.0 + kPpem / 2.0, 1);
  }
}

TEST(Emphasis, IsNotOnMarksNorSpaces) {
  for (const char* mark : {"，", "」", "　"})
    EXPECT_EQ(emphasis(mark, pack::Language::kZhHans, Direction::kHorizontal).added.pixels, 0) << mark;
}

TEST(Emphasis, IsALineUnderWords) {
  const auto [plain, added] = emphasis("word", pack::Language::kZhHans, Direction::kHorizontal);
  EXPECT_GT(added.right - added.left, kPpem);
  EXPECT_EQ(added.top, added.bottom);
}

}  // namespace
}  // namespace lr::test
