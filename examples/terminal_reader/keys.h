// Keys as the views know them: a character is its own code point, the others have numbers beyond Unicode.
#pragma once

namespace lrread {

using Key = int;

enum : Key {
  kKeyFirst = 0x110000,
  kKeyUp = kKeyFirst,
  kKeyDown,
  kKeyLeft,
  kKeyRight,
  kKeyPageUp,
  kKeyPageDown,
  kKeyHome,
  kKeyEnd,
  kKeyDelete,
  kKeyBackTab,
  kKeyWheelUp,
  kKeyWheelDown,
  kKeyClick,   // of the mouse: Screen::click() says where
  kKeyResize,  // the screen has another size: draw again
  kKeyHangup,  // the terminal is gone, or someone wants the program to end
  kKeyOther,   // one that means nothing here
  kKeyTab = '\t',
  kKeyEnter = '\n',
  kKeyEscape = 27,
  kKeyBackspace = 127,
  kKeyRedraw = 12,  // Ctrl-L
};

}  // namespace lrread
