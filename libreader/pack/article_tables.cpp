// Records of articles, in the order in which they come.
#include "article_tables.h"

#include <algorithm>

#include "bundle_writer.h"
#include "limits.h"

namespace lr::pack {

using namespace format;

std::vector<std::uint8_t> ArticleTables::add(const ArticleSummary& summary, const EncodedArticle& article) {
  where_ = summary.source;
  const TableCounts before = counts;
  std::size_t marks = 0;
  std::uint32_t front = 0, body = 0, code_points = 0;
  for (const EncodedUnit& unit : article.units) {
    const bool in_body = unit.part == Part::kBody;
    if (in_body && unit.kind == BlockKind::kHeading) add_heading(unit.level);
    add_unit(before.chunks, unit, marks, in_body ? code_points : 0);
    marks += unit.marks;
    front += unit.part == Part::kFront;
    body += in_body;
    if (in_body) code_points += unit.code_points;
  }
  for (const EncodedChunk& chunk : article.chunks) add_chunk(chunk);
  add_notes(article, before.units + front + body);
  add_links(article, before.units);
  const std::string& name = summary.id;
  fit(name.size(), format::kMaxIdBytes, where_, "bytes in its id");
  Bytes record;
  record.u64(article_id(name));
  record.u32(before.units);
  record.u16(fit(front, 0xFFFF, where_, "front-matter blocks"));
  record.u16(fit(article.notes.size(), 0xFFFF, where_, "notes"));
  record.u32(body);
  record.u32(before.notes);
  record.u32(before.marks);
  record.u32(static_cast<std::uint32_t>(marks));
  record.u32(before.headings);
  record.u16(fit(counts.headings - before.headings, 0xFFFF, where_, "headings"));
  record.u8(static_cast<std::uint8_t>(summary.language));
  record.u8(0);
  record.u32(code_points);
  record.u32(fit(start_.names_bytes, 0xFFFFFF, "bundle", "bytes of article ids") |
             static_cast<std::uint32_t>(name.size()) << 24);
  names.add({reinterpret_cast<const std::uint8_t*>(name.data()), name.size()});
  start_.names_bytes += name.size();
  return record.take();
}

void ArticleTables::add_unit(std::uint32_t first_chunk, const EncodedUnit& unit, std::size_t marks_before,
                             std::uint32_t code_points_before) {
  const ChunkWriter::Place& place = unit.place;
  units.add({first_chunk + place.first_chunk, place.chunks, place.units_before, place.shares_chunk,
             static_cast<std::uint16_t>(fit(marks_before, 0xFFFF, where_, "note marks")), unit.kind, unit.level,
             unit.quote_depth, unit.list_depth, code_points_before});
  ++counts.units;
}

void ArticleTables::add_chunk(const EncodedChunk& chunk) {
  if (counts.chunks % kChunksARecord == 0)
    chunk_records_.u32(fit(start_.chunk_at, 0xFFFFFFFF, "bundle", "bytes of text"));
  chunk_records_.u16(static_cast<std::uint32_t>(chunk.bytes.size()) | static_cast<std::uint32_t>(chunk.marks) << 9);
  chunk_records_.u16(chunk.code_points);
  if (++counts.chunks % kChunksARecord == 0) chunks.add(chunk_records_.take());
  start_.chunk_at += chunk.bytes.size() + kCrcBytes;
  text.append_checked(chunk.bytes);
}

void ArticleTables::finish() {
  while (chunk_records_.size() % kChunksBytes != 0) chunk_records_.u32(0);
  chunks.add(chunk_records_.take());
}

void ArticleTables::add_heading(std::uint8_t level) {
  Bytes record;
  record.u32(counts.units);
  record.u16(level);
  headings.add(record);
  ++counts.headings;
}

void ArticleTables::add_links(const EncodedArticle& article, std::uint32_t first_unit) {
  for (const StoredLink& link : article.links) {
    Bytes record;
    record.u32(first_unit + link.unit);
    record.u24(fit(link.first, 0xFFFFFF, where_, "characters before a link in its block"));
    record.u8(std::min(link.length, kMaxLinkCodePoints));
    record.u24(fit(link.article, 0xFFFFFF, "bundle", "articles"));
    record.u24(fit(link.block, 0xFFFFFF, where_, "blocks before the target of a link"));
    links.add(record);
    ++counts.links;
  }
}

void ArticleTables::add_notes(const EncodedArticle& article, std::uint32_t first_note_unit) {
  Bytes note_of_mark, records;
  for (const std::uint32_t note : article.marks) note_of_mark.u16(fit(note, 0xFFFF, where_, "notes"));
  for (const PreparedNote& note : article.notes) {
    records.u32(first_note_unit + note.first_unit);
    records.u32(note.units);
  }
  marks.add(note_of_mark);
  notes.add(records);
  counts.marks += static_cast<std::uint32_t>(article.marks.size());
  counts.notes += static_cast<std::uint32_t>(article.notes.size());
}

}  // namespace lr::pack
