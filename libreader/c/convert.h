// Between the C facade's types and those of C++: the numbers are the same, which is checked here, once.
#pragma once
#include <libreader/c.h>
#include <libreader/reader.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lr::c {

template <class T, class C>
constexpr bool same(T ours, C theirs) {
  return static_cast<int>(ours) == static_cast<int>(theirs);
}

static_assert(same(Status::kOk, LR_OK) && same(Status::kEnd, LR_END) && same(Status::kNotFound, LR_NOT_FOUND) &&
              same(Status::kDamaged, LR_DAMAGED) && same(Status::kUnsupported, LR_UNSUPPORTED) &&
              same(Status::kIo, LR_IO) && same(Status::kNoSpace, LR_NO_SPACE) && same(Status::kBadCall, LR_BAD_CALL));
static_assert(same(Rotation::k0, LR_ROTATION_0) && same(Rotation::k90, LR_ROTATION_90) &&
              same(Rotation::k180, LR_ROTATION_180) && same(Rotation::k270, LR_ROTATION_270));
static_assert(same(MetricsKind::kStrike, LR_METRICS_STRIKE) && same(MetricsKind::kCells, LR_METRICS_CELLS) &&
              same(MetricsKind::kNominal, LR_METRICS_NOMINAL));
static_assert(same(KinsokuLevel::kBasic, LR_KINSOKU_BASIC) && same(KinsokuLevel::kGb, LR_KINSOKU_GB) &&
              same(KinsokuLevel::kStrict, LR_KINSOKU_STRICT));
static_assert(same(Direction::kHorizontal, LR_HORIZONTAL) && same(Direction::kVertical, LR_VERTICAL));
static_assert(same(Alignment::kJustify, LR_JUSTIFY) && same(Alignment::kRagged, LR_RAGGED));
static_assert(same(Certainty::kExact, LR_EXACT) && same(Certainty::kMoved, LR_MOVED) &&
              same(Certainty::kNear, LR_NEAR));
static_assert(same(ArticleLanguage::kZhHans, LR_ZH_HANS) && same(ArticleLanguage::kEn, LR_EN) &&
              same(ArticleLanguage::kOther, LR_OTHER_LANGUAGE));
static_assert(same(BlockKind::kTitle, LR_FIELD_TITLE) && same(BlockKind::kKeyword, LR_FIELD_KEYWORD) &&
              same(BlockKind::kLanguage, LR_FIELD_LANGUAGE));
static_assert(same(List::kContents, LR_LIST_CONTENTS) && same(List::kTitle, LR_LIST_TITLE) &&
              same(List::kAuthor, LR_LIST_AUTHOR) && same(List::kDate, LR_LIST_DATE) && kNoArticle == LR_NO_ARTICLE);
static_assert(kLabelBytes == LR_LABEL_BYTES && kMaxIdBytes == LR_MAX_ID_BYTES);

constexpr lr_status to_c(Status status) { return static_cast<lr_status>(status); }

// A callback may return anything; what is no code is kIo.
constexpr Status from_c(lr_status status) {
  return static_cast<unsigned>(status) <= LR_BAD_CALL ? static_cast<Status>(status) : Status::kIo;
}

inline Locator from_c(const lr_locator& locator) {
  return {locator.article, locator.block, locator.code_point, locator.context};
}

inline lr_locator to_c(const Locator& locator) {
  return {locator.article, locator.block, locator.code_point, locator.context};
}

inline Bookmark from_c(const lr_bookmark& from) {
  Bookmark bookmark;
  bookmark.locator = from_c(from.locator);
  bookmark.slot = from.slot;
  bookmark.label_bytes = from.label_bytes;
  std::memcpy(bookmark.label, from.label, sizeof bookmark.label);
  return bookmark;
}

inline lr_bookmark to_c(const Bookmark& from) {
  lr_bookmark bookmark{to_c(from.locator), from.slot, from.label_bytes, {}};
  std::memcpy(bookmark.label, from.label, sizeof bookmark.label);
  return bookmark;
}

inline Style from_c(const lr_style& from) {
  Style style;
  style.metrics = static_cast<MetricsKind>(from.metrics);
  style.strike = from.strike;
  style.title_strike = from.title_strike;
  style.nominal_em = from.nominal_em;
  style.page_width = from.page_width;
  style.page_height = from.page_height;
  style.margin_left = from.margin_left;
  style.margin_top = from.margin_top;
  style.margin_right = from.margin_right;
  style.margin_bottom = from.margin_bottom;
  style.line_height = from.line_height;
  style.kinsoku = static_cast<KinsokuLevel>(from.kinsoku);
  style.alignment = static_cast<Alignment>(from.alignment);
  style.direction = static_cast<Direction>(from.direction);
  style.autospace = from.autospace != 0;
  style.squeeze = from.squeeze != 0;
  style.hang = from.hang != 0;
  style.orphans = from.orphans != 0;
  style.ambiguous_wide = from.ambiguous_wide != 0;
  style.whole_em_measure = from.whole_em_measure != 0;
  style.hyphens = from.hyphens != 0;
  style.ruby = from.ruby != 0;
  style.front_matter = from.front_matter != 0;
  style.notes = from.notes_at_foot != 0 ? NoteStyle::kAtFoot : NoteStyle::kFromMark;
  return style;
}

inline lr_style to_c(const Style& from) {
  return {static_cast<std::uint8_t>(from.metrics),
          from.strike,
          from.title_strike,
          from.nominal_em,
          from.page_width,
          from.page_height,
          from.margin_left,
          from.margin_top,
          from.margin_right,
          from.margin_bottom,
          from.line_height,
          static_cast<std::uint8_t>(from.kinsoku),
          static_cast<std::uint8_t>(from.alignment),
          static_cast<std::uint8_t>(from.direction),
          from.autospace,
          from.squeeze,
          from.hang,
          from.orphans,
          from.ambiguous_wide,
          from.whole_em_measure,
          from.hyphens,
          from.ruby,
          from.front_matter,
          from.notes == NoteStyle::kAtFoot};
}

inline bool is_aligned(const void* memory) { return reinterpret_cast<std::uintptr_t>(memory) % LR_ALIGNMENT == 0; }

}  // namespace lr::c
