// What can be read of a damaged bundle.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lr::pack {

// The bytes of a bundle put so that a reader opens it: single flips are turned back, a header or a list of sections
// that is lost is made anew from the other one, sections that are cut off end with the file. All else stays, so that
// every part that is sound reads as before. `name` is for messages. Throws InputError where neither header nor list of
// sections is left.
std::vector<std::uint8_t> readable_bytes(const std::string& name, std::span<const std::uint8_t> file);

}  // namespace lr::pack
