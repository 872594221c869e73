// Reads with the limits of a device, and estimates instructions from what tests/budget measures on an emulated rv32imc:
// a symbol's share of laying out and painting a page, and decoding the pictures that were not kept, by the pixel.
#include "device.h"

#include <algorithm>

namespace lrpack {
namespace {

constexpr std::uint64_t kInstructionsASymbol = 5'500;
// By coder (0 direct, 1 fast, 2 small) and bits a pixel (1, 2, 4); 4 are reckoned as twice 2.
constexpr std::uint64_t kInstructionsAPixel[3][3] = {{2, 4, 8}, {45, 257, 514}, {135, 486, 972}};

constexpr lr::Limits kRoom{8, 512, 4096, 64,
                           0xFFF0};  // of which only the cached pages, page starts and glyphs shape costs

bool has_no_ink(lr::SymbolClass kind) {
  using enum lr::SymbolClass;
  return kind == kControl || kind == kSpace || kind == kFixedSpace || kind == kTab || kind == kLineBreak ||
         kind == kInvisible;
}

std::uint64_t instructions_a_pixel(const lr::Strike& strike) {
  const int depth = strike.bits_per_pixel() == 1 ? 0 : strike.bits_per_pixel() == 2 ? 1 : 2;
  return kInstructionsAPixel[std::min<int>(strike.coder(), 2)][depth];
}

// What glyphs take: models, the largest picture and as much for kept ones as the default has.
std::uint16_t glyph_bytes_of(const lr::Strike& text, const lr::Strike& title) {
  const std::uint32_t models = text.model_bytes() + (&text == &title ? 0 : title.model_bytes());
  const std::uint32_t picture = std::max(text.picture_bytes(), title.picture_bytes());
  return static_cast<std::uint16_t>(
      std::min<std::uint32_t>(models + std::max<std::uint32_t>(picture, lr::Limits{}.glyph_bytes), 0xFFFF));
}

}  // namespace

lr::Status Device::read(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  auto& storage = *static_cast<Storage*>(context);
  const auto from = storage.bytes->begin() + offset;
  std::copy(from, from + size, static_cast<std::uint8_t*>(to));
  ++storage.reads;
  storage.read_bytes += size;
  return lr::Status::kOk;
}

Device::Device(Opened& opened, const lr::pack::Profile& profile, std::uint16_t cache_pages)
    : opened_(opened), reader_(std::make_unique<lr::Reader>()), storage_{&opened.bytes()} {
  const lr::Style style = lr::pack::style_for(profile, opened.reader());
  lr::Bundle& bundle = opened.bundle();
  const std::uint8_t numbers[] = {style.strike, style.title_strike};
  for (int i = 0; i < lr::kMaxLayoutStrikes; ++i) {
    check(strikes_[i].open(bundle.storage(), bundle.strike_range(numbers[i]), bundle.added_glyphs(numbers[i]),
                           bundle.alphabet(), {style.scaler, i == 0 ? style.ppem : style.title_ppem}),
          opened.name(), "strike");
    models_[i].resize(strikes_[i].model_bytes());
    std::uint32_t used = 0;
    check(strikes_[i].load(models_[i], used), opened.name(), "strike");
    picture_.resize(std::max<std::size_t>(picture_.size(), strikes_[i].picture_bytes()));
  }
  lr::Limits limits = kRoom;
  limits.cache_pages = cache_pages;
  limits.glyph_bytes = glyph_bytes_of(strikes_[0], numbers[0] == numbers[1] ? strikes_[0] : strikes_[1]);
  needed_ = {limits.cache_pages, 0, 16, limits.page_starts, limits.glyph_bytes};
  workspace_.resize(lr::workspace_bytes(limits));
  const lr::Source source{read, &storage_, nullptr, static_cast<std::uint32_t>(opened.bytes().size())};
  check(reader_->open(source, workspace_, limits), opened.name(), "opening");
  check(reader_->set_style(style), opened.name(), "style");
  const std::uint16_t stride = lr::stride_for(profile.width, profile.bits_per_pixel);
  pixels_.resize(static_cast<std::size_t>(stride) * static_cast<std::size_t>(profile.height));
  surface_ = {pixels_.data(), profile.width, profile.height,         0,
              profile.height, stride,        profile.bits_per_pixel, lr::Rotation::k0};
}

lr::Status Device::open(std::uint32_t article, TurnCost& cost, PageFaults& faults) {
  storage_.reads = storage_.read_bytes = 0;
  return turned(reader_->open_article(article), cost, faults);
}

lr::Status Device::next(TurnCost& cost, PageFaults& faults) {
  storage_.reads = storage_.read_bytes = 0;
  return turned(reader_->next(), cost, faults);
}

lr::Status Device::turned(lr::Status status, TurnCost& cost, PageFaults& faults) {
  if (status != lr::Status::kOk) return status;
  reader_->glyphs().reset_counters();
  status = reader_->paint(surface_);
  cost = {storage_.reads, storage_.read_bytes, 0};
  const lr::GlyphCounters glyphs = reader_->glyphs().counters();
  const lr::Page& page = reader_->page();
  Work work;
  faults = {};
  needed_.page_lines = std::max(needed_.page_lines, page.count);
  for (std::uint32_t i = 0; i < page.count && status == lr::Status::kOk; ++i)
    status = look_at(page.lines[i], i, work, faults);
  const std::uint64_t decoding = work.decoding * glyphs.misses / std::max<std::uint64_t>(1, work.symbols);
  cost.instructions = work.symbols * kInstructionsASymbol + decoding;
  return status;
}

lr::Status Device::look_at(const lr::Line& line, std::uint32_t index, Work& work, PageFaults& faults) {
  std::span<const lr::LineItem> items;
  if (const lr::Status status = reader_->line_items(index, items); status != lr::Status::kOk) return status;
  needed_.line_items = std::max(needed_.line_items, static_cast<std::uint16_t>(items.size()));
  work.symbols += items.size();
  for (const lr::LineItem& item : items) work.decoding += decoding_of(item, line, faults);
  while (!items.empty() && has_no_ink(class_of(items.back()))) items = items.first(items.size() - 1);
  if (items.empty()) return lr::Status::kOk;
  // A mark may hang, or leave its blank half, beyond the measure; nothing reaches farther than half an em.
  const lr::Layout& layout = reader_->layout();
  const std::int32_t end = layout.left() * 64 + layout.measure_q6() + strikes_[0].em_q6() / 2;
  if (items.back().x_q6 + items.back().advance_q6 > end) ++faults.overfull_lines;
  return lr::Status::kOk;
}

lr::SymbolClass Device::class_of(const lr::LineItem& item) {
  return opened_.bundle().alphabet().group_of(item.symbol).symbol_class;
}

std::uint64_t Device::decoding_of(const lr::LineItem& item, const lr::Line& line, PageFaults& faults) {
  const bool is_title = line.kind == lr::BlockKind::kTitle;
  lr::Strike& strike = strikes_[is_title ? 1 : 0];
  lr::Glyph glyph{};
  const lr::Status status = strike.glyph(item.symbol, picture_, glyph);
  if (status == lr::Status::kOk && glyph.width > 0)
    return std::uint64_t{glyph.width} * glyph.height * instructions_a_pixel(strike);
  char text[64];
  std::uint32_t bytes = 0;
  if (!has_no_ink(class_of(item)) &&
      opened_.bundle().symbol_text(item.symbol, text, sizeof text, bytes) == lr::Status::kOk)
    faults.missing.append(text, bytes);
  return 0;
}

std::size_t Device::workspace_bytes() const { return lr::workspace_bytes(needed_); }

}  // namespace lrpack
