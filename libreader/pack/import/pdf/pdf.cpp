// The PDF importer: from the words of the pages to a draft, with what their places prove, and from there through the
// chain of recovery that all text goes through.
#include "pdf.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <map>
#include <thread>
#include <utility>

#include "../../import.h"
#include "../characters.h"
#include "../fields.h"
#include "../recover/passes.h"
#include "../recover/recover.h"
#include "../utf.h"
#include "source.h"
#include "steps.h"

namespace lr::pack {
namespace {

using pdf::Document;
using pdf::TextLine;

constexpr std::size_t kHead = 1024;           // where the magic may stand
constexpr int kPagesOfWorker = 16;            // a thread is not worth it for fewer
constexpr std::size_t kMostWordsOfAll = 20000000;

int score_pdf(std::string_view extension, std::string_view head) {
  if (head.substr(0, kHead).find("%PDF-") != std::string_view::npos) return 100;
  return extension == ".pdf" ? 60 : 0;
}

// "1, 3-5"
std::string list_of(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t i = 0, end = 0; i < numbers.size(); i = end) {
    for (end = i + 1; end < numbers.size() && numbers[end] == numbers[end - 1] + 1;) ++end;
    text += (text.empty() ? "" : ", ") + std::to_string(numbers[i]);
    if (end > i + 1) text += "-" + std::to_string(numbers[end - 1]);
  }
  return text;
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& name, const ImportOptions& options)
      : bytes_(bytes), source_(bytes, name), name_(name), options_(options), remarks_(name) {}

  ImportResult run() {
    read_pages();
    make_document();
    find_structure();
    recover::Draft draft = make_draft();
    return recover::finish(std::move(draft), options_, name_, remarks_);
  }

 private:
  void read_pages() {
    read_in_parallel();
    std::vector<int> empty, unknown;
    std::size_t words = 0;
    for (const pdf::Page& page : pages_) {
      if (page.words.empty()) empty.push_back(page.number);
      if (is_unknown(page)) unknown.push_back(page.number);
      words += page.words.size();
      if (words > kMostWordsOfAll) throw InputError(name_, "has more than twenty million words; split it");
    }
    if (words == 0)
      throw InputError(name_, "has no text: its pages are pictures; run OCR, for example with ocrmypdf, and import the result");
    say_pages(empty, "no text: a picture or an empty page; run OCR if text is missing.");
    say_pages(unknown, "text in a font that does not say which characters it shows; run OCR to get it.");
    pdf::mend_sizes(pages_);
    for (pdf::Page& page : pages_) pdf::turn(page);
  }

  // One document must not be read by two threads at a time: each opens its own.
  void read_in_parallel() {
    const int count = source_.pages();
    const int workers = std::clamp(count / kPagesOfWorker, 1, std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 4));
    pages_.resize(static_cast<std::size_t>(count));
    const auto read = [&](const pdf::Source& source, int first) {
      for (int i = first; i < count; i += workers) pages_[static_cast<std::size_t>(i)] = source.page(i + 1);
    };
    std::vector<std::future<void>> others;
    for (int worker = 1; worker < workers; ++worker) {
      others.push_back(std::async(std::launch::async, [&, worker] { read(pdf::Source(bytes_, name_), worker); }));
    }
    read(source_, 0);
    for (std::future<void>& other : others) other.get();
  }

  void say_pages(const std::vector<int>& pages, const std::string& what) {
    if (pages.empty()) return;
    const bool one = pages.size() == 1;
    remarks_.add(Remark::Kind::kMissing, 0, (one ? "Page " : "Pages ") + list_of(pages) + (one ? " has " : " have ") + what);
  }

  static bool is_unknown(const pdf::Page& page) {
    std::size_t unknown = 0, all = 0;
    for (const pdf::Word& word : page.words) {
      for (const char32_t c : word.text) unknown += c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF);
      all += word.text.size();
    }
    return unknown * 3 > all;
  }

  // ---- lines ----

  void make_document() {
    std::vector<double> found, gutters;
    for (const pdf::Page& page : pages_) pdf::find_gutters(page.words, found);
    gutters = recurring(found);
    for (pdf::Page& page : pages_) {
      for (std::vector<pdf::Word>& region : pdf::split_regions(std::move(page.words), gutters)) add_region(page, std::move(region));
      add_strays(page);
    }
    for (std::size_t i = 0; i < document_.lines.size(); ++i) {
      TextLine& line = document_.lines[i];
      line.number = static_cast<int>(i) + 1;
      remarks_.source(line.number, pdf::text_of(line.words));
    }
    account_for_left_out();
    std::map<int, std::size_t> sizes;
    for (const TextLine& line : document_.lines) {
      if (line.dropped.empty()) sizes[static_cast<int>(line.size * 10 + 0.5)] += line.text.size();
    }
    std::size_t most = 0;
    for (const auto& [size, count] : sizes) {
      if (count >= most) document_.body_size = size / 10.0;
      most = std::max(most, count);
    }
    document_.pages = static_cast<int>(pages_.size());
    document_.outline = source_.outline();
    document_.title = recover::without_spaces(decode_utf8(source_.info().title));
  }

  // As lines of the source after those of the document.
  void account_for_left_out() {
    int number = static_cast<int>(document_.lines.size());
    for (const pdf::Page& page : pages_) {
      for (const auto& [reason, text] : page.left_out) {
        remarks_.source(++number, text);
        drop(number, page.number, text, reason);
      }
    }
  }

  void drop(int line, int page, const std::u32string& text, const pdf::Reason& reason) {
    remarks_.dropped(line, text, reason);
    remarks_.add(Remark::Kind::kDropped, line,
                 "Dropped on page " + std::to_string(page) + ", " + reason + ": " + encode_utf8(text.substr(0, 24)));
  }

  // Gutters of at least two pages.
  static std::vector<double> recurring(std::vector<double> found) {
    std::sort(found.begin(), found.end());
    std::vector<double> gutters;
    for (std::size_t i = 1; i < found.size(); ++i) {
      const bool is_new = gutters.empty() || found[i] - gutters.back() > 6;
      if (found[i] - found[i - 1] < 6 && is_new) gutters.push_back(found[i]);
    }
    return gutters;
  }

  void add_region(const pdf::Page& page, std::vector<pdf::Word> words) {
    std::vector<TextLine> lines = pdf::make_lines(std::move(words));
    double right = 0;
    for (const TextLine& line : lines) right = std::max(right, line.box.x1);
    for (TextLine& line : lines) {
      line.page = page.number;
      line.region = regions_;
      line.left = line.box.x0;
      line.right = right;
      line.page_height = page.height;
      document_.lines.push_back(std::move(line));
    }
    ++regions_;
  }

  // Words across the page: on a page of vertical text, those that stand upright at its edges are heads and numbers.
  void add_strays(pdf::Page& page) {
    if (page.strays.empty()) return;
    for (TextLine& line : pdf::make_lines(std::move(page.strays))) {
      const double height = page.is_vertical ? page.width : page.height;  // before it was turned
      const bool at_edge = line.box.middle() < height * 0.12 || line.box.middle() > height * 0.88;
      line.page = page.number;
      line.region = regions_;
      line.page_height = page.height;
      if (!page.is_vertical) {
        line.dropped = "text across the page: a watermark or a note at the side";
      } else if (at_edge) {
        line.dropped = "a running head or a page number";
      }
      line.left = line.box.x0;
      line.right = line.box.x1;
      document_.lines.push_back(std::move(line));
    }
    ++regions_;
  }

  // ---- structure ----

  void find_structure() {
    pdf::drop_furniture(document_);
    pdf::find_tables(document_);
    pdf::find_code(document_);
    pdf::take_notes(document_, remarks_);
    pdf::find_paragraphs(document_);
    pdf::find_headings(document_);
    pdf::link_notes(document_, remarks_);
    for (const TextLine& line : document_.lines) {
      if (!line.dropped.empty()) drop(line.number, line.page, pdf::text_of(line.words), line.dropped);
    }
  }

  recover::Draft make_draft() {
    recover::Draft draft;
    draft.fields = options_.fields;
    draft.found = source_.info();
    std::u32string text, title;
    for (const TextLine& line : document_.lines) text += line.text;
    draft.language = choose_language(options_, {}, recover::without_marks(text), name_, remarks_);
    int page = 0;
    for (TextLine& line : document_.lines) {
      if (line.is_title) {
        title += (title.empty() ? U"" : std::u32string(1, U'\u2028')) + line.text;
        remarks_.field(line.number, recover::without_marks(line.text), "title");
      }
      if (!line.is_body()) continue;
      remarks_.dropped(line.number, line.label, "the sign of a list item, which is its label");
      draft.lines.push_back(make_line(line, page));
      page = line.page;
    }
    if (!title.empty()) set_title(title, draft);
    if (draft.fields.title.empty()) draft.fields.title = draft.found.title;  // else the first line would be the title
    for (const pdf::PageNote& note : document_.notes) draft.notes.push_back({note.label, note.text, note.line});
    draft.shape = recover::shape_of(draft.lines);
    draft.shape.has_long_lines = draft.shape.is_verse = draft.shape.hard_returns = draft.shape.blank_after_all = false;
    return draft;
  }

  void set_title(const std::u32string& title, recover::Draft& draft) {
    draft.title = recover::settle(title, draft.language, recover::Kind::kHeading);
    if (draft.fields.title.empty()) draft.fields.title = encode_utf8(recover::without_marks(draft.title));
    remarks_.add(Remark::Kind::kRecognised, 0, "The largest type of the first page was taken for the title.");
  }

  static recover::Line make_line(TextLine& from, int page_before) {
    recover::Line line;
    line.text = from.block.empty() ? recover::strip(from.text) : std::u32string_view(from.block);
    line.number = from.number;
    line.width = recover::width_of(line.text);
    line.start = from.starts ? recover::Start::kYes : recover::Start::kNo;
    line.kind = from.kind;
    line.level = from.level;
    line.label = from.label;
    line.blanks_before = from.starts && from.after_gap ? 1 : 0;
    line.after_cut = from.page != page_before;
    return line;
  }

  std::string_view bytes_;
  pdf::Source source_;
  const std::string& name_;
  const ImportOptions& options_;
  Remarks remarks_;
  std::vector<pdf::Page> pages_;
  Document document_;
  int regions_ = 0;
};

ImportResult import_pdf(std::string_view bytes, const std::string& name, const ImportOptions& options) {
  return Reader(bytes, name, options).run();
}

}  // namespace

void use_pdf() { add_importer({"pdf", score_pdf, import_pdf, true}, "PDF (.pdf)"); }

}  // namespace lr::pack
