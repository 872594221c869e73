// What the packer needs of the system's files: whole reads and writes, and files without a name.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>

namespace lr::pack {

// Each returns false with errno set. Interrupted calls and short ones are gone on with.
bool write_all(int file, std::span<const std::uint8_t> bytes);
bool write_all_at(int file, std::uint64_t offset, std::span<const std::uint8_t> bytes);
bool read_all_at(int file, std::uint64_t offset, std::span<std::uint8_t> to);  // EIO: the file ends before

// Opens a new file for reading and writing that no folder lists, on the disk of `folder`; it is gone when it is closed.
// -1 with errno set.
int open_nameless(const std::filesystem::path& folder);

// A file descriptor that is closed.
class Descriptor {
 public:
  explicit Descriptor(int file) : file_(file) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return file_; }

 private:
  int file_;
};

}  // namespace lr::pack
