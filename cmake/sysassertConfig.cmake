# find_package(sysassert): sysassert::sysassert, and sysassert::gmock where GoogleMock is installed.
include("${CMAKE_CURRENT_LIST_DIR}/sysassertTargets.cmake")

if(NOT TARGET GTest::gmock)
  find_package(GTest QUIET)
endif()
if(TARGET GTest::gmock AND NOT TARGET sysassert::gmock)
  add_library(sysassert::gmock INTERFACE IMPORTED)
  target_link_libraries(sysassert::gmock INTERFACE sysassert::sysassert GTest::gmock GTest::gtest)
endif()
