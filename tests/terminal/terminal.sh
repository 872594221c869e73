# What the terminal tests share: lrread in a terminal of its own (tmux), its screen read and its keys pressed. Sourced with
# $lrread and $lrpack set; makes $work, a folder of the test's own, and ends everything with it.
command -v tmux > /dev/null || { echo "no tmux: skipped"; exit 77; }
work=$(mktemp -d)
export XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config LANG=C.UTF-8 LC_ALL=C.UTF-8
unset NO_COLOR TMUX
failures=0
files=$work/b.lrb  # what start() opens, and options
t() { tmux -u -L "lrread-test-$$" -f /dev/null "$@"; }
# Ends the lrread that still runs: a leak checker at its exit must not meet the end of its terminal.
stop() { [ -f "$work/pid" ] && [ "/proc/$(pid)/exe" -ef "$lrread" ] && kill -9 "$(pid)"; }
finish() { stop; t kill-server 2> /dev/null; rm -rf "$work"; }
trap finish EXIT
t start-server \; set -g exit-empty off  # one server for all sessions of the test

screen() { t capture-pane -p -t m; }
# expect WHAT PATTERN: waits up to ten seconds for a line of the screen that matches the extended regular expression.
expect() {
  local try
  for try in $(seq 200); do
    if screen | grep -qE -- "$2"; then return 0; fi
    sleep 0.05
  done
  echo "FAILED: $1: no line like: $2"
  screen | sed 's/^/    | /'
  failures=$((failures + 1))
}
# check WHAT COMMAND…: the command succeeds.
check() {
  local what=$1
  shift
  "$@" && return 0
  echo "FAILED: $what"
  failures=$((failures + 1))
}
# start COLUMNS ROWS [NAME=VALUE…]: lrread in a terminal of that size. Its process id is in $work/pid, what it says on
# stderr in $work/err, its exit code on the screen.
start() {
  local columns=$1 rows=$2
  shift 2
  stop
  t kill-session -t m 2> /dev/null
  t new-session -d -s m -x "$columns" -y "$rows" \
    "sh -c 'echo \$\$ > $work/pid; exec env $* $lrread $files 2> $work/err'; code=\$?; clear; echo exit=\$code; sleep 1000"
  t set -g status off
}
keys() { t send-keys -t m "$@"; }
pid() { cat "$work/pid"; }
# ends: the last words of a test.
ends() {
  [ $failures -eq 0 ] && echo "all held" || echo "$failures failed"
  [ $failures -eq 0 ]
}
