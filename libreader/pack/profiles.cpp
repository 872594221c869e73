// The table of profiles and the choice of strikes.
#include "profiles.h"

#include <libreader/scale.h>

#include <algorithm>
#include <cstdlib>

namespace lr::pack {
namespace {

constexpr Profile kProfiles[] = {
    {"400x300-1", 400, 300, 1, 20},
    {"480x800-2", 480, 800, 2, 24},
    {"800x480-4", 800, 480, 4, 28},
    {"540x960-4", 540, 960, 4, 28},
};

Status open_strike(Bundle& bundle, std::uint32_t index, Strike& strike, Scaling scaling) {
  return strike.open(bundle.storage(), bundle.strike_range(index), bundle.added_glyphs(index), bundle.alphabet(),
                     scaling);
}

// A style says no size of a strike that has its own.
std::uint8_t scaled_ppem(Bundle& bundle, std::uint32_t index, int ppem, const Scaler* scaler) {
  Strike strike;
  const bool is_open = open_strike(bundle, index, strike, {scaler}) == Status::kOk;
  return static_cast<std::uint8_t>(is_open && strike.is_scalable() ? ppem : 0);
}

}  // namespace

std::span<const Profile> profiles() { return kProfiles; }

const Profile& find_profile(std::string_view name) {
  std::string known;
  for (const Profile& profile : kProfiles) {
    if (profile.name == name) return profile;
    known += (known.empty() ? "" : ", ") + std::string(profile.name);
  }
  throw InputError("profile \"" + std::string(name) + "\"", "is not known; there are " + known);
}

StrikeSpec strike_of(const Profile& profile) { return {"noto-sans", profile.ppem, profile.bits_per_pixel}; }

Style style_for(const Profile& profile, Bundle& bundle, Direction direction) {
  // Nearest: a depth of its own first, then the size that differs least; titles in the next larger size if there is one.
  const Scaler* const scaler = scaler_for(profile.bits_per_pixel);
  int best = -1, title = -1, best_distance = 0, title_ppem = 0, best_ppem = 0;
  for (std::uint32_t i = 0; i < bundle.strikes(); ++i) {
    Strike strike;
    if (open_strike(bundle, i, strike, {scaler, profile.ppem}) != Status::kOk) continue;
    const bool own_depth = strike.bits_per_pixel() == profile.bits_per_pixel;
    const int distance = (own_depth ? 0 : 1000) + std::abs(strike.ppem() - profile.ppem);
    if (best < 0 || distance < best_distance) {
      best = static_cast<int>(i);
      best_distance = distance;
      best_ppem = strike.ppem();
    }
  }
  if (best < 0) throw InputError("bundle", "has no strike to draw with: pack it with a [[strike]] or a profile");
  for (std::uint32_t i = 0; i < bundle.strikes(); ++i) {
    Strike strike;
    const auto wanted = static_cast<std::uint16_t>((best_ppem * 8 + 6) / 7);
    if (open_strike(bundle, i, strike, {scaler, wanted}) != Status::kOk) continue;
    const bool larger = strike.ppem() * 7 >= best_ppem * 8 && strike.ppem() <= best_ppem * 2;
    if (larger && (title < 0 || strike.ppem() < title_ppem)) {
      title = static_cast<int>(i);
      title_ppem = strike.ppem();
    }
  }
  Style style = style_for_screen(profile.width, profile.height, static_cast<std::uint8_t>(best),
                                 static_cast<std::uint8_t>(title < 0 ? best : title),
                                 static_cast<std::uint16_t>(best_ppem), direction);
  style.scaler = scaler;
  style.ppem = scaled_ppem(bundle, style.strike, best_ppem, scaler);
  style.title_ppem = scaled_ppem(bundle, style.title_strike, title < 0 ? best_ppem : title_ppem, scaler);
  return style;
}

}  // namespace lr::pack
