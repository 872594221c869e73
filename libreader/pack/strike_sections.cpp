// Draws every strike, then codes them: pictures wait on the disk, so that those of one or two strikes are in memory at a time.
#include "strike_sections.h"

#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <optional>

#include "strike_writer.h"

namespace lr::pack {
namespace {

constexpr std::size_t kNoReference = static_cast<std::size_t>(-1);

// The largest strike of the same face that has the same coding, if it is larger: trees learn what it says of a smaller one.
std::size_t reference_of(const std::vector<StrikeSpec>& specs, std::size_t index) {
  const StrikeSpec& own = specs[index];
  std::size_t best = index;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const bool fits = specs[i].face == own.face && specs[i].bpp == 1 && specs[i].coding == Coding::kSmall;
    if (fits && specs[i].ppem > specs[best].ppem) best = i;
  }
  return own.bpp == 1 && own.coding == Coding::kSmall && best != index ? best : kNoReference;
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

  StrikeSections run(Symbol first_full, const std::filesystem::path& folder) {
    for (std::size_t i = 0; i < specs_.size(); ++i) draw(i, first_full, folder);
    for (std::size_t i = 0; i < specs_.size(); ++i) {
      passes_.progress("coding glyphs", i, specs_.size());
      coded_.push_back(code(i));
    }
    passes_.progress("coding glyphs", specs_.size(), specs_.size());
    for (std::size_t i = 0; i < specs_.size(); ++i) {
      made_.sections.push_back(std::make_unique<SectionWriter>(format::kStrikeTag, folder));
      writers_[i]->write(drawn_[i], coded_of(i), distance(i, reference_of(specs_, i)), *made_.sections.back());
    }
    return std::move(made_);
  }

 private:
  void draw(std::size_t index, Symbol first_full, const std::filesystem::path& folder) {
    const StrikeSpec& spec = specs_[index];
    writers_.push_back(std::make_unique<StrikeWriter>(spec, kFirstTextSymbol, first_full, folder));
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

  std::optional<CodedStrike> code(std::size_t index) const {
    const StrikeSpec& spec = specs_[index];
    if (spec.coding == Coding::kDirect) return std::nullopt;
    const std::vector<GlyphPicture> pictures = all_pictures(*made_.pictures[index]);
    const std::size_t reference = reference_of(specs_, index);
    if (reference == kNoReference) return code_pictures(pictures, spec.ppem, spec.bpp, tree_depth(spec.coding), nullptr, passes_.threads);
    const std::vector<GlyphPicture> larger = all_pictures(*made_.pictures[reference]);
    const ReferenceStrike strike{specs_[reference].ppem, &larger};
    return code_pictures(pictures, spec.ppem, spec.bpp, tree_depth(spec.coding), &strike, passes_.threads);
  }

  const CodedStrike* coded_of(std::size_t index) const { return coded_[index] ? &*coded_[index] : nullptr; }

  // From a section to that of its reference.
  std::int64_t distance(std::size_t from, std::size_t to) const {
    if (to == kNoReference) return 0;
    std::int64_t between = 0;
    for (std::size_t i = std::min(from, to); i < std::max(from, to); ++i) between += writers_[i]->section_bytes(coded_of(i));
    return from < to ? between : -between;
  }

  const std::vector<StrikeSpec>& specs_;
  const std::vector<GlyphRequest>& requests_;
  const StrikePasses& passes_;
  std::vector<std::unique_ptr<StrikeWriter>> writers_;
  std::vector<DrawnStrike> drawn_;
  std::vector<std::optional<CodedStrike>> coded_;
  StrikeSections made_;
};

}  // namespace

StrikeSections make_strikes(const std::vector<StrikeSpec>& specs, const std::vector<GlyphRequest>& requests,
                            const BuiltAlphabet& alphabet, const std::filesystem::path& folder, const StrikePasses& passes) {
  return Maker(specs, requests, passes).run(alphabet.first_full, folder);
}

}  // namespace lr::pack
