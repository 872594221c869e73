// The text around a hit.
#include <libreader/search.h>

namespace lr {

Status snippet(TextCursor& cursor, const Hit& hit, std::uint32_t around, char* to, std::uint32_t room,
               std::uint32_t& bytes) {
  bytes = 0;
  const std::uint32_t from = hit.code_point < around ? 0 : hit.code_point - around;
  const std::uint32_t end = hit.code_point + hit.length + around;
  if (const Status status = cursor.seek(hit.unit, from); status != Status::kOk) return status;
  for (;;) {
    TextItem item;
    const std::uint32_t at = cursor.point().code_point;
    if (at >= end) return Status::kOk;
    const Status status = cursor.next(item);
    if (status != Status::kOk) return status == Status::kEnd ? Status::kOk : status;
    if (item.span != 0) continue;
    std::uint32_t size = 0;
    const Status written = cursor.bundle().symbol_text(item.symbol, to + bytes, room - bytes, size);
    if (written == Status::kNoSpace || written == Status::kIo) return written;
    if (written == Status::kOk) bytes += size;
  }
}

}  // namespace lr
