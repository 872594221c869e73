// The whole way from a manifest to the bytes of a bundle.
#include <libreader/pack.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "alphabet_builder.h"
#include "bundle_writer.h"
#include "import/utf.h"
#include "profiles.h"
#include "proof.h"
#include "strike_writer.h"
#include "strikes/parallel.h"

namespace lr::pack {
namespace {

void report(const PackOptions& options, const std::string& stage, std::size_t done, std::size_t total) {
  if (options.progress) options.progress(stage, done, total);
}

// Stable ids must differ; a second one of the same name gets a number.
void make_ids_unique(std::vector<Article>& articles, std::vector<Remark>& remarks) {
  std::map<std::string, int> seen;
  for (Article& article : articles) {
    const std::string id = article.fields.id;
    const int count = ++seen[id];
    if (count == 1) continue;
    article.fields.id += "-" + std::to_string(count);
    remarks.push_back({Remark::Kind::kReplaced, article.source,
                       "the id \"" + id + "\" is taken; used \"" + article.fields.id + "\": give it one in the manifest"});
  }
}

std::vector<PreparedArticle> prepare_all(const std::vector<Article>& articles, const PackOptions& options) {
  std::vector<PreparedArticle> prepared(articles.size());
  parallel_for(articles.size(), options.threads, [&](std::size_t i) { prepared[i] = prepare(articles[i]); });
  return prepared;
}

// Numbers all tokens in one table, in the order of the articles.
SymbolTable merge_symbols(std::vector<PreparedArticle>& prepared) {
  SymbolTable symbols;
  for (PreparedArticle& article : prepared) {
    std::vector<PreparedUnit*> units{&article.listing};
    for (auto* list : {&article.front, &article.body, &article.note_units}) {
      for (PreparedUnit& unit : *list) units.push_back(&unit);
    }
    remap(units, article.symbols, symbols);
  }
  return symbols;
}

BreakStatistics count_breaks(const std::vector<PreparedArticle>& prepared, const SymbolTable& symbols) {
  BreakStatistics breaks;
  for (const PreparedArticle& article : prepared) {
    for (const auto* list : {&article.front, &article.body, &article.note_units}) {
      for (const PreparedUnit& unit : *list) breaks.add(unit, symbols);
    }
  }
  return breaks;
}

std::vector<GlyphRequest> glyph_requests(const BuiltAlphabet& alphabet, const SymbolTable& symbols) {
  std::vector<GlyphRequest> requests;
  for (std::size_t i = kFirstTextSymbol; i < alphabet.symbol.size(); ++i) {
    const SymbolKey& key = symbols.key(alphabet.symbol[i]);
    requests.push_back({key.cluster, key.form, key.language, key.properties.advance});
  }
  return requests;
}

std::string code_point_name(char32_t c) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string name;
  for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) name += kHex[c >> shift & 15];
  return "U+" + name;
}

std::string describe_cluster(const std::u32string& cluster) {
  std::string names;
  for (const char32_t c : cluster) names += (names.empty() ? "" : " ") + code_point_name(c);
  return encode_utf8(cluster) + " (" + names + ")";
}

// The first article whose text has a symbol, and how often all of them use it.
std::string where_used(std::uint32_t symbol, const SymbolTable& symbols, const std::vector<PreparedArticle>& prepared,
                       const std::vector<Article>& articles) {
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    for (const auto* list : {&prepared[i].front, &prepared[i].body, &prepared[i].note_units}) {
      for (const PreparedUnit& unit : *list) {
        const auto uses = [&](const Token& token) { return token.symbol == symbol; };
        if (std::any_of(unit.tokens.begin(), unit.tokens.end(), uses))
          return std::to_string(symbols.uses(symbol)) + " times, first in " + articles[i].source;
      }
    }
  }
  return "in a title of the contents";
}

// Zero tofu: a character that no face has is an error that names it.
void refuse_missing(const StrikePictures& strike, const StrikeSpec& spec, const std::vector<GlyphRequest>& requests,
                    const BuiltAlphabet& alphabet, const SymbolTable& symbols,
                    const std::vector<PreparedArticle>& prepared, const std::vector<Article>& articles) {
  if (strike.missing.empty()) return;
  std::string list;
  for (const std::size_t i : strike.missing) {
    const std::uint32_t symbol = alphabet.symbol[kFirstTextSymbol + i];
    list += "\n  " + describe_cluster(requests[i].cluster) + ": " + where_used(symbol, symbols, prepared, articles);
  }
  throw InputError("strike " + spec.face + " " + std::to_string(spec.ppem) + " px",
                   "no face of the family has a glyph for " + std::to_string(strike.missing.size()) +
                       (strike.missing.size() == 1 ? " character" : " characters") +
                       " (choose another face, or change the text):" + list);
}

}  // namespace

PackResult pack_articles(std::vector<Article> articles, const std::string& title, Language language,
                         const std::vector<StrikeSpec>& strikes, const PackOptions& options) {
  PackResult result;
  make_ids_unique(articles, result.remarks);
  report(options, "preparing text", 0, articles.size());
  std::vector<PreparedArticle> prepared = prepare_all(articles, options);
  SymbolTable symbols = merge_symbols(prepared);
  BundleParts parts;
  parts.articles = &articles;
  parts.prepared = &prepared;
  parts.title = prepare_line(decode_utf8(title), language, symbols);
  for (const Article& article : articles) {
    const auto known = [&](const auto& section) { return section.first == article.section; };
    if (article.section.empty() || std::any_of(parts.sections.begin(), parts.sections.end(), known)) continue;
    parts.sections.emplace_back(article.section, prepare_line(decode_utf8(article.section), language, symbols));
  }
  const BuiltAlphabet alphabet = build_alphabet(symbols, count_breaks(prepared, symbols));
  const std::vector<GlyphRequest> requests = glyph_requests(alphabet, symbols);
  std::vector<StrikePictures> pictures;
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    report(options, "drawing glyphs", i, strikes.size());
    pictures.push_back(draw_strike(strikes[i], requests, options.threads));
    refuse_missing(pictures.back(), strikes[i], requests, alphabet, symbols, prepared, articles);
    parts.strikes.push_back(write_strike(pictures.back(), strikes[i].face, kFirstTextSymbol, alphabet.first_full));
  }
  parts.meta = {{"title", title}, {"language", std::string(name_of(language))}, {"generator", "libreader " LR_VERSION}};
  std::vector<std::string> families;
  for (const StrikeSpec& strike : strikes) {
    if (std::find(families.begin(), families.end(), strike.face) == families.end()) families.push_back(strike.face);
  }
  for (const std::string& family : families) parts.meta.emplace_back("licence " + family, licence_notes(family));
  report(options, "writing", 0, 1);
  result.bundle = write_bundle(parts, alphabet);
  report(options, "comparing", 0, 1);
  prove(result.bundle, prepared, alphabet, pictures);
  report(options, "comparing", 1, 1);
  result.articles = std::move(articles);
  return result;
}

PackResult pack(const Manifest& manifest, const PackOptions& options) {
  std::vector<ImportResult> imported(manifest.documents.size());
  report(options, "reading documents", 0, imported.size());
  parallel_for(imported.size(), options.threads, [&](std::size_t i) {
    imported[i] = import_file(manifest.documents[i].file, manifest.documents[i].options);
  });
  std::vector<Article> articles;
  std::vector<Remark> remarks;
  for (ImportResult& one : imported) {
    std::move(one.articles.begin(), one.articles.end(), std::back_inserter(articles));
    std::move(one.remarks.begin(), one.remarks.end(), std::back_inserter(remarks));
  }
  std::vector<StrikeSpec> strikes = manifest.strikes;
  const auto add = [&](const StrikeSpec& spec) {
    const auto same = [&](const StrikeSpec& s) { return s.ppem == spec.ppem && s.bpp == spec.bpp; };
    if (std::none_of(strikes.begin(), strikes.end(), same)) strikes.push_back(spec);
  };
  for (const std::string& name : manifest.profiles) add(strike_of(find_profile(name)));
  if (strikes.empty()) {
    for (const Profile& profile : profiles()) add(strike_of(profile));
  }
  const Language language = parse_language(manifest.language).value_or(Language::kZhHans);
  PackResult result = pack_articles(std::move(articles), manifest.title, language, strikes, options);
  result.remarks.insert(result.remarks.begin(), remarks.begin(), remarks.end());
  return result;
}

}  // namespace lr::pack
