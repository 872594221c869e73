// A page table: where the pages of all articles begin in one style, as the packer found them with this very layout
// (section PAGE of a bundle). Nothing is believed for being there: what is not monotonous, not of the article or not in
// the table is not found, and whoever lays out a page from here checks that a line begins there. Reads what
// pack/page_tables.cpp writes.
#pragma once
#include <libreader/bundle.h>

#include "page_starts.h"

namespace lr {

class PageTable {
 public:
  // Looks for the table of a style key, made for lines of at most `line_items` symbols. kNotFound: the bundle has none,
  // or of another version of the layout. kDamaged, kIo.
  Status open(Bundle& bundle, std::uint32_t key, std::uint32_t line_items);
  // Goes to a flow: the article must begin a page. kNotFound: the table has not got it. kDamaged, kIo.
  Status open_flow(const Flow& flow);
  void close() { *this = {}; }

  // Pages of the flow; 0 where none is open.
  std::uint32_t pages() const { return pages_; }
  // The last page of the flow within the bound. kNotFound: there is none. kDamaged, kIo.
  Status find(PageBound bound, PageStart& found);

 private:
  Status find_in_table(const PageBound& bound, PageStart& found);
  Status read(std::uint32_t at, void* to, std::uint32_t size);

  Bundle* bundle_ = nullptr;
  Range blocks_{};  // of the section's payload
  std::uint8_t rice_ = 0;
  std::uint32_t first_ = 0;  // number in the table of the flow's first page
  std::uint32_t pages_ = 0;
  std::uint32_t first_unit_ = 0, end_unit_ = 0;  // of the flow
};

}  // namespace lr
