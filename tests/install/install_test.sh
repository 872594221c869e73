#!/bin/bash
# Installs a build into a temporary prefix and uses the library from there as others would: with find_package, with
# pkg-config, from C, and as a subdirectory of another project.
#   install_test.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
if [ $# -ne 2 ]; then
  echo "usage: install_test.sh BUILD_DIR SOURCE_DIR" >&2
  exit 2
fi
build=$(cd "$1" && pwd)
source=$(cd "$2" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
generator=$(sed -n 's/^CMAKE_GENERATOR:INTERNAL=//p' "$build/CMakeCache.txt")
failures=0

fail() {
  echo "install_test: $*" >&2
  failures=$((failures + 1))
}

# run WHAT command…: says WHAT and shows the output when the command fails.
run() {
  local what=$1
  shift
  if ! "$@" > "$work/log" 2>&1; then
    fail "$what: failed:"
    cat "$work/log" >&2
    return 1
  fi
}

# expect_ok PROGRAM WHAT: it prints the name of Status::kOk.
expect_ok() {
  local said
  said=$("$1") || true
  [ "$said" = ok ] || fail "$2: expected \"ok\", found \"$said\""
}

# consumer FOLDER "CMAKE LINE": a project of one program of ten lines.
consumer() {
  mkdir -p "$1"
  cat > "$1/CMakeLists.txt" << END
cmake_minimum_required(VERSION 3.22)
project(consumer LANGUAGES CXX)
$2
add_executable(consumer consumer.cpp)
target_link_libraries(consumer PRIVATE libreader::core)
END
  cat > "$1/consumer.cpp" << 'END'
#include <libreader/reader.h>
#include <libreader/status.h>

#include <cstdio>

int main() {
  static lr::Reader reader;
  const lr::Status status = reader.open(lr::memory_source(nullptr, 0), {}, lr::Limits{});
  std::puts(lr::name_of(status == lr::Status::kNoSpace ? lr::Status::kOk : status));
}
END
}

run "cmake --install" cmake --install "$build" --prefix "$prefix" || exit 1
packages=$(dirname "$(find "$prefix" -name libreader.pc)")

# ---- what was installed ----
for header in status ports bundle font layout draw bookmark reader; do
  [ -f "$prefix/include/libreader/$header.h" ] || fail "libreader/$header.h was not installed"
done
find "$prefix/include" \( -path '*/pack/*' -o -name pack.h \) | grep . >&2 && fail "headers of the packer were installed"
find "$prefix/include" -type d -empty | grep . >&2 && fail "empty folders were installed"
find "$prefix/include" -type f ! -name '*.h' | grep . >&2 && fail "more than headers was installed as headers"
find "$prefix" \( -name '*.cmake' -o -name '*.pc' \) -exec grep -nE "$source|$build|libreader_warnings" {} + >&2 &&
  fail "package files name the source or build folder, or a target that is not installed"
for header in "$prefix"/include/libreader/*.h; do
  run "$(basename "$header") alone, as C++" c++ -std=c++20 -fsyntax-only -fno-exceptions -fno-rtti -Wall -Wextra \
    -Werror -I "$prefix/include" -include "$header" -x c++ /dev/null || true
done

for program in lrread lrpack; do
  [ -x "$prefix/bin/$program" ] || continue
  for file in share/man/man1/$program.1 share/bash-completion/completions/$program share/zsh/site-functions/_$program \
    share/fish/vendor_completions.d/$program.fish; do
    [ -s "$prefix/$file" ] || fail "$file was not installed"
  done
done

# ---- find_package ----
consumer "$work/found" "find_package(libreader 0.1 REQUIRED)"
if run "find_package" cmake -G "$generator" -S "$work/found" -B "$work/found/build" -DCMAKE_PREFIX_PATH="$prefix" &&
  run "find_package, build" cmake --build "$work/found/build"; then
  expect_ok "$work/found/build/consumer" "find_package"
fi
consumer "$work/newer" "find_package(libreader 99 REQUIRED)"
if cmake -G "$generator" -S "$work/newer" -B "$work/newer/build" -DCMAKE_PREFIX_PATH="$prefix" > "$work/log" 2>&1; then
  fail "find_package(libreader 99) should find nothing"
fi

# ---- pkg-config, from C++ and from C ----
export PKG_CONFIG_PATH=$packages
if run "pkg-config" pkg-config --print-errors --exists libreader; then
  flags=$(pkg-config --cflags --libs libreader)
  case "$flags" in
    *"-I$prefix/"*"-L$prefix/"*) ;;
    *) fail "pkg-config does not lead to $prefix: $flags" ;;
  esac
  # shellcheck disable=SC2086
  if run "pkg-config, build" c++ -std=c++20 "$work/found/consumer.cpp" $flags -o "$work/with_pkg_config"; then
    expect_ok "$work/with_pkg_config" "pkg-config"
  fi
  if [ -f "$prefix/include/libreader/c.h" ]; then
    cat > "$work/consumer.c" << 'END'
#include <libreader/c.h>
#include <stdio.h>

int main(void) {
  puts(lr_status_name(LR_OK));
  return 0;
}
END
    # shellcheck disable=SC2086
    if run "from C" cc -std=c99 -Wall -Wextra -Werror "$work/consumer.c" $flags -o "$work/from_c"; then
      expect_ok "$work/from_c" "from C"
    fi
  fi
fi

# ---- add_subdirectory ----
consumer "$work/inside" "add_subdirectory($source libreader)"
if run "add_subdirectory" cmake -G "$generator" -S "$work/inside" -B "$work/inside/build"; then
  for option in LIBREADER_BUILD_PACK LIBREADER_BUILD_EXAMPLES LIBREADER_BUILD_TESTS LIBREADER_INSTALL; do
    grep -q "^$option:BOOL=OFF$" "$work/inside/build/CMakeCache.txt" ||
      fail "add_subdirectory: $option should be off, is $(grep "^$option:" "$work/inside/build/CMakeCache.txt")"
  done
  cmake --build "$work/inside/build" --target help > "$work/targets"
  grep -E 'lrpack|lrread|libreader_pack|_test' "$work/targets" >&2 && fail "add_subdirectory builds more than the core"
  if run "add_subdirectory, build" cmake --build "$work/inside/build" --target consumer --parallel 1; then
    expect_ok "$work/inside/build/consumer" "add_subdirectory"
  fi
fi

[ "$failures" -eq 0 ] || { echo "install_test: $failures failures" >&2; exit 1; }
echo "install_test: headers, find_package, pkg-config, C, add_subdirectory: ok"
