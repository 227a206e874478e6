# `cmake --install` and `cpack -G DEB`, in four components: the program with its manual page and completions (program), the
# shared library (runtime), its headers with the gMock layer and the packages for find_package() and pkg-config (development),
# and the documents (documentation).
# Shared, since its private dependencies then stay out of a consumer's build; the objects are those of the rooms.
include(CMakePackageConfigHelpers)

set(package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/sysassert")
set(data_directory "${CMAKE_INSTALL_DATADIR}/sysassert")
get_target_property(sources sysassert SOURCES)
get_target_property(libraries sysassert LINK_LIBRARIES)
add_library(sysassert_shared SHARED ${sources})
set_target_properties(sysassert_shared PROPERTIES OUTPUT_NAME sysassert EXPORT_NAME sysassert LINKER_LANGUAGE CXX
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
target_link_libraries(sysassert_shared PRIVATE ${libraries})
target_include_directories(sysassert_shared INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(sysassert_shared INTERFACE cxx_std_17)

set_target_properties(sysassert_cli PROPERTIES EXPORT_NAME program)
install(TARGETS sysassert_cli EXPORT sysassertTargets RUNTIME COMPONENT program)
install(TARGETS sysassert_shared EXPORT sysassertTargets LIBRARY COMPONENT runtime NAMELINK_COMPONENT development)
# What must be built before it can be installed; `./dev build` builds it.
add_custom_target(installable DEPENDS sysassert_cli sysassert_shared)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/sysassert" "${PROJECT_SOURCE_DIR}/matchers/sysassert"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development FILES_MATCHING PATTERN "*.h")
install(FILES "${PROJECT_SOURCE_DIR}/docs/man/sysassert.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
install(FILES "${PROJECT_SOURCE_DIR}/docs/completions/sysassert.bash" RENAME sysassert
  DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT program)
install(FILES "${PROJECT_SOURCE_DIR}/docs/completions/_sysassert"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" COMPONENT program)
# The program has the stock policies inside; these are for reading and for copying from.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/policies" DESTINATION "${data_directory}" COMPONENT program
  FILES_MATCHING PATTERN "*.yaml")
install(FILES "${PROJECT_SOURCE_DIR}/docs/report.schema.json" "${PROJECT_SOURCE_DIR}/docs/sysassert-policy-v1.schema.json"
  DESTINATION "${data_directory}" COMPONENT program)
install(EXPORT sysassertTargets NAMESPACE sysassert:: DESTINATION "${package_directory}" COMPONENT development)

write_basic_package_version_file("${PROJECT_BINARY_DIR}/sysassertConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/sysassertConfig.cmake" "${PROJECT_SOURCE_DIR}/cmake/SysassertTest.cmake"
  "${PROJECT_BINARY_DIR}/sysassertConfigVersion.cmake"
  DESTINATION "${package_directory}" COMPONENT development)

# The prefix is wherever the .pc file is found, so an installation may be moved.
set(pkgconfig_directory "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH prefix_from_pc "/prefix/${pkgconfig_directory}" "/prefix")
foreach(package IN ITEMS sysassert sysassert-gmock)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${package}.pc.in" "${PROJECT_BINARY_DIR}/${package}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${package}.pc" DESTINATION "${pkgconfig_directory}" COMPONENT development)
endforeach()

file(GLOB documents "${PROJECT_SOURCE_DIR}/docs/*.md")
install(FILES ${documents} "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/sysassert-doc" COMPONENT documentation)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/decisions" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/sysassert-doc"
  COMPONENT documentation)

# --- cpack -G DEB ---
set(library_package "libsysassert${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}")
set(CPACK_PACKAGE_NAME sysassert)
set(CPACK_PACKAGE_VENDOR "The sysassert authors")
set(CPACK_PACKAGE_CONTACT "The sysassert authors <sysassert@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES TRUE)
set(CPACK_COMPONENTS_ALL program runtime development documentation)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME sysassert)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Assert what a program asks of the kernel: the program
 It runs a program below a tracer and holds its system calls to policies.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "${library_package}")
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "Assert what a program asks of the kernel: the library")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libsysassert-dev)
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Assert what a program asks of the kernel: headers and the gMock layer
 The headers of the library, gMock matchers over it, and functions for CTest.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
# The package for find_package() names the program: sysassert_add_policy_test() runs it.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "${library_package} (= ${PROJECT_VERSION}), sysassert (= ${PROJECT_VERSION}), libgmock-dev, libgtest-dev")
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_NAME sysassert-doc)
set(CPACK_COMPONENT_DOCUMENTATION_DESCRIPTION "Assert what a program asks of the kernel: the documents")
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_SECTION doc)
set(CPACK_DEBIAN_DOCUMENTATION_PACKAGE_ARCHITECTURE all)
foreach(package IN ITEMS program:sysassert runtime:${library_package} development:libsysassert-dev documentation:sysassert-doc)
  string(REPLACE ":" ";" pair "${package}")
  list(GET pair 0 component)
  list(GET pair 1 name)
  install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" RENAME copyright DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${name}"
    COMPONENT ${component})
endforeach()
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # the tests are no part of a package
include(CPack)
