// Page tables over real content: what they say is what turning pages finds, jumps reach the pages that turning reaches,
// with a table and without one, and a table that was forged costs page numbers and no text.
#include <libreader/bundle/format.h>
#include <libreader/pack/page_tables.h>
#include <libreader/pack/upkeep/sections.h>

#include "../support/corpus.h"
#include "../support/forged_pages.h"

namespace lr::test {
namespace {

pack::SectionEntry pages_section(const std::vector<std::uint8_t>& bundle) {
  for (const pack::SectionEntry& entry : pack::section_entries(bundle)) {
    if (entry.tag == format::kPagesTag) return entry;
  }
  return {};
}

std::vector<Place> turned(Reader& reader) {
  std::vector<Place> starts;
  do starts.push_back(reader.page().start);
  while (reader.next() == Status::kOk);
  return starts;
}

class PageTables : public OnCorpus {
 protected:
  // visit(article, its pages as turning them finds them), in the styles of all profiles; where not `with_table`, in
  // styles that hardly differ from them.
  template <class Visit>
  void every_article(bool with_table, Visit visit) {
    for (const pack::Profile& profile : pack::profiles()) {
      Style style = pack::style_for(profile, reader());
      if (!with_table) style.margin_bottom = static_cast<std::int16_t>(style.margin_bottom - 1);
      ASSERT_EQ(reader().set_style(style), Status::kOk);
      for (std::uint32_t i = 0; i < reader().bundle().articles(); ++i) {
        SCOPED_TRACE(std::string(profile.name) + ", article " + std::to_string(i + 1));
        ASSERT_EQ(reader().open_article(i), Status::kOk);
        const std::vector<Place> pages = turned(reader());
        visit(i, pages);
        if (HasFatalFailure()) return;
      }
    }
  }
};

TEST_P(PageTables, SayWhatTurningFinds) {
  every_article(true, [&](std::uint32_t article, const std::vector<Place>& pages) {
    PageTable table;
    ASSERT_EQ(table.open(reader().bundle(), reader().layout().style().key(), 0xFFFF), Status::kOk);
    ASSERT_EQ(table.open_flow(reader().flow()), Status::kOk);
    ASSERT_EQ(table.pages(), pages.size());
    for (std::uint32_t i = 0; i < pages.size(); ++i) {
      PageStart found;
      ASSERT_EQ(table.find({.number = i}, found), Status::kOk);
      ASSERT_EQ(found.number, i);
      ASSERT_EQ(found.place, pages[i]);
    }
    ASSERT_EQ(reader().open_article(article), Status::kOk);
    ASSERT_TRUE(reader().page_count().is_exact);
    ASSERT_EQ(reader().page_count().pages, pages.size());
  });
}

TEST_P(PageTables, TakeTwoBytesAPage) {
  std::size_t pages = 0;
  every_article(true, [&](std::uint32_t, const std::vector<Place>& starts) { pages += starts.size(); });
  const std::uint32_t bytes = pages_section(corpus(GetParam()).bundle).bytes;
  RecordProperty("bytes", std::to_string(bytes) + " for " + std::to_string(pages) + " pages");
  EXPECT_LE(bytes + format::kSectionEntryBytes, 2 * pages);
}

TEST_P(PageTables, JumpsReachThePagesThatTurningReaches) {
  for (const bool with_table : {true, false}) {
    every_article(with_table, [&](std::uint32_t article, const std::vector<Place>& pages) {
      const std::size_t step = pages.size() / 5 + 1;
      for (std::size_t i = pages.size() - 1; i < pages.size(); i -= step) {
        ASSERT_EQ(reader().open_article(article), Status::kOk);  // nothing is known but the first page
        ASSERT_EQ(reader().go_to_page(static_cast<std::uint32_t>(i)), Status::kOk);
        ASSERT_EQ(reader().page().start, pages[i]);
        ASSERT_EQ(reader().page_number(), i);
        ASSERT_EQ(reader().previous(), i == 0 ? Status::kEnd : Status::kOk);
        if (i == 0) continue;
        ASSERT_EQ(reader().page().start, pages[i - 1]);
        ASSERT_EQ(reader().next(), Status::kOk);
        ASSERT_EQ(reader().page().start, pages[i]);
        ASSERT_EQ(reader().open_article(article), Status::kOk);
        ASSERT_EQ(reader().go_to(Place{pages[i].unit, pages[i].code_point + 1}), Status::kOk);
        ASSERT_TRUE(reader().page_number() == i || (i + 1 < pages.size() && pages[i + 1].unit == pages[i].unit &&
                                                    pages[i + 1].code_point <= pages[i].code_point + 1));
      }
    });
  }
}

// In another style, or with too little memory for its lines, there is no table; the count is an estimate until the end
// was seen, and not far from it.
TEST_P(PageTables, AreIgnoredByReadersOfAnotherKey) {
  every_article(false, [&](std::uint32_t article, const std::vector<Place>& pages) {
    PageTable table;
    ASSERT_EQ(table.open(reader().bundle(), reader().layout().style().key(), 0xFFFF), Status::kNotFound);
    ASSERT_EQ(reader().open_article(article), Status::kOk);
    if (pages.size() == 1) return;
    ASSERT_FALSE(reader().page_count().is_exact);
    if (pages.size() > 20) {
      ASSERT_EQ(reader().go_to_page(static_cast<std::uint32_t>(pages.size() / 2)), Status::kOk);
      const auto size = static_cast<double>(pages.size());
      ASSERT_NEAR(reader().page_count().pages, size, size * 0.25);
    }
    ASSERT_EQ(reader().go_to_page(0xFFFFFFFF), Status::kEnd);
    ASSERT_TRUE(reader().page_count().is_exact);
    ASSERT_EQ(reader().page_count().pages, pages.size());
  });
  PageTable table;
  const Style style = pack::style_for(pack::profiles()[0], reader());
  EXPECT_EQ(table.open(reader().bundle(), style.key(), 16), Status::kNotFound);
}

// A jump lays out the page it shows; without a table, and the pages before it. Told by what is read of the text.
TEST_P(PageTables, SpareTheWayToAPage) {
  std::uint64_t with = 0, without = 0;
  for (const bool with_table : {true, false}) {
    every_article(with_table, [&](std::uint32_t article, const std::vector<Place>& pages) {
      ASSERT_EQ(reader().open_article(article), Status::kOk);
      reader().bundle().storage().reset_counters();
      ASSERT_EQ(reader().go_to_page(static_cast<std::uint32_t>(pages.size() - 1)), Status::kOk);
      (with_table ? with : without) += reader().bundle().storage().counters().bytes;
    });
  }
  EXPECT_LT(with * 4, without);
}

TEST_P(PageTables, PassTheCheckOfVerify) {
  const std::vector<std::uint8_t>& bundle = corpus(GetParam()).bundle;
  EXPECT_EQ(pack::check_page_tables(memory_source(bundle.data(), static_cast<std::uint32_t>(bundle.size())), {}),
            std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Corpora, PageTables, testing::Bool(),
                         [](const auto& info) { return info.param ? "seeds" : "content"; });

// Every bit of the table of a small bundle, its checksums put right.
TEST(ForgedPageTables, CostPageNumbersAndNoText) {
  const std::vector<std::uint8_t>& sound = bundle_with_table();
  const pack::SectionEntry section = pages_section(sound);
  ASSERT_GT(section.bytes, 30u);
  std::size_t noticed = 0;
  for (std::uint32_t bit = 0; bit < 8 * (section.bytes - kCrcBytes); ++bit) {
    std::vector<std::uint8_t> forged = sound;
    forged[section.offset + bit / 8] = static_cast<std::uint8_t>(forged[section.offset + bit / 8] ^ 1u << bit % 8);
    seal_pages(forged);
    const std::string problem = read_everywhere(forged);
    ASSERT_EQ(problem, "") << "bit " << bit;
    const Source source = memory_source(forged.data(), static_cast<std::uint32_t>(forged.size()));
    noticed += !pack::check_page_tables(source, {}).empty();
  }
  EXPECT_GT(noticed, 8 * (section.bytes - kCrcBytes - format::kPageBlockHeadBytes) * 3 / 4);
}

}  // namespace
}  // namespace lr::test
