// A strike: the pictures of a bundle's symbols in one design at one ppem and depth. A glyph's number is its symbol.
//
// Reads what pack/strike_writer.cpp writes. Specified in bundle/FORMAT.md, "STRK".
#pragma once
#include <libreader/base/storage.h>
#include <libreader/font/coded_pictures.h>
#include <libreader/text/alphabet.h>

#include <cstdint>
#include <span>

namespace lr {

// The bits of a glyph: rows from the top, pixels packed without gaps from the most significant bit, each bits_per_pixel
// wide, 0 paper to the largest value ink.
struct Glyph {
  std::int8_t left, top;       // of the first pixel, from the pen on the baseline, y downwards
  std::uint8_t width, height;  // 0 by 0: blank
  const std::uint8_t* bits;    // valid until the next call with the same buffer
};

// What draws the pictures of scalable strikes: a program that wants it links libreader/scale.h, which has one for each
// depth.
struct Scaler {
  std::uint8_t bits_per_pixel;  // of what it makes
  // Bytes that a picture of so many pixels may take when it was scaled from `master_ppem` to `ppem`.
  std::uint32_t (*bits_bytes)(const Scaler& self, std::int32_t width, std::int32_t height, std::int32_t master_ppem,
                              std::int32_t ppem);
  // Scales a picture, which is not blank; `bits` has room for bits_bytes() of it, and gives its frame.
  PictureFrame (*scale)(const Scaler& self, const BitPicture& master, std::int32_t master_ppem, std::int32_t ppem,
                        std::uint8_t* bits);
};

// The size that a scalable strike is wanted at. Others have theirs.
struct Scaling {
  const Scaler* scaler = nullptr;  // outlives the strike; null: a scalable strike is refused
  std::uint16_t ppem = 0;          // from 8 to the strike's largest, else the nearest of these; 0: its largest
};

class Strike {
 public:
  // `range` is Bundle::strike_range(i), `added` Bundle::added_glyphs(i).
  // kDamaged, kIo; kUnsupported: a kind of strike that this reader does not know, or a scalable one and no scaler.
  Status open(Storage& storage, Range range, Range added, const Alphabet& alphabet, Scaling scaling = {});

  bool is_scalable() const { return scaler_ != nullptr; }
  std::uint16_t ppem() const { return ppem_; }
  std::uint8_t bits_per_pixel() const { return bits_per_pixel_; }
  std::int16_t ascent() const { return ascent_; }    // px above the baseline
  std::int16_t descent() const { return descent_; }  // px below it, positive
  std::int32_t em_q6() const { return ppem_ * 64; }
  // Room for the largest picture and what decoding it takes: what glyph() needs as buffer.
  std::uint32_t picture_bytes() const { return bits_bytes_ + scratch_bytes_; }
  // Room for the largest picture alone, as Glyph::bits has it.
  std::uint32_t bits_bytes() const { return bits_bytes_; }
  // Whether pictures are coded; of the models that decoding needs, how many bytes load() takes of its memory where the
  // source is not mapped. 0: pictures are stored as they are.
  bool is_coded() const { return model_.is_open(); }
  // For tools: what the packer was asked for (0 direct, 1 fast, 2 small), and whether it is coded after a larger
  // strike.
  std::uint8_t coder() const { return coder_; }
  bool has_reference() const { return reference_model_.is_open(); }
  std::uint32_t model_bytes() const { return model_.model_bytes() + reference_model_.model_bytes(); }
  // The family that it was drawn from, terminated; none where that cannot be read: kDamaged, kIo.
  static constexpr std::size_t kFaceBytes = format::kStrikeFaceBytes + 1;
  Status face(std::span<char, kFaceBytes> name);

  // Checks the models, before the first glyph(): in place where the source is mapped, else in `memory`, which stays;
  // `used` says how much of it. A mapped model that a flip has hit is mended if there is memory for it. kNoSpace: less
  // than model_bytes(). kDamaged, kIo.
  Status load(std::span<std::uint8_t> memory, std::uint32_t& used);
  // Takes the models of a strike that was loaded and stays, if it is the same but for its size. False: it is another.
  bool share_models(const Strike& loaded);

  // Advance of a proportional symbol, in 1/64 px. kNotFound: the symbol has none of its own. kDamaged, kIo.
  Status advance(Symbol symbol, std::int32_t& advance_q6);

  // The picture of a symbol; `buffer` has room for picture_bytes(). kNotFound: no such symbol. kNoSpace: no room, or a
  // coded strike was not loaded. kDamaged, kIo.
  Status glyph(Symbol symbol, std::span<std::uint8_t> buffer, Glyph& glyph);

 private:
  // Of the first packing, or of the symbols that were added since.
  struct Part {
    PictureTable own, reference;  // the reference is another strike of the same symbols, where they are coded after one
  };

  Status open_head(const std::uint8_t* head);
  Status check_scalable(Scaling scaling) const;
  void scale_to(Scaling scaling);
  Status open_reference(Range range, StrikeHead& head, PictureTable& table);
  Status open_added(Range range, const Alphabet& alphabet, StrikeHead& head);
  void make_room(const Part& part);
  const Part& part_of(std::uint32_t& number) const;
  Status plain_glyph(const PictureTable& table, std::uint32_t number, std::uint8_t* buffer, Glyph& glyph);
  Status coded_glyph(const Part& part, std::uint32_t number, std::uint8_t* buffer, Glyph& glyph);

  Storage* storage_ = nullptr;
  std::uint16_t ppem_ = 0;
  std::int16_t ascent_ = 0, descent_ = 0;
  Symbol first_added_ = 0;
  std::uint8_t bits_per_pixel_ = 0, coder_ = 0;
  std::uint32_t section_ = 0;
  std::uint32_t bits_bytes_ = 0, scratch_bytes_ = 0;
  const Scaler* scaler_ = nullptr;  // of a scalable strike; its pictures are as large as model_ says
  Part first_, added_;
  CodedPictures model_, reference_model_;
};

}  // namespace lr
