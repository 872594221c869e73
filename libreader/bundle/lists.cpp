// Lists of articles: the contents, and the articles sorted by title, author and date; a screen of them at a time.
//
// Reads what pack/lists.cpp makes.
#include <libreader/base/bytes.h>
#include <libreader/bundle.h>

#include "format.h"

namespace lr {

const GrownTable& Bundle::table_of(List list) const {
  if (list == List::kContents) return tables_[kNavigation];
  if (list != List::kTitle) return tables_[kOrders];
  return tables_[kTitleOrder].record_bytes != 0 ? tables_[kTitleOrder] : tables_[kTitles];
}

std::uint32_t Bundle::list_items(List list) const {
  const GrownTable& table = table_of(list);
  return table.record_bytes == 0 ? 0 : table.records;
}

Status Bundle::title_record(std::uint32_t index, TitleRecord& record) {
  if (tables_[kTitles].record_bytes == 0 || index >= tables_[kTitles].records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kTitles, index, p); status != Status::kOk) return status;
  record = {{load_u32(p), load_u32(p + 4), load_u16(p + 8), 0}, load_u16(p + 10), load_u32(p + 12)};
  return record.item.article < tables_[kArticles].records ? Status::kOk : Status::kDamaged;
}

Status Bundle::order_record(std::uint32_t index, OrderRecord& record) {
  if (index >= list_items(List::kAuthor)) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = row(kOrders, index, p); status != Status::kOk) return status;
  record = {load_u24(p), load_u24(p + 3), load_u24(p + 6), load_u24(p + 9)};
  return record.by_author < tables_[kTitles].records && record.by_date < tables_[kTitles].records ? Status::kOk
                                                                                                  : Status::kDamaged;
}

Status Bundle::list_item(List list, std::uint32_t index, NavigationItem& item) {
  if (list == List::kContents) return navigation(index, item);
  if (list == List::kTitle && tables_[kTitleOrder].record_bytes != 0) {
    const std::uint8_t* p = nullptr;
    if (const Status status = row(kTitleOrder, index, p); status != Status::kOk) return status;
    index = load_u24(p);
  } else if (list != List::kTitle) {
    OrderRecord order;
    if (const Status status = order_record(index, order); status != Status::kOk) return status;
    index = list == List::kAuthor ? order.by_author : order.by_date;
  }
  TitleRecord title;
  const Status status = title_record(index, title);
  if (status == Status::kOk) item = title.item;
  return status;
}

Status Bundle::list_date(std::uint32_t index, Date& date) {
  OrderRecord order;
  if (const Status status = order_record(index, order); status != Status::kOk) return status;
  date = {static_cast<std::uint16_t>(order.date >> 9), static_cast<std::uint8_t>(order.date >> 5 & 15),
          static_cast<std::uint8_t>(order.date & 31)};
  return Status::kOk;
}

// By binary search, which damage on its way may lead astray: what it does not find may still be there.
Status Bundle::find_in_order(std::uint64_t id, std::uint32_t& index) {
  std::uint32_t first = 0, end = list_items(List::kAuthor);
  while (first < end) {
    const std::uint32_t middle = first + (end - first) / 2;
    OrderRecord order;
    if (const Status status = order_record(middle, order); status != Status::kOk) return status;
    Article found;
    if (const Status status = article(order.by_id, found); status != Status::kOk) return status;
    if (found.id == id) {
      index = order.by_id;
      return Status::kOk;
    }
    if (found.id < id) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return Status::kNotFound;
}

Status Bundle::read_ahead(List list, std::uint32_t first, std::uint32_t count, std::span<std::uint8_t> buffer) {
  const GrownTable& table = table_of(list);
  if (first >= list_items(list) || count == 0) return Status::kOk;
  if (count > table.records - first) count = table.records - first;
  const Range pages = table_pages(table, first, count);
  if (const Status status = storage_.read_ahead(pages.offset, pages.bytes, buffer); status != Status::kOk)
    return status;
  if (list == List::kAuthor || list == List::kDate || &table == &tables_[kTitleOrder]) return Status::kOk;
  std::uint32_t begin = ranges_[kList].bytes, end = 0;  // of their titles, in LIST
  for (std::uint32_t i = first; i < first + count; ++i) {
    NavigationItem item;
    const Status status = list_item(list, i, item);
    if (status == Status::kIo) return status;
    if (status != Status::kOk || item.title_offset > ranges_[kList].bytes) continue;
    const std::uint32_t item_end = item.title_offset + item.title_bytes + kCrcBytes;
    if (item.title_offset < begin) begin = item.title_offset;
    if (item_end > end) end = item_end;
  }
  storage_.release_ahead();
  if (begin >= end) return Status::kOk;
  return storage_.read_ahead(ranges_[kList].offset + begin, end - begin, buffer);
}

}  // namespace lr
