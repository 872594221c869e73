// A bundle file opened for a command, with messages that say what is wrong with it.
#pragma once
#include <libreader/outline.h>
#include <libreader/pack/import.h>
#include <libreader/reader.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "remote.h"

namespace lrpack {

// Memory for any page that a profile can ask for.
inline constexpr lr::Limits kHostLimits{64, 512, 4096, 4096, 0xFFF0, 4096};

class Opened {
 public:
  // A file, or the URL of one, of which only what is asked for is fetched.
  // Throws InputError: cannot be read, not a bundle, damaged or cut short, of a newer version.
  explicit Opened(const std::filesystem::path& file);
  // The same for bytes in memory.
  Opened(std::string name, std::vector<std::uint8_t> bytes);

  // Reads it anew with strikes of these sizes, drawn from its fonts, behind its own; the number of the first. Throws
  // InputError: it has none, they are damaged, or the file was changed after it was signed.
  std::uint8_t draw_outlines(std::span<const lr::OutlineSize> sizes);

  lr::Reader& reader() { return *reader_; }
  lr::Bundle& bundle() { return reader_->bundle(); }
  // Of a file; of a URL, none.
  const std::vector<std::uint8_t>& bytes() const { return bytes_; }
  std::uint32_t file_bytes() { return bundle().storage().size_bytes(); }
  // A part of either. Throws InputError.
  std::vector<std::uint8_t> part(std::uint32_t offset, std::uint32_t size);
  const std::string& name() const { return name_; }

  // Runs a part of a command. What cannot be read in it is remembered as lost at `where`, and the command goes on.
  template <class Part>
  void attempt(const std::string& where, Part part) {
    const std::size_t problems = problems_.size();
    const std::uint32_t before = losses();
    try {
      part();
      if (losses() != before && problems_.size() == problems) lose("part of the text of " + where + " is lost");
    } catch (const lr::pack::InputError&) {
      lose(where + " cannot be read");
    }
  }
  // Throws InputError that lists what was lost, if anything was.
  void finish();

  // By id, or by number from 1. Throws InputError that lists the ids.
  std::uint32_t find_article(const std::string& id_or_number);
  std::string article_id(const lr::Article& article);
  // Reading text of a unit, UTF-8; with `marks`, note marks stand in it as [^n].
  std::string text(std::uint32_t unit, const lr::Article* marks_of = nullptr);
  std::string text(const lr::NavigationItem& title);
  // The label of a list item or note.
  std::string label(std::uint32_t unit);

  // "*" for a note on the title that the document marks so, else its number in the article, from 1.
  std::string note_name(const lr::Article& article, std::uint32_t index);

 private:
  template <class Keep>
  std::string collect(lr::TextCursor& cursor, Keep keep, const lr::Article* marks_of);

  // Chunks, symbols and note marks that were to be read and could not.
  std::uint32_t losses() { return bundle().damaged_chunks() + lost_; }
  void lose(const std::string& what) {
    if (problems_.empty() || problems_.back() != what) problems_.push_back(what);
  }

  void open(const lr::Source& source);

  std::string name_;
  std::unique_ptr<RemoteFile> remote_;  // null: a file
  std::vector<std::string> problems_;
  std::uint32_t lost_ = 0;
  std::vector<std::uint8_t> bytes_;
  lr::OutlineSource outlines_;
  std::vector<std::byte> workspace_;
  std::unique_ptr<lr::Reader> reader_;
};

// Throws InputError with the file's name for anything but kOk.
void check(lr::Status status, const std::string& where, const std::string& what);

// The bytes of a file. Throws InputError.
std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file);

}  // namespace lrpack
