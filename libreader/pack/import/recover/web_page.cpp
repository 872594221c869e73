// What a web page puts around and into an article (D7, D29): link lists, advertising words, copyright lines. Evidence
// for a page: some lines say such words, most are short and open, while others hold a paragraph, and those a good part
// of the text. Evidence against a line: it stands in a run of such lines, comes again elsewhere, is set off by empty
// lines like a thing put in, or says one of the words such lines say. A sentence that is cut by such a run goes on
// after it; what was lost there stays lost.
#include <map>

#include "../characters.h"
#include "passes.h"

namespace lr::pack::recover {
namespace {

constexpr int kBodyWidth = 80, kShortWidth = 60, kSetOff = 3;
constexpr std::size_t kFewestSaid = 2;

bool says_boilerplate(std::u32string_view text) {
  for (std::u32string_view word : {U"广告",       U"推荐阅读",
                                   U"相关阅读",   U"举报",
                                   U"版权",       U"转载",
                                   U"未经授权",   U"点击查看",
                                   U"扫码",       U"责任编辑",
                                   U"责编",       U"接下来",
                                   U"返回搜狐",   U"阅读全文",
                                   U"分享到",     U"All rights reserved",
                                   U"Copyright",  U"Advertisement",
                                   U"Subscribe",  U"Read more",
                                   U"廣告",       U"推薦閱讀",
                                   U"相關閱讀",   U"分享到",
                                   U"関連記事",   U"シェア",
                                   U"ログイン",   U"관련기사",
                                   U"무단전재",   U"로그인",
                                   U"Sign up",    U"Log in",
                                   U"Newsletter", U"Related articles"}) {
    if (contains(text, word)) return true;
  }
  return false;
}

bool is_body(const Line& line) {
  if (line.is_kept) return true;
  return line.width >= kBodyWidth && line.text.find_first_of(U"。！？.!?，") != std::u32string::npos &&
         !starts_with_any(line.text, U"-•");
}

class WebPage {
 public:
  WebPage(Draft& draft, Remarks& remarks) : draft_(draft), remarks_(remarks) {}

  void run() {
    std::vector<Line>& lines = draft_.lines;
    std::size_t first = lines.size(), last = 0, open = 0, said = 0, in_body = 0, all = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      open += lines[i].width < kShortWidth && !is_complete(lines[i].text);
      ++count_[without_spaces(lines[i].text)];
      all += lines[i].text.size();
      said += !is_body(lines[i]) && says_boilerplate(lines[i].text);
      if (!is_body(lines[i])) continue;
      in_body += lines[i].text.size();
      first = std::min(first, i);
      last = i;
    }
    if (lines.size() < 20 || first >= last || said < kFewestSaid || open * 2 < lines.size() || in_body * 3 < all)
      return;
    remarks_.add(Remark::Kind::kRecognised, 0,
                 "The text was taken from a web page; what stands around the article goes.");
    std::vector<Line> kept(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t i = first; i <= last;) {
      if (is_body(lines[i])) {
        keep(kept, lines[i++]);
        continue;
      }
      std::size_t end = i;
      while (!is_body(lines[end])) ++end;
      run_of_short_lines(i, end, kept);
      i = end;
    }
    bool over = false;
    for (std::size_t i = last + 1; i < lines.size(); ++i) {
      over = over || !is_complete(lines[i].text) || says_boilerplate(lines[i].text);
      over ? drop(remarks_, lines[i], "it follows the article on the web page") : keep(kept, lines[i]);
    }
    lines = std::move(kept);
  }

 private:
  void run_of_short_lines(std::size_t first, std::size_t end, std::vector<Line>& kept) {
    const std::vector<Line>& lines = draft_.lines;
    std::size_t open = 0, suspicious = 0;
    for (std::size_t i = first; i < end; ++i) {
      open += !is_complete(lines[i].text);
      suspicious += says_boilerplate(lines[i].text) || count_[without_spaces(lines[i].text)] > 1 ||
                    lines[i].blanks_before >= kSetOff;
    }
    const bool foreign = suspicious > 0 && (open * 2 > end - first || end - first == 1);
    const bool list = end - first >= 3 && open * 2 > end - first;
    for (std::size_t i = first; i < end; ++i) {
      foreign || list ? drop(remarks_, lines[i], "a link or advertisement inside the article") : keep(kept, lines[i]);
    }
    lost_ = lost_ || ((foreign || list) && end - first >= 3 && !kept.empty() && !is_complete(kept.back().text));
  }

  void keep(std::vector<Line>& kept, const Line& line) {
    kept.push_back(line);
    kept.back().after_gap = lost_;
    lost_ = false;
  }

  Draft& draft_;
  Remarks& remarks_;
  std::map<std::u32string, int> count_;
  bool lost_ = false;
};

}  // namespace

void remove_web_page(Draft& draft, Remarks& remarks) {
  if (draft.shape.has_long_lines && !draft.shape.has_markup) WebPage(draft, remarks).run();
}

}  // namespace lr::pack::recover
