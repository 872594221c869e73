// Finds a page in a table: by halves among its blocks, then one after the other in a block.
#include "page_table.h"

#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>

namespace lr {
namespace {

using namespace format;

std::uint32_t rice(BitReader& bits, std::uint32_t parameter) {
  const std::uint32_t high = bits.unary();
  return high << parameter | bits.bits(parameter);
}

struct BlockHead {
  PageStart first;
  std::uint8_t pages;
};

BlockHead load_head(const std::uint8_t* p) { return {{load_u32(p), {load_u32(p + 4), load_u32(p + 8)}}, p[12]}; }

void go_on(BitReader& bits, std::uint32_t parameter, PageStart& page) {
  const std::uint32_t units = bits.gamma();
  ++page.number;
  if (units == 0) {
    page.place.code_point += 1 + rice(bits, parameter);
  } else {
    page.place.unit += units;
    page.place.code_point = bits.bit() == 0 ? 0 : 1 + rice(bits, parameter);
  }
}

}  // namespace

Status PageTable::read(std::uint32_t at, void* to, std::uint32_t size) {
  return bundle_->storage().bytes(bundle_->page_tables(), at, to, size);
}

Status PageTable::open(Bundle& bundle, std::uint32_t key, std::uint32_t line_items) {
  close();
  bundle_ = &bundle;
  if (bundle.page_tables().record_bytes == 0) return Status::kNotFound;
  std::uint8_t head[kPagesHeadBytes];
  if (const Status status = read(0, head, sizeof head); status != Status::kOk) return status;
  if (load_u16(head) != kLayoutVersion) return Status::kNotFound;
  const std::uint32_t tables = load_u16(head + 2);
  for (std::uint32_t i = 0; i < tables; ++i) {
    std::uint8_t p[kPageTableBytes];
    const Status status = read(kPagesHeadBytes + i * kPageTableBytes, p, kPageTableBytes);
    if (status != Status::kOk) return status;
    if (load_u32(p) != key || load_u16(p + 12) > line_items) continue;
    blocks_ = {load_u32(p + 4), load_u32(p + 8)};
    rice_ = p[14];
    const std::uint32_t size = bundle.page_tables().records;
    const bool inside = blocks_.offset <= size && blocks_.bytes <= size - blocks_.offset && blocks_.bytes != 0;
    return inside && rice_ <= kMaxPageRice ? Status::kOk : Status::kDamaged;
  }
  return Status::kNotFound;
}

Status PageTable::open_flow(const Flow& flow) {
  pages_ = 0;
  PageStart first, last;
  Status status = find_in_table({0xFFFFFFFF, {flow.first_unit, 0}}, first);
  if (status == Status::kOk) status = find_in_table({0xFFFFFFFF, {flow.end_unit - 1, 0xFFFFFFFF}}, last);
  if (status != Status::kOk) return status;
  if (first.place != Place{flow.first_unit, 0} || last.number < first.number) return Status::kNotFound;
  first_unit_ = flow.first_unit;
  end_unit_ = flow.end_unit;
  first_ = first.number;
  pages_ = last.number - first.number + 1;
  return Status::kOk;
}

Status PageTable::find(PageBound bound, PageStart& found) {
  if (pages_ == 0) return Status::kNotFound;
  bound.number = first_ + (bound.number < pages_ ? bound.number : pages_ - 1);
  if (const Status status = find_in_table(bound, found); status != Status::kOk) return status;
  found.number -= first_;
  const bool inside = found.place.unit >= first_unit_ && found.place.unit < end_unit_;
  return inside && found.number < pages_ ? Status::kOk : Status::kNotFound;
}

Status PageTable::find_in_table(const PageBound& bound, PageStart& found) {
  std::uint8_t block[kPageBlockBytes];
  std::uint32_t low = 0, high = (blocks_.bytes - 1) / kPageBlockBytes;
  while (low < high) {
    const std::uint32_t middle = low + (high - low + 1) / 2;
    const Status status = read(blocks_.offset + middle * kPageBlockBytes, block, kPageBlockHeadBytes);
    if (status != Status::kOk) return status;
    if (bound.admits(load_head(block).first)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const std::uint32_t at = low * kPageBlockBytes, rest = blocks_.bytes - at;
  const std::uint32_t size = rest < kPageBlockBytes ? rest : kPageBlockBytes;
  if (size < kPageBlockHeadBytes) return Status::kDamaged;
  if (const Status status = read(blocks_.offset + at, block, size); status != Status::kOk) return status;
  auto [page, pages] = load_head(block);
  if (!bound.admits(page)) return Status::kNotFound;
  BitReader bits(block, size, kPageBlockHeadBytes * 8);
  for (; bound.admits(page); --pages) {
    found = page;
    if (pages <= 1) break;
    go_on(bits, rice_, page);
    if (bits.overrun()) return Status::kDamaged;
  }
  return Status::kOk;
}

}  // namespace lr
