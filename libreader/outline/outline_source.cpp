// A bundle's bytes with more entries in its front and more sections behind the others: everything that lies between
// header and end is moved by what the entries take more, and places in it are counted anew.
//
//   header, entries + ours | sections and added sections | our added strikes | our strikes | list + ours | header
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle.h>
#include <libreader/bundle/format.h>

#include <algorithm>
#include <cstring>

#include "bundle_map.h"
#include "drawn_strike.h"

namespace lr {
namespace {

using Bytes = std::vector<std::uint8_t>;

void append_u32(Bytes& bytes, std::uint32_t value) {
  bytes.resize(bytes.size() + 4);
  store_u32(&bytes[bytes.size() - 4], value);
}

void append(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

void append_checked(Bytes& bytes, const Bytes& more) {
  append(bytes, more);
  append_u32(bytes, crc32c(more.data(), more.size()));
}

}  // namespace

struct OutlineSource::File {
  Source base;
  Storage::Page page;
  Storage storage;
  BundleMap map;
  Outlines outlines;
  std::vector<std::unique_ptr<DrawnStrike>> strikes;  // of every size, then the added ones
  std::size_t sizes = 0;

  // A stretch of the file: bytes in memory, or of the base, or of a strike.
  struct Stretch {
    std::uint64_t begin = 0, bytes = 0;
    Bytes memory;
    std::uint32_t base_at = 0;
    DrawnStrike* strike = nullptr;
  };
  std::vector<Stretch> stretches;
  std::uint64_t bytes = 0;

  void add(Stretch stretch) {
    stretch.begin = bytes;
    bytes += stretch.bytes;
    stretches.push_back(std::move(stretch));
  }
  void add_memory(Bytes memory) {
    Stretch stretch;
    stretch.bytes = memory.size();
    stretch.memory = std::move(memory);
    add(std::move(stretch));
  }
  void add_strike(DrawnStrike& strike) {
    Stretch stretch;
    stretch.bytes = strike.bytes();
    stretch.strike = &strike;
    add(std::move(stretch));
  }

  std::uint32_t front_bytes() const {
    return static_cast<std::uint32_t>(format::kHeaderBytes + map.entries.size() + kCrcBytes);
  }
  std::uint32_t moved_by() const { return static_cast<std::uint32_t>(sizes * format::kSectionEntryBytes); }

  Status lay_out(std::span<const OutlineSize> wanted);
  Bytes entries(std::uint64_t strikes_at) const;
  Bytes list() const;
  Bytes header(std::uint64_t file_bytes, std::uint64_t list_at) const;
  Status read(std::uint64_t at, std::uint8_t* to, std::uint32_t size);
};

Status OutlineSource::File::lay_out(std::span<const OutlineSize> wanted) {
  sizes = wanted.size();
  for (const OutlineFonts* part : {outlines.first_.get(), outlines.added_.get()}) {
    for (const OutlineSize& size : wanted) strikes.push_back(std::make_unique<DrawnStrike>(part, size));
  }
  const std::uint32_t body_end = map.added != 0 ? map.added_list : map.file_bytes;
  add_memory(Bytes(front_bytes() + moved_by()));
  Stretch body;
  body.base_at = front_bytes();
  body.bytes = body_end - body.base_at;
  add(std::move(body));
  for (std::size_t i = 0; i < sizes && map.added != 0; ++i) add_strike(*strikes[sizes + i]);
  const std::uint64_t strikes_at = bytes;
  for (std::size_t i = 0; i < sizes; ++i) add_strike(*strikes[i]);
  const std::uint64_t list_at = bytes;
  if (map.added != 0) add_memory(list());
  const std::uint64_t whole = bytes + (map.added != 0 ? format::kHeaderBytes : 0);
  if (whole > 0xFFFFFFFF) return Status::kBadCall;
  const Bytes head = header(whole, list_at);
  if (map.added != 0) add_memory(head);
  Bytes front = head;
  append_checked(front, entries(strikes_at));
  stretches.front().memory = std::move(front);
  return Status::kOk;
}

OutlineSource::OutlineSource() = default;
OutlineSource::~OutlineSource() = default;

Bytes OutlineSource::File::entries(std::uint64_t strikes_at) const {
  Bytes moved = map.entries;
  for (std::size_t at = 0; at < moved.size(); at += format::kSectionEntryBytes)
    store_u32(&moved[at + 4], load_u32(&moved[at + 4]) + moved_by());
  for (std::size_t i = 0; i < sizes; ++i) {
    append_u32(moved, format::kStrikeTag);
    append_u32(moved, static_cast<std::uint32_t>(strikes_at));
    append_u32(moved, static_cast<std::uint32_t>(strikes[i]->bytes()));
    append_u32(moved, 0);  // for tools, which read the base
    strikes_at += strikes[i]->bytes();
  }
  return moved;
}

// The n-th added strike has glyphs for the n-th strike: those of the bundle that have none get empty ones.
Bytes OutlineSource::File::list() const {
  Bytes grown = map.list;
  for (std::uint32_t i = map.added_strikes; i < map.strikes; ++i) {
    append_u32(grown, format::kStrikeTag);
    append_u32(grown, 0);
  }
  for (std::size_t i = 0; i < sizes; ++i) {
    append_u32(grown, format::kStrikeTag);
    append_u32(grown, static_cast<std::uint32_t>(strikes[sizes + i]->bytes()));
  }
  Bytes checked;
  append_checked(checked, grown);
  return checked;
}

Bytes OutlineSource::File::header(std::uint64_t file_bytes, std::uint64_t list_at) const {
  Bytes moved = map.header;
  moved[format::kHeaderSectionsAt] = static_cast<std::uint8_t>(moved[format::kHeaderSectionsAt] + sizes);
  store_u32(&moved[format::kHeaderFileBytesAt], static_cast<std::uint32_t>(file_bytes));
  store_u32(&moved[format::kHeaderFrontBytesAt], load_u32(&moved[format::kHeaderFrontBytesAt]) + moved_by());
  if (map.added != 0) {
    store_u32(&moved[format::kHeaderAddedAt], map.added + moved_by());
    store_u32(&moved[format::kHeaderAddedListAt], static_cast<std::uint32_t>(list_at));
  }
  Bytes checked;
  append_checked(checked, moved);
  return checked;
}

Status OutlineSource::File::read(std::uint64_t at, std::uint8_t* to, std::uint32_t size) {
  for (const Stretch& stretch : stretches) {
    if (size == 0 || at - stretch.begin >= stretch.bytes) continue;
    const auto now = static_cast<std::uint32_t>(std::min<std::uint64_t>(size, stretch.begin + stretch.bytes - at));
    const std::uint64_t in = at - stretch.begin;
    if (stretch.strike != nullptr) {
      stretch.strike->read(in, to, now);
    } else if (!stretch.memory.empty()) {
      std::memcpy(to, stretch.memory.data() + in, now);
    } else if (const Status status = storage.read(stretch.base_at + static_cast<std::uint32_t>(in), to, now);
               status != Status::kOk) {
      return Status::kIo;
    }
    at += now, to += now, size -= now;
  }
  return size == 0 ? Status::kOk : Status::kIo;
}

Status OutlineSource::open(const Source& base, std::span<const OutlineSize> sizes) {
  for (const OutlineSize& size : sizes) {
    const bool is_depth = size.bits_per_pixel == 1 || size.bits_per_pixel == 2 || size.bits_per_pixel == 4;
    if (!is_depth || size.ppem < Outlines::kLeastPpem || size.ppem > Outlines::kMostPpem) return Status::kBadCall;
  }
  auto file = std::make_unique<File>();
  file->storage.open(base, {&file->page, 1});
  Status status = file->map.read(file->storage);
  if (status == Status::kOk) status = file->outlines.open(base);
  if (status != Status::kOk) return status;
  const std::size_t sections = file->map.header[format::kHeaderSectionsAt] + sizes.size(),
                    added = file->map.list.size() / format::kAddedEntryBytes + file->map.strikes + sizes.size();
  if (file->map.strikes + sizes.size() > kMaxStrikes || sections > format::kMaxSections || added > format::kMaxSections)
    return Status::kBadCall;
  status = file->lay_out(sizes);
  if (status == Status::kOk) file_ = std::move(file);
  return status;
}

Source OutlineSource::source() { return {read, file_.get(), nullptr, static_cast<std::uint32_t>(file_->bytes)}; }

std::uint32_t OutlineSource::first_strike() const { return file_->map.strikes; }

Status OutlineSource::read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
  return static_cast<File*>(self)->read(offset, static_cast<std::uint8_t*>(to), size);
}

}  // namespace lr
