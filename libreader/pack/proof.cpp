// Every unit symbol by symbol, every note, mark, heading and list, every picture pixel by pixel.
#include "proof.h"

#include <libreader/bundle.h>
#include <libreader/font.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "check_links.h"
#include "page_tables.h"

namespace lr::pack {
namespace {

[[noreturn]] void differ(const std::string& where, const std::string& what) {
  throw std::logic_error("the bundle does not read back: " + where + ": " + what);
}

void expect(bool holds, const std::string& where, const std::string& what) {
  if (!holds) differ(where, what);
}

// Shows a scalable strike's pictures as they are.
constexpr Scaler kAsStored{1,
                           [](const Scaler&, std::int32_t width, std::int32_t height, std::int32_t, std::int32_t) {
                             return static_cast<std::uint32_t>(width * height + 7) / 8;
                           },
                           [](const Scaler&, const BitPicture& master, std::int32_t, std::int32_t, std::uint8_t* bits) {
                             const auto pixels = static_cast<std::size_t>(master.frame.width * master.frame.height);
                             std::copy_n(master.bits, (pixels + 7) / 8, bits);
                             return master.frame;
                           }};

class Proof {
 public:
  Proof(const Source& bundle, const BuiltAlphabet& alphabet) : alphabet_(alphabet), cursor_(bundle_) {
    const Status status = bundle_.open(bundle, pages_);
    expect(status == Status::kOk, "open", name_of(status));
  }
  Proof(const Proof&) = delete;  // its parts point into each other
  Proof& operator=(const Proof&) = delete;

  std::size_t articles() const { return bundle_.articles(); }

  void article(std::uint32_t index, const StoredArticle& expected) {
    const std::string where = "article " + std::to_string(index);
    lr::Article article;
    const Status status = bundle_.article(index, article);
    expect(status == Status::kOk, where, name_of(status));
    std::uint32_t units[3] = {};  // by part
    std::uint32_t unit = article.first_unit, mark = 0, code_points = 0;
    expected.for_each([&](Part part, const PreparedUnit& one) {
      if (part == Part::kListing) return;
      ++units[static_cast<std::size_t>(part)];
      const bool in_body = part == Part::kBody;
      this->unit(unit++, one, where);
      expect(cursor_.unit().code_points_before == (in_body ? code_points : 0), where, "code points before a block");
      if (in_body) code_points += one.code_points;
      for (const std::uint32_t note : one.marks) {
        std::uint32_t found = 0;
        expect(bundle_.note_of_mark(article, mark++, found) == Status::kOk && found == note, where, "note of a mark");
      }
    });
    expect(article.front_units == units[0] && article.body_units == units[1] && article.notes == expected.notes.size(), where,
           "number of blocks or notes");
    find(index);
    expect(mark == article.marks && code_points == article.code_points, where, "number of note marks or code points");
    const std::uint32_t first_note_unit = article.end_unit();
    for (std::uint32_t i = 0; i < expected.notes.size(); ++i) {
      lr::Note note;
      expect(bundle_.note(article, i, note) == Status::kOk && note.units == expected.notes[i].units &&
                 note.first_unit == first_note_unit + expected.notes[i].first_unit,
             where, "note " + std::to_string(i + 1));
    }
  }

  void find(std::uint32_t index) {
    lr::Article article;
    std::uint32_t found = 0;
    expect(bundle_.article(index, article) == Status::kOk && bundle_.find_article(article.id, found) == Status::kOk &&
               found == index,
           "article " + std::to_string(index), "found by its id");
  }

  // Every article once in each list, under the title that it has in the contents.
  void lists() {
    std::vector<NavigationItem> contents(articles());
    NavigationItem item;
    for (std::uint32_t i = 0; i < bundle_.list_items(List::kContents); ++i) {
      expect(bundle_.list_item(List::kContents, i, item) == Status::kOk, "contents", "record");
      if (item.article != kNoArticle) contents[item.article] = item;
    }
    for (const List list : {List::kTitle, List::kAuthor, List::kDate}) {
      expect(bundle_.list_items(list) == articles(), "lists", "number of articles");
      std::vector<bool> listed(articles());
      for (std::uint32_t i = 0; i < articles(); ++i) {
        expect(bundle_.list_item(list, i, item) == Status::kOk && !listed[item.article], "lists", "article");
        listed[item.article] = true;
        if (list == List::kTitle) expect(title(item) == title(contents[item.article]), "lists", "title");
      }
    }
  }

  void strike(std::uint32_t index, const PictureSpill& pictures, Symbol first) {
    Strike strike;
    const Alphabet& alphabet = bundle_.alphabet();
    const std::string where = "strike " + std::to_string(index);
    const Status status = strike.open(bundle_.storage(), bundle_.strike_range(index), bundle_.added_glyphs(index),
                                      alphabet, {&kAsStored});
    expect(status == Status::kOk, where, name_of(status));
    std::vector<std::uint8_t> buffer(strike.picture_bytes()), memory(strike.model_bytes());
    std::uint32_t used = 0;
    expect(strike.load(memory, used) == Status::kOk, where, "model");
    pictures.for_each([&](std::size_t i, const GlyphPicture& picture) {
      Glyph glyph;
      const auto symbol = static_cast<Symbol>(first + i);
      expect(strike.glyph(symbol, buffer, glyph) == Status::kOk, where, "glyph " + std::to_string(symbol));
      expect(same(glyph, picture, pictures.bits_per_pixel()), where, "pixels of glyph " + std::to_string(symbol));
    });
  }

 private:
  static bool same(const Glyph& glyph, const GlyphPicture& picture, int bpp) {
    const bool blank = picture.width == 0 || picture.height == 0;
    if (blank) return glyph.width == 0;
    if (glyph.left != picture.left || glyph.top != picture.top || glyph.width != picture.width ||
        glyph.height != picture.height)
      return false;
    std::size_t bit = 0;
    for (const std::uint8_t level : picture.coverage) {
      const int shift = 8 - bpp - static_cast<int>(bit % 8);
      if (((glyph.bits[bit / 8] >> shift) & ((1 << bpp) - 1)) != level) return false;
      bit += static_cast<std::size_t>(bpp);
    }
    return true;
  }

  void unit(std::uint32_t index, const PreparedUnit& expected, const std::string& article) {
    const std::string where = article + ", block " + std::to_string(index);
    const Status status = cursor_.open(index);
    expect(status == Status::kOk, where, name_of(status));
    expect(cursor_.unit().kind == expected.kind, where, "kind");
    bool first = true;
    for (const Token& token : expected.tokens) {
      TextItem item;
      expect(cursor_.next(item) == Status::kOk, where, "text ends early");
      expect(item.symbol == alphabet_.number[token.symbol], where, "symbol");
      expect(item.styles == token.styles && item.span == token.span, where, "style");
      expect(first || item.before == token.before, where, "break opportunity");
      first = false;
    }
    TextItem item;
    expect(cursor_.next(item) == Status::kEnd, where, "text goes on");
    expect(cursor_.point().code_point == expected.code_points, where, "number of code points");
    expect(bundle_.damaged_chunks() == 0, where, "checksum");
  }

  std::vector<Symbol> title(const NavigationItem& item) {
    std::vector<Symbol> symbols;
    expect(cursor_.open(item) == Status::kOk, "lists", "title");
    for (TextItem text; cursor_.next(text) == Status::kOk;) symbols.push_back(text.symbol);
    expect(bundle_.damaged_chunks() == 0, "lists", "checksum");
    return symbols;
  }

  const BuiltAlphabet& alphabet_;
  std::array<Storage::Page, 16> pages_;
  Bundle bundle_;
  TextCursor cursor_;
};

}  // namespace

void prove_pages(Output& bundle, const Pass& pass) {
  for (const std::string& problem : check_page_tables(bundle.source(), resting(pass, bundle))) differ("section PAGE", problem);
}

void prove(Output& bundle, const Spill& articles, const BuiltAlphabet& alphabet, const Pictures& strikes,
           const Pass& pass) {
  const Source source = bundle.source();
  for (const std::string& problem : check_links(source)) differ("links", problem);
  Proof proof(source, alphabet);
  expect(proof.articles() == articles.articles(), "directory", "number of articles");
  proof.lists();
  for (std::uint32_t i = 0; i < strikes.size(); ++i) proof.strike(i, *strikes[i], kFirstTextSymbol);
  std::vector<std::unique_ptr<Proof>> by_worker;
  for (unsigned i = 0; i < thread_count(pass.threads); ++i)
    by_worker.push_back(std::make_unique<Proof>(source, alphabet));
  const auto compare = [&](unsigned worker, std::size_t i, const StoredArticle& expected) {
    by_worker[worker]->article(static_cast<std::uint32_t>(i), expected);
    return 0;
  };
  over_articles(articles, resting(pass, bundle), compare, [](std::size_t, int) {});
}

void prove_added(const Source& bundle, const Spill& articles, const std::vector<std::uint32_t>& numbers,
                 const BuiltAlphabet& alphabet, Symbol first_added, const Pictures& strikes) {
  for (const std::string& problem : check_links(bundle)) differ("links", problem);
  Proof proof(bundle, alphabet);
  proof.lists();
  for (std::uint32_t i = 0; i < strikes.size(); ++i) proof.strike(i, *strikes[i], first_added);
  for (std::size_t i = 0; i < numbers.size(); ++i) proof.article(numbers[i], articles.read(i));
}

}  // namespace lr::pack
