// Full-text search: every place where a query stands in the text of a bundle, one after the other.
//
//   lr::Search search;
//   lr::Hit hit;
//   if (search.open(bundle, "国际") == lr::Status::kOk)
//     while (search.next(hit) == lr::Status::kOk) …
//
// Letters large and small, full width and half width, with and without accents are alike, and so are simplified and
// traditional characters: which ones are is resolved by the packer (bundle/FORMAT.md, "SRCH"). A bundle without the
// section is searched too; then only large and small ASCII and its full-width forms are alike.
#pragma once
#include <libreader/bundle.h>
#include <libreader/search/lists.h>
#include <libreader/search/query.h>
#include <libreader/search/scanner.h>
#include <libreader/search/section.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lr {

struct Hit {
  std::uint32_t article;
  std::uint32_t unit;  // of the bundle: front matter, body or a note of the article
  BlockKind kind;
  std::uint32_t code_point;  // of the unit's reading text
  std::uint32_t length;      // code points
};

// All the memory that a search takes, whatever the query and the bundle, is this object.
class Search {
 public:
  Search() = default;
  Search(const Search&) = delete;  // its parts point into each other
  Search& operator=(const Search&) = delete;

  // Searches the whole bundle: first the titles of all articles, then all other text, each in the order of reading.
  // `query` is UTF-8, 1 … kMaxQueryCodePoints code points; `bundle` outlives this and may be read meanwhile. kBadCall:
  // the query is empty. kNoSpace: it is too long, or more than kMaxQuerySymbols symbols are like those of it. kDamaged:
  // which characters are alike cannot be read. kIo.
  Status open(Bundle& bundle, std::string_view query);

  // Searches one article instead, in the order of reading, from a place on. kBadCall: open() did not succeed. kNotFound: no
  // such article.
  Status in_article(std::uint32_t article, std::uint32_t unit = 0, std::uint32_t code_point = 0);

  // The next hit; hits may overlap, and none runs from one block into another. kEnd: there is none. What is damaged is
  // passed over. kIo.
  Status next(Hit& hit);

  // Of the query.
  std::uint32_t code_points() const { return query_.size(); }

 private:
  enum class Rank : std::uint8_t { kTitles, kText, kAll };

  Status next_unit();
  Status next_of_article();
  Status begin_article();
  Status unit_reaching(std::uint32_t chunk);
  bool ranks(std::uint32_t index, const Unit& unit) const;
  bool may_match(const Unit& unit);

  Bundle* bundle_ = nullptr;
  SearchSection section_;
  Query query_;
  GroupLists lists_;
  Scanner scanner_;
  Article article_{};
  std::uint32_t article_index_ = 0, articles_end_ = 0;
  std::uint32_t unit_ = 0, units_end_ = 0;  // the next one to look at, and where the article's end
  std::uint32_t from_unit_ = 0, from_code_point_ = 0;
  std::uint32_t found_unit_ = 0;
  BlockKind found_kind_ = BlockKind::kParagraph;
  Rank rank_ = Rank::kTitles;
  bool in_article_ = false;  // article_ is the one at article_index_
  bool in_unit_ = false;
};

inline constexpr std::size_t kSearchBytes = 4096;
static_assert(sizeof(Search) <= kSearchBytes);

// The text around a hit: up to `around` code points before and behind it, UTF-8, not terminated; line feeds and tabs as
// they are. `cursor` is of the hit's bundle. kNoSpace: `room` is too small; `bytes` of it are filled. kDamaged, kIo.
Status snippet(TextCursor& cursor, const Hit& hit, std::uint32_t around, char* to, std::uint32_t room,
               std::uint32_t& bytes);
inline constexpr std::uint32_t kSnippetAround = 16;

}  // namespace lr
