// Articles come back out of a bundle as they went in; what is damaged costs what it hits and no more.
#include <gtest/gtest.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/pack/upkeep/repack.h>
#include <libreader/pack/upkeep/salvage.h>
#include <libreader/pack/upkeep/sections.h>

#include <map>

#include "../support/fixtures.h"

namespace {

namespace pack = lr::pack;
using Bytes = std::vector<std::uint8_t>;

std::vector<pack::Article> imported(const std::string& text) { return pack::import_bytes(text, "a.md", {}).articles; }

std::string document(int i, int sentences) {
  const std::string n = std::to_string(i);
  std::string text =
      "---\ntitle: 文章 " + n + "\nid: a" + n + "\nauthor: 某人\ndate: 2024\nkeywords: 甲；乙\n---\n\n# 开始\n\n";
  for (int k = 0; k < sentences; ++k)
    text += "第" + std::to_string(k * 7 + i) + "句“纸上的字”，*in* **both** `scripts`。";
  text += "[^1]又[^2]\n\n> 引文\n\n- 甲\n  1. 乙\n\n```\na  b\n c\n```\n\n| 名 | 值 |\n|---|---|\n| a | " + n +
          " |\n\n---\n\n";
  return text + "[^1]: 注。\n\n    又一段。\n\n[^2]: Note *two*[^1].\n";
}

std::vector<pack::Article> documents(int count) {
  std::vector<pack::Article> articles;
  for (int i = 0; i < count; ++i) {
    for (pack::Article& article : imported(document(i, i == 0 ? 90 : 3))) {
      if (i % 3 != 0) article.sections = i % 3 == 1 ? std::vector<std::string>{"上编", "甲"} : std::vector<std::string>{"下编"};
      articles.push_back(std::move(article));
    }
  }
  return articles;
}

Bytes packed(const std::vector<pack::Article>& articles) {
  return pack::pack_articles(articles, "书", pack::Language::kZhHans, {}).bundle;
}

const Bytes& sound_bundle() {
  static const Bytes bytes = packed(documents(12));
  return bytes;
}

Bytes packed_again(const Bytes& bundle) {
  pack::StoredBundle stored("test", bundle);
  std::vector<pack::Article> articles;
  for (std::uint32_t i = 0; i < stored.articles(); ++i) {
    pack::StoredDocument document = stored.read(i);
    EXPECT_TRUE(document.lost.empty());
    articles.push_back(std::move(document.article));
  }
  return pack::pack_articles(articles, stored.title(), stored.language(), stored.strikes()).bundle;
}

std::string content(const pack::Article& article) {
  std::string text = article.fields.id + article.fields.title;
  const auto add = [&](const pack::Block& block) {
    text += std::to_string(static_cast<int>(block.kind)) + pack::encode_utf8(block.label);
    for (const pack::Span& span : block.spans)
      text += std::to_string(span.styles) + pack::encode_utf8(span.text) + std::to_string(span.note);
  };
  for (const pack::Block& block : article.blocks) add(block);
  for (const pack::Note& note : article.notes) {
    for (const pack::Block& block : note.blocks) add(block);
  }
  return text;
}

// Of each article that says of itself that nothing is lost, by id.
std::map<std::string, std::string> intact(const Bytes& bytes) {
  std::map<std::string, std::string> articles;
  try {
    const Bytes readable = pack::readable_bytes("test", bytes);
    pack::StoredBundle stored("test", readable);
    for (std::uint32_t i = 0; i < stored.articles(); ++i) {
      try {
        const pack::StoredDocument document = stored.read(i);
        if (document.lost.empty() && document.unknown_characters == 0)
          articles[document.article.fields.id] = content(document.article);
      } catch (const pack::InputError&) {  // its record is lost
      }
    }
  } catch (const pack::InputError&) {  // nothing can be read
  }
  return articles;
}

std::size_t expect_nothing_wrong(const Bytes& damaged, const std::string& where) {
  static const std::map<std::string, std::string> sound = intact(sound_bundle());
  const std::map<std::string, std::string> now = intact(damaged);
  for (const auto& [id, text] : now) {
    const auto known = sound.find(id);
    if (id.starts_with("article-")) continue;  // its id is lost
    EXPECT_TRUE(known != sound.end() && known->second == text) << where << ": " << id << " is another article";
  }
  return now.size();
}

TEST(StoredBundle, PackedAgainGivesTheSameBytes) { EXPECT_EQ(packed_again(sound_bundle()), sound_bundle()); }

TEST(StoredBundle, TitleWithNotesAndStylesComesBack) {
  std::vector<pack::Article> articles = imported("# 题目[^*]与*斜*[^1]\n\n正文[^1]\n\n[^*]: 基金。\n\n[^1]: 一。\n");
  const Bytes bundle = packed(articles);
  EXPECT_EQ(packed_again(bundle), bundle);
}

TEST(Salvage, SoundBundleIsWhole) { EXPECT_EQ(expect_nothing_wrong(sound_bundle(), "sound"), 12u); }

TEST(Salvage, EveryTruncationGivesWhatIsLeft) {
  const Bytes& sound = sound_bundle();
  std::size_t last = 0;
  for (std::size_t size = 0; size < sound.size(); size += 3) {
    const Bytes cut(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size));
    const std::size_t articles = expect_nothing_wrong(cut, std::to_string(size) + " bytes");
    EXPECT_GE(articles, last) << "a longer piece gives less: " << size;
    last = articles;
  }
  EXPECT_EQ(last, 12u);  // META is the last section
}

// Four bytes are overwritten, at every place: whatever was hit, what is said to be intact is.
TEST(Salvage, EveryTearCostsWhatItHits) {
  const Bytes& sound = sound_bundle();
  std::uint32_t text = 0, text_end = 0;
  for (const pack::SectionEntry& entry : pack::section_entries(sound)) {
    if (entry.tag != lr::format::kTextTag) continue;
    text = entry.offset;
    text_end = entry.offset + entry.bytes;
  }
  for (std::size_t at = 0; at + 4 <= sound.size(); at += 3) {
    Bytes torn = sound;
    for (std::size_t i = 0; i < 4; ++i) torn[at + i] = static_cast<std::uint8_t>(torn[at + i] ^ 0xA5);
    const std::size_t articles = expect_nothing_wrong(torn, "byte " + std::to_string(at));
    const bool in_header = at < lr::format::kHeaderBytes - 4, in_text = at >= text && at + 4 < text_end;
    EXPECT_GE(articles, in_header ? 12u : in_text ? 10u : 0u) << "byte " << at;
  }
}

TEST(Salvage, EntriesAreFoundBetweenTheirNeighbours) {
  const std::size_t sections = pack::section_entries(sound_bundle()).size();
  for (std::size_t i = 0; i < sections; ++i) {
    Bytes torn = sound_bundle();
    for (std::size_t k = 0; k < lr::format::kSectionEntryBytes; ++k) torn[lr::format::kHeaderBytes + 16 * i + k] = 0xEE;
    EXPECT_EQ(expect_nothing_wrong(torn, "entry " + std::to_string(i)), 12u) << "entry " << i;
  }
}

// A page of ARTI holds ten records.
TEST(Salvage, ArticlesAreFoundWithoutTheirRecords) {
  Bytes torn = sound_bundle();
  for (const pack::SectionEntry& entry : pack::section_entries(torn)) {
    if (entry.tag != lr::format::kArticlesTag) continue;
    for (std::size_t i = 0; i < 40; ++i) torn[entry.offset + i] ^= 0xA5;
  }
  const Bytes readable = pack::readable_bytes("test", torn);
  pack::StoredBundle damaged("test", readable), sound("test", sound_bundle());
  for (std::uint32_t i = 0; i < sound.articles(); ++i) {
    pack::Article before = sound.read(i).article;
    const pack::StoredDocument now = damaged.read(i);
    EXPECT_EQ(now.lost.size(), i < 10 ? 1u : 0u) << i;
    if (i < 10) before.fields.id = "article-" + std::to_string(i + 1);
    EXPECT_EQ(content(now.article), content(before)) << i;
  }
}

TEST(Salvage, LostBlocksAreCountedInTheText) {
  Bytes torn = sound_bundle();
  for (const pack::SectionEntry& entry : pack::section_entries(torn)) {
    if (entry.tag == lr::format::kTextTag) torn[entry.offset + 40] ^= 0x3C;
  }
  const Bytes readable = pack::readable_bytes("test", torn);
  pack::StoredBundle stored("test", readable);
  const pack::StoredDocument document = stored.read(0);
  EXPECT_FALSE(document.lost.empty());
  EXPECT_EQ(document.article.fields.title, "文章 0") << "the contents know the title too";
  EXPECT_NE(content(document.article).find("〔此处缺失 "), std::string::npos);
}

class Files {
 public:
  std::filesystem::path write(const std::string& name, const Bytes& bytes) {
    pack::write_file(folder_ / name, bytes);
    return folder_ / name;
  }
  Files() { std::filesystem::create_directories(folder_); }
  ~Files() { std::filesystem::remove_all(folder_); }
  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

 private:
  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "upkeep_test";
};

TEST(Merge, ShardsGiveTheBytesOfPackingAtOnce) {
  Files files;
  std::vector<pack::Article> all = documents(12);
  std::vector<std::unique_ptr<pack::LoadedBundle>> shards;
  std::vector<pack::StoredBundle*> stored;
  for (std::size_t i = 0; i < all.size(); i += 3) {
    shards.push_back(std::make_unique<pack::LoadedBundle>(
        "shard",
        packed({all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(i + 3)})));
    stored.push_back(&shards.back()->stored);
  }
  pack::repack(pack::merged(stored, {}), pack::frame_of(stored), {}, files / "merged.lrb");
  EXPECT_EQ(lr::test::read_file(files / "merged.lrb"), sound_bundle());
}

TEST(Merge, TheSameArticleIsTakenOnce) {
  pack::LoadedBundle one("one", sound_bundle()), two("two", sound_bundle());
  EXPECT_EQ(pack::merged({&one.stored, &two.stored}, {}).size(), 12u);
}

TEST(Merge, OneIdWithTwoTextsIsAnError) {
  pack::LoadedBundle one("one", packed(imported(document(1, 3)))), two("two", packed(imported(document(1, 4))));
  EXPECT_THROW(pack::merged({&one.stored, &two.stored}, {}), pack::InputError);
  const auto chosen = pack::merged({&one.stored, &two.stored}, {true});
  ASSERT_EQ(chosen.size(), 1u);
  EXPECT_EQ(chosen.front().bundle, &two.stored);
}

}  // namespace
