// Reads each link with the device's own code.
#include "check_links.h"

#include <libreader/bundle.h>

#include <array>
#include <memory>

namespace lr::pack {
namespace {

class LinkCheck {
 public:
  explicit LinkCheck(const Source& source) {
    if (bundle_.open(source, pages_) != Status::kOk) problems_.emplace_back("section LINK: the bundle cannot be opened");
  }

  std::vector<std::string> run() {
    for (std::uint32_t i = 0; problems_.empty() && i < bundle_.links(); ++i) link(i);
    return std::move(problems_);
  }

 private:
  void expect(bool holds, std::uint32_t index, const char* what) {
    if (!holds) problems_.push_back("section LINK: link " + std::to_string(index) + what);
  }

  void link(std::uint32_t index) {
    lr::Link link{};
    lr::Article target{};
    if (bundle_.link(index, link) != Status::kOk || bundle_.article(link.article, target) != Status::kOk)
      return expect(false, index, " does not lead to an article");
    const bool follows = link.unit > unit_ || (link.unit == unit_ && link.code_point >= end_);
    expect(follows || index == 0, index, " is not in order");
    unit_ = link.unit;
    end_ = link.code_point + link.length;
    expect(link.length > 0 && end_ <= code_points_of(link.unit), index, " is not in the text of its block");
    expect(link.block < units_of(target), index, " leads behind the end of its article");
  }

  std::uint32_t code_points_of(std::uint32_t unit) {
    TextItem item;
    Status status = cursor_->open(unit);
    while (status == Status::kOk) status = cursor_->next(item);
    return status == Status::kEnd ? cursor_->point().code_point : 0;
  }

  // With those of its notes, which follow its body.
  std::uint32_t units_of(const lr::Article& article) {
    lr::Note last{};
    if (article.notes == 0 || bundle_.note(article, article.notes - 1, last) != Status::kOk)
      return article.end_unit() - article.first_unit;
    return last.first_unit + last.units - article.first_unit;
  }

  std::array<Storage::Page, 16> pages_;
  Bundle bundle_;
  std::unique_ptr<TextCursor> cursor_ = std::make_unique<TextCursor>(bundle_);
  std::vector<std::string> problems_;
  std::uint32_t unit_ = 0, end_ = 0;  // of the link before
};

}  // namespace

std::vector<std::string> check_links(const Source& bundle) { return LinkCheck(bundle).run(); }

}  // namespace lr::pack
