// Pairs of full-width marks against what Chromium makes of them (rule P1): every pair of three tables, or the rule by
// which it differs. The tables lie outside the project, in "conformance" below the directory that LR_SHARED names;
// without them the tests are skipped.
#include <cmath>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

constexpr int kEm = 64;

struct Table {
  const char* file;
  pack::Language language;
};

class Pairs : public testing::TestWithParam<Table> {};

// px between the ideographs around each pair.
std::vector<int> widths_of(const std::vector<std::string>& pairs, pack::Language language) {
  std::vector<std::string> paragraphs;
  for (const std::string& pair : pairs) paragraphs.push_back("国" + pair + "国");
  OpenedBundle opened(text_bundle({article_of(paragraphs, language)}));
  EXPECT_EQ(opened.status(), Status::kOk);
  Style style;
  style.metrics = MetricsKind::kNominal;
  style.nominal_em = kEm;
  style.page_width = 40 * kEm;
  style.page_height = 30000;
  style.front_matter = false;
  EXPECT_EQ(opened.reader().set_style(style), Status::kOk);
  EXPECT_EQ(opened.reader().open_article(0), Status::kOk);
  std::vector<int> widths;
  do {
    for (std::uint32_t i = 0; i < opened.reader().page().count; ++i) {
      std::span<const LineItem> items;
      EXPECT_EQ(opened.reader().line_items(i, items), Status::kOk);
      widths.push_back((items.back().x_q6 - items.front().x_q6) / 64 - kEm);
    }
  } while (opened.reader().next() == Status::kOk);
  return widths;
}

// The rule by which a pair differs from the table, or none.
std::string rule_of(const std::u32string& pair, pack::Language language) {
  const auto has = [&](std::u32string_view set) { return pair.find_first_of(set) != std::u32string::npos; };
  if (language != pack::Language::kZhHant && has(U"·"))
    return "P6: · is half an em in Chinese, and full width in Japanese text";
  if (language == pack::Language::kJa && has(U"“”‘’")) return "Q1: quotation marks beside ideographs are full width";
  if (language == pack::Language::kZhHans && pair.find_first_not_of(U"！？") == std::u32string::npos)
    return "P5: two of ！？ are one em";
  if (language == pack::Language::kZhHans && has(U"！？")) return "P1: ！？ have a blank half like other stops";
  return {};
}

TEST_P(Pairs, AreEqualOrNamed) {
  const auto file = shared_dir() / "conformance" / GetParam().file;
  if (shared_dir().empty() || !std::filesystem::exists(file)) GTEST_SKIP() << "no " << file;
  std::ifstream in(file);
  const nlohmann::ordered_json table = nlohmann::ordered_json::parse(in)["pairs"];
  std::vector<std::string> pairs;
  std::vector<int> expected;
  for (const auto& [pair, advances] : table.items()) {
    pairs.push_back(pair);
    expected.push_back(static_cast<int>(std::lround((advances[0].get<double>() + advances[1].get<double>()) * 4)) *
                       kEm / 4);
  }
  const std::vector<int> found = widths_of(pairs, GetParam().language);
  ASSERT_EQ(found.size(), 2025U);
  int equal = 0;
  std::map<std::string, int> named;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (found[i] == expected[i]) {
      ++equal;
      continue;
    }
    const std::string rule = rule_of(pack::decode_utf8(pairs[i]), GetParam().language);
    EXPECT_NE(rule, "") << pairs[i] << ": " << found[i] << " px, " << expected[i] << " in the table";
    ++named[rule];
  }
  std::printf("%d of %zu pairs are equal\n", equal, pairs.size());
  for (const auto& [rule, count] : named) std::printf("%5d %s\n", count, rule.c_str());
}

INSTANTIATE_TEST_SUITE_P(Chromium, Pairs,
                         testing::Values(Table{"chromium_trim_pairs_zh-CN.json", pack::Language::kZhHans},
                                         Table{"chromium_trim_pairs_zh-TW.json", pack::Language::kZhHant},
                                         Table{"chromium_trim_pairs_ja.json", pack::Language::kJa}),
                         [](const auto& info) {
                           return info.index == 0 ? "Simplified" : info.index == 1 ? "Traditional" : "Japanese";
                         });

}  // namespace
}  // namespace lr::test
