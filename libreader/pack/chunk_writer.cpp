// A chunk that is shared stays short: a unit in it is found by passing over those before it.
#include "chunk_writer.h"

#include <libreader/bundle/format.h>

#include <stdexcept>
#include <utility>

namespace lr::pack {
namespace {

constexpr std::size_t kSharedBits = 384 * 8;
constexpr std::uint32_t kMaxMarks = 127, kMaxCodePoints = 0xFFFF, kMaxChunks = 0xFFFF;

void append(BitWriter& to, const EncodedPart& part) {
  for (std::uint32_t at = 0; at < part.bits; at += 8) {
    const int count = part.bits - at < 8 ? static_cast<int>(part.bits - at) : 8;
    to.write(part.bytes[at / 8] >> (8 - count), count);
  }
}

}  // namespace

void ChunkWriter::close() {
  if (units_ == 0) return;
  open_.bytes = shared_.take();
  chunks_.push_back(std::move(open_));
  open_ = {};
  units_ = 0;
}

ChunkWriter::Place ChunkWriter::add(const std::vector<EncodedPart>& parts) {
  if (parts.size() == 1 && parts.front().bits <= kSharedBits) {
    const EncodedPart& part = parts.front();
    if (shared_.size() + part.bits > kSharedBits || open_.marks + part.marks > kMaxMarks ||
        static_cast<std::uint32_t>(open_.code_points) + part.code_points > kMaxCodePoints)
      close();
    append(shared_, part);
    open_.marks = static_cast<std::uint8_t>(open_.marks + part.marks);
    open_.code_points = static_cast<std::uint16_t>(open_.code_points + part.code_points);
    return {static_cast<std::uint32_t>(chunks_.size()), 1, units_++, true};
  }
  close();
  if (parts.size() > kMaxChunks) throw std::length_error("a block of more chunks than fit its record");
  const Place place{static_cast<std::uint32_t>(chunks_.size()), static_cast<std::uint16_t>(parts.size()), 0, false};
  for (const EncodedPart& part : parts) {
    chunks_.push_back({part.bytes, part.code_points, part.marks});
  }
  return place;
}

std::vector<EncodedChunk> ChunkWriter::take() {
  close();
  return std::move(chunks_);
}

}  // namespace lr::pack
