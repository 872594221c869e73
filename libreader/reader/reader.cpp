// Opening, styling, and going to places and notes. Pages are turned in turning.cpp.
#include <libreader/base/memory.h>
#include <libreader/reader.h>
#include <libreader/text/control.h>

namespace lr {

std::size_t workspace_bytes(const Limits& limits) {
  return Arena::cost<Storage::Page>(limits.cache_pages) + Arena::cost<Line>(limits.page_lines) +
         Arena::cost<LineItem>(limits.line_items) + Arena::cost<Place>(limits.page_starts) +
         Arena::cost<std::uint8_t>(limits.glyph_bytes) + Arena::cost<KeptPhrase>(limits.kept_phrases) + Arena::kAlignment;
}

Status Reader::open(const Source& source, std::span<std::byte> workspace, const Limits& limits) {
  opened_ = styled_ = in_note_ = false;
  origins_[0].article = kNoArticle;
  Arena arena(workspace);
  auto* pages = arena.take<Storage::Page>(limits.cache_pages);
  auto* lines = arena.take<Line>(limits.page_lines);
  auto* items = arena.take<LineItem>(limits.line_items);
  auto* starts = arena.take<Place>(limits.page_starts);
  auto* glyph = arena.take<std::uint8_t>(limits.glyph_bytes);
  auto* phrases = arena.take<KeptPhrase>(limits.kept_phrases);
  if (pages == nullptr || lines == nullptr || items == nullptr || starts == nullptr || glyph == nullptr || phrases == nullptr)
    return Status::kNoSpace;
  if (limits.cache_pages == 0 || limits.page_lines == 0 || limits.page_starts < 2) return Status::kNoSpace;
  items_ = {items, limits.line_items};
  glyph_memory_ = {glyph, limits.glyph_bytes};
  starts_.open({starts, limits.page_starts});
  page_.lines = {lines, limits.page_lines};
  page_.count = 0;
  const Status status = bundle_.open(source, {pages, limits.cache_pages});
  if (status == Status::kOk) bundle_.text_code().keep({phrases, limits.kept_phrases});
  bundle_.storage().set_run(limits.pages_a_call);
  return status;
}

Status Reader::strike(std::uint32_t index, Strike& strike, Scaling scaling) {
  if (index >= bundle_.strikes()) return Status::kNotFound;
  const Alphabet& alphabet = bundle_.alphabet();
  return strike.open(bundle_.storage(), bundle_.strike_range(index), bundle_.added_glyphs(index), alphabet, scaling);
}

constexpr std::size_t kPaintBytes = 3072;  // for the symbols of a page

// Not inlined: its locals would lie on the stack of the layout that follows.
[[gnu::noinline]] Status Reader::load_strikes(Strike* more) {
  std::uint32_t used = 0, of_more = 0;
  Status status = layout_.load_strikes(glyph_memory_, used);
  const bool has_own = more != nullptr && !more->share_models(layout_.strike_for(BlockKind::kParagraph)) &&
                       !more->share_models(layout_.strike_for(BlockKind::kTitle));
  if (status == Status::kOk && has_own) status = more->load(glyph_memory_.subspan(used), of_more);
  if (status != Status::kOk) return status;
  used += of_more;
  std::uint32_t picture_bytes = 0, bits_bytes = 0;
  const Strike* strikes[] = {&layout_.strike_for(BlockKind::kTitle), &layout_.strike_for(BlockKind::kParagraph), more};
  for (const Strike* strike : strikes) {
    if (strike == nullptr) continue;
    if (strike->picture_bytes() > picture_bytes) picture_bytes = strike->picture_bytes();
    if (strike->bits_bytes() > bits_bytes) bits_bytes = strike->bits_bytes();
  }
  if (picture_bytes > glyph_memory_.size() - used) return Status::kNoSpace;
  const std::size_t left = glyph_memory_.size() - used - picture_bytes;
  paint_bytes_ = static_cast<std::uint16_t>(left < kPaintBytes ? left : kPaintBytes);
  const std::size_t for_pictures = glyph_memory_.size() - used - paint_bytes_;
  glyphs_ = GlyphCache(glyph_memory_.subspan(used, for_pictures), picture_bytes, bits_bytes);
  return Status::kOk;
}

Status Reader::set_style(const Style& style, Strike* more) {
  styled_ = false;  // until it holds: a layout that failed to open is not to be used
  if (const Status status = layout_.open(bundle_, style, items_); status != Status::kOk) return status;
  if (style.metrics == MetricsKind::kStrike) {
    if (const Status status = load_strikes(more); status != Status::kOk) return status;
  }
  styled_ = true;
  if (!opened_) return Status::kOk;
  forget_pages();
  if (in_note_) return show({0, {flow_.first_unit, 0}});  // its first page again; the way back is found by place
  flow_ = flow_of(article_, style);
  start_ = anchor_;
  return walk_to({.place = anchor_});
}

Status Reader::open_article(std::uint32_t index) {
  if (!styled_) return Status::kBadCall;
  Article article;
  if (const Status status = bundle_.article(index, article); status != Status::kOk) return status;
  article_ = article;
  article_index_ = index;
  flow_ = flow_of(article_, layout_.style());
  in_note_ = false;
  origins_[0].article = kNoArticle;
  opened_ = true;
  forget_pages();
  start_ = anchor_ = {flow_.first_unit, 0};
  return show({0, anchor_});
}

void Reader::forget_pages() {
  starts_.clear();
  table_.close();
  table_sought_ = false;
  known_pages_ = 0;
}

// Lays out a page. The one shown before is lost when this fails, which but for kEnd at the
// very start of an empty article no sound text does; start_ still says where it began.
Status Reader::show(const PageStart& page) {
  if (const Status status = layout_.page(flow_, page.place, page_); status != Status::kOk) {
    page_.count = page_.notes = 0;
    return status;
  }
  page_number_ = page.number;
  start_ = page_.start;
  if (in_note_) return Status::kOk;
  starts_.add(page);
  if (page_.last) known_pages_ = page.number + 1;
  return Status::kOk;
}

Status Reader::go_to(Place place) {
  if (!opened_ || !styled_) return Status::kBadCall;
  if (in_note_) leave_note();
  const Status status = walk_to({.place = place});
  if (status == Status::kOk) anchor_ = place;
  return status;
}

Status Reader::go_to(const Locator& locator, Certainty& certainty) {
  if (!styled_) return Status::kBadCall;
  if (!opened_ || locator.article != article_.id) {
    std::uint32_t index = 0;
    if (const Status status = bundle_.find_article(locator.article, index); status != Status::kOk) return status;
    if (const Status status = open_article(index); status != Status::kOk) return status;
  }
  Place place;
  const Status status = resolve_locator(bundle_, article_, locator, place, certainty);
  return status == Status::kOk ? go_to(place) : status;
}

Status Reader::go_to_heading(std::uint32_t index) {
  if (!opened_ || !styled_) return Status::kBadCall;
  Heading heading;
  if (const Status status = bundle_.heading(article_, index, heading); status != Status::kOk) return status;
  return go_to(Place{heading.unit, 0});
}

Status Reader::open_note(std::uint32_t index) {
  if (!opened_ || !styled_) return Status::kBadCall;
  Note note;
  if (const Status status = bundle_.note(article_, index, note); status != Status::kOk) return status;
  if (!in_note_) return_place_ = start_;
  in_note_ = true;
  note_index_ = index;
  flow_ = flow_of(article_, note);
  start_ = {flow_.first_unit, 0};
  return show({0, start_});
}

void Reader::leave_note() {
  in_note_ = false;
  flow_ = flow_of(article_, layout_.style());
  start_ = return_place_;
}

}  // namespace lr
