// lrpack list: the contents of a bundle, its articles sorted, those whose title is found.
#include <libreader/pack/import.h>
#include <libreader/title_search.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct ListOptions {
  std::filesystem::path bundle;
  std::string sort, find;
  bool json = false, finds = false;
};

const std::map<std::string, lr::List> kSorts = {
    {"title", lr::List::kTitle}, {"author", lr::List::kAuthor}, {"date", lr::List::kDate}};

// "2024-03", as much as is known.
std::string text_of(const lr::Date& date) {
  std::array<char, 16> text{};
  if (date.year == 0) return {};
  if (date.month == 0) {
    std::snprintf(text.data(), text.size(), "%04d", date.year);
  } else if (date.day == 0) {
    std::snprintf(text.data(), text.size(), "%04d-%02d", date.year, date.month);
  } else {
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return text.data();
}

class Lister {
 public:
  explicit Lister(const ListOptions& options) : options_(options), opened_(options.bundle) {}

  void run() {
    if (options_.finds) {
      find();
    } else {
      list(options_.sort.empty() ? lr::List::kContents : kSorts.at(options_.sort));
    }
    if (options_.json) print(result_);
    opened_.finish();
  }

 private:
  void list(lr::List list) {
    if (list != lr::List::kContents && opened_.bundle().articles() > 0 && opened_.bundle().list_items(list) == 0)
      throw lr::pack::InputError(opened_.name(), "has no sorted lists: pack the documents again");
    for (std::uint32_t i = 0; i < opened_.bundle().list_items(list); ++i) {
      opened_.attempt("line " + std::to_string(i) + " of the list", [&] {
        lr::NavigationItem item;
        check(opened_.bundle().list_item(list, i, item), opened_.name(), "list");
        lr::Date date{};
        if (list == lr::List::kDate) check(opened_.bundle().list_date(i, date), opened_.name(), "list");
        add(item, text_of(date));
      });
    }
  }

  void find() {
    lr::TitleSearch search;
    const lr::Status status = search.open(opened_.bundle(), options_.find);
    if (status == lr::Status::kNotFound)
      throw lr::pack::InputError(opened_.name(), "has no keys of titles: pack the documents again, with `title_search`");
    check(status, opened_.name(), "keys of titles");
    lr::NavigationItem item;
    while (search.next(item) == lr::Status::kOk) opened_.attempt("a title", [&] { add(item, {}); });
  }

  void add(const lr::NavigationItem& item, const std::string& date) {
    const std::string title = opened_.text(item);
    if (item.article == lr::kNoArticle) {
      if (!options_.json) std::printf("%*s%s\n", 2 * item.depth, "", title.c_str());
      return;
    }
    lr::Article article;
    check(opened_.bundle().article(item.article, article), opened_.name(), "article");
    const std::string id = opened_.article_id(article);
    Json entry{{"id", id},
               {"title", title},
               {"code_points", article.code_points},
               {"blocks", article.body_units},
               {"notes", article.notes}};
    if (!date.empty()) entry["date"] = date;
    result_["articles"].push_back(entry);
    if (options_.json) return;
    std::printf("%*s%2u  %s  (%s, %s%u characters)\n", 2 * item.depth, "", item.article + 1, title.c_str(), id.c_str(),
                date.empty() ? "" : (date + ", ").c_str(), article.code_points);
  }

  const ListOptions& options_;
  Opened opened_;
  Json result_{{"articles", Json::array()}};
};

}  // namespace

void add_list(CLI::App& app) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = app.add_subcommand("list", "The articles of a bundle");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  auto* sort = command->add_option("--sort", options->sort, "title, author or date; else as in the contents")
                   ->check(CLI::IsMember({"title", "author", "date"}));
  auto* find =
      command->add_option("--find", options->find, "those with a title, or a word in it, that begins so: pinyin too")
          ->excludes(sort);
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options, find] {
    options->finds = find->count() > 0;
    Lister(*options).run();
  });
}

}  // namespace lrpack
