# Compile quickly rather than well, for continuous integration: with LIBREADER_QUICK_BUILD standard headers are read once
# for many sources, and command lines and tests, most of which run once, are not optimised. The libraries always are.
option(LIBREADER_QUICK_BUILD "Precompiled headers; command lines and tests are not optimised" OFF)
set(often_included <algorithm> <array> <bit> <cmath> <cstdint> <cstring> <filesystem> <fstream> <functional> <map> <memory> <optional>
    <set> <span> <sstream> <stdexcept> <string> <string_view> <unordered_map> <utility> <vector>)

# precompiled_headers(NAME OPTION LIBRARIES HEADER…): a target whose precompiled headers others use that are compiled with OPTION.
function(precompiled_headers name option libraries)
  if(LIBREADER_QUICK_BUILD)
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "// Only its headers are used.\n")
    add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    target_compile_options(${name} PRIVATE ${option})
    target_link_libraries(${name} PRIVATE ${libraries})
    target_precompile_headers(${name} PRIVATE ${often_included} ${ARGN})
  endif()
endfunction()

# uses_precompiled(TARGET NAME): compiled with the headers of precompiled_headers(NAME …), if there are any.
function(uses_precompiled target name)
  if(TARGET ${name})
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()

# not_optimised(TARGET…)
function(not_optimised)
  if(LIBREADER_QUICK_BUILD)
    foreach(target ${ARGN})
      target_compile_options(${target} PRIVATE -O0)
    endforeach()
  endif()
endfunction()

# For the libraries. Not with gcc, which warns of the standard library itself when it optimises what was precompiled; so one of two
# compilers sees that each source includes what it needs.
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  precompiled_headers(standard_headers "" "")
endif()
