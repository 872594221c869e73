// Lists as text: for screen readers, and for tests.
#include <libreader/app.h>

#include "pen.h"

namespace lr {

// Its words, and behind a space the value at its right.
Status App::add_utf8(const Row& row, std::span<char> to, std::uint32_t& bytes) {
  bytes = 0;
  for (int part = 0; part < 2; ++part) {
    Words words;
    std::uint32_t mark_from = 0, mark_end = 0;
    if (const Status status = part == 0 ? add_row(words, row, mark_from, mark_end) : add_value(words, row);
        status != Status::kOk)
      return status;
    if (part == 1 && words.count() > 0 && bytes < to.size()) to[bytes++] = ' ';
    for (std::uint32_t i = 0; i < words.count(); ++i) {
      std::uint32_t more = 0;
      const Status status = reader_.bundle().symbol_text(words[i], to.data() + bytes,
                                                         static_cast<std::uint32_t>(to.size()) - bytes, more);
      if (status == Status::kIo) return status;
      if (status == Status::kOk) bytes += more;
    }
  }
  return Status::kOk;
}

Status App::heading_text(std::span<char> to, std::uint32_t& bytes) {
  bytes = 0;
  return opened_ ? add_utf8(heading_row(), to, bytes) : Status::kNotFound;
}

Status App::row_text(std::uint32_t index, std::span<char> to, std::uint32_t& bytes) {
  Row row;
  bytes = 0;
  if (index >= row_count()) return Status::kNotFound;
  const Status status = this->row(index, row);
  return status == Status::kOk ? add_utf8(row, to, bytes) : status;
}

}  // namespace lr
