// The C facade of what a bundle lists: fields, sorted lists, titles that are found.
#include <libreader/title_search.h>

#include "convert.h"
#include "reader_handle.h"
#include "text_out.h"

using lr::Status;
using namespace lr::c;

extern "C" {

lr_status lr_reader_field(lr_reader* reader, uint32_t index, lr_field field, uint32_t n, char* to, size_t room,
                          size_t* bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Bundle& bundle = reader->reader.bundle();
  lr::Article article;
  std::uint32_t unit = 0;
  Status status = bundle.article(index, article);
  if (status == Status::kOk) status = bundle.field(article, static_cast<lr::BlockKind>(field), n, unit);
  if (status != Status::kOk) return to_c(status);
  TextOut out(bundle, to, room, bytes);
  return to_c(out.add_unit(unit));
}

uint32_t lr_reader_list_items(const lr_reader* reader, lr_list list) {
  return const_cast<lr_reader*>(reader)->reader.bundle().list_items(static_cast<lr::List>(list));
}

lr_status lr_reader_list_item(lr_reader* reader, lr_list list, uint32_t index, lr_list_item* item, char* title,
                              size_t room, size_t* bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Bundle& bundle = reader->reader.bundle();
  lr::NavigationItem found;
  const Status status = bundle.list_item(static_cast<lr::List>(list), index, found);
  if (status != Status::kOk) return to_c(status);
  *item = {found.article, found.depth};
  TextOut out(bundle, title, room, bytes);
  return to_c(out.add_unit(found));
}

lr_status lr_reader_list_date(lr_reader* reader, uint32_t index, lr_date* date) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Date found{};
  const Status status = reader->reader.bundle().list_date(index, found);
  if (status == Status::kOk) *date = {found.year, found.month, found.day};
  return to_c(status);
}

lr_status lr_reader_read_ahead(lr_reader* reader, lr_list list, uint32_t first, uint32_t count, void* buffer,
                               size_t buffer_bytes) {
  if (reader == nullptr) return LR_BAD_CALL;
  lr::Bundle& bundle = reader->reader.bundle();
  if (buffer_bytes == 0) {
    bundle.release_ahead();
    return LR_OK;
  }
  return to_c(
      bundle.read_ahead(static_cast<lr::List>(list), first, count, {static_cast<std::uint8_t*>(buffer), buffer_bytes}));
}

lr_status lr_reader_find_titles(lr_reader* reader, const char* query, uint32_t skip, uint32_t* articles, uint32_t room,
                                uint32_t* count) {
  if (reader == nullptr || query == nullptr) return LR_BAD_CALL;
  *count = 0;
  lr::TitleSearch search;
  Status status = search.open(reader->reader.bundle(), query);
  lr::NavigationItem item;
  while (status == Status::kOk && *count < room) {
    status = search.next(item);
    if (status != Status::kOk) break;
    if (skip > 0) {
      --skip;
    } else {
      articles[(*count)++] = item.article;
    }
  }
  return to_c(status == Status::kEnd ? Status::kOk : status);
}

}  // extern "C"
