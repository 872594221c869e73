// The hits of a search in everything that is open: a list to choose from.
#pragma once
#include <optional>
#include <string>

#include "library_search.h"
#include "screen.h"

namespace lrread {

class FoundView {
 public:
  FoundView(Screen& screen, Library& library) : screen_(screen), library_(library), search_(library) {}

  // Asks what to search for and shows where it stands; nothing typed shows the last list again, where it was left. The
  // hit that was chosen.
  std::optional<Found> ask();
  // Of the chosen one, and why nothing was asked.
  const std::string& sought() const { return search_.sought(); }
  const std::string& message() const { return message_; }

 private:
  std::optional<Found> choose();

  Screen& screen_;
  Library& library_;
  LibrarySearch search_;
  std::string message_;
  int row_ = 0;
};

}  // namespace lrread
