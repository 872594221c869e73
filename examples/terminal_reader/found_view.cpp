// Asks, searches, lists.
#include "found_view.h"

#include "list_view.h"
#include "prompt.h"

namespace lrread {

std::optional<Found> FoundView::ask() {
  message_.clear();
  const auto typed = prompt(screen_, "Search everything: ");
  if (!typed || (typed->empty() && search_.sought().empty())) return std::nullopt;
  if (!typed->empty()) {
    row_ = 0;
    screen_.clear_row(screen_.rows() - 1);
    screen_.put(screen_.rows() - 1, 0, "Searching … any key stops", kDim);
    screen_.refresh();
    message_ = search_.run(*typed, [&] { return screen_.is_key_waiting(); });
    if (!message_.empty()) return std::nullopt;
  }
  if (search_.found().empty()) {
    message_ = "Found nowhere: " + search_.sought();
    return std::nullopt;
  }
  return choose();
}

std::optional<Found> FoundView::choose() {
  const std::vector<Found>& found = search_.found();
  const std::string count = (search_.is_cut() ? "the first " : "") + std::to_string(found.size());
  List list;
  list.title = "“" + search_.sought() + "”: " + count + (found.size() == 1 ? " hit" : " hits");
  list.rows = static_cast<int>(found.size());
  list.row = [&](int index) {
    const Found& at = found[static_cast<std::size_t>(index)];
    Snippet snippet = search_.snippet(at);
    ListRow row;
    row.text = std::move(snippet.text);
    row.bold_from = snippet.from;
    row.bold_length = snippet.length;
    row.aside = library_[at.volume].book.article_title(at.hit.article);
    return row;
  };
  list.foot = [](int) { return std::string("Enter goes there   q back"); };
  ListView view(screen_);
  view.select(row_);
  const Choice choice = view.run(list);
  if (choice.row >= 0) row_ = choice.row;
  if (choice.key != kKeyEnter) return std::nullopt;
  return found[static_cast<std::size_t>(choice.row)];
}

}  // namespace lrread
