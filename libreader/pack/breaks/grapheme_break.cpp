// Extended grapheme clusters by UAX #29, Unicode 17, with the numbers of its rules.
#include "grapheme_break.h"

#include <libreader/pack/breaks.h>

#include "unicode_tables.h"

namespace lr::pack {
namespace {

using enum GraphemeBreak;

bool is_control(GraphemeBreak value) { return value == kControl || value == kCR || value == kLF; }

// GB6 to GB8.
bool joins_hangul(GraphemeBreak before, GraphemeBreak after) {
  switch (before) {
    case kL: return after == kL || after == kV || after == kLv || after == kLvt;
    case kLv:
    case kV: return after == kV || after == kT;
    case kLvt:
    case kT: return after == kT;
    default: return false;
  }
}

// What has to be remembered of the code points before a boundary.
class ClusterState {
 public:
  bool starts_cluster(const UnicodeRecord& before, const UnicodeRecord& after) const {
    const GraphemeBreak b = before.grapheme_break;
    const GraphemeBreak a = after.grapheme_break;
    if (b == kCR && a == kLF) return false;                                                   // GB3
    if (is_control(b) || is_control(a)) return true;                                          // GB4, GB5
    if (joins_hangul(b, a)) return false;                                                     // GB6 to GB8
    if (a == kExtend || a == kZwj || a == kSpacingMark || b == kPrepend) return false;        // GB9 to GB9b
    if (conjunct_linked_ && after.conjunct_break == ConjunctBreak::kConsonant) return false;  // GB9c
    if (b == kZwj && emoji_joined_ && after.has(kPictographic)) return false;                 // GB11
    return a != kRegionalIndicator || flags_ % 2 == 0;                                        // GB12, GB13
  }

  void pass(const UnicodeRecord& record) {
    flags_ = record.grapheme_break == kRegionalIndicator ? flags_ + 1 : 0;
    if (record.has(kPictographic)) {
      in_emoji_ = true;
    } else if (record.grapheme_break != kExtend && record.grapheme_break != kZwj) {
      in_emoji_ = false;
    }
    emoji_joined_ = in_emoji_ && record.grapheme_break == kZwj;
    switch (record.conjunct_break) {
      case ConjunctBreak::kConsonant:
        in_conjunct_ = true;
        conjunct_linked_ = false;
        break;
      case ConjunctBreak::kLinker: conjunct_linked_ = in_conjunct_; break;
      case ConjunctBreak::kExtend: break;
      case ConjunctBreak::kNone: in_conjunct_ = conjunct_linked_ = false; break;
    }
  }

 private:
  unsigned flags_ = 0;            // regional indicators in a row
  bool in_emoji_ = false;         // Pictographic Extend*
  bool emoji_joined_ = false;     // … ZWJ
  bool in_conjunct_ = false;      // Consonant [Extend Linker]*
  bool conjunct_linked_ = false;  // … with a Linker among them
};

// Behind code point `i` and the letters of the run that it is in: each is a cluster, and one of them says all.
std::size_t past_letters(std::u32string_view text, std::size_t i) {
  const bool letter = is_common_letter(text[i++]);
  while (letter && i < text.size() && is_common_letter(text[i])) ++i;
  return i;
}

}  // namespace

std::vector<std::uint32_t> cluster_joins(std::u32string_view paragraph) {
  std::vector<std::uint32_t> joins;
  ClusterState state;
  const UnicodeRecord* before = nullptr;
  for (std::size_t i = 0; i < paragraph.size(); i = past_letters(paragraph, i)) {
    const UnicodeRecord& after = unicode_record(paragraph[i]);
    if (before != nullptr) {
      if (before->has(kPlainCluster) && after.has(kPlainCluster)) continue;
      if (!state.starts_cluster(*before, after)) joins.push_back(static_cast<std::uint32_t>(i));
    }
    state.pass(after);
    before = &after;
  }
  return joins;
}

std::vector<bool> cluster_starts(std::u32string_view paragraph) {
  std::vector<bool> starts(paragraph.size(), true);
  for (const std::uint32_t join : cluster_joins(paragraph)) starts[join] = false;
  return starts;
}

}  // namespace lr::pack
