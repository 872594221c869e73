// Reads articles out of bundles while the packer asks for them.
#include "repack.h"

#include <libreader/pack/packer.h>
#include <libreader/pack/prepare.h>
#include <libreader/pack/stored_article.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include "../append/grow.h"
#include "damage.h"

namespace lr::pack {
namespace {

// All that a bundle keeps of an article: its symbols and its units.
std::string content_of(const ChosenArticle& chosen) {
  Article article = chosen.bundle->read(chosen.index).article;
  const auto plain = [](std::vector<Block>& blocks) {  // where links lead is a matter of what else is in the bundle
    for (Block& block : blocks) {
      for (Span& span : block.spans) {
        if (span.link != 0) span.styles = static_cast<Styles>(span.styles & ~kLink);
      }
    }
  };
  plain(article.blocks);
  for (Note& note : article.notes) plain(note.blocks);
  SymbolTable symbols;
  UnitWriter units;
  std::string content(1, static_cast<char>(article.language));
  for (const PreparedNote& note :
       prepare(article, symbols, [&](Part part, const PreparedUnit&unit) { units.add(part, unit); }))
    content += std::to_string(note.units) + ' ';
  for (std::uint32_t i = 0; i < symbols.size(); ++i) {
    for (const char32_t c : symbols.key(i).cluster) content += std::to_string(static_cast<std::uint32_t>(c)) + ' ';
    content += ';';
  }
  const std::vector<std::uint8_t> bytes = units.take();
  content.append(bytes.begin(), bytes.end());
  return content;
}

}  // namespace

std::vector<std::uint8_t> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw InputError(file.string(), std::string("cannot be read: ") + std::strerror(in ? EISDIR : errno));
  return {std::istreambuf_iterator<char>(in), {}};
}

namespace {

std::vector<std::uint8_t> settled(std::vector<std::uint8_t> bytes) {
  settle(bytes);
  return bytes;
}

}  // namespace

LoadedBundle::LoadedBundle(const std::filesystem::path& file) : LoadedBundle(file.string(), settled(read_file(file))) {}

LoadedBundle::LoadedBundle(std::string name, std::vector<std::uint8_t> file_bytes)
    : bytes(std::move(file_bytes)), stored(std::move(name), bytes) {}

void LoadedBundle::refuse_damage() const {
  if (!inspect_damage(bytes).damages.empty())
    throw InputError(stored.name(),
                     "is damaged: lrpack verify says where, lrpack salvage makes a bundle of what is left");
}

RepackFrame frame_of(const std::vector<StoredBundle*>& bundles) {
  RepackFrame frame{bundles.front()->title(), bundles.front()->language(), {}, bundles.front()->choices()};
  for (const StoredBundle* bundle : bundles) {
    for (const StrikeSpec& strike : bundle->strikes()) {
      if (std::find(frame.strikes.begin(), frame.strikes.end(), strike) == frame.strikes.end())
        frame.strikes.push_back(strike);
    }
  }
  return frame;
}

PackResult repack(const std::vector<ChosenArticle>& articles, const RepackFrame& frame, const PackOptions& options,
                  const std::filesystem::path& output) {
  const auto import = [&](std::size_t i) {
    ImportResult result;
    StoredDocument document = articles[i].bundle->read(articles[i].index);
    result.articles.push_back(std::move(document.article));
    return result;
  };
  PackOptions strict = options;
  strict.strict = true;
  const Documents documents{articles.size(), import,
                            [&](std::size_t i) { return articles[i].bundle->text_bytes(articles[i].index); }};
  const BundleChoices& choices = frame.choices;
  FileOutput file(output);
  PackResult result =
      pack_documents(documents,
                     {.title = frame.title,
                      .language = frame.language,
                      .strikes = frame.strikes,
                      .dictionary_bytes = choices.dictionary_bytes,
                      .title_search = choices.title_search,
                      .search = choices.search,
                      .vertical = choices.vertical,
                      .profiles = frame.strikes.empty() ? std::vector<std::string>() : choices.profiles,
                      .menus = choices.menus,
                      .outline = choices.outline},
                     strict, scratch_folder(output.has_parent_path() ? output.parent_path() : "."), file);
  file.commit();
  return result;
}

std::vector<ChosenArticle> merged(const std::vector<StoredBundle*>& bundles, const MergeOptions& options) {
  std::vector<ChosenArticle> articles;
  std::map<std::string, std::size_t> known;  // by id
  for (StoredBundle* bundle : bundles) {
    for (std::uint32_t i = 0; i < bundle->articles(); ++i) {
      const ChosenArticle chosen{bundle, i};
      const auto [place, is_new] = known.emplace(bundle->id(i), articles.size());
      if (is_new) {
        articles.push_back(chosen);
        continue;
      }
      ChosenArticle& before = articles[place->second];
      if (content_of(before) == content_of(chosen)) continue;
      if (!options.replace)
        throw InputError(bundle->name(), "has an article \"" + place->first + "\" with another text than that in " +
                                             before.bundle->name() + ": --replace takes the later one");
      before = chosen;
    }
  }
  return articles;
}

}  // namespace lr::pack
