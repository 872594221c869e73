// The account of a document's characters: it is even for everything that is imported, and it notices what is not.
#include <gtest/gtest.h>
#include <libreader/pack/explain.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace lr::pack {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Whether it was read; what is no document is refused, which is fine.
bool check_even(const std::string& bytes, const std::string& name) {
  try {
    const ImportResult result = import_bytes(bytes, name, {});
    const Balance balance = audit(result.articles, result.account);
    EXPECT_GT(balance.source, 0u) << name;
    EXPECT_EQ(encode_utf8(balance.lost), "") << name;
    EXPECT_EQ(encode_utf8(balance.invented), "") << name;
    return true;
  } catch (const InputError&) {
    return false;
  }
}

TEST(Account, IsEvenForTheContent) {
  int count = 0;
  for (const fs::path& file : files_in(LR_SOURCE_DIR "/content")) {
    if (file.extension() == ".md") count += check_even(read(file), file.string());
  }
  EXPECT_GE(count, 11);
}

TEST(Account, IsEvenForTheSeeds) {
  const fs::path folder = LR_SHARED_DIR "/seeds";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "the documents are not here: " << folder;
  int count = 0;
  for (const fs::path& file : files_in(folder)) count += check_even(read(file), file.string());
  EXPECT_GE(count, 5);
}

TEST(Account, IsEvenForTheFuzzCorpora) {
  int count = 0;
  for (const fs::path& file : files_in(LR_SOURCE_DIR "/tests/fuzz/corpus")) {
    const std::string folder = file.parent_path().filename().string();
    const std::string name = folder == "fuzz_html" ? "a.html" : folder == "fuzz_markdown" ? "a.md" : "a.txt";
    if (folder != "fuzz_bundle" && folder != "fuzz_manifest") count += check_even(read(file), name);
  }
  EXPECT_GE(count, 15);
}

// Lines of the content and of what damages documents, mixed anew for each seed.
TEST(Account, IsEvenForDamagedMixtures) {
  std::vector<std::string> lines = {"",          " ",
                                    "---",       "[1] 参见某书。",
                                    "* 本文是某项目的成果。", "1 见前。",
                                    "- 12 -",    "·21· 某某学刊",
                                    "# 标题",    "一、起因",
                                    "（二）经过", "第三章 结果",
                                    "〔提 要〕 提要。", "□ 张 三",
                                    "广告",      "他说：\"好的,是吧......\"———然后呢？<sup>[1]</sup>",
                                    "mili-",     "tary ",
                                    "• 一项",    "（作者是某大学教授）",
                                    "【责任编辑：李四】", "Ｒｅａｄ　ｍｅ．",
                                    "https://example.org/a_b", "<a href=\"#n1\">1</a><p id=n1>note",
                                    "| a | b |", "[^1]: note",
                                    "text[^1] **strong**, `code`", "　　正文开始了，"};
  for (const char* file : {"zh-Hans/bundle.md", "en/packing.md", "ja/line-composition.md"}) {
    const std::string text = read(fs::path(LR_SOURCE_DIR "/content") / file);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  std::uint32_t state = 1;
  const auto next = [&](std::size_t below) {
    state = state * 1664525u + 1013904223u;
    return static_cast<std::size_t>(state >> 8) % below;
  };
  int read_count = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string text;
    const std::size_t count = 3 + next(60), own = 28;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& line = lines[next(3) == 0 ? next(own) : next(lines.size())];
      text += line + (next(5) == 0 ? " \n" : "\n");
      if (next(4) == 0) text += '\n';
    }
    for (const char* name : {"a.txt", "a.md", "a.html"}) read_count += check_even(text, name);
    if (::testing::Test::HasFailure()) {
      ADD_FAILURE() << "round " << round << ":\n" << text;
      return;
    }
  }
  EXPECT_GT(read_count, 4000);
}

// ---- it notices ----

constexpr const char* kDocument = "山路\n\n从前有一条山路，一直通到山顶。天气好的时候看得见海。\n\n后来路断了。\n";

TEST(Account, NoticesALostCharacter) {
  ImportResult result = import_bytes(kDocument, "a.txt", {});
  ASSERT_TRUE(audit(result.articles, result.account).is_even());
  std::u32string& text = result.articles[0].blocks[0].spans[0].text;
  text.erase(text.find(U'海'), 1);
  EXPECT_EQ(audit(result.articles, result.account).lost, U"海");
}

TEST(Account, NoticesALostBlockAndAnInventedOne) {
  ImportResult result = import_bytes(kDocument, "a.txt", {});
  result.articles[0].blocks.erase(result.articles[0].blocks.begin());
  EXPECT_GT(audit(result.articles, result.account).lost.size(), 10u);
  result = import_bytes(kDocument, "a.txt", {});
  result.articles[0].blocks.push_back(result.articles[0].blocks.back());
  EXPECT_EQ(audit(result.articles, result.account).invented.size(), 6u);
}

TEST(Account, NoticesALostNoteAndAForgottenReason) {
  ImportResult result = import_bytes("# T\n\nText[^1] and more.\n\n[^1]: A note.\n", "a.md", {});
  ASSERT_TRUE(audit(result.articles, result.account).is_even());
  result.articles[0].notes.clear();
  EXPECT_FALSE(audit(result.articles, result.account).is_even());
  result = import_bytes(kDocument, "a.txt", {});
  result.account.passages.clear();
  EXPECT_EQ(audit(result.articles, result.account).lost.size(), 2u);  // the title
}

TEST(Account, WidthQuotesAndSpacesDoNotCount) {
  const ImportResult result = import_bytes("题\n\n他说:\"ＡＢ 好\",走了.后来呢?没有后来.\n", "a.txt", {});
  EXPECT_TRUE(audit(result.articles, result.account).is_even());
}

TEST(Account, SumsAreTheSource) {
  const ImportResult result = import_bytes(read(LR_SOURCE_DIR "/content/zh-Hans/specimen.md"), "a.md", {});
  const Balance sums = audit(result.articles, result.account);
  EXPECT_EQ(sums.source + sums.added, sums.body + sums.notes + sums.fields + sums.dropped);
  EXPECT_GT(sums.notes, 0u);
  EXPECT_GT(sums.fields, 0u);
}

// ---- explain ----

TEST(Explain, ShowsSourceBesideResultWithReasons) {
  const std::string text = "山路\n\n多年以前有一条山路。1 路很长。\n\n\n\n1 见前。\n";
  const ImportResult result = import_bytes(text, "a.txt", {});
  const std::string shown = explain(result, 0, 100);
  EXPECT_NE(shown.find("    1 山路"), std::string::npos) << shown;
  EXPECT_NE(shown.find("= title: 山路"), std::string::npos) << shown;
  EXPECT_NE(shown.find("[paragraph] 多年以前有一条山路。[^1]路很长。"), std::string::npos) << shown;
  EXPECT_NE(shown.find("3 - dropped, the number of a note mark: 1"), std::string::npos) << shown;
  EXPECT_NE(shown.find("[note 1] 见前。"), std::string::npos) << shown;
}

TEST(Explain, EveryLineOfTheSourceIsShown) {
  const ImportResult result = import_bytes(read(LR_SOURCE_DIR "/content/en/packing.md"), "a.md", {});
  const std::u32string shown = decode_utf8(explain(result, 0, 4000));
  for (const SourceLine& line : result.account.source) {
    std::u32string text = line.text.substr(0, line.text.find(U'\n'));
    EXPECT_NE(shown.find(text), std::u32string::npos) << encode_utf8(text);
  }
}

}  // namespace
}  // namespace lr::pack
