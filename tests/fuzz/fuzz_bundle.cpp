// Any bytes as a bundle, its checksums put right: everything that can be read ends in a Status, every page gets on, and
// nothing is drawn outside the surface. Seeds: small bundles, such as tiny_bundle writes.
#include <libreader/bundle.h>
#include <libreader/draw.h>
#include <libreader/font.h>
#include <libreader/foreign_text.h>
#include <libreader/layout.h>
#include <libreader/title_search.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "repair.h"

namespace {

using lr::Status;

// Bounds of one run: a bundle may name the same text many times over.
constexpr std::uint32_t kMostArticles = 4, kMostNotes = 4, kMostPages = 6, kMostUnits = 64, kMostSymbols = 20000;

void require(bool holds) {
  if (!holds) std::abort();
}

Status read_copy(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  const auto& bytes = *static_cast<const std::vector<std::uint8_t>*>(context);
  require(offset <= bytes.size() && size <= bytes.size() - offset);
  std::memcpy(to, bytes.data() + offset, size);
  return Status::kOk;
}

class Walk {
 public:
  explicit Walk(std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}

  void run(bool mapped) {
    const auto size = static_cast<std::uint32_t>(bytes_.size());
    const lr::Source source =
        mapped ? lr::memory_source(bytes_.data(), size) : lr::Source{read_copy, &bytes_, nullptr, size};
    if (bundle_.open(source, pages_) != Status::kOk) return;
    if (mapped) bundle_.text_code().keep(kept_);
    for (std::uint32_t i = 0; i < bundle_.articles() && i < kMostArticles; ++i) article(i);
    lr::Unit unit;
    for (std::uint32_t i = 0; i < kMostUnits && bundle_.unit(i, unit) != Status::kNotFound; ++i) this->unit(i);
    for (std::uint32_t i = 0; i < bundle_.navigation_items() && i < kMostUnits; ++i) {
      lr::NavigationItem item;
      lr::TextCursor cursor(bundle_);
      if (bundle_.navigation(i, item) == Status::kOk && cursor.open(item) == Status::kOk) read(cursor);
    }
    for (const lr::List list : {lr::List::kContents, lr::List::kTitle, lr::List::kAuthor, lr::List::kDate}) lines(list);
    for (const char* query : {"", "a", "x", "tian", "天"}) find(query);
    symbols();
    links();
    for (std::uint32_t i = 0; i < bundle_.strikes(); ++i) strike(i);
  }

 private:
  void article(std::uint32_t index) {
    lr::Article article;
    if (bundle_.article(index, article) != Status::kOk) return;
    char name[lr::kMaxIdBytes];
    (void)bundle_.article_name(article, name);
    std::uint32_t found = 0;
    require(bundle_.find_article(article.id, found) == Status::kOk);
    lr::Article same;
    require(bundle_.article(found, same) == Status::kOk && same.id == article.id);
    for (std::uint32_t i = 0; i < article.headings && i < kMostUnits; ++i) {
      lr::Heading heading;
      (void)bundle_.heading(article, i, heading);
    }
    for (std::uint32_t i = 0; i < article.marks && i < kMostUnits; ++i) {
      std::uint32_t note = 0;
      if (bundle_.note_of_mark(article, i, note) == Status::kOk) require(note < article.notes);
    }
    lr::Style nominal;
    nominal.metrics = lr::MetricsKind::kNominal;
    nominal.hang = true;
    lr::Style vertical_cells = lr::style_for_cells(20, 4);
    vertical_cells.direction = lr::Direction::kVertical;
    lr::Style styles[] = {nominal, lr::style_for_cells(20, 4), vertical_cells, lr::style_for_screen(160, 96, 0, 0, 12),
                          lr::style_for_screen(96, 160, 0, 0, 12, lr::Direction::kVertical)};
    for (lr::Style& style : styles) {
      lay_out(style, lr::flow_of(article, style));
      style.notes = lr::NoteStyle::kAtFoot;
      lay_out(style, lr::flow_of(article, style));
      for (std::uint32_t i = 0; i < article.notes && i < kMostNotes; ++i) {
        lr::Note note;
        if (bundle_.note(article, i, note) == Status::kOk) lay_out(style, lr::flow_of(article, note));
      }
    }
  }

  void links() {
    std::uint32_t index = 0;
    for (std::uint32_t i = 0; i < bundle_.links() && i < kMostUnits; ++i) {
      lr::Link link{};
      lr::Article target;
      if (bundle_.link(i, link) != Status::kOk) continue;
      require(link.article < bundle_.articles());
      (void)bundle_.article(link.article, target);
      if (bundle_.first_link(link.unit, link.code_point, index) == Status::kOk) require(index <= bundle_.links());
    }
  }

  // The last screen of a list, fetched at once.
  void lines(lr::List list) {
    const std::uint32_t items = bundle_.list_items(list), first = items > 12 ? items - 12 : 0;
    std::vector<std::uint8_t> buffer(1024);
    (void)bundle_.read_ahead(list, first, 12, buffer);
    for (std::uint32_t i = first; i < items; ++i) {
      lr::NavigationItem item;
      lr::Date date;
      lr::TextCursor cursor(bundle_);
      if (bundle_.list_item(list, i, item) == Status::kOk && cursor.open(item) == Status::kOk) read(cursor);
      (void)bundle_.list_date(i, date);
    }
    bundle_.release_ahead();
  }

  void find(const char* query) {
    lr::TitleSearch search;
    if (search.open(bundle_, query) != Status::kOk) return;
    lr::NavigationItem item;
    for (std::uint32_t i = 0; i < kMostUnits && search.next(item) == Status::kOk; ++i)
      require(item.article < bundle_.articles());
  }

  void lay_out(const lr::Style& style, const lr::Flow& flow) {
    lr::Layout layout;
    if (layout.open(bundle_, style, items_) != Status::kOk) return;
    lr::Page page;
    page.lines = lines_;
    lr::Place at{flow.first_unit, 0};
    for (std::uint32_t i = 0; i < kMostPages && layout.page(flow, at, page) == Status::kOk; ++i) {
      const std::size_t lines = static_cast<std::size_t>(page.count) + page.notes;
      require(page.count > 0 && lines <= page.lines.size());
      for (const lr::Line& line : page.lines.first(lines)) {
        std::span<const lr::LineItem> items;
        if (layout.items(flow, line, items) != Status::kOk) continue;
        for (const lr::LineItem& item : items) require(item.symbol < bundle_.alphabet().symbols());
      }
      if (style.metrics == lr::MetricsKind::kStrike) paint(layout, flow, page, i);
      if (page.last) return;
      require(at < page.next);
      at = page.next;
    }
  }

  // A band of a panel that is turned another way for each page.
  void paint(lr::Layout& layout, const lr::Flow& flow, const lr::Page& page, std::uint32_t turn) {
    const auto depth = static_cast<std::uint8_t>(1u << turn % 3);
    std::vector<std::uint8_t> pixels(std::size_t{24} * lr::stride_for(160, depth));
    const lr::Surface surface{
        pixels.data(), 160, 96, 40, 24, lr::stride_for(160, depth), depth, static_cast<lr::Rotation>(turn % 4)};
    (void)lr::paint(layout, flow, page, glyph_, surface);
    (void)lr::surface_hash(surface);
  }

  void unit(std::uint32_t index) {
    lr::TextCursor cursor(bundle_);
    if (cursor.open(index) != Status::kOk) return;
    read(cursor);
    const std::uint32_t end = cursor.point().code_point;
    if (cursor.seek(index, end / 2) == Status::kOk) {
      const lr::TextPoint point = cursor.point();
      lr::TextItem first, again;
      const Status status = cursor.next(first);
      require(cursor.resume(point) == Status::kOk && cursor.next(again) == status);
      require(status != Status::kOk || first.symbol == again.symbol);
    }
  }

  void read(lr::TextCursor& cursor) {
    lr::TextItem item;
    for (std::uint32_t i = 0; i < kMostSymbols && cursor.next(item) == Status::kOk; ++i) {
      require(item.symbol < bundle_.alphabet().symbols());
      require(item.before <= lr::Opportunity::kAlways && item.group->symbol_class < lr::SymbolClass::kCount);
    }
  }

  void symbols() {
    for (std::uint32_t i = 0; i <= bundle_.alphabet().symbols() && i < 1024; ++i) {
      char text[128];
      std::uint32_t bytes = 0;
      if (bundle_.symbol_text(static_cast<lr::Symbol>(i), text, sizeof text, bytes) == Status::kOk)
        require(bytes <= sizeof text);
    }
    for (const std::uint32_t c : {0x61u, 0x4E2Du, 0x20000u}) {
      lr::Symbol symbol = 0;
      std::uint32_t found = 0, count = 0;
      if (bundle_.find_symbol(c, symbol) != Status::kOk) continue;
      require(bundle_.symbol_code_points(symbol, &found, 1, count) == Status::kOk && count == 1 && found == c);
    }
  }

  void foreign_text(lr::Strike& strike, std::span<std::uint8_t> buffer) {
    std::array<std::uint8_t, 64 / 2 * 32> pixels{};
    const lr::Surface surface{pixels.data(), 64, 32, 0, 32, 32, 4, lr::Rotation::k0};
    const lr::GlyphSource source{&bundle_, &strike, buffer};
    int x = 0;
    (void)lr::draw_foreign_text({&source, 1}, "a\xE4\xB8\xAD\xF0\xA0\x80\x80", &surface, x, 24);
    ink_ += lr::surface_hash(surface);
  }

  void strike(std::uint32_t index) {
    const lr::Alphabet& alphabet = bundle_.alphabet();
    lr::Strike strike;
    if (strike.open(bundle_.storage(), bundle_.strike_range(index), bundle_.added_glyphs(index), alphabet) !=
        Status::kOk)
      return;
    std::vector<std::uint8_t> buffer(strike.picture_bytes()), memory(strike.model_bytes());
    std::uint32_t used = 0;
    if (strike.load(memory, used) != Status::kOk) return;
    foreign_text(strike, buffer);
    for (std::uint32_t i = 0; i <= alphabet.symbols() && i < 1024; ++i) {
      const auto symbol = static_cast<lr::Symbol>(i);
      std::int32_t advance = 0;
      (void)strike.advance(symbol, advance);
      lr::Glyph glyph;
      if (strike.glyph(symbol, buffer, glyph) != Status::kOk || glyph.bits == nullptr) continue;
      const std::uint32_t bits = static_cast<std::uint32_t>(glyph.width) * glyph.height * strike.bits_per_pixel();
      ink_ += lr::crc32c(glyph.bits, (bits + 7) / 8);
    }
  }

  std::vector<std::uint8_t>& bytes_;
  std::array<lr::Storage::Page, 2> pages_{};
  std::array<lr::KeptPhrase, 64> kept_{};
  lr::Bundle bundle_;
  std::array<lr::LineItem, 64> items_{};
  std::array<lr::Line, 16> lines_{};
  std::array<std::uint8_t, 1024> glyph_{};
  std::uint32_t ink_ = 0;  // so that every bit is read
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint8_t> bytes(data, data + size);
  Walk(bytes).run(true);  // as it is
  if (!lr::fuzz::repair_checksums(bytes)) return 0;
  Walk(bytes).run(false);
  Walk(bytes).run(true);
  return 0;
}
