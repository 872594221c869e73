// A highlight is a bookmark whose label begins with its length: "12 a label".
#include "highlights.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "text.h"

namespace lrread {
namespace {

bool read(const lr::Bookmark& bookmark, Highlight& highlight) {
  const char* end = bookmark.label + bookmark.label_bytes;
  const auto [stopped, error] = std::from_chars(bookmark.label, end, highlight.code_points);
  if (error != std::errc() || highlight.code_points == 0 || stopped == end || *stopped != ' ') return false;
  highlight.from = bookmark.locator;
  highlight.slot = bookmark.slot;
  highlight.label.assign(stopped + 1, end);
  return true;
}

}  // namespace

std::string Highlights::open(const std::string& name) {
  std::string wrong = file_.open(name + ".highlights");
  if (wrong.empty()) read_all();
  return wrong;
}

void Highlights::read_all() {
  lr::Bookmark bookmark;
  all_.clear();
  lr::Journal* journal = file_.to_read();
  for (std::uint32_t i = 0; journal != nullptr && journal->list(i, bookmark) == lr::Status::kOk; ++i) {
    Highlight highlight;
    if (read(bookmark, highlight)) all_.push_back(std::move(highlight));
  }
}

lr::Status Highlights::add(const lr::Locator& from, std::uint32_t code_points, const std::string& label) {
  lr::Journal* journal = file_.to_write();
  if (journal == nullptr) return file_.status();
  const std::string text = shorten_bytes(std::to_string(code_points) + " " + label, lr::kLabelBytes);
  lr::Bookmark bookmark;
  bookmark.locator = from;
  bookmark.label_bytes = static_cast<std::uint8_t>(text.size());
  std::memcpy(bookmark.label, text.data(), text.size());
  lr::Status status = journal->free_slot(from.article, bookmark.slot);
  if (status == lr::Status::kOk) status = journal->put(bookmark);
  Highlight highlight;
  if (status == lr::Status::kOk && read(bookmark, highlight)) all_.push_back(std::move(highlight));
  return status;
}

lr::Status Highlights::remove(const Highlight& highlight) {
  const std::uint64_t article = highlight.from.article;
  const std::uint16_t slot = highlight.slot;
  lr::Journal* journal = file_.to_write();
  const lr::Status status = journal == nullptr ? file_.status() : journal->remove(article, slot);
  std::erase_if(all_, [&](const Highlight& h) { return h.from.article == article && h.slot == slot; });
  return status;
}

}  // namespace lrread
