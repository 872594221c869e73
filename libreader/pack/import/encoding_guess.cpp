// Which encoding a text without any mark is in. Every candidate decodes the whole text; the share of its most frequent
// characters tells right from wrong: about four in ten letters of a text are among the commonest two hundred of its
// language, of a wrong decoding one in twenty. uchardet's opinion tips the balance.
#include "encoding_guess.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>

#include "characters.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr double kPlausible = 0.15;         // share of frequent characters in text
constexpr double kSure = 0.22;              // and one that leaves no doubt,
constexpr double kLead = 2.0;               // if it is so many times that of the next best
constexpr double kHintWeight = 1.2;         // what the detector's opinion is worth
constexpr std::size_t kFewLetters = 12;     // of fewer, nothing is sure
constexpr std::size_t kNearlyBytes = 64;    // to speak of a text before an error
constexpr double kPlausibleUtf16 = 0.3;     // ASCII counts as frequent there
constexpr std::ptrdiff_t kFewestZeros = 4;  // bytes of UTF-16 that are zero

constexpr std::u32string_view kSimplified =
    U"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    U"家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长"
    U"把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制"
    U"身果加西月话合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名真论处走义各入几口认条平系气题活";
constexpr std::u32string_view kTraditional =
    U"的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然"
    U"家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長"
    U"把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制"
    U"身果加西月話合回特代內信表化老給世位次度門任常先海通教原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活";
constexpr std::u32string_view kJapanese =
    U"日一人年大十二本中長出三時行見月後前生五間上東四今入学高子外下来気小話女書先名水男電校語車何万白国会新事自社"
    U"発者地業方場員立開手力問代明動目通言理体田主題意不作用度公持以思家世多正安心界教文元重近考知道物使私始運無真"
    U"有々彼分回取同対関部合成定性政経化現最初全当実表法機的要情何所相続感調能";
constexpr std::u32string_view kKorean =
    U"이다는의을에고가하를로지은한기도서사나리어자정시인대아그해수일부장들과라스전제보적원주게여구있것만상으동안니면신"
    U"공조성었우마세화오국소비요연진무선경계관유모러말생했학위실바와회치내발미저물업된행간분심민방교년거개까직야남습식"
    U"통데없재당투반운술달양명레중박노등후편용영입던더며";

struct Candidate {
  const char* label;
  std::u32string_view frequent, more;
};

constexpr Candidate kCandidates[] = {
    {"gb18030", kSimplified, kTraditional},
    {"big5", kTraditional, {}},
    {"shift_jis", kJapanese, {}},
    {"euc-jp", kJapanese, {}},
    {"euc-kr", kKorean, {}},
};

bool is_neutral(char32_t c) {  // marks and full-width forms of all the languages
  return c < 0x80 || c == 0xB7 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x301F) ||
         (c >= 0xFF01 && c <= 0xFF5E);
}

struct Reading {
  double share = 0;  // of frequent characters among the letters
  std::size_t letters = 0;
};

Reading judge(std::string_view utf8, const Candidate& candidate) {
  const bool japanese = candidate.frequent == kJapanese;
  std::size_t letters = 0, frequent = 0;
  for (char32_t c : decode_utf8(utf8)) {
    if (is_neutral(c)) continue;
    ++letters;
    const bool is_kana_here = japanese && is_kana(c) && c < 0xFF00;
    frequent += is_kana_here || candidate.frequent.find(c) != std::u32string_view::npos ||
                candidate.more.find(c) != std::u32string_view::npos;
  }
  return {letters == 0 ? 0.0 : static_cast<double>(frequent) / static_cast<double>(letters), letters};
}

struct FreeDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

const Encoding* hint(std::string_view bytes) {
  const std::unique_ptr<uchardet, FreeDetector> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  return find_encoding(uchardet_get_charset(detector.get()));
}

double share_in_utf16(std::string_view utf8) {
  std::size_t all = 0, frequent = 0;
  for (char32_t c : decode_utf8(utf8)) {
    ++all;
    const bool is_ascii = (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t';
    bool is_frequent = is_ascii || (c >= 0x80 && is_neutral(c)) || (is_kana(c) && c < 0xFF00);
    for (std::u32string_view list : {kSimplified, kTraditional, kJapanese, kKorean}) {
      is_frequent = is_frequent || list.find(c) != std::u32string_view::npos;
    }
    frequent += is_frequent;
  }
  return all == 0 ? 0.0 : static_cast<double>(frequent) / static_cast<double>(all);
}

}  // namespace

Guess guess_utf16(std::string_view bytes) {
  Guess best;
  if (bytes.size() % 2 != 0 || std::count(bytes.begin(), bytes.end(), '\0') < kFewestZeros) return best;
  double best_share = 0, other_share = 0;
  for (const char* label : {"utf-16le", "utf-16be"}) {
    const Encoding* encoding = find_encoding(label);
    Decoding decoding = decode(bytes, *encoding);
    const double share = decoding.failed_at == kAllValid ? share_in_utf16(decoding.text) : 0;
    if (share > best_share) {
      other_share = best_share;
      best_share = share;
      best.encoding = encoding;
      best.text = std::move(decoding.text);
    } else {
      other_share = share;
    }
  }
  if (best_share < kPlausibleUtf16) return {};
  best.is_sure = best_share >= kLead * other_share;
  return best;
}

Guess guess_encoding(std::string_view bytes) {
  const Encoding* hinted = hint(bytes);
  Guess best, damaged;
  double best_share = 0, next_share = 0;
  std::size_t letters = 0;
  for (const Candidate& candidate : kCandidates) {
    const Encoding* encoding = find_encoding(candidate.label);
    Decoding decoding = decode(bytes, *encoding);
    Reading reading = judge(decoding.text, candidate);
    if (encoding == hinted) reading.share *= kHintWeight;
    if (reading.share < kPlausible) continue;
    if (decoding.failed_at != kAllValid) {
      if (decoding.failed_at < kNearlyBytes || decoding.failed_at <= damaged.failed_at) continue;
      damaged.nearly = encoding;
      damaged.failed_at = decoding.failed_at;
    } else if (reading.share > best_share) {
      next_share = best_share;
      best_share = reading.share;
      letters = reading.letters;
      best.encoding = encoding;
      best.text = std::move(decoding.text);
    } else if (reading.share > next_share) {
      next_share = reading.share;
    }
  }
  if (best.encoding == nullptr) return damaged;
  best.is_sure = best_share >= kSure && best_share >= kLead * next_share && letters >= kFewLetters;
  return best;
}

}  // namespace lr::pack
