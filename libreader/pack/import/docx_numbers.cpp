// The numbers and bullets of a DOCX's lists and headings.
#include "docx_numbers.h"

#include <algorithm>

#include "docx_styles.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr int kLargestNumber = 1'000'000;

struct Signs {
  std::string_view format;
  std::u32string_view signs;  // for 1, 2, …
};

constexpr Signs kSigns[] = {
    {"decimalEnclosedCircle", U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"},
    {"decimalEnclosedCircleChinese", U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"},
    {"decimalEnclosedParen", U"⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"},
    {"decimalEnclosedFullstop", U"⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"},
    {"ideographTraditional", U"甲乙丙丁戊己庚辛壬癸"},
    {"ideographZodiac", U"子丑寅卯辰巳午未申酉戌亥"},
    {"aiueo", U"ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"},
    {"aiueoFullWidth", U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"},
    {"iroha", U"ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳｲﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼｴﾋﾓｾｽ"},
    {"irohaFullWidth", U"イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"},
    {"ganada", U"가나다라마바사아자차카타파하"},
    {"chosung", U"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"},
};

// Numbers in words of East Asia: digits, and the names of ten, hundred, thousand, ten thousand.
struct Counting {
  std::string_view format;
  std::u32string_view digits, powers;
  bool one_before_ten;  // 一十一, not 十一
  bool zero_between;    // 一百零一, not 一百一
};

constexpr Counting kCountings[] = {
    {"chineseCounting", U"〇一二三四五六七八九", U"十百千万", false, true},
    {"chineseCountingThousand", U"〇一二三四五六七八九", U"十百千万", false, true},
    {"taiwaneseCounting", U"〇一二三四五六七八九", U"十百千萬", false, true},
    {"taiwaneseCountingThousand", U"〇一二三四五六七八九", U"十百千萬", false, true},
    {"chineseLegalSimplified", U"零壹贰叁肆伍陆柒捌玖", U"拾佰仟万", true, true},
    {"ideographLegalTraditional", U"零壹貳參肆伍陸柒捌玖", U"拾佰仟萬", true, true},
    {"japaneseCounting", U"〇一二三四五六七八九", U"十百千万", false, false},
    {"koreanCounting", U"영일이삼사오육칠팔구", U"십백천만", false, false},
};

std::u32string below_ten_thousand(int number, const Counting& counting) {
  std::u32string text;
  bool gap = false;
  for (int power = 3, unit = 1000; power >= 0; --power, unit /= 10) {
    const int digit = number / unit % 10;
    if (digit == 0) {
      gap = !text.empty();
      continue;
    }
    if (gap && counting.zero_between) text += U'零';
    gap = false;
    const bool is_bare_one = digit == 1 && power > 0 && ((power == 1 && text.empty() && !counting.one_before_ten) ||
                                                         !counting.zero_between);
    if (!is_bare_one) text += counting.digits[static_cast<std::size_t>(digit)];
    if (power > 0) text += counting.powers[static_cast<std::size_t>(power - 1)];
  }
  return text;
}

std::u32string counted(int number, const Counting& counting) {
  if (number == 0) return std::u32string(1, counting.digits[0]);
  const int high = number / 10000, low = number % 10000;
  std::u32string text;
  if (high > 0) text = below_ten_thousand(high, counting) + counting.powers[3];
  if (high > 0 && low > 0 && low < 1000 && counting.zero_between) text += U'零';
  return text + below_ten_thousand(low, counting);
}

std::u32string roman(int number) {
  constexpr std::pair<int, std::u32string_view> kParts[] = {
      {1000, U"m"}, {900, U"cm"}, {500, U"d"}, {400, U"cd"}, {100, U"c"}, {90, U"xc"}, {50, U"l"},
      {40, U"xl"},  {10, U"x"},   {9, U"ix"},  {5, U"v"},    {4, U"iv"},  {1, U"i"}};
  std::u32string text;
  for (const auto& [value, sign] : kParts) {
    for (; number >= value; number -= value) text += sign;
  }
  return text;
}

std::u32string upper(std::u32string text) {
  for (char32_t& c : text) c = c >= 'a' && c <= 'z' ? c - 32 : c;
  return text;
}

std::u32string decimal(int number) { return decode_utf8(std::to_string(number)); }

// a … z, aa … zz, aaa …
std::u32string letters(int number) {
  return std::u32string(static_cast<std::size_t>((number - 1) / 26 + 1), static_cast<char32_t>('a' + (number - 1) % 26));
}

}  // namespace

std::u32string format_number(int number, std::string_view format) {
  if (format == "none") return {};
  for (const Counting& one : kCountings) {
    if (one.format == format && number >= 0 && number <= kLargestNumber) return counted(number, one);
  }
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" || format == "koreanDigital") {
    const std::u32string_view digits = format == "koreanDigital" ? U"영일이삼사오육칠팔구" : U"〇一二三四五六七八九";
    std::u32string text = decimal(std::max(number, 0));
    for (char32_t& c : text) c = digits[c - '0'];
    return text;
  }
  for (const Signs& one : kSigns) {
    if (one.format != format || number < 1 || static_cast<std::size_t>(number) > one.signs.size()) continue;
    return std::u32string(1, one.signs[static_cast<std::size_t>(number - 1)]);
  }
  if (format == "decimalZero" && number >= 0 && number < 10) return U"0" + decimal(number);
  const bool fits = number >= 1 && number <= 5000;  // letters and Roman numbers grow without end
  if (fits && format == "lowerRoman") return roman(number);
  if (fits && format == "upperRoman") return upper(roman(number));
  if (fits && number <= 26 * 20 && format == "lowerLetter") return letters(number);
  if (fits && number <= 26 * 20 && format == "upperLetter") return upper(letters(number));
  return decimal(number);
}

DocxNumbering::Level DocxNumbering::read_level(const pugi::xml_node& node) {
  Level level;
  level.start = std::clamp(number_of(value_of(node, "start"), 1), 0, kLargestNumber);
  if (const std::string_view format = value_of(node, "numFmt"); !format.empty()) level.format = format;
  level.text = decode_utf8(value_of(node, "lvlText"));
  level.is_legal = is_on(node, "isLgl", false);
  return level;
}

void DocxNumbering::read(const pugi::xml_node& root) {
  const auto depth_of = [](const pugi::xml_node& node) { return number_of(attribute_of(node, "ilvl"), -1); };
  for (const pugi::xml_node& node : root.children()) {
    if (is_named(node, "abstractNum")) {
      Levels& levels = definitions_[std::string(attribute_of(node, "abstractNumId"))];
      for (const pugi::xml_node& level : node.children()) {
        const int depth = depth_of(level);
        if (!is_named(level, "lvl") || depth < 0 || depth >= kDepths) continue;
        levels[static_cast<std::size_t>(depth)] = read_level(level);
      }
    } else if (is_named(node, "num")) {
      List list{.definition = std::string(value_of(node, "abstractNumId")), .restarts = {}};
      for (const pugi::xml_node& override : node.children()) {
        const int depth = depth_of(override);
        const int start = number_of(value_of(override, "startOverride"), -1);
        if (depth >= 0 && depth < kDepths && start >= 0) list.restarts[depth] = std::min(start, kLargestNumber);
      }
      lists_.try_emplace(std::string(attribute_of(node, "numId")), std::move(list));
    }
  }
}

const DocxNumbering::Level* DocxNumbering::level_of(const std::string& list, int depth) const {
  const auto found = lists_.find(list);
  if (found == lists_.end() || depth < 0 || depth >= kDepths) return nullptr;
  const auto definition = definitions_.find(found->second.definition);
  return definition == definitions_.end() ? nullptr : &definition->second[static_cast<std::size_t>(depth)];
}

bool DocxNumbering::is_bullet(const std::string& list, int depth) const {
  const Level* level = level_of(list, depth);
  return level != nullptr && level->format == "bullet";
}

std::u32string DocxNumbering::next(const std::string& list, int depth) {
  const Level* level = level_of(list, depth);
  if (level == nullptr) return {};
  if (level->format == "bullet") {
    const bool is_blank = level->text.find_first_not_of(U' ') == std::u32string::npos;  // goes on with an item
    return is_blank ? U"" : depth % 2 == 0 ? U"•" : U"–";
  }
  List& known = lists_.at(list);
  const auto [counter, is_new] = counters_.try_emplace(known.definition);
  std::array<int, kDepths>& numbers = counter->second;
  if (is_new) numbers.fill(kNone);
  int& number = numbers[static_cast<std::size_t>(depth)];
  number = number == kNone ? level->start : std::min(number + 1, kLargestNumber);
  if (const auto restart = known.restarts.find(depth); restart != known.restarts.end()) {
    number = restart->second;
    known.restarts.erase(restart);
  }
  for (int below = depth + 1; below < kDepths; ++below) numbers[static_cast<std::size_t>(below)] = kNone;
  std::u32string label;
  for (std::size_t i = 0; i < level->text.size(); ++i) {
    const char32_t digit = level->text[i] == '%' && i + 1 < level->text.size() ? level->text[i + 1] : U' ';
    if (digit < '1' || digit > '9') {
      label += level->text[i];
      continue;
    }
    ++i;
    const int at = static_cast<int>(digit - '1');
    const Level* of = level_of(list, at);
    label += format_number(numbers[static_cast<std::size_t>(at)] == kNone ? of->start : numbers[static_cast<std::size_t>(at)], level->is_legal ? "decimal" : of->format);
  }
  return label;
}

}  // namespace lr::pack
