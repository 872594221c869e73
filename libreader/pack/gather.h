// The first pass of packing: documents are read, made ready and put aside one after the other; what stays in memory is a
// small record of each, and the symbols of them all.
#pragma once
#include <libreader/pack.h>

#include <functional>

#include "links.h"
#include "spill.h"
#include "symbols.h"

namespace lr::pack {

// What to read: document i of `count`, of bytes(i) bytes.
struct Documents {
  std::size_t count = 0;
  std::function<ImportResult(std::size_t)> import;
  std::function<std::size_t(std::size_t)> bytes;
};

struct Gathered {
  explicit Gathered(const std::filesystem::path& scratch) : spill(scratch), links(scratch) {}  // their folder

  std::vector<ArticleSummary> articles;
  std::vector<DocumentSummary> accounts;  // of the documents that were not skipped
  Spill spill;                               // the same articles
  LinkBook links;                            // of the same articles
  SymbolTable symbols;                       // of them all, numbered in their order
  std::vector<std::uint32_t> first_article;  // that has a symbol; symbols added later have none
  std::vector<Remark> remarks;               // of the documents, then of the packer
  std::size_t skipped = 0;                   // documents
};

// What there is to say of an article; its id may be made unique later.
ArticleSummary summary_of(const Article& article);

// A document that throws InputError is skipped with a remark, unless options.strict. Throws InputError when none is left.
void gather(const Documents& documents, const PackOptions& options, Gathered& to);

// Finds out where links lead; before the spill is read. `numbers` are those of the articles in the bundle.
void settle_links(Gathered& gathered, const std::vector<std::uint32_t>& numbers);

}  // namespace lr::pack
