// The Portable Compiled Format of X11: a directory of tables, each with its own byte and bit order. Read are
// properties, metrics, bitmaps and encodings.
#include <libreader/pack/import.h>

#include <algorithm>

#include "../character_sets.h"
#include "bitmap_font.h"

namespace lr::pack {
namespace {

enum Table : std::uint32_t { kProperties = 1, kMetrics = 4, kBitmaps = 8, kEncodings = 32 };
constexpr std::uint32_t kPadMask = 3, kBigEndian = 4, kFirstBitHigh = 8, kCompressed = 0x100;

// Reads numbers of one table; each read is checked against the end of the file.
class Cursor {
 public:
  Cursor(std::string_view bytes, std::size_t at, const std::string& name) : bytes_(bytes), at_(at), name_(name) {
    format_ = number(4, false);  // always little-endian
  }

  std::uint32_t format() const { return format_; }
  std::uint32_t u8() { return number(1, false); }
  std::uint32_t u16() { return number(2, is_big()); }
  std::uint32_t u32() { return number(4, is_big()); }
  int s16() { return static_cast<std::int16_t>(u16()); }
  void skip(std::size_t bytes) { static_cast<void>(take(bytes)); }
  std::string_view take(std::size_t bytes) {
    if (at_ > bytes_.size() || bytes > bytes_.size() - at_) fail();
    at_ += bytes;
    return bytes_.substr(at_ - bytes, bytes);
  }
  // A table's part that begins here: there are `count` records of `size` bytes.
  void check(std::size_t count, std::size_t size) const {
    if (at_ > bytes_.size() || count > (bytes_.size() - at_) / size) fail();
  }
  [[noreturn]] void fail() const {
    throw InputError(name_, "is cut off or damaged near byte " + std::to_string(at_) + "; reinstall its package");
  }

 private:
  bool is_big() const { return (format_ & kBigEndian) != 0; }
  std::uint32_t number(std::size_t bytes, bool big) {
    std::uint32_t value = 0;
    const std::string_view part = take(bytes);
    for (std::size_t i = 0; i < bytes; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(part[big ? bytes - 1 - i : i])) << 8 * i;
    return value;
  }

  std::string_view bytes_;
  std::size_t at_;
  const std::string& name_;
  std::uint32_t format_ = 0;
};

class PcfReader {
 public:
  PcfReader(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

  BitmapFont read() {
    const Charset charset = find_charset(registry(), name_);
    read_metrics();
    read_bitmaps();
    read_encodings(charset);
    return std::move(font_);
  }

 private:
  Cursor table(Table wanted) const {
    Cursor directory(bytes_, 0, name_);  // its "format" is the magic, which is little-endian as the directory is
    const auto little = [&] {
      const std::string_view part = directory.take(4);
      std::uint32_t value = 0;
      for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(part[i])) << 8 * i;
      return value;
    };
    const std::uint32_t count = little();
    directory.check(count, 16);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t type = little();
      directory.skip(8);
      const std::uint32_t at = little();
      if (type == wanted) return {bytes_, at, name_};
    }
    throw InputError(name_, "lacks table " + std::to_string(wanted) + ", which a font of format PCF has");
  }

  // Property CHARSET_REGISTRY: which numbers characters have.
  std::string registry() const {
    Cursor in = table(kProperties);
    struct Property {
      std::uint32_t name, is_string, value;
    };
    std::vector<Property> properties(in.u32() & 0xFFFF);
    in.check(properties.size(), 9);
    for (Property& property : properties) {
      property.name = in.u32();
      property.is_string = in.u8();
      property.value = in.u32();
    }
    in.skip((4 - properties.size() % 4) % 4);
    const std::string_view names = in.take(in.u32());
    const auto text = [&](std::uint32_t at) {
      const std::string_view rest = names.substr(std::min<std::size_t>(at, names.size()));
      return std::string(rest.substr(0, rest.find('\0')));
    };
    for (const Property& property : properties) {
      if (property.is_string != 0 && text(property.name) == "CHARSET_REGISTRY") return text(property.value);
    }
    return {};
  }

  void read_metrics() {
    Cursor in = table(kMetrics);
    const bool compressed = (in.format() & kCompressed) != 0;
    const std::uint32_t count = compressed ? in.u16() : in.u32();
    in.check(count, compressed ? 5 : 12);
    const auto next = [&] { return compressed ? static_cast<int>(in.u8()) - 128 : in.s16(); };
    for (std::uint32_t i = 0; i < count; ++i) {
      const int left = next(), right = next(), advance = next(), ascent = next(), descent = next();
      if (!compressed) in.skip(2);
      const auto is_far = [](int value) { return value < -kMaxBitmapSide || value > kMaxBitmapSide; };
      if (is_far(left) || is_far(right - left) || is_far(ascent) || is_far(ascent + descent) || right < left ||
          ascent + descent < 0)
        throw InputError(
            name_, "glyph " + std::to_string(i) + " is larger than " + std::to_string(kMaxBitmapSide) + " pixels");
      glyphs_.push_back({left, -ascent, right - left, ascent + descent, advance, {}});
    }
  }

  void read_bitmaps() {
    Cursor in = table(kBitmaps);
    std::vector<std::uint32_t> places(in.u32() & 0xFFFFFF);
    in.check(places.size(), 4);
    for (std::uint32_t& place : places) place = in.u32();
    std::uint32_t sizes[4];
    for (std::uint32_t& size : sizes) size = in.u32();
    const std::string_view bits = in.take(sizes[in.format() & kPadMask]);
    if (places.size() < glyphs_.size()) in.fail();
    for (std::size_t i = 0; i < glyphs_.size(); ++i) copy_rows(bits, places[i], in, glyphs_[i]);
  }

  // Rows are padded to 1, 2, 4 or 8 bytes; in units of so many bytes they may be turned round, and in bytes their bits.
  static void copy_rows(std::string_view bits, std::size_t at, const Cursor& in, BitmapGlyph& glyph) {
    const std::size_t pad = std::size_t{1} << (in.format() & kPadMask), unit = std::size_t{1} << (in.format() >> 4 & 3);
    const bool first_byte_high = (in.format() & kBigEndian) != 0, first_bit_high = (in.format() & kFirstBitHigh) != 0;
    const std::size_t bytes = (static_cast<std::size_t>(glyph.width) + 7) / 8, stride = (bytes + pad - 1) / pad * pad;
    const std::size_t height = static_cast<std::size_t>(glyph.height);
    if (at > bits.size() || stride * height > bits.size() - at || unit > 8) in.fail();
    for (std::size_t y = 0; y < height; ++y) {
      for (std::size_t x = 0; x < bytes; ++x) {
        const std::size_t place = first_byte_high == first_bit_high ? x : std::min(x ^ (unit - 1), stride - 1);
        auto byte = static_cast<unsigned char>(bits[at + y * stride + place]);
        if (!first_bit_high) byte = reversed(byte);
        glyph.rows += static_cast<char>(byte);
      }
    }
  }

  static unsigned char reversed(unsigned char byte) {
    unsigned result = 0;
    for (int i = 0; i < 8; ++i) result |= (byte >> i & 1u) << (7 - i);
    return static_cast<unsigned char>(result);
  }

  void read_encodings(const Charset& charset) {
    Cursor in = table(kEncodings);
    const std::uint32_t first_low = in.u16(), last_low = in.u16(), first_high = in.u16(), last_high = in.u16();
    in.skip(2);
    if (last_low > 255 || last_high > 255) in.fail();
    for (std::uint32_t high = first_high; high <= last_high; ++high) {
      for (std::uint32_t low = first_low; low <= last_low; ++low) {
        const std::uint32_t glyph = in.u16();
        if (glyph >= glyphs_.size()) continue;
        if (const auto c = charset.code_point(high << 8 | low)) font_.add(*c, glyphs_[glyph]);
      }
    }
  }

  std::string_view bytes_;
  const std::string& name_;
  std::vector<BitmapGlyph> glyphs_;
  BitmapFont font_;
};

}  // namespace

BitmapFont parse_pcf(std::string_view bytes, const std::string& name) { return PcfReader(bytes, name).read(); }

}  // namespace lr::pack
