// Writes a STRK section: bitmaps as they are from pictures, one after the other, or pictures that were coded. Writes what
// font/strike.cpp reads.
#pragma once
#include <libreader/text/symbol.h>

#include <filesystem>
#include <string>

#include "coder/glyph_coder.h"
#include "section_writer.h"
#include "strikes.h"

namespace lr::pack {

class StrikeWriter {
 public:
  // The first picture belongs to alphabet number `first_symbol`; numbers below are controls and get none. Pictures wait
  // in `folder`.
  StrikeWriter(const StrikeSpec& spec, Symbol first_symbol, Symbol first_full, const std::filesystem::path& folder);

  // Throws InputError: it is larger than a strike can hold.
  void add(const GlyphPicture& picture);
  // When all were added; `coded` is null for bitmaps as they are. What they take is known then,
  std::int64_t section_bytes(const CodedStrike* coded) const;
  // and they are written. `reference` is the distance to the section of the strike that they are coded after, or 0.
  void write(const DrawnStrike& strike, const CodedStrike* coded, std::int64_t reference, SectionWriter& section);

 private:
  Bytes head(const DrawnStrike& strike, std::uint8_t kind) const;
  void write_direct(const DrawnStrike& strike, SectionWriter& section);
  void write_coded(const DrawnStrike& strike, const CodedStrike& coded, std::int64_t reference, SectionWriter& section);

  std::string face_;
  int bpp_;
  Coding coding_;
  bool scalable_;
  Symbol first_symbol_;
  std::uint32_t next_ = 0;  // the number of the next picture
  std::uint32_t first_full_;
  Bytes index_, advances_;
  Scratch pictures_;
  std::size_t largest_ = 0;
};

}  // namespace lr::pack
