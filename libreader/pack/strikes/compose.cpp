// Puts clusters together without a shaper: bases, marks over them, flags, the two forms of shared punctuation.
#include "compose.h"

#include <libreader/pack/import.h>

#include <algorithm>
#include <cmath>

#include "bitmap_place.h"
#include "characters.h"

namespace lr::pack {
namespace {

constexpr double kEmBottom = -0.12, kEmTop = 0.88, kEmCentre = (kEmBottom + kEmTop) / 2;

struct Found {
  const Face* face = nullptr;
  int glyph = 0;
};

// An outline.
Found find(char32_t c, Language language, FaceSet& faces) {
  for (std::size_t i = 0; i < faces.count(language); ++i) {
    const Face* face = faces.face(language, i, c);
    const int glyph = face == nullptr || face->has_bitmaps() ? 0 : face->glyph(c);
    if (glyph != 0) return {face, glyph};
  }
  return {};
}

// A bitmap, if no outline comes before it in the list.
Found find_bitmap(char32_t c, Language language, FaceSet& faces) {
  for (std::size_t i = 0; i < faces.count(language); ++i) {
    const Face* face = faces.face(language, i, c);
    const int glyph = face == nullptr ? 0 : face->glyph(c);
    if (glyph != 0) return face->has_bitmaps() ? Found{face, glyph} : Found{};
  }
  return {};
}

// The marks that Chinese and Western text share have one width in some faces of a family and the other in the rest; the
// first face with the wanted one is taken, or else the first that has the mark at all.
Found find_form(char32_t c, bool full, Language language, FaceSet& faces) {
  const Found first = find(c, language, faces);
  if (first.face == nullptr || !first.face->spec().em_box) return first;
  for (std::size_t i = 0; i < faces.count(language); ++i) {
    const Face* face = faces.spec(language, i).em_box ? faces.face(language, i, c) : nullptr;
    const int glyph = face == nullptr ? 0 : face->glyph(c);
    if (glyph != 0 && (face->advance(glyph) > 0.99) == full) return {face, glyph};
  }
  return first;
}

void move_into_em(Composition& outline, double dx, double dy) { outline.transform(1, 1, dx, dy); }

// Places a glyph that was not drawn for the em square into it.
void fit_em_box(Composition& outline, double advance, char32_t c, bool em_box_face) {
  const Box ink = outline.box();
  if (ink.empty()) return;
  const double margin = 0.04;
  const bool fits = ink.width() <= 1 && ink.y0 >= kEmBottom - 0.1 && ink.y1 <= kEmTop + 0.1;
  if (em_box_face && advance > 0.99 && advance < 1.01) return;
  if (is_opening_quote(c)) return move_into_em(outline, 1 - margin - ink.x1, 0);
  if (is_closing_quote(c)) return move_into_em(outline, margin - ink.x0, 0);
  if (c == 0xB7 || c == 0x2027 || c == 0x2025 || c == 0x2026) {
    return move_into_em(outline, 0.5 - (ink.x0 + ink.x1) / 2, kEmCentre - (ink.y0 + ink.y1) / 2);
  }
  if (advance <= 1 && fits) return move_into_em(outline, (1 - advance) / 2, 0);
  const double scale = std::min({1.0, (1 - margin) / ink.width(), (1 - margin) / ink.height()});
  outline.transform(scale, scale, 0.5 - scale * (ink.x0 + ink.x1) / 2, kEmCentre - scale * (ink.y0 + ink.y1) / 2);
}

// A line through the middle of the em square from edge to edge, as thick as the face's own.
Composition dash(const Found& found, double length) {
  const Box ink = found.face->outline(found.glyph).box();
  const double half = std::clamp(ink.height(), 0.03, 0.1) / 2;
  return Composition::rectangle(0, kEmCentre - half, length, kEmCentre + half);
}

// Puts a mark's outline over, above or below what is drawn so far.
void place_mark(Composition& drawn, Composition mark, char32_t c) {
  const Box base = drawn.box(), ink = mark.box();
  if (base.empty() || ink.empty()) return;
  double dx = (base.x0 + base.x1) / 2 - (ink.x0 + ink.x1) / 2, dy = 0;
  constexpr double kGap = 0.04;
  if (is_enclosing_mark(c)) {
    const double scale = std::min({1.0, 0.7 * ink.width() / base.width(), 0.7 * ink.height() / base.height()});
    const double x = (base.x0 + base.x1) / 2, y = (base.y0 + base.y1) / 2;
    drawn.transform(scale, scale, x - scale * x, y - scale * y);
    dy = y - (ink.y0 + ink.y1) / 2;
  } else if (c == 0x3099 || c == 0x309A) {
    dx = base.x1 - ink.x1 + 0.06;
  } else if (ink.y0 >= 0.4) {
    dy = std::max(0.0, base.y1 + kGap - ink.y0);
  } else if (ink.y1 <= 0.06) {
    dy = std::min(0.0, base.y0 - kGap - ink.y1);
  }
  mark.transform(1, 1, dx, dy);
  drawn.append(mark);
}

// Two or more glyphs in one em square, as narrow as they have to be: flags, jamo that no syllable stands for.
Drawing side_by_side(const std::u32string& parts, Language language, FaceSet& faces) {
  Drawing drawing;
  drawing.advance = 1;
  const double share = 1.0 / static_cast<double>(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Found found = find(parts[i], language, faces);
    drawing.missing = drawing.missing || found.face == nullptr;
    if (found.face == nullptr) continue;
    if (drawing.face == nullptr) drawing.face = found.face;
    Composition part = Composition::of(*found.face, found.glyph);
    const Box ink = part.box();
    if (ink.empty()) continue;
    const double scale = std::min(1.0, 0.9 * share / ink.width());
    const double centre = share * (static_cast<double>(i) + 0.5);
    part.transform(scale, std::max(scale, 0.8), centre - scale * (ink.x0 + ink.x1) / 2, 0);
    drawing.outline.append(part);
  }
  return drawing;
}

GridFit fit_of(char32_t c, bool full, const Face& face) {
  if (!face.spec().grid_fit) return GridFit::kNone;
  if (is_western_letter(c)) return full ? GridFit::kNone : GridFit::kBaseline;
  return full || is_han(c) || is_hangul(c) ? GridFit::kStems : GridFit::kNone;
}

// Three full stops on the baseline, the ellipsis of Western text; two for U+2025.
Drawing baseline_dots(int count, Language language, FaceSet& faces) {
  Drawing drawing;
  const Found stop = find(U'.', language, faces);
  if (stop.face == nullptr) return drawing;
  drawing.face = stop.face;
  for (int i = 0; i < count; ++i) {
    Composition dot = Composition::of(*stop.face, stop.glyph);
    dot.transform(1, 1, drawing.advance, 0);
    drawing.outline.append(dot);
    drawing.advance += stop.face->advance(stop.glyph);
  }
  return drawing;
}

// The figures of note marks. Faces for Chinese have a few of them only, and what another face has beside those stands at a
// height of its own: where one is missing, all ten are the face's own figures, made smaller and raised.
constexpr double kRaisedScale = 0.62, kRaise = 0.36;

// The figure that a character is raised from; 0: it is none, or the face with figures has all of them.
char32_t figure_of(char32_t c, Language language, FaceSet& faces) {
  const auto raised = std::ranges::find(kRaisedFigures, c);
  if (raised == std::end(kRaisedFigures)) return 0;
  const auto figure = static_cast<char32_t>(U'0' + (raised - std::begin(kRaisedFigures)));
  const Found found = find(figure, language, faces);
  const auto has = [&](char32_t own) { return found.face->glyph(own) != 0; };
  return found.face == nullptr || std::ranges::all_of(kRaisedFigures, has) ? 0 : figure;
}

// On its side in the em square: clockwise by 90 degrees about the middle.
void lay_on_side(Composition& outline) { outline.turn(0.5, kEmCentre); }

Drawing compose_one(char32_t base, const GlyphRequest& request, FaceSet& faces) {
  const bool full = request.advance == AdvanceKind::kFull;
  if (!full && request.form == Form::kNarrow && (base == 0x2026 || base == 0x2025)) {
    Drawing drawing = baseline_dots(base == 0x2026 ? 3 : 2, request.language, faces);
    if (drawing.face != nullptr) return drawing;
  }
  const char32_t figure = full ? 0 : figure_of(base, request.language, faces);
  const Found found = figure != 0 ? find(figure, request.language, faces)
                                  : find_form(base, full || request.form == Form::kWide, request.language, faces);
  Drawing drawing;
  drawing.missing = found.face == nullptr;
  if (drawing.missing) return drawing;
  drawing.face = found.face;
  drawing.advance = found.face->advance(found.glyph);
  const double length = dash_length(base);
  if (length > 1 || (length == 1 && full)) {
    drawing.outline = dash(found, full ? 1 : length);
    drawing.advance = length;
    drawing.fit = GridFit::kDash;
    if (request.standing == Standing::kVerticalOnSide) {
      lay_on_side(drawing.outline);
      drawing.fit = GridFit::kNone;
    }
    return drawing;
  }
  drawing.fit = fit_of(base, full, *found.face);
  if (request.standing != Standing::kHorizontal) {
    if (const int form = found.face->vertical_glyph(base); form != 0) {
      drawing.outline = Composition::of(*found.face, form);
      return drawing;
    }
  }
  drawing.outline = Composition::of(*found.face, found.glyph);
  if (figure != 0) {
    drawing.outline.transform(kRaisedScale, kRaisedScale, 0, kRaise);
    drawing.advance *= kRaisedScale;
  }
  if (full) fit_em_box(drawing.outline, drawing.advance, base, found.face->spec().em_box);
  if (request.standing == Standing::kVerticalOnSide) lay_on_side(drawing.outline);
  return drawing;
}

// By hand, where the family has it: single characters only. Dashes are lines, which join whatever the face.
Drawing compose_bitmap(char32_t c, const GlyphRequest& request, FaceSet& faces) {
  Drawing drawing;
  if (dash_length(c) > 0 || request.advance == AdvanceKind::kZero) return drawing;
  const bool full = request.advance == AdvanceKind::kFull;
  Found found;
  if (request.standing != Standing::kHorizontal) {
    if (const char32_t form = vertical_presentation_form(c); form != 0)
      found = find_bitmap(form, request.language, faces);
  }
  const bool standing_up = request.standing == Standing::kVertical;
  const bool on_side = found.face == nullptr && request.standing == Standing::kVerticalOnSide;
  if (found.face == nullptr) found = find_bitmap(c, request.language, faces);
  if (found.face == nullptr) return drawing;
  BitmapGlyph glyph = trimmed(found.face->bitmap(found.glyph));
  glyph.top += found.face->spec().lower;
  if (full) {
    place_in_em(glyph, c, faces.ppem());
    leave_blank(glyph, request.blank, faces.ppem());
  } else if (request.form == Form::kNarrow && glyph.advance >= faces.ppem()) {
    set_narrow(glyph);
  }
  if (on_side) lay_on_side(glyph, faces.ppem());
  const bool is_horizontal_form = standing_up && found.glyph == found.face->glyph(c);
  if (is_horizontal_form && request.blank != 0) move_to_other_corner(glyph, faces.ppem());
  if (is_horizontal_form && is_kana(c)) move_up_right(glyph, faces.ppem());
  drawing.advance = static_cast<double>(glyph.advance) / faces.ppem();
  drawing.face = found.face;
  drawing.bitmap = std::move(glyph);
  return drawing;
}

Drawing blank(const std::u32string& cluster, Language language, FaceSet& faces) {
  Drawing drawing;
  for (const char32_t c : cluster) {
    const std::optional<double> width = space_width(c);
    if (!width) continue;
    const Found own = c == 0x20 || c == 0xA0 ? find(U' ', language, faces) : Found{};
    drawing.advance += own.face == nullptr ? *width : own.face->advance(own.glyph);
  }
  return drawing;
}

// What of the cluster is drawn: no selectors, joiners and skin tones, and of joined emoji the first.
std::u32string drawn_part(const std::u32string& cluster) {
  constexpr char32_t kZeroWidthJoiner = 0x200D;
  std::u32string result;
  for (const char32_t c : cluster) {
    if (c == kZeroWidthJoiner && !result.empty()) break;
    const bool modifies = is_skin_tone(c) && !result.empty();
    if (!is_invisible(c) && !space_width(c) && !modifies) result += c;
  }
  return result;
}

}  // namespace

const Face* FaceSet::face(Language language, std::size_t n, char32_t c) {
  const std::size_t index = faces(language)[n];
  if (!table_.faces[index].is_asked_for(c) || !table_.faces[index].is_for(ppem_, bpp_)) return nullptr;
  Slot& slot = open_[index];
  if (!slot.tried) {
    const FaceSpec& spec = table_.faces[index];
    slot.face = Face::open(spec);
    slot.tried = true;
    if (slot.face == nullptr && !spec.optional) {
      throw InputError(spec.files.front(),
                       "the font of face \"" + spec.name + "\" is not installed; install package " + spec.package);
    }
  }
  return slot.face.get();
}

Drawing compose(const GlyphRequest& request, FaceSet& faces) {
  const std::u32string part = drawn_part(request.cluster);
  if (part.empty()) return blank(request.cluster, request.language, faces);
  if (part.size() >= 2 && is_regional_indicator(part[0])) {
    std::u32string letters;
    for (const char32_t c : part) letters += is_regional_indicator(c) ? c - 0x1F1E6 + U'A' : c;
    return side_by_side(letters, request.language, faces);
  }
  if (part.size() >= 2 && is_hangul(part[0])) return side_by_side(part, request.language, faces);

  if (part.size() == 1) {
    if (Drawing bitmap = compose_bitmap(part[0], request, faces); bitmap.face != nullptr) return bitmap;
  }
  Drawing drawing = compose_one(part[0], request, faces);
  if (part.size() >= 2) drawing.fit = GridFit::kNone;
  for (const char32_t c : std::u32string_view(part).substr(1)) {
    const Found mark = find(c, request.language, faces);
    drawing.missing = drawing.missing || mark.face == nullptr;
    if (mark.face != nullptr && drawing.face != nullptr && is_mark(c)) {
      place_mark(drawing.outline, Composition::of(*mark.face, mark.glyph), c);
    } else if (mark.face != nullptr && drawing.face != nullptr) {  // of a script that this packer cannot shape
      Composition next = Composition::of(*mark.face, mark.glyph);
      next.transform(1, 1, drawing.advance, 0);
      drawing.outline.append(next);
      drawing.advance += mark.face->advance(mark.glyph);
    }
  }
  if (part.size() >= 2 && request.advance == AdvanceKind::kFull) {
    fit_em_box(drawing.outline, 1, part[0], false);
  }
  return drawing;
}

}  // namespace lr::pack
