// Jumps within an article: headings, bookmarks, numbers; and the way back from them.
#include <charconv>

#include "bookmarks_view.h"
#include "contents_view.h"
#include "page_view.h"
#include "prompt.h"
#include "text.h"

namespace lrread {
namespace {

constexpr std::size_t kMostTrail = 64;

bool number_in(std::string_view text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

void PageView::jump(lr::Place place) {
  const lr::Place from = top_;
  const lr::Status status = reader_.go_to(place);
  if (status != lr::Status::kOk) message_ = std::string("This place cannot be read: ") + lr::name_of(status);
  anchor_ = place;
  take_page();
  if (top_ != from) leave_trail(from, reader_.article_index());
}

void PageView::leave_trail(lr::Place from, std::uint32_t article) {
  trail_.push_back({article, from});
  if (trail_.size() > kMostTrail) trail_.erase(trail_.begin());
}

void PageView::jump_back() {
  if (trail_.empty()) {
    message_ = "q goes back to the list.";
    return;
  }
  const auto [article, place] = trail_.back();
  trail_.pop_back();
  lr::Status status = lr::Status::kOk;
  if (article != reader_.article_index()) {
    search_.stop();
    status = reader_.open_article(article);
  }
  if (status == lr::Status::kOk) status = reader_.go_to(place);
  if (status != lr::Status::kOk) message_ = lr::name_of(status);
  anchor_ = place;
  take_page();
}

void PageView::jump_to_heading() {
  if (reader_.article().headings == 0) {
    message_ = "This article has no headings.";
    return;
  }
  const int index = choose_heading(screen_, book_, anchor_);
  lr::Heading heading;
  if (fit()) take_page();
  if (index < 0) return;
  const lr::Status status = reader_.bundle().heading(reader_.article(), static_cast<std::uint32_t>(index), heading);
  if (status == lr::Status::kOk) jump({heading.unit, 0});
}

// The first one that has these words. false: none.
bool PageView::go_to_heading_with(const std::string& words) {
  const std::wstring sought = fold(words);
  for (std::uint32_t i = 0; !sought.empty() && i < reader_.article().headings; ++i) {
    lr::Heading heading;
    if (reader_.bundle().heading(reader_.article(), i, heading) != lr::Status::kOk) continue;
    if (fold(book_.unit_text(heading.unit)).find(sought) == std::wstring::npos) continue;
    jump({heading.unit, 0});
    return true;
  }
  return false;
}

void PageView::jump_to_bookmark() {
  const auto chosen = choose_bookmark(screen_, library_, &volume_);
  find_highlights();
  if (fit()) take_page();
  if (!chosen) return;
  if (chosen->volume != volume_) {
    onward_ = Target{.volume = chosen->volume, .locator = chosen->locator};
    return;
  }
  const std::uint32_t article = reader_.article_index();
  const lr::Place from = top_;
  const lr::Status status = go_to(chosen->locator);
  if (status == lr::Status::kNotFound) message_ = "Its article is no longer in this bundle.";
  if (reader_.article_index() == article) {
    leave_trail(from, article);
  } else {
    trail_.clear();
    search_.stop();
  }
  take_page();
}

lr::Status PageView::go_to(const lr::Locator& locator) {
  lr::Certainty certainty = lr::Certainty::kExact;
  lr::Status status = reader_.go_to(locator, certainty);
  if (status != lr::Status::kOk) return status;
  if (certainty == lr::Certainty::kNear) message_ = "The text has changed: this is the nearest place.";
  status = lr::resolve_locator(reader_.bundle(), reader_.article(), locator, anchor_, certainty);
  if (status != lr::Status::kOk) anchor_ = reader_.page().start;
  return lr::Status::kOk;
}

void PageView::ask_place(bool percent) {
  const auto typed = prompt(screen_, percent ? "Go to per cent: " : "Go to page, 40% or heading: ");
  if (fit()) take_page();
  if (!typed || typed->empty()) return;
  std::string text = trimmed(*typed);
  if (!text.empty() && text.back() == '%') {
    percent = true;
    text.pop_back();
  }
  std::uint32_t number = 0;
  const bool is_number = number_in(text, number);
  if (!is_number && !percent && go_to_heading_with(text)) return;
  if (!is_number || (!percent && number == 0)) {
    message_ = percent ? "A number from 0 to 100, please." : "No such page, percentage or heading: " + text;
    return;
  }
  if (percent) return go_to_per_mille(number >= 100 ? 1000 : number * 10);
  leave_trail(top_, reader_.article_index());
  const lr::Status status = reader_.go_to_page(number - 1);
  if (status == lr::Status::kEnd) message_ = "The last page is " + std::to_string(reader_.page_number() + 1) + ".";
  take_page();
}

void PageView::go_to_per_mille(std::uint32_t per_mille) {
  lr::Place place;
  if (reader_.place_at(per_mille, place) == lr::Status::kOk) jump(place);
}

void PageView::add_bookmark() {
  std::string words;
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    if (!cell.note_mark && words.size() < lr::kLabelBytes) words += cell.text;
  }
  words = shorten_bytes(trimmed(words), lr::kLabelBytes);
  const auto typed = prompt(screen_, "Label (Enter: the first words): ");
  if (fit()) take_page();
  if (!typed) return;
  const std::string label = shorten_bytes(trimmed(*typed), lr::kLabelBytes);
  lr::Locator locator;
  lr::Status status = lr::make_locator(reader_.bundle(), reader_.article(), top_, locator);
  if (status == lr::Status::kOk) status = places_.add(locator, label.empty() ? words : label);
  switch (status) {
    case lr::Status::kOk: message_ = "Bookmark set. ' lists them."; break;
    case lr::Status::kNoSpace: message_ = "No room for more bookmarks: delete some with ' and d."; break;
    case lr::Status::kNotFound: message_ = "Not set: bookmarks cannot be kept (see the list's first message)."; break;
    default: message_ = std::string("Not set: ") + lr::name_of(status);
  }
}

}  // namespace lrread
