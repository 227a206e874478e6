// Run: strace's main function.
#ifndef SYSASSERT_STRACE_RUN_H_
#define SYSASSERT_STRACE_RUN_H_

#include <string>
#include <vector>

namespace sysassert::strace {

// `program_name` stands in messages; `words` are the command line after it. Answers the exit
// status: the program's own, 1 for a use that is wrong. Where a signal killed the program it kills
// us, too.
int Main(const std::string& program_name, const std::vector<std::string>& words);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_RUN_H_
