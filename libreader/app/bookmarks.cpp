// Bookmarks: of the page that is read, and all of them as a list.
#include <libreader/app.h>

#include "pen.h"

namespace lr {

// Those that a reader made: places of reading and settings are not among them.
void App::list_bookmarks() {
  from_hits_ = false;
  Bookmarks& list = bookmarks();
  list.count = 0;
  Bookmark bookmark;
  for (std::uint32_t i = 0; kept_ && list.count < kMaxBookmarks && journal_.list(i, bookmark) == Status::kOk; ++i) {
    if (bookmark.slot == 0 || bookmark.locator.article == 0) continue;
    list.keys[list.count++] = {bookmark.locator.article, bookmark.slot};
  }
}

Status App::bookmark_at(std::uint32_t index, Bookmark& bookmark) {
  if (index >= bookmarks().count) return Status::kEnd;
  return journal_.find(bookmarks().keys[index].article, bookmarks().keys[index].slot, bookmark);
}

bool App::find_target(std::uint32_t index) {
  Bookmark bookmark;
  if (bookmark_at(index, bookmark) != Status::kOk) return false;
  target_ = bookmark.locator;
  return true;
}

// The slot of a bookmark that lies on the page. kNotFound.
Status App::find_bookmark(std::uint16_t& slot) {
  const Article& article = reader_.article();
  Bookmark bookmark;
  for (slot = 1; kept_ && slot <= kMaxBookmarks; ++slot) {
    if (journal_.find(article.id, slot, bookmark) != Status::kOk) continue;
    const auto unit =
        static_cast<std::uint32_t>(static_cast<std::int64_t>(article.first_body_unit()) + bookmark.locator.block);
    const Place place{unit, bookmark.locator.code_point};
    if (place >= reader_.page().start && (reader_.page().last || place < reader_.page().next)) return Status::kOk;
  }
  return Status::kNotFound;
}

// Takes the page's bookmark away, or makes one, labelled with the page's first words.
Status App::toggle_bookmark() {
  if (!kept_) {
    message_ = Text::kNotSaved;
    return Status::kOk;
  }
  Bookmark bookmark;
  if (find_bookmark(bookmark.slot) == Status::kOk) {
    if (journal_.remove(reader_.article().id, bookmark.slot) != Status::kOk) message_ = Text::kNotSaved;
    return Status::kOk;
  }
  bookmark.locator = place_;
  Status status = cursor_.seek(reader_.page().start.unit, reader_.page().start.code_point);
  for (TextItem item; status == Status::kOk;) {
    status = cursor_.next(item);
    if (status != Status::kOk || item.span != 0) continue;
    std::uint32_t bytes = 0;
    status = reader_.bundle().symbol_text(item.symbol, bookmark.label + bookmark.label_bytes,
                                          kLabelBytes - bookmark.label_bytes, bytes);
    if (status == Status::kOk) bookmark.label_bytes = static_cast<std::uint8_t>(bookmark.label_bytes + bytes);
  }
  if (status == Status::kIo) return status;
  const bool saved = journal_.free_slot(bookmark.locator.article, bookmark.slot) == Status::kOk &&
                     journal_.put(bookmark) == Status::kOk;
  message_ = saved ? Text::kCount : Text::kNotSaved;
  return Status::kOk;
}

// Its own text at the place, since a label is no symbols; that of an article which is not here cannot be drawn.
Status App::bookmark_row(std::uint32_t index, Row& row) {
  Bookmark bookmark;
  if (const Status status = bookmark_at(index, bookmark); status != Status::kOk) return status;
  std::uint32_t found = 0;
  Article article;
  Status status = reader_.bundle().find_article(bookmark.locator.article, found);
  if (status == Status::kOk) status = reader_.bundle().article(found, article);
  const std::int64_t unit = static_cast<std::int64_t>(article.first_body_unit()) + bookmark.locator.block;
  if (status != Status::kOk || unit < article.first_unit || unit >= article.end_unit()) {
    row.kind = Row::Kind::kText;
    row.text = Text::kNotInBundle;
    row.chooses = false;
    return status == Status::kIo ? status : Status::kOk;
  }
  row.kind = Row::Kind::kPlace;
  row.place = {static_cast<std::uint32_t>(unit), bookmark.locator.code_point};
  row.value = Row::Value::kPercent;
  Unit record;
  status = reader_.bundle().unit(row.place.unit, record);
  if (status != Status::kOk || article.code_points == 0) return status;
  row.number = percent_at(article, record, row.place.code_point);
  return Status::kOk;
}

}  // namespace lr
