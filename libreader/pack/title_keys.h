// What a title is found by: itself, its pinyin and their initials, its kana and romaji, the initial consonants of its
// Hangul, from each of its words on.
//
// Writes what bundle/title_search.cpp reads.
#pragma once
#include <libreader/pack.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lr::pack {

// The keys of a title lie one after the other, each closed by kKeyEnd; one that begins in the midst of another shares
// its end, and has kKeyStart before it.
struct TitleKeys {
  std::string bytes;
  std::vector<std::uint16_t> starts;  // of kKeyStart, in `bytes`
};

class TitleKeyMaker {
 public:
  TitleKeyMaker();
  ~TitleKeyMaker();
  TitleKeys keys_of(const ArticleSummary& article);

 private:
  class Text;
  std::unique_ptr<Text> text_;
};

// The numbers (title, start) of all keys in the order of their bytes; `titles` in the order of the list of titles.
struct KeyPlace {
  std::uint32_t title;
  std::uint16_t start;
};
std::vector<KeyPlace> sorted_keys(const std::vector<TitleKeys>& titles);

}  // namespace lr::pack
