// A panel in memory: what a profile's device would show.
#pragma once
#include <libreader/pack/profiles.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace lrpack {

class Screen {
 public:
  explicit Screen(const lr::pack::Profile& profile);

  const lr::Surface& surface() const { return surface_; }
  // The rows [top, top + height) of it, cut to the panel.
  lr::Surface band(std::int16_t top, std::int16_t height) const;
  // A byte a pixel: 0 is black, 255 white.
  std::vector<std::uint8_t> grey() const;
  // As a grey PNG. Throws InputError.
  void write_png(const std::filesystem::path& file) const;

 private:
  std::vector<std::uint8_t> pixels_;
  lr::Surface surface_;
};

// A byte a pixel. Throws InputError.
void write_grey_png(const std::filesystem::path& file, int width, int height, const std::vector<std::uint8_t>& grey);

}  // namespace lrpack
