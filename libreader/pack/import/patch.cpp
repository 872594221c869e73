// Finds quoted text in blocks and does what a patch says.
#include "patch.h"

#include <algorithm>
#include <optional>

#include "../import.h"
#include "characters.h"
#include "fields.h"
#include "remarks.h"
#include "spans.h"
#include "utf.h"

namespace lr::pack {
namespace {

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0x3000; }

std::u32string squeezed(std::u32string_view text) {
  std::u32string out(text);
  std::erase_if(out, is_space);
  return out;
}

// A block's characters, and its text without spaces and marks with the place of each character of it.
struct Flat {
  explicit Flat(const Block& block) : chars(flatten(block.spans)) {
    for (std::size_t i = 0; i < chars.size(); ++i) {
      if (chars[i].note != 0 || is_space(chars[i].c)) continue;
      text += chars[i].c;
      places.push_back(i);
    }
  }
  std::vector<StyledChar> chars;
  std::u32string text;
  std::vector<std::size_t> places;
};

struct Place {
  std::size_t article = 0;
  std::size_t note = 0;   // + 1; 0: the body
  std::size_t block = 0;
  std::size_t first = 0, end = 0;  // in Flat::text
};

class Patcher {
 public:
  Patcher(const Patch& patch, std::vector<Article>& articles, Remarks& remarks)
      : patch_(patch), text_(squeezed(patch.text)), articles_(articles), remarks_(remarks) {}

  void run() {
    if (text_.empty()) fail("quotes no text");
    std::vector<Place> places = find(text_);
    if (acts_on_blocks()) places = beginnings(places);
    if (places.empty() && acts_on_blocks()) fail("quotes text that no block of the document begins with: ");
    if (places.empty()) fail("quotes text that the document does not have: ");
    if (patch_.action == Patch::Action::kKeep) return;
    if (places.size() > 1 && !patch_.everywhere) {
      fail("quotes text that the document has " + std::to_string(places.size()) +
           " times; quote more of it, so that there is one place: ");
    }
    for (std::size_t i = places.size(); i-- > 0;) apply(places[i]);  // from the end, so that places stay right
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw InputError(patch_.where, "the patch " + what + "\"" + encode_utf8(patch_.text) + "\"");
  }

  bool acts_on_blocks() const {
    return patch_.action == Patch::Action::kHeading || patch_.action == Patch::Action::kJoin ||
           patch_.action == Patch::Action::kArticle;
  }

  // The blocks that begin with the text; if it is the whole text of some, only those.
  std::vector<Place> beginnings(const std::vector<Place>& places) {
    std::vector<Place> begins, wholes;
    for (const Place& place : places) {
      if (place.first != 0 || (place.note != 0 && patch_.action == Patch::Action::kArticle)) continue;
      begins.push_back(place);
      if (Flat(blocks(place)[place.block]).text.size() == place.end) wholes.push_back(place);
    }
    return wholes.empty() ? begins : wholes;
  }

  std::vector<Block>& blocks(const Place& place) {
    Article& article = articles_[place.article];
    return place.note == 0 ? article.blocks : article.notes[place.note - 1].blocks;
  }

  void find_in(const std::vector<Block>& blocks, const std::u32string& text, Place place, std::vector<Place>& found) {
    for (place.block = 0; place.block < blocks.size(); ++place.block) {
      const Flat flat(blocks[place.block]);
      for (std::size_t at = flat.text.find(text); at != std::u32string::npos; at = flat.text.find(text, at + text.size())) {
        place.first = at;
        place.end = at + text.size();
        found.push_back(place);
      }
    }
  }

  // In the order of the document: each article's body, then its notes.
  std::vector<Place> find(const std::u32string& text) {
    std::vector<Place> found;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
      find_in(articles_[i].blocks, text, {.article = i}, found);
      for (std::size_t k = 0; k < articles_[i].notes.size(); ++k)
        find_in(articles_[i].notes[k].blocks, text, {.article = i, .note = k + 1}, found);
    }
    return found;
  }

  void apply(const Place& place) {
    switch (patch_.action) {
      case Patch::Action::kKeep: return;
      case Patch::Action::kDrop: return drop(place);
      case Patch::Action::kReplace: return replace(place, patch_.with);
      case Patch::Action::kHeading: return make_heading(place);
      case Patch::Action::kParagraph: return begin_block(place);
      case Patch::Action::kJoin: return join(place);
      case Patch::Action::kArticle: return begin_article(place);
    }
  }

  // ---- text ----

  void replace(const Place& place, std::u32string_view with) {
    Block& block = blocks(place)[place.block];
    Flat flat(block);
    const std::size_t first = flat.places[place.first], end = flat.places[place.end - 1] + 1;
    const Styles styles = flat.chars[first].styles;
    const auto at = [&](std::size_t i) { return flat.chars.begin() + static_cast<std::ptrdiff_t>(i); };
    std::vector<StyledChar> chars(flat.chars.begin(), at(first));
    for (const char32_t c : with) chars.push_back({c, styles, 0});
    for (std::size_t i = first; i < end; ++i) {
      if (flat.chars[i].note != 0) chars.push_back(flat.chars[i]);  // its note would be lost
    }
    chars.insert(chars.end(), at(end), flat.chars.end());
    remarks_.dropped(block.line, std::u32string_view(flat.text).substr(place.first, place.end - place.first), kWhy);
    remarks_.added(block.line, with, kWhy);
    block.spans = regroup(chars);
    if (squeezed(block.text()).empty() && block.spans.empty()) remove(place);
  }

  void remove(const Place& place) {
    std::vector<Block>& all = blocks(place);
    if (place.note == 0 || all.size() > 1) all.erase(all.begin() + static_cast<std::ptrdiff_t>(place.block));
  }

  void drop(const Place& place) {
    const std::u32string until = squeezed(patch_.until);
    if (until.empty()) return replace(place, {});
    std::vector<Place> ends = find(until);
    std::erase_if(ends, [&](const Place& end) {
      const bool before = end.block < place.block || (end.block == place.block && end.first < place.end);
      return end.article != place.article || end.note != place.note || before;
    });
    if (ends.empty()) fail("has an `until` that does not follow in the same article: ");
    const Place& end = ends.front();
    for (std::size_t k = end.block + 1; k-- > place.block;) {
      Place part = place;
      part.block = k;
      part.first = k == place.block ? place.first : 0;
      part.end = k == end.block ? end.end : Flat(blocks(place)[k]).text.size();
      if (part.first < part.end) {
        replace(part, {});
      } else {
        remove(part);  // a rule
      }
    }
  }

  // ---- blocks ----

  // White space at the new ends goes, but in code.
  static std::vector<Span> settled(BlockKind kind, const std::vector<Span>& spans, Language language) {
    return kind == BlockKind::kCode ? spans : tidy(spans, language, Hyphens::kKeep);
  }

  // Cuts the block so that one begins at the place.
  void begin_block(const Place& place) {
    if (place.first == 0) return;
    std::vector<Block>& all = blocks(place);
    const Flat flat(all[place.block]);
    const auto cut = flat.chars.begin() + static_cast<std::ptrdiff_t>(flat.places[place.first]);
    Block rest = all[place.block];
    rest.label.clear();
    const Language language = articles_[place.article].language;
    rest.spans = settled(rest.kind, regroup({cut, flat.chars.end()}), language);
    all[place.block].spans = settled(rest.kind, regroup({flat.chars.begin(), cut}), language);
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(place.block + 1), std::move(rest));
  }

  void make_heading(const Place& place) {
    Block& block = blocks(place)[place.block];
    block.kind = patch_.level == 0 ? BlockKind::kParagraph : BlockKind::kHeading;
    block.level = patch_.level;
  }

  void join(const Place& place) {
    std::vector<Block>& all = blocks(place);
    if (place.block == 0) fail("joins the first block to one before it: ");
    Block& before = all[place.block - 1];
    std::vector<Span> spans = before.spans;
    spans.push_back({before.kind == BlockKind::kCode ? U"\n" : std::u32string(1, kSoftBreak), 0, 0});
    spans.insert(spans.end(), all[place.block].spans.begin(), all[place.block].spans.end());
    before.spans = settled(before.kind, spans, articles_[place.article].language);
    before.anchors.insert(before.anchors.end(), all[place.block].anchors.begin(), all[place.block].anchors.end());
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(place.block));
  }

  // Notes go with the marks that call them.
  void begin_article(const Place& place) {
    const std::size_t first = place.block;
    Article& article = articles_[place.article];
    if (first == 0 || first + 1 >= article.blocks.size()) fail("begins an article without text before or after it: ");
    Article next = article;
    next.fields = Fields{};
    next.fields.authors = article.fields.authors;
    next.fields.publication = article.fields.publication;
    next.fields.date = article.fields.date;
    next.fields.title = encode_utf8(next.blocks[first].text());
    remarks_.field(next.blocks[first].line, next.blocks[first].text(), "title");
    next.blocks.erase(next.blocks.begin(), next.blocks.begin() + static_cast<std::ptrdiff_t>(first + 1));
    article.blocks.erase(article.blocks.begin() + static_cast<std::ptrdiff_t>(first), article.blocks.end());
    next.fields.id = derive_id(next.fields);
    keep_called_notes(article);
    keep_called_notes(next);
    articles_.insert(articles_.begin() + static_cast<std::ptrdiff_t>(place.article + 1), std::move(next));
  }

  static void keep_called_notes(Article& article) {
    std::vector<std::uint32_t> number(article.notes.size() + 1, 0);
    std::vector<Note> kept;
    const auto renumber = [&](std::vector<Block>& blocks) {
      for (Block& block : blocks) {
        for (Span& span : block.spans) {
          if (span.note == 0) continue;
          if (number[span.note] == 0) {
            kept.push_back(article.notes[span.note - 1]);
            number[span.note] = static_cast<std::uint32_t>(kept.size());
          }
          span.note = number[span.note];
        }
      }
    };
    renumber(article.blocks);
    for (std::size_t i = 0; i < kept.size(); ++i) {  // notes may call notes
      std::vector<Block> blocks = std::move(kept[i].blocks);
      renumber(blocks);
      kept[i].blocks = std::move(blocks);
    }
    article.notes = std::move(kept);
  }

  static constexpr std::string_view kWhy = "a patch of the manifest";
  const Patch& patch_;
  std::u32string text_;
  std::vector<Article>& articles_;
  Remarks& remarks_;
};

}  // namespace

bool is_kept(std::u32string_view text, std::span<const Patch> patches) {
  return std::any_of(patches.begin(), patches.end(), [&](const Patch& patch) {
    return patch.action == Patch::Action::kKeep && squeezed(text).find(squeezed(patch.text)) != std::u32string::npos;
  });
}

void apply(std::span<const Patch> patches, std::vector<Article>& articles, Remarks& remarks) {
  for (const Patch& patch : patches) Patcher(patch, articles, remarks).run();
}

}  // namespace lr::pack
