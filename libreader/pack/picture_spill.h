// The pictures of a strike, put aside on the disk until the bundle is proved: with three strikes of an alphabet that is
// full, they are the largest thing that the packer would hold.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "scratch.h"
#include "strikes.h"

namespace lr::pack {

class PictureSpill {
 public:
  PictureSpill(int bpp, const std::filesystem::path& folder) : bpp_(bpp), bytes_(folder) {}

  void add(const GlyphPicture& picture);
  int bits_per_pixel() const { return bpp_; }

  // Calls take(i, picture) for each, in order. Their advances are not kept.
  template <typename Take>
  void for_each(Take take) const {
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < count_; ++i) take(i, read(at));
  }

 private:
  GlyphPicture read(std::uint64_t& at) const;

  int bpp_;
  std::size_t count_ = 0;
  Scratch bytes_;
};

using Pictures = std::vector<std::unique_ptr<PictureSpill>>;  // of each strike of a bundle

}  // namespace lr::pack
