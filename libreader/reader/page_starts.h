// Where pages begin, as far as the reader has come: a list in the caller's memory. Partner of page_table.h, which has
// what the packer knew.
#pragma once
#include <libreader/layout.h>

#include <cstdint>
#include <span>

namespace lr {

// A page of a flow, from 0, and where it begins.
struct PageStart {
  std::uint32_t number = 0;
  Place place;
};

// What a page is looked for by: it is the last one that begins at or before a place, or that has a number, or both.
struct PageBound {
  std::uint32_t number = 0xFFFFFFFF;
  Place place{0xFFFFFFFF, 0xFFFFFFFF};

  bool admits(const PageStart& page) const { return page.number <= number && page.place <= place; }
};

// The page starts that turning pages has found: every stride-th of them, in bounded memory. When it is full, every
// second one is let go and the stride doubles. A quarter of the memory holds those of the last pages shown, every one
// of them, so that turning back costs a page of work each, and those of a stride when it leaves them.
class PageStarts {
 public:
  void open(std::span<Place> memory);
  void clear();
  // The numbers of pages that follow each other; of any others those that fit in.
  void add(const PageStart& page);
  // The last known page within the bound. False: there is none.
  bool find(const PageBound& bound, PageStart& found) const;

 private:
  std::span<Place> kept_, recent_;
  std::uint32_t kept_count_ = 0;
  std::uint32_t stride_ = 1;
  std::uint32_t recent_first_ = 0;  // number of the page that the first of them is
  std::uint32_t recent_count_ = 0;
};

}  // namespace lr
