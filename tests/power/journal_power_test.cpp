// Cuts the power at every atom of every operation of the journal, in three ways of tearing, and once more while it
// recovers. What must hold after each cut: the bookmarks are those before the operation or those after it, never
// anything else.
//
// A test that cannot fail proves nothing: the same search runs over stores with seeded faults, each of which stands for
// a fault of a journal, and must find every one of them.
#include <gtest/gtest.h>
#include <libreader/bookmark.h>
#include <libreader/reader/journal_format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "nor_simulator.h"

namespace lr::test {
namespace {

using Key = std::pair<std::uint64_t, std::uint16_t>;
// What a bookmark says besides its key.
struct Content {
  std::int32_t block = 0;
  std::uint32_t code_point = 0, context = 0;
  std::string label;
  bool operator==(const Content&) const = default;
};
using Bookmarks = std::map<Key, Content>;

Content content_of(const Bookmark& bookmark) {
  return {bookmark.locator.block, bookmark.locator.code_point, bookmark.locator.context,
          std::string(bookmark.label, bookmark.label_bytes)};
}

struct Operation {
  bool removes;
  Bookmark bookmark;
};

// Reading with a few bookmarks: mostly the place read last, in two articles; now and then a label, now and then a
// removal.
std::vector<Operation> script(std::uint32_t operations) {
  std::minstd_rand random(7);
  std::vector<Operation> result;
  for (std::uint32_t i = 0; i < operations; ++i) {
    Operation operation{};
    Bookmark& bookmark = operation.bookmark;
    operation.removes = i > 3 && random() % 5 == 0;
    bookmark.locator.article = 0xA000000000000001u + random() % 2;
    bookmark.slot = static_cast<std::uint16_t>(random() % 3 == 0 ? 1 : 0);
    bookmark.locator.block = static_cast<std::int32_t>(i) - 3;
    bookmark.locator.code_point = static_cast<std::uint32_t>(random());
    bookmark.locator.context = static_cast<std::uint32_t>(random());
    bookmark.label_bytes = static_cast<std::uint8_t>(random() % (kLabelBytes + 1));
    for (std::uint8_t k = 0; k < bookmark.label_bytes; ++k) bookmark.label[k] = static_cast<char>(random());
    result.push_back(operation);
  }
  return result;
}

void apply(const Operation& operation, Bookmarks& bookmarks) {
  const Key key{operation.bookmark.locator.article, operation.bookmark.slot};
  if (operation.removes) {
    bookmarks.erase(key);
  } else {
    bookmarks[key] = content_of(operation.bookmark);
  }
}

Status apply(const Operation& operation, Journal& journal) {
  if (!operation.removes) return journal.put(operation.bookmark);
  const Status status = journal.remove(operation.bookmark.locator.article, operation.bookmark.slot);
  return status == Status::kNotFound ? Status::kOk : status;
}

// All that a journal holds, asked for in both ways.
Bookmarks read_all(Journal& journal) {
  Bookmarks result;
  Bookmark bookmark;
  for (std::uint32_t i = 0; journal.list(i, bookmark) == Status::kOk; ++i) {
    const Key key{bookmark.locator.article, bookmark.slot};
    Bookmark found;
    const Status status = journal.find(key.first, key.second, found);
    const bool agrees = status == Status::kOk && content_of(found) == content_of(bookmark);
    const bool added = result.emplace(key, content_of(bookmark)).second;
    if (!agrees || !added) result[{0, 0xFFFF}].label = "list and find disagree";
  }
  return result;
}

// A store between journal and flash that may have a fault. Lives as long as the power is on.
class Wire {
 public:
  explicit Wire(NorSimulator& flash) : flash_(flash), flash_store_(flash.store()) {}
  virtual ~Wire() = default;

  Store store() {
    Store store = flash_store_;
    store.context = this;
    store.read = [](void* self, std::uint32_t at, void* to, std::uint32_t size) {
      return static_cast<Wire*>(self)->read(at, static_cast<std::uint8_t*>(to), size);
    };
    store.program = [](void* self, std::uint32_t at, const void* from, std::uint32_t size) {
      return static_cast<Wire*>(self)->program(at, static_cast<const std::uint8_t*>(from), size);
    };
    store.erase = [](void* self, std::uint32_t at) { return static_cast<Wire*>(self)->erase(at); };
    return store;
  }

  virtual Status read(std::uint32_t at, std::uint8_t* to, std::uint32_t size) { return flash_.read(at, to, size); }
  virtual Status program(std::uint32_t at, const std::uint8_t* from, std::uint32_t size) {
    return flash_.program(at, from, size);
  }
  virtual Status erase(std::uint32_t at) { return flash_.erase(at); }
  // The power is about to be turned off in peace.
  virtual void finish() {}

 protected:
  std::uint32_t sector_bytes() const { return flash_store_.sector_bytes; }
  std::uint32_t in_sector(std::uint32_t at) const { return at % sector_bytes(); }

  NorSimulator& flash_;
  Store flash_store_;
};

struct Tally {
  std::uint64_t cuts = 0;
  std::uint64_t bad = 0;         // bookmarks that are neither those before nor those after
  std::uint64_t violations = 0;  // what flash would not forgive
};

using Operations = std::span<const Operation>;

template <class WireType>
class Search {
 public:
  explicit Search(NorSimulator::Geometry geometry) : geometry_(geometry) {}

  // Runs the script without a cut.
  Tally run_in_peace(Operations operations) {
    NorSimulator flash(geometry_);
    Bookmarks bookmarks;
    step(flash, operations);
    for (const Operation& operation : operations) apply(operation, bookmarks);
    check(flash, {bookmarks});
    tally_.violations = flash.violations();
    return tally_;
  }

  // Runs the script; at each operation, tries every cut that can fall into it and the one after it.
  Tally run(Operations operations, std::uint32_t noise_seeds) {
    NorSimulator flash(geometry_);
    Bookmarks bookmarks;
    try_cuts(flash, bookmarks, {}, operations.first(1), noise_seeds);  // while an empty store is opened
    for (std::size_t i = 0; i + 2 < operations.size(); ++i) {
      try_cuts(flash, bookmarks, operations.subspan(i, 2), operations.subspan(i + 2, 1), noise_seeds);
      step(flash, operations.subspan(i, 1));
      apply(operations[i], bookmarks);
      check(flash, {bookmarks});
    }
    tally_.violations += flash.violations();
    return tally_;
  }

 private:
  // Power on: opens the journal and does some operations. Returns how many were acknowledged.
  std::size_t step(NorSimulator& flash, Operations operations) {
    WireType wire(flash);
    Journal journal;
    if (journal.open(wire.store()) != Status::kOk) return 0;
    std::size_t done = 0;
    while (done < operations.size() && apply(operations[done], journal) == Status::kOk) ++done;
    wire.finish();
    return done;
  }

  // Power on: holds what the journal says against what it may say, and returns it.
  Bookmarks check(NorSimulator& flash, const std::vector<Bookmarks>& allowed) {
    WireType wire(flash);
    Journal journal;
    const Status opened = journal.open(wire.store());
    Bookmarks found;
    if (opened == Status::kOk) {
      found = read_all(journal);
    } else {
      found[{0, 0xFFFF}].label = name_of(opened);
    }
    tally_.bad += std::find(allowed.begin(), allowed.end(), found) == allowed.end();
    return found;
  }

  // The bookmarks that a cut may leave when `done` of the operations were acknowledged.
  static std::vector<Bookmarks> allowed_after(Bookmarks bookmarks, Operations operations, std::size_t done) {
    for (std::size_t i = 0; i < done; ++i) apply(operations[i], bookmarks);
    std::vector<Bookmarks> result{bookmarks};
    if (done < operations.size()) {
      apply(operations[done], bookmarks);
      result.push_back(bookmarks);
    }
    return result;
  }

  void try_cuts(const NorSimulator& flash, const Bookmarks& before, Operations operations, Operations next,
                std::uint32_t noise_seeds) {
    NorSimulator rehearsal = flash;
    step(rehearsal, operations);
    const std::uint64_t atoms = rehearsal.atoms() - flash.atoms();
    for (const Tear tear : {Tear::kClean, Tear::kPrefix, Tear::kNoise}) {
      for (std::uint32_t seed = 1; seed <= (tear == Tear::kNoise ? noise_seeds : 1); ++seed) {
        for (std::uint64_t cut = 0; cut < atoms; ++cut) try_cut(flash, before, operations, next, {tear, seed, cut});
      }
    }
  }

  struct Cut {
    Tear tear;
    std::uint32_t seed;
    std::uint64_t atom;
  };

  void try_cut(NorSimulator flash, const Bookmarks& before, Operations operations, Operations next, Cut cut) {
    Bookmarks found = cut_in_step(flash, before, operations, cut);
    // The second cut: at another place each time, while the reader goes on.
    const Cut second{cut.tear, cut.seed + 100, (cut.atom * 31 + cut.seed * 17) % 200};
    found = cut_in_step(flash, found, next, second);
    // And then the power stays.
    step(flash, next);
    check(flash, {allowed_after(found, next, next.size()).front()});
    tally_.violations += flash.violations() + flash.calls_while_off();
  }

  Bookmarks cut_in_step(NorSimulator& flash, const Bookmarks& before, Operations operations, Cut cut) {
    flash.cut_after(cut.atom, cut.tear, cut.seed * 7919 + static_cast<std::uint32_t>(cut.atom));
    const std::size_t done = step(flash, operations);
    tally_.cuts += flash.is_off();
    flash.power_on();
    return check(flash, allowed_after(before, operations, done));
  }

  NorSimulator::Geometry geometry_;
  Tally tally_;
};

constexpr NorSimulator::Geometry kGeometries[] = {{512, 2, 1}, {512, 3, 4}, {512, 4, 16}};

TEST(JournalPower, EveryCutLeavesTheStateBeforeOrAfter) {
  std::uint64_t cuts = 0;
  for (const NorSimulator::Geometry& geometry : kGeometries) {
    const Tally tally = Search<Wire>(geometry).run(script(40), 1);
    EXPECT_EQ(tally.bad, 0u) << geometry.sectors << " sectors of " << geometry.sector_bytes;
    EXPECT_EQ(tally.violations, 0u) << geometry.sectors << " sectors of " << geometry.sector_bytes;
    cuts += tally.cuts;
  }
  EXPECT_GE(cuts, 100'000u);
  std::printf("%llu cuts\n", static_cast<unsigned long long>(cuts));
}

// The seeded faults.

// A sector counts from the moment that it is begun, not from the moment that it is finished.
struct CommitsFirst : Wire {
  using Wire::Wire;
  Status program(std::uint32_t at, const std::uint8_t* from, std::uint32_t size) override {
    if (in_sector(at) == journal_format::kCommitAt) return Status::kOk;
    if (const Status status = Wire::program(at, from, size); in_sector(at) != 0 || status != Status::kOk) return status;
    std::uint8_t mark[journal_format::kCommitBytes] = {};
    store_u32(mark, journal_format::kCommitMagic);
    std::memcpy(mark + 4, from + 8, 4);
    journal_format::seal(mark, 12);
    return Wire::program(at + journal_format::kCommitAt, mark, sizeof mark);
  }
};

// The checksum of a record is not looked at. A record is read in one go, or its first place and then the others.
struct IgnoresChecksums : Wire {
  using Wire::Wire;
  Status read(std::uint32_t at, std::uint8_t* to, std::uint32_t size) override {
    using namespace journal_format;
    const Status status = Wire::read(at, to, size);
    if (in_sector(at) < kFirstRecordAt || size < kPlaceBytes) return status;
    const std::uint32_t held = at == record_at + kPlaceBytes ? kPlaceBytes : 0;
    if (held == 0) record_at = at;
    std::memcpy(record + held, to, size);
    if (begins_record(record) && record_bytes(record) == held + size) {
      seal(record, record_bytes(record) - 4);
      std::memcpy(to, record + held, size);
    }
    return status;
  }
  std::uint32_t record_at = 0;
  std::uint8_t record[journal_format::kMaxRecordBytes] = {};
};

// What is no whole record counts as free.
struct ReusesTornPlaces : Wire {
  using Wire::Wire;
  Status read(std::uint32_t at, std::uint8_t* to, std::uint32_t size) override {
    const Status status = Wire::read(at, to, size);
    if (size == journal_format::kPlaceBytes && is_torn(at)) std::memset(to, 0xFF, size);
    return status;
  }
  // Whether a place of a sector belongs to no whole record.
  bool is_torn(std::uint32_t at) {
    using namespace journal_format;
    std::uint32_t end = at - in_sector(at) + kFirstRecordAt;
    for (std::uint32_t begin = end; begin <= at; begin = end) {
      std::uint8_t record[kMaxRecordBytes] = {};
      const std::uint32_t left = sector_bytes() - in_sector(begin);
      (void)Wire::read(begin, record, left < kMaxRecordBytes ? left : kMaxRecordBytes);
      const bool whole = begins_record(record) && record_bytes(record) <= left && is_whole(record);
      end = begin + (whole ? record_bytes(record) : kPlaceBytes);
      if (at < end) return !whole;
    }
    return false;
  }
};

// A sector that looks blank at its beginning is not erased.
struct TrustsBlankHeads : Wire {
  using Wire::Wire;
  Status erase(std::uint32_t at) override {
    std::uint8_t head[journal_format::kFirstRecordAt];
    const Status status = Wire::read(at, head, sizeof head);
    if (status != Status::kOk || journal_format::is_blank(head, sizeof head)) return status;
    return Wire::erase(at);
  }
};

// The live sector is erased before what counts in it is written elsewhere; meanwhile it is in memory only.
struct ErasesBeforeItCopies : Wire {
  using Wire::Wire;
  Status erase(std::uint32_t at) override {
    const std::uint32_t last = flash_store_.sectors - 1u;
    live_at = at == 0 ? last * sector_bytes() : at - sector_bytes();
    memory.resize(sector_bytes());
    if (const Status status = Wire::read(live_at, memory.data(), sector_bytes()); status != Status::kOk) return status;
    if (const Status status = Wire::erase(live_at); status != Status::kOk) return status;
    return Wire::erase(at);
  }
  Status read(std::uint32_t at, std::uint8_t* to, std::uint32_t size) override {
    const Status status = Wire::read(at, to, size);
    if (!memory.empty() && at / sector_bytes() == live_at / sector_bytes())
      std::memcpy(to, memory.data() + in_sector(at), size);
    return status;
  }
  std::uint32_t live_at = 0;
  std::vector<std::uint8_t> memory;
};

// Acknowledges a program before it is durable: it is done with the next one.
struct WritesLate : Wire {
  using Wire::Wire;
  Status program(std::uint32_t at, const std::uint8_t* from, std::uint32_t size) override {
    const Status status = flush();
    pending_at = at;
    pending.assign(from, from + size);
    return status;
  }
  Status read(std::uint32_t at, std::uint8_t* to, std::uint32_t size) override {
    const Status status = Wire::read(at, to, size);
    for (std::uint32_t i = 0; i < pending.size(); ++i) {
      const std::uint32_t byte_at = pending_at + i;
      if (byte_at >= at && byte_at - at < size) to[byte_at - at] = pending[i];
    }
    return status;
  }
  Status erase(std::uint32_t at) override {
    if (const Status status = flush(); status != Status::kOk) return status;
    return Wire::erase(at);
  }
  void finish() override { (void)flush(); }
  Status flush() {
    if (pending.empty() || flash_.is_off()) return Status::kOk;
    const std::vector<std::uint8_t> bytes = std::exchange(pending, {});
    return Wire::program(pending_at, bytes.data(), static_cast<std::uint32_t>(bytes.size()));
  }
  std::uint32_t pending_at = 0;
  std::vector<std::uint8_t> pending;
};

template <class WireType>
class JournalPowerFault : public ::testing::Test {};
using Faults = ::testing::Types<CommitsFirst, IgnoresChecksums, ReusesTornPlaces, TrustsBlankHeads,
                                ErasesBeforeItCopies, WritesLate>;
TYPED_TEST_SUITE(JournalPowerFault, Faults);

TYPED_TEST(JournalPowerFault, IsFound) {
  const std::vector<Operation> operations = script(16);
  const Tally peace = Search<TypeParam>(kGeometries[0]).run_in_peace(operations);
  EXPECT_EQ(peace.bad, 0u) << "the fault shows without a cut: it says nothing about cuts";
  EXPECT_EQ(peace.violations, 0u);
  const Tally tally = Search<TypeParam>(kGeometries[0]).run(operations, 1);
  EXPECT_GT(tally.bad, 0u);
  std::printf("%llu cuts, %llu bad\n", static_cast<unsigned long long>(tally.cuts),
              static_cast<unsigned long long>(tally.bad));
}

}  // namespace
}  // namespace lr::test
