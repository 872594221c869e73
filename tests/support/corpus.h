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

// A test of either corpus, opened.
class OnCorpus : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (corpus(GetParam()).bundle.empty()) GTEST_SKIP() << "the documents beside the project are not here";
    opened_ = std::make_unique<OpenedBundle>(corpus(GetParam()).bundle);
    ASSERT_EQ(opened_->status(), Status::kOk);
  }
  Reader& reader() { return opened_->reader(); }

  std::unique_ptr<OpenedBundle> opened_;
};

}  // namespace lr::test
