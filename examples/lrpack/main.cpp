// lrpack: makes bundles and looks into them. Exit code 0: done; 1: the input is bad, here is where and why; 2: the call is
// wrong.
#include <libreader/pack/import.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "commands.h"

int main(int argc, char** argv) {
  CLI::App app{"Packs documents into libreader bundles and looks into them.", "lrpack"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "lrpack " LR_VERSION);
  lrpack::add_make(app);
  lrpack::add_info(app);
  lrpack::add_list(app);
  lrpack::add_verify(app);
  lrpack::add_export(app);
  lrpack::add_search(app);
  lrpack::add_page(app);
  lrpack::add_pages(app);
  lrpack::add_breaks(app);
  lrpack::add_lines(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const lr::pack::InputError& error) {
    std::fprintf(stderr, "lrpack: %s\n", error.what());
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lrpack: %s\nThis is a defect of libreader; please report it with the documents.\n", error.what());
    return 1;
  }
}
