# Debian's packages; `./dev` installs what is missing. All are private to the implementation.
find_package(Threads REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(pugixml REQUIRED)
find_package(CLI11 REQUIRED)
if(NOT TARGET yaml-cpp)  # 0.8 renamed its target
  add_library(yaml-cpp INTERFACE IMPORTED)
  target_link_libraries(yaml-cpp INTERFACE yaml-cpp::yaml-cpp)
endif()
# A project above us may bring its own GoogleTest, or none: then there is no sysassert::gmock.
if(PROJECT_IS_TOP_LEVEL AND (BUILD_TESTING OR NOT DEFINED BUILD_TESTING))
  find_package(GTest 1.12 REQUIRED)
elseif(NOT TARGET GTest::gmock)
  find_package(GTest 1.12 QUIET)
endif()
