// ports/sd_card: finds files on FAT16 and FAT32, in partitions and without, and takes none that lies in pieces.
#include <libreader/bookmark.h>
#include <ports/sd_card/card_file.h>

#include "../support/fat_image.h"
#include "../support/fixtures.h"

namespace lr::test {
namespace {

using sd_card::BlockDevice;
using sd_card::CardFile;

constexpr char kBook[] = "BOOK    LRB";

std::vector<std::uint8_t> content(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 509);
  return bytes;
}

class CardFileTest : public ::testing::TestWithParam<FatImage::Layout> {
 protected:
  CardFileTest() : image_(GetParam()) { image_.add("README  TXT", content(3000)); }
  FatImage image_;
  CardFile file_;
};

TEST_P(CardFileTest, ReadsAFile) {
  const std::vector<std::uint8_t> wanted = content(70'001);
  image_.add(kBook, wanted);
  ASSERT_EQ(file_.open(image_.device(), kBook), Status::kOk);
  ASSERT_EQ(file_.bytes(), wanted.size());
  const Source source = file_.source();
  std::vector<std::uint8_t> found(wanted.size());
  ASSERT_EQ(source.read(source.context, 0, found.data(), source.size_bytes), Status::kOk);
  EXPECT_EQ(found, wanted);
  for (const std::uint32_t at : {0u, 511u, 512u, 4000u, 69'900u}) {
    ASSERT_EQ(source.read(source.context, at, found.data(), 101), Status::kOk);
    EXPECT_EQ(std::memcmp(found.data(), &wanted[at], 101), 0) << at;
  }
  EXPECT_EQ(source.read(source.context, source.size_bytes, found.data(), 1), Status::kIo);
}

TEST_P(CardFileTest, HoldsAJournalAndTouchesNothingElse) {
  image_.add("PLACES  LRJ", std::vector<std::uint8_t>(8192));
  image_.add(kBook, content(5000));
  const std::vector<std::uint8_t> before = image_.bytes;
  ASSERT_EQ(file_.open(image_.device(), "PLACES  LRJ"), Status::kOk);
  Journal journal;
  ASSERT_EQ(journal.open(file_.store()), Status::kOk);
  Bookmark bookmark;
  for (std::uint32_t i = 0; i < 200; ++i) {
    bookmark.locator = {7, static_cast<std::int32_t>(i), 0, 0};
    ASSERT_EQ(journal.put(bookmark), Status::kOk);
  }
  CardFile again;
  Journal reopened;
  ASSERT_EQ(again.open(image_.device(), "PLACES  LRJ"), Status::kOk);
  ASSERT_EQ(reopened.open(again.store()), Status::kOk);
  ASSERT_EQ(reopened.find(7, 0, bookmark), Status::kOk);
  EXPECT_EQ(bookmark.locator.block, 199);
  const std::size_t begin = image_.place_of("PLACES  LRJ"), end = begin + 8192;
  EXPECT_TRUE(std::equal(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(begin), image_.bytes.begin()));
  EXPECT_TRUE(std::equal(before.begin() + static_cast<std::ptrdiff_t>(end), before.end(),
                         image_.bytes.begin() + static_cast<std::ptrdiff_t>(end)));
}

TEST_P(CardFileTest, RefusesWhatIsNotThereOrInPieces) {
  image_.add(kBook, content(20'000));
  EXPECT_EQ(file_.open(image_.device(), "OTHER   LRB"), Status::kNotFound);
  EXPECT_EQ(file_.bytes(), 0u);
  image_.break_chain(kBook);
  EXPECT_EQ(file_.open(image_.device(), kBook), Status::kUnsupported);
  image_.cut_chain(kBook);
  EXPECT_EQ(file_.open(image_.device(), kBook), Status::kDamaged);
  image_.device_fails = true;
  EXPECT_EQ(file_.open(image_.device(), kBook), Status::kIo);
}

INSTANTIATE_TEST_SUITE_P(Volumes, CardFileTest,
                         ::testing::Values(FatImage::Layout{false, 0}, FatImage::Layout{false, 2048},
                                           FatImage::Layout{true, 0}, FatImage::Layout{true, 63}));

TEST(CardFile, KnowsWhatIsNoFat) {
  FatImage image({false, 0});
  std::fill(image.bytes.begin(), image.bytes.begin() + 512, std::uint8_t{0});
  CardFile file;
  EXPECT_EQ(file.open(image.device(), kBook), Status::kUnsupported);
}

}  // namespace
}  // namespace lr::test
