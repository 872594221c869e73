// Packs content/ and the documents beside the project for the tests that read them with support/corpus.h.
//   LR_CORPORA=FOLDER make_corpora
#include "corpus.h"

namespace lr::test {
namespace {

TEST(Corpora, ArePacked) {
  const char* folder = std::getenv("LR_CORPORA");
  ASSERT_NE(folder, nullptr);
  std::filesystem::create_directories(folder);
  for (const bool seeds : {false, true}) {
    const Corpus made = packed_corpus(seeds);
    ASSERT_TRUE(seeds || !made.bundle.empty());
    std::ofstream out(std::filesystem::path(folder) / made.name, std::ios::binary);
    out.write(reinterpret_cast<const char*>(made.bundle.data()), static_cast<std::streamsize>(made.bundle.size()));
    ASSERT_TRUE(out.flush());
  }
}

}  // namespace
}  // namespace lr::test
