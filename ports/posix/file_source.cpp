// Reads a bundle from a file.
#include "file_source.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>

namespace lr::posix {
namespace {

Status read_at(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  const int file = *static_cast<const int*>(context);
  auto* bytes = static_cast<std::uint8_t*>(to);
  for (std::uint32_t done = 0; done < size;) {
    const ssize_t got = ::pread(file, bytes + done, size - done, static_cast<off_t>(offset) + static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Status::kIo;
    done += static_cast<std::uint32_t>(got);
  }
  return Status::kOk;
}

}  // namespace

Status FileSource::open(const char* path, FileAccess access) {
  close();
  error_[0] = '\0';
  file_ = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file_ < 0) return fail(path, std::strerror(errno));
  struct stat facts {};
  if (::fstat(file_, &facts) != 0) return fail(path, std::strerror(errno));
  if (!S_ISREG(facts.st_mode)) return fail(path, "not a file");
  if (facts.st_size > std::numeric_limits<std::uint32_t>::max()) return fail(path, "larger than 4 GB");
  size_bytes_ = static_cast<std::uint32_t>(facts.st_size);
  if (access == FileAccess::kRead || size_bytes_ == 0) return Status::kOk;
  void* mapped = ::mmap(nullptr, size_bytes_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (mapped == MAP_FAILED) return fail(path, std::strerror(errno));
  mapped_ = mapped;
  return Status::kOk;
}

void FileSource::close() {
  if (mapped_ != nullptr) ::munmap(mapped_, size_bytes_);
  if (file_ >= 0) ::close(file_);
  mapped_ = nullptr;
  file_ = -1;
  size_bytes_ = 0;
}

Source FileSource::source() { return {read_at, &file_, static_cast<const std::uint8_t*>(mapped_), size_bytes_}; }

Status FileSource::fail(const char* path, const char* why) {
  std::snprintf(error_, sizeof error_, "%s: %s", path, why);
  close();
  return Status::kIo;
}

}  // namespace lr::posix
