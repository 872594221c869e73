// Makes the spans of one block from what stands inside it.
#include "markdown_inline.h"

#include <libreader/bundle/block.h>

#include <algorithm>
#include <bit>
#include <optional>

#include "characters.h"
#include "spans.h"
#include "utf.h"
#include "web_address.h"

namespace lr::pack {
namespace {

struct Shifts {
  std::u32string_view plain, raised, lowered;
};
constexpr Shifts kShifts = {U"0123456789+-−=()ni", U"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", U"₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢ"};
static_assert(kShifts.plain.size() == kShifts.raised.size() && kShifts.plain.size() == kShifts.lowered.size());

std::optional<char32_t> shifted(char32_t c, bool raised) {
  const std::size_t at = kShifts.plain.find(c);
  if (at == std::u32string_view::npos) return std::nullopt;
  return (raised ? kShifts.raised : kShifts.lowered)[at];
}

bool is_mark(char32_t c) {
  return is_east_asian(c) || std::u32string_view(U"“”‘’…—·").find(c) != std::u32string_view::npos;
}

// CommonMark leaves "**" standing between a mark of punctuation inside and a letter outside, which in CJK text without
// spaces is the rule, and may take what stands between two pairs for the inside of one. Where "**" was left beside a
// CJK mark, all of them in the block are paired anew, in their order.
class StrongMender {
 public:
  explicit StrongMender(const std::vector<StyledChar>& chars) : chars_(chars) {}

  // The number of "**" that were left standing and are now gone.
  int mend(std::vector<StyledChar>& mended) const {
    int left = 0, ends = 0;
    bool beside_mark = false;
    for (std::size_t i = 0; i < chars_.size(); i += is_stars(i) ? 2 : 1) {
      ends += toggles(i) + is_stars(i);
      left += is_stars(i);
      beside_mark = beside_mark || (is_stars(i) && (is_mark(at(i - 1)) || is_mark(at(i + 2))));
    }
    ends += !chars_.empty() && is_strong(chars_.size() - 1);
    if (!beside_mark || ends % 2 != 0) return 0;
    bool strong = false;
    for (std::size_t i = 0; i < chars_.size(); ++i) {
      strong ^= toggles(i) != is_stars(i);
      if (is_stars(i)) {
        ++i;
        continue;
      }
      StyledChar one = chars_[i];
      one.styles = static_cast<Styles>(strong ? one.styles | kStrong : one.styles & ~kStrong);
      mended.push_back(one);
    }
    return left;
  }

 private:
  char32_t at(std::size_t i) const { return i < chars_.size() ? chars_[i].c : U' '; }
  bool is_strong(std::size_t i) const { return i < chars_.size() && (chars_[i].styles & kStrong) != 0; }
  bool toggles(std::size_t i) const { return is_strong(i) != is_strong(i - 1); }  // size_t(-1) is past the end
  bool is_stars(std::size_t i) const {
    if (at(i) != '*' || at(i + 1) != '*' || (chars_[i].styles & kCodeRun) != 0) return false;
    return at(i - 1) != ' ' || at(i + 2) != ' ';
  }

  const std::vector<StyledChar>& chars_;
};

}  // namespace

std::size_t InlineBuilder::index_of(RunStyle style) {
  return static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(style)));
}

Styles InlineBuilder::styles() const {
  Styles bits = 0;
  for (unsigned i = 0; i < std::size(depth_); ++i) {
    if (depth_[i] > 0) bits = static_cast<Styles>(bits | 1u << i);
  }
  return bits;
}

void InlineBuilder::put(std::u32string_view text) {
  if (in_fallback_) return remarks_.dropped(line_, text, "brackets around a reading, which has its own");
  if (text.empty()) return;
  raw_.push_back({std::u32string(text), styles(), 0});
}

void InlineBuilder::put_added(std::u32string_view text, std::string_view why) {
  if (!in_fallback_) remarks_.added(line_, text, why);
  if (!in_fallback_) put(text);
}

void InlineBuilder::text(std::string_view utf8) { put(decode_utf8(utf8)); }

void InlineBuilder::code(std::string_view utf8) {
  std::u32string text = decode_utf8(utf8);
  std::replace(text.begin(), text.end(), U'\t', U' ');
  open_style(kCodeRun);
  put(text);
  close_style(kCodeRun);
}

void InlineBuilder::soft_break() { put(std::u32string(1, kSoftBreak)); }

void InlineBuilder::hard_break() { put(std::u32string(1, cell_ ? kSoftBreak : U'\n')); }

void InlineBuilder::close_style(RunStyle style) {
  int& depth = depth_[index_of(style)];
  depth = std::max(depth - 1, 0);
}

void InlineBuilder::note_mark(std::uint32_t mark) { raw_.push_back({{}, styles(), mark}); }

void InlineBuilder::missing_picture() {
  remarks_.add(Remark::Kind::kDropped, line_, "A picture was dropped; its description is kept.");
}

void InlineBuilder::struck_text() {
  remarks_.add(Remark::Kind::kReplaced, line_, "Struck-out text is kept as plain text.");
}

bool InlineBuilder::has_text() const {
  return std::any_of(raw_.begin(), raw_.end(), [](const Span& span) {
    return span.note != 0 || span.text.find_first_not_of(U" \n\t\u2028") != std::u32string::npos;
  });
}

// ---- links ----

void InlineBuilder::open_link(std::string url) {
  const bool is_web = is_web_address(url);
  links_.push_back({std::move(url), raw_.size(), is_web});
}

std::u32string InlineBuilder::text_since(std::size_t start) const {
  std::u32string text;
  for (std::size_t i = std::min(start, raw_.size()); i < raw_.size(); ++i) text += raw_[i].text;
  return text;
}

// An address that stands in running text ends at the first full-width mark, even if Markdown takes it further.
void InlineBuilder::style_link(std::size_t start, bool ends_at_mark, std::uint32_t link) {
  const auto is_mark = [](char32_t c) { return is_east_asian(c) && !is_han(c) && !is_kana(c); };
  for (std::size_t i = start; i < raw_.size(); ++i) {
    std::u32string& text = raw_[i].text;
    const auto cut = ends_at_mark ? std::find_if(text.begin(), text.end(), is_mark) : text.end();
    if (cut == text.end()) {
      raw_[i].styles |= kLink;
      raw_[i].link = link;
      continue;
    }
    Span head{std::u32string(text.begin(), cut), static_cast<Styles>(raw_[i].styles | kLink), 0};
    text.erase(text.begin(), cut);
    raw_.insert(raw_.begin() + static_cast<std::ptrdiff_t>(i), std::move(head));
    return;
  }
}

void InlineBuilder::close_link() {
  if (links_.empty()) return;
  const OpenLink link = std::move(links_.back());
  links_.pop_back();
  if (!link.is_web) return close_inner_link(link);
  const std::u32string url = decode_utf8(link.url);
  const std::u32string shown = text_since(link.start);
  const bool is_address = is_same_address(encode_utf8(shown), link.url);
  style_link(link.start, is_address);
  if (is_address) return;
  const bool has_text = shown.find_first_not_of(U" \u2028") != std::u32string::npos;
  if (has_text && heading_) {
    remarks_.add(Remark::Kind::kDropped, line_, "The target of a link in a heading was dropped; its text is kept.");
    return;
  }
  constexpr std::string_view kWhy = "the address of a link";
  if (has_text) put_added(is_cjk(language_) ? U"（" : U" (", kWhy);
  open_style(kLink);
  put_added(url, kWhy);
  close_style(kLink);
  if (has_text) put_added(is_cjk(language_) ? U"）" : U")", kWhy);
}

// Whether it leads to an article of the bundle is found out when all are known.
void InlineBuilder::close_inner_link(const OpenLink& link) {
  if (link.url.starts_with('/') || (has_scheme(link.url) && !is_article_address(link.url))) {
    remarks_.add(Remark::Kind::kDropped, line_,
                 "A link to something else than an article or a web page was dropped; its text is kept.");
    return;
  }
  if (link.url.empty() || text_since(link.start).find_first_not_of(U" \n\u2028") == std::u32string::npos) return;
  targets_.push_back({link.url, line_});
  style_link(link.start, false, static_cast<std::uint32_t>(targets_.size()));
}

void InlineBuilder::anchor(std::string name) {
  if (!name.empty()) anchors_.push_back(std::move(name));
}

// ---- HTML ----

void InlineBuilder::html(std::string_view raw) {
  if (raw.starts_with("<!--")) {
    remarks_.add(Remark::Kind::kDropped, line_, "A comment was dropped.");
    return;
  }
  const HtmlTag tag = parse_tag(raw);
  const std::string& name = tag.name;
  if (name == "ruby" || name == "rb" || name == "rt" || name == "rp" || name == "rtc") {
    ruby_tag(tag);
  } else if (name == "sup" || name == "sub") {
    shift_tag(tag);
  } else if (name == "a") {
    link_tag(tag, raw);
  } else if (name == "img") {
    missing_picture();
    put_added(decode_utf8(attribute(raw, "alt")), "the description of a picture");
  } else {
    simple_tag(tag);
  }
}

void InlineBuilder::simple_tag(const HtmlTag& tag) {
  std::optional<RunStyle> style;
  if (tag.name == "em" || tag.name == "i") style = kEmphasis;
  if (tag.name == "strong" || tag.name == "b") style = kStrong;
  if (tag.name == "code") style = kCodeRun;
  if (style && tag.closing) {
    close_style(*style);
  } else if (style) {
    open_style(*style);
  } else if (tag.name == "br") {
    hard_break();
  } else if (tag.name == "del" || tag.name == "s" || tag.name == "strike") {
    if (!tag.closing) struck_text();
  } else {
    dropped_tag(tag);
  }
}

void InlineBuilder::dropped_tag(const HtmlTag& tag) {
  if (tag.closing) return;
  remarks_.add(Remark::Kind::kDropped, line_, "The HTML tag <" + tag.name + "> was dropped; its text is kept.");
}

void InlineBuilder::begin_base() {
  end_ruby();
  if (is_cjk(language_)) open_style(kRubyBase);
}

void InlineBuilder::begin_reading() {
  end_ruby();
  if (is_cjk(language_)) open_style(kRubyText);
  put_added(is_cjk(language_) ? U"（" : U" (", "brackets around a reading");
  in_reading_ = true;
}

void InlineBuilder::end_ruby() {
  if (in_reading_) put_added(is_cjk(language_) ? U"）" : U")", "brackets around a reading");
  in_reading_ = false;
  depth_[index_of(kRubyBase)] = depth_[index_of(kRubyText)] = 0;
}

// <rp> stands between base and reading, and behind that.
void InlineBuilder::ruby_tag(const HtmlTag& tag) {
  in_fallback_ = false;
  if (tag.name == "rp") {
    if (in_reading_) end_ruby();
    in_fallback_ = !tag.closing;
  } else if (tag.name == "rt" && !tag.closing) {
    begin_reading();
  } else if (tag.name == "ruby" && tag.closing) {
    end_ruby();
  } else if (tag.name != "rb" || !tag.closing) {
    begin_base();
  }
}

void InlineBuilder::shift_tag(const HtmlTag& tag) {
  if (!tag.closing) return shifts_.push_back(raw_.size());
  if (shifts_.empty()) return;
  const std::size_t start = shifts_.back();
  shifts_.pop_back();
  const bool raised = tag.name == "sup";
  const std::u32string text = text_since(start);
  const bool all = std::all_of(text.begin(), text.end(), [&](char32_t c) { return shifted(c, raised).has_value(); });
  if (!all) {
    remarks_.add(Remark::Kind::kReplaced, line_,
                 "Text in <" + tag.name + "> stands on the line: not all of it has a raised or lowered form.");
    return;
  }
  for (std::size_t i = start; i < raw_.size(); ++i) {
    for (char32_t& c : raw_[i].text) c = *shifted(c, raised);
  }
}

void InlineBuilder::link_tag(const HtmlTag& tag, std::string_view raw) {
  if (tag.closing) return close_link();
  for (const char* key : {"id", "name"}) anchor(attribute(raw, key));
  const std::string url = attribute(raw, "href");
  if (!url.empty()) open_link(url);
}

// ---- the block is complete ----

std::vector<Span> InlineBuilder::finish() {
  in_fallback_ = false;
  end_ruby();
  links_.clear();
  shifts_.clear();
  std::fill(std::begin(depth_), std::end(depth_), 0);
  std::vector<Span> spans = tidy(raw_, language_, Hyphens::kKeep);
  raw_.clear();
  if (!mend_emphasis_) return spans;
  const std::vector<StyledChar> chars = flatten(spans);
  std::vector<StyledChar> mended;
  const int signs = StrongMender(chars).mend(mended);
  if (signs == 0) return spans;
  remarks_.dropped(line_, std::u32string(static_cast<std::size_t>(signs) * 2, U'*'), "signs of Markdown");
  remarks_.add(Remark::Kind::kReplaced, line_, "** beside a CJK mark was taken for the ends of strong text.");
  return regroup(mended);
}

}  // namespace lr::pack
