// The terminal by way of ncurses; signals by way of a pipe, so that none is lost between two keys.
#include "screen.h"

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#define NCURSES_NOMACROS  // functions only: the macros clash with our names
#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "text.h"

namespace lrread {
namespace {

int signal_pipe[2] = {-1, -1};

void on_signal(int number) {
  const int saved = errno;
  const char byte = number == SIGWINCH ? 'w' : 'q';
  [[maybe_unused]] const auto written = ::write(signal_pipe[1], &byte, 1);
  errno = saved;
}

// Before initscr: ncurses leaves alone what is handled already.
void catch_signals() {
  if (signal_pipe[0] < 0 && ::pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGWINCH, SIGTERM, SIGHUP, SIGINT}) sigaction(number, &action, nullptr);
}

enum Pair : short { kTextPair = 1, kAccentPair, kQuietPair, kMarkerPair };

attr_t attributes_of(int look, bool colours, bool quiet) {
  attr_t attributes = A_NORMAL;
  const auto pair = [](Pair number) { return static_cast<attr_t>(COLOR_PAIR(number)); };
  if (look & kBold) attributes |= A_BOLD;
  if (look & kUnderline) attributes |= A_UNDERLINE;
  if (look & kReverse) attributes |= A_REVERSE;
  if (look & kHighlight) return attributes | (colours ? pair(kMarkerPair) : A_UNDERLINE);
  if (look & kAccent) return attributes | (colours ? pair(kAccentPair) : A_BOLD);
  if (look & kDim) attributes |= quiet ? pair(kQuietPair) : A_DIM;
  return attributes;
}

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) return;
    if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

Key key_of(wint_t code) {
  switch (code) {
    case KEY_UP: return kKeyUp;
    case KEY_DOWN: return kKeyDown;
    case KEY_LEFT: return kKeyLeft;
    case KEY_RIGHT: return kKeyRight;
    case KEY_PPAGE: return kKeyPageUp;
    case KEY_NPAGE: return kKeyPageDown;
    case KEY_HOME: return kKeyHome;
    case KEY_END: return kKeyEnd;
    case KEY_DC: return kKeyDelete;
    case KEY_BTAB: return kKeyBackTab;
    case KEY_BACKSPACE: return kKeyBackspace;
    case KEY_ENTER: return kKeyEnter;
    case KEY_RESIZE: return kKeyResize;
    default: return kKeyOther;
  }
}

Key key_of_character(wint_t character) {
  if (character == '\r') return kKeyEnter;
  if (character == 8) return kKeyBackspace;
  return static_cast<Key>(character);
}

}  // namespace

bool choose_locale() {
  for (const char* name : {"", "C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"}) {
    if (std::setlocale(LC_CTYPE, name) != nullptr && std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  }
  return false;
}

bool Screen::open(const Theme& theme, bool mouse) {
  catch_signals();
  if (::newterm(nullptr, stdout, stdin) == nullptr) return false;
  open_ = true;
  ::cbreak();
  ::noecho();
  ::nonl();
  ::keypad(stdscr, TRUE);
  ::nodelay(stdscr, TRUE);
  ::set_escdelay(60);
  ::curs_set(0);
  const char* no_colour = std::getenv("NO_COLOR");
  colours_ = ::has_colors() && (no_colour == nullptr || *no_colour == '\0');
  if (colours_) {
    ::start_color();
    ::use_default_colors();
  }
  set_theme(theme);
  if (mouse) {
    ::mouseinterval(0);  // a click is not waited for: it is the press
    ::mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, nullptr);
  }
  return true;
}

// The terminal's answer from its escape on, to the byte that ends it; what was typed before it is read again as keys.
std::string Screen::ask(std::string_view question, char end) {
  constexpr int kPatience = 500;      // ms; over a slow line
  constexpr std::size_t kMost = 128;  // bytes, with what was typed meanwhile
  std::fflush(stdout);
  write_all(question);
  std::string reply;
  pollfd wait{STDIN_FILENO, POLLIN, 0};
  char byte = 0;
  const auto ended = [&] { return byte == end && reply.find('\x1b') != std::string::npos; };
  while (reply.size() < kMost && !ended() && ::poll(&wait, 1, kPatience) == 1 && ::read(STDIN_FILENO, &byte, 1) == 1)
    reply.push_back(byte);
  const auto begin = ended() ? reply.rfind('\x1b') : reply.size();
  for (std::size_t i = begin; i > 0; --i) ::ungetch(static_cast<unsigned char>(reply[i - 1]));
  return reply.substr(begin);
}

int Screen::ask_ambiguous_cells() {
  const std::string reply = ask("\r\u201C\x1b[6n", 'R');
  write_all("\r\x1b[K");
  int row = 0, column = 0;
  const bool answered = std::sscanf(reply.c_str(), "\x1b[%d;%dR", &row, &column) == 2;
  return answered && (column == 2 || column == 3) ? column - 1 : 0;
}

PictureWay Screen::ask_picture_way() {
  const auto has = [](const char* name, std::string_view words) {
    const char* value = std::getenv(name);
    return value != nullptr && std::string_view(value).find(words) != std::string_view::npos;
  };
  const bool kitty = has("KITTY_WINDOW_ID", "") || has("TERM", "kitty") || has("TERM_PROGRAM", "WezTerm") ||
                     has("TERM_PROGRAM", "ghostty");
  if (kitty && !has("TMUX", "")) return PictureWay::kKitty;
  const std::string reply = ask("\x1b[c", 'c');  // "ESC [ ? 62 ; 4 ; 22 c": 4 is sixels
  return (reply.find(";4;") != std::string::npos || reply.find(";4c") != std::string::npos) ? PictureWay::kSixel
                                                                                            : PictureWay::kBlocks;
}

CellPixels Screen::cell_pixels() const {
  winsize size{};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
  if (!known || size.ws_xpixel < size.ws_col || size.ws_ypixel < size.ws_row) return {10, 20};
  return {size.ws_xpixel / size.ws_col, size.ws_ypixel / size.ws_row};
}

void Screen::set_theme(const Theme& theme) {
  themed_ = colours_ && theme.has_colours;
  quiet_ = false;
  if (!themed_) {
    if (colours_) ::bkgd(' ');
    return;
  }
  const Palette& palette = COLORS >= 256 ? theme.many : theme.few;
  quiet_ = palette.quiet != palette.text;
  const short on_marker = palette.text == kOwnColour ? short{COLOR_BLACK} : palette.text;
  ::init_pair(kTextPair, palette.text, palette.paper);
  ::init_pair(kAccentPair, palette.accent, palette.paper);
  ::init_pair(kQuietPair, palette.quiet, palette.paper);
  ::init_pair(kMarkerPair, on_marker, palette.marker);
  const bool own = palette.text == kOwnColour && palette.paper == kOwnColour;
  ::bkgd(own ? chtype{' '} : ' ' | static_cast<chtype>(COLOR_PAIR(kTextPair)));
}

void Screen::close() {
  if (!open_) return;
  open_ = false;
  ::endwin();
}

int Screen::columns() const { return COLS; }
int Screen::rows() const { return LINES; }

void Screen::clear() { ::erase(); }

int Screen::put(int row, int column, std::string_view utf8, int look, int end_column) {
  if (end_column > COLS) end_column = COLS;
  if (row < 0 || row >= LINES || column < 0) return column;
  const std::wstring text = widen(utf8);
  std::size_t kept = 0;
  int end = column;
  for (; kept < text.size(); ++kept) {
    const int cells = cells_of(std::wstring_view(&text[kept], 1));
    if (end + cells > end_column) break;
    end += cells;
  }
  ::attrset(static_cast<int>(attributes_of(look, themed_, quiet_)));
  ::mvaddnwstr(row, column, text.data(), static_cast<int>(kept));
  ::attrset(A_NORMAL);
  return end;
}

void Screen::clear_row(int row, int look) {
  if (row < 0 || row >= LINES) return;
  ::attrset(static_cast<int>(attributes_of(look, themed_, quiet_)));
  ::mvhline(row, 0, ' ', COLS);
  ::attrset(A_NORMAL);
}

void Screen::show_cursor(int row, int column) {
  ::curs_set(1);
  ::move(row, column);
}

void Screen::refresh() { ::refresh(); }

void Screen::redraw() {
  ::clearok(curscr, TRUE);
  ::refresh();
}

void Screen::write_at(int row, int column, std::string_view bytes) {
  std::fflush(stdout);
  const std::string place =
      "\x1b"
      "7\x1b[" +
      std::to_string(row + 1) + ";" + std::to_string(column + 1) + "H";
  write_all(place + std::string(bytes) +
            "\x1b"
            "8");
}

void Screen::hide_cursor() { ::curs_set(0); }

Key Screen::read_key() {
  wint_t code = 0;
  const int result = ::get_wch(&code);  // shows the picture, too
  if (result == ERR) return -1;
  if (result == KEY_CODE_YES && code == KEY_MOUSE) return mouse_key();
  return result == KEY_CODE_YES ? key_of(code) : key_of_character(code);
}

Key Screen::mouse_key() {
  MEVENT event;
  if (::getmouse(&event) != OK) return kKeyOther;
  if (event.bstate & BUTTON4_PRESSED) return kKeyWheelUp;
  if (event.bstate & BUTTON5_PRESSED) return kKeyWheelDown;
  if ((event.bstate & BUTTON1_PRESSED) == 0) return kKeyOther;
  click_ = {event.y, event.x};
  return kKeyClick;
}

bool Screen::is_key_waiting() const {
  pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {signal_pipe[0], POLLIN, 0}};
  return ::poll(waits, 2, 0) > 0;
}

Key Screen::key() {
  while (!ended_) {
    const Key key = read_key();
    if (key == kKeyRedraw) ::clearok(curscr, TRUE);
    if (key >= 0 && key != kKeyOther) return key == kKeyRedraw ? kKeyResize : key;
    pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {signal_pipe[0], POLLIN, 0}};
    if (::poll(waits, 2, -1) < 0) continue;  // a signal: what it said is in the pipe
    char bytes[64];
    const auto count = (waits[1].revents & POLLIN) != 0 ? ::read(signal_pipe[0], bytes, sizeof bytes) : 0;
    if (count > 0 && std::memchr(bytes, 'q', static_cast<std::size_t>(count)) != nullptr) break;
    if (count > 0) {
      winsize size{};
      if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        ::resizeterm(size.ws_row, size.ws_col);
      return kKeyResize;
    }
    if ((waits[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) break;
  }
  ended_ = true;
  return kKeyHangup;
}

}  // namespace lrread
