// Old header, new bytes, sync, new header, sync. A copy of the new header stands at the end of the new bytes, so that
// one that is torn while it is written is found there.
#include "grow.h"

#include <fcntl.h>
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "../import.h"

namespace lr::pack {
namespace {

class DiskFile : public GrowingFile {
 public:
  explicit DiskFile(const std::filesystem::path& file)
      : name_(file.string()), descriptor_(::open(file.c_str(), O_WRONLY)) {
    if (descriptor_ < 0) fail();
  }
  ~DiskFile() override { ::close(descriptor_); }
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) fail();
      offset += static_cast<std::uint64_t>(written);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }
  void cut(std::uint64_t size) override {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail();
  }
  void sync() override {
    if (::fsync(descriptor_) != 0) fail();
  }

 private:
  [[noreturn]] void fail() const { throw InputError(name_, std::string("cannot be written: ") + std::strerror(errno)); }

  std::string name_;
  int descriptor_;
};

bool is_header(std::span<const std::uint8_t> bytes) {
  return std::memcmp(bytes.data(), format::kMagic, sizeof format::kMagic) == 0 &&
         crc32c(bytes.data(), format::kHeaderCrcAt) == load_u32(bytes.data() + format::kHeaderCrcAt);
}

}  // namespace

void grow(GrowingFile& file, std::uint64_t size, bool front_is_torn, std::span<const std::uint8_t> front,
          const Appended& appended) {
  if (front_is_torn) {
    file.write_at(0, front);
    file.sync();
  }
  if (size > appended.at) {
    file.cut(appended.at);
    file.sync();
  }
  file.write_at(appended.at, appended.bytes);
  file.sync();
  file.write_at(0, std::span(appended.bytes).last(format::kHeaderBytes));
  file.sync();
}

void grow_file(const std::filesystem::path& file, bool front_is_torn, std::span<const std::uint8_t> front,
               const Appended& appended) {
  DiskFile disk(file);
  grow(disk, std::filesystem::file_size(file), front_is_torn, front, appended);
}

bool settle(std::vector<std::uint8_t>& bytes) {
  if (bytes.size() < 2 * format::kHeaderBytes) return false;
  const auto last = std::span(bytes).last(format::kHeaderBytes);
  const bool torn =
      !is_header(bytes) && is_header(last) && load_u32(last.data() + format::kHeaderFileBytesAt) == bytes.size();
  if (torn) std::memcpy(bytes.data(), last.data(), format::kHeaderBytes);
  const std::uint32_t stated = load_u32(bytes.data() + format::kHeaderFileBytesAt);
  if (is_header(bytes) && stated < bytes.size()) bytes.resize(stated);
  return torn;
}

}  // namespace lr::pack
