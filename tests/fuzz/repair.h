// Puts the checksums of a mutated bundle right, as far as its structure can be followed, so that fuzzing gets behind
// them. Follows FORMAT.md and trusts nothing: what points outside is left alone.
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/storage.h>
#include <libreader/bundle/format.h>
#include <libreader/font/strike_format.h>

#include <algorithm>
#include <cstdint>
#include <span>

namespace lr::fuzz {

using Part = std::span<std::uint8_t>;

inline bool inside(Part part, std::uint64_t offset, std::uint64_t size) { return offset + size <= part.size(); }

// The bytes of a part that lie inside it; none where they do not.
inline Part cut(Part part, std::uint64_t offset, std::uint64_t size) {
  return inside(part, offset, size) ? part.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size))
                                    : Part{};
}

// `size` bytes at `offset` and the CRC behind them.
inline void seal(Part part, std::uint64_t offset, std::uint64_t size) {
  if (!inside(part, offset, size + kCrcBytes)) return;
  std::uint8_t* p = part.data() + offset;
  store_u32(p + size, crc32c(p, static_cast<std::size_t>(size)));
}

// A table that fills the part: every page, the last one as long as it is.
inline void seal_table(Part part, std::uint32_t record_bytes) {
  const std::uint64_t payload = (kPageBytes - kCrcBytes) / record_bytes * record_bytes;
  for (std::uint64_t at = 0; at + kCrcBytes < part.size(); at += kPageBytes) {
    const std::uint64_t left = part.size() - at - kCrcBytes;
    seal(part, at, left < payload ? left : payload);
  }
}

// The n-th record of a table; null where the part ends before it.
inline const std::uint8_t* record(Part part, std::uint64_t index, std::uint32_t record_bytes) {
  const std::uint64_t per_page = (kPageBytes - kCrcBytes) / record_bytes;
  const std::uint64_t at = index / per_page * kPageBytes + index % per_page * record_bytes;
  return inside(part, at, record_bytes) ? part.data() + at : nullptr;
}

inline void seal_strike(Part strike, std::uint32_t symbols, std::uint32_t first_full) {
  if (strike.size() < format::kStrikeHeadBytes) return;
  const auto place = [&](std::uint32_t at) { return load_u32(strike.data() + at); };
  const bool is_coded = strike[format::kStrikeKindAt] != format::kStrikeDirect;
  const std::uint32_t model = is_coded ? load_u16(strike.data() + format::kStrikeModelBytesAt) : 0;
  for (std::uint32_t at = 0, crc = format::kStrikeHeadBytes + model; at < model;
       at += format::kModelPieceBytes, crc += kCrcBytes) {
    const Part piece = cut(strike, format::kStrikeHeadBytes + at, std::min(model - at, format::kModelPieceBytes));
    if (inside(strike, crc, kCrcBytes)) store_u32(strike.data() + crc, crc32c(piece.data(), piece.size()));
  }
  seal_table(cut(strike, place(format::kStrikeAdvancesAt), table_bytes(first_full, format::kAdvanceBytes)),
             format::kAdvanceBytes);
  const std::uint32_t records = is_coded ? (symbols + format::kGlyphsARecord - 1) / format::kGlyphsARecord : symbols;
  const std::uint32_t length_bits = std::min(strike[format::kStrikeLengthBitsAt], format::kMaxLengthBits);
  const std::uint32_t record_bytes =
      is_coded ? 4 + format::kGlyphsARecord * length_bits / 8 : std::uint32_t{format::kGlyphIndexBytes};
  const Part index = cut(strike, place(format::kStrikeIndexAt), table_bytes(records, record_bytes));
  seal_table(index, record_bytes);
  const Part pictures = cut(strike, place(format::kStrikePicturesAt), place(format::kStrikePicturesBytesAt));
  if (is_coded) seal_table(pictures, 1);
  for (std::uint32_t i = 0; i < symbols && !is_coded; ++i) {
    const std::uint8_t* glyph = record(index, i, record_bytes);
    if (glyph != nullptr && load_u16(glyph + 4) != 0) seal(pictures, load_u32(glyph), load_u16(glyph + 4));
  }
  seal(strike, 0, format::kStrikeHeadBytes - kCrcBytes);
}

class Repair {
 public:
  explicit Repair(Part bundle) : bundle_(bundle) {
    const std::uint64_t fit = (bundle.size() - format::kHeaderBytes) / format::kSectionEntryBytes;
    sections_ =
        std::min<std::uint64_t>({bundle[format::kHeaderSectionsAt], format::kMaxSections, fit});
  }

  void run() {
    store_u32(bundle_.data() + format::kHeaderFileBytesAt, static_cast<std::uint32_t>(bundle_.size()));
    seal_whole(format::kAlphabetTag);
    for (const Table& table : kTables) seal_table(section(table.tag), bytes_of(table));
    seal_chunks(section(format::kChunksTag), section(format::kTextTag));
    seal_titles(section(format::kNavigationTag), format::kNavigationBytes, section(format::kListTag));
    seal_titles(section(format::kTitlesTag), format::kTitleBytes, section(format::kListTag));
    const Part alphabet = section(format::kAlphabetTag);
    for (std::uint64_t i = 0; i < sections_ && alphabet.size() >= 4; ++i) {
      if (tag_of(i) == format::kStrikeTag)
        seal_strike(range_of(i), load_u16(alphabet.data()), load_u16(alphabet.data() + 2));
    }
    for (std::uint64_t i = 0; i < sections_; ++i) {
      const Part part = range_of(i);
      store_u32(entry(i) + 12, crc32c(part.data(), part.size()));
    }
    seal(bundle_, format::kHeaderBytes, sections_ * format::kSectionEntryBytes);
    seal_added();
    seal(bundle_, 0, format::kHeaderCrcAt);
  }

 private:
  struct Table {
    std::uint32_t tag;
    std::uint16_t record_bytes;
  };
  static constexpr std::uint16_t kOfHeader = 0;  // the header says how long records are
  std::uint32_t bytes_of(const Table& table) const {
    return table.record_bytes != kOfHeader ? table.record_bytes
                                           : std::max<std::uint32_t>(bundle_[format::kHeaderUnitBytesAt], 1);
  }
  static constexpr Table kTables[] = {
      {format::kArticlesTag, format::kArticleBytes},     {format::kNamesTag, 1},
      {format::kUnitsTag, kOfHeader},                    {format::kChunksTag, format::kChunksBytes},
      {format::kNotesTag, format::kNoteBytes},           {format::kMarksTag, format::kMarkBytes},
      {format::kLinksTag, format::kLinkBytes},
      {format::kHeadingsTag, format::kHeadingBytes},     {format::kNavigationTag, format::kNavigationBytes},
      {format::kCodePointsTag, format::kCodePointsBytes}, {format::kClustersTag, format::kClusterWordBytes},
      {format::kTextCodeTag, 1},                         {format::kPhrasesTag, 1},
      {format::kTitlesTag, format::kTitleBytes},         {format::kOrdersTag, format::kOrderBytes},
      {format::kKeysTag, 1},                             {format::kFindTag, format::kFindBytes},
      {format::kSearchTag, 1},                           {format::kMenuTag, 1},
      {format::kPagesTag, 1},                            {format::kTitleOrderTag, format::kTitleOrderBytes},
      {format::kFoldsTag, format::kFoldBytes},           {format::kOutlineTag, 1},
  };

  // Sections that were added, which touch, and their list, which goes up to the copy of the header.
  void seal_added() {
    const std::uint32_t begin = load_u32(bundle_.data() + format::kHeaderAddedAt);
    const std::uint32_t list = load_u32(bundle_.data() + format::kHeaderAddedListAt);
    constexpr std::uint32_t kEnds = format::kAddedListBytes + kCrcBytes + format::kHeaderBytes;
    if (begin == 0 || begin > list || bundle_.size() < kEnds || list > bundle_.size() - kEnds) return;
    const std::uint64_t entries = (bundle_.size() - kEnds - list) / format::kAddedEntryBytes;
    const Part alphabet = section(format::kAlphabetTag);
    const Part text = from(format::kTextTag), titles = from(format::kListTag);
    std::uint64_t at = begin;
    std::uint32_t symbols = 0, first_full = 0;
    for (std::uint64_t i = 0; i < entries; ++i) {
      const std::uint8_t* p = bundle_.data() + list + format::kAddedListBytes + i * format::kAddedEntryBytes;
      const std::uint32_t tag = load_u32(p), size = load_u32(p + 4) & ~format::kInPlace;
      const Part part = cut(bundle_, at, size);
      at += size;
      for (const Table& table : kTables) {
        if (table.tag == tag) seal_table(part, bytes_of(table));
      }
      if (tag == format::kAlphabetTag && part.size() >= format::kAddedListBytes && alphabet.size() >= 4) {
        seal(part, 0, part.size() - kCrcBytes);
        symbols = load_u16(part.data()) - std::min(load_u16(part.data()), load_u16(alphabet.data()));
        first_full = load_u16(part.data() + 2) - std::min(load_u16(part.data() + 2), load_u16(alphabet.data()));
      }
      if (tag == format::kStrikeTag) seal_strike(part, symbols, first_full);
      if (tag == format::kChunksTag) seal_chunks(part, text);
      if (tag == format::kNavigationTag) seal_titles(part, format::kNavigationBytes, titles);
      if (tag == format::kTitlesTag) seal_titles(part, format::kTitleBytes, titles);
    }
    seal(bundle_, list, format::kAddedListBytes + entries * format::kAddedEntryBytes);
  }

  // From where a section of the first packing begins.
  Part from(std::uint32_t tag) const {
    for (std::uint64_t i = 0; i < sections_; ++i) {
      const std::uint32_t offset = load_u32(entry(i) + 4);
      if (tag_of(i) == tag && offset <= bundle_.size()) return bundle_.subspan(offset);
    }
    return {};
  }

  std::uint8_t* entry(std::uint64_t i) const {
    return bundle_.data() + format::kHeaderBytes + i * format::kSectionEntryBytes;
  }
  std::uint32_t tag_of(std::uint64_t i) const { return load_u32(entry(i)); }
  Part range_of(std::uint64_t i) const { return cut(bundle_, load_u32(entry(i) + 4), load_u32(entry(i) + 8)); }

  // The last of this name, as a reader takes it.
  Part section(std::uint32_t tag) const {
    Part found;
    for (std::uint64_t i = 0; i < sections_; ++i) {
      if (tag_of(i) == tag) found = range_of(i);
    }
    return found;
  }

  void seal_whole(std::uint32_t tag) {
    const Part part = section(tag);
    if (part.size() >= kCrcBytes) seal(part, 0, part.size() - kCrcBytes);
  }

  void seal_chunks(Part table, Part text) {
    for (std::uint64_t i = 0;; ++i) {
      const std::uint8_t* p = record(table, i, format::kChunksBytes);
      if (p == nullptr) return;
      std::uint64_t at = load_u32(p);
      for (std::uint32_t k = 0; k < format::kChunksARecord; ++k) {
        const std::uint32_t size = load_u16(p + 4 + 4 * k) & 0x1FFu;
        if (size != 0) seal(text, at, size);
        at += size + kCrcBytes;
      }
    }
  }

  // A record of either kind has a title's place at 4 and its length at 8.
  void seal_titles(Part table, std::uint32_t record_bytes, Part titles) {
    for (std::uint64_t i = 0;; ++i) {
      const std::uint8_t* p = record(table, i, record_bytes);
      if (p == nullptr) return;
      seal(titles, load_u32(p + 4), load_u16(p + 8) & 0x1FFu);
    }
  }

  Part bundle_;
  std::uint64_t sections_;
};

// False: too short to be a bundle.
inline bool repair_checksums(Part bundle) {
  if (bundle.size() < format::kHeaderBytes) return false;
  Repair(bundle).run();
  return true;
}

}  // namespace lr::fuzz
