// Draws the device's page, fits it into the terminal or shows its pixels one to one, and turns its pages.
#include "preview.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "list_view.h"

namespace lrread {
namespace {

constexpr int kStepPpem = 4;

class Preview {
 public:
  // `resize` makes text larger or smaller by so many px.
  Preview(Screen& screen, DevicePage& page, PictureWay way, std::function<void(int)> resize)
      : screen_(screen), page_(page), way_(way), resize_(std::move(resize)) {}

  void draw() {
    screen_.clear();
    const int rows = screen_.rows() - 1;
    std::string foot = "p. " + std::to_string(page_.reader().page_number() + 1);
    foot += screen_.columns() < 40 ? "  z"
            : whole_               ? "   z: its pixels   space b: pages   q back"
                                   : "   z: all of it   ← ↓ ↑ →   q back";
    screen_.put(rows, 1, foot, kDim);
    Picture picture;
    if (page_.draw(picture) != lr::Status::kOk) screen_.put(rows, 1, "A part of this page cannot be read.", kBold);
    screen_.redraw();
    const CellPixels cell = way_ == PictureWay::kBlocks ? CellPixels{1, 2} : screen_.cell_pixels();
    const int width = screen_.columns() * cell.width, height = rows * cell.height;
    left_ = std::clamp(left_, 0, std::max(0, picture.width - width));
    top_ = std::clamp(top_, 0, std::max(0, picture.height - height));
    step_ = {height / 2, width / 2};
    picture = whole_ ? fitted(picture, width, height) : cut(picture, left_, top_, width, height);
    const int column = std::max(0, (screen_.columns() - (picture.width + cell.width - 1) / cell.width) / 2);
    switch (way_) {
      case PictureWay::kSixel: screen_.write_at(0, column, sixels_of(picture)); break;
      case PictureWay::kKitty: screen_.write_at(0, column, "\x1b_Ga=d,q=2\x1b\\" + kitty_picture_of(picture)); break;
      case PictureWay::kBlocks:
        screen_.write_at(0, column, half_blocks_of(picture, 0, column, screen_.has_colours()));
        break;
    }
  }

  // false: it is left.
  bool on_key(Key key) {
    switch (key) {
      case ' ':
      case kKeyPageDown:
      case kKeyWheelDown:
      case 'n': return turn(1);
      case 'b':
      case 'p':
      case kKeyPageUp:
      case kKeyWheelUp: return turn(-1);
      case 'z': whole_ = !whole_; break;
      case kKeyRight:
      case 'l': whole_ ? static_cast<void>(turn(1)) : static_cast<void>(left_ += step_.column); break;
      case kKeyLeft:
      case 'h': whole_ ? static_cast<void>(turn(-1)) : static_cast<void>(left_ -= step_.column); break;
      case kKeyDown:
      case 'j': top_ += step_.row; break;
      case kKeyUp:
      case 'k': top_ -= step_.row; break;
      case '+': resize_(kStepPpem); break;
      case '-': resize_(-kStepPpem); break;
      case kKeyResize: break;
      default: return false;
    }
    return true;
  }

  bool turned() const { return turned_; }

 private:
  bool turn(int direction) {
    turned_ = page_.turn(direction) == lr::Status::kOk || turned_;
    top_ = left_ = 0;
    return true;
  }

  Screen& screen_;
  DevicePage& page_;
  PictureWay way_;
  std::function<void(int)> resize_;
  bool whole_ = true, turned_ = false;
  int left_ = 0, top_ = 0;
  CellPlace step_;  // in pixels
};

}  // namespace

std::string show_preview(Screen& screen, Book& book, const Settings& settings, std::uint32_t article,
                         lr::Place& place) {
  DevicePage page;
  DevicePage::Panel panel{settings.preview_width, settings.preview_height, settings.direction, settings.outline_ppem};
  const lr::Status status = page.open(book, panel, article, place);
  if (status == lr::Status::kNotFound && panel.outline_ppem > 0)
    return "No fonts in this bundle: name them as outline in its manifest.";
  if (status == lr::Status::kNotFound) return "No pictures of glyphs in this bundle: make it with lrpack --profile.";
  if (status != lr::Status::kOk) return std::string("No device's page: ") + lr::name_of(status);
  const PictureWay way = settings.pictures ? *settings.pictures : screen.ask_picture_way();
  const auto resize = [&](int step) {
    const int wanted = std::clamp(panel.outline_ppem + step, lr::Outlines::kLeastPpem, lr::Outlines::kMostPpem);
    if (panel.outline_ppem == 0 || wanted == panel.outline_ppem) return;
    panel.outline_ppem = wanted;
    (void)page.open(book, panel, article, page.reader().page().start);  // as it was when it was opened first
  };
  Preview preview(screen, page, way, resize);
  do {
    if (!is_too_small(screen)) preview.draw();
  } while (preview.on_key(screen.key()));
  if (way == PictureWay::kKitty) screen.write_at(0, 0, "\x1b_Ga=d,q=2\x1b\\");
  screen.redraw();
  if (preview.turned()) place = page.reader().page().start;
  return {};
}

}  // namespace lrread
