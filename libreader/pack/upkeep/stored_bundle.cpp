// Units to blocks, with the device's own cursor.
#include "stored_bundle.h"

#include <libreader/base/bytes.h>
#include <libreader/font.h>
#include <libreader/font/strike_format.h>
#include <libreader/outline/outline_format.h>
#include <libreader/pack/import/utf.h>
#include <libreader/pack/profiles.h>
#include <libreader/pack/soft_hyphens.h>
#include <libreader/scale.h>
#include <libreader/text/control.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "sections.h"

namespace lr::pack {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

Language language_of(ArticleLanguage language) {
  const auto value = static_cast<std::size_t>(language);
  return value < std::size(kLanguageNames) ? static_cast<Language>(value) : Language::kEn;
}

// What stands in the place of blocks that are lost.
std::string lost_mark(std::size_t blocks, Language language) {
  const std::string n = std::to_string(blocks);
  switch (language) {
    case Language::kZhHans: return "〔此处缺失 " + n + " 段〕";
    case Language::kZhHant: return "〔此處缺失 " + n + " 段〕";
    case Language::kJa: return "〔ここで " + n + " 段落が失われました〕";
    case Language::kKo: return "〔여기서 " + n + "개 문단이 소실됨〕";
    case Language::kEn: break;
  }
  return "[" + n + (blocks == 1 ? " block is lost here]" : " blocks are lost here]");
}

// Stands in a block where a part of its text is lost.
std::u32string gap_mark(Language language) { return is_cjk(language) ? U"〔…〕" : U"[…]"; }

Block lost_block(std::size_t blocks, Language language) {
  Block block;
  block.spans.push_back({decode_utf8(lost_mark(blocks, language)), 0, 0});
  return block;
}

}  // namespace

// Reads one article.
class DocumentReader {
 public:
  DocumentReader(StoredBundle& from, std::uint32_t index) : from_(from), index_(index), cursor_(from.bundle_) {
    if (!from_.records_[index])
      throw InputError(from_.name_, "the record of article " + std::to_string(index + 1) + " is lost");
    record_ = from_.records_[index]->article;
    Article& article = document_.article;
    const bool is_rebuilt = from_.records_[index]->is_rebuilt;
    article.language = is_rebuilt ? from_.language_ : language_of(record_.language);
    if (is_rebuilt) document_.lost.push_back("the record of the article");
    article.fields.id = from_.address(index).substr(8);  // without "article:"
    article.sections = from_.sections_[index];
    article.source = from_.name_ + ", article " + std::to_string(index + 1);
    article.notes.resize(record_.notes);
  }

  StoredDocument run() {
    for (std::uint32_t i = record_.first_unit; i < record_.first_body_unit(); ++i) front(i);
    if (document_.article.fields.title.empty()) document_.article.fields.title = from_.titles_[index_];
    for (std::uint32_t i = 0; i < record_.body_units; ++i) {
      Block block;
      const std::uint32_t first = i;
      while (i < record_.body_units && !read(record_.first_body_unit() + i, block)) {
        block = {};
        ++i;
      }
      if (i > first) lose_blocks(first, i);
      if (i < record_.body_units) document_.article.blocks.push_back(std::move(block));
    }
    for (std::uint32_t i = 0; i < record_.notes; ++i) note(i);
    return std::move(document_);
  }

 private:
  // The n-th block of an article, as links of stored articles call it. No document has such a name.
  static std::string name_of_block(std::uint32_t n) { return "\x1F" + std::to_string(n); }

  // The links of the block at hand.
  void begin_links(std::uint32_t unit, Block& block) {
    const auto is_before = [](const lr::Link& link, std::uint32_t number) { return link.unit < number; };
    link_ = std::lower_bound(from_.links_.begin(), from_.links_.end(), unit, is_before);
    unit_ = unit;
    if (!from_.links_.empty()) block.anchors.push_back(name_of_block(unit - record_.first_unit));
  }

  // The link that a code point of the block is part of; 0: none.
  std::uint32_t link_at(std::uint32_t code_point) {
    const auto end = from_.links_.end();
    while (link_ != end && link_->unit == unit_ && link_->code_point + link_->length <= code_point) ++link_;
    if (link_ == end || link_->unit != unit_ || link_->code_point > code_point) return 0;
    if (links_.empty() || links_.back() != &*link_) {
      document_.article.links.push_back({from_.address(link_->article) + "#" + name_of_block(link_->block)});
      links_.push_back(&*link_);
    }
    return static_cast<std::uint32_t>(links_.size());
  }

  void lose_blocks(std::uint32_t first, std::uint32_t end) {
    const std::string numbers = std::to_string(first) + (end - first > 1 ? " to " + std::to_string(end - 1) : "");
    document_.lost.push_back((end - first > 1 ? "blocks " : "block ") + numbers);
    document_.lost_blocks += end - first;
    document_.article.blocks.push_back(lost_block(end - first, document_.article.language));
  }

  void front(std::uint32_t index) {
    Block block;
    if (!from_.links_.empty()) document_.article.anchors.push_back(name_of_block(index - record_.first_unit));
    if (!read(index, block)) {
      document_.lost.push_back(index == record_.first_unit ? "the title" : "a line of the front matter");
      return;
    }
    Fields& fields = document_.article.fields;
    const std::string text = encode_utf8(block.text());
    switch (block.kind) {
      case BlockKind::kTitle: title(std::move(block)); break;
      case BlockKind::kSubtitle: fields.subtitle = text; break;
      case BlockKind::kAuthor: fields.authors.push_back(text); break;
      case BlockKind::kAffiliation: fields.affiliations.push_back(text); break;
      case BlockKind::kDate: fields.date = text; break;
      case BlockKind::kPublication: fields.publication = text; break;
      case BlockKind::kAbstract: fields.abstract_text = text; break;
      case BlockKind::kKeyword: fields.keywords.push_back(text); break;
      case BlockKind::kTitleEn: fields.title_en = text; break;
      case BlockKind::kAbstractEn: fields.abstract_en = text; break;
      case BlockKind::kReading: fields.reading = text; break;
      case BlockKind::kTranslator: fields.translators.push_back(text); break;
      case BlockKind::kEditor: fields.editors.push_back(text); break;
      case BlockKind::kAuthorEn: fields.authors_en.push_back(text); break;
      case BlockKind::kLanguage: fields.language = text; break;
      default: document_.lost.push_back("a line of the front matter"); break;
    }
  }

  // One that has marks or styles is a block as well.
  void title(Block block) {
    document_.article.fields.title = encode_utf8(block.text());
    const bool plain = block.spans.empty() ||
                       (block.spans.size() == 1 && block.spans.front().styles == 0 && block.spans.front().note == 0);
    if (!plain) document_.article.blocks.push_back(std::move(block));
  }

  void note(std::uint32_t index) {
    Note& note = document_.article.notes[index];
    lr::Note record;
    std::size_t gap = 0;
    if (from_.bundle_.note(record_, index, record) != Status::kOk) {
      record.units = 0;
      gap = 1;
    }
    for (std::uint32_t i = 0; i < record.units; ++i) {
      Block block;
      if (read(record.first_unit + i, block)) {
        note.blocks.push_back(std::move(block));
      } else {
        ++gap;
      }
    }
    if (gap == 0) return;
    document_.lost.push_back("note " + std::to_string(index + 1));
    ++document_.lost_blocks;
    note.blocks.push_back(lost_block(gap, document_.article.language));
  }

  // False: nothing of its text can be read. Where a part cannot, a mark stands.
  bool read(std::uint32_t index, Block& block) {
    std::uint32_t damaged = from_.bundle_.damaged_chunks();
    if (cursor_.open(index) != Status::kOk) return false;
    const lr::Unit& unit = cursor_.unit();
    block.kind = unit.kind;
    const bool table = unit.kind == BlockKind::kTable;  // its columns are counted anew
    block.level = table ? static_cast<std::uint8_t>((unit.level & kHeadedTable) != 0 ? 1 : 0) : unit.level;
    block.quote_depth = unit.quote_depth;
    block.list_depth = unit.list_depth;
    begin_links(index, block);
    bool is_parted = false, is_read = false;
    last_mark_ = 0xFFFFFFFF;
    for (;;) {
      TextItem item;
      const Status status = cursor_.next(item);
      if (from_.bundle_.damaged_chunks() != damaged) {
        damaged = from_.bundle_.damaged_chunks();
        block.spans.push_back({gap_mark(document_.article.language), 0, 0});
        is_parted = true;
      }
      if (status != Status::kOk) {
        if (is_parted && is_read) document_.lost.push_back("a part of a block or note");
        return status == Status::kEnd && (is_read || !is_parted);
      }
      is_read = true;
      take(item, block);
    }
  }

  void take(const TextItem& item, Block& block) {
    const bool hyphen = item.group->symbol_class == SymbolClass::kSoftHyphen;  // packed anew it stands where it stood
    const std::u32string text = hyphen ? std::u32string(1, kSoftHyphen) : from_.text_of(item.symbol);
    if (text.size() == 1 && text.front() == kReplacement) ++document_.unknown_characters;
    if (item.span == kLabelSpan) {
      if (block.kind != BlockKind::kTable) block.label += text;  // those of a table are made anew
    } else if (item.span == kNoteMarkSpan) {
      if (item.mark != last_mark_) mark(item.mark, text, block);
      last_mark_ = item.mark;
    } else {
      const std::uint32_t link = link_at(cursor_.point().code_point - item.group->code_points);
      if (block.spans.empty() || block.spans.back().note != 0 || block.spans.back().styles != item.styles ||
          block.spans.back().link != link)
        block.spans.push_back({{}, item.styles, 0, link});
      block.spans.back().text += text;
    }
  }

  void mark(std::uint32_t index, const std::u32string& sign, Block& block) {
    std::uint32_t note = 0;
    if (from_.bundle_.note_of_mark(record_, index, note) != Status::kOk || note >= document_.article.notes.size()) {
      document_.lost.push_back("the note of a mark");
      return;
    }
    if (sign == U"*") document_.article.notes[note].label = sign;
    block.spans.push_back({{}, 0, note + 1});
  }

  StoredBundle& from_;
  std::uint32_t index_;
  TextCursor cursor_;
  std::uint32_t last_mark_ = 0xFFFFFFFF;
  std::vector<lr::Link>::const_iterator link_;  // the next one of the block
  std::uint32_t unit_ = 0;                      // the block
  std::vector<const lr::Link*> links_;          // of the article
  lr::Article record_;
  StoredDocument document_;
};

namespace {

// The profiles of a line of names that this version knows.
std::vector<std::string> known_profiles(const std::string& line) {
  std::vector<std::string> known;
  std::istringstream names(line);
  for (std::string name; names >> name;) {
    for (const Profile& profile : profiles()) {
      if (profile.name == name) known.push_back(name);
    }
  }
  return known;
}

// Of the first page of the section.
std::string outline_family(std::span<const std::uint8_t> bytes, const SectionEntry& entry) {
  if (!entry.lies_within(bytes.size()) || entry.bytes < format::kOutlineHeadBytes) return {};
  const char* name = reinterpret_cast<const char*>(bytes.data()) + entry.offset + format::kOutlineFaceAt;
  return {name, std::find(name, name + format::kStrikeFaceBytes, '\0')};
}

}  // namespace

StoredBundle::StoredBundle(std::string name, std::span<const std::uint8_t> bytes) : name_(std::move(name)) {
  const Status status = bundle_.open(memory_source(bytes.data(), static_cast<std::uint32_t>(bytes.size())), pages_);
  if (status != Status::kOk)
    throw InputError(name_, std::string("cannot be opened (") + name_of(status) + "): lrpack verify says why");
  records_ = article_records(bundle_);
  read_meta(bytes);
  read_strikes();
  read_sections();
  read_links();
}

void StoredBundle::read_meta(std::span<const std::uint8_t> bytes) {
  for (const SectionEntry& entry : section_entries(bytes)) {
    if (entry.tag == format::kOutlineTag) choices_.outline = outline_family(bytes, entry);
    if (entry.tag != format::kMetaTag || !entry.lies_within(bytes.size())) continue;
    std::vector<std::string> texts;
    std::span<const std::uint8_t> rest = bytes.subspan(entry.offset, entry.bytes);
    while (rest.size() >= 2 && load_u16(rest.data()) <= rest.size() - 2) {
      const std::size_t size = load_u16(rest.data());
      texts.emplace_back(reinterpret_cast<const char*>(rest.data() + 2), size);
      rest = rest.subspan(2 + size);
    }
    for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
      if (texts[i] == "language") language_ = parse_language(texts[i + 1]).value_or(language_);
      if (texts[i] == "search") choices_.search = parse_search_mode(texts[i + 1]).value_or(choices_.search);
      if (texts[i] == "vertical") choices_.vertical = texts[i + 1] == "true";
      if (texts[i] == "profiles") choices_.profiles = known_profiles(texts[i + 1]);
      if (texts[i] == "menus") choices_.menus = parse_menu_languages(texts[i + 1]).value_or(choices_.menus);
      if (texts[i] == "title_search") choices_.title_search = texts[i + 1] != "none";
      if (texts[i] == "dictionary")
        std::from_chars(texts[i + 1].data(), texts[i + 1].data() + texts[i + 1].size(), choices_.dictionary_bytes);
    }
  }
}

void StoredBundle::read_strikes() {
  const Alphabet& alphabet = bundle_.alphabet();
  for (std::uint32_t i = 0; i < bundle_.strikes(); ++i) {
    Strike strike;
    if (strike.open(bundle_.storage(), bundle_.strike_range(i), bundle_.added_glyphs(i), alphabet, {scaler_for(1)}) !=
        Status::kOk)
      continue;
    const Coding coding = strike.coder() > 1 ? Coding::kSmall : strike.coder() == 1 ? Coding::kFast : Coding::kDirect;
    std::array<char, Strike::kFaceBytes> face{};
    if (strike.face(face) != Status::kOk) continue;
    const int parts = strike.is_scalable() ? static_cast<int>(format::kScalableParts) : 1;
    strikes_.push_back({face.data(), strike.ppem() * parts, strike.bits_per_pixel(), coding, strike.is_scalable()});
  }
}

// An article stands under the last title before it that is less deep.
void StoredBundle::read_sections() {
  sections_.resize(bundle_.articles());
  titles_.resize(bundle_.articles());
  std::vector<std::string> open;  // titles of the contents, from the outermost one
  for (std::uint32_t i = 1; i < bundle_.navigation_items(); ++i) {
    NavigationItem item;
    if (bundle_.navigation(i, item) != Status::kOk) continue;
    open.resize(std::min<std::size_t>(open.size(), item.depth > 0 ? item.depth - 1u : 0));
    if (item.article == kNoArticle) {
      open.push_back(title_of(item));
    } else {
      sections_[item.article] = open;
      titles_[item.article] = title_of(item);
    }
  }
}

void StoredBundle::read_links() {
  for (std::uint32_t i = 0; i < bundle_.links(); ++i) {
    lr::Link link;
    if (bundle_.link(i, link) == Status::kOk) {
      links_.push_back(link);
    } else {
      ++lost_links_;
    }
  }
}

std::string StoredBundle::address(std::uint32_t index) {
  const std::string known = id(index);
  return "article:" + (known.empty() ? "article-" + std::to_string(index + 1) : known);
}

std::string StoredBundle::title() {
  NavigationItem item;
  return bundle_.navigation(0, item) == Status::kOk ? title_of(item) : std::string();
}

std::string StoredBundle::title_of(const NavigationItem& item) {
  TextCursor cursor(bundle_);
  std::u32string text;
  if (cursor.open(item) != Status::kOk) return {};
  for (TextItem part; cursor.next(part) == Status::kOk;) {
    if (part.span == 0) text += text_of(part.symbol);
  }
  return encode_utf8(text);
}

std::string StoredBundle::id(std::uint32_t index) {
  if (!records_[index] || records_[index]->is_rebuilt) return {};
  const lr::Article& article = records_[index]->article;
  std::string id(article.name_bytes, '\0');
  return bundle_.article_name(article, id.data()) == Status::kOk ? id : std::string();
}

std::u32string StoredBundle::text_of(Symbol symbol) {
  std::u32string text(format::kMaxClusterCodePoints, U'\0');
  std::uint32_t values[format::kMaxClusterCodePoints], count = 0;
  if (bundle_.symbol_code_points(symbol, values, format::kMaxClusterCodePoints, count) != Status::kOk)
    return {kReplacement};
  return {values, values + count};
}

std::size_t StoredBundle::text_bytes(std::uint32_t index) {
  const std::lock_guard lock(reading_);
  return records_[index] ? std::size_t{3} * records_[index]->article.code_points : 0;
}

std::size_t StoredBundle::blocks(std::uint32_t index) {
  const std::lock_guard lock(reading_);
  return records_[index] ? std::size_t{records_[index]->article.body_units} + records_[index]->article.notes : 0;
}

StoredDocument StoredBundle::read(std::uint32_t index) {
  const std::lock_guard lock(reading_);
  return DocumentReader(*this, index).run();
}

}  // namespace lr::pack
