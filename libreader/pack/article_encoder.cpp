// Units to chunks: the part of writing that threads share.
#include "article_encoder.h"

namespace lr::pack {
namespace {

// Enters the reading text of a unit where its parts went.
void enter(const PreparedUnit& unit, const std::vector<EncodedPart>& parts, const ChunkWriter::Place& place,
           const std::vector<Symbol>& number, ChunkLists& lists) {
  lists.begin_unit();
  std::uint32_t chunk = place.first_chunk;
  std::size_t part = 0;
  for (std::size_t i = 0; i < unit.tokens.size(); ++i) {
    for (; i == parts[part].end && part + 1 < parts.size(); ++part) ++chunk;
    if (unit.tokens[i].span == 0) lists.add(chunk, number[unit.tokens[i].symbol]);
  }
}

}  // namespace

EncodedArticle encode_article(const StoredArticle& article, const TextModel& model, const SearchTerms& terms) {
  EncodedArticle encoded;
  ChunkWriter chunks;
  ChunkLists lists(terms);
  article.for_each([&](Part part, const PreparedUnit& unit) {
    if (part == Part::kListing) {
      encoded.title = model.encode_title(unit);
      return;
    }
    ChunkWriter::Place place;
    if (!unit.tokens.empty()) {
      const std::vector<EncodedPart> parts = model.encode(unit);
      place = chunks.add(parts);
      enter(unit, parts, place, model.numbers(), lists);
    }
    encoded.units.push_back({part, unit.kind, unit.level, unit.quote_depth, unit.list_depth, place,
                             static_cast<std::uint32_t>(unit.marks.size()), unit.code_points});
    encoded.marks.insert(encoded.marks.end(), unit.marks.begin(), unit.marks.end());
  });
  encoded.chunks = chunks.take();
  encoded.lists = lists.take(encoded.chunks.size());
  encoded.notes = article.notes;
  for (const StoredLink& link : article.links) {
    if (!link.leads_nowhere()) encoded.links.push_back(link);
  }
  return encoded;
}

}  // namespace lr::pack
