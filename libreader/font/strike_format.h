// The numbers of a STRK section, for the packer that writes it and the device that reads it (bundle/FORMAT.md, "STRK").
#pragma once
#include <cstdint>

namespace lr::format {

// Head: u16 ppem, u8 bits per pixel, u8 kind, i16 ascent, i16 descent, u16 largest picture, u8 widest, u8 tallest, then
// four u32 and the face's name padded with zeros; where the reference is, the model's length, the index's; the last
// four bytes are the CRC-32C of those before.
inline constexpr std::uint32_t kStrikeHeadBytes = 64;
inline constexpr std::uint32_t kStrikeKindAt = 3;            // u8
inline constexpr std::uint32_t kStrikeLargestAt = 8;         // u16: bytes of a picture as stored, without its checksum
inline constexpr std::uint32_t kStrikeWidestAt = 10;         // u8
inline constexpr std::uint32_t kStrikeTallestAt = 11;        // u8
inline constexpr std::uint32_t kStrikeAdvancesAt = 12;       // u32: place of the advance table in the section
inline constexpr std::uint32_t kStrikeIndexAt = 16;          // u32: place of the glyph index
inline constexpr std::uint32_t kStrikePicturesAt = 20;       // u32: place of the pictures
inline constexpr std::uint32_t kStrikePicturesBytesAt = 24;  // u32
inline constexpr std::uint32_t kStrikeFaceAt = 28;
inline constexpr std::uint32_t kStrikeFaceBytes = 24;
inline constexpr std::uint8_t kStrikeDirect = 0;         // kind: packed bitmaps
inline constexpr std::uint8_t kStrikeCoded = 1;          // kind: pictures behind a model of them
inline constexpr std::uint8_t kStrikeScalable = 2;       // kind: coded, of one bit a pixel, and drawn at other sizes:
inline constexpr std::uint32_t kScalableParts = 2;       // its ppem is so many times the largest of them
inline constexpr std::uint16_t kLeastScaledPpem = 8;     // and this is the smallest
inline constexpr std::uint32_t kStrikeReferenceAt = 52;  // i32: from this section to that of the reference; 0: none
inline constexpr std::uint32_t kStrikeModelBytesAt =
    56;  // u16: of the model behind the head; 0: that of the first packing
inline constexpr std::uint32_t kStrikeLengthBitsAt = 58;  // u8: of a length in the index
inline constexpr std::uint32_t kStrikeCoderAt = 59;  // u8: what was asked for: 0 direct, 1 fast, 2 small; for tools

inline constexpr std::uint32_t kModelHeadBytes = 8;  // i8 least[4], u8 bits[4] of left, top, width, height
inline constexpr std::uint8_t kMaxFrameBits = 9;
inline constexpr std::uint32_t kModelPieceBytes = 512;  // that have a CRC of their own
inline constexpr std::uint16_t kChances = 4096;         // a root entry below is a chance
inline constexpr std::uint16_t kTreeRoot = 0x8000;      // a root entry that is the place of a tree
inline constexpr std::uint8_t kTreeLeaf = 0x80;
inline constexpr std::uint32_t kTreesEnd = 2;        // zeros behind the trees
inline constexpr std::uint32_t kGlyphsARecord = 16;  // of the index of a coded strike
inline constexpr std::uint8_t kMaxLengthBits = 16;

inline constexpr std::uint16_t kGlyphIndexBytes = 6;  // u32 offset in the pictures, u16 bytes without the CRC
inline constexpr std::uint16_t kAdvanceBytes = 2;     // u16, 1/64 px
inline constexpr std::uint32_t kGlyphHeadBytes = 4;   // i8 left, i8 top, u8 width, u8 height
inline constexpr std::uint32_t kMaxGlyphSide = 127;   // px

}  // namespace lr::format
