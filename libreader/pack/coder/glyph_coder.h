// Codes the pictures of a strike after a model learned from them. Writes what font/coded_pictures.cpp reads; FORMAT.md,
// "Coded glyphs".
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "../strikes.h"

namespace lr::pack {

struct CodedStrike {
  std::vector<std::uint8_t> model;     // without checksums; empty: that of the strike's first packing
  std::vector<std::uint8_t> streams;   // one behind the other
  std::vector<std::uint16_t> lengths;  // of each, in bytes; 0: blank
  int widest = 0, tallest = 0;
  std::uint32_t largest = 0;  // stream
};

// A strike whose pictures the others are coded after: of one bit a pixel and more ppem.
struct ReferenceStrike {
  int ppem;
  const std::vector<GlyphPicture>* pictures;  // one for each of those that are coded
};

// `depth` is that of the trees, 0 … 7: 0 decodes fastest, 7 takes the least room. `reference` may be null. The same for
// any number of threads.
CodedStrike code_pictures(const std::vector<GlyphPicture>& pictures, int ppem, int bpp, int depth,
                          const ReferenceStrike* reference, unsigned threads);

// Codes more pictures after a model that there is; CodedStrike::model is empty. Nothing: it cannot code one of them, whose
// frame is beyond those that it was learned from.
std::optional<CodedStrike> code_pictures_after(const std::vector<std::uint8_t>& model,
                                               const std::vector<GlyphPicture>& pictures, int ppem, int bpp,
                                               const ReferenceStrike* reference, unsigned threads);

}  // namespace lr::pack
