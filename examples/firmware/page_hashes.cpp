// Opens, turns pages, paints and prints; all memory is static.
#include "page_hashes.h"

#include <libreader/reader.h>

#include <cstddef>
#include <cstdint>

// Where one kind of work begins and the one before it ends: empty functions that a profiler of executed instructions
// knows by their names. The operand keeps the compiler from making one function of them.
extern "C" {
#define PAGE_HASHES_MARK(name, number) \
  [[gnu::noinline]] void name() { asm volatile("" : : "i"(number)); }
PAGE_HASHES_MARK(mark_open, 1)
PAGE_HASHES_MARK(mark_layout, 2)
PAGE_HASHES_MARK(mark_paint, 3)
PAGE_HASHES_MARK(mark_back, 4)
PAGE_HASHES_MARK(mark_end, 5)
#undef PAGE_HASHES_MARK
}

// Not static and in C's name space: the budget subtracts them by name from what the firmware holds.
extern "C" {
constexpr std::int16_t kWidth = 400, kHeight = 300;
std::uint8_t frame_buffer[lr::stride_for(kWidth, 1) * kHeight];
alignas(8) std::byte workspace[16 * 1024];
}

namespace page_hashes {
namespace {

constexpr std::uint32_t kArticles = 3, kPages = 20;

lr::Reader reader;
std::uint32_t hashes[kPages];

// A line of words and numbers.
class Line {
 public:
  Line& word(const char* text) {
    if (length_ != 0) put(' ');
    while (*text != '\0') put(*text++);
    return *this;
  }
  Line& number(std::uint32_t value) {
    char digits[11] = {};
    char* first = digits + 10;
    do *--first = static_cast<char>('0' + value % 10);
    while ((value /= 10) != 0);
    return word(first);
  }
  Line& hex(std::uint32_t value) {
    char digits[9] = {};
    for (int i = 0; i < 8; ++i) digits[i] = "0123456789abcdef"[value >> (28 - 4 * i) & 15];
    return word(digits);
  }
  void print(Print print) {
    put('\n');
    text_[length_] = '\0';
    print(text_);
  }

 private:
  void put(char c) {
    if (length_ < sizeof text_ - 2 || (c == '\n' && length_ < sizeof text_ - 1)) text_[length_++] = c;
  }
  char text_[96];
  std::size_t length_ = 0;
};

lr::Surface frame() {
  return {frame_buffer, kWidth, kHeight, 0, kHeight, lr::stride_for(kWidth, 1), 1, lr::Rotation::k0};
}

lr::StorageCounters take_counters() {
  const lr::StorageCounters counters = reader.bundle().storage().counters();
  reader.bundle().storage().reset_counters();
  return counters;
}

void print_costs(Line line, Print print) {
  const lr::StorageCounters cost = take_counters();
  line.word("reads").number(cost.reads).word("bytes").number(cost.bytes).print(print);
}

int failed(const char* what, lr::Status status, Print print) {
  Line().word("failed:").word(what).word(lr::name_of(status)).print(print);
  return 1;
}

// Opens the bundle in the first strike of one bit a pixel.
lr::Status open(const lr::Source& source) {
  lr::Status status = reader.open(source, workspace, {});
  if (status != lr::Status::kOk) return status;
  for (std::uint32_t i = 0; i < reader.bundle().strikes(); ++i) {
    lr::Strike strike;
    status = reader.strike(i, strike);
    if (status != lr::Status::kOk) return status;
    if (strike.bits_per_pixel() != 1) continue;
    const auto index = static_cast<std::uint8_t>(i);
    return reader.set_style(lr::style_for_screen(kWidth, kHeight, index, index, strike.ppem()));
  }
  return lr::Status::kNotFound;
}

lr::Status paint() {
  mark_paint();
  const lr::Status status = reader.paint(frame());
  mark_end();
  return status;
}

// Pages forward to the end or to kPages, printing each, then back to the first.
lr::Status read_article(std::uint32_t article, Print print) {
  mark_layout();
  lr::Status status = reader.open_article(article);
  std::uint32_t pages = 0;
  while (status == lr::Status::kOk) {
    status = paint();
    if (status != lr::Status::kOk) return status;
    hashes[pages] = lr::surface_hash(frame());
    print_costs(Line().word("page").number(article).number(pages).hex(hashes[pages]), print);
    if (++pages == kPages) break;
    mark_layout();
    status = reader.next();
  }
  mark_end();
  if (status != lr::Status::kOk && status != lr::Status::kEnd) return status;
  take_counters();
  while (pages-- > 1) {
    mark_back();
    status = reader.previous();
    if (status == lr::Status::kOk) status = paint();
    if (status != lr::Status::kOk) return status;
    print_costs(Line().word("back").number(article).number(pages - 1), print);
    if (lr::surface_hash(frame()) == hashes[pages - 1]) continue;
    Line().word("failed: the page differs when it is reached backwards").print(print);
    return lr::Status::kDamaged;
  }
  return lr::Status::kOk;
}

}  // namespace

int run(const lr::Source& source, Print print) {
  mark_open();
  lr::Status status = open(source);
  mark_end();
  if (status != lr::Status::kOk) return failed("open", status, print);
  print_costs(Line().word("open"), print);
  for (std::uint32_t article = 0; article < kArticles && article < reader.bundle().articles(); ++article) {
    status = read_article(article, print);
    if (status != lr::Status::kOk) return failed("article", status, print);
  }
  Line().word("workspace_bytes").number(static_cast<std::uint32_t>(lr::workspace_bytes({}))).print(print);
  Line().word("reader_bytes").number(static_cast<std::uint32_t>(sizeof reader)).print(print);
  return 0;
}

}  // namespace page_hashes
