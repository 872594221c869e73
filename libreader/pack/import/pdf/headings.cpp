// The title, headings and captions. Evidence for a heading: the outline of the document has it; or a short paragraph of
// larger or of bold type that does not come again and again, as the labels of boxes do. Levels follow the outline, else
// chapters and decimal numbers, else the sizes from large to small; headings numbered in one style are on one level,
// whatever their sizes. The title is the largest type of the first page and comes once, or what the file calls itself.
#include <cmath>
#include <map>

#include "../recover/draft.h"
#include "steps.h"

namespace lr::pack::pdf {
namespace {

constexpr double kLarger = 1.08, kTitleSize = 1.3;
constexpr std::size_t kLongest = 120, kMostLines = 4, kFewestDecimals = 3;
constexpr int kRepeated = 3, kFirstDecimal = 3;  // numbering_of(): "1 …"

struct Piece {  // a paragraph: its lines
  std::vector<TextLine*> lines;
  std::u32string text;  // without spaces and marks

  const TextLine& head() const { return *lines.front(); }
};

// "1.2 …" is 3 + its depth, 一、 is 1, （一） is 2, 0 for none.
int numbering_of(std::u32string_view text) {
  constexpr std::u32string_view kChinese = U"一二三四五六七八九十";
  text = recover::strip(text);
  if (text.empty()) return 0;
  const auto after = [](std::u32string_view from) {
    return from.substr(std::min(from.find_first_not_of(recover::kNumerals), from.size()));
  };
  if (text.starts_with(U"Chapter ") || text.starts_with(U"CHAPTER ") || text.starts_with(U"Part ")) return 1;
  if (text.front() == U'第') {
    const std::u32string_view rest = after(text.substr(1));
    if (rest.size() + 1 == text.size() || rest.empty()) return 0;
    return recover::has(U"章回部卷篇編编", rest.front()) ? 1 : recover::has(U"节節", rest.front()) ? 2 : 0;
  }
  if (recover::has(kChinese, text.front())) return recover::starts_with_any(after(text), U"、． \u3000") ? 1 : 0;
  if (recover::has(U"（(", text.front()) && text.size() > 3 && recover::has(kChinese, text[1]))
    return recover::starts_with_any(after(text.substr(1)), U"）)") ? 2 : 0;
  int depth = 0;
  std::size_t at = 0;
  while (at < text.size() && recover::is_digit(text[at])) {
    while (at < text.size() && recover::is_digit(text[at])) ++at;
    ++depth;
    if (at < text.size() && recover::has(U".．", text[at])) ++at;
  }
  return depth > 0 && depth <= 6 && at < text.size() && at <= 12 && recover::has(U" \u3000、", text[at]) ? 2 + depth
                                                                                                         : 0;
}

bool has_letter(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < recover::kMark && c != 0xD7);
  });
}

class Headings {
 public:
  explicit Headings(Document& document) : document_(document) {
    for (TextLine& line : document.lines) {
      if (!line.is_body()) continue;
      if (line.starts || pieces_.empty()) pieces_.emplace_back();
      pieces_.back().lines.push_back(&line);
      pieces_.back().text += recover::without_spaces(recover::without_marks(line.label + line.text));
    }
  }

  void run() {
    find_title();
    join_chapters();
    count_texts();
    std::vector<std::pair<Piece*, int>> found;  // with the level by the outline, or 0
    for (Piece& piece : pieces_) {
      if (piece.head().is_title || !can_be(piece)) continue;
      const int level = outline_level(piece.text);
      if (level > 0 || (stands_out(piece) && (numbering_of(piece.head().text) > 0 || times_[piece.text] < kRepeated)))
        found.emplace_back(&piece, level);
    }
    set_levels(found);
    for (Piece& piece : pieces_) find_caption(piece);
  }

 private:
  bool is_large(const TextLine& line) const { return line.size >= document_.body_size * kLarger; }

  bool can_be(const Piece& piece) const {
    const BlockKind kind = piece.head().kind;
    if (kind != BlockKind::kParagraph && kind != BlockKind::kListItem) return false;
    return piece.text.size() <= kLongest && piece.lines.size() <= kMostLines && has_letter(piece.text);
  }

  bool stands_out(const Piece& piece) const {
    const TextLine& head = piece.head();
    if (head.kind == BlockKind::kListItem && !is_large(head)) return false;
    // A function or an option is set large in manuals, but hardly larger than the text.
    const bool is_code = piece.text.find_first_of(U"_*=<>{}|$#\\@") != std::u32string::npos;
    if (is_large(head))
      return !recover::has(U"，、；,;", piece.text.back()) &&
             !(is_code && head.size < document_.body_size * kTitleSize);
    bool bold = head.size >= document_.body_size * 0.98 && !head.is_mono;
    for (const TextLine* line : piece.lines) bold = bold && line->is_bold;
    return bold && !is_code && !recover::has(U"。，、；：.,;:", piece.text.back()) && head.starts;
  }

  void count_texts() {
    for (const Piece& piece : pieces_) ++times_[piece.text];
  }

  // "Chapter 1" in a line of its own, and the title of the chapter below.
  void join_chapters() {
    for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) {
      Piece &chapter = pieces_[i], &title = pieces_[i + 1];
      const bool both = can_be(chapter) && can_be(title) && is_large(chapter.head()) && is_large(title.head());
      if (!both || !is_only_number(chapter.head().text) || numbering_of(title.head().text) > 0) continue;
      if (chapter.head().page != title.head().page) continue;
      title.lines.front()->starts = false;
      chapter.lines.insert(chapter.lines.end(), title.lines.begin(), title.lines.end());
      chapter.text += title.text;
      pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  static bool is_only_number(std::u32string_view text) {
    text = recover::strip(text);
    for (std::u32string_view word : {U"Chapter ", U"CHAPTER ", U"Part ", U"Appendix "}) {
      if (text.starts_with(word)) return text.size() <= word.size() + 4;
    }
    return text.size() <= 6 && text.front() == U'第' && recover::has(U"章回部卷篇編编", text.back());
  }

  int outline_level(const std::u32string& text) const {
    for (const OutlineEntry& entry : document_.outline) {
      if (entry.title == text) return entry.level;
    }
    return 0;
  }

  void find_title() {
    Piece* best = nullptr;
    for (Piece& piece : pieces_) {
      const TextLine& head = piece.head();
      if (head.page != pieces_.front().head().page || !can_be(piece)) continue;
      if (head.box.middle() > head.page_height * 0.6) continue;
      if (piece.text == document_.title) {  // the file calls itself so
        for (TextLine* line : piece.lines) line->is_title = true;
        return;
      }
      if (best == nullptr || head.size > best->head().size * 1.02) best = &piece;
    }
    if (best == nullptr || best->head().size < document_.body_size * 1.15) return;
    std::size_t same = 0;
    for (const Piece& piece : pieces_) same += piece.head().size > best->head().size * 0.98 && can_be(piece);
    if (same > 1) return;
    for (TextLine* line : best->lines) line->is_title = true;
    std::erase_if(document_.outline, [&](const OutlineEntry& entry) { return entry.title == best->text; });
  }

  static int style_of(const TextLine& line) { return static_cast<int>(line.size * 2 + 0.5) * 2 + line.is_bold; }

  void set_levels(std::vector<std::pair<Piece*, int>>& found) {
    std::size_t decimals = 0;
    for (const auto& [piece, level] : found) decimals += numbering_of(piece->head().text) > kFirstDecimal && level == 0;
    decimals >= kFewestDecimals ? levels_by_numbers(found) : levels_by_type(found);
  }

  // A chapter is 1, "1" is 1, "1.2" is 2; what has no number is below the last of those that are larger.
  void levels_by_numbers(std::vector<std::pair<Piece*, int>>& found) {
    const auto depth = [](const Piece& piece) {
      const int numbering = numbering_of(piece.head().text);
      return numbering >= kFirstDecimal ? numbering - kFirstDecimal + 1 : numbering;
    };
    std::map<int, double> sizes;  // the smallest type of a level
    for (const auto& [piece, level] : found) {
      if (const int number = depth(*piece); number > 0)
        sizes[number] = sizes.contains(number) ? std::min(sizes[number], piece->head().size) : piece->head().size;
    }
    for (const auto& [piece, level] : found) {
      int settled = depth(*piece);
      if (settled == 0) {
        settled = sizes.rbegin()->first + 1;
        for (const auto& [number, size] : sizes) {
          if (piece->head().size >= size * 0.98) settled = std::min(settled, number);
        }
      }
      mark(*piece, std::clamp(settled, 1, 6));
    }
  }

  void levels_by_type(std::vector<std::pair<Piece*, int>>& found) {
    std::map<int, int, std::greater<>> ranks;
    for (const auto& [piece, level] : found) ranks[style_of(piece->head())] = 0;
    int rank = 0;
    for (auto& [style, value] : ranks) value = ++rank;
    int shallowest = 100;
    for (const auto& [piece, level] : found) {
      if (level > 0) shallowest = std::min(shallowest, level);
    }
    std::map<int, std::map<int, int>> votes;  // of a numbering, for levels
    for (auto& [piece, level] : found) {
      level = level > 0 ? level - shallowest + 1 : ranks[style_of(piece->head())];
      if (const int numbering = numbering_of(piece->head().text); numbering > 0) ++votes[numbering][level];
    }
    for (const auto& [piece, level] : found) {
      int settled = level;
      if (const auto vote = votes.find(numbering_of(piece->head().text)); vote != votes.end()) {
        settled = std::max_element(vote->second.begin(), vote->second.end(), [](const auto& a, const auto& b) {
                    return a.second < b.second;
                  })->first;
      }
      mark(*piece, std::clamp(settled, 1, 6));
    }
  }

  static void mark(Piece& piece, int level) {
    TextLine& head = *piece.lines.front();
    if (head.kind == BlockKind::kListItem) {  // "1. …" was the number of the heading
      head.text = head.label + U" " + head.text;
      head.label.clear();
    }
    head.kind = BlockKind::kHeading;
    head.level = level;
  }

  void find_caption(const Piece& piece) const {
    TextLine& head = *piece.lines.front();
    const bool small = head.size <= document_.body_size * 0.96;
    if (head.kind != BlockKind::kParagraph || head.is_title || !small || piece.text.size() > 300) return;
    std::size_t at = 0;
    for (std::u32string_view word :
         {U"Figure", U"FIGURE", U"Fig.", U"Table", U"TABLE", U"图表", U"图", U"圖", U"図", U"表", U"그림", U"표"}) {
      if (at == 0 && piece.text.starts_with(word)) at = word.size();
    }
    if (at > 0 && at < piece.text.size() && recover::has(recover::kNumerals, piece.text[at]))
      head.kind = BlockKind::kCaption;
  }

  Document& document_;
  std::vector<Piece> pieces_;
  std::map<std::u32string, int> times_;  // of each text
};

}  // namespace

void find_headings(Document& document) { Headings(document).run(); }

}  // namespace lr::pack::pdf
