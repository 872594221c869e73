// Coded glyphs: what the device decodes is what was coded, pixel by pixel, in every depth and way of coding; from
// storage that is mapped or not; the same bytes with any number of threads. A scalable strike is drawn at any size as
// its definition has it. Needs no fonts: the pictures are crossing strokes.
#include <gtest/gtest.h>
#include <libreader/bundle/format.h>
#include <libreader/font/glyph_cache.h>
#include <libreader/pack/strike_writer.h>
#include <libreader/scale.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <random>

#include "../support/plain_alphabet.h"

namespace lr::pack {
namespace {

constexpr Symbol kFirst = 16, kFirstFull = 20;

std::vector<GlyphPicture> pictures_of(int ppem, int bpp, int count = 60) {
  std::vector<GlyphPicture> pictures;
  for (int i = 0; i < count; ++i) {
    std::mt19937 random(static_cast<unsigned>(i));  // the same strokes at every size
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    if (i % 50 == 7) {
      pictures.push_back({0, 0, 0, 0, ppem * 64, {}});
      continue;
    }
    const int width = ppem * (12 + below(5)) / 16, height = ppem * (12 + below(5)) / 16;
    GlyphPicture picture{below(3) - 1, -height + below(3), width, height, ppem * 64, {}};
    picture.coverage.resize(static_cast<std::size_t>(width * height));
    for (int stroke = 0; stroke < 5; ++stroke) {
      const bool is_level = below(2) == 0;
      const int at = (is_level ? height : width) * below(16) / 16, level = 1 + below((1 << bpp) - 1);
      for (int k = 0; k < (is_level ? width : height); ++k)
        picture.coverage[static_cast<std::size_t>(is_level ? at * width + k : k * width + at)] =
            static_cast<std::uint8_t>(level);
    }
    pictures.push_back(std::move(picture));
  }
  return pictures;
}

std::vector<std::uint8_t> section_of(const std::vector<GlyphPicture>& pictures, const StrikeSpec& spec,
                                     const ReferenceStrike* reference, unsigned threads = 1) {
  StrikeWriter writer(spec, kFirst, kFirstFull, {});
  for (const GlyphPicture& picture : pictures) writer.add(picture);
  const CodedStrike coded = code_pictures(pictures, spec.ppem, spec.bpp, tree_depth(spec.coding), reference, threads);
  SectionWriter section(format::kStrikeTag, {});
  // The reference, if there is one, follows at once.
  writer.write({"", spec.ppem, spec.bpp, spec.ppem, 0, {}}, spec.coding == Coding::kDirect ? nullptr : &coded,
               reference == nullptr ? 0 : writer.section_bytes(&coded), section);
  std::vector<std::uint8_t> bytes;
  section.bytes().read_all(
      [&](std::span<const std::uint8_t> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
  return bytes;
}

Status read_copy(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
  std::memcpy(to, static_cast<std::vector<std::uint8_t>*>(self)->data() + offset, size);
  return Status::kOk;
}

void expect_same(const Glyph& glyph, const GlyphPicture& picture, int bpp) {
  ASSERT_EQ(glyph.width, picture.width);
  ASSERT_EQ(glyph.height, picture.height);
  if (picture.width == 0) return;
  ASSERT_EQ(glyph.left, picture.left);
  ASSERT_EQ(glyph.top, picture.top);
  for (std::size_t i = 0; i < picture.coverage.size(); ++i) {
    const std::size_t bit = i * static_cast<std::size_t>(bpp);
    ASSERT_EQ(glyph.bits[bit / 8] >> (8 - bpp - static_cast<int>(bit % 8)) & ((1 << bpp) - 1), picture.coverage[i])
        << "pixel " << i;
  }
}

void expect_decodes(std::vector<std::uint8_t> bytes, const std::vector<GlyphPicture>& pictures, int bpp) {
  for (const bool is_mapped : {true, false}) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const Source source = is_mapped ? memory_source(bytes.data(), size) : Source{read_copy, &bytes, nullptr, size};
    std::array<Storage::Page, 4> pages;
    Storage storage;
    storage.open(source, pages);
    Strike strike;
    const auto symbols = static_cast<std::uint32_t>(kFirst + pictures.size());
    Alphabet alphabet;
    ASSERT_EQ(load_plain_alphabet(static_cast<Symbol>(symbols), kFirstFull, alphabet), Status::kOk);
    ASSERT_EQ(strike.open(storage, {0, size}, {}, alphabet), Status::kOk);
    std::vector<std::uint8_t> model(strike.model_bytes()),
        memory(strike.picture_bytes() + 4 * (strike.bits_bytes() + 32));
    std::uint32_t used = 0;
    Glyph glyph;
    if (strike.is_coded()) {
      EXPECT_EQ(strike.glyph(kFirst, memory, glyph), Status::kNoSpace) << "not loaded";
    }
    if (!is_mapped && strike.is_coded()) {
      EXPECT_EQ(strike.load({}, used), Status::kNoSpace);
    }
    ASSERT_EQ(strike.load(model, used), Status::kOk);
    EXPECT_EQ(used, is_mapped ? 0 : strike.model_bytes());
    GlyphCache glyphs(memory, strike.picture_bytes(), strike.bits_bytes());
    ASSERT_GT(glyphs.slots(), 0u);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      for (int times = 0; times < 2; ++times) {  // decoded, then kept
        ASSERT_EQ(glyphs.glyph(strike, 0, static_cast<Symbol>(kFirst + i), glyph), Status::kOk);
        expect_same(glyph, pictures[i], bpp);
      }
    }
    EXPECT_EQ(glyphs.counters().misses, pictures.size());
    EXPECT_EQ(glyphs.counters().hits, pictures.size());
    EXPECT_EQ(strike.glyph(static_cast<Symbol>(symbols), memory, glyph), Status::kNotFound);
  }
}

TEST(GlyphCoder, EveryDepthAndCodingDecodes) {
  for (const int bpp : {1, 2, 4}) {
    for (const Coding coding : {Coding::kDirect, Coding::kFast, Coding::kSmall}) {
      for (const int ppem : {8, 24, 48}) {
        SCOPED_TRACE(std::to_string(ppem) + " px, " + std::to_string(bpp) + " bpp, " + std::string(name_of(coding)));
        const std::vector<GlyphPicture> pictures = pictures_of(ppem, bpp);
        expect_decodes(section_of(pictures, {"face", ppem, bpp, coding}, nullptr), pictures, bpp);
      }
    }
  }
}

TEST(GlyphCoder, SmallerSizesDecodeAfterTheLargest) {
  const std::vector<GlyphPicture> large = pictures_of(32, 1), small = pictures_of(17, 1);
  const ReferenceStrike reference{32, &large};
  const StrikeSpec spec{"face", 17, 1, Coding::kSmall};
  std::vector<std::uint8_t> bytes = section_of(small, spec, &reference);
  EXPECT_LT(bytes.size(), section_of(small, spec, nullptr).size());
  const std::vector<std::uint8_t> behind = section_of(large, {"face", 32, 1, Coding::kSmall}, nullptr);
  bytes.insert(bytes.end(), behind.begin(), behind.end());
  expect_decodes(bytes, small, 1);
}

int floor_of(int a, int b) { return static_cast<int>(std::floor(static_cast<double>(a) / b)); }

// How far [a, b) and [c, d) overlap.
int overlap(int a, int b, int c, int d) { return std::max(0, std::min(b, d) - std::max(a, c)); }

// By the definition: the share of each pixel that ink covers, in the units of FORMAT.md, "Scaled glyphs".
GlyphPicture scaled(const GlyphPicture& master, int m, int s, const std::vector<int>& covered) {
  if (master.width == 0) return master;
  const int left = floor_of(master.left * s, m), top = floor_of(master.top * s, m);
  const int right = -floor_of(-(master.left + master.width) * s, m),
            bottom = -floor_of(-(master.top + master.height) * s, m);
  GlyphPicture picture{left, top, right - left, bottom - top, 0, {}};
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      int area = 0;
      for (int b = 0; b < master.height; ++b) {
        const int high = overlap(y * m, (y + 1) * m, (master.top + b) * s, (master.top + b + 1) * s);
        for (int a = 0; high > 0 && a < master.width; ++a) {
          if (master.coverage[static_cast<std::size_t>(b * master.width + a)] != 0)
            area += high * overlap(x * m, (x + 1) * m, (master.left + a) * s, (master.left + a + 1) * s);
        }
      }
      picture.coverage.push_back(static_cast<std::uint8_t>(
          std::count_if(covered.begin(), covered.end(), [&](int least) { return 256 * area >= least * m * m; })));
    }
  }
  return picture;
}

TEST(ScalableStrike, IsDrawnAtAnySize) {
  constexpr int kMaster = 64;
  const std::vector<GlyphPicture> masters = pictures_of(kMaster, 1);
  std::vector<std::uint8_t> bytes = section_of(masters, {"face", kMaster, 1, Coding::kSmall, true}, nullptr);
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::array<Storage::Page, 4> pages;
  Storage storage;
  storage.open(memory_source(bytes.data(), size), pages);
  Alphabet alphabet;
  ASSERT_EQ(load_plain_alphabet(static_cast<Symbol>(kFirst + masters.size()), kFirstFull, alphabet), Status::kOk);
  Strike strike;
  EXPECT_EQ(strike.open(storage, {0, size}, {}, alphabet), Status::kUnsupported) << "no scaler";
  const std::vector<int> covered[] = {
      {128}, {23, 102, 201}, {3, 12, 23, 37, 51, 67, 84, 102, 120, 139, 159, 180, 201, 222, 245}};
  for (const int bpp : {1, 2, 4}) {
    for (const int ppem : {8, 13, 20, 31, 32}) {
      SCOPED_TRACE(std::to_string(ppem) + " px, " + std::to_string(bpp) + " bpp");
      const Scaling scaling{scaler_for(static_cast<std::uint8_t>(bpp)), static_cast<std::uint16_t>(ppem)};
      ASSERT_EQ(strike.open(storage, {0, size}, {}, alphabet, scaling), Status::kOk);
      EXPECT_EQ(strike.ppem(), ppem);
      EXPECT_EQ(strike.bits_per_pixel(), bpp);
      EXPECT_EQ(strike.ascent() + strike.descent(), ppem);
      std::int32_t advance = 0;
      ASSERT_EQ(strike.advance(kFirst, advance), Status::kOk);
      EXPECT_EQ(advance, ppem * 64);
      std::uint32_t used = 0;
      ASSERT_EQ(strike.load({}, used), Status::kOk);
      std::vector<std::uint8_t> buffer(strike.picture_bytes());
      for (std::size_t i = 0; i < masters.size(); ++i) {
        Glyph glyph;
        ASSERT_EQ(strike.glyph(static_cast<Symbol>(kFirst + i), buffer, glyph), Status::kOk);
        expect_same(glyph, scaled(masters[i], kMaster, ppem, covered[bpp / 2]), bpp);
      }
    }
  }
}

TEST(ScalableStrike, TakesTheNearestOfItsSizes) {
  const std::vector<GlyphPicture> masters = pictures_of(48, 1);
  std::vector<std::uint8_t> bytes = section_of(masters, {"face", 48, 1, Coding::kFast, true}, nullptr);
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::array<Storage::Page, 4> pages;
  Storage storage;
  storage.open(memory_source(bytes.data(), size), pages);
  Alphabet alphabet;
  ASSERT_EQ(load_plain_alphabet(static_cast<Symbol>(kFirst + masters.size()), kFirstFull, alphabet), Status::kOk);
  Strike strike;
  const std::pair<std::uint16_t, std::uint16_t> sizes[] = {{0, 24}, {1, 8}, {24, 24}, {25, 24}, {1000, 24}};
  for (const auto& [wanted, found] : sizes) {
    ASSERT_EQ(strike.open(storage, {0, size}, {}, alphabet, {scaler_for(2), wanted}), Status::kOk);
    EXPECT_EQ(strike.ppem(), found);
  }
  EXPECT_EQ(scaler_for(3), nullptr);
}

TEST(ScalableStrike, SharesItsModelsWithOtherSizesOfIt) {
  const std::vector<GlyphPicture> masters = pictures_of(48, 1);
  std::vector<std::uint8_t> bytes = section_of(masters, {"face", 48, 1, Coding::kSmall, true}, nullptr);
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::array<Storage::Page, 4> pages;
  Storage storage;
  storage.open({read_copy, &bytes, nullptr, size}, pages);
  Alphabet alphabet;
  ASSERT_EQ(load_plain_alphabet(static_cast<Symbol>(kFirst + masters.size()), kFirstFull, alphabet), Status::kOk);
  Strike text, title;
  ASSERT_EQ(text.open(storage, {0, size}, {}, alphabet, {scaler_for(1), 16}), Status::kOk);
  ASSERT_EQ(title.open(storage, {0, size}, {}, alphabet, {scaler_for(1), 22}), Status::kOk);
  std::vector<std::uint8_t> model(text.model_bytes()), buffer(title.picture_bytes());
  std::uint32_t used = 0;
  ASSERT_EQ(text.load(model, used), Status::kOk);
  EXPECT_TRUE(title.share_models(text));
  Glyph glyph;
  ASSERT_EQ(title.glyph(kFirst, buffer, glyph), Status::kOk);
  expect_same(glyph, scaled(masters[0], 48, 22, {128}), 1);
}

TEST(GlyphCoder, TreesTakeLessThanTables) {
  const std::vector<GlyphPicture> pictures = pictures_of(24, 1, 600);
  EXPECT_LT(section_of(pictures, {"face", 24, 1, Coding::kSmall}, nullptr).size(),
            section_of(pictures, {"face", 24, 1, Coding::kFast}, nullptr).size());
}

TEST(GlyphCoder, ThreadsChangeNothing) {
  const std::vector<GlyphPicture> pictures = pictures_of(20, 2);
  const StrikeSpec spec{"face", 20, 2, Coding::kSmall};
  EXPECT_EQ(section_of(pictures, spec, nullptr, 1), section_of(pictures, spec, nullptr, 5));
}

}  // namespace
}  // namespace lr::pack
