// An open bundle with what its views ask for: contents, titles, authors, the text of blocks.
#pragma once
#include <libreader/reader.h>
#include <ports/posix/file_source.h>
#include <ports/terminal/symbol_text.h>

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace lrread {

// A line of the contents: an article, or a title that articles stand under.
struct ContentsRow {
  std::uint32_t article;  // or lr::kNoArticle
  int depth;              // from 0
  std::string title;
};

// What the front matter of an article says.
struct Facts {
  std::string authors, date;
};

class Book {
 public:
  // The message says what is wrong, where, and what to do; empty: the bundle is open.
  std::string open(const std::string& path);

  lr::Reader& reader() { return reader_; }
  // For further readers of the same bundle; they do not outlive this.
  lr::Source source() { return file_.source(); }
  lr::terminal::SymbolText& symbols() { return symbols_; }

  // In reading order; every article stands in it.
  const std::vector<ContentsRow>& contents() const { return contents_; }
  const std::string& title() const { return title_; }
  const std::string& article_title(std::uint32_t article) const;
  const Facts& facts(std::uint32_t article);

  // The article before or after one in reading order, or lr::kNoArticle.
  std::uint32_t neighbour(std::uint32_t article, int direction) const;
  // From 1, in reading order; 0: there is no such article.
  std::size_t number_of(std::uint32_t article) const;
  // By id, else by number from 1 in reading order. lr::kNoArticle: there is none.
  std::uint32_t find(const std::string& name);

  // Reading text of a block, without note marks and labels. What is lost to damage is U+FFFD: places are kept.
  std::string unit_text(std::uint32_t unit);
  // How far a stored place lies in its article, in 1/1000.
  std::uint32_t per_mille(const lr::Locator& locator);

 private:
  void read_contents();
  std::string read_text(lr::TextCursor& cursor);

  lr::posix::FileSource file_;
  std::unique_ptr<std::byte[]> workspace_;
  lr::Reader reader_;
  lr::terminal::SymbolText symbols_;
  std::string title_;
  std::vector<ContentsRow> contents_;
  std::vector<std::uint32_t> order_;   // articles in reading order
  std::vector<std::uint32_t> row_of_;  // of each article, in contents_
  std::map<std::uint32_t, Facts> facts_;
};

}  // namespace lrread
