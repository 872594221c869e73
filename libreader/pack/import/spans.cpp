// From raw spans to the reading text of a block: lines joined (S2), spaces collapsed, NFC.
#include "spans.h"

#include <libreader/bundle/block.h>
#include <utf8proc.h>

#include <array>
#include <string_view>

#include "characters.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;
constexpr char32_t kIdeographicSpace = 0x3000;

bool is_lower(char32_t c) {
  return is_latin_letter(c) && utf8proc_tolower(static_cast<utf8proc_int32_t>(c)) == static_cast<utf8proc_int32_t>(c);
}

// Marks and jamo, which NFC may put together with what stands before them.
bool joins_backwards(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || (c >= 0x1160 && c <= 0x11FF);
}

// First parts of compounds that keep their hyphen at a line end.
bool is_compound_part(std::u32string_view word) {
  constexpr std::array<std::u32string_view, 24> kParts = {U"all",   U"anti", U"cross", U"cyber", U"decision", U"ex",
                                                          U"far",   U"full", U"half",  U"hard",  U"high",     U"long",
                                                          U"low",   U"mid",  U"multi", U"near",  U"non",      U"post",
                                                          U"quasi", U"self", U"semi",  U"short", U"so",       U"well"};
  for (std::u32string_view part : kParts) {
    if (part == word) return true;
  }
  return false;
}

class Tidier {
 public:
  Tidier(Language language, Hyphens hyphens) : language_(language), hyphens_(hyphens) {}

  std::vector<StyledChar> run(const std::vector<StyledChar>& raw) {
    for (const StyledChar& item : raw) take(item);
    return std::move(out_);
  }

 private:
  // White space since the last visible code point.
  struct Gap {
    bool space = false, soft = false, hard = false, beside_note = false;
    Styles styles = 0;
    std::uint32_t link = 0;
  };

  void take(StyledChar item) {
    if (item.note != 0) {
      gap_.beside_note = true;
      out_.push_back(item);  // a mark stays with the word before it
      return;
    }
    if (item.c == '\t') item.c = ' ';
    if (is_stray_control(item.c)) return;
    const bool literal = (item.styles & kCodeRun) != 0;
    if (item.c == kSoftBreak) {
      gap_.soft = true;
      if (item.link != 0) {  // a link goes over the end of a line
        gap_.styles = item.styles;
        gap_.link = item.link;
      }
    } else if (item.c == '\n') {
      gap_.hard = true;
    } else if (item.c == ' ' && !literal) {
      gap_.space = true;
      gap_.styles = item.styles;
      gap_.link = item.link;
    } else if (item.c == kIdeographicSpace && last_ == 0) {
      return;  // an indent
    } else {
      close_gap(item.c);
      out_.push_back(item);
      word_ = is_latin_letter(item.c) ? word_ + item.c : item.c == '-' ? word_ : std::u32string();
      last_ = item.c;
    }
  }

  void close_gap(char32_t next) {
    const Gap gap = gap_;
    gap_ = {};
    if (last_ == 0) return;
    if (gap.hard) {
      put('\n', {});
    } else if (gap.soft) {
      if (!join_hyphen(next) && !joins_without_space(next)) put(' ', gap);
    } else if (gap.space) {
      const bool drop = gap.beside_note && is_cjk(language_) && (is_east_asian(last_) || is_east_asian(next));
      if (!drop) put(' ', gap);
    }
  }

  bool joins_without_space(char32_t next) const {
    if (is_hangul(last_) || is_hangul(next)) return false;
    const int wide = is_east_asian(last_) + is_east_asian(next);
    return is_cjk(language_) ? wide > 0 : wide == 2;
  }

  // True when the line ended with a hyphen inside a word; takes the hyphen away if it was only put there for the line
  // end.
  bool join_hyphen(char32_t next) {
    if ((last_ != '-' && last_ != kSoftHyphen) || word_.empty() || !is_latin_letter(next)) return false;
    const bool mend = last_ == kSoftHyphen || (hyphens_ == Hyphens::kMend && is_lower(next) && is_lower(word_.back()) &&
                                               !is_compound_part(word_));
    if (mend && out_.back().note == 0) out_.pop_back();
    return true;
  }

  void put(char32_t c, const Gap& gap) {
    out_.push_back({c, gap.styles, 0, gap.link});
    word_.clear();
  }

  Language language_;
  Hyphens hyphens_;
  std::vector<StyledChar> out_;
  Gap gap_;
  char32_t last_ = 0;    // last visible code point
  std::u32string word_;  // the letters that lead up to it
};

}  // namespace

std::vector<StyledChar> flatten(const std::vector<Span>& spans) {
  std::vector<StyledChar> chars;
  for (const Span& span : spans) {
    if (span.note != 0) chars.push_back({0, span.styles, span.note, span.link});
    for (char32_t c : span.text) chars.push_back({c, span.styles, 0, span.link});
  }
  return chars;
}

std::vector<Span> regroup(const std::vector<StyledChar>& chars) {
  std::vector<Span> spans;
  for (const StyledChar& item : chars) {
    const bool fits = !spans.empty() && spans.back().note == 0 && item.note == 0 &&
                      ((spans.back().styles == item.styles && spans.back().link == item.link) || joins_backwards(item.c));
    if (!fits) spans.push_back({{}, item.styles, item.note, item.link});
    if (item.note == 0) spans.back().text += item.c;
  }
  for (Span& span : spans) span.text = nfc(span.text);
  return spans;
}

std::vector<Span> tidy(const std::vector<Span>& raw, Language language, Hyphens hyphens) {
  return regroup(Tidier(language, hyphens).run(flatten(raw)));
}

std::u32string code_text(std::string_view utf8) {
  std::u32string code;
  for (char32_t c : decode_utf8(utf8)) {
    if (c == '\t') {
      code += U"    ";
    } else if (!is_stray_control(c)) {
      code += c;
    }
  }
  return nfc(code);
}

}  // namespace lr::pack
