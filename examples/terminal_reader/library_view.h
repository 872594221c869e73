// The first screen: the articles of a bundle, in the order and under the titles of its contents.
#pragma once
#include "book.h"
#include "places.h"
#include "screen.h"

namespace lrread {

// Reads until the user quits. `message` stands in the last line until the first key.
void show_library(Screen& screen, Book& book, Places& places, std::string message);

}  // namespace lrread
