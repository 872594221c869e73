// Searches a bundle for a few queries and prints how many hits each has. What the boards execute for it is held to a
// budget (tests/budget).
//
//   query 0 hits 3743                    the query, from 0, and its hits
#include <libreader/search.h>

#include "line.h"
#include "marks.h"
#include "program.h"

FIRMWARE_MARK(mark_first, 1)  // opening the search, up to its first hit
FIRMWARE_MARK(mark_all, 2)    // all other hits
FIRMWARE_MARK(mark_end, 3)

namespace program {
namespace {

constexpr const char* kQueries[] = {"国际", "我们", "安全", "排版", "字", "国际安全", "line", "命運共同體", "北极熊"};
constexpr std::uint32_t kPages = 8;

lr::Storage::Page pages[kPages];
lr::Bundle bundle;
lr::Search search;

lr::Status count_hits(const char* query, std::uint32_t& hits) {
  lr::Hit hit;
  hits = 0;
  mark_first();
  lr::Status status = search.open(bundle, query);
  if (status == lr::Status::kOk) status = search.next(hit);
  mark_all();
  for (; status == lr::Status::kOk; status = search.next(hit)) ++hits;
  mark_end();
  return status;
}

}  // namespace

int run(const lr::Source& source, Print print) {
  lr::Status status = bundle.open(source, pages);
  std::uint32_t number = 0;
  for (const char* query : kQueries) {
    std::uint32_t hits = 0;
    if (status == lr::Status::kOk) status = count_hits(query, hits);
    if (status != lr::Status::kEnd) {
      Line().word("failed:").word(query).word(lr::name_of(status)).print(print);
      return 1;
    }
    status = lr::Status::kOk;
    Line().word("query").number(number++).word("hits").number(hits).print(print);
  }
  Line().word("search_bytes").number(static_cast<std::uint32_t>(sizeof search)).print(print);
  return 0;
}

}  // namespace program
