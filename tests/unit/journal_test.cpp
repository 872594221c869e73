// The bookmark journal in quiet times: what is put is found, sectors take turns, full is full. Power cuts: tests/power.
#include <gtest/gtest.h>
#include <libreader/bookmark.h>
#include <libreader/reader/journal_format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "../power/nor_simulator.h"

namespace lr {
namespace {

using test::NorSimulator;

constexpr NorSimulator::Geometry kSmall{512, 2, 1};
constexpr std::uint32_t kSmallRecords = 15;  // without labels

Bookmark bookmark_of(std::uint64_t article, std::uint16_t slot, std::uint32_t code_point, std::string_view label = "") {
  Bookmark bookmark;
  bookmark.locator = {article, -1, code_point, 0x12345678};
  bookmark.slot = slot;
  bookmark.label_bytes = static_cast<std::uint8_t>(label.size());
  std::memcpy(bookmark.label, label.data(), label.size());
  return bookmark;
}

std::vector<Bookmark> all_of(Journal& journal) {
  std::vector<Bookmark> result;
  Bookmark bookmark;
  Status status = Status::kOk;
  for (std::uint32_t i = 0; (status = journal.list(i, bookmark)) == Status::kOk; ++i) result.push_back(bookmark);
  EXPECT_EQ(status, Status::kEnd);
  return result;
}

class JournalTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(journal_.open(flash_.store()), Status::kOk); }
  void TearDown() override { EXPECT_EQ(flash_.violations(), 0u); }

  NorSimulator flash_{kSmall};
  Journal journal_;
};

TEST_F(JournalTest, FindsWhatWasPut) {
  ASSERT_EQ(journal_.put(bookmark_of(7, 3, 99, "第三章")), Status::kOk);
  for (int opened = 0; opened < 2; ++opened) {
    Bookmark found;
    ASSERT_EQ(journal_.find(7, 3, found), Status::kOk);
    EXPECT_EQ(found.locator.article, 7u);
    EXPECT_EQ(found.locator.block, -1);
    EXPECT_EQ(found.locator.code_point, 99u);
    EXPECT_EQ(found.locator.context, 0x12345678u);
    EXPECT_EQ(found.slot, 3);
    EXPECT_EQ(std::string_view(found.label, found.label_bytes), "第三章");
    EXPECT_EQ(journal_.find(7, 4, found), Status::kNotFound);
    EXPECT_EQ(journal_.find(8, 3, found), Status::kNotFound);
    ASSERT_EQ(journal_.open(flash_.store()), Status::kOk);
  }
}

TEST_F(JournalTest, KeepsLabelsOfEveryLength) {
  const std::string text(kLabelBytes, 'x');
  for (std::uint32_t length = 0; length <= kLabelBytes; ++length) {
    const auto label = std::string_view(text).substr(0, length);
    ASSERT_EQ(journal_.put(bookmark_of(1, 1, length, label)), Status::kOk);
    ASSERT_EQ(journal_.open(flash_.store()), Status::kOk);
    Bookmark found;
    ASSERT_EQ(journal_.find(1, 1, found), Status::kOk);
    EXPECT_EQ(found.locator.code_point, length);
    EXPECT_EQ(std::string_view(found.label, found.label_bytes), label);
    EXPECT_EQ(all_of(journal_).size(), 1u);
  }
}

TEST_F(JournalTest, KeepsTheNewestOfASlot) {
  for (std::uint32_t i = 0; i < 100; ++i) ASSERT_EQ(journal_.put(bookmark_of(1, 0, i)), Status::kOk);
  Bookmark found;
  ASSERT_EQ(journal_.find(1, 0, found), Status::kOk);
  EXPECT_EQ(found.locator.code_point, 99u);
  EXPECT_EQ(all_of(journal_).size(), 1u);
}

TEST_F(JournalTest, RemovesForGood) {
  ASSERT_EQ(journal_.put(bookmark_of(1, 1, 10)), Status::kOk);
  ASSERT_EQ(journal_.put(bookmark_of(1, 2, 20)), Status::kOk);
  ASSERT_EQ(journal_.remove(1, 1), Status::kOk);
  EXPECT_EQ(journal_.remove(1, 1), Status::kNotFound);
  EXPECT_EQ(journal_.remove(2, 1), Status::kNotFound);
  for (std::uint32_t i = 0; i < 20; ++i) ASSERT_EQ(journal_.put(bookmark_of(9, 0, i)), Status::kOk);  // moves sectors
  Bookmark found;
  EXPECT_EQ(journal_.find(1, 1, found), Status::kNotFound);
  EXPECT_EQ(journal_.find(1, 2, found), Status::kOk);
}

TEST_F(JournalTest, ListsInTheOrderOfStoring) {
  for (const std::uint16_t slot : std::initializer_list<std::uint16_t>{2, 0, 1})
    ASSERT_EQ(journal_.put(bookmark_of(1, slot, slot)), Status::kOk);
  ASSERT_EQ(journal_.put(bookmark_of(1, 2, 5)), Status::kOk);
  for (int moved = 0; moved < 2; ++moved) {
    std::vector<std::uint16_t> slots;
    for (const Bookmark& bookmark : all_of(journal_)) {
      if (bookmark.locator.article == 1) slots.push_back(bookmark.slot);
    }
    EXPECT_EQ(slots, (std::vector<std::uint16_t>{0, 1, 2}));
    for (std::uint32_t i = 0; i < 9; ++i) ASSERT_EQ(journal_.put(bookmark_of(9, 0, i)), Status::kOk);
  }
}

TEST_F(JournalTest, TellsTheLowestFreeSlot) {
  std::uint16_t slot = 0;
  ASSERT_EQ(journal_.free_slot(1, slot), Status::kOk);
  EXPECT_EQ(slot, 1);
  for (const std::uint16_t taken : std::initializer_list<std::uint16_t>{0, 1, 2, 4})
    ASSERT_EQ(journal_.put(bookmark_of(1, taken, 0)), Status::kOk);
  ASSERT_EQ(journal_.free_slot(1, slot), Status::kOk);
  EXPECT_EQ(slot, 3);
  ASSERT_EQ(journal_.remove(1, 1), Status::kOk);
  ASSERT_EQ(journal_.free_slot(1, slot), Status::kOk);
  EXPECT_EQ(slot, 1);
  ASSERT_EQ(journal_.free_slot(2, slot), Status::kOk);
  EXPECT_EQ(slot, 1);
}

TEST_F(JournalTest, TellsTheArticleThatWasReadLast) {
  std::uint64_t article = 0;
  EXPECT_EQ(journal_.last_article(article), Status::kNotFound);
  ASSERT_EQ(journal_.put(bookmark_of(5, 0, 1)), Status::kOk);
  ASSERT_EQ(journal_.put(bookmark_of(6, 0, 1)), Status::kOk);
  ASSERT_EQ(journal_.put(bookmark_of(7, 1, 1)), Status::kOk);  // a bookmark is no reading
  ASSERT_EQ(journal_.last_article(article), Status::kOk);
  EXPECT_EQ(article, 6u);
  ASSERT_EQ(journal_.remove(6, 0), Status::kOk);
  ASSERT_EQ(journal_.last_article(article), Status::kOk);
  EXPECT_EQ(article, 5u);
}

TEST_F(JournalTest, FullIsFull) {
  for (std::uint16_t slot = 0; slot < kSmallRecords; ++slot)
    ASSERT_EQ(journal_.put(bookmark_of(1, slot, 1)), Status::kOk);
  EXPECT_EQ(journal_.put(bookmark_of(1, 100, 1)), Status::kNoSpace);
  const auto erases = flash_.erases();
  EXPECT_EQ(journal_.put(bookmark_of(2, 0, 1)), Status::kNoSpace);
  EXPECT_EQ(flash_.erases(), erases) << "a store that is full is not worn";
  EXPECT_EQ(all_of(journal_).size(), kSmallRecords);
  // What is there can still be replaced, and removed to make room.
  EXPECT_EQ(journal_.put(bookmark_of(1, 3, 2)), Status::kOk);
  EXPECT_EQ(all_of(journal_).size(), kSmallRecords);
  EXPECT_EQ(journal_.remove(1, 0), Status::kOk);
  EXPECT_EQ(journal_.put(bookmark_of(1, 100, 1)), Status::kOk);
  EXPECT_EQ(all_of(journal_).size(), kSmallRecords);
}

TEST_F(JournalTest, RejectsBadCalls) {
  Bookmark bookmark = bookmark_of(1, 1, 1);
  bookmark.label_bytes = kLabelBytes + 1;
  EXPECT_EQ(journal_.put(bookmark), Status::kBadCall);
  Journal closed;
  std::uint16_t slot = 0;
  std::uint64_t article = 0;
  EXPECT_EQ(closed.put(bookmark_of(1, 1, 1)), Status::kBadCall);
  EXPECT_EQ(closed.remove(1, 1), Status::kBadCall);
  EXPECT_EQ(closed.find(1, 1, bookmark), Status::kBadCall);
  EXPECT_EQ(closed.list(0, bookmark), Status::kBadCall);
  EXPECT_EQ(closed.free_slot(1, slot), Status::kBadCall);
  EXPECT_EQ(closed.last_article(article), Status::kBadCall);
}

TEST(Journal, RejectsGeometriesThatItCannotUse) {
  NorSimulator flash({4096, 2, 1});
  const auto opened = [&flash](std::uint32_t sector_bytes, std::uint16_t sectors, std::uint16_t unit) {
    Store store = flash.store();
    store.sector_bytes = sector_bytes;
    store.sectors = sectors;
    store.program_unit_bytes = unit;
    return Journal().open(store);
  };
  EXPECT_EQ(opened(4096, 2, 1), Status::kOk);
  EXPECT_EQ(opened(128, 2, 1), Status::kBadCall);
  EXPECT_EQ(opened(131072, 2, 1), Status::kBadCall);
  EXPECT_EQ(opened(4096, 1, 1), Status::kBadCall);
  EXPECT_EQ(opened(4096, 0, 1), Status::kBadCall);
  EXPECT_EQ(opened(4096, 2, 0), Status::kBadCall);
  EXPECT_EQ(opened(4096, 2, 3), Status::kBadCall);
  EXPECT_EQ(opened(4096, 2, 32), Status::kBadCall);
  EXPECT_EQ(opened(4088, 2, 16), Status::kBadCall);
  Store store = flash.store();
  store.erase = nullptr;
  EXPECT_EQ(Journal().open(store), Status::kBadCall);
}

// Against a map, over every kind of geometry, reopened now and then.
TEST(Journal, AgreesWithAMapForLong) {
  constexpr NorSimulator::Geometry kGeometries[] = {{256, 2, 1}, {512, 5, 8}, {4096, 4, 1}, {65536, 2, 16}};
  for (const NorSimulator::Geometry& geometry : kGeometries) {
    NorSimulator flash(geometry);
    Journal journal;
    ASSERT_EQ(journal.open(flash.store()), Status::kOk);
    const std::uint32_t keys = std::min<std::uint32_t>(journal_format::capacity(geometry.sector_bytes), 40);
    std::map<std::uint32_t, std::uint32_t> expected;  // slot to code point
    std::minstd_rand random(geometry.sector_bytes);
    for (std::uint32_t i = 0; i < 3000; ++i) {
      const auto slot = static_cast<std::uint16_t>(random() % keys);
      if (random() % 4 == 0) {
        const Status status = journal.remove(0xABCDEF0123456789u, slot);
        ASSERT_EQ(status, expected.erase(slot) == 1 ? Status::kOk : Status::kNotFound);
      } else {
        ASSERT_EQ(journal.put(bookmark_of(0xABCDEF0123456789u, slot, i)), Status::kOk);
        expected[slot] = i;
      }
      if (random() % 50 != 0) continue;
      ASSERT_EQ(journal.open(flash.store()), Status::kOk);
      std::map<std::uint32_t, std::uint32_t> found;
      for (const Bookmark& bookmark : all_of(journal)) found[bookmark.slot] = bookmark.locator.code_point;
      ASSERT_EQ(found, expected);
    }
    EXPECT_EQ(flash.violations(), 0u);
  }
}

TEST(Journal, WearsItsSectorsEvenly) {
  NorSimulator flash({512, 5, 1});
  Journal journal;
  ASSERT_EQ(journal.open(flash.store()), Status::kOk);
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    ASSERT_EQ(journal.put(bookmark_of(i % 3, 0, i)), Status::kOk);
    if (i % 7 == 0) {
      ASSERT_EQ(journal.open(flash.store()), Status::kOk);
    }
  }
  const auto [least, most] = std::minmax_element(flash.erases().begin(), flash.erases().end());
  EXPECT_GT(*least, 100u);
  EXPECT_LE(*most - *least, 1u);
}

// A place is stored at every turn of a page, here of 12 articles and with 6 bookmarks, in two sectors of 4,096 bytes
// that bear 100,000 erases each.
TEST(Journal, LastsForMillionsOfPages) {
  NorSimulator flash({4096, 2, 4});
  Journal journal;
  ASSERT_EQ(journal.open(flash.store()), Status::kOk);
  for (std::uint16_t slot = 1; slot <= 6; ++slot) ASSERT_EQ(journal.put(bookmark_of(1, slot, slot)), Status::kOk);
  constexpr std::uint32_t kTurns = 20'000;
  for (std::uint32_t i = 0; i < kTurns; ++i) ASSERT_EQ(journal.put(bookmark_of(1 + i / 30 % 12, 0, i)), Status::kOk);
  const std::uint32_t most = *std::max_element(flash.erases().begin(), flash.erases().end());
  const std::uint64_t turns = std::uint64_t{kTurns} * 100'000 / most;
  std::printf("%llu page turns\n", static_cast<unsigned long long>(turns));
  EXPECT_GE(turns, 20'000'000u);
}

TEST(Journal, TakesGarbageForEmpty) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    NorSimulator flash({512, 3, 4});
    std::minstd_rand random(seed);
    if (seed != 0) {
      for (std::uint8_t& byte : flash.bytes()) byte = static_cast<std::uint8_t>(seed < 100 ? 0 : random());
    }
    Journal journal;
    ASSERT_EQ(journal.open(flash.store()), Status::kOk);
    EXPECT_TRUE(all_of(journal).empty());
    for (std::uint32_t i = 0; i < 20; ++i) ASSERT_EQ(journal.put(bookmark_of(1, 0, i)), Status::kOk);
    ASSERT_EQ(journal.open(flash.store()), Status::kOk);
    EXPECT_EQ(all_of(journal).size(), 1u);
    EXPECT_EQ(flash.violations(), 0u);
  }
}

// A byte that rots costs no more than the record that it stands in; in a head, it costs the sector and never more than
// going back to what the sector before it held.
TEST(Journal, ADamagedByteCostsOneRecord) {
  NorSimulator sound(kSmall);
  Journal journal;
  ASSERT_EQ(journal.open(sound.store()), Status::kOk);
  for (std::uint16_t slot = 0; slot < 4; ++slot)
    ASSERT_EQ(journal.put(bookmark_of(1, slot, slot, "a label")), Status::kOk);  // two places
  for (std::uint32_t at = 0; at < kSmall.sector_bytes; ++at) {
    NorSimulator flash = sound;
    flash.bytes()[at] ^= 0x10;
    ASSERT_EQ(journal.open(flash.store()), Status::kOk);
    const std::uint32_t in_records = at < journal_format::kFirstRecordAt ? 0 : at - journal_format::kFirstRecordAt;
    const bool hits_record = at >= journal_format::kFirstRecordAt && in_records / (2 * journal_format::kPlaceBytes) < 4;
    const std::size_t expected = at < journal_format::kFirstRecordAt ? 0 : hits_record ? 3 : 4;
    EXPECT_EQ(all_of(journal).size(), expected) << at;
    ASSERT_EQ(journal.put(bookmark_of(2, 0, 1)), Status::kOk) << at;
    EXPECT_EQ(all_of(journal).size(), expected + 1) << at;
    EXPECT_EQ(flash.violations(), 0u) << at;
  }
}

TEST(Journal, LeavesTheStoreOfALaterVersionAlone) {
  NorSimulator flash(kSmall);
  ASSERT_EQ(Journal().open(flash.store()), Status::kOk);
  flash.bytes()[4] = journal_format::kVersion + 1;
  journal_format::seal(flash.bytes().data(), 12);
  const std::vector<std::uint8_t> before = flash.bytes();
  EXPECT_EQ(Journal().open(flash.store()), Status::kUnsupported);
  EXPECT_EQ(flash.bytes(), before);
}

TEST(Journal, ReportsAStoreThatFails) {
  NorSimulator flash(kSmall);
  Journal journal;
  ASSERT_EQ(journal.open(flash.store()), Status::kOk);
  ASSERT_EQ(journal.put(bookmark_of(1, 0, 1)), Status::kOk);
  flash.cut_after(10, test::Tear::kPrefix, 1);
  EXPECT_EQ(journal.put(bookmark_of(1, 0, 2)), Status::kIo);
  Bookmark bookmark;
  EXPECT_EQ(journal.find(1, 0, bookmark), Status::kIo);
  EXPECT_EQ(journal.list(0, bookmark), Status::kIo);
  EXPECT_EQ(Journal().open(flash.store()), Status::kIo);
  // The same journal goes on when the store does.
  flash.power_on();
  ASSERT_EQ(journal.find(1, 0, bookmark), Status::kOk);
  EXPECT_EQ(bookmark.locator.code_point, 1u);
  ASSERT_EQ(journal.put(bookmark_of(1, 0, 3)), Status::kOk);
  ASSERT_EQ(journal.find(1, 0, bookmark), Status::kOk);
  EXPECT_EQ(bookmark.locator.code_point, 3u);
  EXPECT_EQ(flash.violations(), 0u);
}

}  // namespace
}  // namespace lr
