// What a bundle file is made of: its sections, and what the packer noted in it.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "opened.h"

namespace lrpack {

// [{"tag","group","bytes"}]: every byte of the file is in one of them. Throws InputError.
nlohmann::ordered_json section_list(Opened& opened);

// Keys and values of section META. Throws InputError.
std::vector<std::pair<std::string, std::string>> meta_of(Opened& opened);

// Bytes of each strike, with what was appended to it.
std::vector<std::size_t> strike_sizes(Opened& opened);

// The family that a strike was drawn from. Throws InputError.
std::string face_of(Opened& opened, lr::Strike& strike);

}  // namespace lrpack
