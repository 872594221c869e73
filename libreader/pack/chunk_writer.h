// Puts encoded units into chunks: short ones share one, long ones have some for themselves.
#pragma once
#include <cstdint>
#include <vector>

#include "grammar/bit_writer.h"
#include "text_encoder.h"

namespace lr::pack {

struct EncodedChunk {
  std::vector<std::uint8_t> bytes;  // without its CRC
  std::uint16_t code_points = 0;
  std::uint8_t marks = 0;
};

class ChunkWriter {
 public:
  // Where a unit stands, as Unit says it; chunks are counted from the first of this writer.
  struct Place {
    std::uint32_t first_chunk = 0;
    std::uint16_t chunks = 0, units_before = 0;
    bool shares_chunk = false;
  };
  // Throws std::length_error: more chunks than a unit can have.
  Place add(const std::vector<EncodedPart>& parts);

  // All chunks; nothing is added after it.
  std::vector<EncodedChunk> take();

 private:
  void close();

  std::vector<EncodedChunk> chunks_;
  BitWriter shared_;  // the chunk that the next short unit goes to
  EncodedChunk open_;
  std::uint16_t units_ = 0;  // in it
};

}  // namespace lr::pack
