// Draws the samples as strikes are drawn and sets them side by side.
#include "sample_sheet.h"

#include <libreader/pack/coverage.h>
#include <libreader/pack/import.h>
#include <libreader/pack/strikes/faces.h>

#include <algorithm>

#include "screen.h"

namespace lrpack {
namespace {

namespace pack = lr::pack;

constexpr int kMargin = 8;

struct Sample {
  pack::Language language;
  std::u32string_view text;
};
// Dense and plain characters, marks, digits and Latin letters.
constexpr Sample kSamples[] = {
    {pack::Language::kZhHans, U"赢得疆域，藏书“读者”一口。"}, {pack::Language::kZhHant, U"國際關係：讀書人，靈龜。"},
    {pack::Language::kJa, U"鬱蒼と、読書「カメラ」を"},       {pack::Language::kKo, U"한국어 훑다 꿈을 쓰는"},
    {pack::Language::kEn, U"Quick (1905) — “fjord” & glyph"},
};

struct Ink {
  int x, y;
  std::uint8_t grey;
};

// A line of the sheet: what is drawn in one strike.
struct SampleLine {
  std::vector<Ink> ink;
  int height = 0, width = 0;
};

std::u32string widen(const std::string& ascii) { return {ascii.begin(), ascii.end()}; }

SampleLine draw_line(const pack::StrikeSpec& spec) {
  const std::string label = spec.face + " " + std::to_string(spec.ppem) + "/" + std::to_string(spec.bpp) + "  ";
  std::vector<pack::GlyphRequest> requests = pack::requests_of_line(widen(label), pack::Language::kEn);
  for (const auto& [language, text] : kSamples) {
    for (const pack::GlyphRequest& request : pack::requests_of_line(std::u32string(text) + U"  ", language))
      requests.push_back(request);
  }
  SampleLine line;
  int pen_q6 = 0;
  std::vector<pack::GlyphPicture> pictures;
  const pack::DrawnStrike strike =
      pack::draw_strike(spec, requests, 0, [&](const pack::GlyphPicture& picture) { pictures.push_back(picture); });
  line.height = strike.ascent + strike.descent + spec.ppem / 2;
  const int full = (1 << spec.bpp) - 1;
  for (const pack::GlyphPicture& picture : pictures) {
    for (std::size_t i = 0; i < picture.coverage.size(); ++i) {
      const int x = static_cast<int>(i) % picture.width, y = static_cast<int>(i) / picture.width;
      if (picture.coverage[i] != 0)
        line.ink.push_back({pen_q6 / 64 + picture.left + x, strike.ascent + picture.top + y + spec.ppem / 4,
                            static_cast<std::uint8_t>(255 - picture.coverage[i] * 255 / full)});
    }
    pen_q6 += picture.advance_q6;
  }
  line.width = pen_q6 / 64;
  return line;
}

}  // namespace

void SampleSheet::write_png(const std::filesystem::path& file) const {
  std::vector<SampleLine> lines;
  for (const std::string& family : families) {
    const std::vector<int> by_hand = pack::face_table().sizes_by_hand(family);
    for (const int ppem : by_hand.empty() ? sizes : by_hand) {
      for (const int bpp : by_hand.empty() ? depths : std::vector{1}) lines.push_back(draw_line({family, ppem, bpp}));
    }
  }
  int width = 0, height = 2 * kMargin;
  for (const SampleLine& line : lines) {
    width = std::max(width, line.width + 2 * kMargin);
    height += line.height;
  }
  const int row = width * zoom;
  std::vector<std::uint8_t> sheet(static_cast<std::size_t>(row) * static_cast<std::size_t>(height * zoom), 0xFF);
  int top = kMargin;
  for (const SampleLine& line : lines) {
    for (const Ink& ink : line.ink) {
      const int x = kMargin + ink.x, y = top + ink.y;
      if (x < 0 || x >= width || y < 0 || y >= height) continue;
      for (int i = 0; i < zoom * zoom; ++i)
        sheet[static_cast<std::size_t>((y * zoom + i / zoom) * row + x * zoom + i % zoom)] = ink.grey;
    }
    top += line.height;
  }
  write_grey_png(file, row, height * zoom, sheet);
}

}  // namespace lrpack
