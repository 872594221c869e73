// How much the core keeps ready. LIBREADER_SMALL (the CMake option of that name; a definition for all of a program's
// code, the core's and yours) is for machines with 16 KB of RAM in all: 760 bytes less, and in return
//   - titles are drawn with the strike of the text: a style that names another for them is refused with kUnsupported;
//   - the bundle must be mapped: another source is refused with kUnsupported, and a flipped bit costs its chunk of
//   text.
// Pages are the same. App is made for the other tier.
#pragma once
#include <cstdint>

namespace lr {

#ifdef LIBREADER_SMALL
inline constexpr bool kSmallTier = true;
#else
inline constexpr bool kSmallTier = false;
#endif

inline constexpr int kMaxLayoutStrikes = kSmallTier ? 1 : 2;            // one for text, one for titles
inline constexpr std::uint32_t kChunkCopyBytes = kSmallTier ? 0 : 512;  // of text that is not mapped, or was mended

}  // namespace lr
