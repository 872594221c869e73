// Keeps what the journal holds in memory, too: lists ask for it on every key.
#include "places.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace lrread {
namespace {

void set_label(lr::Bookmark& bookmark, const std::string& label) {
  bookmark.label_bytes = static_cast<std::uint8_t>(std::min<std::size_t>(label.size(), lr::kLabelBytes));
  std::memcpy(bookmark.label, label.data(), bookmark.label_bytes);
}

}  // namespace

std::string Places::open(const std::string& name) {
  std::string wrong = file_.open(name + ".journal");
  if (wrong.empty()) read_all();
  return wrong;
}

void Places::read_all() {
  lr::Bookmark bookmark;
  last_.clear();
  bookmarks_.clear();
  lr::Journal* journal = file_.to_read();
  for (std::uint32_t i = 0; journal != nullptr && journal->list(i, bookmark) == lr::Status::kOk; ++i) {
    if (bookmark.slot == 0) {
      last_[bookmark.locator.article] = bookmark;
    } else {
      bookmarks_.push_back(bookmark);
    }
  }
}

bool Places::last(std::uint64_t article, lr::Bookmark& bookmark) {
  const auto found = last_.find(article);
  if (found == last_.end()) return false;
  bookmark = found->second;
  return true;
}

int Places::per_mille_of(const lr::Bookmark& bookmark) {
  int value = -1;
  const auto [end, error] = std::from_chars(bookmark.label, bookmark.label + bookmark.label_bytes, value);
  return error == std::errc() && value >= 0 && value <= 1000 ? value : -1;
}

bool Places::last_article(std::uint64_t& article) {
  lr::Journal* journal = file_.to_read();
  return journal != nullptr && journal->last_article(article) == lr::Status::kOk;
}

// The label of a last place says how far it was: at the last page that is the whole, which the place alone does not
// know.
lr::Status Places::remember(const lr::Locator& locator, std::uint32_t per_mille) {
  lr::Bookmark bookmark;
  bookmark.locator = locator;
  set_label(bookmark, std::to_string(per_mille));
  const auto known = last_.find(locator.article);
  std::uint64_t newest = 0;
  const bool same = known != last_.end() && known->second.locator.block == locator.block &&
                    known->second.locator.code_point == locator.code_point &&
                    per_mille_of(known->second) == static_cast<int>(per_mille);
  if (same && last_article(newest) && newest == locator.article) return lr::Status::kOk;
  last_[locator.article] = bookmark;
  return put(bookmark);
}

lr::Status Places::put(const lr::Bookmark& bookmark) {
  lr::Journal* journal = file_.to_write();
  if (journal == nullptr) return file_.status();
  lr::Status status = journal->put(bookmark);
  while (status == lr::Status::kNoSpace) {
    lr::Bookmark oldest;
    lr::Status found = lr::Status::kOk;
    for (std::uint32_t i = 0; (found = journal->list(i, oldest)) == lr::Status::kOk && oldest.slot != 0;) ++i;
    if (found != lr::Status::kOk) return status;  // nothing but bookmarks
    const lr::Status removed = journal->remove(oldest.locator.article, 0);
    if (removed != lr::Status::kOk) return removed;
    last_.erase(oldest.locator.article);
    status = journal->put(bookmark);
  }
  return status;
}

lr::Status Places::add(const lr::Locator& locator, const std::string& label) {
  lr::Journal* journal = file_.to_write();
  if (journal == nullptr) return file_.status();
  lr::Bookmark bookmark;
  bookmark.locator = locator;
  set_label(bookmark, label);
  lr::Status status = journal->free_slot(locator.article, bookmark.slot);
  if (status == lr::Status::kOk) status = put(bookmark);
  if (status == lr::Status::kOk) bookmarks_.push_back(bookmark);
  return status;
}

lr::Status Places::remove(const lr::Bookmark& bookmark) {
  const std::uint64_t article = bookmark.locator.article;
  const std::uint16_t slot = bookmark.slot;
  lr::Journal* journal = file_.to_write();
  const lr::Status status = journal == nullptr ? file_.status() : journal->remove(article, slot);
  std::erase_if(bookmarks_, [&](const lr::Bookmark& b) { return b.locator.article == article && b.slot == slot; });
  return status;
}

}  // namespace lrread
