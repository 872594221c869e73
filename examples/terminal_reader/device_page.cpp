// Chooses strikes as lr::pack::style_for does where there is no profile to go by: text in the first one, titles in the
// next larger.
#include "device_page.h"

namespace lrread {
namespace {

constexpr lr::Limits kLimits{32, 512, 2048, 256, 0xFFF0, 4096};

}  // namespace

lr::Status DevicePage::open(Book& book, int width, int height, lr::Direction direction, std::uint32_t article,
                            lr::Place place) {
  workspace_.resize(lr::workspace_bytes(kLimits));
  lr::Status status = reader_.open(book.source(), workspace_, kLimits);
  lr::Strike text;
  if (status == lr::Status::kOk) status = reader_.strike(0, text);
  if (status != lr::Status::kOk) return status;
  std::uint8_t title = 0;
  int title_ppem = 0;
  for (std::uint32_t i = 1; i < reader_.bundle().strikes(); ++i) {
    lr::Strike strike;
    if (reader_.strike(i, strike) != lr::Status::kOk) continue;
    const bool larger = strike.ppem() * 7 >= text.ppem() * 8 && strike.ppem() <= text.ppem() * 2;
    if (!larger || (title_ppem > 0 && strike.ppem() >= title_ppem)) continue;
    title = static_cast<std::uint8_t>(i);
    title_ppem = strike.ppem();
  }
  depth_ = text.bits_per_pixel();
  status = reader_.set_style(lr::style_for_screen(static_cast<std::int16_t>(width), static_cast<std::int16_t>(height),
                                                  0, title, text.ppem(), direction));
  if (status == lr::Status::kOk) status = reader_.open_article(article);
  return status == lr::Status::kOk ? reader_.go_to(place) : status;
}

lr::Status DevicePage::turn(int direction) { return direction > 0 ? reader_.next() : reader_.previous(); }

lr::Status DevicePage::draw(Picture& picture) {
  const lr::Style& style = reader_.layout().style();
  const std::uint16_t stride = lr::stride_for(style.page_width, depth_);
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(style.page_height));
  const lr::Status status = reader_.paint(
      {pixels.data(), style.page_width, style.page_height, 0, style.page_height, stride, depth_, lr::Rotation::k0});
  const int white = (1 << depth_) - 1;
  picture = {style.page_width, style.page_height, {}};
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const int byte = pixels[static_cast<std::size_t>(y * stride + x * depth_ / 8)];
      const int level = byte >> (8 - depth_ - x * depth_ % 8) & white;
      picture.grey.push_back(static_cast<std::uint8_t>(level * 255 / white));
    }
  }
  return status;
}

}  // namespace lrread
