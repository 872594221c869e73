// The walk over tokens that nobody asked for: what a scan does most of its time.
#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>

#include "token_walk.h"

namespace lr {

// The class of a codeword that is not in the row.
inline bool TokenWalk::find_class(std::uint32_t context, std::uint32_t window, std::uint32_t& bits,
                                  std::uint32_t& token_class) const {
  const TextCode& code = bundle_->text_code();
  const std::uint32_t slot = window >> (32 - kRowBits), from = rows_[(context << kRowBits) + slot];
  if (from == 0) return false;
  const std::uint8_t* row = code.code_.at_place(code.class_[context].row_place);
  const std::uint8_t* const end = row + code.classes_;
  row += from & 31;
  bits = from >> 5;
  std::uint32_t limit = slot * kSlot + (1u << (kMaxCodeLength - bits));
  while (window >> (32 - kMaxCodeLength) >= limit) {
    if (++row == end) return false;
    bits += *row >> 5;
    if (bits > kMaxClassBits) return false;
    limit += 1u << (kMaxCodeLength - bits);
  }
  token_class = *row & 31u;
  return token_class < class_count_ && classes_[token_class].entries != nullptr;
}

// What is not noted of a token, `rank` of the phrases or the symbols of its class: its note, which part it is, and
// whether that is something else than text. 0: it cannot be read here.
std::uint32_t TokenWalk::look(std::uint32_t token_class, std::uint32_t rank) {
  const TextCode& code = bundle_->text_code();
  const std::uint32_t symbols = code.symbols_, rules = code.rules_, low_bits = code.low_bits_,
                      part_bits = code.part_bits_, first_rare = code.first_rare_;
  const TextCode::TokenClass* const own = &code.class_[token_class];
  std::uint32_t result = 0, part = 0;
  if (!checked_) return 0;
  if ((rank & kPhrases) == 0) {
    if (rank >= static_cast<std::uint32_t>(own[1].first_symbol) - own->first_symbol) return 0;
    part = own->first_symbol + rank;
    if (part < first_rare) part = code.code_.checked_bits(code.map_at_ + part * code.map_bits_, code.map_bits_);
    if (part == kAddedSymbol || part >= symbols) return 0;
    const auto symbol = static_cast<Symbol>(part);
    const bool is_plain = part >= plain_first_ && part < plain_end_ && !query_->may_begin(symbol);
    result = kRead | part << kPartShift | (is_plain ? 1 : kElse);
  } else {
    const std::uint32_t rule = own->first_rule + (rank & ~kPhrases);
    if (rule >= own[1].first_rule) return 0;
    part = symbols + rule;
    const int known = known_phrase(rule, token_class);
    result = kRead | part << kPartShift |
             (known == kNotPlain ? kElse
              : known == kLong   ? kIsLong
                                 : static_cast<std::uint32_t>(known));
    for (int depth = 0; part >= symbols; ++depth) {
      const std::uint32_t of = part - symbols;
      if (depth == kMaxPhraseDepth || of >= rules) return 0;
      part = code.phrases_.checked_bits(of * (low_bits + part_bits) + low_bits, part_bits);
    }
  }
  const std::uint32_t next = part < first_rare
                                 ? code.code_.checked_bits(code.labels_at_ + part * code.label_bits_, code.label_bits_)
                                 : class_count_ - 1u;
  if (next >= class_count_) return 0;
  if ((result & kIsLong) != 0) {
    if (long_count_ == kMaxLong) return 0;
    long_[long_count_++] = static_cast<Part>(result >> kPartShift);
  }
  return result | next << 3;
}

TokenWalk::Stop TokenWalk::pass(BitReader& bits, std::uint8_t& context, std::uint32_t& code_points) {
  Stop stop;
  if (context >= class_count_) return stop;
  BitReader own = bits;
  std::uint32_t row_of = context, counted = 0;
  while (own.is_inside()) {
    const std::uint32_t window = own.peek_inside();
    const std::uint32_t row = rows_[(row_of << kRowBits) + (window >> (32 - kRowBits))];
    std::uint32_t class_bits = row >> 5, token_class = row & 31;
    if (class_bits - 1 >= kRowBits && !find_class(row_of, window, class_bits, token_class)) break;
    const std::uint32_t codeword = window << class_bits >> (32 - kMaxCodeLength);
    const Class& words = classes_[token_class];
    const std::uint16_t* last = lasts_ + words.first_last;
    const std::uint8_t* entry = words.entries;
    std::uint32_t first = 0, before = 0, size = words.shortest;  // before: symbols, and in the upper half phrases
    while (codeword > *last) {
      first = *last++ + 1u;
      before += load_u32(entry);
      entry += kLengthBytes;
      ++size;
    }
    const std::uint32_t index = (codeword - first) >> (kMaxCodeLength - size);
    const std::uint32_t note = words.first_note + index + (before & 0xFFFF) + (before >> 16);
    std::uint32_t noted = note < words.end_note ? notes_[note] : 0;
    if (noted == 0) {
      const std::uint32_t symbols = load_u16(entry);
      noted = look(token_class,
                   index < symbols ? (before & 0xFFFF) + index : ((before >> 16) + index - symbols) | kPhrases);
      if (noted == 0) break;
    }
    own.skip(class_bits + size);
    counted += noted & 7;
    row_of = noted >> 3 & 31;
    if ((noted & kElse) == 0) continue;
    stop.part = static_cast<Part>(noted >> kPartShift);
    stop.token_class = static_cast<std::uint8_t>(token_class);
    break;
  }
  bits = own;
  context = static_cast<std::uint8_t>(row_of);
  code_points += counted;
  return stop;
}

}  // namespace lr
