// Scalable strikes at any size: a bundle's scalable strike (FORMAT.md, "Scaled glyphs") has one large picture of each
// symbol, and a scaler draws it smaller. A part of its own, libreader::scale, for programs that want it:
//
//   style.scaler = lr::scaler_for(surface.bits_per_pixel);
//   style.ppem = 19;
//
// Integers only, no memory of its own; the same pixels on every machine.
#pragma once
#include <libreader/font.h>

#include <cstdint>

namespace lr {

// Makes pictures of so many bits a pixel. Null: of 1, 2 and 4 only. What it points to is constant.
const Scaler* scaler_for(std::uint8_t bits_per_pixel);

}  // namespace lr
