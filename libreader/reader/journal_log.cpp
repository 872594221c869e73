// Scans the records of a journal's sector, one at a time: a record is the most that it holds in memory.
#include "journal_log.h"

namespace lr::journal_format {

Status Log::read_key(std::uint32_t index, std::uint8_t* key) const {
  return store.read(store.context, at(index), key, kKeyBytes);
}

Status Log::read(std::uint32_t index, std::uint8_t* record) const {
  Status status = store.read(store.context, at(index), record, kPlaceBytes);
  if (status != Status::kOk) return status;
  if (!begins_record(record)) return Status::kDamaged;
  const std::uint32_t more = record_bytes(record) - kPlaceBytes;
  if (more > (places - index - 1) * kPlaceBytes) return Status::kDamaged;
  if (more > 0) status = store.read(store.context, at(index + 1), record + kPlaceBytes, more);
  if (status != Status::kOk) return status;
  return is_whole(record) ? Status::kOk : Status::kDamaged;
}

Status Log::read_again(std::uint32_t index, std::uint8_t* record) const {
  const Status status = read(index, record);
  return status == Status::kDamaged ? Status::kIo : status;
}

Log log_of(const Store& store, std::uint16_t sector, std::uint32_t write_at) {
  const std::uint32_t used = write_at < kFirstRecordAt ? 0 : (write_at - kFirstRecordAt) / kPlaceBytes;
  return {store, sector * store.sector_bytes, used};
}

Status find_newest(const Log& log, const Key& key, std::uint8_t* record, std::uint32_t& index) {
  for (index = log.places; index-- > 0;) {
    if (const Status status = log.read_key(index, record); status != Status::kOk) return status;
    if (!begins_record(record) || record_key(record) != key) continue;
    if (const Status status = log.read(index, record); status != Status::kDamaged) return status;
  }
  return Status::kNotFound;
}

Status find_whole(const Log& log, BitSet& whole) {
  std::uint8_t record[kMaxRecordBytes];
  for (std::uint32_t i = 0; i < log.places; ++i) {
    const Status status = log.read(i, record);
    if (status == Status::kOk) {
      whole.add(i);
    } else if (status != Status::kDamaged) {
      return status;
    }
  }
  return Status::kOk;
}

Status drop_before(const Log& log, std::uint32_t end, const Key& key, BitSet& set) {
  std::uint8_t other[kKeyBytes];
  for (std::uint32_t i = 0; i < end; ++i) {
    if (!set.has(i)) continue;
    if (const Status status = log.read_key(i, other); status != Status::kOk) return status;
    if (record_key(other) == key) set.drop(i);
  }
  return Status::kOk;
}

Status keep_live(const Log& log, BitSet& set) {
  std::uint8_t key[kKeyBytes];
  for (std::uint32_t i = log.places; i-- > 0;) {
    if (!set.has(i)) continue;
    if (const Status status = log.read_key(i, key); status != Status::kOk) return status;
    if (const Status status = drop_before(log, i, record_key(key), set); status != Status::kOk) return status;
    if (record_kind(key) == RecordKind::kRemoved) set.drop(i);
  }
  return Status::kOk;
}

}  // namespace lr::journal_format
