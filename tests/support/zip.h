// Archives made in memory: ZIP with stored or deflated entries ("mimetype" is always stored), always the same bytes for the same entries.
#pragma once
#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace lr::test {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;  // names and contents, in their order

inline std::string make_zip(const ZipEntries& entries, bool deflate = false, const char* password = nullptr) {
  std::size_t size = 4096;
  for (const auto& [name, contents] : entries) size += contents.size() + 2 * name.size() + 1024;
  std::string bytes(size, '\0');
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  if (password != nullptr) {
    archive_write_set_format_option(zip, "zip", "encryption", "traditional");
    archive_write_set_passphrase(zip, password);
  }
  archive_write_set_bytes_in_last_block(zip, 1);
  std::size_t used = 0;
  archive_write_open_memory(zip, bytes.data(), bytes.size(), &used);
  for (const auto& [name, contents] : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(contents.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 1000000000, 0);
    if (deflate && name != "mimetype") {
      archive_write_zip_set_compression_deflate(zip);
    } else {
      archive_write_zip_set_compression_store(zip);
    }
    const bool done = archive_write_header(zip, entry) >= ARCHIVE_WARN &&
                      archive_write_data(zip, contents.data(), contents.size()) >= 0;
    archive_entry_free(entry);
    if (!done) throw std::runtime_error(archive_error_string(zip));
  }
  archive_write_close(zip);
  archive_write_free(zip);
  bytes.resize(used);
  return bytes;
}

}  // namespace lr::test
