// Lines and hexadecimal digits of fonts that are text.
#pragma once
#include <libreader/pack/import.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lr::pack {

class FontLines {
 public:
  FontLines(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

  // false: there are no more.
  bool next() {
    if (rest_.empty()) return false;
    const std::size_t end = rest_.find('\n');
    line_ = rest_.substr(0, end);
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    ++number_;
    return true;
  }
  std::string_view line() const { return line_; }
  [[noreturn]] void fail(const std::string& what) const {
    throw InputError(name_ + ":" + std::to_string(number_), what);
  }

 private:
  std::string_view rest_, line_;
  const std::string& name_;
  std::size_t number_ = 0;
};

// The whole of `digits`.
inline std::optional<std::uint32_t> hex_number(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// Two digits a byte; false: something else is among them.
inline bool append_hex(std::string_view digits, std::string& bytes) {
  if (digits.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const auto byte = hex_number(digits.substr(i, 2));
    if (!byte) return false;
    bytes += static_cast<char>(*byte);
  }
  return true;
}

}  // namespace lr::pack
