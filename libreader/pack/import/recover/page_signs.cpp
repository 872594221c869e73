// Reads what stands at the heads and feet of pages.
#include "page_signs.h"

#include <algorithm>
#include <array>
#include <utility>

#include "draft.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kLongestFolio = 24;

bool is_number_sign(char32_t c) { return is_digit(c) || (c >= U'０' && c <= U'９'); }

class FolioReader {
 public:
  explicit FolioReader(std::u32string_view text) : text_(without_spaces(text)) {
    for (char32_t& c : text_) {
      if (c >= U'０' && c <= U'９') c -= U'０' - U'0';
      c += c >= 'A' && c <= 'Z' ? 32 : 0;
    }
  }

  std::optional<Folio> run() {
    constexpr std::u32string_view kOrnaments = U"-–—―─·•・‧|~[]()（）〔〕";
    const std::size_t first = text_.find_first_not_of(kOrnaments);
    if (first == std::u32string::npos) return std::nullopt;
    const std::size_t last = text_.find_last_not_of(kOrnaments);
    const bool ornament = first > 0 && last + 1 < text_.size();
    if (!ornament && (first > 0 || last + 1 < text_.size())) return std::nullopt;
    const char32_t sign = ornament ? text_[0] : 0;
    text_ = text_.substr(first, last + 1 - first);
    const int style = word_style();
    if (style < 0) return std::nullopt;
    return Folio{style * Folio::kForm + static_cast<int>(sign), number_};
  }

 private:
  bool take(std::u32string_view word) {
    if (!std::u32string_view(text_).substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool digits(int& number) {
    const std::size_t first = at_;
    for (number = 0; at_ < text_.size() && is_digit(text_[at_]) && at_ < first + 5; ++at_)
      number = number * 10 + static_cast<int>(text_[at_] - '0');
    return at_ > first && at_ <= first + 4;
  }
  bool at_end() const { return at_ == text_.size(); }
  bool any(std::initializer_list<std::u32string_view> words) {
    return std::any_of(words.begin(), words.end(), [this](std::u32string_view word) { return take(word); });
  }

  int word_style() {
    int total = 0;
    if (digits(number_)) {
      if (at_end()) return 1;
      if (any({U"页", U"頁", U"ページ", U"페이지", U"쪽"})) return at_end() ? 2 : -1;
      return any({U"/", U"／", U"of"}) && digits(total) && at_end() && number_ <= total ? 3 : -1;
    }
    if (take(U"第") && digits(number_) && any({U"页", U"頁"})) {
      any({U",", U"，", U"/", U"／"});
      return at_end() || (take(U"共") && digits(total) && any({U"页", U"頁"}) && at_end()) ? 4 : -1;
    }
    at_ = 0;
    if (any({U"page", U"p."}) && digits(number_))
      return at_end() || (any({U"of", U"/"}) && digits(total) && at_end()) ? 5 : -1;
    at_ = 0;
    return roman() ? 6 : -1;
  }

  bool roman() {
    constexpr std::u32string_view kSigns = U"ivxlc";
    constexpr std::array<int, 5> kValues = {1, 5, 10, 50, 100};
    int before = 1000;
    number_ = 0;
    if (text_.empty() || text_.size() > 7) return false;
    for (char32_t c : text_) {
      const std::size_t which = kSigns.find(c);
      if (which == std::u32string_view::npos) return false;
      number_ += kValues[which] - (kValues[which] > before ? 2 * before : 0);
      before = kValues[which];
    }
    return true;
  }

  std::u32string text_;
  std::size_t at_ = 0;
  int number_ = 0;
};

}  // namespace

std::optional<Folio> folio_of(std::u32string_view text) {
  if (text.empty() || text.size() > kLongestFolio) return std::nullopt;
  return FolioReader(text).run();
}

std::optional<NumberedHead> numbered_head(std::u32string_view text) {
  if (without_spaces(text).size() > kLongestHead) return std::nullopt;
  const std::size_t first = text.find_first_of(kSpaces), last = text.find_last_of(kSpaces);
  if (first == std::u32string_view::npos) return std::nullopt;
  for (const bool at_end : {false, true}) {
    const std::u32string_view number = at_end ? text.substr(last + 1) : text.substr(0, first);
    const std::u32string_view rest = at_end ? text.substr(0, last) : text.substr(first);
    const std::optional<Folio> folio = folio_of(number);
    if (folio && has_number(number) && !key_of(rest).empty()) return NumberedHead{folio->number, key_of(rest), at_end};
  }
  return std::nullopt;
}

std::u32string key_of(std::u32string_view text) {
  std::u32string key = without_spaces(text);
  std::erase_if(key, is_number_sign);
  for (char32_t& c : key) c += c >= 'A' && c <= 'Z' ? 32 : 0;
  return key;
}

bool has_number(std::u32string_view text) { return std::any_of(text.begin(), text.end(), is_number_sign); }

bool is_address(std::u32string_view text) {
  return text.starts_with(U"http://") || text.starts_with(U"https://") || text.starts_with(U"file://");
}

bool is_time(std::u32string_view text) {
  std::size_t digits = 0, at = 0;
  for (; at < text.size() && has(U"0123456789/-.,: 年月日\u202F上下午", text[at]); ++at) digits += is_digit(text[at]);
  const std::u32string_view head = text.substr(0, at);
  return digits >= 6 && contains(head, U":") && head.find_first_of(U"/-.年") != std::u32string_view::npos;
}

}  // namespace lr::pack::recover
