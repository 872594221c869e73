// Markdown and HTML signs of OCR output become plain text (D16, D19, D26). Evidence: the text was recognised as scanned
// Markdown. A heading keeps that it is one, not its level; `<sup>[1]</sup>` becomes a reference; addresses stand as
// they are in the link target, because the link text is escaped.
#include "passes.h"

namespace lr::pack::recover {
namespace {

// The tail of an address that broke inside an HTML attribute: "….</a></p></div><div data-bbox=".
std::u32string without_tags(std::u32string_view text, std::u32string& tags) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool tag =
        text[i] == '<' && i + 1 < text.size() && (text[i + 1] == '/' || (text[i + 1] >= 'a' && text[i + 1] <= 'z'));
    if (!tag) {
      out += text[i];
      continue;
    }
    const std::size_t end = std::min(text.find('>', i), text.size());
    tags += text.substr(i, end + 1 - i);
    i = end;
  }
  return out;
}

constexpr std::string_view kSigns = "signs of Markdown and HTML";

bool is_address(std::u32string_view text) { return text.starts_with(U"http") || text.starts_with(U"www."); }

class Reader {
 public:
  explicit Reader(std::u32string_view text) : text_(text) {}

  std::u32string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

  std::u32string fused;  // a second note that a broken link holds (D13), its label included
  std::u32string signs;     // what is not in the text any more
  std::u32string brackets;  // around addresses: what was not in it before

 private:
  void skip(std::size_t count) {
    signs += text_.substr(at_, count);
    at_ += std::min(count, text_.size() - at_);
  }

  // Another reader's text; its signs are also ours.
  std::u32string read(std::u32string_view text) {
    Reader inner(text);
    std::u32string out = inner.run();
    signs += inner.signs;
    return out;
  }

  bool take(std::u32string_view sign) {
    if (!text_.substr(at_).starts_with(sign)) return false;
    skip(sign.size());
    return true;
  }

  void step() {
    if (reference() || link() || bare_address()) return;
    if (text_[at_] == '*') return skip(1);
    if (take_tag()) return;
    if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] < 0x80 &&
        has(U"\\`*_{}[]()#+-.!$|~<>&", text_[at_ + 1])) {
      while (at_ < text_.size() && text_[at_] == '\\') skip(1);
      if (at_ == text_.size()) return;
    }
    out_ += text_[at_++];
  }

  bool take_tag() {
    if (text_[at_] != '<') return false;
    for (std::u32string_view tag : {U"<sup>", U"</sup>", U"<sub>", U"</sub>", U"<br>", U"<br/>", U"<u>", U"</u>"}) {
      if (take(tag)) return true;
    }
    return false;
  }

  bool reference() {
    constexpr std::u32string_view kOpen = U"<sup>", kClose = U"</sup>";
    const std::u32string_view rest = text_.substr(at_);
    if (!rest.starts_with(kOpen)) return false;
    const std::size_t end = rest.find(kClose);
    if (end == std::u32string_view::npos) return false;
    const std::u32string_view inside = rest.substr(kOpen.size(), end - kOpen.size());
    unsigned number = 0;
    for (char32_t c : inside) {
      if (is_digit(c))
        number = number * 10 + (c - '0');
      else if (!has(U"[]\\*() （）", c))
        return false;
    }
    if (number > 999 || inside.empty()) return false;
    out_ += static_cast<char32_t>(kReference + number);
    skip(end + kClose.size());
    return true;
  }

  bool bare_address() {
    const std::u32string_view rest = text_.substr(at_);
    if (rest.starts_with(U"<http")) {
      const std::size_t end = rest.find('>');
      if (end == std::u32string_view::npos) return false;
      out_ += rest.substr(1, end - 1);
      signs += U"<>";
      at_ += end + 1;
      return true;
    }
    if (!rest.starts_with(U"http")) return false;
    while (at_ < text_.size() && text_[at_] > ' ' && text_[at_] < 0x7F && text_[at_] != '<' && text_[at_] != ']') {
      out_ += text_[at_++];  // signs in an address are no markup
    }
    return true;
  }

  bool link() {
    if (text_[at_] != '[') return false;
    constexpr std::size_t kLongestText = 2000;
    const std::size_t found = text_.substr(at_, kLongestText).find(U"](");
    if (found == std::u32string_view::npos) return false;
    const std::size_t middle = at_ + found;
    const std::u32string_view shown = text_.substr(at_ + 1, middle - at_ - 1);
    const std::u32string_view rest = text_.substr(middle + 2);
    const std::size_t end = rest.find(')');
    if (end == std::u32string_view::npos || shown.find_first_of(U"\n") != std::u32string_view::npos) return false;
    if (shown.find(U"[") != std::u32string_view::npos && !shown.starts_with(U"\\[")) return false;
    const std::u32string_view target = rest.substr(0, end);
    at_ = middle + 2 + end + 1;
    signs += U"[](";
    signs += U")";
    if (shown.starts_with(U"\\[")) {
      fused = read(shown);
      out_ += without_tags(target, signs);
    } else if (is_address(shown)) {
      signs += shown;
      out_ += target;
    } else {
      out_ += read(shown);
      if (is_address(target)) {
        out_ += U"（" + std::u32string(target) + U"）";
        brackets += U"（）";
      } else {
        signs += target;
      }
    }
    return true;
  }

  std::u32string_view text_;
  std::size_t at_ = 0;
  std::u32string out_;
};

}  // namespace

void read_markup(Draft& draft, Remarks& remarks) {
  std::vector<Line> lines;
  for (Line& line : draft.lines) {
    if (is_rule(line.text)) {
      line.is_rule = true;
      lines.push_back(std::move(line));
      continue;
    }
    std::u32string_view text = line.text;
    const std::size_t hashes = std::min(text.find_first_not_of('#'), text.size());
    if (hashes >= 1 && hashes <= 6 && hashes < text.size() && text[hashes] == ' ') {
      line.hashes = static_cast<int>(hashes);
      remarks.dropped(line.number, text.substr(0, hashes), kSigns);
      text = strip(text.substr(hashes));
    }
    const bool starred = text.starts_with(U"\\* ");  // the label of a title note is no markup
    if (starred) remarks.dropped(line.number, text.substr(0, 1), kSigns);
    Reader reader(starred ? text.substr(2) : text);
    line.text = (starred ? U"*" : U"") + reader.run();
    line.text = strip(line.text);
    line.width = width_of(line.text);
    remarks.dropped(line.number, reader.signs, kSigns);
    remarks.added(line.number, reader.brackets, "brackets around the address of a link");
    const Line source = line;
    if (!line.text.empty()) lines.push_back(std::move(line));
    if (reader.fused.empty()) continue;
    Line second = source;
    second.text = reader.fused;
    second.hashes = second.blanks_before = 0;
    remarks.add(Remark::Kind::kQuestion, second.number,
                "Two notes were fused by a broken link; they were taken apart.");
    lines.push_back(std::move(second));
  }
  draft.lines = std::move(lines);
}

}  // namespace lr::pack::recover
