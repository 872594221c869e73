// How the text of a bundle is coded: learned from it in a pass of its own, then used unit by unit. Another code is learned
// and called here and nowhere else.
#pragma once
#include <vector>

#include "alphabet_builder.h"
#include "pass.h"
#include "text_encoder.h"

namespace lr::pack {

class TextModel {
 public:
  // Learns from the whole spill, or from units spread evenly over it where it is long. `dictionary_bytes`: section PHRA takes
  // no more, about; 0: as many as pay. `alphabet` must outlive this.
  TextModel(const Spill& spill, const BuiltAlphabet& alphabet, std::size_t dictionary_bytes, const Pass& pass);

  // With the code of a bundle that is there. `device` is its alphabet with what was added to it.
  TextModel(ReadCode code, const BuiltAlphabet& alphabet, const Alphabet& device)
      : alphabet_(alphabet), device_(device), encoder_(std::move(code)) {}

  const WrittenCode& code() const { return encoder_.code(); }
  // The alphabet's number of each symbol.
  const std::vector<Symbol>& numbers() const { return alphabet_.number; }
  // Any number of threads may encode at once.
  std::vector<EncodedPart> encode(const PreparedUnit& unit) const;
  std::vector<std::uint8_t> encode_title(const PreparedUnit& unit) const;

 private:
  Learned learn(const Spill& spill, std::size_t dictionary_bytes, const Pass& pass);

  const BuiltAlphabet& alphabet_;
  Alphabet device_;  // as the device will see it: what its break table says needs no exception
  TextEncoder encoder_;
};

}  // namespace lr::pack
