// Small readers of YAML nodes: each takes what belongs there, and says at its place what does not.
#ifndef SYSASSERT_POLICY_READ_H_
#define SYSASSERT_POLICY_READ_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/document.h"
#include "policy/yaml_source.h"

namespace sysassert::policy {

std::optional<std::string> ReadText(const Node& node, Diagnostics* diagnostics);
std::optional<bool> ReadBool(const Node& node,
                             Diagnostics* diagnostics);  // true and false alone: not on, yes or y
std::optional<std::int64_t> ReadNumber(
    const Node& node, Diagnostics* diagnostics);  // decimal or 0x…; with KiB, MiB, GiB; never octal
std::optional<std::int64_t> NumberIn(
    std::string_view text);  // the same, with no word where it is none
std::vector<Written> ReadList(const Node& node,
                              Diagnostics* diagnostics);  // one text, or a list of them
std::optional<bool> ReadSeverity(const Node& node, Diagnostics* diagnostics);  // true: warn

// Path patterns, one or a list; a mistake in one is said at its place.
std::vector<Written> ReadPaths(const Node& node, Diagnostics* diagnostics);
// [a-z][a-z0-9.-]*
bool IsName(std::string_view name);

// `warn_only`: the severity of the file.
RuleSpec ReadRule(const Node& node, const File& file, bool warn_only, Diagnostics* diagnostics);
PatternSpec ReadPattern(const Node& node, const File& file, Diagnostics* diagnostics);
ScopeSpec ReadScope(const Node& node, Diagnostics* diagnostics);
// [A-Za-z0-9_.-]+, and neither "." nor "..".
bool IsMarkName(std::string_view name);
// A call, family, set of the tables, or set of this file.
std::optional<CallSelector> ReadCalls(const Written& name, const File& file,
                                      Diagnostics* diagnostics);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_READ_H_
