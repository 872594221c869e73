// A face read with stb_truetype from a font file that is mapped into memory; HarfBuzz knows its forms for vertical lines.
#include "face.h"

#include <fcntl.h>
#include <hb-ot.h>
#include <libreader/pack/import.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <optional>

#include "stb.h"

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

// The glyphs of a face that are replaced in vertical lines, whatever the script.
std::map<int, int> vertical_glyphs(const MappedFile& file, int index) {
  const auto size = static_cast<unsigned>(file.size());
  hb_blob_t* blob =
      hb_blob_create(reinterpret_cast<const char*>(file.data()), size, HB_MEMORY_MODE_READONLY, nullptr, nullptr);
  hb_face_t* face = hb_face_create(blob, static_cast<unsigned>(index));
  const hb_tag_t features[] = {HB_TAG('v', 'e', 'r', 't'), HB_TAG_NONE};
  hb_set_t* lookups = hb_set_create();
  hb_set_t* glyphs = hb_set_create();
  hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, nullptr, nullptr, features, lookups);
  std::map<int, int> vertical;
  for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; hb_set_next(lookups, &lookup);) {
    hb_set_clear(glyphs);
    hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GSUB, lookup, nullptr, glyphs, nullptr, nullptr);
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &glyph);) {
      hb_codepoint_t form = 0;
      unsigned count = 1;
      hb_ot_layout_lookup_get_glyph_alternates(face, lookup, glyph, 0, &count, &form);
      if (count > 0) vertical.emplace(static_cast<int>(glyph), static_cast<int>(form));
    }
  }
  hb_set_destroy(glyphs);
  hb_set_destroy(lookups);
  hb_face_destroy(face);
  hb_blob_destroy(blob);
  return vertical;
}

}  // namespace

struct Face::Font {
  std::unique_ptr<MappedFile> file;
  stbtt_fontinfo info{};
  double em = 1;  // units
  std::optional<std::map<int, int>> vertical;  // when it was asked for
};

Face::Face(const FaceSpec& spec, std::unique_ptr<Font> font) : spec_(spec), font_(std::move(font)) {}
Face::~Face() = default;

std::unique_ptr<Face> Face::open(const FaceSpec& spec) {
  for (const std::string& path : spec.files) {
    auto font = std::make_unique<Font>();
    font->file = MappedFile::open(path);
    if (!font->file) continue;
    const int offset = stbtt_GetFontOffsetForIndex(font->file->data(), spec.index);
    if (offset < 0 || !stbtt_InitFont(&font->info, font->file->data(), offset)) {
      throw InputError(path, "not a font with outlines, or it has no face " + std::to_string(spec.index) +
                                 "; reinstall package " + spec.package);
    }
    font->em = 1.0 / static_cast<double>(stbtt_ScaleForMappingEmToPixels(&font->info, 1.0f));
    return std::unique_ptr<Face>(new Face(spec, std::move(font)));
  }
  return nullptr;
}

std::string Face::name_and_version() const {
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

int Face::glyph(char32_t c) const { return stbtt_FindGlyphIndex(&font_->info, static_cast<int>(c)); }

int Face::vertical_glyph(int glyph) const {
  if (!font_->vertical) font_->vertical = vertical_glyphs(*font_->file, spec_.index);
  const auto found = font_->vertical->find(glyph);
  return found == font_->vertical->end() ? 0 : found->second;
}

double Face::advance(int glyph) const {
  int advance = 0;
  stbtt_GetGlyphHMetrics(&font_->info, glyph, &advance, nullptr);
  return advance / font_->em;
}

Outline Face::outline(int glyph) const {
  stbtt_vertex* vertices = nullptr;
  const int count = stbtt_GetGlyphShape(&font_->info, glyph, &vertices);
  Outline outline;
  const auto add = [&](int x, int y) { outline.points.push_back({x / font_->em, y / font_->em}); };
  for (int i = 0; i < count; ++i) {
    const stbtt_vertex& v = vertices[i];
    if (v.type == STBTT_vcubic) {
      outline.segments.push_back(Outline::Segment::kCubic);
      add(v.cx, v.cy);
      add(v.cx1, v.cy1);
    } else if (v.type == STBTT_vcurve) {
      outline.segments.push_back(Outline::Segment::kQuad);
      add(v.cx, v.cy);
    } else {
      outline.segments.push_back(v.type == STBTT_vmove ? Outline::Segment::kMove : Outline::Segment::kLine);
    }
    add(v.x, v.y);
  }
  stbtt_FreeShape(&font_->info, vertices);
  return outline;
}

}  // namespace lr::pack
