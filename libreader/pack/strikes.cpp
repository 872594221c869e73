// Draws the pictures of a strike: compose.cpp finds the outline of each request, grid_fit.cpp moves it onto the pixel
// grid, rasterise.cpp fills it.
#include "strikes.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "strikes/compose.h"
#include "strikes/grid_fit.h"
#include "strikes/parallel.h"
#include "strikes/rasterise.h"

namespace lr::pack {
namespace {

constexpr int kMinPpem = 8, kMaxPpem = 200;

int advance_q6(const Drawing& drawing, AdvanceKind kind, int ppem) {
  if (kind == AdvanceKind::kFull) return ppem * 64;
  if (kind == AdvanceKind::kZero) return 0;
  return static_cast<int>(std::lround(drawing.advance * ppem * 64));
}

// Cuts paper off the edges.
void crop(GlyphPicture& picture) {
  const auto level = [&](int x, int y) {
    return picture.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                            static_cast<std::size_t>(x)];
  };
  int left = picture.width, right = 0, top = picture.height, bottom = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      if (level(x, y) == 0) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = std::max(bottom, y + 1);
    }
  }
  std::vector<std::uint8_t> ink;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) ink.push_back(level(x, y));
  }
  const bool blank = left >= right;
  picture.left = blank ? 0 : picture.left + left;
  picture.top = blank ? 0 : picture.top + top;
  picture.width = blank ? 0 : right - left;
  picture.height = blank ? 0 : bottom - top;
  picture.coverage = std::move(ink);
}

GlyphPicture draw(const Drawing& drawing, const FaceMetrics& metrics, AdvanceKind kind, int ppem, int bpp) {
  GlyphPicture picture;
  picture.advance_q6 = advance_q6(drawing, kind, ppem);
  if (drawing.outline.empty()) return picture;
  Outline outline = drawing.outline;
  outline.transform(ppem, ppem, 0, 0);
  // Marks that take no room are drawn over the cluster before them.
  if (kind == AdvanceKind::kZero) outline.transform(1, 1, -std::max(0.0, drawing.outline.box().x1) * ppem, 0);
  fit_to_grid(outline, drawing.fit, metrics, ppem, bpp);
  const Clip clip{-ppem / 2, -ppem, 2 * ppem - ppem / 2, static_cast<int>(std::lround(0.35 * ppem))};
  const Coverage coverage = fill(outline, clip);
  picture.left = coverage.left;
  picture.top = coverage.top;
  picture.width = coverage.width;
  picture.height = coverage.height;
  if (bpp == 1) {
    picture.coverage = best_ink(coverage, drawing.face->spec().threshold, drawing.outline);
  } else {
    picture.coverage = grey_levels(coverage, bpp);
  }
  crop(picture);
  return picture;
}

// The faces that drew something, the one that drew most first.
std::string names_of(const std::vector<const Face*>& faces, const std::vector<Drawing>& drawings) {
  std::vector<std::pair<std::ptrdiff_t, std::string>> uses;
  for (const Face* face : faces) {
    uses.emplace_back(
        std::count_if(drawings.begin(), drawings.end(), [&](const Drawing& drawing) { return drawing.face == face; }),
        face->name_and_version());
  }
  std::stable_sort(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string names;
  for (const auto& [count, name] : uses) names += (names.empty() ? "" : " + ") + name;
  return names;
}

}  // namespace

StrikePictures draw_strike(const StrikeSpec& spec, const std::vector<GlyphRequest>& requests, unsigned threads) {
  const std::string where = "strike " + spec.face + " " + std::to_string(spec.ppem);
  if (spec.bpp != 1 && spec.bpp != 2 && spec.bpp != 4) {
    throw InputError(where, std::to_string(spec.bpp) + " bits a pixel; 1, 2 and 4 are possible");
  }
  if (spec.ppem < kMinPpem || spec.ppem > kMaxPpem) {
    throw InputError(where, "the size is to be " + std::to_string(kMinPpem) + " to " + std::to_string(kMaxPpem));
  }
  const FaceTable& table = face_table();
  FaceSet faces(table, table.family(spec.face));

  StrikePictures strike;
  strike.ppem = spec.ppem;
  strike.bpp = spec.bpp;
  strike.ascent = static_cast<int>(std::lround(0.88 * spec.ppem));
  strike.descent = spec.ppem - strike.ascent;
  std::vector<Drawing> drawings;
  drawings.reserve(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    drawings.push_back(compose(requests[i], faces));
    if (drawings[i].missing) strike.missing.push_back(i);
  }
  std::vector<const Face*> used;  // in the order in which they are first needed
  std::map<const Face*, FaceMetrics> metrics{{nullptr, {}}};
  for (const Drawing& drawing : drawings) {
    if (drawing.face == nullptr || metrics.count(drawing.face) != 0) continue;
    used.push_back(drawing.face);
    metrics[drawing.face] = measure(*drawing.face);
  }
  strike.face_name = names_of(used, drawings);
  strike.glyphs.resize(requests.size());
  parallel_for(requests.size(), threads, [&](std::size_t i) {
    strike.glyphs[i] = draw(drawings[i], metrics.at(drawings[i].face), requests[i].advance, spec.ppem, spec.bpp);
  });
  return strike;
}

std::vector<std::string> face_families() {
  std::vector<std::string> names;
  for (const FamilySpec& family : face_table().families) names.push_back(family.name);
  return names;
}

std::string licence_notes(const std::string& family) {
  const FaceTable& table = face_table();
  std::vector<bool> wanted(table.faces.size());
  for (const std::vector<std::size_t>& list : table.family(family).faces) {
    for (const std::size_t face : list) wanted[face] = true;
  }
  std::string notes;
  for (std::size_t i = 0; i < table.faces.size(); ++i) {
    const FaceSpec& spec = table.faces[i];
    if (wanted[i]) notes += spec.name + ": " + spec.licence + ". " + spec.note + ".\n";
  }
  return notes;
}

}  // namespace lr::pack
