// A reading session with the application, the same on every machine: what a board shows for each key is compared with
// what the PC shows (tests/firmware). Keys are letters: u d l r arrows, s select, b back, m menu, i the next
// page is prepared, as while a panel refreshes, q ends; after a letter in upper case the power is cut.
//
//   open 0 1 3 1c0ffee1    at power on: key, screen, refresh, hash of the frame
//   page 7 1 2 1c0ffee1    the same for the n-th key since then
//   prepared reads 0 bytes 0       what turning to a page that was prepared read
//   app_block_bytes 6912   the largest piece of the working memory
//   app_bytes 15980        working memory: the App, its workspace and scratch; with 32-bit pointers
#include <libreader/app.h>
#include <libreader/draw.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <new>

#include "board.h"
#include "line.h"
#include "marks.h"
#include "program.h"

FIRMWARE_MARK(mark_prepared, 1)
FIRMWARE_MARK(mark_end, 2)

namespace program {
namespace {

constexpr std::int16_t kWidth = 400, kHeight = 300, kBand = 20;

std::uint8_t frame[lr::stride_for(kWidth, 1) * kHeight];
constexpr std::uint16_t kModelBytes = 6 * 1024;  // of coded strikes, where the source is not mapped
alignas(8) std::byte workspace[16 * 1024];
alignas(8) std::byte scratch[lr::kAppScratchBytes];
alignas(lr::App) std::byte memory[sizeof(lr::App)];

lr::Key key_of(char letter, bool& cut) {
  cut = letter < 'a';
  if (cut) letter = static_cast<char>(letter + 32);
  switch (letter) {
    case 'u': return lr::Key::kUp;
    case 'd': return lr::Key::kDown;
    case 'l': return lr::Key::kLeft;
    case 'r': return lr::Key::kRight;
    case 's': return lr::Key::kSelect;
    case 'm': return lr::Key::kMenu;
    default: return lr::Key::kBack;
  }
}

constexpr lr::Surface kFrame{frame, kWidth, kHeight, 0, kHeight, lr::stride_for(kWidth, 1), 1, lr::Rotation::k0};

std::uint32_t paint(lr::App& app) {
  lr::Status status = lr::Status::kOk;
  do {
    for (std::int16_t top = 0; top < kHeight && status == lr::Status::kOk;
         top = static_cast<std::int16_t>(top + kBand)) {
      const lr::Surface band{frame + top * lr::stride_for(kWidth, 1),
                             kWidth,
                             kHeight,
                             top,
                             kBand,
                             lr::stride_for(kWidth, 1),
                             1,
                             lr::Rotation::k0};
      status = app.paint(band);
    }
  } while (status == lr::Status::kIo);
  return lr::surface_hash(kFrame);
}

lr::App& boot(const lr::Source& source) {
  static lr::Store store;
  store = board::store();
  lr::App& app = *new (memory) lr::App;
  static lr::AppSetup setup;
  setup.source = source;
  setup.store = &store;
  setup.page_width = kWidth;
  setup.page_height = kHeight;
  setup.limits = lr::kAppLimits;
  if (source.mapped == nullptr) setup.limits.glyph_bytes += kModelBytes;
  setup.workspace = {workspace, lr::workspace_bytes(setup.limits)};
  setup.scratch = scratch;
  (void)app.open(setup);  // what can go wrong is a screen
  return app;
}

// A function of its own, so that its line is not on the stack while the application works.
[[gnu::noinline]] void say(Print print, const char* what, std::uint32_t number, const lr::App& app, lr::Refresh refresh,
                           std::uint32_t hash) {
  Line()
      .word(what)
      .number(number)
      .number(static_cast<std::uint32_t>(app.screen()))
      .number(static_cast<std::uint32_t>(refresh))
      .hex(hash)
      .print(print);
}

[[gnu::noinline]] void say_costs(Print print, const lr::StorageCounters& costs) {
  Line().word("prepared reads").number(costs.reads).word("bytes").number(costs.bytes).print(print);
}

// A turn to a page that idle() has painted into the frame.
lr::Update turn_to_prepared(lr::App& app, lr::Key key, Print print) {
  lr::Storage& storage = app.reader().bundle().storage();
  storage.reset_counters();
  mark_prepared();
  const lr::Update update = app.press(key);
  mark_end();
  say_costs(print, storage.counters());
  return update;
}

[[gnu::noinline]] void say_memory(Print print) {
  const std::size_t pieces[] = {sizeof(lr::App), lr::workspace_bytes(lr::kAppLimits), lr::kAppScratchBytes};
  const std::size_t largest = *std::max_element(std::begin(pieces), std::end(pieces));
  Line().word("app_block_bytes").number(static_cast<std::uint32_t>(largest)).print(print);
  Line()
      .word("app_bytes")
      .number(static_cast<std::uint32_t>(sizeof(lr::App) + lr::workspace_bytes(lr::kAppLimits) + lr::kAppScratchBytes))
      .print(print);
}

}  // namespace

int run(const lr::Source& source, Print print) {
  lr::App& app = boot(source);
  say(print, "open", 0, app, lr::Refresh::kFull, paint(app));
  bool prepared = false;
  for (std::uint32_t number = 0;; ++number) {
    const char letter = board::key();
    if (letter == 'q') break;
    if (letter == 'i') {
      app.idle(&kFrame);
      prepared = true;
      say(print, "page", number, app, lr::Refresh::kNone, lr::surface_hash(kFrame));
      continue;
    }
    bool cut = false;
    const lr::Key key = key_of(letter, cut);
    const lr::Update update = prepared ? turn_to_prepared(app, key, print) : app.press(key);
    prepared = false;
    const std::uint32_t hash = update.painted ? lr::surface_hash(kFrame) : paint(app);
    say(print, "page", number, app, update.refresh, hash);
    if (app.screen() == lr::Screen::kFault) return 1;
    if (cut) return kPowerCut;
  }
  say_memory(print);
  return 0;
}

}  // namespace program
