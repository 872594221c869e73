// A ZIP archive in memory as the documents that are one (EPUB, DOCX) need it: the names of its entries, and the text of
// those that are asked for. Pictures and fonts stay packed. Every doubtful archive is refused with InputError: names that
// lead out of it, two entries of one name, a password, contents that unpack to more than a document can be.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lr::pack {

// Hundreds of times what the longest books hold; far from what a computer cannot bear.
inline constexpr std::size_t kMostEntries = 20'000;                  // a book of pictures has a few thousand
inline constexpr std::uint64_t kLargestEntry = 64u * 1024 * 1024;    // an encyclopaedia in one file; bytes, unpacked
inline constexpr std::uint64_t kLargestTotal = 256u * 1024 * 1024;   // of all entries that are unpacked
inline constexpr std::uint64_t kLargestRatio = 200;                  // markup packs to a tenth, tables to a fiftieth
inline constexpr std::uint64_t kRatioCounts = 1024 * 1024;           // bytes; below it repetition is nothing to fear

class Container {
 public:
  // Reads the directory. `bytes` must outlive the container; `name` is for messages.
  Container(std::string_view bytes, std::string name);

  bool has(const std::string& path) const { return index_.contains(path); }
  const std::vector<std::string>& names() const { return names_; }  // in the order of the directory

  // Unpacks those of the entries that are there and are not unpacked yet.
  void unpack(const std::set<std::string>& paths);

  // Of an entry that is unpacked; empty for what is not there.
  const std::string& bytes_of(const std::string& path) const;

  // "book.epub, entry OEBPS/a.xhtml" for messages.
  std::string where(const std::string& path) const { return name_ + ", entry " + path; }

 private:
  struct Entry {
    std::string name;
    std::uint64_t packed = 0, unpacked = 0, offset = 0;  // bytes; offset of the local header
    bool encrypted = false;
  };

  void read_directory();
  Entry read_entry(std::size_t& at, std::size_t end) const;
  void check_name(const std::string& name) const;
  void check_size(const Entry& entry, std::uint64_t unpacked) const;
  void check_wanted(const Entry& entry) const;

  std::string_view bytes_;
  std::string name_;
  std::vector<Entry> entries_;  // in the order of their places in the file
  std::vector<std::string> names_;
  std::map<std::string, std::size_t> index_;  // into entries_
  std::map<std::string, std::string> unpacked_;
  std::uint64_t total_ = 0;  // bytes unpacked
};

// True where the bytes begin as a ZIP archive does.
bool is_zip(std::string_view head);

// True where the first entry, stored unpacked, has this name; what it holds begins with `contents`.
bool begins_with_entry(std::string_view head, std::string_view name, std::string_view contents);

}  // namespace lr::pack
