// lrpack export: articles out of a bundle as JSON, text or Markdown.
#include <libreader/pack/import.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct ExportOptions {
  std::filesystem::path bundle;
  std::string article;
  std::optional<std::uint32_t> block;
  std::string format = "json";
};

const char* type_of(lr::BlockKind kind) {
  switch (kind) {
    case lr::BlockKind::kHeading: return "heading";
    case lr::BlockKind::kQuote: return "quote";
    case lr::BlockKind::kListItem: return "list";
    case lr::BlockKind::kCaption: return "caption";
    case lr::BlockKind::kTable: return "table";
    case lr::BlockKind::kCode: return "code";
    case lr::BlockKind::kRule: return "rule";
    default: return "paragraph";
  }
}

void add_field(Json& json, lr::BlockKind kind, const std::string& text) {
  switch (kind) {
    case lr::BlockKind::kTitle: json["title"] = text; break;
    case lr::BlockKind::kSubtitle: json["subtitle"] = text; break;
    case lr::BlockKind::kAuthor: json["authors"].push_back(text); break;
    case lr::BlockKind::kAffiliation: json["affiliations"].push_back(text); break;
    case lr::BlockKind::kDate: json["date"] = text; break;
    case lr::BlockKind::kPublication: json["publication"] = text; break;
    case lr::BlockKind::kAbstract: json["abstract"] = text; break;
    case lr::BlockKind::kKeyword: json["keywords"].push_back(text); break;
    case lr::BlockKind::kTitleEn: json["title_en"] = text; break;
    case lr::BlockKind::kAbstractEn: json["abstract_en"] = text; break;
    case lr::BlockKind::kReading: json["reading"] = text; break;
    case lr::BlockKind::kTranslator: json["translators"].push_back(text); break;
    case lr::BlockKind::kEditor: json["editors"].push_back(text); break;
    case lr::BlockKind::kAuthorEn: json["authors_en"].push_back(text); break;
    case lr::BlockKind::kLanguage: json["language"] = text; break;
    default: break;
  }
}

Json note_json(Opened& opened, const lr::Article& article, std::uint32_t index) {
  lr::Note note;
  check(opened.bundle().note(article, index, note), opened.name(), "note");
  std::string text;
  for (std::uint32_t unit = note.first_unit; unit < note.first_unit + note.units; ++unit)
    text += (text.empty() ? "" : "\n") + opened.text(unit);
  const std::string name = opened.note_name(article, index);
  if (name == "*") return {{"n", name}, {"text", text}};
  return {{"n", index + 1}, {"text", text}};
}

Json block_json(Opened& opened, const lr::Article& article, const lr::Unit& unit, std::uint32_t index) {
  Json block{{"type", type_of(unit.kind)}};
  if (unit.kind == lr::BlockKind::kHeading) block["level"] = unit.level;
  if (unit.list_depth > 0) block["depth"] = unit.list_depth;
  if (const std::string label = opened.label(index); !label.empty()) block["label"] = label;
  block["text"] = opened.text(index, &article);
  return block;
}

// With `only`, that block of the body and nothing else is read.
Json article_json(Opened& opened, std::uint32_t index, const std::string& id, const lr::Article& article,
                  const std::optional<std::uint32_t>& only) {
  Json json{{"id", id}, {"title", ""}, {"subtitle", ""}, {"title_en", ""}, {"authors", Json::array()}, {"date", ""},
            {"publication", ""}, {"abstract", ""}, {"abstract_en", ""}, {"keywords", Json::array()},
            {"affiliations", Json::array()}, {"blocks", Json::array()}, {"footnotes", Json::array()}};
  const std::string where = "article " + std::to_string(index + 1);
  for (std::uint32_t i = article.first_unit; i < article.end_unit(); ++i) {
    const std::uint32_t body = article.first_body_unit();
    if (only && i != body + *only) continue;
    opened.attempt(where + (i < body ? ", front matter" : ", block " + std::to_string(i - body)), [&] {
      lr::Unit unit;
      check(opened.bundle().unit(i, unit), opened.name(), "block");
      if (lr::is_front_matter(unit.kind)) {
        add_field(json, unit.kind, opened.text(i));
      } else {
        json["blocks"].push_back(block_json(opened, article, unit, i));
      }
    });
  }
  for (std::uint32_t i = 0; i < article.notes && !only; ++i)
    opened.attempt(where + ", note " + std::to_string(i + 1),
                   [&] { json["footnotes"].push_back(note_json(opened, article, i)); });
  return json;
}

// The contents as a tree: an item stands under the last one before it that is less deep.
Json navigation_json(Opened& opened, const std::vector<std::string>& ids) {
  Json root = Json::array();
  std::vector<std::pair<int, Json*>> open;
  const auto add = [&](std::uint32_t i) {
    lr::NavigationItem item;
    check(opened.bundle().navigation(i, item), opened.name(), "contents");
    while (!open.empty() && open.back().first >= item.depth) open.pop_back();
    Json& list = open.empty() ? root : *open.back().second;
    Json entry{{"title", opened.text(item)}};
    if (item.article != lr::kNoArticle) {
      if (item.article >= ids.size()) throw lr::pack::InputError(opened.name(), "contents");
      entry["article"] = ids[item.article];
      list.push_back(entry);
      return;
    }
    entry["children"] = Json::array();
    list.push_back(entry);
    open.emplace_back(item.depth, &list.back()["children"]);
  };
  for (std::uint32_t i = 1; i < opened.bundle().navigation_items(); ++i)
    opened.attempt("line " + std::to_string(i) + " of the contents", [&] { add(i); });
  return root;
}

// `text` with `prefix` before each line but the first.
std::string continued(const std::string& text, const std::string& prefix) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\n" + prefix : std::string(1, c);
  return out;
}

// A table's text: cells parted by tabs, rows by line feeds; the first row is the head.
std::string markdown_table(const std::string& text) {
  std::string out = "| ", rule;
  std::size_t columns = 1;
  bool head = true;
  for (const char c : text + "\n") {
    if (c == '\t') {
      out += " | ";
      if (head) ++columns;
    } else if (c == '\n') {
      out += " |\n";
      for (std::size_t i = 0; head && i < columns; ++i) out += i + 1 < columns ? "|---" : "|---|\n";
      head = false;
      out += "| ";
    } else {
      out += c == '|' ? "\\|" : std::string(1, c);
    }
  }
  return out.substr(0, out.size() - 2);
}

std::string markdown_list_item(const Json& block) {
  const std::string label = block.value("label", "");
  const bool numbered = label.ends_with('.') || label.ends_with(')');
  const std::string indent(3 * (block.value("depth", std::size_t{1}) - 1), ' ');
  const std::string marker = label.empty() ? "" : numbered ? label + " " : "-  ";
  const std::string text = continued(block["text"].get<std::string>(), indent + "   ");
  return indent + (marker.empty() ? "   " : marker) + text + "\n";
}

std::string markdown_block(const Json& block) {
  const auto type = block["type"].get<std::string>();
  const auto text = block["text"].get<std::string>();
  if (type == "heading") return std::string(block["level"].get<std::size_t>() + 1, '#') + " " + text + "\n";
  if (type == "quote") return "> " + continued(text, "> ") + "\n";
  if (type == "code") return "```\n" + text + "\n```\n";
  if (type == "rule") return "---\n";
  if (type == "list") return markdown_list_item(block);
  if (type == "table") return markdown_table(text);
  return text + "\n";
}

std::string plain_block(const Json& block) {
  return block.value("label", "") + (block.contains("label") ? " " : "") + block["text"].get<std::string>() + "\n";
}

std::string markdown_of(const Json& article, bool plain) {
  const auto name_of = [](const Json& note) {
    return note["n"].is_string() ? note["n"].get<std::string>() : std::to_string(note["n"].get<int>());
  };
  std::string out = (plain ? "" : "# ") + article["title"].get<std::string>();
  for (const Json& note : article["footnotes"]) out += name_of(note) == "*" ? "[^*]" : "";  // a note on the title
  out += "\n";
  for (const Json& author : article["authors"]) out += "\n" + author.get<std::string>() + "\n";
  for (const Json& block : article["blocks"]) out += "\n" + (plain ? plain_block(block) : markdown_block(block));
  for (const Json& note : article["footnotes"])
    out += "\n[^" + name_of(note) + "]: " +
           continued(note["text"].get<std::string>(), plain ? "" : "\n    ") + "\n";
  return out;
}

void refuse_unknown_block(Opened& opened, std::uint32_t index, std::uint32_t block) {
  lr::Article article;
  check(opened.bundle().article(index, article), opened.name(), "article");
  if (block >= article.body_units)
    throw lr::pack::InputError(opened.name(), "has no block " + std::to_string(block) + " in this article; it has " +
                                                  std::to_string(article.body_units) + ", from 0 on");
}

void export_bundle(const ExportOptions& options) {
  Opened opened(options.bundle);
  Json result{{"articles", Json::array()}};
  std::vector<std::string> ids;
  const std::uint32_t only = options.article.empty() ? lr::kNoArticle : opened.find_article(options.article);
  if (options.block) refuse_unknown_block(opened, only, *options.block);
  for (std::uint32_t i = 0; i < opened.bundle().articles(); ++i) {
    const std::string where = "article " + std::to_string(i + 1);
    ids.push_back(std::to_string(i + 1));  // a number serves where the id is damaged
    opened.attempt(where, [&] {
      lr::Article article;
      check(opened.bundle().article(i, article), opened.name(), where);
      opened.attempt("the id of " + where, [&] { ids.back() = opened.article_id(article); });
      if (only == lr::kNoArticle || only == i)
        result["articles"].push_back(article_json(opened, i, ids.back(), article, options.block));
    });
  }
  if (options.format == "json") {
    result["navigation"] = navigation_json(opened, ids);
    print(result);
    opened.finish();
    return;
  }
  const char* separator = "";
  for (const Json& article : result["articles"]) {
    std::printf("%s%s", separator, markdown_of(article, options.format == "text").c_str());
    separator = "\n";
  }
  opened.finish();
}

}  // namespace

void add_export(CLI::App& app) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand("export", "Articles as JSON, text or Markdown");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("--article", options->article, "id or number; else all");
  command->add_option("--block", options->block, "of the article: this block of its body only, counted from 0")->needs("--article");
  command->add_option("--format", options->format, "json, text, markdown")->check(CLI::IsMember({"json", "text", "markdown"}));
  command->callback([options] { export_bundle(*options); });
}

}  // namespace lrpack
