// Puts added bytes behind a bundle so that at any moment the file is the old bundle or the new one.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>

#include "append.h"

namespace lr::pack {

// A file that is changed where it stands. What was written is durable when sync() has returned, and not before; until
// then any part of it may be, in any order. All throw InputError.
class GrowingFile {
 public:
  virtual ~GrowingFile() = default;
  virtual void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) = 0;
  virtual void cut(std::uint64_t size) = 0;
  virtual void sync() = 0;
};

// `size` is how long the file is, `front` its first kHeaderBytes as they should be: a header that an interrupted append
// left torn is written anew first.
void grow(GrowingFile& file, std::uint64_t size, bool front_is_torn, std::span<const std::uint8_t> front,
          const Appended& appended);

// The same in the file system.
void grow_file(const std::filesystem::path& file, bool front_is_torn, std::span<const std::uint8_t> front,
               const Appended& appended);

// Bytes of a bundle of which an append was interrupted: a torn header is mended from its copy at the end, and what no
// header counts is cut off. Whether the header was torn.
bool settle(std::vector<std::uint8_t>& bytes);

}  // namespace lr::pack
