// Chooses strikes as lr::pack::style_for does where there is no profile to go by: text in the first one, titles in the
// next larger. Fonts are drawn at the size that was asked for.
#include "device_page.h"

#include <algorithm>

namespace lrread {
namespace {

constexpr lr::Limits kLimits{32, 512, 2048, 256, 0xFFF0, 4096};

}  // namespace

lr::Status DevicePage::open_reader(const lr::Source& source) {
  workspace_.resize(lr::workspace_bytes(kLimits));
  return reader_.open(source, workspace_, kLimits);
}

lr::Status DevicePage::choose_strikes(const Panel& panel, lr::Style& style) {
  lr::Strike text;
  if (const lr::Status status = reader_.strike(0, text); status != lr::Status::kOk) return status;
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
  style = lr::style_for_screen(static_cast<std::int16_t>(panel.width), static_cast<std::int16_t>(panel.height), 0,
                               title, text.ppem(), panel.direction);
  return lr::Status::kOk;
}

// Titles a quarter larger.
lr::Status DevicePage::choose_outlines(Book& book, const Panel& panel, lr::Style& style) {
  depth_ = 4;
  const int title_ppem = std::min(panel.outline_ppem * 5 / 4, lr::Outlines::kMostPpem);
  const lr::OutlineSize sizes[] = {{static_cast<std::uint8_t>(panel.outline_ppem), depth_},
                                   {static_cast<std::uint8_t>(title_ppem), depth_}};
  lr::Status status = outlines_.open(book.source(), sizes);
  if (status == lr::Status::kOk) status = open_reader(outlines_.source());
  if (status != lr::Status::kOk) return status;
  const auto first = static_cast<std::uint8_t>(outlines_.first_strike());
  style = lr::style_for_screen(static_cast<std::int16_t>(panel.width), static_cast<std::int16_t>(panel.height), first,
                               static_cast<std::uint8_t>(first + 1), sizes[0].ppem, panel.direction);
  return lr::Status::kOk;
}

lr::Status DevicePage::open(Book& book, const Panel& panel, std::uint32_t article, lr::Place place) {
  lr::Style style;
  lr::Status status = lr::Status::kOk;
  if (panel.outline_ppem > 0) {
    status = choose_outlines(book, panel, style);
  } else {
    status = open_reader(book.source());
    if (status == lr::Status::kOk) status = choose_strikes(panel, style);
  }
  if (status == lr::Status::kOk) status = reader_.set_style(style);
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
