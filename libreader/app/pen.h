// Draws words, lines and frames of the application's screens onto a band. Private to app/.
#pragma once
#include <libreader/app.h>
#include <libreader/draw/canvas.h>

namespace lr {

// A short text as symbols: what does not fit is left out.
class App::Words {
 public:
  static constexpr std::uint32_t kMost = 64;

  bool add(Symbol symbol) {
    if (count_ == kMost) return false;
    symbols_[count_++] = symbol;
    return true;
  }
  void truncate(std::uint32_t count) { count_ = count < count_ ? count : count_; }
  std::uint32_t count() const { return count_; }
  Symbol operator[](std::uint32_t i) const { return symbols_[i]; }
  Symbol* end() { return symbols_ + count_; }
  std::uint32_t room() const { return kMost - count_; }
  void grow(std::uint32_t count) { count_ += count; }

 private:
  std::uint32_t count_ = 0;
  Symbol symbols_[kMost];
};

class App::Pen {
 public:
  Pen(App& app, const Surface& surface) : app_(app), canvas_(surface) {}

  void clear() { canvas_.clear(); }
  bool touches(int top, int bottom) const { return canvas_.touches(0, top, app_.setup_.page_width, bottom); }

  // The width of a symbol and of words, in pixels. kIo.
  Status width(Symbol symbol, int& px);
  Status width(const Words& words, int& px);
  // Cuts words to a width, with an ellipsis where they are longer. kIo.
  Status fit(Words& words, int room);
  // Draws from x on; `baseline` is a row. kIo.
  Status draw(const Words& words, int x, int baseline);
  // [left, right) by [top, bottom), in ink.
  void fill(int left, int top, int right, int bottom);
  // The same as an outline, two pixels wide, its corners cut.
  void frame(int left, int top, int right, int bottom);
  void picture(const Picture& picture, int x, int y) { canvas_.draw(picture, x, y); }

 private:
  App& app_;
  Canvas canvas_;
};

// A line of a list.
struct App::Row {
  Row();

  enum class Kind : std::uint8_t { kBlank, kText, kTitle, kPlace };
  enum class Value : std::uint8_t { kNone, kNumber, kPercent, kDate, kText, kQuery };
  Kind kind = Kind::kBlank;
  Value value = Value::kNone;  // at its right
  Text text = Text::kCount;    // kText
  Text value_text = Text::kCount;
  std::uint8_t indent = 0;
  bool chooses = true;                        // it leads somewhere
  bool changes = false;                       // left and right change its value
  NavigationItem title{};                     // kTitle
  Place place{};                              // kPlace: the text from here on
  std::uint32_t mark_from = 0, mark_end = 0;  // of that text: these code points are underlined
  std::uint32_t number = 0;
  Date date{};
};

}  // namespace lr
