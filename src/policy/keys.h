// The words of the language: which keys stand where, in one table.
#ifndef SYSASSERT_POLICY_KEYS_H_
#define SYSASSERT_POLICY_KEYS_H_

#include <string_view>

#include "policy/yaml_source.h"

namespace sysassert::policy {

enum class Place {
  kFile,
  kOnly,
  kRule,
  kWhere,
  kPattern,
  kLeaves,
  kOrder,
  kFlags,
  kArgument,
  kMarks,
  kOverride,
  kNegation
};

// Reports keys that do not belong there (with what was meant) and words of the language that this
// version does not know yet. False if `node` is no map at all.
bool CheckKeys(const Node& node, Place place, Diagnostics* diagnostics);

// Is it a word of the language there, or an author's own "x-…"?
bool KnowsKey(Place place, std::string_view name);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_KEYS_H_
