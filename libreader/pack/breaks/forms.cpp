// Resolves the form of marks by pairing (quotation marks) and by what stands around them (all others).
#include "forms.h"

#include <algorithm>
#include <cstddef>

#include "unicode_tables.h"

namespace lr::pack {
namespace {

// What stands beside a mark, as far as its form goes.
enum class Context : std::uint8_t { kNothing, kDigit, kLetter, kCjk };

constexpr std::size_t kReach = 16;  // how far a mark looks for its context

bool is_quote(char32_t c) { return c == U'“' || c == U'”' || c == U'‘' || c == U'’'; }

// Marks whose form depends on the text around them.
bool depends_on_context(char32_t c) {
  switch (c) {
    case U'·': case U'‧': case U'—': case U'―': case U'⸺': case U'⸻': case U'…': case U'‥': case U'⋯':
    case U'‖': case U'‼': case U'⁇': case U'⁈': case U'⁉':
      return true;
    default:
      return is_quote(c);
  }
}

// Ambiguous symbols that are full-width wherever the language is an East Asian one: ① ※ ★ Ⅳ → ℃ and their like.
bool is_symbol(char32_t c, const UnicodeRecord& record) {
  if (record.width != EastAsianWidth::kAmbiguous) return false;
  return c == U'※' || (c >= 0x2100 && c <= 0x214F) || (c >= 0x2160 && c <= 0x21FF) ||
         (c >= 0x2460 && c <= 0x27BF) || (c >= 0x3248 && c <= 0x324F) || c == 0xFFFD;
}

bool is_cjk_text(const UnicodeRecord& record) {
  return (record.is_wide() && !record.has(kEmojiPresentation)) ||
         (record.width == EastAsianWidth::kHalfwidth && record.has(kLetter));
}

Context context_of(char32_t c) {
  const UnicodeRecord& record = unicode_record(c);
  if (is_cjk_text(record)) return Context::kCjk;
  if (record.line_break == LineBreak::kNU) return Context::kDigit;
  return record.has(kLetter) ? Context::kLetter : Context::kNothing;
}

class FormResolver {
 public:
  FormResolver(std::u32string_view text, Language language, std::vector<Form>& form)
      : text_(text), language_(language), form_(form) {}

  // `marks` are the places of the marks that depend on context.
  void resolve(const std::vector<std::uint32_t>& marks) {
    for (const std::uint32_t at : marks) {
      if (is_quote(text_[at])) {
        resolve_quote(at);
      } else if (mark_is_wide(at)) {
        form_[at] = Form::kWide;
      }
    }
    for (const OpenQuote& open : open_) resolve_unpaired(open.at);
  }

 private:
  struct OpenQuote {
    std::uint32_t at;
    std::uint32_t cjk_before;
  };

  bool wide_by_default() const { return is_cjk(language_) && language_ != Language::kKo; }

  Context before(std::size_t at) const {
    const std::size_t stop = at > kReach ? at - kReach : 0;
    while (at-- > stop) {
      const Context context = context_of(text_[at]);
      if (context != Context::kNothing) return context;
    }
    return Context::kNothing;
  }

  Context after(std::size_t at) const {
    const std::size_t stop = std::min(text_.size(), at + kReach);
    while (++at < stop) {
      const Context context = context_of(text_[at]);
      if (context != Context::kNothing) return context;
    }
    return Context::kNothing;
  }

  Context touching_before(std::size_t at) const { return at == 0 ? Context::kNothing : context_of(text_[at - 1]); }
  Context touching_after(std::size_t at) const {
    return at + 1 == text_.size() ? Context::kNothing : context_of(text_[at + 1]);
  }

  bool is_apostrophe(std::size_t at) const {
    const Context left = touching_before(at);
    const Context right = touching_after(at);
    return text_[at] == U'’' && (left == Context::kLetter || left == Context::kDigit) && right == Context::kLetter;
  }

  std::uint32_t count_cjk_to(std::size_t end) {
    for (; counted_ < end; ++counted_) {
      if (is_cjk_text(unicode_record(text_[counted_]))) ++cjk_;
    }
    return cjk_;
  }

  void resolve_quote(std::uint32_t at) {
    const char32_t c = text_[at];
    if (c == U'“' || c == U'‘') {
      open_.push_back({at, count_cjk_to(at)});
      return;
    }
    if (is_apostrophe(at)) return;
    const char32_t partner = c == U'”' ? U'“' : U'‘';
    // A double quotation mark closes single ones that were left open inside it; not the other way about.
    std::size_t depth = open_.size();
    while (depth > 0 && text_[open_[depth - 1].at] != partner) depth = c == U'”' ? depth - 1 : 0;
    if (depth == 0) {
      resolve_unpaired(at);
      return;
    }
    const OpenQuote open = open_[depth - 1];
    while (open_.size() > depth) {
      resolve_unpaired(open_.back().at);
      open_.pop_back();
    }
    open_.pop_back();
    if (pair_is_wide(open, at)) form_[open.at] = form_[at] = Form::kWide;
  }

  // Q1: an East Asian quotation, or a foreign one in East Asian text.
  bool pair_is_wide(OpenQuote open, std::uint32_t close) {
    const Context left = before(open.at);
    const Context right = after(close);
    if (left == Context::kCjk && right == Context::kCjk) return language_ != Language::kKo;
    if (!wide_by_default()) return false;
    if (count_cjk_to(close) > open.cjk_before) return true;
    return (left == Context::kCjk && right < Context::kLetter) || (right == Context::kCjk && left < Context::kLetter);
  }

  // Q1 for a mark whose partner is in another paragraph, or nowhere.
  void resolve_unpaired(std::uint32_t at) {
    if (!wide_by_default()) return;
    const Context inner = text_[at] == U'“' || text_[at] == U'‘' ? touching_after(at) : touching_before(at);
    const bool single = text_[at] == U'‘' || text_[at] == U'’';
    if (single && (inner == Context::kLetter || inner == Context::kDigit)) return;
    if (before(at) == Context::kCjk || after(at) == Context::kCjk) form_[at] = Form::kWide;
  }

  bool mark_is_wide(std::size_t at) const {
    const Context left = before(at);
    const Context right = after(at);
    if (language_ == Language::kKo) return false;
    if (!wide_by_default()) return left == Context::kCjk && right == Context::kCjk;
    const char32_t mark = text_[at];
    const bool doubled = (at > 0 && text_[at - 1] == mark) || (at + 1 < text_.size() && text_[at + 1] == mark);
    if (doubled && mark != U'·') return true;
    return left == Context::kCjk || right == Context::kCjk || (left != Context::kLetter && right != Context::kLetter);
  }

  std::u32string_view text_;
  Language language_;
  std::vector<Form>& form_;
  std::vector<OpenQuote> open_;
  std::size_t counted_ = 0;  // code points that cjk_ has counted
  std::uint32_t cjk_ = 0;
};

// A variation selector or a partner makes an emoji, which is full-width, of a narrow base.
bool makes_emoji(char32_t c, const UnicodeRecord& record) {
  return c == 0xFE0F || c == 0x20E3 || record.has(kEmojiPresentation);
}

}  // namespace

std::vector<Form> resolve_forms(std::u32string_view paragraph, std::span<const std::uint32_t> joins,
                                Language language) {
  std::vector<Form> form(paragraph.size(), Form::kNarrow);
  std::vector<std::uint32_t> marks;
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    const char32_t c = paragraph[i];
    if (c < 0x80) continue;
    if (is_common_han(c)) {
      form[i] = Form::kWide;
      continue;
    }
    const UnicodeRecord& record = unicode_record(c);
    if (record.is_wide() || (is_cjk(language) && is_symbol(c, record))) {
      form[i] = Form::kWide;
    } else if (depends_on_context(c)) {
      marks.push_back(static_cast<std::uint32_t>(i));
    }
  }
  if (!marks.empty()) FormResolver(paragraph, language, form).resolve(marks);

  std::size_t base = 0;  // of the cluster at hand
  for (std::size_t i = 0; i < joins.size(); ++i) {
    const std::size_t at = joins[i];
    if (i == 0 || joins[i - 1] + 1 != at) base = at - 1;
    if (makes_emoji(paragraph[at], unicode_record(paragraph[at]))) {
      std::fill(form.data() + base, form.data() + at, Form::kWide);
    }
    form[at] = form[base];
  }
  return form;
}

}  // namespace lr::pack
