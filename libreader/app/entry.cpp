// Typing with four keys. The letters that some title goes on with are parted into four groups, one for each arrow; an
// arrow parts its group again, until one letter is left. So a letter takes three keys at most (4 * 4 * 4 are more than
// any of our alphabets), one or two where few titles are left, and every key moves but a small part of the screen.
#include <libreader/app.h>
#include <libreader/title_search.h>

#include "pen.h"

namespace lr {
namespace {

std::uint8_t count_bits(std::uint64_t bits) {
  std::uint8_t count = 0;
  for (; bits != 0; bits &= bits - 1) ++count;
  return count;
}

}  // namespace

// Which of the letters the n-th is that may come next; 64: there is none.
std::uint32_t App::letter_at(std::uint32_t n) const {
  for (std::uint32_t i = 0; i < 64; ++i) {
    if ((letters_ >> i & 1) != 0 && n-- == 0) return i;
  }
  return 64;
}

Status App::begin_entry() {
  from_hits_ = false;
  query_bytes_ = 0;
  screen_ = Screen::kEntry;
  return find_letters();
}

Status App::append_symbol(Symbol symbol) {
  std::uint32_t bytes = 0;
  const Status status = reader_.bundle().symbol_text(symbol, query_ + query_bytes_, kQueryBytes - query_bytes_, bytes);
  if (status == Status::kOk) query_bytes_ = static_cast<std::uint8_t>(query_bytes_ + bytes);
  return status;
}

// The letters that may come next: those with which, after what was typed, a key of some title begins. Without keys:
// all.
Status App::find_letters() {
  Words letters;
  letters_ = 0;
  if (const Status status = add_text(letters, Text::kLetters); status != Status::kOk) return status;
  const std::uint8_t typed = query_bytes_;
  for (std::uint32_t i = 0; i < letters.count(); ++i) {
    TitleSearch search;
    NavigationItem title;
    Status status = append_symbol(letters[i]);
    if (status == Status::kOk) status = search.open(reader_.bundle(), {query_, query_bytes_});
    const bool has_keys = status != Status::kNotFound;
    if (status == Status::kOk) status = search.next(title);
    query_bytes_ = typed;
    if (status == Status::kIo) return status;
    if (status == Status::kOk || !has_keys) letters_ |= std::uint64_t{1} << i;
  }
  letters_first_ = 0;
  letters_end_ = count_bits(letters_);
  return find_titles();
}

Status App::find_titles() {
  Found& found = this->found();
  found.count = 0;
  found.more = false;
  if (query_bytes_ == 0) return Status::kOk;
  TitleSearch search;
  Status status = search.open(reader_.bundle(), {query_, query_bytes_});
  while (status == Status::kOk) {
    NavigationItem title;
    status = search.next(title);
    if (status != Status::kOk) break;
    found.more = found.count == kMaxFound;
    if (found.more) break;
    found.titles[found.count++] = title;
  }
  return status == Status::kIo ? status : Status::kOk;
}

// Of what is left to choose from, as equal as can be, the larger ones first.
void App::quarter(std::uint32_t number, std::uint32_t& first, std::uint32_t& end) const {
  const std::uint32_t all = letters_end_ - letters_first_, each = all / 4, larger = all % 4;
  first = letters_first_ + number * each + (number < larger ? number : larger);
  end = first + each + (number < larger ? 1 : 0);
}

Status App::choose_quarter(std::uint32_t number) {
  std::uint32_t first = 0, end = 0;
  quarter(number, first, end);
  if (first == end) return Status::kEnd;
  letters_first_ = static_cast<std::uint8_t>(first);
  letters_end_ = static_cast<std::uint8_t>(end);
  if (end - first > 1) return Status::kOk;
  Words letters;
  Status status = add_text(letters, Text::kLetters);
  const std::uint32_t letter = letter_at(first);
  if (status == Status::kOk && letter < letters.count()) status = append_symbol(letters[letter]);
  if (status == Status::kIo) return status;
  return find_letters();
}

Status App::on_entry(Key key) {
  switch (key) {
    case Key::kUp: return choose_quarter(0);
    case Key::kLeft: return choose_quarter(1);
    case Key::kRight: return choose_quarter(2);
    case Key::kDown: return choose_quarter(3);
    case Key::kSelect: show_rows(Screen::kFound); return Status::kOk;
    case Key::kMenu: return leave();
    case Key::kBack: break;
  }
  if (letters_end_ - letters_first_ < count_bits(letters_)) {  // in the midst of a letter
    letters_first_ = 0;
    letters_end_ = count_bits(letters_);
    return Status::kOk;
  }
  if (query_bytes_ == 0) return leave();
  do --query_bytes_;
  while (query_bytes_ > 0 && (query_[query_bytes_] & 0xC0) == 0x80);
  return find_letters();
}

// What was typed: letters that the menus have, so that each has a glyph.
Status App::add_query(Words& words) {
  Words letters;
  if (const Status status = add_text(letters, Text::kLetters); status != Status::kOk) return status;
  for (std::uint32_t at = 0; at < query_bytes_;) {
    std::uint32_t length = 1;
    while (at + length < query_bytes_ && (query_[at + length] & 0xC0) == 0x80) ++length;
    for (std::uint32_t i = 0; i < letters.count(); ++i) {
      char text[8];
      std::uint32_t bytes = 0;
      const Status status = reader_.bundle().symbol_text(letters[i], text, sizeof text, bytes);
      if (status == Status::kIo) return status;
      bool same = status == Status::kOk && bytes == length;
      for (std::uint32_t k = 0; k < length && same; ++k) same = text[k] == query_[at + k];
      if (same && words.add(letters[i])) break;
    }
    at += length;
  }
  return Status::kOk;
}

}  // namespace lr
