// The prepared articles of a bundle, put aside on the disk: written once, in order, read in every later pass over the
// text (the text code is learned, the text is encoded, the bundle is proved) by several threads at once.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "scratch.h"
#include "stored_article.h"

namespace lr::pack {

class Spill {
 public:
  explicit Spill(const std::filesystem::path& folder) : bytes_(folder) {}

  void add(const StoredArticle& article);
  // Of all articles; they are known when the last was added.
  void set_links(std::vector<std::vector<StoredLink>> links) { links_ = std::move(links); }
  std::size_t articles() const { return places_.size(); }
  // Safe to call from several threads once the last was added.
  StoredArticle read(std::size_t article) const;
  // How much memory read() takes, about.
  std::size_t bytes_of(std::size_t article) const;

 private:
  struct Place {
    std::uint64_t offset;
    std::uint32_t symbols, notes;
    std::uint64_t units_bytes;
  };

  std::vector<Place> places_;
  std::vector<std::vector<StoredLink>> links_;
  Scratch bytes_;
};

}  // namespace lr::pack
