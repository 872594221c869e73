// Storage that fails now and then: a page that could not be read comes again when it can be, at the place it was.
#include <libreader/pack/import.h>
#include <libreader/reader.h>

#include <cstring>

#include "../support/fixtures.h"

namespace lr::test {
namespace {

// Fails from the n-th read on, until it is healed.
struct FailingStorage {
  const std::vector<std::uint8_t>* bytes = nullptr;
  int left = -1;  // reads before it fails; negative: it is sound

  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size) {
    auto& storage = *static_cast<FailingStorage*>(self);
    if (storage.left == 0) return Status::kIo;
    if (storage.left > 0) --storage.left;
    std::memcpy(to, storage.bytes->data() + offset, size);
    return Status::kOk;
  }
  Source source() { return {read, this, nullptr, static_cast<std::uint32_t>(bytes->size())}; }
};

struct Shown {
  Place start;
  std::uint32_t number, lines;
  bool in_note;
  bool operator==(const Shown&) const = default;
};

Shown shown(const Reader& reader) {
  return {reader.page().start, reader.page_number(), reader.page().count, reader.in_note()};
}

class ReaderIo : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string text = "# 书\n\n";
    for (int i = 0; i < 60; ++i) text += "第" + std::to_string(i) + "段：纸上的字不闪，翻一页是一页，读到哪里就停在哪里[^1]。\n\n";
    bundle_ = text_bundle(pack::import_bytes(text + "[^1]: 注。\n", "a.md", {}).articles);
    storage_.bytes = &bundle_;
    memory_.resize(workspace_bytes(limits_) + 8);
    ASSERT_EQ(reader_.open(storage_.source(), memory_, limits_), Status::kOk);
    Style style;
    style.metrics = MetricsKind::kNominal;
    ASSERT_EQ(reader_.set_style(style), Status::kOk);
    ASSERT_EQ(reader_.open_article(0), Status::kOk);
    for (int i = 0; i < 5; ++i) ASSERT_EQ(reader_.next(), Status::kOk);
  }

  // Fails at each read that the call needs, then lets it be; what comes back is the page of before, or the one wanted.
  template <typename Call>
  void survives(Call call, bool stays) {
    const Shown before = shown(reader_);
    for (int reads = 0;; ++reads) {
      ASSERT_LT(reads, 2000);
      storage_.left = reads;
      const Status status = call();
      storage_.left = -1;
      if (status == Status::kOk) break;
      ASSERT_EQ(status, Status::kIo) << reads;
      if (reader_.page().count == 0) {
        ASSERT_EQ(reader_.next(), Status::kOk) << reads;
      }
      if (stays) {
        ASSERT_EQ(shown(reader_), before) << reads;
      }
    }
    ASSERT_GT(reader_.page().count, 0u);
  }

  Limits limits_{.cache_pages = 1};
  std::vector<std::byte> memory_;
  std::vector<std::uint8_t> bundle_;
  FailingStorage storage_;
  Reader reader_;
};

TEST_F(ReaderIo, KeepsThePageWhenTurningFails) {
  survives([&] { return reader_.next(); }, true);
  survives([&] { return reader_.previous(); }, true);
}

TEST_F(ReaderIo, KeepsThePageWhenGoingFails) {
  survives([&] { return reader_.go_to_page(8); }, true);
  survives([&] { return reader_.go_to(Place{reader_.article().first_body_unit() + 2, 3}); }, true);
}

TEST_F(ReaderIo, ComesBackFromANote) {
  const Shown before = shown(reader_);
  ASSERT_EQ(reader_.open_note(0), Status::kOk);
  for (int reads = 0; reader_.in_note(); ++reads) {
    storage_.left = reads;
    const Status status = reader_.back();
    storage_.left = -1;
    if (status != Status::kOk) {
      ASSERT_EQ(reader_.next(), Status::kOk) << reads;
    }
    ASSERT_EQ(shown(reader_), before) << reads;
  }
}

TEST_F(ReaderIo, NamesEachNoteOfAPageOnce) {
  std::uint32_t notes[8], count = 0;
  ASSERT_EQ(reader_.notes_on_page(notes, count), Status::kOk);  // several marks, all of one note
  EXPECT_EQ(count, 1u);
}

}  // namespace
}  // namespace lr::test
