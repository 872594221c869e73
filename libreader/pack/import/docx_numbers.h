// The numbers and bullets of a DOCX's lists and headings.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "xml.h"

namespace lr::pack {

// "3" in a format of WordprocessingML ("decimal", "chineseCounting", …); what a format has no sign for is decimal.
std::u32string format_number(int number, std::string_view format);

class DocxNumbering {
 public:
  void read(const pugi::xml_node& root);  // of word/numbering.xml

  // The label of the next paragraph at `depth` (from 0) of the list, and counts it. Empty: it has none.
  std::u32string next(const std::string& list, int depth);

  bool is_bullet(const std::string& list, int depth) const;

 private:
  static constexpr int kDepths = 9, kNone = -1;
  struct Level {
    int start = 1;
    std::string format = "decimal";
    std::u32string text;  // "%1.%2"
    bool is_legal = false;  // all numbers in it are decimal
  };
  struct List {
    std::string definition;       // counters belong to it: lists that share it go on counting
    std::map<int, int> restarts;  // depths and numbers; each holds once, when this list comes to the depth first
  };
  using Levels = std::array<Level, kDepths>;

  static Level read_level(const pugi::xml_node& node);
  const Level* level_of(const std::string& list, int depth) const;

  std::map<std::string, Levels> definitions_;
  std::map<std::string, List> lists_;
  std::map<std::string, std::array<int, kDepths>> counters_;  // the last number given at each depth, or kNone
};

}  // namespace lr::pack
