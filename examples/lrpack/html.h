// Pieces of an HTML page that needs nothing beside itself.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace lrpack {

// Text as it may stand in an element or an attribute.
std::string escaped(const std::string& text);

// "1,234,567".
std::string grouped(std::size_t number);

struct Bar {
  std::string name, group;
  std::size_t bytes;
};

// Horizontal bars as SVG, the longest first, a colour a group.
std::string bar_chart(std::vector<Bar> bars);

// Cells are HTML; the first row is the head. Numbers under one stand at the right.
std::string table_of(const std::vector<std::vector<std::string>>& rows);

// A page with its style, dark where the system is.
std::string html_page(const std::string& title, const std::string& body);

}  // namespace lrpack
