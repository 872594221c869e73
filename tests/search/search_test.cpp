// Search finds what a plain scan of the folded text finds, no more and no less: in every mode, in bundles of real text,
// of made-up text that is hard to search, and in damaged ones.
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/folding.h>
#include <libreader/pack/import/utf.h>
#include <libreader/search.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "../support/corpus.h"

namespace lr::test {
namespace {

using pack::SearchMode;
using Found = std::pair<std::uint32_t, std::uint32_t>;  // unit, code point

#if defined(LR_SANITIZED)
constexpr std::size_t kUsualQueries = 100;  // each is many times as slow
#else
constexpr std::size_t kUsualQueries = 700;
#endif
std::size_t queries_a_bundle() { return std::getenv("LR_LONG") != nullptr ? 11000 : kUsualQueries; }

std::u32string folded(std::u32string text) {
  for (char32_t& c : text) c = pack::fold(c);
  return text;
}

// The reading text of every unit.
std::map<std::uint32_t, std::u32string> texts_of(OpenedBundle& opened) {
  std::map<std::uint32_t, std::u32string> texts;
  Unit unit;
  for (std::uint32_t i = 0; opened.bundle().unit(i, unit) == Status::kOk; ++i)
    texts[i] = pack::decode_utf8(opened.text(i));
  return texts;
}

using Texts = std::map<std::uint32_t, std::u32string>;

std::vector<Found> plain_scan(const Texts& folded_texts, const std::u32string& query) {
  std::vector<Found> found;
  for (const auto& [unit, text] : folded_texts) {
    for (std::size_t at = text.find(query); at != std::u32string::npos; at = text.find(query, at + 1))
      found.emplace_back(unit, static_cast<std::uint32_t>(at));
  }
  return found;
}

std::vector<Hit> search(Bundle& bundle, const std::u32string& query) {
  static Search search;
  std::vector<Hit> hits;
  EXPECT_EQ(search.open(bundle, pack::encode_utf8(query)), Status::kOk) << pack::encode_utf8(query);
  Hit hit;
  Status status = search.next(hit);
  for (; status == Status::kOk; status = search.next(hit)) hits.push_back(hit);
  EXPECT_EQ(status, Status::kEnd);
  return hits;
}

std::vector<Found> places_of(const std::vector<Hit>& hits) {
  std::vector<Found> places;
  for (const Hit& hit : hits) places.emplace_back(hit.unit, hit.code_point);
  std::sort(places.begin(), places.end());
  return places;
}

// Another form of a code point that search takes for the same.
char32_t other_form(char32_t c, std::mt19937& random) {
  if (c >= 'a' && c <= 'z' && random() % 2 == 0) return c - 32;
  if (c > ' ' && c < 0x7F && random() % 4 == 0) return c + 0xFEE0;
  static const auto kForms = [] {
    std::multimap<char32_t, char32_t> forms;
    for (const char32_t form : pack::typed_forms()) forms.emplace(pack::fold(form), form);
    return forms;
  }();
  const auto [first, last] = kForms.equal_range(pack::fold(c));
  if (first == last || random() % 2 == 0) return c;
  return std::next(first, static_cast<std::ptrdiff_t>(random() % static_cast<std::size_t>(std::distance(first, last))))
      ->second;
}

class Queries {
 public:
  Queries(const Texts& texts, std::uint32_t seed) : random_(seed) {
    for (const auto& [unit, text] : texts) all_ += text + U'\n';
  }
  // Of the text, in the forms of the text or others; one in eleven does not occur, most likely.
  std::u32string next() {
    const std::size_t length = 1 + random_() % 8;
    const std::size_t at = random_() % (all_.size() - length);
    std::u32string query = all_.substr(at, length);
    std::erase(query, U'\n');
    if (query.empty()) return next();
    if (random_() % 11 == 0) {
      for (char32_t& c : query) c = all_[random_() % all_.size()];
      std::erase(query, U'\n');
      if (query.empty()) return next();
    } else if (random_() % 3 == 0) {
      for (char32_t& c : query) c = other_form(c, random_);
    }
    return query;
  }

 private:
  std::mt19937 random_;
  std::u32string all_;
};

std::vector<std::uint8_t> packed(std::vector<pack::Article> articles, SearchMode mode) {
  return pack::pack_articles(std::move(articles), "t", pack::Language::kZhHans, {}, {}, mode).bundle;
}

// The same articles in every mode: a query finds in each what a plain scan finds.
void expect_exact(const std::function<std::vector<pack::Article>()>& articles, std::size_t count, std::uint32_t seed) {
  std::vector<std::unique_ptr<OpenedBundle>> bundles;
  for (const SearchMode mode : {SearchMode::kNone, SearchMode::kBlocks, SearchMode::kFine})
    bundles.push_back(std::make_unique<OpenedBundle>(packed(articles(), mode)));
  const Texts texts = texts_of(*bundles.front());
  Texts folded_texts;
  for (const auto& [unit, text] : texts) folded_texts[unit] = folded(text);
  Queries queries(texts, seed);
  for (std::size_t i = 0; i < count; ++i) {
    const std::u32string query = queries.next();
    const std::vector<Found> expected = plain_scan(folded_texts, folded(query));
    for (std::size_t mode = 0; mode < bundles.size(); ++mode)
      ASSERT_EQ(places_of(search(bundles[mode]->bundle(), query)), expected)
          << pack::encode_utf8(query) << ", mode " << mode;
  }
}

std::vector<pack::Article> articles_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string ending = entry.path().extension();
    if ((ending == ".md" || ending == ".txt") && entry.path().filename() != "README.md") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<pack::Article> articles;
  for (const auto& file : files) {
    for (pack::Article& article : pack::import_file(file, {}).articles) articles.push_back(std::move(article));
  }
  return articles;
}

TEST(Search, FindsInContentWhatAPlainScanFinds) {
  expect_exact([] { return articles_in(source_dir() / "content"); }, queries_a_bundle(), 1);
}

TEST(Search, FindsInTheSeedsWhatAPlainScanFinds) {
  if (shared_dir().empty()) GTEST_SKIP() << "needs " LR_SHARED_DIR "/seeds";
  expect_exact([] { return articles_in(shared_dir() / "seeds"); }, queries_a_bundle(), 2);
}

// Few different code points, and long blocks of them: matches that overlap and that lie across chunks and groups.
std::vector<pack::Article> hard_articles() {
  static constexpr const char* kPieces[] = {
      "天", "热",      "熱", "ab", "a",  "A",  "é",  "E",    "Ａ", "がｶﾞ", "“",    "\"", "👩🏽‍🚀",
      "👩",  "葛󠄀", " ",  "n̈",  "发", "發", "髮", "Ｘ１", "，", "ß",    "ñandú"};
  std::mt19937 random(7);
  std::vector<pack::Article> articles;
  for (int i = 0; i < 6; ++i) {
    std::vector<std::string> paragraphs;
    for (int k = 0; k < 30; ++k) {
      std::string text;
      const std::size_t length = k % 7 == 0 ? 4000 : random() % 60;
      for (std::size_t c = 0; c < length; ++c) text += kPieces[random() % (k % 3 == 0 ? 6 : std::size(kPieces))];
      paragraphs.push_back(text + "。");
    }
    articles.push_back(article_of(paragraphs));
    articles.back().fields.id += std::to_string(i);
  }
  return articles;
}

TEST(Search, FindsOverlapsAndWhatLiesAcrossChunks) { expect_exact(hard_articles, 150, 3); }

TEST(Search, LongQueriesAreFoundAndTooLongOnesRefused) {
  OpenedBundle opened(packed(hard_articles(), SearchMode::kFine));
  const Texts texts = texts_of(opened);
  Texts folded_texts;
  std::u32string longest;
  for (const auto& [unit, text] : texts) {
    folded_texts[unit] = folded(text);
    if (text.size() > longest.size()) longest = text;
  }
  std::mt19937 random(5);
  for (int i = 0; i < 80; ++i) {
    const std::size_t length = 30 + random() % (kMaxQueryCodePoints - 29);
    const std::u32string query = longest.substr(random() % (longest.size() - length), length);
    ASSERT_EQ(places_of(search(opened.bundle(), query)), plain_scan(folded_texts, folded(query)));
  }
  Search search;
  EXPECT_EQ(search.open(opened.bundle(), std::string(kMaxQueryCodePoints, 'q')), Status::kOk);
  EXPECT_EQ(search.open(opened.bundle(), std::string(kMaxQueryCodePoints + 1, 'q')), Status::kNoSpace);
  EXPECT_EQ(search.open(opened.bundle(), ""), Status::kBadCall);
}

TEST(Search, TitlesComeFirstThenAllOtherText) {
  OpenedBundle opened(packed(articles_in(source_dir() / "content"), SearchMode::kBlocks));
  const auto rank = [](const Hit& hit) {
    return hit.kind == BlockKind::kTitle || hit.kind == BlockKind::kSubtitle || hit.kind == BlockKind::kTitleEn ? 0 : 1;
  };
  const auto order = [&](const Hit& hit) { return std::tuple(rank(hit), hit.article, hit.unit, hit.code_point); };
  for (const char32_t* query : {U"行", U"的", U"e", U"包"}) {
    const std::vector<Hit> hits = search(opened.bundle(), query);
    ASSERT_GT(hits.size(), 10u);
    EXPECT_TRUE(
        std::is_sorted(hits.begin(), hits.end(), [&](const Hit& a, const Hit& b) { return order(a) < order(b); }));
  }
}

TEST(Search, OneArticleFromAPlaceOn) {
  OpenedBundle opened(packed(hard_articles(), SearchMode::kBlocks));
  const std::vector<Hit> all = search(opened.bundle(), U"热a");
  Search search;
  ASSERT_EQ(search.open(opened.bundle(), "热a"), Status::kOk);
  ASSERT_EQ(search.in_article(99), Status::kNotFound);
  for (std::uint32_t article = 0; article < opened.bundle().articles(); ++article) {
    std::vector<Hit> expected;
    for (const Hit& hit : all) {
      if (hit.article == article) expected.push_back(hit);
    }
    std::sort(expected.begin(), expected.end(), [](const Hit& a, const Hit& b) {
      return std::pair(a.unit, a.code_point) < std::pair(b.unit, b.code_point);
    });
    ASSERT_GT(expected.size(), 2u);
    for (const std::size_t from : {std::size_t{0}, expected.size() / 2}) {
      ASSERT_EQ(search.in_article(article, expected[from].unit, expected[from].code_point), Status::kOk);
      for (std::size_t i = from; i < expected.size(); ++i) {
        Hit hit;
        ASSERT_EQ(search.next(hit), Status::kOk);
        EXPECT_EQ(std::pair(hit.unit, hit.code_point), std::pair(expected[i].unit, expected[i].code_point));
      }
      Hit hit;
      EXPECT_EQ(search.next(hit), Status::kEnd);
    }
  }
}

TEST(Search, SnippetsAreTheTextAroundAHit) {
  OpenedBundle opened(packed({article_of({"零一二三四五六七八九十"})}, SearchMode::kNone));
  const std::vector<Hit> hits = search(opened.bundle(), U"五");
  ASSERT_EQ(hits.size(), 1u);
  TextCursor cursor(opened.bundle());
  char text[64];
  std::uint32_t bytes = 0;
  ASSERT_EQ(snippet(cursor, hits[0], 2, text, sizeof text, bytes), Status::kOk);
  EXPECT_EQ(std::string(text, bytes), "三四五六七");
  ASSERT_EQ(snippet(cursor, hits[0], kSnippetAround, text, sizeof text, bytes), Status::kOk);
  EXPECT_EQ(std::string(text, bytes), "零一二三四五六七八九十");
  EXPECT_EQ(snippet(cursor, hits[0], 2, text, 7, bytes), Status::kNoSpace);
  EXPECT_EQ(std::string(text, bytes), "三四");
}

// Where a section lies in a bundle.
Range section_of(const std::vector<std::uint8_t>& bundle, std::uint32_t tag) {
  for (std::uint32_t i = 0; i < bundle[format::kHeaderSectionsAt]; ++i) {
    const std::uint8_t* entry = bundle.data() + format::kHeaderBytes + i * format::kSectionEntryBytes;
    if (load_u32(entry) == tag) return {load_u32(entry + 4), load_u32(entry + 8)};
  }
  return {};
}

Status read_bytes(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  std::memcpy(to, static_cast<std::uint8_t*>(context) + offset, size);
  return Status::kOk;
}

// A page of the section that cannot be read: all is found, or the search says that it cannot be made.
TEST(Search, DamagedListsHideNothing) {
  std::vector<std::uint8_t> bundle = packed(articles_in(source_dir() / "content"), SearchMode::kFine);
  OpenedBundle whole(bundle);
  Queries queries(texts_of(whole), 4);
  const Range range = section_of(bundle, format::kSearchTag);
  ASSERT_GT(range.bytes, 4 * kPageBytes);
  int searched = 0;
  for (std::uint32_t at = 0; at + 100 < range.bytes; at += kPageBytes) {
    std::vector<std::uint8_t> damaged = bundle;
    for (std::uint32_t i = 0; i < 80; ++i) damaged[range.offset + at + i] ^= static_cast<std::uint8_t>(i + 1);
    for (const bool mapped : {false, true}) {
      std::array<Storage::Page, 4> pages;
      Bundle opened;
      const auto size = static_cast<std::uint32_t>(damaged.size());
      ASSERT_EQ(
          opened.open(mapped ? memory_source(damaged.data(), size) : Source{read_bytes, damaged.data(), nullptr, size},
                      pages),
          Status::kOk);
      for (int i = 0; i < 12; ++i) {
        const std::u32string query = queries.next();
        Search one;
        const Status status = one.open(opened, pack::encode_utf8(query));
        if (status == Status::kDamaged) continue;
        ASSERT_EQ(status, Status::kOk);
        ++searched;
        ASSERT_EQ(places_of(search(opened, query)), places_of(search(whole.bundle(), query)))
            << pack::encode_utf8(query);
      }
    }
  }
  EXPECT_GT(searched, 100);
}

// Storage that is not memory, few pages of it at a time.
TEST(Search, ReadsFromStorageThatIsNotMapped) {
  std::vector<std::uint8_t> bundle = packed(articles_in(source_dir() / "content"), SearchMode::kBlocks);
  OpenedBundle whole(bundle);
  Queries queries(texts_of(whole), 6);
  std::array<Storage::Page, 8> pages;
  Bundle opened;
  ASSERT_EQ(opened.open({read_bytes, bundle.data(), nullptr, static_cast<std::uint32_t>(bundle.size())}, pages),
            Status::kOk);
  for (int i = 0; i < 40; ++i) {
    const std::u32string query = queries.next();
    ASSERT_EQ(places_of(search(opened, query)), places_of(search(whole.bundle(), query)));
  }
}

TEST(Search, ABundleWithoutTheSectionIsSearchedToo) {
  std::vector<std::uint8_t> bundle = packed({article_of({"天气很热，Hot！", "hot ＨＯＴ 熱"})}, SearchMode::kBlocks);
  const std::uint32_t sections = bundle[format::kHeaderSectionsAt];
  for (std::uint32_t i = 0; i < sections; ++i) {
    std::uint8_t* entry = bundle.data() + format::kHeaderBytes + i * format::kSectionEntryBytes;
    if (load_u32(entry) == format::kSearchTag) entry[0] = 'x';
  }
  const std::uint32_t entries = sections * format::kSectionEntryBytes;
  store_u32(bundle.data() + format::kHeaderBytes + entries, crc32c(bundle.data() + format::kHeaderBytes, entries));
  OpenedBundle opened(bundle);
  ASSERT_EQ(opened.status(), Status::kOk);
  EXPECT_EQ(search(opened.bundle(), U"hot").size(), 3u);
  EXPECT_EQ(search(opened.bundle(), U"热").size(), 1u);
}

}  // namespace
}  // namespace lr::test
