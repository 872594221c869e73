// lrpack search: every occurrence of a string, found as a device finds it.
#include <libreader/pack/import/utf.h>
#include <libreader/search.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct SearchOptions {
  std::filesystem::path bundle;
  std::string query;
  bool json = false;
};

constexpr const char* kFields[] = {"title",       "subtitle", "author",  "affiliation", "date",
                                   "publication", "abstract", "keyword", "title_en",    "abstract_en"};

// The hits of the library's own search, told as export tells of text: blocks of the body, notes, fields.
class Hits {
 public:
  Hits(Opened& opened, const std::string& query) : opened_(opened), cursor_(opened.bundle()) {
    const lr::Status status = search_.open(opened_.bundle(), lr::pack::nfc(query));
    if (status == lr::Status::kNoSpace)
      throw CLI::ValidationError("query", "is longer than " + std::to_string(lr::kMaxQueryCodePoints) + " characters");
    check(status, opened_.name(), "section SRCH");
  }

  Json run() {
    opened_.attempt("the text", [&] {
      lr::Hit hit;
      lr::Status status = search_.next(hit);
      for (; status == lr::Status::kOk; status = search_.next(hit)) add(hit);
      if (status != lr::Status::kEnd) check(status, opened_.name(), "text");
    });
    return std::move(hits_);
  }

 private:
  void add(const lr::Hit& hit) {
    if (hit.article != index_) enter(hit.article);
    Json told{{"article", id_}};
    std::uint32_t offset = hit.code_point;
    if (hit.unit < article_.first_body_unit()) {
      told["field"] = kFields[static_cast<std::size_t>(hit.kind) - static_cast<std::size_t>(lr::BlockKind::kTitle)];
    } else if (hit.unit < article_.end_unit()) {
      told["block"] = hit.unit - article_.first_body_unit();
    } else {
      told["note"] = note_of(hit.unit, offset);
    }
    told["offset"] = offset;
    told["snippet"] = around(hit);
    hits_.push_back(std::move(told));
  }

  void enter(std::uint32_t index) {
    index_ = index;
    check(opened_.bundle().article(index, article_), opened_.name(), "article " + std::to_string(index + 1));
    id_ = std::to_string(index + 1);  // a number serves where the id is damaged
    opened_.attempt("the id of article " + id_, [&] { id_ = opened_.article_id(article_); });
  }

  // The number of the note that a unit is of, from 1; `offset` becomes that in the note, whose blocks are one text,
  // joined by line feeds, as export writes it.
  std::uint32_t note_of(std::uint32_t unit, std::uint32_t& offset) {
    std::uint32_t low = 0, high = article_.notes;
    lr::Note note{};
    while (low + 1 < high) {
      const std::uint32_t middle = (low + high) / 2;
      check(opened_.bundle().note(article_, middle, note), opened_.name(), "note");
      (note.first_unit <= unit ? low : high) = middle;
    }
    check(opened_.bundle().note(article_, low, note), opened_.name(), "note");
    for (std::uint32_t i = note.first_unit; i < unit; ++i)
      offset += static_cast<std::uint32_t>(lr::pack::decode_utf8(opened_.text(i)).size()) + 1;
    return low + 1;
  }

  std::string around(const lr::Hit& hit) {
    std::string text(kSnippetBytes, '\0');
    std::uint32_t bytes = 0;
    const lr::Status status = lr::snippet(cursor_, hit, lr::kSnippetAround, text.data(), kSnippetBytes, bytes);
    check(status, opened_.name(), "text around a hit");
    text.resize(bytes);
    return text;
  }

  static constexpr std::uint32_t kSnippetBytes = 4096;

  Opened& opened_;
  lr::Search search_;
  lr::TextCursor cursor_;
  lr::Article article_{};
  std::uint32_t index_ = lr::kNoArticle;
  std::string id_;
  Json hits_ = Json::array();
};

// "block 3", "note 1", "title".
std::string place_of(const Json& hit) {
  for (const char* part : {"block", "note"}) {
    if (hit.contains(part)) return std::string(part) + " " + std::to_string(hit[part].get<std::uint32_t>());
  }
  return hit["field"].get<std::string>();
}

void search(const SearchOptions& options) {
  if (options.query.empty()) throw CLI::ValidationError("query", "is empty");
  Opened opened(options.bundle);
  const Json hits = Hits(opened, options.query).run();
  if (options.json) {
    print(Json{{"hits", hits}});
    opened.finish();
    return;
  }
  for (const Json& hit : hits)
    std::printf("%s %s: %s\n", hit["article"].get<std::string>().c_str(), place_of(hit).c_str(),
                hit["snippet"].get<std::string>().c_str());
  std::fprintf(stderr, "%zu hits\n", hits.size());
  opened.finish();
}

}  // namespace

void add_search(CLI::App& app) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command =
      app.add_subcommand("search", "Every occurrence of a string, in titles first, then in all other text");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("query", options->query, "one character or more")->required();
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options] { search(*options); });
}

}  // namespace lrpack
