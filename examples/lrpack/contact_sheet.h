// Many pages on one picture, each at half its size: for looking over an article.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "screen.h"

namespace lrpack {

class ContactSheet {
 public:
  static constexpr std::size_t kMostPages = 200;

  void add(const Screen& screen);

  std::size_t pages() const { return pages_; }
  // Six pages a row. Throws InputError: no page was added, or the file cannot be written.
  void write_png(const std::filesystem::path& file) const;

 private:
  std::size_t pages_ = 0;
  int width_ = 0, height_ = 0;        // of a page here
  std::vector<std::uint8_t> grey_;    // page after page
};

}  // namespace lrpack
