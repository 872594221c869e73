// Text for a caller of the C facade: UTF-8 into a buffer of theirs, terminated; cut between symbols where it is full.
#pragma once
#include <libreader/bundle.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lr::c {

class TextOut {
 public:
  // `bytes` may be null; else it is kept up to date.
  TextOut(Bundle& bundle, char* to, std::size_t room, std::size_t* bytes)
      : bundle_(bundle), to_(to), room_(room), bytes_(bytes != nullptr ? *bytes : own_bytes_) {
    bytes_ = 0;
    if (room_ > 0) to_[0] = '\0';
  }
  TextOut(const TextOut&) = delete;
  TextOut& operator=(const TextOut&) = delete;

  // kNoSpace: it is left out, as a whole.
  Status add_bytes(const char* from, std::size_t size) {
    if (room_ - bytes_ <= size || room_ == 0) return Status::kNoSpace;
    std::memcpy(to_ + bytes_, from, size);
    bytes_ += size;
    to_[bytes_] = '\0';
    return Status::kOk;
  }

  // A symbol that is damaged is left out. kNoSpace, kIo.
  Status add(Symbol symbol) {
    char utf8[kMaxSymbolBytes];
    std::uint32_t size = 0;
    const Status status = bundle_.symbol_text(symbol, utf8, sizeof utf8, size);
    if (status == Status::kIo) return status;
    return status == Status::kOk ? add_bytes(utf8, size) : Status::kOk;
  }

  // The reading text of a unit, or of a title of a list: without the marks of notes and labels.
  template <class Text>
  Status add_unit(const Text& unit) {
    TextCursor cursor(bundle_);
    Status status = cursor.open(unit);
    while (status == Status::kOk) {
      TextItem item;
      status = cursor.next(item);
      if (status == Status::kOk && item.span == 0) status = add(item.symbol);
    }
    return status == Status::kEnd ? Status::kOk : status;
  }

 private:
  static constexpr std::size_t kMaxSymbolBytes = 124;  // 31 code points

  Bundle& bundle_;
  char* to_;
  std::size_t room_;
  std::size_t own_bytes_ = 0;
  std::size_t& bytes_;
};

}  // namespace lr::c
