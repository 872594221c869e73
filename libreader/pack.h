// The packer: documents in, one bundle out. Host only; may allocate and throw.
#pragma once
#include <libreader/pack/import.h>
#include <libreader/pack/manifest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lr::pack {

struct PackOptions {
  unsigned threads = 0;  // 0: as many as the machine has. Changes the time only, never the bytes.
  // Called from the packing thread: what is being done, how much of it, of how much.
  std::function<void(const std::string& stage, std::size_t done, std::size_t total)> progress;
};

struct PackResult {
  std::vector<std::uint8_t> bundle;
  std::vector<Remark> remarks;
  std::vector<Article> articles;  // what was packed, for --report
};

// Imports, prepares, draws, writes, then opens the result with the device's own code and compares every text, note and
// picture with what went in. Throws InputError (bad input: a person can mend it) and std::logic_error (the comparison
// failed: a defect of libreader; nothing is returned).
PackResult pack(const Manifest& manifest, const PackOptions& options = {});

// The same for articles that were imported already. Without strikes the bundle holds text only.
PackResult pack_articles(std::vector<Article> articles, const std::string& title, Language language,
                         const std::vector<StrikeSpec>& strikes, const PackOptions& options = {});

// Writes a file so that a crash leaves the old one or the new one: temporary name, sync, rename. Throws InputError.
void write_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

}  // namespace lr::pack
