// How the text of a bundle is coded: learned from all of it in a pass of its own, then used unit by unit. Another code
// (text_encoder.h is one of order 0) is learned and called here and nowhere else.
#pragma once
#include <vector>

#include "alphabet_builder.h"
#include "pass.h"
#include "text_encoder.h"

namespace lr::pack {

class TextModel {
 public:
  // Learns from the whole spill. `alphabet` must outlive this.
  TextModel(const Spill& spill, const BuiltAlphabet& alphabet, const Pass& pass);

  // Section CODE without its CRC.
  const std::vector<std::uint8_t>& table() const { return encoder_.table(); }
  // Any number of threads may encode at once.
  std::vector<TextEncoder::Chunk> encode(const PreparedUnit& unit) const;

 private:
  std::vector<std::uint64_t> learn(const Spill& spill, const Pass& pass);

  const BuiltAlphabet& alphabet_;
  Alphabet device_;  // as the device will see it: what its break table says needs no exception
  TextEncoder encoder_;
};

}  // namespace lr::pack
