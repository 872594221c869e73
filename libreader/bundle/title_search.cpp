// Binary search over keys that lie in storage. Of the keys of a title that begin with the query the least one is the
// hit: so no list of what was found has to be kept.
#include <libreader/base/bytes.h>
#include <libreader/base/utf8.h>
#include <libreader/title_search.h>

#include "format.h"
#include "title_key.h"

namespace lr {

Status TitleSearch::open(Bundle& bundle, std::string_view query) {
  bundle_ = nullptr;
  next_ = 0;
  const GrownTable& find = bundle.tables_[Bundle::kFind];
  if (find.record_bytes == 0 || find.records == 0 || bundle.tables_[Bundle::kKeys].record_bytes == 0)
    return Status::kNotFound;
  bundle_ = &bundle;
  fold(query);
  return find_first(find.first_added());
}

// Goes to the first key that begins with the query, from next_ on and before `end`: keys that were added have an order
// of their own.
Status TitleSearch::find_first(std::uint32_t end) {
  end_ = end;
  while (next_ < end) {
    const std::uint32_t middle = next_ + (end - next_) / 2;
    Key found{};
    int order = 0;
    Status status = key(middle, found);
    if (status == Status::kOk) status = compare_query(found, order);
    if (status != Status::kOk) {
      bundle_ = nullptr;
      return status;
    }
    if (order < 0) {
      next_ = middle + 1;
    } else {
      end = middle;
    }
  }
  return Status::kOk;
}

Status TitleSearch::next(NavigationItem& item) {
  if (bundle_ == nullptr) return Status::kEnd;
  for (;;) {
    if (next_ >= end_) {
      const std::uint32_t all = bundle_->tables_[Bundle::kFind].records;
      if (end_ == all) return Status::kEnd;
      next_ = end_;
      if (const Status status = find_first(all); status != Status::kOk) return status;
      continue;
    }
    Key found{};
    int order = 0;
    bool first = false;
    Status status = key(next_, found);
    if (status == Status::kOk) status = compare_query(found, order);
    if (status == Status::kOk && order != 0) {
      next_ = end_;
      continue;
    }
    if (status == Status::kOk) status = is_first(found, first);
    if (status == Status::kIo) return status;
    ++next_;
    if (status == Status::kOk && first) {
      item = found.title;
      return Status::kOk;
    }
  }
}

Status TitleSearch::key(std::uint32_t index, Key& key) {
  const std::uint8_t* p = nullptr;
  if (const Status status = bundle_->row(Bundle::kFind, index, p); status != Status::kOk) return status;
  const std::uint32_t title = load_u24(p), start = load_u16(p + 3);
  Bundle::TitleRecord record;
  const Status status = bundle_->title_record(title, record);
  if (status != Status::kOk) return status == Status::kNotFound ? Status::kDamaged : status;
  const std::uint32_t keys = bundle_->tables_[Bundle::kKeys].records;
  if (start >= record.key_bytes || record.key_bytes > keys || record.keys_offset > keys - record.key_bytes)
    return Status::kDamaged;
  key = {record.item, record.keys_offset, record.keys_offset + start, record.keys_offset + record.key_bytes};
  return Status::kOk;
}

// The next byte of a key; kKeyEnd at its end.
Status TitleSearch::byte(std::uint32_t& at, std::uint32_t end, std::uint8_t& byte) {
  byte = format::kKeyStart;
  while (byte == format::kKeyStart) {
    byte = format::kKeyEnd;
    if (at >= end) return Status::kOk;
    const std::uint8_t* p = nullptr;
    if (const Status status = bundle_->row(Bundle::kKeys, at, p); status != Status::kOk) return status;
    byte = *p;
    if (byte != format::kKeyEnd) ++at;
  }
  return Status::kOk;
}

// Whether the key begins with the query (0), or comes before or behind those that do.
Status TitleSearch::compare_query(const Key& key, int& order) {
  std::uint32_t at = key.at;
  order = 0;
  for (std::uint32_t i = 0; i < size_ && order == 0; ++i) {
    std::uint8_t found = 0;
    if (const Status status = byte(at, key.end, found); status != Status::kOk) return status;
    order = found - query_[i];
  }
  return Status::kOk;
}

Status TitleSearch::compare(Key a, Key b, int& order) {
  for (order = 0; order == 0;) {
    std::uint8_t one = 0, other = 0;
    Status status = byte(a.at, a.end, one);
    if (status == Status::kOk) status = byte(b.at, b.end, other);
    if (status != Status::kOk) return status;
    order = one - other;
    if (one == format::kKeyEnd) break;
  }
  return Status::kOk;
}

// Whether no other key of the title that begins with the query comes before this one.
Status TitleSearch::is_first(const Key& key, bool& first) {
  Key other = key;
  first = true;
  for (other.at = key.begin; other.at < key.end && first; ++other.at) {
    const std::uint8_t* p = nullptr;
    if (const Status status = bundle_->row(Bundle::kKeys, other.at, p); status != Status::kOk) return status;
    if (*p != format::kKeyStart || other.at == key.at) continue;
    int order = 0;
    if (const Status status = compare_query(other, order); status != Status::kOk) return status;
    if (order != 0) continue;
    if (const Status status = compare(other, key, order); status != Status::kOk) return status;
    first = order > 0 || (order == 0 && other.at > key.at);
  }
  return Status::kOk;
}

void TitleSearch::fold(std::string_view query) {
  size_ = 0;
  while (!query.empty()) {
    const std::uint32_t folded = title_key_of(decode_utf8(query));
    char utf8[kMaxUtf8Bytes];
    const auto bytes = static_cast<std::uint32_t>(encode_utf8(folded, utf8));
    if (bytes > kMaxQueryBytes - size_) return;
    for (std::uint32_t i = 0; i < bytes && folded != 0; ++i) query_[size_++] = static_cast<std::uint8_t>(utf8[i]);
  }
}

}  // namespace lr
