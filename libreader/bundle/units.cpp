// Finds a unit's record.
#include "unit_record.h"

namespace lr {

Status Bundle::row(TableName name, std::uint32_t index, const std::uint8_t*& record) {
  return storage_.record(tables_[name], index, record);
}

Status Bundle::unit(std::uint32_t index, Unit& unit) {
  if (index >= unit_count_) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  const Status status = row(kUnits, index / format::kUnitsARecord, p);
  if (status != Status::kOk) return status;
  UnitRecord record(p, tables_[kUnits].record_bytes);
  for (std::uint32_t i = index % format::kUnitsARecord + 1; i > 0; --i) record.next();
  const Unit& found = record.unit();
  if (record.overrun() || found.first_chunk > chunk_count_ || found.chunks > chunk_count_ - found.first_chunk)
    return Status::kDamaged;
  unit = found;
  return Status::kOk;
}

}  // namespace lr
