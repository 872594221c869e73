// Vectors of numbers as they stand in memory: no other program and no other machine reads them.
#include "spill.h"

#include <type_traits>

namespace lr::pack {
namespace {

template <typename T>
std::span<const std::uint8_t> bytes_of_all(const std::vector<T>& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(T)};
}

template <typename T>
std::uint64_t read_all(const Scratch& from, std::uint64_t offset, std::vector<T>& to) {
  from.read(offset, {reinterpret_cast<std::uint8_t*>(to.data()), to.size() * sizeof(T)});
  return offset + to.size() * sizeof(T);
}

}  // namespace

void Spill::add(const StoredArticle& article) {
  places_.push_back({bytes_.size(), static_cast<std::uint32_t>(article.symbols.size()),
                     static_cast<std::uint32_t>(article.notes.size()), article.units.size()});
  bytes_.append(bytes_of_all(article.symbols));
  bytes_.append(bytes_of_all(article.notes));
  bytes_.append(article.units);
}

StoredArticle Spill::read(std::size_t article) const {
  const Place& place = places_[article];
  StoredArticle stored;
  stored.symbols.resize(place.symbols);
  stored.notes.resize(place.notes);
  stored.units.resize(static_cast<std::size_t>(place.units_bytes));
  std::uint64_t at = read_all(bytes_, place.offset, stored.symbols);
  at = read_all(bytes_, at, stored.notes);
  read_all(bytes_, at, stored.units);
  if (article < links_.size()) stored.links = links_[article];
  return stored;
}

std::size_t Spill::bytes_of(std::size_t article) const {
  const Place& place = places_[article];
  return static_cast<std::size_t>(place.units_bytes) + place.symbols * sizeof(std::uint32_t) +
         place.notes * sizeof(PreparedNote);
}

}  // namespace lr::pack
