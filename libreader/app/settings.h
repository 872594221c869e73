// What the reader chose, and its eight bytes in the journal.
#pragma once
#include <libreader/layout.h>

#include <cstdint>

namespace lr {

struct Settings {
  std::uint16_t ppem = 0;    // of the text; 0: chosen by the screen
  std::uint8_t leading = 1;  // 0 … 3: 5/4, 3/2, 7/4, 2 em from line to line
  std::uint8_t margins = 1;  // 0 … 2: narrow, medium, wide
  NoteStyle notes = NoteStyle::kFromMark;
  std::uint8_t full_every = 8;                         // pages from one full refresh to the next: 1, 4, 8, 16
  ArticleLanguage language = ArticleLanguage::kOther;  // of the menus; kOther: that of the bundle
  Direction direction = Direction::kHorizontal;        // of lines, where the bundle has the forms of marks for others

  static constexpr std::uint32_t kBytes = 8;
  void store(std::uint8_t* to) const;
  // Leaves what is out of range as it is.
  void load(const std::uint8_t* from, std::uint32_t bytes);
};

}  // namespace lr
