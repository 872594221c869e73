// Head, folds and lists of section SRCH.
#include "section.h"

#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>

#include <bit>

namespace lr {

std::uint32_t SearchBits::fixed(std::uint32_t count) {
  if (count > end_ - at_) {
    good_ = false;
    return 0;
  }
  const std::uint32_t value = bytes_->bits(at_, count);
  at_ += count;
  good_ = good_ && bytes_->status() == Status::kOk;
  return value;
}

std::uint32_t SearchBits::unary() {
  constexpr std::uint32_t kWindow = 24;
  for (std::uint32_t zeros = 0; at_ < end_ && good_;) {
    const std::uint32_t count = end_ - at_ < kWindow ? end_ - at_ : kWindow;
    const std::uint32_t window = bytes_->bits(at_, count) << (32 - count);
    good_ = bytes_->status() == Status::kOk;
    if (window != 0) {
      const auto here = static_cast<std::uint32_t>(std::countl_zero(window));
      at_ += here + 1;
      return zeros + here;
    }
    zeros += count;
    at_ += count;
  }
  good_ = false;
  return 0;
}

std::uint32_t SearchBits::gamma() {
  const std::uint32_t bits = unary();
  if (bits > 31) {
    good_ = false;
    return 0;
  }
  return ((1u << bits) | fixed(bits)) - 1;
}

Status SearchSection::trouble() {
  const Status status = bytes_.status();
  bytes_.forget();
  return status == Status::kOk ? Status::kDamaged : status;
}

Status SearchSection::open(Bundle& bundle) {
  *this = SearchSection();
  bundle_ = &bundle;
  symbols_ = bundle.alphabet().first_added();
  const Range range = bundle.search_range();
  if (range.bytes == 0) return Status::kOk;
  if (const Status status = bytes_.open(bundle.storage(), range); status != Status::kOk) return status;
  std::uint8_t scratch[kSearchHeadBytes];
  const std::uint8_t* p = bytes_.span(0, kSearchHeadBytes, scratch);
  if (bytes_.status() != Status::kOk) return trouble();
  folds_ = load_u16(p);
  letter_lists_ = load_u16(p + 2);
  fold_rice_ = p[4];
  group_log2_ = p[5];
  sample_bits_ = p[6];
  has_lists_ = p[7] != 0;
  const std::uint32_t fold_bits = load_u32(p + 8), list_bits = load_u32(p + 12);
  frequent_ = load_u16(p + 16);
  pair_numbers_ = load_u16(p + 18);
  symbol_bits_ = static_cast<std::uint8_t>(std::bit_width(symbols_ - 1));
  const std::uint32_t all = bytes_.size_bytes() * 8;
  if (fold_rice_ > 20 || group_log2_ > kMaxGroupChunksLog2 || sample_bits_ > 32 || all < kSearchHeadBytes * 8)
    return Status::kDamaged;
  const std::uint32_t listed = bundle.listed_chunks();
  groups_ = static_cast<std::uint32_t>((std::uint64_t{listed} + (1u << group_log2_) - 1) >> group_log2_);
  first_unlisted_ = listed == bundle.chunks() ? format::kNone : listed >> group_log2_;
  const std::uint32_t lists = has_lists_ ? symbols_ + letter_lists_ : 0;
  if (pair_numbers() > 0 && groups_ > all / pair_numbers()) return Status::kDamaged;
  const std::uint32_t sizes[] = {fold_bits, frequent_ * symbol_bits_,
                                 (lists + kListsASample - 1) / kListsASample * sample_bits_, groups_ * pair_numbers(),
                                 list_bits};
  std::uint32_t* const begins[] = {&folds_at_, &frequent_at_, &samples_at_, &pairs_at_, &lists_at_};
  std::uint32_t at = kSearchHeadBytes * 8;
  for (int i = 0; i < 5; ++i) {
    *begins[i] = at;
    if (sizes[i] > all - at) return Status::kDamaged;
    at = (at + sizes[i] + 7) / 8 * 8;
  }
  folds_end_ = folds_at_ + fold_bits;
  lists_end_ = lists_at_ + list_bits;
  return at == all ? Status::kOk : Status::kDamaged;
}

Status SearchSection::added_fold(std::uint32_t index, std::uint32_t& code_point, Symbol& symbol) {
  const std::uint8_t* p = nullptr;
  if (const Status status = bundle_->storage().record(bundle_->added_folds(), index, p); status != Status::kOk)
    return status;
  code_point = load_u24(p);
  symbol = load_u16(p + 3);
  return Status::kOk;
}

Status SearchSection::code_point_of(Symbol symbol, std::uint32_t& code_point) {
  std::uint32_t cluster[format::kMaxClusterCodePoints], count = 0;
  const Status status = bundle_->symbol_code_points(symbol, cluster, format::kMaxClusterCodePoints, count);
  if (status != Status::kOk) return status;
  if (count == 0) return Status::kDamaged;
  code_point = plain_fold(cluster[0]);
  return Status::kOk;
}

Status SearchSection::fold(std::span<std::uint32_t> code_points) {
  for (std::uint32_t& c : code_points) c = plain_fold(c);
  // What a fold gives folds to itself: a code point that was replaced is not met again.
  Status status = Status::kOk;
  const Status read = for_each_fold([&](std::uint32_t from, Symbol symbol) {
    for (std::uint32_t& c : code_points) {
      if (c != from) continue;
      status = code_point_of(symbol, c);
      if (status != Status::kOk) return false;
    }
    return true;
  });
  return read == Status::kOk ? status : read;
}

bool SearchSection::is_frequent(std::uint32_t symbol) {
  bool found = false;
  for (std::uint32_t i = 0; i < frequent_; ++i) found = found || frequent_symbol(i) == symbol;
  return found && (bytes_.status() == Status::kOk || trouble() == Status::kOk);
}

bool SearchSection::has_pair(std::uint32_t group, std::uint32_t number) {
  const bool has = bytes_.bits(pairs_at_ + group * pair_numbers_ + number, 1) != 0;
  return has || (bytes_.status() != Status::kOk && trouble() != Status::kOk);
}

Status SearchSection::list(std::uint32_t index, SearchBits& bits) {
  const std::uint32_t sample = index / kListsASample;
  SearchBits samples(bytes_, samples_at_ + sample * sample_bits_, lists_at_);
  const std::uint32_t first = samples.fixed(sample_bits_);
  if (!samples.good() || first > lists_end_ - lists_at_) return trouble();
  bits = SearchBits(bytes_, lists_at_ + first, lists_end_);
  for (std::uint32_t i = sample * kListsASample; i < index; ++i) {
    const std::uint32_t count = bits.gamma();
    std::uint32_t listed = count < groups_ - count ? count : groups_ - count;
    if (count > groups_) return trouble();
    const std::uint32_t rice = listed == 0 ? 0 : list_rice(groups_, listed);
    for (; listed > 0 && bits.good(); --listed) bits.rice(rice);
    if (!bits.good()) return trouble();
  }
  return Status::kOk;
}

}  // namespace lr
