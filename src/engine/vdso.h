// The vDSO: code of the kernel's in every program, which answers questions for the time and the CPU
// without a call. Who is not told of it asks the kernel.
#ifndef SYSASSERT_ENGINE_VDSO_H_
#define SYSASSERT_ENGINE_VDSO_H_

#include "engine/kernel.h"

namespace sysassert::engine {

// Takes AT_SYSINFO_EHDR out of the auxiliary vector of a process that stands in its exec stop. It
// stays in /proc/PID/auxv, and the pages stay mapped. 0 or an errno (ESRCH: it died).
int HideVdso(Kernel& kernel, pid_t pid);

// Does this kernel have the vsyscall page, which old programs call at fixed addresses? Such a call
// enters the kernel by a fault: a seccomp filter is asked about it, and no stop at every call is.
bool HasVsyscallPage();

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_VDSO_H_
