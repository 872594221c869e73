// What stands at the heads and feet of pages: page numbers in their forms, titles with numbers, what a browser prints.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lr::pack::recover {

// A page number alone: "12", "- 12 -", "12/30", "第 12 页", "Page 12 of 30", "xii".
struct Folio {
  int style = 0;  // the same for all numbers of a document
  int number = 0;
  bool is_plain() const { return style == kDigits || style >= kRoman; }  // may be a number of the text

  static constexpr int kForm = 0x10000;  // a form's styles, one a sign around the number
  static constexpr int kDigits = kForm, kRoman = 6 * kForm;
};
std::optional<Folio> folio_of(std::u32string_view text);

// "12    Title" or "Title    12".
struct NumberedHead {
  int number = 0;
  std::u32string key;
  bool at_end = false;
};
std::optional<NumberedHead> numbered_head(std::u32string_view text);

// Without spaces and digits, in one case: what is the same on every page.
std::u32string key_of(std::u32string_view text);
bool has_number(std::u32string_view text);

// "https://…" and "11/21/26, 2:58 PM", with what follows on their lines.
bool is_address(std::u32string_view text);
bool is_time(std::u32string_view text);

inline constexpr std::size_t kLongestHead = 80;  // code points

}  // namespace lr::pack::recover
