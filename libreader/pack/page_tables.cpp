// Lays out every article in every style, codes the starts of its pages, and compares them with what a table says.
#include "page_tables.h"

#include <libreader/bundle/format.h>
#include <libreader/reader/page_table.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>

#include "grammar/bit_writer.h"
#include "in_order.h"
#include "limits.h"
#include "profiles.h"

namespace lr::pack {
namespace {

using namespace format;

// A layout with all the memory that it can use, so that nothing is cut short.
class Paginator {
 public:
  Paginator(const Source& source, const Profile& profile) : items_(0xFFFE) {
    Status status = bundle_.open(source, pages_);
    if (status == Status::kOk) status = layout_.open(bundle_, style_for(profile, bundle_), items_);
    if (status != Status::kOk) throw InputError("page tables", name_of(status));
    lines_.resize(static_cast<std::size_t>(layout_.rows()));
  }
  Paginator(const Paginator&) = delete;  // its parts point into each other
  Paginator& operator=(const Paginator&) = delete;

  Bundle& bundle() { return bundle_; }
  Layout& layout() { return layout_; }

  // Where the pages of an article begin; none where it cannot be read or has no text.
  std::vector<Place> starts(std::uint32_t index) {
    std::vector<Place> starts;
    lr::Article article;
    if (bundle_.article(index, article) != Status::kOk) return starts;
    const Flow flow = flow_of(article, layout_.style());
    Page page;
    page.lines = lines_;
    for (Place at{flow.first_unit, 0}; layout_.page(flow, at, page) == Status::kOk; at = page.next) {
      starts.push_back(page.start);
      if (page.last) break;
    }
    return starts;
  }

 private:
  std::array<Storage::Page, 16> pages_;
  Bundle bundle_;
  Layout layout_;
  std::vector<LineItem> items_;
  std::vector<Line> lines_;
};

// One for each thread.
class Paginators {
 public:
  Paginators(const Source& bundle, const Profile& profile, unsigned threads) {
    for (unsigned i = 0; i < thread_count(threads); ++i) all_.push_back(std::make_unique<Paginator>(bundle, profile));
  }
  Paginator& first() { return *all_.front(); }

  // take(i, starts) for every article, in order.
  template <typename Take>
  void every_article(const Pass& pass, std::size_t done, std::size_t total, Take take) {
    in_order(
        first().bundle().articles(), Window{pass.threads},
        [&](unsigned worker, std::size_t i) { return all_[worker]->starts(static_cast<std::uint32_t>(i)); },
        [&](std::size_t i, std::vector<Place> starts) {
          take(static_cast<std::uint32_t>(i), std::move(starts));
          if (pass.progress) pass.progress(done + i + 1, total);
        });
  }

  std::uint32_t line_items() const {
    std::uint32_t most = 0;
    for (const auto& one : all_) most = std::max(most, one->layout().line_items());
    return most;
  }

 private:
  std::vector<std::unique_ptr<Paginator>> all_;
};

// Codes starts as blocks, one after the other.
class BlockCoder {
 public:
  BlockCoder(std::uint32_t parameter, Scratch& to) : parameter_(parameter), to_(to) {}

  void add(Place place) {
    if (count_ == 255 || (count_ > 0 && 8 * kPageBlockHeadBytes + bits_.size() + cost(place) > 8 * kPageBlockBytes))
      finish(kPageBlockBytes);
    if (count_ == 0)
      first_ = place;
    else
      put(place);
    last_ = place;
    ++count_;
    ++pages_;
  }

  // The last block ends with its bits.
  void finish(std::size_t bytes = 0) {
    if (count_ == 0) return;
    Bytes block;
    block.u32(pages_ - count_);
    block.u32(first_.unit);
    block.u32(first_.code_point);
    block.u8(count_);
    block.append(bits_.take());
    while (block.size() < bytes) block.u8(0);
    to_.append(block.get());
    count_ = 0;
  }

 private:
  static int width(std::uint32_t value) { return static_cast<int>(std::bit_width(value)); }

  std::size_t rice_bits(std::uint32_t value) const { return (value >> parameter_) + 1 + parameter_; }

  std::size_t cost(Place place) const {
    const std::uint32_t units = place.unit - last_.unit;
    const auto gamma = static_cast<std::size_t>(2 * width(units + 1) - 1);
    if (units == 0) return gamma + rice_bits(place.code_point - last_.code_point - 1);
    return gamma + 1 + (place.code_point == 0 ? 0 : rice_bits(place.code_point - 1));
  }

  void put_unary(std::uint32_t zeros) {
    while (zeros-- > 0) bits_.write(0, 1);
    bits_.write(1, 1);
  }

  void put_rice(std::uint32_t value) {
    put_unary(value >> parameter_);
    bits_.write(value & ((1u << parameter_) - 1), static_cast<int>(parameter_));
  }

  void put(Place place) {
    const std::uint32_t units = place.unit - last_.unit;
    const int size = width(units + 1) - 1;
    put_unary(static_cast<std::uint32_t>(size));
    bits_.write((units + 1) & ((1u << size) - 1), size);
    if (units == 0) return put_rice(place.code_point - last_.code_point - 1);
    bits_.write(place.code_point == 0 ? 0 : 1, 1);
    if (place.code_point != 0) put_rice(place.code_point - 1);
  }

  std::uint32_t parameter_;
  Scratch& to_;
  BitWriter bits_;
  Place first_, last_;
  std::uint32_t count_ = 0, pages_ = 0;
};

// About as many code points as a page holds: what the places of starts are coded by.
std::uint32_t rice_parameter(const Layout& layout) {
  const std::int32_t page = layout.measure_q6() / layout.em_q6(BlockKind::kParagraph) * layout.rows();
  return std::min<std::uint32_t>(static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint32_t>(page)) - 1),
                                 kMaxPageRice);
}

}  // namespace

Pass resting(const Pass& pass, Output& output) {
  constexpr std::size_t kArticlesBeforeRest = 256;
  return {pass.threads, [&output, progress = pass.progress](std::size_t done, std::size_t total) {
            if (done % kArticlesBeforeRest == 0) output.rest();
            if (progress) progress(done, total);
          }};
}

void write_page_tables(const Source& bundle, const std::vector<std::string>& profiles, const Pass& pass,
                       const std::filesystem::path& scratch, TableWriter& to) {
  Scratch blocks(scratch);
  Bytes head;
  head.u16(kLayoutVersion);
  head.u16(fit(profiles.size(), 0xFFFF, "bundle", "profiles"));
  const std::size_t head_bytes = kPagesHeadBytes + profiles.size() * kPageTableBytes;
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    Paginators paginators(bundle, find_profile(profiles[i]), pass.threads);
    const std::size_t articles = paginators.first().bundle().articles();
    const std::uint32_t parameter = rice_parameter(paginators.first().layout());
    const std::uint64_t begin = blocks.size();
    BlockCoder coder(parameter, blocks);
    paginators.every_article(pass, i * articles, profiles.size() * articles,
                             [&](std::uint32_t, const std::vector<Place>& starts) {
                               for (const Place& start : starts) coder.add(start);
                             });
    coder.finish();
    head.u32(paginators.first().layout().style().key());
    head.u32(fit(head_bytes + begin, 0xFFFFFFFF, "bundle", "bytes of page tables"));
    head.u32(fit(blocks.size() - begin, 0xFFFFFFFF, "bundle", "bytes of page tables"));
    head.u16(fit(paginators.line_items(), 0xFFFF, "bundle", "symbols in a line"));
    head.u8(parameter);
    head.u8(0);
  }
  to.add(head);
  blocks.read_all([&](std::span<const std::uint8_t> piece) { to.add(piece); });
}

namespace {

// Holds a table to the pages of one article after the other.
class TableCheck {
 public:
  explicit TableCheck(PageTable& table) : table_(table) {}

  void article(std::uint32_t index, const Flow& flow, const std::vector<Place>& starts) {
    if (starts.empty() || !problem_.empty()) return;
    if (table_.open_flow(flow) != Status::kOk)
      problem_ = "article " + std::to_string(index + 1) + " is not in it";
    else if (table_.pages() != starts.size())
      problem_ = "article " + std::to_string(index + 1) + " has " + std::to_string(starts.size()) + " pages, not " +
                 std::to_string(table_.pages());
    for (std::uint32_t i = 0; problem_.empty() && i < starts.size(); ++i) {
      PageStart page;
      if (table_.find({.number = i}, page) != Status::kOk || page.number != i || page.place != starts[i])
        problem_ = "article " + std::to_string(index + 1) + ", page " + std::to_string(i + 1);
    }
  }

  const std::string& problem() const { return problem_; }

 private:
  PageTable& table_;
  std::string problem_;
};

// Such articles are in no table.
bool was_added(Bundle& bundle, const lr::Article& article) {
  Unit unit;
  return bundle.unit(article.first_unit, unit) == Status::kOk && unit.first_chunk >= bundle.listed_chunks();
}

}  // namespace

std::vector<std::string> check_page_tables(const Source& source, const Pass& pass) {
  std::vector<std::string> problems;
  std::array<Storage::Page, 16> cache;
  Bundle bundle;
  if (bundle.open(source, cache) != Status::kOk || bundle.strikes() == 0) return problems;
  for (const Profile& profile : profiles()) {
    PageTable table;
    const Status found = table.open(bundle, style_for(profile, bundle).key(), 0xFFFF);
    if (found == Status::kNotFound) continue;
    std::string problem = name_of(found);
    if (found == Status::kOk) {
      TableCheck check(table);
      Paginators paginators(source, profile, pass.threads);
      paginators.every_article(pass, 0, bundle.articles(), [&](std::uint32_t index, const std::vector<Place>& starts) {
        lr::Article article;
        if (bundle.article(index, article) == Status::kOk && !was_added(bundle, article))
          check.article(index, flow_of(article, paginators.first().layout().style()), starts);
      });
      problem = check.problem();
    }
    if (!problem.empty())
      problems.push_back("the page table of " + std::string(profile.name) + " is not that of its pages: " + problem);
  }
  return problems;
}

}  // namespace lr::pack
