// Reads several lists of groups side by side.
#include "lists.h"

namespace lr {

Status GroupLists::open(SearchSection& section, const Query& query) {
  section_ = &section;
  count_ = at_ = 0;
  pair_count_ = 0;
  gap_ = gap_end_ = 0;
  groups_ = section.groups();
  first_unlisted_ = section.first_unlisted();
  group_log2_ = static_cast<std::uint8_t>(section.group_log2());
  if (!section.has_lists()) return Status::kOk;
  std::uint32_t letters = 0;  // that end at i
  bool before = false;        // a frequent one is
  for (std::uint32_t i = 0; i < query.size(); ++i) {
    const bool frequent = section.pair_numbers() > 0 && section.is_frequent(query.first_symbol(i));
    if (frequent && before && pair_count_ < kMaxPairs)
      pairs_[pair_count_++] = static_cast<std::uint16_t>(
          number_of_pair(query.code_point(i - 1), query.code_point(i), section.pair_numbers()));
    before = frequent;
    if (count_ == kMaxLists) continue;
    letters = is_word_letter(query.code_point(i)) ? letters + 1 : 0;
    const bool begins_word = letters > 0 && i + 2 < query.size() && is_word_letter(query.code_point(i + 1)) &&
                             is_word_letter(query.code_point(i + 2));
    if (begins_word && section.letter_lists() > 0) {
      add(section.first_letter_list() + list_of_letters(query.code_point(i), query.code_point(i + 1),
                                                        query.code_point(i + 2), section.letter_lists()));
    } else if (letters < 3) {
      // An added symbol has no list.
      if (const Symbol symbol = query.first_symbol(i); symbol < section.first_letter_list()) add(symbol);
    }
  }
  return Status::kOk;
}

void GroupLists::add(std::uint32_t index) {
  for (std::uint32_t i = 0; i < count_; ++i) {
    if (lists_[i].index == index) return;
  }
  lists_[count_].index = index;
  begin(lists_[count_++]);
}

void GroupLists::begin(List& list) {
  list.next = kNone;
  list.left = 0;
  list.is_of_others = list.is_everywhere = true;
  if (section_->list(list.index, list.bits) != Status::kOk) return;
  const std::uint32_t count = list.bits.gamma();
  if (!list.bits.good() || count > groups_) {
    (void)section_->trouble();
    return;
  }
  list.is_everywhere = false;
  list.is_of_others = count > groups_ - count;
  list.left = list.is_of_others ? groups_ - count : count;
  list.rice = static_cast<std::uint8_t>(list.left == 0 ? 0 : list_rice(groups_, list.left));
  advance(list);
}

void GroupLists::advance(List& list) {
  if (list.left == 0) {
    list.next = groups_;
    return;
  }
  --list.left;
  list.next += list.bits.rice(list.rice) + 1;  // kNone + 1 is 0
  if (list.bits.good()) return;
  (void)section_->trouble();
  list.is_everywhere = true;
}

bool GroupLists::has(List& list, std::uint32_t group) {
  while (!list.is_everywhere && list.next < group) advance(list);
  return list.is_everywhere || (list.next == group) != list.is_of_others;
}

bool GroupLists::may_match(std::uint32_t group) {
  if (group >= gap_ && group < gap_end_) return false;
  if (group >= groups_ || group >= first_unlisted_) return group >= first_unlisted_ || count_ == 0;
  if (group < at_) {
    for (std::uint32_t i = 0; i < count_; ++i) begin(lists_[i]);
  }
  at_ = group;
  for (std::uint32_t i = 0; i < pair_count_; ++i) {
    if (!section_->has_pair(group, pairs_[i])) return false;
  }
  for (std::uint32_t i = 0; i < count_; ++i) {
    if (!has(lists_[i], group)) return false;
  }
  return true;
}

std::uint32_t GroupLists::next_chunk(std::uint32_t chunk, std::uint32_t end) {
  if (chunk >= end || may_match_chunk(chunk)) return chunk < end ? chunk : end;
  const std::uint32_t group = chunk >> group_log2_, last = (end - 1) >> group_log2_;
  const bool in_gap = group >= gap_ && group < gap_end_;
  const std::uint32_t first = in_gap ? gap_ : group;
  std::uint32_t next = in_gap ? gap_end_ : group + 1;
  while (next <= last && !may_match(next)) ++next;
  gap_ = first;
  gap_end_ = next;
  return next <= last ? next << group_log2_ : end;
}

}  // namespace lr
