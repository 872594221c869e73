// lrpack report: a bundle on one HTML page.
#include <libreader/pack.h>
#include <libreader/pack/import.h>
#include <libreader/scale.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "html.h"
#include "opened.h"
#include "parts.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct ReportOptions {
  std::filesystem::path bundle, output, packing;
};

// What "lrpack make --report" wrote. Throws InputError.
Json read_packing(const std::filesystem::path& file) {
  const std::vector<std::uint8_t> bytes = read_bytes(file);
  Json packing = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (!packing.is_object() || !packing.contains("remarks"))
    throw lr::pack::InputError(file.string(), "is no report of lrpack make --report");
  return packing;
}

std::string summary_of(Opened& opened) {
  std::vector<std::vector<std::string>> rows = {{"", ""},
                                                {"File", escaped(opened.name())},
                                                {"Bytes", grouped(opened.file_bytes())},
                                                {"Format", std::to_string(opened.bundle().version())},
                                                {"Articles", grouped(opened.bundle().articles())},
                                                {"Symbols", grouped(opened.bundle().alphabet().symbols())}};
  for (const auto& [key, value] : meta_of(opened)) rows.push_back({escaped(key), escaped(value)});
  return table_of(rows);
}

std::string articles_of(Opened& opened) {
  std::vector<std::vector<std::string>> rows = {{"", "Title", "Id", "Characters", "Blocks", "Headings", "Notes"}};
  for (std::uint32_t i = 0; i < opened.bundle().articles(); ++i) {
    opened.attempt("article " + std::to_string(i + 1), [&] {
      lr::Article article;
      check(opened.bundle().article(i, article), opened.name(), "article");
      rows.push_back({std::to_string(i + 1), escaped(opened.text(article.first_unit)),
                      escaped(opened.article_id(article)), grouped(article.code_points), grouped(article.body_units),
                      grouped(article.headings), grouped(article.notes)});
    });
  }
  return "<h2>Articles</h2>\n" + table_of(rows);
}

std::string sizes_of(Opened& opened) {
  std::vector<Bar> bars;
  for (const Json& section : section_list(opened)) {
    const std::string tag = section["tag"], group = section["group"];
    const auto bytes = section["bytes"].get<std::size_t>();
    const auto same = std::find_if(bars.begin(), bars.end(), [&](const Bar& bar) { return bar.name == tag; });
    if (same != bars.end())
      same->bytes += bytes;
    else
      bars.push_back({tag, group, bytes});
  }
  return "<h2>Bytes by section</h2>\n" + bar_chart(bars);
}

// How many symbols a strike draws, and those that it cannot.
std::vector<std::string> coverage_of(Opened& opened, std::uint32_t index, std::size_t bytes) {
  lr::Strike strike;
  check(opened.reader().strike(index, strike, {lr::scaler_for(1)}), opened.name(), "strike");
  std::vector<std::uint8_t> model(strike.model_bytes()), buffer(strike.picture_bytes());
  std::uint32_t used = 0;
  check(strike.load(model, used), opened.name(), "strike");
  std::size_t drawn = 0, blank = 0;
  std::string missing;
  for (lr::Symbol symbol = lr::kFirstTextSymbol; symbol < opened.bundle().alphabet().symbols(); ++symbol) {
    lr::Glyph glyph{};
    char text[64];
    std::uint32_t size = 0;
    const lr::Status status = strike.glyph(symbol, buffer, glyph);
    if (status == lr::Status::kOk) ++(glyph.width > 0 ? drawn : blank);
    if (status != lr::Status::kOk && opened.bundle().symbol_text(symbol, text, sizeof text, size) == lr::Status::kOk)
      missing += std::string(text, size) + " ";
  }
  return {escaped(face_of(opened, strike)),
          std::to_string(strike.ppem()) + " px, " +
              (strike.is_scalable() ? "and smaller" : std::to_string(strike.bits_per_pixel()) + " bpp"),
          grouped(drawn),
          grouped(blank),
          missing.empty() ? "none" : escaped(missing),
          grouped(bytes)};
}

std::string strikes_of(Opened& opened) {
  std::vector<std::vector<std::string>> rows = {{"Face", "Size", "Drawn", "Blank", "Missing", "Bytes"}};
  const std::vector<std::size_t> bytes = strike_sizes(opened);
  for (std::uint32_t i = 0; i < opened.bundle().strikes(); ++i) rows.push_back(coverage_of(opened, i, bytes[i]));
  return "<h2>Glyphs</h2>\n" + (rows.size() == 1 ? "<p>The bundle has text only.</p>\n" : table_of(rows));
}

std::string questions_of(const ReportOptions& options) {
  const std::string head = "<h2>Questions of recovery</h2>\n";
  if (options.packing.empty())
    return head + "<p>Not known: a bundle does not hold them. Give the report of its packing with --packing.</p>\n";
  std::vector<std::vector<std::string>> rows = {{"Kind", "Where", "What"}};
  const Json packing = read_packing(options.packing);
  for (const Json& remark : packing["remarks"]) {
    const std::string kind = remark.value("kind", "");
    if (kind == "question" || kind == "missing")
      rows.push_back({kind, escaped(remark.value("where", "")), escaped(remark.value("what", ""))});
  }
  for (const Json& skipped : packing.value("skipped", Json::array()))
    rows.push_back({"skipped", escaped(skipped.value("where", "")), escaped(skipped.value("what", ""))});
  return head + (rows.size() == 1 ? "<p>None.</p>\n" : table_of(rows));
}

void report(const ReportOptions& options) {
  check_writable(options.output);
  Opened opened(options.bundle);
  const std::string page =
      html_page(options.bundle.filename().string(), summary_of(opened) + articles_of(opened) + questions_of(options) +
                                                        strikes_of(opened) + sizes_of(opened));
  lr::pack::write_file(options.output, {reinterpret_cast<const std::uint8_t*>(page.data()), page.size()});
  opened.finish();
}

}  // namespace

void add_report(CLI::App& app) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "A bundle on one HTML page: articles, questions, glyphs, sizes");
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("-o,--output", options->output, "the HTML to write")->required();
  command->add_option("--packing", options->packing,
                      "the JSON that lrpack make --report wrote: for what recovery was not sure of");
  command->callback([options] { report(*options); });
}

}  // namespace lrpack
