#!/bin/bash
# Builds what runs in engines for WebAssembly: FOLDER/site, the web reader as it is put on a server, and
# FOLDER/page_hashes.wasm and app_session.wasm, the programs of the boards.
#   build_web.sh FOLDER
# Ends with 77 where clang cannot compile for WebAssembly.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
mkdir -p "$folder"
if ! echo '#include <span>' | clang++ --target=wasm32-wasi -std=c++20 -fsyntax-only -x c++ - 2> /dev/null ||
    ! command -v wasm-ld > /dev/null || ! command -v llvm-ar > /dev/null; then
  echo "SKIPPED: no clang for WebAssembly (clang lld llvm wasi-libc libc++-dev-wasm32 libclang-rt-dev-wasm32)"
  exit 77
fi

log=$folder/build.log
cmake -S "$root/tests/web" -B "$folder/build" -DCMAKE_BUILD_TYPE=MinSizeRel -DCMAKE_TOOLCHAIN_FILE="$root/cmake/wasm32.cmake" \
  > "$log" 2>&1 && cmake --build "$folder/build" -j "$(nproc)" >> "$log" 2>&1 || { cat "$log"; exit 1; }
cp "$folder"/build/programs/*.wasm "$folder"
rm -rf "$folder/site"
cp -r "$folder/build/site" "$folder/site"
wc -c "$folder"/*.wasm "$folder"/site/*.gz
