// Glyph pictures: what a strike holds whatever the face, and what the faces of fonts/faces.toml make of the marks that
// Chinese and Western text share. Skipped where the fonts are not installed.
#include <gtest/gtest.h>
#include <libreader/pack/import.h>
#include <libreader/pack/strikes.h>
#include <libreader/pack/strikes/compose.h>
#include <libreader/pack/strikes/parallel.h>
#include <libreader/pack/strikes/ink.h>
#include <libreader/pack/strikes/stem_places.h>
#include <libreader/pack/strikes/topology.h>

#include <atomic>
#include <cmath>

namespace lr::pack {
namespace {

GlyphRequest wide(std::u32string cluster, Language language = Language::kZhHans) {
  return {std::move(cluster), Form::kWide, language, AdvanceKind::kFull};
}

GlyphRequest narrow(std::u32string cluster, Language language = Language::kZhHans) {
  return {std::move(cluster), Form::kNarrow, language, AdvanceKind::kProportional};
}

// The column of ink in the middle, from the pen.
double centre_x(const GlyphPicture& picture) { return picture.left + picture.width / 2.0; }
double centre_y(const GlyphPicture& picture) { return picture.top + picture.height / 2.0; }

struct StrikePictures : DrawnStrike {
  std::vector<GlyphPicture> glyphs;  // one a request
};

class Strikes : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const FaceTable& table = face_table();
    for (const std::size_t face : table.family(GetParam()).faces[0]) {
      const FaceSpec& spec = table.faces[face];
      if (spec.optional || Face::open(spec) != nullptr) continue;
      GTEST_SKIP() << "package " << spec.package << " is not installed";
    }
  }
  StrikePictures draw(const std::vector<GlyphRequest>& requests, int ppem = 24, int bpp = 2, unsigned threads = 1) {
    std::vector<GlyphPicture> glyphs;
    DrawnStrike strike = draw_strike({GetParam(), ppem, bpp}, requests, threads,
                                     [&](const GlyphPicture& picture) { glyphs.push_back(picture); });
    return {std::move(strike), std::move(glyphs)};
  }
};

INSTANTIATE_TEST_SUITE_P(Families, Strikes, testing::Values("noto-sans", "noto-serif"),
                         [](const auto& info) { return std::string(info.param).substr(5); });

GlyphRequest vertical(std::u32string cluster, Standing standing, Language language = Language::kZhHans) {
  return {std::move(cluster), Form::kWide, language, AdvanceKind::kFull, standing};
}

TEST_P(Strikes, MarksOfVerticalLinesStandWhereTheyBelong) {  // T1, T2, T3
  const StrikePictures strike =
      draw({vertical(U"，", Standing::kVertical), vertical(U"。", Standing::kVertical, Language::kZhHant),
            vertical(U"（", Standing::kVerticalOnSide), vertical(U"—", Standing::kVerticalOnSide),
            vertical(U"…", Standing::kVerticalOnSide), vertical(U"ー", Standing::kVerticalOnSide, Language::kJa),
            vertical(U"“", Standing::kVerticalOnSide)});
  const auto& g = strike.glyphs;
  EXPECT_GT(centre_x(g[0]), 14);  // in the upper right of 24 px
  EXPECT_LT(centre_y(g[0]), -12);
  EXPECT_NEAR(centre_x(g[1]), 12, 1.5);  // in the middle
  EXPECT_GT(g[2].width, 3 * g[2].height);  // open below
  EXPECT_GT(centre_y(g[2]), -6);
  EXPECT_NEAR(g[3].height, 24, 1);  // from edge to edge, in the middle
  EXPECT_NEAR(centre_x(g[3]), 12, 1.5);
  for (const int i : {4, 5}) {
    EXPECT_GT(g[static_cast<std::size_t>(i)].height, 3 * g[static_cast<std::size_t>(i)].width);
    EXPECT_NEAR(centre_x(g[static_cast<std::size_t>(i)]), 12, 1.5);
  }
  EXPECT_GT(g[6].height, 6);  // ﹃, not the sign of horizontal text, which is as low as a comma
}

TEST_P(Strikes, EveryPictureIsWithinItsBoundsAndTight) {
  std::vector<GlyphRequest> requests;
  for (char32_t c = U'一'; c < U'一' + 200; ++c) requests.push_back(wide({c}));
  for (char32_t c = 0x21; c < 0x7F; ++c) requests.push_back(narrow({c}));
  requests.push_back(wide(U"\U0001F600"));
  for (const int bpp : {1, 2, 4}) {
    for (const int ppem : {12, 16, 24, 40}) {
      const StrikePictures strike = draw(requests, ppem, bpp);
      EXPECT_TRUE(strike.missing.empty());
      EXPECT_GE(strike.ascent + strike.descent, ppem);
      ASSERT_EQ(strike.glyphs.size(), requests.size());
      for (std::size_t i = 0; i < requests.size(); ++i) {
        const GlyphPicture& g = strike.glyphs[i];
        ASSERT_EQ(g.coverage.size(), static_cast<std::size_t>(g.width * g.height));
        EXPECT_GT(g.width, 0);
        EXPECT_LE(g.width, 2 * ppem);
        EXPECT_GE(g.top, -ppem);
        EXPECT_LE(g.top + g.height, static_cast<int>(std::lround(0.35 * ppem)));
        int most = 0, edges[4] = {};
        for (int y = 0; y < g.height; ++y) {
          for (int x = 0; x < g.width; ++x) {
            const int level = g.coverage[static_cast<std::size_t>(y * g.width + x)];
            most = std::max(most, level);
            if (y == 0) edges[0] += level;
            if (x == 0) edges[1] += level;
            if (y == g.height - 1) edges[2] += level;
            if (x == g.width - 1) edges[3] += level;
          }
        }
        EXPECT_LE(most, (1 << bpp) - 1);
        for (const int edge : edges) EXPECT_GT(edge, 0) << "a row or column of paper at an edge";
        if (requests[i].advance == AdvanceKind::kFull) {
          EXPECT_EQ(g.advance_q6, ppem * 64);
        }
      }
    }
  }
}

TEST_P(Strikes, HanStaysInItsEmSquare) {
  std::vector<GlyphRequest> requests;
  for (char32_t c = U'一'; c < U'一' + 1000; ++c) requests.push_back(wide({c}));
  for (const int ppem : {16, 20, 24}) {
    const StrikePictures strike = draw(requests, ppem, 1);
    int outside = 0;
    for (const GlyphPicture& g : strike.glyphs) {
      const bool within = g.left >= 0 && g.left + g.width <= ppem && g.top >= -strike.ascent &&
                          g.top + g.height <= strike.descent;
      outside += within ? 0 : 1;
    }
    EXPECT_EQ(outside, 0);
  }
}

TEST_P(Strikes, ThreadsChangeNothing) {
  std::vector<GlyphRequest> requests;
  for (char32_t c = U'一'; c < U'一' + 300; ++c) requests.push_back(wide({c}));
  const StrikePictures one = draw(requests, 20, 1, 1), many = draw(requests, 20, 1, 7);
  EXPECT_EQ(one.face_name, many.face_name);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    EXPECT_EQ(one.glyphs[i].coverage, many.glyphs[i].coverage);
    EXPECT_EQ(one.glyphs[i].left, many.glyphs[i].left);
    EXPECT_EQ(one.glyphs[i].top, many.glyphs[i].top);
  }
}

TEST_P(Strikes, SharedMarksHaveTwoForms) {
  for (const Language language : {Language::kZhHans, Language::kZhHant, Language::kJa, Language::kKo}) {
    std::vector<GlyphRequest> requests;
    for (const char32_t c : U"“‘”’…·") {
      if (c == 0) break;
      requests.push_back(wide({c}, language));
      requests.push_back(narrow({c}, language));
    }
    const StrikePictures strike = draw(requests, 32, 4);
    for (const std::size_t opener : {0u, 2u}) EXPECT_GT(centre_x(strike.glyphs[opener]), 16);
    for (const std::size_t closer : {4u, 6u}) EXPECT_LT(centre_x(strike.glyphs[closer]), 16);
    for (std::size_t i = 1; i < requests.size(); i += 2) EXPECT_LT(strike.glyphs[i].advance_q6, 32 * 64);
    const GlyphPicture &ellipsis = strike.glyphs[8], &dots = strike.glyphs[9], &middle = strike.glyphs[10];
    EXPECT_NEAR(centre_x(ellipsis), 16, 1.1);
    EXPECT_NEAR(centre_y(ellipsis), -0.38 * 32, 1.1);
    EXPECT_LE(dots.top + dots.height, 1) << "stands on the baseline";
    EXPECT_GE(dots.top + dots.height, 0);
    EXPECT_NEAR(centre_x(middle), 16, 1.1);
    EXPECT_NEAR(centre_y(middle), -0.38 * 32, 1.1);
  }
}

TEST_P(Strikes, WideDashesJoin) {
  for (const int ppem : {16, 20, 24, 28, 33}) {
    for (const int bpp : {1, 2, 4}) {
      const StrikePictures strike = draw({wide(U"—"), wide(U"―"), narrow(U"—")}, ppem, bpp);
      for (const std::size_t i : {0u, 1u}) {
        const GlyphPicture& dash = strike.glyphs[i];
        EXPECT_EQ(dash.left, 0);
        EXPECT_EQ(dash.width, ppem);
        EXPECT_NEAR(centre_y(dash), -0.38 * ppem, 1);
        for (const std::uint8_t level : dash.coverage) EXPECT_EQ(level, (1 << bpp) - 1);
      }
      EXPECT_LT(strike.glyphs[2].width, ppem);
    }
  }
}

TEST_P(Strikes, BlanksAreNeitherDrawnNorMissing) {
  const std::vector<GlyphRequest> requests = {
      narrow(U" "), narrow(U"\u00A0"), wide(U"\u3000"), narrow(U"\t"), narrow(U"\n"),
      {U"\u200B", Form::kNarrow, Language::kEn, AdvanceKind::kZero},
      {U"\uFE0F", Form::kNarrow, Language::kEn, AdvanceKind::kZero}, narrow(U"\u2009"), narrow(U"")};
  const StrikePictures strike = draw(requests);
  EXPECT_TRUE(strike.missing.empty());
  for (const GlyphPicture& g : strike.glyphs) EXPECT_TRUE(g.coverage.empty() && g.width == 0 && g.height == 0);
  EXPECT_GT(strike.glyphs[0].advance_q6, 0);
  EXPECT_EQ(strike.glyphs[0].advance_q6, strike.glyphs[1].advance_q6);
  EXPECT_EQ(strike.glyphs[2].advance_q6, 24 * 64);
  EXPECT_EQ(strike.glyphs[5].advance_q6, 0);
}

TEST_P(Strikes, ClustersAreDrawnWithoutAShaper) {
  const std::vector<GlyphRequest> requests = {
      narrow(U"q"), narrow(U"q\u0303"),             // a mark above
      wide(U"葛"), wide(U"葛\U000E0100"),           // a selector that the face does not know
      wide(U"\U0001F468"), wide(U"\U0001F468\u200D\U0001F469\u200D\U0001F467"),
      wide(U"\U0001F44D"), wide(U"\U0001F44D\U0001F3FD"), wide(U"\U0001F1E8\U0001F1F3"), wide(U"1\uFE0F\u20E3")};
  const StrikePictures strike = draw(requests, 32, 4);
  EXPECT_TRUE(strike.missing.empty());
  EXPECT_LT(strike.glyphs[1].top, strike.glyphs[0].top);
  for (const std::size_t same : {2u, 4u, 6u}) EXPECT_EQ(strike.glyphs[same].coverage, strike.glyphs[same + 1].coverage);
  for (const std::size_t emoji : {4u, 8u, 9u}) {
    EXPECT_GE(strike.glyphs[emoji].left, 0);
    EXPECT_LE(strike.glyphs[emoji].left + strike.glyphs[emoji].width, 32);
  }
}

TEST_P(Strikes, NamesWhatNoFaceHas) {
  const StrikePictures strike = draw({wide(U"中"), narrow(U"\uE123"), wide(U"文")});
  EXPECT_EQ(strike.missing, std::vector<std::size_t>{1});
  EXPECT_TRUE(strike.glyphs[1].coverage.empty());
}

TEST_P(Strikes, ShapesFollowTheLanguage) {
  const StrikePictures strike = draw({wide(U"骨", Language::kZhHans), wide(U"骨", Language::kZhHant),
                                      wide(U"骨", Language::kJa)}, 40, 4);
  EXPECT_NE(strike.glyphs[0].coverage, strike.glyphs[1].coverage);
  EXPECT_NE(strike.glyphs[0].coverage, strike.glyphs[2].coverage);
}

TEST_P(Strikes, LettersStandOnOneLine) {
  for (const int ppem : {16, 20, 24}) {
    const StrikePictures strike = draw({narrow(U"x"), narrow(U"o"), narrow(U"n"), narrow(U"e"), narrow(U"H")}, ppem, 1);
    for (const GlyphPicture& g : strike.glyphs) EXPECT_EQ(g.top + g.height, 0);
    EXPECT_EQ(strike.glyphs[1].top, strike.glyphs[0].top);
    EXPECT_EQ(strike.glyphs[3].top, strike.glyphs[0].top);
  }
}

// The share of Han whose strokes and counters are all told apart at 1 bit a pixel; a plain threshold keeps half at 24.
// Faces for Chinese have some of them only.
TEST_P(Strikes, FiguresOfNoteMarksStandOnOneLine) {
  std::vector<GlyphRequest> requests;
  for (const char32_t c : std::u32string(U"⁰¹²³⁴⁵⁶⁷⁸⁹")) requests.push_back(narrow(std::u32string(1, c)));
  for (const int bpp : {1, 4}) {
    const StrikePictures strike = draw(requests, 24, bpp);
    ASSERT_EQ(strike.glyphs.size(), 10u);
    const GlyphPicture& first = strike.glyphs[0];
    for (const GlyphPicture& figure : strike.glyphs) {
      EXPECT_NEAR(figure.top, first.top, 1);
      EXPECT_NEAR(figure.height, first.height, 2);
      EXPECT_LE(figure.top + figure.height, -7);  // raised
    }
  }
}

TEST_P(Strikes, PicturesKeepTheirTopology) {
  FaceSet faces(face_table(), face_table().family(GetParam()), 24, 1);
  std::vector<GlyphRequest> requests;
  for (char32_t c = U'一'; c < U'一' + 5000; c += 13) requests.push_back(wide({c}));
  const StrikePictures strike = draw(requests, 24, 1);
  int kept = 0;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Outline outline = compose(requests[i], faces).outline.outline;
    outline.transform(192, 192, 0, 0);
    const Coverage large = fill(outline, {-400, -400, 400, 400});
    const Topology wanted = topology_of(ink_levels(large, 128), large.width, large.height);
    const GlyphPicture& g = strike.glyphs[i];
    const Topology got = topology_of(g.coverage, g.width, g.height);
    kept += wanted.pieces == got.pieces && wanted.holes == got.holes ? 1 : 0;
  }
  EXPECT_GT(kept, static_cast<int>(requests.size() * 6 / 10));
}

TEST(StrikeFaces, NamesWhatIsWrong) {
  const auto none = [](const GlyphPicture&) {};
  EXPECT_THROW((void)draw_strike({"no-such-family", 24, 1}, {}, 1, none), InputError);
  EXPECT_THROW((void)draw_strike({"noto-sans", 24, 3}, {}, 1, none), InputError);
  EXPECT_THROW((void)draw_strike({"noto-sans", 4, 1}, {}, 1, none), InputError);
  for (const char* toml :
       {"[[font]]", "x = ", "[[font]]\npackage='p'\nfiles=['f']\nlicence='l'\nnote='n'\nfaces=[1]", "family = 3"}) {
    EXPECT_THROW((void)parse_faces(toml), InputError) << toml;
  }
}

TEST(StrikeFaces, AFontThatIsNotInstalledNamesItsPackage) {
  const FaceTable table = parse_faces(
      "[[font]]\npackage = 'fonts-nowhere'\nfiles = ['/nowhere.ttf']\nlicence = 'l'\nnote = 'n'\n"
      "faces = [{ id = 'a', name = 'A' }]\n"
      "[[family]]\nname = 'f'\nzh-Hans = ['a']\nzh-Hant = ['a']\nja = ['a']\nko = ['a']\nen = ['a']\n");
  FaceSet faces(table, table.family("f"), 24, 1);
  try {
    (void)compose(wide(U"中"), faces);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("fonts-nowhere"), std::string::npos);
  }
}

TEST(StrikeFaces, EveryFaceHasItsLicence) {
  for (const std::string& family : face_families()) {
    const std::string notes = licence_notes(family);
    EXPECT_NE(notes.find("OFL-1.1"), std::string::npos);
    EXPECT_NE(notes.find("Symbola"), std::string::npos);
  }
}

TEST(StrikeRaster, FillsExactly) {
  const Coverage c = fill(Outline::rectangle(1, 0, 2.5, 2), {-8, -8, 8, 8});
  ASSERT_GE(c.width, 2);
  EXPECT_EQ(c.left, 1);
  EXPECT_EQ(c.top, -2);
  EXPECT_EQ(c.at(0, 0), 255);
  EXPECT_NEAR(c.at(1, 1), 128, 1);
  const Coverage clipped = fill(Outline::rectangle(-20, -20, 20, 20), {-8, -4, 8, 2});
  EXPECT_EQ(clipped.width, 16);
  EXPECT_EQ(clipped.height, 6);
}

TEST(StrikeRaster, CountsPiecesAndHoles) {
  const std::vector<std::uint8_t> ring = {1, 1, 1, 0, 1,  //
                                          1, 0, 1, 0, 0,  //
                                          1, 1, 1, 0, 1};
  EXPECT_EQ(topology_of(ring, 5, 3).pieces, 3);
  EXPECT_EQ(topology_of(ring, 5, 3).holes, 1);
  // A diamond: ink joins at corners, paper does not.
  const std::vector<std::uint8_t> corners = {0, 1, 0, 1, 0, 1, 0, 1, 0};
  EXPECT_EQ(topology_of(corners, 3, 3).pieces, 1);
  EXPECT_EQ(topology_of(corners, 3, 3).holes, 1);
  EXPECT_EQ(topology_of({}, 0, 0).holes, 0);
}

TEST(StrikeGrid, StemsKeepTheirDistance) {
  const std::vector<Stem> stems = {{0.4, 1.6, 0, 10, {}, {}}, {3.3, 4.5, 0, 10, {}, {}}, {6.2, 7.4, 0, 10, {}, {}}};
  const StemPlaces found = place_stems(stems, {1, 1, 1}, 0, 8);
  EXPECT_EQ(found.places[1].low - found.places[0].low, 3);
  EXPECT_EQ(found.places[2].low - found.places[1].low, 3);
  EXPECT_LT(found.cost, kCollision);
}

TEST(StrikeParallel, CallsOnceAndThrowsTheFirst) {
  std::vector<std::atomic<int>> calls(1000);
  parallel_for(calls.size(), 5, [&](std::size_t i) { ++calls[i]; });
  for (const auto& count : calls) EXPECT_EQ(count, 1);
  try {
    parallel_for(1000, 5, [](std::size_t i) {
      if (i >= 300) throw i;
    });
    FAIL();
  } catch (const std::size_t i) {
    EXPECT_EQ(i, 300u);
  }
}

}  // namespace
}  // namespace lr::pack
