// Corrections of one document that its manifest gives, keyed by quoted text and not by line number, so that they hold
// for a new extraction of the same document. They work on articles as an importer leaves them; only kKeep is for the
// importers, which ask is_kept() before they drop a line or an element.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "../document.h"

namespace lr::pack {

class Remarks;

struct Patch {
  enum class Action : std::uint8_t {
    kKeep,       // the line or element that holds the text is not dropped
    kDrop,       // the text goes; with `until`, all from it to the end of that
    kReplace,    // the text becomes `with`
    kHeading,    // the block that begins with the text, or is it, is a heading of `level`; 0: a paragraph
    kParagraph,  // a paragraph begins with the text
    kJoin,       // the block that begins with the text goes on the block before it
    kArticle,    // an article begins with the block that begins with the text, which is its title
  };
  Action action;
  std::u32string text;         // as it reads in the result; white space and note marks do not count
  std::u32string until, with;  // of kDrop; of kReplace
  std::uint8_t level = 0;      // of kHeading
  bool everywhere = false;     // of kDrop and kReplace: at every place, else there must be just one
  std::string where;           // "manifest.toml:12", for messages
};

// Whether a patch says to keep what holds this text.
bool is_kept(std::u32string_view text, std::span<const Patch> patches);

// In the order of the patches. What changes is accounted. Throws InputError when a text is not found, or at more than
// one place, or not where a block begins.
void apply(std::span<const Patch> patches, std::vector<Article>& articles, Remarks& remarks);

}  // namespace lr::pack
