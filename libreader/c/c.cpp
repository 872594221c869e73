// The C facade's reader: every function is its namesake of Reader or Bundle with the types of c.h.
#include <libreader/base/memory.h>
#include <libreader/c.h>

#include <new>
#include <type_traits>

#include "convert.h"
#include "reader_handle.h"
#include "text_out.h"

static_assert(sizeof(lr_reader) <= LR_READER_BYTES && alignof(lr_reader) <= LR_ALIGNMENT);
static_assert(std::is_trivially_destructible_v<lr_reader>, "there is nothing to close");
static_assert(lr::Arena::kAlignment == LR_ALIGNMENT);

namespace lr::c {
namespace {

Limits limits_of(const lr_limits* limits) {
  if (limits == nullptr) return {};
  return {limits->cache_pages, limits->page_lines, limits->line_items, limits->page_starts, limits->glyph_bytes,
          limits->kept_phrases, limits->pages_a_call};
}

bool is_sound(const lr_style& style) {
  return style.metrics <= LR_METRICS_NOMINAL && style.kinsoku <= LR_KINSOKU_STRICT && style.alignment <= LR_RAGGED &&
         style.direction <= LR_VERTICAL;
}

Status read_source(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  const lr_source& source = *static_cast<const lr_source*>(context);
  return from_c(source.read(source.context, offset, to, size));
}

}  // namespace
}  // namespace lr::c

using namespace lr::c;
using lr::Status;

extern "C" {

const char* lr_status_name(lr_status status) { return lr::name_of(from_c(status)); }

void lr_limits_default(lr_limits* limits) {
  const lr::Limits ours;
  *limits = {ours.cache_pages, ours.page_lines, ours.line_items, ours.page_starts, ours.glyph_bytes, ours.kept_phrases,
             ours.pages_a_call};
}

size_t lr_workspace_bytes(const lr_limits* limits) { return lr::workspace_bytes(limits_of(limits)); }

size_t lr_reader_bytes(void) { return sizeof(lr_reader); }

lr_status lr_reader_open(void* memory, size_t memory_bytes, const lr_source* source, void* workspace,
                         size_t workspace_bytes, const lr_limits* limits, lr_reader** reader) {
  if (memory == nullptr || source == nullptr || workspace == nullptr || reader == nullptr) return LR_BAD_CALL;
  if (source->read == nullptr && source->mapped == nullptr) return LR_BAD_CALL;
  if (!is_aligned(memory) || !is_aligned(workspace)) return LR_BAD_CALL;
  if (memory_bytes < sizeof(lr_reader)) return LR_NO_SPACE;
  auto* made = new (memory) lr_reader{};
  made->source = *source;
  const lr::Source ours{read_source, &made->source, source->mapped, source->size_bytes};
  *reader = made;
  return to_c(made->reader.open(ours, {static_cast<std::byte*>(workspace), workspace_bytes}, limits_of(limits)));
}

uint32_t lr_reader_strikes(const lr_reader* reader) {
  return const_cast<lr_reader*>(reader)->reader.bundle().strikes();
}

lr_status lr_reader_strike(lr_reader* reader, uint32_t index, lr_strike* strike) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Strike ours;
  if (const Status status = reader->reader.strike(index, ours); status != Status::kOk) return to_c(status);
  *strike = {ours.ppem(), ours.bits_per_pixel(), ours.ascent(), ours.descent(), ours.picture_bytes(), {}};
  static_assert(sizeof strike->face == lr::Strike::kFaceBytes);
  return to_c(ours.face(strike->face));
}

void lr_style_for_screen(int16_t width, int16_t height, uint8_t strike, uint8_t title_strike, uint16_t ppem,
                         lr_style* style) {
  *style = to_c(lr::style_for_screen(width, height, strike, title_strike, ppem));
}

void lr_style_for_vertical_screen(int16_t width, int16_t height, uint8_t strike, uint8_t title_strike, uint16_t ppem,
                                  lr_style* style) {
  *style = to_c(lr::style_for_screen(width, height, strike, title_strike, ppem, lr::Direction::kVertical));
}

void lr_style_for_cells(int16_t columns, int16_t rows, lr_style* style) {
  *style = to_c(lr::style_for_cells(columns, rows));
}

lr_status lr_reader_set_style(lr_reader* reader, const lr_style* style) {
  if (reader == nullptr || !is_sound(*style)) return LR_BAD_CALL;
  return to_c(reader->reader.set_style(from_c(*style)));
}

uint32_t lr_reader_articles(const lr_reader* reader) {
  return const_cast<lr_reader*>(reader)->reader.bundle().articles();
}

lr_status lr_reader_article(lr_reader* reader, uint32_t index, lr_article* article) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Article ours;
  if (const Status status = reader->reader.bundle().article(index, ours); status != Status::kOk) return to_c(status);
  *article = {ours.id, ours.headings, ours.notes, ours.code_points, static_cast<std::uint8_t>(ours.language)};
  return LR_OK;
}

lr_status lr_reader_find_article(lr_reader* reader, uint64_t id, uint32_t* index) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.bundle().find_article(id, *index));
}

lr_status lr_reader_article_title(lr_reader* reader, uint32_t index, char* to, size_t room, size_t* bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Article article;
  const Status status = reader->reader.bundle().article(index, article);
  if (status != Status::kOk) return to_c(status);
  TextOut out(reader->reader.bundle(), to, room, bytes);
  return to_c(out.add_unit(article.first_unit));
}

lr_status lr_reader_article_name(lr_reader* reader, uint32_t index, char* to, size_t room, size_t* bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Article article;
  Status status = reader->reader.bundle().article(index, article);
  char name[lr::kMaxIdBytes];
  if (status == Status::kOk) status = reader->reader.bundle().article_name(article, name);
  if (status != Status::kOk) return to_c(status);
  TextOut out(reader->reader.bundle(), to, room, bytes);
  return to_c(out.add_bytes(name, article.name_bytes));
}

lr_status lr_reader_heading(lr_reader* reader, uint32_t index, uint8_t* level, char* to, size_t room, size_t* bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Heading heading;
  const Status status = reader->reader.bundle().heading(reader->reader.article(), index, heading);
  if (status != Status::kOk) return to_c(status);
  if (level != nullptr) *level = heading.level;
  TextOut out(reader->reader.bundle(), to, room, bytes);
  return to_c(out.add_unit(heading.unit));
}

lr_status lr_reader_open_article(lr_reader* reader, uint32_t index) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.open_article(index));
}

lr_status lr_reader_next(lr_reader* reader) { return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.next()); }

lr_status lr_reader_previous(lr_reader* reader) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.previous());
}

lr_status lr_reader_go_to_page(lr_reader* reader, uint32_t number) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.go_to_page(number));
}

lr_status lr_reader_go_to_per_mille(lr_reader* reader, uint32_t per_mille) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Place place;
  const Status status = reader->reader.place_at(per_mille, place);
  return to_c(status == Status::kOk ? reader->reader.go_to(place) : status);
}

lr_status lr_reader_go_to_heading(lr_reader* reader, uint32_t index) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.go_to_heading(index));
}

lr_status lr_reader_open_note(lr_reader* reader, uint32_t index) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.open_note(index));
}

lr_status lr_reader_open_link(lr_reader* reader, uint32_t link) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.open_link(link));
}

lr_status lr_reader_back(lr_reader* reader) { return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.back()); }

lr_status lr_reader_page(lr_reader* reader, lr_page* page) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Reader& ours = reader->reader;
  const lr::PageCount count = ours.page_count();
  const std::uint32_t lines = static_cast<std::uint32_t>(ours.page().count) + ours.page().notes;
  *page = {ours.page_number(), lines,          count.pages,     count.is_exact, ours.per_mille(), ours.article_index(),
           ours.note_index(),  ours.in_note(), ours.page().last};
  return LR_OK;
}

lr_status lr_reader_line_text(lr_reader* reader, uint32_t line, char* to, size_t room, size_t* bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  std::span<const lr::LineItem> items;
  Status status = reader->reader.line_items(line, items);
  if (status != Status::kOk) return to_c(status);
  TextOut out(reader->reader.bundle(), to, room, bytes);
  for (std::size_t i = 0; i < items.size() && status == Status::kOk; ++i) status = out.add(items[i].symbol);
  return to_c(status);
}

lr_status lr_reader_notes_on_page(lr_reader* reader, uint32_t* notes, uint32_t room, uint32_t* count) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.notes_on_page({notes, room}, *count));
}

lr_status lr_reader_links_on_page(lr_reader* reader, uint32_t* links, uint32_t room, uint32_t* count) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.links_on_page({links, room}, *count));
}

lr_status lr_reader_paint(lr_reader* reader, const lr_surface* surface) {
  if (reader == nullptr || surface->rotation > LR_ROTATION_270) return LR_BAD_CALL;
  lr::Surface ours{};
  ours.pixels = surface->pixels;
  ours.width = surface->width;
  ours.height = surface->height;
  ours.band_top = surface->band_top;
  ours.band_height = surface->band_height;
  ours.stride_bytes = surface->stride_bytes;
  ours.bits_per_pixel = surface->bits_per_pixel;
  ours.rotation = static_cast<lr::Rotation>(surface->rotation);
  return to_c(reader->reader.paint(ours));
}

lr_status lr_reader_locator(lr_reader* reader, lr_locator* locator) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Locator ours;
  const Status status = reader->reader.place(ours);
  if (status == Status::kOk) *locator = to_c(ours);
  return to_c(status);
}

lr_status lr_reader_go_to_locator(lr_reader* reader, const lr_locator* locator, lr_certainty* certainty) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Certainty ours = lr::Certainty::kNear;
  const Status status = reader->reader.go_to(from_c(*locator), ours);
  if (certainty != nullptr) *certainty = static_cast<lr_certainty>(ours);
  return to_c(status);
}

}  // extern "C"
