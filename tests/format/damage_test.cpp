// Damage to a bundle costs what FORMAT.md says it costs, and never more: every truncation, every flipped bit, a newer
// version, sections that nobody knows. Run it under the sanitizers: most of what it expects is that nothing happens.
#include <gtest/gtest.h>
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/hash.h>
#include <libreader/bundle.h>
#include <libreader/bundle/format.h>
#include <libreader/draw.h>
#include <libreader/font/strike_format.h>
#include <libreader/layout.h>
#include <libreader/pack.h>
#include <libreader/pack/coder/coding.h>
#include <libreader/title_search.h>

#include <algorithm>
#include <array>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;
using lr::Status;

// Something that reads, or does not: the `index`-th of its kind, in the `of`-th article or strike.
enum class Kind : std::uint8_t {
  kArticle,
  kName,
  kHeading,
  kMark,
  kNote,
  kPages,
  kNotePages,
  kDrawing,
  kUnit,
  kUnitLength,
  kContents,
  kSorted,
  kFound,
  kSymbol,
  kStrike,
  kAdvance,
  kGlyph,
};
using Kinds = std::set<Kind>;

struct Fact {
  Kind kind;
  std::uint16_t of, index;
  std::uint32_t hash;  // of what it reads as; kLost when it does not read

  bool same_thing(const Fact& other) const { return kind == other.kind && of == other.of && index == other.index; }
};

// In an order that does not depend on what is damaged.
using Facts = std::vector<Fact>;

constexpr std::uint32_t kLost = 0;

std::ostream& operator<<(std::ostream& out, const Fact& fact) {
  static constexpr const char* kNames[] = {"article", "name",          "heading", "mark",    "note",
                                           "pages",   "pages of note", "drawing", "block",   "length",
                                           "title",   "sorted title", "titles found by", "symbol",        "strike",  "advance", "glyph"};
  return out << kNames[static_cast<int>(fact.kind)] << ' ' << fact.of << '/' << fact.index;
}

std::string document(const std::string& id, int sentences) {
  std::string text = "---\ntitle: 文章 " + id + "\nid: " + id + "\nauthor: 某人\n---\n\n# 一、开始\n\n";
  for (int i = 0; i < sentences; ++i) text += "第" + std::to_string(i) + "句话说的是“纸上的字”，in both scripts。";
  text += "[^1]\n\n- 甲项[^2]\n- 乙项\n\n| 名 | 值 |\n|---|---|\n| a | 1 |\n\n*重点* and `code`。\n\n";
  return text + "[^1]: 注释一。\n\n[^2]: Note two.\n";
}

Bytes make_bundle() {
  std::vector<lr::pack::Article> articles;
  for (const auto& [id, sentences] : {std::pair{"a", 34}, {"b", 2}}) {
    for (lr::pack::Article& article : lr::pack::import_bytes(document(id, sentences), "a.md", {}).articles)
      articles.push_back(std::move(article));
  }
  lr::pack::PackOptions options;
  options.threads = 1;
  try {
    return lr::pack::pack_articles(articles, "损坏", lr::pack::Language::kZhHans, {{"noto-sans", 12, 1, lr::pack::Coding::kDirect}}, options)
        .bundle;
  } catch (const lr::pack::InputError&) {  // the font is not installed
    return lr::pack::pack_articles(articles, "损坏", lr::pack::Language::kZhHans, {}, options).bundle;
  }
}

const Bytes& sound_bundle() {
  static const Bytes bytes = make_bundle();
  return bytes;
}

struct Section {
  std::string tag;
  std::uint32_t offset, bytes;
};

std::vector<Section> sections_of(const Bytes& bundle) {
  std::vector<Section> sections;
  const std::uint32_t count = bundle[lr::format::kHeaderSectionsAt];
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint8_t* p = bundle.data() + lr::format::kHeaderBytes + i * lr::format::kSectionEntryBytes;
    sections.push_back({std::string(reinterpret_cast<const char*>(p), 4), lr::load_u32(p + 4), lr::load_u32(p + 8)});
  }
  return sections;
}

const Section& section(const std::vector<Section>& sections, const std::string& tag) {
  return *std::find_if(sections.begin(), sections.end(), [&](const Section& s) { return s.tag == tag; });
}

// Reads everything that a bundle has. A read that does not end within its bound is a failure of the test.
class Inspector {
 public:
  explicit Inspector(const Bytes& bytes)
      : status_(bundle_.open(lr::memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())), pages_)) {}

  Status status() const { return status_; }

  // All of it, or its pictures and how they are drawn.
  Facts read(bool text = true) {
    facts_.clear();
    for (std::uint32_t i = 0; i < bundle_.strikes(); ++i) strike(i);
    for (std::uint32_t i = 0; i < bundle_.articles() && bundle_.strikes() > 0; ++i) drawing(i);
    if (!text) return facts_;
    for (std::uint32_t i = 0; i < bundle_.articles(); ++i) article(i);
    std::uint32_t count = 0;
    for (lr::Unit unit; bundle_.unit(count, unit) != Status::kNotFound; ++count) this->unit(count);
    for (std::uint32_t i = 0; i < bundle_.navigation_items(); ++i) navigation(i);
    for (const lr::List list : {lr::List::kTitle, lr::List::kAuthor, lr::List::kDate}) {
      for (std::uint32_t i = 0; i < kMostListed && i < bundle_.list_items(list); ++i) sorted(list, i);
    }
    for (std::uint32_t i = 0; i < std::size(kQueries); ++i) found(i);
    for (lr::Symbol i = 0; i < bundle_.alphabet().symbols(); ++i) symbol(i);
    return facts_;
  }

 private:
  static constexpr std::uint32_t kMostPages = 4000, kMostSymbols = 100000, kDrawnPages = 2, kMostListed = 100;
  static constexpr const char* kQueries[] = {"", "wenzhang", "wz", "文章b", "z"};

  void add(Kind kind, std::uint32_t of, std::uint32_t index, Status status, std::uint32_t hash) {
    facts_.push_back({kind, static_cast<std::uint16_t>(of), static_cast<std::uint16_t>(index),
                      status == Status::kOk ? hash * 2 + 1 : kLost});
  }

  void article(std::uint32_t index) {
    lr::Article article;
    const Status status = bundle_.article(index, article);
    add(Kind::kArticle, index, 0, status, lr::fnv1a(lr::fnv1a(lr::kFnvBasis, article.first_unit), article.code_points));
    if (status != Status::kOk) return;
    char id[lr::kMaxIdBytes];
    const Status named = bundle_.article_name(article, id);
    add(Kind::kName, index, 0, named, named == Status::kOk ? lr::crc32c(id, article.name_bytes) : 0);
    for (std::uint32_t i = 0; i < article.headings; ++i) {
      lr::Heading heading;
      const Status read = bundle_.heading(article, i, heading);
      add(Kind::kHeading, index, i, read, heading.unit);
    }
    for (std::uint32_t i = 0; i < article.marks; ++i) {
      std::uint32_t note = 0;
      const Status read = bundle_.note_of_mark(article, i, note);
      add(Kind::kMark, index, i, read, note);
    }
    lr::Style style;
    style.metrics = lr::MetricsKind::kNominal;
    lay_out(Kind::kPages, index, 0, style, lr::flow_of(article, style));
    for (std::uint32_t i = 0; i < article.notes; ++i) {
      lr::Note note;
      const Status read = bundle_.note(article, i, note);
      add(Kind::kNote, index, i, read, note.first_unit);
      if (read == Status::kOk) lay_out(Kind::kNotePages, index, i, style, lr::flow_of(article, note));
    }
  }

  // The first pages.
  void drawing(std::uint32_t index) {
    const lr::Style style = lr::style_for_screen(160, 96, 0, 0, 12);
    lr::Article article;
    const Status status = bundle_.article(index, article);
    if (status != Status::kOk) return add(Kind::kDrawing, index, 0, status, 0);
    lay_out(Kind::kDrawing, index, 0, style, lr::flow_of(article, style));
  }

  void lay_out(Kind kind, std::uint32_t of, std::uint32_t index, const lr::Style& style, const lr::Flow& flow) {
    lr::Layout layout;
    if (const Status status = layout.open(bundle_, style, items_); status != Status::kOk)
      return add(kind, of, index, status, 0);
    lr::Page page;
    page.lines = lines_;
    std::uint32_t hash = lr::kFnvBasis, pages = 0, used = 0;
    Status status = kind == Kind::kDrawing ? layout.load_strikes(model_, used) : Status::kOk;
    if (status != Status::kOk) return add(kind, of, index, status, 0);
    for (lr::Place at{flow.first_unit, 0};; at = page.next) {
      status = layout.page(flow, at, page);
      if (status != Status::kOk) break;
      ASSERT_LT(++pages, kMostPages);
      for (const lr::Line& line : page.lines.first(page.count)) {
        for (const std::uint32_t part : {line.start.unit, line.start.code_point, line.end_code_point})
          hash = lr::fnv1a(hash, part);
      }
      if (kind == Kind::kDrawing) {
        ASSERT_EQ(lr::paint(layout, flow, page, glyph_, surface_), Status::kOk);
        hash = lr::surface_hash(surface_, hash);
      }
      if (page.last || (kind == Kind::kDrawing && pages == kDrawnPages)) break;
    }
    add(kind, of, index, status == Status::kEnd ? Status::kOk : status, hash);
  }

  void unit(std::uint32_t index) {
    lr::TextCursor cursor(bundle_);
    const std::uint32_t damaged = bundle_.damaged_chunks();
    Status status = cursor.open(index);
    std::uint32_t hash = lr::kFnvBasis, symbols = 0;
    while (status == Status::kOk) {
      lr::TextItem item;
      status = cursor.next(item);
      if (status != Status::kOk) break;
      ASSERT_LT(++symbols, kMostSymbols);
      ASSERT_LT(item.symbol, bundle_.alphabet().symbols());
      const auto before = static_cast<std::uint32_t>(item.before);
      hash = lr::fnv1a(hash, item.symbol | before << 16 | static_cast<std::uint32_t>(item.styles) << 20 |
                                 static_cast<std::uint32_t>(item.span) << 24);
      if (item.span != 0) hash = lr::fnv1a(hash, item.mark);
    }
    const bool whole = status == Status::kEnd && bundle_.damaged_chunks() == damaged;
    add(Kind::kUnit, 0, index, whole ? Status::kOk : Status::kDamaged, hash);
    // A chunk of a long block that is passed over keeps its length, so that places after it stay.
    add(Kind::kUnitLength, 0, index, status == Status::kEnd ? Status::kOk : status, cursor.point().code_point);
  }

  void navigation(std::uint32_t index) {
    lr::NavigationItem item;
    const Status status = bundle_.navigation(index, item);
    title(Kind::kContents, 0, index, status, item);
  }

  void sorted(lr::List list, std::uint32_t index) {
    lr::NavigationItem item;
    Status status = bundle_.list_item(list, index, item);
    lr::Date date{};
    if (status == Status::kOk && list == lr::List::kDate) status = bundle_.list_date(index, date);
    title(Kind::kSorted, static_cast<std::uint32_t>(list), index, status, item);
  }

  void found(std::uint32_t query) {
    lr::TitleSearch search;
    Status status = search.open(bundle_, kQueries[query]);
    std::uint32_t hash = lr::kFnvBasis, hits = 0;
    lr::NavigationItem item;
    while (status == Status::kOk && (status = search.next(item)) == Status::kOk) {
      ASSERT_LT(++hits, kMostListed);
      hash = lr::fnv1a(hash, item.article);
    }
    add(Kind::kFound, 0, query, status == Status::kEnd ? Status::kOk : status, hash);
  }

  void title(Kind kind, std::uint32_t of, std::uint32_t index, Status status, const lr::NavigationItem& item) {
    const std::uint32_t damaged = bundle_.damaged_chunks();
    std::uint32_t hash = lr::kFnvBasis;
    if (status == Status::kOk) {
      lr::TextCursor cursor(bundle_);
      status = cursor.open(item);
      for (lr::TextItem text; status == Status::kOk && cursor.next(text) == Status::kOk;)
        hash = lr::fnv1a(hash, text.symbol);
    }
    if (bundle_.damaged_chunks() != damaged) status = Status::kDamaged;
    add(kind, of, index, status, hash);
  }

  void symbol(lr::Symbol index) {
    char text[128];
    std::uint32_t size = 0;
    const Status status = bundle_.symbol_text(index, text, sizeof text, size);
    add(Kind::kSymbol, 0, index, status, status == Status::kOk ? lr::crc32c(text, size) : 0);
  }

  void strike(std::uint32_t index) {
    const lr::Alphabet& alphabet = bundle_.alphabet();
    lr::Strike strike;
    const Status status =
        strike.open(bundle_.storage(), bundle_.strike_range(index), bundle_.added_glyphs(index), alphabet);
    add(Kind::kStrike, index, 0, status, strike.ppem());
    if (status != Status::kOk) return;
    std::uint32_t used = 0;
    const Status loaded = strike.load(model_, used);
    add(Kind::kStrike, index, 1, loaded, strike.model_bytes());
    if (loaded != Status::kOk) return;
    for (lr::Symbol i = 0; i < alphabet.symbols(); ++i) {
      std::int32_t advance = 0;
      const Status measured = strike.advance(i, advance);
      if (measured != Status::kNotFound) add(Kind::kAdvance, index, i, measured, static_cast<std::uint32_t>(advance));
      lr::Glyph glyph;
      const Status read = strike.glyph(i, glyph_, glyph);
      const std::uint32_t bits = static_cast<std::uint32_t>(glyph.width * glyph.height * strike.bits_per_pixel());
      const bool inked = read == Status::kOk && bits > 0;
      add(Kind::kGlyph, index, i, read, inked ? lr::crc32c(glyph.bits, (bits + 7) / 8) : 0);
    }
  }

  std::array<lr::Storage::Page, 4> pages_{};
  lr::Bundle bundle_;
  Status status_;
  Facts facts_;
  std::array<lr::LineItem, 128> items_{};
  std::array<lr::Line, 64> lines_{};
  std::array<std::uint8_t, 2048> glyph_{};
  std::array<std::uint8_t, 8192> model_{};
  std::array<std::uint8_t, 20 * 40> pixels_{};
  lr::Surface surface_{pixels_.data(), 160, 96, 0, 40, 20, 1, lr::Rotation::k0};
};

Facts facts_of(const Bytes& bytes) {
  Inspector inspector(bytes);
  return inspector.status() == Status::kOk ? inspector.read() : Facts{};
}

// What reads otherwise than in the sound bundle, or not at all.
Facts lost(const Facts& sound, const Facts& now) {
  Facts missing;
  std::size_t i = 0;
  for (const Fact& fact : sound) {
    const bool present = i < now.size() && now[i].same_thing(fact);
    if (!present || now[i].hash != fact.hash) missing.push_back(fact);
    if (present) ++i;
  }
  return missing;
}

// Two bits of a byte, one of them `bit`: a single flip would be mended.
std::uint8_t two_bits(int bit) { return static_cast<std::uint8_t>(1 << bit | 1 << (bit + 1) % 8); }

// Opens an intact copy, two neighbouring bits of which it flips and flips back.
class Flips {
 public:
  Flips() : bytes_(sound_bundle()), sound_(facts_of(bytes_)), pictures_(Inspector(bytes_).read(false)) {}

  // Calls `check(byte, lost)` for every place in a section; the bundle must open. What a section has no part in is looked
  // at for one bit a byte: all of the bundle in META, its text in a strike.
  template <class Check>
  void each(const Section& section, Check check) {
    const int bits = section.tag == "META" ? 1 : 8;
    for (std::uint32_t byte = section.offset; byte < section.offset + section.bytes; ++byte) {
      for (int bit = 0; bit < bits; ++bit) {
        bytes_[byte] = static_cast<std::uint8_t>(bytes_[byte] ^ two_bits(bit));
        Inspector inspector(bytes_);
        ASSERT_EQ(inspector.status(), Status::kOk) << section.tag << " byte " << byte;
        const bool all = bit == 0 || section.tag != "STRK";
        check(byte - section.offset, lost(all ? sound_ : pictures_, inspector.read(all)));
        bytes_[byte] = static_cast<std::uint8_t>(bytes_[byte] ^ two_bits(bit));
        if (testing::Test::HasFatalFailure()) return;
      }
    }
  }

  // Every bit of the section costs nothing but `expected`, and each of those is cost by some bit.
  void each_costs(const std::string& tag, const Kinds& expected) {
    Kinds seen;
    each(section(sections_of(bytes_), tag), [&](std::uint32_t byte, const Facts& facts) {
      for (const Fact& fact : facts) {
        EXPECT_TRUE(expected.count(fact.kind) > 0) << tag << " byte " << byte << " costs " << fact;
        seen.insert(fact.kind);
      }
    });
    for (const Kind kind : expected) {
      const bool drawn = sections_of(bytes_).end()[-2].tag == "STRK";
      EXPECT_TRUE(seen.count(kind) > 0 || (kind == Kind::kDrawing && !drawn))
          << tag << " costs no " << Fact{kind, 0, 0, 0};
    }
  }

 private:
  Bytes bytes_;
  Facts sound_;
  Facts pictures_;  // what Inspector::read(false) finds of it
};

// Puts the checksums of header and entries right.
void seal(Bytes& bundle) {
  const std::uint32_t count = bundle[lr::format::kHeaderSectionsAt];
  std::uint8_t* entries = bundle.data() + lr::format::kHeaderBytes;
  lr::store_u32(bundle.data() + lr::format::kHeaderCrcAt, lr::crc32c(bundle.data(), lr::format::kHeaderCrcAt));
  const std::uint32_t bytes = count * lr::format::kSectionEntryBytes;
  lr::store_u32(entries + bytes, lr::crc32c(entries, bytes));
}

TEST(Damage, SoundBundleReadsWhole) {
  const Facts facts = facts_of(sound_bundle());
  EXPECT_GT(facts.size(), 100u);
  for (const Fact& fact : facts) EXPECT_NE(fact.hash, kLost) << fact;
}

TEST(Damage, EveryTruncationIsRefused) {
  const Bytes& sound = sound_bundle();
  for (std::size_t size = 0; size < sound.size(); ++size) {
    const Bytes cut(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(Inspector(cut).status(), Status::kDamaged) << size << " bytes";
  }
}

// The same for a file that says that it is as long as it is: sections lie outside.
TEST(Damage, EveryTruncationWithItsTrueLengthIsSurvived) {
  const Bytes& sound = sound_bundle();
  for (std::size_t size = lr::format::kHeaderBytes; size < sound.size(); ++size) {
    Bytes cut(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size));
    lr::store_u32(cut.data() + lr::format::kHeaderFileBytesAt, static_cast<std::uint32_t>(size));
    lr::store_u32(cut.data() + lr::format::kHeaderCrcAt, lr::crc32c(cut.data(), lr::format::kHeaderCrcAt));
    EXPECT_EQ(Inspector(cut).status(), Status::kDamaged) << size << " bytes";
  }
}

// A flipped bit of what the whole bundle stands on refuses the bundle; in the version it may look like a newer one.
TEST(Damage, HeaderEntriesAndAlphabetRefuseTheBundle) {
  Bytes bytes = sound_bundle();
  const std::vector<Section> sections = sections_of(bytes);
  const std::uint32_t end = section(sections, "ALPH").offset + section(sections, "ALPH").bytes;
  ASSERT_EQ(section(sections, "ALPH").offset,
            lr::format::kHeaderBytes + sections.size() * lr::format::kSectionEntryBytes + lr::kCrcBytes);
  for (std::uint32_t bit = 0; bit < 8 * end; ++bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ two_bits(bit % 8));
    const Status status = Inspector(bytes).status();
    const bool version = bit / 8 == lr::format::kHeaderVersionAt || bit / 8 == lr::format::kHeaderVersionAt + 1;
    EXPECT_TRUE(status == Status::kDamaged || (version && status == Status::kUnsupported)) << "byte " << bit / 8;
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ two_bits(bit % 8));
  }
}

// What is wrong in a chunk costs the blocks in it: what is in others, and where everything is, stays.
TEST(Damage, TextCostsTheBlocksOfAChunk) {
  Flips flips;
  const Kinds expected{Kind::kUnit, Kind::kUnitLength, Kind::kPages, Kind::kNotePages, Kind::kDrawing};
  std::set<std::pair<std::uint16_t, std::uint16_t>> seen;  // first and last block
  flips.each(section(sections_of(sound_bundle()), "TEXT"), [&](std::uint32_t byte, const Facts& facts) {
    std::uint16_t first = 0xFFFF, last = 0;
    for (const Fact& fact : facts) {
      EXPECT_TRUE(expected.count(fact.kind) > 0) << "byte " << byte << " costs " << fact;
      if (fact.kind != Kind::kUnit) continue;
      first = std::min(first, fact.index);
      last = std::max(last, fact.index);
    }
    ASSERT_LE(first, last) << "byte " << byte;
    seen.insert({first, last});
  });
  EXPECT_GT(seen.size(), 1u);
}

// A single flip behind a checksum of the reader's costs nothing at all.
TEST(Damage, SingleFlipsAreMended) {
  Bytes bytes = sound_bundle();
  const Facts sound = facts_of(bytes);
  for (const Section& part : sections_of(bytes)) {
    if (part.tag == "META" || part.tag == "STRK") continue;
    for (std::uint32_t bit = 8 * part.offset; bit < 8 * (part.offset + part.bytes); bit += 3) {
      bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1 << bit % 8);
      for (const Fact& fact : lost(sound, facts_of(bytes)))
        ADD_FAILURE() << part.tag << " byte " << bit / 8 - part.offset << " costs " << fact;
      bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1 << bit % 8);
    }
  }
}

// Tables of the text code cost text and nothing else.
TEST(Damage, TextCodeCostsText) {
  Bytes bytes = sound_bundle();
  const Facts sound = facts_of(bytes);
  const Kinds expected{Kind::kUnit, Kind::kUnitLength, Kind::kPages, Kind::kNotePages, Kind::kDrawing};
  for (const char* tag : {"CODE", "PHRA"}) {
    const Section part = section(sections_of(bytes), tag);
    for (std::uint32_t byte = part.offset; byte < part.offset + part.bytes; ++byte) {
      bytes[byte] = static_cast<std::uint8_t>(bytes[byte] ^ two_bits(static_cast<int>(byte % 8)));
      const Facts now = facts_of(bytes);
      if (!now.empty()) {
        for (const Fact& fact : lost(sound, now))
          EXPECT_TRUE(expected.count(fact.kind) > 0) << tag << " byte " << byte - part.offset << " costs " << fact;
      }
      bytes[byte] = static_cast<std::uint8_t>(bytes[byte] ^ two_bits(static_cast<int>(byte % 8)));
    }
  }
}

// In the contents, or where it stands in the sorted lists.
TEST(Damage, ListCostsOneTitle) {
  Flips flips;
  flips.each(section(sections_of(sound_bundle()), "LIST"), [&](std::uint32_t byte, const Facts& facts) {
    ASSERT_FALSE(facts.empty()) << "byte " << byte;
    const Kind kind = facts.front().kind;
    EXPECT_EQ(facts.size(), kind == Kind::kContents ? 1u : 3u) << "byte " << byte;
    for (const Fact& fact : facts) EXPECT_TRUE(fact.kind == kind && (kind == Kind::kContents || kind == Kind::kSorted)) << fact;
  });
}

// A page of a table is checked as a whole, so that a bit costs all its records: FORMAT.md says how many of each kind.
TEST(Damage, TablesCostTheRecordsOfAPage) {
  Flips flips;
  const Kinds shown{Kind::kUnit, Kind::kUnitLength, Kind::kPages, Kind::kNotePages, Kind::kDrawing};
  flips.each_costs("ARTI", {Kind::kArticle, Kind::kName, Kind::kHeading, Kind::kMark, Kind::kNote, Kind::kPages,
                            Kind::kNotePages, Kind::kDrawing});
  flips.each_costs("NAME", {Kind::kName});
  flips.each_costs("NAVI", {Kind::kContents});
  flips.each_costs("TITL", {Kind::kSorted, Kind::kFound});
  flips.each_costs("SORT", {Kind::kSorted});
  flips.each_costs("KEYS", {Kind::kFound});
  flips.each_costs("FIND", {Kind::kFound});
  flips.each_costs("UNIT", shown);
  flips.each_costs("CHNK", shown);
  flips.each_costs("HEAD", {Kind::kHeading});
  flips.each_costs("NOTE", {Kind::kNote, Kind::kNotePages});
  flips.each_costs("MARK", {Kind::kMark});
  flips.each_costs("CPTS", {Kind::kSymbol});
  flips.each_costs("META", {});
}

// Of a strike: its head costs the strike, a picture one glyph, a page of the index or of the advances those of the
// page.
TEST(Damage, StrikesCostPictures) {
  const std::vector<Section> sections = sections_of(sound_bundle());
  if (sections.end()[-2].tag != "STRK") GTEST_SKIP() << "no font is installed to draw a strike with";
  const Section& strike = section(sections, "STRK");
  const std::uint32_t pictures = lr::load_u32(sound_bundle().data() + strike.offset + lr::format::kStrikePicturesAt);
  const Kinds expected{Kind::kStrike, Kind::kAdvance, Kind::kGlyph, Kind::kDrawing};
  Flips flips;
  flips.each(strike, [&](std::uint32_t byte, const Facts& facts) {
    int glyphs = 0;
    for (const Fact& fact : facts) {
      glyphs += fact.kind == Kind::kGlyph ? 1 : 0;
      EXPECT_TRUE(expected.count(fact.kind) > 0) << "byte " << byte << " costs " << fact;
    }
    EXPECT_TRUE(byte < pictures || glyphs == 1) << "byte " << byte << " costs " << glyphs << " glyphs";
  });
}

TEST(Damage, NewerVersionIsUnsupported) {
  for (const std::uint16_t version : {static_cast<std::uint16_t>(lr::format::kVersion + 1), std::uint16_t{256}, std::uint16_t{0xFFFF}}) {
    Bytes bytes = sound_bundle();
    lr::store_u16(bytes.data() + lr::format::kHeaderVersionAt, version);
    EXPECT_EQ(Inspector(bytes).status(), Status::kUnsupported) << "its checksum may be of another kind";
    seal(bytes);
    EXPECT_EQ(Inspector(bytes).status(), Status::kUnsupported);
  }
}

TEST(Damage, UnknownSectionsArePassedOver) {
  const Facts sound = facts_of(sound_bundle());
  Bytes bytes = sound_bundle();
  const std::vector<Section> sections = sections_of(bytes);
  const auto last = static_cast<std::uint32_t>(sections.size() - 1);  // META
  bytes[lr::format::kHeaderBytes + last * lr::format::kSectionEntryBytes] = 'X';
  seal(bytes);
  const Facts now = facts_of(bytes);
  EXPECT_EQ(now.size(), sound.size());
  EXPECT_TRUE(lost(sound, now).empty());
}

// A table that is not there, or not of the length of its records, costs what it would hold and is never divided by.
TEST(Damage, MissingTablesAreSurvived) {
  const std::vector<Section> sections = sections_of(sound_bundle());
  for (std::uint32_t i = 0; i < sections.size(); ++i) {
    for (const bool shorter : {false, true}) {
      Bytes bytes = sound_bundle();
      std::uint8_t* entry = bytes.data() + lr::format::kHeaderBytes + i * lr::format::kSectionEntryBytes;
      if (shorter) {
        if (sections[i].bytes == 0) continue;
        lr::store_u32(entry + 8, sections[i].bytes - 1);
      } else {
        entry[0] = 'X';
      }
      seal(bytes);
      const Facts now = facts_of(bytes);
      const std::string& tag = sections[i].tag;
      const bool needed =
          tag == "ALPH" || tag == "CODE" || tag == "ARTI" || tag == "UNIT" || tag == "CHNK" || tag == "CPTS" || tag == "PHRA";
      EXPECT_TRUE(!needed || now.empty()) << tag;
    }
  }
}

}  // namespace
