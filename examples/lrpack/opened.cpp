// Opening, and reading text out.
#include "opened.h"

#include <libreader/base/bytes.h>
#include <libreader/base/crc32c.h>
#include <libreader/bundle/format.h>
#include <libreader/pack/append/grow.h>
#include <libreader/pack/import.h>
#include <libreader/pack/upkeep/signature.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace lrpack {
namespace {

using lr::Status;
using lr::pack::InputError;

std::uint32_t u32_at(std::span<const std::uint8_t> bytes, std::size_t at) { return lr::load_u32(bytes.data() + at); }

// What is wrong with a file that does not open.
std::string diagnosis(std::span<const std::uint8_t> bytes, std::size_t file_bytes, Status status) {
  if (bytes.size() < 4 || std::memcmp(bytes.data(), lr::format::kMagic, 4) != 0)
    return "is not a libreader bundle (it does not begin with \"LRB\"): pack documents with lrpack make";
  if (bytes.size() < lr::format::kHeaderBytes)
    return "is cut short: it has " + std::to_string(bytes.size()) + " bytes, a header alone takes " +
           std::to_string(lr::format::kHeaderBytes) + ": copy it again";
  if (status == Status::kUnsupported) {
    const unsigned version = lr::load_u16(bytes.data() + lr::format::kHeaderVersionAt);
    const bool is_newer = version > lr::format::kVersion;
    return "is of format version " + std::to_string(version) + ", this libreader reads " +
           (is_newer ? "up to " : "from ") + std::to_string(lr::format::kVersion) +
           (is_newer ? ": get a newer one" : ": pack the documents again");
  }
  if (lr::crc32c(bytes.data(), lr::format::kHeaderCrcAt) != u32_at(bytes, lr::format::kHeaderCrcAt))
    return "is damaged: its header does not match its checksum: copy it again";
  const std::uint32_t size = u32_at(bytes, lr::format::kHeaderFileBytesAt);
  if (size > file_bytes)
    return "is cut short: it has " + std::to_string(file_bytes) + " bytes of " + std::to_string(size) + ": copy it again";
  return "is damaged and cannot be opened: lrpack verify says where";
}

}  // namespace

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw InputError(file.string(), std::string("cannot be read: ") + std::strerror(in ? EISDIR : errno));
  return {std::istreambuf_iterator<char>(in), {}};
}

void check(Status status, const std::string& where, const std::string& what) {
  if (status != Status::kOk) throw InputError(where, what + ": " + name_of(status));
}

Opened::Opened(const std::filesystem::path& file) : name_(file.string()), reader_(std::make_unique<lr::Reader>()) {
  if (is_url(name_)) {
    remote_ = std::make_unique<RemoteFile>(name_);
    open(remote_->source());
    return;
  }
  bytes_ = read_bytes(file);
  lr::pack::settle(bytes_);
  open(lr::memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size())));
}

Opened::Opened(std::string name, std::vector<std::uint8_t> bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)), reader_(std::make_unique<lr::Reader>()) {
  open(lr::memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size())));
}

void Opened::open(const lr::Source& source) {
  workspace_.resize(lr::workspace_bytes(kHostLimits));
  const Status status = reader_->open(source, workspace_, kHostLimits);
  if (status == Status::kOk) return;
  if (remote_ != nullptr && !remote_->why().empty()) throw InputError(name_, remote_->why());
  std::uint8_t head[lr::format::kHeaderBytes];
  const std::uint32_t size = std::min<std::uint32_t>(source.size_bytes, sizeof head);
  lr::Storage storage;
  storage.open(source, {});
  if (size > 0) check(storage.read(0, head, size), name_, "header");
  throw InputError(name_, diagnosis({head, size}, source.size_bytes, status));
}

std::uint8_t Opened::draw_outlines(std::span<const lr::OutlineSize> sizes) {
  const lr::Source source = remote_ != nullptr
                                ? remote_->source()
                                : lr::memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size()));
  if (!bytes_.empty() && lr::pack::check_tree(bytes_).state == lr::pack::TreeState::kDamaged)
    throw InputError(name_, "was changed after it was signed: its fonts are not opened");
  const Status status = outlines_.open(source, sizes);
  if (status == Status::kNotFound)
    throw InputError(name_, "has no fonts to draw from: pack it with `outline` in its manifest");
  check(status, name_, "fonts");
  open(outlines_.source());
  return static_cast<std::uint8_t>(outlines_.first_strike());
}

std::vector<std::uint8_t> Opened::part(std::uint32_t offset, std::uint32_t size) {
  std::vector<std::uint8_t> bytes(size);
  const Status status = bundle().storage().read(offset, bytes.data(), size);
  if (status == Status::kIo && remote_ != nullptr) throw InputError(name_, remote_->why());
  check(status, name_, "a part of the file");
  return bytes;
}

void Opened::finish() {
  if (problems_.empty()) return;
  if (remote_ != nullptr && !remote_->why().empty()) throw InputError(name_, remote_->why());
  std::string list;
  for (const std::string& problem : problems_) list += "\n  " + problem;
  throw InputError(name_, "is damaged; what can be read was written, but" + list);
}

std::string Opened::article_id(const lr::Article& article) {
  std::string id(article.name_bytes, '\0');
  check(bundle().article_name(article, id.data()), name_, "id of an article");
  return id;
}

std::uint32_t Opened::find_article(const std::string& id_or_number) {
  std::string known;
  for (std::uint32_t i = 0; i < bundle().articles(); ++i) {
    lr::Article article;
    if (bundle().article(i, article) != Status::kOk) continue;
    std::string id(article.name_bytes, '\0');
    if (bundle().article_name(article, id.data()) != Status::kOk) id = "(its id is damaged)";
    if (id == id_or_number || std::to_string(i + 1) == id_or_number) return i;
    known += "\n  " + std::to_string(i + 1) + "  " + id;
  }
  throw InputError(name_, "has no article \"" + id_or_number + "\"; it has" + known);
}

template <class Keep>
std::string Opened::collect(lr::TextCursor& cursor, Keep keep, const lr::Article* marks_of) {
  std::string text;
  lr::TextItem item;
  std::uint32_t last_mark = 0xFFFFFFFF;
  for (Status status = cursor.next(item); status != Status::kEnd; status = cursor.next(item)) {
    check(status, name_, "text");
    if (marks_of != nullptr && item.span == lr::kNoteMarkSpan && item.mark != last_mark) {
      last_mark = item.mark;
      std::uint32_t note = 0;
      const Status found = bundle().note_of_mark(*marks_of, item.mark, note);
      text += "[^" + (found == Status::kOk ? note_name(*marks_of, note) : "?") + "]";
      if (found != Status::kOk) ++lost_;
    }
    if (!keep(item)) continue;
    char bytes[256];
    std::uint32_t size = 0;
    if (bundle().symbol_text(item.symbol, bytes, sizeof bytes, size) == Status::kOk) {
      text.append(bytes, size);
    } else {
      text += "\uFFFD";
      ++lost_;
    }
  }
  return text;
}

// Asked once a mark; a note's label is a few symbols.
std::string Opened::note_name(const lr::Article& article, std::uint32_t index) {
  lr::Note note;
  if (bundle().note(article, index, note) == Status::kOk && note.units > 0) {
    lr::TextCursor cursor(bundle());
    if (cursor.open(note.first_unit) == Status::kOk) {
      lr::TextItem first;
      char bytes[256];
      std::uint32_t size = 0;
      const bool is_label = cursor.next(first) == Status::kOk && first.span == lr::kLabelSpan;
      if (is_label && bundle().symbol_text(first.symbol, bytes, sizeof bytes, size) == Status::kOk &&
          std::string_view(bytes, size) == "*") {
        return "*";
      }
    }
  }
  return std::to_string(index + 1);
}

std::string Opened::text(std::uint32_t unit, const lr::Article* marks_of) {
  lr::TextCursor cursor(bundle());
  check(cursor.open(unit), name_, "block " + std::to_string(unit));
  return collect(cursor, [](const lr::TextItem& item) { return item.span == 0; }, marks_of);
}

std::string Opened::text(const lr::NavigationItem& title) {
  lr::TextCursor cursor(bundle());
  check(cursor.open(title), name_, "title");
  return collect(cursor, [](const lr::TextItem& item) { return item.span == 0; }, nullptr);
}

std::string Opened::label(std::uint32_t unit) {
  lr::TextCursor cursor(bundle());
  check(cursor.open(unit), name_, "block " + std::to_string(unit));
  if (cursor.unit().kind == lr::BlockKind::kTable) return {};  // those of its cells repeat its first row
  return collect(cursor, [](const lr::TextItem& item) { return item.span == lr::kLabelSpan; }, nullptr);
}

}  // namespace lrpack
