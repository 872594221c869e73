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

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;
using lr::Status;

// What is the case in a bundle, thing by thing: a name such as "unit 3" or "glyph 0/21" and a hash of what it reads as.
// A thing that does not read has the hash kLost.
using Facts = std::map<std::string, std::uint32_t>;

constexpr std::uint32_t kLost = 0;

std::string document(const std::string& id, int sentences) {
  std::string text = "---\ntitle: 文章 " + id + "\nid: " + id + "\nauthor: 某人\n---\n\n# 一、开始\n\n";
  for (int i = 0; i < sentences; ++i) text += "第" + std::to_string(i) + "句话说的是“纸上的字”，in both scripts。";
  text += "[^1]\n\n- 甲项[^2]\n- 乙项\n\n| 名 | 值 |\n|---|---|\n| a | 1 |\n\n*重点* and `code`。\n\n";
  return text + "[^1]: 注释一。\n\n[^2]: Note two.\n";
}

Bytes make_bundle() {
  std::vector<lr::pack::Article> articles;
  for (const auto& [id, sentences] : {std::pair{"a", 40}, {"b", 2}}) {
    for (lr::pack::Article& article : lr::pack::import_bytes(document(id, sentences), "a.md", {}).articles)
      articles.push_back(std::move(article));
  }
  lr::pack::PackOptions options;
  options.threads = 1;
  try {
    return lr::pack::pack_articles(articles, "损坏", lr::pack::Language::kZhHans, {{"noto-sans", 12, 1}}, options).bundle;
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
  const std::uint32_t count = lr::load_u16(bundle.data() + lr::format::kHeaderSectionsAt);
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

  Facts read() {
    facts_.clear();
    for (std::uint32_t i = 0; i < bundle_.articles(); ++i) article(i);
    std::uint32_t count = 0;
    for (lr::Unit unit; bundle_.unit(count, unit) != Status::kNotFound; ++count) this->unit(count);
    for (std::uint32_t i = 0; i < bundle_.navigation_items(); ++i) navigation(i);
    for (lr::Symbol i = 0; i < bundle_.alphabet().symbols(); ++i) symbol(i);
    for (std::uint32_t i = 0; i < bundle_.strikes(); ++i) strike(i);
    return facts_;
  }

 private:
  static constexpr std::uint32_t kMostPages = 4000, kMostSymbols = 100000;

  void add(const std::string& what, Status status, std::uint32_t hash) {
    facts_[what] = status == Status::kOk ? hash | 1 : kLost;
  }

  void article(std::uint32_t index) {
    const std::string name = "article " + std::to_string(index);
    lr::Article article;
    const Status status = bundle_.article(index, article);
    add(name, status, lr::fnv1a(lr::fnv1a(lr::kFnvBasis, article.first_unit), article.code_points));
    if (status != Status::kOk) return;
    char id[lr::kMaxIdBytes];
    const Status named = bundle_.article_name(article, id);
    add("name of " + name, named, named == Status::kOk ? lr::crc32c(id, article.name_bytes) : 0);
    for (std::uint32_t i = 0; i < article.headings; ++i) {
      lr::Heading heading;
      const Status read = bundle_.heading(article, i, heading);
      add("heading " + std::to_string(i) + " of " + name, read, heading.unit * 2);
    }
    for (std::uint32_t i = 0; i < article.marks; ++i) {
      std::uint32_t note = 0;
      const Status read = bundle_.note_of_mark(article, i, note);
      add("mark " + std::to_string(i) + " of " + name, read, note * 2);
    }
    lr::Style style;
    style.metrics = lr::MetricsKind::kNominal;
    style.nominal_em = 16;
    lay_out("pages of " + name, style, lr::flow_of(article, style));
    if (bundle_.strikes() > 0) lay_out("drawing of " + name, drawn_style(), lr::flow_of(article, style));
    for (std::uint32_t i = 0; i < article.notes; ++i) {
      lr::Note note;
      const Status read = bundle_.note(article, i, note);
      add("note " + std::to_string(i) + " of " + name, read, note.first_unit * 2);
      if (read == Status::kOk) lay_out("pages of note " + std::to_string(i) + " of " + name, style, lr::flow_of(article, note));
    }
  }

  static lr::Style drawn_style() { return lr::style_for_screen(160, 96, 0, 0, 12); }

  void lay_out(const std::string& what, const lr::Style& style, const lr::Flow& flow) {
    lr::Layout layout;
    if (const Status status = layout.open(bundle_, style, items_); status != Status::kOk) return add(what, status, 0);
    lr::Page page;
    page.lines = lines_;
    std::uint32_t hash = lr::kFnvBasis, pages = 0;
    Status status = Status::kOk;
    for (lr::Place at{flow.first_unit, 0};; at = page.next) {
      status = layout.page(flow, at, page);
      if (status != Status::kOk) break;
      ASSERT_LT(++pages, kMostPages) << what;
      for (std::uint32_t i = 0; i < page.count; ++i) {
        const lr::Line& line = page.lines[i];
        for (const std::uint32_t part : {line.start.unit, line.start.code_point, line.end_code_point}) hash = lr::fnv1a(hash, part);
      }
      if (style.metrics == lr::MetricsKind::kStrike) {
        ASSERT_EQ(lr::paint(layout, flow, page, glyph_, surface_), Status::kOk) << what;
        hash = lr::surface_hash(surface_, hash);
      }
      if (page.last) break;
    }
    add(what, status == Status::kEnd ? Status::kOk : status, hash);
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
      for (const int part : {static_cast<int>(item.symbol), static_cast<int>(item.before), static_cast<int>(item.styles),
                             static_cast<int>(item.span), static_cast<int>(item.mark)})
        hash = lr::fnv1a(hash, static_cast<std::uint32_t>(part));
    }
    const bool whole = status == Status::kEnd && bundle_.damaged_chunks() == damaged;
    add("unit " + std::to_string(index), whole ? Status::kOk : Status::kDamaged, hash);
    // A chunk that is passed over keeps its length, so that places after it stay.
    if (status == Status::kEnd) add("length of unit " + std::to_string(index), Status::kOk, cursor.point().code_point * 2);
  }

  void navigation(std::uint32_t index) {
    lr::NavigationItem item;
    Status status = bundle_.navigation(index, item);
    const std::uint32_t damaged = bundle_.damaged_chunks();
    std::uint32_t hash = lr::kFnvBasis;
    if (status == Status::kOk) {
      lr::TextCursor cursor(bundle_);
      status = cursor.open(item);
      for (lr::TextItem text; status == Status::kOk && cursor.next(text) == Status::kOk;) hash = lr::fnv1a(hash, text.symbol);
    }
    if (bundle_.damaged_chunks() != damaged) status = Status::kDamaged;
    add("contents " + std::to_string(index), status, hash);
  }

  void symbol(lr::Symbol index) {
    char text[128];
    std::uint32_t size = 0;
    const Status status = bundle_.symbol_text(index, text, sizeof text, size);
    add("symbol " + std::to_string(index), status, status == Status::kOk ? lr::crc32c(text, size) : 0);
  }

  void strike(std::uint32_t index) {
    const std::string name = "strike " + std::to_string(index);
    const lr::Alphabet& alphabet = bundle_.alphabet();
    lr::Strike strike;
    const Status status = strike.open(bundle_.storage(), bundle_.strike_range(index), alphabet.symbols(), alphabet.first_full());
    add(name, status, strike.ppem());
    if (status != Status::kOk) return;
    for (lr::Symbol i = 0; i < alphabet.symbols(); ++i) {
      std::int32_t advance = 0;
      const Status measured = strike.advance(i, advance);
      if (measured != Status::kNotFound) add(name + ", advance " + std::to_string(i), measured, static_cast<std::uint32_t>(advance) * 2);
      lr::Glyph glyph;
      const Status read = strike.glyph(i, glyph_, glyph);
      const std::uint32_t bits = static_cast<std::uint32_t>(glyph.width * glyph.height * strike.bits_per_pixel());
      const bool inked = read == Status::kOk && bits > 0;
      add(name + ", glyph " + std::to_string(i), read, inked ? lr::crc32c(glyph.bits, (bits + 7) / 8) : 1);
    }
  }

  std::array<lr::Storage::Page, 4> pages_{};
  lr::Bundle bundle_;
  Status status_;
  Facts facts_;
  std::array<lr::LineItem, 128> items_{};
  std::array<lr::Line, 64> lines_{};
  std::array<std::uint8_t, 512> glyph_{};
  std::array<std::uint8_t, 20 * 40> pixels_{};
  lr::Surface surface_{pixels_.data(), 160, 96, 0, 40, 20, 1, lr::Rotation::k0};
};

Facts facts_of(const Bytes& bytes) {
  Inspector inspector(bytes);
  return inspector.status() == Status::kOk ? inspector.read() : Facts{};
}

// What reads otherwise than in the sound bundle, or not at all.
std::vector<std::string> lost(const Facts& sound, const Facts& now) {
  std::vector<std::string> names;
  for (const auto& [name, hash] : sound) {
    const auto found = now.find(name);
    if (found == now.end() || found->second != hash) names.push_back(name);
  }
  return names;
}

bool begins(const std::string& name, const std::string& with) { return name.compare(0, with.size(), with) == 0; }

// Opens an intact copy, one bit of which it flips and flips back.
class Flips {
 public:
  Flips() : bytes_(sound_bundle()), sound_(facts_of(bytes_)) {}

  const Facts& sound() const { return sound_; }

  // Calls `check(byte, lost)` for every bit of a section; the bundle must open.
  template <class Check>
  void each(const Section& section, Check check) {
    for (std::uint32_t byte = section.offset; byte < section.offset + section.bytes; ++byte) {
      for (int bit = 0; bit < 8; ++bit) {
        bytes_[byte] = static_cast<std::uint8_t>(bytes_[byte] ^ 1 << bit);
        Inspector inspector(bytes_);
        ASSERT_EQ(inspector.status(), Status::kOk) << section.tag << " byte " << byte;
        check(byte - section.offset, lost(sound_, inspector.read()));
        bytes_[byte] = static_cast<std::uint8_t>(bytes_[byte] ^ 1 << bit);
        if (testing::Test::HasFatalFailure()) return;
      }
    }
  }

  // Every bit of the range ends in a status; `sections` of `expected` may be lost, by the beginning of their names.
  void each_loses(const std::string& tag, const std::vector<std::string>& expected) {
    const std::vector<Section> sections = sections_of(sound_bundle());
    std::set<std::string> seen;
    each(section(sections, tag), [&](std::uint32_t byte, const std::vector<std::string>& names) {
      for (const std::string& name : names) {
        const auto same = [&](const std::string& kind) { return begins(name, kind); };
        EXPECT_TRUE(std::any_of(expected.begin(), expected.end(), same)) << tag << " byte " << byte << " costs " << name;
        seen.insert(name);
      }
    });
    for (const std::string& kind : expected) {
      const auto same = [&](const std::string& name) { return begins(name, kind); };
      EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), same)) << tag << ": no flip costs " << kind;
    }
  }

 private:
  Bytes bytes_;
  Facts sound_;
};

// Puts the checksums of header and entries right.
void seal(Bytes& bundle) {
  const std::uint32_t count = lr::load_u16(bundle.data() + lr::format::kHeaderSectionsAt);
  std::uint8_t* entries = bundle.data() + lr::format::kHeaderBytes;
  lr::store_u32(bundle.data() + lr::format::kHeaderCrcAt, lr::crc32c(bundle.data(), lr::format::kHeaderCrcAt));
  const std::uint32_t bytes = count * lr::format::kSectionEntryBytes;
  lr::store_u32(entries + bytes, lr::crc32c(entries, bytes));
}

TEST(Damage, SoundBundleReadsWhole) {
  const Facts facts = facts_of(sound_bundle());
  EXPECT_GT(facts.size(), 100u);
  for (const auto& [name, hash] : facts) EXPECT_NE(hash, kLost) << name;
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
TEST(Damage, HeaderEntriesAlphabetAndCodeRefuseTheBundle) {
  Bytes bytes = sound_bundle();
  const std::vector<Section> sections = sections_of(bytes);
  const std::uint32_t end = section(sections, "CODE").offset + section(sections, "CODE").bytes;
  ASSERT_EQ(section(sections, "ALPH").offset,
            lr::format::kHeaderBytes + sections.size() * lr::format::kSectionEntryBytes + lr::kCrcBytes);
  for (std::uint32_t bit = 0; bit < 8 * end; ++bit) {
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1 << bit % 8);
    const Status status = Inspector(bytes).status();
    const bool version = bit / 8 == lr::format::kHeaderVersionAt || bit / 8 == lr::format::kHeaderVersionAt + 1;
    EXPECT_TRUE(status == Status::kDamaged || (version && status == Status::kUnsupported)) << "byte " << bit / 8;
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1 << bit % 8);
  }
}

// A bit of the text costs one block, or one title: what is in other blocks, and where it is, stays.
TEST(Damage, TextCostsOneBlock) {
  Flips flips;
  const std::vector<Section> sections = sections_of(sound_bundle());
  flips.each(section(sections, "TEXT"), [&](std::uint32_t byte, const std::vector<std::string>& names) {
    std::vector<std::string> units;
    for (const std::string& name : names) {
      if (begins(name, "unit ")) units.push_back(name);
      EXPECT_TRUE(begins(name, "unit ") || begins(name, "pages of ") || begins(name, "drawing of "))
          << "byte " << byte << " costs " << name;
    }
    EXPECT_EQ(units.size(), 1u) << "byte " << byte;
  });
}

TEST(Damage, ListCostsOneTitle) {
  Flips flips;
  flips.each(section(sections_of(sound_bundle()), "LIST"), [&](std::uint32_t byte, const std::vector<std::string>& names) {
    ASSERT_EQ(names.size(), 1u) << "byte " << byte;
    EXPECT_TRUE(begins(names.front(), "contents ")) << names.front();
  });
}

// A page of a table is checked as a whole, so that a bit costs all its records: FORMAT.md says how many of each kind.
TEST(Damage, TablesCostTheRecordsOfAPage) {
  Flips flips;
  flips.each_loses("ARTI", {"article ", "name of ", "heading ", "mark ", "note ", "pages of ", "drawing of "});
  flips.each_loses("NAME", {"name of "});
  flips.each_loses("NAVI", {"contents "});
  flips.each_loses("UNIT", {"unit ", "length of unit ", "pages of ", "drawing of "});
  flips.each_loses("CHNK", {"unit ", "length of unit ", "pages of ", "drawing of "});
  flips.each_loses("HEAD", {"heading "});
  flips.each_loses("NOTE", {"note ", "pages of note "});
  flips.each_loses("MARK", {"mark "});
  flips.each_loses("CPTS", {"symbol "});
  flips.each_loses("META", {});
}

// Of a strike: its head costs the strike, a picture one glyph, a page of the index or of the advances those of the page.
TEST(Damage, StrikesCostPictures) {
  const std::vector<Section> sections = sections_of(sound_bundle());
  if (sections[sections.size() - 2].tag != "STRK") GTEST_SKIP() << "no font is installed to draw a strike with";
  const Section& strike = section(sections, "STRK");
  const std::uint32_t pictures = lr::load_u32(sound_bundle().data() + strike.offset + lr::format::kStrikePicturesAt);
  Flips flips;
  flips.each(strike, [&](std::uint32_t byte, const std::vector<std::string>& names) {
    std::size_t glyphs = 0;
    for (const std::string& name : names) {
      EXPECT_TRUE(begins(name, "strike ") || begins(name, "drawing of ")) << "byte " << byte << " costs " << name;
      if (begins(name, "strike ")) ++glyphs;
    }
    if (byte >= pictures) {
      EXPECT_EQ(glyphs, 1u) << "byte " << byte;
    }
  });
}

TEST(Damage, NewerVersionIsUnsupported) {
  for (const std::uint16_t version : {std::uint16_t{2}, std::uint16_t{256}, std::uint16_t{0xFFFF}}) {
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
  EXPECT_EQ(facts_of(bytes), sound);
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
      const bool needed = tag == "ALPH" || tag == "CODE" || tag == "ARTI" || tag == "UNIT" || tag == "CHNK" || tag == "CPTS";
      EXPECT_TRUE(!needed || now.empty()) << tag;
    }
  }
}

}  // namespace
