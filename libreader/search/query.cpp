// Decodes and folds a query; finds the symbols that are like its code points.
#include "query.h"

#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <cstring>

namespace lr {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

// The next code point of UTF-8 from `at` on; a byte that belongs to none becomes U+FFFD.
std::uint32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(utf8[i]); };
  const std::uint8_t lead = byte(at++);
  if (lead < 0x80) return lead;
  const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || more > utf8.size() - at) return kReplacement;
  std::uint32_t code_point = lead & (0x3Fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return kReplacement;
    code_point = code_point << 6 | (byte(at + i) & 0x3Fu);
  }
  at += more;
  return code_point;
}

// Code points that may be in a set: what is not is found by one bit.
class Sieve {
 public:
  void add(std::uint32_t c) { bits_[c % 256 / 32] |= 1u << c % 32; }
  bool may_have(std::uint32_t c) const { return (bits_[c % 256 / 32] >> c % 32 & 1) != 0; }

 private:
  std::uint32_t bits_[8] = {};
};

}  // namespace

Status Query::decode(std::string_view utf8) {
  size_ = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    if (size_ == kMaxQueryCodePoints) return Status::kNoSpace;
    code_points_[size_++] = next_code_point(utf8, at);
  }
  return size_ == 0 ? Status::kBadCall : Status::kOk;
}

std::uint8_t Query::id_of(std::uint32_t folded) const {
  for (std::uint8_t i = 0; i < size_; ++i) {
    if (code_points_[i] == folded) return i;
  }
  return kNothing;
}

void Query::find_borders() {
  borders_[0] = 0;
  for (std::uint32_t i = 1; i < size_; ++i) {
    std::uint32_t border = borders_[i - 1];
    while (border > 0 && ids_[border] != ids_[i]) border = borders_[border - 1];
    borders_[i] = static_cast<std::uint8_t>(ids_[border] == ids_[i] ? border + 1 : 0);
  }
}

Status Query::add_symbol(Symbol symbol, std::uint8_t id) {
  if (symbol_count_ == kMaxQuerySymbols) return Status::kNoSpace;
  symbols_[symbol_count_++] = static_cast<std::uint32_t>(symbol) << 8 | id;
  filter_[symbol % kFilterBits / 32] |= 1u << symbol % 32;
  return Status::kOk;
}

// A pass over all symbols of the bundle. `likes` are code points that a table makes like the query's, `ids` which.
Status Query::find_symbols(std::span<const std::uint32_t> likes, std::span<const std::uint8_t> ids) {
  Sieve sieve;
  for (std::uint32_t i = 0; i < size_; ++i) sieve.add(code_points_[i]);
  for (const std::uint32_t c : likes) sieve.add(c);
  const auto id_of_like = [&](std::uint32_t c) {
    const std::uint32_t folded = plain_fold(c);
    if (!sieve.may_have(folded)) return kNothing;
    std::uint8_t id = id_of(folded);
    for (std::size_t i = 0; i < likes.size() && id == kNothing; ++i) {
      if (likes[i] == folded) id = ids[i];
    }
    return id;
  };
  std::uint64_t missing = size_ == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << size_) - 1;  // places of the query
  for (std::uint32_t i = 0; i < size_; ++i) {
    if (ids_[i] != i) missing &= ~(std::uint64_t{1} << i);
  }
  for (std::uint32_t symbol = kFirstTextSymbol; symbol < bundle_->alphabet().symbols(); ++symbol) {
    std::uint32_t cluster[format::kMaxClusterCodePoints], count = 0;
    const Status status =
        bundle_->symbol_code_points(static_cast<Symbol>(symbol), cluster, format::kMaxClusterCodePoints, count);
    if (status == Status::kIo) return status;
    if (status != Status::kOk) continue;  // it stands for nothing that can be sought
    std::uint8_t found = kNothing;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint8_t id = id_of_like(cluster[i]);
      if (id == kNothing) continue;
      missing &= ~(std::uint64_t{1} << id);
      found = count == 1 ? id : kCluster;
    }
    if (found == kNothing) continue;
    if (const Status added = add_symbol(static_cast<Symbol>(symbol), found); added != Status::kOk) return added;
  }
  can_match_ = missing == 0;
  return Status::kOk;
}

Status Query::open(Bundle& bundle, SearchSection& section, std::string_view utf8, std::span<std::uint32_t>& memory) {
  bundle_ = &bundle;
  section_ = &section;
  symbol_count_ = 0;
  can_match_ = false;
  std::memset(filter_, 0, sizeof filter_);
  code_points_ = memory.data();
  if (const Status status = decode(utf8); status != Status::kOk) return status;
  ids_ = reinterpret_cast<std::uint8_t*>(code_points_ + size_);
  borders_ = ids_ + size_;
  const std::size_t kept = size_ + (size_ + 1u) / 2;  // words
  symbols_ = code_points_ + kept;
  if (const Status status = section.fold({code_points_, size_}); status != Status::kOk) return status;
  for (std::uint32_t i = 0; i < size_; ++i) ids_[i] = id_of(code_points_[i]);
  find_borders();
  // Symbols of the query's own code points first: the table of folds names those.
  if (const Status status = find_symbols({}, {}); status != Status::kOk) return status;
  const std::span<std::uint32_t> all = memory, scratch = all.subspan(kept + kMaxQuerySymbols);
  memory = all.subspan(kept + symbol_count_);
  const std::size_t room = scratch.size() / 2;
  const std::span<std::uint8_t> ids(reinterpret_cast<std::uint8_t*>(scratch.data() + room), room);
  std::size_t likes = 0;
  bool full = false;
  Status trouble = Status::kOk;
  const Status status = section.for_each_fold([&](std::uint32_t code_point, Symbol symbol) {
    std::uint8_t id = find(symbol);
    if (id == kCluster) {
      std::uint32_t first = 0;
      trouble = section.code_point_of(symbol, first);
      if (trouble != Status::kOk) return false;
      id = id_of(first);
    }
    if (id == kNothing) return true;
    full = likes == room;
    if (full) return false;
    scratch[likes] = code_point;
    ids[likes++] = id;
    return true;
  });
  if (status != Status::kOk || trouble != Status::kOk) return status != Status::kOk ? status : trouble;
  if (full) return Status::kNoSpace;
  if (likes == 0) return Status::kOk;
  symbol_count_ = 0;
  const Status again = find_symbols(scratch.first(likes), ids.first(likes));
  memory = all.subspan(kept + symbol_count_);
  return again;
}

Symbol Query::first_symbol(std::uint32_t index) const {
  for (std::uint32_t i = 0; i < symbol_count_; ++i) {
    if ((symbols_[i] & 0xFF) == ids_[index]) return static_cast<Symbol>(symbols_[i] >> 8);
  }
  return kNoSymbol;
}

std::uint8_t Query::look_up(Symbol symbol) const {
  std::uint32_t low = 0, high = symbol_count_;
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (symbols_[middle] >> 8 < symbol) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < symbol_count_ && symbols_[low] >> 8 == symbol ? static_cast<std::uint8_t>(symbols_[low]) : kNothing;
}

Status Query::ids_of_cluster(Symbol symbol, std::span<std::uint8_t> ids, std::uint32_t& count) {
  std::uint32_t cluster[format::kMaxClusterCodePoints];
  if (const Status status = bundle_->symbol_code_points(symbol, cluster, format::kMaxClusterCodePoints, count);
      status != Status::kOk)
    return status;
  if (count > ids.size()) return Status::kDamaged;
  if (const Status status = section_->fold({cluster, count}); status != Status::kOk) return status;
  for (std::uint32_t i = 0; i < count; ++i) ids[i] = id_of(cluster[i]);
  return Status::kOk;
}

}  // namespace lr
