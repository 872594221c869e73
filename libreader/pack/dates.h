// When an article came out, from the date as it is printed.
#pragma once
#include <cstdint>
#include <string_view>

namespace lr::pack {

struct CalendarDate {
  std::uint32_t year = 0, month = 0, day = 0;  // 0: not known
  auto operator<=>(const CalendarDate&) const = default;
};

// "2024-03-05", "2024年3月", "二〇二四年三月五日", "令和6年3月", "2024. 3. 5.", "5 March 2024", "Mar 5, 2024",
// "20240305"; the issue of "2024年第3期" is no month. Nothing is known of "05/03/2024" but the year: countries differ.
CalendarDate parse_date(std::string_view utf8);

}  // namespace lr::pack
