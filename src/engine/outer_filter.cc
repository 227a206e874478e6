#include "engine/outer_filter.h"

#include <linux/filter.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <vector>

#include "engine/filter.h"
#include "engine/kernel.h"
#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

// Calls that our filter stops whatever their arguments are: trying one runs nothing.
std::vector<Sysno> StoppedAlways(const Interest& interest) {
  const Interest stops = events::StopsOf(interest);
  std::vector<Sysno> calls;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (tables::NumberOf(id, Abi::kX86_64) >= 0 && stops.Wants(id) && stops.TestsOf(id) == nullptr)
      calls.push_back(id);
  }
  return calls;
}

[[noreturn]] void TryEach(const std::vector<sock_filter>& filter, const std::vector<Sysno>& calls) {
  bool ignored = false;
  ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  raise(SIGSTOP);
  if (InstallFilter(filter, &ignored) != 0) _exit(0);  // there will be no filter of ours
  for (const Sysno id : calls) syscall(tables::NumberOf(id, Abi::kX86_64), 0, 0, 0, 0, 0, 0);
  raise(SIGSTOP);  // the end of the list
  while (true) pause();
}

// Follows the child through its list: which call, if any, did not come to our filter?
std::optional<Sysno> FirstMissing(pid_t child, const std::vector<Sysno>& calls) {
  int status = 0;
  // WUNTRACED: where ptrace is refused, it stops all the same.
  if (waitpid(child, &status, __WALL | WUNTRACED) != child || !WIFSTOPPED(status))
    return std::nullopt;
  if (ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESECCOMP | PTRACE_O_EXITKILL) != 0)
    return std::nullopt;
  std::size_t next = 0;
  while (ptrace(PTRACE_CONT, child, nullptr, nullptr) == 0 &&
         waitpid(child, &status, __WALL) == child) {
    // A stop of any other kind: the end of the list, or a filter that answers with a signal.
    if (WIFEXITED(status)) return std::nullopt;
    if (!WIFSTOPPED(status) || status >> 8 != (SIGTRAP | (PTRACE_EVENT_SECCOMP << 8))) break;
    struct user_regs_struct registers {};
    if (ptrace(PTRACE_GETREGS, child, nullptr, &registers) != 0) break;
    if (next < calls.size() &&
        static_cast<int>(registers.orig_rax) == tables::NumberOf(calls[next], Abi::kX86_64))
      ++next;
    else if (next < calls.size())
      return calls[next];
    else
      break;                     // of the raise after the list, where an interest stops that
    registers.orig_rax = ~0ULL;  // it does not run
    if (ptrace(PTRACE_SETREGS, child, nullptr, &registers) != 0) break;
  }
  return next < calls.size() ? std::optional(calls[next]) : std::nullopt;
}

}  // namespace

std::optional<Sysno> AnsweredByOuterFilter(const Interest& interest) {
  if (!RealKernel().IsFiltered(getpid())) return std::nullopt;
  const std::vector<Sysno> calls = StoppedAlways(interest);
  const std::vector<sock_filter> filter = CompileFilter(interest);
  const pid_t child = fork();
  if (child < 0) return std::nullopt;
  if (child == 0) TryEach(filter, calls);
  const std::optional<Sysno> answered = FirstMissing(child, calls);
  kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, __WALL) == child && WIFSTOPPED(status)) {
  }
  return answered;
}

}  // namespace sysassert::engine
