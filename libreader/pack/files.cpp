// POSIX calls, tried again where they were cut short.
#include "files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace lr::pack {
namespace {

// Calls `io(address, bytes, bytes done before)` until all is done.
template <typename Byte, typename Io>
bool transfer(std::span<Byte> bytes, Io io) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t now = io(bytes.data() + done, bytes.size() - done, done);
    if (now < 0 && errno == EINTR) continue;
    if (now == 0) errno = EIO;
    if (now <= 0) return false;
    done += static_cast<std::size_t>(now);
  }
  return true;
}

}  // namespace

bool write_all(int file, std::span<const std::uint8_t> bytes) {
  return transfer(bytes, [&](const auto* from, std::size_t size, std::size_t) { return ::write(file, from, size); });
}

bool write_all_at(int file, std::uint64_t offset, std::span<const std::uint8_t> bytes) {
  return transfer(bytes, [&](const auto* from, std::size_t size, std::size_t done) {
    return ::pwrite(file, from, size, static_cast<off_t>(offset + done));
  });
}

bool read_all_at(int file, std::uint64_t offset, std::span<std::uint8_t> to) {
  return transfer(to, [&](auto* at, std::size_t size, std::size_t done) {
    return ::pread(file, at, size, static_cast<off_t>(offset + done));
  });
}

int open_nameless(const std::filesystem::path& folder) {
#ifdef O_TMPFILE
  if (const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); file >= 0) return file;
#endif
  std::string name = (folder / ".lrpack-XXXXXX").string();
  const int file = ::mkstemp(name.data());
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

Descriptor::~Descriptor() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace lr::pack
