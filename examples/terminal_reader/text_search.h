// Search in the text of one article, for a front end that turns from hit to hit in both directions.
#pragma once
#include <libreader/search.h>

#include <string>
#include <vector>

#include "book.h"

namespace lrread {

class TextSearch {
 public:
  explicit TextSearch(Book& book) : book_(book) {}

  // Finds all hits in an article that do not overlap. Notes are not searched.
  void start(const std::string& sought, std::uint32_t article);
  void stop();
  bool active() const { return !sought_.empty(); }

  const std::string& sought() const { return sought_; }
  std::uint32_t article() const { return article_; }
  std::size_t hits() const { return hits_.size(); }
  lr::Place hit(std::size_t index) const { return hits_[index]; }

  // The first hit at or after a place; hits() when there is none.
  std::size_t at_or_after(lr::Place place) const;
  // Whether a place lies in a hit, and in which; hits() when in none.
  std::size_t hit_at(lr::Place place) const;

 private:
  Book& book_;
  lr::Search search_;
  std::string sought_;
  std::uint32_t article_ = lr::kNoArticle;
  std::uint32_t length_ = 0;  // code points
  std::vector<lr::Place> hits_;
};

}  // namespace lrread
