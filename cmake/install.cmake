# Headers, libraries, a CMake package and a pkg-config file.
include(CMakePackageConfigHelpers)
install(TARGETS libreader_core libreader_app EXPORT libreaderTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(TARGET libreader_c)
  install(TARGETS libreader_c EXPORT libreaderTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
install(DIRECTORY libreader DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h" PATTERN "pack" EXCLUDE
        PATTERN "pack.h" EXCLUDE)
install(EXPORT libreaderTargets NAMESPACE libreader:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/libreader)
file(WRITE ${PROJECT_BINARY_DIR}/libreaderConfig.cmake
     "include(\"\${CMAKE_CURRENT_LIST_DIR}/libreaderTargets.cmake\")\n")
write_basic_package_version_file(${PROJECT_BINARY_DIR}/libreaderConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/libreaderConfig.cmake ${PROJECT_BINARY_DIR}/libreaderConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/libreader)
# Found from where the file itself lies, so that an installed tree can be moved.
file(RELATIVE_PATH libreader_pc_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
set(libreader_pc_definitions "")
if(LIBREADER_SMALL)
  set(libreader_pc_definitions " -DLIBREADER_SMALL")
endif()
configure_file(${PROJECT_SOURCE_DIR}/cmake/libreader.pc.in ${PROJECT_BINARY_DIR}/libreader.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/libreader.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(TARGET lrpack)
  install(TARGETS lrpack DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(TARGET lrread)
  install(TARGETS lrread DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
