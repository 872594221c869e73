// Every flipped bit of a bundle is found, and turned back; every truncation is found.
#include <gtest/gtest.h>
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/sections.h>

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

void every_flip_is_mended(const Bytes& sound) {
  Bytes bytes = sound;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
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
