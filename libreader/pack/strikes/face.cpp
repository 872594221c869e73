// A face read with stb_truetype from a font file that is mapped into memory; HarfBuzz knows its forms for vertical
// lines. Bitmaps are bitmap_font.cpp's.
#include "face.h"

#include <fcntl.h>
#include <hb.h>
#include <libreader/outline/stb_outline.h>
#include <libreader/pack/import.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lr::pack {
namespace {

// A file's bytes, read on demand by the system.
class MappedFile {
 public:
  // Null where there is no such file, or an empty one.
  static std::unique_ptr<MappedFile> open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return nullptr;
    struct stat status {};
    void* data = MAP_FAILED;
    if (fstat(file, &status) == 0 && status.st_size > 0) {
      data = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    if (data == MAP_FAILED) return nullptr;
    return std::unique_ptr<MappedFile>(new MappedFile(data, static_cast<std::size_t>(status.st_size)));
  }
  ~MappedFile() { munmap(data_, size_); }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  const unsigned char* data() const { return static_cast<const unsigned char*>(data_); }
  std::size_t size() const { return size_; }

 private:
  MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}
  void* data_;
  std::size_t size_;
};

struct DestroyFont {
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
};
using ShapedFont = std::unique_ptr<hb_font_t, DestroyFont>;

ShapedFont shaped_font(const MappedFile& file, int index) {
  hb_blob_t* blob = hb_blob_create(reinterpret_cast<const char*>(file.data()), static_cast<unsigned>(file.size()),
                                   HB_MEMORY_MODE_READONLY, nullptr, nullptr);
  hb_face_t* face = hb_face_create(blob, static_cast<unsigned>(index));
  hb_blob_destroy(blob);
  ShapedFont font(hb_font_create(face));
  hb_face_destroy(face);
  return font;
}

}  // namespace

struct Face::Font {
  std::unique_ptr<MappedFile> file;
  stbtt_fontinfo info{};
  double em = 1;      // units
  ShapedFont shaped;  // once it was asked for
};

Face::Face(const FaceSpec& spec, std::unique_ptr<Font> font, std::unique_ptr<BitmapFont> bitmaps)
    : spec_(spec), font_(std::move(font)), bitmaps_(std::move(bitmaps)) {}
Face::~Face() = default;

std::unique_ptr<Face> Face::open(const FaceSpec& spec) {
  for (const std::string& path : spec.files) {
    if (spec.ppem > 0) {
      if (access(path.c_str(), R_OK) != 0) continue;
      auto bitmaps = std::make_unique<BitmapFont>(read_bitmap_font(path));
      return std::unique_ptr<Face>(new Face(spec, nullptr, std::move(bitmaps)));
    }
    auto font = std::make_unique<Font>();
    font->file = MappedFile::open(path);
    if (!font->file) continue;
    const int offset = stbtt_GetFontOffsetForIndex(font->file->data(), spec.index);
    if (offset < 0 || !stbtt_InitFont(&font->info, font->file->data(), offset)) {
      throw InputError(path, "not a font with outlines, or it has no face " + std::to_string(spec.index) +
                                 "; reinstall package " + spec.package);
    }
    font->em = em_of(font->info);
    return std::unique_ptr<Face>(new Face(spec, std::move(font), nullptr));
  }
  return nullptr;
}

std::string Face::name_and_version() const {
  if (has_bitmaps()) return spec_.name;
  constexpr int kMicrosoft = 3, kUnicode = 1, kAmericanEnglish = 0x409, kVersion = 5;
  int bytes = 0;
  const char* text = stbtt_GetFontNameString(&font_->info, &bytes, kMicrosoft, kUnicode, kAmericanEnglish, kVersion);
  std::string version;
  bool begun = false;
  for (int i = 1; text != nullptr && i < bytes; i += 2) {  // UTF-16, "Version 2.004;hotconv 1.0.118"
    const char c = text[i];
    const bool wanted = (c >= '0' && c <= '9') || c == '.';
    if (begun && !wanted) break;
    begun = begun || wanted;
    if (wanted) version += c;
  }
  return version.empty() ? spec_.name : spec_.name + " " + version;
}

int Face::glyph(char32_t c) const {
  if (!has_bitmaps()) return stbtt_FindGlyphIndex(&font_->info, static_cast<int>(c));
  const auto found = bitmaps_->glyph_of.find(c);
  return found == bitmaps_->glyph_of.end() ? 0 : static_cast<int>(found->second) + 1;
}

int Face::vertical_glyph(char32_t c) const {
  if (!font_->shaped) font_->shaped = shaped_font(*font_->file, spec_.index);
  hb_buffer_t* buffer = hb_buffer_create();
  hb_buffer_add(buffer, static_cast<hb_codepoint_t>(c), 0);
  hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_buffer_guess_segment_properties(buffer);
  hb_buffer_set_direction(buffer, HB_DIRECTION_TTB);
  hb_shape(font_->shaped.get(), buffer, nullptr, 0);
  unsigned count = 0;
  const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer, &count);
  const int form = count == 1 ? static_cast<int>(glyphs[0].codepoint) : 0;
  hb_buffer_destroy(buffer);
  return form == glyph(c) ? 0 : form;
}

double Face::advance(int glyph) const {
  int advance = 0;
  stbtt_GetGlyphHMetrics(&font_->info, glyph, &advance, nullptr);
  return advance / font_->em;
}

std::span<const unsigned char> Face::file() const { return {font_->file->data(), font_->file->size()}; }

Outline Face::outline(int glyph) const { return outline_of(font_->info, glyph); }

}  // namespace lr::pack
