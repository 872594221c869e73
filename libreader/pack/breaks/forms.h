// Which form, full-width or proportional, the marks have that Chinese and Western text share (rules Q1, Q2).
#pragma once
#include <libreader/pack/breaks.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lr::pack {

// One form a code point; those inside a cluster have the form of its base. `joins` are the cluster_joins of the
// paragraph.
std::vector<Form> resolve_forms(std::u32string_view paragraph, std::span<const std::uint32_t> joins,
                                Language language);

}  // namespace lr::pack
