// Text from one script of Chinese into another, by the words of OpenCC. Knows nothing of documents: those are
// conversion.h's.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "../language.h"

namespace lr::pack {

struct ConvertedText {
  std::u32string text;
  // For each code point, that of the input which it stands for; they never decrease.
  std::vector<std::size_t> origins;
};

class ScriptConverter {
 public:
  // Names are those of OpenCC: "s2t", "t2s", "s2tw" …; nullptr for others. Loaded once; any thread may use it. Throws
  // InputError when the dictionaries are not installed.
  static const ScriptConverter* named(std::string_view name);
  static bool is_known(std::string_view name);
  static std::string known_names();  // for messages

  ~ScriptConverter();
  ConvertedText convert(std::u32string_view text) const;
  Language from() const { return from_; }
  Language to() const { return to_; }

 private:
  struct Words;  // of OpenCC
  ScriptConverter(std::string_view name, Language from, Language to);

  std::unique_ptr<const Words> words_;
  Language from_, to_;
};

}  // namespace lr::pack
