// Rows of 94 characters, asked of iconv one by one.
#include "character_sets.h"

#include <iconv.h>
#include <libreader/pack/import.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "import/utf.h"

namespace lr::pack {
namespace {

constexpr std::uint32_t kHighBits = 0x8080;  // what EUC adds to a number of a set of 94 by 94

struct Registry {
  std::string_view name;  // what it begins with
  const char* converter;
  std::uint32_t added;
};
constexpr Registry kRegistries[] = {
    {"GB2312", "EUC-CN", kHighBits},
    {"JISX0208", "EUC-JP", kHighBits},
    {"KSC5601", "EUC-KR", kHighBits},
    {"BIG5", "BIG5", 0},
    {"GBK", "GBK", 0},
    {"ISO8859", "ISO-8859-1", 0},
    {"JISX0201", "SHIFT_JIS", 0},
};

struct Range {
  std::uint32_t first, last;  // of two bytes
};

// Rows of a set, or ranges of Unicode where there is no converter.
struct NamedSet {
  std::string_view name;
  const char* converter;
  std::uint32_t added;
  std::vector<Range> ranges;
};

const std::vector<NamedSet>& named_sets() {
  static const std::vector<NamedSet> sets = {
      {"ascii", nullptr, 0, {{0x20, 0x7E}}},
      // Latin of Europe, and the marks of its books.
      {"latin",
       nullptr,
       0,
       {{0x20, 0x7E},
        {0xA0, 0xAC},
        {0xAE, 0x17F},
        {0x218, 0x21B},
        {0x2010, 0x2014},
        {0x2018, 0x201E},
        {0x2020, 0x2022},
        {0x2026, 0x2026},
        {0x2030, 0x2030},
        {0x2039, 0x203A},
        {0x20AC, 0x20AC},
        {0x2122, 0x2122}}},
      {"kana", nullptr, 0, {{0x3001, 0x3003}, {0x3005, 0x3005}, {0x3008, 0x3011}, {0x3041, 0x3096}, {0x30A1, 0x30FE}}},
      {"gb2312", "EUC-CN", kHighBits, {{0x2121, 0x777E}}},
      {"gb2312-1", "EUC-CN", kHighBits, {{0x2121, 0x577E}}},
      {"big5", "BIG5", 0, {{0xA140, 0xF9FE}}},
      {"big5-1", "BIG5", 0, {{0xA140, 0xC67E}}},
      {"jis-x-0208", "EUC-JP", kHighBits, {{0x2121, 0x747E}}},
      {"jis-x-0208-1", "EUC-JP", kHighBits, {{0x2121, 0x4F7E}}},
      {"ks-x-1001", "EUC-KR", kHighBits, {{0x2121, 0x7D7E}}},
      {"ks-x-1001-hangul", "EUC-KR", kHighBits, {{0x2121, 0x487E}}},
  };
  return sets;
}

}  // namespace

class Charset::Converter {
 public:
  explicit Converter(const char* from) : iconv_(iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (iconv_ != kNone) iconv_close(iconv_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  std::optional<char32_t> code_point(std::uint32_t code) {
    if (iconv_ == kNone) return std::nullopt;
    char in[2] = {static_cast<char>(code >> 8), static_cast<char>(code)};
    char out[8];
    char *from = code > 0xFF ? in : in + 1, *to = out;
    std::size_t left = code > 0xFF ? 2 : 1, room = sizeof out;
    iconv(iconv_, nullptr, nullptr, nullptr, nullptr);
    if (iconv(iconv_, &from, &left, &to, &room) == static_cast<std::size_t>(-1) || left > 0) return std::nullopt;
    const std::u32string text = decode_utf8(std::string_view(out, static_cast<std::size_t>(to - out)));
    return text.size() == 1 ? std::optional(text[0]) : std::nullopt;
  }

 private:
  inline static const iconv_t kNone = reinterpret_cast<iconv_t>(-1);
  iconv_t iconv_;
};

Charset::Charset(const char* encoding, std::uint32_t added)
    : converter_(std::make_shared<Converter>(encoding)), added_(added) {}

std::optional<char32_t> Charset::code_point(std::uint32_t code) const {
  if (converter_ == nullptr) return static_cast<char32_t>(code);
  return converter_->code_point(code > 0xFF ? code | added_ : code);
}

Charset find_charset(std::string_view registry, const std::string& font) {
  std::string upper(registry);
  for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  if (upper.empty() || upper.starts_with("ISO10646")) return {};
  for (const Registry& one : kRegistries) {
    if (upper.starts_with(one.name)) return {one.converter, one.added};
  }
  throw InputError(font,
                   "numbers its characters by \"" + std::string(registry) +
                       "\", which is not known; known are ISO10646, GB2312, GBK, BIG5, JISX0201, JISX0208, KSC5601");
}

std::u32string characters_of_set(std::string_view name, const std::string& where) {
  std::string names;
  for (const NamedSet& set : named_sets()) {
    names += (names.empty() ? "" : ", ") + std::string(set.name);
    if (set.name != name) continue;
    std::set<char32_t> found;
    std::optional<Charset::Converter> converter;
    if (set.converter != nullptr) converter.emplace(set.converter);
    for (const auto& [first, last] : set.ranges) {
      for (std::uint32_t code = first; code <= last; ++code) {
        const auto c = converter ? converter->code_point(code | set.added) : static_cast<char32_t>(code);
        // Only where it is the set's own number: 0x2180 | 0x8080 is also a number of another row.
        if (c && (!converter || set.added == 0 || (code & set.added) == 0)) found.insert(*c);
      }
    }
    return {found.begin(), found.end()};
  }
  throw InputError(where, "there is no set of characters \"" + std::string(name) + "\"; there are: " + names);
}

}  // namespace lr::pack
