// The Unicode 17 conformance tests of UAX #14 and UAX #29, every case of them. The data lie outside the project: in
// "conformance" below the directory that LR_SHARED names; without them the tests are skipped.
#include <gtest/gtest.h>
#include <libreader/pack/breaks.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#ifndef LR_SHARED_DIR
#define LR_SHARED_DIR "../shared"
#endif

namespace lr::pack {
namespace {

std::filesystem::path conformance_file(const char* name) {
  const char* shared = std::getenv("LR_SHARED");
  return std::filesystem::path(shared != nullptr ? shared : LR_SHARED_DIR) / "conformance" / name;
}

struct Case {
  std::u32string text;
  std::vector<bool> breaks;  // before each code point; the first is false
};

// "÷ 0061 × 0308 ÷ 0062 ÷ # …"
Case parse_case(const std::string& line) {
  Case result;
  std::istringstream words(line.substr(0, line.find('#')));
  bool breaks = false;
  for (std::string word; words >> word;) {
    if (word == "÷" || word == "×") {
      breaks = word == "÷" && !result.text.empty();
    } else {
      result.text.push_back(static_cast<char32_t>(std::stoul(word, nullptr, 16)));
      result.breaks.push_back(breaks);
    }
  }
  return result;
}

// Runs every line of a file; `expected_cases` guards against a file cut short.
template <typename Function>
void run_file(const char* name, int expected_cases, Function breaks_of) {
  std::ifstream file(conformance_file(name));
  if (!file) GTEST_SKIP() << "no " << conformance_file(name) << "; LR_SHARED names the directory above it";
  int cases = 0;
  int passed = 0;
  for (std::string line; std::getline(file, line);) {
    const Case wanted = parse_case(line);
    if (wanted.text.empty()) continue;
    ++cases;
    const bool same = breaks_of(wanted.text) == wanted.breaks;
    if (same) ++passed;
    EXPECT_TRUE(same) << line;
  }
  EXPECT_EQ(cases, expected_cases);
  EXPECT_EQ(passed, expected_cases);
}

TEST(BreakConformance, LineBreakTest) {
  run_file("LineBreakTest.txt", 19338, [](const std::u32string& text) { return untailored_breaks(text); });
}

TEST(BreakConformance, GraphemeBreakTest) {
  run_file("GraphemeBreakTest.txt", 766, [](const std::u32string& text) {
    std::vector<bool> starts = cluster_starts(text);
    starts[0] = false;
    return starts;
  });
}

}  // namespace
}  // namespace lr::pack
