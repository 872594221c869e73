// lrpack search: every occurrence of a string, by an exact scan of the bundle's text.
#include <libreader/pack/import/utf.h>

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

constexpr std::size_t kAround = 16;  // code points of a snippet on either side

class Search {
 public:
  Search(Opened& opened, const std::string& query) : opened_(opened), query_(lr::pack::decode_utf8(lr::pack::nfc(query))) {}

  Json run() {
    for (std::uint32_t i = 0; i < opened_.bundle().articles(); ++i)
      opened_.attempt("article " + std::to_string(i + 1), [&] { scan_article(i); });
    return std::move(hits_);
  }

 private:
  void scan_article(std::uint32_t index) {
    const std::string where = "article " + std::to_string(index + 1);
    lr::Article article;
    check(opened_.bundle().article(index, article), opened_.name(), where);
    std::string id = std::to_string(index + 1);  // a number serves where the id is damaged
    opened_.attempt("the id of " + where, [&] { id = opened_.article_id(article); });
    for (std::uint32_t block = 0; block < article.body_units; ++block)
      opened_.attempt(where + ", block " + std::to_string(block), [&] {
        scan(opened_.text(article.first_body_unit() + block), {{"article", id}, {"block", block}});
      });
    for (std::uint32_t n = 0; n < article.notes; ++n)
      opened_.attempt(where + ", note " + std::to_string(n + 1), [&] { scan_note(article, id, n); });
  }

  // The blocks of a note are one text, joined by line feeds, as export writes it.
  void scan_note(const lr::Article& article, const std::string& id, std::uint32_t index) {
    lr::Note note;
    check(opened_.bundle().note(article, index, note), opened_.name(), "note");
    std::string text;
    for (std::uint32_t unit = note.first_unit; unit < note.first_unit + note.units; ++unit)
      text += (unit == note.first_unit ? "" : "\n") + opened_.text(unit);
    scan(text, {{"article", id}, {"note", index + 1}});
  }

  void scan(const std::string& utf8, const Json& where) {
    const std::u32string text = lr::pack::decode_utf8(utf8);
    for (std::size_t at = text.find(query_); at != std::u32string::npos; at = text.find(query_, at + 1)) {
      Json hit = where;
      const std::size_t from = at < kAround ? 0 : at - kAround;
      hit["offset"] = at;
      hit["snippet"] = lr::pack::encode_utf8(std::u32string_view(text).substr(from, at - from + query_.size() + kAround));
      hits_.push_back(hit);
    }
  }

  Opened& opened_;
  std::u32string query_;
  Json hits_ = Json::array();
};

void search(const SearchOptions& options) {
  if (options.query.empty()) throw CLI::ValidationError("query", "is empty");
  Opened opened(options.bundle);
  const Json hits = Search(opened, options.query).run();
  if (options.json) {
    print(Json{{"hits", hits}});
    opened.finish();
    return;
  }
  for (const Json& hit : hits)
    std::printf("%s %s %d: %s\n", hit["article"].get<std::string>().c_str(), hit.contains("note") ? "note" : "block",
                hit.contains("note") ? hit["note"].get<int>() : hit["block"].get<int>(),
                hit["snippet"].get<std::string>().c_str());
  std::fprintf(stderr, "%zu hits\n", hits.size());
  opened.finish();
}

}  // namespace

void add_search(CLI::App& app) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command = app.add_subcommand("search", "Every occurrence of a string");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("query", options->query, "one character or more")->required();
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options] { search(*options); });
}

}  // namespace lrpack
