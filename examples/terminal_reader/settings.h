// What a reader chooses: by the configuration file, then by the command line.
#pragma once
#include <ports/terminal/cell_page.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "picture.h"
#include "theme.h"

namespace lrread {

enum class Motion { kPages, kScroll };

struct Settings {
  const Theme* theme = &themes().front();
  int pages = 0;  // side by side: 1 or 2; 0: two where the terminal is wide enough
  Motion motion = Motion::kPages;
  lr::Direction direction = lr::Direction::kHorizontal;
  int ambiguous = 0;  // cells of a character of ambiguous width: 1 or 2; 0: as the terminal answers
  int measure = lr::terminal::kWidestMeasure;  // cells of a line, at most
  lr::NoteStyle notes = lr::NoteStyle::kFromMark;
  bool mouse = true;
  int preview_width = 480, preview_height = 800;  // pixels of the panel that P shows
  std::optional<PictureWay> pictures{};           // none: as the terminal answers
  int outline_ppem = 0;                           // of P's text, drawn from the bundle's fonts; 0: from its strikes
};

// A setting by its name in the configuration file and the words of its value; option --NAME sets the same.
struct SettingName {
  std::string_view name, value, what;
  std::vector<std::string> choices;  // if there are but these
};
const std::vector<SettingName>& setting_names();

// The message says what is expected; empty: it was set. No such name: "no such setting".
std::string set(Settings& settings, std::string_view name, std::string_view value);

// Reads $XDG_CONFIG_HOME/libreader/lrread.toml where there is one. The message has FILE:LINE; empty: all is well.
std::string read_configuration(Settings& settings);

}  // namespace lrread
