// Runs a fuzz target over files, without a fuzzer: what was found once stays mended, with any compiler.
//   fuzz_NAME_corpus FILE_OR_FOLDER…
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void add_files(const fs::path& path, std::vector<fs::path>& files) {
  if (!fs::is_directory(path)) {
    files.push_back(path);
    return;
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
}

bool run(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read\n", file.c_str());
    return false;
  }
  std::printf("%s\n", file.c_str());
  std::fflush(stdout);  // the last name is that of the file that it broke on
  // In memory of its own size, so that a sanitizer sees a read beyond its end.
  const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
  return LLVMFuzzerTestOneInput(copy.data(), copy.size()) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) add_files(argv[i], files);
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fputs("usage: fuzz_NAME_corpus FILE_OR_FOLDER…; there are no files\n", stderr);
    return 2;
  }
  return std::all_of(files.begin(), files.end(), run) ? 0 : 1;
}
