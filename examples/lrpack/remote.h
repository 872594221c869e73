// A bundle on a web server, read by ranges: the first 16 KiB at once, then what is asked for, in pages that are kept.
#pragma once
#include <libreader/ports.h>

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lrpack {

bool is_url(const std::string& name);

class RemoteFile {
 public:
  // Fetches the first range. Throws InputError: no such file, no server, a server that has no ranges.
  explicit RemoteFile(std::string url);
  ~RemoteFile();
  RemoteFile(const RemoteFile&) = delete;
  RemoteFile& operator=(const RemoteFile&) = delete;

  // kIo of it means that why() says more.
  lr::Source source() { return {read, this, nullptr, size_bytes_}; }
  const std::string& why() const { return why_; }

 private:
  using Page = std::vector<std::uint8_t>;
  struct Connection;
  struct Part {  // of the file, that is best fetched as a whole
    std::uint32_t begin, end;
  };

  static lr::Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size);
  void fetch(std::uint32_t begin, std::uint32_t end);
  void find_parts();
  std::uint32_t end_of_fetch(std::uint32_t begin, std::uint32_t end) const;

  std::string url_;
  std::unique_ptr<Connection> connection_;
  std::uint32_t size_bytes_ = 0;
  std::uint32_t last_end_ = 0,
                ahead_ = 0;  // where the last fetch ended; bytes to read ahead when the next goes on there
  std::vector<Part> parts_;
  std::map<std::uint32_t, Page> pages_;
  std::string why_;
};

}  // namespace lrpack
