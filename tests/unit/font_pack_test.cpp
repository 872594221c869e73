// Font packs: bundles without articles that lend glyphs to text that none was packed for.
#include <libreader/foreign_text.h>
#include <libreader/pack/character_sets.h>
#include <libreader/pack/manifest.h>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

std::vector<std::uint8_t> font_pack(const std::u32string& characters, int ppem, const char* face = "noto-sans") {
  pack::Manifest manifest;
  manifest.title = "字";
  manifest.characters = characters;
  manifest.strikes = {{face, ppem, 1, pack::Coding::kDirect}};
  return pack::pack(manifest, {}).bundle;
}

// Counts what is read.
struct CountedSource {
  const std::vector<std::uint8_t>& bytes;
  int reads = 0;
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
    auto& counted = *static_cast<CountedSource*>(self);
    ++counted.reads;
    std::memcpy(to, counted.bytes.data() + offset, size);
    return Status::kOk;
  }
  Source source() { return {read, this, nullptr, static_cast<std::uint32_t>(bytes.size())}; }
};

// An opened pack and its strike.
class Lender {
 public:
  explicit Lender(std::vector<std::uint8_t> bytes) : opened_(std::move(bytes)) {
    EXPECT_EQ(opened_.status(), Status::kOk);
    EXPECT_EQ(opened_.reader().strike(0, strike_), Status::kOk);
    std::uint32_t used = 0;
    EXPECT_EQ(strike_.load({}, used), Status::kOk);
    buffer_.resize(strike_.picture_bytes());
  }
  GlyphSource source() { return {&opened_.bundle(), &strike_, buffer_}; }
  OpenedBundle& opened() { return opened_; }

 private:
  OpenedBundle opened_;
  Strike strike_;
  std::vector<std::uint8_t> buffer_;
};

struct Panel {
  static constexpr int kWidth = 160, kHeight = 32;
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(kWidth / 8 * kHeight, 0xFF);
  Surface surface{pixels.data(), kWidth, kHeight, 0, kHeight, kWidth / 8, 1, Rotation::k0};

  // Black pixels of the columns [left, right).
  int ink(int left, int right) const {
    int count = 0;
    for (int y = 0; y < kHeight; ++y) {
      for (int x = left; x < right; ++x)
        count += (pixels[static_cast<std::size_t>(y * kWidth / 8 + x / 8)] >> (7 - x % 8) & 1) == 0;
    }
    return count;
  }
};

TEST(FontPack, EachOfItsCharactersIsFoundInFewReads) {
  const std::u32string characters = pack::characters_of_set("gb2312-1", "");
  const std::vector<std::uint8_t> bytes = font_pack(characters, 12);
  OpenedBundle opened(bytes);
  ASSERT_EQ(opened.status(), Status::kOk);
  EXPECT_EQ(opened.bundle().articles(), 0u);
  for (const char32_t c : characters) {
    Symbol symbol = 0;
    ASSERT_EQ(opened.bundle().find_symbol(c, symbol), Status::kOk) << std::hex << static_cast<std::uint32_t>(c);
    EXPECT_EQ(opened.utf8(symbol), pack::encode_utf8(std::u32string(1, c)));
  }
  CountedSource counted{bytes};
  Storage::Page pages[4];
  Bundle bundle;
  ASSERT_EQ(bundle.open(counted.source(), pages), Status::kOk);
  Symbol symbol = 0;
  counted.reads = 0;
  EXPECT_EQ(bundle.find_symbol(U'龘', symbol), Status::kNotFound);
  EXPECT_LT(counted.reads, 40);
  EXPECT_EQ(bundle.find_symbol(0, symbol), Status::kNotFound);
  EXPECT_EQ(bundle.find_symbol(0x10FFFF, symbol), Status::kNotFound);
}

TEST(FontPack, OthersAreAskedCharacterByCharacter) {
  OpenedBundle book(text_bundle(pack::import_bytes("# 书\n\n丙乙甲乙甲甲，𠀀。\n", "a.md", {}).articles));
  for (const char32_t c : U"书丙乙甲，𠀀") {
    if (c == 0) continue;
    Symbol symbol = 0;
    ASSERT_EQ(book.bundle().find_symbol(c, symbol), Status::kOk) << std::hex << static_cast<std::uint32_t>(c);
    EXPECT_EQ(book.utf8(symbol), pack::encode_utf8(std::u32string(1, c)));
  }
  Symbol symbol = 0;
  EXPECT_EQ(book.bundle().find_symbol(U'丁', symbol), Status::kNotFound);
}

TEST(FontPack, EveryPackHasTheSameBytesHoweverItsCharactersAreGiven) {
  EXPECT_EQ(font_pack(U"ab中文", 16), font_pack(U"ab中文", 16));
}

TEST(ForeignText, IsDrawnWithTheGlyphsOfTheFirstThatHasThem) {
  Lender latin(font_pack(pack::characters_of_set("ascii", ""), 16)), han(font_pack(U"a中文", 20));
  const GlyphSource sources[] = {latin.source(), han.source()};
  int x = 4;
  ASSERT_EQ(draw_foreign_text(sources, "中", nullptr, x, 24), Status::kOk);
  EXPECT_EQ(x, 24);  // of 20 px
  Panel panel;
  x = 4;
  ASSERT_EQ(draw_foreign_text(sources, "中a文\xE4\xB8\x81", &panel.surface, x, 24), Status::kOk);
  int of_a = 0;
  ASSERT_EQ(draw_foreign_text({sources, 1}, "a", nullptr, of_a, 0), Status::kOk);
  EXPECT_EQ(x, 4 + 20 + of_a + 20 + 8);  // the last one is a box
  EXPECT_EQ(panel.ink(0, 4), 0);
  EXPECT_GT(panel.ink(4, 24), 30);
  EXPECT_GT(panel.ink(24, 24 + of_a), 10);
  EXPECT_EQ(panel.ink(x - 8, x), 2 * 6 + 2 * 10);  // an outline of 6 by 12
  EXPECT_EQ(panel.ink(x, Panel::kWidth), 0);
}

TEST(ForeignText, PixelsAreThoseOfTheGlyph) {
  Lender han(font_pack(U"中", 20));
  GlyphSource source = han.source();
  Panel panel;
  int x = 0;
  ASSERT_EQ(draw_foreign_text({&source, 1}, "中", &panel.surface, x, 24), Status::kOk);
  Symbol symbol = 0;
  ASSERT_EQ(source.bundle->find_symbol(U'中', symbol), Status::kOk);
  Glyph glyph;
  ASSERT_EQ(source.strike->glyph(symbol, source.buffer, glyph), Status::kOk);
  for (int row = 0; row < glyph.height; ++row) {
    for (int column = 0; column < glyph.width; ++column) {
      const int bit = row * glyph.width + column, px = glyph.left + column, py = 24 + glyph.top + row;
      EXPECT_EQ(glyph.bits[bit / 8] >> (7 - bit % 8) & 1,
                1 - (panel.pixels[static_cast<std::size_t>(py * Panel::kWidth / 8 + px / 8)] >> (7 - px % 8) & 1));
    }
  }
}

TEST(ForeignText, WhatIsNoUtf8IsABoxAndNoSourcesAreRefused) {
  Lender latin(font_pack(U"a", 16));
  GlyphSource source = latin.source();
  int x = 0;
  EXPECT_EQ(draw_foreign_text({&source, 1}, "\xFF\xC3", nullptr, x, 0), Status::kOk);
  EXPECT_EQ(x, 16);
  EXPECT_EQ(draw_foreign_text({}, "a", nullptr, x, 0), Status::kBadCall);
}

}  // namespace
}  // namespace lr::test
