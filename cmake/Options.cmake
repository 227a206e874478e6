# How everything of ours is compiled.
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

option(SYSASSERT_WERROR "Treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
set(SYSASSERT_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

find_program(SYSASSERT_CCACHE ccache)
if(SYSASSERT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${SYSASSERT_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SYSASSERT_CCACHE}")
endif()

# Warnings for code of ours; linked by every room and every test.
add_library(sysassert_warnings INTERFACE)
target_compile_options(sysassert_warnings INTERFACE -Wall -Wextra -Wshadow -Wpointer-arith
                       -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12, optimising, sees an overlap in `"x" + std::string` (its bug 105651) and an empty std::optional read behind the
  # very test that it is not empty (80635). clang and the debug builds keep watch.
  target_compile_options(sysassert_warnings INTERFACE
    $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict> $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
endif()
if(SYSASSERT_WERROR)
  target_compile_options(sysassert_warnings INTERFACE -Werror)
endif()

if(SYSASSERT_SANITIZE)
  add_compile_options(-fsanitize=${SYSASSERT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SYSASSERT_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    # Looks whether a pointer can be read by writing what it points to into a pipe: a traced run shows that, and it fails where
    # descriptors are out.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize=vptr>)
  endif()
endif()
