// Searches, and goes from hit to hit.
#include "page_view.h"
#include "prompt.h"

namespace lrread {

void PageView::ask_search() {
  const auto typed = prompt(screen_, "/");
  if (fit()) take_page();
  if (!typed) return;
  const std::string sought = typed->empty() ? search_.sought() : *typed;
  if (sought.empty()) return;
  everywhere_ = false;
  search_.start(sought, reader_.article_index());
  if (search_.hits() == 0) {
    search_.stop();
    message_ = "Not found here: " + sought + "   S searches everything";
    return;
  }
  const std::size_t hit = search_.at_or_after(top_);
  if (hit == search_.hits()) message_ = "From the start again.";
  go_to_hit(hit == search_.hits() ? 0 : hit);
}

void PageView::search_everything() {
  const auto found = found_.ask();
  if (fit()) take_page();
  message_ = found_.message();
  if (!found) return;
  const Target target{.volume = found->volume, .hit = found->hit, .sought = found_.sought()};
  if (found->volume != volume_) {
    onward_ = target;
    return;
  }
  if (found->hit.article != reader_.article_index()) {
    trail_.clear();
    if (const lr::Status status = reader_.open_article(found->hit.article); status != lr::Status::kOk) {
      message_ = std::string("This article cannot be read: ") + lr::name_of(status);
      return;
    }
  }
  search_.start(target.sought, found->hit.article);
  everywhere_ = true;
  const std::size_t hit = search_.at_or_after({found->hit.unit, found->hit.code_point});
  if (search_.hits() > 0) go_to_hit(hit == search_.hits() ? hit - 1 : hit);
}

// From hit to hit; where the page was turned since, from the page on.
void PageView::next_hit(int direction) {
  const std::size_t hits = search_.hits();
  const bool is_here = note_.is_open() || leaves_.holds(search_.place(hit_));
  const std::size_t after = search_.at_or_after(top_);
  const std::size_t next = direction > 0 ? (is_here ? hit_ + 1 : after) : (is_here ? hit_ : after) - 1;  // -1: beyond
  if (next < hits) return go_to_hit(next);
  if (everywhere_ && next_article_with_hits(direction)) return;
  go_to_hit(direction > 0 ? 0 : hits - 1);
  if (message_.empty()) message_ = direction > 0 ? "From the start again." : "From the end again.";
}

// Goes to the next hit of a search in everything, in another article of this volume. false: there is none.
bool PageView::next_article_with_hits(int direction) {
  const std::string sought = search_.sought();
  const std::uint32_t current = reader_.article_index();
  std::uint32_t article = current;
  while ((article = book_.neighbour(article, direction)) != lr::kNoArticle) {
    search_.start(sought, article);
    if (search_.hits() == 0 || reader_.open_article(article) != lr::Status::kOk) continue;
    trail_.clear();
    take_page();
    go_to_hit(direction > 0 ? 0 : search_.hits() - 1);
    message_ = book_.article_title(article);
    return true;
  }
  search_.start(sought, current);
  return false;
}

void PageView::go_to_hit(std::size_t index) {
  hit_ = index;
  note_.close();
  const lr::Place place = search_.place(index);
  if (place.unit < reader_.article().end_unit()) return jump(place);
  const lr::Status status = note_.open(search_.hit(index));
  if (status != lr::Status::kOk) message_ = std::string("This note cannot be read: ") + lr::name_of(status);
  choose_spot_of_note();
}

}  // namespace lrread
