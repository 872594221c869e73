# Bare-metal Arm: cmake -DCMAKE_TOOLCHAIN_FILE=cmake/arm-none-eabi.cmake [-DLIBREADER_CPU=cortex-m0plus]
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(LIBREADER_CPU cortex-m4 CACHE STRING "The processor, as -mcpu names it")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES LIBREADER_CPU)

set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

set(flags "-mcpu=${LIBREADER_CPU} -mthumb -ffunction-sections -fdata-sections")
set(CMAKE_C_FLAGS_INIT "${flags}")
set(CMAKE_CXX_FLAGS_INIT "${flags} -fno-exceptions -fno-rtti -fno-unwind-tables -fno-asynchronous-unwind-tables \
-fno-threadsafe-statics -fno-use-cxa-atexit")

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
