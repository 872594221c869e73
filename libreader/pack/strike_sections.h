// The strikes of a bundle: drawn, coded, laid out as STRK sections.
#pragma once
#include <libreader/text/symbol.h>

#include <functional>
#include <memory>
#include <vector>

#include "picture_spill.h"
#include "section_writer.h"
#include "strikes.h"

namespace lr::pack {

struct StrikeSections {
  std::vector<std::unique_ptr<SectionWriter>> sections;  // in the order of the specs
  Pictures pictures;
};

// The model that a strike of the bundle has; empty: its pictures stand as they are.
using StrikeModel = std::vector<std::uint8_t>;

struct StrikePasses {
  unsigned threads;
  // What was drawn may be refused, by throwing.
  std::function<void(const DrawnStrike&, const StrikeSpec&)> inspect;
  std::function<void(const char* stage, std::size_t done, std::size_t total)> progress;
  // Where strikes are added to: one for each of the specs. Their pictures are coded after these.
  std::vector<StrikeModel> models = {};
};

// `requests` are those of a strike's symbols from number `first_symbol` on; those below `first_full` have advances. Sections and
// pictures grow in `folder`. Throws InputError: see draw_strike; a glyph is larger than a strike can hold.
StrikeSections make_strikes(const std::vector<StrikeSpec>& specs, const std::vector<GlyphRequest>& requests,
                            Symbol first_symbol, Symbol first_full, const std::filesystem::path& folder,
                            const StrikePasses& passes);

}  // namespace lr::pack
