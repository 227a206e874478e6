# policies/*.yaml become a source of the room policy.
file(GLOB stock_policies CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/policies/*.yaml")
list(FILTER stock_policies EXCLUDE REGEX "\\.test\\.yaml$")
list(SORT stock_policies)
set(stock_source "${PROJECT_BINARY_DIR}/stock_policies.cc")
add_custom_command(
  OUTPUT "${stock_source}"
  COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${stock_source}" "-DPOLICIES=${stock_policies}" -P "${PROJECT_SOURCE_DIR}/cmake/EmbedPolicies.cmake"
  DEPENDS ${stock_policies} "${PROJECT_SOURCE_DIR}/cmake/EmbedPolicies.cmake"
  VERBATIM)
target_sources(room_policy PRIVATE "${stock_source}")
