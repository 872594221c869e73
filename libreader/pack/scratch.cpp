// A nameless file behind a buffer.
#include "scratch.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "files.h"
#include "import.h"

namespace lr::pack {

void Scratch::append(std::span<const std::uint8_t> bytes) {
  if (tail_.size() + bytes.size() >= kPieceBytes) {
    put_in_file(tail_);
    tail_.clear();
  }
  if (bytes.size() >= kPieceBytes) return put_in_file(bytes);
  tail_.insert(tail_.end(), bytes.begin(), bytes.end());
}

void Scratch::put_in_file(std::span<const std::uint8_t> bytes) {
  if (file_ < 0) file_ = open_nameless(folder_);
  if (file_ < 0 || !write_all(file_, bytes)) fail("cannot be written");
  filed_ += bytes.size();
}

void Scratch::read(std::uint64_t offset, std::span<std::uint8_t> to) const {
  const std::size_t in_file = offset < filed_ ? static_cast<std::size_t>(std::min<std::uint64_t>(filed_ - offset, to.size())) : 0;
  if (in_file > 0 && !read_all_at(file_, offset, to.first(in_file))) fail("cannot be read back");
  if (in_file == to.size()) return;
  const auto from = static_cast<std::size_t>(offset + in_file - filed_);
  std::memcpy(to.data() + in_file, tail_.data() + from, to.size() - in_file);
}

void Scratch::clear() {
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  filed_ = 0;
  tail_ = {};
}

void Scratch::fail(const char* what) const {
  throw InputError(folder_.string(), std::string("a temporary file here ") + what + ": " + std::strerror(errno) +
                                         "; TMPDIR names another folder for them");
}

std::filesystem::path scratch_folder(const std::filesystem::path& beside) {
  if (const char* variable = std::getenv("TMPDIR"); variable != nullptr && *variable != '\0') return variable;
  return beside.empty() ? std::filesystem::path("/tmp") : beside;
}

}  // namespace lr::pack
