// Section SRCH: which code points are alike, and in which groups of chunks each symbol and each pair of frequent
// symbols stands. A group is 2^n chunks that follow each other; lists are of the numbers of groups.
//
// Reads what pack/search_writer.cpp writes. Specified in bundle/FORMAT.md, "SRCH".
#pragma once
#include <libreader/base/hash.h>
#include <libreader/base/paged_bytes.h>
#include <libreader/bundle.h>

#include <cstdint>
#include <span>

#include "fold.h"

namespace lr {

inline constexpr std::uint32_t kSearchHeadBytes = 20;
inline constexpr std::uint32_t kListsASample = 16;
inline constexpr std::uint32_t kMaxGroupChunksLog2 = 16;
inline constexpr std::uint32_t kMaxQueryCodePoints = 64;  // what no query is longer than

// The list that three letters of a word are entered in, of so many.
constexpr std::uint32_t list_of_letters(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t lists) {
  return fnv1a(fnv1a(fnv1a(kFnvBasis, a), b), c) % lists;
}

// The number that two frequent code points beside each other are entered in, of so many.
constexpr std::uint32_t number_of_pair(std::uint32_t a, std::uint32_t b, std::uint32_t numbers) {
  return fnv1a(fnv1a(kFnvBasis, a), b) % numbers;
}

// The parameter of the Rice code that `count` of `groups` groups are listed in.
constexpr std::uint32_t list_rice(std::uint32_t groups, std::uint32_t count) {
  std::uint32_t rice = 0;
  for (std::uint32_t gap = groups / count * 11 / 16; gap > 1; gap /= 2) ++rice;
  return rice;
}

// Numbers in bits of the section.
class SearchBits {
 public:
  SearchBits() = default;
  SearchBits(PagedBytes& bytes, std::uint32_t first, std::uint32_t end) : bytes_(&bytes), at_(first), end_(end) {}

  std::uint32_t fixed(std::uint32_t count);
  // Zeros and a one: how many zeros.
  std::uint32_t unary();
  std::uint32_t rice(std::uint32_t parameter) {
    const std::uint32_t high = unary();
    return (high << parameter) + fixed(parameter);
  }
  // Elias gamma code, from 0.
  std::uint32_t gamma();

  // Whether all was there so far.
  bool good() const { return good_; }

 private:
  PagedBytes* bytes_ = nullptr;
  std::uint32_t at_ = 0, end_ = 0;
  bool good_ = true;
};

class SearchSection {
 public:
  // A bundle without the section opens too. kDamaged: its head. kIo.
  Status open(Bundle& bundle);

  bool has_lists() const { return has_lists_; }
  std::uint32_t group_log2() const { return group_log2_; }
  std::uint32_t groups() const { return groups_; }
  // The first of those that no list tells of, since text was added there.
  std::uint32_t first_unlisted() const { return first_unlisted_; }
  std::uint32_t letter_lists() const { return letter_lists_; }
  // Numbers that pairs are entered in; 0: they are not.
  std::uint32_t pair_numbers() const { return has_lists_ ? pair_numbers_ : 0; }
  // Lists: one a symbol, then those of letters.
  std::uint32_t first_letter_list() const { return symbols_; }

  // Replaces each code point by the one that stands for all that are like it. kDamaged, kIo.
  Status fold(std::span<std::uint32_t> code_points);

  // What a code point that folds to this symbol becomes. kDamaged, kIo.
  Status code_point_of(Symbol symbol, std::uint32_t& code_point);

  // What folds, and to which symbol: take(code point, symbol). False from `take` ends it. kDamaged, kIo.
  template <typename Take>
  Status for_each_fold(Take take) {
    SearchBits bits(bytes_, folds_at_, folds_end_);
    std::uint32_t code_point = 0;
    for (std::uint32_t i = 0; i < folds_; ++i) {
      code_point += bits.rice(fold_rice_) + 1;
      const std::uint32_t symbol = bits.fixed(symbol_bits_);
      if (!bits.good()) return trouble();
      if (!take(code_point, static_cast<Symbol>(symbol))) return Status::kOk;
    }
    for (std::uint32_t i = 0; i < bundle_->added_folds().records; ++i) {
      Symbol symbol = 0;
      if (const Status status = added_fold(i, code_point, symbol); status != Status::kOk) return status;
      if (!take(code_point, symbol)) break;
    }
    return Status::kOk;
  }

  // Symbols that pairs are of: what stands at a place of the list, ascending, and whether one is in it.
  std::uint32_t frequent_symbols() const { return frequent_; }
  std::uint32_t frequent_symbol(std::uint32_t index) {
    return bytes_.bits(frequent_at_ + index * symbol_bits_, symbol_bits_);
  }
  bool is_frequent(std::uint32_t symbol);
  // Whether a pair of this number begins in a group. What cannot be read may.
  bool has_pair(std::uint32_t group, std::uint32_t number);

  // The bits of a list, from where it begins. kDamaged, kIo.
  Status list(std::uint32_t index, SearchBits& bits);

  Status trouble();

 private:
  Status added_fold(std::uint32_t index, std::uint32_t& code_point, Symbol& symbol);

  Bundle* bundle_ = nullptr;
  PagedBytes bytes_;
  std::uint32_t symbols_ = 0, folds_ = 0, groups_ = 0, first_unlisted_ = 0, letter_lists_ = 0;
  std::uint32_t frequent_ = 0, pair_numbers_ = 0;
  std::uint32_t folds_at_ = 0, folds_end_ = 0, frequent_at_ = 0, samples_at_ = 0;  // bits
  std::uint32_t pairs_at_ = 0, lists_at_ = 0, lists_end_ = 0;
  std::uint8_t fold_rice_ = 0, symbol_bits_ = 0, sample_bits_ = 0, group_log2_ = 0;
  bool has_lists_ = false;
};

}  // namespace lr
