// What a check leaves for `sysassert review`.
#ifndef SYSASSERT_CLI_PENDING_H_
#define SYSASSERT_CLI_PENDING_H_

#include <optional>
#include <string>
#include <vector>

#include "report/report.h"
#include "review/pending.h"

namespace sysassert::cli {

// Is CI set in the environment? Nothing that a person reviews is written there.
bool IsCi();

// P.pending of each policy that is a file: without what this command asked for before, with what it
// asks for now; removed where nothing is left. Written where we may write, never where CI is set,
// and never through a link. Returns lines for the reader; a failure to write is one of them.
std::string LeavePending(const report::RunReport& report, const std::vector<Trace>& runs);

// What to do with a file of ours that is damaged: a Failure, or nothing is in it.
enum class Damaged { kRefused, kForgotten };
// nullopt: there is no such file. One that is none of ours, or cannot be read, is a Failure.
std::optional<review::Pending> LoadPending(const std::string& policy,
                                           Damaged damaged = Damaged::kRefused);
// Removes the file where nothing is pending.
void SavePending(const review::Pending& pending, const std::string& policy);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_PENDING_H_
