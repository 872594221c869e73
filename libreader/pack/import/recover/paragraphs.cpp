// Lines become blocks (D1-D3, D6, D7, D24). What a blank line proves depends on the shape of the text: nothing where
// one follows every line, and nothing at a page break; there the short last line, the space of a hard return or the
// full stop tell where a paragraph ends. Where nothing tells, the lines are joined or parted by the words that the next
// one begins with, and a question says so. Captions, list items and quotations in a narrow column are told by their
// shape.
#include <algorithm>

#include "../../../bundle/block.h"
#include "../characters.h"
#include "../spans.h"
#include "../utf.h"
#include "grid.h"
#include "passes.h"
#include "wrapped.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kDeepestItem = 9;
constexpr int kShortestPiece = 24;  // columns: what is shorter and open is an item, not a piece of a sentence
constexpr std::u32string_view kCommas = U"，、；,;（(";

bool is_bullet(std::u32string_view text) { return text.size() > 2 && starts_with_any(text, U"•●▪◦‣"); }

// "* item", "- item", "+ item", as typewriters have it.
bool is_typed_bullet(std::u32string_view text) {
  return text.size() > 2 && starts_with_any(text, U"*-+") && text[1] == ' ' && !has(U"*-+ ", text[2]);
}

// Words that begin a paragraph rather than go on in one.
bool opens_paragraph(std::u32string_view text) {
  for (std::u32string_view word : {U"首先", U"其次", U"再次",   U"最后", U"此外", U"总之", U"另一方面", U"一方面",
                                   U"然而", U"综上", U"因此",   U"同时", U"从",   U"在",   U"其一",     U"其二",
                                   U"其三", U"当前", U"近年来", U"可见", U"上述", U"总体", U"与此同时", U"需要"}) {
    if (text.starts_with(word)) return true;
  }
  if (text.size() < 3) return false;
  if (text.front() == U'第' && has(kNumerals, text[1])) return true;
  return has(U"一二三四五六七八九十", text.front()) && (text[1] == U'是' || text[1] == U'、');
}

bool is_item_of_series(std::u32string_view text) {
  return text.size() > 2 && ((text.front() == U'第' && has(kNumerals, text[1])) ||
                             (has(U"一二三四五六七八九十", text.front()) && text[1] == U'是'));
}

// The number of "2. …" or "2、…", else 0.
int ordinal(std::u32string_view text) {
  std::size_t at = 0;
  int number = 0;
  for (; at < text.size() && at < 3 && is_digit(text[at]); ++at)
    number = number * 10 + static_cast<int>(text[at] - '0');
  const bool point = at > 0 && at + 1 < text.size() && has(U".．、)）", text[at]) && !is_digit(text[at + 1]);
  return point ? number : 0;
}

class Paragraphs {
 public:
  Paragraphs(const Draft& draft, Remarks& remarks)
      : draft_(draft), shape_(draft.shape), remarks_(remarks), levels_(heading_levels(draft)) {
    for (const Line& line : draft.lines) typed_bullets_ += is_typed_bullet(line.text);
  }

  std::vector<Block> run() {
    if (const Column column = is_told_otherwise() ? Column() : column_of(draft_.lines); column.measure > 0) {
      for (const LineRange& part : part_wrapped(draft_, column, remarks_)) {
        levels_[part.first] = part.level;
        emit_part(part);
      }
      return std::move(blocks_);
    }
    const std::size_t count = draft_.lines.size();
    for (std::size_t first = 0, end = 0; first < count; first = end) {
      for (end = first + 1; end < count && !starts(first, end);) ++end;
      emit(first, end);
    }
    return std::move(blocks_);
  }

 private:
  const Line& line(std::size_t i) const { return draft_.lines[i]; }

  // There is better evidence than where the lines end.
  bool is_told_otherwise() const {
    return shape_.has_markup || shape_.has_long_lines || shape_.hard_returns || shape_.is_verse ||
           std::any_of(draft_.lines.begin(), draft_.lines.end(),
                       [](const Line& one) { return one.start != Start::kUnknown; });
  }

  bool starts(std::size_t first, std::size_t i) {
    const Line &before = line(i - 1), &next = line(i);
    if (next.start != Start::kUnknown) return next.start == Start::kYes;
    if (is_typed_item(next) && (next.blanks_before > 0 || next.indented || is_typed_item(line(first)))) return true;
    if (next.blanks_before == 0 && is_typed_item(line(first)) && next.indent == line(first).indent + 2) return false;
    if (next.indented && !shape_.has_markup) return true;
    if (levels_[i - 1] > 0 || levels_[i] > 0 || is_rule(before.text) || is_rule(next.text)) return true;
    if (is_bullet(next.text) || shape_.is_verse) return true;
    if (const int number = ordinal(next.text); number > 1 && ordinal(line(first).text) == number - 1) return true;
    const bool complete = is_complete(before.text);
    if (next.after_gap && !complete) return false;
    if (shape_.has_markup) return starts_piece(first, i, complete);
    if (shape_.hard_returns) return starts_after_return(before, next);
    if (shape_.has_long_lines) return complete || before.width < 80 || next.width < kShortestPiece;
    const bool at_cut = next.after_cut || next.begins_page;
    const bool ended = complete && shape_.is_clearly_short(before);
    if (shape_
            .blank_after_all) {  // not half full: nothing but the last line of something, unless a comma says otherwise
      const bool goes_on = has(U"，、；：,", before.text.back());
      if (complete && !ended && levels_[i] == 0) ask(next);
      return ended || (before.width * 2 < shape_.full_width && !goes_on);
    }
    if (at_cut && shape_.is_wrapped && !complete) return before.width * 2 < shape_.full_width;
    if (at_cut && shape_.is_wrapped && complete) return ended || next.blanks_before > 1;
    if (next.blanks_before > 0) return true;
    if (!shape_.has_blanks && !shape_.is_wrapped) return true;
    return ended && shape_.is_wrapped && shape_.full_width >= 30 && before.width * 4 < shape_.full_width * 3;
  }

  void ask(const Line& next) {
    remarks_.add(
        Remark::Kind::kQuestion, next.number,
        "A full line ends with a sentence; whether a paragraph ends there cannot be told. It was taken to go on.");
  }

  // Scanned Markdown: one line is a paragraph or, at a page end, a piece of one.
  bool starts_piece(std::size_t first, std::size_t i, bool complete) {
    const Line &before = line(i - 1), &next = line(i);
    if (!complete) return next.blanks_before > 0 && before.width < kShortestPiece;
    if (!next.after_cut || next.blanks_before == 0) return next.blanks_before > 0;
    if (opens_paragraph(next.text)) return true;
    const std::u32string_view head = std::u32string_view(next.text).substr(0, 6);
    const bool goes_on =
        is_item_of_series(line(first).text) || head.find_first_of(U"还也则亦") != std::u32string_view::npos;
    remarks_.add(
        Remark::Kind::kQuestion, next.number,
        std::string("A page ends with a sentence; whether the paragraph goes on cannot be told. It was taken to ") +
            (goes_on ? "go on." : "end."));
    return !goes_on;
  }

  bool starts_after_return(const Line& before, const Line& next) const {
    const std::u32string text = without_marks(before.text);
    if (text.empty() || has(kCommas, text.back())) return false;
    const bool full_latin = is_latin_letter(text.back()) && shape_.is_full(before);
    if (before.trailing_space && !full_latin) return true;
    if (next.spaces_before > 0) return true;
    const bool marked = is_mark(before.text.back());
    return (marked || is_complete(before.text)) && shape_.is_clearly_short(before);
  }

  std::u32string text_of(std::size_t first, std::size_t end) {
    std::u32string raw;
    for (std::size_t i = first; i < end; ++i) {
      if (i > first && line(i).after_gap) {
        raw += U"[…]";
        remarks_.added(line(i).number, U"[…]", "words are lost here");
        remarks_.add(Remark::Kind::kQuestion, line(i).number, "Words are lost here; […] shows the gap.");
      } else if (i > first) {
        raw += kSoftBreak;
      }
      raw += line(i).text;
    }
    return raw;
  }

  void emit(std::size_t first, std::size_t end) {
    Block block;
    block.line = line(first).number;
    if (line(first).kind == BlockKind::kTable || line(first).kind == BlockKind::kCode) {
      return emit_grid(line(first).kind, line(first).text, line(first).number);
    }
    if (end == first + 1 && is_rule(line(first).text)) {
      remarks_.dropped(block.line, line(first).text, "signs of a rule, which is drawn");
      block.kind = BlockKind::kRule;
      blocks_.push_back(std::move(block));
      narrow_ = false;
      return;
    }
    std::u32string raw = text_of(first, end);
    const bool narrow = is_narrow(first, end);
    Kind kind = Kind::kText;
    if (levels_[first] > 0) {
      block.kind = BlockKind::kHeading;
      block.level = static_cast<std::uint8_t>(levels_[first]);
      kind = Kind::kHeading;
    } else if (line(first).kind != BlockKind::kParagraph) {
      block.kind = line(first).kind;
      block.label = line(first).label;
      block.list_depth = block.kind == BlockKind::kListItem ? 1 : 0;
    } else if (is_bullet(raw) || is_typed_item(line(first))) {
      block.kind = BlockKind::kListItem;
      block.list_depth = depth_of_item(line(first).indent);
      remarks_.dropped(block.line, raw.substr(0, 1), "the sign of a list item, which labels it");
      block.label = is_bullet(raw) ? raw.substr(0, 1) : U"•";
      raw = strip(std::u32string_view(raw).substr(1));
    } else if (is_caption(raw, line(first))) {
      block.kind = BlockKind::kCaption;
    } else if (raw.starts_with(U"——") && narrow_ && !blocks_.empty() && end == first + 1) {
      make_quote(blocks_.back());
      make_quote(block);
    }
    const std::u32string text = settle(raw, draft_.language, kind, block.line, &remarks_);
    narrow_ = narrow;
    if (text.empty()) return;
    if (block.kind != BlockKind::kListItem && line(first).indent == 0) item_indents_.clear();
    block.spans.push_back({text, 0, 0});
    blocks_.push_back(std::move(block));
  }

  // A sign that stands once may be that of a note or a dash.
  bool is_typed_item(const Line& one) const { return typed_bullets_ > 1 && is_typed_bullet(one.text); }

  // Items under an item stand further in.
  std::uint8_t depth_of_item(int indent) {
    while (!item_indents_.empty() && item_indents_.back() > indent) item_indents_.pop_back();
    if (item_indents_.empty() || item_indents_.back() < indent) item_indents_.push_back(indent);
    return static_cast<std::uint8_t>(std::min<std::size_t>(item_indents_.size(), kDeepestItem));
  }

  void emit_part(const LineRange& part) {
    if (part.kind == BlockKind::kTable) {
      emit_grid(part.kind, table_text(draft_.lines, part.first, part.end), line(part.first).number);
    } else if (part.kind == BlockKind::kCode) {
      emit_grid(part.kind, code_text_of(draft_.lines, part.first, part.end), line(part.first).number);
    } else {
      emit(part.first, part.end);
    }
  }

  // A table, whose cells are set one by one, or code, which is not set.
  void emit_grid(BlockKind kind, std::u32string_view source, int number) {
    Block block;
    block.kind = kind;
    block.line = number;
    std::u32string text;
    for (std::size_t at = 0; kind == BlockKind::kTable && at <= source.size();) {
      const std::size_t end = std::min(source.find_first_of(U"\t\n", at), source.size());
      text += settle(source.substr(at, end - at), draft_.language, Kind::kText, number, &remarks_);
      if (end < source.size()) text += source[end];
      at = end + 1;
    }
    block.spans.push_back({kind == BlockKind::kTable ? text : std::u32string(source), 0, 0});
    blocks_.push_back(std::move(block));
    narrow_ = false;
  }

  static void make_quote(Block& block) {
    block.kind = BlockKind::kQuote;
    block.quote_depth = 1;
  }

  // A quotation in a narrow column: three lines or more, none much over half a full line.
  bool is_narrow(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i) {
      if (line(i).width * 10 > shape_.full_width * 7) return false;
    }
    return end - first >= 3 && shape_.full_width >= 30;
  }

  // Apart from the text, and where the picture comes from in brackets.
  static bool is_caption(std::u32string_view raw, const Line& first) {
    const bool sourced = contains(raw, U"来源：") &&
                         (contains(raw, U"（资料来源") || contains(raw, U"（图片来源") || contains(raw, U"（图源"));
    return sourced && first.blanks_before > 2 && raw.size() < 200;
  }

  const Draft& draft_;
  const Shape& shape_;
  Remarks& remarks_;
  std::vector<int> levels_;
  std::vector<Block> blocks_;
  int typed_bullets_ = 0;
  std::vector<int> item_indents_;  // of the items that the last one stands under, and its own
  bool narrow_ = false;            // the block before was a narrow column
};

// An address that goes on in the next line.
std::u32string join_addresses(std::u32string_view raw) {
  std::u32string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != kSoftBreak || i + 1 == raw.size()) {
      out += raw[i];
      continue;
    }
    std::size_t token = out.size();
    while (token > 0 && out[token - 1] > ' ' && out[token - 1] < 0x7F) --token;
    const std::u32string_view address = std::u32string_view(out).substr(token);
    const bool open = contains(address, U"://") && !address.ends_with(U".html") && !address.ends_with(U".htm") &&
                      !address.ends_with(U".pdf") && !address.ends_with(U".shtml") && !has(U".,;)", address.back());
    const char32_t next = raw[i + 1];
    if (!(open && next < 0x7F && (is_digit(next) || is_latin_letter(next) || has(U"/-_.?=&%#", next)))) out += raw[i];
  }
  return out;
}

// Full-width stops at the line ends of English text (D20), which would swallow the space between two lines.
std::u32string narrow_line_ends(std::u32string text) {
  constexpr std::u32string_view kWide = U"．，；：", kNarrow = U".,;:";
  for (std::size_t i = 1; i + 2 < text.size(); ++i) {
    const std::size_t which = kWide.find(text[i]);
    const bool between = text[i + 1] == kSoftBreak && text[i - 1] < 0x100 && text[i + 2] < 0x100;
    if (which != std::u32string_view::npos && between) text[i] = kNarrow[which];
  }
  return text;
}

// Hyphens of line ends go, "......" and "———" become "……" and "——": no other sign comes or goes.
void account_signs(std::u32string_view before, std::u32string_view after, int line, Remarks& remarks) {
  struct Sign {
    char32_t sign, wide;
    const char* why;
  };
  for (const Sign& one : {Sign{'-', U'－', "hyphens of line ends"}, Sign{'.', U'．', "dots of an ellipsis"},
                          Sign{U'…', U'…', "dots of an ellipsis"}, Sign{U'—', U'—', "a dash that was too long"}}) {
    const auto is_sign = [&](char32_t c) { return c == one.sign || c == one.wide; };
    const auto gone =
        std::count_if(before.begin(), before.end(), is_sign) - std::count_if(after.begin(), after.end(), is_sign);
    const std::u32string signs(static_cast<std::size_t>(gone > 0 ? gone : -gone), one.sign);
    gone > 0 ? remarks.dropped(line, signs, one.why) : remarks.added(line, signs, one.why);
  }
}

}  // namespace

std::u32string settle(std::u32string_view raw, Language language, Kind kind, int line, Remarks* remarks) {
  std::vector<Span> spans;
  const std::u32string joined = narrow_line_ends(join_addresses(raw));
  for (char32_t c : joined) {
    if (is_reference(c)) continue;
    if (is_mark(c)) {
      spans.push_back({{}, 0, static_cast<std::uint32_t>(c - kMark) + 1});
    } else {
      if (spans.empty() || spans.back().note != 0) spans.push_back({});
      spans.back().text += c;
    }
  }
  std::u32string text;
  for (const StyledChar& item : flatten(tidy(spans, language, Hyphens::kMend))) {
    text += item.note != 0 ? static_cast<char32_t>(kMark + item.note - 1) : item.c;
  }
  std::u32string set = set_type(text, language, kind);
  if (remarks != nullptr) account_signs(joined, set, line, *remarks);
  return set;
}

std::vector<Block> make_blocks(const Draft& draft, Remarks& remarks) {
  std::vector<Block> blocks = Paragraphs(draft, remarks).run();
  nest_chapters(blocks);
  return blocks;
}

}  // namespace lr::pack::recover
