// What the `sysassert` program answers to its caller. One place; the manual is tested against it.
#ifndef SYSASSERT_CLI_EXIT_STATUS_H_
#define SYSASSERT_CLI_EXIT_STATUS_H_

namespace sysassert::cli {

inline constexpr int kAllHold = 0;
inline constexpr int kViolated = 1;     // a rule is broken, or the run proves nothing
inline constexpr int kUsage = 2;        // usage, policy, recording, or an output we cannot write
inline constexpr int kCannotTrace = 3;  // this machine does not let us
inline constexpr int kSkipped = 77;     // the same, with --skip-if-unavailable
inline constexpr int kInternalError = 125;  // our own bug
inline constexpr int kNotExecutable = 126;  // CMD is there and does not run
inline constexpr int kNotFound = 127;       // no such CMD

// Death by signal `signal`, of us or (for `record`) of the program, as a shell's $?.
constexpr int ForSignal(int signal) { return 128 + signal; }

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_EXIT_STATUS_H_
