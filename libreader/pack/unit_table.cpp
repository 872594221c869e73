// Gamma and Golomb codes of differences.
#include "unit_table.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace lr::pack {
namespace {

using namespace format;

void write_gamma(BitWriter& bits, std::uint32_t value) {
  const int size = std::bit_width(value + 1) - 1;
  bits.write(0, size);
  bits.write(1, 1);
  bits.write(value + 1, size);
}

void write_golomb(BitWriter& bits, std::uint32_t value, std::uint32_t low_bits) {
  write_gamma(bits, value >> low_bits);
  bits.write(value, static_cast<int>(low_bits));
}

bool same_shape(const Unit& a, const Unit& b) {
  return a.kind == b.kind && a.level == b.level && a.quote_depth == b.quote_depth && a.list_depth == b.list_depth;
}

}  // namespace

void UnitTable::add(const Unit& unit) {
  if (units_ == 0) begin(unit);
  write(unit);
  if (++units_ == kUnitsARecord) close();
}

// Where the first unit of a record stands; all else is its difference from a paragraph at the start of an article.
void UnitTable::begin(const Unit& unit) {
  if (unit.chunks == 0) {  // it stands behind the last one with text
    next_chunk_ = std::max(next_chunk_, unit.first_chunk);
  } else {
    next_chunk_ = unit.first_chunk + (unit.units_before > 0 ? 1 : 0);
    in_chunk_ = unit.units_before;
  }
  last_ = {};
  write_golomb(open_, next_chunk_, kFirstChunkBits);
  write_gamma(open_, in_chunk_);
}

void UnitTable::write(const Unit& unit) {
  if (unit.chunks == 0) {
    write_gamma(open_, kOwnChunks);
  } else if (!unit.shares_chunk) {
    write_gamma(open_, kOwnChunks + unit.chunks);
  } else {
    write_gamma(open_, unit.first_chunk < next_chunk_ ? kSameChunk : kNextChunk);
  }
  if (unit.chunks > 0) next_chunk_ = unit.first_chunk + unit.chunks;
  if (unit.shares_chunk) in_chunk_ = unit.units_before + 1u;
  const bool is_more = unit.marks_before > last_.marks_before;
  write_gamma(open_, unit.marks_before == last_.marks_before ? 0u
                     : is_more                               ? 1u + unit.marks_before - last_.marks_before
                                                             : 1u);
  open_.write(unit.code_points_before != 0, 1);
  if (unit.code_points_before != 0)
    write_golomb(open_, unit.code_points_before - last_.code_points_before, kPointsBits);
  open_.write(same_shape(unit, last_), 1);
  if (!same_shape(unit, last_)) {
    for (const auto value : {static_cast<std::uint8_t>(unit.kind), unit.level, unit.quote_depth, unit.list_depth})
      write_gamma(open_, value);
  }
  last_ = unit;
}

void UnitTable::close() {
  if (units_ == 0) return;
  for (Unit nothing = last_; units_ < kUnitsARecord; ++units_) {
    nothing.chunks = 0;
    nothing.shares_chunk = false;
    write(nothing);
  }
  units_ = 0;
  put(open_.take());
}

void UnitTable::put(std::span<const std::uint8_t> record) {
  bytes_.insert(bytes_.end(), record.begin(), record.end());
  lengths_.push_back(static_cast<std::uint8_t>(record.size()));
}

void UnitTable::keep(std::span<const std::uint8_t> records, std::uint32_t record_bytes) {
  for (; !records.empty(); records = records.subspan(record_bytes)) put(records.first(record_bytes));
}

void UnitTable::keep_first(std::span<const std::uint8_t> records, std::uint32_t record_bytes) {
  bytes_.insert(bytes_.begin(), records.begin(), records.end());
  lengths_.insert(lengths_.begin(), records.size() / record_bytes, static_cast<std::uint8_t>(record_bytes));
}

std::uint32_t UnitTable::longest_bytes() const {
  return lengths_.empty() ? 0 : *std::max_element(lengths_.begin(), lengths_.end());
}

void UnitTable::finish_records(std::uint32_t least) {
  close();
  record_bytes_ = std::max(least, longest_bytes());
  std::vector<std::uint8_t> records;
  auto from = bytes_.cbegin();
  for (const std::uint8_t length : lengths_) {
    const std::size_t end = records.size() + record_bytes_;
    records.insert(records.end(), from, from + length);
    records.resize(end);
    from += length;
  }
  append(paged(records, record_bytes_));
  bytes_ = {};
  lengths_ = {};
}

}  // namespace lr::pack
