// Guard: where no pattern may stand, however much names differ.
#ifndef SYSASSERT_LEARN_GUARD_H_
#define SYSASSERT_LEARN_GUARD_H_

#include <string_view>
#include <vector>

#include "learn/path_pattern.h"
#include "learn/places.h"

namespace sysassert::learn {

// Of a path that it keeps closed, for the reader of a proposal.
inline constexpr std::string_view kIsSecret = "stock:no-secrets keeps this closed";

// Where a pattern must not stand for names that nobody saw: close to `/` and to HOME, and
// wherever it could match what stock:no-secrets keeps closed. Of abstract sockets, whose names are
// relative here, all must not be meant.
class Guard {
 public:
  explicit Guard(const Places& places);
  // Of a literal pattern, true wherever no secret has that very name.
  bool Permits(const PathPattern& pattern) const;
  // Could it match what stock:no-secrets keeps closed?
  bool IsSecret(const PathPattern& pattern) const;

 private:
  PathPattern Expanded(const PathPattern& pattern) const;

  const Places places_;
  std::vector<PathPattern> secrets_;  // a component that is a `**` part stands for any number
  PathPattern home_;
};

// Is there a path that both match? Placeholders count as `*`, so that a doubt is a yes.
bool MayOverlap(const PathPattern& a, const PathPattern& b);

// The parts of a pattern as the language reads it, `**` as a component of two stars.
PathPattern ParsePattern(std::string_view text);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_GUARD_H_
