// Turns blocks into units of tokens.
#include "prepare.h"

#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>

#include "import/utf.h"
#include "ruby.h"
#include "soft_hyphens.h"
#include "strikes/characters.h"
#include "table_labels.h"

namespace lr::pack {
namespace {

// Superscript figures, so that a note mark needs no second strike (U+2070 and its like, U+00B9, U+00B2, U+00B3).
std::u32string superscript(std::size_t number) {
  std::u32string text;
  for (const char digit : std::to_string(number)) text += kRaisedFigures[digit - '0'];
  return text;
}

std::u32string digits(std::size_t number) {
  const std::string text = std::to_string(number);
  return {text.begin(), text.end()};
}

// What stands at the place that a note belongs to, and before the note itself: a number, or the sign of a title note, which
// has none.
bool is_signed(const Note& note) { return note.label == U"*"; }

std::u32string mark_of(const std::vector<Note>& notes, std::size_t number) {
  return number <= notes.size() && is_signed(notes[number - 1]) ? notes[number - 1].label : superscript(number);
}

class UnitBuilder {
 public:
  UnitBuilder(Language language, std::string_view tag, SymbolTable& symbols, const std::vector<Note>& notes)
      : language_(language), tag_(tag), symbols_(symbols), notes_(notes) {}

  PreparedUnit build(Block block) {
    unit_ = {};
    unit_.kind = block.kind;
    unit_.level = block.level;
    unit_.quote_depth = block.quote_depth;
    unit_.list_depth = block.list_depth;
    unit_.anchors = std::move(block.anchors);
    if (block.kind == BlockKind::kTable) unit_.level = columns(block);
    if (!block.label.empty()) add_span(block.label, kLabelSpan);
    add_text(block);
    return std::move(unit_);
  }

 private:
  static std::uint8_t columns(const Block& table) {
    const std::u32string text = table.text(), first_row = text.substr(0, text.find(U'\n'));
    const auto count = std::min<std::ptrdiff_t>(1 + std::count(first_row.begin(), first_row.end(), U'\t'), 32);
    return static_cast<std::uint8_t>(count + (table.level > 0 ? kHeadedTable : 0));
  }

  // The breaks are those of the reading text: marks do not change them.
  void add_text(Block& block) {
    const std::vector<std::uint32_t> hyphens = take_soft_hyphens(block, tag_);
    auto hyphen = hyphens.begin();
    const std::u32string text = block.text();
    const std::vector<TableLabel> labels = table_labels(block, text, language_);
    auto label = labels.begin();
    const std::vector<Styles> ruby = ruby_styles(block.spans);
    const BreakAnalysis analysis = analyse_breaks(text, language_);
    std::size_t at = 0;
    for (const Span& span : block.spans) {
      if (span.note != 0) {
        unit_.marks.push_back(span.note - 1);
        add_span(mark_of(notes_, span.note), kNoteMarkSpan);
        continue;
      }
      const std::size_t end = at + span.text.size();
      if (span.link != 0) add_link(span.link - 1, at, span.text.size());
      while (at < end) {  // a cluster takes the style of its first code point
        std::size_t length = 1;
        while (at + length < text.size() && !analysis.cluster_start[at + length] &&
               length < format::kMaxClusterCodePoints)
          ++length;
        for (; label != labels.end() && label->before <= at; ++label) add_span(label->text, kLabelSpan);
        const auto styles = static_cast<Styles>((span.styles & ~kRubyStyles) | ruby[at]);
        const bool parts = hyphen != hyphens.end() && *hyphen == at && analysis.cluster_start[at];
        if (hyphen != hyphens.end() && *hyphen < at + length) ++hyphen;
        if (parts) add_cluster({&kSoftHyphen, 1}, Form::kNarrow, Opportunity::kEmergency, styles);
        add_cluster(std::u32string_view(text).substr(at, length), analysis.form[at],
                    parts ? Opportunity::kAlways : analysis.before[at], styles);
        at += length;
      }
    }
    unit_.code_points = static_cast<std::uint32_t>(text.size());
  }

  // Spans of one link follow each other where only their styles differ.
  void add_link(std::uint32_t link, std::size_t first, std::size_t length) {
    std::vector<UnitLink>& links = unit_.links;
    if (!links.empty() && links.back().link == link && links.back().first + links.back().length == first) {
      links.back().length += static_cast<std::uint32_t>(length);
    } else if (length > 0) {
      links.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(length), link});
    }
  }

  void add_cluster(std::u32string_view cluster, Form form, Opportunity before, Styles styles) {
    const std::uint32_t symbol = symbols_.intern(cluster, form, language_);
    symbols_.count(symbol, 1);
    const auto code_points = static_cast<std::uint8_t>(symbols_.key(symbol).text().size());
    unit_.tokens.push_back({symbol, before, styles, 0, false, false, code_points});
  }

  void add_span(const std::u32string& text, Control control) {
    const BreakAnalysis analysis = analyse_breaks(text, language_);
    for (std::size_t i = 0, end = 0; i < text.size(); i = end) {
      for (end = i + 1; end < text.size() && !analysis.cluster_start[end] && end - i < format::kMaxClusterCodePoints;) ++end;
      const std::uint32_t symbol = symbols_.intern(text.substr(i, end - i), analysis.form[i], language_);
      symbols_.count(symbol, 1);
      const bool first = i == 0, last = end == text.size();
      unit_.tokens.push_back({symbol, Opportunity::kNever, 0, static_cast<std::uint8_t>(control), first, last, 0});
    }
  }

  Language language_;
  std::string_view tag_;  // Fields::language
  SymbolTable& symbols_;
  const std::vector<Note>& notes_;
  PreparedUnit unit_;
};

Block field_block(BlockKind kind, const std::string& text) {
  Block block;
  block.kind = kind;
  block.spans.push_back({decode_utf8(text), 0, 0});
  return block;
}

// A title that has a note mark is the first block of the article; the field has its text only.
bool has_marked_title(const Article& article) {
  return !article.blocks.empty() && article.blocks.front().kind == BlockKind::kTitle;
}

// The title page and the hidden fields, in the order of their kinds.
std::vector<Block> front_matter(const Article& article) {
  const Fields& fields = article.fields;
  std::vector<Block> blocks;
  const auto add = [&](BlockKind kind, const std::string& text) {
    if (!text.empty()) blocks.push_back(field_block(kind, text));
  };
  if (has_marked_title(article)) {
    blocks.push_back(article.blocks.front());
  } else {
    add(BlockKind::kTitle, fields.title);
  }
  add(BlockKind::kSubtitle, fields.subtitle);
  for (const std::string& author : fields.authors) add(BlockKind::kAuthor, author);
  for (const std::string& affiliation : fields.affiliations) add(BlockKind::kAffiliation, affiliation);
  add(BlockKind::kDate, fields.date);
  add(BlockKind::kPublication, fields.publication);
  add(BlockKind::kAbstract, fields.abstract_text);
  for (const std::string& keyword : fields.keywords) add(BlockKind::kKeyword, keyword);
  add(BlockKind::kTitleEn, fields.title_en);
  add(BlockKind::kAbstractEn, fields.abstract_en);
  add(BlockKind::kReading, fields.reading);
  for (const std::string& translator : fields.translators) add(BlockKind::kTranslator, translator);
  for (const std::string& editor : fields.editors) add(BlockKind::kEditor, editor);
  for (const std::string& author : fields.authors_en) add(BlockKind::kAuthorEn, author);
  add(BlockKind::kLanguage, fields.language);
  return blocks;
}

}  // namespace

std::vector<PreparedNote> prepare(Article& article, SymbolTable& symbols,
                                  const std::function<void(Part, const PreparedUnit&)>& take) {
  UnitBuilder builder(article.language, article.fields.language, symbols, article.notes);
  for (const Block& block : front_matter(article)) take(Part::kFront, builder.build(block));
  for (std::size_t i = has_marked_title(article) ? 1 : 0; i < article.blocks.size(); ++i) {
    take(Part::kBody, builder.build(article.blocks[i]));
    article.blocks[i].spans = {};
  }
  std::vector<PreparedNote> notes;
  std::uint32_t units = 0;
  for (std::size_t i = 0; i < article.notes.size(); ++i) {
    const Note& note = article.notes[i];
    bool labelled = false;
    for (Block block : note.blocks) {
      if (!labelled && block.label.empty()) block.label = is_signed(note) ? note.label : digits(i + 1) + U".";
      labelled = true;
      take(Part::kNotes, builder.build(block));
    }
    const auto count = static_cast<std::uint32_t>(note.blocks.size());
    notes.push_back({units, count});
    units += count;
  }
  take(Part::kListing, prepare_line(decode_utf8(article.fields.title), article.language, symbols));
  return notes;
}

PreparedUnit prepare_line(const std::u32string& text, Language language, SymbolTable& symbols) {
  Block block;
  block.kind = BlockKind::kTitle;
  block.spans.push_back({text, 0, 0});
  return UnitBuilder(language, {}, symbols, {}).build(block);
}

}  // namespace lr::pack
