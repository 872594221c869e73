// Rare symbols: which are, and the records that say their code points.
#include <gtest/gtest.h>
#include <libreader/pack/rare_symbols.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace {

using Symbols = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Symbols every(std::uint32_t first, std::uint32_t step, std::uint32_t count) {
  Symbols run;
  for (std::uint32_t i = 0; i < count; ++i) run.emplace_back(first + i * step, 1000 - i);
  return run;
}

TEST(RareSymbols, AreTheLongestRunWithoutAWideGap) {
  Symbols all = every(0x3400, 250, 70), longer = every(0x9000, 3, 90);
  all.insert(all.begin() + 30, longer.begin(), longer.end());
  EXPECT_EQ(lr::pack::longest_run(all), longer);
  EXPECT_EQ(lr::pack::longest_run(every(0x4E00, 255, 64)), every(0x4E00, 255, 64));
}

TEST(RareSymbols, AreNoneWhereTheyWouldBeFew) {
  EXPECT_TRUE(lr::pack::longest_run({}).empty());
  EXPECT_TRUE(lr::pack::longest_run(every(0x4E00, 1, 63)).empty());
  EXPECT_TRUE(lr::pack::longest_run(every(0x4E00, 256, 200)).empty());
}

TEST(RareSymbols, RecordsHaveACodePointAndFifteenGaps) {
  std::vector<std::uint8_t> records(17, 0xAA);
  lr::pack::append_rare_records(every(0x4E00, 255, 18), records);
  ASSERT_EQ(records.size(), 51u);
  EXPECT_EQ(records[17] | records[18] << 8, 0x4E00);
  for (int i = 19; i < 34; ++i) EXPECT_EQ(records[i], 255);
  EXPECT_EQ(records[34] | records[35] << 8, 0x4E00 + 16 * 255);
  EXPECT_EQ(records[36], 255);
  for (int i = 37; i < 51; ++i) EXPECT_EQ(records[i], 0);
}

}  // namespace
