// TOML text to a table, with errors as the packer words them. What the keys mean is for who reads the table.
#pragma once
#include <toml++/toml.h>

#include <string>
#include <string_view>

namespace lr::pack {

// `first_line` is the line of `name` that `text` begins in. Throws InputError with file:line.
toml::table parse_toml(std::string_view text, const std::string& name, int first_line = 1);

}  // namespace lr::pack
