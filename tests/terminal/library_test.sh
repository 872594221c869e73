#!/bin/bash
# Drives lrread as lrread_test.sh does: several bundles, documents packed on the fly, search in everything, highlights,
# themes, the configuration, the mouse, scrolling and two pages, and what a page turn sends.
#
#   library_test.sh LRREAD LRPACK
set -u
[ $# -eq 2 ] || { echo "usage: library_test.sh LRREAD LRPACK" >&2; exit 2; }
lrread=$(realpath "$1")
lrpack=$(realpath "$2")
. "$(dirname "$0")/terminal.sh"

# ---- two bundles and a document ------------------------------------------------------------------------------

lines() {  # WORD FIRST LAST
  local i
  for i in $(seq "$2" "$3"); do printf '%s第%d号：这里没有什么要读的，只有号码，一行放不下几个字，翻页就多。\n\n' "$1" "$i"; done
}
{ printf '# 甲文\n\n有注[^1]。针。\n\n'; lines 段 1 120; printf '针在这里，针在那里。\n\n[^1]: 注里也有针，'; lines 注 1 1; lines '    长' 2 12; } > "$work/a.md"
{ printf '# 乙文\n\n'; lines 节 1 30; printf '还有针。\n'; } > "$work/b.md"
{ printf '# 丙文\n\n'; lines 条 1 30; printf '末一根针。\n'; } > "$work/c.md"
"$lrpack" make --no-strikes "$work/a.md" "$work/b.md" -o "$work/ab.lrb" > "$work/make.log" 2>&1 &&
  "$lrpack" make --no-strikes "$work/c.md" -o "$work/c.lrb" > "$work/make.log" 2>&1 ||
  { cat "$work/make.log"; echo "FAILED: lrpack make"; exit 1; }

files="$work/ab.lrb $work/c.lrb"
start 60 16
expect "one library of two bundles" '^ *Library'
expect "the first one's articles" '甲文'
expect "and the second one's" '丙文'
expect "counted together" '1/3'
keys S 针 Enter
expect "search in everything" '6 hits'
expect "each with its article" '末一根针.*丙文'
keys G Enter
expect "the last hit is in the other bundle" '末一根针'
expect "with the status of a search" '/针 +1/1'
keys S Enter
expect "the list of before" '6 hits'
keys g Enter
expect "from there into the first bundle" '/针 +1/4'
keys n n
expect "the next hits" '/针 +3/4'
keys n
expect "the hit in the note" '注里也有针'
keys n
expect "the next article's" '还有针'
expect "which the status names" '乙文 +p\.'
keys N
expect "and back to the one before" '注里也有针'
keys Escape Escape q
expect "the list" 'Library'

# ---- highlights ------------------------------------------------------------------------------------------------

keys g Enter g v l l Enter l l Enter
expect "the label is asked for" 'Label'
keys m i n e Enter
expect "highlighted" 'Highlighted'
keys "'"
expect "listed" '▌mine.*甲文'
keys q
kill -9 "$(pid)"
expect "killed" 'exit=137'
start 60 16
expect "the list" 'Library'
keys "'"
expect "kill -9 loses no highlight" '▌mine.*甲文'
keys d
expect "deleted" 'Deleted'
keys q q

# ---- notes in their box, vertical lines, highlights across blocks ----------------------------------------------

long=$(for i in $(seq 80); do printf '注文第%d句。' "$i"; done)
{
  printf '# 丁文\n\n有长注[^a]，“引文”（括号）。\n\n'
  printf '乙段在此。\n\n## 小节\n\n又一段。\n\n[^a]: %s\n' "$long"
} > "$work/d.md"
"$lrpack" make --no-strikes "$work/d.md" -o "$work/d.lrb" > "$work/make.log" 2>&1 || { cat "$work/make.log"; exit 1; }
files="$work/d.lrb"
for size in '60 16' '20 5'; do
  start $size
  expect "the list at $size" '丁文'
  keys Enter : 小 节 Enter
  expect "a heading by its words at $size" '^ *小节'
  keys g Tab Enter
  expect "the note's box at $size" '─ 1/1 ─.*'
  expect "over a page that stays, or its first line at $size" '注文第1句'
  expect "there is more of it at $size" '↓'
  keys G
  expect "the end of the note at $size" '第80句'
  t resize-window -t m -x 50 -y 12
  expect "which a resize keeps in sight from $size" '第80句'
  keys Down
  expect "no more at $size" 'End of the note'
  keys Enter
  expect "closed at $size" '^ *乙段'
  check "the box is gone at $size" [ "$(screen | grep -c '第80句')" = 0 ]
  keys q
done
start 60 16
expect "the list" '丁文'
keys Enter g Tab Enter
expect "beside its mark" '有长注'
expect "the box" '┌─ 1/1'
keys Escape v j Enter j Enter
expect "a highlight that ends in another block" 'Label'
keys Enter
expect "is set" 'Highlighted'
check "and shown in both" [ "$(t capture-pane -e -p -t m | grep -cE '43m.*(乙|有长注)')" = 2 ]
keys "'"
expect "its label is its words, of both blocks" '▌有长注.* 乙'
keys d
expect "deleted" 'Deleted'
keys q V
expect "vertical lines" 'Vertical lines'
expect "with the forms of marks for them" '﹃'
expect "and brackets" '︵'
keys V
expect "horizontal again" '“引文”（括号）'
"$lrread" --print --direction vertical --columns 30 --rows 10 "$work/d.lrb" > "$work/out" 2> "$work/err" < /dev/null
check "a vertical page is printed from right to left" grep -qE '小 +文 +丁$' "$work/out"
keys P
expect "without glyphs no device's page" 'No pictures of glyphs'

# ---- scrolling, two pages, the mouse -----------------------------------------------------------------------------

files="--motion scroll $work/c.lrb"
start 60 12
expect "the list" '丙文'
keys Enter g
expect "the first line" '^ *丙文'
keys j j j
expect "scrolled by lines" '条第'
check "the title is gone" [ "$(screen | grep -c '^ *丙文 *$')" = 0 ]
keys k k k
expect "and back" '^ *丙文'
t send-keys -t m -l $'\e[Ma!!'
sleep 0.3
check "the wheel scrolls" [ "$(screen | grep -c '^ *丙文 *$')" = 0 ]
keys G
expect "the end" '末一根针'
expect "is all" '100%'
top=$(screen | sed -n 1p)
keys b Space
sleep 0.3
check "a screen back and forth" [ "$(screen | grep -c '末一根针')" = 1 ]
keys s g
expect "pages again" 'Turning pages|p\. 1/'
files="$work/c.lrb"
start 140 20
expect "the list" '丙文'
keys Enter g
expect "two pages side by side" 'p\. 1-2/'
keys Right
expect "a spread is turned" 'p\. 3-4/'
t send-keys -t m -l $'\e[M %!'
expect "a click on the left turns back" 'p\. 1-2/'
keys =
expect "one page" 'p\. 1/'
t resize-window -t m -x 60 -y 16
expect "narrow" 'p\. 1/'

# ---- a document --------------------------------------------------------------------------------------------------

files="$work/a.md"
start 60 16
expect "a document opens at its first page" 'p\. 1/'
check "its bundle is in the cache" [ "$(find "$work/cache/libreader/documents" -name '*.lrb' | wc -l)" = 1 ]
keys : 3 Enter
expect "a page" 'p\. 3/'
kill -9 "$(pid)"
expect "killed" 'exit=137'
start 60 16
expect "reads on where it was left" 'p\. 3/'
check "packed once" [ "$(find "$work/cache/libreader/documents" -name '*.lrb' | wc -l)" = 1 ]
keys q
expect "one article: q ends it" 'exit=0'
sed -i 's/^# 甲文/# 甲文\n\n新的一段。/' "$work/a.md"
start 60 16
expect "the changed document keeps the place" '段第'
check "packed anew" [ "$(find "$work/cache/libreader/documents" -name '*.lrb' | wc -l)" = 2 ]
"$lrread" "$work/none.md" > /dev/null 2> "$work/err" < /dev/null
check "a document that is not there: exit 1" [ $? = 1 ]
printf 'x' > "$work/x.xyz"
"$lrread" "$work/x.xyz" > /dev/null 2> "$work/err" < /dev/null
check "one that cannot be packed: exit 1" [ $? = 1 ]
check "lrpack says why" grep -q 'x.xyz' "$work/err"

# ---- settings ----------------------------------------------------------------------------------------------------

mkdir -p "$work/config/libreader"
config=$work/config/libreader/lrread.toml
bad() {  # PATTERN TEXT
  printf '%b' "$2" > "$config"
  "$lrread" --print "$work/c.lrb" > /dev/null 2> "$work/err" < /dev/null
  check "exit 1 for the configuration $2" [ $? = 1 ]
  check "the message names the line: $1" grep -qE -- "$1" "$work/err"
}
bad 'lrread.toml:2: theme: expected one of' 'mouse = false\ntheme = "pink"\n'
bad 'lrread.toml:1: colour: no such setting; there are theme' 'colour = 1\n'
bad 'lrread.toml:1:' 'theme = \n'
printf 'theme = "sepia"\npages = 1\n' > "$config"
files="$work/c.lrb"
start 140 20
expect "the list" '丙文'
check "sepia paper" [ "$(t capture-pane -e -p -t m | grep -c '48;5;230')" -gt 0 ]
keys Enter
expect "one page, as the file says" 'p\. [0-9]+/'
keys T
expect "the next theme" 'Theme: none'
check "no colours" [ "$(t capture-pane -e -p -t m | grep -c '48;5;')" = 0 ]
files="--theme light --pages 2 $work/c.lrb"
start 140 20
keys Enter  # before the first picture is there
expect "the command line comes after the file" 'p\. [0-9]+-[0-9]+/'
start 140 20 NO_COLOR=1
expect "NO_COLOR" '丙文'
check "no theme has colours then" [ "$(t capture-pane -e -p -t m | grep -c '[34]8;5;')" = 0 ]
rm "$config"

# ---- sizes, and a note in the middle of a resize -----------------------------------------------------------------

files="$work/ab.lrb"
for size in '20 5' '80 24' '200 60'; do
  start ${size}
  expect "the list at $size" '甲文'
  keys Enter g
  expect "a page at $size" 'p\. 1'
  keys Tab Enter
  expect "the note at $size" '注里也有针'
  t resize-window -t m -x 50 -y 10
  expect "the note after a resize" '注里也有针'
  keys Right q
  expect "and back to the text" '有注'
  keys q
done

# ---- what a page turn sends ----------------------------------------------------------------------------------------

start 80 24
expect "the list" '甲文'
keys Enter g
expect "a page" 'p\. 1/'
t pipe-pane -t m "cat > $work/sent"
for page in 2 3 4; do keys Right; expect "a turn" "p\\. $page/"; done
sleep 0.3
t pipe-pane -t m
shown=$(screen | wc -c)
sent=$(($(stat -c %s "$work/sent") / 3))
echo "a page turn at 80x24 sends $sent bytes; the text on the screen has $shown"
check "a page turn sends little more than its text" [ "$sent" -le $((shown * 5 / 4)) ]

ends
