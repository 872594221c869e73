// A lr::Store over a plain file that imitates NOR flash: bookmarks on a computer, kept by the code that keeps them on a
// device. Every change is on the disk when the call returns.
#pragma once
#include <libreader/ports.h>

#include <cstddef>
#include <cstdint>

namespace lr::posix {

class FileStore {
 public:
  static constexpr std::uint32_t kSectorBytes = 4096;
  static constexpr std::uint16_t kSectors = 4;
  static constexpr std::uint32_t kBytes = kSectorBytes * kSectors;
  static constexpr std::size_t kMaxPathBytes = 1024;

  FileStore() = default;
  ~FileStore() { close(); }
  FileStore(const FileStore&) = delete;
  FileStore& operator=(const FileStore&) = delete;

  // Opens the file, or creates it. Locked while open: two journals over one store would spoil each other's records.
  // kIo: see error().
  Status open(const char* path);
  void close();

  // Valid while this is open and stays where it is.
  Store store();

  // What went wrong last, with its path: "PATH: No space left on device". Empty when nothing did.
  const char* error() const { return error_; }

 private:
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size);
  static Status program(void* self, std::uint32_t offset, const void* from, std::uint32_t size);
  static Status erase(void* self, std::uint32_t offset);

  Status fill_up(std::uint32_t size_bytes);
  bool read_all(std::uint32_t offset, std::uint8_t* to, std::uint32_t size);
  bool write_through(std::uint32_t offset, const std::uint8_t* from, std::uint32_t size);
  Status report(const char* why);
  Status fail(const char* why);  // and closes

  int file_ = -1;
  char path_[kMaxPathBytes] = {};
  char error_[kMaxPathBytes + 128] = {};
};

}  // namespace lr::posix
