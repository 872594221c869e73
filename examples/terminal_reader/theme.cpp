// The themes.
#include "theme.h"

#include <iterator>

namespace lrread {
namespace {

constexpr short kBlack = 0, kYellow = 3, kBlue = 4, kCyan = 6, kWhite = 7;

constexpr Theme kThemes[] = {
    {"terminal",
     true,
     {kOwnColour, kOwnColour, kCyan, kOwnColour, kYellow},
     {kOwnColour, kOwnColour, kCyan, kOwnColour, kYellow}},
    {"light", true, {235, 231, 25, 244, 223}, {kBlack, kWhite, kBlue, kBlack, kYellow}},
    {"dark", true, {252, 234, 110, 244, 58}, {kWhite, kBlack, kCyan, kWhite, kBlue}},
    {"sepia", true, {94, 230, 24, 137, 222}, {kBlack, kYellow, kBlue, kBlack, kWhite}},
    {"none", false, {}, {}},
};

}  // namespace

std::span<const Theme> themes() { return kThemes; }

const Theme* find_theme(std::string_view name) {
  for (const Theme& theme : kThemes) {
    if (theme.name == name) return &theme;
  }
  return nullptr;
}

const Theme& theme_after(const Theme& theme) {
  const auto next = static_cast<std::size_t>(&theme - kThemes) + 1;
  return kThemes[next % std::size(kThemes)];
}

}  // namespace lrread
