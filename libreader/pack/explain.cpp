// The two columns of an explanation: rows between the lines at which blocks and notes begin.
#include "explain.h"

#include <algorithm>
#include <map>
#include <set>

#include "import/characters.h"
#include "import/utf.h"

namespace lr::pack {
namespace {

constexpr int kNumber = 6;  // columns of a line number and the space after it
constexpr std::u32string_view kBetween = U" │ ";

int width_of(char32_t c) { return is_east_asian(c) || is_hangul(c) ? 2 : 1; }

std::u32string shortened(std::u32string_view text) {
  constexpr std::size_t kShown = 40;
  return text.size() <= kShown ? std::u32string(text) : std::u32string(text.substr(0, kShown)) + U"…";
}

std::u32string on_one_line(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) out += c == '\n' ? U'⏎' : c == '\t' ? U'→' : c;
  return out;
}

// Cuts at any code point: the columns are for comparing, not for reading.
std::vector<std::u32string> wrap(std::u32string_view text, int columns) {
  std::vector<std::u32string> lines(1);
  int width = 0;
  for (const char32_t c : text) {
    if (width + width_of(c) > columns) {
      lines.emplace_back();
      width = 0;
    }
    lines.back() += c;
    width += width_of(c);
  }
  return lines;
}

std::u32string padded(std::u32string text, int columns) {
  int width = 0;
  for (const char32_t c : text) width += width_of(c);
  if (width < columns) text.append(static_cast<std::size_t>(columns - width), U' ');
  return text;
}

std::u32string kind_of(const Block& block) {
  switch (block.kind) {
    case BlockKind::kTitle: return U"title";
    case BlockKind::kHeading: return U"heading " + decode_utf8(std::to_string(block.level));
    case BlockKind::kParagraph: return U"paragraph";
    case BlockKind::kQuote: return U"quote";
    case BlockKind::kListItem: return U"list item";
    case BlockKind::kCaption: return U"caption";
    case BlockKind::kCode: return U"code";
    case BlockKind::kTable: return U"table";
    case BlockKind::kRule: return U"rule";
    default: return U"block";
  }
}

std::u32string text_of(const Block& block) {
  std::u32string text = block.label.empty() ? U"" : block.label + U" ";
  for (const Span& span : block.spans) {
    if (span.note > 0) text += U"[^" + decode_utf8(std::to_string(span.note)) + U"]";
    text += span.text;
  }
  return on_one_line(text);
}

class Explanation {
 public:
  Explanation(const ImportResult& result, std::size_t article, int columns)
      : result_(result), article_(result.articles.at(article)) {
    const int room = std::max(columns, 60) - kNumber - static_cast<int>(kBetween.size());
    left_ = room * 2 / 5;
    right_ = room - left_;
    find_lines(article);
  }

  std::string run() {
    collect();
    std::vector<int> starts(begins_.begin(), begins_.end());
    if (starts.empty() || starts.front() > first_) starts.insert(starts.begin(), first_);
    auto source = result_.account.source.begin();
    while (source != result_.account.source.end() && source->number < first_) ++source;
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const int end = i + 1 < starts.size() ? starts[i + 1] : last_ + 1;
      std::vector<std::u32string> left;
      for (; source != result_.account.source.end() && source->number < end; ++source) add_source(*source, left);
      std::vector<std::u32string> right;
      for (auto at = entries_.lower_bound(starts[i]); at != entries_.end() && at->first < end; ++at)
        right.insert(right.end(), at->second.begin(), at->second.end());
      put_row(left, right);
    }
    return encode_utf8(out_);
  }

 private:
  static int last_line_of(const Article& article) {
    int last = 0;
    for (const Block& block : article.blocks) last = std::max(last, block.line);
    for (const Note& note : article.notes) {
      for (const Block& block : note.blocks) last = std::max(last, block.line);
    }
    return last;
  }

  // An article has the lines from the end of the one before it to its own last block; the last one, all that follow.
  void find_lines(std::size_t article) {
    int last = 0;
    for (const SourceLine& line : result_.account.source) last = std::max(last, line.number);
    first_ = article == 0 ? 0 : last_line_of(result_.articles[article - 1]) + 1;
    last_ = article + 1 == result_.articles.size() ? last : last_line_of(article_);
  }

  // What begins something stands before what is said of the same line.
  void begin(int line, std::u32string text) {
    if (line < first_ || line > last_) return;
    begins_.insert(line);
    std::vector<std::u32string>& entries = entries_[line];
    entries.insert(entries.begin(), std::move(text));
  }

  void entry(int line, std::u32string text) {
    if (line >= first_ && line <= last_) entries_[line].push_back(decode_utf8(std::to_string(line)) + U" " + text);
  }

  void collect() {
    for (const Passage& passage : result_.account.passages) {
      const std::u32string reason = decode_utf8(passage.reason), text = shortened(on_one_line(passage.text));
      switch (passage.fate) {
        case Passage::Fate::kField: entry(passage.line, U"= " + reason + U": " + text); break;
        case Passage::Fate::kDropped: entry(passage.line, U"- dropped, " + reason + U": " + text); break;
        case Passage::Fate::kAdded: entry(passage.line, U"+ added, " + reason + U": " + text); break;
      }
    }
    for (const Block& block : article_.blocks) begin(block.line, U"[" + kind_of(block) + U"] " + text_of(block));
    for (std::size_t i = 0; i < article_.notes.size(); ++i) {
      for (const Block& block : article_.notes[i].blocks)
        begin(block.line, U"[note " + decode_utf8(std::to_string(i + 1)) + U"] " + text_of(block));
    }
  }

  void add_source(const SourceLine& line, std::vector<std::u32string>& rows) const {
    std::u32string number = decode_utf8(std::to_string(line.number));
    if (number.size() < kNumber - 1) number.insert(0, kNumber - 1 - number.size(), U' ');
    for (const std::u32string& piece : wrap(on_one_line(line.text), left_)) {
      rows.push_back(number + U" " + piece);
      number.assign(kNumber - 1, U' ');
    }
  }

  void put_row(const std::vector<std::u32string>& left, const std::vector<std::u32string>& entries) {
    std::vector<std::u32string> right;
    for (const std::u32string& one : entries) {
      for (std::u32string& piece : wrap(one, right_)) right.push_back(std::move(piece));
    }
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      out_ += padded(i < left.size() ? left[i] : U"", kNumber + left_);
      out_ += kBetween;
      if (i < right.size()) out_ += right[i];
      while (out_.back() == U' ') out_.pop_back();
      out_ += U'\n';
    }
  }

  const ImportResult& result_;
  const Article& article_;
  int left_, right_;           // columns
  int first_ = 0, last_ = 0;   // lines of the source
  std::map<int, std::vector<std::u32string>> entries_;  // what a line became
  std::set<int> begins_;                                // lines at which a row begins
  std::u32string out_;
};

}  // namespace

std::string explain(const ImportResult& result, std::size_t article, int columns) {
  return Explanation(result, article, columns).run();
}

}  // namespace lr::pack
