// What keys do on a page.
#include "help_view.h"
#include "page_view.h"
#include "preview.h"

namespace lrread {
namespace {

constexpr int kWheelLines = 3;

}  // namespace

bool PageView::on_key(Key key) {
  if (note_.is_open()) {
    on_note_key(key);
    return true;
  }
  switch (key) {
    case 'n':
      if (search_.active())
        next_hit(1);
      else
        turn(1);
      break;
    case 'N':
      if (search_.active()) next_hit(-1);
      break;
    case kKeyDown:
    case 'j': move_line(1); break;
    case kKeyUp:
    case 'k': move_line(-1); break;
    case kKeyWheelDown:
    case kKeyWheelUp:
      for (int i = 0; i < (scrolls() ? kWheelLines : 1); ++i) move_line(key == kKeyWheelDown ? 1 : -1);
      break;
    case kKeyPageDown:
    case ' ': turn(1); break;
    case kKeyPageUp:
    case 'b':
    case 'p': turn(-1); break;
    case kKeyRight:
    case 'l': turn(vertical() ? -1 : 1); break;
    case kKeyLeft:
    case 'h': turn(vertical() ? 1 : -1); break;
    case kKeyClick: on_click(); break;
    case kKeyHome:
    case 'g': jump({reader_.flow().first_unit, 0}); break;
    case kKeyEnd:
    case 'G': jump({reader_.flow().end_unit, 0}); break;
    case ']': open_neighbour(1); break;
    case '[': open_neighbour(-1); break;
    case 't': jump_to_heading(); break;
    case '\'': jump_to_bookmark(); break;
    case 'm': add_bookmark(); break;
    case '/': ask_search(); break;
    case 'S': search_everything(); break;
    case 'v': select_text(); break;
    case 'P': preview(); break;
    case 'T':
    case 's':
    case 'V':
    case '=': change_settings(key); break;
    case ':': ask_place(false); break;
    case '%': ask_place(true); break;
    case kKeyTab: select_spot(1); break;
    case kKeyBackTab: select_spot(-1); break;
    case kKeyEnter:
    case 'o':
      if (asked_ != 0)
        open_neighbour(asked_);
      else
        open_selected_spot();
      break;
    case kKeyBackspace: jump_back(); break;
    case kKeyEscape:
      spot_ = -1;
      asked_ = 0;
      search_.stop();
      everywhere_ = false;
      break;
    case '?': show_help(screen_); break;
    case 'q': return false;
    default: message_ = "? shows the keys";
  }
  return true;
}

// On a note mark: its note; on a link: where it leads; else the page is turned, back by the third where lines begin.
void PageView::on_click() {
  const CellPlace at = screen_.click();
  for (const lr::terminal::Cell& cell : leaves_.cells().cells) {
    const bool hit = cell.row == at.row && cell.column <= at.column && at.column < cell.column + cell.cells;
    if (hit && cell.note_mark) return open_note_of(cell.mark);
    if (!hit) continue;
    for (const Spot& spot : spots_) {
      if (spot.is_link && spot.range.holds(cell.place)) return follow_link(spot.number);
    }
  }
  const int back = vertical() ? screen_.columns() - 1 - at.column : at.column;
  turn(3 * back < screen_.columns() ? -1 : 1);
}

void PageView::preview() {
  lr::Place place = anchor_;
  message_ = show_preview(screen_, book_, settings_, reader_.article_index(), place);
  if (fit()) take_page();
  if (place != anchor_) jump(place);
}

void PageView::change_settings(Key key) {
  if (key == 'T') {
    settings_.theme = &theme_after(*settings_.theme);
    screen_.set_theme(*settings_.theme);
    message_ = "Theme: " + std::string(settings_.theme->name);
  } else if (key == 's') {
    settings_.motion = settings_.motion == Motion::kPages ? Motion::kScroll : Motion::kPages;
    message_ = settings_.motion == Motion::kScroll ? "Scrolling by lines" : "Turning pages";
    if (!fit()) static_cast<void>(reader_.go_to(anchor_));
    take_page();
  } else if (key == 'V') {
    settings_.direction = vertical() ? lr::Direction::kHorizontal : lr::Direction::kVertical;
    message_ = vertical() ? "Vertical lines" : "Horizontal lines";
    if (fit()) take_page();
  } else {
    settings_.pages = side_by_side_ == 2 ? 1 : 2;
    message_ = settings_.pages == 2 ? "Two pages" : "One page";
    if (fit()) take_page();
  }
}

}  // namespace lrread
