// The parts of the core one by one: checksums, bits, UTF-8, tables, alphabet, text code, page starts.
#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/memory.h>
#include <libreader/base/utf8.h>
#include <libreader/pack/section.h>
#include <libreader/base/paged_bytes.h>
#include <libreader/pack/text_encoder.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <cstring>
#include <span>

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
      const Table table{0, count, static_cast<std::uint16_t>(size)};
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
  const Table table{0, 508, 4};
  const std::uint8_t* record = nullptr;
  for (const std::uint32_t i : {0u, 1u, 200u, 126u}) ASSERT_EQ(storage.record(table, i, record), Status::kOk);
  EXPECT_EQ(storage.counters().reads, 2u);
  ASSERT_EQ(storage.record(table, 300, record), Status::kOk);  // a third page: the oldest goes
  EXPECT_EQ(storage.counters().reads, 3u);
  EXPECT_EQ(storage.counters().bytes, 3u * 512);
}

// A source that cannot be read from a place on.
struct BadSectors {
  std::vector<std::uint8_t> bytes;
  std::uint32_t good;
  Source source() {
    const auto read = [](void* context, std::uint32_t offset, void* to, std::uint32_t size) {
      const auto* own = static_cast<BadSectors*>(context);
      if (offset + size > own->good) return Status::kIo;
      std::memcpy(to, own->bytes.data() + offset, size);
      return Status::kOk;
    };
    return {read, this, nullptr, static_cast<std::uint32_t>(bytes.size())};
  }
};

TEST(Storage, FetchesWhatLiesBehindInARun) {
  std::vector<std::uint8_t> records(20 * 508);
  for (std::size_t i = 0; i < records.size(); ++i) records[i] = static_cast<std::uint8_t>(i / 508);
  BadSectors sectors{pack::paged(records, 4), 17 * 512};
  const Table table{0, 20 * 127, 4};
  Storage::Page pages[8];
  Storage storage;
  storage.open(sectors.source(), pages);
  const std::uint8_t* record = nullptr;
  storage.set_run(4);
  storage.begin_run();
  for (std::uint32_t page = 0; page < 17; ++page) {  // four at once; near the bad sectors each alone
    storage.look_ahead(page * 512, 512);
    ASSERT_EQ(storage.record(table, page * 127, record), Status::kOk) << page;
    EXPECT_EQ(*record, page);
    EXPECT_EQ(storage.counters().reads, page < 16 ? page / 4 + 1 : 6u) << page;
  }
  storage.look_ahead(15 * 512, 512);  // there already
  EXPECT_EQ(storage.counters().reads, 6u);
  EXPECT_EQ(storage.record(table, 17 * 127, record), Status::kIo);
  storage.end_run();
  storage.reset_counters();
  for (int i = 0; i < 2; ++i) {
    for (const std::uint32_t page : {13u, 14u, 15u, 16u, 2u, 3u, 4u}) {
      ASSERT_EQ(storage.record(table, page * 127, record), Status::kOk);
      EXPECT_EQ(*record, page);
    }
  }
  EXPECT_EQ(storage.counters().reads, 4u);  // 14 to 16 are there still; the whole cache holds pages again
}

TEST(Crc32c, FindsASingleFlipAndNoOther) {
  std::vector<std::uint8_t> bytes(508);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 37);
  const std::uint32_t sound = crc32c(bytes.data(), bytes.size());
  for (std::uint32_t bit = 0; bit < 8 * bytes.size(); bit += 5) {
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    EXPECT_EQ(find_flip(508, crc32c(bytes.data(), bytes.size()) ^ sound), bit);
    const std::uint32_t other = (bit * 7 + 3) % 4064;
    bytes[other / 8] ^= static_cast<std::uint8_t>(1 << other % 8);
    if (other != bit) {
      EXPECT_EQ(find_flip(508, crc32c(bytes.data(), bytes.size()) ^ sound), kNoFlip);
    }
    bytes[other / 8] ^= static_cast<std::uint8_t>(1 << other % 8);
    bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  }
  EXPECT_EQ(find_flip(508, 1u << 7), 8u * 508);
}

TEST(PagedBytes, ReadsBitsAcrossPagesMappedOrThroughTheCache) {
  std::vector<std::uint8_t> payload(3000);
  for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<std::uint8_t>(i * i >> 3);
  std::vector<std::uint8_t> bytes = pack::paged(payload, 1);
  const auto read = [](void* context, std::uint32_t offset, void* to, std::uint32_t size) {
    std::memcpy(to, static_cast<std::vector<std::uint8_t>*>(context)->data() + offset, size);
    return Status::kOk;
  };
  const auto size = static_cast<std::uint32_t>(bytes.size());
  for (const Source& source : {memory_source(bytes.data(), size), Source{read, &bytes, nullptr, size}}) {
    for (const bool flipped : {false, true}) {
      if (flipped) bytes[700] ^= 4;  // mended
      Storage::Page pages[2];
      Storage storage;
      storage.open(source, pages);
      PagedBytes paged;
      ASSERT_EQ(paged.open(storage, {0, size}), Status::kOk);
      ASSERT_EQ(paged.size_bytes(), payload.size());
      BitReader plain(payload.data(), 3000, 0);
      for (std::uint32_t at = 0, width = 0; at + 32 <= 8 * 3000; at += width, width = (width + 7) % 33) {
        std::uint32_t expected = plain.bits(width / 2);
        expected = static_cast<std::uint32_t>(static_cast<std::uint64_t>(expected) << (width - width / 2)) | plain.bits(width - width / 2);
        ASSERT_EQ(paged.bits(at, width), expected) << at << ' ' << width;
      }
      EXPECT_EQ(paged.status(), Status::kOk);
      EXPECT_EQ(paged.bits(8 * 3000 - 4, 8), 0u);
      EXPECT_EQ(paged.status(), Status::kDamaged);
      if (flipped) bytes[700] ^= 4;
    }
  }
}

// Text that has phrases, over symbols from kFirstTextSymbol on.
std::vector<Symbol> phrased_text(std::uint32_t symbols, std::size_t units) {
  std::vector<Symbol> text;
  std::uint32_t state = 1;
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (int word = 0; word < 30; ++word) {
      state = state * 1664525 + 1013904223;
      const std::uint32_t start = (state >> 16) % 97 * 31, length = 1 + (state >> 24) % 9;
      for (std::uint32_t i = 0; i < length; ++i)
        text.push_back(static_cast<Symbol>(kFirstTextSymbol + (start + i * i) % (symbols - kFirstTextSymbol)));
    }
    text.push_back(kEndOfUnit);
  }
  return text;
}

// The sections of a learned code behind one another, and the code opened from them.
struct OpenedCode {
  OpenedCode(const pack::WrittenCode& written, std::uint32_t symbols, std::uint32_t first_rare)
      : code_bytes(pack::paged(written.code, 1)), bytes(code_bytes) {
    const std::vector<std::uint8_t> phrases = pack::paged(written.phrases, 1);
    bytes.insert(bytes.end(), phrases.begin(), phrases.end());
    open(symbols, first_rare);
  }
  void open(std::uint32_t symbols, std::uint32_t first_rare) {
    storage.open(memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())), pages);
    const auto size = static_cast<std::uint32_t>(code_bytes.size());
    status = code.open(storage, {0, size}, {size, static_cast<std::uint32_t>(bytes.size()) - size}, symbols, first_rare);
  }
  std::vector<std::uint8_t> code_bytes, bytes;
  Storage::Page pages[3];
  Storage storage;
  TextCode code;
  Status status = Status::kOk;
};

std::vector<pack::Piece> pieces_of_symbols(std::span<const Symbol> symbols) {
  std::vector<pack::Piece> pieces;
  for (const Symbol symbol : symbols) {
    pack::Piece piece;
    piece.symbols[0] = symbol;
    piece.count = 1;
    piece.code_points = 1;
    pieces.push_back(piece);
  }
  return pieces;
}

std::vector<Symbol> decoded(TextCode& code, const std::vector<std::uint8_t>& bytes) {
  std::vector<Symbol> symbols;
  BitReader bits(bytes.data(), static_cast<std::uint32_t>(bytes.size()), 0);
  Symbol last = kEndOfUnit;
  do {
    Part part = 0;
    if (code.token(bits, code.context_of(last), part) != Status::kOk || bits.overrun()) return {};
    Expansion token;
    for (token.begin(part); !token.empty(); symbols.push_back(last)) {
      if (token.next(code, last) != Status::kOk) return {};
    }
    Symbol same = 0;
    EXPECT_EQ(code.last_symbol(part, same), Status::kOk);
    EXPECT_EQ(same, last);
  } while (last != kEndOfUnit);
  return symbols;
}

TEST(TextCode, DecodesWhatWasEncoded) {
  std::vector<KeptPhrase> kept(1000);
  std::size_t unit_number = 0;
  struct Shape {
    std::uint32_t symbols, first_rare;
    std::size_t units;
  };
  for (const auto& [symbols, first_rare, units] : 
       {Shape{20, 20, 1}, {20, 16, 1}, {17, 17, 40}, {300, 300, 200}, {300, 299, 200}, {3000, 3000, 2000}, {3000, 900, 2000}}) {
    const std::vector<Symbol> text = phrased_text(symbols, units);
    for (const std::size_t dictionary : {std::size_t{0}, std::size_t{600}}) {
      pack::LearnOptions options = pack::learn_options(text.size());
      options.dictionary_bytes = dictionary;
      options.first_rare = first_rare;
      const pack::TextEncoder encoder(pack::learn(text, symbols, options));
      if (dictionary != 0) {
        EXPECT_LE(encoder.code().phrases.size(), dictionary + dictionary / 8);
      }
      OpenedCode opened(encoder.code(), symbols, first_rare);
      ASSERT_EQ(opened.status, Status::kOk);
      for (std::size_t begin = 0, i = 0; i < text.size(); ++i) {
        if (text[i] != kEndOfUnit) continue;
        const std::span unit = std::span(text).subspan(begin, i - begin);
        std::vector<Symbol> found;
        if (++unit_number % 50 == 0) opened.code.keep(std::span(kept).first(unit_number % 4 == 0 ? 0 : unit_number % kept.size()));
        for (const pack::EncodedPart& part : encoder.encode(pieces_of_symbols(unit))) {
          ASSERT_LE(part.bytes.size(), 508u);
          const std::vector<Symbol> more = decoded(opened.code, part.bytes);
          ASSERT_FALSE(more.empty());
          found.insert(found.end(), more.begin(), more.end() - 1);
        }
        ASSERT_TRUE(std::equal(found.begin(), found.end(), unit.begin(), unit.end()));
        begin = i + 1;
      }
    }
  }
}

TEST(TextCode, LongUnitsFillChunks) {
  std::vector<Symbol> text = phrased_text(300, 200);
  const pack::TextEncoder encoder(pack::learn(text, 300, pack::learn_options(text.size())));
  std::erase(text, kEndOfUnit);
  const std::vector<pack::EncodedPart> parts = encoder.encode(pieces_of_symbols(text));
  ASSERT_GT(parts.size(), 3u);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) EXPECT_GT(parts[i].bytes.size(), 490u);
}

TEST(TextCode, TitlesAreNumbersOfSymbols) {
  const std::vector<Symbol> text{16, 127, 128, 300, 16384};
  EXPECT_EQ(pack::encode_title(pieces_of_symbols(text)),
            (std::vector<std::uint8_t>{16, 127, 0x80, 0x01, 0xAC, 0x02, 0x80, 0x80, 0x01}));
  EXPECT_EQ(pack::encode_title(pieces_of_symbols(std::vector<Symbol>(600, 128))).size(), 508u);
}

TEST(TextCode, IsTheSameWithAnyNumberOfThreads) {
  const std::vector<Symbol> text = phrased_text(800, 3000);
  pack::LearnOptions options = pack::learn_options(text.size());
  options.threads = 1;
  const pack::WrittenCode one = pack::write_code(pack::learn(text, 800, options));
  options.threads = 3;
  const pack::WrittenCode three = pack::write_code(pack::learn(text, 800, options));
  EXPECT_EQ(one.code, three.code);
  EXPECT_EQ(one.phrases, three.phrases);
}

// Whatever stands in the tables, with checksums that fit: every step ends, in a symbol or in kDamaged.
TEST(TextCode, SurvivesAnyTables) {
  const std::vector<Symbol> text = phrased_text(300, 60);
  pack::LearnOptions options = pack::learn_options(text.size());
  options.first_rare = 200;
  const pack::TextEncoder encoder(pack::learn(text, 300, options));
  const std::vector<std::uint8_t> chunk = encoder.encode(pieces_of_symbols(std::span(text).first(60))).front().bytes;
  std::uint32_t state = 7;
  const auto random = [&state](std::size_t below) {
    state = state * 1664525 + 1013904223;
    return static_cast<std::size_t>(state >> 8) % below;
  };
  for (int round = 0; round < 3000; ++round) {
    pack::WrittenCode code = encoder.code();
    for (std::size_t i = random(4) + 1; i > 0; --i) {
      std::vector<std::uint8_t>& tables = random(2) == 0 ? code.code : code.phrases;
      tables[random(round % 2 == 0 ? std::min<std::size_t>(tables.size(), 200) : tables.size())] =
          static_cast<std::uint8_t>(random(256));
    }
    OpenedCode opened(code, 300, round % 5 == 0 ? 250 : 200);
    if (opened.status != Status::kOk) continue;
    KeptPhrase kept[16];
    if (round % 3 == 0) opened.code.keep(kept);
    (void)decoded(opened.code, chunk);
  }
}

TEST(PageStarts, ThinOutAndStillFindEveryPage) {
  Place memory[8];
  PageStarts starts;
  starts.open(memory);
  PageStart found;
  EXPECT_FALSE(starts.find({}, found));
  for (std::uint32_t i = 0; i < 1000; ++i) {
    starts.add({i, {i * 3, 0}});
    for (const std::uint32_t page : {0u, i / 2, i}) {
      ASSERT_TRUE(starts.find({.number = page}, found));
      ASSERT_LE(found.number, page);
      ASSERT_EQ(found.place.unit, found.number * 3);
      ASSERT_LE(page - found.number, 2 * (i + 6) / 6 + 1);  // never far behind
      PageStart by_place;
      ASSERT_TRUE(starts.find({.place = {page * 3 + 1, 5}}, by_place));
      ASSERT_EQ(by_place.number, found.number);
    }
  }
}

TEST(PageStarts, KnowEveryOneOfTheLastPages) {
  Place memory[16];
  PageStarts starts;
  starts.open(memory);
  PageStart found;
  const auto turn_to = [&](std::uint32_t page) { starts.add({page, {page / 10, page % 10 * 7}}); };
  const auto knows = [&](std::uint32_t page) {
    return starts.find({.number = page}, found) && found.number == page &&
           found.place == Place{page / 10, page % 10 * 7};
  };
  for (std::uint32_t i = 0; i < 1000; ++i) turn_to(i);
  for (std::uint32_t i = 996; i < 1000; ++i) EXPECT_TRUE(knows(i)) << i;
  EXPECT_FALSE(knows(501));
  for (std::uint32_t i = 500; i < 503; ++i) turn_to(i);  // on the way back, from the last start before
  for (std::uint32_t i = 500; i < 503; ++i) EXPECT_TRUE(knows(i)) << i;
}

TEST(Cursor, SeekAgreesWithReadingThroughOnLongBlocks) {
  std::string text;
  std::uint32_t state = 1;
  for (int i = 0; i < 6000; ++i) {  // nothing that phrases would shorten
    state = state * 1664525 + 1013904223;
    char utf8[kMaxUtf8Bytes];
    text.append(utf8, static_cast<std::size_t>(encode_utf8(0x4E00 + (state >> 16) % 900, utf8)));
    if (state >> 28 == 0) text += " word，";
  }
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
