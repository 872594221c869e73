// Cross-references: which of them a page shows, where they lead, and the way back.
#include <libreader/reader.h>
#include <libreader/text/control.h>

namespace lr {

Status Reader::links_on_page(std::span<std::uint32_t> links, std::uint32_t& count) {
  count = 0;
  if (page_.count == 0) return Status::kOk;
  const Place end = page_.last ? Place{flow_.end_unit, 0} : page_.next;
  std::uint32_t index = 0;
  Status status = bundle_.first_link(page_.start.unit, page_.start.code_point, index);
  for (Link link; status == Status::kOk && count < links.size(); ++index) {
    status = bundle_.link(index, link);
    if (status != Status::kOk || Place{link.unit, link.code_point} >= end) break;
    links[count++] = index;
  }
  return status == Status::kIo ? status : Status::kOk;  // those of a damaged page of the table are passed over
}

Status Reader::link_on_line(std::uint32_t index, std::uint32_t line, std::uint32_t& first, std::uint32_t& end) {
  Link link;
  if (const Status status = bundle_.link(index, link); status != Status::kOk) return status;
  std::span<const LineItem> items;
  if (const Status status = line_items(line, items); status != Status::kOk) return status;
  first = end = 0;
  const TextPoint& start = page_.lines[line].start;
  if (start.unit != link.unit) return Status::kNotFound;
  std::uint32_t at = start.code_point;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].span != 0) continue;
    if (at >= link.code_point && at - link.code_point < link.length) {
      if (end == 0) first = i;
      end = i + 1;
    }
    at += bundle_.alphabet().group_of(items[i].symbol).code_points;
  }
  return end > 0 ? Status::kOk : Status::kNotFound;
}

// Where a link leads. Not inlined: its locals would lie below the layout of the page.
[[gnu::noinline]] Status Reader::target_of(std::uint32_t index, Hit& hit) {
  Link link;
  Article target;
  Status status = bundle_.link(index, link);
  if (status == Status::kOk) status = bundle_.article(link.article, target);
  if (status == Status::kOk) hit = {link.article, target.first_unit + link.block, BlockKind::kParagraph, 0, 0};
  return status;
}

// A note of the same article is left by its own way back.
Status Reader::open_link(std::uint32_t index) {
  if (!opened_ || !styled_) return Status::kBadCall;
  const Origin from{article_index_, in_note_ ? return_place_ : start_}, before = origins_[0];
  Hit hit;
  if (const Status status = target_of(index, hit); status != Status::kOk) return status;
  Status status = go_to(hit);
  if (status == Status::kNotFound) status = go_to_page(0);
  origins_[0] = before;
  if (in_note_ && article_index_ == from.article) return status;
  origins_[1] = before;
  origins_[0] = from;
  return status;
}

Status Reader::back() {
  if (in_note_) {
    leave_note();
    return walk_to({.place = return_place_});
  }
  const Origin to = origins_[0], next = origins_[1];
  if (to.article == kNoArticle) return Status::kNotFound;
  Status status = Status::kOk;
  if (to.article != article_index_) status = open_article(to.article);
  origins_[0] = next;
  origins_[1].article = kNoArticle;
  return status == Status::kOk ? go_to(to.place) : status;
}

}  // namespace lr
