// An EPUB as its parts: what the package says of the book, its documents in their order, its table of contents.
// epub_package.cpp and epub_contents.cpp read them, epub.cpp puts them together.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../document.h"
#include "container.h"
#include "html_tree.h"
#include "remarks.h"

namespace lr::pack {

// What a document is for, where the book says so.
enum class EpubRole : std::uint8_t { kText, kCover, kTitlePage, kContents, kNotes };

struct EpubSpineItem {
  std::string path;
  bool is_linear = true;
};

struct EpubPackage {
  std::string path;
  Fields fields;
  std::string language;  // empty: the package does not say
  std::vector<EpubSpineItem> spine;
  std::string nav, ncx;                   // paths; empty if there is none
  std::map<std::string, EpubRole> roles;  // of paths that the guide names
};

// Throws InputError: no package, a package that cannot be read, a book that is protected.
EpubPackage read_package(Container& container, Remarks& remarks);

// The path that `href` in the document at `base` means, with its percent signs decoded; what follows "#" goes into
// `fragment`. Empty for addresses outside the book.
std::string resolve_href(std::string_view base, std::string_view href, std::string& fragment);

struct EpubContentsEntry {
  int depth = 1;
  std::u32string label;
  std::string path, fragment;
};

// From the navigation document, else from the NCX. Roles that the landmarks name are added to the package.
std::vector<EpubContentsEntry> read_contents(const Container& container, EpubPackage& package, Remarks& remarks);

// A document of the spine, parsed.
struct EpubDocument {
  std::string path, id;  // "d7": what its place in the page of the book is called
  bool is_linear = true;
  EpubRole role = EpubRole::kText;
  std::unique_ptr<HtmlTree> tree;
  const GumboNode* body = nullptr;

  bool is_dropped() const { return role == EpubRole::kCover || role == EpubRole::kTitlePage || role == EpubRole::kContents; }
};

bool has_word(std::string_view words, std::string_view wanted);  // words are separated by spaces
bool has_type(const GumboNode* node, std::string_view type);  // epub:type, or the role "doc-" + type

}  // namespace lr::pack
