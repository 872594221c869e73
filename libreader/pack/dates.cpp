// Years first: what stands beside a year may be a month, and beside that a day.
#include "dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "import/utf.h"

namespace lr::pack {
namespace {

constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九";

struct Era {
  std::u32string_view name;
  std::uint32_t year_before;
};
constexpr Era kEras[] = {{U"令和", 2018}, {U"平成", 1988}, {U"昭和", 1925}, {U"大正", 1911},
                         {U"明治", 1867}, {U"民国", 1911}, {U"民國", 1911}};

constexpr std::array<std::u32string_view, 12> kMonths = {U"jan", U"feb", U"mar", U"apr", U"may", U"jun",
                                                         U"jul", U"aug", U"sep", U"oct", U"nov", U"dec"};

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return c >= 'a' && c <= 'z'; }

// Full-width and Chinese numerals as ASCII: "二十五" is "25", "三" is "3".
std::u32string plain(std::string_view utf8) {
  std::u32string text;
  for (char32_t c : lower_ascii(decode_utf8(utf8))) {
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - '!';
    if (c == U'○' || c == U'零') c = U'〇';
    const std::size_t numeral = kNumerals.find(c);
    text += numeral == std::u32string_view::npos ? c : static_cast<char32_t>('0' + numeral);
  }
  for (std::size_t at = text.find(U'十'); at != std::u32string::npos; at = text.find(U'十', at)) {
    const bool tens = at > 0 && is_digit(text[at - 1]);
    const bool ones = at + 1 < text.size() && is_digit(text[at + 1]);
    text.replace(at, 1, std::u32string(tens ? U"" : U"1") + (ones ? U"" : U"0"));
  }
  return text;
}

class DateReader {
 public:
  explicit DateReader(std::u32string text) : text_(std::move(text)) {}

  CalendarDate read() {
    if (!find_year()) return {};
    if (!date_.month) read_month_and_day();
    if (!date_.month) read_english_month();
    return date_;
  }

 private:
  std::size_t digits_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end - at;
  }

  std::uint32_t number(std::size_t at, std::size_t size) const {
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + size; ++i) value = value * 10 + static_cast<std::uint32_t>(text_[i] - '0');
    return value;
  }

  bool find_year() {
    for (const Era& era : kEras) {
      const std::size_t at = text_.find(era.name);
      if (at == std::u32string::npos) continue;
      at_ = at + era.name.size();
      const std::size_t size = digits_at(at_);
      const bool first = text_.compare(at_, 1, U"元") == 0;
      if (!first && (size == 0 || size > 3)) continue;
      date_.year = era.year_before + (first ? 1 : number(at_, size));
      at_ += first ? 1 : size;
      return true;
    }
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const std::size_t size = digits_at(at);
      if ((size == 4 || size == 8) && number(at, 4) >= 1000 && number(at, 4) < 3000) {
        date_.year = number(at, 4);
        at_ = at + 4;
        if (size == 8) set(number(at + 4, 2), number(at + 6, 2));
        return true;
      }
      at += size;
    }
    return false;
  }

  void set(std::uint32_t month, std::uint32_t day) {
    if (month < 1 || month > 12) return;
    date_.month = month;
    if (day <= 31) date_.day = day;
  }

  void pass(std::u32string_view separators) {
    while (at_ < text_.size() && separators.find(text_[at_]) != std::u32string_view::npos) ++at_;
  }

  // Of one or two digits, at the place reached.
  std::optional<std::uint32_t> short_number() {
    const std::size_t size = digits_at(at_);
    if (size == 0 || size > 2) return std::nullopt;
    at_ += size;
    return number(at_ - size, size);
  }

  void read_month_and_day() {
    pass(U" 年년-/.,");
    const auto month = short_number();
    if (!month) return;
    const std::size_t before = at_;
    pass(U" 月월-/.");
    const auto day = at_ > before ? short_number() : std::nullopt;
    set(*month, day.value_or(0));
  }

  void read_english_month() {
    for (std::size_t at = 0; at + 3 <= text_.size(); ++at) {
      if (at > 0 && is_letter(text_[at - 1])) continue;
      const auto month = std::find(kMonths.begin(), kMonths.end(), std::u32string_view(text_).substr(at, 3));
      if (month == kMonths.end()) continue;
      std::size_t end = at;
      while (end < text_.size() && is_letter(text_[end])) ++end;
      at_ = end;
      pass(U" .");
      auto day = short_number();
      if (!day) day = number_before(at);
      return set(static_cast<std::uint32_t>(month - kMonths.begin()) + 1, day.value_or(0));
    }
  }

  std::optional<std::uint32_t> number_before(std::size_t end) const {
    while (end > 0 && (text_[end - 1] == ' ' || text_[end - 1] == '.' || is_letter(text_[end - 1]))) --end;
    std::size_t begin = end;
    while (begin > 0 && is_digit(text_[begin - 1])) --begin;
    if (begin == end || end - begin > 2) return std::nullopt;
    return number(begin, end - begin);
  }

  std::u32string text_;
  std::size_t at_ = 0;
  CalendarDate date_;
};

}  // namespace

CalendarDate parse_date(std::string_view utf8) { return DateReader(plain(utf8)).read(); }

}  // namespace lr::pack
