// Sections, tables, header. Articles are encoded by several threads; their numbers and places are given here, in order.
#include "bundle_writer.h"

#include <libreader/bundle.h>
#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>

#include "article_encoder.h"
#include "article_tables.h"
#include "limits.h"
#include "lists.h"
#include "page_tables.h"
#include "menus.h"
#include "search_writer.h"
#include "title_keys.h"

namespace lr::pack {
namespace {

using namespace format;

std::vector<std::uint8_t> words(const std::vector<std::uint32_t>& values) {
  Bytes bytes;
  for (const std::uint32_t value : values) bytes.u32(value);
  return bytes.take();
}

class Writer {
 public:
  Writer(const BundleParts& parts, const BuiltAlphabet& built, const TextModel& model, const SearchTerms& terms)
      : parts_(parts), built_(built), model_(model), terms_(terms), lists_(terms) {}

  void write(const WritePasses& passes, Output& output) {
    alphabet_.append_checked(built_.alphabet);
    code_.add(model_.code().code);
    phrases_.add(model_.code().phrases);
    code_points_.add(built_.code_points);
    clusters_.add(words(built_.clusters));
    meta_.append(meta());
    add_title(kNoArticle, model_.encode_title(parts_.title), 0);
    over_articles(
        parts_.gathered.spill, passes.encode,
        [&](unsigned, std::size_t, const StoredArticle& article) { return encode_article(article, model_, terms_); },
        [&](std::size_t i, EncodedArticle article) { add_article(i, article); });
    tables_.finish();
    add_lists();
    search_.add(lists_.take());
    if (!parts_.menus.empty()) menu_.add(menu_records(parts_.menus, built_.number));
    assemble(passes, output);
  }

 private:
  struct TitlePlace {
    std::uint32_t offset;
    std::uint16_t bytes;
  };

  void add_article(std::size_t index, const EncodedArticle& article) {
    const ArticleSummary& summary = parts_.gathered.articles[index];
    articles_.add(tables_.add(summary, article));
    for (std::size_t i = 0; i < article.chunks.size(); ++i)
      lists_.add(article.lists[i]);
    list_article(static_cast<std::uint32_t>(index), summary, article.title);
  }

  // Its line of the contents, under those of its sections.
  void list_article(std::uint32_t index, const ArticleSummary& summary, const std::vector<std::uint8_t>& title) {
    const std::vector<std::string>& path = summary.sections;
    const std::size_t shared = static_cast<std::size_t>(
        std::mismatch(path.begin(), path.end(), sections_.begin(), sections_.end()).first - path.begin());
    sections_ = path;
    fit(path.size(), kMaxDepth - 1, summary.source, "sections, one in the other");
    for (std::size_t i = shared; i < path.size(); ++i)
      add_title(kNoArticle, model_.encode_title(parts_.sections.at(path[i])), static_cast<std::uint32_t>(i) + 1);
    title_places_.push_back({static_cast<std::uint32_t>(list_.size()), static_cast<std::uint16_t>(title.size())});
    add_title(index, title, static_cast<std::uint32_t>(path.size()) + 1);
  }

  // The sorted lists. Titles stand in LIST a second time, in their order, so that those of a screen lie together.
  void add_lists() {
    const std::vector<ArticleSummary>& articles = parts_.gathered.articles;
    const Lists lists = make_lists(articles, parts_.language);
    TitleKeyMaker maker;
    std::vector<TitleKeys> keys;
    std::vector<std::uint32_t> rank(articles.size());
    for (const std::uint32_t article : lists.by_title) {
      rank[article] = static_cast<std::uint32_t>(keys.size());
      keys.push_back(parts_.title_search ? maker.keys_of(articles[article]) : TitleKeys{});
      add_sorted_title(article, keys.back());
    }
    for (std::size_t i = 0; i < articles.size(); ++i) {
      const CalendarDate& date = articles[lists.by_date[i]].date;
      Bytes record;
      record.u24(fit(rank[lists.by_author[i]], 0xFFFFFF, "bundle", "articles"));
      record.u24(rank[lists.by_date[i]]);
      record.u24(date.year << 9 | date.month << 5 | date.day);
      record.u24(lists.by_id[i]);
      orders_.add(record);
    }
    for (const KeyPlace& place : sorted_keys(keys)) {
      Bytes record;
      record.u24(place.title);
      record.u16(place.start);
      find_.add(record);
    }
  }

  void add_sorted_title(std::uint32_t article, const TitleKeys& keys) {
    const TitlePlace& place = title_places_[article];
    std::vector<std::uint8_t> title(place.bytes + kCrcBytes);
    list_.bytes().read(place.offset, title);
    Bytes record;
    record.u32(article);
    record.u32(fit(list_.size(), 0xFFFFFFFF, "bundle", "bytes of titles"));
    record.u16(place.bytes);
    record.u16(fit(keys.bytes.size(), 0xFFFF, parts_.gathered.articles[article].source, "bytes of keys"));
    record.u32(fit(keys_bytes_, 0xFFFFFFFF, "bundle", "bytes of keys"));
    titles_.add(record);
    list_.append(title);
    keys_.add({reinterpret_cast<const std::uint8_t*>(keys.bytes.data()), keys.bytes.size()});
    keys_bytes_ += keys.bytes.size();
  }

  // `title` is a chunk: what fits one.
  void add_title(std::uint32_t article, const std::vector<std::uint8_t>& title, std::uint32_t depth) {
    Bytes record;
    record.u32(article);
    record.u32(fit(list_.size(), 0xFFFFFFFF, "bundle", "bytes of titles"));
    record.u16(static_cast<std::uint32_t>(title.size()));
    record.u16(depth);
    navigation_.add(record);
    list_.append_checked(title);
    ++navigation_lines_;
  }

  // Keys and values: u16 length and bytes of each.
  std::vector<std::uint8_t> meta() const {
    Bytes bytes;
    for (const auto& [key, value] : parts_.meta) {
      for (const std::string* text : {&key, &value}) {
        bytes.u16(fit(text->size(), 0xFFFF, key, "bytes"));
        for (const char c : *text) bytes.u8(static_cast<std::uint8_t>(c));
      }
    }
    return bytes.take();
  }

  // In the order of the file: those up to `clusters_` are the front, which a list of articles needs.
  std::vector<SectionWriter*> sections() {
    std::vector<SectionWriter*> all{&alphabet_, &code_,     &articles_, &tables_.names, &navigation_, &titles_,      &orders_,
                                    &list_,     &code_points_, &clusters_, &keys_, &find_,     &tables_.units, &tables_.chunks,
                                    &tables_.headings, &tables_.notes, &tables_.marks, &phrases_, &tables_.text, &search_};
    if (!parts_.menus.empty()) all.push_back(&menu_);
    if (tables_.counts.links > 0) all.push_back(&tables_.links);
    for (const auto& strike : parts_.strikes) all.push_back(strike.get());
    all.push_back(&meta_);
    return all;
  }

  // Room for the header, the sections one after the other, then the header. Page tables are made of the bundle without
  // them.
  void assemble(const WritePasses& passes, Output& output) {
    const std::vector<SectionWriter*> all = sections();
    const std::size_t places = all.size() + (parts_.profiles.empty() ? 0 : 1);
    const std::uint64_t head = kHeaderBytes + places * kSectionEntryBytes + kCrcBytes;
    std::uint64_t total = head;
    for (SectionWriter* section : all) {
      section->finish();
      total += section->size();
    }
    output.append(std::vector<std::uint8_t>(static_cast<std::size_t>(head)));
    Assembled done{head, head, article_id({}), 0, {}};
    const auto copied = [&] { passes.copied(done.at, total); };
    for (SectionWriter* section : all) append(*section, output, done, copied);
    write_head(output, done);
    if (parts_.profiles.empty()) return;
    TableWriter pages(kPagesTag, 1, folder_);
    write_page_tables(output.source(), parts_.profiles, resting(passes.paginate, output), folder_, pages);
    pages.finish();
    append(pages, output, done, [] {});
    write_head(output, done);
  }

  struct Assembled {
    std::uint64_t at, front, id;
    std::size_t sections;
    Bytes entries;
  };

  template <typename Copied>
  void append(SectionWriter& section, Output& output, Assembled& done, Copied copied) {
    const std::uint64_t begin = done.at;
    fit(begin + section.size(), 0xFFFFFFFF, "bundle", "bytes");
    std::uint32_t crc = 0;
    section.bytes().read_all([&](std::span<const std::uint8_t> piece) {
      crc = crc32c(piece.data(), piece.size(), crc);
      for (const std::uint8_t byte : piece) done.id = (done.id ^ byte) * 0x100000001B3u;
      output.append(piece);
      done.at += piece.size();
      copied();
    });
    section.bytes().clear();
    done.entries.u32(section.tag());
    done.entries.u32(static_cast<std::uint32_t>(begin));
    done.entries.u32(static_cast<std::uint32_t>(done.at - begin));
    done.entries.u32(crc);
    ++done.sections;
    if (&section == &clusters_) done.front = done.at;
  }

  void write_head(Output& output, const Assembled& done) const {
    Bytes file;
    file.append_checked(header(done.sections, done.at, done.front, done.id));
    file.append_checked(done.entries.get());
    output.write_at(0, file.get());
  }

  std::vector<std::uint8_t> header(std::size_t sections, std::uint64_t bytes, std::uint64_t front, std::uint64_t id) const {
    Bytes header;
    for (const std::uint8_t byte : kMagic) header.u8(byte);
    header.u16(kVersion);
    header.u8(static_cast<std::uint32_t>(sections));
    header.u8(tables_.units.record_bytes());
    header.u32(static_cast<std::uint32_t>(bytes));
    header.u32(static_cast<std::uint32_t>(front));
    header.u64(id);
    header.u32(static_cast<std::uint32_t>(parts_.gathered.articles.size()));
    const TableCounts& counts = tables_.counts;
    for (const std::uint32_t count : {counts.units, counts.chunks, counts.notes, counts.marks, counts.headings,
                                      navigation_lines_})
      header.u32(count);
    while (header.size() < kHeaderCrcAt) header.u8(0);
    return header.take();
  }

  const BundleParts& parts_;
  const BuiltAlphabet& built_;
  const TextModel& model_;
  const SearchTerms& terms_;
  SearchWriter lists_;
  const std::filesystem::path& folder_ = parts_.scratch;
  SectionWriter alphabet_{kAlphabetTag, folder_}, list_{kListTag, folder_}, meta_{kMetaTag, folder_};
  TableWriter code_{kTextCodeTag, 1, folder_}, phrases_{kPhrasesTag, 1, folder_}, search_{kSearchTag, 1, folder_}, menu_{kMenuTag, 1, folder_}, articles_{kArticlesTag, kArticleBytes, folder_}, 
      titles_{kTitlesTag, kTitleBytes, folder_}, orders_{kOrdersTag, kOrderBytes, folder_}, keys_{kKeysTag, 1, folder_},
      find_{kFindTag, kFindBytes, folder_}, navigation_{kNavigationTag, kNavigationBytes, folder_},
      code_points_{kCodePointsTag, kCodePointsBytes, folder_}, clusters_{kClustersTag, kClusterWordBytes, folder_};
  ArticleTables tables_{folder_, {}};
  std::uint32_t navigation_lines_ = 0;
  std::uint64_t keys_bytes_ = 0;
  std::vector<TitlePlace> title_places_;  // of each article, in LIST
  std::vector<std::string> sections_;  // of the contents, that are open
};

}  // namespace

void write_bundle(const BundleParts& parts, const BuiltAlphabet& alphabet, const TextModel& model, const SearchTerms& terms,
                  const WritePasses& passes, Output& output) {
  Writer(parts, alphabet, model, terms).write(passes, output);
}

std::uint64_t article_id(std::string_view id) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : id) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace lr::pack
