// The pieces of a unit; parts of it that fill a chunk; codewords.
#include "text_encoder.h"

#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <stdexcept>

#include "grammar/bit_writer.h"

namespace lr::pack {
namespace {

constexpr std::size_t kMaxMarksOfChunk = 127;
constexpr std::size_t kMaxCodePointsOfChunk = 0xFFFF;
constexpr std::size_t kMaxSymbolsOfChunk = 6000;  // far more than fit; bounds what is parsed again for each chunk
constexpr Cost kRoom = format::kMaxChunkTextBytes * 8 * kBit;

// Pieces from `first` on that may stand in a chunk together, before it is known how many bits they take.
struct Stretch {
  std::vector<Symbol> symbols;
  struct End {
    std::size_t piece, symbols, code_points, marks;
  };
  std::vector<End> ends;  // where the chunk may end
};

Stretch stretch_from(const std::vector<Piece>& pieces, std::size_t first) {
  Stretch stretch;
  if (first > 0) {  // a chunk that goes on: switch the styles on again
    for (unsigned bit = 0; bit < kRunStyles; ++bit) {
      if ((pieces[first].styles >> bit & 1) != 0) stretch.symbols.push_back(toggle_of(bit));
    }
  }
  std::size_t code_points = 0, marks = 0;
  for (std::size_t i = first; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    code_points += piece.code_points;
    marks += piece.marks;
    for (std::size_t k = 0; k < piece.count; ++k) {
      const bool toggle = toggled_bit(piece.symbols[k]) < kRunStyles;
      if (!(toggle && i == first && first > 0)) stretch.symbols.push_back(piece.symbols[k]);
    }
    const bool full = stretch.symbols.size() > kMaxSymbolsOfChunk || code_points > kMaxCodePointsOfChunk ||
                      marks > kMaxMarksOfChunk;
    if (full && !stretch.ends.empty()) break;
    if (i + 1 == pieces.size() || !pieces[i + 1].in_span)  // a span stays whole
      stretch.ends.push_back({i + 1, stretch.symbols.size(), code_points, marks});
  }
  return stretch;
}

}  // namespace

std::vector<Piece> pieces_of(const PreparedUnit& unit, const std::vector<Symbol>& number, const Alphabet& alphabet) {
  std::vector<Piece> pieces;
  std::uint8_t styles = 0;
  std::uint8_t previous_class = 0;
  for (const Token& token : unit.tokens) {
    Piece piece;
    const auto put = [&](std::uint32_t symbol) { piece.symbols[piece.count++] = static_cast<Symbol>(symbol); };
    for (unsigned bit = 0; bit < kRunStyles; ++bit) {
      if (((styles ^ token.styles) >> bit & 1) != 0) put(toggle_of(bit));
    }
    styles = token.styles;
    if (token.opens_span) put(token.span);
    const Symbol symbol = number[token.symbol];
    const std::uint8_t break_class = alphabet.group_of(symbol).break_class;
    const bool first = &token == unit.tokens.data();
    if (!first && alphabet.opportunity(previous_class, break_class) != token.before)
      put(kExceptionFirst + static_cast<std::uint32_t>(token.before));
    previous_class = break_class;
    put(symbol);
    if (token.closes_span) put(kSpanEnd);
    piece.styles = styles;
    piece.code_points = token.code_points;
    piece.marks = token.closes_span && token.span == kNoteMarkSpan ? 1 : 0;
    piece.in_span = token.span != 0 && !token.opens_span;
    pieces.push_back(piece);
  }
  return pieces;
}

std::vector<Symbol> symbols_of(const std::vector<Piece>& pieces) {
  std::vector<Symbol> symbols;
  for (const Piece& piece : pieces) {
    for (std::size_t k = 0; k < piece.count; ++k) symbols.push_back(piece.symbols[k]);
  }
  symbols.push_back(kEndOfUnit);
  return symbols;
}

std::vector<std::uint8_t> encode_title(const std::vector<Piece>& pieces) {
  std::vector<std::uint8_t> bytes;
  std::size_t end = 0;  // behind the last piece that a title may end with
  for (std::size_t i = 0; i < pieces.size() && bytes.size() <= format::kMaxChunkTextBytes; ++i) {
    if (!pieces[i].in_span) end = bytes.size();
    for (std::size_t k = 0; k < pieces[i].count; ++k) {
      std::uint32_t symbol = pieces[i].symbols[k];
      for (; symbol >= 0x80; symbol >>= 7) bytes.push_back(static_cast<std::uint8_t>(symbol | 0x80));
      bytes.push_back(static_cast<std::uint8_t>(symbol));
    }
  }
  if (bytes.size() > format::kMaxChunkTextBytes) bytes.resize(end);
  return bytes;
}

TextEncoder::TextEncoder(const Learned& learned)
    : phrases_(learned.phrases),
      prices_(prices_of(learned.classes, learned.token_lengths, learned.class_lengths)),
      code_(write_code(learned)) {}

TextEncoder::TextEncoder(ReadCode code)
    : phrases_(std::move(code.phrases)),
      prices_(std::move(code.prices)),
      code_{{}, {}, std::move(code.of_token), std::move(code.of_class)} {}

EncodedPart TextEncoder::encode_symbols(std::span<const Symbol> symbols, std::size_t longest) const {
  Parser parser(phrases_, prices_);
  std::vector<TokenId> tokens;
  parser.parse(symbols, kEndOfUnit, tokens, longest);
  BitWriter bits;
  Symbol last = kEndOfUnit;
  for (const TokenId token : tokens) {
    const std::uint8_t token_class = prices_.classes.predicted[phrases_[token].first];
    for (const Codeword& word : {code_.of_class[prices_.classes.context[last] * std::size_t{kMaxTokenClasses} + token_class],
                                 code_.of_token[token]})
      bits.write(word.bits, word.length);
    last = phrases_[token].last;
  }
  EncodedPart part;
  part.bits = static_cast<std::uint32_t>(bits.size());
  part.bytes = bits.take();
  return part;
}

std::vector<EncodedPart> TextEncoder::encode(const std::vector<Piece>& pieces) const {
  std::vector<EncodedPart> parts;
  Parser parser(phrases_, prices_);
  std::vector<TokenId> tokens;
  for (std::size_t first = 0; first < pieces.size();) {
    Stretch stretch = stretch_from(pieces, first);
    stretch.symbols.resize(stretch.ends.empty() ? 0 : stretch.ends.back().symbols);
    tokens.clear();
    parser.parse(stretch.symbols, kEndOfUnit, tokens);
    const auto fits = [&](const Stretch::End& end) {
      const Cost closing = prices_.before(stretch.symbols[end.symbols - 1], kEndOfUnit) + prices_.of_token[kEndOfUnit];
      return parser.cost(end.symbols) + closing <= kRoom;
    };
    const auto end = std::find_if(stretch.ends.rbegin(), stretch.ends.rend(), fits);
    if (end == stretch.ends.rend()) throw std::length_error("a span of generated text is longer than a chunk");
    stretch.symbols.resize(end->symbols);
    stretch.symbols.push_back(kEndOfUnit);
    parts.push_back(encode_symbols(stretch.symbols, kMaxPhraseSymbols));
    parts.back().code_points = static_cast<std::uint16_t>(end->code_points);
    parts.back().marks = static_cast<std::uint8_t>(end->marks);
    first = parts.back().end = end->piece;
  }
  if (parts.empty()) parts.push_back(encode_symbols(std::vector<Symbol>{kEndOfUnit}, 1));
  return parts;
}

}  // namespace lr::pack
