// A document as an importer leaves it: fields, blocks of runs, notes. Text is Unicode NFC in UTF-32; everything after the
// importers (breaks, alphabet, strikes, bundle writer) works on this and on nothing else.
#pragma once
#include <libreader/bundle/block.h>


#include <cstdint>
#include <string>
#include <vector>

#include "language.h"

namespace lr::pack {

// The styles a stretch of text can have at once; bits of Span::styles. Same values as lr::RunStyle.
using Styles = std::uint8_t;

// A stretch of text in one style. A note mark is a span without text: `note` is the index of the note + 1. `link` is the
// index + 1 of the link of the article that it is part of, 0 for none; kLink is among its styles then.
struct Span {
  std::u32string text;
  Styles styles = 0;
  std::uint32_t note = 0;
  std::uint32_t link = 0;
};

// A paragraph-level piece. Cells of a table row are separated by U+0009, rows and the lines of code or verse by U+000A.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0;        // headings: 1..6; tables: rows that head it
  std::uint8_t quote_depth = 0;  // how many quotes it stands in
  std::uint8_t list_depth = 0;   // how many lists it stands in
  std::u32string label;          // list items and notes: "•", "3." ; not part of the reading text
  int line = 0;                  // of the source, from 1, where it begins; 0 for unknown
  std::vector<Span> spans;
  std::vector<std::string> anchors;  // what links call it, without "#"

  std::u32string text() const;  // reading text: note marks left out
};

// A reference into an article of the bundle. Importers leave the address as the document has it; import_file makes it
// "FILE#anchor" or "article:ID#anchor", both parts decoded, "#anchor" only where there is one (import/addresses.h).
struct Link {
  std::string address;
  int line = 0;  // of the source
};

struct Note {
  std::u32string label;  // as the document calls it; numbered by the packer
  std::vector<Block> blocks;
};

// What an importer recognised of an article besides its body. Empty where unknown.
struct Fields {
  std::string id, title, subtitle, title_en, date, publication, abstract_text, abstract_en;
  std::string reading;  // of the title, in kana
  std::string language;  // BCP 47, where it is none of Language: see other_language()
  std::vector<std::string> authors, affiliations, keywords, translators, editors, authors_en;
};

struct Article {
  Fields fields;  // UTF-8
  Language language = Language::kZhHans;
  std::vector<Block> blocks;
  std::vector<Note> notes;  // in the order of their first mark
  std::vector<Link> links;
  std::vector<std::string> anchors;  // of its beginning
  std::vector<std::string> sections;  // headings of the contents that it stands under, the outermost first
  std::string source;       // file name, for messages
};

// Something that the packer did or could not do, for --report and for people.
struct Remark {
  enum class Kind : std::uint8_t { kRecognised, kDropped, kReplaced, kMissing, kQuestion, kSkipped };
  Kind kind;
  std::string where;  // "file.md:12" or an article id
  std::string what;   // one sentence
};

}  // namespace lr::pack
