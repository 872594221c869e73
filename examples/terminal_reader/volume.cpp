// Opens bundles and the journals beside them.
#include "volume.h"

#include <cstdio>

namespace lrread {

std::string Library::add(const std::string& path, const std::string& journal) {
  Entry entry{std::make_unique<Volume>(), journal};
  if (std::string wrong = entry.volume->book.open(path); !wrong.empty()) return wrong;
  if (entry.journal.empty()) {
    char name[20];
    std::snprintf(name, sizeof name, "%016llx",
                  static_cast<unsigned long long>(entry.volume->book.reader().bundle().id()));
    entry.journal = name;
  }
  volumes_.push_back(std::move(entry));
  return {};
}

std::string Library::open_places() {
  std::string unkept;
  for (Entry& entry : volumes_) {
    std::string why = entry.volume->places.open(entry.journal);
    if (why.empty()) why = entry.volume->highlights.open(entry.journal);
    if (unkept.empty()) unkept = std::move(why);
  }
  return unkept;
}

}  // namespace lrread
