// A journal in a file of the user's folder, which is made when something is first written: a new file costs several
// waits for the disk, and the first page does not wait for any.
#pragma once
#include <libreader/bookmark.h>
#include <ports/posix/file_store.h>

#include <string>

namespace lrread {

class JournalFile {
 public:
  // Opens `name` in the user's folder where it is there. The message says why nothing can be kept; empty: it can.
  std::string open(const std::string& name);

  // Null: there is nothing in it yet, or nothing can be kept.
  lr::Journal* to_read() { return open_ ? &journal_ : nullptr; }
  // Null: nothing can be kept; status() says why.
  lr::Journal* to_write();
  // Of to_write(). kNotFound: nothing is kept. kIo: the file cannot be made.
  lr::Status status() const { return status_; }

 private:
  std::string open_file();

  std::string path_;  // empty: nothing is kept
  lr::posix::FileStore file_;
  lr::Journal journal_;
  lr::Status status_ = lr::Status::kNotFound;
  bool open_ = false;
};

}  // namespace lrread
