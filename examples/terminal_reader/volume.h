// A bundle with the places and highlights that its reader keeps in it; and all those that were opened together.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "book.h"
#include "highlights.h"
#include "places.h"

namespace lrread {

struct Volume {
  Book book;
  Places places;
  Highlights highlights;
};

// What was opened, in the order of the command line.
class Library {
 public:
  // Opens a bundle. `journal` is what its places are kept under: empty, the bundle's id. The message says what is
  // wrong, where, and what to do; empty: it was added.
  std::string add(const std::string& path, const std::string& journal = {});
  // Opens what is kept of the reader's places. The message says why places are not kept; empty: they are.
  std::string open_places();

  std::size_t size() const { return volumes_.size(); }
  Volume& operator[](std::size_t index) { return *volumes_[index].volume; }

 private:
  struct Entry {
    std::unique_ptr<Volume> volume;
    std::string journal;
  };
  std::vector<Entry> volumes_;
};

}  // namespace lrread
