// Tokens, parts, symbols, and the automaton that they drive.
#include "scanner.h"

#include <libreader/base/bits.h>
#include <libreader/text/control.h>

namespace lr {

void Scanner::open(Bundle& bundle, Query& query, GroupLists& lists) {
  bundle_ = &bundle;
  query_ = &query;
  lists_ = &lists;
  loaded_chunk_ = end_chunk_ = kNoChunk;
  chunk_ = 0;
  unit_ = {};
  in_chunk_ = false;
  depth_ = cluster_size_ = cluster_at_ = 0;
  memo_.forget();
  // The longest run of symbols of one code point each; the soft hyphen, which has none.
  plain_first_ = plain_end_ = 0;
  soft_hyphen_ = kNoSymbol;
  const Alphabet& alphabet = bundle.alphabet();
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

void Scanner::begin(const Unit& unit) {
  unit_ = unit;
  chunk_ = unit.first_chunk;
  chunk_code_point_ = 0;
  matched_ = 0;
  in_chunk_ = false;
  depth_ = cluster_size_ = cluster_at_ = 0;
}

Status Scanner::load_chunk(const Bundle::Chunk& record) {
  if (loaded_chunk_ == chunk_) return Status::kOk;
  loaded_chunk_ = end_chunk_ = kNoChunk;
  if (const Status status = bundle_->chunk_bytes(record, buffer_, bytes_); status != Status::kOk) return status;
  size_ = static_cast<std::uint16_t>(record.bytes);
  loaded_chunk_ = chunk_;
  return Status::kOk;
}

Status Scanner::enter_chunk() {
  Bundle::Chunk record;
  Status status = bundle_->chunk(chunk_, record);
  if (status == Status::kIo) return status;
  code_points_ = status == Status::kOk ? record.code_points : std::uint16_t{0};
  if (status == Status::kOk && !lists_->may_match_chunk(chunk_)) {
    matched_ = 0;
    leave_chunk();
    return Status::kOk;
  }
  if (status == Status::kOk) status = load_chunk(record);
  if (status != Status::kOk) return status;
  in_chunk_ = true;
  bit_ = 0;
  span_ = 0;
  depth_ = 0;
  context_ = bundle_->text_code().first_context();
  status = unit_.units_before == 0 ? Status::kOk : pass_units();
  counted_ = {chunk_code_point_, kEndOfUnit, false};
  counted_bit_ = bit_;
  return status;
}

// From the start of a chunk, or from the end of the unit before, to the start of the unit.
Status Scanner::pass_units() {
  std::uint32_t left = unit_.units_before;
  if (end_chunk_ == chunk_ && end_units_ <= left) {
    left -= end_units_;
    bit_ = end_bit_;
  }
  BitReader bits(bytes_, size_, bit_);
  if (const Status status = bundle_->text_code().pass_units(bits, left); status != Status::kOk) return status;
  bit_ = static_cast<std::uint16_t>(bits.position());
  return Status::kOk;
}

void Scanner::leave_chunk() {
  ++chunk_;
  chunk_code_point_ += code_points_;  // nothing is asked of a unit behind a chunk that it shares
  in_chunk_ = false;
  depth_ = cluster_size_ = cluster_at_ = 0;
}

void Scanner::lose_chunk() {
  bundle_->count_damaged_chunk();
  matched_ = 0;
  leave_chunk();
}

std::uint32_t Scanner::code_points_of(Symbol symbol) const {
  if (symbol >= plain_first_ && symbol < plain_end_) return 1;
  return bundle_->alphabet().group_of(symbol).code_points;
}

Scanner::Known Scanner::known(Part part) const {
  const TextCode& code = bundle_->text_code();
  if (code.is_phrase(part)) return memo_.has(part - code.symbols()) ? Known::kText : Known::kNot;
  const Symbol symbol = code.symbol_of(part);
  if (symbol == soft_hyphen_) return Known::kNothing;
  if (symbol >= kFirstTextSymbol) return query_->find(symbol) == Query::kNothing ? Known::kText : Known::kNot;
  return symbol == kEndOfUnit || (symbol >= kNoteMarkSpan && symbol <= kSpanEnd) ? Known::kNot : Known::kNothing;
}

// Whether a match ends with this code point.
bool Scanner::take(std::uint8_t id) {
  matched_ = query_->step(matched_, id);
  return matched_ == query_->size();
}

// Goes on to a token that cannot be passed over whole.
Status Scanner::next_token() {
  TextCode& code = bundle_->text_code();
  BitReader bits(bytes_, size_, bit_);
  std::uint8_t context = context_;
  for (;;) {
    Part part = 0;
    const std::uint32_t begin = bits.position();
    if (const Status status = code.token(bits, context, part); status != Status::kOk) return status;
    if (bits.overrun()) return Status::kDamaged;
    Symbol last = code.symbol_of(part);
    bool is_text = false;
    if (code.is_phrase(part)) {
      if (const Status status = code.last_symbol(part, last); status != Status::kOk) return status;
      is_text = memo_.has(part - code.symbols());
    } else {
      is_text = known(part) == Known::kText;
    }
    context = code.context_of(last);
    if (is_text) {
      pass();
      continue;
    }
    token_bit_ = static_cast<std::uint16_t>(begin);
    bit_ = static_cast<std::uint16_t>(bits.position());
    context_ = context;
    parts_ = 0;
    token_ = stack_[0] = part;
    depth_ = 1;
    return Status::kOk;
  }
}

// The next part of the token: passed over, parted, or a symbol. kNotFound: nothing matched here.
Status Scanner::next_part() {
  TextCode& code = bundle_->text_code();
  if (++parts_ > kMaxParts) return Status::kDamaged;
  const Part part = stack_[--depth_];
  if (!code.is_phrase(part)) return next_symbol(code.symbol_of(part));
  const std::uint32_t phrase = part - code.symbols();
  if (memo_.has(phrase)) {
    pass();
    return Status::kNotFound;
  }
  std::uint8_t any = TextCode::kAnyClass;
  Part left = 0, right = 0;
  if (const Status status = code.split(part, any, left, right); status != Status::kOk) return status;
  const Known first = known(left), second = known(right);
  if (first != Known::kNot && second != Known::kNot && (first == Known::kText || second == Known::kText)) {
    memo_.add(phrase);
    pass();
    return Status::kNotFound;
  }
  if (depth_ + 2 > kMaxPhraseDepth + 1) return Status::kDamaged;
  stack_[depth_++] = right;
  stack_[depth_++] = left;
  return Status::kNotFound;
}

void Scanner::end_part() {
  if (unit_.shares_chunk) {
    end_chunk_ = chunk_;
    end_bit_ = bit_;
    end_units_ = static_cast<std::uint16_t>(unit_.units_before + 1);
  }
  leave_chunk();
}

Status Scanner::next_symbol(Symbol symbol) {
  if (symbol < kFirstTextSymbol) {
    if (symbol == kEndOfUnit) end_part();
    if (symbol == kNoteMarkSpan || symbol == kLabelSpan) span_ = static_cast<std::uint8_t>(symbol);
    if (symbol == kSpanEnd) span_ = 0;
    return Status::kNotFound;
  }
  if (span_ != 0 || symbol == soft_hyphen_) return Status::kNotFound;
  const std::uint8_t id = query_->find(symbol);
  if (id == Query::kNothing) {
    pass();
    return Status::kNotFound;
  }
  if (id != Query::kCluster) return take(id) ? Status::kOk : Status::kNotFound;
  std::uint32_t count = 0;
  if (const Status status = query_->ids_of_cluster(symbol, cluster_, count); status != Status::kOk) return status;
  cluster_at_ = 0;
  cluster_size_ = static_cast<std::uint8_t>(count);
  return Status::kNotFound;
}

Status Scanner::count_symbols(Part part, std::uint32_t& symbols) {
  Expansion expansion;
  Symbol symbol = 0;
  for (expansion.begin(part); !expansion.empty(); ++symbols) {
    if (const Status status = expansion.next(bundle_->text_code(), symbol); status != Status::kOk) return status;
  }
  return Status::kOk;
}

// Goes over so many symbols of a token.
Status Scanner::count(Part part, std::uint32_t symbols, Counted& counted) {
  Expansion expansion;
  for (expansion.begin(part); symbols > 0 && !expansion.empty(); --symbols) {
    if (const Status status = expansion.next(bundle_->text_code(), counted.last); status != Status::kOk) return status;
    if (counted.last >= kFirstTextSymbol) {
      if (!counted.in_span) counted.code_point += code_points_of(counted.last);
    } else if (counted.last >= kNoteMarkSpan && counted.last <= kSpanEnd) {
      counted.in_span = counted.last != kSpanEnd;
    }
  }
  return Status::kOk;
}

// The code point behind the match that was just found.
Status Scanner::count_to(std::uint32_t& code_point) {
  TextCode& code = bundle_->text_code();
  BitReader bits(bytes_, size_, counted_bit_);
  while (bits.position() < token_bit_) {
    Part part = 0;
    Status status = code.token(bits, code.context_of(counted_.last), part);
    if (status == Status::kOk) status = count(part, kMaxPhraseSymbols, counted_);
    if (status != Status::kOk) return status;
  }
  counted_bit_ = token_bit_;
  // The last token up to what is left of it.
  std::uint32_t symbols = 0, left = 0;
  Status status = count_symbols(token_, symbols);
  for (std::uint32_t i = 0; i < depth_ && status == Status::kOk; ++i) status = count_symbols(stack_[i], left);
  Counted here = counted_;
  if (status == Status::kOk) status = count(token_, symbols - left, here);
  code_point = here.code_point - (cluster_size_ - cluster_at_);
  return status;
}

Status Scanner::next(std::uint32_t& code_point) {
  while (chunk_ < unit_.first_chunk + unit_.chunks) {
    Status status = Status::kNotFound;
    if (!in_chunk_) {
      status = enter_chunk();
      if (status == Status::kOk) continue;
    } else if (cluster_at_ < cluster_size_) {
      const std::uint8_t id = cluster_[cluster_at_++];
      if (id != Query::kNothing) {
        status = take(id) ? Status::kOk : Status::kNotFound;
      } else {
        pass();
      }
    } else if (depth_ > 0) {
      status = next_part();
    } else {
      status = next_token();
      if (status == Status::kOk) continue;
    }
    if (status == Status::kOk) status = count_to(code_point);
    if (status == Status::kOk) {
      code_point -= query_->size();
      return status;
    }
    if (status == Status::kIo) return status;
    if (status != Status::kNotFound) lose_chunk();
  }
  return Status::kEnd;
}

}  // namespace lr
