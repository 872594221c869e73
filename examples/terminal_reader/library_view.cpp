// Lists articles with who, when and how far, and opens them.
#include "library_view.h"

#include "bookmarks_view.h"
#include "help_view.h"
#include "list_view.h"
#include "page_view.h"

namespace lrread {
namespace {

// A line of the list: of a volume's contents, or its title where there are several.
struct Row {
  static constexpr std::size_t kTitle = static_cast<std::size_t>(-1);
  std::size_t volume, entry;
};

std::string progress(Volume& volume, std::uint32_t index) {
  lr::Article article;
  lr::Bookmark last;
  if (volume.book.reader().bundle().article(index, article) != lr::Status::kOk) return {};
  if (!volume.places.last(article.id, last)) return {};
  const int noted = Places::per_mille_of(last);
  return std::to_string((noted >= 0 ? noted : static_cast<int>(volume.book.per_mille(last.locator))) / 10) + "%";
}

std::string who_and_when(Book& book, std::uint32_t article) {
  const Facts& facts = book.facts(article);
  return facts.authors + (facts.authors.empty() || facts.date.empty() ? "" : "  ") + facts.date;
}

class LibraryView {
 public:
  LibraryView(Screen& screen, Library& library, Settings& settings)
      : screen_(screen), library_(library), settings_(settings), found_(screen, library), view_(screen) {
    for (std::size_t i = 0; i < library.size(); ++i) {
      if (library.size() > 1) rows_.push_back({i, Row::kTitle});
      for (std::size_t entry = 0; entry < library[i].book.contents().size(); ++entry) rows_.push_back({i, entry});
    }
    list_.title = library.size() > 1 ? "Library" : library[0].book.title();
    list_.rows = static_cast<int>(rows_.size());
    list_.keys = "'?ST";
    list_.row = [this](int index) { return row(rows_[static_cast<std::size_t>(index)]); };
    list_.count = [this](int index) { return count(rows_[static_cast<std::size_t>(index)]); };
    list_.foot = [](int) { return std::string("Enter reads   ? keys   S search   ' bookmarks   q quits"); };
    select_last_read(0);
  }

  // What is selected at first.
  std::string read_on() {
    std::size_t row = static_cast<std::size_t>(view_.selected());
    while (row + 1 < rows_.size() && !this->row(rows_[row]).can_be_chosen) ++row;
    return read_row(rows_[row]);
  }

  void run(std::string message) {
    while (!screen_.ended()) {
      const Choice choice = view_.run(list_, message);
      message.clear();
      switch (choice.key) {
        case kKeyEnter: message = read_row(rows_[static_cast<std::size_t>(choice.row)]); break;
        case '\'': message = read_bookmark(); break;
        case 'S': message = read_found(); break;
        case 'T': change_theme(); break;
        case '?': show_help(screen_); break;
        default: return;
      }
    }
  }

 private:
  ListRow row(const Row& at) {
    Volume& volume = library_[at.volume];
    ListRow row;
    row.can_be_chosen = false;
    row.text = volume.book.title();
    if (at.entry == Row::kTitle) return row;
    const ContentsRow& entry = volume.book.contents()[at.entry];
    row.text = entry.title;
    row.indent = 2 * (entry.depth + (library_.size() > 1 ? 1 : 0));
    row.can_be_chosen = entry.article != lr::kNoArticle;
    if (!row.can_be_chosen) return row;
    row.aside = who_and_when(volume.book, entry.article);
    row.figure = progress(volume, entry.article);
    return row;
  }

  std::string count(const Row& at) {
    std::size_t before = 0, all = 0;
    for (std::size_t i = 0; i < library_.size(); ++i) {
      const std::uint32_t articles = library_[i].book.reader().bundle().articles();
      if (i < at.volume) before += articles;
      all += articles;
    }
    if (at.entry == Row::kTitle) return std::to_string(all);
    Book& book = library_[at.volume].book;
    return std::to_string(before + book.number_of(book.contents()[at.entry].article)) + "/" + std::to_string(all);
  }

  std::string read_row(const Row& at) {
    return read({.volume = at.volume, .article = library_[at.volume].book.contents()[at.entry].article});
  }

  std::string read_bookmark() {
    const auto chosen = choose_bookmark(screen_, library_, nullptr);
    return chosen ? read({.volume = chosen->volume, .locator = chosen->locator}) : std::string();
  }

  std::string read_found() {
    const auto found = found_.ask();
    return found ? read({.volume = found->volume, .hit = found->hit, .sought = found_.sought()}) : found_.message();
  }

  // Until the user comes back to the list, from volume to volume.
  std::string read(Target target) {
    for (;;) {
      PageView page(screen_, library_, target.volume, settings_, found_);
      if (std::string wrong = page.read(target); !wrong.empty()) return wrong;
      if (!page.onward()) break;
      target = *page.onward();
    }
    select_last_read(target.volume);
    return {};
  }

  void select_last_read(std::size_t volume) {
    std::uint64_t id = 0;
    std::uint32_t article = 0;
    Book& book = library_[volume].book;
    if (!library_[volume].places.last_article(id)) return;
    if (book.reader().bundle().find_article(id, article) != lr::Status::kOk) return;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].volume != volume || rows_[i].entry == Row::kTitle) continue;
      if (book.contents()[rows_[i].entry].article == article) return view_.select(static_cast<int>(i));
    }
  }

  void change_theme() {
    settings_.theme = &theme_after(*settings_.theme);
    screen_.set_theme(*settings_.theme);
  }

  Screen& screen_;
  Library& library_;
  Settings& settings_;
  FoundView found_;
  ListView view_;
  List list_;
  std::vector<Row> rows_;
};

}  // namespace

void show_library(Screen& screen, Library& library, Settings& settings, bool at_once, std::string message) {
  LibraryView view(screen, library, settings);
  if (at_once) {
    const std::string wrong = view.read_on();
    if (wrong.empty() && library[0].book.reader().bundle().articles() == 1) return;
    if (!wrong.empty()) message = wrong;
  }
  view.run(std::move(message));
}

}  // namespace lrread
