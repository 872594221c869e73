// Where every character of a document went. An importer writes down what it found (source) and what of it left the body
// and the notes (passages); audit() holds that against the articles it made. Nothing else keeps an importer honest about
// text that it loses.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "../document.h"

namespace lr::pack {

// Text that is not, or not as it stood, in the body and notes of an article.
struct Passage {
  enum class Fate : std::uint8_t {
    kField,    // became a field: title, authors, …
    kDropped,  // is nowhere
    kAdded,    // the packer put it there: it is in an article and not in the source
  };
  Fate fate;
  int line;            // of the source, from 1; 0 for unknown
  std::u32string text; // as it stood
  std::string reason;  // the field's name, or why: "a running head"
};

// A line of the source, for people: the number that remarks, blocks and passages call it by, and its text.
struct SourceLine {
  int number;
  std::u32string text;
};

struct Account {
  std::vector<SourceLine> source;  // all text of the document, markup left out, in its order
  std::vector<Passage> passages;
};

// What audit() counts: code points after folding (audit.cpp says which differences do not count).
struct Balance {
  std::size_t source = 0, body = 0, notes = 0, fields = 0, dropped = 0, added = 0;
  std::map<std::string, std::size_t> reasons;  // of what was dropped: how much for each
  std::u32string lost;      // in the source and nowhere else, in code point order
  std::u32string invented;  // in the articles or passages and not in the source

  bool is_even() const { return lost.empty() && invented.empty(); }
};

// body + notes + fields + dropped - added = source, as a multiset of folded code points.
Balance audit(const std::vector<Article>& articles, const Account& account);

}  // namespace lr::pack
