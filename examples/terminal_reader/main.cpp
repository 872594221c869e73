// lrread: reads article bundles and documents in a terminal, or prints a page of one.
#include <ports/terminal/cell_page.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>

#include "cell_widths.h"
#include "documents.h"
#include "library_view.h"
#include "options.h"
#include "screen.h"
#include "volume.h"

#ifndef LR_VERSION
#define LR_VERSION "0.1.0"
#endif

namespace lrread {
namespace {

enum Exit { kSuccess = 0, kBadInput = 1, kBadCall = 2 };

int fail(Exit code, const std::string& message) {
  std::fprintf(stderr, "lrread: %s\n", message.c_str());
  return code;
}

int print_page(Book& book, const Options& options, const Settings& settings) {
  const std::string& path = options.paths.front();
  lr::Reader& reader = book.reader();
  const std::string which = options.article.empty() ? "1" : options.article;
  const std::uint32_t article = book.find(which);
  if (article == lr::kNoArticle) {
    return fail(kBadInput, path + ": no article " + which + ".\nIts articles are numbered from 1 to " +
                               std::to_string(reader.bundle().articles()) + "; lrpack list shows their ids.");
  }
  lr::Style style = lr::terminal::page_style(options.columns, options.rows, settings.measure, settings.direction);
  style.ambiguous_wide = settings.ambiguous == 2;
  style.notes = settings.notes;
  lr::Status status = reader.set_style(style);
  if (status == lr::Status::kOk) status = reader.open_article(article);
  const auto number = static_cast<std::uint32_t>(options.page - 1);
  if (status == lr::Status::kOk && number > 0) status = reader.go_to_page(number);
  if (status == lr::Status::kEnd && reader.page().count > 0) {
    return fail(kBadInput, path + ": article " + which + " has no page " + std::to_string(options.page) +
                               ".\nAt this size its last page is " + std::to_string(reader.page_number() + 1) + ".");
  }
  lr::terminal::CellPage page;
  if (status == lr::Status::kOk) status = lr::terminal::read_page(reader, book.symbols(), page);
  const std::string text = lr::terminal::text_of(page);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) return fail(kBadInput, "the page cannot be written to the output");
  if (status != lr::Status::kOk) {
    return fail(kBadInput, path + ": article " + which + " cannot be read (" + lr::name_of(status) +
                               ").\nCheck the bundle with: lrpack verify " + path);
  }
  if (reader.bundle().damaged_chunks() > 0)
    std::fprintf(stderr, "lrread: %s: some text near this page is damaged and left out.\n", path.c_str());
  return kSuccess;
}

int print_description(const Options& options) {
  const std::string text = options.man_page ? command_line::man_page_of(description(), LR_VERSION)
                           : !options.completion.empty()
                               ? command_line::completion_of(description(), options.completion)
                           : options.help ? help()
                                          : "lrread " LR_VERSION "\n";
  std::fputs(text.c_str(), stdout);
  return kSuccess;
}

// The message says what is wrong with a file.
std::string open_all(const std::vector<std::string>& paths, Library& library) {
  for (const std::string& path : paths) {
    Packed packed{path, {}, {}};
    if (is_document(path)) packed = pack_document(path);
    if (packed.wrong.empty()) packed.wrong = library.add(packed.bundle, packed.journal);
    if (!packed.wrong.empty()) return packed.wrong;
  }
  return {};
}

int read(Library& library, const Options& options, Settings& settings) {
  const std::string unkept = library.open_places();
  Screen screen;
  if (!screen.open(*settings.theme, settings.mouse))
    return fail(kBadInput, "this terminal is not known, or cannot place a cursor. Set TERM, or use lrread --print.");
  if (settings.ambiguous == 0) settings.ambiguous = screen.ask_ambiguous_cells() == 2 ? 2 : 1;
  set_ambiguous_cells(settings.ambiguous);
  const bool one_document = options.paths.size() == 1 && is_document(options.paths.front());
  show_library(screen, library, settings, one_document, unkept.empty() ? unkept : "Places are not kept: " + unkept);
  return kSuccess;
}

int run(int argc, char** argv) {
  Options options;
  if (const std::string wrong = parse(argc, argv, options); !wrong.empty())
    return fail(kBadCall, wrong + "\nUsage: lrread [--print] FILE...   (lrread --help tells more)");
  if (options.paths.empty() || options.help || options.version) return print_description(options);
  Settings settings;
  if (const std::string wrong = read_configuration(settings); !wrong.empty()) return fail(kBadInput, wrong);
  for (const auto& [name, value] : options.settings)
    static_cast<void>(set(settings, name, value));  // parse() has checked
  const bool has_locale = choose_locale();
  const bool prints = options.print || !::isatty(STDIN_FILENO) || !::isatty(STDOUT_FILENO);
  if (prints && options.paths.size() > 1)
    return fail(kBadCall,
                "one file at a time, without a terminal: " + options.paths[0] + " or " + options.paths[1] + "?");
  Library library;
  if (const std::string wrong = open_all(options.paths, library); !wrong.empty()) return fail(kBadInput, wrong);
  if (prints) return print_page(library[0].book, options, settings);
  if (!has_locale) return fail(kBadInput, "this system has no UTF-8 locale; lrread --print works without one.");
  return read(library, options, settings);
}

}  // namespace
}  // namespace lrread

int main(int argc, char** argv) {
  try {
    return lrread::run(argc, argv);
  } catch (const std::exception& error) {  // the screen is closed by now
    return lrread::fail(lrread::kBadInput, error.what());
  }
}
