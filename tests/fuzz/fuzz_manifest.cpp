// Any bytes as a manifest: it is read, or refused with InputError.
#include <libreader/pack/manifest.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("libreader_fuzz_manifest_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.md") << "a";
  std::ofstream(folder / "m.toml", std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  try {
    static_cast<void>(lr::pack::read_manifest(folder / "m.toml", folder));
  } catch (const lr::pack::InputError&) {
  }
  std::filesystem::remove_all(folder);
  return 0;
}
