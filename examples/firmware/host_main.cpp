// page_hashes BUNDLE.lrb: prints on a PC what the firmware prints on a board. Reads the file piece by piece, where the
// boards have the bundle mapped, so that both ways of a Source are compared.
#include <cstdio>

#include "program.h"

namespace {

lr::Status read_file(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  auto* file = static_cast<std::FILE*>(context);
  if (std::fseek(file, static_cast<long>(offset), SEEK_SET) != 0) return lr::Status::kIo;
  return std::fread(to, 1, size, file) == size ? lr::Status::kOk : lr::Status::kIo;
}

void print(const char* text) { std::fputs(text, stdout); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: page_hashes BUNDLE.lrb\n", stderr);
    return 2;
  }
  std::FILE* file = std::fopen(argv[1], "rb");
  if (file == nullptr) {
    std::perror(argv[1]);
    return 1;
  }
  std::fseek(file, 0, SEEK_END);
  const long size = std::ftell(file);
  const int result = program::run({read_file, file, nullptr, static_cast<std::uint32_t>(size)}, print);
  std::fclose(file);
  return result;
}
