// lrread: reads article bundles in a terminal, or prints a page of one.
#include <ports/terminal/cell_page.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>

#include "book.h"
#include "library_view.h"
#include "options.h"
#include "places.h"
#include "screen.h"

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

int print_page(Book& book, const Options& options) {
  lr::Reader& reader = book.reader();
  const std::string which = options.article.empty() ? "1" : options.article;
  const std::uint32_t article = book.find(which);
  if (article == lr::kNoArticle) {
    return fail(kBadInput, options.path + ": no article " + which + ".\nIts articles are numbered from 1 to " +
                               std::to_string(reader.bundle().articles()) + "; lrpack list shows their ids.");
  }
  lr::Status status = reader.set_style(lr::terminal::page_style(options.columns, options.rows));
  if (status == lr::Status::kOk) status = reader.open_article(article);
  const auto number = static_cast<std::uint32_t>(options.page - 1);
  if (status == lr::Status::kOk && number > 0) status = reader.go_to_page(number);
  if (status == lr::Status::kEnd && reader.page().count > 0) {
    return fail(kBadInput, options.path + ": article " + which + " has no page " + std::to_string(options.page) +
                               ".\nAt this size its last page is " + std::to_string(reader.page_number() + 1) + ".");
  }
  lr::terminal::CellPage page;
  if (status == lr::Status::kOk) status = lr::terminal::read_page(reader, book.symbols(), page);
  const std::string text = lr::terminal::text_of(page);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!written) return fail(kBadInput, "the page cannot be written to the output");
  if (status != lr::Status::kOk) {
    return fail(kBadInput, options.path + ": article " + which + " cannot be read (" + lr::name_of(status) +
                               ").\nCheck the bundle with: lrpack verify " + options.path);
  }
  if (reader.bundle().damaged_chunks() > 0)
    std::fprintf(stderr, "lrread: %s: some text near this page is damaged and left out.\n", options.path.c_str());
  return kSuccess;
}

int run(int argc, char** argv) {
  Options options;
  if (const std::string wrong = parse(argc, argv, options); !wrong.empty())
    return fail(kBadCall, wrong + "\nUsage: lrread [--print] B.lrb   (lrread --help tells more)");
  if (options.help || options.version) {
    std::fputs(options.help ? kHelp : "lrread " LR_VERSION "\n", stdout);
    return kSuccess;
  }
  const bool has_locale = choose_locale();
  Book book;
  if (const std::string wrong = book.open(options.path); !wrong.empty()) return fail(kBadInput, wrong);
  if (options.print || !::isatty(STDIN_FILENO) || !::isatty(STDOUT_FILENO)) return print_page(book, options);
  if (!has_locale) return fail(kBadInput, "this system has no UTF-8 locale; lrread --print works without one.");
  Places places;
  const std::string unkept = places.open(book.reader().bundle().id());
  Screen screen;
  if (!screen.open())
    return fail(kBadInput, "this terminal is not known, or cannot place a cursor. Set TERM, or use lrread --print.");
  show_library(screen, book, places, unkept.empty() ? unkept : "Places are not kept: " + unkept);
  return kSuccess;
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
