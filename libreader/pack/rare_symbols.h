// Which symbols of an alphabet are rare: used so seldom that tables with an entry each cost more than knowing them gains.
// They are of one group, the last of the alphabet, and stand in it by their code points.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace lr::pack {

inline constexpr std::uint64_t kRareUses = 16;  // at most; measured, see DESIGN.md

// Of (code point of the basic plane, number) of symbols that are used no more than that: the longest run of them, ascending,
// with no gap that a record of CPTS could not say; none where they would be too few. Sorts `seldom`.
std::vector<std::pair<std::uint32_t, std::uint32_t>> longest_run(std::vector<std::pair<std::uint32_t, std::uint32_t>> seldom);

// Appends the records of CPTS for such a run.
void append_rare_records(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& run, std::vector<std::uint8_t>& to);

}  // namespace lr::pack
