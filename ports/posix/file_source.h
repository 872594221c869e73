// A lr::Source over a file: mapped into memory, or read piece by piece as a device without a memory-mapped flash would.
#pragma once
#include <libreader/ports.h>

#include <cstddef>
#include <cstdint>

namespace lr::posix {

// How the bytes of a file are got at.
enum class FileAccess : std::uint8_t {
  kMapped,  // mmap: what a front end wants
  kRead,    // pread, one call a read: for tests, and where a file cannot be mapped
};

class FileSource {
 public:
  FileSource() = default;
  ~FileSource() { close(); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  // kIo: see error(). Files of 4 GB and more are refused.
  Status open(const char* path, FileAccess access = FileAccess::kMapped);
  void close();

  // Valid while this is open and stays where it is.
  Source source();

  // Why the last open failed: "PATH: No such file or directory". Empty when it did not.
  const char* error() const { return error_; }

 private:
  Status fail(const char* path, const char* why);

  int file_ = -1;
  void* mapped_ = nullptr;
  std::uint32_t size_bytes_ = 0;
  char error_[1152] = {};
};

}  // namespace lr::posix
