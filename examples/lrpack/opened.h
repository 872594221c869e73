// A bundle file opened for a command, with messages that say what is wrong with it.
#pragma once
#include <libreader/reader.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lrpack {

// Memory for any page that a profile can ask for.
inline constexpr lr::Limits kHostLimits{64, 512, 4096, 4096, 16384};

class Opened {
 public:
  // Throws InputError: cannot be read, not a bundle, damaged or cut short, of a newer version.
  explicit Opened(const std::filesystem::path& file);

  lr::Reader& reader() { return *reader_; }
  lr::Bundle& bundle() { return reader_->bundle(); }
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }
  const std::string& name() const { return name_; }

  // By id, or by number from 1. Throws InputError that lists the ids.
  std::uint32_t find_article(const std::string& id_or_number);
  std::string article_id(const lr::Article& article);
  // Reading text of a unit, UTF-8; with `marks`, note marks stand in it as [^n].
  std::string text(std::uint32_t unit, const lr::Article* marks_of = nullptr);
  std::string text(const lr::NavigationItem& title);
  // The label of a list item or note.
  std::string label(std::uint32_t unit);

 private:
  template <class Keep>
  std::string collect(lr::TextCursor& cursor, Keep keep, const lr::Article* marks_of);

  std::string name_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::byte> workspace_;
  std::unique_ptr<lr::Reader> reader_;
};

// Throws InputError with the file's name for anything but kOk.
void check(lr::Status status, const std::string& where, const std::string& what);

// The bytes of a file. Throws InputError.
std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file);

}  // namespace lrpack
