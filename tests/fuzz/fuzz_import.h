// What the fuzz targets of the importers share: any bytes as a file of some name end with articles in NFC whose note
// marks have notes and that account for every character of the file, or with InputError.
#pragma once
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

inline void check_blocks(const std::vector<lr::pack::Block>& blocks, std::size_t notes) {
  for (const lr::pack::Block& block : blocks) {
    for (const lr::pack::Span& span : block.spans) {
      if (span.note > notes || lr::pack::nfc(span.text) != span.text) std::abort();
    }
  }
}

inline int fuzz_import(const std::uint8_t* data, std::size_t size, const std::string& name,
                       const lr::pack::ImportOptions& options = {}) {
  try {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const lr::pack::ImportResult result = lr::pack::import_bytes(bytes, name, options);
    if (!lr::pack::audit(result.articles, result.account).is_even()) std::abort();
    for (const lr::pack::Article& article : result.articles) {
      check_blocks(article.blocks, article.notes.size());
      for (const lr::pack::Note& note : article.notes) check_blocks(note.blocks, article.notes.size());
    }
  } catch (const lr::pack::InputError&) {
  }
  return 0;
}
