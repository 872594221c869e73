// The fields at the head of a Markdown file, from TOML or from a simple subset of YAML.
#include "front_matter.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "../import.h"
#include "toml_text.h"

namespace lr::pack {
namespace {

// One key as either notation has it.
struct Entry {
  std::string key;
  std::vector<std::string> values;
  int line = 0;
};

struct Line {
  std::string_view text;
  int number = 0;
};

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_key_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (colon + 1 < line.size() && line[colon + 1] != ' ') return false;
  for (char c : line.substr(0, colon)) {
    const bool word =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!word) return false;
  }
  return true;
}

// ---- YAML subset ----

class YamlReader {
 public:
  explicit YamlReader(const std::string& name) : name_(name) {}

  std::vector<Entry> read(const std::vector<Line>& lines) {
    for (const Line& line : lines) read_line(line);
    return std::move(entries_);
  }

 private:
  [[noreturn]] void fail(const Line& line, std::string_view what) const {
    throw InputError(name_ + ":" + std::to_string(line.number),
                     std::string(what) + "; front matter may hold `key: value`, `key: [a, b]` and lists of `- item`");
  }

  void read_line(const Line& line) {
    const std::string_view text = trim(line.text);
    if (text.empty() || text.starts_with('#')) return;
    if (text == "-" || text.starts_with("- ")) {
      if (entries_.empty() || !open_list_) fail(line, "a list item belongs to no key");
      entries_.back().values.push_back(scalar(trim(text.substr(1)), line));
      return;
    }
    if (line.text.front() == ' ' || line.text.front() == '\t') fail(line, "nested or continued values are not read");
    if (!is_key_line(text)) fail(line, "expected `key: value`, found \"" + std::string(text) + "\"");
    const std::size_t colon = text.find(':');
    const std::string_view value = trim(text.substr(colon + 1));
    entries_.push_back({std::string(text.substr(0, colon)), {}, line.number});
    open_list_ = value.empty() || value.starts_with('#');
    if (open_list_) return;
    if (value.front() == '[') {
      read_flow_list(value, line);
    } else {
      entries_.back().values.push_back(scalar(value, line));
    }
  }

  void read_flow_list(std::string_view value, const Line& line) {
    if (value.back() != ']') fail(line, "the list has no closing bracket on its line");
    value = value.substr(1, value.size() - 2);
    while (!trim(value).empty()) {
      value = trim(value);
      const std::size_t from = quoted_size(value);
      const std::size_t comma = value.find(',', from);
      entries_.back().values.push_back(scalar(trim(value.substr(0, comma)), line));
      if (comma == std::string_view::npos) return;
      value = value.substr(comma + 1);
    }
  }

  // Length of the quoted string that `text` begins with, 0 for none.
  static std::size_t quoted_size(std::string_view text) {
    if (text.empty() || (text.front() != '"' && text.front() != '\'')) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const bool doubled = text.front() == '\'' && text.substr(i).starts_with("''");
      if (doubled || (text[i] == '\\' && text.front() == '"')) {
        ++i;
      } else if (text[i] == text.front()) {
        return i + 1;
      }
    }
    return 0;
  }

  std::string scalar(std::string_view text, const Line& line) const {
    if (text.empty()) return {};
    if (text.front() == '"' || text.front() == '\'') {
      const std::size_t size = quoted_size(text);
      const std::string_view rest = size == 0 ? text : trim(text.substr(size));
      if (size == 0 || !(rest.empty() || rest.front() == '#')) fail(line, "the quotation marks do not match");
      return unescape(text.substr(1, size - 2), text.front() == '"' ? '\\' : '\'');
    }
    constexpr std::string_view kOtherNotation = "|>&*!{[@`%";
    if (kOtherNotation.find(text.front()) != std::string_view::npos) {
      fail(line, "values that begin with " + std::string(1, text.front()) + " are read only in quotation marks");
    }
    return std::string(trim(text.substr(0, text.find(" #"))));
  }

  static std::string unescape(std::string_view text, char escape) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == escape && i + 1 < text.size()) ++i;
      plain += text[i];
    }
    return plain;
  }

  const std::string& name_;
  std::vector<Entry> entries_;
  bool open_list_ = false;
};

// ---- TOML ----

std::string text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (node.is_table() || node.is_array()) return {};
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value;
  });
  return out.str();
}

std::vector<Entry> read_toml(std::string_view text, int first_line, const std::string& name) {
  const toml::table table = parse_toml(text, name, first_line);
  std::vector<Entry> entries;
  for (const auto& [key, node] : table) {
    Entry entry{std::string(key.str()), {}, static_cast<int>(node.source().begin.line) + first_line - 1};
    if (node.is_table()) {
      throw InputError(name + ":" + std::to_string(entry.line),
                       "the value of `" + entry.key + "` is a table; expected text or a list");
    }
    if (const toml::array* array = node.as_array()) {
      for (const toml::node& item : *array) entry.values.push_back(text_of(item));
    } else {
      entry.values.push_back(text_of(node));
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

// ---- both ----

struct TextKey {
  std::string_view key;
  std::string Fields::*field;
};
constexpr TextKey kTextKeys[] = {{"id", &Fields::id},
                                 {"title", &Fields::title},
                                 {"subtitle", &Fields::subtitle},
                                 {"title_en", &Fields::title_en},
                                 {"date", &Fields::date},
                                 {"publication", &Fields::publication},
                                 {"abstract", &Fields::abstract_text},
                                 {"abstract_en", &Fields::abstract_en}};

struct ListKey {
  std::string_view key;
  std::vector<std::string> Fields::*field;
};
constexpr ListKey kListKeys[] = {
    {"authors", &Fields::authors}, {"affiliations", &Fields::affiliations}, {"keywords", &Fields::keywords}};

void assign(const Entry& entry, FrontMatter& found, const std::string& name, Remarks& remarks) {
  std::vector<std::string> values;
  for (const std::string& value : entry.values) {
    if (!trim(value).empty()) values.emplace_back(trim(value));
  }
  for (const ListKey& known : kListKeys) {
    if (known.key == entry.key) return void(found.fields.*known.field = values);
  }
  std::string* field = entry.key == "language" ? &found.language : nullptr;
  for (const TextKey& known : kTextKeys) {
    if (known.key == entry.key) field = &(found.fields.*known.field);
  }
  if (field == nullptr) {
    remarks.add(Remark::Kind::kDropped, entry.line, "The front matter key `" + entry.key + "` is not known.");
  } else if (values.size() > 1) {
    throw InputError(name + ":" + std::to_string(entry.line), "`" + entry.key + "` is a list; expected one text");
  } else if (!values.empty()) {
    *field = values.front();
  }
}

}  // namespace

FrontMatter read_front_matter(std::string_view bytes, const std::string& name, Remarks& remarks) {
  FrontMatter found;
  const std::string_view fence = bytes.substr(0, 3);
  if (!bytes.starts_with("+++\n") && !bytes.starts_with("---\n")) return found;
  std::vector<Line> lines;
  std::size_t at = 4, end = std::string_view::npos;
  for (int number = 2; at < bytes.size(); ++number) {
    const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, line_end - at);
    const std::size_t start = at;
    at = line_end + 1;
    if (trim(line) == fence || (fence == "---" && trim(line) == "...")) {
      end = start;
      break;
    }
    lines.push_back({line, number});
  }
  const bool is_yaml = fence == "---";
  // A rule at the head of a text without front matter.
  if (is_yaml && (lines.empty() || !(is_key_line(trim(lines[0].text)) || lines[0].text.starts_with('#')))) return found;
  if (end == std::string_view::npos) {
    if (is_yaml) return found;
    throw InputError(name + ":1", "the front matter has no closing line " + std::string(fence));
  }
  const std::vector<Entry> entries =
      is_yaml ? YamlReader(name).read(lines) : read_toml(bytes.substr(4, end - 4), 2, name);
  for (const Entry& entry : entries) assign(entry, found, name, remarks);
  found.size_bytes = std::min(at, bytes.size());
  return found;
}

}  // namespace lr::pack
