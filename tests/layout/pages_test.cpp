// Pages over real content: nothing lost or doubled at a page join, previous() undoes next(), no line beyond the measure,
// bands equal the frame. Over content/ and, where they are there, the documents beside the project; in every profile and in
// cells.
#include "../support/corpus.h"

namespace lr::test {
namespace {

struct Geometry {
  std::string name;
  Style style;
};

std::vector<Geometry> geometries(Reader& reader) {
  std::vector<Geometry> all;
  for (const pack::Profile& profile : pack::profiles())
    all.push_back({std::string(profile.name), pack::style_for(profile, reader)});
  for (const char* name : {"400x300-1", "480x800-2"})
    all.push_back({name + std::string(" vertical"),
                   pack::style_for(pack::find_profile(name), reader, Direction::kVertical)});
  all.push_back({"20x5 cells", style_for_cells(20, 5)});
  all.push_back({"80x24 cells", style_for_cells(80, 24)});
  Style vertical = style_for_cells(80, 24);
  vertical.direction = Direction::kVertical;
  vertical.line_height = 3;
  all.push_back({"80x24 cells vertical", vertical});
  for (const std::size_t i : {std::size_t{0}, all.size() - 5, all.size() - 3, all.size() - 1}) {
    all.push_back({all[i].name + " notes at the foot", all[i].style});
    all.back().style.notes = NoteStyle::kAtFoot;
  }
  return all;
}

// Reading text of what the article's flow shows.
std::string reading_text(OpenedBundle& opened, const Flow& flow) {
  std::string text;
  for (std::uint32_t i = flow.first_unit; i < flow.end_unit; ++i) {
    Unit unit;
    EXPECT_EQ(opened.bundle().unit(i, unit), Status::kOk);
    if (!is_hidden(unit.kind)) text += opened.text(i);
  }
  return text;
}

// The text of a line from its start to its end, by the cursor; what items show must be a part of it.
std::string line_text(OpenedBundle& opened, const Line& line) {
  TextCursor cursor(opened.bundle());
  EXPECT_EQ(cursor.resume(line.start), Status::kOk);
  std::string text;
  TextItem item;
  while (cursor.point().code_point < line.end_code_point && cursor.next(item) == Status::kOk) {
    if (item.span == 0) text += opened.utf8(item.symbol);
  }
  return text;
}

class Pages : public OnCorpus {
 protected:
  template <class Visit>
  void every_article(Visit visit) {
    for (const Geometry& geometry : geometries(reader())) {
      ASSERT_EQ(reader().set_style(geometry.style), Status::kOk) << geometry.name;
      for (std::uint32_t i = 0; i < reader().bundle().articles(); ++i) {
        SCOPED_TRACE(geometry.name + ", article " + std::to_string(i + 1));
        ASSERT_EQ(reader().open_article(i), Status::kOk);
        visit();
        if (HasFatalFailure()) return;
      }
    }
  }
};

TEST_P(Pages, ConcatenateToTheReadingText) {
  every_article([&] {
    std::string text;
    do {
      for (std::uint32_t i = 0; i < reader().page().count; ++i) text += line_text(*opened_, reader().page().lines[i]);
    } while (reader().next() == Status::kOk);
    ASSERT_EQ(text, reading_text(*opened_, reader().flow()));
  });
}

TEST_P(Pages, PreviousUndoesNext) {
  every_article([&] {
    std::vector<Place> starts;
    do starts.push_back(reader().page().start);
    while (reader().next() == Status::kOk);
    for (std::size_t i = starts.size(); i-- > 0;) {
      ASSERT_EQ(reader().page_number(), i);
      ASSERT_EQ(reader().page().start, starts[i]);
      ASSERT_EQ(reader().previous(), i == 0 ? Status::kEnd : Status::kOk);
    }
  });
}

TEST_P(Pages, ShowEverySymbolOfTheirLinesWithinTheMeasure) {
  every_article([&] {
    do {
      const std::int32_t right = reader().layout().left() * 64 + reader().layout().measure_q6();
      for (std::uint32_t i = 0; i < reader().page().count; ++i) {
        std::span<const LineItem> items;
        ASSERT_EQ(reader().line_items(i, items), Status::kOk);
        std::string shown;
        std::int32_t end = 0;
        for (const LineItem& item : items) {
          if (item.span == 0) shown += opened_->utf8(item.symbol);
          const SymbolClass c = reader().bundle().alphabet().group_of(item.symbol).symbol_class;
          if (c != SymbolClass::kSpace && c != SymbolClass::kTab) end = item.x_q6 + item.advance_q6;
        }
        std::string text = line_text(*opened_, reader().page().lines[i]);
        if (!text.empty() && text.back() == '\n') text.pop_back();
        // Spaces at the start of a line are passed over; nothing else is.
        ASSERT_EQ(shown, text.substr(std::min(text.size(), text.find_first_not_of(' ') == std::string::npos || shown.size() == text.size()
                                                               ? std::size_t{0}
                                                               : text.size() - shown.size())));
        if (items.size() > 1) {
          ASSERT_LE(end, right) << shown;
        }
      }
    } while (reader().next() == Status::kOk);
  });
}

// W1, H1; on pages that hold more than five lines.
TEST_P(Pages, LeaveNoLoneLinesAndNoHeadingBehind) {
  const auto is_prose = [](const Line& line) {
    return line.kind == BlockKind::kParagraph || line.kind == BlockKind::kQuote || line.kind == BlockKind::kListItem;
  };
  every_article([&] {
    do {
      const Page& page = reader().page();
      if (page.count <= 5 || page.last) continue;
      const Line &first = page.lines[0], &last = page.lines[page.count - 1u];
      const std::string where = "page " + std::to_string(reader().page_number() + 1);
      ASSERT_FALSE(is_prose(first) && first.start.code_point > 0 && first.last_of_unit) << where;
      ASSERT_FALSE(is_prose(last) && last.start.code_point == 0 && !last.last_of_unit) << where;
      ASSERT_NE(last.kind, BlockKind::kHeading) << where;
    } while (reader().next() == Status::kOk);
  });
}

TEST_P(Pages, AreFoundByEveryPlaceOnThem) {
  every_article([&] {
    std::vector<std::pair<Place, Place>> pages;
    do pages.emplace_back(reader().page().start, reader().page().next);
    while (reader().next() == Status::kOk && pages.size() < 40);
    for (std::size_t i = 0; i < pages.size(); i += 7) {
      ASSERT_EQ(reader().go_to(pages[i].first), Status::kOk);
      ASSERT_EQ(reader().page_number(), i);
      const Place inside{pages[i].first.unit, pages[i].first.code_point + 1};
      if (inside >= pages[i].second) continue;
      ASSERT_EQ(reader().go_to(inside), Status::kOk);
      ASSERT_EQ(reader().page_number(), i);
    }
  });
}

TEST_P(Pages, AreTheSameInBandsOfAnyHeight) {
  for (const pack::Profile& profile : pack::profiles()) {
    const bool vertical = &profile == &pack::profiles()[0] || &profile == &pack::profiles()[1];
    for (int page = 0; page < (vertical ? 6 : 3); ++page) {
      if (page % 3 == 0) {
        const Direction direction = page == 0 ? Direction::kHorizontal : Direction::kVertical;
        ASSERT_EQ(reader().set_style(pack::style_for(profile, reader(), direction)), Status::kOk);
        ASSERT_EQ(reader().open_article(reader().bundle().articles() / 2), Status::kOk);
      }
      Panel whole(profile.width, profile.height, profile.bits_per_pixel);
      ASSERT_EQ(reader().paint(whole.surface()), Status::kOk);
      for (const std::int16_t height : {std::int16_t{1}, std::int16_t{17}, std::int16_t{64}}) {
        Panel bands(profile.width, profile.height, profile.bits_per_pixel);
        std::uint32_t hash = 0;
        for (std::int16_t top = 0; top < profile.height; top = static_cast<std::int16_t>(top + height)) {
          ASSERT_EQ(reader().paint(bands.band(top, height)), Status::kOk);
          hash = surface_hash(bands.band(top, height), hash);
        }
        ASSERT_EQ(bands.pixels(), whole.pixels());
        ASSERT_EQ(hash, surface_hash(whole.surface()));
      }
      const Status turned = reader().next();
      ASSERT_TRUE(turned == Status::kOk || turned == Status::kEnd);
    }
  }
}

TEST_P(Pages, ArePaintedEveryOneWithInk) {
  every_article([&] {
    const Style& style = reader().layout().style();
    if (style.metrics != MetricsKind::kStrike) return;
    Panel panel(style.page_width, style.page_height, 2);
    const std::uint32_t blank = [&] {
      Panel paper(style.page_width, style.page_height, 2);
      std::memset(paper.surface().pixels, 0xFF, paper.pixels().size());
      return surface_hash(paper.surface());
    }();
    do {
      ASSERT_EQ(reader().paint(panel.surface()), Status::kOk);
      ASSERT_NE(surface_hash(panel.surface()), blank) << "page " << reader().page_number() + 1;
    } while (reader().next() == Status::kOk);
  });
}

INSTANTIATE_TEST_SUITE_P(Corpora, Pages, testing::Bool(),
                         [](const auto& info) { return info.param ? "seeds" : "content"; });

void expect_turned(Direction direction) {
  OpenedBundle opened(corpus(false).bundle);
  Reader& reader = opened.reader();
  const Style style = pack::style_for(pack::find_profile("400x300-1"), reader, direction);
  ASSERT_EQ(reader.set_style(style), Status::kOk);
  ASSERT_EQ(reader.open_article(0), Status::kOk);
  Panel upright(400, 300, 1);
  ASSERT_EQ(reader.paint(upright.surface()), Status::kOk);
  const auto pixel = [](const Panel& panel, int x, int y) {
    return panel.pixels()[static_cast<std::size_t>(y * panel.surface().stride_bytes + x / 8)] >> (7 - x % 8) & 1;
  };
  Panel quarter(300, 400, 1, Rotation::k90), half(400, 300, 1, Rotation::k180), back(300, 400, 1, Rotation::k270);
  for (const Panel* panel : {&quarter, &half, &back}) ASSERT_EQ(reader.paint(panel->surface()), Status::kOk);
  EXPECT_EQ(quarter.surface().page_width(), 400);
  for (int y = 0; y < 300; ++y) {
    for (int x = 0; x < 400; ++x) {
      const int ink = pixel(upright, x, y);
      ASSERT_EQ(pixel(quarter, 299 - y, x), ink);
      ASSERT_EQ(pixel(half, 399 - x, 299 - y), ink);
      ASSERT_EQ(pixel(back, y, 399 - x), ink);
    }
  }
}

// Labels of a table's records that are longer than a page: no place lies in them, and what follows is shown all the same.
TEST(Table, LosesNothingBehindALongLabel) {
  const std::string name(60, 'n');
  const std::string text = "# T\n\n| " + name + " | " + name + " |\n|---|---|\n| one | two |\n| three | four |\n\nEnd.\n";
  std::vector<pack::Article> articles = pack::import_bytes(text, "a.md", {}).articles;
  OpenedBundle opened(pack::pack_articles(std::move(articles), "t", pack::Language::kEn, {}).bundle);
  ASSERT_EQ(opened.status(), Status::kOk);
  ASSERT_EQ(opened.reader().set_style(style_for_cells(8, 5)), Status::kOk);
  ASSERT_EQ(opened.reader().open_article(0), Status::kOk);
  std::string seen;
  do {
    for (const Line& line : opened.reader().page().lines.first(opened.reader().page().count)) seen += line_text(opened, line);
  } while (opened.reader().next() == Status::kOk);
  EXPECT_EQ(seen, reading_text(opened, opened.reader().flow()));
  EXPECT_NE(seen.find("four"), std::string::npos);
}

TEST(Rotation, TurnsThePageAndNothingElse) {
  expect_turned(Direction::kHorizontal);
  expect_turned(Direction::kVertical);
}

TEST(Pack, MakesTheSameBytesWithAnyNumberOfThreads) {
  const auto manifest = pack::read_manifest(source_dir() / "content/manifest.toml", {});
  pack::PackOptions four;
  four.threads = 4;
  EXPECT_EQ(pack::pack(manifest, four).bundle, corpus(false).bundle);  // which one thread has packed
}

}  // namespace
}  // namespace lr::test
