// The whole way from a manifest to the bytes of a bundle.
#include <libreader/bundle/format.h>
#include <libreader/font/strike_format.h>
#include <libreader/pack.h>
#include <libreader/text/control.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <numeric>
#include <set>
#include <system_error>

#include "alphabet_builder.h"
#include "bundle_writer.h"
#include "gather.h"
#include "glyph_requests.h"
#include "import/utf.h"
#include "menus.h"
#include "outline_writer.h"
#include "output.h"
#include "packer.h"
#include "profiles.h"
#include "proof.h"
#include "strike_sections.h"
#include "text_model.h"
#include "vertical_forms.h"

namespace lr::pack {
namespace {

std::string join(const std::vector<std::string>& names) {
  std::string line;
  for (const std::string& name : names) line += (line.empty() ? "" : " ") + name;
  return line;
}

// Tens of thousands of small pictures were let go, here and there: glibc keeps their pages until it is asked.
void give_back_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

class Packer {
 public:
  Packer(const Frame& frame, const PackOptions& options, const std::filesystem::path& scratch)
      : frame_(frame), options_(options), scratch_(scratch) {}

  PackResult run(const Documents& documents, Output& output) {
    Gathered gathered(scratch_);
    gather(documents, options_, gathered);
    std::vector<std::uint32_t> numbers(gathered.articles.size());
    std::iota(numbers.begin(), numbers.end(), 0u);
    settle_links(gathered, numbers);
    BundleParts parts{gathered, scratch_, frame_.language, frame_.title_search, frame_.profiles};
    add_titles(parts, gathered);
    add_characters(gathered);
    add_menus(parts, gathered);
    const BreakStatistics breaks(gathered.spill, gathered.symbols, pass("counting line breaks"));
    const BuiltAlphabet alphabet = build_alphabet(gathered.symbols, breaks, frame_.vertical, !frame_.characters.empty());
    const Pictures pictures = make_strikes(parts, alphabet);
    add_meta(parts);
    const TextModel model(gathered.spill, alphabet, frame_.dictionary_bytes, pass("learning the text code"));
    const SearchTerms terms(alphabet, gathered.symbols, frame_.search);
    write_bundle(parts, alphabet, model, terms, {pass("encoding"), pass("writing").progress, pass("laying out pages")},
                 output);
    prove_pages(output, pass("comparing pages"));
    prove(output, gathered.spill, alphabet, pictures, pass("comparing"));
    PackResult result;
    result.bytes = output.source().size_bytes;
    result.remarks = std::move(gathered.remarks);
    result.articles = std::move(gathered.articles);
    result.accounts = std::move(gathered.accounts);
    result.documents = documents.count;
    result.skipped = gathered.skipped;
    return result;
  }

 private:
  Pass pass(const std::string& stage) const {
    return {options_.threads, [this, stage](std::size_t done, std::size_t total) { report(stage, done, total); }};
  }

  void report(const std::string& stage, std::size_t done, std::size_t total) const {
    if (options_.progress) options_.progress(stage, done, total);
  }

  // Of the bundle and of the sections of its contents.
  void add_titles(BundleParts& parts, Gathered& gathered) const {
    parts.title = prepare_line(decode_utf8(frame_.title), frame_.language, gathered.symbols);
    for (const ArticleSummary& article : gathered.articles) {
      for (const std::string& section : article.sections) {
        if (!parts.sections.contains(section))
          parts.sections.emplace(section, prepare_line(decode_utf8(section), frame_.language, gathered.symbols));
      }
    }
  }

  // Each as it is by itself in text of the bundle's language. All symbols of a font pack, those of its title too, are used
  // alike, that is not at all: so groups are in the order of their code points.
  void add_characters(Gathered& gathered) const {
    if (frame_.characters.empty()) return;
    SymbolTable& symbols = gathered.symbols;
    for (const char32_t c : frame_.characters) prepare_line({c}, frame_.language, symbols);
    for (std::uint32_t i = 0; i < symbols.size(); ++i) symbols.count(i, std::uint64_t{0} - symbols.uses(i));
  }

  // Menus are drawn: a bundle without strikes has none.
  void add_menus(BundleParts& parts, Gathered& gathered) const {
    if (frame_.strikes.empty() || frame_.menus.bits == 0) return;
    for (const Language language : {Language::kZhHans, Language::kZhHant, Language::kJa, Language::kKo, Language::kEn}) {
      parts.menus.emplace_back();
      if (frame_.menus.has(language)) parts.menus.back() = prepare_menu(language, gathered.symbols);
    }
  }

  Pictures make_strikes(BundleParts& parts, const BuiltAlphabet& alphabet) const {
    const std::vector<GlyphRequest> requests = glyph_requests(alphabet, kFirstTextSymbol, parts.gathered.symbols);
    const auto inspect = [&](const DrawnStrike& drawn, const StrikeSpec& spec) {
      refuse_missing(drawn, spec, requests, alphabet, kFirstTextSymbol, parts.gathered);
      give_back_memory();
    };
    const auto progress = [this](const char* stage, std::size_t done, std::size_t total) { report(stage, done, total); };
    StrikeSections made = pack::make_strikes(frame_.strikes, requests, kFirstTextSymbol, alphabet.first_full, scratch_,
                                             {options_.threads, inspect, progress});
    parts.strikes = std::move(made.sections);
    if (!frame_.outline.empty()) {
      report("taking outlines", 0, 1);
      OutlineMade outline = make_outline(frame_.outline, requests, kFirstTextSymbol, alphabet.first_full, scratch_);
      inspect(outline.drawn, {frame_.outline});
      parts.strikes.push_back(std::move(outline.section));
      report("taking outlines", 1, 1);
    }
    give_back_memory();
    return std::move(made.pictures);
  }

  void add_meta(BundleParts& parts) const {
    parts.meta = {{"title", frame_.title},
                  {"language", std::string(name_of(frame_.language))},
                  {"generator", "libreader " LR_VERSION}};
    // What packing anew has to know, where it is not the default.
    if (frame_.search != SearchMode::kBlocks) parts.meta.emplace_back("search", name_of(frame_.search));
    if (frame_.vertical) parts.meta.emplace_back("vertical", "true");
    if (!frame_.strikes.empty() && frame_.menus != MenuLanguages{}) parts.meta.emplace_back("menus", name_of(frame_.menus));
    if (!frame_.title_search) parts.meta.emplace_back("title_search", "none");
    if (frame_.dictionary_bytes > 0) parts.meta.emplace_back("dictionary", std::to_string(frame_.dictionary_bytes));
    if (!frame_.profiles.empty()) parts.meta.emplace_back("profiles", join(frame_.profiles));
    std::set<std::string> languages;
    for (const ArticleSummary& article : parts.gathered.articles) {
      if (!article.other_language.empty()) languages.insert(article.other_language);
    }
    if (!languages.empty()) parts.meta.emplace_back("languages", join({languages.begin(), languages.end()}));
    std::vector<std::string> families;
    if (!frame_.outline.empty()) families.push_back(frame_.outline);
    for (const StrikeSpec& strike : frame_.strikes) {
      if (std::find(families.begin(), families.end(), strike.face) == families.end()) families.push_back(strike.face);
    }
    for (const std::string& family : families) parts.meta.emplace_back("licence " + family, licence_notes(family));
  }

  const Frame& frame_;
  const PackOptions& options_;
  const std::filesystem::path& scratch_;
};

std::vector<StrikeSpec> strikes_of(const Manifest& manifest) {
  if (manifest.text_only) return {};
  std::vector<StrikeSpec> strikes = manifest.strikes;
  const auto add = [&](const StrikeSpec& spec) {
    const auto serves = [&](const StrikeSpec& s) {
      return s.scalable ? s.ppem >= spec.ppem * static_cast<int>(format::kScalableParts)
                        : s.ppem == spec.ppem && s.bpp == spec.bpp;
    };
    if (std::none_of(strikes.begin(), strikes.end(), serves)) strikes.push_back(spec);
  };
  for (const std::string& name : manifest.profiles) add(strike_of(find_profile(name)));
  if (strikes.empty()) {
    for (const Profile& profile : profiles()) add(strike_of(profile));
  }
  return strikes;
}

// Each once, in their order.
std::vector<std::string> unique(const std::vector<std::string>& names) {
  std::vector<std::string> once;
  for (const std::string& name : names) {
    if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(name);
  }
  return once;
}

PackResult pack_into(Output& output, const Manifest& manifest, const PackOptions& options,
                     const std::filesystem::path& scratch) {
  const std::vector<StrikeSpec> strikes = strikes_of(manifest);
  const Language language = parse_language(manifest.language).value_or(Language::kZhHans);
  const Documents documents = documents_of(manifest);
  const Frame frame{.title = manifest.title,
                    .language = language,
                    .strikes = strikes,
                    .dictionary_bytes = manifest.dictionary_bytes,
                    .title_search = manifest.title_search,
                    .search = manifest.characters.empty() ? manifest.search : SearchMode::kNone,
                    .vertical = manifest.vertical,
                    .profiles = unique(manifest.profiles),
                    .menus = manifest.characters.empty() ? manifest.menus : MenuLanguages{0},
                    .characters = manifest.characters,
                    .outline = manifest.text_only ? std::string() : manifest.outline};
  return pack_documents(documents, frame, options, scratch, output);
}

}  // namespace

Documents documents_of(const Manifest& manifest) {
  std::vector<std::size_t> bytes;
  for (const ManifestDocument& document : manifest.documents) {
    std::error_code unknown;  // import_file says what is wrong
    const std::uintmax_t size = std::filesystem::file_size(document.file, unknown);
    bytes.push_back(unknown ? 0 : static_cast<std::size_t>(size));
  }
  return {manifest.documents.size(),
          [&manifest](std::size_t i) { return import_file(manifest.documents[i].file, manifest.documents[i].options); },
          [bytes](std::size_t i) { return bytes[i]; }};
}

PackResult pack_documents(const Documents& documents, const Frame& frame, const PackOptions& options,
                          const std::filesystem::path& scratch, Output& output) {
  return Packer(frame, options, scratch).run(documents, output);
}

PackResult pack_articles(std::vector<Article> articles, const std::string& title, Language language,
                         const std::vector<StrikeSpec>& strikes, const PackOptions& options, SearchMode search) {
  PackOptions strict = options;
  strict.strict = true;
  const auto import = [&](std::size_t i) {
    ImportResult result;
    result.articles.push_back(std::move(articles[i]));
    return result;
  };
  const Documents documents{articles.size(), import, [](std::size_t) { return std::size_t{1}; }};
  const Frame frame{
      .title = title, .language = language, .strikes = strikes, .search = search, .menus = MenuLanguages{0}};
  const std::filesystem::path scratch = scratch_folder({});
  MemoryOutput output;
  PackResult result = pack_documents(documents, frame, strict, scratch, output);
  result.bundle = output.take();
  return result;
}

PackResult pack(const Manifest& manifest, const PackOptions& options) {
  MemoryOutput output;
  PackResult result = pack_into(output, manifest, options, scratch_folder({}));
  result.bundle = output.take();
  return result;
}

PackResult pack_to_file(const Manifest& manifest, const std::filesystem::path& file, const PackOptions& options) {
  FileOutput output(file);
  PackResult result =
      pack_into(output, manifest, options, scratch_folder(file.has_parent_path() ? file.parent_path() : "."));
  output.commit();
  return result;
}

}  // namespace lr::pack
