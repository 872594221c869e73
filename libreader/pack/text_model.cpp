// Counts how often each symbol and control stands in the text.
#include "text_model.h"

#include <libreader/text/control.h>

#include <stdexcept>

namespace lr::pack {

TextModel::TextModel(const Spill& spill, const BuiltAlphabet& alphabet, const Pass& pass)
    : alphabet_(alphabet), encoder_(learn(spill, pass)) {}

// The numbers of controls and symbols as they will stand in the text.
std::vector<std::uint64_t> TextModel::learn(const Spill& spill, const Pass& pass) {
  if (device_.load(alphabet_.alphabet.data(), static_cast<std::uint32_t>(alphabet_.alphabet.size())) != Status::kOk)
    throw std::logic_error("the alphabet that was written does not load");
  using Uses = std::vector<std::uint64_t>;
  std::vector<Uses> by_worker(thread_count(pass.threads), Uses(alphabet_.symbol.size(), 0));
  const auto count = [&](unsigned worker, std::size_t, const StoredArticle& article) {
    Uses& uses = by_worker[worker];
    article.for_each([&](Part part, const PreparedUnit& unit) {
      if (part == Part::kListing) return;
      for (const Piece& piece : pieces_of(unit, alphabet_.number, device_)) {
        for (int i = 0; i < piece.count; ++i) ++uses[piece.symbols[static_cast<std::size_t>(i)]];
      }
      uses[kEndOfChunk] += 1 + unit.tokens.size() / 400;
    });
    return 0;
  };
  over_articles(spill, pass, count, [](std::size_t, int) {});
  Uses uses(alphabet_.symbol.size(), 0);
  for (const Uses& part : by_worker) {
    for (std::size_t i = 0; i < uses.size(); ++i) uses[i] += part[i];
  }
  return uses;
}

std::vector<TextEncoder::Chunk> TextModel::encode(const PreparedUnit& unit) const {
  return encoder_.encode(pieces_of(unit, alphabet_.number, device_));
}

}  // namespace lr::pack
