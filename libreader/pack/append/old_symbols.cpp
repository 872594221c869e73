// Articles are decoded, which is quick, and made ready only where they have a symbol that was not met before.
#include "old_symbols.h"

#include <libreader/bundle/format.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/prepare.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "../menus.h"

namespace lr::pack {
namespace {

class OldSymbols {
 public:
  OldSymbols(Bundle& bundle, StoredBundle& stored)
      : bundle_(bundle), stored_(stored), cursor_(bundle), keys_(bundle.alphabet().symbols()) {}

  std::vector<SymbolKey> run() {
    for (std::uint32_t i = 0; i < stored_.articles(); ++i) article(i);
    for (std::uint32_t i = 0; i < bundle_.navigation_items(); ++i) title(i);
    for (std::size_t i = 0; i < std::size(kLanguageNames); ++i) menu(static_cast<Language>(i));
    std::vector<SymbolKey> keys;
    for (std::uint32_t symbol = kFirstTextSymbol; symbol < keys_.size(); ++symbol)
      keys.push_back(key_of(static_cast<Symbol>(symbol)));
    return keys;
  }

 private:
  // What the cursor is open at, but for controls.
  std::vector<Symbol> symbols() {
    std::vector<Symbol> found;
    TextItem item;
    while (cursor_.next(item) == Status::kOk) found.push_back(item.symbol);
    return found;
  }

  bool is_known(const std::vector<Symbol>& text) const {
    return std::all_of(text.begin(), text.end(), [&](Symbol symbol) { return keys_[symbol].has_value(); });
  }

  // What stands in the bundle beside what the packer makes of the same text; a title may be cut short.
  void compare(const std::vector<Symbol>& text, const PreparedUnit& unit, const SymbolTable& names, bool is_title) {
    bool same = text.size() == unit.tokens.size() || (is_title && text.size() < unit.tokens.size());
    for (std::size_t i = 0; i < text.size() && same; ++i) {
      const SymbolKey& key = names.key(unit.tokens[i].symbol);
      std::optional<SymbolKey>& known = keys_[text[i]];
      if (!known) known = key;
      same = known->cluster == key.cluster && known->form == key.form && known->language == key.language;
    }
    if (!same) throw InputError(stored_.name(), "was packed by another version of lrpack: lrpack gc packs it anew");
  }

  void article(std::uint32_t index) {
    lr::Article article;
    if (bundle_.article(index, article) != Status::kOk) return;
    std::uint32_t end = article.end_unit();
    for (std::uint32_t i = 0; i < article.notes; ++i) {
      lr::Note note;
      if (bundle_.note(article, i, note) == Status::kOk) end = std::max(end, note.first_unit + note.units);
    }
    std::vector<std::vector<Symbol>> units;
    bool known = true;
    for (std::uint32_t i = article.first_unit; i < end; ++i) {
      units.push_back(cursor_.open(i) == Status::kOk ? symbols() : std::vector<Symbol>());
      known = known && is_known(units.back());
    }
    if (known) return;
    Article document = stored_.read(index).article;
    SymbolTable names;
    std::size_t at = 0;
    prepare(document, names, [&](Part part, const PreparedUnit& unit) {
      if (part != Part::kListing && at < units.size()) compare(units[at++], unit, names, false);
    });
  }

  // Of the contents: in the language of the bundle, an article's in its own.
  void title(std::uint32_t index) {
    NavigationItem item;
    if (bundle_.navigation(index, item) != Status::kOk || cursor_.open(item) != Status::kOk) return;
    const std::vector<Symbol> text = symbols();
    if (is_known(text)) return;
    std::u32string string;
    for (const Symbol symbol : text) string += cluster_of(symbol);
    const Language language =
        item.article == kNoArticle ? stored_.language() : stored_.read(item.article).article.language;
    SymbolTable names;
    const PreparedUnit unit = prepare_line(string, language, names);
    compare(text, unit, names, true);
  }

  void menu(Language language) {
    const auto stored_language = static_cast<ArticleLanguage>(language);
    if (!bundle_.has_menu(stored_language)) return;
    SymbolTable names;
    std::uint32_t number = 0;
    for (const PreparedUnit& unit : prepare_menu(language, names)) {
      std::vector<Symbol> text(unit.tokens.size() + 1);
      std::uint32_t count = 0;
      const auto room = static_cast<std::uint32_t>(text.size());
      if (bundle_.menu_text(stored_language, number++, text.data(), room, count) != Status::kOk) return;
      text.resize(count);
      compare(text, unit, names, false);
    }
  }

  std::u32string cluster_of(Symbol symbol) {
    std::uint32_t values[format::kMaxClusterCodePoints], count = 0;
    if (bundle_.symbol_code_points(symbol, values, format::kMaxClusterCodePoints, count) != Status::kOk) return {};
    return {values, values + count};
  }

  // One that no text has any more, or none ever had, as forms for vertical lines, is in a form that no new text has.
  SymbolKey key_of(Symbol symbol) {
    constexpr std::uint32_t kUnused = 250;
    const auto form = static_cast<Form>(2 + symbol % kUnused);
    const auto language = static_cast<Language>(symbol / kUnused % std::size(kLanguageNames));
    SymbolKey key = keys_[symbol] ? *keys_[symbol] : SymbolKey{cluster_of(symbol), form, language, {}};
    const SymbolGroup& group = bundle_.alphabet().group_of(symbol);
    key.properties = {group.symbol_class, group.advance, group.break_class, group.cells, group.blank};
    return key;
  }

  Bundle& bundle_;
  StoredBundle& stored_;
  TextCursor cursor_;
  std::vector<std::optional<SymbolKey>> keys_;
};

}  // namespace

void intern_symbols(Bundle& bundle, StoredBundle& stored, SymbolTable& to) {
  std::uint32_t expected = 0;
  for (const SymbolKey& key : OldSymbols(bundle, stored).run()) {
    if (to.intern(key) != expected++) throw InputError(stored.name(), "has a character twice: lrpack gc packs it anew");
  }
}

}  // namespace lr::pack
