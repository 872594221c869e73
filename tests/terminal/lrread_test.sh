#!/bin/bash
# Drives lrread in a terminal of its own (tmux) and reads its screen: turning pages, notes, bookmarks, sizes, ends.
#
#   lrread_test.sh LRREAD LRPACK
#
# Exit 0: all held; 1: something did not, the screen is shown; 77: no tmux here, skipped. The folder of bookmarks, the
# tmux server and the bundle are the test's own.
set -u
[ $# -eq 2 ] || { echo "usage: lrread_test.sh LRREAD LRPACK" >&2; exit 2; }
lrread=$(realpath "$1")
lrpack=$(realpath "$2")
. "$(dirname "$0")/terminal.sh"

# ---- the bundle --------------------------------------------------------------------------------------------

paragraphs() {  # FIRST LAST: numbered, to know a page by
  local i
  for i in $(seq "$1" "$2"); do
    printf '段落第%d号：屏幕窄的时候，一行放不下几个字，翻页就多。这里没有什么要读的，只有号码。\n\n' "$i"
  done
}
{
  printf -- '---\ntitle: 第一篇\nauthors: [张三]\ndate: 2024-05-06\n---\n\n# 开头\n\n'
  printf '有一个注[^a]，还有一个[^b]。Some *words* and `code`.\n\n'
  paragraphs 1 20
  printf '# 中间\n\n'
  paragraphs 21 40
  printf 'The needle is here.\n\n# 结尾\n\n'
  paragraphs 41 60
  printf '[^a]: 这是头一个注的文字。\n\n[^b]: 这是另一个注的文字，见[末节](#结尾)。\n'
} > "$work/one.md"
{
  printf -- '---\ntitle: 第二篇\nid: two\n---\n\n'
  paragraphs 101 110
} > "$work/two.md"
"$lrpack" make "$work/one.md" "$work/two.md" -o "$work/b.lrb" > "$work/make.log" 2>&1 ||
  { cat "$work/make.log"; echo "FAILED: lrpack make"; exit 1; }

# ---- printing and bad input --------------------------------------------------------------------------------

# fails CODE PATTERN ARGUMENTS…: lrread ends with the code and says so on stderr.
fails() {
  local code=$1 pattern=$2 got
  shift 2
  "$lrread" "$@" > "$work/out" 2> "$work/err" < /dev/null
  got=$?
  [ "$got" = "$code" ] && grep -qE -- "$pattern" "$work/err" && return 0
  echo "FAILED: lrread $*: exit $got instead of $code, or stderr without: $pattern"
  sed 's/^/    | /' "$work/err"
  failures=$((failures + 1))
}
prints() {  # PATTERN ARGUMENTS…
  local pattern=$1
  shift
  "$lrread" "$@" 2> "$work/err" < /dev/null | grep -qE -- "$pattern"
}
check "a pipe gets the first page" prints '第一篇' "$work/b.lrb"
check "an article by number" prints '第101号' --print --article 2 "$work/b.lrb"
check "an article by id" prints '第101号' --print --article=two "$work/b.lrb"
check "a page by number" prints '段落第' --print --page 3 --columns 30 --rows 8 "$work/b.lrb"
check "--help" prints 'XDG_STATE_HOME' --help
"$lrread" --print --columns 20 --rows 4 --page 5 "$work/b.lrb" > "$work/small"
check "a narrow page is narrow" [ "$(wc -L < "$work/small")" -le 20 ]
check "a short page is short" [ "$(wc -l < "$work/small")" -le 4 ]
check "but not empty" [ -s "$work/small" ]
fails 2 'which bundle'
fails 2 'no such option: --colour' --colour "$work/b.lrb"
fails 2 'one file at a time' "$work/b.lrb" "$work/b.lrb"
fails 2 'rows 2' --print --rows 2 "$work/b.lrb"
fails 1 'No such file.*|Check the path' "$work/none.lrb"
fails 1 'no article 9' --print --article 9 "$work/b.lrb"
fails 1 'last page is' --print --page 9999 "$work/b.lrb"
cp "$work/one.md" "$work/text.lrb"
fails 1 'not a bundle' "$work/text.lrb"
: > "$work/empty.lrb"
fails 1 'not a bundle|empty' "$work/empty.lrb"
head -c 3000 "$work/b.lrb" > "$work/short.lrb"
fails 1 'cut short' "$work/short.lrb"
cp "$work/b.lrb" "$work/newer.lrb"
printf '\143\000' | dd of="$work/newer.lrb" bs=1 seek=4 conv=notrunc status=none
fails 1 'version 99.*newer' "$work/newer.lrb"
size=$(stat -c %s "$work/b.lrb")
for i in $(seq 40); do  # damage anywhere is reported or read around
  cp "$work/b.lrb" "$work/hurt.lrb"
  printf '\125\252\125\252' | dd of="$work/hurt.lrb" bs=1 seek=$((size * i / 41)) conv=notrunc status=none
  timeout 20 "$lrread" --print --page 2 "$work/hurt.lrb" > "$work/out" 2> "$work/err" < /dev/null
  code=$?
  check "damage at $((size * i / 41)) of $size: exit $code" [ $code -le 1 ]
done

# ---- reading -----------------------------------------------------------------------------------------------

start 60 16
expect "the list has the articles" '第一篇.*张三.*2024-05-06'
expect "all of them" '第二篇'
keys Enter
expect "an article opens at its first page" 'p\. 1/~?[0-9]+ +0%'
keys Right Down Space n
expect "next page" 'p\. 5/'
keys Left b
expect "previous page" 'p\. 3/'
keys G
expect "last page" '第60号'
expect "is all" '100%'
keys Right
expect "beyond the end" 'The end\. Once more for: 第二篇'
keys Right
expect "the next article" '第101号'
keys '['
expect "and back, where it was left" '第60号'
keys g
expect "first page" 'p\. 1/'
keys t
expect "the contents" '中间.*[0-9]+%'
keys Down Enter
expect "a heading" '^ *中间'
keys / N E E D L E Enter
expect "a hit, letters large or small" 'needle is here'
expect "and its number" '/NEEDLE +1/1'
keys Escape
expect "the end of a search" '第一篇.*p\.'
keys : 2 Enter
expect "a page by number" 'p\. 2/'
keys : 9 9 9 Enter
expect "a number beyond the end" 'last page is'
keys % 5 0 Enter
expect "a percentage" '第(29|30|31)号'

# Notes.
keys g Tab Tab Enter
expect "the second note" '另一个注的文字'
keys '['
expect "the note before it" '头一个注的文字'
keys Escape
expect "back from the note" '开头'
keys g Tab Tab Enter
expect "a note with a link says how to follow it" 'Enter: follow the link'
keys Enter
expect "where the link of a note leads" '第4[1-9]号'
keys BSpace
expect "back from there" '开头'
keys Tab o
expect "a note by o" '注的文字'
keys q
expect "back again" 'p\. 1/'

# Bookmarks.
keys : 4 Enter
expect "a page to mark" 'p\. 4/'
keys m
expect "the label is asked for" 'Label'
keys m y Space p l a c e Enter
expect "the mark is set" 'Bookmark set'
keys g
expect "away from it" 'p\. 1/'
keys "'"
expect "the list of bookmarks" 'my place'
keys Enter
expect "the bookmark is gone to" '\* p\. 4/'
keys m Enter
expect "a label from the page" 'Bookmark set'
keys "'"
expect "two bookmarks" '[12]/2'
keys d
expect "one deleted" 'Deleted.* 1/1'
keys q
expect "back on the page" 'p\. 4/'

# Sizes: the place is kept, however often the size changes.
keys t Enter
expect "a heading" '^ *开头'
keys t Down Enter
expect "the next one" '^ *中间'
for size in '40 12' '100 30' '20 5' '33 9' '200 60'; do
  t resize-window -t m -x "${size% *}" -y "${size#* }"
  expect "the page at $size" 'p\. [0-9-]+/'
  sleep 0.2
  expect "the place at $size" '^ *中间'
done
t resize-window -t m -x 15 -y 4
expect "too small" 'Too small'
t resize-window -t m -x 60 -y 16
expect "the place again" '^ *中间'
keys : 4 Enter
expect "a page" 'p\. 4/'
keys '?'
expect "the help" 'next page'
keys q
expect "and away with it" 'p\. 4/'

# ---- the end -----------------------------------------------------------------------------------------------

keys Right
expect "one page more" 'p\. 5/'
kill -9 "$(pid)"
expect "killed" 'exit=137'
start 60 16
expect "the list says how far" '第一篇.*[0-9]+%'
keys Enter
expect "kill -9 loses nothing" 'p\. 5/'
keys "'"
expect "nor a bookmark" 'place|段落|1/1'
keys q
expect "on the page" 'p\. 5/'
keys Right
expect "a page" 'p\. 6/'
kill -TERM "$(pid)"
expect "SIGTERM ends it in order" 'exit=0'
start 60 16
expect "the list" '第一篇'
keys Enter
expect "SIGTERM keeps the place" 'p\. 6/'
kill -HUP "$(pid)"
expect "SIGHUP ends it in order" 'exit=0'

start 60 16 NO_COLOR=1
expect "the list" '第一篇'
keys Enter g
expect "the first page" 'p\. 1/'
check "NO_COLOR: no colours" [ "$(t capture-pane -e -p -t m | grep -c $'\x1b\\[[0-9;]*36m')" = 0 ]
XDG_STATE_HOME=$work/state "$lrread" --print "$work/b.lrb" > /dev/null < /dev/null
check "printing needs no bookmarks" [ $? = 0 ]
keys q
expect "the list again" '1/2'
keys q
expect "q ends it" 'exit=0'
check "nothing was said on stderr" [ ! -s "$work/err" ]

start 60 16 XDG_STATE_HOME=/dev/null/none
expect "no place to keep bookmarks" 'Places are not kept'
keys Enter Right
expect "reading goes on" 'p\. 2/'
start 60 16 LC_ALL=C LANG=C
expect "a locale without UTF-8" '第一篇'
start 60 16 TERM=nonsense
expect "an unknown terminal" 'exit=1'
check "says so" grep -q 'Set TERM' "$work/err"

ends
