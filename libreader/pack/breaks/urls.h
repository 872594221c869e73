// Finds web and mail addresses, which break by a rule of their own (L1).
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace lr::pack {

struct TextRange {
  std::size_t begin;
  std::size_t end;
};

// In order, not overlapping, none of them empty. Marks that end the sentence do not belong to an address.
std::vector<TextRange> find_urls(std::u32string_view paragraph);

// L1: within an address, may the line break between these two code points?
bool url_may_break(char32_t before, char32_t after);

}  // namespace lr::pack
