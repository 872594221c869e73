// A ZIP archive in memory. The directory is read here, so that names count as they stand and not as a locale sees them;
// libarchive unpacks. Its entries come in the order of their places in the file, which is how the two are matched.
#include "container.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "../import.h"
#include "utf.h"

namespace lr::pack {
namespace {

constexpr std::string_view kLocalSign("PK\x03\x04", 4), kEntrySign("PK\x01\x02", 4), kEndSign("PK\x05\x06", 4);
constexpr std::size_t kLocalBytes = 30, kEntryBytes = 46, kEndBytes = 22, kLongestComment = 65535;
constexpr unsigned kEncryptedBit = 1;

// Little endian; the caller has checked that the bytes are there.
std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::size_t find_end(std::string_view bytes) {
  if (bytes.size() < kEndBytes) return std::string_view::npos;
  const std::size_t last = bytes.size() - kEndBytes;
  const std::size_t at = bytes.rfind(kEndSign, last);
  return at == std::string_view::npos || last - at > kLongestComment ? std::string_view::npos : at;
}

std::string printable(const std::string& name) {
  std::string shown;
  for (const char c : name) shown += c == '\0' ? std::string("\\0") : std::string(1, c);
  return shown;
}

}  // namespace

bool is_zip(std::string_view head) { return head.starts_with(kLocalSign) || head.starts_with(kEndSign); }

bool begins_with_entry(std::string_view head, std::string_view name, std::string_view contents) {
  if (!head.starts_with(kLocalSign) || head.size() < kLocalBytes) return false;
  const std::size_t name_size = number(head, 26, 2), extra = number(head, 28, 2);
  if (head.substr(kLocalBytes, name_size) != name || head.size() < kLocalBytes + name_size + extra) return false;
  return head.substr(kLocalBytes + name_size + extra).starts_with(contents);
}

Container::Container(std::string_view bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {
  read_directory();
}

void Container::read_directory() {
  const std::size_t end = find_end(bytes_);
  if (end == std::string_view::npos) {
    throw InputError(name_, "the archive has no directory: it is not a ZIP archive, or its end is missing; get it anew");
  }
  const std::size_t count = number(bytes_, end + 10, 2);
  std::size_t at = number(bytes_, end + 16, 4);
  if (count == 0xFFFF || count > kMostEntries) {
    throw InputError(name_, "the archive has more than " + std::to_string(kMostEntries) + " entries; no document has");
  }
  for (std::size_t i = 0; i < count; ++i) {
    Entry entry = read_entry(at, end);
    check_name(entry.name);
    if (!entry.name.ends_with('/')) names_.push_back(entry.name);
    entries_.push_back(std::move(entry));
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.offset < b.offset; });
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const bool shares = i > 0 && entries_[i].offset == entries_[i - 1].offset;
    if (shares || !index_.try_emplace(entries_[i].name, i).second) {
      throw InputError(where(printable(entries_[i].name)),
                       "two entries of the archive have one name or one place; unpack it and pack it anew");
    }
  }
}

Container::Entry Container::read_entry(std::size_t& at, std::size_t end) const {
  const bool fits = at <= end && end - at >= kEntryBytes && bytes_.substr(at).starts_with(kEntrySign);
  const std::size_t name_size = fits ? number(bytes_, at + 28, 2) : 0;
  const std::size_t rest = fits ? std::size_t{number(bytes_, at + 30, 2)} + number(bytes_, at + 32, 2) : 0;
  if (!fits || end - at - kEntryBytes < name_size + rest) {
    throw InputError(name_ + ", byte " + std::to_string(at), "the archive's directory is damaged; get the file anew");
  }
  Entry entry;
  entry.encrypted = (number(bytes_, at + 8, 2) & kEncryptedBit) != 0;
  entry.packed = number(bytes_, at + 20, 4);
  entry.unpacked = number(bytes_, at + 24, 4);
  entry.offset = number(bytes_, at + 42, 4);
  entry.name = bytes_.substr(at + kEntryBytes, name_size);
  at += kEntryBytes + name_size + rest;
  return entry;
}

void Container::check_name(const std::string& name) const {
  const auto refuse = [&](const char* why) {
    throw InputError(where(printable(name)),
                     std::string("the entry's name ") + why + "; the archive is damaged or made to harm");
  };
  if (name.empty()) refuse("is empty");
  if (name.find('\0') != std::string::npos) refuse("holds a NUL");
  if (name.find('\\') != std::string::npos) refuse("holds a backslash");
  const bool has_drive = name.size() > 1 && name[1] == ':';
  if (name[0] == '/' || has_drive) refuse("is an absolute path");
  if (("/" + name + "/").find("/../") != std::string::npos) refuse("leads out of the archive");
}

void Container::check_size(const Entry& entry, std::uint64_t unpacked) const {
  const auto refuse = [&](const std::string& limit) {
    throw InputError(where(entry.name), "unpacks to more than " + limit + "; no document does, so it was not read");
  };
  if (unpacked > kLargestEntry) refuse(std::to_string(kLargestEntry >> 20) + " MiB");
  if (total_ + unpacked > kLargestTotal) refuse(std::to_string(kLargestTotal >> 20) + " MiB with what was read before it");
  const std::uint64_t most = std::max(kRatioCounts, entry.packed * kLargestRatio);
  if (unpacked > most) refuse(std::to_string(kLargestRatio) + " times its size");
}

void Container::check_wanted(const Entry& entry) const {
  if (entry.encrypted) {
    throw InputError(where(entry.name), "is encrypted; save the document without a password and import that");
  }
  check_size(entry, entry.unpacked);
}

void Container::unpack(const std::set<std::string>& paths) {
  std::size_t left = 0;
  for (const std::string& path : paths) {
    if (!has(path) || unpacked_.contains(path)) continue;
    check_wanted(entries_[index_.at(path)]);
    ++left;
  }
  if (left == 0) return;
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip_seekable(zip.get());
  const auto fail = [&](const std::string& where_it_is) {
    const char* why = archive_error_string(zip.get());
    throw InputError(where_it_is, std::string("cannot be unpacked (") + (why != nullptr ? why : "it ends too early") +
                                      "); the archive is damaged: get it anew");
  };
  if (archive_read_open_memory(zip.get(), bytes_.data(), bytes_.size()) != ARCHIVE_OK) fail(name_);
  archive_entry* header = nullptr;
  for (std::size_t i = 0; left > 0; ++i) {
    // A name that the locale cannot spell is a warning, or a failure of that header alone: names were read above.
    const int status = archive_read_next_header(zip.get(), &header);
    if (i >= entries_.size() || (status < ARCHIVE_WARN && status != ARCHIVE_FAILED) || status == ARCHIVE_EOF) fail(name_);
    const Entry& entry = entries_[i];
    if (!paths.contains(entry.name) || unpacked_.contains(entry.name)) continue;
    std::string text;
    char buffer[16 * 1024];
    for (la_ssize_t size; (size = archive_read_data(zip.get(), buffer, sizeof buffer)) != 0;) {
      if (size < 0) fail(where(entry.name));
      text.append(buffer, static_cast<std::size_t>(size));
      check_size(entry, text.size());
    }
    total_ += text.size();
    unpacked_[entry.name] = std::move(text);
    --left;
  }
}

const std::string& Container::bytes_of(const std::string& path) const {
  static const std::string kNone;
  const auto found = unpacked_.find(path);
  return found == unpacked_.end() ? kNone : found->second;
}

}  // namespace lr::pack
