// The dynamic loader that a program asks for: what tells glibc from musl.
#ifndef SYSASSERT_CAPTURE_LOADER_H_
#define SYSASSERT_CAPTURE_LOADER_H_

#include <sys/types.h>

#include <string>

namespace sysassert::capture {

// PT_INTERP of what `tid` runs, from /proc/TID/exe; empty for a static program, for what is no ELF
// file of this machine's byte order, and where the file cannot be read.
std::string LoaderOf(pid_t tid);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_LOADER_H_
