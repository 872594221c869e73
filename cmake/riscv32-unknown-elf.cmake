# Bare-metal rv32imc, the class of the ESP32-C3: cmake -DCMAKE_TOOLCHAIN_FILE=cmake/riscv32-unknown-elf.cmake
# Debian's compiler for it comes with picolibc but without C++ headers; the core needs headers only, so those of
# libstdc++-arm-none-eabi-dev (the same GCC) serve. A toolchain that has its own, such as ESP-IDF's, uses its own.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)

set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

# Not rv32imc_zicsr: no multilib of that name exists, and the 64-bit one would be taken in silence.
set(flags "--specs=picolibc.specs -march=rv32imc -mabi=ilp32 -ffunction-sections -fdata-sections")
set(borrowed "")
file(GLOB headers /usr/include/newlib/c++/*)
if(headers)
  list(GET headers -1 headers)
  set(borrowed "-nostdinc++ -isystem ${headers} -isystem ${headers}/arm-none-eabi/thumb/v7-m/nofp \
-isystem /usr/lib/picolibc/riscv64-unknown-elf/include")
endif()
set(CMAKE_C_FLAGS_INIT "${flags}")
set(CMAKE_ASM_FLAGS_INIT "${flags}")
set(CMAKE_CXX_FLAGS_INIT "${flags} -fno-exceptions -fno-rtti -fno-unwind-tables -fno-asynchronous-unwind-tables \
-fno-threadsafe-statics -fno-use-cxa-atexit ${borrowed}")

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
