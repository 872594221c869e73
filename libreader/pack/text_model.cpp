// Gathers what the code is learned from.
#include "text_model.h"

#include <libreader/text/control.h>

#include <stdexcept>

namespace lr::pack {
namespace {

constexpr std::uint64_t kSampleBytes = std::uint64_t{8} << 20;   // of stored text: a token takes about two

// Says of each unit whether it is learned from: as many bytes of every stretch of the text.
class Sample {
 public:
  explicit Sample(std::uint64_t total) : total_(total) {}
  bool takes(std::uint64_t bytes) {
    if (total_ <= kSampleBytes) return true;
    seen_ += bytes;
    if (taken_ * total_ > seen_ * kSampleBytes) return false;
    taken_ += bytes;
    return true;
  }

 private:
  std::uint64_t total_, seen_ = 0, taken_ = 0;
};

}  // namespace

TextModel::TextModel(const Spill& spill, const BuiltAlphabet& alphabet, std::size_t dictionary_bytes, const Pass& pass)
    : alphabet_(alphabet), encoder_(learn(spill, dictionary_bytes, pass)) {}

Learned TextModel::learn(const Spill& spill, std::size_t dictionary_bytes, const Pass& pass) {
  if (device_.load(alphabet_.alphabet.data(), static_cast<std::uint32_t>(alphabet_.alphabet.size())) != Status::kOk)
    throw std::logic_error("the alphabet that was written does not load");
  using Units = std::vector<std::vector<Symbol>>;
  const auto read = [&](unsigned, std::size_t, const StoredArticle& article) {
    Units units;
    article.for_each([&](Part part, const PreparedUnit& unit) {
      if (part != Part::kListing && !unit.tokens.empty())
        units.push_back(symbols_of(pieces_of(unit, alphabet_.number, device_)));
    });
    return units;
  };
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < spill.articles(); ++i) total += spill.bytes_of(i);
  Sample sample(total);
  std::vector<Symbol> text;
  over_articles(spill, pass, read, [&](std::size_t, const Units& units) {
    for (const std::vector<Symbol>& unit : units) {
      if (sample.takes(2 * unit.size())) text.insert(text.end(), unit.begin(), unit.end());
    }
  });
  LearnOptions options = learn_options(text.size());
  options.dictionary_bytes = dictionary_bytes;
  options.first_rare = alphabet_.first_rare;
  options.threads = pass.threads;
  return pack::learn(text, static_cast<std::uint32_t>(alphabet_.symbol.size()), options);
}

std::vector<EncodedPart> TextModel::encode(const PreparedUnit& unit) const {
  return encoder_.encode(pieces_of(unit, alphabet_.number, device_));
}

std::vector<std::uint8_t> TextModel::encode_title(const PreparedUnit& unit) const {
  return pack::encode_title(pieces_of(unit, alphabet_.number, device_));
}

}  // namespace lr::pack
