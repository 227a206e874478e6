// Scripts: files that begin with "#!" and name the program that is to run them, which may be a
// script itself. The kernel follows such a chain in one exec (fs/binfmt_script.c), and shows only
// its two ends: the file that was asked for, and the one that runs.
#ifndef SYSASSERT_CAPTURE_SCRIPTS_H_
#define SYSASSERT_CAPTURE_SCRIPTS_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace sysassert::capture {

inline constexpr int kMostScripts = 5;  // in a chain: with one more, exec fails with ELOOP

// The interpreter that a file which begins with `head` names; empty where it is no script. The rest
// of the line is the interpreter's only argument.
std::string_view InterpreterIn(std::string_view head);

// As much of the beginning of a regular file as the kernel looks at; empty of all else, where it
// may not be read, and on one of the `served` devices, of which nothing is asked.
std::string HeadOf(const std::string& path, const std::set<std::uint64_t>& served);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_SCRIPTS_H_
