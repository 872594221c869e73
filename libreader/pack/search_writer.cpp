// Rice and gamma codes; groups that grow with the bundle.
#include "search_writer.h"

#include <libreader/search/section.h>

#include <algorithm>
#include <bit>

#include "limits.h"
#include "section.h"

namespace lr::pack {
namespace {

// More groups than this are made half as many of twice the size: what a list takes, in memory here and in time on a
// device, stays in bounds however large the bundle is.
constexpr std::uint32_t kMaxGroups = 1u << 15;
constexpr std::uint32_t kMaxFoldRice = 20;

void write_unary(BitWriter& bits, std::uint32_t zeros) {
  for (; zeros > 0; --zeros) bits.write(0, 1);
  bits.write(1, 1);
}

void write_rice(BitWriter& bits, std::uint32_t value, std::uint32_t parameter) {
  write_unary(bits, value >> parameter);
  bits.write(value, static_cast<int>(parameter));
}

void write_gamma(BitWriter& bits, std::uint32_t value) {
  const int width = static_cast<int>(std::bit_width(value + 1)) - 1;
  write_unary(bits, static_cast<std::uint32_t>(width));
  bits.write(value + 1, width);
}

}  // namespace

void SearchWriter::List::add(std::uint32_t group) {
  if (group + 1 == next) return;
  std::uint32_t gap = group - next;
  for (; gap >= 0x80; gap >>= 7) bytes.push_back(static_cast<std::uint8_t>(gap | 0x80));
  bytes.push_back(static_cast<std::uint8_t>(gap));
  next = group + 1;
}

std::vector<std::uint32_t> SearchWriter::List::numbers() const {
  std::vector<std::uint32_t> found;
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    std::uint32_t gap = 0;
    for (int shift = 0;; shift += 7) {
      gap |= (bytes[i] & 0x7Fu) << shift;
      if (bytes[i++] < 0x80) break;
    }
    found.push_back(at + gap);
    at += gap + 1;
  }
  return found;
}

SearchWriter::SearchWriter(const SearchTerms& terms)
    : terms_(terms), lists_(terms.lists()), chunks_log2_(terms.chunks_a_group_log2()) {}

void SearchWriter::add(const std::vector<std::uint32_t>& lists) {
  if (lists_.empty()) return;
  const std::uint32_t group = chunks_++ >> chunks_log2_;
  groups_ = group + 1;
  for (const std::uint32_t list : lists) lists_[list].add(group);
  if (groups_ > kMaxGroups) coarsen();
}

// Groups of twice as many chunks.
void SearchWriter::coarsen() {
  ++chunks_log2_;
  groups_ = (groups_ + 1) / 2;
  for (List& list : lists_) {
    const std::vector<std::uint32_t> numbers = list.numbers();
    list = {};
    for (const std::uint32_t number : numbers) list.add(number / 2);
  }
}

void SearchWriter::write_folds(BitWriter& bits, std::uint32_t rice) const {
  const auto width = static_cast<int>(std::bit_width(terms_.symbols() - 1));
  std::uint32_t next = 1;
  for (const auto& [code_point, symbol] : terms_.folds()) {
    write_rice(bits, static_cast<std::uint32_t>(code_point) - next, rice);
    bits.write(symbol, width);
    next = static_cast<std::uint32_t>(code_point) + 1;
  }
}

// What makes the folds shortest.
std::uint32_t SearchWriter::fold_rice() const {
  std::uint32_t best = 0;
  std::size_t least = 0;
  for (std::uint32_t rice = 0; rice <= kMaxFoldRice; ++rice) {
    std::size_t size = 0;
    std::uint32_t next = 1;
    for (const auto& fold : terms_.folds()) {
      size += ((static_cast<std::uint32_t>(fold.first) - next) >> rice) + rice;
      next = static_cast<std::uint32_t>(fold.first) + 1;
    }
    if (rice == 0 || size < least) {
      best = rice;
      least = size;
    }
  }
  return best;
}

void SearchWriter::write_list(BitWriter& bits, const List& list) const {
  std::vector<std::uint32_t> numbers = list.numbers();
  const auto count = static_cast<std::uint32_t>(numbers.size());
  write_gamma(bits, count);
  if (count > groups_ - count) {  // those without it are fewer
    std::vector<std::uint32_t> others;
    for (std::uint32_t i = 0, k = 0; i < groups_; ++i) {
      if (k < count && numbers[k] == i) {
        ++k;
      } else {
        others.push_back(i);
      }
    }
    numbers = std::move(others);
  }
  if (numbers.empty()) return;
  const std::uint32_t rice = list_rice(groups_, static_cast<std::uint32_t>(numbers.size()));
  std::uint32_t next = 0;
  for (const std::uint32_t number : numbers) {
    write_rice(bits, number - next, rice);
    next = number + 1;
  }
}

// Of each group, which pairs begin in it.
void SearchWriter::write_pairs(BitWriter& bits) const {
  const std::uint32_t numbers = terms_.pair_numbers();
  std::vector<bool> has(static_cast<std::size_t>(groups_) * numbers);
  for (std::uint32_t i = 0; i < numbers; ++i) {
    for (const std::uint32_t group : lists_[lists_.size() - numbers + i].numbers())
      has[static_cast<std::size_t>(group) * numbers + i] = true;
  }
  for (const bool one : has) bits.write(one ? 1 : 0, 1);
}

std::vector<std::uint8_t> SearchWriter::take() const {
  const std::uint32_t rice = fold_rice();
  BitWriter folds, frequent, lists, pairs, samples;
  write_folds(folds, rice);
  for (const Symbol symbol : terms_.frequent())
    frequent.write(symbol, static_cast<int>(std::bit_width(terms_.symbols() - 1)));
  std::vector<std::size_t> begins;
  if (!lists_.empty()) write_pairs(pairs);
  for (std::size_t i = 0; i < lists_.size() - terms_.pair_numbers(); ++i) {
    if (i % kListsASample == 0) begins.push_back(lists.size());
    write_list(lists, lists_[i]);
  }
  const auto sample_bits = static_cast<int>(std::bit_width(lists.size()));
  for (const std::size_t begin : begins) samples.write(static_cast<std::uint32_t>(begin), sample_bits);
  Bytes section;
  section.u16(fit(terms_.folds().size(), 0xFFFF, "bundle", "characters that search folds"));
  section.u16(terms_.letter_lists());
  section.u8(rice);
  section.u8(chunks_log2_);
  section.u8(static_cast<std::uint32_t>(sample_bits));
  section.u8(terms_.has_lists() ? 1 : 0);
  section.u32(static_cast<std::uint32_t>(folds.size()));
  section.u32(static_cast<std::uint32_t>(lists.size()));
  section.u16(static_cast<std::uint32_t>(terms_.frequent().size()));
  section.u16(terms_.pair_numbers());
  for (BitWriter* bits : {&folds, &frequent, &samples, &pairs, &lists}) section.append(bits->take());
  return section.take();
}

}  // namespace lr::pack
