// Canonical decoding with left-justified limits; phrases taken apart by their two parts.
#include "text_code.h"

#include <libreader/base/bytes.h>

#include <bit>

namespace lr {
namespace {

constexpr std::uint32_t kWhole = 1u << kMaxCodeLength;  // all codewords of a complete code together
constexpr std::uint32_t kCodeShift = 32 - kMaxCodeLength;
constexpr std::uint32_t kPeeked = 25;  // bits at least

// How many ones each byte has, in that byte.
std::uint32_t ones_by_byte(std::uint32_t x) {
  x -= x >> 1 & 0x55555555u;
  x = (x & 0x33333333u) + (x >> 2 & 0x33333333u);
  return (x + (x >> 4)) & 0x0F0F0F0Fu;
}

std::uint32_t whole_bytes(std::uint32_t bits) { return (bits + 7) / 8; }

}  // namespace

Status TextCode::trouble() {
  const Status status = code_.status() != Status::kOk ? code_.status() : phrases_.status();
  code_.forget();
  phrases_.forget();
  return status == Status::kOk ? Status::kDamaged : status;
}

Status TextCode::open(Storage& storage, Range code, Range phrases, std::uint32_t symbols, std::uint32_t first_rare,
                      std::uint32_t added) {
  if (const Status status = code_.open(storage, code); status != Status::kOk) return status;
  if (const Status status = phrases_.open(storage, phrases); status != Status::kOk) return status;
  std::uint8_t scratch[kTextCodeHeadBytes];
  const std::uint8_t* head = code_.span(0, kTextCodeHeadBytes, scratch);
  symbols_ = load_u16(head);
  rules_ = load_u16(head + 2);
  classes_ = head[4];
  low_bits_ = head[5];
  sample_bits_ = head[6];
  upper_bits_ = load_u32(head + 8);
  if (code_.status() != Status::kOk) return trouble();
  if (symbols_ != symbols || first_rare > symbols || first_rare <= kAddedSymbol ||
      symbols_ + rules_ + added >= kNoSymbol || classes_ == 0 || classes_ > kMaxTokenClasses ||
      low_bits_ > 16 || sample_bits_ > 22 || upper_bits_ > kMaxUpperBits)
    return Status::kDamaged;
  added_ = static_cast<std::uint16_t>(added);
  first_rare_ = static_cast<std::uint16_t>(first_rare);
  map_bits_ = static_cast<std::uint8_t>(std::bit_width(first_rare_ - 1u));
  label_bits_ = static_cast<std::uint8_t>(std::bit_width(classes_ - 1u));
  part_bits_ = static_cast<std::uint8_t>(std::bit_width(symbols_ + rules_ - 1u));
  std::uint32_t lengths = 0;
  if (const Status status = load_classes(lengths); status != Status::kOk) return status;
  rows_at_ = kTextCodeHeadBytes + (classes_ + 1u) * kTokenClassBytes;
  lengths_at_ = rows_at_ + static_cast<std::uint32_t>(classes_) * classes_;
  const std::uint32_t map = lengths_at_ + lengths * kLengthBytes;
  const std::uint32_t labels = map + whole_bytes(static_cast<std::uint32_t>(first_rare_) * map_bits_);
  if (labels + whole_bytes(static_cast<std::uint32_t>(first_rare_) * label_bits_) != code_.size_bytes()) return Status::kDamaged;
  map_at_ = map * 8;
  labels_at_ = labels * 8;
  const std::uint32_t upper = whole_bytes(static_cast<std::uint32_t>(rules_) * (low_bits_ + part_bits_));
  const std::uint32_t samples = upper + whole_bytes(upper_bits_);
  const std::uint32_t sample_count = (static_cast<std::uint32_t>(rules_) + kRulesASample - 1) / kRulesASample;
  if (samples + whole_bytes(sample_count * sample_bits_) != phrases_.size_bytes()) return Status::kDamaged;
  upper_at_ = upper * 8;
  samples_at_ = samples * 8;
  return Status::kOk;
}

Status TextCode::load_classes(std::uint32_t& lengths) {
  lengths = 0;
  std::uint32_t at = kTextCodeHeadBytes;
  for (int i = 0; i <= classes_; ++i, at += kTokenClassBytes) {
    std::uint8_t scratch[kTokenClassBytes];
    const std::uint8_t* p = code_.span(at, kTokenClassBytes, scratch);
    if (code_.status() != Status::kOk) return trouble();
    TokenClass& own = class_[i];
    own = {load_u16(p), load_u16(p + 2), load_u32(p + 4), static_cast<std::uint16_t>(lengths), p[8], p[9], 0, 0};
    lengths += own.lengths;
    if (own.shortest + own.lengths > kMaxCodeLength + 1) return Status::kDamaged;
    const TokenClass& before = class_[i == 0 ? 0 : i - 1];
    if (i == 0 ? own.first_symbol != 0 || own.first_rule != 0
               : own.first_symbol < before.first_symbol || own.first_rule < before.first_rule)
      return Status::kDamaged;
  }
  for (int i = classes_ + 1; i <= kMaxTokenClasses; ++i) class_[i].first_rule = kNoSymbol;  // behind all rules
  const TokenClass& end = class_[classes_];
  return end.first_symbol == symbols_ && end.first_rule == rules_ && end.lengths == 0 ? Status::kOk : Status::kDamaged;
}

const std::uint8_t* TextCode::row_of(TokenClass& context) {
  const std::uint32_t at = rows_at_ + static_cast<std::uint32_t>(&context - class_) * classes_;
  const std::uint8_t* row = code_.span(at, classes_, scratch_);
  if (code_.in_place(at, classes_) == row) context.row_place = static_cast<std::uint16_t>(code_.place_of(row));
  return row;
}

const std::uint8_t* TextCode::entries_of(TokenClass& token_class) {
  static_assert((kMaxCodeLength + 1) * kLengthBytes <= sizeof scratch_ && kMaxTokenClasses <= sizeof scratch_);
  const std::uint32_t at = lengths_at_ + token_class.lengths_at * kLengthBytes, size = token_class.lengths * kLengthBytes;
  const std::uint8_t* entries = code_.span(at, size, scratch_);
  if (code_.in_place(at, size) == entries) token_class.entries_place = static_cast<std::uint16_t>(code_.place_of(entries));
  return entries;
}

Status TextCode::token(BitReader& bits, std::uint8_t context, Part& part) {
  part = kNoSymbol;
  if (context >= classes_) return Status::kDamaged;
  // The class.
  const std::uint32_t row_place = class_[context].row_place;
  const std::uint8_t* row = row_place != 0 ? code_.at_place(row_place) : row_of(class_[context]);
  std::uint32_t window = bits.peek(), code = window >> kCodeShift, length = 0, limit = 0;
  const std::uint8_t* const row_end = row + classes_;
  do {
    if (row == row_end) return trouble();
    length += *row >> 5;
    limit += kWhole >> (length & 31);
  } while (code >= limit && (++row, true));
  const std::uint32_t found = *row & 31u;
  if (length > kMaxCodeLength || found >= classes_) return trouble();
  bits.skip(length);
  const bool free = length == 0;
  window = length <= kPeeked - kMaxCodeLength ? window << length : bits.peek();
  // Its token. A class that took no bits has one that does: text of no bits would have no end.
  TokenClass& token_class = class_[found];
  const std::uint32_t entries_place = token_class.entries_place;
  const std::uint8_t* entry = entries_place != 0 ? code_.at_place(entries_place) : entries_of(token_class);
  code = window >> kCodeShift;
  std::uint32_t symbol = token_class.first_symbol, rule = token_class.first_rule;
  std::uint32_t shift = kMaxCodeLength - token_class.shortest;
  for (const std::uint8_t* const end = entry + token_class.lengths * kLengthBytes; entry != end; entry += kLengthBytes, --shift) {
    const std::uint32_t symbols = load_u16(entry), rules = load_u16(entry + 2);
    const std::uint32_t count = symbols + rules;
    if (code >= count << shift) {
      code -= count << shift;
      symbol += symbols;
      rule += rules;
      continue;
    }
    const std::uint32_t index = code >> shift;
    if (free && shift == kMaxCodeLength) break;
    bits.skip(kMaxCodeLength - shift);
    if (index < symbols) {
      if (symbol + index >= (&token_class)[1].first_symbol) break;
      part = mapped_symbol(symbol + index);
    } else {
      if (rule + index - symbols >= (&token_class)[1].first_rule) break;
      part = static_cast<Part>(symbols_ + rule + index - symbols);
    }
    if (code_.status() != Status::kOk || part >= symbols_ + rules_) break;
    return part == kAddedSymbol && added_ != 0 ? added_symbol(bits, part) : Status::kOk;
  }
  part = kNoSymbol;
  return trouble();
}

Status TextCode::added_symbol(BitReader& bits, Part& part) {
  const std::uint32_t number = bits.peek() >> (32 - kAddedSymbolBits);
  bits.skip(kAddedSymbolBits);
  part = static_cast<Part>(number < added_ ? symbols_ + rules_ + number : kNoSymbol);
  return part == kNoSymbol ? Status::kDamaged : Status::kOk;
}

std::uint8_t TextCode::class_of_rule(std::uint32_t rule) const {
  const TokenClass* found = class_;
  for (std::uint32_t step = kMaxTokenClasses / 2; step > 0; step /= 2) found += found[step].first_rule <= rule ? step : 0;
  return static_cast<std::uint8_t>(found - class_);
}

// The upper bits of a rule's value: zeros before its one among the unary numbers.
std::uint32_t TextCode::upper_of(std::uint32_t rule) {
  std::uint32_t at = phrases_.bits(samples_at_ + rule / kRulesASample * sample_bits_, sample_bits_);
  std::uint32_t ones = rule % kRulesASample;
  while (at < upper_bits_) {
    const std::uint32_t left = upper_bits_ - at, loaded = 32 - (upper_at_ + at) % 8, count = left < loaded ? left : loaded;
    std::uint32_t window = phrases_.bits(upper_at_ + at, count) << (32 - count);
    std::uint32_t by_byte = ones_by_byte(window);
    const std::uint32_t here = by_byte * 0x01010101u >> 24;
    if (ones >= here) {
      ones -= here;
      at += count;
      continue;
    }
    for (; ones >= by_byte >> 24; window <<= 8, by_byte <<= 8, at += 8) ones -= by_byte >> 24;
    for (; ones > 0; --ones) window ^= 0x80000000u >> std::countl_zero(window);
    return at + static_cast<std::uint32_t>(std::countl_zero(window)) - rule;
  }
  return 0;
}

void TextCode::keep(std::span<KeptPhrase> memory) {
  kept_ = memory;
  for (KeptPhrase& kept : kept_) kept = {};
}

Status TextCode::split(Part phrase, std::uint8_t& token_class, Part& left, Part& right) {
  const std::uint32_t rule = static_cast<std::uint32_t>(phrase) - symbols_;
  if (rule >= rules_) return Status::kDamaged;
  KeptPhrase* const kept = kept_.empty() ? nullptr : &kept_[rule % kept_.size()];
  if (kept != nullptr && kept->phrase == phrase) {
    token_class = kept->token_class;
    left = kept->left;
    right = kept->right;
    return Status::kOk;
  }
  if (token_class == kAnyClass) token_class = class_of_rule(rule);
  const TokenClass& own = class_[token_class];
  const TokenClass& next = class_[token_class + 1];
  const std::uint32_t width = static_cast<std::uint32_t>(low_bits_) + part_bits_;
  const std::uint32_t record = phrases_.bits(rule * width, width);
  const std::uint32_t value = (upper_of(rule) << low_bits_ | record >> part_bits_) - own.first_value;
  const std::uint32_t symbols = static_cast<std::uint32_t>(next.first_symbol) - own.first_symbol;
  const std::uint32_t all = symbols + next.first_rule - own.first_rule;
  if (all == 0) return trouble();
  const std::uint32_t place = value % all;
  left = place < symbols ? mapped_symbol(own.first_symbol + place)
                         : static_cast<Part>(symbols_ + own.first_rule + place - symbols);
  right = static_cast<Part>(record & ((1u << part_bits_) - 1));
  const bool sound = code_.status() == Status::kOk && phrases_.status() == Status::kOk && left < symbols_ + rules_ &&
                     right < symbols_ + rules_;
  if (!sound) return trouble();
  if (kept != nullptr) *kept = {phrase, left, right, token_class};
  return Status::kOk;
}

Status TextCode::last_symbol(Part part, Symbol& symbol) {
  const std::uint32_t width = static_cast<std::uint32_t>(low_bits_) + part_bits_;
  for (int depth = 0; is_phrase(part); ++depth) {
    if (depth == kMaxPhraseDepth) return Status::kDamaged;
    part = static_cast<Part>(phrases_.bits((part - symbols_) * width + low_bits_, part_bits_));
    if (phrases_.status() != Status::kOk) return trouble();
  }
  symbol = symbol_of(part);
  return Status::kOk;
}

Status TextCode::pass_units(BitReader& bits, std::uint32_t units) {
  std::uint8_t context = first_context();
  while (units > 0) {
    Part part = 0;
    Symbol last = 0;
    if (const Status status = token(bits, context, part); status != Status::kOk) return status;
    if (const Status status = last_symbol(part, last); status != Status::kOk) return status;
    if (bits.overrun()) return Status::kDamaged;
    context = context_of(last);
    if (last == kEndOfUnit) --units;
  }
  return Status::kOk;
}

Status Expansion::next(TextCode& code, Symbol& symbol) {
  Part part = stack_[--depth_];
  std::uint8_t token_class = TextCode::kAnyClass;
  while (code.is_phrase(part)) {
    if (depth_ >= kMaxPhraseDepth) return Status::kDamaged;
    Part left = 0, right = 0;
    if (const Status status = code.split(part, token_class, left, right); status != Status::kOk) return status;
    stack_[depth_++] = right;
    part = left;
  }
  if (++given_ > kMaxPhraseSymbols) return Status::kDamaged;
  symbol = code.symbol_of(part);
  return Status::kOk;
}

}  // namespace lr
