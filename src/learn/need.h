// What a call that `only` refuses would have needed. Which calls those are is the evaluator's to
// say, by the rules that the policy's own `only` compiles to: nothing here classifies a call.
#ifndef SYSASSERT_LEARN_NEED_H_
#define SYSASSERT_LEARN_NEED_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::learn {

// A call that nothing in `only` allows.
struct Refusal {
  std::string list;      // the key of `only` that would have to allow it: "read"
  std::size_t call = 0;  // Call::index()
};

// The key of `only` whose rule has this id: "read" of "only.read"; nullopt for any other rule.
std::optional<std::string> ListOf(std::string_view rule_id);

// The calls of `trace` that the `only` of `policy` refuses, by list, in the order made.
Result<std::vector<Refusal>> RefusedBy(const Policy& policy, const Trace& trace);

// What would allow such a call: entries for the list, or, where no entry can, a rule besides.
struct Need {
  std::vector<std::string> paths;  // absolute, as the rules ask about them: all are needed
  std::string address;             // of a list of addresses: "127.0.0.1:9", "unix:/run/x"
  std::string pattern;             // for `allow:`, in flow style: {call: "exact:bind", …}
  // All are empty: nothing but the call itself says what it was about, and that is too wide.
  bool none() const { return paths.empty() && address.empty() && pattern.empty(); }
};
Need NeedOf(std::string_view list, const Call& call);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_NEED_H_
