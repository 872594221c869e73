// The list of all articles, with how far each was read: where lrread begins and ends.
#pragma once
#include <string>

#include "screen.h"
#include "settings.h"
#include "volume.h"

namespace lrread {

// Until the user quits. `message` stands in the last line at first. `at_once`: opens what was read last, or the first
// article, before the list is shown; where there is but one article, the list is not.
void show_library(Screen& screen, Library& library, Settings& settings, bool at_once, std::string message);

}  // namespace lrread
