// Any keys, touches, searches and faults of storage on a machine that runs the application: nothing is read or painted
// outside, every screen can be painted, in bands as in one piece, and no place is lost: what was read last is what a
// new start shows, unless storage is still refused. Input: a byte of choices, then a step a byte. The bundle is the
// golden one.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include "../support/app_device.h"

namespace {

using lr::Status;
using lr::test::AppDevice;

void require(bool holds) {
  if (!holds) std::abort();
}

const std::vector<std::uint8_t>& bundle() {
  static const std::vector<std::uint8_t> bytes = [] {
    std::ifstream in(LR_SOURCE_DIR "/tests/golden/golden.lrb", std::ios::binary);
    return std::vector<std::uint8_t>{std::istreambuf_iterator<char>(in), {}};
  }();
  require(!bytes.empty());
  return bytes;
}

bool same(const lr::Locator& a, const lr::Locator& b) {
  return a.article == b.article && a.block == b.block && a.code_point == b.code_point;
}

// A place that was read is never followed by none.
class Session {
 public:
  explicit Session(std::uint8_t choices)
      : device_(bundle(), choices % 2 == 0 ? 400 : 300, choices % 2 == 0 ? 300 : 400, choices % 4 < 2 ? 1 : 2) {
    device_.give_room(16 * 1024);  // for the models of coded strikes
    device_.setup().language = static_cast<lr::ArticleLanguage>(choices / 4 % 5);
    require(device_.boot() == Status::kOk);
  }

  void step(std::uint8_t byte, std::uint8_t next) {
    const lr::Locator before = device_.app().place();
    if (byte < 0xA0) {
      device_.app().press(static_cast<lr::Key>(byte % 7));
    } else if (byte < 0xB0) {
      device_.app().touch(static_cast<std::int16_t>(next * 3 - 100), static_cast<std::int16_t>(byte * 5 - 700));
    } else if (byte < 0xC0) {
      device_.app().idle(byte % 2 == 0 ? &device_.surface() : nullptr);
    } else if (byte < 0xD0) {
      device_.fail_reads(next, byte % 4 == 0 ? AppDevice::kNever : byte % 4);
    } else if (byte < 0xD8) {
      device_.mend();
    } else if (byte < 0xE0) {
      spoil(byte, next);
    } else if (byte < 0xE8) {
      power();
    } else if (byte >= 0xF8) {
      search(byte, next);
    } else if (byte >= 0xF0) {
      say(next);
    } else {
      device_.paint();
      const std::uint32_t whole = device_.painted();
      if (device_.app().screen() != lr::Screen::kFault)
        require(device_.painted(1 + byte % 16) == whole || device_.app().screen() == lr::Screen::kFault);
    }
    if (!spoilt_) require(before.article == 0 || device_.app().place().article != 0);
  }

 private:
  // Words of the bundle, and bytes that are none.
  void search(std::uint8_t byte, std::uint8_t next) {
    constexpr std::string_view kWords =
        "排版的文字 the line\xFF\xE4\xB8一行中文，is な。long enough to be too much of it";
    (void)device_.app().search(kWords.substr(next % kWords.size(), static_cast<std::size_t>(byte % 8) * 9u));
  }

  // Into a buffer that ends where its memory does.
  void say(std::uint8_t room) {
    std::vector<char> text(room);
    std::uint32_t bytes = 0;
    (void)device_.app().heading_text(text, bytes);
    require(bytes <= room);
    for (std::uint32_t row = 0; row < device_.app().visible_rows(); ++row) {
      (void)device_.app().row_text(device_.app().first_row() + row, text, bytes);
      require(bytes <= room);
    }
  }

  // One bit of the bundle is another from now on, until the power is cut.
  void spoil(std::uint8_t byte, std::uint8_t next) {
    const std::size_t at = (byte * 257u + next * 509u) * 37u % device_.bundle().size();
    device_.bundle()[at] = static_cast<std::uint8_t>(device_.bundle()[at] ^ 1u << next % 8);
    spoilt_ = true;
  }

  void power() {
    const lr::Locator place = device_.app().place();
    const bool sound = !spoilt_;
    device_.bundle() = bundle();
    spoilt_ = false;
    device_.mend();
    require(device_.boot() == Status::kOk);
    require(device_.app().screen() != lr::Screen::kFault);
    if (sound) require(place.article == 0 || same(place, device_.app().place()));
  }

  AppDevice device_;
  bool spoilt_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size > 400) return 0;
  Session session(data[0]);
  for (std::size_t i = 1; i < size; ++i) session.step(data[i], i + 1 < size ? data[i + 1] : 0);
  return 0;
}
