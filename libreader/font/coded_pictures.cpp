// Finds, reads and decodes.
#include "coded_pictures.h"

#include <libreader/base/bits.h>
#include <libreader/base/crc32c.h>

#include "pixel_decoder.h"

namespace lr {
namespace {

constexpr std::uint32_t kPayload = kPageBytes - kCrcBytes;

Range part(Range whole, std::uint32_t offset, std::uint32_t bytes, bool& sound) {
  sound = sound && offset <= whole.bytes && bytes <= whole.bytes - offset;
  return {whole.offset + offset, bytes};
}

}  // namespace

Status CodedPictures::open(Storage& storage, Range section, const std::uint8_t* head, std::uint32_t symbols) {
  *this = {};
  ppem_ = load_u16(head);
  bits_per_pixel_ = head[2];
  largest_ = load_u16(head + 8);
  widest_ = head[10];
  tallest_ = head[11];
  length_bits_ = head[format::kStrikeLengthBitsAt];
  bool sound =
      widest_ <= format::kMaxGlyphSide && tallest_ <= format::kMaxGlyphSide && length_bits_ <= format::kMaxLengthBits;
  if (!sound) return Status::kDamaged;
  const auto record_bytes = static_cast<std::uint16_t>(4 + format::kGlyphsARecord * length_bits_ / 8);
  const std::uint32_t records = (symbols + format::kGlyphsARecord - 1) / format::kGlyphsARecord;
  const std::uint32_t model_bytes = load_u16(head + format::kStrikeModelBytesAt),
                      pieces = (model_bytes + format::kModelPieceBytes - 1) / format::kModelPieceBytes;
  index_ = {part(section, load_u32(head + format::kStrikeIndexAt), table_bytes(records, record_bytes), sound), records,
            record_bytes};
  streams_ =
      part(section, load_u32(head + format::kStrikePicturesAt), load_u32(head + format::kStrikePicturesBytesAt), sound);
  model_ = part(section, format::kStrikeHeadBytes, model_bytes + pieces * kCrcBytes, sound);
  model_.bytes = model_bytes;
  if (!sound || model_bytes < format::kModelHeadBytes + format::kTreesEnd) return Status::kDamaged;
  storage_ = &storage;
  return Status::kOk;
}

Status CodedPictures::copy_model(std::uint8_t* to) {
  const std::uint32_t checksums = model_.offset + model_.bytes;
  if (const Status status = storage_->read(model_.offset, to, model_.bytes); status != Status::kOk) return status;
  for (std::uint32_t at = 0, i = 0; at < model_.bytes; at += format::kModelPieceBytes, ++i) {
    const std::uint32_t size =
        model_.bytes - at < format::kModelPieceBytes ? model_.bytes - at : format::kModelPieceBytes;
    std::uint8_t checksum[kCrcBytes];
    if (const Status status = storage_->read(checksums + i * kCrcBytes, checksum, kCrcBytes); status != Status::kOk)
      return status;
    const std::uint32_t difference = crc32c(to + at, size) ^ load_u32(checksum);
    if (difference != 0 && !mend_flip(to + at, size, difference)) return Status::kDamaged;
  }
  return Status::kOk;
}

Status CodedPictures::load(std::span<std::uint8_t> memory, bool has_reference, std::uint32_t& used) {
  used = 0;
  loaded_ = false;
  const std::uint8_t* bytes = storage_->mapped();
  bool in_place = bytes != nullptr;
  if (in_place) {
    bytes += model_.offset;
    for (std::uint32_t at = 0, i = 0; at < model_.bytes; at += format::kModelPieceBytes, ++i) {
      const std::uint32_t size =
          model_.bytes - at < format::kModelPieceBytes ? model_.bytes - at : format::kModelPieceBytes;
      in_place = in_place && crc32c(bytes + at, size) == load_u32(bytes + model_.bytes + i * kCrcBytes);
    }
  }
  if (!in_place) {
    if (memory.size() < model_.bytes) return storage_->mapped() == nullptr ? Status::kNoSpace : Status::kDamaged;
    if (const Status status = copy_model(memory.data()); status != Status::kOk) return status;
    bytes = memory.data();
    used = model_.bytes;
  }
  const Status status = probabilities_.open(bytes, model_.bytes, (1 << bits_per_pixel_) - 1, has_reference);
  loaded_ = status == Status::kOk;
  return status;
}

Status CodedPictures::find(std::uint32_t symbol, std::uint32_t& at, std::uint32_t& size) {
  const std::uint8_t* record = nullptr;
  const Status status = storage_->record(index_, symbol / format::kGlyphsARecord, record);
  if (status != Status::kOk) return status;
  at = load_u32(record);
  BitReader lengths(record + 4, index_.record_bytes - 4u, 0);
  for (std::uint32_t i = 0;; ++i) {
    size = lengths.bits(length_bits_);
    if (i == symbol % format::kGlyphsARecord) return size <= largest_ ? Status::kOk : Status::kDamaged;
    at += size;
  }
}

// `size` bytes of the streams, from page to page.
Status CodedPictures::read(std::uint32_t at, std::uint32_t size, std::uint8_t* to) {
  const std::uint32_t rest = streams_.bytes % kPageBytes;
  const std::uint32_t whole = streams_.bytes / kPageBytes * kPayload + (rest > kCrcBytes ? rest - kCrcBytes : 0);
  if (at > whole || size > whole - at) return Status::kDamaged;
  while (size > 0) {
    const std::uint32_t index = at / kPayload, begin = at % kPayload;
    const std::uint32_t payload = whole - index * kPayload < kPayload ? whole - index * kPayload : kPayload;
    const std::uint8_t* bytes = nullptr;
    const Status status = storage_->page(streams_.offset + index * kPageBytes, payload, bytes);
    if (status != Status::kOk) return status;
    const std::uint32_t here = payload - begin < size ? payload - begin : size;
    std::memcpy(to, bytes + begin, here);
    at += here;
    to += here;
    size -= here;
  }
  return Status::kOk;
}

Status CodedPictures::decode(std::uint32_t symbol, const BitPicture* reference, std::int32_t reference_ppem,
                             std::uint8_t* bits, std::uint8_t* scratch, PictureFrame& frame) {
  frame = {};
  if (!loaded_) return Status::kNoSpace;
  std::uint32_t at = 0, size = 0;
  Status status = find(symbol, at, size);
  if (status != Status::kOk || size == 0) return status;
  std::uint8_t* const stream = scratch + walk_scratch_bytes(widest_);
  status = read(at, size, stream);
  if (status != Status::kOk) return status;

  RangeDecoder decoder(stream, size);
  std::int32_t numbers[4] = {};
  if (reference != nullptr) {
    const PictureFrame& r = reference->frame;
    const std::int32_t of_reference[4] = {r.left, r.top, r.width, r.height};
    for (int i = 0; i < 4; ++i) numbers[i] = expected_number(of_reference[i], ppem_, reference_ppem);
  }
  for (int i = 0; i < 4; ++i) numbers[i] += probabilities_.frame_number(i, decoder);
  const PictureFrame found{numbers[0], numbers[1], numbers[2], numbers[3]};
  if (found.left < -128 || found.left > 127 || found.top < -128 || found.top > 127 || found.width < 1 ||
      found.width > widest_ || found.height < 1 || found.height > tallest_)
    return Status::kDamaged;
  const PictureShape shape{found, ppem_, (1 << bits_per_pixel_) - 1, reference, reference_ppem};
  switch (shape.kind()) {
    case PictureKind::kPlain: decode_plain(shape, probabilities_, decoder, bits, scratch); break;
    case PictureKind::kReferred:
      decode_pixels<PictureKind::kReferred>(shape, probabilities_, decoder, bits, scratch);
      break;
    case PictureKind::kLevels:
      decode_pixels<PictureKind::kLevels>(shape, probabilities_, decoder, bits, scratch);
      break;
  }
  frame = found;
  return Status::kOk;
}

}  // namespace lr
