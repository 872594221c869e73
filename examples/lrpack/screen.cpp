// PNG by stb_image_write.
#include "screen.h"

#include <libreader/pack.h>

#include <algorithm>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace lrpack {

Screen::Screen(const lr::pack::Profile& profile) {
  const std::uint16_t stride = lr::stride_for(profile.width, profile.bits_per_pixel);
  pixels_.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(profile.height));
  surface_ = {pixels_.data(), profile.width, profile.height, 0, profile.height, stride, profile.bits_per_pixel,
              lr::Rotation::k0};
}

lr::Surface Screen::band(std::int16_t top, std::int16_t height) const {
  lr::Surface band = surface_;
  band.pixels += static_cast<std::ptrdiff_t>(top) * surface_.stride_bytes;
  band.band_top = top;
  band.band_height = static_cast<std::int16_t>(std::min<int>(height, surface_.height - top));
  return band;
}

std::vector<std::uint8_t> Screen::grey() const {
  const int depth = surface_.bits_per_pixel, white = (1 << depth) - 1;
  std::vector<std::uint8_t> grey;
  for (int y = 0; y < surface_.height; ++y) {
    for (int x = 0; x < surface_.width; ++x) {
      const std::uint8_t byte = pixels_[static_cast<std::size_t>(y * surface_.stride_bytes + x * depth / 8)];
      const int level = (byte >> (8 - depth - x * depth % 8)) & white;
      grey.push_back(static_cast<std::uint8_t>(level * 255 / white));
    }
  }
  return grey;
}

void Screen::write_png(const std::filesystem::path& file) const {
  write_grey_png(file, surface_.width, surface_.height, grey());
}

void write_grey_png(const std::filesystem::path& file, int width, int height, const std::vector<std::uint8_t>& grey) {
  std::vector<std::uint8_t> png;
  const auto append = [](void* to, void* data, int size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    static_cast<std::vector<std::uint8_t>*>(to)->insert(static_cast<std::vector<std::uint8_t>*>(to)->end(), bytes, bytes + size);
  };
  if (stbi_write_png_to_func(append, &png, width, height, 1, grey.data(), width) == 0)
    throw lr::pack::InputError(file.string(), "cannot be encoded");
  lr::pack::write_file(file, png);
}

}  // namespace lrpack
