// The tables that encoded articles go to, and their text: what a new bundle and an append have in common.
#pragma once
#include <libreader/bundle/format.h>
#include <libreader/pack.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "article_encoder.h"
#include "section_writer.h"
#include "unit_table.h"

namespace lr::pack {

// Records of all articles so far.
struct TableCounts {
  std::uint32_t units = 0, chunks = 0, notes = 0, marks = 0, headings = 0, links = 0;
};

class ArticleTables {
 public:
  // What lies before the first article.
  struct Start {
    TableCounts counts;
    std::uint64_t names_bytes = 0;  // of all ids
    std::uint64_t chunk_at = 0;     // in TEXT
  };
  ArticleTables(const std::filesystem::path& folder, const Start& start)
      : counts(start.counts), start_(start), folder_(folder) {}

  // Its record of ARTI. Throws InputError: a number does not fit the format.
  std::vector<std::uint8_t> add(const ArticleSummary& summary, const EncodedArticle& article);
  // After the last one.
  void finish();

 private:
  void add_unit(std::uint32_t first_chunk, const EncodedUnit& unit, std::size_t marks_before,
                std::uint32_t code_points_before);
  void add_chunk(const EncodedChunk& chunk);
  void add_heading(std::uint8_t level);
  void add_links(const EncodedArticle& article, std::uint32_t first_unit);
  void add_notes(const EncodedArticle& article, std::uint32_t first_note_unit);

 public:
  TableCounts counts;

 private:
  Start start_;
  std::filesystem::path folder_;
  Bytes chunk_records_;  // not yet whole
  std::string where_;

 public:
  UnitTable units{folder_};
  TableWriter names{format::kNamesTag, 1, folder_}, chunks{format::kChunksTag, format::kChunksBytes, folder_},
      headings{format::kHeadingsTag, format::kHeadingBytes, folder_},
      notes{format::kNotesTag, format::kNoteBytes, folder_}, marks{format::kMarksTag, format::kMarkBytes, folder_},
      links{format::kLinksTag, format::kLinkBytes, folder_};
  SectionWriter text{format::kTextTag, folder_};
};

}  // namespace lr::pack
