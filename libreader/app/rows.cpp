// What the lines of each list are.
#include <libreader/app.h>
#include <libreader/base/scaled.h>

#include "pen.h"

namespace lr {

App::Row::Row() = default;
namespace {

constexpr Text kMenuOfPage[] = {Text::kContents,  Text::kAddBookmark, Text::kBookmarks, Text::kGoTo,
                                Text::kFindWords, Text::kFindArticle, Text::kSettings,  Text::kLibrary};
constexpr Text kMenuOfLibrary[] = {Text::kFindArticle, Text::kBookmarks, Text::kSettings};
constexpr std::uint32_t kPageLines = sizeof kMenuOfPage / sizeof kMenuOfPage[0];
static_assert(kPageLines == App::kMenuRows);
constexpr std::uint32_t kLibraryLines = sizeof kMenuOfLibrary / sizeof kMenuOfLibrary[0];

}  // namespace

// In the library the menu begins with the way back to the page, where there is one.
Text App::menu_text(std::uint32_t row) const {
  if (library_menu_) {
    if (reading_) return row == 0 ? Text::kResume : row <= kLibraryLines ? kMenuOfLibrary[row - 1] : Text::kCount;
    return row < kLibraryLines ? kMenuOfLibrary[row] : Text::kCount;
  }
  return row < kPageLines ? kMenuOfPage[row] : Text::kCount;
}

std::uint32_t App::row_count() {
  Bundle& bundle = reader_.bundle();
  switch (screen_) {
    case Screen::kLibrary: {
      const std::uint32_t items = bundle.list_items(list_);
      return list_ == List::kContents && items > 0 ? items - 1 : items;  // without the bundle's own title
    }
    case Screen::kMenu: return library_menu_ ? kLibraryLines + (reading_ ? 1 : 0) : kPageLines;
    case Screen::kContents: return reader_.article().headings;
    case Screen::kNotes: return note_count_;
    case Screen::kGoTo: return 2;
    case Screen::kSettings: return kSettingRows - (has_direction() ? 0 : 1);
    case Screen::kEnd: return reader_.article_index() + 1 < bundle.articles() ? 3 : 2;
    case Screen::kFound: return found().count + (query_bytes_ > 0 ? 1 : 0);
    case Screen::kHits: return hits().count + (hits().more ? 1 : 0);
    case Screen::kBookmarks: return bookmarks().count;
    default: return 0;
  }
}

Status App::row(std::uint32_t index, Row& row) {
  row = {};
  row.kind = Row::Kind::kText;
  switch (screen_) {
    case Screen::kLibrary: return library_row(index, row);
    case Screen::kBookmarks: return bookmark_row(index, row);
    case Screen::kSettings: settings_row(index, row); return Status::kOk;
    case Screen::kMenu: {
      row.text = menu_text(index);
      if (row.text == Text::kAddBookmark && is_marked_) row.text = Text::kRemoveBookmark;
      return Status::kOk;
    }
    case Screen::kContents: {
      Heading heading;
      const Status status = reader_.bundle().heading(reader_.article(), index, heading);
      row.kind = Row::Kind::kPlace;
      row.place = {heading.unit, 0};
      row.indent = heading.level > 1 ? static_cast<std::uint8_t>(heading.level - 1) : 0;
      return status;
    }
    case Screen::kNotes: {
      row.kind = Row::Kind::kPlace;
      if (notes_[index] >= kLinkEntry) {
        Link link;
        Article target;
        Status status = reader_.bundle().link(notes_[index] - kLinkEntry, link);
        if (status == Status::kOk) status = reader_.bundle().article(link.article, target);
        row.place = {target.first_unit + link.block, 0};
        return status;
      }
      Note note;
      const Status status = reader_.bundle().note(reader_.article(), notes_[index], note);
      row.place = {note.first_unit, 0};
      row.value = Row::Value::kNumber;
      row.number = notes_[index] + 1;
      return status;
    }
    case Screen::kGoTo:
      row.changes = true;
      row.value = index == 0 ? Row::Value::kNumber : Row::Value::kPercent;
      row.text = index == 0 ? Text::kPage : Text::kProgress;
      row.number = index == 0 ? go_to_page_ + 1 : go_to_percent_;
      return Status::kOk;
    case Screen::kEnd: return end_row(index, row);
    case Screen::kFound:
      if (query_bytes_ > 0 && index-- == 0) {
        row.text = Text::kSearchText;
        row.value = Row::Value::kQuery;
        return Status::kOk;
      }
      row.kind = Row::Kind::kTitle;
      row.title = found().titles[index];
      return Status::kOk;
    case Screen::kHits: return hit_row(index, row);
    default: return Status::kNotFound;
  }
}

Status App::library_row(std::uint32_t index, Row& row) {
  row.kind = Row::Kind::kTitle;
  const Status status = reader_.bundle().list_item(list_, list_ == List::kContents ? index + 1 : index, row.title);
  if (status != Status::kOk) return status;
  if (row.title.depth > 1) row.indent = static_cast<std::uint8_t>(row.title.depth - 1);
  row.chooses = row.title.article != kNoArticle;
  if (!row.chooses) return Status::kOk;
  if (list_ == List::kDate) {
    row.value = Row::Value::kDate;
    return reader_.bundle().list_date(index, row.date);
  }
  bool known = false;
  const Status progress = progress_of(row.title.article, row.number, known);
  if (known) row.value = Row::Value::kPercent;
  return progress;
}

std::uint32_t App::percent_at(const Article& article, const Unit& unit, std::uint32_t code_point) {
  const std::uint64_t before = static_cast<std::uint64_t>(unit.code_points_before) + code_point;
  return before >= article.code_points ? 100 : scaled(static_cast<std::uint32_t>(before), 100, article.code_points);
}

// How far an article was read. kIo.
Status App::progress_of(std::uint32_t index, std::uint32_t& percent, bool& known) {
  known = false;
  Article article;
  Bookmark last;
  if (!kept_) return Status::kOk;
  Status status = reader_.bundle().article(index, article);
  if (status != Status::kOk || article.code_points == 0) return status;
  if (journal_.find(article.id, 0, last) != Status::kOk) return Status::kOk;
  Unit unit{};
  const std::int64_t at = static_cast<std::int64_t>(article.first_body_unit()) + last.locator.block;
  if (last.locator.block >= 0 && at < article.end_unit())
    status = reader_.bundle().unit(static_cast<std::uint32_t>(at), unit);
  percent = percent_at(article, unit, last.locator.code_point);
  known = true;
  return status;
}

// Behind the last page: the next article by its title, the bookmarks, the library.
Status App::end_row(std::uint32_t index, Row& row) {
  const bool has_next = reader_.article_index() + 1 < reader_.bundle().articles();
  if (has_next && index == 0) {
    Article next;
    const Status status = reader_.bundle().article(reader_.article_index() + 1, next);
    row.kind = Row::Kind::kPlace;
    row.place = {next.first_unit, 0};
    row.value = Row::Value::kText;
    row.value_text = Text::kNextArticle;
    return status;
  }
  row.text = index == (has_next ? 1u : 0u) ? Text::kBookmarks : Text::kLibrary;
  return Status::kOk;
}

// The text around a hit, the hit underlined.
Status App::hit_row(std::uint32_t index, Row& row) {
  if (index >= hits().count) {
    row.text = Text::kMore;
    return Status::kOk;
  }
  constexpr std::uint32_t kBefore = 6;
  const Hit& hit = hits().hits[index];
  row.kind = Row::Kind::kPlace;
  row.place = {hit.unit, hit.code_point < kBefore ? 0 : hit.code_point - kBefore};
  row.mark_from = hit.code_point;
  row.mark_end = hit.code_point + hit.length;
  return Status::kOk;
}

void App::settings_row(std::uint32_t index, Row& row) const {
  constexpr Text kNames[] = {Text::kSize,        Text::kLeading,  Text::kMargins,  Text::kNotes,
                             Text::kFullRefresh, Text::kLanguage, Text::kDirection};
  constexpr Text kMargins[] = {Text::kNarrow, Text::kMedium, Text::kWide};
  static_assert(sizeof kNames / sizeof kNames[0] == kSettingRows);
  row.text = kNames[index];
  row.changes = true;
  row.value = Row::Value::kNumber;
  switch (index) {
    case 0: row.number = settings_.ppem; break;
    case 1:
      row.value = Row::Value::kPercent;
      row.number = 125 + 25u * settings_.leading;
      break;
    case 2:
      row.value = Row::Value::kText;
      row.value_text = kMargins[settings_.margins];
      break;
    case 3:
      row.value = Row::Value::kText;
      row.value_text = settings_.notes == NoteStyle::kAtFoot ? Text::kAtFoot : Text::kFromMark;
      break;
    case 4: row.number = settings_.full_every; break;
    default:
      row.value = Row::Value::kText;
      row.value_text = index == kLanguageRow                         ? Text::kLanguageName
                       : settings_.direction == Direction::kVertical ? Text::kVertical
                                                                     : Text::kHorizontal;
      break;
  }
}

Text App::heading_of_screen() const {
  switch (screen_) {
    case Screen::kLibrary: {
      constexpr Text kLists[] = {Text::kLibrary, Text::kByTitle, Text::kByAuthor, Text::kByDate};
      return kLists[static_cast<int>(list_)];
    }
    case Screen::kContents: return Text::kContents;
    case Screen::kNotes: return Text::kNote;
    case Screen::kGoTo: return Text::kGoTo;
    case Screen::kBookmarks: return Text::kBookmarks;
    case Screen::kSettings: return Text::kSettings;
    case Screen::kFound: return Text::kFindArticle;
    case Screen::kHits: return Text::kSearchText;
    case Screen::kEnd: return Text::kEndOfArticle;
    default: return library_menu_ ? Text::kLibrary : Text::kCount;
  }
}

}  // namespace lr
