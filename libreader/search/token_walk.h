// Goes over text in which no match begins, token by token, by tables in memory that is given: the codewords, which
// phrases are such text and how long they are, and of the frequent tokens of each class what follows from them at once.
#pragma once
#include <libreader/bundle.h>

#include <cstdint>
#include <span>

#include "query.h"

namespace lr {

class TokenWalk {
 public:
  // What a part is to the scan, or how many code points of text in which no match begins.
  static constexpr int kNoText = 0;      // neither text nor a control that matters
  static constexpr int kLong = 1 << 20;  // such text, not counted
  static constexpr int kNotPlain = -1;   // something else, or not known

  // All outlive this. The more memory there is, the less is decoded again and again. kIo.
  Status open(Bundle& bundle, const Query& query, std::span<std::uint8_t> memory);

  // Finds out what open() left for a scan of more than a little text. kIo.
  Status complete();

  // Where a walk stopped: behind a token that is something else, or before one that it cannot read (kNoSymbol).
  struct Stop {
    Part part = kNoSymbol;
    std::uint8_t token_class = TextCode::kAnyClass;
  };
  // Goes over tokens that are known to be text in which no match begins and adds their code points, but for those
  // of long ones: count_long() has these. Defined in token_pass.cpp.
  Stop pass(BitReader& bits, std::uint8_t& context, std::uint32_t& code_points);
  // Goes over a part that is known, other than kNotPlain. False: count_long() has to come first.
  bool pass(Part part, int known, std::uint32_t& code_points);
  // kDamaged, kIo.
  Status count_long(std::uint32_t& code_points);
  void forget_long() { long_count_ = 0; }

  // Whether a phrase of a class may go on with a match that began before it.
  bool may_go_on(Part phrase, std::uint32_t token_class) const {
    if (token_class == TextCode::kAnyClass)
      token_class = bundle_->text_code().class_of_rule(phrase - bundle_->text_code().symbols());
    return (going_on_ >> token_class & 1) != 0;
  }

  int known(Part part) const { return known(part, TextCode::kAnyClass); }
  // Of a phrase: its class, if the caller knows it.
  int known(Part part, std::uint32_t token_class) const;
  std::uint32_t code_points_of(Symbol symbol) const;
  Symbol soft_hyphen() const { return soft_hyphen_; }

 private:
  static constexpr std::uint32_t kRowBits = 4;  // codewords of classes that are no longer are found at once
  static constexpr std::uint32_t kSlot = 1u << (kMaxCodeLength - kRowBits);
  static constexpr std::uint32_t kMaxRowLength = 7;  // of the first codeword of a slot
  static constexpr std::uint32_t kMaxClassBits = 9;  // with which a token is in the bits that are peeked at
  static constexpr std::uint32_t kMaxLong = 24;
  struct Class {
    const std::uint8_t* entries;  // of CODE; none: the class is not walked
    std::uint16_t first_last;
    std::uint16_t first_note, end_note;
    std::uint16_t first_phrase, end_phrase;  // that are remembered
    std::uint8_t shortest;
  };

  void find_plain_symbols();
  void find_going_on();
  bool add_class(std::uint32_t index, std::uint16_t* last, std::span<std::uint8_t>& memory);
  void add_row(std::uint32_t context);
  bool find_class(std::uint32_t context, std::uint32_t window, std::uint32_t& bits, std::uint32_t& token_class) const;
  // What look() finds beside a note.
  static constexpr std::uint32_t kPhrases = 1u << 31;  // of a rank: among phrases
  static constexpr std::uint32_t kRead = 1u << 8, kElse = 1u << 9, kIsLong = 1u << 10, kPartShift = 16;
  std::uint32_t look(std::uint32_t token_class, std::uint32_t rank);
  void share(std::uint32_t phrases, std::uint32_t coded, std::uint32_t notes);
  bool note_phrases();
  Status count_phrases();
  Status note_tokens();
  void note_tokens(std::uint32_t index);
  Status count(Part part, std::uint32_t& code_points) const;
  int known_phrase(std::uint32_t rule, std::uint32_t token_class) const {
    std::uint32_t place = rule;
    if (!all_phrases_ && !find_place(rule, token_class, place)) return kNotPlain;
    const int noted = phrases_[place / 4] >> 2 * (place % 4) & 3;
    return noted == 0 ? kNotPlain : noted == 3 ? kLong : noted + 1;
  }
  bool find_place(std::uint32_t rule, std::uint32_t token_class, std::uint32_t& place) const;
  bool remember(std::uint32_t rule, std::uint32_t token_class, int known);

  Bundle* bundle_ = nullptr;
  const Query* query_ = nullptr;
  Class* classes_ = nullptr;
  std::uint16_t* lasts_ = nullptr;  // of each length of a class: the last codeword, left-justified
  // Of each context, for the next kRowBits: bits << 5 | class; or where codewords are longer, bits << 5 | place in the
  // row of the first; or 0, which is neither.
  std::uint8_t* rows_ = nullptr;
  std::uint8_t* phrases_ = nullptr;  // two bits each: 0 is not known, 1 and 2 are two and three code points, 3 is kLong
  std::uint8_t* notes_ = nullptr;    // of the first tokens of each class: context << 3 | code points, or 0
  std::uint32_t going_on_ = 0;       // classes of symbols of the query and of those that are no text: bits
  Symbol plain_first_ = 0, plain_end_ = 0;  // symbols of one code point each
  Symbol soft_hyphen_ = kNoSymbol;          // stands in words and is no text
  std::uint8_t class_count_ = 0;
  bool checked_ = false;      // the tables of the text code are in place
  bool all_phrases_ = false;  // are remembered, by their numbers
  std::uint8_t long_count_ = 0;
  Part long_[kMaxLong];
};

}  // namespace lr
