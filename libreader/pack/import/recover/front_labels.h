// Labels of front matter, lists of names and words, dates: the small forms that front.cpp, tail.cpp and journal.cpp
// read.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack::recover {

enum class LabelKind { kNone, kAbstract, kKeywords, kAuthors, kOther };

struct FrontLabel {
  LabelKind kind = LabelKind::kNone;
  std::size_t size = 0;  // with brackets, colon and spaces
};

// "〔提 要〕", "【摘要】", "关键词：".
FrontLabel label_of(std::u32string_view text);

// "张某 吴 某" is two names: a name in two single characters was spread for its looks.
std::vector<std::u32string> split_names(std::u32string_view text);
std::vector<std::u32string> split_list(std::u32string_view text);

// "2024-05-16" out of figures in this order, with or without a day; empty for none.
std::string date_of(std::u32string_view figures);

}  // namespace lr::pack::recover
