// Lists bookmarks and highlights in reading order.
#include "bookmarks_view.h"

#include <algorithm>
#include <tuple>

#include "list_view.h"

namespace lrread {
namespace {

struct Entry {
  std::size_t volume;
  lr::Locator locator;
  std::string label;
  std::optional<lr::Bookmark> bookmark;    // either this
  std::optional<Highlight> highlight;      // or this
  std::uint32_t article = lr::kNoArticle;  // none: the bundle has it no longer
  std::size_t order = 0;
};

void find_article(Book& book, Entry& entry) {
  entry.order = book.contents().size();
  if (book.reader().bundle().find_article(entry.locator.article, entry.article) != lr::Status::kOk) {
    entry.article = lr::kNoArticle;
  } else {
    entry.order = book.number_of(entry.article);
  }
}

std::vector<Entry> sorted(Library& library) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < library.size(); ++i) {
    for (const lr::Bookmark& bookmark : library[i].places.bookmarks())
      entries.push_back({i, bookmark.locator, std::string(bookmark.label, bookmark.label_bytes), bookmark, {}});
    for (const Highlight& highlight : library[i].highlights.all())
      entries.push_back({i, highlight.from, highlight.label, {}, highlight});
  }
  for (Entry& entry : entries) find_article(library[entry.volume].book, entry);
  const auto key = [](const Entry& entry) {
    return std::tuple(entry.volume, entry.order, entry.locator.block, entry.locator.code_point);
  };
  std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) { return key(a) < key(b); });
  return entries;
}

ListRow row_of(Library& library, const Entry& entry) {
  Book& book = library[entry.volume].book;
  ListRow row;
  row.text = (entry.highlight ? "▌" : "") + (entry.label.empty() ? "—" : entry.label);
  row.aside = entry.article == lr::kNoArticle ? "(article is gone)" : book.article_title(entry.article);
  row.figure = std::to_string(book.per_mille(entry.locator) / 10) + "%";
  return row;
}

lr::Status remove(Library& library, const Entry& entry) {
  Volume& volume = library[entry.volume];
  return entry.highlight ? volume.highlights.remove(*entry.highlight) : volume.places.remove(*entry.bookmark);
}

}  // namespace

std::optional<ChosenBookmark> choose_bookmark(Screen& screen, Library& library, const std::size_t* volume) {
  ListView view(screen);
  std::string message;
  for (bool first = true;; first = false) {
    const std::vector<Entry> entries = sorted(library);
    for (std::size_t i = 0; first && volume != nullptr && i < entries.size(); ++i) {
      if (entries[i].volume != *volume || entries[i].article != library[*volume].book.reader().article_index())
        continue;
      view.select(static_cast<int>(i));
      break;
    }
    List list;
    list.title = "Bookmarks and highlights";
    list.empty = "None yet: while you read, m sets a bookmark and v highlights.";
    list.rows = static_cast<int>(entries.size());
    list.keys = "d";
    list.row = [&](int index) { return row_of(library, entries[static_cast<std::size_t>(index)]); };
    list.foot = [](int) { return std::string("Enter goes there   d deletes   q back"); };
    const Choice choice = view.run(list, message);
    message.clear();
    if (choice.row < 0 && choice.key != kKeyEscape && choice.key != kKeyHangup) continue;
    if (choice.key != kKeyEnter && choice.key != 'd') return std::nullopt;
    const Entry& entry = entries[static_cast<std::size_t>(choice.row)];
    if (choice.key == kKeyEnter) return ChosenBookmark{entry.volume, entry.locator};
    const lr::Status status = remove(library, entry);
    message = status == lr::Status::kOk ? "Deleted." : std::string("Not deleted: ") + lr::name_of(status);
  }
}

}  // namespace lrread
