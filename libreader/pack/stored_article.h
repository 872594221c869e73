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

// A link of an article, and where it leads.
struct StoredLink {
  std::uint32_t unit, first, length;  // unit of the article, code points of its reading text
  std::uint32_t article, block;       // of the bundle; unit of that article

  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
  bool leads_nowhere() const { return article == kNowhere; }
};

// Takes the look of links from those that lead nowhere; `links` are those of the article, `unit` is its n-th.
void drop_dead_links(const std::vector<StoredLink>& links, std::uint32_t n, PreparedUnit& unit);

// All there is to know of an article to encode it and to prove what was encoded.
struct StoredArticle {
  std::vector<std::uint32_t> symbols;  // the bundle's number of each symbol of the article
  std::vector<PreparedNote> notes;
  std::vector<std::uint8_t> units;     // as UnitWriter writes them
  std::vector<StoredLink> links;       // in the order of their units

  // Calls take(part, unit) for each; unit is valid until the next call.
  template <typename Take>
  void for_each(Take take) const {
    UnitReader reader(units, symbols);
    Part part{};
    PreparedUnit unit;
    for (std::uint32_t n = 0; reader.next(part, unit); ++n) {
      drop_dead_links(links, n, unit);
      take(part, static_cast<const PreparedUnit&>(unit));
    }
  }
};

}  // namespace lr::pack
