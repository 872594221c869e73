// Numbers of seven bits a byte. A token is one number: 6 * symbol + opportunity, or + kNotPlain where it is no plain text,
// and then the rest in bytes.
#include "stored_article.h"

#include <algorithm>

namespace lr::pack {
namespace {

constexpr std::uint64_t kNotPlain = 5, kKinds = 6;

bool is_plain(const Token& token) { return token == Token{token.symbol, token.before, 0, 0, false, false, 1}; }

}  // namespace

void UnitWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<std::uint8_t>(value | 0x80));
  bytes_.push_back(static_cast<std::uint8_t>(value));
}

void UnitWriter::token(const Token& token) {
  if (is_plain(token)) return number(kKinds * token.symbol + static_cast<std::uint64_t>(token.before));
  number(kKinds * token.symbol + kNotPlain);
  const int ends = (token.opens_span ? 1 : 0) | (token.closes_span ? 2 : 0);
  bytes_.insert(bytes_.end(), {static_cast<std::uint8_t>(token.before), token.styles, token.span,
                               static_cast<std::uint8_t>(ends), token.code_points});
}

void UnitWriter::add(Part part, const PreparedUnit& unit) {
  bytes_.insert(bytes_.end(), {static_cast<std::uint8_t>(part), static_cast<std::uint8_t>(unit.kind), unit.level,
                               unit.quote_depth, unit.list_depth});
  number(unit.code_points);
  number(unit.marks.size());
  for (const std::uint32_t mark : unit.marks) number(mark);
  number(unit.tokens.size());
  for (const Token& one : unit.tokens) token(one);
}

std::uint64_t UnitReader::number() {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t next = byte();
    value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
    if (next < 0x80) return value;
  }
}

Token UnitReader::token() {
  const std::uint64_t value = number();
  const std::uint32_t symbol = symbols_[static_cast<std::size_t>(value / kKinds)];
  const std::uint64_t kind = value % kKinds;
  if (kind != kNotPlain) return {symbol, static_cast<Opportunity>(kind), 0, 0, false, false, 1};
  Token token{symbol, static_cast<Opportunity>(byte()), 0, 0, false, false, 0};
  token.styles = byte();
  token.span = byte();
  const std::uint8_t ends = byte();
  token.opens_span = (ends & 1) != 0;
  token.closes_span = (ends & 2) != 0;
  token.code_points = byte();
  return token;
}

bool UnitReader::next(Part& part, PreparedUnit& unit) {
  if (at_ == bytes_.size()) return false;
  part = static_cast<Part>(byte());
  unit.kind = static_cast<BlockKind>(byte());
  unit.level = byte();
  unit.quote_depth = byte();
  unit.list_depth = byte();
  unit.code_points = static_cast<std::uint32_t>(number());
  unit.marks.resize(static_cast<std::size_t>(number()));
  for (std::uint32_t& mark : unit.marks) mark = static_cast<std::uint32_t>(number());
  unit.tokens.resize(static_cast<std::size_t>(number()));
  for (Token& one : unit.tokens) one = token();
  return true;
}

void drop_dead_links(const std::vector<StoredLink>& links, std::uint32_t n, PreparedUnit& unit) {
  const auto is_before = [](const StoredLink& link, std::uint32_t number) { return link.unit < number; };
  for (auto link = std::lower_bound(links.begin(), links.end(), n, is_before); link != links.end() && link->unit == n; ++link) {
    if (!link->leads_nowhere()) continue;
    std::uint32_t at = 0;
    for (Token& token : unit.tokens) {
      const bool inside = token.span == 0 && at >= link->first && at - link->first < link->length;
      if (inside) token.styles = static_cast<std::uint8_t>(token.styles & ~kLink);
      at += token.code_points;
    }
  }
}

}  // namespace lr::pack
