// One list of settings, for the file and the command line.
#include "settings.h"

#include <libreader/outline.h>

#include <charconv>

namespace lrread {
namespace {

constexpr int kLeastMeasure = 20;

bool number_in(std::string_view text, int least, int most, int& number) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) return false;
  number = value;
  return true;
}

std::vector<std::string> theme_names() {
  std::vector<std::string> names;
  for (const Theme& theme : themes()) names.emplace_back(theme.name);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string line;
  for (const std::string& name : names) line += (line.empty() ? "" : ", ") + name;
  return line;
}

// 0 for `word`, or 1 or 2.
bool one_or_two(std::string_view text, std::string_view word, int& number) {
  if (text == word) return number = 0, true;
  return number_in(text, 1, 2, number);
}

}  // namespace

const std::vector<SettingName>& setting_names() {
  static const std::vector<SettingName> names = {
      {"theme", "NAME", "colours: terminal (its own, the default), light, dark, sepia, none", theme_names()},
      {"pages", "N", "pages side by side: 1, 2 or auto (2 from 130 columns on)", {"auto", "1", "2"}},
      {"motion", "HOW", "what keys and wheel move by: page, or scroll (a line)", {"page", "scroll"}},
      {"direction", "HOW", "lines: horizontal, or vertical from right to left", {"horizontal", "vertical"}},
      {"measure", "CELLS", "the longest line: 20 to 1000 (80)", {}},
      {"ambiguous", "N", "cells of characters of ambiguous width: 1, 2, or ask (the terminal)", {"ask", "1", "2"}},
      {"preview", "WxH", "pixels of the device whose page P shows (480x800)", {}},
      {"pictures",
       "HOW",
       "how P shows it: kitty, sixel, blocks, or ask (the terminal)",
       {"ask", "kitty", "sixel", "blocks"}},
      {"outline", "PX", "P draws text of so many px from the fonts of a bundle you trust: 8 to 120, or off", {}},
      {"notes",
       "WHERE",
       "mark: a key opens them (the default); foot: they also stand at the foot of the page",
       {"mark", "foot"}},
      {"mouse", "WHEN", "on: wheel and clicks turn pages and choose; off: the terminal selects text", {"on", "off"}},
  };
  return names;
}

std::string set(Settings& settings, std::string_view name, std::string_view value) {
  if (name == "theme") {
    const Theme* theme = find_theme(value);
    if (theme == nullptr) return "expected one of " + joined(theme_names());
    settings.theme = theme;
  } else if (name == "pages") {
    if (!one_or_two(value, "auto", settings.pages)) return "expected 1, 2 or auto";
  } else if (name == "motion") {
    if (value != "page" && value != "scroll") return "expected page or scroll";
    settings.motion = value == "page" ? Motion::kPages : Motion::kScroll;
  } else if (name == "direction") {
    if (value != "horizontal" && value != "vertical") return "expected horizontal or vertical";
    settings.direction = value == "vertical" ? lr::Direction::kVertical : lr::Direction::kHorizontal;
  } else if (name == "measure") {
    if (!number_in(value, kLeastMeasure, lr::terminal::kMostColumns, settings.measure)) return "expected 20 to 1000";
  } else if (name == "ambiguous") {
    if (!one_or_two(value, "ask", settings.ambiguous)) return "expected 1, 2 or ask";
  } else if (name == "preview") {
    const auto by = value.find('x');
    int width = 0, height = 0;
    if (by == value.npos || !number_in(value.substr(0, by), 64, 4096, width) ||
        !number_in(value.substr(by + 1), 64, 4096, height))
      return "expected pixels as 480x800, from 64 to 4096";
    settings.preview_width = width;
    settings.preview_height = height;
  } else if (name == "pictures") {
    if (value == "ask")
      settings.pictures.reset();
    else if (value == "kitty")
      settings.pictures = PictureWay::kKitty;
    else if (value == "sixel")
      settings.pictures = PictureWay::kSixel;
    else if (value == "blocks")
      settings.pictures = PictureWay::kBlocks;
    else
      return "expected ask, kitty, sixel or blocks";
  } else if (name == "outline") {
    settings.outline_ppem = 0;
    if (value != "off" && !number_in(value, lr::Outlines::kLeastPpem, lr::Outlines::kMostPpem, settings.outline_ppem))
      return "expected px from 8 to 120, or off";
  } else if (name == "notes") {
    if (value != "mark" && value != "foot") return "expected mark or foot";
    settings.notes = value == "foot" ? lr::NoteStyle::kAtFoot : lr::NoteStyle::kFromMark;
  } else if (name == "mouse") {
    if (value != "on" && value != "off") return "expected on or off";
    settings.mouse = value == "on";
  } else {
    return "no such setting";
  }
  return {};
}

}  // namespace lrread
