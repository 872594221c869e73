// The page as a device with a panel of pixels would draw it: the bundle's own pictures of glyphs, or its fonts at any
// size, laid out for that panel.
#pragma once
#include <libreader/outline.h>
#include <libreader/reader.h>

#include <memory>
#include <vector>

#include "book.h"
#include "picture.h"

namespace lrread {

class DevicePage {
 public:
  struct Panel {
    int width, height;
    lr::Direction direction;
    int outline_ppem;  // of text that is drawn from the bundle's fonts; 0: from its strikes
  };
  // Opens the page of a panel that holds a place of an article. kNotFound: the bundle has no strikes, or no fonts.
  lr::Status open(Book& book, const Panel& panel, std::uint32_t article, lr::Place place);
  // kEnd: there is none.
  lr::Status turn(int direction);
  lr::Reader& reader() { return reader_; }
  // Draws the page. kIo, kDamaged: what could be read is there.
  lr::Status draw(Picture& picture);

 private:
  lr::Status open_reader(const lr::Source& source);
  lr::Status choose_strikes(const Panel& panel, lr::Style& style);
  lr::Status choose_outlines(Book& book, const Panel& panel, lr::Style& style);

  lr::OutlineSource outlines_;
  std::vector<std::byte> workspace_;
  lr::Reader reader_;
  std::uint8_t depth_ = 1;
};

}  // namespace lrread
