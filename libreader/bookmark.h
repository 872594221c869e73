// Places that last: a Locator names a place in an article so that it is found again after a change of font, screen, name or
// text; a Journal keeps them in a Store through power cuts.
#pragma once
#include <libreader/bundle.h>
#include <libreader/layout.h>
#include <libreader/ports.h>

#include <cstdint>
#include <span>

namespace lr {

// A place in an article's body. Plain data: safe to store, to send, to compare.
struct Locator {
  std::uint64_t article = 0;     // Article::id
  std::int32_t block = 0;        // of the body, from 0; front matter counts down: -1 is the last of its blocks
  std::uint32_t code_point = 0;  // of the block's reading text
  std::uint32_t context = 0;     // hash of the code points that follow; 0: unknown
};

// How sure a place is that was found again.
enum class Certainty : std::uint8_t {
  kExact,   // the text is what it was
  kMoved,   // found elsewhere by its text
  kNear,    // the text is gone: the nearest place that exists
};

inline constexpr std::uint32_t kContextCodePoints = 12;

// The locator of a place in the flow of an article.
Status make_locator(Bundle& bundle, const Article& article, Place place, Locator& locator);

// Finds a locator's place in `article` (whose id may have been looked up by it). kIo.
Status resolve_locator(Bundle& bundle, const Article& article, const Locator& locator, Place& place,
                       Certainty& certainty);

inline constexpr std::uint32_t kLabelBytes = 48;  // UTF-8, not terminated

// A stored place. Slot 0 of an article is where it was read last; bookmarks have slots from 1.
struct Bookmark {
  Locator locator;
  std::uint16_t slot = 0;
  std::uint8_t label_bytes = 0;
  char label[kLabelBytes] = {};
};

// Bookmarks in an append-only log of checksummed records over two or more sectors. After a power cut at any moment the
// journal holds the state before the last change or after it.
class Journal {
 public:
  // Finds the live sector, or starts one in an empty store; whatever else the store holds is taken for empty. kIo.
  // kBadCall: the store's geometry. kUnsupported: a later version wrote the store, which is left as it is.
  Status open(const Store& store);

  // Stores the bookmark in its slot of its article, replacing what was there. kNoSpace: the live records fill a sector.
  Status put(const Bookmark& bookmark);
  // kNotFound.
  Status remove(std::uint64_t article, std::uint16_t slot);
  // kNotFound.
  Status find(std::uint64_t article, std::uint16_t slot, Bookmark& bookmark);
  // The `index`-th live bookmark, in the order of their storing; slot 0 records included. kEnd.
  Status list(std::uint32_t index, Bookmark& bookmark);
  // The lowest slot from 1 that is free in an article.
  Status free_slot(std::uint64_t article, std::uint16_t& slot);
  // The article that was read last (the newest slot 0 record). kNotFound.
  Status last_article(std::uint64_t& article);

 private:
  Status write(const std::uint8_t* record);
  Status append(const std::uint8_t* record);
  // Moves what counts to the next sector, and the incoming record with it.
  Status compact(const std::uint8_t* incoming);

  Store store_{};
  std::uint16_t sector_ = 0;     // the live one
  std::uint32_t sequence_ = 0;   // of the live sector
  std::uint32_t write_at_ = 0;   // next free byte in it
};

}  // namespace lr
