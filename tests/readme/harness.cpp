// The board's part of README.md's embedding example: a bundle in memory, a panel in memory, and keys from a list.
// Compares each page that the example shows with what the library gives for that page.
//   harness BUNDLE.lrb
#include <libreader/reader.h>

#include <cstdio>
#include <cstring>
#include <vector>

// What the example declares, and the example itself.
char next_key();
void refresh_panel();
lr::Status read_bundle(const lr::Source& source, const lr::Surface& panel);

namespace {

constexpr std::int16_t kWidth = 400, kHeight = 300;
constexpr char kKeys[] = "nnpnppp";  // then n beyond the end, then q
constexpr int kBeyondTheEnd = 60;

std::uint8_t pixels[lr::stride_for(kWidth, 1) * kHeight];
std::vector<std::uint32_t> shown;  // the hash of each page that the panel was refreshed with
std::size_t keys_given = 0;

lr::Surface panel() {
  return {pixels, kWidth, kHeight, 0, kHeight, lr::stride_for(kWidth, 1), 1, lr::Rotation::k0};
}

char key(std::size_t number) {
  if (number < sizeof kKeys - 1) return kKeys[number];
  return number < sizeof kKeys - 1 + kBeyondTheEnd ? 'n' : 'q';
}

std::vector<std::uint8_t> read_file(const char* name) {
  std::vector<std::uint8_t> bytes;
  std::FILE* file = std::fopen(name, "rb");
  if (file == nullptr) return bytes;
  std::uint8_t piece[4096];
  for (std::size_t got; (got = std::fread(piece, 1, sizeof piece, file)) > 0;)
    bytes.insert(bytes.end(), piece, piece + got);
  std::fclose(file);
  return bytes;
}

// The pages of article 0 in the bundle's first strike, by the library alone.
std::vector<std::uint32_t> pages_of(const lr::Source& source) {
  std::vector<std::uint32_t> pages;
  static lr::Reader reader;
  alignas(8) static std::byte memory[64 * 1024];
  const lr::Limits limits{8, 96, 512, 256, 4096};
  lr::Strike strike;
  if (reader.open(source, memory, limits) != lr::Status::kOk) return pages;
  if (reader.strike(0, strike) != lr::Status::kOk) return pages;
  const lr::Style style = lr::style_for_screen(kWidth, kHeight, 0, 0, strike.ppem());
  if (reader.set_style(style) != lr::Status::kOk || reader.open_article(0) != lr::Status::kOk) return pages;
  std::memset(pixels, 0x55, sizeof pixels);
  do {
    if (reader.paint(panel()) != lr::Status::kOk) return {};
    pages.push_back(lr::surface_hash(panel()));
  } while (reader.next() == lr::Status::kOk);
  return pages;
}

int failed(const char* what) {
  std::fprintf(stderr, "harness: %s\n", what);
  return 1;
}

}  // namespace

char next_key() { return key(keys_given++); }

void refresh_panel() { shown.push_back(lr::surface_hash(panel())); }

int main(int argc, char** argv) {
  if (argc != 2) return failed("usage: harness BUNDLE.lrb"), 2;
  const std::vector<std::uint8_t> bundle = read_file(argv[1]);
  const lr::Source source = lr::memory_source(bundle.data(), static_cast<std::uint32_t>(bundle.size()));
  const std::vector<std::uint32_t> pages = pages_of(source);
  if (pages.size() < 3 || pages.size() > kBeyondTheEnd) return failed("article 0 should have 3 to 60 pages");
  if (pages[0] == pages[1] || pages[1] == pages[2]) return failed("neighbouring pages look the same");

  std::memset(pixels, 0x55, sizeof pixels);
  const lr::Status status = read_bundle(source, panel());
  if (status != lr::Status::kOk) {
    std::fprintf(stderr, "harness: read_bundle: %s after %zu refreshes\n", lr::name_of(status), shown.size());
    return 1;
  }
  if (key(keys_given - 1) != 'q') return failed("read_bundle returned before q");
  if (shown.size() != keys_given) return failed("the panel was not refreshed once before each key");
  std::size_t page = 0;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] != pages[page]) {
      std::fprintf(stderr, "harness: refresh %zu: expected page %zu (%08x), found %08x\n", i, page + 1,
                   static_cast<unsigned>(pages[page]), static_cast<unsigned>(shown[i]));
      return 1;
    }
    if (key(i) == 'n' && page + 1 < pages.size()) ++page;
    if (key(i) == 'p' && page > 0) --page;
  }
  if (read_bundle(lr::memory_source(bundle.data(), 100), panel()) == lr::Status::kOk)
    return failed("a bundle that is cut short was read");
  std::printf("%zu refreshes, %zu pages\n", shown.size(), pages.size());
  return 0;
}
