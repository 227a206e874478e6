# Writes a C++ source that holds every stock policy: `stock:NAME` works without the source tree.
# Usage: cmake -DOUTPUT=file.cc -DPOLICIES=a.yaml;b.yaml -P EmbedPolicies.cmake
set(cases "")
set(names "")
foreach(policy IN LISTS POLICIES)
  get_filename_component(name "${policy}" NAME_WE)
  file(READ "${policy}" text)
  string(APPEND cases "    {\"${name}\", R\"policy(${text})policy\"},\n")
endforeach()
file(WRITE "${OUTPUT}.new" "// Generated from policies/*.yaml by cmake/EmbedPolicies.cmake; do not edit.
#include <string>
#include <string_view>
#include <vector>

#include \"policy/document.h\"

namespace sysassert {
namespace {

struct Stock {
  std::string_view name;
  const char* text;
};
constexpr Stock kStock[] = {
${cases}};

}  // namespace

namespace policy {

const char* StockText(std::string_view name) {
  for (const Stock& stock : kStock) {
    if (stock.name == name) return stock.text;
  }
  return nullptr;
}

}  // namespace policy

std::vector<std::string> StockPolicies() {
  std::vector<std::string> names;
  for (const Stock& stock : kStock) names.emplace_back(stock.name);
  return names;
}

}  // namespace sysassert
")
execute_process(COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${OUTPUT}.new" "${OUTPUT}")
