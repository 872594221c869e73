#!/bin/bash
# Builds what run_boards.py and measure.py run: the programs of examples/firmware for each board and for other Linux
# machines, and packs the bundle that the boards read.
#   build_boards.sh FOLDER LRPACK [--allow-missing] [--armhf]
# Leaves FOLDER/boards.lrb and FOLDER/MACHINE/PROGRAM(.elf). A machine whose compiler is absent is skipped with
# --allow-missing, else it is a failure. With --armhf for that machine alone.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1
lrpack=$2
missing="" only=""
for option in "${@:3}"; do
  case "$option" in
    --allow-missing) missing=yes ;;
    --armhf) only=armhf ;;
    *) echo "build_boards.sh: unknown argument $option" >&2; exit 2 ;;
  esac
done
mkdir -p "$folder"

build() {  # build NAME COMPILER CMAKE_ARGUMENT...
  local name=$1 compiler=$2
  shift 2
  if ! command -v "$compiler" > /dev/null; then
    echo "$name: SKIPPED, no $compiler"
    [ -n "$missing" ]
    return
  fi
  cmake -S "$root/examples/firmware" -B "$folder/$name" -DCMAKE_BUILD_TYPE=MinSizeRel "$@" > /dev/null
  cmake --build "$folder/$name" -j "$(nproc)" > "$folder/$name.log" 2>&1 || { cat "$folder/$name.log"; return 1; }
  echo "$name: built"
}

board() {  # board NAME TOOLCHAIN CMAKE_ARGUMENT...
  local name=$1 toolchain=$2 compiler
  shift 2
  case $toolchain in arm-none-eabi) compiler=arm-none-eabi-g++ ;; *) compiler=riscv64-unknown-elf-g++ ;; esac
  build "$name" $compiler "-DCMAKE_TOOLCHAIN_FILE=$root/cmake/$toolchain.cmake" "-DFIRMWARE_BOARD=$name" "$@"
}

linux() {  # linux PROCESSOR PREFIX
  build "$1" "$2-g++" -DCMAKE_SYSTEM_NAME=Linux "-DCMAKE_SYSTEM_PROCESSOR=$1" "-DCMAKE_C_COMPILER=$2-gcc" \
    "-DCMAKE_CXX_COMPILER=$2-g++" -DCMAKE_EXE_LINKER_FLAGS=-static
}

if [ -n "$only" ]; then
  linux armhf arm-linux-gnueabihf
  exit
fi
"$lrpack" make --quiet "$root/tests/firmware/boards.toml" -o "$folder/boards.lrb"
board netduinoplus2 arm-none-eabi
board ast1030_evb arm-none-eabi
board lm3s6965evb arm-none-eabi -DLIBREADER_CPU=cortex-m3
board microbit arm-none-eabi -DLIBREADER_CPU=cortex-m0 -DLIBREADER_SMALL=ON
board virt riscv32-unknown-elf
board sifive_e riscv32-unknown-elf -DLIBREADER_SMALL=ON
linux s390x s390x-linux-gnu
