// Any bytes as a .html file: the importer ends with articles in NFC whose note marks have notes, or with InputError.
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void check(const std::vector<lr::pack::Block>& blocks, std::size_t notes) {
  for (const lr::pack::Block& block : blocks) {
    for (const lr::pack::Span& span : block.spans) {
      if (span.note > notes || lr::pack::nfc(span.text) != span.text) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    for (const lr::pack::Article& article : lr::pack::import_bytes(bytes, "fuzz.html", {}).articles) {
      check(article.blocks, article.notes.size());
      for (const lr::pack::Note& note : article.notes) check(note.blocks, article.notes.size());
    }
  } catch (const lr::pack::InputError&) {
  }
  return 0;
}
