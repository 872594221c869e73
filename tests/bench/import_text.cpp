// Imports documents and prints their text: what pandoc and pdftotext do, for bench.py to hold against them.
//   import_text FILE…
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>
#ifdef LR_HAS_PDF
#include <libreader/pack/import/pdf/pdf.h>
#endif

#include <cstdio>

namespace {

void print(const std::vector<lr::pack::Block>& blocks) {
  for (const lr::pack::Block& block : blocks) {
    const std::string text = lr::pack::encode_utf8(block.text()) + "\n\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
#ifdef LR_HAS_PDF
  lr::pack::use_pdf();
#endif
  try {
    for (int i = 1; i < argc; ++i) {
      for (const lr::pack::Article& article : lr::pack::import_file(argv[i], {}).articles) {
        print(article.blocks);
        for (const lr::pack::Note& note : article.notes) print(note.blocks);
      }
    }
  } catch (const lr::pack::InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
