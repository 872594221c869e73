// Articles from one script of Chinese into another.
#include "conversion.h"

#include <algorithm>
#include <utility>

#include "script_converter.h"
#include "spans.h"
#include "utf.h"
#include "web_address.h"

namespace lr::pack {
namespace {

// Surnames that are written with a simplified character and are not simplified: 范, not 範. A dictionary cannot know.
constexpr std::u32string_view kSurnames = U"范于余姜郁岳朴后种涂游干丑曲";

class ArticleConverter {
 public:
  ArticleConverter(Article& article, const ScriptConverter& converter, const ImportOptions& options, Remarks& remarks)
      : article_(article),
        converter_(converter),
        options_(options),
        remarks_(remarks),
        why_("converted by " + options.convert) {}

  // How many characters changed in body and notes.
  std::size_t run() {
    for (Block& block : article_.blocks) convert(block);
    for (Note& note : article_.notes) {
      for (Block& block : note.blocks) convert(block);
    }
    convert_fields();
    for (std::size_t i = options_.sections.size(); i < article_.sections.size(); ++i) convert(article_.sections[i]);
    article_.language = converter_.to();
    return changed_;
  }

 private:
  using Chars = std::vector<StyledChar>;

  // ---- blocks ----

  void convert(Block& block) {
    if (block.kind == BlockKind::kCode) return;
    block.label = converter_.convert(block.label).text;
    was_.clear();
    is_.clear();
    const Chars chars = flatten(block.spans);
    const std::vector<bool> fixed = find_fixed(chars);
    Chars converted;
    for (std::size_t first = 0; first < chars.size();) {
      std::size_t end = first + 1;
      while (end < chars.size() && fixed[end] == fixed[first]) ++end;
      const Chars stretch(chars.begin() + static_cast<std::ptrdiff_t>(first),
                          chars.begin() + static_cast<std::ptrdiff_t>(end));
      if (fixed[first]) {
        converted.insert(converted.end(), stretch.begin(), stretch.end());
      } else {
        convert(stretch, converted);
      }
      first = end;
    }
    if (was_.empty() && is_.empty()) return;
    changed_ += was_.size();
    block.spans = regroup(converted);
    if (block.kind == BlockKind::kTitle) return;  // the title is a field
    remarks_.dropped(block.line, was_, why_);
    remarks_.added(block.line, is_, why_);
  }

  // Code and addresses.
  static std::vector<bool> find_fixed(const Chars& chars) {
    std::vector<bool> fixed(chars.size());
    for (std::size_t first = 0; first < chars.size();) {
      const bool is_link = (chars[first].styles & kLink) != 0;
      std::size_t end = first;
      std::u32string text;
      for (; end < chars.size() && ((chars[end].styles & kLink) != 0) == is_link; ++end) {
        fixed[end] = (chars[end].styles & kCodeRun) != 0;
        if (chars[end].note == 0) text += chars[end].c;
      }
      if (is_link && is_web_address(encode_utf8(text)))
        std::fill(fixed.begin() + static_cast<std::ptrdiff_t>(first), fixed.begin() + static_cast<std::ptrdiff_t>(end),
                  true);
      first = end;
    }
    return fixed;
  }

  void convert(const Chars& stretch, Chars& out) {
    std::u32string text;
    std::vector<std::size_t> places;  // of its code points in the stretch
    for (std::size_t i = 0; i < stretch.size(); ++i) {
      if (stretch[i].note != 0) continue;
      text += stretch[i].c;
      places.push_back(i);
    }
    const ConvertedText converted = converter_.convert(text);
    std::size_t next = 0;  // in the stretch
    const auto put_notes_before = [&](std::size_t end) {
      for (; next < end; ++next) {
        if (stretch[next].note != 0) out.push_back(stretch[next]);
      }
    };
    for (std::size_t i = 0; i < converted.text.size(); ++i) {
      const std::size_t place = places[converted.origins[i]];
      put_notes_before(place);
      out.push_back({converted.text[i], stretch[place].styles, 0, stretch[place].link});
    }
    put_notes_before(stretch.size());
    collect_changes(text, converted);
  }

  void collect_changes(std::u32string_view text, const ConvertedText& converted) {
    for (std::size_t i = 0, k = 0; i < text.size(); ++i) {
      const std::size_t first = k;
      while (k < converted.text.size() && converted.origins[k] == i) ++k;
      const std::u32string_view became = std::u32string_view(converted.text).substr(first, k - first);
      if (became == text.substr(i, 1)) continue;
      was_ += text[i];
      is_ += became;
    }
  }

  // ---- fields ----

  void convert(std::string& text) { text = encode_utf8(nfc(converter_.convert(decode_utf8(text)).text)); }

  void convert_name(std::string& name) {
    const std::u32string before = decode_utf8(name);
    convert(name);
    if (before.empty() || kSurnames.find(before[0]) == std::u32string_view::npos) return;
    std::u32string after = decode_utf8(name);
    after[0] = before[0];
    name = encode_utf8(after);
  }

  void convert_fields() {
    Fields& fields = article_.fields;
    const Fields& given = options_.fields;
    for (std::string Fields::*one : {&Fields::title, &Fields::subtitle, &Fields::publication, &Fields::abstract_text}) {
      if ((given.*one).empty()) convert(fields.*one);
    }
    for (std::vector<std::string> Fields::*list : {&Fields::affiliations, &Fields::keywords}) {
      if (!(given.*list).empty()) continue;
      for (std::string& one : fields.*list) convert(one);
    }
    if (!given.authors.empty()) return;
    for (std::string& author : fields.authors) convert_name(author);
  }

  Article& article_;
  const ScriptConverter& converter_;
  const ImportOptions& options_;
  Remarks& remarks_;
  std::string why_;
  std::u32string was_, is_;  // what changed in the block
  std::size_t changed_ = 0;
};

}  // namespace

void convert(std::vector<Article>& articles, const ImportOptions& options, Remarks& remarks) {
  const ScriptConverter* converter = ScriptConverter::named(options.convert);
  if (converter == nullptr) return;
  std::size_t changed = 0;
  for (Article& article : articles) {
    if (article.language == converter->from()) {
      changed += ArticleConverter(article, *converter, options, remarks).run();
    } else {
      remarks.add(Remark::Kind::kQuestion, 0,
                  "An article is in " + std::string(name_of(article.language)) + "; " + options.convert + " converts " +
                      std::string(name_of(converter->from())) + ", so it stays as it is. Should it?");
    }
  }
  if (changed > 0) {
    remarks.add(Remark::Kind::kReplaced, 0,
                std::to_string(changed) + " characters were converted by " + options.convert + ".");
  }
}

}  // namespace lr::pack
