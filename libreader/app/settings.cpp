// Settings as bytes.
#include "settings.h"

namespace lr {

void Settings::store(std::uint8_t* to) const {
  const std::uint8_t bytes[kBytes] = {1,
                                      static_cast<std::uint8_t>(ppem),
                                      leading,
                                      margins,
                                      full_every,
                                      static_cast<std::uint8_t>(language),
                                      static_cast<std::uint8_t>(direction),
                                      static_cast<std::uint8_t>(notes)};
  for (std::uint32_t i = 0; i < kBytes; ++i) to[i] = bytes[i];
}

void Settings::load(const std::uint8_t* from, std::uint32_t bytes) {
  if (bytes < kBytes || from[0] != 1) return;
  ppem = from[1];
  if (from[2] <= 3) leading = from[2];
  if (from[3] <= 2) margins = from[3];
  if (from[4] >= 1 && from[4] <= 16) full_every = from[4];
  if (from[5] <= static_cast<std::uint8_t>(ArticleLanguage::kEn)) language = static_cast<ArticleLanguage>(from[5]);
  if (from[6] <= static_cast<std::uint8_t>(Direction::kVertical)) direction = static_cast<Direction>(from[6]);
  if (from[7] <= static_cast<std::uint8_t>(NoteStyle::kAtFoot)) notes = static_cast<NoteStyle>(from[7]);
}

}  // namespace lr
