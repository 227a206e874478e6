// Variables of path patterns: ${VAR}, ${VAR:-default} and a leading ~, bound for one run.
#ifndef SYSASSERT_POLICY_VARIABLES_H_
#define SYSASSERT_POLICY_VARIABLES_H_

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/glob.h"

namespace sysassert::policy {

// The value of a name; nullopt where it is undefined.
using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

// A pattern in pieces: what came from a variable is literal, never globbed again. Nullopt, and
// *mistake says why, where a variable is undefined or empty (else ${X}/** would become /**), or the
// syntax is wrong.
std::optional<std::vector<PathGlob::Piece>> Expand(std::string_view text, const Lookup& lookup,
                                                   std::string* mistake);

// The names that a text refers to: of each ${NAME} and ${NAME:-…}, and HOME of a ~.
std::set<std::string> VariablesIn(std::string_view text);

// What is wrong with a pattern whatever the run: empty, relative, an open ${. Empty if nothing is.
std::string MistakeIn(std::string_view pattern);
// The same of its variables alone.
std::string MistakeInVariables(std::string_view pattern);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_VARIABLES_H_
