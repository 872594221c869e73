// Hyphenation patterns as the system has them: /usr/share/hyphen/hyph_LANGUAGE_REGION.dic, of the packages hyphen-*.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack {

class Patterns {
 public:
  // Throws InputError where the file cannot be read, or is in an encoding that ICU does not know.
  explicit Patterns(const std::string& file);
  ~Patterns();
  Patterns(const Patterns&) = delete;

  // Where a word may be parted: letters before the place. Where the parts would be spelled otherwise than the word, not.
  std::vector<std::size_t> points(std::u32string_view word) const;

 private:
  struct Library;
  std::unique_ptr<Library> library_;
};

// Those of a BCP 47 tag, empty for English: of its region, or without one, or of its most likely region, or of any. Null:
// none is installed. Loaded once; lives as long as the program. Throws InputError for English if it is not there.
const Patterns* patterns_of(std::string_view tag);

// The Debian package that would have them: "hyphen-de".
std::string patterns_package(std::string_view tag);

}  // namespace lr::pack
