// The page as a device with a panel of pixels would draw it: the bundle's own pictures of glyphs, laid out for that
// panel.
#pragma once
#include <libreader/reader.h>

#include <memory>
#include <vector>

#include "book.h"
#include "picture.h"

namespace lrread {

class DevicePage {
 public:
  // Opens the page of a panel of so many pixels that holds a place of an article. kNotFound: the bundle has no strikes.
  lr::Status open(Book& book, int width, int height, lr::Direction direction, std::uint32_t article, lr::Place place);
  // kEnd: there is none.
  lr::Status turn(int direction);
  lr::Reader& reader() { return reader_; }
  // Draws the page. kIo, kDamaged: what could be read is there.
  lr::Status draw(Picture& picture);

 private:
  std::vector<std::byte> workspace_;
  lr::Reader reader_;
  std::uint8_t depth_ = 1;
};

}  // namespace lrread
