// Walks everything that has a checksum, the ones that others are found by first.
#include "damage.h"

#include <libreader/base/crc32c.h>
#include <libreader/font/strike_format.h>

#include <algorithm>
#include <cstring>

#include "hash_tree.h"
#include "sections.h"

namespace lr::pack {
namespace {

struct TableKind {
  std::uint32_t tag;
  std::uint32_t record_bytes;
};

constexpr TableKind kTables[] = {
    {format::kTextCodeTag, 1},
    {format::kArticlesTag, format::kArticleBytes},
    {format::kNamesTag, 1},
    {format::kNavigationTag, format::kNavigationBytes},
    {format::kTitlesTag, format::kTitleBytes},
    {format::kOrdersTag, format::kOrderBytes},
    {format::kKeysTag, 1},
    {format::kFindTag, format::kFindBytes},
    {format::kChunksTag, format::kChunksBytes},
    {format::kHeadingsTag, format::kHeadingBytes},
    {format::kNotesTag, format::kNoteBytes},
    {format::kMarksTag, format::kMarkBytes},
    {format::kLinksTag, format::kLinkBytes},
    {format::kCodePointsTag, format::kCodePointsBytes},
    {format::kClustersTag, format::kClusterWordBytes},
    {format::kPhrasesTag, 1},
    {format::kSearchTag, 1},
    {format::kPagesTag, 1},
    {format::kMenuTag, 1},
    {format::kOutlineTag, 1},
};

class Inspector {
 public:
  explicit Inspector(std::span<const std::uint8_t> file) { found_.bytes.assign(file.begin(), file.end()); }

  Inspection run() {
    if (read_head()) {
      for (const bool leans : {false, true}) {
        for (const SectionEntry& entry : entries_) {
          if (leans_on_tables(entry.tag) == leans) inspect(entry);
        }
      }
      check_gaps();
      check_added();
      check_id();
      for (const SectionEntry& entry : entries_) {
        if (entry.tag == format::kTreeTag && !added_places(bytes()) && found_.is_whole()) tree("section TREE", entry);
      }
    }
    return std::move(found_);
  }

 private:
  std::vector<std::uint8_t>& bytes() { return found_.bytes; }

  void report(const std::string& part, std::uint64_t offset, std::uint64_t size, bool mendable,
              std::uint32_t chunk = format::kNone) {
    found_.damages.push_back({part, offset, size, mendable, chunk});
  }

  // False: what follows it is not to be found.
  bool read_head() {
    if (bytes().size() < format::kHeaderBytes) {
      report("the header", 0, bytes().size(), false);
      return false;
    }
    const bool fits = take_header_copy() || mend("the header", 0, format::kHeaderCrcAt);
    if (!fits || std::memcmp(bytes().data(), format::kMagic, sizeof format::kMagic) != 0 ||
        load_u16(bytes().data() + format::kHeaderVersionAt) != format::kVersion) {
      if (fits) report("the header", 0, format::kHeaderBytes, false);
      return false;
    }
    const std::size_t stated = load_u32(bytes().data() + format::kHeaderFileBytesAt);
    if (stated > bytes().size()) report("the end of the file", bytes().size(), stated - bytes().size(), false);
    if (stated < bytes().size()) {
      report("an interrupted append", stated, bytes().size() - stated, true);
      found_.damages.back().remedy = "is no part of the bundle: the next append and lrpack salvage cut it off";
      bytes().resize(stated);
    }
    const std::size_t head = head_bytes(bytes());
    if (head > bytes().size() ||
        !mend("the list of sections", format::kHeaderBytes, head - format::kHeaderBytes - kCrcBytes))
      return false;
    entries_ = section_entries(bytes());
    return true;
  }

  // A header that an append left torn: its copy is the end of the file.
  bool take_header_copy() {
    if (bytes().size() < 2 * format::kHeaderBytes) return false;
    std::uint8_t* copy = bytes().data() + bytes().size() - format::kHeaderBytes;
    const auto is_sound = [](const std::uint8_t* header) {
      return crc32c(header, format::kHeaderCrcAt) == load_u32(header + format::kHeaderCrcAt);
    };
    if (is_sound(bytes().data()) || !is_sound(copy) || load_u32(copy + format::kHeaderFileBytesAt) != bytes().size() ||
        load_u32(copy + format::kHeaderAddedAt) == 0)
      return false;
    std::memcpy(bytes().data(), copy, format::kHeaderBytes);
    report("the header", 0, format::kHeaderBytes, true);
    found_.damages.back().remedy = "is torn, and stands whole at the end of the file";
    return true;
  }

  // All behind the first packing: one checksum for it, the list of sections, the copy of the header.
  void check_added() {
    if (count_at(format::kHeaderAddedAt) == 0) return;
    const AddedPlaces places = added_places(bytes());
    if (!places) return report("the list of added sections", count_at(format::kHeaderAddedListAt), format::kAddedListBytes, false);
    if (!mend("the list of added sections", places.list, places.header - places.list - kCrcBytes)) return;
    const std::uint32_t begin = first_end(bytes());
    if (begin > places.list) return report("added sections", places.list, 0, false);
    std::uint8_t* p = bytes().data() + begin;
    const std::uint32_t size = places.list - begin, difference = crc32c(p, size) ^ count_at(places.list);
    if (difference != 0) {
      const std::uint32_t bit = find_flip(size, difference);
      const bool mendable = bit < 8 * std::uint64_t{size};
      if (mendable) p[bit / 8] = static_cast<std::uint8_t>(p[bit / 8] ^ 1u << bit % 8);
      report("added sections", begin, size, mendable);
    }
    std::uint8_t* copy = bytes().data() + places.header;
    if (std::memcmp(bytes().data(), copy, format::kHeaderBytes) == 0) return;
    report("the copy of the header", places.header, format::kHeaderBytes, true);
    std::memcpy(copy, bytes().data(), format::kHeaderBytes);
  }

  // Checked bytes: `size` of them, then their CRC. False: they are damaged and stay so.
  bool mend(const std::string& part, std::uint64_t offset, std::uint64_t size, std::uint32_t chunk = format::kNone) {
    if (offset > bytes().size() || size + kCrcBytes > bytes().size() - offset) {
      report(part, offset, size + kCrcBytes, false, chunk);
      return false;
    }
    const Mended mended = mend_by(offset, size, offset + size);
    if (mended != Mended::kSound) report(part, offset, size + kCrcBytes, mended == Mended::kMended, chunk);
    return mended != Mended::kLost;
  }

  enum class Mended : std::uint8_t { kSound, kMended, kLost };

  // The CRC may stand elsewhere.
  Mended mend_by(std::uint64_t offset, std::uint64_t size, std::uint64_t crc_offset) {
    std::uint8_t* p = bytes().data() + offset;
    const auto length = static_cast<std::uint32_t>(size);
    const std::uint32_t difference = crc32c(p, length) ^ load_u32(bytes().data() + crc_offset);
    if (difference == 0) return Mended::kSound;
    if (!mend_flip(p, length, difference)) return Mended::kLost;
    store_u32(bytes().data() + crc_offset, crc32c(p, length));
    return Mended::kMended;
  }

  void zero(const std::string& part, std::uint64_t offset, std::uint64_t size) {
    if (offset > bytes().size() || size > bytes().size() - offset) return;
    std::uint8_t* p = bytes().data() + offset;
    if (std::all_of(p, p + size, [](std::uint8_t byte) { return byte == 0; })) return;
    report(part, offset, size, true);
    std::memset(p, 0, size);
  }

  void inspect(const SectionEntry& entry) {
    const std::string name = "section " + entry.name();
    if (!entry.lies_within(bytes().size())) {
      report(name, entry.offset, entry.bytes, false);
      return;
    }
    if (entry.tag == format::kTreeTag) return;  // checked when all else is
    if (!fits(entry)) inspect_parts(entry, name);
    if (!fits(entry)) mend_section(entry, name);
  }

  // A section is walked only when its own checksum says that something is wrong: then, part by part.
  bool fits(const SectionEntry& entry) const {
    return crc32c(found_.bytes.data() + entry.offset, entry.bytes) == entry.crc;
  }

  void inspect_parts(const SectionEntry& entry, const std::string& name) {
    for (const TableKind& kind : kTables) {
      if (kind.tag == entry.tag) return table(name, entry.offset, entry.bytes, kind.record_bytes);
    }
    switch (entry.tag) {
      case format::kUnitsTag:
        if (const std::uint8_t size = bytes()[format::kHeaderUnitBytesAt]; size >= format::kLeastUnitBytes)
          table(name, entry.offset, entry.bytes, size);
        break;
      case format::kAlphabetTag:
        if (entry.bytes > kCrcBytes) mend(name, entry.offset, entry.bytes - kCrcBytes);
        break;
      case format::kTextTag: chunks(name, entry); break;
      case format::kListTag: titles(name, entry); break;
      case format::kStrikeTag: strike(name, entry); break;
      default: break;  // it has no checksums inside
    }
  }

  // What the checksums inside do not cover, or do not exist: the section's own tells a flip as well.
  void mend_section(const SectionEntry& entry, const std::string& name) {
    std::uint8_t* p = bytes().data() + entry.offset;
    const std::uint32_t bit = find_flip(entry.bytes, crc32c(p, entry.bytes) ^ entry.crc);
    const bool mendable = bit < 8 * std::uint64_t{entry.bytes};
    if (mendable) p[bit / 8] = static_cast<std::uint8_t>(p[bit / 8] ^ 1u << bit % 8);
    const auto inside = [&](const Damage& damage) { return damage.part == name && !damage.is_mendable; };
    if (mendable || std::none_of(found_.damages.begin(), found_.damages.end(), inside))
      report(name, entry.offset, entry.bytes, mendable);
  }

  void table(const std::string& name, std::uint64_t offset, std::uint64_t size, std::uint32_t record_bytes) {
    const std::uint64_t full = (kPageBytes - kCrcBytes) / record_bytes * record_bytes;
    for (std::uint64_t at = 0; at < size; at += kPageBytes) {
      const std::uint64_t rest = std::min<std::uint64_t>(size - at, kPageBytes);
      if (rest <= kCrcBytes) return report(name, offset + at, rest, false);
      const std::uint64_t payload = rest == kPageBytes ? full : rest - kCrcBytes;
      mend(name, offset + at, payload);
      if (rest == kPageBytes) zero(name, offset + at + payload + kCrcBytes, kPageBytes - payload - kCrcBytes);
    }
  }

  // These are found by records of tables.
  static bool leans_on_tables(std::uint32_t tag) {
    return tag == format::kTextTag || tag == format::kListTag || tag == format::kStrikeTag;
  }

  // The n-th record of a table; null where it is lost.
  const std::uint8_t* record_at(std::uint64_t offset, std::uint64_t index, std::uint32_t record_bytes) {
    const std::uint64_t a_page = (kPageBytes - kCrcBytes) / record_bytes;
    const std::uint64_t at = offset + index / a_page * kPageBytes + index % a_page * record_bytes;
    if (at + record_bytes > bytes().size()) return nullptr;
    for (const Damage& damage : found_.damages) {
      if (!damage.is_mendable && at >= damage.offset && at < damage.offset + damage.bytes) return nullptr;
    }
    return bytes().data() + at;
  }

  static std::size_t records_in(const SectionEntry& table, std::uint32_t record_bytes) {
    const std::size_t rest = table.bytes % kPageBytes;
    return table.bytes / kPageBytes * ((kPageBytes - kCrcBytes) / record_bytes) + (rest > kCrcBytes ? (rest - kCrcBytes) / record_bytes : 0);
  }

  const SectionEntry* section(std::uint32_t tag) const {
    for (const SectionEntry& entry : entries_) {
      if (entry.tag == tag && entry.lies_within(found_.bytes.size())) return &entry;
    }
    return nullptr;
  }

  std::uint32_t count_at(std::uint32_t place) { return load_u32(bytes().data() + place); }

  void chunks(const std::string& name, const SectionEntry& entry) {
    const SectionEntry* places = section(format::kChunksTag);
    if (places == nullptr) return;
    const auto records = static_cast<std::uint32_t>(records_in(*places, format::kChunksBytes));
    const std::uint32_t count = std::min(count_at(format::kHeaderChunksAt), records * format::kChunksARecord);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint8_t* p = record_at(places->offset, i / format::kChunksARecord, format::kChunksBytes);
      if (p == nullptr) continue;
      std::uint64_t at = load_u32(p);
      const std::uint32_t place = i % format::kChunksARecord;
      for (std::uint32_t k = 0; k < place; ++k) at += (load_u16(p + 4 + 4 * k) & 0x1FFu) + kCrcBytes;
      const std::uint32_t size = load_u16(p + 4 + 4 * place) & 0x1FFu;
      if (at + size + kCrcBytes <= entry.bytes) mend(name, entry.offset + at, size, i);
    }
  }

  void titles(const std::string& name, const SectionEntry& entry) {
    titles_of(name, entry, format::kNavigationTag, format::kNavigationBytes);
    titles_of(name, entry, format::kTitlesTag, format::kTitleBytes);
  }

  // Those that the records of a table name, at 4 and 8.
  void titles_of(const std::string& name, const SectionEntry& entry, std::uint32_t table, std::uint32_t record_bytes) {
    const SectionEntry* places = section(table);
    if (places == nullptr) return;
    for (std::uint32_t i = 0; i < records_in(*places, record_bytes); ++i) {
      const std::uint8_t* p = record_at(places->offset, i, record_bytes);
      if (p == nullptr) continue;
      const std::uint32_t at = load_u32(p + 4), size = load_u16(p + 8);
      if (std::uint64_t{at} + size + kCrcBytes <= entry.bytes) mend(name, entry.offset + at, size);
    }
  }

  void strike(const std::string& name, const SectionEntry& entry) {
    if (entry.bytes < format::kStrikeHeadBytes || !mend(name, entry.offset, format::kStrikeHeadBytes - kCrcBytes))
      return;
    const SectionEntry* alphabet = section(format::kAlphabetTag);
    if (alphabet == nullptr || alphabet->bytes < 8) return;
    const std::uint32_t symbols = load_u16(bytes().data() + alphabet->offset);
    const std::uint32_t first_full = load_u16(bytes().data() + alphabet->offset + 2);
    const auto place = [&](std::uint32_t at) { return load_u32(bytes().data() + entry.offset + at); };
    const bool is_coded = bytes()[entry.offset + 3] == format::kStrikeCoded;
    if (is_coded && bytes()[entry.offset + format::kStrikeLengthBitsAt] > format::kMaxLengthBits) return;
    const std::uint32_t record_bytes =
        is_coded ? 4u + format::kGlyphsARecord * bytes()[entry.offset + format::kStrikeLengthBitsAt] / 8 : format::kGlyphIndexBytes;
    const std::uint32_t records = is_coded ? (symbols + format::kGlyphsARecord - 1) / format::kGlyphsARecord : symbols;
    const std::uint32_t index = place(format::kStrikeIndexAt), index_bytes = table_bytes(records, record_bytes);
    const std::uint32_t advances = place(format::kStrikeAdvancesAt), pictures = place(format::kStrikePicturesAt);
    const std::uint32_t advance_bytes = table_bytes(first_full, format::kAdvanceBytes);
    if (std::uint64_t{index} + index_bytes > entry.bytes || std::uint64_t{advances} + advance_bytes > entry.bytes)
      return;
    table(name, std::uint64_t{entry.offset} + advances, advance_bytes, format::kAdvanceBytes);
    table(name, std::uint64_t{entry.offset} + index, index_bytes, record_bytes);
    if (is_coded) {
      model(name, entry);
      const std::uint32_t streams = place(format::kStrikePicturesBytesAt);
      if (std::uint64_t{pictures} + streams <= entry.bytes) table(name, std::uint64_t{entry.offset} + pictures, streams, 1);
      return;
    }
    for (std::uint32_t i = 0; i < symbols; ++i) {
      const std::uint8_t* p = record_at(std::uint64_t{entry.offset} + index, i, format::kGlyphIndexBytes);
      if (p == nullptr || load_u16(p + 4) == 0) continue;
      const std::uint64_t at = std::uint64_t{pictures} + load_u32(p);
      if (at + load_u16(p + 4) + kCrcBytes <= entry.bytes) mend(name, entry.offset + at, load_u16(p + 4));
    }
  }

  // Pieces, then the checksum of each.
  void model(const std::string& name, const SectionEntry& entry) {
    const std::uint32_t size = load_u16(bytes().data() + entry.offset + format::kStrikeModelBytesAt);
    const std::uint32_t pieces = (size + format::kModelPieceBytes - 1) / format::kModelPieceBytes;
    if (std::uint64_t{format::kStrikeHeadBytes} + size + pieces * kCrcBytes > entry.bytes) return;
    for (std::uint32_t i = 0; i < pieces; ++i) {
      const std::uint32_t at = format::kStrikeHeadBytes + i * format::kModelPieceBytes;
      const std::uint32_t piece = std::min(size - i * format::kModelPieceBytes, format::kModelPieceBytes);
      const Mended mended = mend_by(entry.offset + at, piece, entry.offset + format::kStrikeHeadBytes + size + i * kCrcBytes);
      if (mended != Mended::kSound) report(name, entry.offset + at, piece, mended == Mended::kMended);
    }
  }

  // Where all that it stands for is sound, its hashes can be made anew. The checksum that its entry has no place for is
  // that of its head.
  void tree(const std::string& name, const SectionEntry& entry) {
    if (entry.crc != 0 || entry.bytes != kTreeHeadBytes + hash_levels_bytes(entry.offset))
      return report(name, entry.offset, entry.bytes, false);
    mend(name, entry.offset, kTreeHeadBytes - kCrcBytes);
    const std::vector<std::uint8_t> levels = hash_levels(std::span(bytes()).first(entry.offset));
    const auto stored = bytes().begin() + entry.offset + kTreeHeadBytes;
    if (std::equal(levels.begin(), levels.end(), stored)) return;
    report(name, entry.offset + kTreeHeadBytes, levels.size(), true);
    std::copy(levels.begin(), levels.end(), stored);
  }

  // Bytes that no entry names have no checksum.
  void check_gaps() {
    std::vector<SectionEntry> sorted = entries_;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.offset < b.offset; });
    std::uint64_t end = head_bytes(bytes());
    for (const SectionEntry& entry : sorted) {
      if (entry.offset > end) report("bytes of no section", end, entry.offset - end, false);
      end = std::max(end, std::uint64_t{entry.offset} + entry.bytes);
    }
    const std::uint64_t stated = count_at(format::kHeaderFileBytesAt);
    if (end < stated && stated <= bytes().size() && count_at(format::kHeaderAddedAt) == 0) report("bytes of no section", end, stated - end, false);
  }

  void check_id() {
    if (!found_.is_whole() || id_of_sections(bytes()) == load_u64(bytes().data() + format::kHeaderIdAt)) return;
    report("the id", format::kHeaderIdAt, 8, false);
  }

  Inspection found_;
  std::vector<SectionEntry> entries_;
};

}  // namespace

Inspection inspect_damage(std::span<const std::uint8_t> file) { return Inspector(file).run(); }

std::uint64_t id_of_sections(std::span<const std::uint8_t> file) {
  std::uint64_t id = 0xCBF29CE484222325u;
  for (const SectionEntry& entry : section_entries(file)) {
    if (!entry.lies_within(file.size()) || entry.tag == format::kTreeTag) continue;
    for (const std::uint8_t byte : file.subspan(entry.offset, entry.bytes)) id = (id ^ byte) * 0x100000001B3u;
  }
  if (const AddedPlaces places = added_places(file)) {
    const std::uint32_t begin = first_end(file);
    for (const std::uint8_t byte : file.subspan(begin, std::max(places.header, begin) - begin)) id = (id ^ byte) * 0x100000001B3u;
  }
  return id;
}

}  // namespace lr::pack
