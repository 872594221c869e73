// Importers: one a format, behind one table. A format is two files (pack/import/NAME.h is not needed; NAME.cpp) and a line
// in pack/import/importers.cpp.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "import/account.h"
#include "import/patch.h"

namespace lr::pack {

// What the manifest says about a document; empty fields are for the importer to find.
struct ImportOptions {
  Fields fields;
  std::string language;  // BCP 47, or empty
  std::string encoding;  // "GB18030", …; empty: as import/encoding.h finds it
  std::string default_language = "zh-Hans";
  std::vector<std::string> sections;  // of the contents, the outermost first
  std::string convert;  // "s2t", "t2s", …: into another script (import/conversion.h); empty or "none": as it is
  std::string ruby;  // "rare": readings behind rare characters (import/rare_ruby.h); empty or "none": none
  std::vector<Patch> patches;  // in their order
};

struct ImportResult {
  std::vector<Article> articles;  // one document may hold several
  std::vector<Remark> remarks;
  Account account;  // where every character of the document went
  Balance balance;  // its sums; import_file and import_bytes fill them in, an importer need not
};

// The input is bad: what, where and what to do. Ends the program with exit code 1.
class InputError : public std::exception {
 public:
  // `where` is a file, "file:line" or "file, byte N".
  InputError(std::string where, const std::string& reason)
      : where_bytes_(where.size()), message_(std::move(where) + ": " + reason) {}
  const char* what() const noexcept override { return message_.c_str(); }
  std::string where() const { return message_.substr(0, where_bytes_); }
  std::string reason() const { return message_.substr(where_bytes_ + 2); }

 private:
  std::size_t where_bytes_;
  std::string message_;
};

struct Importer {
  std::string_view name;  // "markdown"
  // How sure this importer is that it should read the file, 0 (not at all) to 100. `extension` is lower case with its dot.
  int (*score)(std::string_view extension, std::string_view head);
  // `bytes` is the whole file: in UTF-8 without a byte order mark, already checked, or as it is where `is_binary`.
  // `name` is for messages.
  ImportResult (*import)(std::string_view bytes, const std::string& name, const ImportOptions& options);
  bool is_binary = false;  // the format has its own idea of characters: a container, a PDF
  bool reads_page_breaks = false;  // U+000C reaches it; for the others it becomes a space
};

std::span<const Importer> importers();

// Adds an importer that is a library of its own (import/pdf/pdf.h); `format` is what readable_formats() calls it. Not
// while imports are running. One of the same name is replaced.
void add_importer(const Importer& importer, std::string_view format);

// "Markdown (.md, .markdown) and …" for messages.
std::string_view readable_formats();

// Reads the file, checks its encoding and gives it to the importer with the highest score.
// Throws InputError: cannot be read, no importer, invalid in its encoding (with the byte), nothing in it.
ImportResult import_file(const std::filesystem::path& file, const ImportOptions& options);

// The same for a file that is already in memory; `name` is what it would be called, its ending counts.
ImportResult import_bytes(std::string bytes, const std::string& name, const ImportOptions& options);

}  // namespace lr::pack
