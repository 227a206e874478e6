// Entries that a reader writes, held to what was seen.
#ifndef SYSASSERT_REVIEW_ENTRY_H_
#define SYSASSERT_REVIEW_ENTRY_H_

#include <string>

#include "review/change.h"

namespace sysassert::review {

// Why `entry`, in the policy file at `path`, would not allow what the change saw: "it does not
// match /w/data/a". Empty: it would. Variables that neither the policy nor the run of the change
// says are taken from the environment of this process.
std::string WhyNotAllowed(const std::string& entry, const Change& change, const std::string& path);

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_ENTRY_H_
