// Pictures kept in the caller's memory, of several strikes at once: what a page has shown, the next one need not
// decode. With memory for a single picture it works too, and keeps nothing.
#pragma once
#include <libreader/font.h>

#include <cstdint>
#include <span>

namespace lr {

// What was asked of a cache since the counters were last set to zero.
struct GlyphCounters {
  std::uint32_t hits = 0;
  std::uint32_t misses = 0;  // read and decoded
};

class GlyphCache {
 public:
  GlyphCache() = default;
  // `memory` belongs to the caller and outlives this. `picture_bytes` and `bits_bytes` are the largest of the strikes'.
  // What is behind room for one picture is for those that are kept: bits_bytes + 12 bytes each, in fours.
  GlyphCache(std::span<std::uint8_t> memory, std::uint32_t picture_bytes, std::uint32_t bits_bytes);

  // As Strike::glyph; `strike_number` tells the strikes of this cache apart. Valid until the next call.
  Status glyph(Strike& strike, std::uint8_t strike_number, Symbol symbol, Glyph& glyph);

  // Room for a picture, which the next glyph() overwrites; what the last one gave may lie there.
  std::uint8_t* buffer() { return buffer_.data(); }

  std::uint32_t slots() const { return sets_ * kWays; }
  const GlyphCounters& counters() const { return counters_; }
  void reset_counters() { counters_ = {}; }

 private:
  static constexpr std::uint32_t kWays = 4;  // a symbol has so many places to be in
  struct Slot {
    std::uint32_t key;   // kNoKey: empty
    std::uint32_t used;  // tick of the last use
    std::int8_t left, top;
    std::uint8_t width, height;
  };
  static constexpr std::uint32_t kNoKey = 0xFFFFFFFF;

  Slot& slot(std::uint32_t set, std::uint32_t way);
  static std::uint8_t* bits_of(Slot& slot) { return reinterpret_cast<std::uint8_t*>(&slot + 1); }

  std::span<std::uint8_t> buffer_;  // one picture, and what decoding it takes
  std::uint8_t* slots_ = nullptr;
  std::uint32_t slot_bytes_ = 0, sets_ = 0, tick_ = 0;
  GlyphCounters counters_;
};

}  // namespace lr
