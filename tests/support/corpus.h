// Real text to test with, packed once a program: content/ and the documents beside the project.
#pragma once
#include "fixtures.h"

namespace lr::test {

struct Corpus {
  const char* name;
  std::vector<std::uint8_t> bundle;  // empty: not there
};

inline const Corpus& corpus(bool seeds) {
  static const Corpus content{"content",
                              pack::pack(pack::read_manifest(source_dir() / "content/manifest.toml", {})).bundle};
  static const Corpus documents = [] {
    Corpus made{"seeds", {}};
    if (shared_dir().empty()) return made;
    made.bundle = pack::pack(pack::read_manifest(source_dir() / "content/seeds.toml", shared_dir() / "seeds")).bundle;
    return made;
  }();
  return seeds ? documents : content;
}

}  // namespace lr::test
