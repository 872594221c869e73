// Opens every face and asks it for every character.
#include "coverage.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <set>

#include "gather.h"
#include "import/utf.h"
#include "packer.h"
#include "prepare.h"
#include "scratch.h"
#include "strikes/characters.h"
#include "strikes/face.h"

namespace lr::pack {
namespace {

std::string file_of(const FaceSpec& spec) {
  for (const std::string& file : spec.files) {
    if (access(file.c_str(), R_OK) == 0) return file;
  }
  return {};
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

FamilyState state_of(const FamilySpec& family, const std::vector<std::unique_ptr<Face>>& faces,
                     const std::u32string& characters) {
  FamilyState state;
  const FaceTable& table = face_table();
  state.name = family.name;
  state.sizes = table.sizes_by_hand(family.name);
  std::set<std::size_t> all;
  for (const std::vector<std::size_t>& list : family.faces) all.insert(list.begin(), list.end());
  for (const std::size_t i : all) {
    if (faces[i] == nullptr) add_once(state.not_installed, table.faces[i].package);
  }
  for (const char32_t c : characters) {
    const bool has = std::any_of(all.begin(), all.end(), [&](std::size_t i) {
      return faces[i] != nullptr && table.faces[i].is_asked_for(c) && faces[i]->glyph(c) != 0;
    });
    if (!has) state.missing.push_back(encode_utf8(std::u32string(1, c)));
  }
  return state;
}

}  // namespace

Coverage coverage_of(const std::u32string& text) {
  Coverage coverage;
  std::u32string characters;
  for (const char32_t c : text) {
    if (!is_invisible(c) && !space_width(c)) characters += c;
  }
  coverage.characters = characters.size();
  const FaceTable& table = face_table();
  std::vector<std::unique_ptr<Face>> faces;
  for (const FaceSpec& spec : table.faces) {
    faces.push_back(Face::open(spec));
    FaceState state{spec.id, spec.name, spec.package, spec.licence, spec.note, {}, spec.ppem, 0};
    if (faces.back() != nullptr) {
      state.file = file_of(spec);
      state.characters = static_cast<std::size_t>(
          std::count_if(characters.begin(), characters.end(), [&](char32_t c) { return faces.back()->glyph(c) != 0; }));
    }
    coverage.faces.push_back(std::move(state));
  }
  for (const FamilySpec& family : table.families) coverage.families.push_back(state_of(family, faces, characters));
  return coverage;
}

std::u32string characters_of(const Manifest& manifest, const PackOptions& options) {
  std::set<char32_t> all(manifest.characters.begin(), manifest.characters.end());
  Gathered gathered(scratch_folder({}));
  gather(documents_of(manifest), options, gathered);
  for (std::uint32_t i = 0; i < gathered.symbols.size(); ++i) {
    for (const char32_t c : gathered.symbols.key(i).cluster) all.insert(c);
  }
  return {all.begin(), all.end()};
}

std::vector<GlyphRequest> requests_of_line(const std::u32string& text, Language language) {
  SymbolTable symbols;
  const PreparedUnit unit = prepare_line(text, language, symbols);
  std::vector<GlyphRequest> requests;
  for (const Token& token : unit.tokens) {
    const SymbolKey& key = symbols.key(token.symbol);
    requests.push_back(
        {key.cluster, key.form, key.language, key.properties.advance, Standing::kHorizontal, key.properties.blank});
  }
  return requests;
}

}  // namespace lr::pack
