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

// The context that a part is to the token after it, of tables that are in place.
inline bool TokenWalk::last_context(Part part, std::uint32_t& context) const {
  const TextCode& code = bundle_->text_code();
  const std::uint32_t width = static_cast<std::uint32_t>(code.low_bits_) + code.part_bits_;
  for (int depth = 0; part >= code.symbols_; ++depth) {
    const std::uint32_t rule = static_cast<std::uint32_t>(part) - code.symbols_;
    if (depth == kMaxPhraseDepth || rule >= code.rules_) return false;
    part = static_cast<Part>(code.phrases_.checked_bits(rule * width + code.low_bits_, code.part_bits_));
  }
  context = code.label_bits_ == 0
                ? 0
                : code.code_.checked_bits(code.labels_at_ + part * code.label_bits_, code.label_bits_);
  return context < class_count_;
}

TokenWalk::Stop TokenWalk::pass(BitReader& bits, std::uint8_t& context, std::uint32_t& code_points) {
  Stop stop;
  if (context >= class_count_) return stop;
  const TextCode& code = bundle_->text_code();
  BitReader own = bits;
  std::uint32_t row_of = context, counted = 0;
  while (stop.part == kNoSymbol && own.is_inside()) {
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
      if (!checked_) break;
      const TextCode::TokenClass* const in_code = &code.class_[token_class];
      const std::uint32_t symbols = load_u16(entry);
      Part part = 0;
      int known = kNotPlain;
      if (index < symbols) {
        const std::uint32_t place = in_code->first_symbol + (before & 0xFFFF) + index;
        if (place >= in_code[1].first_symbol) break;
        part = static_cast<Part>(code.code_.checked_bits(code.map_at_ + place * code.map_bits_, code.map_bits_));
        if (part == kAddedSymbol || part >= code.symbols_) break;
        if (part >= plain_first_ && part < plain_end_ && query_->find(part) == Query::kNothing) known = 1;
      } else {
        const std::uint32_t rule = in_code->first_rule + (before >> 16) + index - symbols;
        if (rule >= in_code[1].first_rule) break;
        part = static_cast<Part>(code.symbols_ + rule);
        known = known_phrase(rule, token_class);
      }
      std::uint32_t next = 0;
      if (!last_context(part, next)) break;
      if (known == kNotPlain) {
        stop.part = part;
        stop.token_class = static_cast<std::uint8_t>(token_class);
        known = 0;
      } else if (known == kLong && !pass(part, known, counted)) {
        break;
      }
      noted = next << 3 | (static_cast<std::uint32_t>(known) & 7);
    }
    own.skip(class_bits + size);
    counted += noted & 7;
    row_of = noted >> 3;
    if (stop.part == kNoSymbol) stop.after_text = true;
  }
  bits = own;
  context = static_cast<std::uint8_t>(row_of);
  code_points += counted;
  return stop;
}

}  // namespace lr
