// The bookmark journal: appends records to the live sector and, when it is full, moves what still counts to the next.
//
// Why a cut of power at any moment is harmless: a record counts when its checksum holds, and its place is never written
// a second time; a sector counts when its commit mark is whole, which is programmed last; and the sector that is erased
// is never the live one. Sectors take turns, so that they wear evenly.
#include <libreader/bookmark.h>

#include "journal_log.h"

namespace lr {
namespace {

using namespace journal_format;

// Copies the records of a set to where `to` points, and moves it behind them.
Status copy_records(const Log& log, const BitSet& set, std::uint32_t& to) {
  std::uint8_t record[kMaxRecordBytes];
  for (std::uint32_t i = 0; i < log.places; ++i) {
    if (!set.has(i)) continue;
    if (const Status status = log.read_again(i, record); status != Status::kOk) return status;
    const Status status = log.store.program(log.store.context, to, record, record_bytes(record));
    if (status != Status::kOk) return status;
    to += record_bytes(record);
  }
  return Status::kOk;
}

// The bytes that the records of a set take.
Status measure(const Log& log, const BitSet& set, std::uint32_t& bytes) {
  std::uint8_t key[kKeyBytes];
  for (std::uint32_t i = 0; i < log.places; ++i) {
    if (!set.has(i)) continue;
    if (const Status status = log.read_key(i, key); status != Status::kOk) return status;
    bytes += record_bytes(key);
  }
  return Status::kOk;
}

Status begin_sector(const Store& store, std::uint16_t sector, std::uint32_t sequence) {
  const std::uint32_t at = sector * store.sector_bytes;
  if (const Status status = store.erase(store.context, at); status != Status::kOk) return status;
  std::uint8_t head[kHeadBytes];
  store_u32(head, kHeadMagic);
  store_u16(head + 4, kVersion);
  store_u16(head + 6, static_cast<std::uint16_t>(store.sector_bytes / 16));
  store_u32(head + 8, sequence);
  seal(head, 12);
  return store.program(store.context, at, head, sizeof head);
}

Status commit_sector(const Store& store, std::uint16_t sector, std::uint32_t sequence, std::uint32_t copied) {
  std::uint8_t mark[kCommitBytes];
  store_u32(mark, kCommitMagic);
  store_u32(mark + 4, sequence);
  store_u32(mark + 8, copied);
  seal(mark, 12);
  return store.program(store.context, sector * store.sector_bytes + kCommitAt, mark, sizeof mark);
}

// The sequence number of a finished sector. kNotFound: it is not one. kUnsupported: a later version wrote it.
Status read_sector(const Store& store, std::uint16_t sector, std::uint32_t& sequence) {
  std::uint8_t head[kHeadBytes + kCommitBytes];
  const Status status = store.read(store.context, sector * store.sector_bytes, head, sizeof head);
  if (status != Status::kOk) return status;
  if (load_u32(head) != kHeadMagic || !is_sealed(head, 12)) return Status::kNotFound;
  if (load_u16(head + 4) > kVersion) return Status::kUnsupported;
  if (load_u16(head + 6) != static_cast<std::uint16_t>(store.sector_bytes / 16)) return Status::kNotFound;
  const std::uint8_t* mark = head + kCommitAt;
  sequence = load_u32(head + 8);
  const bool finished = load_u32(mark) == kCommitMagic && load_u32(mark + 4) == sequence && is_sealed(mark, 12);
  return finished ? Status::kOk : Status::kNotFound;
}

// Where the first record can go: behind everything that is not blank.
Status find_end(const Store& store, std::uint16_t sector, std::uint32_t& write_at) {
  const Log log{store, sector * store.sector_bytes, capacity(store.sector_bytes)};
  std::uint8_t place[kPlaceBytes];
  std::uint32_t used = log.places;
  for (; used > 0; --used) {
    const Status status = store.read(store.context, log.at(used - 1), place, kPlaceBytes);
    if (status != Status::kOk) return status;
    if (!is_blank(place, kPlaceBytes)) break;
  }
  write_at = kFirstRecordAt + used * kPlaceBytes;
  return Status::kOk;
}

bool is_usable(const Store& store) {
  const std::uint32_t unit = store.program_unit_bytes;
  const bool unit_fits = unit != 0 && unit <= kMaxProgramUnitBytes && (unit & (unit - 1)) == 0;
  const bool sectors_fit = store.sectors >= 2 && store.sector_bytes >= kMinSectorBytes &&
                           store.sector_bytes <= kMaxSectorBytes && store.sector_bytes % kMaxProgramUnitBytes == 0;
  return store.read != nullptr && store.program != nullptr && store.erase != nullptr && unit_fits && sectors_fit;
}

}  // namespace

Status Journal::open(const Store& store) {
  *this = {};
  if (!is_usable(store)) return Status::kBadCall;
  for (std::uint16_t sector = 0; sector < store.sectors; ++sector) {
    std::uint32_t sequence = 0;
    const Status status = read_sector(store, sector, sequence);
    if (status != Status::kOk && status != Status::kNotFound) return status;
    if (status != Status::kOk || sequence <= sequence_) continue;
    sector_ = sector;
    sequence_ = sequence;
  }
  if (sequence_ == 0) {
    if (const Status status = begin_sector(store, 0, 1); status != Status::kOk) return status;
    if (const Status status = commit_sector(store, 0, 1, 0); status != Status::kOk) return status;
    sequence_ = 1;
    write_at_ = kFirstRecordAt;
  } else if (const Status status = find_end(store, sector_, write_at_); status != Status::kOk) {
    return status;
  }
  store_ = store;
  return Status::kOk;
}

// Its places count as used whatever becomes of them: they are not blank any more.
Status Journal::append(const std::uint8_t* record) {
  const std::uint32_t at = sector_ * store_.sector_bytes + write_at_;
  write_at_ += record_bytes(record);
  return store_.program(store_.context, at, record, record_bytes(record));
}

Status Journal::compact(const std::uint8_t* incoming) {
  const Log log = log_of(store_, sector_, write_at_);
  BitSet live;
  if (const Status status = find_whole(log, live); status != Status::kOk) return status;
  const Key replaced = record_key(incoming);
  if (const Status status = drop_before(log, log.places, replaced, live); status != Status::kOk) return status;
  if (const Status status = keep_live(log, live); status != Status::kOk) return status;
  std::uint32_t copied = 0;
  if (const Status status = measure(log, live, copied); status != Status::kOk) return status;
  // A removal has done its work by now.
  const std::uint32_t added = record_kind(incoming) == RecordKind::kStored ? record_bytes(incoming) : 0;
  if (kFirstRecordAt + copied + added > store_.sector_bytes) return Status::kNoSpace;

  const auto next = static_cast<std::uint16_t>(sector_ + 1 < store_.sectors ? sector_ + 1 : 0);
  std::uint32_t to = next * store_.sector_bytes + kFirstRecordAt;
  if (const Status status = begin_sector(store_, next, sequence_ + 1); status != Status::kOk) return status;
  if (const Status status = copy_records(log, live, to); status != Status::kOk) return status;
  if (added > 0) {
    const Status status = store_.program(store_.context, to, incoming, added);
    if (status != Status::kOk) return status;
  }
  if (const Status status = commit_sector(store_, next, sequence_ + 1, copied); status != Status::kOk) return status;
  sector_ = next;
  ++sequence_;
  write_at_ = kFirstRecordAt + copied + added;
  return Status::kOk;
}

Status Journal::write(const std::uint8_t* record) {
  const bool fits = write_at_ + record_bytes(record) <= store_.sector_bytes;
  return fits ? append(record) : compact(record);
}

Status Journal::put(const Bookmark& bookmark) {
  if (store_.sectors == 0 || bookmark.label_bytes > kLabelBytes) return Status::kBadCall;
  std::uint8_t record[kMaxRecordBytes];
  encode_record(bookmark, RecordKind::kStored, record);
  return write(record);
}

Status Journal::remove(std::uint64_t article, std::uint16_t slot) {
  Bookmark bookmark;
  if (const Status status = find(article, slot, bookmark); status != Status::kOk) return status;
  bookmark = {};
  bookmark.locator.article = article;
  bookmark.slot = slot;
  std::uint8_t record[kMaxRecordBytes];
  encode_record(bookmark, RecordKind::kRemoved, record);
  return write(record);
}

Status Journal::find(std::uint64_t article, std::uint16_t slot, Bookmark& bookmark) {
  if (store_.sectors == 0) return Status::kBadCall;
  std::uint8_t record[kMaxRecordBytes];
  std::uint32_t index = 0;
  const Status status = find_newest(log_of(store_, sector_, write_at_), {article, slot}, record, index);
  if (status != Status::kOk) return status;
  if (record_kind(record) == RecordKind::kRemoved) return Status::kNotFound;
  decode_record(record, bookmark);
  return Status::kOk;
}

Status Journal::list(std::uint32_t index, Bookmark& bookmark) {
  if (store_.sectors == 0) return Status::kBadCall;
  const Log log = log_of(store_, sector_, write_at_);
  BitSet live;
  if (const Status status = find_whole(log, live); status != Status::kOk) return status;
  if (const Status status = keep_live(log, live); status != Status::kOk) return status;
  for (std::uint32_t i = 0; i < log.places; ++i) {
    if (!live.has(i) || index-- != 0) continue;
    std::uint8_t record[kMaxRecordBytes];
    if (const Status status = log.read_again(i, record); status != Status::kOk) return status;
    decode_record(record, bookmark);
    return Status::kOk;
  }
  return Status::kEnd;
}

Status Journal::free_slot(std::uint64_t article, std::uint16_t& slot) {
  if (store_.sectors == 0) return Status::kBadCall;
  const Log log = log_of(store_, sector_, write_at_);
  BitSet taken;  // a sector holds fewer records than this holds slots: one is always free
  std::uint8_t record[kMaxRecordBytes];
  for (std::uint32_t i = 0; i < log.places; ++i) {
    const Status status = log.read(i, record);
    if (status == Status::kDamaged) continue;
    if (status != Status::kOk) return status;
    const Key key = record_key(record);
    if (key.article != article || key.slot >= BitSet::kBits) continue;
    if (record_kind(record) == RecordKind::kStored) {
      taken.add(key.slot);
    } else {
      taken.drop(key.slot);
    }
  }
  for (slot = 1; taken.has(slot);) ++slot;
  return Status::kOk;
}

Status Journal::last_article(std::uint64_t& article) {
  if (store_.sectors == 0) return Status::kBadCall;
  const Log log = log_of(store_, sector_, write_at_);
  std::uint8_t record[kMaxRecordBytes];
  for (std::uint32_t i = log.places; i-- > 0;) {
    const Status status = log.read(i, record);
    if (status == Status::kDamaged) continue;
    if (status != Status::kOk) return status;
    const Key key = record_key(record);
    if (key.slot != 0 || record_kind(record) != RecordKind::kStored) continue;
    std::uint32_t newest = 0;
    if (const Status found = find_newest(log, key, record, newest); found != Status::kOk) return found;
    if (newest != i) continue;  // removed since
    article = key.article;
    return Status::kOk;
  }
  return Status::kNotFound;
}

}  // namespace lr
