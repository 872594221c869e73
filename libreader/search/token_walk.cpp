// Tables of codewords and what is known of tokens.
#include "token_walk.h"

#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>
#include <libreader/text/control.h>

#include <bit>
#include <cstring>

namespace lr {
namespace {

constexpr std::uint32_t kMaxNoted = 7;      // code points of a token
constexpr std::uint32_t kLeastSpare = 512;  // for phrases and notes, before codewords are copied
constexpr int kMorePasses = 3;              // over all phrases

// From where pointers may stand.
std::span<std::uint8_t> aligned(std::span<std::uint8_t> memory) {
  const std::size_t over = reinterpret_cast<std::uintptr_t>(memory.data()) % alignof(void*);
  return over == 0 ? memory : memory.subspan(alignof(void*) - over);
}

}  // namespace

// The longest run of symbols of one code point each; the soft hyphen, which has none.
void TokenWalk::find_plain_symbols() {
  plain_first_ = plain_end_ = 0;
  soft_hyphen_ = kNoSymbol;
  const Alphabet& alphabet = bundle_->alphabet();
  for (std::uint32_t first = kFirstTextSymbol, at = first; at < alphabet.symbols(); first = at) {
    while (at < alphabet.symbols() && alphabet.group_of(static_cast<Symbol>(at)).code_points == 1)
      at = alphabet.group_end(static_cast<Symbol>(at));
    if (at - first > static_cast<std::uint32_t>(plain_end_ - plain_first_)) {
      plain_first_ = static_cast<Symbol>(first);
      plain_end_ = static_cast<Symbol>(at);
    }
    if (at == alphabet.symbols()) break;
    if (alphabet.group_of(static_cast<Symbol>(at)).symbol_class == SymbolClass::kSoftHyphen)
      soft_hyphen_ = static_cast<Symbol>(at);
    at = alphabet.group_end(static_cast<Symbol>(at));
  }
}

// All tokens of a class begin with symbols of it. One that cannot be read is 0, a control.
void TokenWalk::find_going_on() {
  TextCode& code = bundle_->text_code();
  going_on_ = 0;
  for (std::uint32_t place = 0, token_class = 0; place < code.symbols_; ++place) {
    while (token_class < code.classes_ && code.class_[token_class + 1].first_symbol <= place) ++token_class;
    const Symbol symbol = code.mapped_symbol(place);
    if (symbol < kFirstTextSymbol || symbol == soft_hyphen_ || query_->find(symbol) != Query::kNothing)
      going_on_ |= 1u << (token_class & 31);
  }
}

std::uint32_t TokenWalk::code_points_of(Symbol symbol) const {
  if (symbol >= plain_first_ && symbol < plain_end_) return 1;
  return bundle_->alphabet().group_of(symbol).code_points;
}

// The last codewords of a class; false where its table cannot be had.
bool TokenWalk::add_class(std::uint32_t index, std::uint16_t* last, std::span<std::uint8_t>& memory) {
  TextCode& code = bundle_->text_code();
  TextCode::TokenClass& own = code.class_[index];
  const std::uint8_t* entries = code.entries_of(own);
  if (own.entries_place == 0) {
    const std::uint32_t size = own.lengths * kLengthBytes;
    if (memory.size() < size + kLeastSpare) return false;
    std::memcpy(memory.data(), entries, size);
    entries = memory.data();
    memory = memory.subspan(size);
  }
  Class& to = classes_[index];
  std::uint32_t limit = 0, shift = kMaxCodeLength - own.shortest, phrases = 0;
  const std::uint8_t* entry = entries;
  for (std::uint32_t i = 0; i < own.lengths; ++i, --shift, entry += kLengthBytes) {
    limit += (static_cast<std::uint32_t>(load_u16(entry)) + load_u16(entry + 2)) << shift;
    if (limit == 0 || limit > 1u << kMaxCodeLength) return false;
    *last++ = static_cast<std::uint16_t>(limit - 1);
    phrases += load_u16(entry + 2);
  }
  if (limit != 1u << kMaxCodeLength || phrases > static_cast<std::uint32_t>((&own)[1].first_rule - own.first_rule))
    return false;
  to.entries = entries;
  to.end_phrase = static_cast<std::uint16_t>(phrases);
  return true;
}

// Of each context: what the next kRowBits say of the class. Lengths rise, so that a longer codeword begins no earlier
// than where the bits before it do.
void TokenWalk::add_row(std::uint32_t context) {
  TextCode& code = bundle_->text_code();
  TextCode::TokenClass& own = code.class_[context];
  const std::uint8_t* row = code.row_of(own);
  std::uint8_t* to = rows_ + (context << kRowBits);
  std::uint32_t length = 0, limit = 0;
  for (std::uint32_t i = 0; i < code.classes_; ++i) {
    length += row[i] >> 5;
    const std::uint32_t found = row[i] & 31u, first = limit;
    if (length == 0 || length > kMaxRowLength || found >= code.classes_) return;
    limit += 1u << (kMaxCodeLength - length);
    if (limit > 1u << kMaxCodeLength) return;
    if (length > kRowBits) {
      if (first % kSlot == 0 && own.row_place != 0) to[first / kSlot] = static_cast<std::uint8_t>(length << 5 | i);
      continue;
    }
    if (classes_[found].entries == nullptr) continue;
    for (std::uint32_t slot = first / kSlot; slot < limit / kSlot; ++slot)
      to[slot] = static_cast<std::uint8_t>(length << 5 | found);
  }
}

// Gives each class its part of the memory for notes and, where not all phrases are remembered, for those that have
// codewords: the first of each, which are the frequent ones.
void TokenWalk::share(std::uint32_t phrases, std::uint32_t coded, std::uint32_t notes) {
  std::uint32_t phrases_before = 0, tokens_before = 0;
  const std::uint32_t tokens = coded + bundle_->text_code().symbols_;
  const auto first_of = [](std::uint32_t before, std::uint32_t room, std::uint32_t all) {
    return static_cast<std::uint16_t>(room >= all ? before : before * room / all);
  };
  for (std::uint32_t i = 0; i < class_count_; ++i) {
    const TextCode::TokenClass* own = &bundle_->text_code().class_[i];
    Class& to = classes_[i];
    to.first_phrase = first_of(phrases_before, phrases, coded);
    to.first_note = first_of(tokens_before, notes, tokens);
    phrases_before += to.end_phrase;
    tokens_before += to.end_phrase + (own[1].first_symbol - own[0].first_symbol);
    to.end_phrase = first_of(phrases_before, phrases, coded);
    to.end_note = first_of(tokens_before, notes, tokens);
    if (!all_phrases_) continue;
    to.first_phrase = own[0].first_rule;
    to.end_phrase = own[1].first_rule;
  }
}

Status TokenWalk::open(Bundle& bundle, const Query& query, std::span<std::uint8_t> memory) {
  bundle_ = &bundle;
  query_ = &query;
  class_count_ = long_count_ = 0;
  all_phrases_ = checked_ = false;
  find_plain_symbols();
  find_going_on();
  TextCode& code = bundle.text_code();
  memory = aligned(memory);
  const std::uint32_t classes = code.classes_;
  const std::uint32_t lengths = code.class_[classes].lengths_at;
  const std::size_t fixed = classes * sizeof(Class) + lengths * sizeof(std::uint16_t) + (classes << kRowBits);
  if (memory.size() < fixed + kLeastSpare) return Status::kOk;
  classes_ = reinterpret_cast<Class*>(memory.data());
  lasts_ = reinterpret_cast<std::uint16_t*>(classes_ + classes);
  rows_ = reinterpret_cast<std::uint8_t*>(lasts_ + lengths);
  memory = memory.subspan(fixed);
  std::memset(rows_, 0, classes << kRowBits);
  std::uint32_t coded = 0;
  for (std::uint32_t i = 0; i < classes; ++i) {
    const TextCode::TokenClass& own = code.class_[i];
    classes_[i] = {nullptr, own.lengths_at, 0, 0, 0, 0, own.shortest};
    if (!add_class(i, lasts_ + own.lengths_at, memory)) classes_[i] = {};
    coded += classes_[i].end_phrase;
  }
  for (std::uint32_t i = 0; i < classes; ++i) add_row(i);
  checked_ = code.code_.check_all() && code.phrases_.check_all() && code.label_bits_ != 0;
  if (code.code_.status() != Status::kOk || code.phrases_.status() != Status::kOk)
    return code.trouble() == Status::kIo ? Status::kIo : Status::kOk;
  class_count_ = static_cast<std::uint8_t>(classes);
  const auto room = static_cast<std::uint32_t>(memory.size());
  const std::uint32_t all = (code.rules_ + 3u) / 4;
  all_phrases_ = all <= room / 16 * 15;
  const std::uint32_t wanted = all_phrases_ ? all : (coded + 3) / 4,
                      given = all_phrases_ || wanted < room / 4 * 3 ? wanted : room / 4 * 3;
  phrases_ = memory.data();
  notes_ = phrases_ + given;
  std::memset(phrases_, 0, room);
  share(4 * given, coded, room - given);
  if (checked_) note_phrases();
  return Status::kOk;
}

// Phrases that stand before their parts become known in passes that follow.
Status TokenWalk::complete() {
  for (int pass = 0; checked_ && pass < kMorePasses && note_phrases(); ++pass) {
  }
  if (!all_phrases_) {
    if (const Status status = count_phrases(); status != Status::kOk) return status;
  }
  return note_tokens();
}

// Those whose parts are not remembered.
Status TokenWalk::count_phrases() {
  TextCode& code = bundle_->text_code();
  for (std::uint32_t i = 0; i < class_count_; ++i) {
    const std::uint32_t first = code.class_[i].first_rule;
    for (std::uint32_t rule = first; rule < first + classes_[i].end_phrase - classes_[i].first_phrase; ++rule) {
      std::uint32_t code_points = 0;
      if (known_phrase(rule, i) != kNotPlain) continue;
      const Status status = count(static_cast<Part>(code.symbols_ + rule), code_points);
      if (status == Status::kIo) return status;
      if (status == Status::kOk) remember(rule, i, static_cast<int>(code_points));
    }
  }
  return Status::kOk;
}

Status TokenWalk::note_tokens() {
  TextCode& code = bundle_->text_code();
  for (std::uint32_t i = 0; i < class_count_; ++i) {
    if (classes_[i].entries != nullptr) note_tokens(i);
    if (code.code_.status() != Status::kOk && code.trouble() == Status::kIo) return Status::kIo;
  }
  return Status::kOk;
}

// Where a phrase is remembered.
bool TokenWalk::find_place(std::uint32_t rule, std::uint32_t token_class, std::uint32_t& place) const {
  if (token_class >= class_count_) return false;
  const Class& own = classes_[token_class];
  place = own.first_phrase + rule - bundle_->text_code().class_[token_class].first_rule;
  return place < own.end_phrase;
}

bool TokenWalk::remember(std::uint32_t rule, std::uint32_t token_class, int known) {
  std::uint32_t place = 0;
  if (known <= 0 || !find_place(rule, token_class, place)) return false;
  const int noted = known == 2 || known == 3 ? known - 1 : 3;
  phrases_[place / 4] = static_cast<std::uint8_t>(phrases_[place / 4] | noted << 2 * (place % 4));
  return true;
}

int TokenWalk::known(Part part, std::uint32_t token_class) const {
  const TextCode& code = bundle_->text_code();
  if (code.is_phrase(part)) {
    const std::uint32_t rule = part - code.symbols();
    if (!all_phrases_ && token_class == TextCode::kAnyClass) token_class = code.class_of_rule(rule);
    return known_phrase(rule, token_class);
  }
  const Symbol symbol = code.symbol_of(part);
  if (symbol >= plain_first_ && symbol < plain_end_) return query_->may_begin(symbol) ? kNotPlain : 1;
  if (symbol < kFirstTextSymbol)
    return symbol == kEndOfUnit || (symbol >= kNoteMarkSpan && symbol <= kSpanEnd) ? kNotPlain : kNoText;
  if (symbol == soft_hyphen_) return kNoText;
  const auto code_points = static_cast<int>(code_points_of(symbol));
  return code_points == 0 || query_->may_begin(symbol) ? kNotPlain : code_points;
}

// A phrase is known when its parts are. The upper bits of all are read in one go, which is short. Whether there was
// any.
bool TokenWalk::note_phrases() {
  TextCode& code = bundle_->text_code();
  const PagedBytes& bytes = code.phrases_;
  constexpr std::uint32_t kWindow = 24;
  const std::uint32_t width = static_cast<std::uint32_t>(code.low_bits_) + code.part_bits_;
  std::uint32_t zeros = 0, at = code.upper_at_, token_class = 0;
  bool any = false;
  for (std::uint32_t rule = 0; rule < code.rules_;) {
    if (at + kWindow > 8 * bytes.size_bytes()) break;
    std::uint32_t window = bytes.checked_bits(at, kWindow) << (32 - kWindow), left = kWindow;
    for (; window != 0 && rule < code.rules_; ++rule) {
      const auto here = static_cast<std::uint32_t>(std::countl_zero(window));
      zeros += here;
      window = window << here << 1;
      left -= here + 1;
      while (code.class_[token_class + 1].first_rule <= rule) ++token_class;
      if (known_phrase(rule, token_class) != kNotPlain) continue;
      const int second = known(static_cast<Part>(bytes.checked_bits(rule * width + code.low_bits_, code.part_bits_)));
      if (second < 0) continue;
      const TextCode::TokenClass* const own = &code.class_[token_class];
      const std::uint32_t symbols = static_cast<std::uint32_t>(own[1].first_symbol) - own->first_symbol;
      const std::uint32_t all = symbols + own[1].first_rule - own->first_rule;
      const std::uint32_t low = code.low_bits_ == 0 ? 0 : bytes.checked_bits(rule * width, code.low_bits_);
      const std::uint32_t place = ((zeros << code.low_bits_ | low) - own->first_value) % all;
      const int first = place < symbols ? known(code.mapped_symbol(own->first_symbol + place))
                                        : known_phrase(own->first_rule + place - symbols, token_class);
      if (first >= 0 && remember(rule, token_class, first + second)) any = true;
    }
    zeros += left;
    at += kWindow;
  }
  return any;
}

void TokenWalk::note_tokens(std::uint32_t index) {
  TextCode& code = bundle_->text_code();
  const TextCode::TokenClass& own = code.class_[index];
  const std::uint8_t* entry = classes_[index].entries;
  std::uint32_t symbol = own.first_symbol, rule = code.symbols_ + own.first_rule, note = classes_[index].first_note;
  for (std::uint32_t i = 0; i < own.lengths; ++i, entry += kLengthBytes) {
    const std::uint32_t end_symbol = symbol + load_u16(entry), end_rule = rule + load_u16(entry + 2);
    for (; symbol < end_symbol || rule < end_rule; ++note) {
      if (note == classes_[index].end_note) return;
      const Part part = symbol < end_symbol ? code.mapped_symbol(symbol++) : static_cast<Part>(rule++);
      std::uint32_t code_points = 0;
      Symbol last = 0;
      if (known(part) <= 0 || count(part, code_points) != Status::kOk || code_points > kMaxNoted ||
          code.last_symbol(part, last) != Status::kOk)
        continue;
      const std::uint32_t context = code.context_of(last);
      if (context < class_count_ && code.code_.status() == Status::kOk)
        notes_[note] = static_cast<std::uint8_t>(context << 3 | code_points);
    }
  }
}

// Adds the code points of a part that is text in which no match begins, or no text. kNotFound: something else.
Status TokenWalk::count(Part part, std::uint32_t& code_points) const {
  TextCode& code = bundle_->text_code();
  Part stack[kMaxPhraseDepth + 2];
  std::uint32_t depth = 1;
  stack[0] = part;
  for (std::uint32_t parts = 0; depth > 0; ++parts) {
    const Part next = stack[--depth];
    const int length = known(next);
    if (length >= 0 && length != kLong) {
      code_points += static_cast<std::uint32_t>(length);
      continue;
    }
    if (!code.is_phrase(next)) return Status::kNotFound;
    if (depth + 2 > kMaxPhraseDepth + 1 || parts >= 2 * kMaxPhraseSymbols) return Status::kDamaged;
    std::uint8_t any = TextCode::kAnyClass;
    if (const Status status = code.split(next, any, stack[depth + 1], stack[depth]); status != Status::kOk)
      return status;
    depth += 2;
  }
  return Status::kOk;
}

bool TokenWalk::pass(Part part, int known, std::uint32_t& code_points) {
  if (known != kLong) {
    code_points += static_cast<std::uint32_t>(known);
    return true;
  }
  if (long_count_ == kMaxLong) return false;
  long_[long_count_++] = part;
  return true;
}

Status TokenWalk::count_long(std::uint32_t& code_points) {
  while (long_count_ > 0) {
    if (const Status status = count(long_[--long_count_], code_points); status != Status::kOk)
      return status == Status::kNotFound ? Status::kDamaged : status;
  }
  return Status::kOk;
}

}  // namespace lr
