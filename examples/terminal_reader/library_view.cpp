// Lists articles with who, when and how far, and opens them.
#include "library_view.h"

#include "bookmarks_view.h"
#include "help_view.h"
#include "list_view.h"
#include "page_view.h"

namespace lrread {
namespace {

std::string progress(Book& book, Places& places, std::uint32_t index) {
  lr::Article article;
  lr::Bookmark last;
  if (book.reader().bundle().article(index, article) != lr::Status::kOk || !places.last(article.id, last)) return {};
  const int noted = Places::per_mille_of(last);
  return std::to_string((noted >= 0 ? noted : static_cast<int>(book.per_mille(last.locator))) / 10) + "%";
}

std::string who_and_when(Book& book, std::uint32_t article) {
  const Facts& facts = book.facts(article);
  return facts.authors + (facts.authors.empty() || facts.date.empty() ? "" : "  ") + facts.date;
}

List library(Book& book, Places& places) {
  List list;
  list.title = book.title();
  list.rows = static_cast<int>(book.contents().size());
  list.keys = "'?";
  list.row = [&](int index) {
    const ContentsRow& entry = book.contents()[static_cast<std::size_t>(index)];
    ListRow row;
    row.text = entry.title;
    row.indent = 2 * entry.depth;
    row.can_be_chosen = entry.article != lr::kNoArticle;
    if (!row.can_be_chosen) return row;
    row.aside = who_and_when(book, entry.article);
    row.figure = progress(book, places, entry.article);
    return row;
  };
  list.count = [&](int index) {
    const std::uint32_t article = book.contents()[static_cast<std::size_t>(index)].article;
    return std::to_string(book.number_of(article)) + "/" + std::to_string(book.reader().bundle().articles());
  };
  list.foot = [](int) { return std::string("Enter reads   ? keys   ' bookmarks   q quits"); };
  return list;
}

// The row of the article that was read last, or the first one.
int first_row(Book& book, Places& places) {
  std::uint64_t id = 0;
  std::uint32_t article = 0;
  if (!places.last_article(id) || book.reader().bundle().find_article(id, article) != lr::Status::kOk) return 0;
  for (std::size_t i = 0; i < book.contents().size(); ++i) {
    if (book.contents()[i].article == article) return static_cast<int>(i);
  }
  return 0;
}

}  // namespace

void show_library(Screen& screen, Book& book, Places& places, std::string message) {
  const List list = library(book, places);
  ListView view(screen);
  PageView page(screen, book, places);
  view.select(first_row(book, places));
  while (!screen.ended()) {
    const Choice choice = view.run(list, message);
    message.clear();
    switch (choice.key) {
      case kKeyEnter: message = page.read(book.contents()[static_cast<std::size_t>(choice.row)].article); break;
      case '\'':
        if (const auto bookmark = choose_bookmark(screen, book, places)) message = page.read(*bookmark);
        break;
      case '?': show_help(screen); continue;
      default: return;
    }
    if (message.empty()) view.select(first_row(book, places));
  }
}

}  // namespace lrread
