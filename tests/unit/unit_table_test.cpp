// Section UNIT, written and read back: every field of every block, whatever stands before it.
#include <gtest/gtest.h>
#include <libreader/bundle/unit_record.h>
#include <libreader/pack/unit_table.h>

#include <tuple>

namespace lr::pack {
namespace {

auto fields(const Unit& unit) {
  return std::tuple(unit.chunks == 0 ? 0 : unit.first_chunk, unit.chunks, unit.units_before, unit.shares_chunk,
                    unit.marks_before, unit.kind, unit.level, unit.quote_depth, unit.list_depth,
                    unit.code_points_before);
}

// Two articles: front matter, body with blocks of all sorts, notes.
std::vector<Unit> some_units() {
  std::vector<Unit> units;
  std::uint32_t chunk = 0;
  std::uint16_t in_chunk = 0;
  for (std::uint32_t article = 0; article < 2; ++article) {
    for (std::uint32_t i = 0; i < 21; ++i) {
      Unit unit{};
      if (i % 7 == 3) {  // a rule
        unit.kind = BlockKind::kRule;
      } else if (i % 5 == 4) {
        unit.first_chunk = chunk;
        unit.chunks = static_cast<std::uint16_t>(1 + 40 * i);
        chunk += unit.chunks;
        in_chunk = 0;
      } else {
        unit.shares_chunk = true;
        unit.chunks = 1;
        if (in_chunk == 0 || i == 0) {
          in_chunk = 0;
          ++chunk;
        }
        unit.first_chunk = chunk - 1;
        unit.units_before = in_chunk++;
      }
      if (i < 2) unit.kind = static_cast<BlockKind>(16 + i);
      if (i == 9)
        unit = {
            unit.first_chunk, unit.chunks, unit.units_before, unit.shares_chunk, 0, BlockKind::kTable, 131, 2, 255, 0};
      unit.marks_before = static_cast<std::uint16_t>(i * i * 80);
      const bool in_body = i >= 2 && i < 17;
      unit.code_points_before = in_body ? (i - 2) * 1234567 : 0;
      units.push_back(unit);
    }
  }
  return units;
}

TEST(UnitTable, GivesBackWhatWasWritten) {
  const std::vector<Unit> units = some_units();
  UnitTable table({});
  for (const Unit& unit : units) table.add(unit);
  table.finish();
  std::vector<std::uint8_t> bytes;
  table.bytes().read_all(
      [&](std::span<const std::uint8_t> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
  ASSERT_EQ(bytes.size(), table_bytes(6, table.record_bytes()));
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t a_page = (kPageBytes - kCrcBytes) / table.record_bytes(),
                        record = static_cast<std::uint32_t>(i) / 8;
    UnitRecord read(bytes.data() + record / a_page * kPageBytes + record % a_page * table.record_bytes(),
                    table.record_bytes());
    for (std::size_t n = 0; n <= i % 8; ++n) read.next();
    EXPECT_FALSE(read.overrun());
    EXPECT_EQ(fields(read.unit()), fields(units[i])) << i;
  }
}

TEST(UnitTable, KeptRecordsGrowToTheLongest) {
  const std::vector<Unit> units = some_units();
  UnitTable first({}), grown({});
  for (const Unit& unit : units) first.add(unit);
  first.close();
  const std::uint32_t longest = first.longest_bytes();
  const std::vector<std::uint8_t> short_ones(2 * format::kLeastUnitBytes, 0x80);
  grown.keep_first(short_ones, format::kLeastUnitBytes);
  for (const Unit& unit : units) grown.add(unit);
  grown.finish_records(format::kLeastUnitBytes);
  EXPECT_EQ(grown.record_bytes(), longest);
  EXPECT_EQ(grown.size(), table_bytes(8, longest));
}

}  // namespace
}  // namespace lr::pack
