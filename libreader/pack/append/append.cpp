// Gathers, draws, encodes and lays out what is added, then opens the grown bundle and compares.
#include "append.h"

#include <libreader/base/crc32c.h>
#include <libreader/font/strike_format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "../article_tables.h"
#include "../bundle_writer.h"
#include "../glyph_requests.h"
#include "../import/addresses.h"
#include "../import/utf.h"
#include "../limits.h"
#include "../outline_writer.h"
#include "../proof.h"
#include "../section.h"
#include "../strike_sections.h"
#include "../upkeep/damage.h"
#include "added_folds.h"
#include "added_lists.h"
#include "old_symbols.h"
#include "old_tables.h"

namespace lr::pack {
namespace {

using namespace format;

class Appender {
 public:
  Appender(LoadedBundle& old, const AppendOptions& options)
      : file_(old.bytes), stored_(old.stored), options_(options), scratch_(scratch_folder({})), gathered_(scratch_) {
    if (bundle_.open(memory_source(file_.data(), static_cast<std::uint32_t>(file_.size())), pages_) != Status::kOk)
      throw InputError(stored_.name(), "cannot be opened");
    result_.at = load_u32(file_.data() + kHeaderFileBytesAt);
  }

  Appended run(const Documents& documents) {
    intern_symbols(bundle_, stored_, gathered_.symbols);
    const auto old_symbols = static_cast<std::uint32_t>(gathered_.symbols.size());
    gather(documents, options_.pack, gathered_);
    find_places();
    settle_links(gathered_, numbers_);
    const std::map<std::string, PreparedUnit> sections = prepare_sections();
    extend(old_symbols);
    draw();
    encode(sections);
    finish();
    prove();
    result_.articles = gathered_.articles.size();
    result_.remarks = std::move(gathered_.remarks);
    return std::move(result_);
  }

 private:
  OldTable table(std::uint32_t tag, std::uint32_t record_bytes) const { return old_table(file_, tag, record_bytes); }

  // The number of each new article: the next one, or that of the article that it replaces.
  void find_places() {
    articles_ = table(kArticlesTag, kArticleBytes);
    for (std::uint32_t i = 0; i < stored_.articles(); ++i) {
      Article article = stored_.read(i).article;
      summaries_.push_back(summary_of(article));
      const std::string id = article.fields.id;
      gathered_.links.add_packed(i, id, places_of(i, std::move(article)));
    }
    for (const ArticleSummary& article : gathered_.articles) {
      const auto same = [&](const ArticleSummary& known) { return known.id == article.id; };
      const auto known = std::find_if(summaries_.begin(), summaries_.end(), same);
      if (known == summaries_.end()) {
        numbers_.push_back(static_cast<std::uint32_t>(summaries_.size()));
        summaries_.push_back(article);
        continue;
      }
      if (!options_.replace)
        throw InputError(article.source, "has the id \"" + article.id + "\" of an article of " + stored_.name() +
                                             ": --replace puts it in that one's place");
      numbers_.push_back(static_cast<std::uint32_t>(known - summaries_.begin()));
      *known = article;
      ++result_.replaced;
    }
    if (result_.replaced > 0) articles_.replace_all();
  }

  // What new articles may call places of an old one: by its headings.
  ArticleLinks places_of(std::uint32_t index, Article article) {
    lr::Article record{};
    if (bundle_.article(index, record) != Status::kOk) throw std::logic_error("an article cannot be read");
    const bool has_title = !article.blocks.empty() && article.blocks.front().kind == BlockKind::kTitle;
    std::vector<Article> articles{std::move(article)};
    name_headings(articles);
    ArticleLinks links;
    const std::vector<Block>& blocks = articles.front().blocks;
    for (std::uint32_t i = has_title ? 1 : 0; i < blocks.size(); ++i)
      links.add_names(blocks[i].anchors, record.front_units + i - (has_title ? 1 : 0));
    links.add_names(articles.front().anchors, 0);
    return links;
  }

  // Links of the articles that stay; those to an article that is replaced lead to its beginning now.
  std::vector<std::uint8_t> old_links() {
    OldTable table = this->table(kLinksTag, kLinkBytes);
    table.replace_all();
    std::vector<bool> is_replaced(stored_.articles());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> gone;  // units
    for (const std::uint32_t number : numbers_) {
      lr::Article old{};
      if (number >= is_replaced.size() || bundle_.article(number, old) != Status::kOk) continue;
      is_replaced[number] = true;
      std::uint32_t end = old.end_unit();
      lr::Note last{};
      if (old.notes > 0 && bundle_.note(old, old.notes - 1, last) == Status::kOk) end = last.first_unit + last.units;
      gone.emplace_back(old.first_unit, end);
    }
    std::vector<std::uint8_t> kept;
    for (std::uint32_t i = 0; i < table.records(); ++i) {
      std::uint8_t* record = table.record(i);
      const std::uint32_t unit = load_u32(record), target = load_u24(record + 8);
      if (std::any_of(gone.begin(), gone.end(), [&](auto range) { return unit >= range.first && unit < range.second; }))
        continue;
      if (target < is_replaced.size() && is_replaced[target]) std::fill_n(record + 11, 3, std::uint8_t{0});
      kept.insert(kept.end(), record, record + kLinkBytes);
    }
    return kept;
  }

  std::map<std::string, PreparedUnit> prepare_sections() {
    std::map<std::string, PreparedUnit> sections;
    for (const ArticleSummary& article : gathered_.articles) {
      for (const std::string& section : article.sections) {
        if (!sections.contains(section))
          sections.emplace(section, prepare_line(decode_utf8(section), stored_.language(), gathered_.symbols));
      }
    }
    return sections;
  }

  // The alphabet, and with it the code.
  void extend(std::uint32_t old_symbols) {
    OldAlphabet old;
    old.symbols = old_symbols + kFirstTextSymbol;
    old.first_added = bundle_.alphabet().first_added();
    const std::span<const std::uint8_t> first = section(kAlphabetTag);
    old.base_groups = load_u16(first.data() + 4);
    old.base_clusters =
        static_cast<std::uint32_t>(table(kClustersTag, kClusterWordBytes).first.size() / kClusterWordBytes);
    built_ = extend_alphabet(gathered_.symbols, old);
    result_.new_symbols = built_.symbol.size() - old.first_added;
    if (device_.load(first.data(), static_cast<std::uint32_t>(first.size() - kCrcBytes)) != Status::kOk ||
        device_.add(built_.alphabet.data(), static_cast<std::uint32_t>(built_.alphabet.size())) != Status::kOk)
      throw std::logic_error("the alphabet that was extended does not load");
    const std::vector<std::uint8_t> code = unpaged(section(kTextCodeTag), 1),
                                    phrases = unpaged(section(kPhrasesTag), 1);
    model_.emplace(read_code(code, phrases, static_cast<std::uint32_t>(built_.symbol.size()),
                             device_.first_rare()),
                   built_, device_);
  }

  std::span<const std::uint8_t> section(std::uint32_t tag) const {
    for (const SectionEntry& entry : section_entries(file_)) {
      if (entry.tag == tag) return std::span(file_).subspan(entry.offset, entry.bytes);
    }
    return {};
  }

  std::vector<StrikeModel> strike_models() const {
    std::vector<StrikeModel> models;
    for (const SectionEntry& entry : section_entries(file_)) {
      if (entry.tag != kStrikeTag) continue;
      const std::span<const std::uint8_t> strike = std::span(file_).subspan(entry.offset, entry.bytes);
      const std::size_t size = strike[kStrikeKindAt] != kStrikeDirect ? load_u16(&strike[kStrikeModelBytesAt]) : 0;
      const auto model = strike.subspan(kStrikeHeadBytes, size);
      models.emplace_back(model.begin(), model.end());
    }
    return models;
  }

  // The new glyphs of a strike are coded after its model.
  void draw() {
    if (result_.new_symbols == 0 || options_.no_strikes) return;
    const Symbol first = bundle_.alphabet().first_added();
    const std::vector<GlyphRequest> requests = glyph_requests(built_, first, gathered_.symbols);
    const auto inspect = [&](const DrawnStrike& drawn, const StrikeSpec& spec) {
      refuse_missing(drawn, spec, requests, built_, first, gathered_);
    };
    StrikeSections made =
        make_strikes(stored_.strikes(), requests, 0, built_.first_full, scratch_,
                     {options_.pack.threads, inspect, [](const char*, std::size_t, std::size_t) {}, strike_models()});
    strikes_ = std::move(made.sections);
    pictures_ = std::move(made.pictures);
    add_outline(requests, first);
    for (const auto& strike : strikes_) result_.glyph_bytes += static_cast<std::size_t>(strike->size());
  }

  // Fonts of the new symbols alone.
  void add_outline(const std::vector<GlyphRequest>& requests, Symbol first) {
    const std::string& family = stored_.choices().outline;
    if (family.empty()) return;
    OutlineMade outline = make_outline(family, requests, 0, built_.first_full, scratch_);
    refuse_missing(outline.drawn, {family}, requests, built_, first, gathered_);
    strikes_.push_back(std::move(outline.section));
  }

  // Titles first: how long they are says where the text begins.
  void encode(const std::map<std::string, PreparedUnit>& sections) {
    std::vector<AddedTitle> titles;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      AddedTitle title{numbers_[i], {}, {}};
      gathered_.spill.read(i).for_each([&](Part part, const PreparedUnit& unit) {
        if (part == Part::kListing) title.title = model_->encode_title(unit);
      });
      for (const std::string& section : gathered_.articles[i].sections)
        title.sections.push_back(model_->encode_title(sections.at(section)));
      titles.push_back(std::move(title));
    }
    GrownLists lists = grow_lists(file_, result_.at - first_offset(file_, kListTag), titles, summaries_,
                                  stored_.language(), stored_.choices().title_search);
    add(kListTag, lists.list);
    add_articles();
    add(lists.navigation);
    add(lists.titles);
    add(kTitleOrderTag, paged(lists.title_order, kTitleOrderBytes), true);
    add(kOrdersTag, paged(lists.orders, kOrderBytes), true);
    add(lists.keys);
    add(lists.find);
    navigation_lines_ = lists.navigation.records();
  }

  void add_articles() {
    OldTable names = table(kNamesTag, 1), units = table(kUnitsTag, file_[kHeaderUnitBytesAt]),
             chunks = table(kChunksTag, kChunksBytes), headings = table(kHeadingsTag, kHeadingBytes),
             notes = table(kNotesTag, kNoteBytes), marks = table(kMarksTag, kMarkBytes);
    ArticleTables::Start start;
    start.counts = {units.records() * kUnitsARecord, chunks.records() * kChunksARecord, notes.records(),
                    marks.records(), headings.records()};
    start.names_bytes = names.records();
    start.chunk_at = result_.at + result_.bytes.size() - first_offset(file_, kTextTag);
    ArticleTables tables(scratch_, start);
    const std::pair<const OldTable&, TableWriter&> parts[] = {{names, tables.names},
                                                              {chunks, tables.chunks},
                                                              {headings, tables.headings},
                                                              {notes, tables.notes},
                                                              {marks, tables.marks}};
    for (const auto& [old, grown] : parts) grown.add(old.added);
    const std::vector<std::uint8_t> links = old_links();
    tables.links.add(links);
    tables.units.keep(units.added, units.record_bytes);
    const SearchTerms terms(built_, gathered_.symbols, SearchMode::kNone);
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const EncodedArticle article = encode_article(gathered_.spill.read(i), *model_, terms);
      for (const EncodedChunk& chunk : article.chunks) result_.text_bytes += chunk.bytes.size();
      const std::vector<std::uint8_t> record = tables.add(gathered_.articles[i], article);
      if (numbers_[i] < articles_.records())
        std::copy(record.begin(), record.end(), articles_.record(numbers_[i]));
      else
        articles_.add(record);
    }
    tables.finish();
    add(kTextTag, bytes_of(tables.text));
    add(articles_);
    add_units(tables.units, units);
    for (const auto& [old, grown] : parts) {
      grown.finish();
      add(grown.tag(), bytes_of(grown));
    }
    tables.links.finish();
    if (tables.links.size() > 0 || table(kLinksTag, kLinkBytes).records() > 0)  // of no bytes where all are gone
      put(kLinksTag, bytes_of(tables.links), true);
    counts_ = tables.counts;
  }

  // Records are all of one length: where a new one is longer, the old ones are written anew.
  void add_units(UnitTable& grown, const OldTable& old) {
    grown.close();
    const bool in_place = old.in_place || grown.longest_bytes() > old.record_bytes;
    if (in_place && !old.in_place) grown.keep_first(old.first, old.record_bytes);
    grown.finish_records(old.record_bytes);
    unit_bytes_ = static_cast<std::uint8_t>(grown.record_bytes());
    add(kUnitsTag, bytes_of(grown), in_place);
  }

  static std::vector<std::uint8_t> bytes_of(SectionWriter& section) {
    std::vector<std::uint8_t> bytes;
    section.bytes().read_all(
        [&](std::span<const std::uint8_t> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
    return bytes;
  }

  // A section behind those before it; one of no bytes is left out.
  void add(std::uint32_t tag, const std::vector<std::uint8_t>& bytes, bool in_place = false) {
    if (!bytes.empty()) put(tag, bytes, in_place);
  }
  void put(std::uint32_t tag, const std::vector<std::uint8_t>& bytes, bool in_place) {
    entries_.u32(tag);
    entries_.u32(fit(bytes.size(), kInPlace - 1, "bundle", "bytes in a section") | (in_place ? kInPlace : 0));
    result_.bytes.insert(result_.bytes.end(), bytes.begin(), bytes.end());
  }
  void add(const OldTable& table) { add(table.tag, paged(table.added, table.record_bytes), table.in_place); }

  // What belongs to new symbols, the list of what was added, the header.
  void finish() {
    if (result_.new_symbols > 0) {
      Bytes alphabet, clusters;
      alphabet.append_checked(built_.alphabet);
      for (const std::uint32_t word : built_.clusters) clusters.u32(word);
      add(kAlphabetTag, alphabet.get());
      add(kCodePointsTag, paged(built_.code_points, kCodePointsBytes));
      add(kClustersTag, paged(clusters.get(), kClusterWordBytes));
      OldTable folds = table(kFoldsTag, kFoldBytes);
      folds.add(added_folds(bundle_, built_, gathered_.symbols, bundle_.alphabet().symbols()));
      add(kFoldsTag, paged(folds.added, kFoldBytes), true);
      for (const auto& strike : strikes_) add(strike->tag(), bytes_of(*strike));
    }
    const std::uint32_t begin = first_end(file_), added = result_.at;
    const std::uint32_t list = fit(std::uint64_t{added} + result_.bytes.size(), 0xFFFFF000, "bundle", "bytes");
    std::uint32_t crc = crc32c(file_.data() + begin, added - begin);
    crc = crc32c(result_.bytes.data(), result_.bytes.size(), crc);
    Bytes entries;
    entries.u32(crc);
    entries.u32(bundle_.listed_chunks());
    entries.append(entries_.get());
    Bytes checked;
    checked.append_checked(entries.get());
    result_.bytes.insert(result_.bytes.end(), checked.get().begin(), checked.get().end());
    append_header(added, list);
  }

  void append_header(std::uint32_t added, std::uint32_t list) {
    const std::size_t at = result_.bytes.size();
    result_.bytes.insert(result_.bytes.end(), file_.begin(), file_.begin() + kHeaderBytes);
    std::uint8_t* header = result_.bytes.data() + at;
    store_u32(header + kHeaderFileBytesAt, static_cast<std::uint32_t>(added + result_.bytes.size()));
    std::uint8_t* count = header + kHeaderArticlesAt;
    for (const std::uint32_t records : {articles_.records(), counts_.units, counts_.chunks, counts_.notes,
                                        counts_.marks, counts_.headings, navigation_lines_}) {
      store_u32(count, records);
      count += 4;
    }
    header[kHeaderUnitBytesAt] = unit_bytes_;
    store_u32(header + kHeaderAddedAt, added);
    store_u32(header + kHeaderAddedListAt, list);
    store_u32(header + kHeaderCrcAt, crc32c(header, kHeaderCrcAt));
    grown_.assign(file_.begin(), file_.begin() + added);
    grown_.insert(grown_.end(), result_.bytes.begin(), result_.bytes.end());
    std::copy_n(header, kHeaderBytes, grown_.begin());
    const std::uint64_t id = id_of_sections(grown_);
    for (std::uint8_t* copy : {header, grown_.data(), grown_.data() + grown_.size() - kHeaderBytes}) {
      store_u64(copy + kHeaderIdAt, id);
      store_u32(copy + kHeaderCrcAt, crc32c(copy, kHeaderCrcAt));
    }
  }

  void prove() {
    const Source source = memory_source(grown_.data(), static_cast<std::uint32_t>(grown_.size()));
    prove_added(source, gathered_.spill, numbers_, built_, bundle_.alphabet().first_added(), pictures_);
  }

  const std::vector<std::uint8_t>& file_;
  StoredBundle& stored_;
  const AppendOptions& options_;
  std::filesystem::path scratch_;
  Gathered gathered_;
  std::array<Storage::Page, 16> pages_;
  Bundle bundle_;
  std::vector<ArticleSummary> summaries_;  // of all articles, the new ones in their places
  std::vector<std::uint32_t> numbers_;     // of the new ones
  OldTable articles_;
  BuiltAlphabet built_;
  Alphabet device_;
  std::optional<TextModel> model_;
  Pictures pictures_;
  std::vector<std::unique_ptr<SectionWriter>> strikes_;
  TableCounts counts_;
  std::uint8_t unit_bytes_ = 0;
  std::uint32_t navigation_lines_ = 0;
  Bytes entries_;                    // of the list of added sections
  std::vector<std::uint8_t> grown_;  // the whole new bundle
  Appended result_;
};

}  // namespace

Appended append(LoadedBundle& old, const Documents& documents, const AppendOptions& options) {
  return Appender(old, options).run(documents);
}

}  // namespace lr::pack
