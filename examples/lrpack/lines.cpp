// lrpack breaks, lines: break opportunities and lines of a text file, a paragraph a line, for tests against other engines.
#include <libreader/pack.h>
#include <libreader/pack/breaks.h>
#include <libreader/pack/import/utf.h>
#include <libreader/reader.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "opened.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;
namespace pack = lr::pack;

struct LineOptions {
  std::filesystem::path file;
  std::string language = "zh-Hans";
  std::string style = "gb";
  double measure_em = 20;
  bool untailored = false;
  bool solid = false;
};

std::vector<std::u32string> paragraphs_of(const std::filesystem::path& file) {
  const std::vector<std::uint8_t> bytes = read_bytes(file);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (const std::size_t bad = pack::find_invalid_utf8(text); bad != pack::kAllValid)
    throw pack::InputError(file.string() + ", byte " + std::to_string(bad), "is not UTF-8: convert the file first");
  std::vector<std::u32string> paragraphs;
  const std::u32string all = pack::decode_utf8(text);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find(U'\n', at), all.size());
    paragraphs.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  return paragraphs;
}

pack::Language language_of(const std::string& name) {
  const auto language = pack::parse_language(name);
  if (!language) throw CLI::ValidationError("--lang", "expected zh-Hans, zh-Hant, ja, ko or en, found \"" + name + "\"");
  return *language;
}

lr::KinsokuLevel level_of(const std::string& name) {
  if (name == "basic") return lr::KinsokuLevel::kBasic;
  return name == "gb" ? lr::KinsokuLevel::kGb : lr::KinsokuLevel::kStrict;
}

void breaks(const LineOptions& options) {
  const pack::Language language = language_of(options.language);
  Json paras = Json::array();
  for (const std::u32string& paragraph : paragraphs_of(options.file)) {
    Json offsets = Json::array();
    if (options.untailored) {
      const std::vector<bool> allowed = pack::untailored_breaks(paragraph);
      for (std::size_t i = 1; i < allowed.size(); ++i) {
        if (allowed[i]) offsets.push_back(i);
      }
    } else {
      const pack::BreakAnalysis analysis = pack::analyse_breaks(paragraph, language);
      for (std::size_t i = 1; i < paragraph.size(); ++i) {
        if (lr::may_break(analysis.before[i], level_of(options.style))) offsets.push_back(i);
      }
    }
    paras.push_back({{"i", paras.size()}, {"n", paragraph.size()}, {"breaks", offsets}});
  }
  print(Json{{"oracle", "libreader"}, {"paras", paras}}, -1);
}

// The paragraphs as an article without strikes, laid out by the device's engine.
void lines(const LineOptions& options) {
  constexpr int kEm = 64;
  const pack::Language language = language_of(options.language);
  pack::Article article;
  article.language = language;
  article.fields.id = article.fields.title = "lines";
  const std::vector<std::u32string> paragraphs = paragraphs_of(options.file);
  for (const std::u32string& paragraph : paragraphs) {
    pack::Block block;
    block.kind = lr::BlockKind::kParagraph;
    block.spans.push_back({paragraph, 0, 0});
    article.blocks.push_back(block);
  }
  const pack::PackResult packed = pack::pack_articles({article}, "lines", language, {});
  lr::Bundle bundle;
  std::vector<lr::Storage::Page> cache(16);
  check(bundle.open(lr::memory_source(packed.bundle.data(), static_cast<std::uint32_t>(packed.bundle.size())), cache),
        "lines", "open");
  lr::Style style;
  style.metrics = lr::MetricsKind::kNominal;
  style.nominal_em = kEm;
  style.indent = false;
  style.margin_left = style.margin_right = style.margin_top = style.margin_bottom = 0;
  style.page_width = static_cast<std::int16_t>(std::lround(options.measure_em * kEm));
  style.whole_em_measure = false;
  style.kinsoku = level_of(options.style);
  if (options.solid) {
    style.autospace = style.squeeze = style.hyphens = false;
    style.orphans = true;
  }
  std::vector<lr::LineItem> items(4096);
  lr::Layout layout;
  check(layout.open(bundle, style, items), "lines", "--measure");
  lr::Article opened;
  check(bundle.article(0, opened), "lines", "article");
  const lr::Flow flow = flow_of(opened, style);
  Json paras = Json::array();
  for (std::uint32_t i = 0; i < paragraphs.size(); ++i) {
    Json starts = Json::array();
    lr::TextPoint at;
    at.unit = opened.first_body_unit() + i;
    lr::TextCursor cursor(bundle);
    check(cursor.open(at.unit), "lines", "paragraph");
    at = cursor.point();
    lr::Line line;
    lr::TextPoint next;
    while (layout.line(flow, at, line, next) == lr::Status::kOk) {
      starts.push_back(line.start.code_point);
      at = next;
    }
    paras.push_back({{"i", i}, {"n", paragraphs[i].size()}, {"starts", starts}});
  }
  print(Json{{"oracle", "libreader"}, {"opts", {{"width", options.measure_em}}}, {"paras", paras}}, -1);
}

std::shared_ptr<LineOptions> line_options(CLI::App* command) {
  auto options = std::make_shared<LineOptions>();
  command->add_option("file", options->file, "UTF-8 text, a paragraph a line")->required();
  command->add_option("--lang", options->language, "zh-Hans, zh-Hant, ja, ko, en")->capture_default_str();
  command->add_option("--style", options->style, "kinsoku level")->check(CLI::IsMember({"basic", "gb", "strict"}))->capture_default_str();
  return options;
}

}  // namespace

void add_breaks(CLI::App& app) {
  CLI::App* command = app.add_subcommand("breaks", "Break opportunities of a text file");
  auto options = line_options(command);
  command->add_flag("--untailored", options->untailored, "UAX #14 as it stands");
  command->callback([options] { breaks(*options); });
}

void add_lines(CLI::App& app) {
  CLI::App* command = app.add_subcommand("lines", "Line starts of a text file at a measure");
  auto options = line_options(command);
  command->add_option("--measure", options->measure_em, "in em")->required()->check(CLI::Range(1.0, 500.0));
  command->add_flag("--solid", options->solid, "plain first fit: no squeeze, trimming, hanging, autospace, hyphens");
  command->callback([options] { lines(*options); });
}

}  // namespace lrpack
