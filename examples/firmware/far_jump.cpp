// Jumps from the first to the last page of the longest article, with the page table of the bundle and without it, and
// prints what that read. What the boards execute for it is held to a budget (tests/budget).
//
//   jump table page 312 code_points 40211 reads 61 bytes 13180     the number of the last page, from 0; of the article
//   jump walk page 312 code_points 40211 reads 24011 bytes 1402200
#include <libreader/reader.h>

#include <cstddef>
#include <cstdint>

#include "line.h"
#include "marks.h"
#include "program.h"

FIRMWARE_MARK(mark_table, 1)
FIRMWARE_MARK(mark_walk, 2)
FIRMWARE_MARK(mark_end, 3)

namespace program {
namespace {

alignas(8) std::byte workspace[16 * 1024];
lr::Reader reader;

lr::Status find_longest(std::uint32_t& longest, std::uint32_t& most) {
  most = 0;
  for (std::uint32_t i = 0; i < reader.bundle().articles(); ++i) {
    lr::Article article;
    if (const lr::Status status = reader.bundle().article(i, article); status != lr::Status::kOk) return status;
    if (article.code_points <= most) continue;
    most = article.code_points;
    longest = i;
  }
  return lr::Status::kOk;
}

void go_to_end(bool with_table) {
  with_table ? mark_table() : mark_walk();
  static_cast<void>(reader.go_to_page(0xFFFFFFFF));
  mark_end();
}

}  // namespace

// In the style of the profile 400x300-1, and in one of another key that gives the same pages.
int run(const lr::Source& source, Print print) {
  for (const bool with_table : {true, false}) {
    lr::Strike strike;
    std::uint32_t longest = 0, code_points = 0;
    lr::Status status = reader.open(source, workspace, {});
    if (status == lr::Status::kOk) status = reader.strike(0, strike);
    if (status == lr::Status::kOk) {
      lr::Style style = lr::style_for_screen(400, 300, 0, 0, strike.ppem());
      if (!with_table) ++style.nominal_em;
      status = reader.set_style(style);
    }
    if (status == lr::Status::kOk) status = find_longest(longest, code_points);
    if (status == lr::Status::kOk) status = reader.open_article(longest);
    if (status != lr::Status::kOk) {
      Line().word("failed:").word(lr::name_of(status)).print(print);
      return 1;
    }
    reader.bundle().storage().reset_counters();
    go_to_end(with_table);
    const lr::StorageCounters cost = reader.bundle().storage().counters();
    Line line;
    line.word("jump").word(with_table ? "table" : "walk").word("page").number(reader.page_number());
    line.word("code_points").number(code_points);
    line.word("reads").number(cost.reads).word("bytes").number(cost.bytes).print(print);
  }
  return 0;
}

}  // namespace program
