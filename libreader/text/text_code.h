// The code that text is stored in: a canonical prefix code over buckets of symbols. A bucket is 2^k neighbouring symbols of
// like frequency; its codeword is followed by k bits that say which. Static, so that decoding can begin at any chunk, with
// no memory but the table.
//
// Partner of pack/text_encoder.cpp. Specified in bundle/FORMAT.md, "CODE".
#pragma once
#include <libreader/base/bits.h>
#include <libreader/status.h>

#include <cstdint>

#include "symbol.h"

namespace lr {

inline constexpr int kMaxBuckets = 192;
inline constexpr int kMaxCodeLength = 16;
inline constexpr int kBucketBytes = 3;  // as stored
inline constexpr int kTextCodeHeadBytes = 2 + 2 * kMaxCodeLength;
inline constexpr int kMaxTextCodeBytes = kTextCodeHeadBytes + kMaxBuckets * kBucketBytes;

class TextCode {
 public:
  // Takes the table from `bytes`. kDamaged: the code is not complete, or a bucket reaches beyond `symbols`.
  Status load(const std::uint8_t* bytes, std::uint32_t size, std::uint32_t symbols);

  // The next symbol. Bits that are not there read as zeros: check bits.overrun().
  Symbol decode(BitReader& bits) const;

 private:
  struct Bucket {
    Symbol first;
    std::uint8_t extra_bits;
  };
  std::uint16_t count_[kMaxCodeLength + 1] = {};  // codewords of each length
  Bucket buckets_[kMaxBuckets] = {};              // in the order of their codewords
};

}  // namespace lr
