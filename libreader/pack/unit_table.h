// Section UNIT while it is written: records of eight units, each as its difference from the one before, and all records
// as long as the longest.
//
// Writes what bundle/units.cpp reads.
#pragma once
#include <libreader/bundle.h>
#include <libreader/bundle/format.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "grammar/bit_writer.h"
#include "section_writer.h"

namespace lr::pack {

class UnitTable : public SectionWriter {
 public:
  explicit UnitTable(const std::filesystem::path& folder) : SectionWriter(format::kUnitsTag, folder) {}

  void add(const Unit& unit);

  // Records that stand in the bundle already: before all units, or after those that were kept so far.
  void keep_first(std::span<const std::uint8_t> records, std::uint32_t record_bytes);
  void keep(std::span<const std::uint8_t> records, std::uint32_t record_bytes);

  // Fills the last record up; then the longest can be asked for.
  void close();
  std::uint32_t longest_bytes() const;
  // Bytes of a record: `least`, or more where one is longer.
  void finish_records(std::uint32_t least);
  void finish() override { finish_records(format::kLeastUnitBytes); }
  std::uint32_t record_bytes() const { return record_bytes_; }

 private:
  void begin(const Unit& unit);
  void write(const Unit& unit);
  void put(std::span<const std::uint8_t> record);

  std::vector<std::uint8_t> bytes_, lengths_;  // of all records
  BitWriter open_;
  std::uint32_t units_ = 0;  // in the open record
  Unit last_{};
  std::uint32_t next_chunk_ = 0, in_chunk_ = 0;  // the chunk behind the last one with text, and units in that
  std::uint32_t record_bytes_ = 0;
};

}  // namespace lr::pack
