// Opens a bundle and reads its directory. Everything here distrusts the file: a count or an offset is used only after
// it was held against what the section or the source has.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/utf8.h>
#include <libreader/bundle.h>

#include <cstring>
#include <new>

#include "format.h"

namespace lr {

// Of the header: what it says of places.
struct Bundle::Front {
  std::uint8_t sections, unit_bytes;
  std::uint32_t file_bytes, added, added_list;
  std::uint32_t records[kCountedTables];
};

Bundle::Bundle() : SectionPlaces() {}

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
  if (kSmallTier && source.mapped == nullptr) return Status::kUnsupported;
  storage_.open(source, pages);
  if (const Status status = read_front(pages.front().bytes); status != Status::kOk) return status;
  for (const TableName name : {kArticles, kUnits, kChunks, kCodePoints}) {
    if (tables_[name].record_bytes == 0) return Status::kDamaged;
  }
  if (const Status status = load_alphabet(); status != Status::kOk) return status;
  const Symbol first_added = alphabet_.first_added();
  return text_code_.open(storage_, ranges_[kTextCode], ranges_[kPhrases], first_added, alphabet_.first_rare(),
                         alphabet_.symbols() - first_added);
}

// Header and entries are on the first page of the file, unless there are very many. Where an append was interrupted
// while it wrote the header anew, the file ends with a copy.
Status Bundle::read_front(std::span<std::uint8_t> buffer) {
  Front front{};
  Status status = storage_.read_ahead(0, static_cast<std::uint32_t>(buffer.size()), buffer);
  if (status == Status::kOk) status = read_header(0, front);
  if (status == Status::kDamaged && storage_.size_bytes() > format::kHeaderBytes) {
    status = read_header(storage_.size_bytes() - format::kHeaderBytes, front);
    if (status == Status::kOk && front.file_bytes != storage_.size_bytes()) status = Status::kDamaged;
  }
  if (status == Status::kOk) status = read_sections(front);
  storage_.release_ahead();
  if (status == Status::kOk && front.added != 0) {
    status = storage_.read_ahead(front.added_list, static_cast<std::uint32_t>(buffer.size()), buffer);
    if (status == Status::kOk) status = read_added(front);
    storage_.release_ahead();
  }
  if (status == Status::kOk) hold_counts(front);
  return status;
}

Status Bundle::read_header(std::uint32_t at, Front& front) {
  std::uint8_t header[format::kHeaderBytes];
  if (const Status status = storage_.read(at, header, sizeof header); status != Status::kOk) return status;
  if (std::memcmp(header, format::kMagic, sizeof format::kMagic) != 0) return Status::kDamaged;
  version_ = load_u16(header + format::kHeaderVersionAt);
  if (version_ == 0) return Status::kDamaged;
  const bool is_sound = crc32c(header, format::kHeaderCrcAt) == load_u32(header + format::kHeaderCrcAt);
  if (version_ != format::kVersion) return Status::kUnsupported;
  if (!is_sound) return Status::kDamaged;
  front = {header[format::kHeaderSectionsAt],
           header[format::kHeaderUnitBytesAt],
           load_u32(header + format::kHeaderFileBytesAt),
           load_u32(header + format::kHeaderAddedAt),
           load_u32(header + format::kHeaderAddedListAt),
           {load_u32(header + format::kHeaderArticlesAt), load_u32(header + format::kHeaderUnitsAt),
            load_u32(header + format::kHeaderChunksAt), load_u32(header + format::kHeaderNotesAt),
            load_u32(header + format::kHeaderMarksAt), load_u32(header + format::kHeaderHeadingsAt),
            load_u32(header + format::kHeaderNavigationAt)}};
  if (front.sections > format::kMaxSections || front.unit_bytes < format::kLeastUnitBytes ||
      front.file_bytes > storage_.size_bytes())
    return Status::kDamaged;
  id_ = load_u64(header + format::kHeaderIdAt);
  front_bytes_ = load_u32(header + format::kHeaderFrontBytesAt);
  chunk_count_ = load_u32(header + format::kHeaderChunksAt);
  listed_chunks_ = chunk_count_;
  unit_count_ = load_u32(header + format::kHeaderUnitsAt);
  return Status::kOk;
}

Status Bundle::read_sections(const Front& front) {
  std::uint8_t entry[format::kSectionEntryBytes];
  std::uint32_t crc = 0;
  std::uint32_t at = format::kHeaderBytes;
  for (std::uint32_t i = 0; i < front.sections; ++i, at += sizeof entry) {
    if (const Status status = storage_.read(at, entry, sizeof entry); status != Status::kOk) return status;
    crc = crc32c(entry, sizeof entry, crc);
    const Range range{load_u32(entry + 4), load_u32(entry + 8)};
    if (range.offset > front.file_bytes || range.bytes > front.file_bytes - range.offset) return Status::kDamaged;
    place_section(load_u32(entry), range, true, front);
  }
  if (const Status status = storage_.read(at, entry, kCrcBytes); status != Status::kOk) return status;
  return crc == load_u32(entry) ? Status::kOk : Status::kDamaged;
}

// Sections that were added touch: their list says how long each is. Text and titles that were added lie behind the
// others.
Status Bundle::read_added(const Front& front) {
  constexpr std::uint32_t kFixed = format::kAddedListBytes + kCrcBytes + format::kHeaderBytes;
  if (front.added > front.added_list || front.file_bytes < kFixed || front.added_list > front.file_bytes - kFixed)
    return Status::kDamaged;
  const std::uint32_t entries = (front.file_bytes - kFixed - front.added_list) / format::kAddedEntryBytes;
  if (entries > format::kMaxSections) return Status::kDamaged;
  std::uint8_t entry[format::kAddedEntryBytes];
  std::uint32_t at = front.added_list, begin = front.added;
  if (const Status status = storage_.read(at, entry, sizeof entry); status != Status::kOk) return status;
  listed_chunks_ = load_u32(entry + 4);
  std::uint32_t crc = crc32c(entry, sizeof entry);
  for (std::uint32_t i = 0; i < entries; ++i) {
    at += sizeof entry;
    if (const Status status = storage_.read(at, entry, sizeof entry); status != Status::kOk) return status;
    crc = crc32c(entry, sizeof entry, crc);
    const std::uint32_t bytes = load_u32(entry + 4);
    const Range range{begin, bytes & ~format::kInPlace};
    if (range.bytes > front.added_list - begin) return Status::kDamaged;
    place_section(load_u32(entry), range, (bytes & format::kInPlace) != 0, front);
    begin += range.bytes;
  }
  if (const Status status = storage_.read(at + sizeof entry, entry, kCrcBytes); status != Status::kOk) return status;
  if (crc != load_u32(entry) || ranges_[kText].offset > front.file_bytes || ranges_[kList].offset > front.file_bytes ||
      listed_chunks_ > chunk_count_)
    return Status::kDamaged;
  ranges_[kText].bytes = front.file_bytes - ranges_[kText].offset;
  ranges_[kList].bytes = front.file_bytes - ranges_[kList].offset;
  return Status::kOk;
}

namespace {

// By the names of SectionPlaces: tables, then what is no table.
constexpr std::uint32_t kTags[] = {
    format::kArticlesTag, format::kUnitsTag,      format::kChunksTag,     format::kNotesTag,    format::kMarksTag,
    format::kHeadingsTag, format::kNavigationTag, format::kCodePointsTag, format::kClustersTag, format::kNamesTag,
    format::kTitlesTag,   format::kOrdersTag,     format::kTitleOrderTag, format::kKeysTag,     format::kFindTag,
    format::kMenuTag,     format::kPagesTag,      format::kFoldsTag,      format::kLinksTag,    format::kAlphabetTag,
    format::kTextCodeTag, format::kPhrasesTag,    format::kTextTag,       format::kListTag,     format::kSearchTag};
constexpr std::uint8_t kRecordBytes[] = {format::kArticleBytes,
                                         0 /* the header says */,
                                         format::kChunksBytes,
                                         format::kNoteBytes,
                                         format::kMarkBytes,
                                         format::kHeadingBytes,
                                         format::kNavigationBytes,
                                         format::kCodePointsBytes,
                                         format::kClusterWordBytes,
                                         1,
                                         format::kTitleBytes,
                                         format::kOrderBytes,
                                         format::kTitleOrderBytes,
                                         1,
                                         format::kFindBytes,
                                         1,
                                         1,
                                         format::kFoldBytes,
                                         format::kLinkBytes};

// How many records a table of this length has. False: it is no whole number of them.
bool count_records(std::uint32_t bytes, std::uint16_t record_bytes, std::uint32_t& records) {
  const std::uint32_t rest = bytes % kPageBytes;
  const std::uint32_t per_page = (kPageBytes - kCrcBytes) / record_bytes;
  records = bytes / kPageBytes * per_page + (rest > kCrcBytes ? (rest - kCrcBytes) / record_bytes : 0);
  return table_bytes(records, record_bytes) == bytes;
}

}  // namespace

void Bundle::place_table(GrownTable& table, std::uint16_t record_bytes, Range range, bool in_place) {
  std::uint32_t records = 0;
  if (!count_records(range.bytes, record_bytes, records)) return;
  if (in_place) {
    table = {{range.offset, records, record_bytes}, 0, 0};
  } else if (table.record_bytes != 0 && table.added_records == 0 && records <= kNoArticle - table.records) {
    table.records += records;
    table.added_records = records;
    table.added_offset = range.offset;
  }
}

// A table counts only when it has just the records that the header says.
void Bundle::hold_counts(const Front& front) {
  for (int name = 0; name < kCountedTables; ++name) {
    GrownTable& table = tables_[name];
    std::uint32_t records = front.records[name];
    static_assert(format::kUnitsARecord == format::kChunksARecord && std::size(kRecordBytes) == kTableNames &&
                  std::size(kTags) == std::size(kRecordBytes) + kRangeNames);
    if (name == kChunks || name == kUnits)
      records = records / format::kChunksARecord + (records % format::kChunksARecord != 0 ? 1 : 0);
    if (table.records == records) continue;
    table = {};
    table.records = records;
  }
}

// Sections of a later version, or for tools, are passed over.
void Bundle::place_section(std::uint32_t tag, Range range, bool in_place, const Front& front) {
  std::uint32_t name = 0;
  while (name < std::size(kTags) && kTags[name] != tag) ++name;
  if (name < kTableNames) {
    place_table(tables_[name], name == kUnits ? front.unit_bytes : kRecordBytes[name], range, in_place);
  } else if (name < std::size(kTags)) {
    if (in_place)
      ranges_[name - kTableNames] = range;
    else if (tag == format::kAlphabetTag)
      added_alphabet_ = range;
  } else if (tag == format::kStrikeTag) {
    place_strike(range, in_place);
  }
}

void Bundle::place_strike(Range range, bool in_place) {
  std::uint8_t& count = in_place ? strike_count_ : grown_strikes_;
  if (count < kMaxStrikes) (in_place ? strikes_ : added_glyphs_)[count++] = range;
}

Status Bundle::checked_alphabet(Range range, std::uint8_t* buffer, const std::uint8_t*& bytes) {
  if (range.bytes < kCrcBytes || range.bytes - kCrcBytes > kMaxAlphabetBytes) return Status::kDamaged;
  return storage_.read_checked(range.offset, range.bytes - kCrcBytes, buffer, bytes);
}

Status Bundle::load_alphabet() {
  std::uint8_t buffer[kMaxAlphabetBytes + kCrcBytes];
  const std::uint8_t* bytes = nullptr;
  Status status = checked_alphabet(ranges_[kAlphabet], buffer, bytes);
  if (status == Status::kOk) status = alphabet_.load(bytes, ranges_[kAlphabet].bytes - kCrcBytes);
  if (status == Status::kOk && added_alphabet_.bytes != 0) {
    status = checked_alphabet(added_alphabet_, buffer, bytes);
    if (status == Status::kOk) status = alphabet_.add(bytes, added_alphabet_.bytes - kCrcBytes);
  }
  if (status != Status::kOk) return status;
  const std::uint32_t rare = alphabet_.first_form() - alphabet_.first_rare(), added = alphabet_.symbols() - alphabet_.first_added();
  const std::uint32_t records = format::records_of(alphabet_.first_rare(), format::kSymbolsARecord) +
                                format::records_of(rare, format::kRareSymbolsARecord);
  return tables_[kCodePoints].first_added() == records &&
                 tables_[kCodePoints].added_records == format::records_of(added, format::kSymbolsARecord)
             ? Status::kOk
             : Status::kDamaged;
}

}  // namespace lr
