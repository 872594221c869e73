// Units to chunks, with their checksums: the part of writing that threads share.
#include "article_encoder.h"

#include "section.h"

namespace lr::pack {

EncodedArticle encode_article(const StoredArticle& article, const TextModel& model) {
  EncodedArticle encoded;
  Bytes text;
  article.for_each([&](Part part, const PreparedUnit& unit) {
    if (part == Part::kListing) {
      encoded.title = model.encode(unit).front().bytes;
      return;
    }
    std::uint32_t chunks = 0;
    for (const TextEncoder::Chunk& chunk : unit.tokens.empty() ? std::vector<TextEncoder::Chunk>{} : model.encode(unit)) {
      encoded.chunks.push_back({static_cast<std::uint16_t>(chunk.bytes.size()), chunk.code_points, chunk.marks});
      text.append_checked(chunk.bytes);
      ++chunks;
    }
    encoded.units.push_back({part, unit.kind, unit.level, unit.quote_depth, unit.list_depth, chunks,
                             static_cast<std::uint32_t>(unit.marks.size()), unit.code_points});
    encoded.marks.insert(encoded.marks.end(), unit.marks.begin(), unit.marks.end());
  });
  encoded.text = text.take();
  encoded.notes = article.notes;
  return encoded;
}

}  // namespace lr::pack
