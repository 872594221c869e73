// Lines by their items, which have places; lists by what the application says of its rows.
#include "text_layer.h"

#include <cstring>

namespace web {
namespace {

constexpr std::uint16_t kLine = 0, kHeading = 1, kRow = 2, kNoteMark = 3, kLink = 4;

std::uint16_t word(int value) { return static_cast<std::uint16_t>(value); }

}  // namespace

bool TextLayer::begin(const std::uint16_t (&fields)[6]) {
  if (kRoom - size_ < 1024) return false;
  for (const std::uint16_t field : fields) {
    bytes_[size_++] = static_cast<std::uint8_t>(field);
    bytes_[size_++] = static_cast<std::uint8_t>(field >> 8);
  }
  text_ = size_ += 2;
  return true;
}

void TextLayer::end() {
  const std::uint32_t length = size_ - text_;
  bytes_[text_ - 2] = static_cast<std::uint8_t>(length);
  bytes_[text_ - 1] = static_cast<std::uint8_t>(length >> 8);
}

// A reading beside its base is left out: it would be read twice.
void TextLayer::read_page(lr::Reader& reader) {
  for (std::uint32_t i = 0; i < reader.page().count; ++i) {
    std::span<const lr::LineItem> items;
    const lr::Line& line = reader.page().lines[i];
    if (reader.line_items(i, items) != lr::Status::kOk || items.empty() || items.size() > kMostItems) continue;
    const int level = line.kind == lr::BlockKind::kHeading ? line.level << 8 : 0;
    const std::uint32_t last = static_cast<std::uint32_t>(items.size()) - 1;
    if (!begin_part(reader, line, items, 0, last, kLine | static_cast<int>(line.kind) << 8,
                    (line.last_of_unit ? 1 : 0) | level))
      return;
    for (std::uint32_t k = 0; k <= last; ++k) {
      std::uint32_t bytes = 0;
      item_at_[k] = size_;
      if ((items[k].styles & lr::kRubyText) != 0 || kRoom - size_ < 256) continue;
      if (reader.bundle().symbol_text(items[k].symbol, reinterpret_cast<char*>(bytes_ + size_), kRoom - size_, bytes) ==
          lr::Status::kOk)
        size_ += bytes;
    }
    item_at_[last + 1] = size_;
    end();
    read_spots(reader, i);
  }
}

// The figures of a mark are one.
void TextLayer::read_spots(lr::Reader& reader, std::uint32_t number) {
  const lr::Line& line = reader.page().lines[number];
  const std::uint32_t text = item_at_[0];
  std::span<const lr::LineItem> items;
  const auto add = [&](int kind, std::uint32_t first, std::uint32_t end_item) {
    const std::uint32_t from = item_at_[first], length = item_at_[end_item] - from;
    if (reader.line_items(number, items) != lr::Status::kOk || kRoom - size_ < 1024 + length) return;
    if (!begin_part(reader, line, items, first, end_item - 1, kind, static_cast<int>(from - text))) return;
    std::memcpy(bytes_ + size_, bytes_ + from, length);
    size_ += length;
    end();
  };
  if (reader.line_items(number, items) != lr::Status::kOk) return;
  for (std::uint32_t k = 0, next; k < items.size(); k = next) {
    next = k + 1;
    if (items[k].span != lr::kNoteMarkSpan) continue;
    while (next < items.size() && items[next].span == lr::kNoteMarkSpan && items[next].mark == items[k].mark) ++next;
    add(kNoteMark, k, next);
  }
  std::uint32_t links[kMostLinks], count = 0, first = 0, behind = 0;
  if (reader.links_on_page(links, count) != lr::Status::kOk) return;
  for (std::uint32_t k = 0; k < count; ++k) {
    if (reader.link_on_line(links[k], number, first, behind) == lr::Status::kOk) add(kLink, first, behind);
  }
}

bool TextLayer::begin_part(lr::Reader& reader, const lr::Line& line, std::span<const lr::LineItem> items,
                           std::uint32_t first, std::uint32_t last, int kind, int flags) {
  return begin({word(items[first].x_q6 / 64), word((items[last].x_q6 + items[last].advance_q6) / 64),
                word(reader.layout().baseline(line)), word(reader.layout().strike_for(line.kind).ppem()), word(kind),
                word(flags)});
}

void TextLayer::read_list(lr::App& app) {
  const std::uint32_t first = app.first_row(), count = app.row_count(), end_row = first + app.visible_rows();
  const auto room = [&] { return std::span<char>(reinterpret_cast<char*>(bytes_ + size_), 512); };
  std::uint32_t bytes = 0;
  if (!begin({0, 0, 0, word(app.header_height()), kHeading, 0})) return;
  if (app.heading_text(room(), bytes) == lr::Status::kOk) size_ += bytes;
  end();
  for (std::uint32_t row = first; row < count && row < end_row; ++row) {
    const int top = app.header_height() + static_cast<int>(row - first) * app.row_height();
    const bool selected = row == app.selected_row();
    if (!begin({0, 0, word(top), word(app.row_height()), kRow, word(selected ? 1 : 0)})) return;
    if (app.row_text(row, room(), bytes) == lr::Status::kOk) size_ += bytes;
    end();
  }
}

std::uint32_t TextLayer::read(lr::App& app) {
  size_ = 0;
  switch (app.screen()) {
    case lr::Screen::kFault:
    case lr::Screen::kEntry: break;
    case lr::Screen::kPage:
    case lr::Screen::kPick: read_page(app.reader()); break;
    default: read_list(app);
  }
  return size_;
}

}  // namespace web
