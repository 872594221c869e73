// Walks the symbols of a unit: chunk by chunk, token by token, controls taken out, break opportunities looked up.
//
// Partner of pack/text_encoder.cpp, which writes the chunks.
#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>
#include <libreader/bundle.h>
#include <libreader/text/control.h>

#include "format.h"

namespace lr {
namespace {

// The chunk number that stands for the title that was opened.
constexpr std::uint32_t kTitleChunk = 0xFFFFFFF0;
constexpr std::uint32_t kNoChunk = 0xFFFFFFFF;

}  // namespace

void TextCursor::attach(Bundle& bundle) {
  bundle_ = &bundle;
  unit_ = {};
  point_ = {};
  loaded_chunk_ = next_unit_ = begun_chunk_ = kNoChunk;
  token_.clear();
}

Status TextCursor::open(std::uint32_t unit) {
  if (const Status status = bundle_->unit(unit, unit_); status != Status::kOk) return status;
  point_ = {};
  point_.unit = unit;
  point_.chunk = unit_.first_chunk;
  point_.marks = unit_.marks_before;
  point_.context = bundle_->text_code_.first_context();
  if (unit == next_unit_ && unit_.shares_chunk && unit_.first_chunk == next_unit_chunk_) point_.bit = next_unit_bit_;
  token_.clear();
  exception_ = -1;
  previous_class_ = 0;
  return Status::kOk;
}

Status TextCursor::open(const NavigationItem& item) {
  title_ = item;
  unit_ = {};
  unit_.first_chunk = kTitleChunk;
  unit_.chunks = 1;
  point_ = {};
  point_.unit = kNoArticle;  // of no unit: resume() must not take this one for unit 0
  point_.chunk = kTitleChunk;
  begin_context();
  loaded_chunk_ = kNoChunk;
  token_.clear();
  exception_ = -1;
  previous_class_ = 0;
  return Status::kOk;
}

Status TextCursor::resume(const TextPoint& point, std::uint8_t previous_class) {
  if (point.unit != point_.unit || unit_.chunks == 0) {
    if (const Status status = bundle_->unit(point.unit, unit_); status != Status::kOk) return status;
  }
  if (point.chunk != point_.chunk || point.bit != point_.bit || point.taken != point_.taken) token_.clear();
  point_ = point;
  exception_ = -1;
  previous_class_ = previous_class;
  return Status::kOk;
}

Status TextCursor::seek(std::uint32_t unit, std::uint32_t code_point) {
  if (const Status status = open(unit); status != Status::kOk) return status;
  if (code_point == 0) return Status::kOk;
  // Whole chunks are passed over by their length alone.
  for (std::uint16_t i = 0; i + 1 < unit_.chunks; ++i) {
    Bundle::Chunk chunk;
    const Status status = bundle_->chunk(point_.chunk, chunk);
    if (status == Status::kIo) return status;
    if (status != Status::kOk) break;  // next() passes over it
    if (chunk.code_points == 0 || point_.code_point + chunk.code_points >= code_point) break;
    point_.code_point += chunk.code_points;
    point_.marks = static_cast<std::uint16_t>(point_.marks + chunk.marks);
    ++point_.chunk;
    point_.bit = 0;
  }
  for (;;) {
    const TextPoint before = point_;
    TextItem item;
    const Status status = next(item);
    if (status == Status::kEnd) return Status::kOk;
    if (status != Status::kOk) return status;
    if (before.code_point >= code_point && item.span != kNoteMarkSpan) return resume(before);
  }
}

Status TextCursor::load_chunk(std::uint32_t chunk) {
  loaded_chunk_ = kNoChunk;
  chunk_code_points_ = chunk_marks_ = 0;
  std::uint32_t offset = title_.title_offset;
  chunk_size_ = title_.title_bytes;
  if (chunk != kTitleChunk) {
    Bundle::Chunk record;
    const Status status = bundle_->chunk(chunk, record);
    if (status != Status::kOk) return status;
    offset = record.offset;
    chunk_size_ = record.bytes;
    chunk_code_points_ = record.code_points;
    chunk_marks_ = record.marks;
  }
  const Range& text = chunk == kTitleChunk ? bundle_->ranges_[Bundle::kList] : bundle_->ranges_[Bundle::kText];
  const Status status = bundle_->stored_text(text, offset, chunk_size_, kSmallTier ? nullptr : buffer_, bytes_);
  if (status == Status::kIo) return status;
  chunk_damaged_ = status != Status::kOk;
  loaded_chunk_ = chunk;
  return Status::kOk;
}

// A title that is no text needs nothing of the text code, and does not read it.
void TextCursor::begin_context() {
  const bool is_plain = point_.chunk >= kTitleChunk;
  point_.context = is_plain ? std::uint8_t{0} : bundle_->text_code_.first_context();
}

void TextCursor::advance_chunk() {
  ++point_.chunk;
  point_.bit = 0;
  point_.styles = 0;
  point_.span = 0;
  begin_context();
  point_.taken = 0;
  token_.clear();
}

// A chunk that cannot be read, or not to its end: its record says what it had.
void TextCursor::pass_damage() {
  bundle_->count_damaged_chunk();
  if (!unit_.shares_chunk && begun_chunk_ == point_.chunk) {
    point_.code_point = begun_code_point_ + chunk_code_points_;
    point_.marks = static_cast<std::uint16_t>(begun_marks_ + chunk_marks_);
  }
  advance_chunk();
}

void TextCursor::remember_chunk() {
  begun_chunk_ = point_.chunk;
  begun_code_point_ = point_.code_point;
  begun_marks_ = point_.marks;
}

void TextCursor::end_unit() {
  if (unit_.shares_chunk) {
    next_unit_ = point_.unit + 1;
    next_unit_chunk_ = point_.chunk;
    next_unit_bit_ = token_end_;
  }
  advance_chunk();
}

// From the start of a chunk to that of the unit.
Status TextCursor::pass_units() {
  BitReader bits(bytes_, chunk_size_, 0);
  if (const Status status = bundle_->text_code_.pass_units(bits, unit_.units_before); status != Status::kOk)
    return status;
  point_.bit = static_cast<std::uint16_t>(bits.position());
  return Status::kOk;
}

Status TextCursor::begin_token() {
  if (unit_.units_before != 0 && point_.bit == 0) {
    if (const Status status = pass_units(); status != Status::kOk) return status;
  }
  BitReader bits(bytes_, chunk_size_, point_.bit);
  Part part = 0;
  if (const Status status = bundle_->text_code_.token(bits, point_.context, part); status != Status::kOk) return status;
  if (bits.overrun()) return Status::kDamaged;
  token_end_ = static_cast<std::uint16_t>(bits.position());
  token_.begin(part);
  for (int i = 0; i < point_.taken; ++i) {
    Symbol passed = 0;
    if (token_.empty()) return Status::kDamaged;
    if (const Status status = token_.next(bundle_->text_code_, passed); status != Status::kOk) return status;
  }
  return token_.empty() ? Status::kDamaged : Status::kOk;
}

Status TextCursor::next_symbol(Symbol& symbol) {
  if (point_.chunk == kTitleChunk) return next_of_title(symbol);
  if (token_.empty()) {
    if (const Status status = begin_token(); status != Status::kOk) return status;
  }
  if (const Status status = token_.next(bundle_->text_code_, symbol); status != Status::kOk) {
    token_.clear();
    return status;
  }
  ++point_.taken;
  if (token_.empty()) {
    point_.bit = token_end_;
    point_.taken = 0;
    point_.context = bundle_->text_code_.context_of(symbol);
  }
  return Status::kOk;
}

// A title is written as its numbers of symbols, seven bits a byte, so that a list needs no table of the text code.
Status TextCursor::next_of_title(Symbol& symbol) {
  std::uint32_t at = point_.bit / 8, value = 0;
  if (at == chunk_size_) {
    symbol = kEndOfUnit;
    return Status::kOk;
  }
  for (std::uint32_t shift = 0;; shift += 7) {
    if (at == chunk_size_ || shift > 14) return Status::kDamaged;
    value |= (bytes_[at] & 0x7Fu) << shift;
    if (bytes_[at++] < 0x80) break;
  }
  if (value >= bundle_->alphabet_.symbols()) return Status::kDamaged;
  point_.bit = static_cast<std::uint16_t>(at * 8);
  symbol = static_cast<Symbol>(value);
  return Status::kOk;
}

void TextCursor::apply_control(Symbol control) {
  if (control >= kExceptionFirst && control <= kExceptionLast) {
    exception_ = static_cast<std::int8_t>(control - kExceptionFirst);
  } else if (const unsigned bit = toggled_bit(control); bit < kRunStyles) {
    point_.styles = static_cast<std::uint8_t>(point_.styles ^ 1u << bit);
  } else if (control == kNoteMarkSpan || control == kLabelSpan) {
    point_.span = static_cast<std::uint8_t>(control);
  } else if (control == kSpanEnd) {
    if (point_.span == kNoteMarkSpan) ++point_.marks;
    point_.span = 0;
  }
}

Status TextCursor::next(TextItem& item) {
  while (point_.chunk < unit_.first_chunk + unit_.chunks) {
    const Status status = point_.chunk == loaded_chunk_ ? Status::kOk : load_chunk(point_.chunk);
    if (status == Status::kIo) return status;
    if (point_.bit == 0 && point_.taken == 0) remember_chunk();
    Symbol symbol = 0;
    const Status found = status != Status::kOk || chunk_damaged_ ? Status::kDamaged : next_symbol(symbol);
    if (found == Status::kIo) return found;
    if (found != Status::kOk) {
      pass_damage();
      continue;
    }
    if (symbol == kEndOfUnit) {
      end_unit();
      continue;
    }
    if (symbol < kFirstTextSymbol) {
      apply_control(symbol);
      continue;
    }
    const SymbolGroup& group = bundle_->alphabet_.group_of(symbol);
    item.symbol = symbol;
    item.group = &group;
    item.styles = point_.styles;
    item.span = point_.span;
    item.mark = point_.marks;
    item.before = exception_ >= 0 ? static_cast<Opportunity>(exception_)
                                  : bundle_->alphabet_.opportunity(previous_class_, group.break_class);
    exception_ = -1;
    previous_class_ = group.break_class;
    if (point_.span == 0) point_.code_point += group.code_points;
    return Status::kOk;
  }
  return Status::kEnd;
}

}  // namespace lr
