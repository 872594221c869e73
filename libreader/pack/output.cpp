// Durable writing: a crash leaves the old file or the new one.
#include "output.h"

#include <fcntl.h>
#include <libreader/pack.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "files.h"

namespace lr::pack {

void MemoryOutput::write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
  std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
}

FileOutput::FileOutput(std::filesystem::path file)
    : file_(std::move(file)), temporary_(file_.string() + ".tmp-" + std::to_string(::getpid())) {
  descriptor_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail("cannot be written");
}

FileOutput::~FileOutput() {
  unmap();
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
}

void FileOutput::append(std::span<const std::uint8_t> bytes) {
  if (!write_all(descriptor_, bytes)) fail("cannot be written");
  size_ += bytes.size();
}

void FileOutput::write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) {
  if (!write_all_at(descriptor_, offset, bytes)) fail("cannot be written");
}

// Mapped, since every phrase of the text is read out of the dictionary's pages; read by calls where that is refused.
Source FileOutput::source() {
  if (mapped_bytes_ != size_) {
    unmap();
    void* const mapped = size_ == 0 ? MAP_FAILED : ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor_, 0);
    if (mapped != MAP_FAILED) {
      mapped_ = mapped;
      mapped_bytes_ = size_;
    }
  }
  return {read, &descriptor_, static_cast<const std::uint8_t*>(mapped_), static_cast<std::uint32_t>(size_)};
}

void FileOutput::rest() {
  if (mapped_ != nullptr) (void)::madvise(mapped_, mapped_bytes_, MADV_DONTNEED);
}

void FileOutput::unmap() {
  if (mapped_ != nullptr) ::munmap(mapped_, mapped_bytes_);
  mapped_ = nullptr;
  mapped_bytes_ = 0;
}

Status FileOutput::read(void* descriptor, std::uint32_t offset, void* to, std::uint32_t size) {
  const std::span<std::uint8_t> bytes(static_cast<std::uint8_t*>(to), size);
  return read_all_at(*static_cast<int*>(descriptor), offset, bytes) ? Status::kOk : Status::kIo;
}

void FileOutput::commit() {
  if (::fsync(descriptor_) != 0) fail("cannot be made durable");
  if (::rename(temporary_.c_str(), file_.c_str()) != 0) fail("cannot take its name");
  ::close(descriptor_);
  descriptor_ = -1;
  const std::filesystem::path folder = file_.has_parent_path() ? file_.parent_path() : ".";
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() >= 0) (void)::fsync(directory.get());
}

void FileOutput::fail(const std::string& what) const {
  throw InputError(file_.string(), what + ": " + std::strerror(errno));
}

void write_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes) {
  FileOutput output(file);
  output.append(bytes);
  output.commit();
}

}  // namespace lr::pack
