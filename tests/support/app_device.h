// A machine for lr::App in memory: storage that can fail or be exchanged, flash that outlives a power cut, a panel that
// is painted in bands.
#pragma once
#include <libreader/app.h>
#include <libreader/draw.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "../power/nor_simulator.h"

namespace lr::test {

class AppDevice {
 public:
  static constexpr std::uint32_t kNever = 0xFFFFFFFF;

  AppDevice(std::vector<std::uint8_t> bundle, std::int16_t width, std::int16_t height, std::uint8_t depth)
      : bundle_(std::move(bundle)),
        frame_(static_cast<std::size_t>(stride_for(width, depth)) * static_cast<std::size_t>(height)),
        surface_{frame_.data(), width, height, 0, height, stride_for(width, depth), depth, Rotation::k0} {
    flash_ = nor_.store();
    setup_.store = &flash_;
    setup_.page_width = width;
    setup_.page_height = height;
    setup_.bits_per_pixel = depth;
    scratch_.resize(kAppScratchBytes);
    setup_.scratch = scratch_;
    give_room(setup_.limits.glyph_bytes);
  }
  AppDevice(const AppDevice&) = delete;
  AppDevice& operator=(const AppDevice&) = delete;

  // Before boot().
  void give_room(std::uint32_t glyph_bytes) {
    setup_.limits.glyph_bytes = glyph_bytes;
    workspace_.resize(workspace_bytes(setup_.limits));
    setup_.workspace = workspace_;
  }

  AppSetup& setup() { return setup_; }
  App& app() { return *app_; }
  std::vector<std::uint8_t>& bundle() { return bundle_; }
  Surface& surface() { return surface_; }
  NorSimulator& flash() { return nor_; }

  // Power on, or off and on again.
  Status boot() {
    setup_.source = {read, this, nullptr, static_cast<std::uint32_t>(bundle_.size())};
    app_ = std::make_unique<App>();
    return app_->open(setup_);
  }

  // From the n-th read on, counted from now, so many reads are refused.
  void fail_reads(std::uint32_t after, std::uint32_t count = kNever) {
    reads_ = 0;
    fail_from_ = after;
    fail_to_ = count == kNever ? kNever : after + count;
  }
  void mend() { fail_from_ = fail_to_ = kNever; }
  std::uint32_t reads() const { return reads_; }

  // Paints the screen in so many bands until it holds; how often it had to begin anew.
  std::uint32_t paint(int bands = 1) {
    const int rows = (surface_.height + bands - 1) / bands;
    for (std::uint32_t again = 0;; ++again) {
      Status status = Status::kOk;
      for (int top = 0; top < surface_.height && status == Status::kOk; top += rows) {
        Surface band = surface_;
        band.pixels += static_cast<std::ptrdiff_t>(top) * surface_.stride_bytes;
        band.band_top = static_cast<std::int16_t>(top);
        band.band_height = static_cast<std::int16_t>(std::min<int>(rows, surface_.height - top));
        status = app_->paint(band);
      }
      if (status == Status::kOk) return again;
      if (status != Status::kIo || again > 2) std::abort();  // the screen of a fault needs no storage
    }
  }

  std::uint32_t painted(int bands = 1) {
    std::fill(frame_.begin(), frame_.end(), std::uint8_t{0x5A});
    paint(bands);
    return hash();
  }
  std::uint32_t hash() const { return surface_hash(surface_); }

 private:
  static Status read(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
    auto& device = *static_cast<AppDevice*>(context);
    const std::uint32_t number = device.reads_++;
    if (number >= device.fail_from_ && number < device.fail_to_) return Status::kIo;
    if (offset > device.bundle_.size() || size > device.bundle_.size() - offset) return Status::kIo;
    std::memcpy(to, device.bundle_.data() + offset, size);
    return Status::kOk;
  }

  std::vector<std::uint8_t> bundle_;
  std::vector<std::uint8_t> frame_;
  Surface surface_;
  NorSimulator nor_{{4096, 2, 4}};
  Store flash_{};
  AppSetup setup_;
  std::vector<std::byte> workspace_, scratch_;
  std::unique_ptr<App> app_;
  std::uint32_t reads_ = 0, fail_from_ = kNever, fail_to_ = kNever;
};

}  // namespace lr::test
