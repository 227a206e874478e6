// Addresses of sockets: a call may have several, and each two names.
#include <algorithm>
#include <utility>

#include "decode/socket_names.h"
#include "rules/text.h"
#include "sysassert/rules.h"

namespace sysassert {

Condition AddressCondition(std::string expected,
                           std::function<bool(std::string_view, const Call&)> matches,
                           bool or_none) {
  Condition condition;
  condition.key = "addr";
  condition.expected = std::move(expected);
  condition.holds_for = [matches = std::move(matches), or_none](const Call& call,
                                                                Quantifier quantifier) {
    if (or_none && !call.names_address()) return true;
    const auto holds = [&](const decode::SocketName& name) {
      return (!name.resolved.empty() && matches(name.resolved, call)) ||
             (quantifier == Quantifier::kEitherName && matches(name.passed, call));
    };
    const std::vector<decode::SocketName> names = decode::SocketNames(call);
    if (quantifier != Quantifier::kEvery) return std::any_of(names.begin(), names.end(), holds);
    return !names.empty() && std::all_of(names.begin(), names.end(), holds);
  };
  condition.holds = [holds_for = condition.holds_for](const Call& call, std::string* actual) {
    if (actual != nullptr) *actual = rules::AddressText(call);
    return holds_for(call, Quantifier::kAny);
  };
  return condition;
}

}  // namespace sysassert
