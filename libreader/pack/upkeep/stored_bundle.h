// The articles of a bundle as the documents that they were packed from, so that they can be packed anew: with other
// articles, or without what was lost. A bundle does not keep where in its source a block stood, and of links to the web only the text;
// all else comes back, and packed again gives the same bytes.
#pragma once
#include <libreader/bundle.h>
#include <libreader/pack/document.h>
#include <libreader/pack/manifest.h>

#include <array>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "../menu_languages.h"
#include "article_records.h"

namespace lr::pack {

struct StoredDocument {
  Article article;
  std::vector<std::string> lost;       // what could not be read, for people: "block 3", "note 2", …
  std::size_t lost_blocks = 0;         // in body and notes
  std::size_t unknown_characters = 0;  // symbols that stand for nobody knows what: U+FFFD
};

// What its manifest chose.
struct BundleChoices {
  std::size_t dictionary_bytes = 0;
  bool title_search = true;
  SearchMode search = SearchMode::kBlocks;
  bool vertical = false;
  std::vector<std::string> profiles;
  MenuLanguages menus = {};
  std::string outline;  // a family; empty: none
};

class StoredBundle {
 public:
  // `bytes` outlives this. Throws InputError that names the file: it cannot be opened.
  StoredBundle(std::string name, std::span<const std::uint8_t> bytes);
  StoredBundle(const StoredBundle&) = delete;  // its parts point into each other
  StoredBundle& operator=(const StoredBundle&) = delete;

  const std::string& name() const { return name_; }
  std::uint32_t articles() const { return bundle_.articles(); }
  std::string title();
  Language language() const { return language_; }
  const std::vector<StrikeSpec>& strikes() const { return strikes_; }
  const BundleChoices& choices() const { return choices_; }

  // Its id; empty where that is lost.
  std::string id(std::uint32_t index);

  // A run of blocks that are lost is one paragraph that says how many they were, in the language of the article; so is
  // a note. Where a part of a block is lost, a mark stands. Throws InputError: the article's own record is lost.
  // Several threads may call it.
  StoredDocument read(std::uint32_t index);
  // About as many as its text takes in UTF-8; 0 where that is lost.
  std::size_t text_bytes(std::uint32_t index);
  // Blocks of its body, and notes; 0 likewise.
  std::size_t blocks(std::uint32_t index);

  // Records of links that cannot be read; the text of these links is there.
  std::size_t lost_links() const { return lost_links_; }
  // What links to it begin with: "article:ID".
  std::string address(std::uint32_t index);

 private:
  void read_meta(std::span<const std::uint8_t> bytes);
  void read_strikes();
  void read_sections();
  void read_links();
  std::u32string text_of(Symbol symbol);
  std::string title_of(const NavigationItem& item);

  std::string name_;
  std::mutex reading_;
  std::array<Storage::Page, 16> pages_;
  Bundle bundle_;
  std::vector<std::optional<ArticleRecord>> records_;
  Language language_ = Language::kZhHans;
  std::vector<StrikeSpec> strikes_;
  BundleChoices choices_;
  std::vector<std::vector<std::string>> sections_;  // the titles of the contents that each article stands under
  std::vector<std::string> titles_;    // of each article there
  std::vector<lr::Link> links_;        // those that can be read, in their order
  std::size_t lost_links_ = 0;

  friend class DocumentReader;
};

}  // namespace lr::pack
