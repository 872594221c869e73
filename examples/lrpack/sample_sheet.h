// One line of text in each language, in each family of faces, size and depth, on one picture: for choosing by eye.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace lrpack {

struct SampleSheet {
  std::vector<std::string> families;  // of fonts/faces.toml; those of bitmaps are drawn at their own sizes
  std::vector<int> sizes;             // px
  std::vector<int> depths;            // bits a pixel
  int zoom = 1;                       // pixels of the picture a pixel

  // Throws InputError: a font is not installed, or the file cannot be written.
  void write_png(const std::filesystem::path& file) const;
};

}  // namespace lrpack
