// An article as the sections of a bundle take it, but for the numbers that hang on the articles before it.
#pragma once
#include <cstdint>
#include <vector>

#include "stored_article.h"
#include "text_model.h"

namespace lr::pack {

struct EncodedUnit {
  Part part = Part::kBody;
  BlockKind kind = BlockKind::kParagraph;
  std::uint8_t level = 0, quote_depth = 0, list_depth = 0;
  std::uint32_t chunks = 0, marks = 0, code_points = 0;
};

struct EncodedChunk {
  std::uint16_t bytes = 0;  // without its CRC
  std::uint16_t code_points = 0;
  std::uint8_t marks = 0;
};

struct EncodedArticle {
  std::vector<EncodedUnit> units;
  std::vector<EncodedChunk> chunks;  // of the units, in their order
  std::vector<std::uint8_t> text;    // of the chunks, each with its CRC
  std::vector<std::uint32_t> marks;  // the notes that its note marks stand for
  std::vector<PreparedNote> notes;
  std::vector<std::uint8_t> title;   // for the contents: what of it fits a chunk, without CRC
};

EncodedArticle encode_article(const StoredArticle& article, const TextModel& model);

}  // namespace lr::pack
