// Bundles made of articles of other bundles: merged, parted, salvaged. Everything is packed anew, so that the bytes are
// those that packing the documents themselves gives: one alphabet, one text code, no glyph that no text needs.
#pragma once
#include <libreader/pack.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "stored_bundle.h"

namespace lr::pack {

// Throws InputError: the file cannot be read.
std::vector<std::uint8_t> read_file(const std::filesystem::path& file);

// A bundle in memory, opened.
struct LoadedBundle {
  // What an interrupted append left is passed over. Throws InputError: the file cannot be read or opened.
  explicit LoadedBundle(const std::filesystem::path& file);
  LoadedBundle(std::string name, std::vector<std::uint8_t> file_bytes);

  // Throws InputError where any byte does not fit its checksum: what is damaged is to be salvaged first.
  void refuse_damage() const;

  std::vector<std::uint8_t> bytes;
  StoredBundle stored;
};

struct ChosenArticle {
  StoredBundle* bundle = nullptr;
  std::uint32_t index = 0;
};

struct RepackFrame {
  std::string title;
  Language language = Language::kZhHans;
  std::vector<StrikeSpec> strikes;
  BundleChoices choices;
};

// That of all bundles together: title, language and choices of the first, the strikes of them all in order of first use.
RepackFrame frame_of(const std::vector<StoredBundle*>& bundles);

// Packs the articles in their order; blocks that are lost are marked. Throws InputError, as pack() does.
PackResult repack(const std::vector<ChosenArticle>& articles, const RepackFrame& frame, const PackOptions& options,
                  const std::filesystem::path& output);

struct MergeOptions {
  bool replace = false;  // of two articles of one id that differ the later one stays, else they are an error
};

// All articles of all bundles; one that comes again unchanged is taken once. Throws InputError that names both places
// of an id that has two texts.
std::vector<ChosenArticle> merged(const std::vector<StoredBundle*>& bundles, const MergeOptions& options);

}  // namespace lr::pack
