// By hb-subset; the tables that a rasteriser reads go into a font of their own.
#include "subset.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <libreader/pack/import.h>

#include <algorithm>
#include <memory>

namespace lr::pack {
namespace {

template <auto destroy>
struct Destroy {
  template <typename T>
  void operator()(T* object) const {
    destroy(object);
  }
};
using Blob = std::unique_ptr<hb_blob_t, Destroy<hb_blob_destroy>>;
using HbFace = std::unique_ptr<hb_face_t, Destroy<hb_face_destroy>>;
using Input = std::unique_ptr<hb_subset_input_t, Destroy<hb_subset_input_destroy>>;
using Plan = std::unique_ptr<hb_subset_plan_t, Destroy<hb_subset_plan_destroy>>;

constexpr hb_tag_t kKept[] = {HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                              HB_TAG('m', 'a', 'x', 'p'), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                              HB_TAG('C', 'F', 'F', ' ')};
constexpr hb_tag_t kCmap = HB_TAG('c', 'm', 'a', 'p');

// One subtable of format 4, whose only segment is the one that must be there. Without it a rasteriser takes no font.
constexpr char kNoCharacters[] =
    "\0\0\0\1\0\3\0\1\0\0\0\14"
    "\0\4\0\30\0\0\0\2\0\2\0\0\0\0\377\377\0\0\377\377\0\1\0";

HbFace face_of(const Face& face) {
  const Blob blob(hb_blob_create(reinterpret_cast<const char*>(face.file().data()),
                                 static_cast<unsigned>(face.file().size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr));
  return HbFace(hb_face_create(blob.get(), static_cast<unsigned>(face.spec().index)));
}

// Every table but those that are kept: what layout would add to the glyphs is not wanted either.
void drop_others(hb_face_t* face, hb_subset_input_t* input) {
  hb_set_t* dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  constexpr unsigned kMost = 256;
  hb_tag_t tags[kMost];
  unsigned count = kMost;
  hb_face_get_table_tags(face, 0, &count, tags);
  for (unsigned i = 0; i < count; ++i) {
    if (std::find(std::begin(kKept), std::end(kKept), tags[i]) == std::end(kKept) && tags[i] != kCmap)
      hb_set_add(dropped, tags[i]);
  }
}

std::vector<std::uint8_t> rebuilt(hb_face_t* font) {
  const HbFace built(hb_face_builder_create());
  for (const hb_tag_t tag : kKept) {
    const Blob table(hb_face_reference_table(font, tag));
    if (hb_blob_get_length(table.get()) > 0) hb_face_builder_add_table(built.get(), tag, table.get());
  }
  const Blob cmap(hb_blob_create(kNoCharacters, sizeof kNoCharacters, HB_MEMORY_MODE_READONLY, nullptr, nullptr));
  hb_face_builder_add_table(built.get(), kCmap, cmap.get());
  const Blob whole(hb_face_reference_blob(built.get()));
  unsigned size = 0;
  const char* bytes = hb_blob_get_data(whole.get(), &size);
  return {bytes, bytes + size};
}

}  // namespace

SubsetFont subset(const Face& face, const std::set<int>& glyphs) {
  const HbFace font = face_of(face);
  if (hb_ot_var_has_data(font.get()))
    throw InputError(face.spec().name,
                     "is a variable font, and outlines are of one design: name a file of one instance");
  const Input input(hb_subset_input_create_or_fail());
  if (input == nullptr) throw std::bad_alloc();
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
  for (const int glyph : glyphs) hb_set_add(hb_subset_input_glyph_set(input.get()), static_cast<hb_codepoint_t>(glyph));
  drop_others(font.get(), input.get());
  const Plan plan(hb_subset_plan_create_or_fail(font.get(), input.get()));
  const HbFace small(plan == nullptr ? nullptr : hb_subset_plan_execute_or_fail(plan.get()));
  if (small == nullptr)
    throw InputError(face.spec().name, "the font cannot be taken apart: reinstall package " + face.spec().package);
  SubsetFont result;
  const hb_map_t* numbers = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  for (const int glyph : glyphs)
    result.glyph[glyph] = static_cast<int>(hb_map_get(numbers, static_cast<hb_codepoint_t>(glyph)));
  result.glyphs = hb_face_get_glyph_count(small.get());
  result.bytes = rebuilt(small.get());
  return result;
}

}  // namespace lr::pack
