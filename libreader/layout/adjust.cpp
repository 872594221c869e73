// Brings a line to the measure: one that is too long is shrunk, one that is too short stretched, each in the order of
// its steps (X2, X3) and within their limits (X4, X6). Every amount is distributed so that the sum is exact and the
// remainder is spread evenly.
#include <libreader/base/scaled.h>

#include "cell.h"
#include "cut.h"
#include "glue.h"

namespace lr {
namespace {

// An amount on its way to the places that take part of it, in proportion to what each can take.
class Spread {
 public:
  [[gnu::noinline]] void add(std::int32_t capacity) { capacity_ += capacity; }
  // Takes over what of `rest` it can.
  void take_from(std::int32_t& rest) {
    amount_ = rest < capacity_ ? rest : capacity_;
    rest -= amount_;
  }
  // The part of the next place.
  std::int32_t part(std::int32_t capacity) {
    if (amount_ == 0) return 0;
    seen_ += capacity;
    const auto up_to = static_cast<std::int32_t>(scaled(
        static_cast<std::uint32_t>(amount_), static_cast<std::uint32_t>(seen_), static_cast<std::uint32_t>(capacity_)));
    const std::int32_t part = up_to - given_;
    given_ = up_to;
    return part;
  }

 private:
  std::int32_t capacity_ = 0, amount_ = 0, seen_ = 0, given_ = 0;
};

class Shrinking {
 public:
  void add(const Glue& glue) {
    if (glue.before_q6 > 0) step(glue.before_step).add(glue.before_q6);
    if (glue.behind_q6 > 0) step(glue.behind_step).add(glue.behind_q6);
  }
  void begin(std::int32_t excess_q6) {
    for (Spread& spread : steps_) spread.take_from(excess_q6);
  }
  std::int32_t part(const Glue& glue) {
    std::int32_t part = 0;
    if (glue.before_q6 > 0) part += step(glue.before_step).part(glue.before_q6);
    if (glue.behind_q6 > 0) part += step(glue.behind_step).part(glue.behind_q6);
    return part;
  }

 private:
  Spread& step(Shrink shrink) { return steps_[static_cast<int>(shrink)]; }
  Spread steps_[static_cast<int>(Shrink::kCount)];
};

class Stretching {
 public:
  explicit Stretching(std::int32_t em_q6) : em_q6_(em_q6) {}

  void add(Stretch stretch, std::int32_t advance_before_q6) {
    if (stretch == Stretch::kWordSpace) spaces_.add(to_half(advance_before_q6)), ++space_count_;
    if (stretch == Stretch::kScripts) scripts_.add(em_q6_ >> 3);
    if (stretch >= Stretch::kScripts) any_.add(em_q6_ >> 2), ++gaps_;
  }
  // False: the line would be torn apart, and stays as it is (X6).
  bool begin(std::int32_t slack_q6) {
    if (gaps_ == 0) {  // nothing but words: their spaces take it all
      spaces_ = {};
      spaces_.add(space_count_ * em_q6_);
    }
    spaces_.take_from(slack_q6);
    scripts_.take_from(slack_q6);
    any_.take_from(slack_q6);
    return slack_q6 == 0;
  }
  std::int32_t part(Stretch stretch, std::int32_t advance_before_q6) {
    switch (stretch) {
      case Stretch::kNever: return 0;
      case Stretch::kWordSpace: return spaces_.part(gaps_ == 0 ? em_q6_ : to_half(advance_before_q6));
      case Stretch::kScripts: return scripts_.part(em_q6_ >> 3) + any_.part(em_q6_ >> 2);
      case Stretch::kAny: break;
    }
    return any_.part(em_q6_ >> 2);
  }

 private:
  std::int32_t to_half(std::int32_t advance_q6) const { return advance_q6 < em_q6_ / 2 ? em_q6_ / 2 - advance_q6 : 0; }

  std::int32_t em_q6_;
  Spread spaces_, scripts_, any_;
  std::int32_t space_count_ = 0, gaps_ = 0;
};

// The box of a symbol ends where the next one's begins, if not before.
[[gnu::noinline]] void end_at(LineItem& item, std::int32_t x_q6) {
  const std::int32_t width = x_q6 > item.x_q6 ? x_q6 - item.x_q6 : 0;
  if (width < item.advance_q6) item.advance_q6 = static_cast<std::uint16_t>(width);
}

}  // namespace

void Layout::adjust(const Box& box, const Cut& cut) {
  const Alphabet& alphabet = bundle_->alphabet();
  const auto group_at = [&](std::uint32_t i) -> const SymbolGroup& { return group_on_line(alphabet, items_[i]); };
  const auto is_rest = [&](std::uint32_t i) { return (items_[i].styles & kCellRest) != 0; };
  std::uint32_t items = cut.items;
  const auto hangs = [&](SymbolClass end) {
    return end == SymbolClass::kSpace || (box.records && end == SymbolClass::kTab);
  };
  while (items > 0 && !box.keep_spaces && hangs(group_at(items - 1).symbol_class)) --items;
  if (items == 0) return;
  const std::uint32_t inside = cut.hangs ? items - 1 : items;
  const std::int32_t slack = box.measure_q6 - cut.width_q6;
  const bool shrinks = slack<0, may_stretch = slack> 0 && box.justify && !cut.ended;
  Shrinking shrinking;
  Stretching stretching(box.em_q6);
  GlueWalk first(box);
  for (std::uint32_t i = 0; i < inside && (shrinks || may_stretch); ++i) {
    if (is_rest(i)) continue;
    const SymbolGroup& group = group_at(i);
    if (may_stretch && i > 0) stretching.add(first.stretch(group, items_[i].span), items_[i - 1].advance_q6);
    const Glue glue = first.to(group, items_[i].span, items_[i].advance_q6);
    if (shrinks) shrinking.add(glue);
  }
  const bool stretches = may_stretch && stretching.begin(slack);
  if (shrinks) shrinking.begin(-slack);
  GlueWalk second(box);
  std::int32_t shift = 0, advance_before = 0;
  for (std::uint32_t i = 0; i < cut.items; ++i) {
    if (is_rest(i)) {
      items_[i].x_q6 += shift;
      continue;
    }
    const std::int32_t advance = items_[i].advance_q6;
    if (i < inside && (shrinks || stretches)) {
      const SymbolGroup& group = group_at(i);
      if (stretches) shift += stretching.part(second.stretch(group, items_[i].span), advance_before);
      const Glue glue = second.to(group, items_[i].span, advance);
      if (shrinks) shift -= shrinking.part(glue);
    }
    items_[i].x_q6 += shift;
    if (i > 0) end_at(items_[i - 1], items_[i].x_q6);
    advance_before = advance;
  }
  if (!cut.hangs) end_at(items_[items - 1], left_ * 64 + box.left_q6 + cut.width_q6 + shift);
}

}  // namespace lr
