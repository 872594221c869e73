// Canonical decoding, bit by bit: codewords of one length are consecutive numbers, so that counts alone place them.
#include "text_code.h"

#include <libreader/base/bytes.h>

namespace lr {

Status TextCode::load(const std::uint8_t* bytes, std::uint32_t size, std::uint32_t symbols) {
  if (size < kTextCodeHeadBytes) return Status::kDamaged;
  const std::uint32_t buckets = load_u16(bytes);
  if (buckets < 2 || buckets > kMaxBuckets || size != kTextCodeHeadBytes + buckets * kBucketBytes) return Status::kDamaged;
  std::uint32_t total = 0, space = 0;  // space: the share of all codewords that is taken, in 2^-kMaxCodeLength
  for (int length = 1; length <= kMaxCodeLength; ++length) {
    count_[length] = load_u16(bytes + 2 * length);
    total += count_[length];
    space += static_cast<std::uint32_t>(count_[length]) << (kMaxCodeLength - length);
  }
  if (total != buckets || space != 1u << kMaxCodeLength) return Status::kDamaged;
  const std::uint8_t* p = bytes + kTextCodeHeadBytes;
  for (std::uint32_t i = 0; i < buckets; ++i, p += kBucketBytes) {
    buckets_[i] = {load_u16(p), p[2]};
    if (p[2] > 15 || buckets_[i].first + (1u << p[2]) > symbols) return Status::kDamaged;
  }
  return Status::kOk;
}

Symbol TextCode::decode(BitReader& bits) const {
  std::uint32_t code = 0, first_code = 0, first_index = 0;
  for (int length = 1; length <= kMaxCodeLength; ++length) {
    code = code << 1 | bits.bit();
    first_code <<= 1;
    if (code - first_code < count_[length]) {
      const Bucket& bucket = buckets_[first_index + code - first_code];
      return static_cast<Symbol>(bucket.first + bits.bits(bucket.extra_bits));
    }
    first_code += count_[length];
    first_index += count_[length];
  }
  return 0;  // a complete code ends before; kept for the compiler
}

}  // namespace lr
