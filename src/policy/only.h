// `only` and `default_deny`. The keys of `only` are in one table: what each restricts, and by what
// its entries are matched.
#ifndef SYSASSERT_POLICY_ONLY_H_
#define SYSASSERT_POLICY_ONLY_H_

#include <array>
#include <string_view>

#include "policy/document.h"
#include "policy/yaml_source.h"

namespace sysassert::policy {

struct OnlyKey {
  std::string_view key;
  std::array<std::string_view, 3> calls;  // families and sets; empty: no more
  bool addresses;                         // its entries are addresses, not paths
};

inline constexpr OnlyKey kOnlyKeys[] = {
    {"read", {"open-read"}, false},  {"write", {"open-write", "@fs-write", "@fs-meta"}, false},
    {"exec", {"exec"}, false},       {"connect", {"connect-to"}, true},
    {"listen", {"listen-on"}, true},
};

// Before the key, in the id of the rule that it makes: "only.read"; and before an entry of
// `default_deny`.
inline constexpr std::string_view kOnlyRule = "only.";
inline constexpr std::string_view kDefaultDenyRule = "default_deny.";

// What a file restricts: the keys of its `only`, with the allows that their lists are, and the
// calls of its `default_deny`. Mistakes go to *diagnostics.
void ReadOnly(const Node& node, bool warn_only, File* file, Diagnostics* diagnostics);
void ReadDefaultDeny(const Node& node, bool warn_only, File* file, Diagnostics* diagnostics);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_ONLY_H_
