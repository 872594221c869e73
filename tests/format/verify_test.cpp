// Every flipped bit of a bundle is found, and turned back; every truncation is found. So are search lists that are not
// those of the text, behind checksums that are right.
#include <gtest/gtest.h>
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/pack/append/append.h>
#include <libreader/pack/check_search.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/sections.h>
#include <libreader/search.h>

#include <algorithm>
#include <memory>
#include <string>

#include "../fuzz/repair.h"
#include "../support/fixtures.h"

namespace {

using Bytes = std::vector<std::uint8_t>;
using lr::pack::inspect_damage;
using lr::pack::Inspection;

// Blocks of many chunks, notes, a table, more articles than a page of ARTI holds; with a strike where a font is there.
Bytes small_bundle() {
  std::vector<lr::pack::Article> articles;
  for (int i = 0; i < 12; ++i) {
    const std::string n = std::to_string(i);
    std::string text = "---\ntitle: 文章 " + n + "\nid: a" + n + "\n---\n\n# 开始\n\n";
    for (int k = 0; k < (i == 0 ? 120 : 1); ++k)
      text += "第" + std::to_string(k * 7 + i) + "句“纸上的字”，in both scripts。";
    text += "[^1]\n\n| 名 | 值 |\n|---|---|\n| a | " + n + " |\n\n[^1]: 注。\n";
    for (lr::pack::Article& article : lr::pack::import_bytes(text, "a.md", {}).articles)
      articles.push_back(std::move(article));
  }
  std::vector<lr::pack::StrikeSpec> strikes{{"noto-sans", 12, 1}};
  try {
    return lr::pack::pack_articles(articles, "验", lr::pack::Language::kZhHans, strikes).bundle;
  } catch (const lr::pack::InputError&) {  // the font is not installed
    return lr::pack::pack_articles(articles, "验", lr::pack::Language::kZhHans, {}).bundle;
  }
}

const Bytes& sound_bundle() {
  static const Bytes bytes = small_bundle();
  return bytes;
}

#if defined(LR_SANITIZED)
constexpr std::size_t kStep = 5;  // each is several times as slow
#else
constexpr std::size_t kStep = 1;
#endif

void every_flip_is_mended(const Bytes& sound) {
  Bytes bytes = sound;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += kStep) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1u << bit % 8);
    const Inspection inspection = inspect_damage(bytes);
    ASSERT_FALSE(inspection.damages.empty()) << "byte " << bit / 8;
    ASSERT_TRUE(inspection.is_whole()) << "byte " << bit / 8 << ": " << inspection.damages.front().part;
    ASSERT_TRUE(inspection.bytes == sound) << "byte " << bit / 8;
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1u << bit % 8);
  }
}

TEST(Verify, SoundBundleHasNoDamage) {
  const Inspection inspection = inspect_damage(sound_bundle());
  for (const lr::pack::Damage& damage : inspection.damages) ADD_FAILURE() << damage.part << " at " << damage.offset;
  EXPECT_EQ(inspection.bytes, sound_bundle());
}

TEST(Verify, EveryFlipIsFoundAndMended) { every_flip_is_mended(sound_bundle()); }

TEST(Verify, EveryTruncationIsFound) {
  const Bytes& sound = sound_bundle();
  for (std::size_t size = 0; size < sound.size(); ++size) {
    const Inspection inspection = inspect_damage(std::span(sound).first(size));
    ASSERT_FALSE(inspection.damages.empty()) << size << " bytes";
    ASSERT_FALSE(inspection.is_whole()) << size << " bytes";
  }
}

// A flip in the header, the list of sections and each section: all are mended.
TEST(Verify, FlipsApartFromEachOtherAreMended) {
  Bytes bytes = sound_bundle();
  const auto flip = [&](std::size_t at) { bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ 4); };
  flip(20);
  flip(70);
  std::size_t flips = 2;
  for (const lr::pack::SectionEntry& entry : lr::pack::section_entries(sound_bundle())) {
    if (entry.bytes == 0) continue;
    flip(entry.offset + entry.bytes / 2);
    ++flips;
  }
  const Inspection inspection = inspect_damage(bytes);
  EXPECT_EQ(inspection.damages.size(), flips);
  EXPECT_TRUE(inspection.is_whole());
  EXPECT_EQ(inspection.bytes, sound_bundle());
}

// The checksum of a section whose parts carry their own hangs on their lengths only: a part that fits itself, put in
// the place of another, is told by the id.
TEST(Verify, APartThatFitsItselfIsToldByTheId) {
  Bytes bytes = sound_bundle();
  const lr::test::OpenedBundle opened(bytes);
  ASSERT_EQ(opened.status(), lr::Status::kOk);
  const lr::pack::SectionEntry alphabet = lr::pack::section_entries(bytes).front();
  std::uint8_t* p = bytes.data() + alphabet.offset;
  const std::uint32_t size = alphabet.bytes - lr::kCrcBytes;
  p[size - 1] ^= 0x11;
  lr::store_u32(p + size, lr::crc32c(p, size));
  const Inspection inspection = inspect_damage(bytes);
  ASSERT_EQ(inspection.damages.size(), 1u);
  EXPECT_EQ(inspection.damages.front().part, "the id");
}

std::vector<std::string> check_search(const Bytes& bundle) {
  return lr::pack::check_search(lr::memory_source(bundle.data(), static_cast<std::uint32_t>(bundle.size())));
}

// Of the lists themselves: the last bits of section SRCH. They lie in whole pages and one that is not.
std::vector<std::size_t> bits_of_lists(const Bytes& bundle) {
  for (const lr::pack::SectionEntry& section : lr::pack::section_entries(bundle)) {
    if (section.tag != lr::format::kSearchTag) continue;
    const std::vector<std::uint8_t> bytes =
        lr::pack::unpaged(std::span(bundle).subspan(section.offset, section.bytes), 1);
    const std::size_t list_bits = lr::load_u32(bytes.data() + 12), first = 8 * (bytes.size() - (list_bits + 7) / 8);
    constexpr std::size_t kBitsAPage = 8 * (lr::kPageBytes - lr::kCrcBytes);
    std::vector<std::size_t> bits;
    for (std::size_t i = first; i < first + list_bits; ++i)
      bits.push_back(8 * (section.offset + i / kBitsAPage * lr::kPageBytes) + i % kBitsAPage);
    return bits;
  }
  return {};
}

Bytes with_flipped_list(const Bytes& sound, std::size_t bit) {
  Bytes forged = sound;
  forged[bit / 8] = static_cast<std::uint8_t>(forged[bit / 8] ^ 0x80u >> bit % 8);
  lr::fuzz::Repair(forged).run();
  return forged;
}

std::size_t hits(const Bytes& bundle, const char* query) {
  lr::test::OpenedBundle opened(bundle);
  auto search = std::make_unique<lr::Search>();
  EXPECT_EQ(search->open(opened.bundle(), query), lr::Status::kOk);
  std::size_t found = 0;
  for (lr::Hit hit; search->next(hit) == lr::Status::kOk;) ++found;
  return found;
}

// Several groups; one character stands in just one of them.
std::vector<lr::pack::Article> articles_to_search() {
  std::vector<std::string> paragraphs;
  for (std::uint32_t i = 0; i < 60; ++i) {
    std::u32string text = i == 35 ? U"鲸" : U"";
    for (std::uint32_t k = 0; k < 150; ++k) text += static_cast<char32_t>(0x4E00 + (i * 37 + k * k * 11) % 300);
    paragraphs.push_back(lr::pack::encode_utf8(text + U" words in letters " + static_cast<char32_t>('a' + i % 26)));
  }
  return {lr::test::article_of(paragraphs)};
}

const Bytes& searched_bundle() {
  static const Bytes bytes = lr::test::text_bundle(articles_to_search());
  return bytes;
}

TEST(VerifySearch, SoundListsAreThoseOfTheText) {
  EXPECT_EQ(check_search(sound_bundle()), std::vector<std::string>{});
  EXPECT_EQ(check_search(searched_bundle()), std::vector<std::string>{});
}

TEST(VerifySearch, EveryFlipInTheListsIsFoundBehindItsChecksums) {
  const Bytes& sound = searched_bundle();
  const std::vector<std::size_t> bits = bits_of_lists(sound);
  ASSERT_GT(bits.size(), 1000u);
  for (std::size_t i = 0; i < bits.size(); i += 3) {
    const Bytes forged = with_flipped_list(sound, bits[i]);
    const std::vector<std::string> problems = check_search(forged);
    ASSERT_FALSE(problems.empty()) << "bit " << bits[i];
    ASSERT_TRUE(problems.front().starts_with("section SRCH: ")) << problems.front();
  }
}

// A search that does not find what stands in the text, and the one list that is to blame.
TEST(VerifySearch, AListThatLostItsPlaceIsNamed) {
  const Bytes& sound = searched_bundle();
  ASSERT_EQ(hits(sound, "鲸"), 1u);
  bool named = false;
  const std::vector<std::size_t> bits = bits_of_lists(sound);
  for (std::size_t i = 0; i < bits.size() && !named; ++i) {
    const Bytes forged = with_flipped_list(sound, bits[i]);
    const std::vector<std::string> problems = check_search(forged);
    if (problems.size() != 1 || problems.front().find("(鲸) ") == std::string::npos) continue;
    named = problems.front().ends_with(": 1 groups, expected 1") && hits(forged, "鲸") == 0;
  }
  EXPECT_TRUE(named);
}

// New text has no lists; that of an article which was replaced keeps its own.
TEST(VerifySearch, OfABundleThatHasGrownTheFirstPackingIsProved) {
  lr::pack::LoadedBundle old("old", searched_bundle());
  const auto import = [](std::size_t) {
    return lr::pack::import_bytes("---\ntitle: 题\nid: test\n---\n\n別的文字，國際 Ünïted words。\n", "a.md", {});
  };
  const lr::pack::Appended added =
      lr::pack::append(old, {1, import, [](std::size_t) { return std::size_t{1}; }}, {.replace = true, .pack = {}});
  ASSERT_EQ(added.replaced, 1u);
  Bytes grown(searched_bundle().begin(), searched_bundle().begin() + added.at);
  grown.insert(grown.end(), added.bytes.begin(), added.bytes.end());
  std::copy(grown.end() - lr::format::kHeaderBytes, grown.end(), grown.begin());
  ASSERT_EQ(hits(grown, "国际"), 1u);
  EXPECT_EQ(check_search(grown), std::vector<std::string>{});
  EXPECT_NE(check_search(with_flipped_list(grown, bits_of_lists(grown).back())), std::vector<std::string>{});
}

// The seeds, as text: hours under a sanitizer.
TEST(Verify, DISABLED_EveryFlipOfTheSeeds) {
  const std::filesystem::path folder = lr::test::shared_dir();
  if (folder.empty()) GTEST_SKIP() << "no seeds";
  std::vector<lr::pack::Article> articles;
  for (const auto& file : std::filesystem::directory_iterator(folder / "seeds")) {
    for (lr::pack::Article& article : lr::pack::import_file(file.path(), {}).articles)
      articles.push_back(std::move(article));
  }
  every_flip_is_mended(lr::test::text_bundle(std::move(articles)));
}

}  // namespace
