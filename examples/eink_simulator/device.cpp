// Keys to lr::App, its screens to the frame.
#include "device.h"

#include <libreader/draw.h>
#include <libreader/pack/language.h>
#include <libreader/scale.h>

#include <cstdio>
#include <cstring>

#include "../lrpack/opened.h"
#include "../../ports/pointer/page_spot.h"

namespace {

constexpr std::uint8_t kOutlineSizes[] = {20, 28, 36, 48, 64};
constexpr const char* kKeys[] = {"up", "down", "left", "right", "select", "back", "menu"};

}  // namespace

Device::Device(const DeviceSetup& setup, const lr::pack::Profile& profile)
    : setup_(setup), profile_(profile), bytes_(lrpack::read_bytes(setup.bundle)), screen_(profile) {
  if (!setup_.journal.empty() && store_.open(setup_.journal.c_str()) != lr::Status::kOk)
    throw lr::pack::InputError(setup_.journal.string(), store_.error());
  flash_ = store_.store();
  card_ = {read, this, nullptr, static_cast<std::uint32_t>(bytes_.size())};
  if (setup_.outline) draw_outlines();
  boot();
}

void Device::draw_outlines() {
  std::vector<lr::OutlineSize> sizes;
  for (const std::uint8_t ppem : kOutlineSizes) sizes.push_back({ppem, profile_.bits_per_pixel});
  const lr::Status status = outlines_.open(card_, sizes);
  if (status == lr::Status::kNotFound)
    throw lr::pack::InputError(setup_.bundle.string(), "has no fonts to draw from: pack it with `outline` in its manifest");
  lrpack::check(status, setup_.bundle.string(), "fonts");
}

bool Device::step(const std::string& word) {
  int x = 0, y = 0;
  update_ = {};
  if (word == "power") {
    boot();
    return true;
  }
  if (std::sscanf(word.c_str(), "touch:%d,%d", &x, &y) == 2) {
    show(lr::pointer::touch(*app_, static_cast<std::int16_t>(x), static_cast<std::int16_t>(y)));
    return true;
  }
  if (word == "out" || word == "in") {
    card_is_in_ = word == "in";
    return true;
  }
  for (std::size_t i = 0; i < std::size(kKeys); ++i) {
    if (word != kKeys[i]) continue;
    show(app_->press(static_cast<lr::Key>(i)));
    return true;
  }
  return false;
}

void Device::boot() {
  lr::AppSetup setup;
  setup.source = setup_.outline ? outlines_.source() : card_;
  setup.store = setup_.journal.empty() ? nullptr : &flash_;
  setup.page_width = profile_.width;
  setup.page_height = profile_.height;
  setup.bits_per_pixel = profile_.bits_per_pixel;
  setup.scaler = lr::scaler_for(profile_.bits_per_pixel);
  if (const auto language = lr::pack::parse_language(setup_.language))
    setup.language = static_cast<lr::ArticleLanguage>(*language);
  setup.limits = lr::kAppLimits;
  setup.limits.glyph_bytes = 49152;  // models of three coded strikes: the card is not mapped
  workspace_.resize(lr::workspace_bytes(setup.limits));
  scratch_.resize(lr::kAppScratchBytes);
  setup.workspace = workspace_;
  setup.scratch = scratch_;
  app_ = std::make_unique<lr::App>();
  lrpack::check(app_->open(setup), setup_.bundle.string(), "opening");
  show(app_->start());
}

lr::Status Device::read(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  const auto& device = *static_cast<const Device*>(context);
  if (!device.card_is_in_) return lr::Status::kIo;
  std::memcpy(to, device.bytes_.data() + offset, size);
  return lr::Status::kOk;
}

void Device::show(const lr::Update& update) {
  update_ = update;
  while (!update.painted && paint_all() == lr::Status::kIo) update_ = app_->start();  // what is painted then says so
  hash_ = lr::surface_hash(screen_.surface());
}

lr::Status Device::paint_all() {
  for (std::int16_t top = 0; top < profile_.height; top = static_cast<std::int16_t>(top + setup_.band)) {
    const lr::Status status = app_->paint(screen_.band(top, setup_.band));
    if (status != lr::Status::kOk) return status;
  }
  return lr::Status::kOk;
}
