// lrpack: makes bundles and looks into them. Exit code 0: done; 1: the input is bad, here is where and why; 2: the call
// is wrong.
#include <libreader/pack/import.h>
#ifdef LRPACK_HAS_PDF
#include <libreader/pack/import/pdf/pdf.h>
#endif

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "commands.h"
#include "describe.h"
#include "progress.h"

namespace {

#ifdef LRPACK_HAS_PDF
constexpr const char* kLicence =
    "This lrpack reads PDF with poppler; the program as a whole is under the GNU GPL, version 2 or 3.";
#endif

// A first word that is no command is named; the parser would only say that a command is missing.
bool is_unknown_command(const CLI::App& app, const char* word) {
  if (*word == '-') return false;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == word) return false;
  }
  std::fprintf(stderr, "lrpack: there is no command \"%s\"; lrpack --help lists them\n", word);
  return true;
}

// A full disk behind stdout is found out here.
int flush_output() {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return 0;
  std::fprintf(stderr, "lrpack: the output cannot be written: %s\n", std::strerror(errno));
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Packs documents into libreader bundles and looks into them.", "lrpack"};
  app.require_subcommand(1);
#ifdef LRPACK_HAS_PDF
  lr::pack::use_pdf();
  app.set_version_flag("--version", std::string("lrpack " LR_VERSION "\n") + kLicence);
  app.footer(kLicence);
#else
  app.set_version_flag("--version", "lrpack " LR_VERSION);
#endif
  lrpack::add_make(app);
  lrpack::add_fonts(app);
  lrpack::add_info(app);
  lrpack::add_list(app);
  lrpack::add_verify(app);
  lrpack::add_export(app);
  lrpack::add_search(app);
  lrpack::add_page(app);
  lrpack::add_pages(app);
  lrpack::add_breaks(app);
  lrpack::add_lines(app);
  lrpack::add_salvage(app);
  lrpack::add_append(app);
  lrpack::add_merge(app);
  lrpack::add_split(app);
  lrpack::add_gc(app);
  lrpack::add_diff(app);
  lrpack::add_patch(app);
  lrpack::add_sign(app);
  lrpack::add_places(app);
  lrpack::add_lint(app);
  lrpack::add_report(app);
  lrpack::add_description(app);
  if (argc > 1 && is_unknown_command(app, argv[1])) return 2;
  try {
    app.parse(argc, argv);
    return flush_output();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const lr::pack::InputError& error) {
    std::fprintf(stderr, "lrpack: %s\n", error.what());
    return 1;
  } catch (const lrpack::Interrupted& interrupted) {  // as if nobody had caught it
    std::signal(interrupted.signal, SIG_DFL);
    std::raise(interrupted.signal);
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lrpack: %s\nThis is a defect of libreader; please report it with the documents.\n",
                 error.what());
    return 1;
  }
}
