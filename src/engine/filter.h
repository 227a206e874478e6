// The seccomp filter of an interest: calls of no interest never stop.
#ifndef SYSASSERT_ENGINE_FILTER_H_
#define SYSASSERT_ENGINE_FILTER_H_

#include <linux/filter.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/filter_program.h"
#include "sysassert/interest.h"

namespace sysassert::engine {

// One that no program can know, for the filter of one run.
FilterMark DrawFilterMark();

// Calls of x86_64 and i386 that are of interest, or in the floor, answer SECCOMP_RET_TRACE, and so
// does every call by another ABI; the rest is allowed. Made before the fork: it allocates.
std::vector<sock_filter> CompileFilter(const Interest& interest, FilterMark mark = 0);

// Installs it in the calling thread, with SPEC_ALLOW. Sets NO_NEW_PRIVS only where the kernel
// demands it, since that changes set-uid programs; *no_new_privileges says so. Async-signal-safe.
// Answers 0 or an errno.
int InstallFilter(const std::vector<sock_filter>& filter, bool* no_new_privileges);

// The same for a reader.
std::string FilterRefusedText(int refused);
inline constexpr std::string_view kNoNewPrivilegesSet =
    "NO_NEW_PRIVS was set, since the kernel takes a filter of an ordinary user only then: set-id "
    "programs gain nothing";

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_FILTER_H_
