// The texts of an application's menus.
//
// Reads what pack/menus.cpp writes.
#include <libreader/base/bytes.h>
#include <libreader/bundle.h>

#include "format.h"

namespace lr {
namespace {

// Reads bytes of MENU one after the other; what cannot be read is 0, and remembered.
class MenuBytes {
 public:
  MenuBytes(Storage& storage, const GrownTable& table) : storage_(storage), table_(table) {}

  std::uint32_t at(std::uint32_t index) {
    const std::uint8_t* byte = nullptr;
    const Status status = storage_.record(table_, index, byte);
    if (status == Status::kOk) return *byte;
    status_ = status == Status::kIo ? status : Status::kDamaged;
    return 0;
  }
  Status status() const { return status_; }

 private:
  Storage& storage_;
  const GrownTable& table_;
  Status status_ = Status::kOk;
};

}  // namespace

bool Bundle::has_menu(ArticleLanguage language) {
  std::uint32_t count = 0;
  const Status status = menu_text(language, 0, nullptr, 0, count);
  return status == Status::kOk;
}

Status Bundle::menu_text(ArticleLanguage language, std::uint32_t number, Symbol* to, std::uint32_t room,
                         std::uint32_t& count) {
  count = 0;
  const auto row = static_cast<std::uint32_t>(language);
  if (row >= format::kMenuLanguages || tables_[kMenu].record_bytes == 0 ||
      tables_[kMenu].records < format::kMenuHeadBytes)
    return Status::kNotFound;
  MenuBytes bytes(storage_, tables_[kMenu]);
  const std::uint32_t texts = bytes.at(0);
  const std::uint32_t lengths = bytes.at(2 + 2 * row) | bytes.at(3 + 2 * row) << 8;
  if (bytes.status() != Status::kOk) return bytes.status();
  if (lengths == 0 || number >= texts) return Status::kNotFound;
  std::uint32_t at = lengths + texts;
  for (std::uint32_t i = 0; i < number; ++i) at += bytes.at(lengths + i);
  const std::uint32_t end = at + bytes.at(lengths + number);
  std::uint32_t value = 0, shift = 0;
  for (; at < end && count < room && bytes.status() == Status::kOk; ++at) {
    const std::uint32_t byte = bytes.at(at);
    value |= (byte & 0x7F) << shift;
    shift += 7;
    if (byte >= 0x80 && shift < 21) continue;
    if (byte >= 0x80 || value >= alphabet_.symbols()) return Status::kDamaged;
    to[count++] = static_cast<Symbol>(value);
    value = shift = 0;
  }
  return bytes.status();
}

}  // namespace lr
