// Styles made from a screen, and their fingerprint.
#include <libreader/base/hash.h>
#include <libreader/layout.h>

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace lr {

// The fields follow each other as they are hashed: bytes, lengths of 16 bits, bytes.
std::uint32_t Style::key() const {
  constexpr std::size_t kBytes = 6, kLengths = 7, kMoreBytes = 14;
  static_assert(std::is_standard_layout_v<Style> && offsetof(Style, title_ppem) == kBytes - 1 &&
                offsetof(Style, line_height) == offsetof(Style, page_width) + 2 * (kLengths - 1) &&
                offsetof(Style, notes) == offsetof(Style, direction) + kMoreBytes - 1);
  const auto* const fields = reinterpret_cast<const std::uint8_t*>(this);
  std::uint32_t hash = fnv1a(kFnvBasis, kLayoutVersion);
  for (std::size_t i = 0; i < kBytes; ++i) hash = fnv1a(hash, fields[i]);
  for (std::size_t i = 0; i < kLengths; ++i) {
    std::uint16_t length = 0;
    std::memcpy(&length, fields + offsetof(Style, page_width) + 2 * i, sizeof length);
    hash = fnv1a(hash, length);
  }
  for (std::size_t i = 0; i < kMoreBytes; ++i) hash = fnv1a(hash, fields[offsetof(Style, direction) + i]);
  return hash;
}

Style style_for_screen(std::int16_t width, std::int16_t height, std::uint8_t strike, std::uint8_t title_strike,
                       std::uint16_t ppem, Direction direction) {
  Style style;
  style.strike = strike;
  style.title_strike = title_strike;
  style.page_width = width;
  style.page_height = height;
  style.direction = direction;
  const bool vertical = direction == Direction::kVertical;
  const int along = vertical ? height : width, across = vertical ? width : height;
  const auto margin = static_cast<std::int16_t>(along / 24 > 8 ? along / 24 : 8);
  style.line_height = static_cast<std::int16_t>(ppem == 0 ? 1 : ppem > 1000 ? 1500 : ppem * 3 / 2);
  // What the line grid leaves over goes to both of its sides.
  const int rows = (across - margin) / style.line_height;
  const int over = across - rows * style.line_height;
  const auto before = static_cast<std::int16_t>(over / 2), behind = static_cast<std::int16_t>(over - over / 2);
  style.margin_left = vertical ? behind : margin;
  style.margin_right = vertical ? before : margin;
  style.margin_top = vertical ? margin : before;
  style.margin_bottom = vertical ? margin : behind;
  return style;
}

Style style_for_cells(std::int16_t columns, std::int16_t rows) {
  Style style;
  style.metrics = MetricsKind::kCells;
  style.page_width = columns;
  style.page_height = rows;
  style.margin_left = style.margin_right = columns >= 60 ? 2 : columns >= 30 ? 1 : 0;
  style.margin_top = style.margin_bottom = 0;
  style.line_height = 1;
  style.alignment = Alignment::kRagged;
  style.autospace = false;
  return style;
}

}  // namespace lr
