# WebAssembly without a runtime: cmake -DCMAKE_TOOLCHAIN_FILE=cmake/wasm32.cmake
# clang, lld and the headers of wasi-libc and libc++; nothing of them but memcpy and its kin ends up in a module, which
# imports what ports/wasm declares and nothing else.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)

set(CMAKE_C_COMPILER clang)
set(CMAKE_CXX_COMPILER clang++)
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
find_program(CMAKE_AR NAMES llvm-ar REQUIRED)  # of bitcode; GNU's makes no index of it
find_program(CMAKE_RANLIB NAMES llvm-ranlib REQUIRED)

# What all engines have had since 2021 makes modules smaller.
set(CMAKE_C_FLAGS_INIT "-flto -mbulk-memory -msign-ext")
set(CMAKE_CXX_FLAGS_INIT "-flto -mbulk-memory -msign-ext -fno-exceptions -fno-rtti -fno-threadsafe-statics")
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG" CACHE STRING "")
# -O0 is for the linking only: else some versions of clang call wasm-opt themselves, and without these features.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-O0 -nostartfiles -Wl,--lto-O2,--no-entry,--strip-all,--stack-first,-z,stack-size=65536")

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
