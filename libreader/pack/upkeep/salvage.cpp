// Header and list of sections say the same twice: each is enough to find the sections.
#include "salvage.h"

#include <libreader/base/bits.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/storage.h>
#include <libreader/pack/import.h>

#include <algorithm>
#include <cstring>

#include "damage.h"
#include "sections.h"

namespace lr::pack {
namespace {

using format::kHeaderBytes;
using format::kSectionEntryBytes;

// As a writer orders them, for an entry whose tag is lost.
constexpr std::uint32_t kOrder[] = {
    format::kAlphabetTag, format::kTextCodeTag,   format::kArticlesTag, format::kNamesTag,   format::kNavigationTag,
    format::kTitlesTag,   format::kOrdersTag,     format::kListTag,     format::kCodePointsTag, format::kClustersTag,
    format::kKeysTag,     format::kFindTag,       format::kUnitsTag,    format::kChunksTag,     format::kHeadingsTag,
    format::kNotesTag,    format::kMarksTag,      format::kPhrasesTag,  format::kTextTag,
    format::kSearchTag,   format::kMenuTag,       format::kLinksTag,
};

std::uint32_t records_of(const SectionEntry& entry, std::uint32_t record_bytes) {
  const std::uint32_t a_page = (kPageBytes - kCrcBytes) / record_bytes, rest = entry.bytes % kPageBytes;
  return entry.bytes / kPageBytes * a_page + (rest > kCrcBytes ? (rest - kCrcBytes) / record_bytes : 0);
}

class Rebuilder {
 public:
  Rebuilder(const std::string& name, std::span<const std::uint8_t> file) : bytes_(file.begin(), file.end()) {
    if (bytes_.size() < kHeaderBytes + kSectionEntryBytes)
      throw InputError(name, "has " + std::to_string(bytes_.size()) + " bytes only: nothing of a bundle is left");
    has_header_ = mend(0, format::kHeaderCrcAt);
    count_ = has_header_ ? bytes_[format::kHeaderSectionsAt] : counted_sections();
    if (count_ == 0 || count_ > format::kMaxSections ||
        kHeaderBytes + count_ * kSectionEntryBytes + kCrcBytes > bytes_.size())
      throw InputError(name, "has lost both its header and its list of sections: nothing can be found in it");
    if (!has_header_) make_header();
    if (!mend(kHeaderBytes, count_ * kSectionEntryBytes)) make_entries();
    if (!has_header_ || lose_added()) count_records();
  }

  // Sections end where the file does: all that text hangs on stands before it.
  std::vector<std::uint8_t> take() {
    std::uint8_t* p = bytes_.data() + kHeaderBytes;
    for (const SectionEntry& entry : section_entries(bytes_)) {
      const std::size_t offset = std::min<std::size_t>(entry.offset, bytes_.size());
      store_u32(p + 4, static_cast<std::uint32_t>(offset));
      store_u32(p + 8, static_cast<std::uint32_t>(std::min<std::size_t>(entry.bytes, bytes_.size() - offset)));
      p += kSectionEntryBytes;
    }
    if (load_u32(bytes_.data() + format::kHeaderAddedAt) == 0)
      store_u32(bytes_.data() + format::kHeaderFileBytesAt, static_cast<std::uint32_t>(bytes_.size()));
    seal(kHeaderBytes, count_ * kSectionEntryBytes);
    seal(0, format::kHeaderCrcAt);
    return inspect_damage(bytes_).bytes;
  }

 private:
  bool mend(std::size_t offset, std::size_t size) {
    if (offset + size + kCrcBytes > bytes_.size()) return false;
    std::uint8_t* p = bytes_.data() + offset;
    const std::uint32_t sum = crc32c(p, size), stored = load_u32(p + size);
    return sum == stored || mend_flip(p, static_cast<std::uint32_t>(size), sum ^ stored);
  }

  void seal(std::size_t offset, std::size_t size) {
    store_u32(bytes_.data() + offset + size, crc32c(bytes_.data() + offset, size));
  }

  // Without a header: as many as fit the checksum behind them.
  std::uint32_t counted_sections() const {
    std::uint32_t crc = 0;
    for (std::uint32_t n = 1; n <= format::kMaxSections; ++n) {
      const std::size_t end = kHeaderBytes + n * std::size_t{kSectionEntryBytes};
      if (end + kCrcBytes > bytes_.size()) break;
      crc = crc32c(bytes_.data() + end - kSectionEntryBytes, kSectionEntryBytes, crc);
      if (crc == load_u32(bytes_.data() + end)) return n;
    }
    return 0;
  }

  // What was added cannot be found any more: the first packing is left.
  bool lose_added() {
    std::uint8_t* header = bytes_.data();
    if (load_u32(header + format::kHeaderAddedAt) == 0) return false;
    const AddedPlaces places = added_places(bytes_);
    if (places && mend(places.list, places.header - places.list - kCrcBytes)) return false;
    store_u32(header + format::kHeaderAddedAt, 0);
    store_u32(header + format::kHeaderAddedListAt, 0);
    return true;
  }

  void make_header() {
    std::fill_n(bytes_.begin(), kHeaderBytes, std::uint8_t{0});
    std::copy(std::begin(format::kMagic), std::end(format::kMagic), bytes_.begin());
    store_u16(bytes_.data() + format::kHeaderVersionAt, format::kVersion);
    bytes_[format::kHeaderSectionsAt] = static_cast<std::uint8_t>(count_);
  }

  bool is_sound(const SectionEntry& entry) const {
    return entry.lies_within(bytes_.size()) && crc32c(bytes_.data() + entry.offset, entry.bytes) == entry.crc;
  }

  // Sections touch: an entry that does not fit its section lies between its neighbours.
  void make_entries() {
    std::vector<SectionEntry> entries = section_entries(bytes_);
    std::size_t end = head_bytes(bytes_);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      SectionEntry& entry = entries[i];
      if (!is_sound(entry)) {
        entry.offset = static_cast<std::uint32_t>(std::min(end, bytes_.size()));
        const bool has_next = i + 1 < entries.size() && is_sound(entries[i + 1]) && entries[i + 1].offset >= end;
        if (has_next) entry.bytes = entries[i + 1].offset - entry.offset;
        entry.bytes = static_cast<std::uint32_t>(std::min<std::size_t>(entry.bytes, bytes_.size() - entry.offset));
        if (i < std::size(kOrder)) entry.tag = kOrder[i];
      }
      end = entry.offset + std::size_t{entry.bytes};
      std::uint8_t* p = bytes_.data() + kHeaderBytes + i * kSectionEntryBytes;
      for (const std::uint32_t value : {entry.tag, entry.offset, entry.bytes, entry.crc}) {
        store_u32(p, value);
        p += 4;
      }
    }
  }

  // How long records of UNIT are: the checksum of its first page fits, and its records go on where others end.
  std::uint8_t unit_bytes(const SectionEntry& entry) const {
    const std::uint8_t* page = bytes_.data() + entry.offset;
    const std::uint32_t size = std::min(entry.bytes, kPageBytes) - kCrcBytes;
    for (std::uint32_t guess = format::kLeastUnitBytes; guess <= size && guess <= 0xFF; ++guess) {
      const std::uint32_t records = size / guess, payload = records * guess;
      if (entry.bytes < kPageBytes && payload != size) continue;
      if (crc32c(page, payload) != load_u32(page + payload)) continue;
      std::uint32_t chunk = 0;
      bool rises = true;
      for (std::uint32_t i = 0; i < records; ++i) {
        const std::uint32_t next = BitReader(page + i * guess, guess, 0).golomb(format::kFirstChunkBits);
        rises = rises && next >= chunk;
        chunk = next;
      }
      if (rises) return static_cast<std::uint8_t>(guess);
    }
    return format::kLeastUnitBytes;
  }

  void count_records() {
    const auto set = [&](std::uint32_t at, std::uint32_t value) { store_u32(bytes_.data() + at, value); };
    for (const SectionEntry& entry : section_entries(bytes_)) {
      switch (entry.tag) {
        case format::kArticlesTag: set(format::kHeaderArticlesAt, records_of(entry, format::kArticleBytes)); break;
        case format::kUnitsTag:  // those that fill the last record up have none either
          if (bytes_[format::kHeaderUnitBytesAt] == 0) bytes_[format::kHeaderUnitBytesAt] = unit_bytes(entry);
          set(format::kHeaderUnitsAt, records_of(entry, bytes_[format::kHeaderUnitBytesAt]) * format::kUnitsARecord);
          break;
        case format::kNotesTag: set(format::kHeaderNotesAt, records_of(entry, format::kNoteBytes)); break;
        case format::kMarksTag: set(format::kHeaderMarksAt, records_of(entry, format::kMarkBytes)); break;
        case format::kHeadingsTag: set(format::kHeaderHeadingsAt, records_of(entry, format::kHeadingBytes)); break;
        case format::kNavigationTag:
          set(format::kHeaderNavigationAt, records_of(entry, format::kNavigationBytes));
          break;
        case format::kChunksTag:  // those that fill the last record up have no text
          set(format::kHeaderChunksAt, records_of(entry, format::kChunksBytes) * format::kChunksARecord);
          break;
        default: break;
      }
    }
  }

  std::vector<std::uint8_t> bytes_;
  bool has_header_ = false;
  std::uint32_t count_ = 0;  // of sections
};

}  // namespace

std::vector<std::uint8_t> readable_bytes(const std::string& name, std::span<const std::uint8_t> file) {
  return Rebuilder(name, file).take();
}

}  // namespace lr::pack
