// Draws every strike, then codes them: pictures wait on the disk, so that those of one or two strikes are in memory at
// a time.
#include "strike_sections.h"

#include <libreader/bundle/format.h>

#include <optional>

#include "strike_writer.h"

namespace lr::pack {
namespace {

constexpr std::size_t kNoReference = static_cast<std::size_t>(-1);

// The largest strike of the same face that has the same coding, if it is larger: trees learn what it says of a smaller
// one.
std::size_t reference_of(const std::vector<StrikeSpec>& specs, std::size_t index) {
  const StrikeSpec& own = specs[index];
  std::size_t best = index;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const bool fits =
        specs[i].face == own.face && specs[i].bpp == 1 && specs[i].coding == Coding::kSmall && !specs[i].scalable;
    if (fits && specs[i].ppem > specs[best].ppem) best = i;
  }
  return own.bpp == 1 && own.coding == Coding::kSmall && !own.scalable && best != index ? best : kNoReference;
}

std::vector<GlyphPicture> all_pictures(const PictureSpill& spill) {
  std::vector<GlyphPicture> pictures;
  spill.for_each([&](std::size_t, GlyphPicture&& picture) { pictures.push_back(std::move(picture)); });
  return pictures;
}

class Maker {
 public:
  Maker(const std::vector<StrikeSpec>& specs, const std::vector<GlyphRequest>& requests, const StrikePasses& passes)
      : specs_(specs), requests_(requests), passes_(passes) {}

  StrikeSections run(Symbol first_symbol, Symbol first_full, const std::filesystem::path& folder) {
    for (std::size_t i = 0; i < specs_.size(); ++i) draw(i, first_symbol, first_full, folder);
    coded_.resize(specs_.size());
    std::size_t done = 0;
    for (const bool refers : {false, true}) {  // references first
      for (std::size_t i = 0; i < specs_.size(); ++i) {
        if ((reference_of(specs_, i) != kNoReference) != refers) continue;
        passes_.progress("coding glyphs", done++, specs_.size());
        code(i);
      }
    }
    passes_.progress("coding glyphs", specs_.size(), specs_.size());
    for (std::size_t i = 0; i < specs_.size(); ++i) sizes_.push_back(writers_[i]->section_bytes(coded_of(i)));
    for (std::size_t i = 0; i < specs_.size(); ++i) {
      made_.sections.push_back(std::make_unique<SectionWriter>(format::kStrikeTag, folder));
      writers_[i]->write(drawn_[i], coded_of(i), distance(i, coded_reference(i)), *made_.sections.back());
    }
    return std::move(made_);
  }

 private:
  void draw(std::size_t index, Symbol first_symbol, Symbol first_full, const std::filesystem::path& folder) {
    const StrikeSpec& spec = specs_[index];
    writers_.push_back(std::make_unique<StrikeWriter>(spec, first_symbol, first_full, folder));
    made_.pictures.push_back(std::make_unique<PictureSpill>(spec.bpp, folder));
    std::size_t done = index * requests_.size();
    const std::size_t total = specs_.size() * requests_.size();
    passes_.progress("drawing glyphs", done, total);
    drawn_.push_back(draw_strike(spec, requests_, passes_.threads, [&](const GlyphPicture& picture) {
      writers_.back()->add(picture);
      made_.pictures.back()->add(picture);
      passes_.progress("drawing glyphs", ++done, total);
    }));
    passes_.inspect(drawn_.back(), spec);
  }

  // Leaves a strike as it is where that takes less, unless it is scalable.
  void code(std::size_t index) {
    const StrikeSpec& spec = specs_[index];
    if (spec.coding == Coding::kDirect || !has_model(index)) return;
    const std::vector<GlyphPicture> pictures = all_pictures(*made_.pictures[index]);
    const std::size_t reference = coded_reference(index);
    std::vector<GlyphPicture> larger;
    if (reference != kNoReference) larger = all_pictures(*made_.pictures[reference]);
    const ReferenceStrike strike{reference != kNoReference ? specs_[reference].ppem : 0, &larger};
    const ReferenceStrike* const after = reference != kNoReference ? &strike : nullptr;
    std::optional<CodedStrike> coded;
    if (passes_.models.empty()) {
      coded = code_pictures(pictures, spec.ppem, spec.bpp, tree_depth(spec.coding), after, passes_.threads);
    } else {
      coded = code_pictures_after(passes_.models[index], pictures, spec.ppem, spec.bpp, after, passes_.threads);
    }
    if (spec.scalable && !coded)
      throw InputError("strike " + spec.face, "a new glyph is larger than a scalable strike can take: pack it anew");
    if (spec.scalable || (coded && writers_[index]->section_bytes(&*coded) < writers_[index]->section_bytes(nullptr)))
      coded_[index] = std::move(coded);
  }

  // A model expects a reference, or none, as when it was learned.
  bool has_model(std::size_t index) const {
    if (passes_.models.empty()) return true;
    const std::size_t reference = reference_of(specs_, index);
    const bool referred = reference != kNoReference && !passes_.models[reference].empty();
    return !passes_.models[index].empty() && referred == (coded_reference(index) != kNoReference);
  }

  std::size_t coded_reference(std::size_t index) const {
    const std::size_t reference = reference_of(specs_, index);
    return reference != kNoReference && coded_[reference] ? reference : kNoReference;
  }

  const CodedStrike* coded_of(std::size_t index) const { return coded_[index] ? &*coded_[index] : nullptr; }

  // From a section to that of its reference.
  std::int64_t distance(std::size_t from, std::size_t to) const {
    if (to == kNoReference) return 0;
    std::int64_t between = 0;
    for (std::size_t i = std::min(from, to); i < std::max(from, to); ++i) between += sizes_[i];
    return from < to ? between : -between;
  }

  const std::vector<StrikeSpec>& specs_;
  const std::vector<GlyphRequest>& requests_;
  const StrikePasses& passes_;
  std::vector<std::unique_ptr<StrikeWriter>> writers_;
  std::vector<DrawnStrike> drawn_;
  std::vector<std::optional<CodedStrike>> coded_;
  std::vector<std::int64_t> sizes_;  // of the sections
  StrikeSections made_;
};

}  // namespace

StrikeSections make_strikes(const std::vector<StrikeSpec>& specs, const std::vector<GlyphRequest>& requests,
                            Symbol first_symbol, Symbol first_full, const std::filesystem::path& folder,
                            const StrikePasses& passes) {
  return Maker(specs, requests, passes).run(first_symbol, first_full, folder);
}

}  // namespace lr::pack
