// Opens a bundle and reads its directory.
#include "book.h"

#include <ports/terminal/cell_page.h>

#include <algorithm>
#include <charconv>

namespace lrread {
namespace {

constexpr std::size_t kMostTextBytes = 1 << 20;  // of a block that is asked for as a whole

std::string problem_with(const std::string& path, lr::Status status, unsigned version, std::uint32_t bytes) {
  const std::string length = std::to_string(bytes) + " bytes";
  switch (status) {
    case lr::Status::kDamaged:
      return path + ": not a bundle, or damaged or cut short (" + length +
             "; its header or tables do not check out).\n" +
             "Copy the file again, or make it again with: lrpack make FILES -o " + path;
    case lr::Status::kUnsupported:
      return path + ": its format has version " + std::to_string(version) +
             ", newer or older than what this lrread reads.\n" +
             "Make the bundle with the lrpack of the same release, or get a newer libreader if the bundle is newer.";
    case lr::Status::kIo:
      return path + ": the file cannot be read to its end (" + length + "). Try again, or copy it anew.";
    default: return path + ": cannot be opened (" + lr::name_of(status) + "). Make it again with lrpack make.";
  }
}

}  // namespace

std::string Book::open(const std::string& path) {
  if (file_.open(path.c_str()) != lr::Status::kOk)
    return std::string(file_.error()) + ".\nCheck the path; a bundle is made with: lrpack make FILES -o OUT.lrb";
  const lr::Limits limits = lr::terminal::page_limits();
  const std::size_t bytes = lr::workspace_bytes(limits);
  workspace_ = std::make_unique<std::byte[]>(bytes);
  const lr::Source source = file_.source();
  const lr::Status status = reader_.open(source, {workspace_.get(), bytes}, limits);
  if (status != lr::Status::kOk) return problem_with(path, status, reader_.bundle().version(), source.size_bytes);
  if (reader_.bundle().articles() == 0) return path + ": the bundle has no articles.\nMake it again with lrpack make.";
  symbols_.open(reader_.bundle());
  read_contents();
  return {};
}

void Book::read_contents() {
  lr::Bundle& bundle = reader_.bundle();
  row_of_.assign(bundle.articles(), lr::kNoArticle);
  lr::TextCursor cursor(bundle);
  for (std::uint32_t i = 0; i < bundle.navigation_items(); ++i) {
    lr::NavigationItem item;
    if (bundle.navigation(i, item) != lr::Status::kOk) continue;
    std::string title = cursor.open(item) == lr::Status::kOk ? read_text(cursor) : std::string();
    if (i == 0 && item.article == lr::kNoArticle) {
      title_ = std::move(title);
      continue;
    }
    if (item.article != lr::kNoArticle && row_of_[item.article] == lr::kNoArticle) {
      row_of_[item.article] = static_cast<std::uint32_t>(contents_.size());
      order_.push_back(item.article);
    }
    contents_.push_back({item.article, std::max(0, item.depth - 1), std::move(title)});
  }
  for (std::uint32_t i = 0; i < bundle.articles(); ++i) {  // those that the contents leave out, or lost to damage
    if (row_of_[i] != lr::kNoArticle) continue;
    row_of_[i] = static_cast<std::uint32_t>(contents_.size());
    order_.push_back(i);
    contents_.push_back({i, 0, {}});
  }
  for (ContentsRow& row : contents_) {
    lr::Article article;
    if (row.title.empty() && row.article != lr::kNoArticle && bundle.article(row.article, article) == lr::Status::kOk)
      row.title = unit_text(article.first_unit);
    if (row.title.empty()) row.title = row.article == lr::kNoArticle ? "—" : "(untitled)";
  }
  if (title_.empty()) title_ = "Articles";
}

const std::string& Book::article_title(std::uint32_t article) const { return contents_[row_of_[article]].title; }

const Facts& Book::facts(std::uint32_t index) {
  const auto known = facts_.find(index);
  if (known != facts_.end()) return known->second;
  Facts facts;
  lr::Article article;
  lr::Bundle& bundle = reader_.bundle();
  if (bundle.article(index, article) == lr::Status::kOk) {
    for (std::uint32_t i = article.first_unit; i < article.first_body_unit(); ++i) {
      lr::Unit unit;
      if (bundle.unit(i, unit) != lr::Status::kOk) continue;
      if (unit.kind == lr::BlockKind::kDate) facts.date = unit_text(i);
      if (unit.kind != lr::BlockKind::kAuthor) continue;
      if (!facts.authors.empty()) facts.authors += ", ";
      facts.authors += unit_text(i);
    }
  }
  return facts_[index] = std::move(facts);
}

std::uint32_t Book::neighbour(std::uint32_t article, int direction) const {
  const std::size_t number = number_of(article);
  const std::size_t other = direction < 0 ? number - 2 : number;  // its index; below 0 is beyond the end
  return number != 0 && other < order_.size() ? order_[other] : lr::kNoArticle;
}

std::size_t Book::number_of(std::uint32_t article) const {
  const auto at = std::find(order_.begin(), order_.end(), article);
  return at == order_.end() ? 0 : static_cast<std::size_t>(at - order_.begin()) + 1;
}

std::uint32_t Book::find(const std::string& name) {
  lr::Bundle& bundle = reader_.bundle();
  for (std::uint32_t i = 0; i < bundle.articles(); ++i) {
    lr::Article article;
    char id[lr::kMaxIdBytes];
    if (bundle.article(i, article) != lr::Status::kOk || bundle.article_name(article, id) != lr::Status::kOk) continue;
    if (name == std::string_view(id, article.name_bytes)) return i;
  }
  std::uint32_t number = 0;
  const char* end = name.data() + name.size();
  const auto [stopped, error] = std::from_chars(name.data(), end, number);
  const bool is_number = error == std::errc() && stopped == end && number >= 1 && number <= order_.size();
  return is_number ? order_[number - 1] : lr::kNoArticle;
}

std::string Book::read_text(lr::TextCursor& cursor) {
  std::string text;
  lr::TextItem item;
  std::uint32_t read = 0;
  while (text.size() < kMostTextBytes && cursor.next(item) == lr::Status::kOk) {
    if (item.span != 0) continue;
    for (; read + item.group->code_points < cursor.point().code_point; ++read) text += "\uFFFD";  // lost to damage
    text += symbols_.of(item.symbol);
    read = cursor.point().code_point;
  }
  return text;
}

std::string Book::unit_text(std::uint32_t unit) {
  lr::TextCursor cursor(reader_.bundle());
  return cursor.open(unit) == lr::Status::kOk ? read_text(cursor) : std::string();
}

std::uint32_t Book::per_mille(const lr::Locator& locator) {
  lr::Bundle& bundle = reader_.bundle();
  std::uint32_t index = 0;
  lr::Article article;
  lr::Unit unit;
  if (locator.block < 0 || bundle.find_article(locator.article, index) != lr::Status::kOk) return 0;
  if (bundle.article(index, article) != lr::Status::kOk || article.code_points == 0) return 0;
  if (static_cast<std::uint32_t>(locator.block) >= article.body_units) return 1000;
  const std::uint32_t index_of_unit = article.first_body_unit() + static_cast<std::uint32_t>(locator.block);
  if (bundle.unit(index_of_unit, unit) != lr::Status::kOk) return 0;
  const std::uint64_t before = std::uint64_t{unit.code_points_before} + locator.code_point;
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(1000, before * 1000 / article.code_points));
}

}  // namespace lrread
