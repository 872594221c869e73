// A record a picture: place, size, levels, as they stand in memory.
#include "picture_spill.h"

#include <array>

namespace lr::pack {
namespace {

using Head = std::array<int, 4>;  // left, top, width, height; width * height levels follow

template <typename T>
std::span<const std::uint8_t> bytes_of(const T& values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(values[0])};
}

}  // namespace

void PictureSpill::add(const GlyphPicture& picture) {
  bytes_.append(bytes_of(Head{picture.left, picture.top, picture.width, picture.height}));
  bytes_.append(picture.coverage);
  ++count_;
}

GlyphPicture PictureSpill::read(std::uint64_t& at) const {
  Head head{};
  bytes_.read(at, {reinterpret_cast<std::uint8_t*>(head.data()), sizeof head});
  GlyphPicture picture{head[0], head[1], head[2], head[3], 0, {}};
  picture.coverage.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  bytes_.read(at + sizeof head, picture.coverage);
  at += sizeof head + picture.coverage.size();
  return picture;
}

}  // namespace lr::pack
