// Locators: a place in an article as block, code point and a hash of the text that follows it, and the way back from
// that to a place, in a text that may have changed since.
#include <libreader/base/hash.h>
#include <libreader/bookmark.h>
#include <libreader/bundle/format.h>

namespace lr {
namespace {

struct CodePointAt {
  std::uint32_t code_point = 0;
  Place place;  // of the symbol that it belongs to
};

// The reading text of an article from a place to the article's end, a code point at a time. Text that is damaged is
// passed over.
class ReadingText {
 public:
  ReadingText(Bundle& bundle, const Article& article) : cursor_(bundle), end_unit_(article.end_unit()) {}

  // kIo.
  Status go_to(Place place) {
    unit_ = place.unit;
    count_ = used_ = 0;
    return passed_over(cursor_.seek(place.unit, place.code_point));
  }

  // kEnd: the article is at its end. kIo.
  Status next(CodePointAt& found) {
    while (used_ == count_) {
      const Status status = next_symbol();
      if (status != Status::kOk) return status;
    }
    found = {code_points_[used_++], place_};
    return Status::kOk;
  }

 private:
  // A unit that cannot be read is at its end; only the source's refusal is passed on.
  Status passed_over(Status status) {
    readable_ = status == Status::kOk;
    return status == Status::kIo ? status : Status::kOk;
  }

  Status next_symbol() {
    count_ = used_ = 0;
    TextItem item;
    const Status status = readable_ ? cursor_.next(item) : Status::kEnd;
    if (status == Status::kIo) return status;
    if (status != Status::kOk) {
      if (unit_ + 1 >= end_unit_) return Status::kEnd;
      return passed_over(cursor_.open(++unit_));
    }
    if (item.span != 0) return Status::kOk;
    place_ = {unit_, cursor_.point().code_point - item.group->code_points};
    return look_up(item.symbol);
  }

  // Fills in the code points of a symbol; those of a damaged one are left out. The last ones are remembered: text
  // repeats itself, and a table page for every symbol would be read and checked over and over.
  Status look_up(Symbol symbol) {
    const std::uint32_t entry = symbol % kKnownSymbols;
    if (known_symbol_[entry] == symbol) {
      code_points_[0] = known_code_point_[entry];
      count_ = 1;
      return Status::kOk;
    }
    const Status status =
        cursor_.bundle().symbol_code_points(symbol, code_points_, format::kMaxClusterCodePoints, count_);
    if (status != Status::kOk) count_ = 0;
    if (count_ == 1) {
      known_symbol_[entry] = symbol;
      known_code_point_[entry] = code_points_[0];
    }
    return status == Status::kIo ? status : Status::kOk;
  }

  static constexpr std::uint32_t kKnownSymbols = 2;

  TextCursor cursor_;
  std::uint32_t end_unit_;
  std::uint32_t unit_ = 0;
  bool readable_ = false;
  Place place_;
  std::uint32_t code_points_[format::kMaxClusterCodePoints] = {};
  std::uint32_t count_ = 0, used_ = 0;
  Symbol known_symbol_[kKnownSymbols] = {};  // 0 is no text symbol
  std::uint32_t known_code_point_[kKnownSymbols] = {};
};

// The last code points that were read, and the hash of them.
class Context {
 public:
  bool full() const { return count_ == kContextCodePoints; }
  bool empty() const { return count_ == 0; }
  const Place& place() const { return ring_[first_].place; }  // of the first of them

  // Only when it is not full.
  CodePointAt& next() { return ring_[(first_ + count_) % kContextCodePoints]; }
  void take_next() { ++count_; }
  void drop_first() {
    first_ = static_cast<std::uint8_t>((first_ + 1u) % kContextCodePoints);
    --count_;
  }

  // 0 means "unknown" in a locator: no hash is 0.
  std::uint32_t hash() const {
    std::uint32_t hash = kFnvBasis;
    for (std::uint32_t i = 0; i < count_; ++i) hash = fnv1a(hash, ring_[(first_ + i) % kContextCodePoints].code_point);
    return hash != 0 ? hash : 1;
  }

 private:
  CodePointAt ring_[kContextCodePoints];
  std::uint8_t first_ = 0, count_ = 0;
};

// Fills the context as far as the article reaches. Not inlined: its locals would lie below those of a seek. kIo.
[[gnu::noinline]] Status fill(ReadingText& text, Context& context) {
  while (!context.full()) {
    const Status status = text.next(context.next());
    if (status == Status::kEnd) return Status::kOk;
    if (status != Status::kOk) return status;
    context.take_next();
  }
  return Status::kOk;
}

Status hash_at(Bundle& bundle, const Article& article, Place place, std::uint32_t& hash) {
  ReadingText text(bundle, article);
  if (const Status status = text.go_to(place); status != Status::kOk) return status;
  Context context;
  const Status status = fill(text, context);
  hash = context.hash();
  return status;
}

constexpr std::uint32_t distance(std::uint32_t a, std::uint32_t b) { return a < b ? b - a : a - b; }

// Looks in one unit for the place whose following text has the hash, the one nearest to `wanted`. kNotFound, kIo.
Status find_in_unit(ReadingText& text, Place wanted, std::uint32_t hash, Place& found) {
  if (const Status status = text.go_to({wanted.unit, 0}); status != Status::kOk) return status;
  Context context;
  bool any = false;
  for (;;) {
    if (const Status status = fill(text, context); status != Status::kOk) return status;
    if (context.empty() || context.place().unit != wanted.unit) break;
    const Place& place = context.place();
    const std::uint32_t away = distance(place.code_point, wanted.code_point);
    if ((!any || away < distance(found.code_point, wanted.code_point)) && context.hash() == hash) {
      found = place;
      any = true;
    }
    context.drop_first();
  }
  return any ? Status::kOk : Status::kNotFound;
}

// Looks in the unit of `wanted`, then in those around it, ever farther away: after it from their beginning, before it
// from their end. kNotFound, kIo.
Status find_around(Bundle& bundle, const Article& article, Place wanted, std::uint32_t hash, Place& found) {
  const std::uint32_t units = article.end_unit() - article.first_unit;
  ReadingText text(bundle, article);
  Status status = find_in_unit(text, wanted, hash, found);
  for (std::uint32_t away = 1; away < units && status == Status::kNotFound; ++away) {
    if (away < article.end_unit() - wanted.unit) status = find_in_unit(text, {wanted.unit + away, 0}, hash, found);
    if (status == Status::kNotFound && away <= wanted.unit - article.first_unit)
      status = find_in_unit(text, {wanted.unit - away, 0xFFFFFFFF}, hash, found);
  }
  return status;
}

// The place itself where it exists, else the last of its unit. kIo.
Status clamp_in_unit(Bundle& bundle, Place& place, bool& exists) {
  exists = place.code_point == 0;
  TextCursor cursor(bundle);
  Status status = cursor.open(place.unit);
  Place last{place.unit, 0};
  while (status == Status::kOk && !exists) {
    TextItem item;
    status = cursor.next(item);
    if (status != Status::kOk) break;
    if (item.span != 0 || item.group->code_points == 0) continue;
    last.code_point = cursor.point().code_point - item.group->code_points;
    exists = place.code_point < cursor.point().code_point;
  }
  if (!exists) place = last;
  return status == Status::kIo ? status : Status::kOk;
}

// The unit of a block, or the nearest that the article has. The article has one or more.
std::uint32_t unit_of(const Article& article, std::int32_t block, bool& exists) {
  const std::int64_t unit = static_cast<std::int64_t>(article.first_body_unit()) + block;
  exists = unit >= article.first_unit && unit < article.end_unit();
  if (exists) return static_cast<std::uint32_t>(unit);
  return unit < article.first_unit ? article.first_unit : article.end_unit() - 1;
}

}  // namespace

Status make_locator(Bundle& bundle, const Article& article, Place place, Locator& locator) {
  if (place.unit < article.first_unit || place.unit >= article.end_unit()) return Status::kBadCall;
  locator.article = article.id;
  locator.block = static_cast<std::int32_t>(place.unit - article.first_body_unit());
  locator.code_point = place.code_point;
  return hash_at(bundle, article, place, locator.context);
}

Status resolve_locator(Bundle& bundle, const Article& article, const Locator& locator, Place& place,
                       Certainty& certainty) {
  if (article.end_unit() <= article.first_unit) return Status::kNotFound;
  bool exists = false;
  place = {unit_of(article, locator.block, exists), locator.code_point};
  if (!exists) place.code_point = locator.block < 0 ? 0 : 0xFFFFFFFF;
  if (locator.context != 0) {
    std::uint32_t hash = 0;
    certainty = Certainty::kExact;
    if (exists) {
      if (const Status status = hash_at(bundle, article, place, hash); status != Status::kOk) return status;
      if (hash == locator.context) return Status::kOk;
    }
    certainty = Certainty::kMoved;
    Place found;
    const Status status = find_around(bundle, article, place, locator.context, found);
    if (status == Status::kOk) place = found;
    if (status != Status::kNotFound) return status;
  }
  bool kept = false;
  const Status status = clamp_in_unit(bundle, place, kept);
  certainty = exists && kept && locator.context == 0 ? Certainty::kExact : Certainty::kNear;
  return status;
}

}  // namespace lr
