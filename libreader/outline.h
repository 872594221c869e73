// Glyphs at any size on a host, from the fonts that a bundle may have for it (FORMAT.md, "OUTL"). A part of its own,
// libreader::outline, for programs with floats, a heap and stb_truetype: no device needs it, and the core knows nothing
// of it. A program reads the bundle through an OutlineSource, in which the fonts are further strikes, of the sizes it
// names:
//
//   const lr::OutlineSize sizes[] = {{72, 4}};
//   lr::OutlineSource outlines;
//   if (outlines.open(file.source(), sizes) == lr::Status::kOk) reader.open(outlines.source(), …);
//
// Every byte of the section is checked against its checksum before a font is looked into. That shows damage, not
// intent: stb_truetype is not made for fonts that mean harm, so open only bundles whose origin is known (`lrpack verify
// --key` shows whose a signed one is).
#pragma once
#include <libreader/ports.h>
#include <libreader/status.h>
#include <libreader/text/symbol.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace lr {

// A picture in pixels from the pen on the baseline, y downwards; 0 by 0: blank. Levels row by row, 0 paper to
// 2^bits_per_pixel - 1 ink.
struct OutlinePicture {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<std::uint8_t> levels;
};

struct OutlineFonts;

// Draws the symbols of a bundle. One thread at a time.
class Outlines {
 public:
  static constexpr int kLeastPpem = 8, kMostPpem = 120;

  Outlines();
  ~Outlines();
  Outlines(const Outlines&) = delete;
  Outlines& operator=(const Outlines&) = delete;

  // Reads and unpacks all fonts: `source` is not needed afterwards. kNotFound: the bundle has none. kDamaged: it, or
  // its section, or a font; kUnsupported: a bundle of another version. kIo.
  Status open(const Source& source);

  // `ppem` from kLeastPpem to kMostPpem, 1, 2, 4 or 8 bits a pixel. Grey is darkened as that of strikes is; nothing is
  // moved onto the pixel grid. kNotFound: no such symbol, or it was added without outlines.
  Status draw(std::uint32_t symbol, int ppem, int bits_per_pixel, OutlinePicture& picture) const;
  // Of a proportional symbol, in 1/64 px. kNotFound: the symbol has none of its own.
  Status advance(std::uint32_t symbol, int ppem, std::int32_t& advance_q6) const;

 private:
  friend class OutlineSource;
  std::unique_ptr<OutlineFonts> first_, added_;  // of the first packing, and of the symbols that were added since
  std::uint32_t first_added_ = 0;
};

// Whether the section holds together, as far as can be told without looking into its fonts. kNotFound: the bundle has
// none. kDamaged, kUnsupported, kIo.
Status check_outlines(const Source& source);

// A strike that an OutlineSource has.
struct OutlineSize {
  std::uint8_t ppem;            // Outlines::kLeastPpem to kMostPpem
  std::uint8_t bits_per_pixel;  // 1, 2 or 4
};

// A bundle with its fonts as strikes of pictures, which are drawn when they are read. They come behind its own strikes.
class OutlineSource {
 public:
  OutlineSource();
  ~OutlineSource();
  OutlineSource(const OutlineSource&) = delete;
  OutlineSource& operator=(const OutlineSource&) = delete;

  // `base` outlives this. As Outlines::open; kBadCall: a size that is none, or more strikes than a reader holds.
  Status open(const Source& base, std::span<const OutlineSize> sizes);

  // Of no mapped bytes; good while this is. One thread at a time.
  Source source();
  // The number of the first size's strike; the others follow.
  std::uint32_t first_strike() const;

 private:
  struct File;
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size);
  std::unique_ptr<File> file_;
};

}  // namespace lr
