#!/bin/bash
# Builds what run_boards.py and measure.py run: the firmware for both boards and page_hashes for a big-endian Linux.
#   build_boards.sh FOLDER [--allow-missing]
# Leaves m4/firmware.elf, m4/text_search.elf, m4/far_jump.elf, m4/app_session.elf, m4/libreader/libreader.a, rv32/firmware.elf
# and s390x/page_hashes in FOLDER. A machine whose
# compiler is absent is skipped with --allow-missing, else it is a failure.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
missing=${2:-}

build() {  # build NAME COMPILER CMAKE_ARGUMENT...
  local name=$1 compiler=$2
  shift 2
  if ! command -v "$compiler" > /dev/null; then
    echo "$name: SKIPPED, no $compiler"
    [ "$missing" = --allow-missing ]
    return
  fi
  cmake -S "$root/examples/firmware" -B "$folder/$name" -DCMAKE_BUILD_TYPE=MinSizeRel "$@" > /dev/null
  cmake --build "$folder/$name" -j "$(nproc)" > "$folder/$name.log" 2>&1 || { cat "$folder/$name.log"; return 1; }
  echo "$name: built"
}

build m4 arm-none-eabi-g++ -DCMAKE_TOOLCHAIN_FILE="$root/cmake/arm-none-eabi.cmake"
build rv32 riscv64-unknown-elf-g++ -DCMAKE_TOOLCHAIN_FILE="$root/cmake/riscv32-unknown-elf.cmake"
build s390x s390x-linux-gnu-g++ -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=s390x \
  -DCMAKE_C_COMPILER=s390x-linux-gnu-gcc -DCMAKE_CXX_COMPILER=s390x-linux-gnu-g++ -DCMAKE_EXE_LINKER_FLAGS=-static
