// Composes every symbol, takes the glyphs that were needed out of their fonts, and numbers them through.
#include "outline_writer.h"

#include <libreader/bundle/format.h>
#include <libreader/font/strike_format.h>
#include <libreader/outline/outline_format.h>
#include <libreader/outline/outline_section.h>
#include <zstd.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "limits.h"
#include "strikes/compose.h"
#include "strikes/subset.h"

namespace lr::pack {
namespace {

// What of a glyph is drawn in strikes too, em.
constexpr Box kMostInk{-0.5, -0.35, 1.5, 1};

std::uint32_t parts_of_em(double em) {
  const long parts = std::lround(em * format::kOutlineParts);
  return static_cast<std::uint16_t>(static_cast<std::int16_t>(std::clamp(parts, -32768L, 32767L)));
}

bool is_plain(const Placing& p) { return p.xx == 1 && p.xy == 0 && p.yx == 0 && p.yy == 1 && p.dx == 0 && p.dy == 0; }

class OutlineWriter {
 public:
  OutlineWriter(const std::string& family, Symbol first_symbol, Symbol first_full)
      : family_(family),
        faces_(face_table(), face_table().family(family), 0, 0),
        glyphs_of_(first_symbol),
        advances_(first_symbol),
        first_full_(first_full) {
    made_.face_name = family;
  }

  void add(const GlyphRequest& request) {
    Drawing drawing = compose(request, faces_);
    if (drawing.missing) made_.missing.push_back(requests_);
    ++requests_;
    Composition& composed = drawing.outline;
    if (request.advance == AdvanceKind::kZero) composed.transform(1, 1, -std::max(0.0, composed.box().x1), 0);
    if (composed.box().empty()) composed.glyphs.clear();
    for (const PlacedGlyph& glyph : composed.glyphs) note(glyph);
    widen(composed.box());
    glyphs_of_.push_back(std::move(composed.glyphs));
    advances_.push_back(request.advance == AdvanceKind::kZero ? 0 : drawing.advance);
  }

  std::unique_ptr<SectionWriter> write(const std::filesystem::path& folder) {
    cut_fonts();
    Bytes fonts, numbers, placings, advances;
    std::vector<std::uint8_t> files;
    for (const Font& font : fonts_) {
      fonts.u32(static_cast<std::uint32_t>(font.subset.bytes.size()));
      fonts.u16(font.subset.glyphs);
      fonts.u16(0);
      files.insert(files.end(), font.subset.bytes.begin(), font.subset.bytes.end());
    }
    std::uint32_t placed = 0;
    for (const std::vector<PlacedGlyph>& glyphs : glyphs_of_) numbers.u16(number_of(glyphs, placings, placed));
    for (std::size_t i = 0; i < first_full_; ++i)
      advances.u16(static_cast<std::uint32_t>(
          std::clamp(std::lround(advances_[i] * format::kOutlineAdvanceParts), 0L, 0xFFFFL)));
    Bytes records = head(placed, static_cast<std::uint32_t>(files.size()));
    for (const Bytes* part : {&fonts, &advances, &numbers, &placings}) records.append(part->get());
    records.append(packed(files));
    prove(records.get());
    auto section = std::make_unique<TableWriter>(format::kOutlineTag, 1, folder);
    section->add(records.get());
    section->finish();
    return section;
  }

  // With what hosts read it with.
  void prove(const std::vector<std::uint8_t>& records) const {
    OutlineSection section;
    bool is_same = section.open(records) == Status::kOk && section.symbols() == glyphs_of_.size();
    for (std::uint32_t i = 0; is_same && i < section.symbols(); ++i)
      is_same = section.parts(i).size() == glyphs_of_[i].size();
    if (!is_same) throw std::logic_error("the section of fonts does not read as it was written");
  }

  DrawnStrike take_drawn() { return std::move(made_); }

 private:
  struct Font {
    const Face* face;
    std::set<int> wanted;
    SubsetFont subset = {};
    std::uint32_t first = 0;  // its glyph 0 among those of all fonts
  };

  Font& font_of(const Face* face) {
    for (Font& font : fonts_) {
      if (font.face == face) return font;
    }
    fonts_.push_back({face, {}});
    return fonts_.back();
  }

  void note(const PlacedGlyph& glyph) {
    if (glyph.face != nullptr) font_of(glyph.face).wanted.insert(glyph.glyph);
  }

  void widen(const Box& box) {
    if (box.empty()) return;
    ink_.x0 = std::min(ink_.x0, std::max(box.x0, kMostInk.x0));
    ink_.y0 = std::min(ink_.y0, std::max(box.y0, kMostInk.y0));
    ink_.x1 = std::max(ink_.x1, std::min(box.x1, kMostInk.x1));
    ink_.y1 = std::max(ink_.y1, std::min(box.y1, kMostInk.y1));
  }

  void cut_fonts() {
    for (Font& font : fonts_) {
      font.subset = subset(*font.face, font.wanted);
      font.first = all_glyphs_;
      all_glyphs_ += font.subset.glyphs;
      font.wanted.clear();
    }
  }

  std::uint32_t glyph_number(const PlacedGlyph& glyph) {
    if (glyph.face == nullptr) return format::kOutlineSquare;
    const Font& font = font_of(glyph.face);
    return font.first + static_cast<std::uint32_t>(font.subset.glyph.at(glyph.glyph));
  }

  std::uint32_t number_of(const std::vector<PlacedGlyph>& glyphs, Bytes& placings, std::uint32_t& placed) {
    if (glyphs.empty()) return format::kOutlineBlank;
    if (glyphs.size() == 1 && glyphs[0].face != nullptr && is_plain(glyphs[0].placing)) return glyph_number(glyphs[0]);
    const std::uint32_t number = all_glyphs_ + placed;
    for (std::size_t i = 0; i < glyphs.size(); ++i, ++placed) {
      placings.u16(glyph_number(glyphs[i]));
      placings.u16(i + 1 < glyphs.size() ? 1 : 0);
      const Placing& p = glyphs[i].placing;
      for (const double value : {p.xx, p.xy, p.yx, p.yy, p.dx, p.dy}) placings.u16(parts_of_em(value));
    }
    fit(all_glyphs_ + placed, format::kOutlineBlank, "outline " + family_, "glyphs");
    return number;
  }

  Bytes head(std::uint32_t placed, std::uint32_t font_bytes) const {
    Bytes head;
    head.u16(static_cast<std::uint32_t>(glyphs_of_.size()));
    head.u16(static_cast<std::uint32_t>(first_full_));
    head.u16(placed);
    head.u16(static_cast<std::uint32_t>(fonts_.size()));
    const bool is_blank = ink_.empty();
    for (const double em : {ink_.x0, ink_.y0, ink_.x1, ink_.y1}) head.u16(is_blank ? 0 : parts_of_em(em));
    head.u32(fit(font_bytes, format::kMaxOutlineFontBytes, "outline " + family_, "bytes of fonts"));
    for (std::size_t i = 0; i < format::kStrikeFaceBytes; ++i)
      head.u8(i < family_.size() ? static_cast<std::uint8_t>(family_[i]) : 0);
    return head;
  }

  static std::vector<std::uint8_t> packed(const std::vector<std::uint8_t>& files) {
    constexpr int kLevel = 19;
    std::vector<std::uint8_t> frame(ZSTD_compressBound(files.size()));
    const std::size_t size = ZSTD_compress(frame.data(), frame.size(), files.data(), files.size(), kLevel);
    if (ZSTD_isError(size)) throw std::runtime_error(ZSTD_getErrorName(size));
    frame.resize(size);
    return frame;
  }

  const std::string& family_;
  FaceSet faces_;
  std::vector<std::vector<PlacedGlyph>> glyphs_of_;  // of each symbol
  std::vector<double> advances_;                     // likewise, em
  std::size_t first_full_, requests_ = 0;
  std::vector<Font> fonts_;  // in which they were first needed
  std::uint32_t all_glyphs_ = 0;
  Box ink_;
  DrawnStrike made_;
};

}  // namespace

OutlineMade make_outline(const std::string& family, const std::vector<GlyphRequest>& requests, Symbol first_symbol,
                         Symbol first_full, const std::filesystem::path& folder) {
  if (!face_table().sizes_by_hand(family).empty())
    throw InputError("outline " + family, "the family is drawn by hand and has no outlines; choose one that has");
  OutlineWriter writer(family, first_symbol, first_full);
  for (const GlyphRequest& request : requests) writer.add(request);
  OutlineMade made;
  made.section = writer.write(folder);
  made.drawn = writer.take_drawn();
  return made;
}

}  // namespace lr::pack
