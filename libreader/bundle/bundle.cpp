// Opens a bundle and reads its directory. Everything here distrusts the file: a count or an offset is used only after it
// was held against what the section or the source has.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/utf8.h>
#include <libreader/bundle.h>

#include <cstring>
#include <new>

#include "format.h"

namespace lr {

Status Bundle::open(const Source& source, std::span<Storage::Page> pages) {
  const Status status = read_all(source, pages);
  if (status != Status::kOk) {  // nothing of a refused bundle can be asked for, but which version it was
    const std::uint16_t version = version_;
    new (this) Bundle();
    version_ = version;
  }
  return status;
}

Status Bundle::read_all(const Source& source, std::span<Storage::Page> pages) {
  new (this) Bundle();  // in place: a temporary would take two kilobytes of stack
  if (pages.empty()) return Status::kNoSpace;
  storage_.open(source, pages);
  if (const Status status = read_front(pages.front().bytes); status != Status::kOk) return status;
  const Table* required[] = {&articles_, &units_, &chunks_, &code_points_};
  for (const Table* table : required) {
    if (table->record_bytes == 0) return Status::kDamaged;
  }
  if (const Status status = load_alphabet(); status != Status::kOk) return status;
  return text_code_.open(storage_, code_range_, phrases_range_, alphabet_.symbols());
}

// Header and entries are on the first page of the file, unless there are very many.
Status Bundle::read_front(std::span<std::uint8_t> buffer) {
  std::uint32_t sections = 0;
  Status status = storage_.read_ahead(0, static_cast<std::uint32_t>(buffer.size()), buffer);
  if (status == Status::kOk) status = read_header(sections);
  if (status == Status::kOk) status = read_sections(sections);
  storage_.release_ahead();
  return status;
}

Status Bundle::read_header(std::uint32_t& sections) {
  std::uint8_t header[format::kHeaderBytes];
  if (const Status status = storage_.read(0, header, sizeof header); status != Status::kOk) return status;
  if (std::memcmp(header, format::kMagic, sizeof format::kMagic) != 0) return Status::kDamaged;
  version_ = load_u16(header + format::kHeaderVersionAt);
  if (version_ == 0) return Status::kDamaged;
  if (version_ < format::kOldestVersion || version_ > format::kVersion) return Status::kUnsupported;
  if (crc32c(header, format::kHeaderCrcAt) != load_u32(header + format::kHeaderCrcAt)) return Status::kDamaged;
  sections = load_u16(header + format::kHeaderSectionsAt);
  if (sections > format::kMaxSections) return Status::kDamaged;
  if (load_u32(header + format::kHeaderFileBytesAt) != storage_.size_bytes()) return Status::kDamaged;
  id_ = load_u64(header + format::kHeaderIdAt);
  front_bytes_ = load_u32(header + format::kHeaderFrontBytesAt);
  articles_.records = load_u32(header + format::kHeaderArticlesAt);
  units_.records = load_u32(header + format::kHeaderUnitsAt);
  chunk_count_ = load_u32(header + format::kHeaderChunksAt);
  chunks_.records = chunk_count_ / format::kChunksARecord + (chunk_count_ % format::kChunksARecord != 0 ? 1 : 0);
  notes_.records = load_u32(header + format::kHeaderNotesAt);
  marks_.records = load_u32(header + format::kHeaderMarksAt);
  headings_.records = load_u32(header + format::kHeaderHeadingsAt);
  navigation_.records = load_u32(header + format::kHeaderNavigationAt);
  return Status::kOk;
}

Status Bundle::read_sections(std::uint32_t sections) {
  std::uint8_t entry[format::kSectionEntryBytes];
  std::uint32_t crc = 0;
  std::uint32_t at = format::kHeaderBytes;
  for (std::uint32_t i = 0; i < sections; ++i, at += sizeof entry) {
    if (const Status status = storage_.read(at, entry, sizeof entry); status != Status::kOk) return status;
    crc = crc32c(entry, sizeof entry, crc);
    const Range range{load_u32(entry + 4), load_u32(entry + 8)};
    if (range.offset > storage_.size_bytes() || range.bytes > storage_.size_bytes() - range.offset) return Status::kDamaged;
    place_section(load_u32(entry), range);
  }
  if (const Status status = storage_.read(at, entry, kCrcBytes); status != Status::kOk) return status;
  return crc == load_u32(entry) ? Status::kOk : Status::kDamaged;
}

namespace {

// A table counts only when its range has just the bytes that its records take.
void place_table(Table& table, Range range, std::uint16_t record_bytes) {
  if (table.records > 0xFFFFFFFFu / kPageBytes) return;  // no file is that long
  if (table_bytes(table.records, record_bytes) == range.bytes) table = {range, table.records, record_bytes};
}

// The same for a table whose record count follows from its length.
void place_sized_table(Table& table, Range range, std::uint16_t record_bytes) {
  const std::uint32_t rest = range.bytes % kPageBytes;
  const std::uint32_t per_page = (kPageBytes - kCrcBytes) / record_bytes;
  table.records = range.bytes / kPageBytes * per_page + (rest > kCrcBytes ? (rest - kCrcBytes) / record_bytes : 0);
  place_table(table, range, record_bytes);
}

}  // namespace

void Bundle::place_section(std::uint32_t tag, Range range) {
  switch (tag) {
    case format::kAlphabetTag: alphabet_range_ = range; break;
    case format::kTextCodeTag: code_range_ = range; break;
    case format::kPhrasesTag: phrases_range_ = range; break;
    case format::kTextTag: text_ = range; break;
    case format::kListTag: list_ = range; break;
    case format::kSearchTag: search_ = range; break;
    case format::kCodePointsTag: place_sized_table(code_points_, range, format::kCodePointsBytes); break;
    case format::kClustersTag: place_sized_table(clusters_, range, format::kClusterWordBytes); break;
    case format::kNamesTag: place_sized_table(names_, range, 1); break;
    case format::kArticlesTag: place_table(articles_, range, format::kArticleBytes); break;
    case format::kUnitsTag: place_table(units_, range, format::kUnitBytes); break;
    case format::kChunksTag: place_table(chunks_, range, format::kChunksBytes); break;
    case format::kNotesTag: place_table(notes_, range, format::kNoteBytes); break;
    case format::kMarksTag: place_table(marks_, range, format::kMarkBytes); break;
    case format::kHeadingsTag: place_table(headings_, range, format::kHeadingBytes); break;
    case format::kNavigationTag: place_table(navigation_, range, format::kNavigationBytes); break;
    case format::kTitlesTag: place_sized_table(titles_, range, format::kTitleBytes); break;
    case format::kOrdersTag: place_sized_table(orders_, range, format::kOrderBytes); break;
    case format::kMenuTag: place_sized_table(menu_, range, 1); break;
    case format::kKeysTag: place_sized_table(keys_, range, 1); break;
    case format::kPagesTag: place_sized_table(page_tables_, range, 1); break;
    case format::kFindTag: place_sized_table(find_, range, format::kFindBytes); break;
    case format::kStrikeTag:
      if (strike_count_ < kMaxStrikes) strikes_[strike_count_++] = range;
      break;
    default: break;  // of a later version, or for tools: passed over
  }
}

Status Bundle::load_alphabet() {
  if (alphabet_range_.bytes < kCrcBytes || alphabet_range_.bytes - kCrcBytes > kMaxAlphabetBytes) return Status::kDamaged;
  std::uint8_t buffer[kMaxAlphabetBytes + kCrcBytes];
  const std::uint8_t* bytes = nullptr;
  const std::uint32_t size = alphabet_range_.bytes - kCrcBytes;
  const Status status = storage_.read_checked(alphabet_range_.offset, size, buffer, bytes);
  if (status != Status::kOk) return status;
  if (const Status loaded = alphabet_.load(bytes, size); loaded != Status::kOk) return loaded;
  const std::uint32_t records = (alphabet_.symbols() + format::kSymbolsARecord - 1) / format::kSymbolsARecord;
  return code_points_.records == records ? Status::kOk : Status::kDamaged;
}

}  // namespace lr
