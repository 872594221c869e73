// Which of the three formats a file is in; gzip is undone by libarchive.
#include "bitmap_font.h"

#include <archive.h>
#include <archive_entry.h>
#include <libreader/pack/import.h>

#include <fstream>
#include <iterator>
#include <memory>

namespace lr::pack {
namespace {

constexpr std::string_view kGzip = "\x1F\x8B",
                           kPcf =
                               "\x01"
                               "fcp",
                           kBdf = "STARTFONT";
constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // unifont.pcf has 5 million

std::string gunzip(std::string_view bytes, const std::string& name) {
  const std::unique_ptr<archive, int (*)(archive*)> file(archive_read_new(), archive_read_free);
  archive_read_support_filter_gzip(file.get());
  archive_read_support_format_raw(file.get());
  archive_entry* entry = nullptr;
  const auto fail = [&] { throw InputError(name, "is compressed with gzip and damaged; reinstall its package"); };
  if (archive_read_open_memory(file.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
      archive_read_next_header(file.get(), &entry) != ARCHIVE_OK ||
      archive_filter_code(file.get(), 0) != ARCHIVE_FILTER_GZIP)  // else what it gives is what it was given
    fail();
  std::string plain;
  char buffer[16384];
  for (la_ssize_t size; (size = archive_read_data(file.get(), buffer, sizeof buffer)) != 0;) {
    if (size < 0) fail();
    plain.append(buffer, static_cast<std::size_t>(size));
    if (plain.size() > kMostBytes) throw InputError(name, "has more than 64 MB: no font of bitmaps is that large");
  }
  return plain;
}

}  // namespace

BitmapFont parse_bitmap_font(std::string_view bytes, const std::string& name) {
  std::string plain;
  if (bytes.starts_with(kGzip)) {
    plain = gunzip(bytes, name);
    bytes = plain;
  }
  BitmapFont font = bytes.starts_with(kPcf)   ? parse_pcf(bytes, name)
                    : bytes.starts_with(kBdf) ? parse_bdf(bytes, name)
                                              : parse_unifont_hex(bytes, name);
  if (font.glyphs.empty()) throw InputError(name, "has no glyphs that stand for characters of Unicode");
  return font;
}

BitmapFont read_bitmap_font(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (!in.good() && !in.eof()) throw InputError(file.string(), "cannot be read");
  return parse_bitmap_font(bytes, file.string());
}

}  // namespace lr::pack
