// Stretches of text that the reader marked, each with a label: a journal in a file of the user's, beside that of
// places.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "journal_file.h"

namespace lrread {

// From a place on; the length counts the code points of the blocks that it runs through.
struct Highlight {
  lr::Locator from;
  std::uint32_t code_points = 0;
  std::string label;
  std::uint16_t slot = 0;  // of the journal
};

class Highlights {
 public:
  // Opens NAME.highlights. The message says why there is none; everything then works, and keeps nothing.
  std::string open(const std::string& name);

  // kNoSpace: there are too many. kNotFound: they are not kept.
  lr::Status add(const lr::Locator& from, std::uint32_t code_points, const std::string& label);
  lr::Status remove(const Highlight& highlight);
  const std::vector<Highlight>& all() const { return all_; }

 private:
  void read_all();

  JournalFile file_;
  std::vector<Highlight> all_;
};

}  // namespace lrread
