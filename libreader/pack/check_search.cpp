// Text is read unit by unit with the device's own code; chunks go to the writer as soon as all units in them are read.
#include "check_search.h"

#include <libreader/bundle.h>
#include <libreader/search/section.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "import.h"
#include "search_terms.h"
#include "search_writer.h"

namespace lr::pack {
namespace {

constexpr std::size_t kListsShown = 10;

// The lists of the first packing's text, articles that were replaced since included: their text is still there.
class Gathering {
 public:
  Gathering(Bundle& bundle, const SearchTerms& terms)
      : bundle_(bundle), terms_(terms), lists_(std::in_place, terms), writer_(terms) {}

  SearchWriter& run() {
    const std::uint32_t listed = bundle_.listed_chunks();
    Unit unit;
    Status status = Status::kOk;
    for (std::uint32_t i = 0; (status = bundle_.unit(i, unit)) != Status::kNotFound; ++i) {
      if (status != Status::kOk || unit.chunks == 0 || unit.first_chunk >= listed) continue;
      if (unit.first_chunk < begin_)
        throw InputError("section UNIT", "block " + std::to_string(i) + " lies before the one before it");
      pass_on(unit.first_chunk);
      read(i);
    }
    pass_on(listed);
    return writer_;
  }

 private:
  void read(std::uint32_t unit) {
    lists_->begin_unit();
    TextItem item;
    Status status = cursor_->open(unit);
    while (status == Status::kOk && (status = cursor_->next(item)) == Status::kOk) {
      if (item.span == 0 && item.symbol < terms_.symbols()) lists_->add(cursor_->point().chunk - begin_, item.symbol);
    }
    if (status != Status::kEnd || bundle_.damaged_chunks() != 0)
      throw InputError("section TEXT", "block " + std::to_string(unit) + " cannot be read");
  }

  // No unit that is still to be read begins before this chunk.
  void pass_on(std::uint32_t end) {
    if (end == begin_) return;
    for (const std::vector<std::uint32_t>& lists : lists_->take(end - begin_)) {
      writer_.add(lists);
      ++begin_;
    }
    lists_.emplace(terms_);
  }

  Bundle& bundle_;
  const SearchTerms& terms_;
  std::unique_ptr<TextCursor> cursor_ = std::make_unique<TextCursor>(bundle_);
  std::optional<ChunkLists> lists_;  // of the chunks from begin_ on
  std::uint32_t begin_ = 0;
  SearchWriter writer_;
};

// Holds each list to what it should be.
class SearchCheck {
 public:
  explicit SearchCheck(const Source& source) {
    Status status = bundle_.open(source, pages_);
    if (status == Status::kOk) status = section_.open(bundle_);
    if (status != Status::kOk) throw InputError("section SRCH", lr::name_of(status));
  }

  std::vector<std::string> run() {
    if (bundle_.search_range().bytes == 0) return {};
    const SearchTerms terms(bundle_, section_);
    if (!terms.has_lists()) return {};
    Gathering gathering(bundle_, terms);
    const SearchWriter& expected = gathering.run();
    if (expected.chunks_a_group_log2() != section_.group_log2())
      throw InputError("section SRCH", std::to_string(section_.groups()) + " groups are too many");
    SearchBits bits;
    for (std::uint32_t i = 0; i < terms.symbols() + terms.letter_lists(); ++i) {
      const Status status = i % kListsASample == 0 ? section_.list(i, bits) : Status::kOk;
      if (status != Status::kOk) throw InputError("section SRCH", list_name(i) + " is not where its sample says");
      compare(i, read_list(i, bits), expected.groups_of(i));
    }
    for (std::uint32_t i = 0; i < terms.pair_numbers(); ++i)
      compare(section_.first_letter_list() + terms.letter_lists() + i, read_pair(i),
              expected.groups_of(terms.lists() - terms.pair_numbers() + i));
    if (differing_ > kListsShown)
      problems_.push_back("section SRCH: " + std::to_string(differing_ - kListsShown) + " lists more are wrong");
    return std::move(problems_);
  }

 private:
  std::string list_name(std::uint32_t list) {
    const std::uint32_t first_pair = section_.first_letter_list() + section_.letter_lists();
    if (list >= first_pair) return "pair number " + std::to_string(list - first_pair);
    if (list >= section_.first_letter_list())
      return "letter list " + std::to_string(list - section_.first_letter_list());
    char text[256];
    std::uint32_t bytes = 0;
    const bool is_text = bundle_.symbol_text(static_cast<Symbol>(list), text, sizeof text, bytes) == Status::kOk;
    return "the list of symbol " + std::to_string(list) + (is_text ? " (" + std::string(text, bytes) + ")" : "");
  }

  // The groups that a list has, ascending; `bits` are at its beginning, and then behind it.
  std::vector<std::uint32_t> read_list(std::uint32_t list, SearchBits& bits) {
    const std::uint32_t groups = section_.groups(), count = bits.gamma();
    std::vector<std::uint32_t> numbers;
    const bool is_of_others = count <= groups && count > groups - count;
    const std::uint32_t coded = is_of_others ? groups - count : count;
    const std::uint32_t rice = coded == 0 || count > groups ? 0 : list_rice(groups, coded);
    for (std::uint32_t next = 0; bits.good() && count <= groups && numbers.size() < coded; ++next) {
      next += bits.rice(rice);
      if (next >= groups) break;
      numbers.push_back(next);
    }
    if (!bits.good() || count > groups || numbers.size() < coded)
      throw InputError("section SRCH", list_name(list) + " has groups that the bundle has not, or ends early");
    if (!is_of_others) return numbers;
    std::vector<std::uint32_t> rest;
    auto other = numbers.begin();
    for (std::uint32_t i = 0; i < groups; ++i) {
      if (other != numbers.end() && *other == i)
        ++other;
      else
        rest.push_back(i);
    }
    return rest;
  }

  // The groups in which pairs of a number begin, ascending.
  std::vector<std::uint32_t> read_pair(std::uint32_t number) {
    std::vector<std::uint32_t> groups;
    for (std::uint32_t i = 0; i < section_.groups(); ++i) {
      if (section_.has_pair(i, number)) groups.push_back(i);
    }
    return groups;
  }

  void compare(std::uint32_t list, const std::vector<std::uint32_t>& found,
               const std::vector<std::uint32_t>& expected) {
    if (found == expected || ++differing_ > kListsShown) return;
    const auto [f, e] = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
    const bool lacks = f == found.end() || (e != expected.end() && *e < *f);
    const std::uint32_t group = lacks ? *e : *f;
    const std::uint32_t first = group << section_.group_log2();
    const std::uint32_t last = std::min(first + (1u << section_.group_log2()), bundle_.listed_chunks()) - 1;
    problems_.push_back("section SRCH: " + list_name(list) + (lacks ? " lacks" : " has") + " group " +
                        std::to_string(group) + " (chunks " + std::to_string(first) + " to " + std::to_string(last) +
                        "), whose text " + (lacks ? "has it" : "does not have it") + ": " +
                        std::to_string(found.size()) + " groups, expected " + std::to_string(expected.size()));
  }

  std::array<Storage::Page, 16> pages_;
  Bundle bundle_;
  SearchSection section_;
  std::vector<std::string> problems_;
  std::size_t differing_ = 0;
};

}  // namespace

std::vector<std::string> check_search(const Source& bundle) {
  try {
    return SearchCheck(bundle).run();
  } catch (const InputError& error) {
    return {error.where() + ": " + error.reason()};
  }
}

}  // namespace lr::pack
