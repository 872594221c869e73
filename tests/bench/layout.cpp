// How long a code point takes to analyse and to lay out, beside ICU, libunibreak and Pango in one run.
//   layout DOCUMENT LANGUAGE
// The best of several runs each, in nanoseconds a code point, and the ratio to the peer. Prints what was left out.
#include <libreader/pack.h>
#include <libreader/pack/breaks.h>
#include <libreader/pack/import.h>
#include <libreader/pack/import/utf.h>
#include <libreader/reader.h>

#ifdef LR_HAS_PEERS
#include <pango/pangoft2.h>
#include <unicode/brkiter.h>
extern "C" {
#include <linebreak.h>
}
#endif

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace {

constexpr double kLeastSeconds = 1;  // of runs of one thing
constexpr int kPixels = 24;          // of an em
constexpr int kMeasure = 20;         // em
constexpr lr::Limits kLimits{8, 64, 256, 64, 4096, 4096};  // phrases kept as by the programs on a PC

using Paragraphs = std::vector<std::u32string>;

// Nanoseconds a code point of `work`, the best run of all.
template <typename Work>
double cost(std::size_t code_points, Work&& work) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  };
  double best = 1e9;
  for (const auto first = Clock::now(); since(first) < kLeastSeconds;) {
    const auto begin = Clock::now();
    work();
    best = std::min(best, since(begin));
  }
  return 1e9 * best / static_cast<double>(code_points);
}

void print(const char* what, double nanoseconds, double ours) {
  std::printf("%-52s %8.1f ns %8.1f x\n", what, nanoseconds, nanoseconds / ours);
}

Paragraphs paragraphs_of(const std::vector<lr::pack::Article>& articles) {
  Paragraphs paragraphs;
  for (const lr::pack::Article& article : articles) {
    for (const lr::pack::Block& block : article.blocks) {
      if (std::u32string text = block.text(); !text.empty()) paragraphs.push_back(std::move(text));
    }
  }
  return paragraphs;
}

// Bundle and reader over one document, at 20 em.
class Book {
 public:
  Book(std::vector<lr::pack::Article> articles, lr::pack::Language language)
      : bytes_(lr::pack::pack_articles(std::move(articles), "bench", language, {{"noto-sans", kPixels, 1}}).bundle),
        workspace_(lr::workspace_bytes(kLimits)) {
    check(
        reader_.open(lr::memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size())), workspace_, kLimits));
    style_.page_width = kMeasure * kPixels;
    style_.page_height = 800;
    style_.margin_left = style_.margin_right = style_.margin_top = style_.margin_bottom = 0;
    style_.line_height = 38;
    check(reader_.set_style(style_));
  }

  // Every page of every article.
  void paginate() {
    for (std::uint32_t i = 0; reader_.open_article(i) == lr::Status::kOk; ++i) {
      while (reader_.next() == lr::Status::kOk) ++pages_;
    }
  }
  std::size_t pages() const { return pages_; }

  // The text of every article, symbol by symbol.
  void decode() {
    lr::TextCursor cursor(reader_.bundle());
    lr::TextItem item;
    for (std::uint32_t i = 0; i < reader_.bundle().articles(); ++i) {
      lr::Article article;
      check(reader_.bundle().article(i, article));
      const lr::Flow flow = lr::flow_of(article, style_);
      for (std::uint32_t unit = flow.first_unit; unit < flow.end_unit; ++unit) {
        check(cursor.open(unit));
        while (cursor.next(item) == lr::Status::kOk) ++symbols_;
      }
    }
  }

 private:
  static void check(lr::Status status) {
    if (status != lr::Status::kOk) throw lr::pack::InputError("the bundle", lr::name_of(status));
  }
  std::vector<std::uint8_t> bytes_;
  std::vector<std::byte> workspace_;
  lr::Reader reader_;
  lr::Style style_;
  std::size_t pages_ = 0, symbols_ = 0;
};

#ifdef LR_HAS_PEERS
double cost_of_icu(const Paragraphs& paragraphs, std::size_t code_points) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> lines(icu::BreakIterator::createLineInstance(icu::Locale("zh"), error));
  std::vector<icu::UnicodeString> texts;
  for (const std::u32string& text : paragraphs)
    texts.push_back(
        icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()), static_cast<int>(text.size())));
  return cost(code_points, [&] {
    for (const icu::UnicodeString& text : texts) {
      lines->setText(text);
      while (lines->next() != icu::BreakIterator::DONE) {
      }
    }
  });
}

double cost_of_libunibreak(const Paragraphs& paragraphs, std::size_t code_points) {
  init_linebreak();
  std::vector<char> breaks;
  return cost(code_points, [&] {
    for (const std::u32string& text : paragraphs) {
      breaks.resize(text.size());
      set_linebreaks_utf32(reinterpret_cast<const utf32_t*>(text.data()), text.size(), "zh", breaks.data());
    }
  });
}

double cost_of_pango(const Paragraphs& paragraphs, std::size_t code_points) {
  PangoFontMap* fonts = pango_ft2_font_map_new();
  PangoContext* context = pango_font_map_create_context(fonts);
  PangoFontDescription* font = pango_font_description_from_string("Noto Sans CJK SC");
  pango_font_description_set_absolute_size(font, kPixels * PANGO_SCALE);
  std::vector<std::string> texts;
  for (const std::u32string& text : paragraphs) texts.push_back(lr::pack::encode_utf8(text));
  const double nanoseconds = cost(code_points, [&] {
    for (const std::string& text : texts) {
      PangoLayout* layout = pango_layout_new(context);
      pango_layout_set_font_description(layout, font);
      pango_layout_set_width(layout, kMeasure * kPixels * PANGO_SCALE);
      pango_layout_set_justify(layout, TRUE);
      pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
      pango_layout_get_extents(layout, nullptr, nullptr);
      g_object_unref(layout);
    }
  });
  pango_font_description_free(font);
  g_object_unref(context);
  g_object_unref(fonts);
  return nanoseconds;
}
#endif

int run(const char* document, const std::string& name) {
  lr::pack::ImportOptions options;
  std::vector<lr::pack::Article> articles = lr::pack::import_file(document, options).articles;
  const lr::pack::Language language = lr::pack::parse_language(name).value_or(lr::pack::Language::kZhHans);
  const Paragraphs paragraphs = paragraphs_of(articles);
  std::size_t code_points = 0;
  for (const std::u32string& text : paragraphs) code_points += text.size();
  if (code_points == 0) throw lr::pack::InputError(document, "has no text");
  std::printf("%zu paragraphs, %zu code points\n", paragraphs.size(), code_points);

  std::size_t breaks = 0;  // so that no work is left out
  const double analysis = cost(code_points, [&] {
    for (const std::u32string& text : paragraphs) breaks += lr::pack::analyse_breaks(text, language).before.size();
  });
  const double plain = cost(code_points, [&] {
    for (const std::u32string& text : paragraphs) breaks += lr::pack::untailored_breaks(text).size();
  });
  Book book(std::move(articles), language);
  const double decoding = cost(code_points, [&] { book.decode(); });
  const double pages = cost(code_points, [&] { book.paginate(); });
  print("breaks of UAX #14 alone", plain, plain);
#ifdef LR_HAS_PEERS
  print("  ICU", cost_of_icu(paragraphs, code_points), plain);
  print("  libunibreak", cost_of_libunibreak(paragraphs, code_points), plain);
#endif
  print("breaks, clusters and forms, tailored", analysis, analysis);
  print("pages at 20 em, justified, decoding with it", pages, pages);
  print("  of it decoding", decoding, pages);
#ifdef LR_HAS_PEERS
  print("  PangoLayout, lines only", cost_of_pango(paragraphs, code_points), pages);
#else
  std::puts("SKIPPED: ICU, libunibreak and Pango are not installed");
#endif
  return book.pages() > 0 && breaks > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: layout DOCUMENT LANGUAGE\n", stderr);
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const lr::pack::InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
