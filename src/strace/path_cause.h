// Why a path could not be used: the component that is not there, or is closed to the thread.
#ifndef SYSASSERT_STRACE_PATH_CAUSE_H_
#define SYSASSERT_STRACE_PATH_CAUSE_H_

#include <string>
#include <string_view>

namespace sysassert::strace {

// What a call wanted of the file at the end of its path.
struct Wanted {
  bool read = false, write = false, execute = false;
  bool parent_write = false;  // to make, remove or rename it
};

// The path as thread `tid` passed it, relative to `dirfd` (or AT_FDCWD). Each answers a sentence
// without a full stop, or nothing where it finds no cause.
std::string WhyAbsent(int tid, int dirfd, std::string_view path);       // ENOENT
std::string WhyNoDirectory(int tid, int dirfd, std::string_view path);  // ENOTDIR
std::string WhyForbidden(int tid, int dirfd, std::string_view path, const Wanted& wanted);
std::string WhatIsThere(int tid, int dirfd, std::string_view path);  // EEXIST, EISDIR

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_PATH_CAUSE_H_
