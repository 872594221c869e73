// A session with the reading application: keys in, pictures of the panel out.
#pragma once
#include <libreader/pack/profiles.h>

#include <cstdint>
#include <filesystem>
#include <string>

struct Session {
  std::filesystem::path bundle, keys, journal, output;
  std::string language;
  std::int16_t band;
};

// Writes a PNG for each key that changed the screen and prints a line for each key. Throws InputError.
void run_session(const Session& session, const lr::pack::Profile& profile);
