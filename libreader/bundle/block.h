// Kinds of blocks and styles of runs: numbers that stand in the bundle and mean the same to the packer and the device.
#pragma once
#include <cstdint>

namespace lr {

// Paragraph-level pieces. The front-matter kinds come first in an article and make up its title page; hidden ones are
// carried for lists and export and never laid out.
enum class BlockKind : std::uint8_t {
  kParagraph,
  kHeading,
  kQuote,    // a paragraph inside one or more quotes
  kListItem,
  kCaption,
  kCode,
  kTable,
  kRule,     // a thematic break; no text
  // front matter, in the order they stand in
  kTitle = 16,
  kSubtitle,
  kAuthor,       // one block an author
  kAffiliation,
  kDate,
  kPublication,
  kAbstract,
  kKeyword,      // one block a keyword; hidden from here on
  kTitleEn,
  kAbstractEn,
  kReading,      // of the title
  kTranslator,   // one block each, as the next two
  kEditor,
  kAuthorEn,
  kLanguage,  // the BCP 47 tag of one that ArticleLanguage has no name for
};

// Of a table, added to its number of columns: the first row says what they are, and cells of further rows have labels.
inline constexpr std::uint8_t kHeadedTable = 128;

constexpr bool is_front_matter(BlockKind kind) { return kind >= BlockKind::kTitle; }
constexpr bool is_hidden(BlockKind kind) { return kind >= BlockKind::kKeyword; }

// Bits: a run can have several at once.
enum RunStyle : std::uint8_t {
  kEmphasis = 1,
  kStrong = 2,
  kCodeRun = 4,
  kLink = 8,
  kRubyBase = 16,  // what has a reading
  kRubyText = 32,  // the reading behind it, with its brackets
};

}  // namespace lr
