// Finds, reads and decodes.
#include "coded_pictures.h"

#include <libreader/base/crc32c.h>

#include "pixel_decoder.h"

namespace lr {

Status CodedPictures::open(Range section, const std::uint8_t* head) {
  *this = {};
  ppem_ = load_u16(head);
  bits_per_pixel_ = head[2];
  const std::uint32_t model_bytes = load_u16(head + format::kStrikeModelBytesAt),
                      pieces = (model_bytes + format::kModelPieceBytes - 1) / format::kModelPieceBytes;
  if (model_bytes < format::kModelHeadBytes + format::kTreesEnd ||
      section.bytes < format::kStrikeHeadBytes + model_bytes + pieces * kCrcBytes)
    return Status::kDamaged;
  model_ = {section.offset + format::kStrikeHeadBytes, model_bytes};
  return Status::kOk;
}

Status CodedPictures::copy_model(Storage& storage, std::uint8_t* to) const {
  const std::uint32_t checksums = model_.offset + model_.bytes;
  if (const Status status = storage.read(model_.offset, to, model_.bytes); status != Status::kOk) return status;
  for (std::uint32_t at = 0, i = 0; at < model_.bytes; at += format::kModelPieceBytes, ++i) {
    const std::uint32_t size =
        model_.bytes - at < format::kModelPieceBytes ? model_.bytes - at : format::kModelPieceBytes;
    std::uint8_t checksum[kCrcBytes];
    if (const Status status = storage.read(checksums + i * kCrcBytes, checksum, kCrcBytes); status != Status::kOk)
      return status;
    const std::uint32_t difference = crc32c(to + at, size) ^ load_u32(checksum);
    if (difference != 0 && !mend_flip(to + at, size, difference)) return Status::kDamaged;
  }
  return Status::kOk;
}

Status CodedPictures::load(Storage& storage, std::span<std::uint8_t> memory, bool has_reference, std::uint32_t& used) {
  used = 0;
  loaded_ = false;
  const std::uint8_t* bytes = storage.mapped();
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
    if (memory.size() < model_.bytes) return storage.mapped() == nullptr ? Status::kNoSpace : Status::kDamaged;
    if (const Status status = copy_model(storage, memory.data()); status != Status::kOk) return status;
    bytes = memory.data();
    used = model_.bytes;
  }
  const Status status = probabilities_.open(bytes, model_.bytes, (1 << bits_per_pixel_) - 1, has_reference);
  loaded_ = status == Status::kOk;
  return status;
}

Status CodedPictures::decode(Storage& storage, const PictureTable& table, std::uint32_t number,
                             const BitPicture* reference, std::int32_t reference_ppem, std::uint8_t* bits,
                             std::uint8_t* scratch, PictureFrame& frame) const {
  frame = {};
  if (!loaded_) return Status::kNoSpace;
  std::uint32_t at = 0, size = 0;
  Status status = table.find(storage, number, at, size);
  if (status != Status::kOk || size == 0) return status;
  std::uint8_t* const stream = scratch + walk_scratch_bytes(table.widest);
  status = storage.bytes({{table.pictures.offset, payload_bytes(table.pictures.bytes), 1}, 0, 0}, at, stream, size);
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
      found.width > table.widest || found.height < 1 || found.height > table.tallest)
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
