#include "cli/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/failure.h"
#include "cli/options.h"
#include "policy/source.h"
#include "report/escape.h"
#include "rules/suggest.h"

namespace sysassert::cli {

Policy::Vars ParseVars(const std::vector<std::string>& pairs) {
  Policy::Vars vars;
  for (const std::string& pair : pairs) {
    auto [name, value] = KeyAndValue("--var", pair);
    vars.insert_or_assign(std::move(name), std::move(value));
  }
  return vars;
}

void RequireKnown(const Policy::Vars& vars, const std::vector<Policy>& policies) {
  std::vector<std::string> names;
  for (const Policy& policy : policies) {
    for (std::string& name : policy.variables()) names.push_back(std::move(name));
  }
  for (const auto& [name, value] : vars) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::vector<std::string_view> known(names.begin(), names.end());
    throw UsageFailure(
        fmt::format("--var {}: no policy here has a variable {}{}", report::Printable(name),
                    policy::Quote(report::Printable(name)), rules::DidYouMean(name, known)),
        "name it in the policy as ${NAME}, or leave the option out");
  }
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
