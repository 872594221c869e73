// Opens the sections of a strike; finds a glyph's picture, or has it decoded.
#include <libreader/base/bytes.h>
#include <libreader/font.h>

#include <cstring>
#include <new>

namespace lr {
namespace {

constexpr std::uint16_t kLeastPpem = 4, kMostPpem = 192;

void raise(std::uint32_t& value, std::uint32_t to) { value = value > to ? value : to; }

}  // namespace

Status Strike::open(Storage& storage, Range range, Range added, const Alphabet& alphabet, Scaling scaling) {
  new (this) Strike();  // in place: a temporary would lie on the stack
  storage_ = &storage;
  section_ = range.offset;
  first_added_ = alphabet.first_added();
  StrikeHead head;
  Status status = head.read(storage, range);
  if (status == Status::kOk) status = open_head(head.bytes);
  if (status == Status::kOk) status = first_.own.open(range, head.bytes, first_added_, alphabet.first_full());
  if (status == Status::kOk && first_.own.is_coded) status = model_.open(range, head.bytes);
  if (status == Status::kOk && first_.own.is_coded) status = open_reference(range, head, first_.reference);
  if (status == Status::kOk && first_.own.is_scalable) status = check_scalable(scaling);
  if (status != Status::kOk) return status;
  if (added.bytes != 0) status = open_added(added, alphabet, head);
  if (status == Status::kIo) return status;
  if (status != Status::kOk) added_ = {};  // its glyphs are missed one by one
  if (first_.own.is_scalable) scale_to(scaling);
  make_room(first_);
  make_room(added_);
  return Status::kOk;
}

Status Strike::open_head(const std::uint8_t* head) {
  ppem_ = load_u16(head);
  bits_per_pixel_ = head[2];
  ascent_ = static_cast<std::int16_t>(load_u16(head + 4));
  descent_ = static_cast<std::int16_t>(load_u16(head + 6));
  coder_ = head[format::kStrikeCoderAt];
  const bool is_depth = bits_per_pixel_ == 1 || bits_per_pixel_ == 2 || bits_per_pixel_ == 4;
  return ppem_ >= kLeastPpem && ppem_ <= kMostPpem && is_depth ? Status::kOk : Status::kDamaged;
}

Status Strike::check_scalable(Scaling scaling) const {
  const bool is_sound =
      bits_per_pixel_ == 1 && !has_reference() && ppem_ >= format::kScalableParts * format::kLeastScaledPpem;
  if (!is_sound) return Status::kDamaged;
  return scaling.scaler != nullptr ? Status::kOk : Status::kUnsupported;
}

void Strike::scale_to(Scaling scaling) {
  const std::int32_t master = ppem_, largest = master / static_cast<std::int32_t>(format::kScalableParts);
  std::int32_t ppem = scaling.ppem == 0 || scaling.ppem > largest ? largest : scaling.ppem;
  if (ppem < format::kLeastScaledPpem) ppem = format::kLeastScaledPpem;
  const auto scaled = [&](std::int32_t length) {
    return static_cast<std::int16_t>((length * ppem + master / 2) / master);
  };
  scaler_ = scaling.scaler;
  bits_per_pixel_ = scaler_->bits_per_pixel;
  descent_ = static_cast<std::int16_t>(scaled(ascent_ + descent_) - scaled(ascent_));
  ascent_ = scaled(ascent_);
  ppem_ = static_cast<std::uint16_t>(ppem);
}

// `head` is that of the section at `range`, and afterwards that of its reference, if it has one: another strike of the
// same symbols, of one bit a pixel as this, which has no reference itself.
Status Strike::open_reference(Range range, StrikeHead& head, PictureTable& table) {
  const std::uint32_t distance = load_u32(head.bytes + format::kStrikeReferenceAt), there = range.offset + distance;
  if (distance == 0) return Status::kOk;
  if (bits_per_pixel_ != 1 || there >= storage_->size_bytes()) return Status::kDamaged;
  const Range section{there, storage_->size_bytes() - there};
  const std::uint32_t symbols = &table == &first_.reference ? first_.own.symbols : added_.own.symbols;
  if (const Status status = head.read(*storage_, section); status != Status::kOk) return status;
  const std::uint16_t ppem = load_u16(head.bytes);
  if (head.bytes[2] != 1 || load_u32(head.bytes + format::kStrikeReferenceAt) != 0 || ppem <= ppem_ || ppem > kMostPpem)
    return Status::kDamaged;
  const Status status = table.open(section, head.bytes, symbols, 0);
  if (status != Status::kOk || !table.is_coded) return Status::kDamaged;
  if (&table == &first_.reference) return reference_model_.open(section, head.bytes);
  return ppem == reference_model_.ppem() ? Status::kOk : Status::kDamaged;
}

// Pictures that were added are coded with the models of the first packing, or stand as they are.
Status Strike::open_added(Range range, const Alphabet& alphabet, StrikeHead& head) {
  Status status = head.read(*storage_, range);
  if (status != Status::kOk) return status;
  const std::uint32_t first_full = static_cast<std::uint32_t>(alphabet.first_full_added() - first_added_);
  status = added_.own.open(range, head.bytes, alphabet.symbols() - first_added_, first_full);
  if (status != Status::kOk || load_u16(head.bytes) != ppem_ || head.bytes[2] != bits_per_pixel_)
    return Status::kDamaged;
  if (added_.own.is_scalable != first_.own.is_scalable) return Status::kDamaged;
  if (!added_.own.is_coded) return Status::kOk;
  status = open_reference(range, head, added_.reference);
  if (status != Status::kOk) return status;
  const bool fits = model_.is_open() && (added_.reference.symbols != 0) == reference_model_.is_open();
  return fits ? Status::kOk : Status::kDamaged;
}

void Strike::make_room(const Part& part) {
  if (part.own.symbols == 0) return;
  std::uint32_t bits = part.own.bits_bytes(bits_per_pixel_), scratch = part.own.scratch_bytes();
  if (is_scalable()) {
    scratch += part.own.bits_bytes(1);
    bits = scaler_->bits_bytes(*scaler_, part.own.widest, part.own.tallest, model_.ppem(), ppem_);
  }
  raise(bits_bytes_, bits);
  if (part.reference.symbols != 0) raise(scratch, part.reference.scratch_bytes());
  raise(scratch_bytes_, scratch + part.reference.bits_bytes(1));
}

Status Strike::face(std::span<char, kFaceBytes> name) {
  StrikeHead head;
  const Status status = head.read(*storage_, {section_, format::kStrikeHeadBytes});
  if (status == Status::kOk) std::memcpy(name.data(), head.bytes + format::kStrikeFaceAt, format::kStrikeFaceBytes);
  name[status == Status::kOk ? format::kStrikeFaceBytes : 0] = '\0';
  return status;
}

Status Strike::load(std::span<std::uint8_t> memory, std::uint32_t& used) {
  used = 0;
  if (!model_.is_open()) return Status::kOk;
  Status status = model_.load(*storage_, memory, has_reference(), used);
  if (status != Status::kOk || !has_reference()) return status;
  std::uint32_t more = 0;
  status = reference_model_.load(*storage_, memory.subspan(used), false, more);
  used += more;
  return status;
}

bool Strike::share_models(const Strike& loaded) {
  if (section_ != loaded.section_) return false;
  model_ = loaded.model_;
  reference_model_ = loaded.reference_model_;
  return true;
}

const Strike::Part& Strike::part_of(std::uint32_t& number) const {
  if (number < first_added_) return first_;
  number -= first_added_;
  return added_;
}

Status Strike::advance(Symbol symbol, std::int32_t& advance_q6) {
  std::uint32_t number = symbol;
  const Table advances = part_of(number).own.advances();
  if (number >= advances.records) return Status::kNotFound;
  const std::uint8_t* p = nullptr;
  if (const Status status = storage_->record(advances, number, p); status != Status::kOk) return status;
  advance_q6 = load_u16(p);
  if (is_scalable()) advance_q6 = (advance_q6 * ppem_ + model_.ppem() / 2) / model_.ppem();
  return Status::kOk;
}

Status Strike::glyph(Symbol symbol, std::span<std::uint8_t> buffer, Glyph& glyph) {
  glyph = {0, 0, 0, 0, nullptr};
  std::uint32_t number = symbol;
  const Part& part = part_of(number);
  if (number >= part.own.symbols) return Status::kNotFound;
  if (buffer.size() < picture_bytes()) return Status::kNoSpace;
  return part.own.is_coded ? coded_glyph(part, number, buffer.data(), glyph)
                           : plain_glyph(part.own, number, buffer.data(), glyph);
}

Status Strike::plain_glyph(const PictureTable& table, std::uint32_t number, std::uint8_t* buffer, Glyph& glyph) {
  std::uint32_t at = 0, size = 0;
  Status status = table.find(*storage_, number, at, size);
  if (status != Status::kOk || size == 0) return status;
  const Range& pictures = table.pictures;
  if (size < format::kGlyphHeadBytes || size + kCrcBytes > pictures.bytes || at > pictures.bytes - size - kCrcBytes)
    return Status::kDamaged;
  storage_->look_ahead(pictures.offset + at, size + kCrcBytes);
  const std::uint8_t* p = nullptr;
  status = storage_->read_checked(pictures.offset + at, size, buffer, p);
  if (status != Status::kOk) return status;
  glyph = {static_cast<std::int8_t>(p[0]), static_cast<std::int8_t>(p[1]), p[2], p[3], p + format::kGlyphHeadBytes};
  const std::uint32_t pixels = static_cast<std::uint32_t>(glyph.width) * glyph.height;
  return (pixels * bits_per_pixel_ + 7) / 8 <= size - format::kGlyphHeadBytes ? Status::kOk : Status::kDamaged;
}

// The buffer holds the picture, that which it is scaled from or coded after, and what decoding takes.
Status Strike::coded_glyph(const Part& part, std::uint32_t number, std::uint8_t* buffer, Glyph& glyph) {
  std::uint8_t *bits = buffer, *scratch = buffer + bits_bytes_;
  if (is_scalable()) {
    bits = scratch;
    scratch += part.own.bits_bytes(1);
  }
  BitPicture larger{{}, scratch};
  const bool refers = part.reference.symbols != 0;
  if (refers) {
    std::uint8_t* const of_reference = scratch;
    scratch += part.reference.bits_bytes(1);
    const Status status =
        reference_model_.decode(*storage_, part.reference, number, nullptr, 0, of_reference, scratch, larger.frame);
    if (status != Status::kOk) return status;
  }
  PictureFrame frame;
  const Status status = model_.decode(*storage_, part.own, number, refers ? &larger : nullptr, reference_model_.ppem(),
                                      bits, scratch, frame);
  if (status != Status::kOk || frame.width == 0) return status;
  if (is_scalable()) frame = scaler_->scale(*scaler_, {frame, bits}, model_.ppem(), ppem_, buffer);
  glyph = {static_cast<std::int8_t>(frame.left), static_cast<std::int8_t>(frame.top),
           static_cast<std::uint8_t>(frame.width), static_cast<std::uint8_t>(frame.height), buffer};
  return status;
}

}  // namespace lr
