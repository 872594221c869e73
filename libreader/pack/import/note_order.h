// Numbers notes in the order of their first mark.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

namespace lr::pack {

class NoteOrder {
 public:
  // The mark of the note that stands at `definition` in the document's own order: its index in order() + 1.
  std::uint32_t mark(int definition) {
    const auto [entry, is_new] = marks_.try_emplace(definition, static_cast<std::uint32_t>(order_.size() + 1));
    if (is_new) order_.push_back(definition);
    return entry->second;
  }
  const std::vector<int>& order() const { return order_; }

 private:
  std::map<int, std::uint32_t> marks_;
  std::vector<int> order_;
};

}  // namespace lr::pack
