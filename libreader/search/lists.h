// Where in a bundle a query may begin, by the lists of section SRCH: groups that have all its code points, and its
// pairs of frequent ones; a list has what stands in a group and what a match that begins there can reach. What has no
// list, or a damaged one, is taken to be everywhere: the text is read then, and nothing is missed.
#pragma once
#include <cstdint>

#include "query.h"
#include "section.h"

namespace lr {

class GroupLists {
 public:
  static constexpr std::uint32_t kMaxLists = 6, kMaxPairs = 8;

  // Chooses the lists. kIo.
  Status open(SearchSection& section, const Query& query);

  // Whether a match may begin in a chunk. Cheap where chunks ascend.
  bool may_match_chunk(std::uint32_t chunk) { return may_match(chunk >> group_log2_); }
  // The first chunk from this one on that may; `end` when there is none before it.
  std::uint32_t next_chunk(std::uint32_t chunk, std::uint32_t end);

 private:
  // A list that is read from its front to its end.
  struct List {
    SearchBits bits;
    std::uint32_t index;
    std::uint32_t left;  // numbers that were not read yet
    std::uint32_t next;  // the last one read, or kNone
    std::uint8_t rice;
    bool is_of_others;  // the groups listed are those that have it not
    bool is_everywhere;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  void add(std::uint32_t index);
  void begin(List& list);
  void advance(List& list);
  bool has(List& list, std::uint32_t group);
  bool may_match(std::uint32_t group);

  SearchSection* section_ = nullptr;
  List lists_[kMaxLists];
  std::uint32_t count_ = 0;
  std::uint32_t groups_ = 0, first_unlisted_ = 0;
  std::uint8_t group_log2_ = 0;
  // Groups from the first to before the other are known to have no match.
  std::uint32_t gap_ = 0, gap_end_ = 0;
  std::uint32_t at_ = 0;  // the last group asked for
  std::uint16_t pairs_[kMaxPairs];
  std::uint8_t pair_count_ = 0;
};

}  // namespace lr
