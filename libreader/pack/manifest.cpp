// What goes into a bundle: a TOML manifest read, or one made up for files and folders. Does not read the documents.
#include "manifest.h"

#include <libreader/font/strike_format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "character_sets.h"
#include "import/encoding.h"
#include "import/fields.h"
#include "import/script_converter.h"
#include "import/toml_text.h"
#include "import/utf.h"

namespace lr::pack {
namespace {

namespace fs = std::filesystem;

constexpr int kSmallestPpem = 8;
constexpr int kLargestPpem = 96;
constexpr int kLargestScalablePpem = 48;  // its pictures are twice as large

std::string in_ticks(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string_view name_of_type(toml::node_type type) {
  switch (type) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "text";
    case toml::node_type::integer: return "a number";
    case toml::node_type::floating_point: return "a number with a point";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
    default: return "nothing";
  }
}

// One table of the manifest: takes values by key, and complains about those that nobody took.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string name, const std::string& file)
      : table_(table), name_(std::move(name)), file_(file) {}

  std::string where(const toml::node& node) const { return file_ + ":" + std::to_string(node.source().begin.line); }
  std::string where() const { return where(table_); }
  std::string where(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return node == nullptr ? where() : where(*node);
  }

  bool has(std::string_view key) const { return table_.contains(key); }

  std::string text(std::string_view key) {
    const toml::node* node = take(key);
    return node == nullptr ? std::string() : text_of(*node, key);
  }

  // Text, or a date, which TOML has a notation for.
  std::string date(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return {};
    const auto date = node->value_exact<toml::date>();
    if (!date) return text_of(*node, key);
    std::ostringstream out;
    out << *date;
    return out.str();
  }

  // A list of texts; one text alone is a list of one.
  std::vector<std::string> texts(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return {};
    if (node->is_string()) return {text_of(*node, key)};
    const toml::array* array = node->as_array();
    if (array == nullptr) fail_type(*node, key, "a list of texts");
    std::vector<std::string> all;
    for (const toml::node& item : *array) all.push_back(text_of(item, key));
    return all;
  }

  int number(std::string_view key, std::string_view expected, bool (*is_good)(std::int64_t)) {
    const toml::node* node = take(key);
    if (node == nullptr)
      throw InputError(where(), name_ + " has no " + in_ticks(key) + "; expected " + std::string(expected));
    const auto value = node->value_exact<std::int64_t>();
    if (!value) fail_type(*node, key, expected);
    if (!is_good(*value)) {
      throw InputError(where(*node),
                       in_ticks(key) + ": expected " + std::string(expected) + ", found " + std::to_string(*value));
    }
    return static_cast<int>(*value);
  }

  // 0 where there is none.
  std::size_t bytes(std::string_view key) {
    constexpr std::int64_t kMost = std::int64_t{1} << 24;
    if (!table_.contains(key)) {
      known_.emplace(key);
      return 0;
    }
    return static_cast<std::size_t>(
        number(key, "a number of bytes, 1 to 16777216", [](std::int64_t value) { return value > 0 && value <= kMost; }));
  }

  // false where there is none.
  bool flag(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return false;
    const auto value = node->value_exact<bool>();
    if (!value) fail_type(*node, key, "true or false");
    return *value;
  }

  // The tables of `[[key]]`.
  std::vector<TableReader> tables(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return {};
    const std::string title = "[[" + std::string(key) + "]]";
    const toml::array* array = node->as_array();
    if (array == nullptr) fail_type(*node, key, "tables " + title);
    std::vector<TableReader> all;
    for (const toml::node& item : *array) {
      if (!item.is_table()) fail_type(item, key, "tables " + title);
      all.emplace_back(*item.as_table(), title, file_);
    }
    return all;
  }

  std::optional<TableReader> table(std::string_view key) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is_table()) fail_type(*node, key, "a table [" + std::string(key) + "]");
    return TableReader(*node->as_table(), "[" + std::string(key) + "]", file_);
  }

  void finish() const {
    for (const auto& [key, node] : table_) {
      if (known_.contains(key.str())) continue;
      std::string expected;
      for (const std::string& one : known_) expected += (expected.empty() ? "" : ", ") + one;
      throw InputError(where(node),
                       "unknown key in " + name_ + ": expected one of " + expected + "; found " + in_ticks(key.str()));
    }
  }

 private:
  const toml::node* take(std::string_view key) {
    known_.emplace(key);
    return table_.get(key);
  }

  std::string text_of(const toml::node& node, std::string_view key) const {
    const auto text = node.value_exact<std::string>();
    if (!text) fail_type(node, key, "text");
    return *text;
  }

  [[noreturn]] void fail_type(const toml::node& node, std::string_view key, std::string_view expected) const {
    throw InputError(where(node), in_ticks(key) + ": expected " + std::string(expected) + ", found " +
                                      std::string(name_of_type(node.type())));
  }

  const toml::table& table_;
  std::string name_;
  const std::string& file_;
  std::set<std::string, std::less<>> known_;
};

std::string language_of(TableReader& table) {
  std::string language = table.text("language");
  if (!language.empty() && !parse_language(language)) {
    throw InputError(table.where("language"),
                     "`language`: expected one of " + known_languages() + "; found \"" + language + "\"");
  }
  return language;
}

std::string encoding_of(TableReader& table) {
  std::string encoding = table.text("encoding");
  if (!encoding.empty() && !is_known_encoding(encoding)) {
    throw InputError(table.where("encoding"),
                     "`encoding`: expected one of " + std::string(known_encodings()) + "; found \"" + encoding + "\"");
  }
  return encoding;
}

std::string conversion_of(TableReader& table) {
  std::string name = table.text("convert");
  if (!name.empty() && name != "none" && !ScriptConverter::is_known(name)) {
    throw InputError(table.where("convert"),
                     "`convert`: expected one of none, " + ScriptConverter::known_names() + "; found \"" + name + "\"");
  }
  return name;
}

std::string ruby_of(TableReader& table) {
  std::string name = table.text("ruby");
  if (!name.empty() && name != "none" && name != "rare") {
    throw InputError(table.where("ruby"), "`ruby`: expected \"rare\" or \"none\"; found \"" + name + "\"");
  }
  return name;
}

Coding coding_of(TableReader& table) {
  const std::string name = table.text("coder");
  if (name.empty()) return Coding::kSmall;
  const std::optional<Coding> coding = parse_coding(name);
  if (!coding)
    throw InputError(table.where("coder"), "`coder`: expected \"small\", \"fast\" or \"direct\"; found \"" + name + "\"");
  return *coding;
}

bool title_search_of(TableReader& table) {
  const std::string name = table.text("title_search");
  if (!name.empty() && name != "none" && name != "words")
    throw InputError(table.where("title_search"), "`title_search`: expected \"words\" or \"none\"; found \"" + name + "\"");
  return name != "none";
}

MenuLanguages menus_of(TableReader& table) {
  const std::vector<std::string> names = table.texts("menus");
  if (names.empty()) return {};
  std::string joined;
  for (const std::string& name : names) joined += name + (name == names.back() ? "" : " ");
  const std::optional<MenuLanguages> menus = parse_menu_languages(joined);
  if (!menus)
    throw InputError(table.where("menus"), "`menus`: expected \"all\", \"none\" or a list of languages; found \"" + joined + "\"");
  return *menus;
}

SearchMode search_mode_of(TableReader& table) {
  const std::string name = table.text("search");
  if (name.empty()) return SearchMode::kBlocks;
  const std::optional<SearchMode> mode = parse_search_mode(name);
  if (!mode) {
    throw InputError(table.where("search"),
                     "`search`: expected \"none\", \"blocks\" or \"fine\"; found \"" + name + "\"");
  }
  return *mode;
}

std::string folder_title(const fs::path& file) {
  return fs::absolute(file).lexically_normal().parent_path().filename().string();
}

// ---- a manifest in TOML ----

class ManifestReader {
 public:
  ManifestReader(const fs::path& file, const std::optional<fs::path>& folder)
      : file_(file), name_(file.string()), folder_(folder) {}

  Manifest read(const toml::table& root) {
    TableReader top(root, "the manifest", name_);
    auto bundle = top.table("bundle");
    std::vector<TableReader> documents = top.tables("document");
    std::vector<TableReader> strikes = top.tables("strike");
    top.finish();
    const std::vector<std::string> characters = bundle ? bundle->texts("characters") : std::vector<std::string>();
    read_bundle(bundle);
    for (TableReader& document : documents) read_document(document);
    for (TableReader& strike : strikes) read_strike(strike);
    if (bundle) read_characters(*bundle, characters);
    if (manifest_.documents.empty() && manifest_.characters.empty())
      throw InputError(name_, "names no documents; add a [[document]] with a `path`, or `characters` for a font pack");
    return std::move(manifest_);
  }

 private:
  void read_bundle(std::optional<TableReader>& bundle) {
    std::string variable;
    if (bundle) {
      manifest_.title = bundle->text("title");
      if (std::string language = language_of(*bundle); !language.empty()) manifest_.language = std::move(language);
      manifest_.convert = conversion_of(*bundle);
      manifest_.ruby = ruby_of(*bundle);
      manifest_.profiles = bundle->texts("profiles");
      manifest_.dictionary_bytes = bundle->bytes("dictionary");
      manifest_.title_search = title_search_of(*bundle);
      manifest_.search = search_mode_of(*bundle);
      manifest_.vertical = bundle->flag("vertical");
      manifest_.menus = menus_of(*bundle);
      manifest_.outline = bundle->text("outline");
      variable = bundle->text("folder_variable");
      bundle->finish();
    }
    if (manifest_.title.empty()) manifest_.title = folder_title(file_);
    base_ = file_.parent_path();
    if (folder_) {
      base_ = *folder_;
    } else if (!variable.empty()) {
      const char* value = std::getenv(variable.c_str());
      if (value == nullptr || *value == '\0') {
        throw InputError(bundle->where("folder_variable"),
                         "the environment variable " + variable +
                             ", which holds the folder of the documents, is not set; set it or pass --folder");
      }
      base_ = value;
    }
  }

  // Names of sets, or paths of text files: what has a point or a slash.
  void read_characters(const TableReader& bundle, const std::vector<std::string>& names) {
    if (names.empty()) return;
    const std::string where = bundle.where("characters");
    if (!manifest_.documents.empty())
      throw InputError(where, "`characters` makes a font pack, which has no documents; make a bundle of each");
    if (manifest_.strikes.empty()) throw InputError(where, "a font pack has a [[strike]] for each size");
    std::set<char32_t> all;
    for (const std::string& name : names) {
      const bool is_file = name.find_first_of("./") != std::string::npos;
      const std::u32string some = is_file ? characters_of_file(name, where) : characters_of_set(name, where);
      all.insert(some.begin(), some.end());
    }
    manifest_.characters.assign(all.begin(), all.end());
    if (all.empty()) throw InputError(where, "the files of `characters` have none");
  }

  // All that are drawn; not line ends and other controls.
  std::u32string characters_of_file(const std::string& path, const std::string& where) const {
    const fs::path file = (base_ / fs::path(path)).lexically_normal();
    check_file(file, "the text " + in_ticks(path), where);
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    std::u32string characters = nfc(decode_utf8(bytes));
    std::erase_if(characters, [](char32_t c) { return c < 0x20 || c == 0x7F || c == 0xFEFF || c == 0xFFFD; });
    return characters;
  }

  void read_document(TableReader& table) {
    ManifestDocument document;
    ImportOptions& options = document.options;
    const std::string path = table.text("path");
    options.fields.id = table.text("id");
    options.fields.title = table.text("title");
    options.fields.subtitle = table.text("subtitle");
    options.fields.authors = table.texts("authors");
    options.fields.date = table.date("date");
    options.fields.title_en = table.text("title_en");
    options.fields.publication = table.text("publication");
    options.fields.abstract_text = table.text("abstract");
    options.fields.abstract_en = table.text("abstract_en");
    options.fields.keywords = table.texts("keywords");
    options.fields.affiliations = table.texts("affiliations");
    options.fields.reading = table.text("reading");
    options.fields.translators = table.texts("translators");
    options.fields.editors = table.texts("editors");
    options.fields.authors_en = table.texts("authors_en");
    options.language = language_of(table);
    options.encoding = encoding_of(table);
    options.convert = conversion_of(table);
    if (options.convert.empty()) options.convert = manifest_.convert;
    options.ruby = ruby_of(table);
    if (options.ruby.empty()) options.ruby = manifest_.ruby;
    options.default_language = manifest_.language;
    options.sections = table.texts("section");
    std::erase(options.sections, "");
    for (TableReader& patch : table.tables("patch")) options.patches.push_back(read_patch(patch));
    table.finish();
    if (path.empty()) throw InputError(table.where(), "[[document]] has no `path`");
    document.file = (base_ / fs::path(path)).lexically_normal();
    check_file(document.file, "the document " + in_ticks(path), table.where("path"));
    check_unique(paths_, document.file.string(), "the document " + in_ticks(path), table.where("path"));
    if (!options.fields.id.empty()) {
      check_unique(ids_, nfc(options.fields.id), "the id " + in_ticks(options.fields.id), table.where("id"));
    }
    manifest_.documents.push_back(std::move(document));
  }

  static Patch read_patch(TableReader& table) {
    struct Name {
      const char* key;
      Patch::Action action;
    };
    static constexpr Name kNames[] = {{"keep", Patch::Action::kKeep},           {"drop", Patch::Action::kDrop},
                                      {"replace", Patch::Action::kReplace},     {"heading", Patch::Action::kHeading},
                                      {"paragraph", Patch::Action::kParagraph}, {"join", Patch::Action::kJoin},
                                      {"article", Patch::Action::kArticle}};
    Patch patch;
    patch.where = table.where();
    std::string found;
    for (const Name& one : kNames) {
      if (!table.has(one.key)) {
        table.text(one.key);  // known, for the message about those that are not
        continue;
      }
      if (!found.empty()) {
        throw InputError(table.where(one.key), "a patch does one thing; found `" + found + "` and `" + one.key + "`");
      }
      found = one.key;
      patch.action = one.action;
      patch.text = nfc(decode_utf8(table.text(one.key)));
    }
    if (found.empty()) {
      throw InputError(patch.where,
                       "a patch has none of `keep`, `drop`, `replace`, `heading`, `paragraph`, `join`, `article`");
    }
    if (patch.action == Patch::Action::kDrop) patch.until = nfc(decode_utf8(table.text("until")));
    if (patch.action == Patch::Action::kReplace) {
      if (!table.has("with")) throw InputError(patch.where, "a patch with `replace` has no `with`");
      patch.with = nfc(decode_utf8(table.text("with")));
    }
    if (patch.action == Patch::Action::kHeading) {
      patch.level =
          static_cast<std::uint8_t>(table.number("level", "a number from 1 to 6, or 0 for no heading",
                                                 [](std::int64_t level) { return level >= 0 && level <= 6; }));
    }
    if (patch.action == Patch::Action::kDrop || patch.action == Patch::Action::kReplace)
      patch.everywhere = table.flag("everywhere");
    table.finish();
    return patch;
  }

  static void check_file(const fs::path& file, const std::string& what, const std::string& where) {
    std::error_code error;
    if (!fs::exists(file, error)) throw InputError(where, what + " is missing; looked for " + file.string());
    if (!fs::is_regular_file(file, error)) throw InputError(where, what + " is no file: " + file.string());
  }

  static void check_unique(std::map<std::string, std::string>& seen, const std::string& value, const std::string& what,
                           const std::string& where) {
    const auto [first, is_new] = seen.try_emplace(value, where);
    if (!is_new) throw InputError(where, what + " was already given at " + first->second);
  }

  void read_strike(TableReader& table) {
    StrikeSpec strike;
    strike.face = table.text("face");
    if (strike.face.empty()) throw InputError(table.where(), "[[strike]] has no `face`");
    strike.scalable = table.flag("scalable");
    strike.ppem = table.number("ppem", "a number from 8 to 96",
                               [](std::int64_t ppem) { return ppem >= kSmallestPpem && ppem <= kLargestPpem; });
    strike.coding = coding_of(table);
    if (strike.scalable) {
      read_scalable(strike, table);
    } else {
      strike.bpp = table.number("bpp", "1, 2 or 4", [](std::int64_t bpp) { return bpp == 1 || bpp == 2 || bpp == 4; });
    }
    table.finish();
    manifest_.strikes.push_back(std::move(strike));
  }

  // `ppem` of the manifest is the largest size that is drawn.
  static void read_scalable(StrikeSpec& strike, TableReader& table) {
    if (strike.ppem > kLargestScalablePpem)
      throw InputError(table.where("ppem"), "a scalable strike has at most 48 px: larger ones take more than outlines");
    if (strike.coding == Coding::kDirect)
      throw InputError(table.where("coder"), "a scalable strike is coded \"small\" or \"fast\"");
    strike.ppem *= static_cast<int>(format::kScalableParts);
    strike.bpp = 1;
  }

  fs::path file_;
  std::string name_;
  std::optional<fs::path> folder_;
  fs::path base_;
  Manifest manifest_;
  std::map<std::string, std::string> paths_, ids_;  // and where they were given first
};

}  // namespace

Manifest read_manifest(const fs::path& file, const std::optional<fs::path>& folder) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) throw InputError(file.string(), "does not exist or is no file");
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) throw InputError(file.string(), "cannot be read; check its permissions");
  const toml::table root = parse_toml(bytes, file.string());
  return ManifestReader(file, folder).read(root);
}

// ---- a manifest for files and folders ----

namespace {

class Collector {
 public:
  void add(const fs::path& path, bool is_given) {
    std::error_code error;
    if (!fs::exists(path, error)) throw InputError(path.string(), "does not exist");
    if (fs::is_directory(path, error)) return add_folder(path, is_given);
    if (is_given && path.extension() == ".toml") return add_manifest(path);
    if (!is_given && !has_importer(path)) return;
    if (!seen_.insert(fs::weakly_canonical(path, error).string()).second) return;
    manifest_.documents.push_back({path, {}});
    manifest_.documents.back().options.sections = sections_;
  }

  Manifest take() { return std::move(manifest_); }

 private:
  static bool has_importer(const fs::path& file) {
    std::string extension = file.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const auto all = importers();
    return std::any_of(all.begin(), all.end(), [&](const Importer& one) { return one.score(extension, {}) > 0; });
  }

  // A folder in a folder is a heading of the contents.
  void add_folder(const fs::path& folder, bool is_given) {
    std::error_code error;
    if (!open_.insert(fs::weakly_canonical(folder, error).string()).second) return;  // a link back to where we are
    if (!is_given) sections_.push_back(nfc(folder.filename().string()));
    if (fs::is_regular_file(folder / "manifest.toml", error)) {
      add_manifest(folder / "manifest.toml");
    } else {
      add_entries(folder);
    }
    if (!is_given) sections_.pop_back();
  }

  void add_entries(const fs::path& folder) {
    std::error_code error;
    std::map<std::string, fs::path> entries;  // in the byte order of whole paths: "a-b" < "a/b" < "ab"
    const fs::directory_iterator listing(folder, error);
    if (error) throw InputError(folder.string(), "cannot be listed; check its permissions");
    for (const fs::directory_entry& entry : listing) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.') || name == "README.md") continue;
      entries.emplace(name + (entry.is_directory(error) ? "/" : ""), entry.path());
    }
    for (const auto& [name, path] : entries) add(path, false);
  }

  void add_manifest(const fs::path& file) {
    Manifest found = read_manifest(file, std::nullopt);
    const bool is_first = manifest_.documents.empty();
    if (is_first && manifest_.title.empty()) {
      manifest_.title = found.title;
      manifest_.language = found.language;
      manifest_.dictionary_bytes = found.dictionary_bytes;
      manifest_.title_search = found.title_search;
      manifest_.search = found.search;
      manifest_.vertical = found.vertical;
      manifest_.menus = found.menus;
      manifest_.outline = found.outline;
    }
    if (!sections_.empty()) sections_.back() = nfc(found.title);
    for (ManifestDocument& document : found.documents) {
      std::error_code error;
      if (!seen_.insert(fs::weakly_canonical(document.file, error).string()).second) continue;
      std::vector<std::string>& sections = document.options.sections;
      sections.insert(sections.begin(), sections_.begin(), sections_.end());
      manifest_.documents.push_back(std::move(document));
    }
    append_new(manifest_.strikes, found.strikes);
    append_new(manifest_.profiles, found.profiles);
  }

  template <typename T>
  static void append_new(std::vector<T>& all, const std::vector<T>& more) {
    for (const T& one : more) {
      if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    }
  }

  Manifest manifest_;
  std::set<std::string> seen_, open_;  // files taken, folders entered
  std::vector<std::string> sections_;  // of the contents, that the folder stands under
};

std::string made_up_title(const fs::path& first) {
  std::error_code error;
  const fs::path whole = fs::absolute(first, error).lexically_normal();
  if (!fs::is_directory(first, error)) return whole.stem().string();
  return whole.has_filename() ? whole.filename().string() : whole.parent_path().filename().string();
}

}  // namespace

Manifest manifest_for(const std::vector<fs::path>& files) {
  Collector collector;
  for (const fs::path& file : files) collector.add(file, true);
  Manifest manifest = collector.take();
  if (manifest.documents.empty()) {
    throw InputError(files.empty() ? "no input" : files.front().string(),
                     "nothing to read was found; what can be read is " + std::string(readable_formats()));
  }
  if (manifest.title.empty()) manifest.title = made_up_title(files.front());
  return manifest;
}

}  // namespace lr::pack
