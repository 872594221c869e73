// Keeps a journal's sectors in a file.
#include "file_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace lr::posix {
namespace {

FileStore& store_of(void* self) { return *static_cast<FileStore*>(self); }

constexpr std::uint32_t kPieceBytes = 256;

// Makes the name of a new file durable, as far as the file system lets us.
void sync_folder_of(const char* path) {
  char folder[FileStore::kMaxPathBytes] = ".";
  if (const char* slash = std::strrchr(path, '/'); slash != nullptr) {
    const auto length = static_cast<std::size_t>(std::max<std::ptrdiff_t>(slash - path, 1));
    std::memcpy(folder, path, length);
    folder[length] = '\0';
  }
  const int opened = ::open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

}  // namespace

Status FileStore::open(const char* path) {
  close();
  error_[0] = '\0';
  std::snprintf(path_, sizeof path_, "%s", path);
  if (std::strlen(path) >= sizeof path_) return fail("the path is too long");
  file_ = ::open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) return fail(std::strerror(errno));
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
    return fail(errno == EWOULDBLOCK ? "in use by another reader" : std::strerror(errno));
  struct stat facts {};
  if (::fstat(file_, &facts) != 0) return fail(std::strerror(errno));
  if (!S_ISREG(facts.st_mode) || facts.st_size > kBytes) return fail("not a store of bookmarks");
  if (facts.st_size == kBytes) return Status::kOk;
  return fill_up(static_cast<std::uint32_t>(facts.st_size));
}

// A new file, or one whose making was cut short, is filled up with erased bytes. A short file that holds anything else
// is somebody else's.
Status FileStore::fill_up(std::uint32_t size_bytes) {
  std::uint8_t piece[kPieceBytes];
  for (std::uint32_t at = 0; at < size_bytes; at += kPieceBytes) {
    const std::uint32_t size = std::min(kPieceBytes, size_bytes - at);
    if (!read_all(at, piece, size)) return fail(std::strerror(errno));
    const bool erased = std::all_of(piece, piece + size, [](std::uint8_t byte) { return byte == 0xFF || byte == 0; });
    if (!erased) return fail("not a store of bookmarks");
  }
  for (std::uint32_t at = 0; at < kBytes; at += kSectorBytes) {
    if (erase(this, at) != Status::kOk) return fail(std::strerror(errno));
  }
  sync_folder_of(path_);
  return Status::kOk;
}

void FileStore::close() {
  if (file_ >= 0) ::close(file_);  // and unlocks it
  file_ = -1;
}

Store FileStore::store() { return {read, program, erase, this, kSectorBytes, kSectors, 1}; }

bool FileStore::read_all(std::uint32_t offset, std::uint8_t* to, std::uint32_t size) {
  for (std::uint32_t done = 0; done < size;) {
    const ssize_t got = ::pread(file_, to + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;
    if (got <= 0) return false;
    done += static_cast<std::uint32_t>(got);
  }
  return true;
}

bool FileStore::write_through(std::uint32_t offset, const std::uint8_t* from, std::uint32_t size) {
  for (std::uint32_t done = 0; done < size;) {
    const ssize_t put = ::pwrite(file_, from + done, size - done, static_cast<off_t>(offset + done));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    done += static_cast<std::uint32_t>(put);
  }
  return ::fsync(file_) == 0;
}

Status FileStore::read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
  FileStore& store = store_of(self);
  if (store.read_all(offset, static_cast<std::uint8_t*>(to), size)) return Status::kOk;
  return store.report(std::strerror(errno));
}

// As flash does: bits fall, and rise only with an erase.
Status FileStore::program(void* self, std::uint32_t offset, const void* from, std::uint32_t size) {
  FileStore& store = store_of(self);
  const auto* wanted = static_cast<const std::uint8_t*>(from);
  std::uint8_t piece[kPieceBytes];
  errno = EINVAL;
  bool ok = offset <= kBytes && size <= kBytes - offset;
  for (std::uint32_t done = 0; ok && done < size;) {
    const std::uint32_t length = std::min(kPieceBytes, size - done);
    ok = store.read_all(offset + done, piece, length);
    for (std::uint32_t i = 0; i < length; ++i) piece[i] = static_cast<std::uint8_t>(piece[i] & wanted[done + i]);
    ok = ok && store.write_through(offset + done, piece, length);
    done += length;
  }
  if (ok) return Status::kOk;
  return store.report(std::strerror(errno));
}

Status FileStore::erase(void* self, std::uint32_t offset) {
  FileStore& store = store_of(self);
  std::uint8_t blank[kSectorBytes];
  std::memset(blank, 0xFF, sizeof blank);
  errno = EINVAL;
  const bool inside = offset % kSectorBytes == 0 && offset < kBytes;
  if (inside && store.write_through(offset, blank, sizeof blank)) return Status::kOk;
  return store.report(std::strerror(errno));
}

Status FileStore::report(const char* why) {
  std::snprintf(error_, sizeof error_, "%s: %s", path_, why);
  return Status::kIo;
}

Status FileStore::fail(const char* why) {
  const Status status = report(why);
  close();
  return status;
}

}  // namespace lr::posix
