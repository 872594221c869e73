// The packer: documents in, one bundle out. Host only; may allocate and throw.
//
// Memory does not grow with the bundle but by a small record an article: text waits on the disk between the passes over it
// (in the folder that TMPDIR names, or else beside the output), about as many bytes as the documents have, and half as
// many again. A single document is read whole, because recovery looks at the whole of it: that takes some ten times its
// bytes (measured with texts of 6 MB), so a text of 300 MB takes some 3 GB. Large documents are not read at the same time.
#pragma once
#include <libreader/pack/dates.h>
#include <libreader/pack/import.h>
#include <libreader/pack/manifest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lr::pack {

struct PackOptions {
  unsigned threads = 0;  // 0: as many as the machine has. Changes the time only, never the bytes.
  bool strict = false;   // a document that cannot be read stops the packing; else it is skipped, with a remark
  // Called from the packing thread, often: what is being done, how much of it, of how much. What it throws stops the
  // packing and comes out of pack(); nothing is left behind.
  std::function<void(const std::string& stage, std::size_t done, std::size_t total)> progress;
};

// What there is to say of a packed article, for --report.
struct ArticleSummary {
  std::string id, source, title;
  std::vector<std::string> sections;  // of the contents, the outermost first
  std::string reading;               // of the title, in kana
  std::vector<std::string> authors;
  CalendarDate date;
  Language language = Language::kZhHans;
  std::string other_language;  // Fields::language
  std::size_t blocks = 0, headings = 0, notes = 0, code_points = 0;
};

// What became of the characters of a document.
struct DocumentSummary {
  std::string source;
  Balance balance;
};

struct PackResult {
  std::vector<std::uint8_t> bundle;  // empty where it was written to a file
  std::uint64_t bytes = 0;           // of the bundle
  std::vector<Remark> remarks;
  std::vector<ArticleSummary> articles;
  std::vector<DocumentSummary> accounts;  // of the documents that were not skipped, in their order
  std::size_t documents = 0;         // that were to be packed
  std::size_t skipped = 0;           // of them; each has a remark of Kind::kSkipped
};

// Imports, prepares, draws, writes, then opens the result with the device's own code and compares every text, note and
// picture with what went in. Throws InputError (bad input: a person can mend it; with several documents only when none
// can be read) and std::logic_error (the comparison failed: a defect of libreader; nothing is returned).
PackResult pack(const Manifest& manifest, const PackOptions& options = {});

// The same into a file, as write_file writes: it has its name when all was compared, and not before.
PackResult pack_to_file(const Manifest& manifest, const std::filesystem::path& file, const PackOptions& options = {});

// The same for articles that were imported already; one that does not fit is an error. Without strikes the bundle holds
// text only; it has no menus.
PackResult pack_articles(std::vector<Article> articles, const std::string& title, Language language,
                         const std::vector<StrikeSpec>& strikes, const PackOptions& options = {},
                         SearchMode search = SearchMode::kBlocks);

// Writes a file so that a crash leaves the old one or the new one: temporary name, sync, rename. Throws InputError.
void write_file(const std::filesystem::path& file, std::span<const std::uint8_t> bytes);

}  // namespace lr::pack
