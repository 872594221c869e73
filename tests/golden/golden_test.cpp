// Pages of the golden bundle have the hashes that golden_pages.txt lists: on this machine, this compiler, this build
// type. tests/firmware compares the same bundle on boards. Made anew by tests/golden/make_golden.sh after a deliberate
// change.
#include <sstream>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

std::string hashes(OpenedBundle& opened) {
  std::ostringstream out;
  Reader& reader = opened.reader();
  struct View {
    const pack::Profile& profile;
    Direction direction;
    NoteStyle notes;
  };
  std::vector<View> views;
  for (const pack::Profile& profile : pack::profiles())
    views.push_back({profile, Direction::kHorizontal, NoteStyle::kFromMark});
  const pack::Profile& small = pack::find_profile("400x300-1");
  views.push_back({small, Direction::kVertical, NoteStyle::kFromMark});
  views.push_back({small, Direction::kHorizontal, NoteStyle::kAtFoot});
  views.push_back({small, Direction::kVertical, NoteStyle::kAtFoot});
  for (const auto& [profile, direction, notes] : views) {
    std::string suffix = direction == Direction::kVertical ? "-vertical" : "";
    suffix += notes == NoteStyle::kAtFoot ? "-notes " : " ";
    Style style = pack::style_for(profile, reader, direction);
    style.notes = notes;
    EXPECT_EQ(reader.set_style(style), Status::kOk);
    for (std::uint32_t i = 0; i < reader.bundle().articles(); ++i) {
      EXPECT_EQ(reader.open_article(i), Status::kOk);
      Panel panel(profile.width, profile.height, profile.bits_per_pixel);
      do {
        EXPECT_EQ(reader.paint(panel.surface()), Status::kOk);
        out << profile.name << suffix << i + 1 << ' ' << reader.page_number() + 1 << ' ' << std::hex
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
