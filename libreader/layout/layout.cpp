// Opens a layout: strikes, measure, line grid.
#include <libreader/layout.h>

namespace lr {

Flow flow_of(const Article& article, const Style& style) {
  Flow flow;
  flow.first_unit = style.front_matter ? article.first_unit : article.first_body_unit();
  flow.end_unit = article.end_unit();
  flow.first_mark = article.first_mark;
  flow.first_note = article.first_note;
  flow.marks = static_cast<std::uint16_t>(article.marks < 0xFFFF ? article.marks : 0xFFFF);
  flow.notes = static_cast<std::uint16_t>(article.notes < 0xFFFF ? article.notes : 0xFFFF);
  flow.language = article.language;
  return flow;
}

Flow flow_of(const Article& article, const Note& note) {
  Flow flow;
  flow.first_unit = note.first_unit;
  flow.end_unit = note.first_unit + note.units;
  flow.language = article.language;
  return flow;
}

Status Layout::open(Bundle& bundle, const Style& style, std::span<LineItem> items) {
  bundle_ = &bundle;
  style_ = style;
  items_ = items.size() > kMostItems ? items.first(kMostItems) : items;
  line_items_ = 0;
  columns_.unit = kNoArticle;
  ahead_ = {};
  cursor_.attach(bundle);
  if (items.size() < 16) return Status::kNoSpace;
  if (style.line_height <= 0 || style.nominal_em == 0) return Status::kBadCall;
  if (style.margin_left < 0 || style.margin_right < 0 || style.margin_top < 0 || style.margin_bottom < 0)
    return Status::kBadCall;
  if (style.metrics == MetricsKind::kStrike) {
    if (kSmallTier && style.title_strike != style.strike) return Status::kUnsupported;
    const std::uint8_t wanted[] = {style.strike, style.title_strike}, ppem[] = {style.ppem, style.title_ppem};
    for (int i = 0; i < kMaxLayoutStrikes; ++i) {
      if (wanted[i] >= bundle.strikes()) return Status::kNotFound;
      const Alphabet& alphabet = bundle.alphabet();
      const Status status = strikes_[i].open(bundle.storage(), bundle.strike_range(wanted[i]),
                                             bundle.added_glyphs(wanted[i]), alphabet, {style.scaler, ppem[i]});
      if (status != Status::kOk) return status;
    }
  }
  const std::int32_t em = em_q6(BlockKind::kParagraph);
  const int across = style.page_width - style.margin_left - style.margin_right;
  const int down = style.page_height - style.margin_top - style.margin_bottom;
  const std::int32_t measure = (vertical() ? down : across) * 64;
  if (measure < em) return Status::kBadCall;
  const std::int32_t rest = style.whole_em_measure ? measure % em : 0;
  measure_q6_ = measure - rest;
  left_ = static_cast<std::int16_t>((vertical() ? style.margin_top : style.margin_left) + rest / 128);
  top_ = vertical() ? style.margin_right : style.margin_top;
  rows_ = static_cast<std::int16_t>((vertical() ? across : down) / style.line_height);
  return rows_ > 0 ? Status::kOk : Status::kBadCall;
}

Status Layout::load_strikes(std::span<std::uint8_t> memory, std::uint32_t& used) {
  const Status status = strikes_[0].load(memory, used);
  if (status != Status::kOk || strikes_[kMaxLayoutStrikes - 1].share_models(strikes_[0])) return status;
  std::uint32_t more = 0;
  const Status of_title = strikes_[kMaxLayoutStrikes - 1].load(memory.subspan(used), more);
  used += more;
  return of_title;
}

std::int32_t Layout::em_q6(BlockKind kind) const {
  switch (style_.metrics) {
    case MetricsKind::kStrike: return strikes_[strike_of(kind)].em_q6();
    case MetricsKind::kCells: return vertical() ? 64 : 2 * 64;
    case MetricsKind::kNominal: break;
  }
  return style_.nominal_em * 64;
}

std::int16_t Layout::baseline(const Line& line) {
  const int top = top_ + line.row * style_.line_height;
  if (style_.metrics != MetricsKind::kStrike) return static_cast<std::int16_t>(top);
  const Strike& strike = strike_for(line.kind);
  const int spare = line.rows * style_.line_height - strike.ascent() - strike.descent();
  return static_cast<std::int16_t>(top + spare / 2 + strike.ascent());
}

}  // namespace lr
