// Reads several lists of groups side by side.
#include "lists.h"

namespace lr {

Status GroupLists::open(SearchSection& section, const Query& query) {
  section_ = &section;
  count_ = 0;
  at_ = kNone;
  gap_ = gap_end_ = 0;
  groups_ = section.groups();
  first_unlisted_ = section.first_unlisted();
  group_log2_ = static_cast<std::uint8_t>(section.group_log2());
  if (!section.has_lists()) return Status::kOk;
  std::uint32_t letters = 0;  // that end at i
  for (std::uint32_t i = 0; i < query.size() && count_ < kMaxLists; ++i) {
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

std::uint32_t GroupLists::lists_with(std::uint32_t group) {
  if (group >= first_unlisted_) return (1u << count_) - 1;
  if (group >= groups_) return 0;
  std::uint32_t with = 0;
  for (std::uint32_t i = 0; i < count_; ++i) with |= (has(lists_[i], group) ? 1u : 0u) << i;
  return with;
}

void GroupLists::move_to(std::uint32_t group) {
  if (at_ == group) return;
  if (at_ == kNone || group < at_) {
    for (std::uint32_t i = 0; i < count_ && at_ != kNone; ++i) begin(lists_[i]);
    around_[1] = around_[2] = 0;
    if (group > 0) around_[1] = static_cast<std::uint8_t>(lists_with(group - 1));
    around_[2] = static_cast<std::uint8_t>(lists_with(group));
    at_ = group - 1;
  }
  if (group - at_ > 2) {
    around_[1] = static_cast<std::uint8_t>(lists_with(group - 1));
    around_[2] = static_cast<std::uint8_t>(lists_with(group));
    at_ = group - 1;
  }
  for (; at_ != group; ++at_) {
    around_[0] = around_[1];
    around_[1] = around_[2];
    around_[2] = static_cast<std::uint8_t>(lists_with(at_ + 2));
  }
}

bool GroupLists::may_match(std::uint32_t group) {
  if (group >= gap_ && group < gap_end_) return false;
  move_to(group);
  const std::uint32_t all = (1u << count_) - 1;
  if (around_[1] == all) return true;
  // A beginning of the query's lists in one group, the rest in the next.
  const auto may_straddle = [&](std::uint32_t first, std::uint32_t second) {
    const std::uint32_t beginning = first & ~(first + 1) & all;  // the lowest ones without a gap
    return (beginning | second) == all;
  };
  return may_straddle(around_[0], around_[1]) || may_straddle(around_[1], around_[2]);
}

std::uint32_t GroupLists::next_chunk(std::uint32_t chunk, std::uint32_t end) {
  if (count_ == 0 || chunk >= end || may_match_chunk(chunk)) return chunk < end ? chunk : end;
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
