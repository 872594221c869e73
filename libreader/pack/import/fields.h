// What an article has beside its body: fields found in the document and given by the manifest become one set, with a
// stable id and a language.
#pragma once
#include <string>
#include <string_view>

#include "../import.h"
#include "remarks.h"

namespace lr::pack {

// The manifest's fields where it has any, else those found in the document.
Fields merge(const Fields& given, const Fields& found);

// "a-title-like-this" for ASCII titles, "a-0123456789ab" (a hash of title and authors) for others. It stays when
// the document moves, its file is renamed or its body is edited.
std::string derive_id(const Fields& fields);

// The language of a document: what the manifest says, else what the document says of itself (`found`), else by its
// text. Throws InputError naming the known languages when the manifest's is not one of them.
Language choose_language(const ImportOptions& options, std::string_view found, std::u32string_view text,
                         const std::string& name, Remarks& remarks);

// The first heading of level 1 is the title, unless the title is known; then a first heading that repeats it goes.
void take_title(Article& article, Remarks& remarks);

// "a b" to "ab": for comparing texts.
std::u32string without_spaces(std::u32string text);

// "zh-Hans, zh-Hant, …" for messages.
std::string known_languages();

// Title from the file name where there is none, id, section, source.
void complete(Article& article, const ImportOptions& options, const std::string& name, Remarks& remarks);

}  // namespace lr::pack
