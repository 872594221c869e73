// Sections, tables, header.
#include "bundle_writer.h"

#include <libreader/bundle.h>
#include <libreader/bundle/format.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "import.h"
#include "section.h"

namespace lr::pack {
namespace {

struct Section {
  std::uint32_t tag;
  std::vector<std::uint8_t> bytes;
  bool front;  // needed to list the articles
};

// A number that must fit a field of the format.
std::uint32_t fit(std::size_t value, std::size_t limit, const std::string& where, const std::string& what) {
  if (value > limit)
    throw InputError(where, "has " + std::to_string(value) + " " + what + ", at most " + std::to_string(limit) +
                                " fit: split it");
  return static_cast<std::uint32_t>(value);
}

class Writer {
 public:
  Writer(const BundleParts& parts, const BuiltAlphabet& built) : parts_(parts), built_(built), encoder_(learn()) {}

  std::vector<std::uint8_t> write() {
    write_articles();
    write_navigation();
    Bytes alphabet, code;
    alphabet.append_checked(built_.alphabet);
    code.append_checked(encoder_.table());
    std::vector<Section> sections;
    sections.push_back({format::kAlphabetTag, alphabet.take(), true});
    sections.push_back({format::kTextCodeTag, code.take(), true});
    sections.push_back({format::kArticlesTag, paged(articles_.get(), format::kArticleBytes), true});
    sections.push_back({format::kNamesTag, paged(names_.get(), 1), true});
    sections.push_back({format::kNavigationTag, paged(navigation_.get(), format::kNavigationBytes), true});
    sections.push_back({format::kListTag, list_.take(), true});
    sections.push_back({format::kUnitsTag, paged(units_.get(), format::kUnitBytes), false});
    sections.push_back({format::kChunksTag, paged(chunks_.get(), format::kChunkBytes), false});
    sections.push_back({format::kHeadingsTag, paged(headings_.get(), format::kHeadingBytes), false});
    sections.push_back({format::kNotesTag, paged(notes_.get(), format::kNoteBytes), false});
    sections.push_back({format::kMarksTag, paged(marks_.get(), format::kMarkBytes), false});
    sections.push_back({format::kCodePointsTag, paged(words(built_.code_points), format::kCodePointBytes), false});
    sections.push_back({format::kClustersTag, paged(words(built_.clusters), format::kCodePointBytes), false});
    sections.push_back({format::kTextTag, text_.take(), false});
    for (const auto& strike : parts_.strikes) sections.push_back({format::kStrikeTag, strike, false});
    sections.push_back({format::kMetaTag, meta(), false});
    return assemble(sections);
  }

 private:
  // The numbers of controls and symbols as they will stand in the text.
  std::vector<std::uint64_t> learn() {
    if (device_.load(built_.alphabet.data(), static_cast<std::uint32_t>(built_.alphabet.size())) != Status::kOk)
      throw std::logic_error("the alphabet that was written does not load");
    std::vector<std::uint64_t> uses(built_.symbol.size(), 0);
    const auto count = [&](const PreparedUnit& unit) {
      for (const Piece& piece : pieces_of(unit, built_.number, device_)) {
        for (int i = 0; i < piece.count; ++i) ++uses[piece.symbols[static_cast<std::size_t>(i)]];
      }
      uses[kEndOfChunk] += 1 + unit.tokens.size() / 400;
    };
    for (const PreparedArticle& article : *parts_.prepared) {
      for (const auto* units : {&article.front, &article.body, &article.note_units}) {
        for (const PreparedUnit& unit : *units) count(unit);
      }
    }
    return uses;
  }

  void write_unit(const PreparedUnit& unit, std::size_t marks_before, std::size_t code_points_before) {
    const std::vector<TextEncoder::Chunk> chunks = unit.tokens.empty()
                                                       ? std::vector<TextEncoder::Chunk>{}
                                                       : encoder_.encode(pieces_of(unit, built_.number, device_));
    units_.u32(chunk_count_);
    units_.u16(fit(chunks.size(), 0xFFFF, where_, "chunks in a block"));
    units_.u16(fit(marks_before, 0xFFFF, where_, "note marks"));
    units_.u8(static_cast<std::uint8_t>(unit.kind));
    units_.u8(unit.level);
    units_.u8(unit.quote_depth);
    units_.u8(unit.list_depth);
    units_.u32(fit(code_points_before, 0xFFFFFFFF, where_, "characters"));
    ++unit_count_;
    for (const TextEncoder::Chunk& chunk : chunks) {
      chunks_.u32(static_cast<std::uint32_t>(text_.size()));
      chunks_.u16(static_cast<std::uint32_t>(chunk.bytes.size()) | static_cast<std::uint32_t>(chunk.marks) << 9);
      chunks_.u16(chunk.code_points);
      text_.append_checked(chunk.bytes);
      ++chunk_count_;
    }
  }

  void write_articles() {
    for (std::size_t i = 0; i < parts_.prepared->size(); ++i) write_article((*parts_.articles)[i], (*parts_.prepared)[i]);
  }

  void write_article(const Article& article, const PreparedArticle& prepared) {
    where_ = article.source;
    const std::uint32_t first_unit = unit_count_, first_note = note_count_, first_mark = mark_count_;
    const std::uint32_t first_heading = heading_count_;
    std::size_t marks = 0, code_points = 0;
    const auto write_marks = [&](const PreparedUnit& unit) {
      for (const std::uint32_t note : unit.marks) marks_.u16(fit(note, 0xFFFF, where_, "notes"));
      marks += unit.marks.size();
    };
    for (const PreparedUnit& unit : prepared.front) {
      write_unit(unit, marks, 0);
      write_marks(unit);
    }
    for (const PreparedUnit& unit : prepared.body) {
      if (unit.kind == BlockKind::kHeading) {
        headings_.u32(unit_count_);
        headings_.u16(unit.level);
        ++heading_count_;
      }
      write_unit(unit, marks, code_points);
      write_marks(unit);
      code_points += unit.code_points;
    }
    const std::uint32_t first_note_unit = unit_count_;
    for (const PreparedUnit& unit : prepared.note_units) {
      write_unit(unit, marks, 0);
      write_marks(unit);
    }
    mark_count_ += static_cast<std::uint32_t>(marks);
    for (const PreparedNote& note : prepared.notes) {
      notes_.u32(first_note_unit + note.first_unit);
      notes_.u32(note.units);
      ++note_count_;
    }
    const std::string& name = article.fields.id;
    fit(name.size(), format::kMaxIdBytes, where_, "bytes in its id");
    articles_.u64(article_id(name));
    articles_.u32(first_unit);
    articles_.u16(fit(prepared.front.size(), 0xFFFF, where_, "front-matter blocks"));
    articles_.u16(fit(prepared.notes.size(), 0xFFFF, where_, "notes"));
    articles_.u32(static_cast<std::uint32_t>(prepared.body.size()));
    articles_.u32(first_note);
    articles_.u32(first_mark);
    articles_.u32(static_cast<std::uint32_t>(marks));
    articles_.u32(first_heading);
    articles_.u16(fit(heading_count_ - first_heading, 0xFFFF, where_, "headings"));
    articles_.u8(static_cast<std::uint8_t>(article.language));
    articles_.u8(0);
    articles_.u32(static_cast<std::uint32_t>(code_points));
    articles_.u32(fit(names_.size(), 0xFFFFFF, "bundle", "bytes of article ids") |
                  static_cast<std::uint32_t>(name.size()) << 24);
    for (const char c : name) names_.u8(static_cast<std::uint8_t>(c));
  }

  void write_navigation() {
    add_title(kNoArticle, parts_.title, 0);
    std::string section;
    for (std::size_t i = 0; i < parts_.prepared->size(); ++i) {
      const std::string& own = (*parts_.articles)[i].section;
      if (own != section) {
        section = own;
        for (const auto& [name, title] : parts_.sections) {
          if (name == section) add_title(kNoArticle, title, 1);
        }
      }
      add_title(static_cast<std::uint32_t>(i), (*parts_.prepared)[i].listing, section.empty() ? 1 : 2);
    }
  }

  void add_title(std::uint32_t article, const PreparedUnit& title, std::uint32_t depth) {
    const auto chunk = encoder_.encode(pieces_of(title, built_.number, device_)).front();  // what fits one chunk
    navigation_.u32(article);
    navigation_.u32(static_cast<std::uint32_t>(list_.size()));
    navigation_.u16(static_cast<std::uint32_t>(chunk.bytes.size()));
    navigation_.u16(depth);
    list_.append_checked(chunk.bytes);
    ++navigation_count_;
  }

  // Keys and values: u16 length and bytes of each.
  std::vector<std::uint8_t> meta() const {
    Bytes bytes;
    for (const auto& [key, value] : parts_.meta) {
      for (const std::string* text : {&key, &value}) {
        bytes.u16(fit(text->size(), 0xFFFF, key, "bytes"));
        for (const char c : *text) bytes.u8(static_cast<std::uint8_t>(c));
      }
    }
    return bytes.take();
  }

  static std::vector<std::uint8_t> words(const std::vector<std::uint32_t>& values) {
    Bytes bytes;
    for (const std::uint32_t value : values) bytes.u32(value);
    return bytes.take();
  }

  std::vector<std::uint8_t> assemble(const std::vector<Section>& sections) const {
    const std::size_t head = format::kHeaderBytes + sections.size() * format::kSectionEntryBytes + kCrcBytes;
    std::size_t at = head, front = head;
    Bytes entries, body;
    std::uint64_t id = article_id({});
    for (const Section& section : sections) {
      entries.u32(section.tag);
      entries.u32(static_cast<std::uint32_t>(at));
      entries.u32(static_cast<std::uint32_t>(section.bytes.size()));
      entries.u32(crc32c(section.bytes.data(), section.bytes.size()));
      for (const std::uint8_t byte : section.bytes) id = (id ^ byte) * 0x100000001B3u;
      body.append(section.bytes);
      at += section.bytes.size();
      if (section.front) front = at;
    }
    fit(at, 0xFFFFFFFF, "bundle", "bytes");
    Bytes header;
    for (const std::uint8_t byte : format::kMagic) header.u8(byte);
    header.u16(format::kVersion);
    header.u16(static_cast<std::uint32_t>(sections.size()));
    header.u32(static_cast<std::uint32_t>(at));
    header.u32(static_cast<std::uint32_t>(front));
    header.u64(id);
    for (const std::uint32_t count : {static_cast<std::uint32_t>(parts_.prepared->size()), unit_count_, chunk_count_,
                                      note_count_, mark_count_, heading_count_, navigation_count_})
      header.u32(count);
    while (header.size() < format::kHeaderCrcAt) header.u8(0);
    Bytes file;
    file.append_checked(header.get());
    file.append_checked(entries.get());
    file.append(body.get());
    return file.take();
  }

  const BundleParts& parts_;
  const BuiltAlphabet& built_;
  Alphabet device_;
  TextEncoder encoder_;
  Bytes articles_, names_, navigation_, list_, units_, chunks_, headings_, notes_, marks_, text_;
  std::uint32_t unit_count_ = 0, chunk_count_ = 0, note_count_ = 0, mark_count_ = 0, heading_count_ = 0;
  std::uint32_t navigation_count_ = 0;
  std::string where_;
};

}  // namespace

std::vector<std::uint8_t> write_bundle(const BundleParts& parts, const BuiltAlphabet& alphabet) {
  return Writer(parts, alphabet).write();
}

std::uint64_t article_id(std::string_view id) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : id) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace lr::pack
