// The table of importers, and what every file goes through before one of them sees it: encoding, line ends, controls,
// NFC.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "../import.h"
#include "addresses.h"
#include "characters.h"
#include "conversion.h"
#include "encoding.h"
#include "rare_ruby.h"
#include "remarks.h"
#include "terminal_codes.h"
#include "utf.h"

namespace lr::pack {

extern const Importer kDocx;
extern const Importer kEpub;
extern const Importer kHtml;
extern const Importer kMarkdown;
extern const Importer kPlainText;

namespace {

std::vector<Importer>& table() {
  static std::vector<Importer> importers = {kMarkdown, kPlainText, kHtml, kEpub, kDocx};
  return importers;
}

std::string& formats() {
  static std::string names = "Markdown (.md, .markdown), HTML (.html, .htm, .xhtml), EPUB (.epub), Word (.docx) and plain text (.txt)";
  return names;
}

constexpr std::size_t kHeadBytes = 64 * 1024;  // what a score is told by

std::string read_bytes(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) throw InputError(file.string(), "does not exist");
  if (std::filesystem::is_directory(file, error)) throw InputError(file.string(), "is a folder; expected a file");
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.good() && !in.eof()) throw InputError(file.string(), "cannot be read; check its permissions");
  return bytes;
}

constexpr std::string_view kPageBreak = "A page break was replaced by a space.";

// Line ends become U+000A, other controls go, page breaks stay for now; NFC.
std::string clean(const std::string& bytes, Remarks& remarks) {
  std::u32string text;
  int line = 1;
  bool after_cr = false;
  int codes = 0;
  for (char32_t c : without_terminal_codes(decode_utf8(bytes), codes)) {
    const bool second_half = after_cr && c == '\n';
    after_cr = c == '\r';
    if (second_half) continue;
    if (c == '\r' || c == 0x85 || c == 0x2028) c = '\n';
    line += c == '\n' || c == 0x2029;
    if (c == 0x2029) {
      text += U"\n\n";
    } else if (c == '\f') {
      text += c;
    } else if (c == '\v') {
      text += ' ';
      remarks.add(Remark::Kind::kReplaced, line, kPageBreak);
    } else if (is_stray_control(c)) {
      remarks.add(Remark::Kind::kDropped, line, "A control character was dropped.");
    } else {
      text += c;
    }
  }
  if (codes > 0)
    remarks.add(Remark::Kind::kDropped, 0, "Codes for a terminal were dropped between the characters, " + std::to_string(codes) + " of them.");
  return encode_utf8(nfc(text));
}

std::string without_page_breaks(std::string text, Remarks* remarks) {
  int line = 1;
  for (char& c : text) {
    line += c == '\n';
    if (c != '\f') continue;
    c = ' ';
    if (remarks != nullptr) remarks->add(Remark::Kind::kReplaced, line, kPageBreak);
  }
  return text;
}

std::string extension_of(const std::string& name) {
  std::string extension = std::filesystem::path(name).extension().string();
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return extension;
}

// Of those that read text, or of those that read bytes; nullptr for none.
const Importer* find_importer(const std::string& name, std::string_view bytes, bool is_binary) {
  const std::string extension = extension_of(name);
  const Importer* best = nullptr;
  int best_score = 0;
  for (const Importer& importer : importers()) {
    if (importer.is_binary != is_binary) continue;
    const int score = importer.score(extension, bytes.substr(0, kHeadBytes));
    if (score > best_score) {
      best = &importer;
      best_score = score;
    }
  }
  return best;
}

const Importer& text_importer(const std::string& name, std::string_view text) {
  if (const Importer* best = find_importer(name, text, false); best != nullptr) return *best;
  const std::string extension = extension_of(name);
  throw InputError(name, "files " + (extension.empty() ? "of this kind" : "with the ending " + extension) +
                             " cannot be read; what can is " + std::string(readable_formats()));
}

// Tells a person of what the importer lost or made up. It should never have to.
void say_unbalanced(const Balance& balance, Remarks& remarks) {
  const auto say = [&](const std::u32string& text, const char* what) {
    constexpr std::size_t kShown = 40;
    if (text.empty()) return;
    remarks.add(Remark::Kind::kMissing, 0, std::to_string(text.size()) + what + encode_utf8(text.substr(0, kShown)) +
                                               (text.size() > kShown ? "…" : "") +
                                               ". This is a defect of the importer; please report it.");
  };
  say(balance.lost, " characters of the document are nowhere in the result, for no known reason: ");
  say(balance.invented, " characters of the result are not in the document: ");
}

// A PDF comes this far only where no importer for it was added.
void refuse_pdf(const std::string& name, std::string_view bytes) {
  if (extension_of(name) != ".pdf" && !bytes.starts_with("%PDF-")) return;
  throw InputError(name,
                   "is a PDF, and support for PDF is not built into this program; build it with libpoppler-cpp-dev "
                   "installed and -DLIBREADER_PDF=ON, or convert the file with pdftotext and import the text");
}

bool is_blank(std::string_view bytes) {
  const std::u32string text = decode_utf8(bytes);
  return std::all_of(text.begin(), text.end(), [](char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B);
  });
}

}  // namespace

std::span<const Importer> importers() { return table(); }

void add_importer(const Importer& importer, std::string_view format) {
  std::vector<Importer>& all = table();
  const auto known = std::find_if(all.begin(), all.end(), [&](const Importer& one) { return one.name == importer.name; });
  if (known != all.end()) {
    *known = importer;
    return;
  }
  all.push_back(importer);
  formats() = std::string(format) + ", " + formats();
}

std::string_view readable_formats() { return formats(); }

ImportResult import_bytes(std::string bytes, const std::string& name, const ImportOptions& options) {
  Remarks remarks(name);
  ImportResult result;
  if (const Importer* importer = find_importer(name, bytes, true); importer != nullptr) {
    result = importer->import(bytes, name, options);
  } else {
    // The name decides before the contents are looked at: a picture is better called a picture than invalid UTF-8.
    refuse_pdf(name, bytes);
    static_cast<void>(text_importer(name, {}));
    std::string text = clean(to_utf8(std::move(bytes), name, options.encoding, remarks), remarks);
    const std::string plain = without_page_breaks(text, nullptr);
    if (is_blank(plain)) throw InputError(name, "has no text");
    const Importer& chosen = text_importer(name, plain);
    if (!chosen.reads_page_breaks) text = without_page_breaks(std::move(text), &remarks);
    result = chosen.import(text, name, options);
  }
  std::erase_if(result.articles, [](const Article& article) { return article.blocks.empty(); });
  if (result.articles.empty()) throw InputError(name, "has no text");
  apply(options.patches, result.articles, remarks);
  complete_addresses(result.articles, name);
  name_headings(result.articles);
  convert(result.articles, options, remarks);
  add_rare_ruby(result.articles, options, remarks);
  std::vector<Passage> changed = remarks.take_account().passages;
  std::vector<Passage>& passages = result.account.passages;
  passages.insert(passages.end(), std::make_move_iterator(changed.begin()), std::make_move_iterator(changed.end()));
  result.balance = audit(result.articles, result.account);
  say_unbalanced(result.balance, remarks);
  std::vector<Remark> all = remarks.take();
  all.insert(all.end(), std::make_move_iterator(result.remarks.begin()), std::make_move_iterator(result.remarks.end()));
  result.remarks = std::move(all);
  return result;
}

ImportResult import_file(const std::filesystem::path& file, const ImportOptions& options) {
  return import_bytes(read_bytes(file), file.string(), options);
}

}  // namespace lr::pack
