// UAX #29 from the other side: clusters are rarely longer than a code point, so what joins them is the shorter list.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace lr::pack {

// The code points that do not begin a cluster, in order.
std::vector<std::uint32_t> cluster_joins(std::u32string_view paragraph);

}  // namespace lr::pack
