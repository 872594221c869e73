// What the pictures of a text's characters take: coded, and by what others do, in one table. Peers' columns have the
// bitmaps alone, cut to their ink, with what each needs to find a glyph left out (u8g2: its six bytes a glyph are in);
// libreader's have everything: model, places, metrics, checksums.
//
//   glyph_coder FAMILY FILE…             characters of UTF-8 files, drawn by FAMILY of fonts/faces.toml
//   glyph_coder FAMILY set:NAME LANGUAGE  those of a set (pack/character_sets.h), in a language's shapes; nothing is
//   held
//
// Exit 1: a strike is larger than it must be. 77: the family's fonts are not installed.
#include <libreader/pack/character_sets.h>
#include <libreader/pack/coder/glyph_coder.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/strike_writer.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <set>

namespace {

using namespace lr::pack;
using Bitmap = std::vector<std::uint8_t>;

std::vector<GlyphRequest> requests_of(const std::set<char32_t>& characters, Language language) {
  std::vector<GlyphRequest> requests;
  for (const char32_t c : characters) {
    const bool is_wide = c >= 0x2E80;
    requests.push_back({{c},
                        is_wide ? Form::kWide : Form::kNarrow,
                        language,
                        is_wide ? lr::AdvanceKind::kFull : lr::AdvanceKind::kProportional});
  }
  return requests;
}

std::set<char32_t> characters_of(int count, char** files) {
  std::set<char32_t> characters;
  for (int i = 0; i < count; ++i) {
    std::ifstream in(files[i], std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    for (const char32_t c : decode_utf8(text)) {
      if (c > 0x20 && c != 0xFEFF) characters.insert(c);
    }
  }
  return characters;
}

Bitmap packed(const GlyphPicture& picture, int bpp) {
  Bitmap bits((picture.coverage.size() * static_cast<std::size_t>(bpp) + 7) / 8);
  for (std::size_t i = 0; i < picture.coverage.size(); ++i) {
    const std::size_t at = i * static_cast<std::size_t>(bpp);
    bits[at / 8] =
        static_cast<std::uint8_t>(bits[at / 8] | picture.coverage[i] << (8 - bpp - static_cast<int>(at % 8)));
  }
  return bits;
}

// Runs of paper and ink in so many bits, and a bit for each time that a pair of runs repeats, as u8g2 has it.
std::size_t run_length_bits(const GlyphPicture& picture, unsigned paper_bits, unsigned ink_bits) {
  std::size_t bits = 0, at = 0;
  std::size_t last_paper = ~std::size_t{0}, last_ink = 0;
  const auto run = [&](bool ink, unsigned width) {
    std::size_t length = 0;
    while (at < picture.coverage.size() && (picture.coverage[at] != 0) == ink && length + 1 < std::size_t{1} << width)
      ++at, ++length;
    return length;
  };
  while (at < picture.coverage.size()) {
    const std::size_t paper = run(false, paper_bits), ink = run(true, ink_bits);
    bits += paper == last_paper && ink == last_ink ? 1 : paper_bits + ink_bits + 1;
    last_paper = paper, last_ink = ink;
  }
  return bits;
}

std::size_t run_lengths(const std::vector<GlyphPicture>& pictures) {
  std::size_t best = ~std::size_t{0};
  for (unsigned paper = 2; paper < 8; ++paper) {
    for (unsigned ink = 2; ink < 8; ++ink) {
      std::size_t bytes = 0;
      for (const GlyphPicture& picture : pictures) bytes += 6 + (run_length_bits(picture, paper, ink) + 7) / 8;
      best = std::min(best, bytes);
    }
  }
  return best;
}

std::size_t deflated(const Bitmap& bytes, int window_bits) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) != Z_OK) std::abort();
  Bitmap out(deflateBound(&stream, bytes.size()));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
  deflateEnd(&stream);
  return stream.total_out;
}

std::size_t zstd(const Bitmap& bytes) {
  Bitmap out(ZSTD_compressBound(bytes.size()));
  return ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 19);
}

// Bitmaps joined until `enough` says so, each group compressed.
template <class Enough, class Compress>
std::size_t in_groups(const std::vector<Bitmap>& bitmaps, Enough enough, Compress compress) {
  std::size_t bytes = 0, count = 0;
  Bitmap group;
  for (const Bitmap& bitmap : bitmaps) {
    group.insert(group.end(), bitmap.begin(), bitmap.end());
    if (!enough(++count, group.size())) continue;
    bytes += compress(group);
    group.clear();
    count = 0;
  }
  return bytes + (group.empty() ? 0 : compress(group));
}

class Table {
 public:
  Table(std::string family, std::vector<GlyphRequest> requests)
      : family_(std::move(family)), requests_(std::move(requests)) {
    std::printf("%zu characters, %s\n%-14s%9s%9s%9s |%9s%9s%9s%9s%9s\n", requests_.size(), family_.c_str(), "strike",
                "small", "fast", "direct", "bitmaps", "u8g2 RLE", "zlib", "deflate8", "zstd 4K");
  }

  std::vector<GlyphPicture> draw(int ppem, int bpp) const { return draw(family_, ppem, bpp); }
  std::vector<GlyphPicture> draw(const std::string& family, int ppem, int bpp) const {
    std::vector<GlyphPicture> pictures;
    draw_strike({family, ppem, bpp}, requests_, 0, [&](const GlyphPicture& picture) { pictures.push_back(picture); });
    return pictures;
  }

  std::size_t stored(const std::vector<GlyphPicture>& pictures, int ppem, int bpp, Coding coding,
                     const ReferenceStrike* reference) {
    StrikeWriter writer({family_, ppem, bpp, coding}, 0, 0, {});
    for (const GlyphPicture& picture : pictures) writer.add(picture);
    if (coding == Coding::kDirect) return static_cast<std::size_t>(writer.section_bytes(nullptr));
    const std::clock_t begin = std::clock();
    const CodedStrike coded = code_pictures(pictures, ppem, bpp, tree_depth(coding), reference, 1);
    seconds_ += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    return static_cast<std::size_t>(writer.section_bytes(&coded));
  }

  void row(int ppem, int bpp, std::size_t most, std::size_t most_fast) {
    row(std::to_string(ppem) + " px " + std::to_string(bpp) + " bpp", draw(ppem, bpp), ppem, bpp, most, most_fast);
  }

  // By hand, 1 bit a pixel; what the family lacks is drawn by its outlines, as in a bundle.
  void hand_made(const std::string& family, int ppem, std::size_t most) {
    try {
      row(family + " " + std::to_string(ppem), draw(family, ppem, 1), ppem, 1, most, ~std::size_t{0});
    } catch (const InputError& error) {
      std::printf("not measured: %s\n", error.what());
    }
  }

  void row(const std::string& name, const std::vector<GlyphPicture>& pictures, int ppem, int bpp, std::size_t most,
           std::size_t most_fast) {
    std::vector<Bitmap> bitmaps;
    std::size_t plain = 0;
    for (const GlyphPicture& picture : pictures)
      bitmaps.push_back(packed(picture, bpp)), plain += bitmaps.back().size();
    const auto by_glyph = [](std::size_t, std::size_t) { return true; };
    const auto by_eight = [](std::size_t count, std::size_t) { return count == 8; };
    const auto by_block = [](std::size_t, std::size_t bytes) { return bytes >= 4096; };
    const std::size_t small = stored(pictures, ppem, bpp, Coding::kSmall, nullptr),
                      fast = stored(pictures, ppem, bpp, Coding::kFast, nullptr);
    std::printf("%-14s%9zu%9zu%9zu |%9zu", name.c_str(), small, fast,
                stored(pictures, ppem, bpp, Coding::kDirect, nullptr), plain);
    if (bpp == 1) {
      std::printf("%9zu", run_lengths(pictures));
    } else {
      std::printf("%9s", "");
    }
    std::printf("%9zu%9zu%9zu\n", in_groups(bitmaps, by_glyph, [](const Bitmap& b) { return deflated(b, 15); }),
                in_groups(bitmaps, by_eight, [](const Bitmap& b) { return deflated(b, -15); }),
                in_groups(bitmaps, by_block, zstd));
    hold(name, small, most);
    hold(name + " fast", fast, most_fast);
  }

  // Strikes of one bit a pixel, the largest first, the others coded after it.
  void together(std::initializer_list<int> sizes, std::size_t most) {
    const std::vector<GlyphPicture> largest = draw(*sizes.begin(), 1);
    const ReferenceStrike reference{*sizes.begin(), &largest};
    std::size_t bytes = 0;
    const double before = seconds_;
    std::string name;
    for (const int ppem : sizes) {
      const bool is_first = ppem == reference.ppem;
      bytes += stored(is_first ? largest : draw(ppem, 1), ppem, 1, Coding::kSmall, is_first ? nullptr : &reference);
      name += (name.empty() ? "" : "+") + std::to_string(ppem);
    }
    std::printf("%-14s%9zu   learned and coded in %.1f s on one core\n", name.c_str(), bytes, seconds_ - before);
    hold(name, bytes, most);
    const std::size_t most_tenths = most == ~std::size_t{0} ? 400 : 100;  // of a set as large as GB 2312, of the seeds
    hold(name + ", in 1/10 s", static_cast<std::size_t>(10 * (seconds_ - before)), most_tenths);
  }

  bool good() const { return good_; }

 private:
  void hold(const std::string& what, std::size_t bytes, std::size_t most) {
    if (bytes <= most) return;
    good_ = false;
    std::printf("too large: %s: %zu, must be %zu\n", what.c_str(), bytes, most);
  }

  std::string family_;
  std::vector<GlyphRequest> requests_;
  double seconds_ = 0;
  bool good_ = true;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: glyph_coder FAMILY FILE... | FAMILY set:NAME LANGUAGE\n");
    return 2;
  }
  try {
    constexpr std::size_t kAny = ~std::size_t{0};
    const std::string what = arguments[2];
    const bool is_set = what.starts_with("set:");
    std::set<char32_t> characters;
    Language language = Language::kZhHans;
    if (is_set) {
      const std::u32string all = characters_of_set(what.substr(4), what);
      characters.insert(all.begin(), all.end());
      if (count > 3) language = parse_language(arguments[3]).value_or(language);
    } else {
      characters = characters_of(count - 2, arguments + 2);
    }
    const auto most = [&](std::size_t bytes) { return is_set ? kAny : bytes; };
    Table table(arguments[1], requests_of(characters, language));
    table.hand_made("wqy-song", 12, kAny);
    table.hand_made("wqy-song", 16, most(32'000));
    table.hand_made("unifont", 16, most(32'000));
    table.row(16, 1, kAny, kAny);
    table.row(24, 1, most(52'000), most(62'000));
    table.row(24, 2, most(88'000), kAny);
    table.row(24, 4, most(175'000), kAny);
    table.row(32, 1, kAny, kAny);
    table.together({32, 24, 16}, most(104'000));
    return table.good() ? 0 : 1;
  } catch (const InputError& error) {
    std::printf("not measured: %s\n", error.what());
    return 77;
  }
}
