// Profiles: the screens, depths and sizes of devices that the packer knows by name.
#pragma once
#include <libreader/reader.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "manifest.h"

namespace lr::pack {

struct Profile {
  std::string_view name;  // WIDTHxHEIGHT-DEPTH
  std::int16_t width, height;
  std::uint8_t bits_per_pixel;
  std::uint8_t ppem;  // of body text
};

std::span<const Profile> profiles();

// Throws InputError that lists the names.
const Profile& find_profile(std::string_view name);

StrikeSpec strike_of(const Profile& profile);

// The style that a profile reads a bundle with, in lines of that direction: its own strike, or else the nearest that the
// bundle has.
// Throws InputError when the bundle has no strike at all.
Style style_for(const Profile& profile, Bundle& bundle, Direction direction = Direction::kHorizontal);
inline Style style_for(const Profile& profile, Reader& reader, Direction direction = Direction::kHorizontal) {
  return style_for(profile, reader.bundle(), direction);
}

}  // namespace lr::pack
