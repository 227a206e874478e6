// Learning: recordings of one command to the smallest policy that allows what they did.
#ifndef SYSASSERT_LEARN_LEARN_H_
#define SYSASSERT_LEARN_LEARN_H_

#include <string>
#include <vector>

#include "sysassert/policy.h"
#include "sysassert/trace.h"

namespace sysassert::learn {

struct Request {
  std::string path;  // where the policy will be: ${policy_dir} is its directory; empty: nowhere yet
  std::string name;  // the policy's own; see NameFor
};

struct Proposal {
  std::string text;  // of the policy, with its evidence as comments
  Verdict verdict;   // of the policy, as it was loaded again, over the runs: it holds, or the runs
                     // hide what it asks about; anything else is a bug of ours
};

// `runs` are of one command, watched in full. Fails where a run is invalid, or where what was
// written does not load.
Result<Proposal> Learn(const std::vector<Trace>& runs, const Request& request);

// A name that a policy may have, of a file's or a program's: "report-tool" of
// "/x/Report_Tool.yaml".
std::string NameFor(std::string_view path);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_LEARN_H_
