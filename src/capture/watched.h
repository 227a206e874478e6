// An interest as a recording keeps it, so that a reader knows what the run did not look at.
#ifndef SYSASSERT_CAPTURE_WATCHED_H_
#define SYSASSERT_CAPTURE_WATCHED_H_

#include <string>
#include <string_view>

#include "sysassert/interest.h"

namespace sysassert::capture {

// See RunFact::watched.
std::string WatchedText(const Interest& interest);
Interest InterestIn(std::string_view watched);  // `watched` is well formed
bool IsWellFormed(std::string_view watched);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_WATCHED_H_
