// The order of a search: which unit is scanned next.
#include <libreader/search.h>

#include <new>

namespace lr {
namespace {

bool is_title(const Unit& unit) {
  return unit.kind == BlockKind::kTitle || unit.kind == BlockKind::kSubtitle || unit.kind == BlockKind::kTitleEn;
}

// The chunk that a unit with text ends in.
std::uint32_t last_chunk(const Unit& unit) { return unit.first_chunk + unit.chunks - 1u; }

}  // namespace

Status Search::open(Bundle& bundle, std::string_view query) {
  bundle_ = nullptr;  // nothing is found until all is ready
  article_index_ = articles_end_ = 0;
  in_article_ = in_unit_ = false;
  if (const Status status = section_.open(bundle); status != Status::kOk) return status;
  std::span<std::uint32_t> memory = scanner_.memory();
  if (const Status status = query_.open(bundle, section_, query, memory); status != Status::kOk) return status;
  if (const Status status = lists_.open(section_, query_); status != Status::kOk) return status;
  scanner_.open(bundle, query_, lists_, memory);
  rank_ = Rank::kTitles;
  from_unit_ = from_code_point_ = 0;
  bundle_ = &bundle;
  articles_end_ = query_.can_match() ? bundle.articles() : 0;
  return Status::kOk;
}

Status Search::in_article(std::uint32_t article, std::uint32_t unit, std::uint32_t code_point) {
  if (bundle_ == nullptr) return Status::kBadCall;
  if (article >= bundle_->articles()) return Status::kNotFound;
  rank_ = Rank::kAll;
  in_article_ = in_unit_ = false;
  article_index_ = article;
  articles_end_ = query_.can_match() ? article + 1 : article;
  from_unit_ = unit;
  from_code_point_ = code_point;
  return Status::kOk;
}

Status Search::begin_article() {
  if (const Status status = bundle_->article(article_index_, article_); status != Status::kOk) return status;
  unit_ = article_.first_unit;
  units_end_ = rank_ == Rank::kTitles ? article_.first_body_unit() : article_.end_unit();
  if (rank_ != Rank::kTitles) {
    Note last;
    if (article_.notes > 0) {
      const Status status = bundle_->note(article_, article_.notes - 1, last);
      if (status == Status::kIo) return status;
      if (status == Status::kOk && last.first_unit >= units_end_) units_end_ = last.first_unit + last.units;
    }
    if (unit_ < from_unit_) unit_ = from_unit_;
  }
  in_article_ = true;
  return Status::kOk;
}

// Whether a unit is of the rank that is searched.
bool Search::ranks(std::uint32_t index, const Unit& unit) const {
  if (rank_ == Rank::kAll) return true;
  return (is_title(unit) && index < article_.first_body_unit()) == (rank_ == Rank::kTitles);
}

bool Search::may_match(const Unit& unit) {
  return unit.chunks > 0 &&
         lists_.next_chunk(unit.first_chunk, unit.first_chunk + unit.chunks) < unit.first_chunk + unit.chunks;
}

// Leaves unit_ at the first unit of the article from it on that reaches into a chunk or beyond, or at one before it.
// Units with text lie in the order of their chunks; the chunk of one without says nothing.
Status Search::unit_reaching(std::uint32_t chunk) {
  std::uint32_t high = units_end_;
  while (unit_ < high) {
    const std::uint32_t middle = unit_ + (high - unit_) / 2;
    std::uint32_t at = middle;
    Unit unit{};
    for (; at < high && unit.chunks == 0; ++at) {
      const Status status = bundle_->unit(at, unit);
      if (status == Status::kIo) return status;
      if (status != Status::kOk) return Status::kOk;  // its order is not known: one by one
    }
    if (unit.chunks > 0 && last_chunk(unit) < chunk) {
      unit_ = at;
    } else {
      high = middle;
    }
  }
  return Status::kOk;
}

// The next unit of the article to be scanned. kEnd: there is none.
Status Search::next_of_article() {
  while (unit_ < units_end_) {
    const std::uint32_t index = unit_++;
    Unit unit;
    const Status status = bundle_->unit(index, unit);
    if (status == Status::kIo) return status;
    if (status != Status::kOk || unit.chunks == 0) continue;
    if (may_match(unit)) {
      if (!ranks(index, unit)) continue;
      found_unit_ = index;
      found_kind_ = unit.kind;
      scanner_.begin(unit);
      return Status::kOk;
    }
    if (rank_ == Rank::kTitles) continue;
    const std::uint32_t chunk = lists_.next_chunk(last_chunk(unit) + 1, bundle_->chunks());
    if (const Status found = unit_reaching(chunk); found != Status::kOk) return found;
  }
  return Status::kEnd;
}

// Rank by rank, article by article.
Status Search::next_unit() {
  for (;;) {
    if (article_index_ >= articles_end_) {
      if (rank_ != Rank::kTitles || articles_end_ == 0) return Status::kEnd;
      rank_ = Rank::kText;
      article_index_ = 0;
      in_article_ = false;
    }
    Status status = Status::kOk;
    if (!in_article_) status = begin_article();
    if (status == Status::kOk) status = next_of_article();
    if (status == Status::kOk || status == Status::kIo) return status;
    ++article_index_;
    in_article_ = false;
  }
}

Status Search::next(Hit& hit) {
  for (;;) {
    if (!in_unit_) {
      if (const Status status = next_unit(); status != Status::kOk) return status;
      in_unit_ = true;
    }
    std::uint32_t code_point = 0;
    const Status status = scanner_.next(code_point);
    if (status == Status::kIo) return status;
    if (status == Status::kEnd) {
      in_unit_ = false;
      continue;
    }
    if (found_unit_ == from_unit_ && code_point < from_code_point_) continue;
    hit = {article_index_, found_unit_, found_kind_, code_point, query_.size()};
    return Status::kOk;
  }
}

}  // namespace lr
