// One list of settings, for the file and the command line.
#include "settings.h"

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
      {"measure", "CELLS", "the longest line: 20 to 1000 (80)", {}},
      {"ambiguous", "N", "cells of characters of ambiguous width: 1, 2, or ask (the terminal)", {"ask", "1", "2"}},
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
  } else if (name == "measure") {
    if (!number_in(value, kLeastMeasure, lr::terminal::kMostColumns, settings.measure)) return "expected 20 to 1000";
  } else if (name == "ambiguous") {
    if (!one_or_two(value, "ask", settings.ambiguous)) return "expected 1, 2 or ask";
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
