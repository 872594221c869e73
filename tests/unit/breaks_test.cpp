// Break opportunities, forms and properties, rule by rule. A pattern is a text with "÷" where a break must be offered,
// "×" where none may be and "‖" inside what never splits; at other boundaries a pattern says nothing.
#include <gtest/gtest.h>
#include <libreader/pack/breaks.h>
#include <libreader/pack/language.h>

#include <cstdio>
#include <random>
#include <string>

namespace lr::pack {
namespace {

struct Pattern {
  std::u32string text;
  std::vector<char32_t> marks;  // before each code point; 0 where nothing is said
};

Pattern parse_pattern(std::u32string_view pattern) {
  Pattern result;
  char32_t mark = 0;
  for (const char32_t c : pattern) {
    if (c == U'÷' || c == U'×' || c == U'‖') {
      mark = c;
    } else {
      result.text.push_back(c);
      result.marks.push_back(mark);
      mark = 0;
    }
  }
  return result;
}

std::string code_points(std::u32string_view text) {
  std::string result;
  char buffer[16];
  for (const char32_t c : text) {
    std::snprintf(buffer, sizeof buffer, "%04X ", static_cast<unsigned>(c));
    result += buffer;
  }
  return result;
}

void expect_breaks(std::u32string_view pattern, Language language, KinsokuLevel level = KinsokuLevel::kBasic) {
  const Pattern wanted = parse_pattern(pattern);
  const BreakAnalysis analysis = analyse_breaks(wanted.text, language);
  for (std::size_t i = 0; i < wanted.text.size(); ++i) {
    const Opportunity got = analysis.before[i];
    const std::string where = code_points(wanted.text) + "at " + std::to_string(i);
    if (wanted.marks[i] == U'÷') {
      EXPECT_TRUE(may_break(got, level)) << where;
    } else if (wanted.marks[i] != 0) {
      EXPECT_EQ(got, wanted.marks[i] == U'×' ? Opportunity::kEmergency : Opportunity::kNever) << where;
    }
  }
}

void expect_zh(std::u32string_view pattern, KinsokuLevel level = KinsokuLevel::kBasic) {
  expect_breaks(pattern, Language::kZhHans, level);
}

std::string forms(std::u32string_view text, Language language) {
  std::string result;
  for (const Form form : analyse_breaks(text, language).form) result += form == Form::kWide ? 'W' : 'n';
  return result;
}

SymbolProperties properties(std::u32string_view cluster, Form form = Form::kNarrow,
                            Language language = Language::kZhHans) {
  return properties_of(cluster, form, language);
}

TEST(Breaks, K1StopsNeverStartALine) {
  for (const char32_t mark : std::u32string_view(U"。．，、：；！？‼⁇⁈⁉）》〉」』】〗〕］｝")) {
    expect_zh(std::u32string(U"国×") + mark + U"÷国");
  }
  expect_zh(U"国×）÷国");
  expect_zh(U"“国×”）×，÷国");
}

TEST(Breaks, K1aAsciiStopsNeverStartALine) {
  for (const char32_t mark : std::u32string_view(U",.:;!?)]}")) expect_zh(std::u32string(U"国×") + mark);
  expect_zh(U"国×,国");
}

TEST(Breaks, K1sSpacesDoNotFreeMarks) {
  expect_zh(U"15 日) ×，÷中");
  expect_zh(U"休伯曼( ×Benjamin");
  expect_zh(U"国 ×：÷国");
  expect_zh(U"国 ×—国");
  expect_zh(U"（\u3000×国");
}

TEST(Breaks, K2InterpunctsAndConnectorsNeverStartALine) {
  expect_zh(U"约翰×·÷肯尼迪");
  expect_zh(U"约翰×·÷F×·÷肯尼迪");
  expect_zh(U"北京×—÷上海");
  expect_zh(U"10×～20度");
  expect_zh(U"北京×–上海");
  expect_zh(U"北京×・÷上海");
}

TEST(Breaks, K3DashesStartALineBelowStrict) {
  expect_zh(U"国÷—‖—÷国", KinsokuLevel::kBasic);
  expect_zh(U"国÷—‖—÷国", KinsokuLevel::kGb);
  EXPECT_EQ(analyse_breaks(U"国——国", Language::kZhHans).before[1], Opportunity::kGb);
  EXPECT_EQ(analyse_breaks(U"国⸺国", Language::kZhHans).before[1], Opportunity::kGb);
}

TEST(Breaks, K4SmallKana) {
  expect_breaks(U"シ÷ャ", Language::kJa, KinsokuLevel::kBasic);
  EXPECT_EQ(analyse_breaks(U"シャ", Language::kJa).before[1], Opportunity::kBasic);
  EXPECT_EQ(analyse_breaks(U"ラー", Language::kJa).before[1], Opportunity::kBasic);
  expect_breaks(U"人×々÷人", Language::kJa);
  EXPECT_EQ(analyse_breaks(U"文〜字", Language::kJa).before[1], Opportunity::kBasic);
}

TEST(Breaks, K5OpenersNeverEndALine) {
  for (const char32_t mark : std::u32string_view(U"（《〈「『【〖〔［｛([{")) {
    expect_zh(std::u32string(U"国÷") + mark + U"×国");
  }
  expect_zh(U"：÷“×《×国》”");
}

TEST(Breaks, K6Solidus) {
  expect_zh(U"和×／÷或");
  expect_zh(U"和×/÷或");
  EXPECT_EQ(analyse_breaks(U"和／或", Language::kZhHans).before[2], Opportunity::kBasic);
  EXPECT_EQ(analyse_breaks(U"和/或", Language::kZhHans).before[2], Opportunity::kBasic);
}

TEST(Breaks, U1DashesAndEllipsesDoNotSplit) {
  expect_zh(U"国—‖—国");
  expect_zh(U"国×…‖…÷国");
  expect_zh(U"国…‖…×…‖…国");
  expect_zh(U"国—‖—×—‖—国");
  expect_breaks(U"a—‖—b", Language::kEn);
}

TEST(Breaks, U2Numbers) {
  expect_zh(U"1×9×8×4");
  expect_zh(U"1×,×0×0×0");
  expect_zh(U"2×:×3×0");
  expect_zh(U"p×p×.×7");
  expect_zh(U"１×９×８×４÷年");
  expect_zh(U"３×．×５");
}

TEST(Breaks, U3NumbersWithPrefixAndSuffix) {
  expect_zh(U"5×0×%");
  expect_zh(U"5×0×％÷的");
  expect_zh(U"￥×5");
  expect_zh(U"负-×5");
  expect_zh(U"2×0×℃÷的");
}

TEST(Breaks, U4LatinWords) {
  expect_zh(U"M×o×scow×’×s");
  expect_zh(U"self×-÷help");
  expect_zh(U"COVID×-×19");
  expect_breaks(U"M×oscow×’×s ÷people", Language::kEn);
  expect_zh(U"国÷A×B÷国");
}

TEST(Breaks, U5Ranges) {
  expect_zh(U"7×-×19");
  expect_zh(U"7×–×19");
  expect_zh(U"2024×-×07×-×19");
}

TEST(Breaks, Q1QuotationMarksResolveByPairing) {
  expect_zh(U"说：÷“×国家×”÷是");
  expect_zh(U"的÷“×1×+×4×”÷合作");
  expect_zh(U"的÷‘×国家×’÷是");
  EXPECT_EQ(forms(U"说“国”是", Language::kZhHans), "WWWWW");
  EXPECT_EQ(forms(U"的“1+4”合", Language::kZhHans), "WWnnnWW");
  EXPECT_EQ(forms(U"在Moscow’s", Language::kZhHans), "Wnnnnnnnn");
  EXPECT_EQ(forms(U"“‘国’”", Language::kZhHans), "WWWWW");
  EXPECT_EQ(forms(U"“国家", Language::kZhHans), "WWW");
  EXPECT_EQ(forms(U"‘Tom’s国’是", Language::kZhHans), "WnnnnnWWW");
}

TEST(Breaks, Q2QuotationMarksInLatinTextAreNarrow) {
  expect_zh(U"say ÷“×hello×” ÷to");
  expect_breaks(U"say ÷“×hello×” ÷to", Language::kEn);
  EXPECT_EQ(forms(U"say “hi” to", Language::kZhHans), "nnnnnnnnnnn");
  EXPECT_EQ(forms(U"say “国” to", Language::kEn), "nnnnnWnnnn");
  EXPECT_EQ(forms(U"국“가”", Language::kKo), "WnWn");
}

TEST(Breaks, FormsOfOtherMarks) {
  EXPECT_EQ(forms(U"国——国", Language::kZhHans), "WWWW");
  EXPECT_EQ(forms(U"国…", Language::kZhHans), "WW");
  EXPECT_EQ(forms(U"a—b", Language::kZhHans), "nnn");
  EXPECT_EQ(forms(U"约·F·肯", Language::kZhHans), "WWnWW");
  EXPECT_EQ(forms(U"①°×α", Language::kZhHans), "Wnnn");
  EXPECT_EQ(forms(U"①", Language::kEn), "n");
  EXPECT_EQ(forms(U"ｱA", Language::kJa), "nn");
}

TEST(Breaks, F1NoteMarksStayWithTheText) {
  expect_zh(U"谈话。×[×1×2×]÷国");
  expect_zh(U"谈话。 ×[12]");
  expect_zh(U"信任。×2");
  expect_zh(U"信任。÷2019年");
  expect_zh(U"信任×①÷国");
  expect_zh(U"信任：÷①国");
  expect_zh(U"信任×²÷国");
  expect_zh(U"信任×〔×1×〕÷国");
  expect_zh(U"信任×*÷国");
  expect_zh(U"谈话。×[12]×[13]");
  expect_zh(U"国÷[注释]");
}

TEST(Breaks, L1Addresses) {
  expect_zh(U"见÷https×:×/×/a×.÷b×/÷c×/÷d");
  expect_zh(U"www×.÷a×b×.÷org×/÷%×2×0÷国");
  expect_zh(U"a×b@c×d×.÷org×，÷国");
}

TEST(Breaks, S1Spaces) {
  expect_zh(U"5×\u00A0×km");
  expect_zh(U"a×\u200B÷b");
  expect_zh(U"a×\u00AD÷b");
  expect_zh(U"国×\u3000÷国");
}

TEST(Breaks, G1ClustersNeverSplit) {
  expect_zh(U"葛‖\U000E0100÷国");
  expect_zh(U"👨‖\u200D‖👩");
  expect_zh(U"🇨‖🇳÷🇯‖🇵");
  expect_breaks(U"か‖\u309A÷か", Language::kJa);
  expect_zh(U"1‖\uFE0F‖\u20E3");
}

TEST(Breaks, KoreanKeepsWords) {
  expect_breaks(U"한×국×어 ÷조×판", Language::kKo);
  expect_breaks(U"한국×.", Language::kKo);
  expect_breaks(U"한국×(×韓×國×)×은 ÷조판", Language::kKo);
  expect_breaks(U"한국×-", Language::kKo);
  expect_breaks(U"한×·국", Language::kKo);
}

TEST(Breaks, LineFeedIsForced) {
  const BreakAnalysis analysis = analyse_breaks(U"a\nb", Language::kEn);
  EXPECT_EQ(analysis.before[0], Opportunity::kNever);
  EXPECT_EQ(analysis.before[1], Opportunity::kEmergency);
  EXPECT_EQ(analysis.before[2], Opportunity::kAlways);
}

// Long runs of letters are looked at from their ends only: they break as runs of three do.
TEST(Breaks, LongRunsBreakAsShortOnes) {
  const std::u32string_view marks = U"。“”—…（）1,.-–/：％￥$ \u3000·ー①*\u0301\u200D\u00A0\n";
  std::mt19937 random(17);
  for (int round = 0; round < 4000; ++round) {
    std::u32string brief, full;
    std::vector<std::size_t> place;  // in `full`, of each code point of `brief`
    for (int i = 0; i < 8; ++i) {
      const char32_t letter = random() % 2 == 0 ? U'国' : U'k';
      const std::size_t more = random() % 8;
      for (const std::size_t at : {std::size_t{0}, std::size_t{1}, 2 + more}) place.push_back(full.size() + at);
      brief.append(3, letter);
      full.append(3 + more, letter);
      for (std::size_t n = random() % 3; n > 0; --n) {
        place.push_back(full.size());
        full += marks[random() % marks.size()];
        brief += full.back();
      }
    }
    for (const Language language : {Language::kZhHans, Language::kJa, Language::kKo, Language::kEn}) {
      const std::vector<Opportunity> wanted = analyse_breaks(brief, language).before;
      const std::vector<Opportunity> seen = analyse_breaks(full, language).before;
      for (std::size_t i = 1; i < brief.size(); ++i) {
        for (std::size_t at = place[i - 1] + 1; at <= place[i]; ++at)
          ASSERT_EQ(wanted[i], seen[at]) << "round " << round << ", " << name_of(language) << ", code point " << at;
      }
    }
  }
}

TEST(Breaks, EmptyAndBroken) {
  EXPECT_TRUE(analyse_breaks(U"", Language::kZhHans).before.empty());
  EXPECT_TRUE(untailored_breaks(U"").empty());
  for (const Language language : {Language::kZhHans, Language::kJa, Language::kKo, Language::kEn}) {
    for (const char32_t c : std::u32string_view(U"“”‘’—…·[〔①*/@:\u0301\u200D\n \u3000\U0010FFFF")) {
      for (const char32_t d : std::u32string_view(U"“”‘’—…·[〔①*/@:\u0301\u200D\n \u3000\U0010FFFF")) {
        const std::u32string text{c, d, c, d};
        EXPECT_EQ(analyse_breaks(text, language).before.size(), 4U);
      }
    }
  }
  const std::u32string beyond{U'a', static_cast<char32_t>(0x110000), static_cast<char32_t>(0xFFFFFFFF), U'国'};
  EXPECT_EQ(analyse_breaks(beyond, Language::kZhHans).form.size(), 4U);
}

TEST(Properties, Classes) {
  EXPECT_EQ(properties(U"国", Form::kWide).symbol_class, SymbolClass::kIdeograph);
  EXPECT_EQ(properties(U"，", Form::kWide).symbol_class, SymbolClass::kComma);
  EXPECT_EQ(properties(U"。", Form::kWide).symbol_class, SymbolClass::kStop);
  EXPECT_EQ(properties(U"：", Form::kWide).symbol_class, SymbolClass::kColon);
  EXPECT_EQ(properties(U"！", Form::kWide).symbol_class, SymbolClass::kExclamation);
  EXPECT_EQ(properties(U"《", Form::kWide).symbol_class, SymbolClass::kOpen);
  EXPECT_EQ(properties(U"”", Form::kWide).symbol_class, SymbolClass::kClose);
  EXPECT_EQ(properties(U"”", Form::kNarrow).symbol_class, SymbolClass::kWesternMark);
  EXPECT_EQ(properties(U"·", Form::kWide).symbol_class, SymbolClass::kMiddleDot);
  EXPECT_EQ(properties(U"—", Form::kWide).symbol_class, SymbolClass::kDash);
  EXPECT_EQ(properties(U"…", Form::kWide).symbol_class, SymbolClass::kEllipsis);
  EXPECT_EQ(properties(U"7").symbol_class, SymbolClass::kDigit);
  EXPECT_EQ(properties(U"a").symbol_class, SymbolClass::kLatin);
  EXPECT_EQ(properties(U",").symbol_class, SymbolClass::kWesternMark);
  EXPECT_EQ(properties(U" ").symbol_class, SymbolClass::kSpace);
  EXPECT_EQ(properties(U"\u00A0").symbol_class, SymbolClass::kFixedSpace);
  EXPECT_EQ(properties(U"\n").symbol_class, SymbolClass::kLineBreak);
  EXPECT_EQ(properties(U"\t").symbol_class, SymbolClass::kTab);
  EXPECT_EQ(properties(U"한", Form::kWide, Language::kKo).symbol_class, SymbolClass::kHangul);
  EXPECT_EQ(properties(U"😀", Form::kWide).symbol_class, SymbolClass::kEmoji);
  EXPECT_EQ(properties(U"²").symbol_class, SymbolClass::kNoteMark);
  EXPECT_EQ(properties(U"\u200B").symbol_class, SymbolClass::kInvisible);
}

TEST(Properties, Blanks) {  // P1t, P6
  const auto blank = [](std::u32string_view text, Language language) {
    return properties(text, Form::kWide, language).blank;
  };
  for (const Language language : {Language::kZhHans, Language::kZhHant, Language::kJa}) {
    EXPECT_EQ(blank(U"（", language), blank_of(2, 0));
    EXPECT_EQ(blank(U"”", language), blank_of(0, 2));
    EXPECT_EQ(blank(U"国", language), 0);
    EXPECT_EQ(blank(U"—", language), 0);
    EXPECT_EQ(blank(U"︵", language), 0);
  }
  EXPECT_EQ(blank(U"，", Language::kZhHans), blank_of(0, 2));
  EXPECT_EQ(blank(U"，", Language::kZhHant), blank_of(1, 1));
  EXPECT_EQ(blank(U"，", Language::kJa), blank_of(0, 2));
  EXPECT_EQ(blank(U"；", Language::kZhHans), blank_of(0, 2));
  EXPECT_EQ(blank(U"；", Language::kJa), blank_of(1, 1));
  EXPECT_EQ(blank(U"！", Language::kZhHans), blank_of(0, 2));
  EXPECT_EQ(blank(U"！", Language::kZhHant), 0);
  EXPECT_EQ(blank(U"·", Language::kZhHans), blank_of(1, 1) | kBlankFixed);
  EXPECT_EQ(blank(U"·", Language::kZhHant), blank_of(1, 1));
  EXPECT_EQ(blank(U"・", Language::kZhHans), blank_of(1, 1));
  EXPECT_EQ(properties(U"（", Form::kNarrow).blank, 0);
}

TEST(Properties, NumbersAndUnitsOfAnyWidth) {  // X4
  EXPECT_EQ(properties(U"５", Form::kWide).symbol_class, SymbolClass::kDigit);
  EXPECT_EQ(properties(U"％", Form::kWide).symbol_class, SymbolClass::kWesternMark);
  EXPECT_EQ(properties(U"℃", Form::kWide).symbol_class, SymbolClass::kWesternMark);
  EXPECT_EQ(properties(U"／", Form::kWide).symbol_class, SymbolClass::kDash);
}

TEST(Properties, AdvancesAndCells) {
  EXPECT_EQ(properties(U"国", Form::kWide).advance, AdvanceKind::kFull);
  EXPECT_EQ(properties(U"国", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"葛\U000E0100", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"か\u309A", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"ｱ").advance, AdvanceKind::kProportional);
  EXPECT_EQ(properties(U"ｱ").cells, 1);
  EXPECT_EQ(properties(U"“", Form::kWide).advance, AdvanceKind::kFull);
  EXPECT_EQ(properties(U"“", Form::kWide).cells, 1 | kAmbiguousCells);
  EXPECT_EQ(properties(U"\u0301").cells, 0);
  EXPECT_EQ(properties(U"\u0301").advance, AdvanceKind::kZero);
  EXPECT_EQ(properties(U"e\u0301").cells, 1);
  EXPECT_EQ(properties(U"❤\uFE0F", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"1\uFE0F\u20E3", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"🇨🇳", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"👨\u200D👩", Form::kWide).cells, 2);
  EXPECT_EQ(properties(U"\u200B").advance, AdvanceKind::kZero);
}

TEST(Properties, BreakClassesFitTheTable) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x30000 ? 1 : 97) {
    for (const Form form : {Form::kNarrow, Form::kWide}) {
      ASSERT_LT(properties(std::u32string_view(&c, 1), form).break_class, kBreakClasses);
    }
  }
}

TEST(Languages, Names) {
  EXPECT_EQ(parse_language("zh"), Language::kZhHans);
  EXPECT_EQ(parse_language("zh-CN"), Language::kZhHans);
  EXPECT_EQ(parse_language("zh_TW"), Language::kZhHant);
  EXPECT_EQ(parse_language("zh-Hant-HK"), Language::kZhHant);
  EXPECT_EQ(parse_language("zh-Hans-HK"), Language::kZhHans);
  EXPECT_EQ(parse_language("ja-JP"), Language::kJa);
  EXPECT_EQ(parse_language("ko-KR"), Language::kKo);
  EXPECT_EQ(parse_language("EN-gb"), Language::kEn);
  EXPECT_EQ(parse_language("xx"), std::nullopt);
  EXPECT_EQ(parse_language(""), std::nullopt);
  for (const std::string_view name : kLanguageNames) EXPECT_EQ(name_of(*parse_language(name)), name);
}

}  // namespace
}  // namespace lr::pack
