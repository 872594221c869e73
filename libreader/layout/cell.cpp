// Which symbols share an upright box: numbers of one or two figures and single letters that stand alone among
// full-width text (T4, T5), the figures of a note mark, those of a label. Longer words lie on their side.
#include "cell.h"

#include <libreader/text/control.h>

namespace lr {
namespace {

enum class Follows : std::uint8_t { kMore, kSpace, kWord, kOther };

bool is_word(const SymbolGroup& group) {
  const bool word = group.symbol_class == SymbolClass::kLatin || group.symbol_class == SymbolClass::kDigit;
  return word && group.advance == AdvanceKind::kProportional;
}

// What a symbol is to the box that `first` begins.
Follows follows(const TextItem& first, const TextItem& item) {
  if (item.span != first.span || item.mark != first.mark) return Follows::kOther;
  if (first.span == kNoteMarkSpan) return Follows::kMore;
  const bool digits =
      first.group->symbol_class == SymbolClass::kDigit && item.group->symbol_class == SymbolClass::kDigit;
  if (digits && item.group->advance == AdvanceKind::kProportional) return Follows::kMore;
  if (first.span == kLabelSpan) return Follows::kOther;
  if (item.group->advance != AdvanceKind::kProportional) return Follows::kOther;
  return item.group->symbol_class == SymbolClass::kSpace ? Follows::kSpace : Follows::kWord;
}

}  // namespace

// How many symbols share a box with `first`, which the cursor has just passed; 0: it is set by itself. Reads on as far
// as it must, and comes back.
Status Layout::cell_length(const TextItem& first, std::uint8_t& length) {
  length = 0;
  const bool mark = first.span == kNoteMarkSpan, digit = first.group->symbol_class == SymbolClass::kDigit;
  if (!mark && !(first.span == kLabelSpan ? digit : is_word(*first.group))) return Status::kOk;
  const TextPoint behind = cursor_.point();
  const int most = mark ? 3 : digit ? 2 : 1;
  int count = 1;
  for (bool spaced = false; count <= most;) {
    TextItem item;
    const Status status = cursor_.next(item);
    if (status == Status::kIo) return status;
    const Follows next = status == Status::kOk ? follows(first, item) : Follows::kOther;
    if (next == Follows::kOther) break;
    if (next == Follows::kSpace && !spaced) {
      spaced = true;
    } else if (next == Follows::kMore && !spaced) {
      ++count;
    } else {
      count = most + 1;
    }
  }
  if (count <= most) length = static_cast<std::uint8_t>(count);
  return cursor_.resume(behind, first.group->break_class);
}

}  // namespace lr
