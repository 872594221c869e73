// What several tests need: bundles made in memory, an opened reader, a panel.
#pragma once
#include <gtest/gtest.h>
#include <libreader/pack.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/profiles.h>
#include <libreader/reader.h>
#include <libreader/text/control.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace lr::test {

inline constexpr Limits kLimits{8, 512, 4096, 4096, 16384, 256};

inline std::filesystem::path source_dir() { return LR_SOURCE_DIR; }

// Documents and vectors beside the project; empty where they are not there.
inline std::filesystem::path shared_dir() {
  const char* variable = std::getenv("LR_SHARED");
  const std::filesystem::path folder = variable != nullptr ? variable : LR_SHARED_DIR;
  return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

inline std::vector<std::uint8_t> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class OpenedBundle {
 public:
  explicit OpenedBundle(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)), workspace_(workspace_bytes(kLimits)) {
    status_ = reader_.open(memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size())), workspace_, kLimits);
  }
  Status status() const { return status_; }
  Reader& reader() { return reader_; }
  Bundle& bundle() { return reader_.bundle(); }

  std::string utf8(Symbol symbol) {
    char text[256];
    std::uint32_t size = 0;
    EXPECT_EQ(bundle().symbol_text(symbol, text, sizeof text, size), Status::kOk);
    return {text, size};
  }

  // Reading text of a unit.
  std::string text(std::uint32_t unit) {
    std::string text;
    TextCursor cursor(bundle());
    EXPECT_EQ(cursor.open(unit), Status::kOk);
    TextItem item;
    while (cursor.next(item) == Status::kOk) {
      if (item.span == 0) text += utf8(item.symbol);
    }
    return text;
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::vector<std::byte> workspace_;
  Reader reader_;
  Status status_;
};

class Panel {
 public:
  Panel(std::int16_t width, std::int16_t height, std::uint8_t depth, Rotation rotation = Rotation::k0)
      : pixels_(static_cast<std::size_t>(stride_for(width, depth)) * static_cast<std::size_t>(height)),
        surface_{pixels_.data(), width, height, 0, height, stride_for(width, depth), depth, rotation} {}
  const Surface& surface() const { return surface_; }
  const std::vector<std::uint8_t>& pixels() const { return pixels_; }
  Surface band(std::int16_t top, std::int16_t height) const {
    Surface band = surface_;
    band.pixels += static_cast<std::ptrdiff_t>(top) * surface_.stride_bytes;
    band.band_top = top;
    band.band_height = static_cast<std::int16_t>(std::min<int>(height, surface_.height - top));
    return band;
  }

 private:
  std::vector<std::uint8_t> pixels_;
  Surface surface_;
};

// An article of paragraphs, to test with.
inline pack::Article article_of(const std::vector<std::string>& paragraphs,
                                pack::Language language = pack::Language::kZhHans) {
  pack::Article article;
  article.language = language;
  article.fields.id = "test";
  article.fields.title = "题";
  article.source = "test";
  for (const std::string& text : paragraphs) {
    pack::Block block;
    block.spans.push_back({pack::decode_utf8(text), 0, 0});
    article.blocks.push_back(block);
  }
  return article;
}

// Without strikes: for tests of text and lines.
inline std::vector<std::uint8_t> text_bundle(std::vector<pack::Article> articles) {
  return pack::pack_articles(std::move(articles), "t", pack::Language::kZhHans, {}).bundle;
}

// Nominal metrics: a full-width symbol is one em of kNominalStyleEm px, others half an em; nothing around the lines.
inline constexpr int kNominalStyleEm = 64;

inline Style nominal_style(double measure_em) {
  Style style;
  style.metrics = MetricsKind::kNominal;
  style.nominal_em = kNominalStyleEm;
  style.margin_left = style.margin_right = style.margin_top = style.margin_bottom = 0;
  style.page_width = static_cast<std::int16_t>(measure_em * kNominalStyleEm);
  style.page_height = 3200;
  style.line_height = 100;
  style.whole_em_measure = style.indent = style.autospace = style.front_matter = false;
  return style;
}

}  // namespace lr::test
