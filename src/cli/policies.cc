#include "cli/policies.h"

#include <algorithm>

#include "cli/options.h"
#include "report/escape.h"

namespace sysassert::cli {

Policy::Vars ParseVars(const std::vector<std::string>& pairs) {
  Policy::Vars vars;
  for (const std::string& pair : pairs) {
    auto [name, value] = KeyAndValue("--var", pair);
    vars.insert_or_assign(std::move(name), std::move(value));
  }
  return vars;
}

std::string TextOf(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += diagnostic.text();
  return report::Printable(text, report::Newlines::kKeep);
}

std::size_t ErrorsOf(const Policy& policy) {
  const auto& diagnostics = policy.diagnostics();
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& diagnostic) { return !diagnostic.warning; }));
}

}  // namespace sysassert::cli
