// A PDF file, opened: the only part that knows poppler. Not about what the words mean.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../../document.h"
#include "layout.h"

namespace lr::pack::pdf {

constexpr std::size_t kMostWords = 100000;  // of a page

class Source {
 public:
  // `bytes` must outlive it. Throws InputError: locked, damaged, too large.
  Source(std::string_view bytes, const std::string& name);
  ~Source();

  int pages() const;

  // From 1; without words where the page has no text or is damaged. What it has beyond `most_words` is left out.
  Page page(int number, std::size_t most_words = kMostWords) const;

  std::vector<OutlineEntry> outline() const;
  Fields info() const;  // what the file says of itself, where that is plausible

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lr::pack::pdf
