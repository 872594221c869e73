// Gathers the lists of section SRCH chunk by chunk and writes it.
//
// Writes what search/section.cpp reads.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "grammar/bit_writer.h"
#include "search_terms.h"

namespace lr::pack {

class SearchWriter {
 public:
  explicit SearchWriter(const SearchTerms& terms);

  // The next chunk of the bundle and its lists.
  void add(const std::vector<std::uint32_t>& lists);

  // So far: 2^this chunks are a group, and the groups that a list has, ascending.
  std::uint32_t chunks_a_group_log2() const { return chunks_log2_; }
  std::vector<std::uint32_t> groups_of(std::uint32_t list) const { return lists_[list].numbers(); }

  // The section, before it is cut into pages.
  std::vector<std::uint8_t> take() const;

 private:
  // Ascending numbers of groups, as differences of seven bits a byte.
  struct List {
    std::vector<std::uint8_t> bytes;
    std::uint32_t next = 0;  // one more than the last number
    void add(std::uint32_t group);
    std::vector<std::uint32_t> numbers() const;
  };
  void coarsen();
  void write_folds(BitWriter& bits, std::uint32_t rice) const;
  std::uint32_t fold_rice() const;
  void write_list(BitWriter& bits, const List& list) const;
  void write_pairs(BitWriter& bits) const;

  const SearchTerms& terms_;
  std::vector<List> lists_;
  std::uint32_t chunks_ = 0, groups_ = 0;
  std::uint32_t chunks_log2_;
};

}  // namespace lr::pack
