// The application as a module for browsers: what site/module.js calls. One of it at a time; a worker owns it.
//
// Numbers go in and out; text and pixels lie in the module's memory, where the functions with a pointer as their result
// say. What the module asks of its host stands in ports/wasm.
#include <libreader/app.h>
#include <libreader/scale.h>

#include <cstddef>
#include <cstdint>
#include <new>

#include "../../ports/pointer/page_spot.h"
#include "../../ports/wasm/host_source.h"
#include "../../ports/wasm/memory_store.h"
#include "text_layer.h"

#define EXPORT(name) extern "C" [[clang::export_name(#name)]]

namespace {

// A browser has the memory that a board has not: more tables and pictures are kept, and pages may be large.
// A page has some 250 different characters, and its neighbours many of the same.
constexpr lr::Limits kLimits{64, 160, 512, 256, 1024 * 1024, 4096, 1};
constexpr std::uint32_t kWorkspaceBytes = 1184 * 1024;
constexpr std::uint32_t kWasmPageBytes = 65536;
constexpr std::uint8_t kDepth = 4;

alignas(lr::App) std::byte app_memory[sizeof(lr::App)];
alignas(8) std::byte workspace[kWorkspaceBytes];
alignas(8) std::byte scratch[lr::kAppScratchBytes];
char query[lr::App::kQueryBytes + 1];  // a byte more, so that what is too long is seen to be
lr::wasm::MemoryStore<65536, 2> flash;
lr::Store store;
lr::AppSetup setup;
lr::Surface frame;
std::uint8_t* pixels = nullptr;  // behind all else, grown with the page; the picture in colours follows
std::uint32_t pixel_bytes = 0;
std::uint32_t palette[1 << kDepth];
web::TextLayer text_layer;

lr::App& app() { return *std::launder(reinterpret_cast<lr::App*>(app_memory)); }

bool reserve_pixels(std::uint32_t bytes) {
  if (pixels == nullptr) pixels = reinterpret_cast<std::uint8_t*>(__builtin_wasm_memory_size(0) * kWasmPageBytes);
  if (bytes <= pixel_bytes) return true;
  const std::uint32_t more = (bytes - pixel_bytes + kWasmPageBytes - 1) / kWasmPageBytes;
  if (__builtin_wasm_memory_grow(0, more) == static_cast<std::size_t>(-1)) return false;
  pixel_bytes += more * kWasmPageBytes;
  return true;
}

// Two pixels of the frame, which are a byte of it, in colours.
struct Pair {
  std::uint32_t left, right;
};
constexpr std::uint32_t kPairBytes = sizeof(Pair);

// What the host is told of an update: its kind of refresh, and 8 where the frame holds the picture already.
std::uint32_t told(const lr::Update& update) {
  return static_cast<std::uint32_t>(update.refresh) | (update.painted ? 8u : 0u);
}

}  // namespace

EXPORT(store_bytes) std::uint8_t* store_bytes() { return flash.bytes(); }
EXPORT(store_size) std::uint32_t store_size() { return flash.kBytes; }
EXPORT(store_clear) void store_clear() { flash.clear(); }

// Opens the bundle for pages of this size, at the place where it was read last; `language` is an ArticleLanguage, that
// of the menus unless the reader chose another. Again after a change of the size. Returns a Status; what storage
// refuses is a screen.
EXPORT(open)
std::uint32_t open(std::uint32_t size_bytes, std::int32_t width, std::int32_t height, std::uint32_t language) {
  const auto page_width = static_cast<std::int16_t>(width), page_height = static_cast<std::int16_t>(height);
  const std::uint16_t stride = lr::stride_for(page_width, kDepth);
  const std::uint32_t frame_bytes = stride * static_cast<std::uint32_t>(height);
  if (lr::workspace_bytes(kLimits) > sizeof workspace || !reserve_pixels(frame_bytes * (1 + kPairBytes) + kPairBytes))
    return static_cast<std::uint32_t>(lr::Status::kNoSpace);
  frame = {pixels, page_width, page_height, 0, page_height, stride, kDepth, lr::Rotation::k0};
  store = flash.store();
  setup = {};
  setup.source = lr::wasm::host_source(size_bytes);
  setup.store = &store;
  setup.page_width = page_width;
  setup.page_height = page_height;
  setup.bits_per_pixel = kDepth;
  setup.scaler = lr::scaler_for(kDepth);
  setup.notice = false;  // the page has words of its own, and these would be the first thing to be fetched
  setup.language = static_cast<lr::ArticleLanguage>(language);
  setup.workspace = workspace;
  setup.scratch = scratch;
  setup.limits = kLimits;
  return static_cast<std::uint32_t>((new (app_memory) lr::App)->open(setup));
}

// The size of the largest strike, which says how many of the screen's pixels one of the page should be.
EXPORT(largest_ppem) std::uint32_t largest_ppem() {
  std::uint32_t largest = 0;
  lr::Strike strike;
  for (std::uint32_t i = 0; i < app().reader().bundle().strikes(); ++i) {
    if (app().reader().strike(i, strike, {setup.scaler}) == lr::Status::kOk && strike.ppem() > largest)
      largest = strike.ppem();
  }
  return largest;
}

EXPORT(press) std::uint32_t press(std::uint32_t key) { return told(app().press(static_cast<lr::Key>(key))); }
EXPORT(touch) std::uint32_t touch(std::int32_t x, std::int32_t y) {
  return told(lr::pointer::touch(app(), static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)));
}
EXPORT(query_bytes) char* query_bytes() { return query; }
EXPORT(search) std::uint32_t search(std::uint32_t bytes) {
  return told(app().search({query, bytes < sizeof query ? bytes : sizeof query}));
}

// The colours of the picture, of ink first, as it has them.
EXPORT(colours) std::uint32_t* colours() { return palette; }

EXPORT(paint) void paint() {
  while (app().paint(frame) == lr::Status::kIo) {
  }
}

// What was painted as a picture of 32 bits a pixel, rows without gaps; the width is even.
EXPORT(picture) void* picture() {
  Pair pairs[256];
  for (std::uint32_t i = 0; i < 256; ++i) pairs[i] = {palette[i >> kDepth], palette[i & 15]};
  const std::uint32_t bytes = frame.stride_bytes * static_cast<std::uint32_t>(frame.height);
  auto* to = reinterpret_cast<Pair*>(pixels + (bytes + kPairBytes - 1) / kPairBytes * kPairBytes);
  for (std::uint32_t i = 0; i < bytes; ++i) to[i] = pairs[pixels[i]];
  return to;
}
EXPORT(idle) void idle() { app().idle(&frame); }

EXPORT(screen) std::uint32_t screen() { return static_cast<std::uint32_t>(app().screen()); }
EXPORT(in_note) std::uint32_t in_note() { return app().reader().in_note() ? 1 : 0; }
EXPORT(page_number) std::uint32_t page_number() { return app().reader().page_number(); }
EXPORT(per_mille) std::uint32_t per_mille() { return app().reader().per_mille(); }
EXPORT(language) std::uint32_t language() { return static_cast<std::uint32_t>(app().reader().article().language); }
EXPORT(menu_language) std::uint32_t menu_language() { return static_cast<std::uint32_t>(app().settings().language); }

// What the screen says, as records; see text_layer.h. To be asked for before idle().
EXPORT(read_text) std::uint32_t read_text() { return text_layer.read(app()); }
EXPORT(text_bytes) const std::uint8_t* text_bytes() { return text_layer.bytes(); }
