// The C facade's search: every function is its namesake of Search or Reader with the types of c.h.
#include <libreader/c.h>
#include <libreader/search.h>

#include <new>
#include <type_traits>

#include "convert.h"
#include "reader_handle.h"

struct lr_search {
  lr::Search search;
  lr::TextCursor cursor;
};

static_assert(sizeof(lr_search) <= LR_SEARCH_BYTES && alignof(lr_search) <= LR_ALIGNMENT);
static_assert(std::is_trivially_destructible_v<lr_search>, "there is nothing to close");
static_assert(lr::kMaxQueryCodePoints == LR_MAX_QUERY_CODE_POINTS);

namespace lr::c {
namespace {

Hit from_c(const lr_hit& hit) {
  return {hit.article, hit.unit, static_cast<BlockKind>(hit.kind), hit.code_point, hit.length};
}

}  // namespace
}  // namespace lr::c

using namespace lr::c;
using lr::Status;

extern "C" {

size_t lr_search_bytes(void) { return sizeof(lr_search); }

lr_status lr_search_open(void* memory, size_t memory_bytes, lr_reader* reader, const char* query, lr_search** search) {
  if (memory == nullptr || reader == nullptr || query == nullptr || search == nullptr || !is_aligned(memory))
    return LR_BAD_CALL;
  if (memory_bytes < sizeof(lr_search)) return LR_NO_SPACE;
  auto* made = new (memory) lr_search{};
  made->cursor = lr::TextCursor(reader->reader.bundle());
  *search = made;
  return to_c(made->search.open(reader->reader.bundle(), query));
}

lr_status lr_search_in_article(lr_search* search, uint32_t article, uint32_t unit, uint32_t code_point) {
  return search == nullptr ? LR_BAD_CALL : to_c(search->search.in_article(article, unit, code_point));
}

lr_status lr_search_next(lr_search* search, lr_hit* hit) {
  if (search == nullptr) return LR_BAD_CALL;
  lr::Hit ours;
  const Status status = search->search.next(ours);
  if (status == Status::kOk)
    *hit = {ours.article, ours.unit, ours.code_point, ours.length, static_cast<std::uint8_t>(ours.kind)};
  return to_c(status);
}

lr_status lr_search_snippet(lr_search* search, const lr_hit* hit, uint32_t around, char* to, size_t room,
                            size_t* bytes) {
  if (search == nullptr) return LR_BAD_CALL;
  std::uint32_t filled = 0;
  const auto most = static_cast<std::uint32_t>(room > 0xFFFFFFFF ? 0xFFFFFFFF : room);
  if (most == 0) return LR_NO_SPACE;
  const Status status = lr::snippet(search->cursor, from_c(*hit), around, to, most - 1, filled);
  to[filled] = '\0';
  if (bytes != nullptr) *bytes = filled;
  return to_c(status);
}

lr_status lr_reader_go_to_hit(lr_reader* reader, const lr_hit* hit) {
  return reader == nullptr ? LR_BAD_CALL : to_c(reader->reader.go_to(from_c(*hit)));
}

}  // extern "C"
