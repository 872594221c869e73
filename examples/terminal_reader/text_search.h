// Search in the text of one article and its notes, for a front end that turns from hit to hit in both directions.
#pragma once
#include <libreader/search.h>

#include <string>
#include <vector>

#include "book.h"

namespace lrread {

class TextSearch {
 public:
  explicit TextSearch(Book& book) : book_(book) {}

  // Finds all hits in an article that do not overlap: text first, then notes.
  void start(const std::string& sought, std::uint32_t article);
  void stop();
  bool active() const { return !sought_.empty(); }

  const std::string& sought() const { return sought_; }
  std::size_t hits() const { return hits_.size(); }
  const lr::Hit& hit(std::size_t index) const { return hits_[index]; }
  lr::Place place(std::size_t index) const { return {hits_[index].unit, hits_[index].code_point}; }

  // The first hit at or after a place; hits() when there is none.
  std::size_t at_or_after(lr::Place place) const;
  // Whether a place lies in a hit, and in which; hits() when in none.
  std::size_t hit_at(lr::Place place) const;

 private:
  Book& book_;
  lr::Search search_;
  std::string sought_;
  std::vector<lr::Hit> hits_;
};

}  // namespace lrread
