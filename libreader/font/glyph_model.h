// The probabilities of a coded strike, read in place: roots and trees for the pixels, one tree of its own for each of
// the four numbers of a picture's frame. Written by pack/coder/model_writer.cpp; FORMAT.md, "Coded glyphs".
#pragma once
#include <libreader/base/bytes.h>
#include <libreader/font/strike_format.h>
#include <libreader/status.h>

#include "picture_walk.h"

namespace lr {

// Of 4096 decisions, how many are true, by a leaf's number.
extern const std::uint16_t kOnes[64];

// Which root entries a decision has: those of thresholds below come first.
struct RootPlace {
  std::uint32_t first, entries;
};
constexpr RootPlace root_place(std::int32_t threshold, std::int32_t most, bool has_reference) {
  const std::uint32_t entries = kRootEntries[most > 1 ? 2 : has_reference ? 1 : 0];
  const std::int32_t middle = (most + 1) / 2;
  const std::uint32_t large = (threshold > 1 ? 1u : 0u) + (threshold > middle && middle > 1 ? 1u : 0u);
  const bool is_large = threshold == 1 || threshold == middle || threshold == most;
  return {static_cast<std::uint32_t>(threshold - 1) + large * (entries - 1), is_large ? entries : 1};
}

class GlyphModel {
 public:
  // `bytes` stay. kDamaged: they are too few.
  Status open(const std::uint8_t* bytes, std::uint32_t size_bytes, std::int32_t most, bool has_reference) {
    last_ = bytes + size_bytes - format::kTreesEnd;
    std::uint32_t at = format::kModelHeadBytes;
    if (size_bytes < at + format::kTreesEnd) return Status::kDamaged;
    for (int i = 0; i < 4; ++i) {
      least_[i] = static_cast<std::int8_t>(bytes[i]);
      bits_[i] = bytes[4 + i];
      if (bits_[i] > format::kMaxFrameBits) return Status::kDamaged;
      frames_[i] = bytes + at;
      at += (1u << bits_[i]) - 1;
    }
    const RootPlace last = root_place(most, most, has_reference);
    roots_ = bytes + at;
    trees_ = roots_ + 2 * (last.first + last.entries);
    const std::uint32_t needed = at + 2 * (last.first + last.entries) + format::kTreesEnd;
    return needed <= size_bytes ? Status::kOk : Status::kDamaged;
  }

  // The n-th number of a frame (left, top, width, height), less what was expected of it.
  template <class Decoder>
  std::int32_t frame_number(int n, Decoder& decoder) const {
    std::uint32_t node = 1;
    for (std::uint32_t i = 0; i < bits_[n]; ++i)
      node = node << 1 | (decoder.decide(kOnes[frames_[n][node - 1] & 63]) ? 1u : 0u);
    return least_[n] + static_cast<std::int32_t>(node - (1u << bits_[n]));
  }

  // How many of 4096 such decisions are true.
  template <PictureKind kKind>
  std::uint32_t ones(const PictureContext<kKind>& context, std::int32_t threshold) const {
    const std::uint8_t* entries = roots_;
    if constexpr (kKind == PictureKind::kLevels) {
      const RootPlace place = root_place(threshold, context.most(), false);
      entries += 2 * (place.first + (place.entries > 1 ? context.root() : 0));
    } else {
      entries += 2 * context.root();
    }
    const std::uint32_t entry = load_u16(entries);
    return entry < format::kChances ? entry : in_tree(entry - format::kTreeRoot, context, threshold);
  }

 private:
  template <PictureKind kKind>
  std::uint32_t in_tree(std::uint32_t offset, const PictureContext<kKind>& context, std::int32_t threshold) const {
    if (offset >= static_cast<std::uint32_t>(last_ - trees_)) return 0;
    // Signed, so that a leaf is what is negative.
    const auto* node = reinterpret_cast<const std::int8_t*>(trees_ + offset);
    const auto* const last = reinterpret_cast<const std::int8_t*>(last_);
    while (node < last) {
      const std::int32_t test = *node;
      if (test < 0) return kOnes[test & 63];
      node += 2;
      if (context.test(static_cast<std::uint32_t>(test), threshold) != 0) node += static_cast<std::uint8_t>(node[-1]);
    }
    return 0;
  }

  std::int8_t least_[4] = {};
  std::uint8_t bits_[4] = {};
  const std::uint8_t* frames_[4] = {};
  const std::uint8_t* roots_ = nullptr;
  const std::uint8_t* trees_ = nullptr;
  const std::uint8_t* last_ = nullptr;  // behind the trees
};

// What a number of a frame is expected to be: that of the reference, in proportion.
constexpr std::int32_t expected_number(std::int32_t of_reference, std::int32_t ppem, std::int32_t reference_ppem) {
  return (of_reference * ppem + 256 * reference_ppem) / reference_ppem - 256;
}

}  // namespace lr
