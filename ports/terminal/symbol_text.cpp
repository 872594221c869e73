// Reads, makes safe and keeps the text of symbols.
#include "symbol_text.h"

namespace lr::terminal {
namespace {

constexpr std::uint32_t kMostCodePoints = 64;  // of one symbol
constexpr char32_t kReplacement = 0xFFFD;

}  // namespace

bool is_terminal_command(char32_t code_point) {
  const auto within = [&](char32_t first, char32_t last) { return first <= code_point && code_point <= last; };
  return within(0, 0x1F) || within(0x7F, 0x9F) || within(0x2028, 0x202E) || within(0x2066, 0x2069);
}

void append_utf8(std::string& to, char32_t code_point) {
  const auto byte = [&](std::uint32_t value) { to.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  const bool is_scalar = code_point < 0xD800 || (code_point >= 0xE000 && code_point <= 0x10FFFF);
  const std::uint32_t c = is_scalar ? code_point : kReplacement;
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6);
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3F));
    byte(0x80 | (c >> 6 & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
}

void SymbolText::open(Bundle& bundle) {
  bundle_ = &bundle;
  texts_.assign(bundle.alphabet().symbols(), {});
  known_.assign(bundle.alphabet().symbols(), false);
}

const std::string& SymbolText::of(Symbol symbol) {
  static const std::string nothing;
  if (symbol >= texts_.size()) return nothing;
  if (!known_[symbol]) {
    texts_[symbol] = read(symbol);
    known_[symbol] = true;
  }
  return texts_[symbol];
}

std::string SymbolText::read(Symbol symbol) {
  std::string text;
  const SymbolGroup& group = bundle_->alphabet().group_of(symbol);
  if (group.symbol_class == SymbolClass::kTab || group.symbol_class == SymbolClass::kLineBreak) return " ";
  if (group.symbol_class == SymbolClass::kSoftHyphen) return "-";  // at the end of a line
  std::uint32_t code_points[kMostCodePoints];
  std::uint32_t count = 0;
  if (bundle_->symbol_code_points(symbol, code_points, kMostCodePoints, count) != Status::kOk) {
    for (int i = 0; i < group.code_points; ++i) append_utf8(text, kReplacement);
    return text;
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    append_utf8(text, is_terminal_command(code_points[i]) ? kReplacement : static_cast<char32_t>(code_points[i]));
  }
  return text;
}

}  // namespace lr::terminal
