// Readings behind rare characters. The readings are ICU's Han-Latin, which knows one for each character; rare ones
// seldom have two.
#include "rare_ruby.h"

#include <unicode/translit.h>

#include <memory>
#include <set>

#include "characters.h"
#include "encoding_table.h"
#include "spans.h"
#include "utf.h"

namespace lr::pack {
namespace {

// The characters of an encoding with lead bytes [first, last].
std::set<char32_t> level_of(std::string_view encoding, int first, int last, int least_trail) {
  std::set<char32_t> set;
  for (int lead = first; lead <= last; ++lead) {
    for (int trail = least_trail; trail < 0xFF; ++trail) {
      const char bytes[] = {static_cast<char>(lead), static_cast<char>(trail)};
      const Decoding one = decode({bytes, 2}, *find_encoding(encoding));
      if (one.failed_at != kAllValid) continue;
      for (const char32_t c : decode_utf8(one.text)) set.insert(c);
    }
  }
  return set;
}

const std::set<char32_t>& frequent_in(Language language) {
  static const std::set<char32_t> simplified = level_of("gb2312", 0xB0, 0xD7, 0xA1);  // GB 2312-80, level 1
  static const std::set<char32_t> traditional = level_of("big5", 0xA4, 0xC6, 0x40);   // Big5, level 1
  return language == Language::kZhHans ? simplified : traditional;
}

class Reader {
 public:
  Reader() {
    UErrorCode status = U_ZERO_ERROR;
    han_.reset(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
    if (U_FAILURE(status)) han_.reset();
  }

  // Empty where it is not known.
  std::u32string reading(char32_t c) const {
    if (han_ == nullptr) return {};
    icu::UnicodeString text(static_cast<UChar32>(c));
    han_->transliterate(text);
    std::string utf8;
    text.toUTF8String(utf8);
    const std::u32string reading = nfc(decode_utf8(utf8));
    return reading.empty() || is_han(reading[0]) ? std::u32string() : reading;
  }

 private:
  std::unique_ptr<icu::Transliterator> han_;
};

class ArticleRuby {
 public:
  ArticleRuby(const Reader& reader, Remarks& remarks) : reader_(reader), remarks_(remarks) {}

  std::size_t run(Article& article) {
    frequent_ = &frequent_in(article.language);
    for (Block& block : article.blocks) {
      if (block.kind == BlockKind::kParagraph || block.kind == BlockKind::kListItem || block.kind == BlockKind::kQuote)
        add(block);
    }
    return count_;
  }

 private:
  void add(Block& block) {
    const std::vector<StyledChar> chars = flatten(block.spans);
    std::vector<StyledChar> out;
    for (std::size_t i = 0; i < chars.size(); ++i) {
      const StyledChar& one = chars[i];
      out.push_back(one);
      if (one.note != 0 || !is_han(one.c) || (one.styles & kCodeRun) != 0 || frequent_->contains(one.c)) continue;
      const bool is_read = i + 1 < chars.size() && (chars[i + 1].c == U'（' || chars[i + 1].c == '(');
      if (!seen_.insert(one.c).second || is_read) continue;
      const std::u32string reading = reader_.reading(one.c);
      if (reading.empty()) continue;
      const std::u32string ruby = U"（" + reading + U"）";
      out.back().styles |= kRubyBase;
      for (const char32_t c : ruby) out.push_back({c, static_cast<Styles>(one.styles | kRubyText), 0, one.link});
      remarks_.added(block.line, ruby, "the reading of a rare character");
      ++count_;
    }
    if (out.size() > chars.size()) block.spans = regroup(out);
  }

  const Reader& reader_;
  Remarks& remarks_;
  const std::set<char32_t>* frequent_ = nullptr;
  std::set<char32_t> seen_;
  std::size_t count_ = 0;
};

}  // namespace

void add_rare_ruby(std::vector<Article>& articles, const ImportOptions& options, Remarks& remarks) {
  if (options.ruby != "rare") return;
  const Reader reader;
  std::size_t count = 0;
  for (Article& article : articles) {
    if (article.language == Language::kZhHans || article.language == Language::kZhHant)
      count += ArticleRuby(reader, remarks).run(article);
  }
  if (count > 0)
    remarks.add(Remark::Kind::kReplaced, 0, std::to_string(count) + " rare characters were given their readings.");
}

}  // namespace lr::pack
