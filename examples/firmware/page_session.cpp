// A reading session without the application, for machines with 16 KB of RAM in all: pages, notes, a bookmark, search,
// another size and direction, painted in bands without a frame buffer. Keys are letters; after one in upper case the
// power is cut.
//   n p the next and the previous page     a the next article          o the first note on the page, b back
//   m keep the place, g go to it           f find, and once more       z the next size, v the other direction    q ends
//
//   open 0 12 1c0ffee1      at power on: article, page, hash of its pixels
//   page n 0 13 1c0ffee1    the same after each key
//   small_bytes 6028        working memory: reader, workspace, journal
#include <libreader/reader.h>
#include <ports/framebuffer/bands.h>

#include <cstddef>
#include <cstdint>
#include <new>

#include "board.h"
#include "line.h"
#include "program.h"

namespace program {
namespace {

constexpr std::int16_t kWidth = 296, kHeight = 128, kBandRows = 16;  // a panel of 2.9 inches
constexpr lr::Limits kLimits{1, 12, 64, 8, 384};
constexpr std::uint16_t kModelBytes = 6 * 1024;  // of coded strikes, where the source is not mapped
constexpr std::uint8_t kDepth = 1;
constexpr const char* kQuery = "字";

// As much as workspace_bytes() asks for; checked when it is opened.
constexpr std::size_t kWorkspaceBytes = lr::kSmallTier ? 2128 : 2192 + kModelBytes;
alignas(8) std::byte workspace[kWorkspaceBytes];
std::uint8_t band[lr::stride_for(kWidth, kDepth) * kBandRows];
lr::Reader reader;
lr::Journal journal;
// A search, or for a moment a strike that is looked at: which ends the search.
alignas(lr::Search) std::byte scratch[sizeof(lr::Search)];
bool searching = false;

// What the page is read with; kept with the place.
struct View {
  std::uint8_t strike = 0;
  bool vertical = false;
} view;

lr::Status strike_facts(std::uint32_t index, std::uint8_t& bits, std::uint16_t& ppem) {
  searching = false;
  lr::Strike& strike = *new (scratch) lr::Strike;
  const lr::Status status = reader.strike(index, strike);
  bits = strike.bits_per_pixel();
  ppem = strike.ppem();
  return status;
}

lr::Status apply_view() {
  std::uint8_t bits = 0;
  std::uint16_t ppem = 0;
  if (const lr::Status status = strike_facts(view.strike, bits, ppem); status != lr::Status::kOk) return status;
  const lr::Direction direction = view.vertical ? lr::Direction::kVertical : lr::Direction::kHorizontal;
  return reader.set_style(lr::style_for_screen(kWidth, kHeight, view.strike, view.strike, ppem, direction));
}

lr::Status next_size() {
  const std::uint32_t strikes = reader.bundle().strikes();
  for (std::uint32_t i = 1; i <= strikes; ++i) {
    const std::uint32_t candidate = (view.strike + i) % strikes;
    std::uint8_t bits = 0;
    std::uint16_t ppem = 0;
    if (const lr::Status status = strike_facts(candidate, bits, ppem); status != lr::Status::kOk) return status;
    if (bits != kDepth) continue;
    view.strike = static_cast<std::uint8_t>(candidate);
    break;
  }
  return apply_view();
}

// Not inlined, as others below: what it holds would lie on the stack of layout.
[[gnu::noinline]] lr::Status keep(std::uint16_t slot) {
  lr::Bookmark bookmark;
  bookmark.slot = slot;
  bookmark.label_bytes = 2;
  bookmark.label[0] = static_cast<char>('0' + view.strike);
  bookmark.label[1] = view.vertical ? 'v' : 'h';
  if (const lr::Status status = reader.place(bookmark.locator); status != lr::Status::kOk) return status;
  return journal.put(bookmark);
}

lr::Status go_to(std::uint64_t article, std::uint16_t slot) {
  lr::Bookmark bookmark;
  if (const lr::Status status = journal.find(article, slot, bookmark); status != lr::Status::kOk) return status;
  if (bookmark.label_bytes != 2) return lr::Status::kDamaged;
  view = {static_cast<std::uint8_t>(bookmark.label[0] - '0'), bookmark.label[1] == 'v'};
  if (const lr::Status status = apply_view(); status != lr::Status::kOk) return status;
  lr::Certainty certainty{};
  return reader.go_to(bookmark.locator, certainty);
}

[[gnu::noinline]] lr::Status find() {
  lr::Search& search = searching ? *reinterpret_cast<lr::Search*>(scratch) : *new (scratch) lr::Search;
  lr::Status status = searching ? lr::Status::kOk : search.open(reader.bundle(), kQuery);
  searching = true;
  lr::Hit hit;
  if (status == lr::Status::kOk) status = search.next(hit);
  return status == lr::Status::kOk ? reader.go_to(hit) : status;
}

lr::Status open_note() {
  std::uint32_t note = 0, count = 0;
  const lr::Status status = reader.notes_on_page({&note, 1}, count);
  if (status != lr::Status::kOk) return status;
  return count > 0 ? reader.open_note(note) : lr::Status::kNotFound;
}

lr::Status act(char letter) {
  switch (letter) {
    case 'n': return reader.next();
    case 'p': return reader.previous();
    case 'a': return reader.open_article((reader.article_index() + 1) % reader.bundle().articles());
    case 'o': return open_note();
    case 'b': return reader.back();
    case 'm': return keep(1);
    case 'g': return go_to(reader.article().id, 1);
    case 'f': return find();
    case 'z': return next_size();
    case 'v': view.vertical = !view.vertical; return apply_view();
    default: return lr::Status::kNotFound;
  }
}

lr::Status boot(const lr::Source& source) {
  lr::Limits limits = kLimits;
  if (source.mapped == nullptr) limits.glyph_bytes += kModelBytes;
  view = {};
  lr::Status status = reader.open(source, workspace, limits);
  if (status == lr::Status::kOk) status = journal.open(board::store());
  if (status == lr::Status::kOk) status = apply_view();
  std::uint64_t article = 0;
  if (status != lr::Status::kOk) return status;
  return journal.last_article(article) == lr::Status::kOk ? go_to(article, 0) : reader.open_article(0);
}

// What a panel would be sent.
lr::Status send(void* hash, std::int16_t top, std::int16_t rows, const std::uint8_t* pixels, std::uint16_t stride) {
  const lr::Surface sent{
      const_cast<std::uint8_t*>(pixels), kWidth, kHeight, top, rows, stride, kDepth, lr::Rotation::k0};
  auto& sum = *static_cast<std::uint32_t*>(hash);
  sum = lr::surface_hash(sent, sum);
  return lr::Status::kOk;
}

[[gnu::noinline]] lr::Status paint(std::uint32_t& hash) {
  hash = 0;
  return lr::framebuffer::show(reader, {kWidth, kHeight, kDepth, lr::Rotation::k0, send, &hash}, kDepth, band);
}

[[gnu::noinline]] void say(const char* what, char letter, std::uint32_t hash, Print print) {
  const char word[] = {letter, '\0'};
  Line line;
  line.word(what);
  if (letter != '\0') line.word(word);
  line.number(reader.article_index()).number(reader.page_number()).hex(hash).print(print);
}

// kOk, when the session is at its end or power is to be cut.
lr::Status read(const lr::Source& source, Print print, bool& cut) {
  std::uint32_t hash = 0;
  lr::Status status = boot(source);
  if (status == lr::Status::kOk) status = paint(hash);
  if (status == lr::Status::kOk) say("open", '\0', hash, print);
  while (status == lr::Status::kOk && !cut) {
    char letter = board::key();
    if (letter == 'q') break;
    cut = letter < 'a';
    if (cut) letter = static_cast<char>(letter + 32);
    const lr::Status done = act(letter);
    if (done != lr::Status::kOk && done != lr::Status::kEnd && done != lr::Status::kNotFound) return done;
    if (!reader.in_note()) status = keep(0);
    if (status == lr::Status::kOk) status = paint(hash);
    if (status == lr::Status::kOk) say("page", letter, hash, print);
  }
  return status;
}

[[gnu::noinline]] void say_end(lr::Status status, Print print) {
  if (status != lr::Status::kOk) Line().word("failed:").word(lr::name_of(status)).print(print);
  const std::size_t bytes = sizeof reader + lr::workspace_bytes(kLimits) + sizeof journal;
  Line().word("small_bytes").number(static_cast<std::uint32_t>(bytes)).print(print);
}

}  // namespace

int run(const lr::Source& source, Print print) {
  bool cut = false;
  const lr::Status status = read(source, print, cut);
  if (status == lr::Status::kOk && cut) return kPowerCut;
  say_end(status, print);
  return status == lr::Status::kOk ? 0 : 1;
}

}  // namespace program
