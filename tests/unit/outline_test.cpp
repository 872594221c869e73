// Fonts in a bundle: symbols are drawn as from the fonts they come from, at any size, alone and as strikes of a reader;
// what is damaged is refused.
#include <gtest/gtest.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <libreader/outline.h>
#include <libreader/outline/fill.h>
#include <libreader/outline/outline_format.h>
#include <libreader/outline/outline_section.h>
#include <libreader/outline/stb.h>
#include <libreader/pack/append/append.h>
#include <libreader/pack/strikes/compose.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/sections.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "../support/fixtures.h"

namespace {

namespace format = lr::format;
namespace pack = lr::pack;
using Bytes = std::vector<std::uint8_t>;
using lr::OutlinePicture;
using lr::Status;

// Han and Latin of two fonts, a sign of a third, marks that are placed, dashes, an empty space.
constexpr char kText[] = "天地玄黄，Wordł q\u0303\u0308 ∭⚚……——《》 1。";

pack::Manifest manifest_of(const std::string& outline) {
  const auto folder = std::filesystem::temp_directory_path() / ("lr_outline_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.md") << "---\ntitle: 天\nid: a\n---\n\n" << kText << "\n";
  pack::Manifest manifest;
  manifest.title = "书";
  manifest.documents.push_back({folder / "a.md", {}});
  manifest.strikes.push_back({"noto-sans", 16, 1, pack::Coding::kDirect});
  manifest.menus = pack::MenuLanguages{0};
  manifest.vertical = true;
  manifest.outline = outline;
  return manifest;
}

const Bytes& bundle_of(const std::string& outline) {
  static std::map<std::string, Bytes> made;
  Bytes& bytes = made[outline];
  if (bytes.empty()) bytes = pack::pack(manifest_of(outline), {}).bundle;
  return bytes;
}

lr::Source source_of(const Bytes& bytes) {
  return lr::memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
}

pack::SectionEntry outline_of_file(const Bytes& bytes) {
  for (const pack::SectionEntry& entry : pack::section_entries(bytes)) {
    if (entry.tag == format::kOutlineTag) return entry;
  }
  ADD_FAILURE() << "no OUTL";
  return {};
}

// The symbol that stands for a text.
lr::Symbol symbol_of(lr::test::OpenedBundle& opened, const std::string& text) {
  for (std::uint32_t i = lr::kFirstTextSymbol; i < opened.bundle().alphabet().symbols(); ++i) {
    const auto symbol = static_cast<lr::Symbol>(i);
    if (opened.utf8(symbol) == text) return symbol;
  }
  ADD_FAILURE() << "no symbol for " << text;
  return 0;
}

std::map<std::pair<int, int>, int> ink_of(const OutlinePicture& picture) {
  std::map<std::pair<int, int>, int> ink;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const int level = picture.levels[static_cast<std::size_t>(y * picture.width + x)];
      if (level > 0) ink[{picture.left + x, picture.top + y}] = level;
    }
  }
  return ink;
}

// Levels that differ by more than `most` anywhere.
int differing(const OutlinePicture& a, const OutlinePicture& b, int most) {
  auto one = ink_of(a), other = ink_of(b);
  int count = 0;
  for (const auto& [place, level] : one) count += std::abs(level - other[place]) > most ? 1 : 0;
  for (const auto& [place, level] : other) count += std::abs(level - one[place]) > most ? 1 : 0;
  return count;
}

// As stb_truetype draws a glyph of a font file by itself.
OutlinePicture drawn_by_stb(const std::string& file, int index, char32_t c, int ppem, int bpp) {
  static std::map<std::string, Bytes> files;
  Bytes& bytes = files[file];
  if (bytes.empty()) bytes = lr::test::read_file(file);
  stbtt_fontinfo font;
  EXPECT_TRUE(stbtt_InitFont(&font, bytes.data(), stbtt_GetFontOffsetForIndex(bytes.data(), index)));
  const float scale = stbtt_ScaleForMappingEmToPixels(&font, static_cast<float>(ppem));
  const int glyph = stbtt_FindGlyphIndex(&font, static_cast<int>(c));
  int right = 0, bottom = 0;
  OutlinePicture picture;
  stbtt_GetGlyphBitmapBox(&font, glyph, scale, scale, &picture.left, &picture.top, &right, &bottom);
  picture.width = right - picture.left, picture.height = bottom - picture.top;
  lr::Coverage whole{picture.left, picture.top, picture.width, picture.height, {}};
  whole.values.resize(static_cast<std::size_t>(picture.width * picture.height));
  stbtt_vertex* vertices = nullptr;
  const int count = stbtt_GetGlyphShape(&font, glyph, &vertices);
  stbtt__bitmap bitmap{picture.width, picture.height, picture.width, whole.values.data()};
  constexpr float kFlatness = 0.1f;
  stbtt_Rasterize(&bitmap, kFlatness, vertices, count, scale, scale, 0, 0, picture.left, picture.top, 1, nullptr);
  stbtt_FreeShape(&font, vertices);
  picture.levels = bpp == 1 ? lr::ink_levels(whole, 128) : lr::grey_levels(whole, bpp);
  return picture;
}

TEST(Outline, glyphs_are_those_of_their_fonts) {
  const struct {
    const char* text;
    const char* file;
    int index;
    char32_t c;
  } kGlyphs[] = {{"天", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, U'天'},
                 {"ł", "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf", 0, U'ł'},
                 {"⚚", "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf", 0, U'⚚'}};
  lr::test::OpenedBundle opened(bundle_of("noto-sans"));
  lr::Outlines outlines;
  ASSERT_EQ(outlines.open(source_of(bundle_of("noto-sans"))), Status::kOk);
  for (const auto& glyph : kGlyphs) {
    if (!std::filesystem::exists(glyph.file)) GTEST_SKIP() << glyph.file;
    const lr::Symbol symbol = symbol_of(opened, glyph.text);
    for (const int bpp : {1, 2, 4, 8}) {
      for (const int ppem : {8, 24, 40, 72, 120}) {
        OutlinePicture picture;
        ASSERT_EQ(outlines.draw(symbol, ppem, bpp, picture), Status::kOk);
        ASSERT_GT(picture.width, ppem / 8) << glyph.text;
        const OutlinePicture expected = drawn_by_stb(glyph.file, glyph.index, glyph.c, ppem, bpp);
        // Vertices are rounded to 1/64 px here, which moves a pixel's coverage by a hundredth or two.
        const int most = bpp == 8 ? 16 : bpp == 4 ? 1 : bpp == 2 ? 1 : 0;
        const int at_threshold = bpp == 1 ? 4 : 0;
        EXPECT_LE(differing(picture, expected, most), at_threshold) << glyph.text << ' ' << ppem << ' ' << bpp;
      }
    }
  }
}

TEST(Outline, clusters_are_put_together_as_in_strikes) {
  lr::test::OpenedBundle opened(bundle_of("noto-sans"));
  lr::Outlines outlines;
  ASSERT_EQ(outlines.open(source_of(bundle_of("noto-sans"))), Status::kOk);
  constexpr int kPpem = 64;
  pack::FaceSet faces(pack::face_table(), pack::face_table().family("noto-sans"), kPpem, 4);
  const struct {
    std::string text;
    pack::GlyphRequest request;
  } kClusters[] = {{"q\u0303\u0308",
                    {U"q\u0303\u0308", pack::Form::kNarrow, pack::Language::kZhHans, lr::AdvanceKind::kProportional}},
                   {"—", {U"—", pack::Form::kWide, pack::Language::kZhHans, lr::AdvanceKind::kFull}},
                   {"，", {U"，", pack::Form::kWide, pack::Language::kZhHans, lr::AdvanceKind::kFull}}};
  for (const auto& cluster : kClusters) {
    const pack::Drawing drawing = compose(cluster.request, faces);
    lr::Outline outline = drawing.outline.outline;
    outline.transform(kPpem, kPpem, 0, 0);
    const lr::Coverage coverage = lr::fill(outline, {-kPpem, -kPpem, 2 * kPpem, kPpem});
    const OutlinePicture expected{coverage.left, coverage.top, coverage.width, coverage.height,
                                  lr::grey_levels(coverage, 4)};
    OutlinePicture picture;
    ASSERT_EQ(outlines.draw(symbol_of(opened, cluster.text), kPpem, 4, picture), Status::kOk);
    EXPECT_GT(ink_of(picture).size(), 20u) << cluster.text;
    EXPECT_EQ(differing(picture, expected, 1), 0) << cluster.text;
  }
}

TEST(Outline, every_symbol_that_a_strike_draws_is_drawn) {
  for (const char* family : {"noto-sans", "noto-serif"}) {
    lr::test::OpenedBundle opened(bundle_of(family));
    lr::Outlines outlines;
    ASSERT_EQ(outlines.open(source_of(bundle_of(family))), Status::kOk);
    lr::Strike strike;
    ASSERT_EQ(opened.reader().strike(0, strike), Status::kOk);
    Bytes buffer(strike.picture_bytes());
    std::uint32_t drawn = 0;
    for (std::uint32_t i = 0; i < opened.bundle().alphabet().symbols(); ++i) {
      lr::Glyph glyph;
      OutlinePicture picture;
      ASSERT_EQ(strike.glyph(static_cast<lr::Symbol>(i), buffer, glyph), Status::kOk);
      ASSERT_EQ(outlines.draw(i, 32, 4, picture), Status::kOk);
      EXPECT_EQ(glyph.width > 0, !ink_of(picture).empty()) << i;
      drawn += glyph.width > 0 ? 1 : 0;
      std::int32_t stored = 0, advance = 0;
      const Status status = strike.advance(static_cast<lr::Symbol>(i), stored);
      ASSERT_EQ(outlines.advance(i, strike.ppem(), advance), status);
      if (status == Status::kOk && family == std::string("noto-sans")) {
        EXPECT_NEAR(advance, stored, 1) << i;
      }
    }
    EXPECT_GT(drawn, 20u);
    OutlinePicture picture;
    EXPECT_EQ(outlines.draw(opened.bundle().alphabet().symbols(), 32, 4, picture), Status::kNotFound);
    EXPECT_EQ(outlines.draw(20, 7, 4, picture), Status::kBadCall);
    EXPECT_EQ(outlines.draw(20, 32, 3, picture), Status::kBadCall);
  }
}

// A reader that knows nothing of fonts.
struct Opened {
  lr::OutlineSource outlines;
  std::vector<std::byte> workspace = std::vector<std::byte>(lr::workspace_bytes(lr::test::kLimits));
  lr::Reader reader;
  Status open(const Bytes& bytes, std::span<const lr::OutlineSize> sizes) {
    const Status status = outlines.open(source_of(bytes), sizes);
    return status == Status::kOk ? reader.open(outlines.source(), workspace, lr::test::kLimits) : status;
  }
};

void expect_drawn(Opened& opened, const Bytes& bytes, std::span<const lr::OutlineSize> sizes) {
  lr::Outlines outlines;
  ASSERT_EQ(outlines.open(source_of(bytes)), Status::kOk);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    lr::Strike strike;
    ASSERT_EQ(opened.reader.strike(opened.outlines.first_strike() + static_cast<std::uint32_t>(i), strike),
              Status::kOk);
    EXPECT_EQ(strike.ppem(), sizes[i].ppem);
    EXPECT_EQ(strike.bits_per_pixel(), sizes[i].bits_per_pixel);
    Bytes buffer(strike.picture_bytes());
    for (std::uint32_t s = lr::kFirstTextSymbol; s < opened.reader.bundle().alphabet().symbols(); ++s) {
      lr::Glyph glyph;
      OutlinePicture picture;
      ASSERT_EQ(strike.glyph(static_cast<lr::Symbol>(s), buffer, glyph), Status::kOk) << s;
      ASSERT_EQ(outlines.draw(s, sizes[i].ppem, sizes[i].bits_per_pixel, picture), Status::kOk);
      ASSERT_EQ(glyph.width, picture.width) << s;
      ASSERT_EQ(glyph.height, picture.height) << s;
      if (glyph.width == 0) continue;
      EXPECT_EQ(glyph.left, picture.left);
      EXPECT_EQ(glyph.top, picture.top);
      for (std::size_t p = 0; p < picture.levels.size(); ++p) {
        const std::size_t bit = p * strike.bits_per_pixel();
        const int level =
            glyph.bits[bit / 8] >> (8 - strike.bits_per_pixel() - bit % 8) & ((1 << strike.bits_per_pixel()) - 1);
        ASSERT_EQ(level, picture.levels[p]) << s;
      }
    }
  }
}

TEST(Outline, a_reader_has_them_as_strikes) {
  const Bytes& bytes = bundle_of("noto-sans");
  const lr::OutlineSize sizes[] = {{72, 4}, {90, 4}, {31, 1}, {50, 2}};
  Opened opened;
  ASSERT_EQ(opened.open(bytes, sizes), Status::kOk);
  EXPECT_EQ(opened.outlines.first_strike(), 1u);
  EXPECT_EQ(opened.reader.bundle().strikes(), 5u);
  expect_drawn(opened, bytes, sizes);
  // A page of the largest sizes, laid out and painted as any other.
  lr::Style style = lr::style_for_screen(800, 600, 1, 2, 72);
  ASSERT_EQ(opened.reader.set_style(style), Status::kOk);
  ASSERT_EQ(opened.reader.open_article(0), Status::kOk);
  lr::test::Panel panel(800, 600, 4);
  ASSERT_EQ(opened.reader.paint(panel.surface()), Status::kOk);
  EXPECT_GT(std::count_if(panel.pixels().begin(), panel.pixels().end(), [](std::uint8_t p) { return p != 0xFF; }),
            4000);
}

TEST(Outline, what_is_no_size_is_refused) {
  const Bytes& bytes = bundle_of("noto-sans");
  lr::OutlineSource source;
  for (const lr::OutlineSize size : {lr::OutlineSize{7, 4}, {121, 4}, {24, 3}, {24, 8}})
    EXPECT_EQ(source.open(source_of(bytes), {&size, 1}), Status::kBadCall);
  const std::vector<lr::OutlineSize> many(lr::kMaxStrikes, {24, 1});
  EXPECT_EQ(source.open(source_of(bytes), many), Status::kBadCall);
}

TEST(Outline, bundles_without_have_none) {
  const Bytes& bytes = bundle_of("");
  lr::Outlines outlines;
  EXPECT_EQ(outlines.open(source_of(bytes)), Status::kNotFound);
  lr::OutlineSource source;
  const lr::OutlineSize size{24, 4};
  EXPECT_EQ(source.open(source_of(bytes), {&size, 1}), Status::kNotFound);
}

TEST(Outline, a_family_of_bitmaps_is_refused) {
  EXPECT_THROW(pack::pack(manifest_of("unifont"), {}), pack::InputError);
  EXPECT_THROW(pack::pack(manifest_of("no-such"), {}), pack::InputError);
}

// The bytes of a bundle that an append wrote.
Bytes grown(const Bytes& bundle, const pack::Appended& added) {
  Bytes bytes(bundle.begin(), bundle.begin() + added.at);
  bytes.insert(bytes.end(), added.bytes.begin(), added.bytes.end());
  std::copy(added.bytes.end() - format::kHeaderBytes, added.bytes.end(), bytes.begin());
  return bytes;
}

Bytes appended_to(const Bytes& bundle, const std::string& text) {
  pack::LoadedBundle old("old", bundle);
  const pack::Documents one{1, [&](std::size_t) { return pack::import_bytes(text, "new.md", {}); },
                            [&](std::size_t) { return text.size(); }};
  return grown(bundle, pack::append(old, one, {}));
}

TEST(Outline, added_symbols_have_fonts_of_their_own) {
  Bytes bytes = bundle_of("noto-sans");
  for (const char* text :
       {"---\ntitle: 春\nid: b\n---\n\n春眠不觉晓，Kö。\n", "---\ntitle: 江\nid: c\n---\n\n独钓寒江雪Ω。\n"}) {
    bytes = appended_to(bytes, text);
    EXPECT_TRUE(pack::inspect_damage(bytes).damages.empty());
    const lr::OutlineSize sizes[] = {{40, 4}, {48, 2}};
    Opened opened;
    ASSERT_EQ(opened.open(bytes, sizes), Status::kOk);
    EXPECT_GT(opened.reader.bundle().alphabet().symbols(), opened.reader.bundle().alphabet().first_added());
    expect_drawn(opened, bytes, sizes);
    // Text of the added article is there too.
    ASSERT_EQ(opened.reader.set_style(lr::style_for_screen(400, 300, 1, 2, 40)), Status::kOk);
    ASSERT_EQ(opened.reader.open_article(opened.reader.bundle().articles() - 1), Status::kOk);
    lr::test::Panel panel(400, 300, 4);
    EXPECT_EQ(opened.reader.paint(panel.surface()), Status::kOk);
  }
}

TEST(Outline, of_added_symbols_that_have_none_nothing_is_drawn) {
  Bytes bytes = bundle_of("noto-sans");
  pack::LoadedBundle old("old", bytes);
  const std::string text = "---\ntitle: 春\nid: b\n---\n\n春眠不觉晓。\n";
  const pack::Documents one{1, [&](std::size_t) { return pack::import_bytes(text, "new.md", {}); },
                            [&](std::size_t) { return text.size(); }};
  pack::AppendOptions options;
  options.no_strikes = true;
  bytes = grown(bytes, pack::append(old, one, options));
  const lr::OutlineSize size{40, 4};
  Opened opened;
  ASSERT_EQ(opened.open(bytes, {&size, 1}), Status::kOk);
  lr::Strike strike;
  ASSERT_EQ(opened.reader.strike(1, strike), Status::kOk);
  Bytes buffer(strike.picture_bytes());
  lr::Glyph glyph;
  EXPECT_EQ(strike.glyph(lr::kFirstTextSymbol, buffer, glyph), Status::kOk);
  EXPECT_EQ(strike.glyph(opened.reader.bundle().alphabet().first_added(), buffer, glyph), Status::kNotFound);
}

TEST(Outline, one_flipped_bit_is_mended_and_two_are_refused) {
  const Bytes& sound = bundle_of("noto-sans");
  const pack::SectionEntry entry = outline_of_file(sound);
  lr::Outlines whole;
  ASSERT_EQ(whole.open(source_of(sound)), Status::kOk);
  OutlinePicture expected;
  ASSERT_EQ(whole.draw(lr::kFirstTextSymbol + 1, 40, 4, expected), Status::kOk);
  for (std::uint32_t at = 0; at + 4 < entry.bytes; at += 97) {
    Bytes bytes = sound;
    bytes[entry.offset + at] ^= 0x10;
    lr::Outlines outlines;
    ASSERT_EQ(outlines.open(source_of(bytes)), Status::kOk) << at;
    OutlinePicture picture;
    ASSERT_EQ(outlines.draw(lr::kFirstTextSymbol + 1, 40, 4, picture), Status::kOk);
    ASSERT_EQ(picture.levels, expected.levels);
    bytes[entry.offset + at] ^= 0x0F;
    ASSERT_EQ(outlines.open(source_of(bytes)), Status::kDamaged) << at;
    EXPECT_FALSE(pack::inspect_damage(bytes).damages.empty());
  }
}

TEST(Outline, a_section_that_lies_is_refused) {
  const Bytes& sound = bundle_of("noto-sans");
  const pack::SectionEntry entry = outline_of_file(sound);
  const Bytes records = pack::unpaged(std::span(sound).subspan(entry.offset, entry.bytes), 1);
  lr::OutlineSection section;
  ASSERT_EQ(section.open(records), Status::kOk);
  EXPECT_GE(section.fonts(), 3u);
  const auto with_u16 = [&](std::size_t at, std::uint16_t value) {
    Bytes changed = records;
    lr::store_u16(changed.data() + at, value);
    lr::OutlineSection forged;
    return forged.open(changed);
  };
  // Likewise where the page's checksum fits it.
  Bytes file = sound;
  constexpr std::size_t kPayload = lr::kPageBytes - lr::kCrcBytes;
  lr::store_u16(&file[entry.offset + format::kOutlineFontsAt], 1);
  lr::store_u32(&file[entry.offset + kPayload], lr::crc32c(&file[entry.offset], kPayload));
  lr::Outlines outlines;
  EXPECT_EQ(lr::check_outlines(source_of(sound)), Status::kOk);
  EXPECT_EQ(lr::check_outlines(source_of(bundle_of(""))), Status::kNotFound);
  EXPECT_EQ(lr::check_outlines(source_of(file)), Status::kDamaged);
  EXPECT_EQ(outlines.open(source_of(file)), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlineSymbolsAt, 0xFFFF), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlineFirstFullAt, 0xFFFF), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlinePlacingsAt, 0xFFFF), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlineFontsAt, 1), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlineFontBytesAt, 1), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlineFontBytesAt + 2, 0xFFFF), Status::kDamaged);
  EXPECT_EQ(with_u16(format::kOutlineHeadBytes, 1), Status::kDamaged);
  for (const std::size_t size : {std::size_t{0}, std::size_t{43}, records.size() / 2, records.size() - 1}) {
    EXPECT_EQ(section.open(Bytes(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(size))),
              Status::kDamaged);
    EXPECT_EQ(section.symbols(), 0u);
  }
}

}  // namespace
