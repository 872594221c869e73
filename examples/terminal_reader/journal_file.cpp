// Opens or makes the file of a journal.
#include "journal_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "folders.h"

namespace lrread {

std::string JournalFile::open(const std::string& name) {
  const std::filesystem::path folder = state_folder();
  if (folder.empty()) return "no HOME and no XDG_STATE_HOME";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return folder.string() + ": " + error.message();
  path_ = (folder / name).string();
  std::string wrong;
  if (::access(path_.c_str(), F_OK) == 0)
    wrong = open_file();
  else if (::access(folder.c_str(), W_OK) != 0)
    wrong = folder.string() + ": " + std::strerror(errno);
  if (!wrong.empty()) path_.clear();
  return wrong;
}

std::string JournalFile::open_file() {
  if (file_.open(path_.c_str()) != lr::Status::kOk) return file_.error();
  const lr::Status status = journal_.open(file_.store());
  if (status == lr::Status::kUnsupported) return path_ + ": written by a newer libreader";
  if (status != lr::Status::kOk) return path_ + ": " + lr::name_of(status);
  open_ = true;
  return {};
}

lr::Journal* JournalFile::to_write() {
  if (!open_ && !path_.empty() && !open_file().empty()) {
    status_ = lr::Status::kIo;
    path_.clear();
  }
  return to_read();
}

}  // namespace lrread
