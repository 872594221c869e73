// What the targets of formats that are archives share. Mutated bytes are seldom a ZIP archive, so besides being taken as
// one they are taken as its parts: "name NUL length contents" (the length two bytes, little endian), one after another,
// which are packed here and then read.
#pragma once
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "../support/zip.h"
#include "fuzz_import.h"

inline std::string pack_parts(std::string_view bytes) {
  lr::test::ZipEntries entries;
  std::set<std::string> names;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\0'), bytes.size());
    const std::string name(bytes.substr(0, end));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (bytes.size() < 2) break;
    const std::size_t size = static_cast<unsigned char>(bytes[0]) | static_cast<std::size_t>(static_cast<unsigned char>(bytes[1])) << 8;
    const std::string contents(bytes.substr(2, size));
    bytes.remove_prefix(2 + contents.size());
    const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
    if (is_plain && name.size() < 256 && names.insert(name).second) entries.emplace_back(name, contents);
  }
  return lr::test::make_zip(entries);
}

inline int fuzz_zip(const std::uint8_t* data, std::size_t size, const std::string& name) {
  fuzz_import(data, size, name);
  const std::string packed = pack_parts({reinterpret_cast<const char*>(data), size});
  return fuzz_import(reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size(), name);
}
