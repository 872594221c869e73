// Packs one document without strikes, as text only: the bundle whose bytes libreader/bundle/FORMAT.md shows.
//
//   tiny_bundle DOCUMENT TITLE OUT.lrb
#include <libreader/pack.h>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: tiny_bundle DOCUMENT TITLE OUT.lrb\n", stderr);
    return 2;
  }
  try {
    const lr::pack::ImportResult document = lr::pack::import_file(argv[1], {});
    const lr::pack::PackResult packed =
        lr::pack::pack_articles(document.articles, argv[2], lr::pack::Language::kZhHans, {});
    lr::pack::write_file(argv[3], packed.bundle);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
