// A prepared article in few bytes, to be put aside between the passes over the text and read unit by unit in each.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "prepare.h"

namespace lr::pack {

// Writes units down; its symbols are numbers of whatever table the units were prepared with.
class UnitWriter {
 public:
  void add(Part part, const PreparedUnit& unit);
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  void number(std::uint64_t value);
  void token(const Token& token);

  std::vector<std::uint8_t> bytes_;
};

// Reads them back, in order.
class UnitReader {
 public:
  // `symbols` translates the symbols of the units. Both must outlive this.
  UnitReader(std::span<const std::uint8_t> bytes, const std::vector<std::uint32_t>& symbols)
      : bytes_(bytes), symbols_(symbols) {}
  // False when there is none left.
  bool next(Part& part, PreparedUnit& unit);

 private:
  std::uint64_t number();
  std::uint8_t byte() { return bytes_[at_++]; }
  Token token();

  std::span<const std::uint8_t> bytes_;
  const std::vector<std::uint32_t>& symbols_;
  std::size_t at_ = 0;
};

// All there is to know of an article to encode it and to prove what was encoded.
struct StoredArticle {
  std::vector<std::uint32_t> symbols;  // the bundle's number of each symbol of the article
  std::vector<PreparedNote> notes;
  std::vector<std::uint8_t> units;     // as UnitWriter writes them

  // Calls take(part, unit) for each; unit is valid until the next call.
  template <typename Take>
  void for_each(Take take) const {
    UnitReader reader(units, symbols);
    Part part{};
    PreparedUnit unit;
    while (reader.next(part, unit)) take(part, static_cast<const PreparedUnit&>(unit));
  }
};

}  // namespace lr::pack
