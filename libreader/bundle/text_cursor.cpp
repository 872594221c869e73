// Walks the symbols of a unit: chunk by chunk, controls taken out, break opportunities looked up.
//
// Partner of pack/text_encoder.cpp, which writes the chunks.
#include <libreader/base/bits.h>
#include <libreader/base/bytes.h>
#include <libreader/bundle.h>
#include <libreader/text/control.h>

#include "format.h"

namespace lr {
namespace {

// A chunk record: u32 offset in TEXT, u16 bytes | marks << 9, u16 code points.
std::uint32_t chunk_bytes(const std::uint8_t* record) { return load_u16(record + 4) & 0x1FFu; }
std::uint32_t record_marks(const std::uint8_t* record) { return load_u16(record + 4) >> 9; }

// The chunk number that stands for the title that was opened.
constexpr std::uint32_t kTitleChunk = 0xFFFFFFF0;
constexpr std::uint32_t kNoChunk = 0xFFFFFFFF;

}  // namespace

Status TextCursor::open(std::uint32_t unit) {
  if (const Status status = bundle_->unit(unit, unit_); status != Status::kOk) return status;
  point_ = {};
  point_.unit = unit;
  point_.chunk = unit_.first_chunk;
  point_.marks = unit_.marks_before;
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
  loaded_chunk_ = kNoChunk;
  exception_ = -1;
  previous_class_ = 0;
  return Status::kOk;
}

Status TextCursor::resume(const TextPoint& point) {
  if (point.unit != point_.unit || unit_.chunks == 0) {
    if (const Status status = bundle_->unit(point.unit, unit_); status != Status::kOk) return status;
  }
  point_ = point;
  exception_ = -1;
  previous_class_ = 0;
  return Status::kOk;
}

Status TextCursor::seek(std::uint32_t unit, std::uint32_t code_point) {
  if (const Status status = open(unit); status != Status::kOk) return status;
  if (code_point == 0) return Status::kOk;
  // Whole chunks are passed over by their length alone.
  for (std::uint16_t i = 0; i + 1 < unit_.chunks; ++i) {
    const std::uint8_t* record = nullptr;
    const Status status = bundle_->storage_.record(bundle_->chunks_, point_.chunk, record);
    if (status == Status::kIo) return status;
    if (status != Status::kOk) break;  // next() passes over it
    const std::uint32_t length = load_u16(record + 6);
    if (length == 0 || point_.code_point + length >= code_point) break;
    point_.code_point += length;
    point_.marks = static_cast<std::uint16_t>(point_.marks + record_marks(record));
    ++point_.chunk;
  }
  for (;;) {
    const TextPoint before = point_;
    TextItem item;
    const Status status = next(item);
    if (status == Status::kEnd) return Status::kOk;
    if (status != Status::kOk) return status;
    if (before.code_point >= code_point && item.span == 0) return resume(before);
  }
}

Status TextCursor::load_chunk(std::uint32_t chunk) {
  if (loaded_chunk_ == chunk) return Status::kOk;
  loaded_chunk_ = kNoChunk;
  chunk_code_points_ = chunk_marks_ = 0;
  std::uint32_t offset = title_.title_offset;
  chunk_size_ = title_.title_bytes;
  if (chunk != kTitleChunk) {
    const std::uint8_t* record = nullptr;
    const Status status = bundle_->storage_.record(bundle_->chunks_, chunk, record);
    if (status != Status::kOk) return status;
    offset = load_u32(record);
    chunk_size_ = chunk_bytes(record);
    chunk_code_points_ = load_u16(record + 6);
    chunk_marks_ = record_marks(record);
  }
  const Range& text = chunk == kTitleChunk ? bundle_->list_ : bundle_->text_;
  const bool inside = chunk_size_ <= format::kMaxChunkTextBytes && chunk_size_ + kCrcBytes <= text.bytes &&
                      offset <= text.bytes - chunk_size_ - kCrcBytes;
  const Status status = inside ? bundle_->storage_.read_checked(text.offset + offset, chunk_size_, buffer_, bytes_) : Status::kDamaged;
  if (status == Status::kIo) return status;
  chunk_damaged_ = status != Status::kOk;
  loaded_chunk_ = chunk;
  return Status::kOk;
}

void TextCursor::advance_chunk() {
  ++point_.chunk;
  point_.bit = 0;
  point_.styles = 0;
  point_.span = 0;
}

void TextCursor::apply_control(Symbol control) {
  if (control >= kExceptionFirst && control <= kExceptionLast) {
    exception_ = control - kExceptionFirst;
  } else if (control >= kToggleFirst && control <= kToggleLast) {
    point_.styles = static_cast<std::uint8_t>(point_.styles ^ 1u << (control - kToggleFirst));
  } else if (control == kNoteMarkSpan || control == kLabelSpan) {
    point_.span = static_cast<std::uint8_t>(control);
  } else if (control == kSpanEnd) {
    if (point_.span == kNoteMarkSpan) ++point_.marks;
    point_.span = 0;
  }
}

Status TextCursor::next(TextItem& item) {
  while (point_.chunk < unit_.first_chunk + unit_.chunks) {
    const Status status = load_chunk(point_.chunk);
    if (status == Status::kIo) return status;
    if (status != Status::kOk || chunk_damaged_) {
      ++bundle_->damaged_chunks_;
      point_.code_point += chunk_code_points_;
      point_.marks = static_cast<std::uint16_t>(point_.marks + chunk_marks_);
      advance_chunk();
      continue;
    }
    BitReader bits(bytes_, chunk_size_, point_.bit);
    const Symbol symbol = bundle_->text_code_.decode(bits);
    point_.bit = static_cast<std::uint16_t>(bits.position());
    if (symbol == kEndOfChunk || bits.overrun()) {
      advance_chunk();
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
