# The sources of the device libraries, for builds that are not this project's own: ports/esp_idf, ports/zephyr.
get_filename_component(libreader_root ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
set(libreader_core_sources "")
foreach(part base text bundle font search layout draw reader c)
  file(GLOB sources ${libreader_root}/libreader/${part}/*.cpp)
  list(APPEND libreader_core_sources ${sources})
endforeach()
file(GLOB libreader_scale_sources ${libreader_root}/libreader/scale/*.cpp)
file(GLOB libreader_app_sources ${libreader_root}/libreader/app/*.cpp)
