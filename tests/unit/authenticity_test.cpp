// Hashes and signatures show who made a bundle, for each page of it alone; a delta makes the bundle that it was made
// for and no other.
#include <gtest/gtest.h>
#include <libreader/base/bytes.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/delta.h>
#include <libreader/pack/upkeep/sections.h>
#include <libreader/pack/upkeep/signature.h>

#include "../support/fixtures.h"

namespace {

namespace pack = lr::pack;
using Bytes = std::vector<std::uint8_t>;

// Several pages of hashes: 128 of them fill one.
Bytes long_bundle() {
  std::vector<std::string> paragraphs;
  std::uint32_t random = 1;
  for (int i = 0; i < 900; ++i) {
    std::string text;
    for (int k = 0; k < 60; ++k) {
      random = random * 1664525 + 1013904223;
      const char32_t c = 0x4E00 + (random >> 16) % 3000;
      text += pack::encode_utf8(std::u32string(1, c));
    }
    paragraphs.push_back(text);
  }
  return lr::test::text_bundle({lr::test::article_of(paragraphs)});
}

Bytes short_bundle(const std::string& text) { return lr::test::text_bundle({lr::test::article_of({text, text})}); }

pack::KeySeed seed_of(std::uint8_t byte) {
  pack::KeySeed seed;
  seed.fill(byte);
  return seed;
}

TEST(Tree, BundleStaysABundle) {
  const Bytes bundle = short_bundle("纸上的字"), hashed = pack::with_tree(bundle, {});
  EXPECT_TRUE(pack::inspect_damage(hashed).damages.empty());
  EXPECT_EQ(pack::check_tree(hashed).state, pack::TreeState::kUnsigned);
  EXPECT_EQ(pack::check_tree(bundle).state, pack::TreeState::kNone);
  lr::test::OpenedBundle opened(hashed), before(bundle);
  ASSERT_EQ(opened.status(), lr::Status::kOk);
  EXPECT_EQ(opened.bundle().id(), before.bundle().id());
  EXPECT_EQ(opened.text(1), before.text(1));
  EXPECT_EQ(pack::with_tree(hashed, {}), hashed) << "an older tree goes";
}

TEST(Tree, EveryPageIsCheckedAlone) {
  const Bytes file = pack::with_tree(long_bundle(), {});
  const pack::SectionEntry tree = pack::section_entries(file).back();
  const std::span levels = std::span(file).subspan(tree.offset + pack::kTreeHeadBytes);
  const std::size_t pages = (tree.offset + pack::kTreePageBytes - 1) / pack::kTreePageBytes;
  EXPECT_GT(levels.size(), 800u);
  for (std::size_t i = 0; i < pages; ++i) {
    const std::size_t at = i * pack::kTreePageBytes;
    Bytes page(
        file.begin() + static_cast<std::ptrdiff_t>(at),
        file.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(at + pack::kTreePageBytes, tree.offset)));
    EXPECT_TRUE(pack::page_fits(levels, tree.offset, i, page)) << i;
    EXPECT_FALSE(pack::page_fits(levels, tree.offset, i + 1, page)) << i;
    page[page.size() / 2] ^= 1;
    EXPECT_FALSE(pack::page_fits(levels, tree.offset, i, page)) << i;
  }
}

// 128 hashes a page: sizes around the places where a level begins.
TEST(Tree, LevelsOfAllSizes) {
  for (const std::size_t pages : {1u, 2u, 127u, 128u, 129u, 300u}) {
    const Bytes file(pages * pack::kTreePageBytes - 5, 7);
    const Bytes levels = pack::hash_levels(file);
    EXPECT_EQ(levels.size(), pack::hash_levels_bytes(file.size()));
    const std::span last = std::span(file).subspan((pages - 1) * pack::kTreePageBytes);
    EXPECT_TRUE(pack::page_fits(levels, file.size(), pages - 1, last)) << pages;
  }
}

TEST(Tree, EveryFlipIsFound) {
  const Bytes sound = pack::with_tree(short_bundle("纸上的字"), seed_of(1));
  Bytes bytes = sound;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1u << bit % 8);
    const pack::Inspection inspection = pack::inspect_damage(bytes);
    ASSERT_FALSE(inspection.damages.empty()) << "byte " << bit / 8;
    ASSERT_EQ(inspection.bytes, sound) << "byte " << bit / 8;
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1u << bit % 8);
  }
}

TEST(Signature, NamesItsKey) {
  const Bytes one = pack::with_tree(short_bundle("纸上的字"), seed_of(1));
  const Bytes two = pack::with_tree(short_bundle("纸上的字"), seed_of(2));
  const pack::TreeVerdict verdict = pack::check_tree(one);
  EXPECT_EQ(verdict.state, pack::TreeState::kSigned);
  EXPECT_NE(pack::check_tree(two).key, verdict.key);
  EXPECT_EQ(pack::with_tree(short_bundle("纸上的字"), seed_of(1)), one);
}

// A bundle that fits itself with the signature of another.
TEST(Signature, OfAnotherBundleIsRefused) {
  Bytes forged = pack::with_tree(short_bundle("假的"), seed_of(1));
  const Bytes honest = pack::with_tree(short_bundle("真的"), seed_of(1));
  const std::uint32_t at = pack::section_entries(forged).back().offset,
                      from = pack::section_entries(honest).back().offset;
  std::copy_n(honest.begin() + from, pack::kTreeHeadBytes, forged.begin() + at);
  EXPECT_TRUE(pack::inspect_damage(forged).damages.empty());
  EXPECT_EQ(pack::check_tree(forged).state, pack::TreeState::kDamaged);
}

TEST(Signature, KeysAreFilesOfTheirOwnKind) {
  const std::filesystem::path name = std::filesystem::path(testing::TempDir()) / "authenticity_test_key";
  for (const char* ending : {".key", ".pub"}) std::filesystem::remove(name.string() + ending);
  pack::make_keys(name);
  EXPECT_THROW(pack::make_keys(name), pack::InputError) << "a key is never written over";
  const Bytes bundle = pack::with_tree(short_bundle("字"), pack::read_secret_key(name.string() + ".key"));
  EXPECT_EQ(pack::check_tree(bundle).key, pack::read_public_key(name.string() + ".pub"));
  EXPECT_THROW(pack::read_public_key(name.string() + ".key"), pack::InputError);
  EXPECT_THROW(pack::read_secret_key(name.string() + ".pub"), pack::InputError);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(name.string() + ".key").permissions() & (perms::group_all | perms::others_all),
            perms::none);
}

TEST(Delta, MakesTheNewBundleByteForByte) {
  const Bytes before = long_bundle(), after = pack::with_tree(before, {});
  const Bytes delta = pack::make_delta(before, after);
  EXPECT_LT(delta.size(), before.size() / 10);
  EXPECT_EQ(pack::apply_delta("delta", delta, "old", before), after);
  EXPECT_EQ(pack::apply_delta("delta", pack::make_delta(after, after), "old", after), after);
}

TEST(Delta, OfAnotherBundleIsRefused) {
  const Bytes before = short_bundle("一"), after = short_bundle("二");
  EXPECT_THROW(pack::apply_delta("delta", pack::make_delta(before, after), "old", after), pack::InputError);
}

TEST(Delta, DamageIsRefused) {
  const Bytes before = short_bundle("一"), after = short_bundle("二"), delta = pack::make_delta(before, after);
  for (std::size_t size = 0; size < delta.size(); ++size) {
    const Bytes cut(delta.begin(), delta.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_THROW(pack::apply_delta("delta", cut, "old", before), pack::InputError) << size;
  }
  for (std::size_t bit = 0; bit < 8 * delta.size(); ++bit) {
    Bytes flipped = delta;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ 1u << bit % 8);
    try {  // a bit that says nothing of what is written may be anything
      EXPECT_EQ(pack::apply_delta("delta", flipped, "old", before), after) << bit / 8;
    } catch (const pack::InputError&) {
      continue;
    }
  }
}

}  // namespace
