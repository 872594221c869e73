// Fonts of bitmaps: the three formats read alike, what is wrong with a file is named, and glyphs stand where layout
// expects them.
#include <gtest/gtest.h>
#include <libreader/pack/character_sets.h>
#include <libreader/pack/import.h>
#include <libreader/pack/strikes.h>
#include <libreader/pack/strikes/bitmap_font.h>
#include <libreader/pack/strikes/bitmap_place.h>
#include <libreader/pack/strikes/face.h>

#include "../support/pcf.h"

namespace lr::pack {
namespace {

using testing_support::pcf_of;
using testing_support::PcfOptions;

constexpr const char* kBdf = R"(STARTFONT 2.1
FONT -x-x-medium-r-normal--5-50-75-75-p-50-iso10646-1
SIZE 5 75 75
FONTBOUNDINGBOX 10 3 0 -1
STARTPROPERTIES 2
CHARSET_REGISTRY "ISO10646"
CHARSET_ENCODING "1"
ENDPROPERTIES
CHARS 2
STARTCHAR one
ENCODING 19968
SWIDTH 500 0
DWIDTH 10 0
BBX 10 3 0 -1
BITMAP
8040
FFC0
0000
ENDCHAR
STARTCHAR unencoded
ENCODING -1
DWIDTH 4 0
BBX 1 1 0 0
BITMAP
80
ENDCHAR
ENDFONT
)";

std::string picture_of(const BitmapGlyph& glyph) {
  std::string picture;
  for (int y = 0; y < glyph.height; ++y) {
    for (int x = 0; x < glyph.width; ++x) picture += glyph.ink(x, y) ? '#' : '.';
    picture += '\n';
  }
  return picture;
}

const BitmapGlyph& glyph_of(const BitmapFont& font, char32_t c) { return font.glyphs.at(font.glyph_of.at(c)); }

std::string message_of(const std::string& bytes) {
  try {
    parse_bitmap_font(bytes, "a.font");
  } catch (const InputError& error) {
    return error.what();
  }
  return "read";
}

TEST(BitmapFont, BdfIsRead) {
  const BitmapFont font = parse_bitmap_font(kBdf, "a.bdf");
  ASSERT_EQ(font.glyphs.size(), 1u);  // the other one stands for no character
  const BitmapGlyph& glyph = glyph_of(font, U'一');
  EXPECT_EQ(picture_of(glyph), "#........#\n##########\n..........\n");
  EXPECT_EQ(glyph.left, 0);
  EXPECT_EQ(glyph.top, -2);
  EXPECT_EQ(glyph.advance, 10);
}

TEST(BitmapFont, HexIsRead) {
  const BitmapFont font = parse_bitmap_font(
      "0041:0000000018242442427E424242420000\r\n4E00:" + std::string(28, '0') + "FFFE" + std::string(32, '0') + "\n",
      "a.hex");
  EXPECT_EQ(glyph_of(font, U'A').width, 8);
  EXPECT_EQ(glyph_of(font, U'A').top, -14);
  EXPECT_EQ(picture_of(trimmed(glyph_of(font, U'A'))).substr(0, 14), "..##..\n.#..#.\n");
  EXPECT_EQ(picture_of(trimmed(glyph_of(font, U'一'))), "###############\n");
}

// All ways to store a row mean the same.
TEST(BitmapFont, PcfIsReadInEveryOrder) {
  const BitmapFont bdf = parse_bitmap_font(kBdf, "a.bdf");
  for (const bool big : {false, true}) {
    for (const bool first_high : {false, true}) {
      for (const unsigned pad_log2 : {0u, 1u, 2u}) {
        for (unsigned unit_log2 = 0; unit_log2 <= pad_log2; ++unit_log2) {
          for (const bool compressed : {false, true}) {
            const PcfOptions options{big, first_high, pad_log2, unit_log2, compressed};
            const BitmapFont font =
                parse_bitmap_font(pcf_of(glyph_of(bdf, U'一'), 0x4E00, "ISO10646", options), "a.pcf");
            const BitmapGlyph& glyph = glyph_of(font, U'一');
            EXPECT_EQ(picture_of(glyph), picture_of(bdf.glyphs[0]));
            EXPECT_EQ(glyph.top, -2);
            EXPECT_EQ(glyph.advance, 10);
          }
        }
      }
    }
  }
}

TEST(BitmapFont, NumbersOfNationalSetsBecomeUnicode) {
  const BitmapFont bdf = parse_bitmap_font(kBdf, "a.bdf");
  const auto only = [&](unsigned code, const char* registry) {
    return parse_bitmap_font(pcf_of(bdf.glyphs[0], code, registry, {}), "a.pcf").glyph_of.begin()->first;
  };
  EXPECT_EQ(only(0x3021, "GB2312.1980"), U'啊');
  EXPECT_EQ(only(0x3021, "JISX0208.1983"), U'亜');
  EXPECT_EQ(only(0x3021, "KSC5601.1987"), U'가');
  EXPECT_EQ(
      message_of(pcf_of(bdf.glyphs[0], 0x3021, "CNS11643.1992", {})),
      "a.font: numbers its characters by \"CNS11643.1992\", which is not known; known are ISO10646, GB2312, GBK, BIG5, "
      "JISX0201, JISX0208, KSC5601");
}

TEST(BitmapFont, WhatIsWrongIsNamed) {
  EXPECT_EQ(message_of("0041:00\n"), "a.font:1: expected 32 or 64 hexadecimal digits, found 2");
  EXPECT_EQ(message_of("\n4E00:" + std::string(63, '0') + "G\n"),
            "a.font:2: expected hexadecimal digits behind the colon");
  EXPECT_EQ(message_of("a picture"),
            "a.font:1: expected a code point, a colon and hexadecimal digits: this is no BDF, PCF or unifont.hex");
  EXPECT_EQ(message_of(""), "a.font: has no glyphs that stand for characters of Unicode");
  std::string bdf = kBdf;
  EXPECT_EQ(message_of(bdf.substr(0, bdf.find("0000\nENDCHAR"))), "a.font:17: expected a row of 4 hexadecimal digits");
  bdf.replace(bdf.find("BBX 10 3"), 8, "BBX 999 3");
  EXPECT_EQ(message_of(bdf), "a.font:14: a glyph is larger than 127 pixels");
  EXPECT_EQ(message_of("\x1F\x8B\x08"), "a.font: is compressed with gzip and damaged; reinstall its package");
}

TEST(BitmapFont, ACutOffPcfIsRefused) {
  const std::string whole = pcf_of(parse_bitmap_font(kBdf, "a.bdf").glyphs[0], 0x4E00, "ISO10646", {});
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_NE(message_of(whole.substr(0, size)), "read") << size;
}

// A stroke of 2 by 4 pixels at the left of a half-width box.
BitmapGlyph comma() { return {1, -2, 2, 4, 8, std::string(4, '\xC0')}; }

TEST(BitmapPlace, MarksStandWhereLayoutExpectsThem) {
  BitmapGlyph left = comma();
  place_in_em(left, U'，', 16);  // the middle
  EXPECT_EQ(left.left, 5);
  leave_blank(left, blank_of(2, 0), 16);
  EXPECT_EQ(left.left, 13);
  leave_blank(left, blank_of(0, 2), 16);
  EXPECT_EQ(left.left, 1);
  leave_blank(left, blank_of(1, 1), 16);
  EXPECT_EQ(left.left, 7);
  EXPECT_EQ(left.top, 6 - 14);
}

TEST(BitmapPlace, ForVerticalLinesMarksTurnOrMove) {
  BitmapGlyph mark = comma();
  move_to_other_corner(mark, 16);
  EXPECT_EQ(mark.left, 13);
  EXPECT_EQ(mark.top + mark.height, 2 - 14 + 2);  // as far from the top as it was from the bottom
  BitmapGlyph bracket{10, -14, 3, 16, 16, std::string(16, '\xE0')};
  lay_on_side(bracket, 16);
  EXPECT_EQ(bracket.width, 16);
  EXPECT_EQ(bracket.height, 3);
  EXPECT_EQ(bracket.left, 0);
  EXPECT_EQ(bracket.top, 10 - 14);  // what was at the right is below
}

TEST(BitmapPlace, SmallKanaOfVerticalLinesStayInTheirEmSquare) {
  BitmapGlyph kana{3, -7, 9, 7, 16, std::string(14, '\xFF')};
  move_up_right(kana, 16);
  EXPECT_EQ(kana.left, 5);
  EXPECT_EQ(kana.top, -9);
  kana = {8, -14, 8, 8, 16, std::string(8, '\xFF')};
  move_up_right(kana, 16);
  EXPECT_EQ(kana.left, 8);
  EXPECT_EQ(kana.top, -14);
}

TEST(CharacterSets, HaveAsManyCharactersAsTheirStandards) {
  EXPECT_EQ(characters_of_set("gb2312", "").size(), 7445u);
  EXPECT_EQ(characters_of_set("gb2312-1", "").size(), 682u + 3755u);
  EXPECT_EQ(characters_of_set("jis-x-0208", "").size(), 6879u);
  EXPECT_EQ(characters_of_set("ks-x-1001-hangul", "").size(), 989u + 2350u);
  EXPECT_EQ(characters_of_set("ascii", "").size(), 95u);
  EXPECT_THROW(characters_of_set("ebcdic", "m.toml:3"), InputError);
}

class HandMade : public testing::Test {
 protected:
  std::vector<GlyphPicture> draw(const char* family, int ppem, int bpp, const std::u32string& characters) {
    std::vector<GlyphRequest> requests;
    for (const char32_t c : characters) requests.push_back({{c}, Form::kWide, Language::kZhHans, AdvanceKind::kFull});
    std::vector<GlyphPicture> pictures;
    drawn_ = draw_strike({family, ppem, bpp}, requests, 1, [&](const GlyphPicture& p) { pictures.push_back(p); });
    return pictures;
  }
  static void need(const char* id) {
    for (const FaceSpec& spec : face_table().faces) {
      if (spec.id == id && Face::open(spec) == nullptr)
        GTEST_SKIP() << "package " << spec.package << " is not installed";
    }
  }
  DrawnStrike drawn_;
};

TEST_F(HandMade, PicturesAreTheFontsOwnAndOutlinesFillTheGaps) {
  need("wqy-16");
  const std::vector<GlyphPicture> pictures = draw("wqy-song", 16, 1, U"中\U00020089");
  const FaceTable& table = face_table();
  for (const FaceSpec& spec : table.faces) {
    if (spec.id != "wqy-16") continue;
    const auto face = Face::open(spec);
    const BitmapGlyph own = trimmed(face->bitmap(face->glyph(U'中')));
    ASSERT_EQ(pictures[0].width, own.width);
    ASSERT_EQ(pictures[0].height, own.height);
    for (int y = 0; y < own.height; ++y) {
      for (int x = 0; x < own.width; ++x)
        EXPECT_EQ(pictures[0].coverage[static_cast<std::size_t>(y * own.width + x)] != 0, own.ink(x, y));
    }
  }
  EXPECT_EQ(pictures[0].advance_q6, 16 * 64);
  EXPECT_TRUE(drawn_.missing.empty());
  EXPECT_GT(pictures[1].width, 8);  // of an outline face
}

TEST_F(HandMade, IdeographsFillTheEmSquareAtEverySize) {
  need("wqy-16");
  std::u32string characters;
  for (char32_t c = U'一'; c < U'一' + 500; ++c) characters += c;
  for (const int ppem : {12, 13, 14, 15, 16}) {
    int above = 0, below = 0;
    for (const GlyphPicture& p : draw("wqy-song", ppem, 1, characters)) {
      above += p.top < -drawn_.ascent;
      below += p.top + p.height > drawn_.descent;
      EXPECT_LE(p.left + p.width, ppem);
      EXPECT_GE(p.left, 0);
    }
    EXPECT_LE(above, 5) << ppem;
    EXPECT_LE(below, 5) << ppem;
  }
}

TEST_F(HandMade, OtherSizesAreRefused) {
  const auto message = [&](int ppem, int bpp) {
    try {
      draw("wqy-song", ppem, bpp, U"中");
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(message(20, 1),
            "strike wqy-song 20: the family is drawn by hand, for 1 bit a pixel and 12, 13, 14, 15, 16 px; choose one "
            "of them, "
            "or a family of outlines");
  EXPECT_NE(message(16, 2), "");
}

}  // namespace
}  // namespace lr::pack
