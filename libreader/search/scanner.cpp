// Tokens, parts, symbols, and the automaton that they drive.
#include "scanner.h"

#include <libreader/base/bits.h>
#include <libreader/text/control.h>

namespace lr {

void Scanner::open(Bundle& bundle, Query& query, GroupLists& lists, std::span<std::uint32_t> memory) {
  bundle_ = &bundle;
  query_ = &query;
  lists_ = &lists;
  loaded_chunk_ = end_chunk_ = kNoChunk;
  chunk_ = 0;
  unit_ = {};
  in_chunk_ = false;
  depth_ = cluster_size_ = cluster_at_ = 0;
  tables_ = {reinterpret_cast<std::uint8_t*>(memory.data()), memory.size_bytes()};
  buffer_ = nullptr;
  scanned_ = 0;
  if (bundle.storage().mapped() == nullptr) take_buffer();
}

// Makes room for a chunk where the tables are.
void Scanner::take_buffer() {
  tables_ = tables_.first(tables_.size() - kPageBytes);
  buffer_ = tables_.data() + tables_.size();
  scanned_ = 0;
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
  Status status = bundle_->chunk_bytes(record, buffer_, bytes_);
  if (status == Status::kDamaged && buffer_ == nullptr) {
    take_buffer();
    status = bundle_->chunk_bytes(record, buffer_, bytes_);
  }
  if (status == Status::kOk && scanned_ == 0) status = walk_.open(*bundle_, *query_, tables_);
  if (status == Status::kOk && scanned_ == kLittle) status = walk_.complete();
  if (status != Status::kOk) return status;
  if (scanned_ <= kLittle) ++scanned_;
  size_ = static_cast<std::uint16_t>(record.bytes);
  loaded_chunk_ = chunk_;
  return Status::kOk;
}

Status Scanner::enter_chunk() {
  Bundle::Chunk record;
  Status status = bundle_->chunk(chunk_, record);
  if (status == Status::kIo) return status;
  code_points_ = status == Status::kOk ? record.code_points : std::uint16_t{0};
  if (status == Status::kOk && matched_ == 0 && !lists_->may_match_chunk(chunk_)) {
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
  code_point_ = chunk_code_point_;
  walk_.forget_long();
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

// Whether a match ends with this code point.
bool Scanner::take(std::uint8_t id) {
  matched_ = query_->step(matched_, id);
  if (matched_ != query_->size()) return false;
  matched_ = query_->whole_border();
  return true;
}

// Goes on to a token that cannot be passed over whole.
Status Scanner::next_token() {
  TextCode& code = bundle_->text_code();
  BitReader bits(bytes_, size_, bit_);
  TokenWalk::Stop stop;
  if (span_ == 0 && matched_ == 0) stop = walk_.pass(bits, context_, code_point_);
  if (stop.part == kNoSymbol) {
    Symbol last = 0;
    if (const Status status = code.token(bits, context_, stop.part); status != Status::kOk) return status;
    if (bits.overrun()) return Status::kDamaged;
    if (const Status status = code.last_symbol(stop.part, last); status != Status::kOk) return status;
    context_ = code.context_of(last);
  }
  bit_ = static_cast<std::uint16_t>(bits.position());
  parts_ = 0;
  stack_[0] = stop.part;
  top_class_ = stop.token_class;
  depth_ = 1;
  return Status::kOk;
}

// Goes on in the token to a match, to a symbol of several code points or to the token's end: kNotFound. The parts
// before that are passed over, parted, or symbols.
Status Scanner::next_parts() {
  TextCode& code = bundle_->text_code();
  while (depth_ > 0 && cluster_at_ == cluster_size_) {
    if (++parts_ > kMaxParts) return Status::kDamaged;
    const Part part = stack_[--depth_];
    std::uint8_t part_class = top_class_;
    top_class_ = TextCode::kAnyClass;
    if (!code.is_phrase(part)) {
      if (const Status status = next_symbol(code.symbol_of(part)); status != Status::kNotFound) return status;
      continue;
    }
    const int known = walk_.known(part, part_class);
    if (known > 0 && span_ != 0) continue;
    if (known > 0 && (matched_ == 0 || !walk_.may_go_on(part, part_class))) {
      matched_ = 0;
      while (!walk_.pass(part, known, code_point_)) {
        if (const Status status = walk_.count_long(code_point_); status != Status::kOk) return status;
      }
      continue;
    }
    if (depth_ + 2 > kMaxPhraseDepth + 1) return Status::kDamaged;
    if (const Status status = code.split(part, part_class, stack_[depth_ + 1], stack_[depth_]); status != Status::kOk)
      return status;
    top_class_ = part_class;  // of the left part too
    depth_ += 2;
  }
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
  if (span_ != 0 || symbol == walk_.soft_hyphen()) return Status::kNotFound;
  code_point_ += walk_.code_points_of(symbol);
  const std::uint8_t id = query_->find(symbol);
  if (id == Query::kNothing) {
    matched_ = 0;
    return Status::kNotFound;
  }
  if (id != Query::kCluster) return take(id) ? Status::kOk : Status::kNotFound;
  std::uint32_t count = 0;
  if (const Status status = query_->ids_of_cluster(symbol, cluster_, count); status != Status::kOk) return status;
  cluster_at_ = 0;
  cluster_size_ = static_cast<std::uint8_t>(count);
  return Status::kNotFound;
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
        matched_ = 0;
      }
    } else if (depth_ > 0) {
      status = next_parts();
    } else {
      status = next_token();
      if (status == Status::kOk) continue;
    }
    if (status == Status::kOk) status = walk_.count_long(code_point_);
    if (status == Status::kOk) {
      code_point = code_point_ - (cluster_size_ - cluster_at_) - query_->size();
      return status;
    }
    if (status == Status::kIo) return status;
    if (status != Status::kNotFound) lose_chunk();
  }
  return Status::kEnd;
}

}  // namespace lr
