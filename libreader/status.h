// What a call came to. Every function of the core that can fail says so with a Status; nothing throws, nothing asserts
// on bytes that came from outside.
//
//   code           | the caller should
//   ---------------+--------------------------------------------------------------------------------------
//   kOk            | go on
//   kEnd           | stop: there is no next page, article, hit, record
//   kNotFound      | ask for something else: no such article, note, glyph, bookmark
//   kDamaged       | show a gap and go on: a checksum or a bound did not hold; what was hit is lost, no more
//   kUnsupported   | get a newer libreader, or pack an old bundle again: it is of another version than this reader's
//   kIo            | retry or ask the reader: the source or the store said no
//   kNoSpace       | give more memory: a buffer or a limit that the caller chose is too small
//   kBadCall       | mend the program: an argument is out of its documented range
#pragma once
#include <cstdint>

namespace lr {

enum class [[nodiscard]] Status : std::uint8_t {
  kOk,
  kEnd,
  kNotFound,
  kDamaged,
  kUnsupported,
  kIo,
  kNoSpace,
  kBadCall,
};

// The name of a code, for logs and messages: "ok", "end", "not found" … Static storage.
constexpr const char* name_of(Status status) {
  constexpr const char* kNames[] = {"ok", "end",        "not found", "damaged",
                                    "unsupported", "i/o error", "no space",  "bad call"};
  return kNames[static_cast<std::uint8_t>(status)];
}

}  // namespace lr
