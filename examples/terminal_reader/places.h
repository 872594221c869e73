// Where the reader was, and the bookmarks: a journal in a file of the user's, one for each bundle.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "journal_file.h"

namespace lrread {

class Places {
 public:
  // Opens NAME.journal of the user's folder. The message says why there is none; everything then works, and
  // keeps nothing.
  std::string open(const std::string& name);

  // The last place in an article, and how far it was in 1/1000. false: it was never opened.
  bool last(std::uint64_t article, lr::Bookmark& bookmark);
  // How far that was: 0 … 1000. -1: not noted.
  static int per_mille_of(const lr::Bookmark& bookmark);
  bool last_article(std::uint64_t& article);
  // Notes the last place of an article. When the journal is full, the article that was left longest ago is forgotten.
  lr::Status remember(const lr::Locator& locator, std::uint32_t per_mille);

  // kNoSpace: there are too many bookmarks.
  lr::Status add(const lr::Locator& locator, const std::string& label);
  lr::Status remove(const lr::Bookmark& bookmark);
  const std::vector<lr::Bookmark>& bookmarks() const { return bookmarks_; }

 private:
  lr::Status put(const lr::Bookmark& bookmark);
  void read_all();

  JournalFile file_;
  std::map<std::uint64_t, lr::Bookmark> last_;  // by article
  std::vector<lr::Bookmark> bookmarks_;
};

}  // namespace lrread
