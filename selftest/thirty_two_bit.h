// Some kernels run no 32-bit code (CONFIG_IA32_EMULATION, or ia32_emulation=0 at boot): what is
// tested with it has nothing to run there, and says so.
#ifndef SYSASSERT_SELFTEST_THIRTY_TWO_BIT_H_
#define SYSASSERT_SELFTEST_THIRTY_TWO_BIT_H_

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

namespace sysassert::selftest {

// Asked of the kernel by running a 32-bit program, untraced.
inline bool KernelRunsThirtyTwoBit() {
  static const bool runs = [] {
    char program[] = SYSASSERT_PROGRAMS "/i386";
    char* words[] = {program, nullptr};
    char* environment[] = {nullptr};
    pid_t child = 0;
    if (posix_spawn(&child, program, nullptr, nullptr, words, environment) != 0) return false;
    int status = 0;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }();
  return runs;
}

}  // namespace sysassert::selftest

// At the head of a test.
#define SYSASSERT_NEEDS_THIRTY_TWO_BIT()                      \
  if (!::sysassert::selftest::KernelRunsThirtyTwoBit()) {     \
    GTEST_SKIP() << "this kernel runs no 32-bit programs: "   \
                    "CONFIG_IA32_EMULATION, ia32_emulation="; \
  }                                                           \
  static_assert(true, "a semicolon follows")

#endif  // SYSASSERT_SELFTEST_THIRTY_TWO_BIT_H_
