// lrpack page, pages: pages as a device would show them.
#include <libreader/pack/import.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "contact_sheet.h"
#include "opened.h"
#include "screen.h"

namespace lrpack {
namespace {

using Json = nlohmann::ordered_json;

struct PageOptions {
  std::filesystem::path bundle;
  std::string article = "1";
  std::uint32_t page = 1;
  std::string at;
  std::string profile = "400x300-1";
  std::uint8_t size = 0;
  std::filesystem::path output, contact_sheet;
  bool all = false;
  bool json = false;
  bool vertical = false;
  bool notes_at_foot = false;
  bool outline = false;
};

// BLOCK or BLOCK:CODEPOINT in the article's body; front matter has negative blocks.
lr::Locator parse_locator(const std::string& text, std::uint64_t article) {
  lr::Locator locator;
  locator.article = article;
  char* end = nullptr;
  locator.block = static_cast<std::int32_t>(std::strtol(text.c_str(), &end, 10));
  const bool has_block = end != text.c_str();
  if (has_block && *end == ':') locator.code_point = static_cast<std::uint32_t>(std::strtoul(end + 1, &end, 10));
  if (!has_block || *end != '\0') throw CLI::ValidationError("--at", "expected BLOCK or BLOCK:CODEPOINT, found \"" + text + "\"");
  return locator;
}

Json locator_json(const lr::Article& article, lr::Place place) {
  return {{"block", static_cast<std::int32_t>(place.unit - article.first_body_unit())}, {"code_point", place.code_point}};
}

// The profile that was named, with another size of text where that was asked for.
lr::pack::Profile profile_of(const PageOptions& options) {
  lr::pack::Profile profile = lr::pack::find_profile(options.profile);
  if (options.size != 0) profile.ppem = options.size;
  return profile;
}

// Text of the profile's size and titles a quarter larger, drawn from the bundle's fonts.
lr::Style outline_style(Opened& opened, const lr::pack::Profile& profile, lr::Direction direction) {
  const int title = std::min(profile.ppem * 5 / 4, lr::Outlines::kMostPpem);
  const lr::OutlineSize sizes[] = {{profile.ppem, profile.bits_per_pixel},
                                   {static_cast<std::uint8_t>(title), profile.bits_per_pixel}};
  const std::uint8_t first = opened.draw_outlines(sizes);
  return lr::style_for_screen(profile.width, profile.height, first, static_cast<std::uint8_t>(first + 1), profile.ppem,
                              direction);
}

void open(Opened& opened, const PageOptions& options, const lr::pack::Profile& profile) {
  const lr::Direction direction = options.vertical ? lr::Direction::kVertical : lr::Direction::kHorizontal;
  lr::Style style =
      options.outline ? outline_style(opened, profile, direction) : lr::pack::style_for(profile, opened.reader(), direction);
  if (options.notes_at_foot) style.notes = lr::NoteStyle::kAtFoot;
  check(opened.reader().set_style(style), opened.name(), "style");
  const std::uint32_t article = opened.find_article(options.article);
  const lr::Status status = opened.reader().open_article(article);
  if (status != lr::Status::kOk)
    throw lr::pack::InputError(opened.name(), "nothing of article " + options.article + " can be read (" +
                                                  lr::name_of(status) + "): lrpack verify says where it is damaged");
}

// Pages of a damaged bundle have gaps, as on a device; here they are an error, after the work.
void report_gaps(Opened& opened) {
  if (opened.bundle().damaged_chunks() != 0)
    throw lr::pack::InputError(opened.name(), "is damaged; text is missing on the pages: lrpack verify says where");
}

// Every page as a PNG of its own, on a contact sheet, or both.
void all_pages(Opened& opened, const PageOptions& options, const lr::pack::Profile& profile) {
  lr::Reader& reader = opened.reader();
  Screen screen(profile);
  ContactSheet sheet;
  if (options.all) std::filesystem::create_directories(options.output);
  const bool has_sheet = !options.contact_sheet.empty();
  do {
    check(reader.paint(screen.surface()), opened.name(), "painting");
    char name[16];
    std::snprintf(name, sizeof name, "%04u.png", static_cast<unsigned>(reader.page_number() + 1));
    if (options.all) screen.write_png(options.output / name);
    if (has_sheet && sheet.pages() < ContactSheet::kMostPages) sheet.add(screen);
  } while ((options.all || sheet.pages() < ContactSheet::kMostPages) && reader.next() == lr::Status::kOk);
  if (has_sheet) sheet.write_png(options.contact_sheet);
  report_gaps(opened);
}

void page(const PageOptions& options) {
  if (options.output.empty() && options.contact_sheet.empty())
    throw CLI::ValidationError("page", "expected -o PAGE.png, -o FOLDER with --all, or --contact-sheet SHEET.png");
  const lr::pack::Profile profile = profile_of(options);
  Opened opened(options.bundle);
  open(opened, options, profile);
  lr::Reader& reader = opened.reader();
  if (options.all || !options.contact_sheet.empty()) return all_pages(opened, options, profile);
  if (!options.at.empty()) {
    lr::Certainty certainty{};
    check(reader.go_to(parse_locator(options.at, reader.article().id), certainty), opened.name(), "--at " + options.at);
  } else {
    const lr::Status status = reader.go_to_page(options.page - 1);
    if (status == lr::Status::kEnd)
      throw lr::pack::InputError(opened.name(), "article " + options.article + " has " +
                                                    std::to_string(reader.page_number() + 1) + " pages, asked for page " +
                                                    std::to_string(options.page));
    check(status, opened.name(), "page");
  }
  Screen screen(profile);
  check(reader.paint(screen.surface()), opened.name(), "painting");
  screen.write_png(options.output);
  report_gaps(opened);
}

void pages(const PageOptions& options) {
  const lr::pack::Profile profile = profile_of(options);
  Opened opened(options.bundle);
  open(opened, options, profile);
  lr::Reader& reader = opened.reader();
  Screen screen(profile);
  Json list = Json::array();
  do {
    check(reader.paint(screen.surface()), opened.name(), "painting");
    char hash[9];
    std::snprintf(hash, sizeof hash, "%08x", static_cast<unsigned>(lr::surface_hash(screen.surface())));
    list.push_back({{"page", reader.page_number() + 1},
                    {"first", locator_json(reader.article(), reader.page().start)},
                    {"next", reader.page().last ? Json() : locator_json(reader.article(), reader.page().next)},
                    {"lines", reader.page().count},
                    {"hash", hash}});
  } while (reader.next() == lr::Status::kOk);
  if (options.json) {
    print({{"article", opened.article_id(reader.article())},
           {"profile", options.profile},
           {"style", reader.layout().style().key()},
           {"pages", list}});
    report_gaps(opened);
    return;
  }
  for (const Json& p : list)
    std::printf("%4d  %s  %2d lines\n", p["page"].get<int>(), p["hash"].get<std::string>().c_str(), p["lines"].get<int>());
  report_gaps(opened);
}

std::shared_ptr<PageOptions> page_options(CLI::App* command) {
  auto options = std::make_shared<PageOptions>();
  command->add_option("bundle", options->bundle, "the bundle")->required();
  command->add_option("--article", options->article, "id or number")->capture_default_str();
  command->add_option("--profile", options->profile, "screen, depth and strike")->capture_default_str();
  command->add_option("--size", options->size,
                      "px of the text: any with --outline or of a scalable strike, else the nearest strike")
      ->check(CLI::Range(lr::Outlines::kLeastPpem, lr::Outlines::kMostPpem));
  command->add_flag("--outline", options->outline,
                    "draw from the fonts of the bundle, which must come from somebody you trust");
  command->add_flag("--vertical", options->vertical, "lines run down, columns from right to left");
  command->add_flag("--notes-at-foot", options->notes_at_foot, "notes stand at the foot of the page that has their mark");
  return options;
}

}  // namespace

void add_page(CLI::App& app) {
  CLI::App* command = app.add_subcommand("page", "Pages as PNG: one, all, or many on a contact sheet");
  auto options = page_options(command);
  auto* number = command->add_option("--page", options->page, "page number, from 1")->check(CLI::Range(1, 1'000'000));
  command->add_option("--at", options->at, "the page that holds BLOCK:CODEPOINT")->excludes(number);
  auto* all = command->add_flag("--all", options->all, "every page of the article")->excludes(number);
  command->add_option("-o,--output", options->output, "the PNG to write; with --all the folder to write them to");
  command->add_option("--contact-sheet", options->contact_sheet,
                      "the article's first " + std::to_string(ContactSheet::kMostPages) + " pages at half size on one PNG")
      ->excludes(number);
  all->needs("--output");
  command->callback([options] { page(*options); });
}

void add_pages(CLI::App& app) {
  CLI::App* command = app.add_subcommand("pages", "Every page: where it begins, lines, hash");
  auto options = page_options(command);
  command->add_flag("--json", options->json, "as JSON on stdout");
  command->callback([options] { pages(*options); });
}

}  // namespace lrpack
