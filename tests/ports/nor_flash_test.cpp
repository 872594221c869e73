// ports/nor_flash against a chip with the manners of the real thing: a latch for writing, pages that wrap around, bits
// that only fall, time to be waited for.
#include <libreader/bookmark.h>
#include <ports/nor_flash/nor_flash.h>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

using nor_flash::Chip;
using nor_flash::kSectorBytes;

class SerialChip {
 public:
  explicit SerialChip(int size_log2) : size_log2_(size_log2), bytes(std::size_t{1} << size_log2, 0xFF) {}

  nor_flash::Bus bus() {
    return {[](void* self, const std::uint8_t* command, std::uint32_t command_bytes, const void* out,
               std::uint32_t out_bytes, void* in, std::uint32_t in_bytes) {
              return static_cast<SerialChip*>(self)->transfer(command, command_bytes,
                                                              static_cast<const std::uint8_t*>(out), out_bytes,
                                                              static_cast<std::uint8_t*>(in), in_bytes);
            },
            this};
  }

 private:
  bool transfer(const std::uint8_t* command, std::uint32_t command_bytes, const std::uint8_t* out,
                std::uint32_t out_bytes, std::uint8_t* in, std::uint32_t in_bytes) {
    if (broken) return false;
    if (absent) {
      std::memset(in, 0xFF, in_bytes);
      return true;
    }
    if (command[0] == 0x05) {
      in[0] = static_cast<std::uint8_t>((busy > 0 ? 1 : 0) | (enabled_ ? 2 : 0));
      busy -= busy > 0 ? 1 : 0;
      return true;
    }
    if (busy > 0) ++misuses;
    std::size_t at = 0;
    for (std::uint32_t i = 1; i < command_bytes; ++i) at = at << 8 | command[i];
    const bool four = command_bytes == 5;
    if (command_bytes > 1 && (four != (bytes.size() > 1u << 24) || at >= bytes.size())) ++misuses;
    at %= bytes.size();
    const bool was_enabled = std::exchange(enabled_, command[0] == 0x06);
    switch (command[0]) {
      case 0x06: return true;
      case 0x9F: {
        const std::uint8_t id[] = {0xEF, 0x40, static_cast<std::uint8_t>(size_log2_)};
        std::memcpy(in, id, std::min<std::uint32_t>(in_bytes, 3));
        return true;
      }
      case 0x03:
      case 0x13: std::memcpy(in, &bytes[at], in_bytes); return true;
      case 0x02:
      case 0x12:
        for (std::uint32_t i = 0; was_enabled && i < out_bytes; ++i) bytes[at / 256 * 256 + (at + i) % 256] &= out[i];
        busy = 3;
        return true;
      case 0x20:
      case 0x21:
        if (was_enabled) std::memset(&bytes[at / kSectorBytes * kSectorBytes], 0xFF, kSectorBytes);
        if (worn) bytes[at + 77] = 0xFE;
        busy = 40;
        return true;
      default: ++misuses; return true;
    }
  }

  int size_log2_;
  bool enabled_ = false;

 public:
  std::vector<std::uint8_t> bytes;
  int busy = 0;
  int misuses = 0;
  bool absent = false, broken = false, worn = false;
};

std::vector<std::uint8_t> pattern(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + i / 251);
  return bytes;
}

TEST(NorFlash, ProgramsAcrossPagesAndReadsBack) {
  for (const int size_log2 : {20, 25}) {  // three and four bytes of address
    SerialChip serial(size_log2);
    Chip chip;
    ASSERT_EQ(chip.open(serial.bus()), Status::kOk);
    ASSERT_EQ(chip.bytes(), 1u << size_log2);
    const std::vector<std::uint8_t> wanted = pattern(1000);
    const std::uint32_t at = chip.bytes() - 1100;
    ASSERT_EQ(chip.program(at, wanted.data(), 1000), Status::kOk);
    std::vector<std::uint8_t> found(1000);
    ASSERT_EQ(chip.read(at, found.data(), 1000), Status::kOk);
    EXPECT_EQ(found, wanted);
    EXPECT_EQ(serial.bytes[at - 1], 0xFF);
    EXPECT_EQ(serial.bytes[at + 1000], 0xFF);
    EXPECT_EQ(serial.misuses, 0);
  }
}

TEST(NorFlash, BitsRiseWithAnEraseOnly) {
  SerialChip serial(20);
  Chip chip;
  ASSERT_EQ(chip.open(serial.bus()), Status::kOk);
  const std::uint8_t first = 0xF0, fewer = 0xC0, more = 0xF1;
  EXPECT_EQ(chip.program(kSectorBytes + 5, &first, 1), Status::kOk);
  EXPECT_EQ(chip.program(kSectorBytes + 5, &fewer, 1), Status::kOk);
  EXPECT_EQ(chip.program(kSectorBytes + 5, &more, 1), Status::kIo);
  serial.bytes[2 * kSectorBytes] = serial.bytes[kSectorBytes - 1] = 0x12;
  EXPECT_EQ(chip.erase(kSectorBytes), Status::kOk);
  EXPECT_EQ(chip.program(kSectorBytes + 5, &more, 1), Status::kOk);
  EXPECT_EQ(serial.bytes[2 * kSectorBytes], 0x12);
  EXPECT_EQ(serial.bytes[kSectorBytes - 1], 0x12);
}

TEST(NorFlash, SaysWhatGoesWrong) {
  SerialChip serial(20);
  Chip chip;
  serial.absent = true;
  EXPECT_EQ(chip.open(serial.bus()), Status::kIo);
  serial.absent = false;
  ASSERT_EQ(chip.open(serial.bus()), Status::kOk);
  std::uint8_t byte = 0;
  EXPECT_EQ(chip.read(chip.bytes(), &byte, 1), Status::kBadCall);
  EXPECT_EQ(chip.program(chip.bytes() - 1, "ab", 2), Status::kBadCall);
  EXPECT_EQ(chip.erase(100), Status::kBadCall);
  serial.worn = true;
  EXPECT_EQ(chip.erase(0), Status::kIo);
  serial.broken = true;
  EXPECT_EQ(chip.read(0, &byte, 1), Status::kIo);
}

TEST(NorFlash, HoldsABundleAndAJournalSideBySide) {
  SerialChip serial(20);
  const std::vector<std::uint8_t> bundle = read_file(source_dir() / "tests/golden/golden.lrb");
  std::copy(bundle.begin(), bundle.end(), serial.bytes.begin());
  Chip chip;
  ASSERT_EQ(chip.open(serial.bus()), Status::kOk);
  nor_flash::Region book{&chip, 0, static_cast<std::uint32_t>(bundle.size())};
  nor_flash::Region places{&chip, chip.bytes() - 3 * kSectorBytes, 3 * kSectorBytes};
  std::vector<std::byte> workspace(workspace_bytes(kLimits));
  auto reader = std::make_unique<Reader>();
  ASSERT_EQ(reader->open(nor_flash::source_of(book), workspace, kLimits), Status::kOk);
  Journal journal;
  ASSERT_EQ(journal.open(nor_flash::store_of(places)), Status::kOk);
  Bookmark bookmark;
  for (std::uint32_t i = 0; i < 500; ++i) {
    bookmark.locator = {7, static_cast<std::int32_t>(i), i * 3, 0};
    ASSERT_EQ(journal.put(bookmark), Status::kOk) << i;
  }
  Journal again;
  Bookmark found;
  ASSERT_EQ(again.open(nor_flash::store_of(places)), Status::kOk);
  ASSERT_EQ(again.find(7, 0, found), Status::kOk);
  EXPECT_EQ(found.locator.block, 499);
  EXPECT_TRUE(std::equal(bundle.begin(), bundle.end(), serial.bytes.begin()));
  EXPECT_EQ(serial.misuses, 0);
}

}  // namespace
}  // namespace lr::test
