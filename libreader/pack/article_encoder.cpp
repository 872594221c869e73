// Units to chunks: the part of writing that threads share.
#include "article_encoder.h"

namespace lr::pack {

EncodedArticle encode_article(const StoredArticle& article, const TextModel& model) {
  EncodedArticle encoded;
  ChunkWriter chunks;
  article.for_each([&](Part part, const PreparedUnit& unit) {
    if (part == Part::kListing) {
      encoded.title = model.encode_title(unit);
      return;
    }
    ChunkWriter::Place place;
    if (!unit.tokens.empty()) place = chunks.add(model.encode(unit));
    encoded.units.push_back({part, unit.kind, unit.level, unit.quote_depth, unit.list_depth, place,
                             static_cast<std::uint32_t>(unit.marks.size()), unit.code_points});
    encoded.marks.insert(encoded.marks.end(), unit.marks.begin(), unit.marks.end());
  });
  encoded.chunks = chunks.take();
  encoded.notes = article.notes;
  return encoded;
}

}  // namespace lr::pack
