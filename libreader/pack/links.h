// From the addresses of links to the articles and blocks that they lead to, once all documents were read. What grows with
// the documents lies on the disk: names of places; links are few.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "prepare.h"
#include "scratch.h"
#include "stored_article.h"

namespace lr::pack {

// The links and the names of places of one article, with their units counted from its first.
struct ArticleLinks {
  struct Place {
    std::uint64_t name;  // hashed
    std::uint32_t unit;
  };
  std::vector<Link> targets;  // as in the article
  std::vector<StoredLink> links;  // `article` is an index into targets
  std::vector<Place> places;
  std::uint32_t units = 0;

  void add_names(const std::vector<std::string>& names, std::uint32_t unit);
  // The next unit.
  void add(const PreparedUnit& unit);
};

class LinkBook {
 public:
  explicit LinkBook(const std::filesystem::path& folder) : places_(folder) {}

  // The next article of those that are packed; `source` is its file.
  void add(ArticleLinks links, const std::string& source);
  // An article that is in the bundle already, under this number.
  void add_packed(std::uint32_t number, const std::string& id, const ArticleLinks& links);

  // The links of each article that was added, in its order of units, those that lead nowhere too, with remarks on these.
  // `ids` and `numbers` are of the articles that were added.
  std::vector<std::vector<StoredLink>> resolve(const std::vector<std::string>& ids, const std::vector<std::uint32_t>& numbers,
                                               std::vector<Remark>& remarks);

 private:
  struct Entry {  // an article that can be linked to
    std::string source, id;
    std::uint32_t number = 0;
    bool is_packed = false;
    std::vector<Link> targets = {};
    std::vector<StoredLink> links = {};
  };
  struct NamedPlace {
    std::uint64_t name;
    std::uint32_t entry, unit;
  };
  class Index;

  void add_places(const std::vector<ArticleLinks::Place>& places);

  std::vector<Entry> entries_;
  Scratch places_;  // NamedPlace as it is in memory
};

}  // namespace lr::pack
