// Finds articles by what their titles begin with, or a word in them: by the title as it is written, by pinyin
// ("guoji…"), by the initials of pinyin ("gj…"), by kana and romaji, by the initial consonants of Hangul. All of these
// are keys in one order, so that whatever was typed is found by one binary search.
//
// Reads the keys that pack/title_keys.cpp writes.
#pragma once
#include <libreader/bundle.h>

#include <cstdint>
#include <string_view>

namespace lr {

class TitleSearch {
 public:
  static constexpr std::uint32_t kMaxQueryBytes = 64;  // folded; more is cut off

  // Looks for a query in UTF-8; case, width, spaces and punctuation do not matter, and of an empty one every title is a
  // hit. kNotFound: the bundle has no keys. kDamaged: those on the way cannot be read. kIo.
  Status open(Bundle& bundle, std::string_view query);

  // The next hit, in the order of keys; each article is hit once. What cannot be read is passed over. kEnd, kIo.
  Status next(NavigationItem& item);

 private:
  struct Key {
    NavigationItem title;
    std::uint32_t begin, at, end;  // in KEYS: all keys of the title, this one, their end
  };
  Status find_first(std::uint32_t end);
  Status key(std::uint32_t index, Key& key);
  Status byte(std::uint32_t& at, std::uint32_t end, std::uint8_t& byte);
  Status compare_query(const Key& key, int& order);
  Status compare(Key a, Key b, int& order);
  Status is_first(const Key& key, bool& first);
  void fold(std::string_view query);

  Bundle* bundle_ = nullptr;
  std::uint32_t next_ = 0, end_ = 0;  // in FIND: of keys that are in order
  std::uint32_t size_ = 0;
  std::uint8_t query_[kMaxQueryBytes] = {};
};

}  // namespace lr
