// Changes: what would make a check hold that did not, as far as a policy can be changed for it by
// adding to it. What forbids, orders or counts is a person's to change.
#ifndef SYSASSERT_REVIEW_CHANGE_H_
#define SYSASSERT_REVIEW_CHANGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sysassert/policy.h"
#include "sysassert/trace.h"

namespace sysassert::review {

struct Change {
  enum class Kind : std::uint8_t {
    kEntry,    // one more entry of a list of `only`
    kAllow,    // one more rule that allows
    kBaseline  // another number
  } kind = Kind::kEntry;
  std::string rule;  // what refused: "only.read", "default_deny.@network"; the id of the baseline's
  // kEntry: entries, kAllow: patterns in flow style, from the narrowest to the widest; the first is
  // what was seen.
  std::vector<std::string> forms;
  std::size_t form = 0;  // the one proposed
  std::string seen;      // kEntry: the path or address that was refused, as the rules ask about it
  std::string cwd;       // kEntry: of the run, for ${cwd}
  std::string evidence;  // "14 hits, 1/1 run, first at call 41 openat"
  std::string command;   // that asked for it
  // kBaseline
  std::string platform;  // "x86_64-glibc"
  std::int64_t count = 0;
};

// A broken rule that nothing can be added for.
struct ByHand {
  std::string rule, what, place, command;  // place: "app.yaml:12"
};

struct Pending {
  std::vector<Change> changes;
  std::vector<ByHand> by_hand;
  bool empty() const { return changes.empty() && by_hand.empty(); }
};

// `verdict`: of the policy over these runs of one command.
Result<Pending> PendingOf(const Policy& policy, const std::vector<Trace>& runs,
                          const Verdict& verdict);

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_CHANGE_H_
