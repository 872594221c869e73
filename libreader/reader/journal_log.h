// The records of a journal's sector as a log: which are whole, which still count. Used by journal.cpp alone.
#pragma once
#include <libreader/bookmark.h>

#include <cstdint>

#include "journal_format.h"

namespace lr::journal_format {

// A bit for each place of a sector where a record may begin, or for each slot of an article.
class BitSet {
 public:
  static constexpr std::uint32_t kBits = 2056;
  static_assert(kBits > kMaxPlaces + 1);

  bool has(std::uint32_t i) const { return (bytes_[i / 8] >> (i % 8) & 1) != 0; }
  void add(std::uint32_t i) { bytes_[i / 8] = static_cast<std::uint8_t>(bytes_[i / 8] | 1u << (i % 8)); }
  void drop(std::uint32_t i) { bytes_[i / 8] = static_cast<std::uint8_t>(bytes_[i / 8] & ~(1u << (i % 8))); }

 private:
  std::uint8_t bytes_[kBits / 8] = {};
};

struct Log {
  const Store& store;
  std::uint32_t sector_at;
  std::uint32_t places;  // in use, by whole records and torn ones

  std::uint32_t at(std::uint32_t index) const { return sector_at + kFirstRecordAt + index * kPlaceBytes; }
  Status read_key(std::uint32_t index, std::uint8_t* key) const;
  // The record that begins at a place, kMaxRecordBytes at most. kDamaged: none does, or it is torn. kIo.
  Status read(std::uint32_t index, std::uint8_t* record) const;
  // Reads a record that was whole a moment ago. kIo.
  Status read_again(std::uint32_t index, std::uint8_t* record) const;
};

Log log_of(const Store& store, std::uint16_t sector, std::uint32_t write_at);

// Looks for the newest record of a key, `record` and its `index`. kNotFound: there is none. kIo.
Status find_newest(const Log& log, const Key& key, std::uint8_t* record, std::uint32_t& index);

// Adds the whole records to the set. kIo.
Status find_whole(const Log& log, BitSet& set);

// Takes the records of a key out of a set of whole records, as far as they stand before `end`. kIo.
Status drop_before(const Log& log, std::uint32_t end, const Key& key, BitSet& set);

// Leaves in a set of whole records those that count: the newest of each key, unless it is a removal. Compares every
// record that counts with those before it: no more than half the square of their number. kIo.
Status keep_live(const Log& log, BitSet& set);

}  // namespace lr::journal_format
