// Reads fonts/faces.toml, whose first comment says what its keys mean.
#include "faces.h"

#include <libreader/pack/import.h>
#include <toml++/toml.h>

#include <map>
#include <set>

namespace lr::pack {
namespace {

constexpr std::string_view kName = "fonts/faces.toml";

[[noreturn]] void fail(const toml::node& node, const std::string& what) {
  throw InputError(std::string(kName) + ":" + std::to_string(node.source().begin.line), what);
}

std::string required_string(const toml::table& table, const char* key) {
  const auto value = table[key].value<std::string>();
  if (!value || value->empty()) fail(table, std::string("\"") + key + "\" is missing");
  return *value;
}

const toml::array& required_array(const toml::table& table, std::string_view key) {
  const toml::array* array = table[key].as_array();
  if (array == nullptr || array->empty()) fail(table, "\"" + std::string(key) + "\" is missing or no list");
  return *array;
}

std::vector<std::string> strings(const toml::array& array) {
  std::vector<std::string> result;
  for (const toml::node& node : array) {
    const auto value = node.value<std::string>();
    if (!value) fail(node, "not a string");
    result.push_back(*value);
  }
  return result;
}

std::vector<std::pair<char32_t, char32_t>> ranges(const toml::array& array) {
  std::vector<std::pair<char32_t, char32_t>> result;
  for (const toml::node& node : array) {
    const toml::array* pair = node.as_array();
    if (pair == nullptr || pair->size() != 2) fail(node, "a range is [first, last]");
    result.emplace_back(static_cast<char32_t>((*pair)[0].value_or(std::int64_t{0})),
                        static_cast<char32_t>((*pair)[1].value_or(std::int64_t{0})));
  }
  return result;
}

// The faces of one [[font]], which differ in id, name and index only.
void read_font(const toml::table& font, std::vector<FaceSpec>& faces) {
  FaceSpec common;
  common.package = required_string(font, "package");
  if (font.contains("files")) common.files = strings(required_array(font, "files"));
  common.licence = required_string(font, "licence");
  common.note = required_string(font, "note");
  common.threshold = font["threshold"].value_or(common.threshold);
  common.grid_fit = font["grid_fit"].value_or(false);
  common.em_box = font["em_box"].value_or(false);
  common.optional = font["optional"].value_or(false);
  if (const toml::array* array = font["ranges"].as_array()) common.ranges = ranges(*array);
  for (const toml::node& node : required_array(font, "faces")) {
    const toml::table* face = node.as_table();
    if (face == nullptr) fail(node, "a face is { id, name, index }");
    FaceSpec spec = common;
    spec.id = required_string(*face, "id");
    spec.name = required_string(*face, "name");
    spec.index = (*face)["index"].value_or(0);
    if (const toml::node* file = face->get("file")) spec.files = {file->value_or(std::string())};
    spec.ppem = (*face)["ppem"].value_or(0);
    spec.lower = (*face)["lower"].value_or(0);
    if (spec.files.empty()) fail(*face, "neither the font has \"files\" nor the face a \"file\"");
    faces.push_back(std::move(spec));
  }
}

FamilySpec read_family(const toml::table& family, const std::map<std::string, std::size_t>& index_of) {
  FamilySpec result;
  result.name = required_string(family, "name");
  for (std::size_t language = 0; language < result.faces.size(); ++language) {
    const toml::array& list = required_array(family, kLanguageNames[language]);
    for (const std::string& id : strings(list)) {
      const auto found = index_of.find(id);
      if (found == index_of.end()) fail(list, "there is no face \"" + id + "\"");
      result.faces[language].push_back(found->second);
    }
  }
  return result;
}

}  // namespace

bool FaceSpec::is_asked_for(char32_t c) const {
  for (const auto& [first, last] : ranges) {
    if (c >= first && c <= last) return true;
  }
  return ranges.empty();
}

const FamilySpec& FaceTable::family(std::string_view name) const {
  std::string names;
  for (const FamilySpec& family : families) {
    if (family.name == name) return family;
    names += (names.empty() ? "" : ", ") + family.name;
  }
  throw InputError("face \"" + std::string(name) + "\"", "no such family of faces; there are: " + names);
}

std::vector<int> FaceTable::sizes_by_hand(std::string_view name) const {
  std::set<int> sizes;
  for (const FamilySpec& family : families) {
    const std::vector<std::size_t>& list = family.faces[static_cast<std::size_t>(Language::kZhHans)];
    if (family.name != name || faces[list.front()].ppem == 0) continue;
    for (const std::size_t face : list) {
      if (faces[face].ppem > 0) sizes.insert(faces[face].ppem);
    }
  }
  return {sizes.begin(), sizes.end()};
}

FaceTable parse_faces(std::string_view text) {
  FaceTable result;
  toml::table root;
  try {
    root = toml::parse(text, kName);
  } catch (const toml::parse_error& error) {
    throw InputError(std::string(kName) + ":" + std::to_string(error.source().begin.line),
                     std::string(error.description()));
  }
  for (const toml::node& node : required_array(root, "font")) {
    if (const toml::table* font = node.as_table()) read_font(*font, result.faces);
  }
  std::map<std::string, std::size_t> index_of;
  for (std::size_t i = 0; i < result.faces.size(); ++i) index_of[result.faces[i].id] = i;
  for (const toml::node& node : required_array(root, "family")) {
    if (const toml::table* family = node.as_table()) result.families.push_back(read_family(*family, index_of));
  }
  return result;
}

const FaceTable& face_table() {
  static const FaceTable table = parse_faces(kFacesToml);
  return table;
}

}  // namespace lr::pack
