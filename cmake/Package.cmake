# `cmake --install`: the program and its manual page, one shared library with its headers, the gMock layer, the stock
# policies to read and copy, and the package for find_package().
# Shared, since its private dependencies then stay out of a consumer's build; the objects are those of the rooms.
include(CMakePackageConfigHelpers)

set(package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/sysassert")
get_target_property(sources sysassert SOURCES)
get_target_property(libraries sysassert LINK_LIBRARIES)
add_library(sysassert_shared SHARED ${sources})
set_target_properties(sysassert_shared PROPERTIES OUTPUT_NAME sysassert EXPORT_NAME sysassert LINKER_LANGUAGE CXX
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
target_link_libraries(sysassert_shared PRIVATE ${libraries})
target_include_directories(sysassert_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(sysassert_shared INTERFACE cxx_std_17)

set_target_properties(sysassert_cli PROPERTIES EXPORT_NAME program)
install(TARGETS sysassert_cli EXPORT sysassertTargets RUNTIME)
install(TARGETS sysassert_shared EXPORT sysassertTargets LIBRARY)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/sysassert" "${PROJECT_SOURCE_DIR}/matchers/sysassert"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_SOURCE_DIR}/docs/man/sysassert.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
# The program has the stock policies inside; these are for reading and for copying from.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/policies" DESTINATION "${CMAKE_INSTALL_DATADIR}/sysassert"
  FILES_MATCHING PATTERN "*.yaml")
install(FILES "${PROJECT_SOURCE_DIR}/docs/report.schema.json" DESTINATION "${CMAKE_INSTALL_DATADIR}/sysassert")
install(EXPORT sysassertTargets NAMESPACE sysassert:: DESTINATION "${package_directory}")

write_basic_package_version_file("${PROJECT_BINARY_DIR}/sysassertConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/sysassertConfig.cmake" "${PROJECT_SOURCE_DIR}/cmake/SysassertTest.cmake"
  "${PROJECT_BINARY_DIR}/sysassertConfigVersion.cmake"
  DESTINATION "${package_directory}")
