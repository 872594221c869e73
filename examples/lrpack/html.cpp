// Writes HTML and SVG.
#include "html.h"

#include <algorithm>
#include <map>

namespace lrpack {
namespace {

constexpr int kBarHeight = 20, kNameWidth = 150, kBarsWidth = 480, kFigureWidth = 190;

const char* colour_of(const std::string& group) {
  static const std::map<std::string, const char*> colours = {{"text", "#3b6ea5"},
                                                             {"strikes", "#8a5a9e"},
                                                             {"search", "#4f8f5b"},
                                                             {"directory", "#b07d2b"},
                                                             {"pages", "#a5504b"}};
  const auto colour = colours.find(group);
  return colour == colours.end() ? "#7a7a7a" : colour->second;
}

constexpr const char* kStyle =
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{padding:.2rem .6rem .2rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #8884}"
    "th.n,td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "svg text{font:13px system-ui,sans-serif;fill:currentColor}";

}  // namespace

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string bar_chart(std::vector<Bar> bars) {
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.bytes > b.bytes; });
  std::size_t all = 0;
  for (const Bar& bar : bars) all += bar.bytes;
  const std::size_t longest = bars.empty() ? 1 : std::max<std::size_t>(1, bars.front().bytes);
  const auto height = std::to_string(kBarHeight * static_cast<int>(bars.size()));
  const auto width = std::to_string(kNameWidth + kBarsWidth + kFigureWidth);
  std::string svg = "<svg role=\"img\" viewBox=\"0 0 " + width + " " + height + "\" width=\"100%\">\n";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const int top = kBarHeight * static_cast<int>(i);
    const auto length = std::max<std::size_t>(1, bar.bytes * kBarsWidth / longest);
    const auto share = all == 0 ? 0 : (bar.bytes * 1000 + all / 2) / all;
    svg += "<text x=\"0\" y=\"" + std::to_string(top + 14) + "\">" + escaped(bar.name + " " + bar.group) +
           "</text><rect x=\"" + std::to_string(kNameWidth) + "\" y=\"" + std::to_string(top + 3) + "\" width=\"" +
           std::to_string(length) + "\" height=\"" + std::to_string(kBarHeight - 6) + "\" fill=\"" +
           colour_of(bar.group) + "\"/><text x=\"" + std::to_string(kNameWidth + static_cast<int>(length) + 8) +
           "\" y=\"" + std::to_string(top + 14) + "\">" + grouped(bar.bytes) + " (" + std::to_string(share / 10) + "." +
           std::to_string(share % 10) + "%)</text>\n";
  }
  return svg + "</svg>\n";
}

std::string table_of(const std::vector<std::vector<std::string>>& rows) {
  const auto is_number = [&](std::size_t row, std::size_t column) {
    const std::string& cell = rows[row][column];
    return !rows[0][column].empty() && !cell.empty() && cell.find_first_not_of("0123456789,") == std::string::npos;
  };
  std::string table = "<table>\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const char* const element = i == 0 ? "th" : "td";
    table += "<tr>";
    for (std::size_t column = 0; column < rows[i].size(); ++column) {
      const bool right = is_number(i == 0 && rows.size() > 1 ? 1 : i, column);  // a head stands as what it is over
      table.append("<").append(element).append(right ? " class=n>" : ">");
      table.append(rows[i][column]).append("</").append(element).append(">");
    }
    table += "</tr>\n";
  }
  return table + "</table>\n";
}

std::string html_page(const std::string& title, const std::string& body) {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width\">"
         "<title>" +
         escaped(title) + "</title><style>" + kStyle + "</style></head><body>\n<h1>" + escaped(title) + "</h1>\n" +
         body + "</body></html>\n";
}

}  // namespace lrpack
