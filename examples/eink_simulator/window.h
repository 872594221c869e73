// A window with the panel, by SDL 2: keys and the mouse drive the device, frames take their time.
#pragma once
#include <filesystem>

#include "session.h"

struct WindowSetup {
  int scale = 1;                 // pixels of the window for one of the panel
  std::filesystem::path script;  // played first, without waiting for the panel; may be empty
  std::filesystem::path output;  // folder for pictures of the panel
  bool stays = true;             // after the script
};

// Until it is closed. Throws InputError: a window cannot be opened; see play().
void run_window(Device& device, const std::string& title, const WindowSetup& setup, Recording& recording);
