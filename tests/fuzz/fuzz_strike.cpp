// A strike section, another behind it that it may refer to, and any glyph of it: a Status, never more. Checksums are
// made right first, so that what they cover is reached.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/font.h>
#include <libreader/font/glyph_cache.h>
#include <libreader/font/strike_format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "../support/plain_alphabet.h"

namespace {

using lr::Status;
namespace format = lr::format;

lr::Symbol symbols, first_full;  // of the alphabet: the last four bytes of an input
lr::Alphabet alphabet;

class Section {
 public:
  Section(std::vector<std::uint8_t>& bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  void repair() {
    if (at_ >= bytes_.size() || bytes_.size() - at_ < format::kStrikeHeadBytes) return;
    const std::uint8_t* head = bytes_.data() + at_;
    const std::uint32_t model = lr::load_u16(head + format::kStrikeModelBytesAt);
    const std::uint32_t bits = head[format::kStrikeLengthBitsAt];
    const std::uint32_t index = lr::load_u32(head + format::kStrikeIndexAt),
                        pictures = lr::load_u32(head + format::kStrikePicturesAt);
    for (std::uint32_t at = 0, i = 0; at < model; at += format::kModelPieceBytes, ++i)
      seal(format::kStrikeHeadBytes + at, std::min(model - at, format::kModelPieceBytes),
           format::kStrikeHeadBytes + model + i * lr::kCrcBytes);
    table(lr::load_u32(head + format::kStrikeAdvancesAt), first_full, format::kAdvanceBytes);
    if (head[3] == format::kStrikeCoded) {
      table(index, (symbols + format::kGlyphsARecord - 1) / format::kGlyphsARecord,
            4 + format::kGlyphsARecord * bits / 8);
      const std::uint32_t size = lr::load_u32(head + format::kStrikePicturesBytesAt), rest = size % lr::kPageBytes;
      table(pictures, std::min<std::uint64_t>(bytes_.size(), size / lr::kPageBytes * 508 + (rest > 4 ? rest - 4 : 0)),
            1);
    } else {
      table(index, symbols, format::kGlyphIndexBytes);
    }
    seal(0, format::kStrikeHeadBytes - lr::kCrcBytes, format::kStrikeHeadBytes - lr::kCrcBytes);
  }

 private:
  void table(std::uint64_t at, std::uint64_t records, std::uint32_t record_bytes) {
    if (record_bytes > lr::kPageBytes - lr::kCrcBytes) return;
    const std::uint64_t per_page = (lr::kPageBytes - lr::kCrcBytes) / record_bytes;
    for (std::uint64_t first = 0; first < records; first += per_page, at += lr::kPageBytes) {
      const std::uint64_t payload = std::min(per_page, records - first) * record_bytes;
      seal(at, payload, at + payload);
    }
  }
  void seal(std::uint64_t from, std::uint64_t size, std::uint64_t to) {
    if (at_ + from + size > bytes_.size() || at_ + to + lr::kCrcBytes > bytes_.size()) return;
    lr::store_u32(bytes_.data() + at_ + to, lr::crc32c(bytes_.data() + at_ + from, size));
  }

  std::vector<std::uint8_t>& bytes_;
  std::size_t at_;
};

struct Copy {
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
    std::copy_n(static_cast<std::vector<std::uint8_t>*>(self)->begin() + offset, size, static_cast<std::uint8_t*>(to));
    return Status::kOk;
  }
};

std::uint32_t read_all(const lr::Source& source) {
  std::array<lr::Storage::Page, 2> pages;
  lr::Storage storage;
  storage.open(source, pages);
  lr::Strike strike;
  std::uint32_t ink = 0, used = 0;
  if (strike.open(storage, {0, source.size_bytes}, {}, alphabet) != Status::kOk) return 0;
  std::vector<std::uint8_t> model(strike.model_bytes()), memory(strike.picture_bytes() + 2000);
  if (strike.load(model, used) != Status::kOk) return 0;
  lr::GlyphCache glyphs(memory, strike.picture_bytes(), strike.bits_bytes());
  for (std::uint32_t i = 0; i <= symbols; ++i) {
    std::int32_t advance = 0;
    (void)strike.advance(static_cast<lr::Symbol>(i), advance);
    lr::Glyph glyph;
    if (glyphs.glyph(strike, 0, static_cast<lr::Symbol>(i), glyph) != Status::kOk || glyph.width == 0) continue;
    ink += lr::crc32c(glyph.bits, (std::uint32_t{glyph.width} * glyph.height * strike.bits_per_pixel() + 7) / 8);
  }
  return ink;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  size -= 4;
  symbols = lr::load_u16(data + size) % 2048;
  first_full = lr::load_u16(data + size + 2) % 2048;
  if (lr::load_plain_alphabet(symbols, first_full, alphabet) != Status::kOk) return 0;
  std::vector<std::uint8_t> bytes(data, data + size);
  if (size >= format::kStrikeHeadBytes) {
    Section(bytes, lr::load_u32(data + format::kStrikeReferenceAt)).repair();
    Section(bytes, 0).repair();
  }
  const auto length = static_cast<std::uint32_t>(bytes.size());
  const std::uint32_t mapped = read_all(lr::memory_source(bytes.data(), length));
  if (read_all({Copy::read, &bytes, nullptr, length}) != mapped) std::abort();  // the same pictures either way
  return 0;
}
