// Draws the pictures of a strike: compose.cpp finds the outline of each request, grid_fit.cpp moves it onto the pixel
// grid, outline/fill.cpp fills it.
#include "strikes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "strikes/compose.h"
#include "strikes/grid_fit.h"
#include "strikes/ink.h"
#include "strikes/parallel.h"

namespace lr::pack {
namespace {

constexpr int kMinPpem = 8, kMaxPpem = 200;

int advance_q6(const Drawing& drawing, AdvanceKind kind, int ppem) {
  if (kind == AdvanceKind::kFull) return ppem * 64;
  if (kind == AdvanceKind::kZero) return 0;
  return static_cast<int>(std::lround(drawing.advance * ppem * 64));
}

GlyphPicture picture_of(const BitmapGlyph& glyph) {
  GlyphPicture picture{glyph.left, glyph.top, glyph.width, glyph.height, 0, {}};
  for (int y = 0; y < glyph.height; ++y) {
    for (int x = 0; x < glyph.width; ++x) picture.coverage.push_back(glyph.ink(x, y) ? 1 : 0);
  }
  return picture;
}

// Cuts paper off the edges.
void crop(GlyphPicture& picture) {
  const auto level = [&](int x, int y) {
    return picture
        .coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)];
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
  if (drawing.bitmap) {
    picture = picture_of(*drawing.bitmap);
    crop(picture);
  }
  picture.advance_q6 = advance_q6(drawing, kind, ppem);
  if (drawing.outline.empty()) return picture;
  Outline outline = drawing.outline.outline;
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
    picture.coverage = best_ink(coverage, drawing.face->spec().threshold, drawing.outline.outline);
  } else {
    picture.coverage = grey_levels(coverage, bpp);
  }
  crop(picture);
  return picture;
}

// At another size such a family would be what its outlines are.
void refuse_other_sizes(const StrikeSpec& spec, const std::string& where) {
  const std::vector<int> sizes = face_table().sizes_by_hand(spec.face);
  if (sizes.empty() || (spec.bpp == 1 && std::find(sizes.begin(), sizes.end(), spec.ppem) != sizes.end())) return;
  std::string list;
  for (const int size : sizes) list += (list.empty() ? "" : ", ") + std::to_string(size);
  throw InputError(where, "the family is drawn by hand, for 1 bit a pixel and " + list +
                              " px; choose one of them, or a family of outlines");
}

// A face as far as it was needed.
struct UsedFace {
  FaceMetrics metrics;
  std::size_t drawings = 0;
};

class StrikeDrawer {
 public:
  StrikeDrawer(const StrikeSpec& spec, unsigned threads)
      : threads_(threads), faces_(face_table(), face_table().family(spec.face), spec.ppem, spec.bpp) {
    strike_.ppem = spec.ppem;
    strike_.bpp = spec.bpp;
    strike_.ascent = static_cast<int>(std::lround(0.88 * spec.ppem));
    strike_.descent = spec.ppem - strike_.ascent;
  }

  // The pictures of requests[first …].
  std::vector<GlyphPicture> draw_slice(std::span<const GlyphRequest> requests, std::size_t first) {
    std::vector<Drawing> drawings;
    drawings.reserve(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      drawings.push_back(compose(requests[i], faces_));
      if (drawings.back().missing) strike_.missing.push_back(first + i);
      note_face(drawings.back().face);
    }
    std::vector<GlyphPicture> pictures(requests.size());
    parallel_for(requests.size(), threads_, [&](std::size_t i) {
      const Drawing& drawing = drawings[i];
      pictures[i] = draw(drawing, used_.at(drawing.face).metrics, requests[i].advance, strike_.ppem, strike_.bpp);
    });
    return pictures;
  }

  DrawnStrike finish() {
    strike_.face_name = names();
    return std::move(strike_);
  }

 private:
  void note_face(const Face* face) {
    const auto [entry, is_new] = used_.try_emplace(face);
    ++entry->second.drawings;
    if (!is_new || face == nullptr) return;
    if (!face->has_bitmaps()) entry->second.metrics = measure(*face);
    order_.push_back(face);
  }

  // The faces that drew something, the one that drew most first.
  std::string names() const {
    std::vector<const Face*> faces = order_;
    std::stable_sort(faces.begin(), faces.end(),
                     [&](const Face* a, const Face* b) { return used_.at(a).drawings > used_.at(b).drawings; });
    std::string names;
    for (const Face* face : faces) names += (names.empty() ? "" : " + ") + face->name_and_version();
    return names;
  }

  unsigned threads_;
  FaceSet faces_;
  std::map<const Face*, UsedFace> used_;  // null for blanks
  std::vector<const Face*> order_;        // in which they were first needed
  DrawnStrike strike_;
};

}  // namespace

DrawnStrike draw_strike(const StrikeSpec& spec, const std::vector<GlyphRequest>& requests, unsigned threads,
                        const std::function<void(const GlyphPicture&)>& take) {
  constexpr std::size_t kSlice = 1024;  // outlines and pictures of that many are in memory at once
  const std::string where = "strike " + spec.face + " " + std::to_string(spec.ppem);
  if (spec.bpp != 1 && spec.bpp != 2 && spec.bpp != 4) {
    throw InputError(where, std::to_string(spec.bpp) + " bits a pixel; 1, 2 and 4 are possible");
  }
  if (spec.ppem < kMinPpem || spec.ppem > kMaxPpem) {
    throw InputError(where, "the size is to be " + std::to_string(kMinPpem) + " to " + std::to_string(kMaxPpem));
  }
  refuse_other_sizes(spec, where);
  StrikeDrawer drawer(spec, threads);
  for (std::size_t first = 0; first < requests.size(); first += kSlice) {
    const std::span<const GlyphRequest> slice =
        std::span(requests).subspan(first, std::min(kSlice, requests.size() - first));
    for (const GlyphPicture& picture : drawer.draw_slice(slice, first)) take(picture);
  }
  return drawer.finish();
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
    const std::string note = spec.name + ": " + spec.licence + ". " + spec.note + ".\n";
    if (wanted[i] && notes.find(note) == std::string::npos) notes += note;  // bitmaps of several sizes have one
  }
  return notes;
}

}  // namespace lr::pack
