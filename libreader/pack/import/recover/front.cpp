// The head of an article becomes fields (D28): title, authors, then labelled pieces such as abstract and keywords.
// Evidence: place; a label in brackets; "□" before authors; a short line that begins with a family name; a wide gap
// between an office and a name; lines of figures that make a date. Nothing is taken from below the first paragraph.
#include "../utf.h"
#include "front_labels.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr std::size_t kLongestTitle = 60, kLongestName = 4, kHead = 14;

constexpr std::u32string_view kFamilyNames =
    U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    U"俞任"
    U"袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元顾孟平黄和穆萧尹姚邵汪祁毛狄米贝明臧计成戴宋茅庞熊"
    U"纪"
    U"舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房缪解应宗丁宣邓郁单洪包左石崔"
    U"吉"
    U"龚程邢裴陆荣翁荀羊甄曲封储靳段焦侯宁仇甘厉武符刘景詹束龙叶幸司韶黎薄白蒲卓蔺池乔阎连冉易向古廖耿满匡关文沙查游权"
    U"盖"
    U"桓公欧阳诸葛温肖闫兰节达门楼晏阚孫趙錢鄭馮陳衛蔣韓楊許呂張嚴謝鄒喬劉葉鄧盧";

bool is_name(std::u32string_view text) {
  return text.size() >= 2 && text.size() <= kLongestName && has(kFamilyNames, text.front()) && latin_share(text) == 0 &&
         width_of(text) == static_cast<int>(text.size()) * 2 &&
         text.find_first_of(U"，。、：；！？“”（）《》·") == std::u32string_view::npos;
}

class Front {
 public:
  Front(Draft& draft, Remarks& remarks) : draft_(draft), fields_(draft.fields), remarks_(remarks) {}

  void run() {
    take_title();
    if (!took_title_ && fields_.title.empty()) return;
    const Fields fields = fields_;
    take_authors();
    take_labels();
    take_web_head();
    if (!more()) {  // an article has a text
      fields_ = fields;
      at_ = took_title_ ? title_lines_ : 0;
      std::erase_if(taken_, [](const Passage& passage) { return passage.reason != "title"; });
    }
    for (Passage& passage : taken_) remarks_.add(std::move(passage));
    draft_.lines.erase(draft_.lines.begin(), draft_.lines.begin() + static_cast<std::ptrdiff_t>(at_));
    if (!draft_.lines.empty()) draft_.lines.front().after_cut = true;
  }

 private:
  // Lines become a field, which may turn out wrong: told to the remarks at the end.
  void take(std::size_t first, std::size_t end, std::string_view field) {
    for (std::size_t i = first; i < end; ++i) {
      const Line& line = draft_.lines[i];
      taken_.push_back({Passage::Fate::kField, line.number, without_marks(line.text), std::string(field)});
    }
  }

  const Line& line() const { return draft_.lines[at_]; }
  bool more() const { return at_ < draft_.lines.size(); }

  // ---- title ----

  static std::u32string without_sign(std::u32string_view text) {  // the sign of a note that is lost
    text = strip(text);
    while (!text.empty() && (has(U"*＊†", text.back()) || (text.back() >= 0x2460 && text.back() <= 0x2473))) {
      text = strip(text.substr(0, text.size() - 1));
    }
    return std::u32string(text);
  }

  bool looks_like_title(const Line& first) const {
    constexpr std::u32string_view kNotAtEnd = U"。，、；,;.";
    const Shape& shape = draft_.shape;
    const std::u32string text = without_marks(first.text);
    if (text.empty() || text.size() > kLongestTitle || has(kNotAtEnd, text.back())) return false;
    if (draft_.lines.size() < 2 || (is_numbered_heading(text) && !is_only_chapter(text))) return false;
    if (is_rule(text)) return false;
    const Line& second = draft_.lines[1];
    if (has(U"：:", text.back())) return second.width < 60 && draft_.lines.size() > 4;
    return first.hashes > 0 || first.underlined > 0 || second.blanks_before > 0 || second.indented || first.width * 4 < shape.full_width * 3;
  }

  // A chapter by itself is called by its number.
  bool is_only_chapter(std::u32string_view text) const {
    if (numbered_level(text, false, false) != 1 || !has(U"第0123456789", text.front())) return false;
    return std::none_of(draft_.lines.begin() + 1, draft_.lines.end(), [](const Line& line) {
      return numbered_level(line.text, false, false) == 1 && has(U"第0123456789", line.text.front());
    });
  }

  // "《江上》", not "《江上》与《江下》".
  static bool is_in_book_marks(std::u32string_view title) {
    return title.size() > 2 && title.front() == U'《' && title.find(U'》') == title.size() - 1;
  }

  void take_title() {
    if (draft_.lines.empty()) return;
    const Line& first = line();
    const std::string plain = encode_utf8(without_marks(first.text));
    if (!fields_.title.empty() ? plain != fields_.title : !looks_like_title(first)) return;
    std::u32string title = without_sign(first.text);
    if (title.empty()) return;
    took_title_ = true;
    if (title.size() < strip(first.text).size()) {
      remarks_.add(Remark::Kind::kMissing, first.number, "The note of the title is missing; its sign was dropped.");
    }
    const int number = first.number;
    ++at_;
    if (has(U"：:", title.back()) && more() && line().text.size() <= kLongestTitle) {
      title += line().text;
      ++at_;
    }
    title_lines_ = at_;
    take(0, at_, "title");
    draft_.title = settle(title, draft_.language, Kind::kHeading);
    if (is_in_book_marks(draft_.title)) draft_.title = draft_.title.substr(1, draft_.title.size() - 2);
    fields_.title = encode_utf8(without_marks(draft_.title));
    remarks_.add(Remark::Kind::kRecognised, number,
                 at_ > 1 ? "The first two lines were taken for the title." : "The first line was taken for the title.");
  }

  // ---- authors ----

  void add_author(std::u32string_view name) {
    if (!draft_authors_given_) fields_.authors.push_back(encode_utf8(name));
  }

  // "李某" of "作者：李某".
  static std::u32string_view after_author_word(std::u32string_view text) {
    for (std::u32string_view word : {U"作者", U"著者", U"저자", U"지은이", U"Author", U"By"}) {
      if (!text.starts_with(word)) continue;
      const std::u32string_view rest = strip(text.substr(word.size()));
      if (starts_with_any(rest, U"：:")) return strip(rest.substr(1));
      if (word == U"By" && text.size() > 3 && text[2] == ' ') return rest;
    }
    return {};
  }

  void take_authors() {
    draft_authors_given_ = !fields_.authors.empty();
    for (int k = 0; k < 2 && more(); ++k) {
      const std::u32string text = without_sign(line().text);
      if (text.empty() || label_of(text).kind != LabelKind::kNone) return;
      if (const std::u32string_view named = after_author_word(text); !named.empty() && line().width <= 40) {
        const std::vector<std::u32string> names = split_names(named);
        for (const std::u32string& name : names) add_author(name);
        if (names.empty()) add_author(named);
      } else if (starts_with_any(text, U"□■◎○")) {
        for (const std::u32string& name : split_names(std::u32string_view(text).substr(1))) add_author(name);
      } else if (const std::size_t gap = text.rfind(U"  ");
                 gap != std::u32string::npos && is_name(strip(std::u32string_view(text).substr(gap)))) {
        add_author(strip(std::u32string_view(text).substr(gap)));
        fields_.affiliations.push_back(
            encode_utf8(settle(std::u32string_view(text).substr(0, gap), draft_.language, Kind::kText)));
      } else if (const auto names = split_names(text);
                 !names.empty() && line().width <= 40 && std::all_of(names.begin(), names.end(), is_name)) {
        for (const std::u32string& name : names) add_author(name);
      } else {
        return;
      }
      remarks_.add(Remark::Kind::kRecognised, line().number, "This line was taken for the authors.");
      if (text.size() < strip(line().text).size()) {
        remarks_.add(Remark::Kind::kMissing, line().number, "The note of the author is missing; its sign was dropped.");
      }
      ++at_;
      take(at_ - 1, at_, "authors");
      return;
    }
  }

  // ---- labelled pieces ----

  void take_labels() {
    while (more()) {
      const FrontLabel label = label_of(line().text);
      if (label.kind == LabelKind::kNone) return;
      const std::size_t first = at_;
      std::u32string text = line().text.substr(label.size);
      ++at_;
      while (more() && goes_on(label.kind, text)) {
        const bool new_author = label.kind == LabelKind::kAuthors && is_complete_item(text);
        text += new_author ? U'\n' : U'\u2028';
        text += line().text;
        ++at_;
      }
      take(first, at_, put(label.kind, text));
    }
  }

  static bool is_complete_item(std::u32string_view text) { return !text.empty() && !has(U"、，；,;", text.back()); }

  // Whether the line belongs to the piece before it.
  bool goes_on(LabelKind kind, std::u32string_view text) const {
    const Line &next = line(), &before = draft_.lines[at_ - 1];
    if (next.hashes > 0 || next.underlined > 0 || label_of(next.text).kind != LabelKind::kNone) return false;
    if (kind == LabelKind::kAuthors) {  // a list, with another label after it
      for (std::size_t k = at_; k < draft_.lines.size() && k < at_ + 5; ++k) {
        if (label_of(draft_.lines[k].text).kind != LabelKind::kNone) return true;
      }
      return !is_complete_item(text);
    }
    if (kind != LabelKind::kAbstract && kind != LabelKind::kKeywords) return false;
    if (draft_.shape.has_markup || draft_.shape.has_long_lines)
      return !is_complete(text) && kind == LabelKind::kAbstract;
    if (!draft_.shape.is_full(before) && is_complete(text) && draft_.shape.is_clearly_short(before)) return false;
    if (next.begins_page && is_complete(text)) return false;
    return kind == LabelKind::kAbstract
               ? !(next.blanks_before > 0 && !draft_.shape.blank_after_all && is_complete(text))
               : next.blanks_before == 0;
  }

  std::string clean(std::u32string_view text) const {
    return encode_utf8(without_marks(settle(text, draft_.language, Kind::kText)));
  }

  // Returns the name of the field.
  std::string_view put(LabelKind kind, const std::u32string& text) {
    switch (kind) {
      case LabelKind::kAbstract:
        if (fields_.abstract_text.empty()) fields_.abstract_text = clean(text);
        return "abstract";
      case LabelKind::kKeywords:
        for (const std::u32string& word : split_list(text)) fields_.keywords.push_back(clean(word));
        return "keywords";
      case LabelKind::kAuthors: {
        std::size_t at = 0;
        while (at < text.size()) {
          const std::size_t end = std::min(text.find('\n', at), text.size());
          fields_.affiliations.push_back(affiliation(std::u32string_view(text).substr(at, end - at)));
          at = end + 1;
        }
        return "affiliations";
      }
      default: return "a library mark";
    }
  }

  // "杨某，某大学教授" without the name, which stands among the authors.
  std::string affiliation(std::u32string_view text) const {
    const std::string all = clean(text);
    for (const std::string& author : fields_.authors) {
      if (all.starts_with(author + "，")) return all.substr(author.size() + std::string_view("，").size());
    }
    return all;
  }

  // ---- the head of a web page: where from, who, when ----

  void take_web_head() {
    if (!draft_.shape.has_long_lines || draft_.shape.has_markup) return;
    std::size_t end = at_;
    while (end < draft_.lines.size() && draft_.lines[end].width < 80) ++end;
    if (end == draft_.lines.size() || end - at_ > kHead) return;
    std::u32string figures;
    for (std::size_t i = at_; i < end; ++i) {
      const std::u32string text = draft_.lines[i].text;
      if (text.find_first_not_of(U"0123456789-/:. 年月日") == std::u32string::npos) {
        figures += text + U" ";
      } else if (!take_sources(text)) {
        return;
      }
      at_ = i + 1;
      take(i, at_, "date, publication and authors");
    }
    if (fields_.date.empty()) fields_.date = date_of(figures);
  }

  bool take_sources(std::u32string_view text) {
    bool any = false;
    for (std::u32string_view word : {U"来源：", U"作者：", U"来源:", U"作者:"}) {
      const std::size_t found = text.find(word);
      if (found == std::u32string_view::npos) continue;
      any = true;
      const std::u32string_view rest = text.substr(found + word.size());
      std::u32string_view value = strip(rest);
      value = value.substr(0, std::min(value.find_first_of(U" \u3000"), value.size()));
      if (word.front() == U'来' && fields_.publication.empty()) fields_.publication = encode_utf8(value);
      if (word.front() == U'作' && fields_.authors.empty()) add_author(value);
    }
    return any;
  }

  Draft& draft_;
  Fields& fields_;
  Remarks& remarks_;
  std::size_t at_ = 0;
  std::size_t title_lines_ = 0;
  bool took_title_ = false, draft_authors_given_ = false;
  std::vector<Passage> taken_;
};

}  // namespace

void take_front(Draft& draft, Remarks& remarks) { Front(draft, remarks).run(); }

}  // namespace lr::pack::recover
