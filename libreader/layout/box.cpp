// Indents by language and kind of block (rules I1, I2).
#include "box.h"

namespace lr {
namespace {

// First-line indent in quarters of an em: two em in Chinese, one where the measure is short (I1); one in Japanese,
// Korean and English.
int indent_quarters(ArticleLanguage language, std::int32_t measure_em) {
  const bool chinese = language == ArticleLanguage::kZhHans || language == ArticleLanguage::kZhHant;
  return chinese && measure_em > 14 ? 8 : 4;
}

bool is_title(BlockKind kind) { return kind == BlockKind::kTitle; }

}  // namespace

bool is_running_text(BlockKind kind) {
  switch (kind) {
    case BlockKind::kParagraph:
    case BlockKind::kQuote:
    case BlockKind::kListItem:
    case BlockKind::kAbstract: return true;
    default: return false;
  }
}

Layout::Box Layout::box_for(const Flow& flow, const Unit& unit, bool first_line) const {
  Box box{};
  box.strike = static_cast<std::uint8_t>(is_title(unit.kind) ? kMaxLayoutStrikes - 1 : 0);
  box.em_q6 = em_q6(unit.kind);
  const std::int32_t em = em_q6(BlockKind::kParagraph);
  const std::int32_t measure_em = measure_q6_ / em;
  const std::int32_t step = measure_em > 14 ? 2 * em : em;
  const int quotes = unit.quote_depth + (unit.kind == BlockKind::kAbstract ? 1 : 0);
  const bool table = unit.kind == BlockKind::kTable, headed = table && (unit.level & kHeadedTable) != 0;
  box.columns = table && columns_.count > 0;
  box.records = table && !box.columns;
  const int depth = unit.list_depth + (box.records && headed ? 1 : 0);
  std::int32_t left = box.columns ? 0 : quotes * step + depth * 2 * em;
  const std::int32_t most = measure_em / 2 * em;  // however deep it is nested, half of the measure is text
  if (left > most) left = most;
  box.left_q6 = left;
  box.measure_q6 = measure_q6_ - left;
  box.hang_q6 = depth == 0 ? 0 : (left < 2 * em ? left : 2 * em);
  const bool indented = style_.indent && (unit.kind == BlockKind::kParagraph || unit.kind == BlockKind::kQuote);
  box.indent_q6 = indented && first_line ? em * indent_quarters(flow.language, measure_em) / 4 : 0;
  if (box.records && first_line) box.indent_q6 = -box.hang_q6;
  box.tab_q6 = box.records ? em : box.measure_q6 / 4 / 64 * 64;
  if (box.tab_q6 < em) box.tab_q6 = em;
  box.first_line = first_line;
  box.justify = style_.alignment == Alignment::kJustify && is_running_text(unit.kind);  // X7
  box.strong = unit.kind == BlockKind::kHeading || is_title(unit.kind) || (headed && first_line);
  box.keep_spaces = unit.kind == BlockKind::kCode;
  const bool prose = (style_.metrics != MetricsKind::kCells) & !(box.keep_spaces | box.columns);
  box.squeeze = style_.squeeze & prose;
  box.trim_ends = box.squeeze & (style_.kinsoku != KinsokuLevel::kBasic);
  box.stops_give = flow.language != ArticleLanguage::kJa;
  box.hang = style_.hang & prose;
  box.autospace = style_.autospace & prose;
  box.vertical = vertical();
  box.hyphens = style_.hyphens & !box.keep_spaces;
  box.ruby = style_.ruby & prose;
  return box;
}

// That of a line of the unit that the cursor is in.
Layout::Box Layout::box_of(const Flow& flow, const Line& line) const {
  Box box = box_for(flow, cursor_.unit(), line.start.code_point == 0);
  if (line.cut_short && box.measure_q6 > 2 * box.em_q6) box.measure_q6 -= box.em_q6;  // room for the ellipsis
  return box;
}

// Empty grid rows between two blocks. Whole rows only, so that the lines of all pages stand on one grid (B1).
int Layout::gap_rows(BlockKind before, BlockKind after) const {
  const auto set_apart = [](BlockKind kind) {
    return kind == BlockKind::kHeading || kind == BlockKind::kCode || kind == BlockKind::kTable ||
           kind == BlockKind::kAbstract || kind == BlockKind::kTitle;
  };
  if (is_front_matter(before) && !is_front_matter(after)) return 1;
  if (before == BlockKind::kCaption && after == BlockKind::kTable) return 0;
  if (after == BlockKind::kHeading) return 1;
  if (before == BlockKind::kHeading) return 0;
  if (before == BlockKind::kTitle) return after == BlockKind::kSubtitle ? 0 : 1;
  if (before == BlockKind::kRule || after == BlockKind::kRule) return 0;
  if (after == BlockKind::kCaption || before == BlockKind::kCaption) return before == BlockKind::kParagraph ? 1 : 0;
  const bool changes = before != after;
  const bool quoted = changes && (before == BlockKind::kQuote || after == BlockKind::kQuote);
  return quoted || set_apart(before) || set_apart(after) ? 1 : 0;
}

}  // namespace lr
