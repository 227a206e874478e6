// The platform of a program, as baselines are keyed by it.
#ifndef SYSASSERT_POLICY_PLATFORM_H_
#define SYSASSERT_POLICY_PLATFORM_H_

#include <string>
#include <string_view>

#include "sysassert/trace.h"

namespace sysassert::policy {

// "glibc", "musl", or "none" for a static program, by the loader it asks for.
std::string_view LibcOf(std::string_view loader);

// "x86_64-glibc", of the program that was launched; empty for a trace without calls.
std::string PlatformOf(const Trace& trace);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_PLATFORM_H_
