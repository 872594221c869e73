// Durable writing: a crash leaves the old file or the new one.
#include <fcntl.h>
#include <libreader/pack.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace lr::pack {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void write_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
  const std::string temporary = file.string() + ".tmp-" + std::to_string(::getpid());
  const auto fail = [&](const std::string& what) {
    const std::string why = std::strerror(errno);
    ::unlink(temporary.c_str());
    throw InputError(file.string(), what + ": " + why);
  };
  {
    const Descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (out.get() < 0) fail("cannot be written");
    if (!write_all(out.get(), bytes)) fail("cannot be written");
    if (::fsync(out.get()) != 0) fail("cannot be made durable");
  }
  if (::rename(temporary.c_str(), file.c_str()) != 0) fail("cannot take its name");
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) (void)::fsync(directory.get());
}

}  // namespace lr::pack
