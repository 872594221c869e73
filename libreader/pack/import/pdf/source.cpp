// A PDF file, opened with poppler.
#include "source.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <poppler-toc.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include "../../import.h"
#include "../characters.h"
#include "../recover/draft.h"
#include "../utf.h"

namespace lr::pack::pdf {
namespace {

constexpr std::size_t kMostBytes = 1u << 30;
constexpr int kMostPages = 20000, kDeepestOutline = 6;
constexpr std::size_t kMostEntries = 20000;  // of the outline
constexpr double kLeastSize = 0.5, kMostSize = 2000;  // points

// Radicals and ligatures that fonts name instead of the characters they show.
void add_character(char32_t c, std::u32string& text) {
  const bool stands_for_others = (c >= 0x2E80 && c <= 0x2FD5) || (c >= 0xFB00 && c <= 0xFB06);
  if (stands_for_others) {
    text += compatibility_form(c);
  } else if (c == 0xA0) {
    text += U' ';
  } else if (!is_stray_control(c) && c > ' ' && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF)) {
    text += c;
  }
}

std::u32string decode(const poppler::ustring& utf16) {
  std::u32string text;
  for (std::size_t i = 0; i < utf16.size(); ++i) {
    char32_t c = utf16[i];
    const bool is_pair = c >= 0xD800 && c < 0xDC00 && i + 1 < utf16.size() && (utf16[i + 1] & 0xFC00) == 0xDC00;
    if (is_pair) c = 0x10000 + ((c - 0xD800) << 10) + (utf16[++i] - 0xDC00u);
    text += c;
  }
  return text;
}

// A word of a page.
std::u32string word_of(const poppler::ustring& from) {
  std::u32string text;
  for (const char32_t c : decode(from)) add_character(c, text);
  return nfc(text);
}

// A title or a name.
std::u32string sentence_of(const poppler::ustring& from) {
  std::u32string text;
  for (const char32_t c : decode(from)) c <= ' ' ? void(text += U' ') : add_character(c, text);
  return std::u32string(recover::strip(nfc(text)));
}

bool contains_any(const std::string& name, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (name.find(part) != std::string::npos) return true;
  }
  return false;
}

// A name that a program made up: "Microsoft Word - x.doc", "paper.pdf", "untitled".
bool is_plausible_title(const std::u32string& title) {
  const std::string text = encode_utf8(title);
  if (title.size() < 2 || title.size() > 300 || recover::contains(title, U"\uFFFD")) return false;
  const std::size_t dot = text.rfind('.');
  if (dot != std::string::npos && dot > 0 && text.size() - dot <= 6 && text.size() - dot >= 3 &&
      text.find(' ', dot) == std::string::npos)
    return false;
  return !contains_any(text, {"Microsoft Word", "PowerPoint", "untitled", "Untitled", "://", "\\", "about:blank"});
}

bool is_plausible_author(const std::u32string& author) {
  const std::string text = encode_utf8(author);
  if (author.size() < 2 || author.size() > 200 || recover::contains(author, U"\uFFFD")) return false;
  return !contains_any(text, {"Administrator", "administrator", "admin", "Microsoft", "User", "user", "owner", "unknown", "Unknown", "PC"});
}

// "D:20240131…" as "2024-01-31".
std::string date_of(const poppler::ustring& raw) {
  std::string digits;
  for (const auto c : raw) {
    if (c >= '0' && c <= '9') digits += static_cast<char>(c);
    if (digits.size() == 8) break;
  }
  if (digits.size() < 8) return {};
  const std::string year = digits.substr(0, 4), month = digits.substr(4, 2), day = digits.substr(6, 2);
  const bool valid = year >= "1980" && year <= "2200" && month >= "01" && month <= "12" && day >= "01" && day <= "31";
  return valid ? year + "-" + month + "-" + day : std::string();
}

void add_entries(const poppler::toc_item* parent, int level, std::vector<OutlineEntry>& entries) {
  if (level > kDeepestOutline) return;
  for (auto it = parent->children_begin(); it != parent->children_end() && entries.size() < kMostEntries; ++it) {
    entries.push_back({recover::without_spaces(sentence_of((*it)->title())), level});
    add_entries(*it, level + 1, entries);
  }
}

// The fonts of a page, few, and what their names tell.
class Fonts {
 public:
  explicit Fonts(std::vector<std::string>& names) : names_(names) {}

  void set(const std::string& name, Word& word) {
    const auto known = std::find(names_.begin(), names_.end(), name);
    const auto index = static_cast<std::size_t>(known - names_.begin());
    if (known == names_.end()) {
      names_.push_back(name);
      is_bold_.push_back(contains_any(name, {"Bold", "bold", "Black", "Heavy", "Semibold", "SimHei", "CMBX"}));
      is_mono_.push_back(contains_any(name, {"Mono", "Courier", "Consol", "Typewriter", "CMTT", "Menlo"}));
    }
    word.font = static_cast<int>(index);
    word.is_bold = is_bold_[index];
    word.is_mono = is_mono_[index];
  }

 private:
  std::vector<std::string>& names_;
  std::vector<bool> is_bold_, is_mono_;
};

bool is_sane(const poppler::rectf& box) {
  const auto fits = [](double value) { return std::isfinite(value) && std::abs(value) < 1e5; };
  return fits(box.x()) && fits(box.y()) && fits(box.width()) && fits(box.height());
}

void silence() {
  static std::once_flag once;
  std::call_once(once, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
}

}  // namespace

struct Source::State {
  std::unique_ptr<poppler::document> document;
};

Source::Source(std::string_view bytes, const std::string& name) : state_(std::make_unique<State>()) {
  silence();
  if (bytes.size() > std::min<std::size_t>(kMostBytes, std::numeric_limits<int>::max()))
    throw InputError(name, "is larger than 1 GB; split it, for example with qpdf --split-pages");
  state_->document.reset(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (state_->document == nullptr)
    throw InputError(name, "is no PDF that can be read: it is damaged or cut short; get it again, or try qpdf to repair it");
  if (state_->document->is_locked())
    throw InputError(name, "is locked with a password; remove it, for example with qpdf --decrypt --password=…");
  const int pages = state_->document->pages();
  if (pages <= 0) throw InputError(name, "has no pages: it is damaged or cut short; get it again");
  if (pages > kMostPages) throw InputError(name, "has more than 20000 pages; split it");
}

Source::~Source() = default;

int Source::pages() const { return state_->document->pages(); }

Page Source::page(int number, std::size_t most_words) const {
  Page page;
  page.number = number;
  const std::unique_ptr<poppler::page> from(state_->document->create_page(number - 1));
  if (from == nullptr) return page;
  const poppler::rectf size = from->page_rect();
  const bool turned = from->orientation() == poppler::page::landscape || from->orientation() == poppler::page::seascape;
  page.width = turned ? size.height() : size.width();
  page.height = turned ? size.width() : size.height();
  Fonts fonts(page.fonts);
  for (const poppler::text_box& box : from->text_list(poppler::page::text_list_include_font)) {
    Word word;
    word.text = word_of(box.text());
    if (word.text.empty()) continue;
    if (page.words.size() == most_words) {
      page.left_out["words beyond the first " + std::to_string(most_words) + " of the page"] += word.text;
      continue;
    }
    const poppler::rectf place = box.bbox();
    word.size = box.has_font_info() ? box.get_font_size() : place.height();
    if (!is_sane(place) || !(word.size > kLeastSize && word.size < kMostSize)) {
      page.left_out["words too small or too large to be seen"] += word.text;
      continue;
    }
    word.box = {std::min(place.left(), place.right()), std::min(place.top(), place.bottom()),
                std::max(place.left(), place.right()), std::max(place.top(), place.bottom())};
    word.rotation = box.rotation();
    if (box.has_font_info()) {
      fonts.set(box.get_font_name(), word);
      word.is_vertical = box.get_wmode() == poppler::text_box::vertical_wmode;
    }
    page.words.push_back(std::move(word));
  }
  return page;
}

std::vector<OutlineEntry> Source::outline() const {
  std::vector<OutlineEntry> entries;
  const std::unique_ptr<poppler::toc> toc(state_->document->create_toc());
  if (toc != nullptr && toc->root() != nullptr) add_entries(toc->root(), 1, entries);
  return entries;
}

Fields Source::info() const {
  Fields fields;
  const std::u32string title = sentence_of(state_->document->get_title());
  const std::u32string author = sentence_of(state_->document->get_author());
  if (is_plausible_title(title)) fields.title = nfc(encode_utf8(title));
  if (is_plausible_author(author)) fields.authors.push_back(nfc(encode_utf8(author)));
  fields.date = date_of(state_->document->info_key("CreationDate"));
  return fields;
}

}  // namespace lr::pack::pdf
