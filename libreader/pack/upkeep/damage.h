// Where the bytes of a bundle do not fit their checksums, and what of it can be put right: a single flipped bit behind
// any checksum is found and turned back. Follows FORMAT.md and trusts nothing.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lr::pack {

struct Damage {
  std::string part;                     // "the header", "the list of sections", "section TEXT", …
  std::uint64_t offset = 0, bytes = 0;  // of what one checksum stands for
  bool is_mendable = false;             // one bit is flipped, or what stands there follows from all else
  std::uint32_t chunk = 0xFFFFFFFF;     // of TEXT, where it is in one
  std::string remedy = {};              // where it is no flipped bit that is to be mended
};

struct Inspection {
  std::vector<Damage> damages;      // in the order of the file's parts; empty: the bundle is sound
  std::vector<std::uint8_t> bytes;  // with all that can be mended mended

  bool is_whole() const {
    for (const Damage& damage : damages) {
      if (!damage.is_mendable) return false;
    }
    return true;
  }
};

// `file` is the bundle as it is, cut short, too long or damaged anywhere. Every bit of a bundle is behind some
// checksum; the id, made of all sections anew, tells of those that fit each other and not the bundle.
Inspection inspect_damage(std::span<const std::uint8_t> file);

// Of the bytes of all sections but TREE, in the order of their entries: what the header's id must be.
std::uint64_t id_of_sections(std::span<const std::uint8_t> file);

}  // namespace lr::pack
