// Text from one script of Chinese into another. OpenCC cuts a text into words and replaces those by several
// dictionaries, one after the other; here the same is done entry by entry, since only so is it known what became of
// each character.
#include "script_converter.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Dict.hpp>
#include <opencc/DictEntry.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Segmentation.hpp>
#include <opencc/Segments.hpp>
#include <opencc/UTF8Util.hpp>

#include "../import.h"
#include "utf.h"

namespace lr::pack {
namespace {

struct Name {
  std::string_view name;
  Language from, to;
};

constexpr Name kNames[] = {
    {"s2t", Language::kZhHans, Language::kZhHant},   {"s2tw", Language::kZhHans, Language::kZhHant},
    {"s2twp", Language::kZhHans, Language::kZhHant}, {"s2hk", Language::kZhHans, Language::kZhHant},
    {"t2s", Language::kZhHant, Language::kZhHans},   {"tw2s", Language::kZhHant, Language::kZhHans},
    {"tw2sp", Language::kZhHant, Language::kZhHans}, {"hk2s", Language::kZhHant, Language::kZhHans},
    {"t2tw", Language::kZhHant, Language::kZhHant},  {"t2hk", Language::kZhHant, Language::kZhHant},
    {"tw2t", Language::kZhHant, Language::kZhHant},  {"hk2t", Language::kZhHant, Language::kZhHant}};

const Name* find_name(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& one) { return one.name == name; });
  return found == std::end(kNames) ? nullptr : found;
}

std::size_t count_code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// A word on its way.
struct Piece {
  std::string utf8;
  std::vector<std::size_t> origins;
};

Piece replaced(const opencc::Dict& dictionary, const Piece& piece) {
  Piece out;
  std::size_t first = 0;  // in code points
  for (std::size_t at = 0; at < piece.utf8.size();) {
    const char* rest = piece.utf8.data() + at;
    const auto entry = dictionary.MatchPrefix(rest, piece.utf8.size() - at);
    const std::string key =
        entry.IsNull() ? std::string(rest, opencc::UTF8Util::NextCharLength(rest)) : entry.Get()->Key();
    const std::string value = entry.IsNull() ? key : entry.Get()->GetDefault();
    const std::size_t before = count_code_points(key), after = count_code_points(value);
    for (std::size_t i = 0; i < after; ++i) out.origins.push_back(piece.origins[first + i * before / after]);
    out.utf8 += value;
    first += before;
    at += key.size();
  }
  return out;
}

}  // namespace

struct ScriptConverter::Words {
  opencc::SegmentationPtr segmentation;
  std::vector<opencc::DictPtr> dictionaries;
};

ScriptConverter::ScriptConverter(std::string_view name, Language from, Language to) : from_(from), to_(to) {
  try {
    const opencc::ConverterPtr converter = opencc::Config().NewFromFile(std::string(name) + ".json");
    auto words = std::make_unique<Words>();
    words->segmentation = converter->GetSegmentation();
    for (const opencc::ConversionPtr& one : converter->GetConversionChain()->GetConversions())
      words->dictionaries.push_back(one->GetDict());
    words_ = std::move(words);
  } catch (const opencc::Exception& error) {
    throw InputError("convert",
                     std::string(name) + " needs the dictionaries of OpenCC (libopencc-data): " + error.what());
  }
}

ScriptConverter::~ScriptConverter() = default;

const ScriptConverter* ScriptConverter::named(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const ScriptConverter>, std::less<>> loaded;
  const Name* known = find_name(name);
  if (known == nullptr) return nullptr;
  const std::lock_guard lock(mutex);
  const auto found = loaded.find(name);
  if (found != loaded.end()) return found->second.get();
  std::unique_ptr<const ScriptConverter> converter(new ScriptConverter(name, known->from, known->to));
  return loaded.emplace(name, std::move(converter)).first->second.get();
}

bool ScriptConverter::is_known(std::string_view name) { return find_name(name) != nullptr; }

std::string ScriptConverter::known_names() {
  std::string names;
  for (const Name& one : kNames) names += (names.empty() ? "" : ", ") + std::string(one.name);
  return names;
}

ConvertedText ScriptConverter::convert(std::u32string_view text) const {
  ConvertedText result;
  std::size_t first = 0;
  const opencc::SegmentsPtr words = words_->segmentation->Segment(encode_utf8(text));
  for (std::size_t i = 0; i < words->Length(); ++i) {
    Piece piece{words->At(i), {}};
    piece.origins.resize(count_code_points(piece.utf8));
    std::iota(piece.origins.begin(), piece.origins.end(), first);
    first += piece.origins.size();
    for (const opencc::DictPtr& dictionary : words_->dictionaries) piece = replaced(*dictionary, piece);
    result.text += decode_utf8(piece.utf8);
    result.origins.insert(result.origins.end(), piece.origins.begin(), piece.origins.end());
  }
  return result;
}

}  // namespace lr::pack
