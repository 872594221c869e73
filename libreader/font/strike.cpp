// Both parts of a strike as one: which of them has a symbol.
#include <libreader/font.h>

#include <new>

namespace lr {

Status Strike::open(Storage& storage, Range range, Range added, const Alphabet& alphabet) {
  first_added_ = alphabet.first_added();
  new (&added_) StrikePart();  // in place: a temporary would take 300 bytes of stack
  const Status status = first_.open(storage, range, first_added_, alphabet.first_full());
  if (status != Status::kOk || added.bytes == 0) return status;
  const Status of_added = added_.open(storage, added, alphabet.symbols() - first_added_,
                                      static_cast<std::uint32_t>(alphabet.first_full_added() - first_added_));
  if (of_added != Status::kOk || added_.bits_per_pixel() != bits_per_pixel())
    new (&added_) StrikePart();  // its glyphs are missed one by one
  return of_added == Status::kIo ? of_added : Status::kOk;
}

Status Strike::load(std::span<std::uint8_t> memory, std::uint32_t& used) {
  const Status status = first_.load(memory, used);
  if (status != Status::kOk) return status;
  std::uint32_t more = 0;
  const Status of_added = added_.load(memory.subspan(used), more);
  used += more;
  if (of_added != Status::kDamaged) return of_added;
  new (&added_) StrikePart();
  return Status::kOk;
}

Status Strike::advance(Symbol symbol, std::int32_t& advance_q6) {
  if (symbol < first_added_) return first_.advance(symbol, advance_q6);
  return added_.advance(static_cast<std::uint32_t>(symbol - first_added_), advance_q6);
}

Status Strike::glyph(Symbol symbol, std::span<std::uint8_t> buffer, Glyph& glyph) {
  if (symbol < first_added_) return first_.glyph(symbol, buffer, glyph);
  return added_.glyph(static_cast<std::uint32_t>(symbol - first_added_), buffer, glyph);
}

}  // namespace lr
