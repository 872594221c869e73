// Runs lr::Search over the volumes, one after the other.
#include "library_search.h"

#include <algorithm>

#include "text.h"

namespace lrread {
namespace {

constexpr std::size_t kAskEvery = 64;  // hits
constexpr std::uint32_t kSnippetBytes = 4096;

}  // namespace

std::string LibrarySearch::run(const std::string& sought, const std::function<bool()>& stopped) {
  sought_ = sought;
  found_.clear();
  cut_ = false;
  for (std::size_t volume = 0; volume < library_.size() && !cut_; ++volume) {
    lr::Search search;
    const lr::Status status = search.open(library_[volume].book.reader().bundle(), sought);
    if (status == lr::Status::kNoSpace) return "Too long to search for: " + sought;
    if (status != lr::Status::kOk) return std::string("Cannot search: ") + lr::name_of(status);
    lr::Hit hit;
    while (!cut_ && search.next(hit) == lr::Status::kOk) {
      if (lr::is_hidden(hit.kind)) continue;
      found_.push_back({volume, hit});
      cut_ = found_.size() >= kMostHits || (found_.size() % kAskEvery == 0 && stopped());
    }
  }
  return {};
}

Snippet LibrarySearch::snippet(const Found& found) {
  const lr::Hit& hit = found.hit;
  lr::TextCursor cursor(library_[found.volume].book.reader().bundle());
  std::string text(kSnippetBytes, '\0');
  std::uint32_t bytes = 0;
  if (lr::snippet(cursor, hit, lr::kSnippetAround, text.data(), kSnippetBytes, bytes) != lr::Status::kOk) bytes = 0;
  text.resize(bytes);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return {text, std::min(hit.code_point, lr::kSnippetAround), hit.length};
}

}  // namespace lrread
