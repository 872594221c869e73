// The records of a bundle's tables: articles, units, notes, headings, contents, symbols.
#include <libreader/base/bytes.h>
#include <libreader/base/utf8.h>
#include <libreader/bundle.h>

#include "format.h"

namespace lr {

static_assert(kMaxIdBytes == format::kMaxIdBytes);

namespace {

// first and count lie within limit.
bool within(std::uint32_t first, std::uint32_t count, std::uint32_t limit) {
  return first <= limit && count <= limit - first;
}

}  // namespace

Status Bundle::article(std::uint32_t index, Article& article) {
  if (index >= tables_[kArticles].records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kArticles, index, p); status != Status::kOk) return status;
  article = {load_u64(p),
             load_u32(p + 8),
             load_u16(p + 12),
             load_u32(p + 16),
             load_u32(p + 20),
             load_u16(p + 14),
             load_u32(p + 24),
             load_u32(p + 28),
             load_u32(p + 32),
             load_u16(p + 36),
             load_u32(p + 40),
             load_u32(p + 44) & 0xFFFFFF,
             p[47],
             static_cast<ArticleLanguage>(p[38])};
  const std::uint64_t units = static_cast<std::uint64_t>(article.front_units) + article.body_units;
  const bool sound = units <= unit_count_ &&
                     within(article.first_unit, static_cast<std::uint32_t>(units), unit_count_) &&
                     within(article.first_note, article.notes, tables_[kNotes].records) &&
                     within(article.first_mark, article.marks, tables_[kMarks].records) &&
                     within(article.first_heading, article.headings, tables_[kHeadings].records);
  return sound ? Status::kOk : Status::kDamaged;
}

Status Bundle::field(const Article& article, BlockKind kind, std::uint32_t n, std::uint32_t& unit) {
  for (unit = article.first_unit; unit < article.first_body_unit(); ++unit) {
    Unit found;
    const Status status = this->unit(unit, found);
    if (status == Status::kIo) return status;
    if (status == Status::kOk && found.kind == kind && n-- == 0) return Status::kOk;
  }
  return Status::kNotFound;
}

Status Bundle::chunk(std::uint32_t index, Chunk& chunk) {
  if (index >= chunk_count_) return Status::kDamaged;
  const std::uint8_t* p = nullptr;
  const Status status = row(kChunks, index / format::kChunksARecord, p);
  if (status != Status::kOk) return status;
  chunk.offset = load_u32(p);
  for (std::uint32_t i = index % format::kChunksARecord; i > 0; --i, p += 4)  // those before it
    chunk.offset += (load_u16(p + 4) & 0x1FFu) + kCrcBytes;
  chunk.bytes = load_u16(p + 4) & 0x1FFu;
  chunk.marks = static_cast<std::uint16_t>(load_u16(p + 4) >> 9);
  chunk.code_points = load_u16(p + 6);
  return Status::kOk;
}

Status Bundle::stored_text(const Range& section, std::uint32_t offset, std::uint32_t bytes, std::uint8_t* buffer,
                           const std::uint8_t*& to) {
  const bool inside = bytes <= format::kMaxChunkTextBytes && bytes + kCrcBytes <= section.bytes &&
                      offset <= section.bytes - bytes - kCrcBytes;
  return inside ? storage_.read_checked(section.offset + offset, bytes, buffer, to) : Status::kDamaged;
}

Status Bundle::note(const Article& article, std::uint32_t index, Note& note) {
  if (index >= article.notes) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kNotes, article.first_note + index, p); status != Status::kOk) return status;
  note = {load_u32(p), load_u32(p + 4)};
  return within(note.first_unit, note.units, unit_count_) ? Status::kOk : Status::kDamaged;
}

Status Bundle::heading(const Article& article, std::uint32_t index, Heading& heading) {
  if (index >= article.headings) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  const Status status = row(kHeadings, article.first_heading + index, p);
  if (status != Status::kOk) return status;
  heading = {load_u32(p), p[4]};
  return heading.unit < unit_count_ ? Status::kOk : Status::kDamaged;
}

Status Bundle::navigation(std::uint32_t index, NavigationItem& item) {
  if (index >= tables_[kNavigation].records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kNavigation, index, p); status != Status::kOk) return status;
  item = {load_u32(p), load_u32(p + 4), load_u16(p + 8), p[10]};
  return item.article == kNoArticle || item.article < tables_[kArticles].records ? Status::kOk : Status::kDamaged;
}

Status Bundle::note_of_mark(const Article& article, std::uint32_t mark, std::uint32_t& note) {
  if (mark >= article.marks) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kMarks, article.first_mark + mark, p); status != Status::kOk) return status;
  note = load_u16(p);
  return note < article.notes ? Status::kOk : Status::kDamaged;
}

Status Bundle::link(std::uint32_t index, Link& link) {
  if (index >= tables_[kLinks].records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kLinks, index, p); status != Status::kOk) return status;
  link = {load_u32(p), load_u24(p + 4), p[7], load_u24(p + 8), load_u24(p + 11)};
  return link.unit < unit_count_ && link.article < tables_[kArticles].records ? Status::kOk : Status::kDamaged;
}

Status Bundle::first_link(std::uint32_t unit, std::uint32_t code_point, std::uint32_t& index) {
  std::uint32_t low = 0, high = tables_[kLinks].records;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    Link found;
    if (const Status status = link(middle, found); status != Status::kOk) return status;
    if (found.unit < unit || (found.unit == unit && found.code_point + found.length <= code_point)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  index = low;
  return Status::kOk;
}

Status Bundle::find_article(std::uint64_t id, std::uint32_t& index) {
  const Status ordered = find_in_order(id, index);
  if (ordered == Status::kOk || ordered == Status::kIo) return ordered;
  for (index = 0; index < tables_[kArticles].records; ++index) {
    const std::uint8_t* p = nullptr;
    const Status status = row(kArticles, index, p);
    if (status == Status::kIo) return status;
    if (status == Status::kOk && load_u64(p) == id) return Status::kOk;
  }
  return Status::kNotFound;
}

Status Bundle::article_name(const Article& article, char* to) {
  return storage_.bytes(tables_[kNames], article.name_offset, to, article.name_bytes);
}

// A rare symbol stands for one code point, its record's first and all gaps up to it; a form for vertical lines for none.
Status Bundle::rare_code_point(Symbol symbol, std::uint32_t* to, std::uint32_t room, std::uint32_t& count) {
  count = symbol < alphabet_.first_form() ? 1 : 0;
  if (count > room) return Status::kNoSpace;
  if (count == 0) return Status::kOk;
  const std::uint32_t number = static_cast<std::uint32_t>(symbol) - alphabet_.first_rare();
  const std::uint32_t record =
      format::records_of(alphabet_.first_rare(), format::kSymbolsARecord) + number / format::kRareSymbolsARecord;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kCodePoints, record, p); status != Status::kOk) return status;
  std::uint32_t code_point = load_u16(p);
  for (std::uint32_t i = number % format::kRareSymbolsARecord; i > 0; --i) code_point += p[1 + i];
  *to = code_point;
  return Status::kOk;
}

Status Bundle::symbol_code_points(Symbol symbol, std::uint32_t* to, std::uint32_t room, std::uint32_t& count) {
  if (symbol >= alphabet_.symbols()) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  const std::uint32_t first_rare = alphabet_.first_rare(), first_added = alphabet_.first_added();
  if (symbol >= first_rare && symbol < first_added) return rare_code_point(symbol, to, room, count);
  const bool is_added = symbol >= first_added;
  const std::uint32_t number = is_added ? symbol - first_added : symbol;
  const std::uint32_t place = number % format::kSymbolsARecord;
  const std::uint32_t record = number / format::kSymbolsARecord + (is_added ? tables_[kCodePoints].first_added() : 0);
  if (const Status status = row(kCodePoints, record, p); status != Status::kOk) return status;
  const std::uint32_t value = load_u16(p + 1 + 2 * place);
  if ((*p >> place & 1) == 0) {
    count = alphabet_.group_of(symbol).code_points;
    if (count > 1) return Status::kDamaged;
    if (count > room) return Status::kNoSpace;
    if (count == 1) *to = value;
    return Status::kOk;
  }
  if (const Status status = row(kClusters, value, p); status != Status::kOk) return status;
  count = load_u32(p);
  if (count > format::kMaxClusterCodePoints) return Status::kDamaged;
  if (count > room) return Status::kNoSpace;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (const Status status = row(kClusters, value + 1 + i, p); status != Status::kOk) return status;
    to[i] = load_u32(p);
  }
  return Status::kOk;
}

// FORMAT.md, "Font packs": without articles the symbols of a group rise by their code points.
Status Bundle::find_symbol(std::uint32_t code_point, Symbol& symbol) {
  for (std::uint32_t first = kFirstTextSymbol; first < alphabet_.symbols();) {
    std::uint32_t low = first, high = alphabet_.group_end(static_cast<Symbol>(first));
    first = high;
    if (alphabet_.group_of(static_cast<Symbol>(low)).code_points != 1) continue;
    while (low < high) {
      const std::uint32_t middle = articles() == 0 ? (low + high) / 2 : low;
      std::uint32_t found = 0, count = 0;
      symbol = static_cast<Symbol>(middle);
      const Status status = symbol_code_points(symbol, &found, 1, count);
      if (status != Status::kOk || found == code_point) return status;
      if (found < code_point || articles() != 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
  }
  return Status::kNotFound;
}

Status Bundle::symbol_text(Symbol symbol, char* to, std::uint32_t room, std::uint32_t& bytes) {
  std::uint32_t code_points[format::kMaxClusterCodePoints];
  std::uint32_t count = 0;
  const Status status = symbol_code_points(symbol, code_points, format::kMaxClusterCodePoints, count);
  if (status != Status::kOk) return status;
  bytes = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    char encoded[kMaxUtf8Bytes];
    const auto length = static_cast<std::uint32_t>(encode_utf8(code_points[i], encoded));
    if (length > room - bytes) return Status::kNoSpace;
    for (std::uint32_t k = 0; k < length; ++k) to[bytes++] = encoded[k];
  }
  return Status::kOk;
}

}  // namespace lr
