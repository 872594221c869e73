// Lists the bookmarks in reading order.
#include "bookmarks_view.h"

#include <algorithm>
#include <tuple>

#include "list_view.h"

namespace lrread {
namespace {

struct Entry {
  lr::Bookmark bookmark;
  std::uint32_t article;  // lr::kNoArticle: the bundle has it no longer
  std::size_t order;
};

std::vector<Entry> sorted(Book& book, const Places& places) {
  std::vector<Entry> entries;
  for (const lr::Bookmark& bookmark : places.bookmarks()) {
    Entry entry{bookmark, lr::kNoArticle, book.contents().size()};
    if (book.reader().bundle().find_article(bookmark.locator.article, entry.article) != lr::Status::kOk)
      entry.article = lr::kNoArticle;
    for (std::size_t i = book.contents().size(); i-- > 0 && entry.article != lr::kNoArticle;) {
      if (book.contents()[i].article == entry.article) entry.order = i;
    }
    entries.push_back(entry);
  }
  const auto key = [](const Entry& entry) {
    return std::tuple(entry.order, entry.bookmark.locator.block, entry.bookmark.locator.code_point);
  };
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return key(a) < key(b); });
  return entries;
}

}  // namespace

std::optional<lr::Bookmark> choose_bookmark(Screen& screen, Book& book, Places& places) {
  ListView view(screen);
  std::string message;
  for (bool first = true;; first = false) {
    const std::vector<Entry> entries = sorted(book, places);
    const lr::Reader& reader = book.reader();
    for (std::size_t i = 0; first && i < entries.size(); ++i) {
      if (reader.page().count == 0 || entries[i].article != reader.article_index()) continue;
      view.select(static_cast<int>(i));
      break;
    }
    List list;
    list.title = "Bookmarks";
    list.empty = "None yet: m sets one while you read.";
    list.rows = static_cast<int>(entries.size());
    list.keys = "d";
    list.row = [&](int index) {
      const Entry& entry = entries[static_cast<std::size_t>(index)];
      ListRow row;
      row.text.assign(entry.bookmark.label, entry.bookmark.label_bytes);
      if (row.text.empty()) row.text = "—";
      row.aside = entry.article == lr::kNoArticle ? "(article is gone)" : book.article_title(entry.article);
      row.figure = std::to_string(book.per_mille(entry.bookmark.locator) / 10) + "%";
      return row;
    };
    list.foot = [](int) { return std::string("Enter goes there   d deletes   q back"); };
    const Choice choice = view.run(list, message);
    message.clear();
    if (choice.row < 0 && choice.key != kKeyEscape && choice.key != kKeyHangup) continue;
    if (choice.key == kKeyEnter) return entries[static_cast<std::size_t>(choice.row)].bookmark;
    if (choice.key != 'd') return std::nullopt;
    const lr::Status status = places.remove(entries[static_cast<std::size_t>(choice.row)].bookmark);
    message = status == lr::Status::kOk ? "Deleted." : std::string("Not deleted: ") + lr::name_of(status);
  }
}

}  // namespace lrread
