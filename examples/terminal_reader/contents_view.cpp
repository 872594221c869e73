// Lists the headings of an article.
#include "contents_view.h"

#include <algorithm>

#include "list_view.h"

namespace lrread {

int choose_heading(Screen& screen, Book& book, lr::Place place) {
  lr::Reader& reader = book.reader();
  const lr::Article& article = reader.article();
  int shallowest = 6, current = 0;
  for (std::uint32_t i = 0; i < article.headings; ++i) {
    lr::Heading heading;
    if (reader.bundle().heading(article, i, heading) != lr::Status::kOk) continue;
    shallowest = std::min<int>(shallowest, heading.level);
    if (lr::Place{heading.unit, 0} <= place) current = static_cast<int>(i);
  }
  List list;
  list.title = book.article_title(reader.article_index());
  list.rows = static_cast<int>(article.headings);
  list.row = [&](int index) {
    lr::Heading heading;
    ListRow row;
    const lr::Status status = reader.bundle().heading(article, static_cast<std::uint32_t>(index), heading);
    row.text = status == lr::Status::kOk ? book.unit_text(heading.unit) : "(damaged)";
    lr::Unit unit;
    if (status != lr::Status::kOk) return row;
    row.indent = 2 * (heading.level - shallowest);
    if (reader.bundle().unit(heading.unit, unit) == lr::Status::kOk && article.code_points > 0)
      row.figure = std::to_string(std::uint64_t{unit.code_points_before} * 100 / article.code_points) + "%";
    return row;
  };
  list.foot = [](int) { return std::string("Enter goes there   q back"); };
  ListView view(screen);
  view.select(current);
  const Choice choice = view.run(list);
  return choice.key == kKeyEnter ? choice.row : -1;
}

}  // namespace lrread
