// An article as the sections of a bundle take it, but for the numbers that hang on the articles before it.
#pragma once
#include <cstdint>
#include <vector>

#include "chunk_writer.h"
#include "search_terms.h"
#include "stored_article.h"
#include "text_model.h"

namespace lr::pack {

struct EncodedUnit {
  Part part = Part::kBody;
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0, quote_depth = 0, list_depth = 0;
  ChunkWriter::Place place;  // counted from the article's first chunk
  std::uint32_t marks = 0, code_points = 0;
};

struct EncodedArticle {
  std::vector<EncodedUnit> units;
  std::vector<EncodedChunk> chunks;
  std::vector<std::vector<std::uint32_t>> lists;  // of each chunk: where search finds it
  std::vector<std::uint32_t> marks;  // the notes that its note marks stand for
  std::vector<PreparedNote> notes;
  std::vector<StoredLink> links;  // those that lead somewhere
  std::vector<std::uint8_t> title;   // for the contents: what of it fits a chunk, without CRC
};

EncodedArticle encode_article(const StoredArticle& article, const TextModel& model, const SearchTerms& terms);

}  // namespace lr::pack
