// Buckets by dynamic programming, lengths by Huffman, codewords canonical.
#include "text_encoder.h"

#include <libreader/base/storage.h>
#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <limits>
#include <queue>
#include <stdexcept>
#include <tuple>

namespace lr::pack {
namespace {

// log2(x) in 1/65536, by repeated squaring: integers, so that the code is the same wherever it is learned. x >= 1.
std::int64_t log2_q16(std::uint64_t x) {
  int whole = 63;
  while ((x >> whole) == 0) --whole;
  std::uint64_t mantissa = whole >= 31 ? x >> (whole - 31) : x << (31 - whole);  // [2^31, 2^32)
  std::int64_t result = whole;
  for (int i = 0; i < 16; ++i) {
    mantissa = mantissa * mantissa >> 31;
    const std::uint64_t carry = mantissa >> 32;
    result = result << 1 | static_cast<std::int64_t>(carry);
    if (carry != 0) mantissa >>= 1;
  }
  return result;
}

struct BucketRange {
  std::uint32_t first;
  int extra_bits;
  std::uint64_t uses;
  int length = 0;  // of its codeword
};

// Cuts the alphabet into runs of powers of two so that the text and the table together are shortest. `price` is what a
// bucket costs, in 1/65536 bit.
std::vector<BucketRange> cut(const std::vector<std::uint64_t>& uses, std::int64_t price) {
  const std::size_t n = uses.size();
  std::vector<std::uint64_t> sum(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) sum[i + 1] = sum[i] + uses[i];
  const std::int64_t total = log2_q16(sum[n]);
  std::vector<std::int64_t> best(n + 1, std::numeric_limits<std::int64_t>::max());
  std::vector<int> step(n + 1, 0);
  best[0] = 0;
  for (std::size_t end = 1; end <= n; ++end) {
    for (int bits = 0; bits <= 15 && (std::size_t{1} << bits) <= end; ++bits) {
      const std::size_t begin = end - (std::size_t{1} << bits);
      const std::uint64_t inside = sum[end] - sum[begin];
      const std::int64_t each = total - log2_q16(inside) + static_cast<std::int64_t>(bits) * 65536;
      const std::int64_t cost = best[begin] + price + static_cast<std::int64_t>(inside) * each;
      if (cost < best[end]) {
        best[end] = cost;
        step[end] = bits;
      }
    }
  }
  std::vector<BucketRange> buckets;
  for (std::size_t end = n; end > 0; end -= std::size_t{1} << step[end]) {
    const std::size_t begin = end - (std::size_t{1} << step[end]);
    buckets.push_back({static_cast<std::uint32_t>(begin), step[end], sum[end] - sum[begin]});
  }
  std::reverse(buckets.begin(), buckets.end());
  return buckets;
}

// Huffman's lengths; counts are halved until none is longer than kMaxCodeLength.
void set_lengths(std::vector<BucketRange>& buckets) {
  struct Node {
    std::uint64_t uses;
    std::size_t number;  // breaks ties, so that the result does not hang on the queue
    std::ptrdiff_t left, right;
  };
  for (int halvings = 0;; ++halvings) {
    std::vector<Node> nodes;
    const auto later = [&](std::size_t a, std::size_t b) {
      return std::tie(nodes[a].uses, nodes[a].number) > std::tie(nodes[b].uses, nodes[b].number);
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
      nodes.push_back({std::max<std::uint64_t>(buckets[i].uses >> halvings, 1), i, -1, -1});
      queue.push(i);
    }
    while (queue.size() > 1) {
      const std::size_t a = queue.top();
      queue.pop();
      const std::size_t b = queue.top();
      queue.pop();
      nodes.push_back({nodes[a].uses + nodes[b].uses, nodes.size(), static_cast<std::ptrdiff_t>(a),
                       static_cast<std::ptrdiff_t>(b)});
      queue.push(nodes.size() - 1);
    }
    std::vector<int> depth(nodes.size(), 0);
    int deepest = 0;
    for (std::size_t i = nodes.size(); i-- > buckets.size();) {
      depth[static_cast<std::size_t>(nodes[i].left)] = depth[static_cast<std::size_t>(nodes[i].right)] = depth[i] + 1;
    }
    for (std::size_t i = 0; i < buckets.size(); ++i) {
      buckets[i].length = depth[i];
      deepest = std::max(deepest, depth[i]);
    }
    if (deepest <= kMaxCodeLength) return;
  }
}

class BitWriter {
 public:
  void write(std::uint32_t bits, int count) {
    for (int i = count - 1; i >= 0; --i) {
      if (size_ % 8 == 0) bytes_.push_back(0);
      bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | ((bits >> i) & 1) << (7 - size_ % 8));
      ++size_;
    }
  }
  std::size_t size() const { return size_; }
  std::vector<std::uint8_t> take() {
    size_ = 0;
    return std::move(bytes_);
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
};

void append_u16(std::vector<std::uint8_t>& to, std::uint32_t value) {
  to.push_back(static_cast<std::uint8_t>(value));
  to.push_back(static_cast<std::uint8_t>(value >> 8));
}

constexpr std::size_t kMaxMarksOfChunk = 127;
constexpr std::size_t kMaxCodePointsOfChunk = 0xFFFF;

}  // namespace

std::vector<Piece> pieces_of(const PreparedUnit& unit, const std::vector<Symbol>& number, const Alphabet& alphabet) {
  std::vector<Piece> pieces;
  std::uint8_t styles = 0;
  std::uint8_t previous_class = 0;
  for (const Token& token : unit.tokens) {
    Piece piece;
    const auto put = [&](std::uint32_t symbol) { piece.symbols[piece.count++] = static_cast<Symbol>(symbol); };
    for (std::uint32_t bit = 0; bit < 4; ++bit) {
      if (((styles ^ token.styles) >> bit & 1) != 0) put(kToggleFirst + bit);
    }
    styles = token.styles;
    if (token.opens_span) put(token.span);
    const Symbol symbol = number[token.symbol];
    const std::uint8_t break_class = alphabet.group_of(symbol).break_class;
    const bool first = &token == unit.tokens.data();
    if (!first && alphabet.opportunity(previous_class, break_class) != token.before)
      put(kExceptionFirst + static_cast<std::uint32_t>(token.before));
    previous_class = break_class;
    put(symbol);
    if (token.closes_span) put(kSpanEnd);
    piece.styles = styles;
    piece.code_points = token.code_points;
    piece.marks = token.closes_span && token.span == kNoteMarkSpan ? 1 : 0;
    piece.in_span = token.span != 0 && !token.opens_span;
    pieces.push_back(piece);
  }
  return pieces;
}

TextEncoder::TextEncoder(std::vector<std::uint64_t> uses) {
  for (std::uint64_t& count : uses) count = std::max<std::uint64_t>(count, 1);
  std::vector<BucketRange> buckets;
  for (std::int64_t price = 40 * 65536;; price += price / 2) {
    buckets = cut(uses, price);
    if (buckets.size() <= kMaxBuckets) break;
  }
  set_lengths(buckets);
  std::sort(buckets.begin(), buckets.end(), [](const BucketRange& a, const BucketRange& b) {
    return std::tie(a.length, a.first) < std::tie(b.length, b.first);
  });
  std::vector<std::uint32_t> count(kMaxCodeLength + 1, 0);
  for (const BucketRange& bucket : buckets) ++count[static_cast<std::size_t>(bucket.length)];
  append_u16(table_, static_cast<std::uint32_t>(buckets.size()));
  for (int length = 1; length <= kMaxCodeLength; ++length) append_u16(table_, count[static_cast<std::size_t>(length)]);
  codewords_.resize(uses.size());
  std::uint32_t code = 0;
  int length = 0;
  for (const BucketRange& bucket : buckets) {
    code <<= bucket.length - length;
    length = bucket.length;
    for (std::uint32_t i = 0; i < 1u << bucket.extra_bits; ++i)
      codewords_[bucket.first + i] = {code << bucket.extra_bits | i,
                                      static_cast<std::uint8_t>(bucket.length + bucket.extra_bits)};
    ++code;
    append_u16(table_, bucket.first);
    table_.push_back(static_cast<std::uint8_t>(bucket.extra_bits));
  }
}

std::vector<TextEncoder::Chunk> TextEncoder::encode(const std::vector<Piece>& pieces) const {
  std::vector<Chunk> chunks;
  BitWriter bits;
  Chunk chunk;
  const auto write = [&](Symbol symbol) { bits.write(codewords_[symbol].bits, codewords_[symbol].length); };
  const auto length_of = [&](const Piece& piece) {
    std::size_t length = 0;
    for (int i = 0; i < piece.count; ++i) length += codewords_[piece.symbols[static_cast<std::size_t>(i)]].length;
    return length;
  };
  const auto finish = [&] {
    write(kEndOfChunk);
    chunk.bytes = bits.take();
    chunks.push_back(std::move(chunk));
    chunk = {};
  };
  const std::size_t room = format::kMaxChunkTextBytes * 8 - codewords_[kEndOfChunk].length;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i + 1, length = length_of(pieces[i]), marks = pieces[i].marks, code_points = pieces[i].code_points;
    for (; end < pieces.size() && pieces[end].in_span; ++end) {  // a span stays whole
      length += length_of(pieces[end]);
      marks += pieces[end].marks;
      code_points += pieces[end].code_points;
    }
    const bool full = bits.size() + length > room || chunk.marks + marks > kMaxMarksOfChunk ||
                      chunk.code_points + code_points > kMaxCodePointsOfChunk;
    if (full && bits.size() > 0) finish();
    if (length > room) throw std::length_error("a span of generated text is longer than a chunk");
    bool restate = bits.size() == 0 && i > 0;  // a chunk that goes on: switch the styles on again
    for (; i < end; ++i) {
      const Piece& piece = pieces[i];
      if (restate) {
        for (std::uint32_t bit = 0; bit < 4; ++bit) {
          if ((piece.styles >> bit & 1) != 0) write(static_cast<Symbol>(kToggleFirst + bit));
        }
      }
      for (int k = 0; k < piece.count; ++k) {
        const Symbol symbol = piece.symbols[static_cast<std::size_t>(k)];
        const bool toggle = symbol >= kToggleFirst && symbol <= kToggleLast;
        if (!(restate && toggle)) write(symbol);
      }
      restate = false;
      chunk.code_points = static_cast<std::uint16_t>(chunk.code_points + piece.code_points);
      chunk.marks = static_cast<std::uint8_t>(chunk.marks + piece.marks);
    }
  }
  if (bits.size() > 0 || chunks.empty()) finish();
  return chunks;
}

}  // namespace lr::pack
