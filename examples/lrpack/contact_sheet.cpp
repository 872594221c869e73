// Four pixels of a page are one of the sheet.
#include "contact_sheet.h"

#include <libreader/pack/import.h>

#include <algorithm>

namespace lrpack {
namespace {

constexpr int kColumns = 6, kGap = 8;
constexpr std::uint8_t kTable = 0x80;  // what the pages lie on

}  // namespace

void ContactSheet::add(const Screen& screen) {
  const std::vector<std::uint8_t> page = screen.grey();
  const int stride = screen.surface().width;
  width_ = stride / 2;
  height_ = screen.surface().height / 2;
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      const auto at = static_cast<std::size_t>(2 * y * stride + 2 * x), below = at + static_cast<std::size_t>(stride);
      grey_.push_back(static_cast<std::uint8_t>((page[at] + page[at + 1] + page[below] + page[below + 1] + 2) / 4));
    }
  }
  ++pages_;
}

void ContactSheet::write_png(const std::filesystem::path& file) const {
  if (pages_ == 0) throw lr::pack::InputError(file.string(), "would hold no page");
  const int count = static_cast<int>(pages_), columns = std::min(count, kColumns), rows = (count + columns - 1) / columns;
  const int width = columns * (width_ + kGap) + kGap, height = rows * (height_ + kGap) + kGap;
  std::vector<std::uint8_t> sheet(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), kTable);
  auto from = grey_.begin();
  for (int i = 0; i < count; ++i) {
    const int left = kGap + i % columns * (width_ + kGap), top = kGap + i / columns * (height_ + kGap);
    for (int y = 0; y < height_; ++y, from += width_)
      std::copy(from, from + width_, sheet.begin() + static_cast<std::ptrdiff_t>(top + y) * width + left);
  }
  write_grey_png(file, width, height, sheet);
}

}  // namespace lrpack
