#!/bin/bash
# Builds the fuzzers with clang in build/fuzz, the libraries instrumented, and runs each for a time.
#   fuzz.sh SECONDS [TARGET…]    TARGET: fuzz_markdown …; else all
# What breaks a target is left in build/fuzz/findings: minimise it (TARGET -minimize_crash=1 FILE), mend it, and put the
# file into corpus/TARGET, where every build runs it. JOBS: how many compilers at a time.
set -euo pipefail
if [ $# -lt 1 ] || ! [[ $1 =~ ^[0-9]+$ ]]; then
  echo "usage: fuzz.sh SECONDS [TARGET…]" >&2
  exit 2
fi
seconds=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/fuzz
flags="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -O1"

if [ $# -eq 0 ]; then
  for source in "$here"/fuzz_*.cpp; do set -- "$@" "$(basename "$source" .cpp)"; done
fi
mkdir -p "$build/findings"
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang \
  -DCMAKE_CXX_COMPILER=clang++ "-DCMAKE_CXX_FLAGS=$flags" > "$build/configure.log" 2>&1 ||
  { cat "$build/configure.log" >&2; exit 1; }
cmake --build "$build" --parallel "${JOBS:-$(nproc)}" --target "$@"

export LSAN_OPTIONS=suppressions=$here/leaks_of_others.txt
broken=""
for target in "$@"; do
  mkdir -p "$build/corpus/$target"
  seeds=()
  if [ "$target" = fuzz_pdf ]; then seeds=("$root/tests/pdf/samples"); fi
  echo "== $target: $seconds s"
  # Leaks are looked for at the end only: a check after each input would take most of the time.
  "$build/tests/fuzz/$target" -max_total_time="$seconds" -max_len=8192 -timeout=20 -rss_limit_mb=2048 -detect_leaks=0 \
    -print_final_stats=1 -artifact_prefix="$build/findings/$target-" "$build/corpus/$target" "$here/corpus/$target" "${seeds[@]}" \
    > "$build/$target.log" 2>&1 || broken="$broken $target"
  grep -E '^stat::number_of_executed_units|^SUMMARY|cov: .* DONE' "$build/$target.log" || tail -n 5 "$build/$target.log"
done
if [ -n "$broken" ]; then
  echo "fuzz.sh: found something in$broken: see $build/findings and $build/TARGET.log" >&2
  exit 1
fi
