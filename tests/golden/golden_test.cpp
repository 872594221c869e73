// Pages of the golden bundle have the hashes that golden_pages.txt lists: on this machine, this compiler, this build type.
// tests/firmware compares the same bundle on boards. Made anew by tests/golden/make_golden.sh after a deliberate change.
#include "../support/fixtures.h"

#include <sstream>

namespace lr::test {
namespace {

std::string hashes(OpenedBundle& opened) {
  std::ostringstream out;
  Reader& reader = opened.reader();
  for (const pack::Profile& profile : pack::profiles()) {
    EXPECT_EQ(reader.set_style(pack::style_for(profile, reader)), Status::kOk);
    for (std::uint32_t i = 0; i < reader.bundle().articles(); ++i) {
      EXPECT_EQ(reader.open_article(i), Status::kOk);
      Panel panel(profile.width, profile.height, profile.bits_per_pixel);
      do {
        EXPECT_EQ(reader.paint(panel.surface()), Status::kOk);
        out << profile.name << ' ' << i + 1 << ' ' << reader.page_number() + 1 << ' ' << std::hex
            << surface_hash(panel.surface()) << std::dec << '\n';
      } while (reader.next() == Status::kOk);
    }
  }
  return out.str();
}

TEST(Golden, PagesAreWhatTheyWere) {
  OpenedBundle opened(read_file(source_dir() / "tests/golden/golden.lrb"));
  ASSERT_EQ(opened.status(), Status::kOk) << "the golden bundle does not open: make it anew with the format";
  const auto expected = read_file(source_dir() / "tests/golden/golden_pages.txt");
  const std::string found = hashes(opened);
  if (std::getenv("LR_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(source_dir() / "tests/golden/golden_pages.txt") << found;
    return;
  }
  EXPECT_EQ(found, std::string(expected.begin(), expected.end()));
}

}  // namespace
}  // namespace lr::test
