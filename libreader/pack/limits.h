// Numbers that must fit a field of the format.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "import.h"

namespace lr::pack {

// Throws InputError where they do not.
inline std::uint32_t fit(std::uint64_t value, std::uint64_t limit, const std::string& where, const std::string& what) {
  if (value > limit)
    throw InputError(where, "has " + std::to_string(value) + " " + what + ", at most " + std::to_string(limit) +
                                " fit: split it");
  return static_cast<std::uint32_t>(value);
}

}  // namespace lr::pack
