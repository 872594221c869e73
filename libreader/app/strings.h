// What the application says, in the five languages of its menus: the one table of it. The packer writes the texts into
// every bundle, as numbers of the bundle's own symbols (FORMAT.md, "MENU"); the device knows the names only.
//
// New texts go to the end: their numbers stand in bundles.
#pragma once
#include <cstdint>

//   name               zh-Hans               zh-Hant               ja                        ko                     en
#define LR_APP_STRINGS(text)                                                                                            \
  text(kLanguageName,   "简体中文",           "繁體中文",           "日本語",                 "한국어",              "English")         \
  text(kLibrary,        "书库",               "書庫",               "ライブラリ",             "서재",                "Library")         \
  text(kByTitle,        "按标题",             "依標題",             "題名順",                 "제목순",              "By title")        \
  text(kByAuthor,       "按作者",             "依作者",             "著者順",                 "저자순",              "By author")       \
  text(kByDate,         "按日期",             "依日期",             "日付順",                 "날짜순",              "By date")         \
  text(kResume,         "继续阅读",           "繼續閱讀",           "続きを読む",             "이어 읽기",           "Continue reading") \
  text(kContents,       "目录",               "目錄",               "目次",                   "차례",                "Contents")        \
  text(kGoTo,           "跳转",               "跳轉",               "移動",                   "이동",                "Go to")           \
  text(kProgress,       "进度",               "進度",               "進み",                   "진행",                "Progress")        \
  text(kFindArticle,    "查找文章",           "尋找文章",           "文章を探す",             "글 찾기",             "Find an article") \
  text(kFindWords,      "选字检索",           "選字檢索",           "語を選んで検索",         "낱말 골라 찾기",      "Search words of this page") \
  text(kSearchText,     "检索全文",           "檢索全文",           "全文検索",               "본문 찾기",           "Search all text") \
  text(kBookmarks,      "书签",               "書籤",               "しおり",                 "책갈피",              "Bookmarks")       \
  text(kAddBookmark,    "添加书签",           "加入書籤",           "しおりをはさむ",         "책갈피 넣기",         "Add a bookmark")  \
  text(kRemoveBookmark, "取下书签",           "取下書籤",           "しおりを外す",           "책갈피 빼기",         "Remove the bookmark") \
  text(kSettings,       "设置",               "設定",               "設定",                   "설정",                "Settings")        \
  text(kNote,           "注释",               "註釋",               "注",                     "주",                  "Note")            \
  text(kEndOfArticle,   "全文完",             "全文完",             "終わり",                 "끝",                  "The end")         \
  text(kNextArticle,    "下一篇",             "下一篇",             "次の文章",               "다음 글",             "Next article")    \
  text(kSize,           "字号",               "字級",               "文字の大きさ",           "글자 크기",           "Text size")       \
  text(kLeading,        "行距",               "行距",               "行間",                   "줄 간격",             "Line spacing")    \
  text(kMargins,        "页边距",             "頁邊距",             "余白",                   "여백",                "Margins")         \
  text(kNarrow,         "窄",                 "窄",                 "狭い",                   "좁게",                "Narrow")          \
  text(kMedium,         "中",                 "中",                 "中",                     "보통",                "Medium")          \
  text(kWide,           "宽",                 "寬",                 "広い",                   "넓게",                "Wide")            \
  text(kFullRefresh,    "全屏刷新（页）",     "全螢幕更新（頁）",   "全面書き換え（ページ）", "전체 새로 고침(쪽)",  "Full refresh (pages)") \
  text(kLanguage,       "界面语言",           "介面語言",           "表示言語",               "메뉴 언어",           "Menu language")   \
  text(kPage,           "页",                 "頁",                 "ページ",                 "쪽",                  "Page")            \
  text(kNothingFound,   "没有找到",           "沒有找到",           "見つかりません",         "찾지 못했습니다",     "Nothing found")   \
  text(kMore,           "更多",               "更多",               "さらに表示",             "더 보기",             "More")            \
  text(kNothingHere,    "暂无内容",           "暫無內容",           "何もありません",         "비어 있습니다",       "Nothing here yet") \
  text(kNotInBundle,    "不在此书库中",       "不在此書庫中",       "この書庫にはありません", "이 서재에 없습니다",  "Not in this library") \
  text(kTextChanged,    "文章有改动，已转到相近处", "文章有更動，已轉到相近處", "本文が変わり近くを開きました", "글이 바뀌어 가까운 곳을 엽니다", "Text changed: nearest place") \
  text(kNotSaved,       "未能保存",           "未能儲存",           "保存できませんでした",   "저장하지 못했습니다", "Could not be saved") \
  text(kCannotRead,     "无法读取存储卡",     "無法讀取記憶卡",     "カードを読めません",     "카드를 읽을 수 없음", "Cannot read the card") \
  text(kRetry,          "按任意键重试",       "按任意鍵重試",       "キーを押して再試行",   "아무 키나 눌러 다시", "Press a key to retry") \
  text(kChooseGroup,    "按方向键选字母，确定看结果", "按方向鍵選字母，確定看結果", "方向キーで文字、決定で結果", "방향 키로 글자, 선택으로 결과", "Arrows: letters, select: results") \
  text(kChooseStart,    "移到第一个字，按确定", "移到第一個字，按確定", "最初の文字で決定",       "첫 글자에서 선택",    "First character, then select") \
  text(kChooseEnd,      "移到最后一个字，按确定", "移到最後一個字，按確定", "最後の文字で決定",     "끝 글자에서 선택",    "Last character, then select") \
  text(kDigits,         "0123456789",         "0123456789",         "0123456789",             "0123456789",          "0123456789")      \
  text(kLetters,        "abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz0123456789",                 \
       "abcdefghijklmnopqrstuvwxyz0123456789", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎabcdefghijklmnopqrstuvwxyz0123456789",          \
       "abcdefghijklmnopqrstuvwxyz0123456789")                                                                          \
  text(kSigns,          "%/…·+",              "%/…·+",              "%/…·+",                  "%/…·+",               "%/…·+")           \
  text(kDirection,      "文字方向",           "文字方向",           "文字の向き",             "글줄 방향",           "Direction")       \
  text(kHorizontal,     "横排",               "橫排",               "横書き",                 "가로쓰기",            "Horizontal")      \
  text(kVertical,       "竖排",               "直排",               "縦書き",                 "세로쓰기",            "Vertical")        \
  text(kNotes,          "注释显示",           "註釋顯示",           "注の表示",               "주 표시",             "Notes")           \
  text(kFromMark,       "按记号打开",         "按記號開啟",         "記号から開く",           "번호로 열기",         "Opened from marks") \
  text(kAtFoot,         "页底",               "頁底",               "ページ下",               "쪽 아래",             "Foot of the page")

namespace lr {

// The number of a text in section MENU.
enum class Text : std::uint8_t {
#define LR_APP_NAME(name, ...) name,
  LR_APP_STRINGS(LR_APP_NAME)
#undef LR_APP_NAME
  kCount
};

}  // namespace lr
