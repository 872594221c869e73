// PROGRAM BUNDLE.lrb [KEYS]: prints on a PC what the firmware prints on a board; KEYS are the letters that are typed
// there. Reads the file piece by piece, where most boards have the bundle mapped, so that both ways of a Source are
// compared.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "board.h"
#include "boards/memory_store.h"
#include "program.h"

namespace {

constexpr std::uint32_t kSectorBytes = 4096;
constexpr std::uint16_t kSectors = 2;

std::FILE* file = nullptr;
const char* keys = "";
std::uint8_t flash[kSectorBytes * kSectors];

lr::Status read_file(void*, std::uint32_t offset, void* to, std::uint32_t size) {
  if (std::fseek(file, static_cast<long>(offset), SEEK_SET) != 0) return lr::Status::kIo;
  return std::fread(to, 1, size, file) == size ? lr::Status::kOk : lr::Status::kIo;
}

void print(const char* text) { std::fputs(text, stdout); }

}  // namespace

void board::begin() { std::memset(flash, 0xFF, sizeof flash); }

lr::Source board::bundle() {
  std::fseek(file, 0, SEEK_END);
  return {read_file, nullptr, nullptr, static_cast<std::uint32_t>(std::ftell(file))};
}

lr::Store board::store() {
  return board::memory_store<kSectorBytes, kSectors>(flash);
}

char board::key() {
  if (*keys == '\0') std::exit(0);
  return *keys++;
}

lr::Status board::show(const lr::Surface&) { return lr::Status::kOk; }

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::fprintf(stderr, "usage: %s BUNDLE.lrb [KEYS]\n", argv[0]);
    return 2;
  }
  file = std::fopen(argv[1], "rb");
  if (file == nullptr) {
    std::perror(argv[1]);
    return 1;
  }
  if (argc == 3) keys = argv[2];
  board::begin();
  int result = program::kPowerCut;
  while (result == program::kPowerCut) result = program::run(board::bundle(), print);
  std::fclose(file);
  return result;
}
