#include "engine/outer_filter.h"

#include <linux/filter.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <vector>

#include "engine/filter.h"
#include "engine/kernel.h"
#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

// One call that is tried. Only such as our filter stops, so that trying it runs nothing.
struct Trial {
  Sysno id;
  std::array<std::uint64_t, 6> args{};
};

constexpr std::size_t kMostNames = 256;  // of one argument that are tried

// What an outer filter may look at: nothing but zeros, nothing but ones, and each value that an
// argument has a name for, alone. Of an interest in some arguments, those.
std::vector<Trial> TrialsOf(Sysno id, const Interest& stops) {
  std::vector<Trial> trials;
  const auto add = [&](const Trial& trial) {
    if (events::Wants(stops, id, Abi::kX86_64, trial.args.data())) trials.push_back(trial);
  };
  const tables::Row& row = tables::RowOf(id);
  Trial ones{id, {}};
  ones.args.fill(~0ULL);
  const ArgumentTests* tests = stops.TestsOf(id);
  std::vector<Trial> bases = {Trial{id, {}}};
  for (const ArgumentTest& test : tests != nullptr ? *tests : ArgumentTests()) {
    for (const std::uint32_t value : {test.low, test.mask & test.high}) {
      bases.push_back(Trial{id, {}});
      bases.back().args[test.argument] = value;
    }
  }
  add(ones);
  for (const Trial& base : bases) {
    add(base);
    for (int i = 0; i < row.count; ++i) {
      const tables::NameTable* names = row.parameters[static_cast<std::size_t>(i)].names;
      for (std::size_t n = 0; names != nullptr && n < std::min(names->count, kMostNames); ++n) {
        Trial trial = base;
        trial.args[static_cast<std::size_t>(i)] |= names->names[n].value;
        add(trial);
      }
    }
  }
  return trials;
}

std::vector<Trial> Trials(const Interest& interest) {
  const Interest stops = events::StopsOf(interest);
  std::vector<Trial> trials;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (tables::NumberOf(id, Abi::kX86_64) < 0 || !stops.Wants(id)) continue;
    const std::vector<Trial> of_call = TrialsOf(id, stops);
    trials.insert(trials.end(), of_call.begin(), of_call.end());
  }
  return trials;
}

[[noreturn]] void TryEach(const std::vector<sock_filter>& filter,
                          const std::vector<Trial>& trials) {
  bool ignored = false;
  ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  raise(SIGSTOP);
  if (InstallFilter(filter, &ignored) != 0) _exit(0);  // there will be no filter of ours
  for (const Trial& trial : trials) {
    const auto& args = trial.args;
    syscall(tables::NumberOf(trial.id, Abi::kX86_64), args[0], args[1], args[2], args[3], args[4],
            args[5]);
  }
  raise(SIGSTOP);  // the end of the list
  while (true) pause();
}

bool IsOf(const struct user_regs_struct& registers, const Trial& trial) {
  const std::array<std::uint64_t, 6> args = {registers.rdi, registers.rsi, registers.rdx,
                                             registers.r10, registers.r8,  registers.r9};
  return static_cast<int>(registers.orig_rax) == tables::NumberOf(trial.id, Abi::kX86_64) &&
         args == trial.args;
}

// Follows the child through its list: which call, if any, did not come to our filter?
std::optional<Sysno> FirstMissing(pid_t child, const std::vector<Trial>& trials) {
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
    if (next == trials.size()) break;  // of the raise after the list, where an interest stops that
    if (!IsOf(registers, trials[next])) return trials[next].id;
    ++next;
    registers.orig_rax = ~0ULL;  // it does not run
    if (ptrace(PTRACE_SETREGS, child, nullptr, &registers) != 0) break;
  }
  return next < trials.size() ? std::optional(trials[next].id) : std::nullopt;
}

}  // namespace

std::optional<Sysno> AnsweredByOuterFilter(const Interest& interest) {
  if (!RealKernel().IsFiltered(getpid())) return std::nullopt;
  const std::vector<Trial> trials = Trials(interest);
  const std::vector<sock_filter> filter = CompileFilter(interest);
  const pid_t child = fork();
  if (child < 0) return std::nullopt;
  if (child == 0) TryEach(filter, trials);
  const std::optional<Sysno> answered = FirstMissing(child, trials);
  kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, __WALL) == child && WIFSTOPPED(status)) {
  }
  return answered;
}

}  // namespace sysassert::engine
