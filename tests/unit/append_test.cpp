// What is appended reads as if packed with the rest; what was there stays; a power cut leaves the old bundle or the new
// one.
#include <gtest/gtest.h>
#include <libreader/bundle.h>
#include <libreader/bundle/format.h>
#include <libreader/font.h>
#include <libreader/pack/append/grow.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/upkeep/damage.h>
#include <libreader/search.h>
#include <libreader/title_search.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "../support/fixtures.h"

namespace {

namespace pack = lr::pack;
using Bytes = std::vector<std::uint8_t>;

std::string document(const std::string& id, const std::string& title, const std::string& text) {
  return "---\ntitle: " + title + "\nid: " + id + "\nauthor: 某人\ndate: 2024\n---\n\n# 开始\n\n" + text +
         "[^1]。\n\n“又”一段，*in* `code`。\n\n[^1]: 注。\n";
}

std::vector<pack::Article> articles_of(const std::string& text) {
  return pack::import_bytes(text, "a.md", {}).articles;
}

// New words and new characters in every one.
const std::vector<std::string>& documents() {
  static const std::vector<std::string> all = {
      document("a", "山中", "山中无历日，寒尽不知年。山中无历日，寒尽不知年。"),
      document("b", "北风", "北风吹雁，山中有雪；Ünïted naïve words。"),
      document("c", "春晓", "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。"),
      document("d", "江雪", "千山鸟飞绝，万径人踪灭。孤舟蓑笠翁，独钓寒江雪。𠮷野家 Ω≈ç"),
      document("e", "登高", "風急天高猿嘯哀，渚清沙白鳥飛迴。ひらがなとカタカナ。"),
      document("f", "秋词", "自古逢秋悲寂寥，我言秋日胜春朝。晴空一鹤排云上。"),
  };
  return all;
}

std::vector<pack::Article> first(std::size_t count) {
  std::vector<pack::Article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    for (pack::Article& article : articles_of(documents()[i])) articles.push_back(std::move(article));
  }
  return articles;
}

Bytes packed(std::size_t count) { return pack::pack_articles(first(count), "书", pack::Language::kZhHans, {}).bundle; }

pack::Appended appended_to(const Bytes& bundle, const std::string& text, bool replace = false) {
  pack::LoadedBundle old("old", bundle);
  const pack::Documents one{1, [&](std::size_t) { return pack::import_bytes(text, "new.md", {}); },
                            [&](std::size_t) { return text.size(); }};
  pack::AppendOptions options;
  options.replace = replace;
  return pack::append(old, one, options);
}

Bytes grown(const Bytes& bundle, const pack::Appended& added) {
  Bytes bytes(bundle.begin(), bundle.begin() + added.at);
  bytes.insert(bytes.end(), added.bytes.begin(), added.bytes.end());
  std::copy(added.bytes.end() - lr::format::kHeaderBytes, added.bytes.end(), bytes.begin());
  return bytes;
}

Bytes with(const Bytes& bundle, const std::string& text, bool replace = false) {
  return grown(bundle, appended_to(bundle, text, replace));
}

struct Opened {
  explicit Opened(const Bytes& bytes) {
    status = bundle.open(lr::memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())), pages);
  }
  std::array<lr::Storage::Page, 8> pages;
  lr::Bundle bundle;
  lr::Status status;
};

// Packed anew from what the bundle gives back: the same bytes mean the same content.
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

std::string text_of(lr::Bundle& bundle, const lr::NavigationItem& item) {
  lr::TextCursor cursor(bundle);
  EXPECT_EQ(cursor.open(item), lr::Status::kOk);
  std::string text;
  for (lr::TextItem symbol; cursor.next(symbol) == lr::Status::kOk;) {
    char utf8[64];
    std::uint32_t bytes = 0;
    EXPECT_EQ(bundle.symbol_text(symbol.symbol, utf8, sizeof utf8, bytes), lr::Status::kOk);
    text.append(utf8, bytes);
  }
  return text;
}

std::vector<std::string> listed(const Bytes& bytes, lr::List list) {
  Opened opened(bytes);
  std::vector<std::string> titles;
  lr::NavigationItem item;
  for (std::uint32_t i = 0; i < opened.bundle.list_items(list); ++i) {
    EXPECT_EQ(opened.bundle.list_item(list, i, item), lr::Status::kOk);
    titles.push_back(text_of(opened.bundle, item));
  }
  return titles;
}

std::vector<std::string> found_by(const Bytes& bytes, const std::string& typed) {
  Opened opened(bytes);
  lr::TitleSearch search;
  std::vector<std::string> titles;
  lr::NavigationItem item;
  if (search.open(opened.bundle, typed) != lr::Status::kOk) return titles;
  while (search.next(item) == lr::Status::kOk) titles.push_back(text_of(opened.bundle, item));
  std::sort(titles.begin(), titles.end());
  return titles;
}

// Article, block and code point of every hit.
std::vector<std::array<std::uint32_t, 3>> hits(const Bytes& bytes, const std::string& query) {
  Opened opened(bytes);
  auto search = std::make_unique<lr::Search>();
  std::vector<std::array<std::uint32_t, 3>> all;
  EXPECT_EQ(search->open(opened.bundle, query), lr::Status::kOk) << query;
  for (lr::Hit hit; search->next(hit) == lr::Status::kOk;) {
    lr::Article article;
    EXPECT_EQ(opened.bundle.article(hit.article, article), lr::Status::kOk);
    all.push_back({hit.article, hit.unit - article.first_unit, hit.code_point});
  }
  return all;
}

class Appends : public testing::TestWithParam<std::size_t> {};

// As many in a row as there are documents behind the first ones.
TEST_P(Appends, ReadAsIfPackedAtOnce) {
  const std::size_t before = GetParam();
  Bytes bundle = packed(before);
  for (std::size_t i = before; i < documents().size(); ++i) {
    bundle = with(bundle, documents()[i]);
    ASSERT_TRUE(pack::inspect_damage(bundle).damages.empty()) << i;
    const Bytes at_once = packed(i + 1);
    ASSERT_EQ(packed_again(bundle), at_once) << i;
    for (const lr::List list : {lr::List::kContents, lr::List::kTitle, lr::List::kAuthor, lr::List::kDate})
      EXPECT_EQ(listed(bundle, list), listed(at_once, list)) << i;
    for (const char* typed : {"山", "shan", "b", "beifeng", "春", "j", "jx", "江雪", "deng", "q", "x"})
      EXPECT_EQ(found_by(bundle, typed), found_by(at_once, typed)) << typed;
    for (const char* query : {"山", "山中", "雪", "naive", "United", "鸟", "鳥", "風", "风", "春", "カタ", "ｶ", "吉野",
                              "Ω", "不", "。", "注", "the"})
      EXPECT_EQ(hits(bundle, query), hits(at_once, query)) << query;
  }
}
INSTANTIATE_TEST_SUITE_P(From, Appends, testing::Values(1, 2, 4));

TEST(Append, AnIdThatIsTakenIsAnErrorOrReplaced) {
  const Bytes bundle = packed(3);
  const std::string changed = document("b", "南风", "南风知我意，吹梦到西洲。");
  EXPECT_THROW(with(bundle, changed), pack::InputError);
  Bytes replaced = with(bundle, changed, true);
  replaced = with(replaced, documents()[3]);
  EXPECT_TRUE(pack::inspect_damage(replaced).damages.empty());
  std::vector<pack::Article> expected = first(4);
  expected[1] = articles_of(changed).front();
  const Bytes at_once = pack::pack_articles(expected, "书", pack::Language::kZhHans, {}).bundle;
  EXPECT_EQ(packed_again(replaced), at_once);
  for (const lr::List list : {lr::List::kContents, lr::List::kTitle, lr::List::kAuthor, lr::List::kDate})
    EXPECT_EQ(listed(replaced, list), listed(at_once, list));
  for (const char* typed : {"北风", "beifeng", "nan", "南", "jiang"})
    EXPECT_EQ(found_by(replaced, typed), found_by(at_once, typed)) << typed;
  for (const char* query : {"北风", "吹", "山", "鸟"}) EXPECT_EQ(hits(replaced, query), hits(at_once, query)) << query;
}

// Pictures of ideographs by strike and code point, out of a source that is mapped or one that is read.
std::map<std::pair<std::uint32_t, std::uint32_t>, Bytes> pictures_of(Bytes bytes, bool mapped) {
  const auto read = [](void* self, std::uint32_t offset, void* to, std::uint32_t size) {
    std::copy_n(static_cast<Bytes*>(self)->begin() + offset, size, static_cast<std::uint8_t*>(to));
    return lr::Status::kOk;
  };
  const auto size = static_cast<std::uint32_t>(bytes.size());
  std::array<lr::Storage::Page, 8> pages;
  lr::Bundle bundle;
  EXPECT_EQ(bundle.open(mapped ? lr::memory_source(bytes.data(), size) : lr::Source{read, &bytes, nullptr, size}, pages),
            lr::Status::kOk);
  std::map<std::pair<std::uint32_t, std::uint32_t>, Bytes> pictures;
  for (std::uint32_t i = 0; i < bundle.strikes(); ++i) {
    lr::Strike strike;
    EXPECT_EQ(strike.open(bundle.storage(), bundle.strike_range(i), bundle.added_glyphs(i), bundle.alphabet()),
              lr::Status::kOk);
    Bytes model(strike.model_bytes()), buffer(strike.picture_bytes());
    std::uint32_t used = 0, count = 0, code_point = 0;
    EXPECT_EQ(strike.load(model, used), lr::Status::kOk);
    EXPECT_EQ(used, mapped ? 0 : model.size());
    for (std::uint32_t symbol = 0; symbol < bundle.alphabet().symbols(); ++symbol) {
      const auto one = static_cast<lr::Symbol>(symbol);
      const bool is_ideograph = bundle.symbol_code_points(one, &code_point, 1, count) == lr::Status::kOk && count == 1 &&
                                code_point >= 0x4E00 && code_point < 0xA000;
      if (!is_ideograph) continue;
      lr::Glyph glyph;
      EXPECT_EQ(strike.glyph(one, buffer, glyph), lr::Status::kOk) << code_point;
      const std::size_t bits = std::size_t{glyph.width} * glyph.height * strike.bits_per_pixel();
      Bytes& picture = pictures[{i, code_point}];
      picture = {static_cast<std::uint8_t>(glyph.left), static_cast<std::uint8_t>(glyph.top), glyph.width, glyph.height};
      picture.insert(picture.end(), glyph.bits, glyph.bits + (bits + 7) / 8);
    }
  }
  return pictures;
}

// So many characters are new that they are coded, with models of their own, the smaller size after the larger one.
TEST(Append, NewCharactersLookAsIfPackedAtOnce) {
  const std::vector<pack::StrikeSpec> strikes = {{"noto-sans", 12, 1}, {"noto-sans", 24, 1}, {"noto-sans", 16, 2}};
  const auto ideographs = [](char32_t from) {
    std::u32string all;
    for (char32_t c = from; c < from + 600; ++c) all += c;
    return pack::encode_utf8(all);
  };
  const std::string text = document("n", "新字", ideographs(0x5400));
  std::vector<pack::Article> all = articles_of(document("o", "旧字", ideographs(0x5E00)));
  const Bytes bundle = with(pack::pack_articles(all, "书", pack::Language::kZhHans, strikes).bundle, text);
  EXPECT_TRUE(pack::inspect_damage(bundle).damages.empty());
  all.push_back(articles_of(text).front());
  const auto expected = pictures_of(pack::pack_articles(all, "书", pack::Language::kZhHans, strikes).bundle, true);
  EXPECT_GT(expected.size(), 3 * 600u);
  EXPECT_EQ(pictures_of(bundle, true), expected);
  EXPECT_EQ(pictures_of(bundle, false), expected);
  Opened opened(bundle);
  for (const std::uint32_t i : {0u, 1u, 2u}) {
    const lr::Range added = opened.bundle.added_glyphs(i);
    EXPECT_EQ(bundle[added.offset + lr::format::kStrikeKindAt], lr::format::kStrikeCoded) << i;
    EXPECT_EQ(lr::load_u16(&bundle[added.offset + lr::format::kStrikeModelBytesAt]), 0) << "that of the first packing";
  }
}

TEST(Append, EveryFlippedBitIsFoundAndTurnedBack) {
  const Bytes bundle = with(with(packed(2), documents()[2]), documents()[3]);
  const pack::StoredBundle stored("test", bundle);
  std::size_t lost = 0;
  for (std::size_t bit = 0; bit < 8 * bundle.size();
       bit += bit < 8 * 64 || bit + 8 * 600 > 8 * bundle.size() ? 1 : 37) {
    Bytes damaged = bundle;
    damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1u << bit % 8);
    const pack::Inspection found = pack::inspect_damage(damaged);
    ASSERT_FALSE(found.damages.empty()) << bit;
    lost += found.bytes != bundle;
  }
  EXPECT_EQ(lost, 0u);
}

// A file whose unsynced writes reach the disk in parts, in any order, or not at all.
class CutFile : public pack::GrowingFile {
 public:
  CutFile(Bytes durable, int cut_after, std::mt19937& random)
      : disk_(std::move(durable)), left_(cut_after), random_(random) {}

  struct PowerCut {};

  void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) override {
    pending_.push_back({offset, Bytes(bytes.begin(), bytes.end()), false});
    step();
  }
  void cut(std::uint64_t size) override {
    pending_.push_back({size, {}, true});
    step();
  }
  void sync() override {
    if (--left_ < 0) lose_power();
    for (const Change& change : pending_) apply(change, 0, change.bytes.size());
    pending_.clear();
  }
  const Bytes& disk() const { return disk_; }

 private:
  struct Change {
    std::uint64_t offset;
    Bytes bytes;
    bool is_cut;
  };

  void step() {
    if (--left_ < 0) lose_power();
  }
  // Runs of bytes of a change are there or not; a file that grew may have zeros in between.
  void lose_power() {
    for (const Change& change : pending_) {
      if (change.is_cut) {
        if (random_() % 2 == 0) apply(change, 0, 0);
        continue;
      }
      const std::size_t run = 1 + random_() % (change.bytes.size() < 100 ? 16 : 512);
      const std::size_t reached = random_() % 3 == 0 ? change.bytes.size() : random_() % (change.bytes.size() + 1);
      for (std::size_t at = 0; at < reached; at += run) {
        if (random_() % 2 == 0) apply(change, at, std::min(run, reached - at));
      }
    }
    throw PowerCut();
  }
  void apply(const Change& change, std::size_t from, std::size_t size) {
    if (change.is_cut) {
      if (change.offset < disk_.size()) disk_.resize(static_cast<std::size_t>(change.offset));
      return;
    }
    const auto at = static_cast<std::size_t>(change.offset) + from;
    if (disk_.size() < at + size) disk_.resize(at + size);
    std::copy_n(change.bytes.begin() + static_cast<std::ptrdiff_t>(from), size,
                disk_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  Bytes disk_;
  std::vector<Change> pending_;
  int left_;
  std::mt19937& random_;
};

using Grow = void (*)(pack::GrowingFile&, const Bytes& file, const pack::Appended&);

void in_the_right_order(pack::GrowingFile& file, const Bytes& disk, const pack::Appended& added) {
  Bytes bytes = disk;
  const bool torn = pack::settle(bytes);
  pack::grow(file, disk.size(), torn, std::span(bytes).first(lr::format::kHeaderBytes), added);
}

// The fault that the test is to find.
void header_before_data(pack::GrowingFile& file, const Bytes&, const pack::Appended& added) {
  file.write_at(added.at, added.bytes);
  file.write_at(0, std::span(added.bytes).last(lr::format::kHeaderBytes));
  file.sync();
}

// How often neither the old nor the new bundle opened, whole, after a power cut.
int losses(const Bytes& old, const pack::Appended& added, Grow grow, int cuts, std::mt19937& random) {
  const Bytes fresh = grown(old, added);
  const std::uint64_t ids[] = {Opened(old).bundle.id(), Opened(fresh).bundle.id()};
  int lost = 0;
  for (int i = 0; i < cuts; ++i) {
    CutFile file(old, static_cast<int>(random() % 7), random);
    try {
      grow(file, old, added);
    } catch (const CutFile::PowerCut&) {
    }
    Bytes disk = file.disk();
    const Opened opened(disk);
    const bool is_one =
        opened.status == lr::Status::kOk && (opened.bundle.id() == ids[0] || opened.bundle.id() == ids[1]);
    pack::settle(disk);
    lost += !is_one || (disk != old && disk != fresh);
  }
  return lost;
}

TEST(Append, APowerCutLeavesTheOldOrTheNewBundle) {
  std::mt19937 random(4);
  const Bytes first = packed(2), second = with(first, documents()[2]);
  for (const Bytes& old : {first, second})
    EXPECT_EQ(losses(old, appended_to(old, documents()[3]), in_the_right_order, 1500, random), 0);
  EXPECT_GT(losses(first, appended_to(first, documents()[3]), header_before_data, 300, random), 0);
}

// The next append takes off where an interrupted one left the file.
TEST(Append, GoesOnAfterAPowerCut) {
  std::mt19937 random(5);
  const Bytes old = packed(2);
  const pack::Appended added = appended_to(old, documents()[2]);
  for (int i = 0; i < 100; ++i) {
    CutFile file(old, static_cast<int>(random() % 5), random);
    try {
      in_the_right_order(file, old, added);
    } catch (const CutFile::PowerCut&) {
    }
    const Bytes left = file.disk();
    Bytes settled = left;
    pack::settle(settled);
    if (settled != old) continue;
    CutFile again(left, 100, random);
    in_the_right_order(again, left, added);
    ASSERT_EQ(again.disk(), grown(old, added));
  }
}

}  // namespace
