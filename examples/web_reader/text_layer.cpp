// Lines by their items, which have places; lists by what the application says of its rows.
#include "text_layer.h"

namespace web {
namespace {

constexpr std::uint16_t kLine = 0, kHeading = 1, kRow = 2;

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
  lr::Layout& layout = reader.layout();
  for (std::uint32_t i = 0; i < reader.page().count; ++i) {
    std::span<const lr::LineItem> items;
    const lr::Line& line = reader.page().lines[i];
    if (reader.line_items(i, items) != lr::Status::kOk || items.empty()) continue;
    const lr::LineItem& last = items.back();
    const int level = line.kind == lr::BlockKind::kHeading ? line.level << 8 : 0;
    const std::uint16_t fields[] = {word(items.front().x_q6 / 64),
                                    word((last.x_q6 + last.advance_q6) / 64),
                                    word(layout.baseline(line)),
                                    word(layout.strike_for(line.kind).ppem()),
                                    word(kLine | static_cast<int>(line.kind) << 8),
                                    word((line.last_of_unit ? 1 : 0) | level)};
    if (!begin(fields)) return;
    for (const lr::LineItem& item : items) {
      std::uint32_t bytes = 0;
      if ((item.styles & lr::kRubyText) != 0 || kRoom - size_ < 256) continue;
      if (reader.bundle().symbol_text(item.symbol, reinterpret_cast<char*>(bytes_ + size_), kRoom - size_, bytes) ==
          lr::Status::kOk)
        size_ += bytes;
    }
    end();
  }
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
