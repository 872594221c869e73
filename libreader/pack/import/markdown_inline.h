// Makes the spans of one block from what stands inside it: text, styles, links, notes and the HTML that people write
// into Markdown. Knows nothing of blocks, and of cmark-gfm nothing either.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../document.h"
#include "html.h"
#include "remarks.h"

namespace lr::pack {

class InlineBuilder {
 public:
  // `mend_emphasis`: take "**" that Markdown left standing next to CJK punctuation for what its author meant.
  InlineBuilder(Language language, Remarks& remarks, bool mend_emphasis)
      : language_(language), remarks_(remarks), mend_emphasis_(mend_emphasis) {}

  void set_line(int line) { line_ = line; }               // for remarks
  Remarks& remarks() { return remarks_; }
  void set_heading(bool heading) { heading_ = heading; }  // no link targets in headings
  void set_cell(bool cell) { cell_ = cell; }              // no line breaks in table cells

  void text(std::string_view utf8);
  void put_added(std::u32string_view text, std::string_view why);  // text that the document does not have
  void code(std::string_view utf8);
  void soft_break();
  void hard_break();
  void html(std::string_view raw);  // one tag or comment
  void open_style(RunStyle style) { ++depth_[index_of(style)]; }
  void close_style(RunStyle style);
  void begin_base();     // of a ruby: the text up to begin_reading() is its base
  void begin_reading();  // the reading follows, up to end_ruby()
  void end_ruby();
  void open_link(std::string url);
  void close_link();
  void anchor(std::string name);  // a name that links call the block by, or the next one that has text
  void missing_picture();  // its description follows as text
  void struck_text();
  void note_mark(std::uint32_t mark);  // index of the note + 1

  bool has_text() const;
  std::vector<Span> finish();  // and begin anew
  std::vector<std::string> take_anchors() { return std::exchange(anchors_, {}); }
  std::vector<pack::Link> take_links() { return std::move(targets_); }  // those that spans name, of all blocks

 private:
  struct OpenLink {
    std::string url;
    std::size_t start = 0;  // in raw_
    bool is_web = false;
  };

  static std::size_t index_of(RunStyle style);
  Styles styles() const;
  void put(std::u32string_view text);
  void simple_tag(const HtmlTag& tag);
  void ruby_tag(const HtmlTag& tag);
  void shift_tag(const HtmlTag& tag);
  void link_tag(const HtmlTag& tag, std::string_view raw);
  void dropped_tag(const HtmlTag& tag);
  std::u32string text_since(std::size_t start) const;
  void style_link(std::size_t start, bool ends_at_mark, std::uint32_t link = 0);
  void close_inner_link(const OpenLink& link);

  Language language_;
  Remarks& remarks_;
  bool mend_emphasis_;
  int line_ = 0;
  bool heading_ = false, cell_ = false;

  std::vector<Span> raw_;
  int depth_[6] = {};  // how often each style is open
  std::vector<OpenLink> links_;
  std::vector<pack::Link> targets_;
  std::vector<std::string> anchors_;
  std::vector<std::size_t> shifts_;                // where each open <sup> or <sub> began in raw_
  bool in_reading_ = false, in_fallback_ = false;  // inside <rt>, <rp>
};

}  // namespace lr::pack
