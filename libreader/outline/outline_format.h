// The numbers of an OUTL section, for the packer that writes it and the hosts that read it (bundle/FORMAT.md, "OUTL").
#pragma once
#include <cstdint>

namespace lr::format {

inline constexpr std::uint32_t kOutlineHeadBytes = 44;
inline constexpr std::uint32_t kOutlineSymbolsAt = 0;     // u16
inline constexpr std::uint32_t kOutlineFirstFullAt = 2;   // u16: symbols from here on have no advance
inline constexpr std::uint32_t kOutlinePlacingsAt = 4;    // u16
inline constexpr std::uint32_t kOutlineFontsAt = 6;       // u16
inline constexpr std::uint32_t kOutlineLeftAt = 8;        // i16 left, bottom, right, top of all ink
inline constexpr std::uint32_t kOutlineFontBytesAt = 16;  // u32: of all fonts, unpacked
inline constexpr std::uint32_t kOutlineFaceAt = 20;       // kStrikeFaceBytes: the family's name, then zeros

inline constexpr std::uint32_t kOutlineFontRecordBytes = 8;  // u32 bytes, u16 glyphs, u16 0
inline constexpr std::uint32_t kOutlinePlacingBytes = 16;    // u16 glyph, u16 more, i16 xx, xy, yx, yy, dx, dy
inline constexpr std::uint16_t kOutlineBlank = 0xFFFF;       // of a symbol: no ink
inline constexpr std::uint16_t kOutlineSquare = 0xFFFF;      // of a placing: a square of one em
inline constexpr int kOutlineParts = 4096;                   // of an em: unit of lengths and matrices
inline constexpr int kOutlineAdvanceParts = 16384;           // and of advances
inline constexpr std::uint32_t kMaxOutlineFontBytes = 1u << 28;

}  // namespace lr::format
