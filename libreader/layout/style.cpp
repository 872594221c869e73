// Styles made from a screen, and their fingerprint.
#include <libreader/base/hash.h>
#include <libreader/layout.h>

namespace lr {

std::uint32_t Style::key() const {
  const std::uint32_t fields[] = {kLayoutVersion,
                                  static_cast<std::uint32_t>(metrics),
                                  strike,
                                  title_strike,
                                  nominal_em,
                                  ppem,
                                  title_ppem,
                                  static_cast<std::uint16_t>(page_width),
                                  static_cast<std::uint16_t>(page_height),
                                  static_cast<std::uint16_t>(margin_left),
                                  static_cast<std::uint16_t>(margin_top),
                                  static_cast<std::uint16_t>(margin_right),
                                  static_cast<std::uint16_t>(margin_bottom),
                                  static_cast<std::uint16_t>(line_height),
                                  static_cast<std::uint32_t>(direction),
                                  static_cast<std::uint32_t>(kinsoku),
                                  static_cast<std::uint32_t>(alignment),
                                  autospace,
                                  squeeze,
                                  hang,
                                  orphans,
                                  indent,
                                  ambiguous_wide,
                                  whole_em_measure,
                                  hyphens,
                                  ruby,
                                  front_matter,
                                  static_cast<std::uint32_t>(notes)};
  std::uint32_t hash = kFnvBasis;
  for (const std::uint32_t field : fields) hash = fnv1a(hash, field);
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
