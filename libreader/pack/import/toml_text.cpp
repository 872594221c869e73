// TOML text to a table, with errors as the packer words them.
#include "toml_text.h"

#include <algorithm>

#include "../import.h"
#include "utf.h"

namespace lr::pack {
namespace {

// End of the string that begins at `at`, as far as can be said without knowing whether it is well-formed.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const bool is_long = text.substr(at).starts_with(three);
  for (std::size_t i = at + (is_long ? 3u : 1u); i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (!is_long && (text[i] == quote || text[i] == '\n')) {
      return i + 1;
    } else if (is_long && text.substr(i).starts_with(three)) {
      std::size_t end = i + 3;
      while (end < text.size() && end < i + 5 && text[end] == quote) ++end;  // up to two belong to the string
      return end;
    }
  }
  return text.size();
}

struct Fault {
  std::size_t at = std::string_view::npos;  // npos: none
  std::string what;
};

bool is_key_character(char c) {
  const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return word || c == '-' || c == '_' || c == '"' || c == '\'';
}

// `at` is after the brackets of a table header.
bool has_key(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \t", at);
  return at != std::string_view::npos && is_key_character(text[at]);
}

// What the parser must not see, because version 3.3 of toml++ does not define what it does then: signs beyond ASCII
// outside strings and comments, and table headers without a key.
Fault find_fault(std::string_view text) {
  int depth = 0;  // of the list that a value is
  bool line_is_blank = true, in_header = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = end_of_string(text, at);
      line_is_blank = at > 0 && text[at - 1] == '\n';
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (static_cast<unsigned char>(c) >= 0x80) {
      const std::string sign = encode_utf8(decode_utf8(text.substr(at, 4)).substr(0, 1));
      return {at, "\"" + sign + "\" stands outside straight quotation marks"};
    }
    if (c == '[' && line_is_blank && depth == 0) {
      in_header = true;
      at += text.substr(at).starts_with("[[");
      if (!has_key(text, at + 1)) return {at, "a table header has no key"};
    } else if (c == '\n') {
      in_header = false;
    } else if (!in_header && (c == '[' || c == ']')) {
      depth = std::max(depth + (c == '[' ? 1 : -1), 0);
    }
    line_is_blank = c == '\n' || (line_is_blank && (c == ' ' || c == '\t' || c == '\r'));
    ++at;
  }
  return {};
}

}  // namespace

toml::table parse_toml(std::string_view text, const std::string& name, int first_line) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto where = [&](std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    return name + ":" + std::to_string(first_line + std::count(before.begin(), before.end(), '\n'));
  };
  if (const std::size_t at = find_invalid_utf8(text); at != kAllValid) {
    throw InputError(where(at), "this is not valid UTF-8; convert the file to UTF-8");
  }
  if (const Fault fault = find_fault(text); fault.at != std::string_view::npos) {
    throw InputError(where(fault.at), "this is not TOML: " + fault.what);
  }
  try {
    return toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    const int line = static_cast<int>(error.source().begin.line) + first_line - 1;
    throw InputError(name + ":" + std::to_string(line), "this is not TOML: " + std::string(error.description()));
  }
}

}  // namespace lr::pack
