// A query and any bytes as a bundle, its checksums put right: every search ends, each hit lies in an article, and with
// and without lists of groups nothing is read outside. Input: a byte, so many bytes of query, the bundle. Seeds: small
// bundles, such as tiny_bundle writes, behind a query.
#include <libreader/search.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

#include "repair.h"

namespace {

using lr::Status;

// Bounds of one run: a bundle may name the same text many times over.
constexpr std::uint32_t kMostArticles = 64, kMostUnits = 4096, kMostHits = 4096;

void require(bool holds) {
  if (!holds) std::abort();
}

Status read_copy(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  const auto& bytes = *static_cast<const std::vector<std::uint8_t>*>(context);
  require(offset <= bytes.size() && size <= bytes.size() - offset);
  std::memcpy(to, bytes.data() + offset, size);
  return Status::kOk;
}

bool is_small(lr::Bundle& bundle) {
  std::uint64_t units = 0;
  for (std::uint32_t i = 0; i < bundle.articles() && i <= kMostArticles; ++i) {
    lr::Article article;
    if (bundle.article(i, article) != Status::kOk) continue;
    for (std::uint32_t unit = article.first_unit; unit < article.end_unit() && units <= kMostUnits; ++unit) {
      lr::Unit one;
      units += bundle.unit(unit, one) == Status::kOk ? 1u + one.chunks : 1u;
    }
    lr::Note last;
    if (article.notes > 0 && bundle.note(article, article.notes - 1, last) == Status::kOk) units += last.units;
  }
  return bundle.articles() <= kMostArticles && units <= kMostUnits;
}

void run(std::vector<std::uint8_t>& bytes, std::string_view query, bool mapped) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  const lr::Source source =
      mapped ? lr::memory_source(bytes.data(), size) : lr::Source{read_copy, &bytes, nullptr, size};
  std::array<lr::Storage::Page, 2> pages{};
  lr::Bundle bundle;
  if (bundle.open(source, pages) != Status::kOk || !is_small(bundle)) return;
  lr::Search search;
  if (search.open(bundle, query) != Status::kOk) return;
  lr::TextCursor cursor(bundle);
  lr::Hit hit;
  for (std::uint32_t i = 0; i < kMostHits && search.next(hit) == Status::kOk; ++i) {
    require(hit.article < bundle.articles() && hit.length == search.code_points());
    char text[64];
    std::uint32_t length = 0;
    (void)lr::snippet(cursor, hit, 4, text, sizeof text, length);
    require(length <= sizeof text);
  }
  if (search.in_article(0, hit.unit, 1) == Status::kOk) {
    for (std::uint32_t i = 0; i < kMostHits && search.next(hit) == Status::kOk; ++i) require(hit.article == 0);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1 || size < 1u + data[0]) return 0;
  const std::string_view query(reinterpret_cast<const char*>(data + 1), data[0]);
  std::vector<std::uint8_t> bytes(data + 1 + data[0], data + size);
  run(bytes, query, true);  // as it is
  if (!lr::fuzz::repair_checksums(bytes)) return 0;
  run(bytes, query, false);
  run(bytes, query, true);
  return 0;
}
