// Records of titles keep their numbers, since keys and orders name them; one whose article has a new title is left
// behind.
#include "added_lists.h"

#include <algorithm>

#include "../limits.h"
#include "../lists.h"
#include "../section.h"
#include "../title_keys.h"

namespace lr::pack {
namespace {

using namespace format;

class ListGrower {
 public:
  ListGrower(std::span<const std::uint8_t> file, std::uint32_t list_at, const std::vector<ArticleSummary>& summaries)
      : list_at_(list_at), summaries_(summaries) {
    lists_.navigation = old_table(file, kNavigationTag, kNavigationBytes);
    lists_.titles = old_table(file, kTitlesTag, kTitleBytes);
    lists_.keys = old_table(file, kKeysTag, 1);
    lists_.find = old_table(file, kFindTag, kFindBytes);
  }

  GrownLists run(const std::vector<AddedTitle>& added, Language language, bool title_search) {
    for (std::uint32_t i = lists_.navigation.records(); i > 0 && open_.empty(); --i) {
      const std::uint32_t article = load_u32(lists_.navigation.record(i - 1));
      if (article != kNone) open_ = summaries_[article].sections;
      if (article != kNone) break;
    }
    for (const AddedTitle& title : added) add(title, title_search);
    rank_titles();
    if (title_search) order_keys();
    order(language);
    return std::move(lists_);
  }

 private:
  struct Place {
    std::uint32_t offset, bytes;
  };

  Place put(const std::vector<std::uint8_t>& title) {
    const Place place{fit(std::uint64_t{list_at_} + lists_.list.size(), 0xFFFFFFFF, "bundle", "bytes of titles"),
                      static_cast<std::uint32_t>(title.size())};
    Bytes bytes;
    bytes.append_checked(title);
    lists_.list.insert(lists_.list.end(), bytes.get().begin(), bytes.get().end());
    return place;
  }

  void add_line(std::uint32_t article, const Place& place, std::size_t depth) {
    Bytes record;
    record.u32(article);
    record.u32(place.offset);
    record.u16(place.bytes);
    record.u16(fit(depth, kMaxDepth, "bundle", "sections, one in the other"));
    lists_.navigation.add(record.get());
  }

  std::uint8_t* line_of(std::uint32_t article) {
    for (std::uint32_t i = 0; i < lists_.navigation.records(); ++i) {
      if (load_u32(lists_.navigation.record(i)) == article) return lists_.navigation.record(i);
    }
    return nullptr;
  }

  void add(const AddedTitle& added, bool title_search) {
    const Place place = put(added.title);
    if (line_of(added.article) != nullptr) {
      lists_.navigation.replace_all();
      std::uint8_t* line = line_of(added.article);
      store_u32(line + 4, place.offset);
      store_u16(line + 8, static_cast<std::uint16_t>(place.bytes));
    } else {
      const std::vector<std::string>& path = summaries_[added.article].sections;
      const auto shared = static_cast<std::size_t>(
          std::mismatch(path.begin(), path.end(), open_.begin(), open_.end()).first - path.begin());
      open_ = path;
      for (std::size_t i = shared; i < path.size(); ++i) add_line(kNone, put(added.sections[i]), i + 1);
      add_line(added.article, place, path.size() + 1);
    }
    const TitleKeys keys = title_search ? maker_.keys_of(summaries_[added.article]) : TitleKeys{};
    Bytes record;
    record.u32(added.article);
    record.u32(place.offset);
    record.u16(place.bytes);
    record.u16(fit(keys.bytes.size(), 0xFFFF, summaries_[added.article].source, "bytes of keys"));
    record.u32(lists_.keys.records());
    lists_.titles.add(record.get());
    lists_.keys.add({reinterpret_cast<const std::uint8_t*>(keys.bytes.data()), keys.bytes.size()});
  }

  void rank_titles() {
    rank_.resize(summaries_.size());
    for (std::uint32_t i = 0; i < lists_.titles.records(); ++i) rank_[load_u32(lists_.titles.record(i))] = i;
  }

  TitleKeys stored_keys(std::uint32_t title) {
    const std::uint8_t* record = lists_.titles.record(title);
    TitleKeys keys;
    for (std::uint32_t i = 0; i < load_u16(record + 10); ++i) {
      const std::uint8_t byte = *lists_.keys.record(load_u32(record + 12) + i);
      if (byte == kKeyStart) keys.starts.push_back(static_cast<std::uint16_t>(i));
      keys.bytes.push_back(static_cast<char>(byte));
    }
    return keys;
  }

  // Keys of added titles have an order of their own, unless some title has gone: then it is one of all.
  void order_keys() {
    const bool has_gone = lists_.titles.records() > rank_.size();
    if (has_gone) lists_.find.replace_all();
    const auto first = static_cast<std::uint32_t>(lists_.find.in_place ? 0 : lists_.titles.first.size() / kTitleBytes);
    std::vector<TitleKeys> keys;
    for (std::uint32_t i = first; i < lists_.titles.records(); ++i)
      keys.push_back(rank_[load_u32(lists_.titles.record(i))] == i ? stored_keys(i) : TitleKeys{});
    Bytes records;
    for (const KeyPlace& place : sorted_keys(keys)) {
      records.u24(first + place.title);
      records.u16(place.start);
    }
    lists_.find.added = records.take();
  }

  void order(Language language) {
    const Lists lists = make_lists(summaries_, language);
    Bytes orders, title_order;
    for (std::size_t i = 0; i < summaries_.size(); ++i) {
      const CalendarDate& date = summaries_[lists.by_date[i]].date;
      orders.u24(rank_[lists.by_author[i]]);
      orders.u24(rank_[lists.by_date[i]]);
      orders.u24(date.year << 9 | date.month << 5 | date.day);
      orders.u24(lists.by_id[i]);
      title_order.u24(rank_[lists.by_title[i]]);
    }
    lists_.orders = orders.take();
    lists_.title_order = title_order.take();
  }

  std::uint32_t list_at_;
  const std::vector<ArticleSummary>& summaries_;
  GrownLists lists_;
  TitleKeyMaker maker_;
  std::vector<std::string> open_;    // sections of the contents
  std::vector<std::uint32_t> rank_;  // of each article: its record in TITL
};

}  // namespace

GrownLists grow_lists(std::span<const std::uint8_t> file, std::uint32_t list_at, const std::vector<AddedTitle>& added,
                      const std::vector<ArticleSummary>& summaries, Language language, bool title_search) {
  return ListGrower(file, list_at, summaries).run(added, language, title_search);
}

}  // namespace lr::pack
