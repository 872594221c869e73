// Locators: a place is found again in the same text, in a text that was edited around it, and in one that lost it.
#include <gtest/gtest.h>
#include <libreader/bookmark.h>
#include <libreader/pack.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace lr {
namespace {

using Texts = std::vector<std::u32string>;

pack::Block paragraph(std::u32string text) {
  pack::Block block;
  block.spans.push_back({std::move(text), 0, 0});
  return block;
}

pack::Article article_of(const Texts& texts) {
  pack::Article article;
  article.fields.id = "essay";
  article.fields.title = "书札";
  article.fields.authors = {"某人"};
  for (const std::u32string& text : texts) article.blocks.push_back(paragraph(text));
  return article;
}

// A bundle of one article, packed and opened.
class Edition {
 public:
  explicit Edition(const Texts& texts) : Edition(article_of(texts)) {}
  explicit Edition(pack::Article source) {
    bytes_ = pack::pack_articles({std::move(source)}, "试", pack::Language::kZhHans, {}).bundle;
    const Source memory = memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size()));
    EXPECT_EQ(bundle.open(memory, pages_), Status::kOk);
    EXPECT_EQ(bundle.article(0, article), Status::kOk);
    for (std::uint32_t unit = article.first_unit; unit < article.end_unit(); ++unit) read(unit);
  }
  Edition(const Edition&) = delete;
  Edition& operator=(const Edition&) = delete;

  // Every place that a symbol stands at, in order.
  std::vector<Place> places() const {
    std::vector<Place> result;
    for (const auto& [place, code_point] : text_) {
      if (result.empty() || result.back() != place) result.push_back(place);
    }
    return result;
  }

  // The text from a place on.
  std::u32string from(Place place) const {
    std::u32string result;
    for (const auto& [at, code_point] : text_) {
      if (at >= place) result += static_cast<char32_t>(code_point);
    }
    return result;
  }

  // Where a text stands first.
  Place find(const std::u32string& wanted) const {
    for (const Place place : places()) {
      if (from(place).starts_with(wanted)) return place;
    }
    ADD_FAILURE() << "no such text";
    return {};
  }

  Locator locate(Place place) {
    Locator locator;
    EXPECT_EQ(make_locator(bundle, article, place, locator), Status::kOk);
    return locator;
  }

  std::pair<Place, Certainty> resolve(const Locator& locator) {
    Place place;
    Certainty certainty = Certainty::kNear;
    EXPECT_EQ(resolve_locator(bundle, article, locator, place, certainty), Status::kOk);
    return {place, certainty};
  }

  Bundle bundle;
  Article article;

 private:
  void read(std::uint32_t unit) {
    TextCursor cursor(bundle);
    EXPECT_EQ(cursor.open(unit), Status::kOk);
    TextItem item;
    while (cursor.next(item) == Status::kOk) {
      if (item.span != 0) continue;
      std::array<std::uint32_t, 32> code_points{};
      std::uint32_t count = 0;
      EXPECT_EQ(bundle.symbol_code_points(item.symbol, code_points.data(), 32, count), Status::kOk);
      const Place place{unit, cursor.point().code_point - count};
      for (std::uint32_t i = 0; i < count; ++i) text_.emplace_back(place, code_points[i]);
    }
  }

  std::vector<std::uint8_t> bytes_;
  std::array<Storage::Page, 4> pages_{};
  std::vector<std::pair<Place, std::uint32_t>> text_;
};

const Texts kTexts = {
    U"春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
    U"白日依山尽，黄河入海流。欲穷千里目，更上一层楼。",
    U"短。",
    U"床前明月光，疑是地上霜。举头望明月，低头思故乡。",
    U"Cafe\u0301s and nai\u0308ve readers, 12 of them, walk by the river.",
    U"千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。",
};

Texts without(Texts texts, std::size_t index) {
  texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(index));
  return texts;
}

Texts with(Texts texts, std::size_t index, std::u32string text) {
  texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(index), std::move(text));
  return texts;
}

TEST(Locator, EveryPlaceIsFoundAgain) {
  Edition edition(kTexts);
  ASSERT_GT(edition.places().size(), 100u);
  for (const Place place : edition.places()) {
    const Locator locator = edition.locate(place);
    EXPECT_NE(locator.context, 0u);
    EXPECT_EQ(locator.article, edition.article.id);
    EXPECT_EQ(edition.resolve(locator), std::pair(place, Certainty::kExact));
  }
}

TEST(Locator, BlocksOfTheFrontMatterCountDown) {
  Edition edition(kTexts);
  const std::uint32_t body = edition.article.first_body_unit();
  EXPECT_EQ(edition.locate({body, 0}).block, 0);
  EXPECT_EQ(edition.locate({body + 3, 0}).block, 3);
  EXPECT_EQ(edition.locate({body - 1, 0}).block, -1);
  const auto front = static_cast<std::int32_t>(edition.article.front_units);
  EXPECT_EQ(edition.locate({edition.article.first_unit, 0}).block, -front);
}

// An author more in the front matter moves no place of the body.
TEST(Locator, BlocksOfTheBodyDoNotDependOnTheFrontMatter) {
  Edition edition(kTexts);
  pack::Article longer = article_of(kTexts);
  longer.fields.authors.push_back("又一人");
  Edition other(longer);
  const Locator locator = edition.locate(edition.find(U"黄河"));
  EXPECT_EQ(other.resolve(locator), std::pair(other.find(U"黄河"), Certainty::kExact));
}

TEST(Locator, MovesWithItsTextToAnotherBlock) {
  Edition edition(kTexts);
  Edition longer(with(with(kTexts, 0, U"新的一段。"), 0, U"又一段新的。"));
  Edition shorter(without(kTexts, 0));
  for (const Place place : edition.places()) {
    if (place.unit < edition.article.first_body_unit()) continue;
    const Locator locator = edition.locate(place);
    const auto [after, certainty] = longer.resolve(locator);
    EXPECT_EQ(certainty, Certainty::kMoved);
    EXPECT_EQ(longer.from(after), edition.from(place));
    if (locator.block == 0) continue;
    const auto [before, sure] = shorter.resolve(locator);
    EXPECT_EQ(sure, Certainty::kMoved);
    EXPECT_EQ(shorter.from(before), edition.from(place));
  }
}

TEST(Locator, MovesWithItsTextWithinItsBlock) {
  Edition edition(kTexts);
  Texts texts = kTexts;
  texts[3].insert(3, U"那皎洁的");
  Edition other(texts);
  const Place place = edition.find(U"举头");
  const auto [found, certainty] = other.resolve(edition.locate(place));
  EXPECT_EQ(certainty, Certainty::kMoved);
  EXPECT_EQ(found, other.find(U"举头"));
}

TEST(Locator, PrefersTheNearestOfEqualTexts) {
  const std::u32string refrain = U"参差荇菜，左右流之。窈窕淑女，寤寐求之。";
  const Texts texts = {refrain + refrain + refrain + U"完。", U"其一。", refrain + U"完。"};
  Edition edition(texts);
  Texts edited = texts;
  edited[0].insert(0, U"引。");
  Edition other(edited);
  const auto length = static_cast<std::uint32_t>(refrain.size());
  const std::uint32_t body = edition.article.first_body_unit(), other_body = other.article.first_body_unit();
  for (const std::uint32_t times : {0u, 1u}) {
    const auto [found, certainty] = other.resolve(edition.locate({body, times * length}));
    EXPECT_EQ(certainty, Certainty::kMoved);
    EXPECT_EQ(found, (Place{other_body, times * length + 2}));
  }
}

TEST(Locator, FallsBackToTheNearestPlaceWhenItsTextIsGone) {
  Edition edition(kTexts);
  const std::uint32_t body = edition.article.first_body_unit();
  const Locator locator = edition.locate({body + 5, 6});
  Texts texts = kTexts;
  texts[5] = U"江雪";
  Edition replaced(texts);
  EXPECT_EQ(replaced.resolve(locator), std::pair(Place{body + 5, 1}, Certainty::kNear));
  texts[5] = U"千山万水总是情，不如归去来兮。";
  Edition rewritten(texts);
  EXPECT_EQ(rewritten.resolve(locator), std::pair(Place{body + 5, 6}, Certainty::kNear));
  Edition cut({kTexts[0], kTexts[1]});
  const auto last = static_cast<std::uint32_t>(kTexts[1].size()) - 1;
  EXPECT_EQ(cut.resolve(locator), std::pair(Place{body + 1, last}, Certainty::kNear));
}

TEST(Locator, WithoutContextAPlaceIsTakenAsItStands) {
  Edition edition(kTexts);
  const std::uint32_t body = edition.article.first_body_unit();
  Locator locator{edition.article.id, 1, 7, 0};
  EXPECT_EQ(edition.resolve(locator), std::pair(Place{body + 1, 7}, Certainty::kExact));
  locator.code_point = 10'000;
  const auto last = static_cast<std::uint32_t>(kTexts[1].size()) - 1;
  EXPECT_EQ(edition.resolve(locator), std::pair(Place{body + 1, last}, Certainty::kNear));
  locator.block = 1000;
  EXPECT_EQ(edition.resolve(locator).first.unit, edition.article.end_unit() - 1);
  EXPECT_EQ(edition.resolve(locator).second, Certainty::kNear);
  locator.block = -1000;
  EXPECT_EQ(edition.resolve(locator), std::pair(Place{edition.article.first_unit, 0}, Certainty::kNear));
  using Limits = std::numeric_limits<std::int32_t>;
  for (const std::int32_t block : {Limits::min(), Limits::max()}) {
    locator.block = block;
    EXPECT_EQ(edition.resolve(locator).second, Certainty::kNear);
  }
}

TEST(Locator, NoteMarksAndLabelsAreNoContext) {
  Edition plain(kTexts);
  pack::Article marked = article_of(kTexts);
  pack::Block& block = marked.blocks[1];
  block.spans = {{U"白日依山", 0, 0}, {U"", 0, 1}, {U"尽，黄河入海流。欲穷千里目，更上一层楼。", 0, 0}};
  marked.notes.push_back({U"1", {paragraph(U"注文。")}});
  marked.blocks[2].kind = BlockKind::kListItem;
  marked.blocks[2].list_depth = 1;
  marked.blocks[2].label = U"•";
  Edition edition(marked);
  ASSERT_EQ(edition.article.marks, 1u);
  for (const Place place : plain.places()) {
    EXPECT_EQ(edition.resolve(plain.locate(place)), std::pair(place, Certainty::kExact));
    EXPECT_EQ(edition.locate(place).context, plain.locate(place).context);
  }
}

TEST(Locator, PlacesOutsideTheArticleAreRefused) {
  Edition edition(kTexts);
  Locator locator;
  EXPECT_EQ(make_locator(edition.bundle, edition.article, {edition.article.end_unit(), 0}, locator), Status::kBadCall);
}

// A bit of rot, wherever it is: no place is worse than near, and none fails.
TEST(Locator, SurvivesDamage) {
  Edition edition(kTexts);
  const std::vector<std::uint8_t> sound =
      pack::pack_articles({article_of(kTexts)}, "试", pack::Language::kZhHans, {}).bundle;
  std::vector<Locator> locators;
  for (const Place place : edition.places()) locators.push_back(edition.locate(place));
  for (std::size_t at = 0; at < sound.size(); at += 5) {
    std::vector<std::uint8_t> bytes = sound;
    bytes[at] ^= 4;
    std::array<Storage::Page, 4> pages{};
    Bundle bundle;
    Article article;
    const Source source = memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
    if (bundle.open(source, pages) != Status::kOk) continue;
    if (bundle.article(0, article) != Status::kOk) continue;
    for (std::size_t i = at % 37; i < locators.size(); i += 37) {
      Place place;
      Certainty certainty = Certainty::kNear;
      ASSERT_EQ(resolve_locator(bundle, article, locators[i], place, certainty), Status::kOk);
      EXPECT_TRUE(place.unit >= article.first_unit && place.unit < article.end_unit());
    }
  }
}

}  // namespace
}  // namespace lr
