// Writes a STRK section from pictures, one after the other. Writes what font/strike.cpp reads.
#pragma once
#include <libreader/text/symbol.h>

#include <filesystem>
#include <string>

#include "section_writer.h"
#include "strikes.h"

namespace lr::pack {

class StrikeWriter {
 public:
  // The first picture belongs to alphabet number `first_symbol`; numbers below are controls and get none. Pictures wait
  // in `folder`.
  StrikeWriter(std::string face, int bpp, Symbol first_symbol, Symbol first_full, const std::filesystem::path& folder);

  // Throws InputError: it is larger than a strike can hold.
  void add(const GlyphPicture& picture);
  // When all were added.
  void write(const DrawnStrike& strike, SectionWriter& section);

 private:
  std::string face_;
  int bpp_;
  std::uint32_t next_ = 0;  // the number of the next picture
  std::uint32_t first_full_;
  Bytes index_, advances_;
  Scratch pictures_;
  std::size_t largest_ = 0;
};

}  // namespace lr::pack
