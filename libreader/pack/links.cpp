// Addresses are looked up in two steps: the document among the files and ids, then the name among its places.
#include "links.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>

#include "bundle_writer.h"
#include "import/addresses.h"
#include "import/web_address.h"

namespace lr::pack {
namespace {

constexpr std::size_t kRemarksADocument = 5;  // on links that lead nowhere; then one says how many more there are

}  // namespace

void ArticleLinks::add_names(const std::vector<std::string>& names, std::uint32_t unit) {
  for (const std::string& name : names) {
    if (!name.empty()) places.push_back({article_id(name), unit});
  }
}

void ArticleLinks::add(const PreparedUnit& unit) {
  add_names(unit.anchors, units);
  for (const UnitLink& link : unit.links) links.push_back({units, link.first, link.length, link.link, 0});
  ++units;
}

void LinkBook::add(ArticleLinks links, const std::string& source) {
  entries_.push_back({source, {}, 0, false, std::move(links.targets), std::move(links.links)});
  add_places(links.places);
}

void LinkBook::add_packed(std::uint32_t number, const std::string& id, const ArticleLinks& links) {
  entries_.push_back({{}, id, number, true});
  add_places(links.places);
}

void LinkBook::add_places(const std::vector<ArticleLinks::Place>& places) {
  for (const ArticleLinks::Place& place : places) {
    const NamedPlace named{place.name, static_cast<std::uint32_t>(entries_.size() - 1), place.unit};
    std::uint8_t bytes[sizeof named];
    std::memcpy(bytes, &named, sizeof named);
    places_.append(bytes);
  }
}

// Which entries a document is, and where the places are that some link names.
class LinkBook::Index {
 public:
  explicit Index(const LinkBook& book) {
    for (std::uint32_t i = 0; i < book.entries_.size(); ++i) {
      const Entry& entry = book.entries_[i];
      if (entry.is_packed) continue;
      documents_[address_of_file(entry.source)].push_back(i);
      documents_["article:" + entry.id] = {i};
    }
    for (std::uint32_t i = 0; i < book.entries_.size(); ++i) {
      const Entry& entry = book.entries_[i];
      if (entry.is_packed) documents_.try_emplace("article:" + entry.id, std::vector{i});  // unless it is replaced
      for (const Link& target : entry.targets) wanted_.insert(article_id(anchor_of(target.address)));
    }
    NamedPlace named;
    std::uint8_t bytes[sizeof named];
    for (std::uint64_t at = 0; at < book.places_.size(); at += sizeof named) {
      book.places_.read(at, bytes);
      std::memcpy(&named, bytes, sizeof named);
      if (wanted_.contains(named.name)) units_.try_emplace({named.entry, named.name}, named.unit);
    }
  }

  // False: there is no such document, or no such place in it.
  bool find(const std::string& address, std::uint32_t& entry, std::uint32_t& unit, bool& knows_document) const {
    const auto found = documents_.find(std::string(document_of(address)));
    knows_document = found != documents_.end();
    if (!knows_document) return false;
    const std::string_view name = anchor_of(address);
    entry = found->second.front();
    unit = 0;
    if (name.empty()) return true;
    for (const std::uint32_t one : found->second) {
      const auto place = units_.find({one, article_id(name)});
      if (place == units_.end()) continue;
      entry = one;
      unit = place->second;
      return true;
    }
    return false;
  }

 private:
  std::map<std::string, std::vector<std::uint32_t>> documents_;
  std::set<std::uint64_t> wanted_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t> units_;
};

namespace {

std::string what_is_missing(const std::string& address, bool knows_document) {
  const std::string document(document_of(address)), name(anchor_of(address));
  if (name.starts_with('\x1F'))  // of an article that was packed before
    return "A link leads to a part of " + document + " that is not in the bundle; its text is kept.";
  if (knows_document)
    return "A link leads to \"#" + name + "\", which " + (is_article_address(document) ? document : std::string("its document")) +
           " has not; its text is kept. Names of headings are as GitHub makes them.";
  return "A link leads to " + document +
         ", which is not in the bundle; its text is kept. Pack that document too, or write article:ID.";
}

}  // namespace

std::vector<std::vector<StoredLink>> LinkBook::resolve(const std::vector<std::string>& ids,
                                                       const std::vector<std::uint32_t>& numbers,
                                                       std::vector<Remark>& remarks) {
  std::size_t added = 0;
  for (Entry& entry : entries_) {
    if (entry.is_packed) continue;
    entry.id = ids[added];
    entry.number = numbers[added++];
  }
  const Index index(*this);
  std::vector<std::vector<StoredLink>> resolved;
  for (Entry& entry : entries_) {
    if (entry.is_packed) continue;
    std::size_t lost = 0;
    for (StoredLink& link : entry.links) {
      const Link& target = entry.targets[link.article];
      std::uint32_t to = 0, unit = 0;
      bool knows_document = false;
      if (index.find(target.address, to, unit, knows_document)) {
        link.article = entries_[to].number;
        link.block = unit;
        continue;
      }
      link.article = StoredLink::kNowhere;
      if (++lost <= kRemarksADocument)
        remarks.push_back({Remark::Kind::kMissing,
                           target.line > 0 ? entry.source + ":" + std::to_string(target.line) : entry.source,
                           what_is_missing(target.address, knows_document)});
    }
    if (lost > kRemarksADocument)
      remarks.push_back({Remark::Kind::kMissing, entry.source,
                         "Links that lead nowhere: " + std::to_string(lost - kRemarksADocument) + " more."});
    resolved.push_back(std::move(entry.links));
    entry.targets.clear();
  }
  return resolved;
}

}  // namespace lr::pack
