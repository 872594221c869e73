// Words and readings are ICU's. Of the readings of a character ICU knows the most frequent one; others that are
// frequent are in polyphones.h, and give a key more each.
#include "title_keys.h"

#include <libreader/base/utf8.h>
#include <libreader/bundle/format.h>
#include <libreader/bundle/title_key.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "import/characters.h"
#include "import/utf.h"
#include "polyphones.h"

namespace lr::pack {
namespace {

constexpr std::size_t kLongestTitle = 200;  // code points that keys are made of
constexpr std::size_t kMostReadings = 4;    // of a title, besides ICU's

// A word of a title, and of a reading: what stands in the key for it.
using Words = std::vector<std::u32string>;

void expect(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no ") + what + ": " + u_errorName(status));
}

icu::UnicodeString to_icu(std::u32string_view text) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<std::int32_t>(text.size()));
}

std::u32string from_icu(const icu::UnicodeString& text) {
  std::string utf8;
  text.toUTF8String(utf8);
  return decode_utf8(utf8);
}

std::unique_ptr<icu::Transliterator> transliterator(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(name, UTRANS_FORWARD, status));
  expect(status, name);
  return made;
}

bool has_han(std::u32string_view text) { return std::any_of(text.begin(), text.end(), is_han); }

// Without what title_key_of leaves out.
std::u32string folded(std::u32string_view text) {
  std::u32string key;
  for (const char32_t c : text) {
    if (const std::uint32_t one = title_key_of(c); one != 0) key += static_cast<char32_t>(one);
  }
  return key;
}

Words folded(const Words& words) {
  Words keys;
  for (const std::u32string& word : words) {
    if (std::u32string key = folded(word); !key.empty()) keys.push_back(std::move(key));
  }
  return keys;
}

// Puts the keys of a title together. One that another begins with is left out: what finds it finds the other.
class KeyWriter {
 public:
  void add(const Words& words) { add(words, std::vector<bool>(words.size(), true)); }

  // Keys from the words on that `starts` says.
  void add(const Words& words, const std::vector<bool>& starts) {
    std::vector<bool> is_new;
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::u32string key;
      for (std::size_t k = i; k < words.size(); ++k) key += words[k];
      const auto longer = seen_.lower_bound(key);
      is_new.push_back(starts[i] && (longer == seen_.end() || !longer->starts_with(key)));
      if (is_new.back()) seen_.insert(std::move(key));
    }
    const auto first = std::find(is_new.begin(), is_new.end(), true);
    if (first == is_new.end()) return;
    for (auto i = static_cast<std::size_t>(first - is_new.begin()); i < words.size(); ++i) {
      if (is_new[i]) {
        keys_.starts.push_back(static_cast<std::uint16_t>(keys_.bytes.size()));
        keys_.bytes += static_cast<char>(format::kKeyStart);
      }
      keys_.bytes += encode_utf8(words[i]);
    }
    keys_.bytes += static_cast<char>(format::kKeyEnd);
  }
  TitleKeys take() { return std::move(keys_); }

 private:
  TitleKeys keys_;
  std::set<std::u32string> seen_;
};

// The consonant that a syllable of Hangul begins with; others as they are.
char32_t initial_consonant(char32_t c) {
  constexpr std::u32string_view kConsonants = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  return c >= 0xAC00 && c <= 0xD7A3 ? kConsonants[(c - 0xAC00) / 588] : c;
}

// One reading of a character of a title in place of ICU's.
struct Reading {
  std::size_t word, character;
  std::u32string_view pinyin;
};

}  // namespace

class TitleKeyMaker::Text {
 public:
  TitleKeys keys_of(const ArticleSummary& article) {
    const Words words = words_of(casefolded(article.title), article.language);
    KeyWriter keys;
    keys.add(folded(words));
    keys.add(folded(without_accents(words)));
    if (article.language == Language::kZhHans || article.language == Language::kZhHant)
      add_chinese(words, article.language, keys);
    if (article.language == Language::kKo) add_initials_of_hangul(words, keys);
    if (article.language == Language::kJa) {
      add_kana(article.reading.empty() ? words : words_of(casefolded(article.reading), article.language), keys);
    }
    return keys.take();
  }

 private:
  static std::u32string casefolded(const std::string& utf8) {
    const std::u32string text = decode_utf8(utf8).substr(0, kLongestTitle);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
    expect(status, "case folding");
    const icu::UnicodeString folded = form->normalize(to_icu(text), status);
    expect(status, "case folding");
    return from_icu(folded).substr(0, kLongestTitle);
  }

  Words words_of(std::u32string_view text, Language language) {
    auto& words = breaks_[language];
    UErrorCode status = U_ZERO_ERROR;
    if (words == nullptr) {
      words.reset(icu::BreakIterator::createWordInstance(icu::Locale(std::string(name_of(language)).c_str()), status));
      expect(status, "word breaks");
    }
    const icu::UnicodeString utf16 = to_icu(text);
    words->setText(utf16);
    Words found;
    for (std::int32_t begin = words->first(), end = words->next(); end != icu::BreakIterator::DONE;
         begin = end, end = words->next())
      found.push_back(from_icu(utf16.tempSubStringBetween(begin, end)));
    return found;
  }

  static std::u32string without_marks(std::u32string_view text) {
    std::u32string plain;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFDInstance(status);
    expect(status, "decomposition");
    const icu::UnicodeString parts = form->normalize(to_icu(text), status);
    expect(status, "decomposition");
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const UChar32 c = parts.char32At(i);
      if (c == 0x308 && !plain.empty() && plain.back() == 'u') plain.back() = 'v';  // nü, typed as nv
      if (u_charType(c) != U_NON_SPACING_MARK) plain += static_cast<char32_t>(c);
    }
    return plain;
  }

  // Of Latin words only: a mark of kana is more than an accent.
  static Words without_accents(Words words) {
    for (std::u32string& word : words) {
      if (std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= 0xC0 && c < 0x250; })) {
        std::replace(word.begin(), word.end(), U'ü', U'u');
        word = without_marks(word);
      }
    }
    return words;
  }

  void add_chinese(const Words& words, Language language, KeyWriter& keys) {
    add_other_script(words, *(language == Language::kZhHans ? traditional_ : simplified_), keys);
    if (std::none_of(words.begin(), words.end(), has_han)) return;
    add_pinyin(words, {}, keys);
    for (const Reading& reading : other_readings(words)) add_pinyin(words, reading, keys);
  }

  // From the beginning on, and from each word that is written otherwise.
  static void add_other_script(const Words& words, const icu::Transliterator& by, KeyWriter& keys) {
    Words other;
    std::vector<bool> starts;
    for (const std::u32string& word : words) {
      const std::u32string converted = transliterated(word, by);
      if (std::u32string key = folded(converted); !key.empty()) {
        starts.push_back(other.empty() || converted != word);
        other.push_back(std::move(key));
      }
    }
    keys.add(other, starts);
  }

  static std::u32string transliterated(std::u32string_view text, const icu::Transliterator& by) {
    icu::UnicodeString utf16 = to_icu(text);
    by.transliterate(utf16);
    return from_icu(utf16);
  }

  const std::u32string& pinyin_of(char32_t c) {
    const auto [found, is_new] = pinyin_.try_emplace(c);
    if (is_new) found->second = is_han(c) ? without_marks(transliterated({&c, 1}, *latin_)) : folded({&c, 1});
    return found->second;
  }

  std::vector<Reading> other_readings(const Words& words) {
    std::vector<Reading> readings;
    for (std::size_t w = 0; w < words.size(); ++w) {
      for (std::size_t i = 0; i < words[w].size(); ++i) {
        for (const std::u32string_view pinyin : polyphone_readings(words[w][i])) {
          if (pinyin != pinyin_of(words[w][i]) && readings.size() < kMostReadings) readings.push_back({w, i, pinyin});
        }
      }
    }
    return readings;
  }

  // The pinyin and their initials, of another reading from its word on; words that are not Han stay whole in both.
  void add_pinyin(const Words& words, const Reading& other, KeyWriter& keys) {
    Words whole, initials;
    for (std::size_t w = other.pinyin.empty() ? 0 : other.word; w < words.size(); ++w) {
      std::u32string word, letters;
      for (std::size_t i = 0; i < words[w].size(); ++i) {
        const bool is_other = !other.pinyin.empty() && other.word == w && other.character == i;
        const std::u32string_view pinyin = is_other ? other.pinyin : pinyin_of(words[w][i]);
        word += pinyin;
        letters += is_han(words[w][i]) ? pinyin.substr(0, 1) : pinyin;
      }
      if (word.empty()) continue;
      whole.push_back(word);
      initials.push_back(letters);
    }
    keys.add(whole);
    keys.add(initials);
  }

  static void add_initials_of_hangul(Words words, KeyWriter& keys) {
    for (std::u32string& word : words) std::transform(word.begin(), word.end(), word.begin(), initial_consonant);
    keys.add(folded(words));
  }

  void add_kana(const Words& words, KeyWriter& keys) {
    if (std::any_of(words.begin(), words.end(), has_han)) return;
    keys.add(folded(words));
    Words romaji = words;
    for (std::u32string& word : romaji) word = without_marks(transliterated(word, *any_latin_));
    keys.add(folded(romaji));
  }

  std::map<Language, std::unique_ptr<icu::BreakIterator>> breaks_;
  std::map<char32_t, std::u32string> pinyin_;
  std::unique_ptr<icu::Transliterator> latin_ = transliterator("Han-Latin"), any_latin_ = transliterator("Any-Latin"),
                                       traditional_ = transliterator("Simplified-Traditional"),
                                       simplified_ = transliterator("Traditional-Simplified");
};

TitleKeyMaker::TitleKeyMaker() : text_(std::make_unique<Text>()) {}
TitleKeyMaker::~TitleKeyMaker() = default;
TitleKeys TitleKeyMaker::keys_of(const ArticleSummary& article) { return text_->keys_of(article); }

namespace {

// The bytes of a key, one after the other; 0 at its end.
class KeyBytes {
 public:
  KeyBytes(const TitleKeys& keys, std::uint16_t start) : at_(keys.bytes.data() + start) {}
  std::uint8_t next() {
    while (static_cast<std::uint8_t>(*at_) == format::kKeyStart) ++at_;
    return static_cast<std::uint8_t>(*at_) == format::kKeyEnd ? 0 : static_cast<std::uint8_t>(*at_++);
  }

 private:
  const char* at_;
};

}  // namespace

std::vector<KeyPlace> sorted_keys(const std::vector<TitleKeys>& titles) {
  std::vector<KeyPlace> places;
  for (std::uint32_t i = 0; i < titles.size(); ++i) {
    for (const std::uint16_t start : titles[i].starts) places.push_back({i, start});
  }
  std::stable_sort(places.begin(), places.end(), [&](const KeyPlace& a, const KeyPlace& b) {
    KeyBytes one(titles[a.title], a.start), other(titles[b.title], b.start);
    for (;;) {
      const std::uint8_t left = one.next(), right = other.next();
      if (left != right || left == 0) return left < right;
    }
  });
  return places;
}

}  // namespace lr::pack
