// Labels of front matter, lists of names and words, dates.
#include "front_labels.h"

#include <utility>

#include "draft.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kLongestLabel = 12;

LabelKind kind_of(std::u32string_view word) {
  static constexpr std::pair<std::u32string_view, LabelKind> kWords[] = {
      {U"提要", LabelKind::kAbstract},     {U"内容提要", LabelKind::kAbstract}, {U"摘要", LabelKind::kAbstract},
      {U"内容摘要", LabelKind::kAbstract}, {U"論文摘要", LabelKind::kAbstract}, {U"论文提要", LabelKind::kAbstract},
      {U"关键词", LabelKind::kKeywords},   {U"關鍵詞", LabelKind::kKeywords},   {U"主题词", LabelKind::kKeywords},
      {U"作者简介", LabelKind::kAuthors},  {U"作者簡介", LabelKind::kAuthors},  {U"作者单位", LabelKind::kAuthors},
      {U"中图分类号", LabelKind::kOther},  {U"文献标识码", LabelKind::kOther},  {U"文章编号", LabelKind::kOther},
      {U"基金项目", LabelKind::kOther},    {U"收稿日期", LabelKind::kOther},    {U"文献标志码", LabelKind::kOther},
      {U"DOI", LabelKind::kOther},         {U"分类号", LabelKind::kOther},
  };
  for (const auto& [known, kind] : kWords) {
    if (word == known) return kind;
  }
  return LabelKind::kNone;
}

}  // namespace

FrontLabel label_of(std::u32string_view text) {
  FrontLabel label;
  std::size_t end = 0;
  if (starts_with_any(text, U"〔【[［（(")) {
    end = text.find_first_of(U"〕】]］）)");
    if (end == std::u32string_view::npos || end > kLongestLabel) return {};
    label.kind = kind_of(without_spaces(text.substr(1, end - 1)));
    ++end;
  } else {
    end = text.find_first_of(U"：:");
    if (end == std::u32string_view::npos || end > kLongestLabel) return {};
    label.kind = kind_of(without_spaces(text.substr(0, end)));
  }
  if (label.kind == LabelKind::kNone) return {};
  while (end < text.size() && (has(kSpaces, text[end]) || has(U"：:", text[end]))) ++end;
  label.size = end;
  return label;
}

std::vector<std::u32string> split_names(std::u32string_view text) {
  std::vector<std::u32string> names;
  std::size_t at = 0;
  bool half = false;  // the last name has one character yet
  while ((at = text.find_first_not_of(U" \u3000、，,；;&\u00A0", at)) != std::u32string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(U" \u3000、，,；;&\u00A0", at), text.size());
    const std::u32string_view part = text.substr(at, end - at);
    at = end;
    if (half && part.size() == 1) {
      names.back() += part;
      half = false;
      continue;
    }
    names.emplace_back(part);
    half = part.size() == 1;
  }
  return names;
}

std::vector<std::u32string> split_list(std::u32string_view text) {
  const bool has_signs = text.find_first_of(U"、；;，,") != std::u32string_view::npos;
  const std::u32string_view signs = has_signs ? U"、；;，," : U" \u3000";
  std::vector<std::u32string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(signs, at), text.size());
    if (const std::u32string_view word = strip(text.substr(at, end - at)); !word.empty()) words.emplace_back(word);
    at = end + 1;
  }
  return words;
}

std::string date_of(std::u32string_view figures) {
  std::string parts[3];
  std::size_t count = 0;
  for (std::size_t i = 0; i < figures.size() && count < 3;) {
    std::size_t end = i;
    while (end < figures.size() && is_digit(figures[end])) ++end;
    const std::size_t size = end - i;
    const bool fits = count == 0 ? size == 4 : size == 1 || size == 2;
    if (fits) {
      for (std::size_t k = i; k < end; ++k) parts[count] += static_cast<char>(figures[k]);
      if (parts[count].size() == 1) parts[count] = "0" + parts[count];
      ++count;
    }
    i = std::max(end, i + 1);
  }
  if (count == 0) return {};
  return parts[0] + (count > 1 ? "-" + parts[1] : "") + (count > 2 ? "-" + parts[2] : "");
}

}  // namespace lr::pack::recover
