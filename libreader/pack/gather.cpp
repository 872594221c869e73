// Documents in parallel, their outcomes in order.
#include "gather.h"

#include <libreader/bundle/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "bundle_writer.h"
#include "in_order.h"
#include "limits.h"

namespace lr::pack {
namespace {

// Of documents in work at once. Reading one takes some ten times its bytes of memory (copies in UTF-32, lines, blocks),
// so this is what keeps many threads with large documents in bounds; one that is larger is read alone.
constexpr std::size_t kReadingBytes = std::size_t{4} << 20;
constexpr std::size_t kErrorsShown = 10;
// What is seen when a bundle is opened: the titles of a list's first rows, the first page of the first article; in
// different symbols.
constexpr std::size_t kListRows = 16;
constexpr std::uint32_t kTitleSymbols = 16;
constexpr std::uint32_t kPageSymbols = 256;

struct ReadArticle {
  ArticleSummary summary;
  SymbolTable symbols;
  StoredArticle stored;  // with the article's own numbers of symbols
  ArticleLinks links;
};

struct ReadDocument {
  std::vector<ReadArticle> articles;
  std::vector<Remark> remarks;
  Balance balance;
  std::optional<InputError> error;
};

// What does not fit a bundle is found here, where the document can still be skipped.
class LimitCheck {
 public:
  void add(Part part, const PreparedUnit& unit) {
    front_ += part == Part::kFront;
    marks_ += unit.marks.size();
  }
  void finish(const ArticleSummary& article) const {
    fit(article.id.size(), format::kMaxIdBytes, article.source, "bytes in its id");
    fit(front_, 0xFFFF, article.source, "front-matter blocks");
    fit(article.notes, 0xFFFF, article.source, "notes");
    fit(article.headings, 0xFFFF, article.source, "headings");
    fit(marks_, 0xFFFF, article.source, "note marks");
    fit(article.code_points, 0xFFFFFFFF, article.source, "characters");
  }

 private:
  std::size_t front_ = 0, marks_ = 0;
};

ReadArticle read_article(Article& article) {
  ReadArticle read;
  read.summary = summary_of(article);
  UnitWriter writer;
  LimitCheck limits;
  read.links.add_names(article.anchors, 0);
  read.stored.notes = prepare(article, read.symbols, [&](Part part, const PreparedUnit& unit) {
    limits.add(part, unit);
    if (part != Part::kListing) read.links.add(unit);
    writer.add(part, unit);
  });
  limits.finish(read.summary);
  read.stored.units = writer.take();
  read.links.targets = std::move(article.links);
  return read;
}

ReadDocument read_document(const Documents& documents, std::size_t i, bool strict) {
  ReadDocument read;
  try {
    ImportResult imported = documents.import(i);
    imported.account = {};  // as large as the document; its sums stay
    read.balance = std::move(imported.balance);
    for (Article& article : imported.articles) {
      read.articles.push_back(read_article(article));
      article = {};
    }
    read.remarks = std::move(imported.remarks);
  } catch (const InputError& error) {
    if (strict) throw;
    read = {};
    read.error = error;
  }
  return read;
}

// Four digits made of what an article has besides title and authors: where it stands in the contents, its date, its
// file.
std::string distinction_of(const ArticleSummary& article) {
  std::string text;
  for (const std::string& section : article.sections) text += section + "\n";
  for (const std::uint32_t part : {article.date.year, article.date.month, article.date.day})
    text += std::to_string(part) + "\n";
  text += std::filesystem::path(article.source).filename().string();
  std::string digits;
  for (int shift = 60; shift > 44; shift -= 4) digits += "0123456789abcdef"[article_id(text) >> shift & 15];
  return digits;
}

class Gatherer {
 public:
  explicit Gatherer(Gathered& to) : to_(to) {}

  void take(ReadDocument document) {
    if (document.error) return skip(*document.error);
    to_.accounts.push_back({document.articles.front().summary.source, std::move(document.balance)});
    for (ReadArticle& article : document.articles) take(article);
    std::move(document.remarks.begin(), document.remarks.end(), std::back_inserter(to_.remarks));
  }

  void finish(std::size_t documents) {
    if (to_.skipped == documents && documents > 0) refuse();
    make_ids_unique();
  }

 private:
  void skip(const InputError& error) {
    ++to_.skipped;
    to_.remarks.push_back({Remark::Kind::kSkipped, error.where(), error.reason()});
  }

  // Nothing is left to pack.
  void refuse() const {
    const Remark& first = to_.remarks.front();
    if (to_.skipped == 1) throw InputError(first.where, first.what);
    std::string list;
    for (std::size_t i = 0; i < std::min(to_.skipped, kErrorsShown); ++i)
      list += "\n  " + to_.remarks[i].where + ": " + to_.remarks[i].what;
    if (to_.skipped > kErrorsShown) list += "\n  and " + std::to_string(to_.skipped - kErrorsShown) + " more";
    throw InputError("bundle", "none of its " + std::to_string(to_.skipped) + " documents can be packed:" + list);
  }

  void take(ReadArticle& article) {
    article.stored.symbols = merge(article.symbols);
    to_.spill.add(article.stored);
    to_.links.add(std::move(article.links), article.summary.source);
    to_.articles.push_back(std::move(article.summary));
  }

  // Ids must differ, and must not hang on the order of the articles: all that share one are told apart by what else is
  // known of them, and by numbers only where that is the same too.
  void make_ids_unique() {
    std::map<std::string, std::vector<ArticleSummary*>> by_id;
    for (ArticleSummary& article : to_.articles) by_id[article.id].push_back(&article);
    std::map<std::string, int> used;
    for (const auto& [id, sharers] : by_id) {
      if (sharers.size() == 1) ++used[id];
    }
    for (const auto& [id, sharers] : by_id) {
      if (sharers.size() == 1) continue;
      for (ArticleSummary* article : sharers) {
        article->id = id + "-" + distinction_of(*article);
        if (const int count = ++used[article->id]; count > 1) article->id += "-" + std::to_string(count);
        to_.remarks.push_back({Remark::Kind::kReplaced, article->source,
                               "the id \"" + id + "\" is that of " + std::to_string(sharers.size()) +
                                   " articles; used \"" + article->id + "\": give it one in the manifest"});
      }
    }
  }

  // The bundle's numbers of an article's symbols; its own are in the order of their first use.
  std::vector<std::uint32_t> merge(const SymbolTable& own) {
    const std::size_t article = to_.articles.size();
    const std::uint32_t early = article == 0 ? kPageSymbols : article < kListRows ? kTitleSymbols : 0;
    std::vector<std::uint32_t> numbers(own.size());
    for (std::uint32_t i = 0; i < own.size(); ++i) {
      numbers[i] = to_.symbols.intern(own.key(i));
      to_.symbols.count(numbers[i], own.uses(i));
      if (i < early) to_.symbols.mark_early(numbers[i]);
    }
    to_.first_article.resize(to_.symbols.size(), static_cast<std::uint32_t>(to_.articles.size()));
    return numbers;
  }

  Gathered& to_;
};

}  // namespace

ArticleSummary summary_of(const Article& article) {
  ArticleSummary summary;
  summary.other_language = article.fields.language;
  summary.id = article.fields.id;
  summary.source = article.source;
  summary.title = article.fields.title;
  summary.sections = article.sections;
  summary.reading = article.fields.reading;
  summary.authors = article.fields.authors;
  summary.date = parse_date(article.fields.date);
  summary.language = article.language;
  summary.blocks = article.blocks.size();
  summary.notes = article.notes.size();
  for (const Block& block : article.blocks) {
    summary.headings += block.kind == BlockKind::kHeading ? 1 : 0;
    for (const Span& span : block.spans) summary.code_points += span.note == 0 ? span.text.size() : 0;
  }
  return summary;
}

void gather(const Documents& documents, const PackOptions& options, Gathered& to) {
  Gatherer gatherer(to);
  std::size_t total = 0, done = 0;
  for (std::size_t i = 0; i < documents.count; ++i) total += documents.bytes(i);
  const auto report = [&] {
    if (options.progress) options.progress("reading documents", done, total);
  };
  report();
  in_order(
      documents.count, Window{options.threads, kReadingBytes, documents.bytes},
      [&](unsigned, std::size_t i) { return read_document(documents, i, options.strict); },
      [&](std::size_t i, ReadDocument document) {
        gatherer.take(std::move(document));
        done += documents.bytes(i);
        report();
      });
  gatherer.finish(documents.count);
}

void settle_links(Gathered& gathered, const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> ids;
  for (const ArticleSummary& article : gathered.articles) ids.push_back(article.id);
  gathered.spill.set_links(gathered.links.resolve(ids, numbers, gathered.remarks));
}

}  // namespace lr::pack
