// Four places for a symbol; of them, the one that was not used for longest is given up.
#include "glyph_cache.h"

#include <cstring>

namespace lr {

GlyphCache::GlyphCache(std::span<std::uint8_t> memory, std::uint32_t picture_bytes, std::uint32_t bits_bytes) {
  if (picture_bytes > memory.size()) picture_bytes = static_cast<std::uint32_t>(memory.size());
  buffer_ = memory.first(picture_bytes);
  memory = memory.subspan(picture_bytes);
  const auto misfit = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(memory.data()) % alignof(Slot));
  const std::uint32_t skipped = misfit == 0 ? 0 : static_cast<std::uint32_t>(alignof(Slot)) - misfit;
  slot_bytes_ = static_cast<std::uint32_t>(sizeof(Slot)) + (bits_bytes + 3) / 4 * 4;
  if (memory.size() < skipped) return;
  slots_ = memory.data() + skipped;
  sets_ = (static_cast<std::uint32_t>(memory.size()) - skipped) / slot_bytes_ / kWays;
  for (std::uint32_t i = 0; i < sets_; ++i) {
    for (std::uint32_t way = 0; way < kWays; ++way) slot(i, way) = {kNoKey, 0, 0, 0, 0, 0};
  }
}

GlyphCache::Slot& GlyphCache::slot(std::uint32_t set, std::uint32_t way) {
  return *reinterpret_cast<Slot*>(slots_ + (set * kWays + way) * slot_bytes_);
}

Status GlyphCache::glyph(Strike& strike, std::uint8_t strike_number, Symbol symbol, Glyph& glyph) {
  const std::uint32_t key = static_cast<std::uint32_t>(strike_number) << 16 | symbol;
  Slot* oldest = nullptr;
  if (sets_ != 0) {
    for (std::uint32_t way = 0; way < kWays; ++way) {
      Slot& candidate = slot(symbol % sets_, way);
      if (candidate.key == key) {
        candidate.used = ++tick_;
        ++counters_.hits;
        glyph = {candidate.left, candidate.top, candidate.width, candidate.height, bits_of(candidate)};
        return Status::kOk;
      }
      if (oldest == nullptr || candidate.used < oldest->used) oldest = &candidate;
    }
  }
  ++counters_.misses;
  const Status status = strike.glyph(symbol, buffer_, glyph);
  if (status != Status::kOk || oldest == nullptr) return status;
  const std::uint32_t bytes =
      (static_cast<std::uint32_t>(glyph.width) * glyph.height * strike.bits_per_pixel() + 7) / 8;
  if (bytes > slot_bytes_ - sizeof(Slot)) return status;
  *oldest = {key, ++tick_, glyph.left, glyph.top, glyph.width, glyph.height};
  if (bytes != 0) std::memcpy(bits_of(*oldest), glyph.bits, bytes);
  return status;
}

}  // namespace lr
