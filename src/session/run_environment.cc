#include "session/run_environment.h"

#include <algorithm>

#include "session/trace_data.h"

namespace sysassert {

std::optional<std::string> VariableOf(const Trace& run, std::string_view name) {
  if (!run.valid()) return std::nullopt;
  std::string_view environment = run.data()->recording().run().environment;
  while (!environment.empty()) {
    const std::size_t end = std::min(environment.find('\0'), environment.size());
    const std::string_view variable = environment.substr(0, end);
    if (variable.substr(0, name.size()) == name && variable.substr(name.size(), 1) == "=")
      return std::string(variable.substr(name.size() + 1));
    environment.remove_prefix(std::min(end + 1, environment.size()));
  }
  return std::nullopt;
}

}  // namespace sysassert
