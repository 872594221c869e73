// What the text coder makes of plain text, and how fast it is: one line of JSON.
//
//   text_coder FILE…           the files as one corpus, as they stand; a unit ends with a run of line ends
//   text_coder --dictionary BYTES FILE…
//   text_coder --unit BYTES FILE…   a unit ends with the line end after so many bytes
#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/base/utf8.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/chunk_writer.h>
#include <libreader/pack/rare_symbols.h>
#include <libreader/pack/section.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include <sys/resource.h>

namespace {

using namespace lr;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::u32string decoded(const std::string& bytes) {
  std::u32string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const std::size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    char32_t value = n == 1 ? c : c & (0xFFu >> (n + 1));
    for (std::size_t k = 1; k < n && i + k < bytes.size(); ++k) value = value << 6 | (static_cast<unsigned char>(bytes[i + k]) & 63u);
    text.push_back(value);
    i += n;
  }
  return text;
}

// The corpus as symbols, numbered like those of a bundle: the most used first, rare ones of full width last.
struct Corpus {
  std::size_t bytes = 0;
  std::vector<std::u32string> units;
  std::map<char32_t, Symbol> symbol;
  std::vector<char32_t> code_point;
  std::uint32_t first_rare = 0;
  std::vector<std::uint8_t> rare_records;

  Corpus(const std::string& file_bytes, std::size_t least_unit) : bytes(file_bytes.size()), code_point(kFirstTextSymbol, 0) {
    const std::u32string text = decoded(file_bytes);
    std::map<char32_t, std::size_t> uses;
    for (std::size_t i = 0, begin = 0, unit_bytes = 0; i < text.size(); ++i) {
      ++uses[text[i]];
      unit_bytes += text[i] < 0x80 ? 1 : text[i] < 0x800 ? 2 : text[i] < 0x10000 ? 3 : 4;
      const bool ends = i + 1 == text.size() || (text[i] == '\n' && text[i + 1] != '\n' && unit_bytes >= least_unit);
      if (!ends) continue;
      units.push_back(text.substr(begin, i + 1 - begin));
      begin = i + 1;
      unit_bytes = 0;
    }
    std::vector<std::pair<std::size_t, char32_t>> order;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> seldom;
    for (const auto& [c, n] : uses) {
      if (c >= 0x1100 && c <= 0xFFFF && n <= pack::kRareUses) {
        seldom.emplace_back(c, 0);
      } else {
        order.emplace_back(n, c);
      }
    }
    const auto rare = pack::longest_run(seldom);
    for (const auto& [c, number] : seldom) {
      if (!std::binary_search(rare.begin(), rare.end(), std::pair{c, number})) order.emplace_back(uses[c], c);
    }
    std::sort(order.rbegin(), order.rend());
    for (const auto& [n, c] : order) add(c);
    first_rare = static_cast<std::uint32_t>(code_point.size());
    for (const auto& [c, number] : rare) add(c);
    pack::append_rare_records(rare, rare_records);
  }

  void add(char32_t c) {
    symbol[c] = static_cast<Symbol>(code_point.size());
    code_point.push_back(c);
  }

  std::vector<pack::Piece> pieces(const std::u32string& unit) const {
    std::vector<pack::Piece> pieces;
    for (const char32_t c : unit) {
      pack::Piece piece;
      piece.symbols[piece.count++] = symbol.at(c);
      piece.code_points = 1;
      pieces.push_back(piece);
    }
    return pieces;
  }
};

// The sections that the text of a bundle would be.
struct Sections {
  std::vector<std::uint8_t> code, phrases, text;
  struct Chunk {
    std::uint32_t offset, bytes;
  };
  std::vector<Chunk> chunks;
  std::vector<pack::ChunkWriter::Place> units;
};

class Decoder {
 public:
  Decoder(const Sections& sections, const Corpus& corpus) : sections_(sections), corpus_(corpus) {
    storage_bytes_ = sections.code;
    storage_bytes_.insert(storage_bytes_.end(), sections.phrases.begin(), sections.phrases.end());
    storage_.open(memory_source(storage_bytes_.data(), static_cast<std::uint32_t>(storage_bytes_.size())), pages_);
    const auto code = static_cast<std::uint32_t>(sections.code.size());
    good_ = code_.open(storage_, {0, code}, {code, static_cast<std::uint32_t>(sections.phrases.size())},
                       static_cast<std::uint32_t>(corpus.code_point.size()), corpus.first_rare) == Status::kOk;
    code_.keep(kept_);
  }

  // Appends the UTF-8 of a unit; false when something is damaged.
  bool unit(std::size_t index, std::string& to) {
    const pack::ChunkWriter::Place place = sections_.units[index];
    for (std::uint32_t i = 0; i < place.chunks && good_; ++i) {
      const Sections::Chunk& chunk = sections_.chunks[place.first_chunk + i];
      const std::uint8_t* bytes = sections_.text.data() + chunk.offset;
      if (crc32c(bytes, chunk.bytes) != load_u32(bytes + chunk.bytes)) return false;
      BitReader bits(bytes, chunk.bytes, 0);
      for (int left = place.units_before; left > 0 && good_; --left) pass(bits);
      part(bits, to);
    }
    return good_;
  }

  bool everything(std::string& to) {
    for (std::size_t c = 0, u = 0; c < sections_.chunks.size() && good_; ++c) {
      const Sections::Chunk& chunk = sections_.chunks[c];
      const std::uint8_t* bytes = sections_.text.data() + chunk.offset;
      if (crc32c(bytes, chunk.bytes) != load_u32(bytes + chunk.bytes)) return false;
      BitReader bits(bytes, chunk.bytes, 0);
      std::size_t parts = 1;  // one unit, or a part of one
      while (u < sections_.units.size() && sections_.units[u].first_chunk < c) ++u;
      for (std::size_t i = u + 1; i < sections_.units.size() && sections_.units[i].first_chunk == c; ++i) ++parts;
      for (std::size_t i = 0; i < parts && good_; ++i) part(bits, to);
    }
    return good_;
  }

 private:
  void part(BitReader& bits, std::string& to) {
    std::uint8_t context = code_.first_context();
    Expansion token;
    for (;;) {
      Part part = 0;
      Symbol symbol = 0;
      if (code_.token(bits, context, part) != Status::kOk || bits.overrun()) break;
      for (token.begin(part); !token.empty();) {
        if (token.next(code_, symbol) != Status::kOk) {
          good_ = false;
          return;
        }
        if (symbol == kEndOfUnit) return;
        char utf8[kMaxUtf8Bytes];
        to.append(utf8, static_cast<std::size_t>(encode_utf8(corpus_.code_point[symbol], utf8)));
      }
      context = code_.context_of(symbol);
    }
    good_ = false;
  }

  void pass(BitReader& bits) {
    std::uint8_t context = code_.first_context();
    for (;;) {
      Part part = 0;
      Symbol last = 0;
      if (code_.token(bits, context, part) != Status::kOk || bits.overrun() || code_.last_symbol(part, last) != Status::kOk) {
        good_ = false;
        return;
      }
      if (last == kEndOfUnit) return;
      context = code_.context_of(last);
    }
  }

  const Sections& sections_;
  const Corpus& corpus_;
  std::vector<std::uint8_t> storage_bytes_;
  KeptPhrase kept_[4096];  // as the programs on a PC have
  Storage::Page pages_[4];
  Storage storage_;
  TextCode code_;
  bool good_ = true;
};

Sections encode(const Corpus& corpus, const pack::TextEncoder& encoder) {
  Sections sections;
  sections.code = pack::paged(encoder.code().code, 1);
  sections.phrases = pack::paged(encoder.code().phrases, 1);
  pack::ChunkWriter writer;
  for (const std::u32string& unit : corpus.units) sections.units.push_back(writer.add(encoder.encode(corpus.pieces(unit))));
  pack::Bytes text;
  for (const pack::EncodedChunk& chunk : writer.take()) {
    sections.chunks.push_back({static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(chunk.bytes.size())});
    text.append_checked(chunk.bytes);
  }
  sections.text = text.take();
  return sections;
}

}  // namespace

int main(int argc, char** argv) {
  std::string bytes;
  std::size_t dictionary = 0, least_unit = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--dictionary") == 0 && i + 1 < argc) {
      dictionary = static_cast<std::size_t>(std::stoul(argv[++i]));
      continue;
    }
    if (std::strcmp(argv[i], "--unit") == 0 && i + 1 < argc) {
      least_unit = static_cast<std::size_t>(std::stoul(argv[++i]));
      continue;
    }
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      return 1;
    }
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  const Corpus corpus(bytes, least_unit);
  const auto begin = Clock::now();
  std::vector<Symbol> text;
  for (const std::u32string& unit : corpus.units) {
    for (const char32_t c : unit) text.push_back(corpus.symbol.at(c));
    text.push_back(kEndOfUnit);
  }
  pack::LearnOptions options = pack::learn_options(text.size());
  options.dictionary_bytes = dictionary;
  options.first_rare = corpus.first_rare;
  options.threads = 1;
  const pack::TextEncoder encoder(pack::learn(text, static_cast<std::uint32_t>(corpus.code_point.size()), options));
  const Sections sections = encode(corpus, encoder);
  const double encode_seconds = seconds_since(begin);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);

  Decoder decoder(sections, corpus);
  std::string out;
  out.reserve(bytes.size());
  double best = 1e9;
  const int rounds = bytes.size() < 2000000 ? 30 : 3;
  for (int i = 0; i < rounds; ++i) {
    out.clear();
    const auto start = Clock::now();
    if (!decoder.everything(out) || out != bytes) {
      std::fputs("the text does not come back\n", stderr);
      return 1;
    }
    best = std::min(best, seconds_since(start));
  }
  std::mt19937 random(1);  // units of some 512 bytes, or the next that are
  std::vector<std::size_t> near;
  for (std::size_t i = 0; i < corpus.units.size(); ++i) {
    std::string one;
    if (!decoder.unit(i, one)) return 1;
    if (one.size() >= 384 && one.size() <= 640) near.push_back(i);
  }
  double random_us = 0;
  if (!near.empty()) {
    std::string one;
    const int count = 20000;
    const auto start = Clock::now();
    for (int i = 0; i < count; ++i) {
      one.clear();
      if (!decoder.unit(near[random() % near.size()], one)) return 1;
    }
    random_us = seconds_since(start) * 1e6 / count;
  }
  const std::size_t code_points =
      format::records_of(corpus.first_rare, format::kSymbolsARecord) * format::kCodePointsBytes + corpus.rare_records.size();
  // Chunks, and a byte each for how many units it has: what of UNIT is needed to find a unit.
  const std::size_t index = (sections.chunks.size() + 7) / 8 * format::kChunksBytes + sections.chunks.size();
  const std::size_t checks = sections.chunks.size() * 4 + (sections.code.size() + sections.phrases.size()) / 512 * 4 +
                             code_points / 508 * 4 + index / 508 * 4 + 16;
  const std::size_t stored = sections.text.size() - sections.chunks.size() * 4;
  const std::size_t total = stored + encoder.code().code.size() + encoder.code().phrases.size() + code_points + index;
  std::printf("{\"raw\":%zu,\"units\":%zu,\"chunks\":%zu,\"text\":%zu,\"codes\":%zu,\"dictionary\":%zu,\"code_points\":%zu,"
              "\"index\":%zu,\"total\":%zu,\"checksums\":%zu,\"encode_s\":%.2f,\"peak_kb\":%ld,\"decode_mb_s\":%.1f,"
              "\"random_us\":%.2f}\n",
              bytes.size(), corpus.units.size(), sections.chunks.size(), stored, encoder.code().code.size(),
              encoder.code().phrases.size(), code_points, index, total, checks, encode_seconds, usage.ru_maxrss,
              static_cast<double>(bytes.size()) / best / 1e6, random_us);
}
