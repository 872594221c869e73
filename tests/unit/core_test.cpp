// The parts of the core one by one: checksums, bits, UTF-8, tables, alphabet, text code, page starts.
#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/memory.h>
#include <libreader/base/utf8.h>
#include <libreader/pack/section.h>
#include <libreader/pack/text_encoder.h>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

TEST(Crc32c, MatchesThePublishedVectors) {
  EXPECT_EQ(crc32c("123456789", 9), 0xE3069283u);
  const std::vector<std::uint8_t> zeros(32, 0), ones(32, 0xFF);  // RFC 3720, B.4
  EXPECT_EQ(crc32c(zeros.data(), zeros.size()), 0x8A9136AAu);
  EXPECT_EQ(crc32c(ones.data(), ones.size()), 0x62A8AB43u);
  EXPECT_EQ(crc32c("6789", 4, crc32c("12345", 5)), crc32c("123456789", 9));
}

TEST(BitReader, ReadsFromTheTopAndRemembersOverruns) {
  const std::uint8_t bytes[] = {0b10110011, 0b01000000};
  BitReader bits(bytes, 2, 0);
  EXPECT_EQ(bits.bits(3), 0b101u);
  EXPECT_EQ(bits.bits(7), 0b1001101u);
  EXPECT_FALSE(bits.overrun());
  EXPECT_EQ(bits.bits(6), 0u);
  EXPECT_FALSE(bits.overrun());
  EXPECT_EQ(bits.bit(), 0u);
  EXPECT_TRUE(bits.overrun());
}

TEST(Utf8, EncodesEveryLengthAndReplacesWhatIsNoCodePoint) {
  const auto encoded = [](std::uint32_t c) {
    char to[kMaxUtf8Bytes];
    return std::string(to, static_cast<std::size_t>(encode_utf8(c, to)));
  };
  EXPECT_EQ(encoded('a'), "a");
  EXPECT_EQ(encoded(0xE9), "é");
  EXPECT_EQ(encoded(0x4E2D), "中");
  EXPECT_EQ(encoded(0x20BB7), "𠮷");
  EXPECT_EQ(encoded(0xD800), "\uFFFD");
  EXPECT_EQ(encoded(0x110000), "\uFFFD");
}

TEST(Arena, HandsOutWhatItCostsAndNoMore) {
  alignas(8) std::byte memory[64];
  Arena arena(memory);
  EXPECT_NE(arena.take<std::uint32_t>(3), nullptr);  // 16 bytes with padding
  EXPECT_EQ(arena.take<std::uint8_t>(49), nullptr);
  EXPECT_NE(arena.take<std::uint8_t>(48), nullptr);
  EXPECT_EQ(arena.take<std::uint8_t>(1), nullptr);
}

TEST(Storage, ReadsEveryRecordOfATableOfAnyLength) {
  for (const std::uint32_t size : {1u, 6u, 12u, 48u}) {
    const std::uint32_t per_page = (kPageBytes - kCrcBytes) / size;
    for (const std::uint32_t count : {1u, per_page - 1, per_page, per_page + 1, 3 * per_page}) {
      std::vector<std::uint8_t> records(static_cast<std::size_t>(count) * size);
      for (std::size_t i = 0; i < records.size(); ++i) records[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
      const std::vector<std::uint8_t> bytes = pack::paged(records, size);
      ASSERT_EQ(bytes.size(), table_bytes(count, size));
      Storage::Page pages[2];
      Storage storage;
      storage.open(memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())), pages);
      const Table table{{0, static_cast<std::uint32_t>(bytes.size())}, count, static_cast<std::uint16_t>(size)};
      const std::uint8_t* record = nullptr;
      for (std::uint32_t i = 0; i < count; ++i) {
        ASSERT_EQ(storage.record(table, i, record), Status::kOk);
        ASSERT_EQ(std::memcmp(record, &records[static_cast<std::size_t>(i) * size], size), 0);
      }
      EXPECT_EQ(storage.record(table, count, record), Status::kDamaged);
    }
  }
}

TEST(Storage, CachesPagesAndCountsReads) {
  const std::vector<std::uint8_t> bytes = pack::paged(std::vector<std::uint8_t>(4 * 508), 4);
  Storage::Page pages[2];
  Storage storage;
  storage.open(memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())), pages);
  const Table table{{0, static_cast<std::uint32_t>(bytes.size())}, 508, 4};
  const std::uint8_t* record = nullptr;
  for (const std::uint32_t i : {0u, 1u, 200u, 126u}) ASSERT_EQ(storage.record(table, i, record), Status::kOk);
  EXPECT_EQ(storage.counters().reads, 2u);
  ASSERT_EQ(storage.record(table, 300, record), Status::kOk);  // a third page: the oldest goes
  EXPECT_EQ(storage.counters().reads, 3u);
  EXPECT_EQ(storage.counters().bytes, 3u * 512);
}

TEST(TextCode, RefusesCodesThatAreNotComplete) {
  const pack::TextEncoder encoder({5, 100, 3, 40, 40, 1, 1, 1});
  std::vector<std::uint8_t> table = encoder.table();
  TextCode code;
  EXPECT_EQ(code.load(table.data(), static_cast<std::uint32_t>(table.size()), 8), Status::kOk);
  EXPECT_EQ(code.load(table.data(), static_cast<std::uint32_t>(table.size()), 7), Status::kDamaged);
  EXPECT_EQ(code.load(table.data(), static_cast<std::uint32_t>(table.size() - 1), 8), Status::kDamaged);
  for (std::size_t i = 0; i < kTextCodeHeadBytes; ++i) {
    std::vector<std::uint8_t> wrong = table;
    wrong[i] ^= 1;
    EXPECT_EQ(code.load(wrong.data(), static_cast<std::uint32_t>(wrong.size()), 8), Status::kDamaged) << i;
  }
}

TEST(TextCode, DecodesWhatWasEncodedForSkewedCounts) {
  std::vector<std::uint64_t> uses;
  for (int i = 0; i < 3000; ++i) uses.push_back(i < 40 ? 1u << std::min(i, 30) : 3000u - static_cast<unsigned>(i));
  const pack::TextEncoder encoder(uses);
  TextCode code;
  ASSERT_EQ(code.load(encoder.table().data(), static_cast<std::uint32_t>(encoder.table().size()), 3000), Status::kOk);
  std::vector<pack::Piece> pieces;
  for (Symbol s = kFirstTextSymbol; s < 3000; s = static_cast<Symbol>(s + 7)) {
    pack::Piece piece;
    piece.symbols[0] = s;
    piece.count = 1;
    piece.code_points = 1;
    pieces.push_back(piece);
  }
  Symbol expected = kFirstTextSymbol;
  for (const pack::TextEncoder::Chunk& chunk : encoder.encode(pieces)) {
    ASSERT_LE(chunk.bytes.size(), 508u);
    BitReader bits(chunk.bytes.data(), static_cast<std::uint32_t>(chunk.bytes.size()), 0);
    for (int i = 0; i < chunk.code_points; ++i, expected = static_cast<Symbol>(expected + 7))
      ASSERT_EQ(code.decode(bits), expected);
    EXPECT_EQ(code.decode(bits), kEndOfChunk);
    EXPECT_FALSE(bits.overrun());
  }
  EXPECT_GE(expected, 3000);
}

TEST(PageStarts, ThinOutAndStillFindEveryPage) {
  Place memory[8];
  PageStarts starts;
  starts.open(memory);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    starts.add(i, {i * 3, 0});
    for (const std::uint32_t page : {0u, i / 2, i}) {
      std::uint32_t found = 0;
      Place place;
      ASSERT_TRUE(starts.before_page(page, found, place));
      ASSERT_LE(found, page);
      ASSERT_EQ(place.unit, found * 3);
      ASSERT_TRUE(starts.before_place({page * 3 + 1, 5}, found, place));
      ASSERT_LE(place.unit, page * 3);
      ASSERT_LE(page - found, 2 * (i + 8) / 8 + 1);  // never far behind
    }
  }
}

TEST(Cursor, SeekAgreesWithReadingThroughOnLongBlocks) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i % 3 == 0 ? "汉" : i % 3 == 1 ? "字，" : "word ";
  OpenedBundle opened(text_bundle({article_of({text})}));
  ASSERT_EQ(opened.status(), Status::kOk);
  Article article;
  ASSERT_EQ(opened.bundle().article(0, article), Status::kOk);
  const std::uint32_t unit = article.first_body_unit();
  std::vector<Symbol> symbols;
  std::vector<std::uint32_t> places;
  TextCursor through(opened.bundle());
  ASSERT_EQ(through.open(unit), Status::kOk);
  TextItem item;
  for (places.push_back(0); through.next(item) == Status::kOk; places.push_back(through.point().code_point))
    symbols.push_back(item.symbol);
  ASSERT_GT(through.unit().chunks, 5);
  for (std::size_t i = 0; i < symbols.size(); i += 37) {
    TextCursor cursor(opened.bundle());
    ASSERT_EQ(cursor.seek(unit, places[i]), Status::kOk);
    ASSERT_EQ(cursor.point().code_point, places[i]);
    ASSERT_EQ(cursor.next(item), Status::kOk);
    ASSERT_EQ(item.symbol, symbols[i]);
  }
  EXPECT_EQ(through.seek(unit, 0xFFFFFF), Status::kOk);
  EXPECT_EQ(through.next(item), Status::kEnd);
}

}  // namespace
}  // namespace lr::test
