// What an article has beside its body: fields found in the document and given by the manifest become one set.
#include "fields.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>

#include "../breaks/hyphenation.h"
#include "../breaks/patterns.h"
#include "../language_tag.h"
#include "characters.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLongestReadableId = 60;

std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

// Appends the lower-case words of `text`; false if it is not ASCII.
bool append_kebab(std::string& id, std::string_view text) {
  bool new_word = true;
  for (char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool in_word = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (in_word && new_word && !id.empty()) id += '-';
    if (in_word) id += lower;
    if (c != '\'') new_word = !in_word;
  }
  return true;
}

void take(std::string& field, const std::string& found) {
  if (field.empty()) field = found;
  field = nfc(field);
}

void take(std::vector<std::string>& field, const std::vector<std::string>& found) {
  if (field.empty()) field = found;
  for (std::string& one : field) one = nfc(one);
}

}  // namespace

Fields merge(const Fields& given, const Fields& found) {
  Fields all = given;
  for (auto field : {&Fields::id, &Fields::title, &Fields::subtitle, &Fields::title_en, &Fields::date,
                     &Fields::publication, &Fields::abstract_text, &Fields::abstract_en, &Fields::reading}) {
    take(all.*field, found.*field);
  }
  for (auto field : {&Fields::authors, &Fields::affiliations, &Fields::keywords, &Fields::translators, &Fields::editors,
                     &Fields::authors_en})
    take(all.*field, found.*field);
  return all;
}

std::string derive_id(const Fields& fields) {
  std::string readable;
  bool is_ascii = append_kebab(readable, fields.title) && !readable.empty();
  std::string hashed = nfc(fields.title) + "\n";
  for (std::size_t i = 0; i < fields.authors.size(); ++i) {
    is_ascii = is_ascii && append_kebab(readable, fields.authors[i]);
    hashed += (i > 0 ? "\n" : "") + nfc(fields.authors[i]);
  }
  if (is_ascii && readable.size() <= kLongestReadableId) return readable;
  std::string id = "a-";
  const std::uint64_t hash = fnv1a(hashed);
  for (int shift = 60; shift > 12; shift -= 4) id += "0123456789abcdef"[hash >> shift & 15];
  return id;
}

std::string known_languages() {
  std::string names;
  for (std::string_view name : kLanguageNames) names += (names.empty() ? "" : ", ") + std::string(name);
  return names;
}

Language choose_language(const ImportOptions& options, std::string_view found, std::u32string_view text,
                         const std::string& name, Remarks& remarks) {
  if (!options.language.empty()) {
    if (const auto given = parse_language(options.language)) return *given;
    throw InputError(name, "unknown language \"" + options.language + "\"; known are " + known_languages());
  }
  if (!found.empty()) {
    const auto said = parse_language(found);
    const bool other = !other_language(found).empty();  // templates often claim one that the text is not in
    if (said && !(other && is_cjk(detect_language(text, Language::kEn)))) return *said;
    if (said) return detect_language(text, *said);
    remarks.add(Remark::Kind::kQuestion, 0,
                "The document says that its language is \"" + std::string(found) + "\"; known are " +
                    known_languages() + ". The language was detected instead.");
  }
  return detect_language(text, parse_language(options.default_language).value_or(Language::kZhHans));
}

std::u32string without_spaces(std::u32string text) {
  std::erase_if(text, [](char32_t c) { return c == ' ' || c == '\n' || c == 0xA0 || c == 0x3000; });
  return text;
}

void take_title(Article& article, Remarks& remarks) {
  std::vector<Block>& blocks = article.blocks;
  std::string& title = article.fields.title;
  const auto is_candidate = [](const Block& block) {
    return block.kind == BlockKind::kHeading && block.level == 1 && block.quote_depth == 0 && block.list_depth == 0 &&
           !block.text().empty();
  };
  const auto heading = std::find_if(blocks.begin(), blocks.end(), is_candidate);
  if (heading == blocks.end()) return;
  std::u32string text = heading->text();
  std::replace(text.begin(), text.end(), U'\n', U' ');
  if (title.empty()) {
    title = encode_utf8(text);
  } else if (heading != blocks.begin() || without_spaces(text) != without_spaces(decode_utf8(title))) {
    return;
  } else {
    remarks.add(Remark::Kind::kDropped, 0, "The first heading repeats the title; it was dropped.");
  }
  if (blocks.size() == 1) return;  // an article has a text
  remarks.field(heading->line, text, "title");
  const bool has_note =
      std::any_of(heading->spans.begin(), heading->spans.end(), [](const Span& span) { return span.note != 0; });
  if (!has_note) {
    article.anchors = std::move(heading->anchors);
    return void(blocks.erase(heading));
  }
  heading->kind = BlockKind::kTitle;  // for its note
  heading->level = 0;
  std::rotate(blocks.begin(), heading, heading + 1);
}

namespace {

// The tag that the manifest or the document has, of an article that is set like English.
void name_language(Article& article, const ImportOptions& options, Remarks& remarks) {
  std::string& tag = article.fields.language;
  if (!options.language.empty()) tag = options.language;
  if (tag.empty()) tag = options.default_language;
  tag = article.language == Language::kEn ? other_language(tag) : std::string();
  if (tag.empty() || has_hyphenation(tag)) return;
  remarks.add(Remark::Kind::kMissing, 0,
              "Words are not hyphenated: there are no patterns for \"" + tag + "\"; the package " +
                  patterns_package(tag) + " may have them.");
}

}  // namespace

void complete(Article& article, const ImportOptions& options, const std::string& name, Remarks& remarks) {
  Fields& fields = article.fields;
  if (fields.title.empty()) {
    fields.title = nfc(std::filesystem::path(name).stem().string());
    remarks.add(Remark::Kind::kMissing, 0, "No title was found; the file name is used.");
  }
  if (fields.id.empty()) fields.id = derive_id(fields);
  name_language(article, options, remarks);
  for (const std::string& section : options.sections) article.sections.push_back(nfc(section));
  article.source = name;
}

}  // namespace lr::pack
