// Parts of a symbol put together in em, filled in pixels.
#include <libreader/base/bytes.h>
#include <libreader/bundle/format.h>

#include <algorithm>
#include <cmath>

#include "bundle_map.h"
#include "fill.h"
#include "outline_fonts.h"
#include "stb_outline.h"

namespace lr {
namespace {

constexpr double kFarthest = 4;  // em: no ink of a sound section reaches further
constexpr int kHalfCovered = 128;

void place(Outline& outline, const Placing& p) {
  for (Point& point : outline.points)
    point = {p.xx * point.x + p.xy * point.y + p.dx, p.yx * point.x + p.yy * point.y + p.dy};
}

bool is_near(const Outline& outline) {
  const auto near = [](const Point& p) { return std::abs(p.x) <= kFarthest && std::abs(p.y) <= kFarthest; };
  return std::all_of(outline.points.begin(), outline.points.end(), near);
}

// Of the first packing, and of what was added, if anything was. Fonts are not opened.
Status read_sections(const Source& source, std::unique_ptr<OutlineFonts>& first, std::unique_ptr<OutlineFonts>& added) {
  Storage::Page page;
  Storage storage;
  storage.open(source, {&page, 1});
  BundleMap map;
  Status status = map.read(storage);
  if (status != Status::kOk) return status;
  if (map.outlines.bytes == 0) return Status::kNotFound;
  first = std::make_unique<OutlineFonts>();
  status = first->section.open(storage, map.outlines);
  if (status != Status::kOk || map.added_outlines.bytes == 0) return status;
  added = std::make_unique<OutlineFonts>();
  return added->section.open(storage, map.added_outlines);
}

}  // namespace

Status OutlineFonts::open_fonts() {
  fonts.resize(section.fonts());
  for (std::size_t i = 0; i < fonts.size(); ++i) {
    const std::span<const std::uint8_t> bytes = section.font(i);
    constexpr std::size_t kLeastBytes = 12;
    if (bytes.size() < kLeastBytes || !stbtt_InitFont(&fonts[i], bytes.data(), 0)) return Status::kDamaged;
  }
  return Status::kOk;
}

Outline OutlineFonts::outline(std::uint32_t number) const {
  Outline whole;
  for (const OutlinePart& part : section.parts(number)) {
    Outline one = part.is_square ? Outline::rectangle(0, 0, 1, 1) : outline_of(fonts[part.font], part.glyph);
    place(one, part.placing);
    whole.append(one);
  }
  return is_near(whole) ? whole : Outline{};
}

OutlineFonts::Box OutlineFonts::box(int ppem) const {
  const OutlineSection::Ink& ink = section.ink();
  const auto below = [&](double em) { return static_cast<int>(std::floor(em * ppem)); };
  // Pictures have a byte for a side, and for where they begin from -128 on.
  const int left = std::max(below(ink.left), -128), top = std::max(-below(ink.top) - 1, -128);
  return {left, top, std::min(below(ink.right) + 1, left + 255), std::min(-below(ink.bottom), top + 255)};
}

OutlinePicture OutlineFonts::draw(std::uint32_t number, int ppem, int bits_per_pixel) const {
  Outline outline = this->outline(number);
  outline.transform(ppem, ppem, 0, 0);
  const Box in = box(ppem);
  const Coverage coverage = fill(outline, {in.left, in.top, in.right, in.bottom});
  OutlinePicture picture{coverage.left, coverage.top, coverage.width, coverage.height, {}};
  if (picture.width <= 0 || picture.height <= 0) return {};
  picture.levels = bits_per_pixel == 1 ? ink_levels(coverage, kHalfCovered) : grey_levels(coverage, bits_per_pixel);
  return picture;
}

Outlines::Outlines() = default;
Outlines::~Outlines() = default;

Status Outlines::open(const Source& source) {
  first_.reset();
  added_.reset();
  std::unique_ptr<OutlineFonts> first, added;
  Status status = read_sections(source, first, added);
  if (status == Status::kOk) status = first->open_fonts();
  if (status == Status::kOk && added != nullptr) status = added->open_fonts();
  if (status != Status::kOk) return status;
  first_ = std::move(first);
  added_ = std::move(added);
  first_added_ = first_->section.symbols();
  return Status::kOk;
}

Status check_outlines(const Source& source) {
  std::unique_ptr<OutlineFonts> first, added;
  return read_sections(source, first, added);
}

Status Outlines::draw(std::uint32_t symbol, int ppem, int bits_per_pixel, OutlinePicture& picture) const {
  picture = {};
  const bool is_depth = bits_per_pixel == 1 || bits_per_pixel == 2 || bits_per_pixel == 4 || bits_per_pixel == 8;
  if (first_ == nullptr || ppem < kLeastPpem || ppem > kMostPpem || !is_depth) return Status::kBadCall;
  const OutlineFonts* const fonts = symbol < first_added_ ? first_.get() : added_.get();
  const std::uint32_t number = symbol < first_added_ ? symbol : symbol - first_added_;
  if (fonts == nullptr || number >= fonts->section.symbols()) return Status::kNotFound;
  picture = fonts->draw(number, ppem, bits_per_pixel);
  return Status::kOk;
}

Status Outlines::advance(std::uint32_t symbol, int ppem, std::int32_t& advance_q6) const {
  if (first_ == nullptr) return Status::kBadCall;
  const OutlineFonts* const fonts = symbol < first_added_ ? first_.get() : added_.get();
  const std::uint32_t number = symbol < first_added_ ? symbol : symbol - first_added_;
  if (fonts == nullptr || number >= fonts->section.first_full()) return Status::kNotFound;
  advance_q6 = static_cast<std::int32_t>(std::lround(fonts->section.advance(number) * ppem * 64));
  return Status::kOk;
}

}  // namespace lr
