// Adjusted lines over real text, held to the rule book by a checker of its own: it knows the marks by their code
// points, where their ink lies by language, and what two neighbours come to, and looks at nothing of the engine but
// positions and line ends. Over content/ and, where they are there, the documents beside the project. Nominal metrics.
#include <cstdio>
#include <map>
#include <numeric>
#include <set>

#include "../support/corpus.h"

namespace lr::test {
namespace {

constexpr std::int32_t kEm = 64 * 64;  // in 1/64 px
constexpr std::int32_t kNominalEm = 64;

bool in(char32_t c, const char32_t* set) { return std::u32string_view(set).find(c) != std::u32string_view::npos; }

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x3041 && c <= 0x30FF && c != U'・');
}

// A symbol of a line as the checker sees it; blanks in quarters of an em.
struct Seen {
  char32_t c = 0;
  bool full = false;
  bool text = false;  // neither label nor note mark
  int before = 0, behind = 0;
  bool mark = false;
  bool fixed = false;
  std::int32_t x = 0, advance = 0;

  std::int32_t ink_begin() const { return x + before * kEm / 4; }
  // Of the em box, not of what the engine says the advance is.
  std::int32_t ink_end() const { return x + (full ? kEm - behind * kEm / 4 : advance); }
};

void find_blanks(Seen& seen, ArticleLanguage language, bool vertical) {
  const bool taiwan = language == ArticleLanguage::kZhHant;
  const bool japan = language == ArticleLanguage::kJa || language == ArticleLanguage::kKo;
  if (!seen.full) return;
  if (in(seen.c, U"（〔［｛〈《「『【〖｟〘〝“‘")) seen.before = 2;
  if (in(seen.c, U"）〕］｝〉》」』】〗｠〙〟”’")) seen.behind = 2;
  if (in(seen.c, U"。，、．")) taiwan ? seen.before = seen.behind = 1 : seen.behind = 2;
  if (in(seen.c, U"：；")) taiwan || japan ? seen.before = seen.behind = 1 : seen.behind = 2;
  if (in(seen.c, U"！？") && !taiwan && !japan) seen.behind = 2;
  if (in(seen.c, U"·・‧")) seen.before = seen.behind = 1;
  seen.fixed = in(seen.c, U"·‧") && !taiwan && !japan;
  seen.mark = seen.before + seen.behind > 0;
  if (vertical && in(seen.c, U"：；！？")) seen.before = seen.behind = 0;  // as tall as the box
}

bool is_word(const Seen& seen) {
  return !seen.full && ((seen.c >= U'0' && seen.c <= U'9') || ((seen.c | 32) >= U'a' && (seen.c | 32) <= U'z'));
}

// What stands between two symbols where nothing is adjusted.
std::int32_t natural_between(const Seen& a, const Seen& b, int exclamations) {
  if (!a.text || !b.text) return 0;
  if ((is_han(a.c) && is_word(b)) || (is_word(a) && is_han(b.c))) return kEm / 8;  // A1
  int before = a.behind, behind = b.before, taken = 0;
  if (a.fixed) taken += before, before = 0;  // P6
  if (b.fixed) taken += behind, behind = 0;
  const bool a_mark = a.mark || a.c == 0x3000, b_mark = b.mark || b.c == 0x3000;
  if (a_mark && b_mark && behind == 2)
    taken += 2;  // P1
  else if (a_mark && b_mark && before == 2)
    taken += 2;
  else if (exclamations == 2 && before == 2 && !in(b.c, U"！？"))
    taken += 2;  // P5
  return -taken * kEm / 4;
}

struct Figures {
  int full = 0, loose = 0, ragged = 0, lone = 0, units = 0, shrunk = 0;
};

class Checker {
 public:
  Checker(OpenedBundle& opened, double measure_em, Style style = {})
      : opened_(opened), measure_(static_cast<std::int32_t>(measure_em * kEm)) {
    style.metrics = MetricsKind::kNominal;
    style.nominal_em = kNominalEm;
    style.margin_left = style.margin_right = style.margin_top = style.margin_bottom = 0;
    vertical_ = style.direction == Direction::kVertical;
    (vertical_ ? style.page_height : style.page_width) = static_cast<std::int16_t>(measure_em * kNominalEm);
    (vertical_ ? style.page_width : style.page_height) = 30000;
    style.whole_em_measure = false;
    style.ruby = false;  // a test of its own holds them
    style.line_height = 100;
    EXPECT_EQ(reader().set_style(style), Status::kOk);
    hang_ = style.hang;
    plain_ =
        style.hang || !style.squeeze || style.kinsoku == KinsokuLevel::kBasic || style.alignment == Alignment::kRagged;
  }

  void check_articles() {
    for (std::uint32_t i = 0; i < reader().bundle().articles(); ++i) {
      ASSERT_EQ(reader().open_article(i), Status::kOk);
      Place at = reader().page().start;
      do {
        for (std::uint32_t line = 0; line < reader().page().count; ++line) {
          check_place(reader().page().lines[line], at);
          check(line);
        }
      } while (reader().next() == Status::kOk);
    }
  }

  Figures figures;

 private:
  Reader& reader() { return opened_.reader(); }

  // Each line begins where the last one ended: no text is lost or doubled.
  static void check_place(const Line& line, Place& at) {
    if (line.start.unit == at.unit) {
      EXPECT_EQ(line.start.code_point, at.code_point);
    } else {
      EXPECT_GT(line.start.unit, at.unit);
      EXPECT_EQ(line.start.code_point, 0U);
    }
    at = {line.start.unit, line.end_code_point};
  }

  std::vector<Seen> seen(std::span<const LineItem> items) {
    std::vector<Seen> all;
    for (const LineItem& item : items) {
      if ((item.styles & kCellRest) != 0) continue;
      Seen seen;
      std::uint32_t code_points[40], count = 0;
      EXPECT_EQ(opened_.bundle().symbol_code_points(item.symbol, code_points, 40, count), Status::kOk);
      seen.c = count > 0 ? code_points[0] : 0;
      seen.full = opened_.bundle().alphabet().group_of(item.symbol).advance == AdvanceKind::kFull;
      seen.text = item.span == 0;
      seen.x = item.x_q6;
      seen.advance = item.advance_q6;
      if ((item.styles & kCellBegin) != 0 && seen.text) {  // as an ideograph
        seen.c = U'一';
        seen.full = true;
      }
      if (seen.text && count == 1) find_blanks(seen, reader().flow().language, vertical_);
      all.push_back(seen);
    }
    return all;
  }

  void check(std::uint32_t index) {
    const Line& line = reader().page().lines[index];
    std::span<const LineItem> items;
    ASSERT_EQ(reader().line_items(index, items), Status::kOk);
    std::vector<Seen> symbols = seen(items);
    while (!symbols.empty() && in(symbols.back().c, U" \t")) symbols.pop_back();  // a tab where a cell ends in a record
    while (!symbols.empty() && symbols.back().c == 0x3000) symbols.pop_back();
    if (symbols.empty()) return;
    std::string shown;
    for (const LineItem& item : items) shown += opened_.utf8(item.symbol);
    SCOPED_TRACE(shown);
    const bool prose = line.kind == BlockKind::kParagraph || line.kind == BlockKind::kQuote ||
                       line.kind == BlockKind::kListItem || line.kind == BlockKind::kAbstract;
    check_ink(symbols);
    if (prose && !plain_ && symbols.size() > 1) check_measure(symbols, line);
    if (line.last_of_unit && prose && line.start.code_point > 0) count_last(symbols);
  }

  // No ink on other ink, none outside the measure.
  void check_ink(const std::vector<Seen>& symbols) {
    std::int32_t ink_end = 0;
    for (const Seen& seen : symbols) {
      if (seen.advance == 0 || in(seen.c, U" \t\u00A0\u3000")) continue;
      EXPECT_GE(seen.ink_begin(), ink_end);
      ink_end = seen.ink_end();
    }
    const bool hangs = hang_ && in(symbols.back().c, U"，、。．") && symbols.back().x <= measure_;
    if (symbols.size() > 1 && !hangs) {
      EXPECT_LE(symbols.back().ink_end(), measure_);
      EXPECT_LE(symbols.back().x + symbols.back().advance, measure_);
    }
  }

  // Full lines end at the measure, to the 64th of a pixel, or are too loose to; how much each was changed.
  void check_measure(const std::vector<Seen>& symbols, const Line& line) {
    std::int32_t change = 0, largest = 0, text_gaps = 0;
    int exclamations = 0;
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      const Seen &a = symbols[i], &b = symbols[i + 1];
      exclamations = in(a.c, U"！？") && a.full ? exclamations + 1 : 0;
      const std::int32_t width = a.full ? kEm : a.c == U' ' ? kEm / 2 : 0;
      if (width > 0) change += b.x - a.x - width - natural_between(a, b, exclamations);
      if (is_han(a.c) && is_han(b.c)) {
        largest = std::max(largest, b.x - a.x - kEm);
        ++text_gaps;
      }
    }
    EXPECT_LE(largest, kEm / 4);  // X6
    if (line.last_of_unit) {
      EXPECT_LE(largest, 0);  // X5
      return;
    }
    ++figures.full;
    const std::int32_t end = symbols.back().x + symbols.back().advance;
    const std::int32_t open = measure_ - std::max(end, symbols.back().ink_end());
    if (end != measure_) {
      ++figures.ragged;
      EXPECT_GT(open, 0);
      EXPECT_LE(largest, 0);
    }
    figures.loose += change + std::max(open, 0) * (end != measure_) >= kEm / 2;
    figures.shrunk += change < 0;
  }

  void count_last(const std::vector<Seen>& symbols) {
    ++figures.units;
    int han = 0, others = 0;
    for (const Seen& seen : symbols) {
      if (!seen.text) continue;
      han += is_han(seen.c);
      others += is_word(seen);
    }
    figures.lone += han == 1 && others == 0;
  }

  OpenedBundle& opened_;
  std::int32_t measure_;
  bool hang_ = false;
  bool vertical_ = false;
  bool plain_ = false;  // the style has other natural widths than the checker
};

// With LR_LONG all whole-em measures.
std::vector<int> measures() {
  if (std::getenv("LR_LONG") == nullptr) return {6, 8, 10, 14, 15, 20, 27, 40};
  std::vector<int> all(35);
  std::iota(all.begin(), all.end(), 6);
  return all;
}

// A line a measure: how many are full, too loose, ragged, shrunk, and last ones of one ideograph.
std::map<int, Figures> figures_of(OpenedBundle& opened, const Style& style) {
  std::printf("measure    full   loose  ragged  shrunk   units    lone\n");
  std::map<int, Figures> figures;
  for (const int measure : measures()) {
    SCOPED_TRACE(measure);
    Checker checker(opened, measure, style);
    checker.check_articles();
    const Figures& f = figures[measure] = checker.figures;
    std::printf("%7d %7d %6.2f%% %6.2f%% %6.2f%% %7d %7d\n", measure, f.full, 100.0 * f.loose / f.full,
                100.0 * f.ragged / f.full, 100.0 * f.shrunk / f.full, f.units, f.lone);
    if (testing::Test::HasFailure()) break;
  }
  return figures;
}

class Adjust : public testing::TestWithParam<bool> {};

TEST_P(Adjust, KeepsTheRulesAtEveryMeasure) {
  if (corpus(GetParam()).bundle.empty()) GTEST_SKIP() << "the documents beside the project are not here";
  OpenedBundle opened(corpus(GetParam()).bundle);
  ASSERT_EQ(opened.status(), Status::kOk);
  std::map<int, Figures> figures = figures_of(opened, {});
  if (HasFailure()) return;
  if (!GetParam()) return;
  EXPECT_LE(figures[20].loose * 100, figures[20].full * 11);
  EXPECT_LE(figures[10].loose * 100, figures[10].full * 16);
}

TEST_P(Adjust, KeepsTheRulesInVerticalLines) {
  if (corpus(GetParam()).bundle.empty()) GTEST_SKIP() << "the documents beside the project are not here";
  OpenedBundle opened(corpus(GetParam()).bundle);
  Style style;
  style.direction = Direction::kVertical;
  figures_of(opened, style);
}

TEST_P(Adjust, KeepsTheMeasureInEveryStyle) {
  if (corpus(GetParam()).bundle.empty()) GTEST_SKIP() << "the documents beside the project are not here";
  OpenedBundle opened(corpus(GetParam()).bundle);
  for (int bits = 0; bits < 64; ++bits) {
    Style style;
    style.squeeze = (bits & 1) == 0;
    style.hang = (bits & 2) != 0;
    style.orphans = (bits & 4) != 0;
    style.kinsoku = (bits & 8) != 0 ? KinsokuLevel::kBasic : KinsokuLevel::kStrict;
    style.alignment = (bits & 16) != 0 ? Alignment::kRagged : Alignment::kJustify;
    style.direction = (bits & 32) != 0 ? Direction::kVertical : Direction::kHorizontal;
    const bool all = std::getenv("LR_LONG") != nullptr || !GetParam();
    for (const double measure : all ? std::vector{1.0, 3.0, 7.3125} : std::vector{7.3125}) {
      SCOPED_TRACE("style " + std::to_string(bits) + ", measure " + std::to_string(measure));
      Checker(opened, measure, style).check_articles();
      if (HasFailure()) return;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Corpora, Adjust, testing::Bool(),
                         [](const auto& info) { return info.param ? "seeds" : "content"; });

}  // namespace
}  // namespace lr::test
