// Real text to test with: content/ and the documents beside the project. Packed by one thread, which is slow: make_corpora does it
// once for all programs that ctest starts, and leaves the bundles in the folder that LR_CORPORA names.
#pragma once
#include "fixtures.h"

namespace lr::test {

struct Corpus {
  const char* name;
  std::vector<std::uint8_t> bundle;  // empty: not there
};

inline Corpus packed_corpus(bool seeds) {
  Corpus made{seeds ? "seeds" : "content", {}};
  if (seeds && shared_dir().empty()) return made;
  pack::PackOptions options;
  options.threads = 1;
  const auto folder = source_dir() / "content";
  made.bundle = pack::pack(seeds ? pack::read_manifest(folder / "seeds.toml", shared_dir() / "seeds")
                                 : pack::read_manifest(folder / "manifest.toml", {}),
                           options)
                    .bundle;
  return made;
}

inline Corpus read_or_packed_corpus(bool seeds) {
  const char* folder = std::getenv("LR_CORPORA");
  if (folder == nullptr) return packed_corpus(seeds);
  const char* name = seeds ? "seeds" : "content";
  return {name, read_file(std::filesystem::path(folder) / name)};
}

inline const Corpus& corpus(bool seeds) {
  if (seeds) {
    static const Corpus documents = read_or_packed_corpus(true);
    return documents;
  }
  static const Corpus content = read_or_packed_corpus(false);
  return content;
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
