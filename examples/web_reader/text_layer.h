// What a screen says, as text with its places: for screen readers, for selection, for tests.
#pragma once
#include <libreader/app.h>

#include <cstdint>
#include <span>

namespace web {

// Records, one a line of the page or a row of a list, all numbers of 16 bits, little-endian:
//   left, right, baseline, em      in pixels of the page; a row has its top in place of the baseline, its height as em
//   kind                           0 a line of a page: BlockKind in the upper byte; 1 the heading of a list; 2 a row;
//                                  3 a note mark, 4 a link of the line before it
//   flags                          a line: 1 ends its paragraph, upper byte: level of a heading
//                                  a row: 1 is selected
//                                  a note mark or a link: the byte of the line's text that it begins with
//   bytes                          of UTF-8 that follow
class TextLayer {
 public:
  // How many bytes the records take. What cannot be read is left out.
  std::uint32_t read(lr::App& app);
  const std::uint8_t* bytes() const { return bytes_; }

 private:
  void read_page(lr::Reader& reader);
  void read_spots(lr::Reader& reader, std::uint32_t number);
  bool begin_part(lr::Reader& reader, const lr::Line& line, std::span<const lr::LineItem> items, std::uint32_t first,
                  std::uint32_t last, int kind, int flags);
  void read_list(lr::App& app);
  bool begin(const std::uint16_t (&fields)[6]);
  void end();

  static constexpr std::uint32_t kRoom = 96 * 1024;
  static constexpr std::uint32_t kMostItems = 512, kMostLinks = 64;
  std::uint32_t size_ = 0, text_ = 0;
  std::uint32_t item_at_[kMostItems + 1];  // where the text of each item of a line begins
  std::uint8_t bytes_[kRoom];
};

}  // namespace web
