// Shows pages as a device would, over the whole terminal: as pixels where the terminal takes them, else in half blocks.
#pragma once
#include <string>

#include "device_page.h"
#include "screen.h"
#include "settings.h"

namespace lrread {

// Until the user leaves, from the page on that holds a place. `place` becomes where the last page that was shown
// begins, if pages were turned. The message says why there is nothing to show.
std::string show_preview(Screen& screen, Book& book, const Settings& settings, std::uint32_t article, lr::Place& place);

}  // namespace lrread
