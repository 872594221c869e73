// The packer behind pack.h: any source of documents, any output.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "gather.h"
#include "menu_languages.h"
#include "output.h"
#include "search_mode.h"

namespace lr::pack {

// What a bundle is made of besides its documents.
struct Frame {
  const std::string& title;
  Language language;
  const std::vector<StrikeSpec>& strikes;
  std::size_t dictionary_bytes = 0;  // 0: as many as pay
  bool title_search = true;
  SearchMode search = SearchMode::kBlocks;
  bool vertical = false;
  std::vector<std::string> profiles = {};  // that get page tables
  MenuLanguages menus = {};
  std::u32string characters = {};  // of a font pack
  std::string outline = {};        // a family; empty: no outlines
};

// The documents of a manifest, which must outlive them.
Documents documents_of(const Manifest& manifest);

PackResult pack_documents(const Documents& documents, const Frame& frame, const PackOptions& options,
                          const std::filesystem::path& scratch, Output& output);

}  // namespace lr::pack
