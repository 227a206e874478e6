#include "engine/outer_filter.h"

#include <linux/filter.h>
#include <sys/mman.h>
#include <sys/prctl.h>
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
#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

// One call that is tried. Only such as our filter stops, so that trying it runs nothing.
struct Trial {
  Sysno id;
  Abi abi;
  std::array<std::uint64_t, 6> args{};
  bool wanted = false;  // it is of interest, and not only of the floor
};

constexpr std::size_t kMostNames = 256;  // of one argument that are tried

// What an outer filter may look at: nothing but zeros, nothing but ones, and each value that an
// argument has a name for, alone. Of an interest in some arguments, those.
std::vector<Trial> TrialsOf(Sysno id, Abi abi, const Interest& interest, const Interest& stops) {
  std::vector<Trial> trials;
  const auto add = [&](const Trial& trial) {
    if (!events::Wants(stops, id, abi, trial.args.data())) return;
    trials.push_back(trial);
    trials.back().wanted = events::Wants(interest, id, abi, trial.args.data());
  };
  const tables::Row& row = tables::RowOf(id, abi);
  Trial ones{id, abi, {}};
  ones.args.fill(~0ULL);
  const ArgumentTests* tests = events::TestsOf(stops, id, abi);
  std::vector<Trial> bases = {Trial{id, abi, {}}};
  for (const ArgumentTest& test : tests != nullptr ? *tests : ArgumentTests()) {
    for (const std::uint32_t value : {test.low, test.mask & test.high}) {
      bases.push_back(Trial{id, abi, {}});
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
  // i386 last: where the kernel has none of it, the list ends there.
  for (const Abi abi : {Abi::kX86_64, Abi::kI386}) {
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
      const auto id = static_cast<Sysno>(i);
      if (tables::NumberOf(id, abi) < 0 || !stops.Wants(id)) continue;
      const std::vector<Trial> of_call = TrialsOf(id, abi, interest, stops);
      trials.insert(trials.end(), of_call.begin(), of_call.end());
    }
  }
  return trials;
}

void Try(const Trial& trial) {
  const auto& args = trial.args;
  long result = tables::NumberOf(trial.id, trial.abi);
  if (trial.abi == Abi::kX86_64) {
    syscall(result, args[0], args[1], args[2], args[3], args[4], args[5]);
    return;
  }
  register std::uint64_t sixth asm("r12") = args[5];  // ebp is the compiler's
  asm volatile("xchg %%rbp, %%r12; int $0x80; xchg %%rbp, %%r12"
               : "+a"(result), "+r"(sixth)
               : "b"(args[0]), "c"(args[1]), "d"(args[2]), "S"(args[3]), "D"(args[4])
               : "memory", "r8", "r9", "r10", "r11");
}

// *filtered: ours is in force.
[[noreturn]] void TryEach(const std::vector<sock_filter>& filter, const std::vector<Trial>& trials,
                          volatile bool* filtered) {
  bool ignored = false;
  ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  raise(SIGSTOP);
  if (InstallFilter(filter, &ignored) != 0) _exit(0);  // there will be no filter of ours
  *filtered = true;
  for (const Trial& trial : trials) Try(trial);
  raise(SIGSTOP);  // the end of the list
  while (true) pause();
}

bool IsOf(const struct user_regs_struct& registers, const Trial& trial) {
  if (static_cast<int>(registers.orig_rax) != tables::NumberOf(trial.id, trial.abi)) return false;
  using Arguments = std::array<std::uint64_t, 6>;
  if (trial.abi == Abi::kX86_64)
    return trial.args == Arguments{registers.rdi, registers.rsi, registers.rdx,
                                   registers.r10, registers.r8,  registers.r9};
  const Arguments args = {registers.rbx, registers.rcx, registers.rdx,
                          registers.rsi, registers.rdi, registers.rbp};
  return std::equal(args.begin(), args.end(), trial.args.begin(), [](auto is, auto wanted) {
    return static_cast<std::uint32_t>(is) == static_cast<std::uint32_t>(wanted);
  });
}

// Follows the child through its list: which call of interest, if any, did not come to our filter?
// One of the floor alone that is answered outside did not run, and there is nothing to miss: so it
// is in most containers, which refuse unshare(2), userfaultfd(2) and io_uring_setup(2).
std::optional<Trial> FirstMissing(pid_t child, const std::vector<Trial>& trials) {
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
    const bool is_i386 = next < trials.size() && trials[next].abi == Abi::kI386;
    if (is_i386 && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSEGV)
      return std::nullopt;  // what int 0x80 raises where the kernel has no such calls
    if (!WIFSTOPPED(status) || status >> 8 != (SIGTRAP | (PTRACE_EVENT_SECCOMP << 8))) break;
    struct user_regs_struct registers {};
    if (ptrace(PTRACE_GETREGS, child, nullptr, &registers) != 0) break;
    while (next < trials.size() && !IsOf(registers, trials[next])) {
      if (trials[next].wanted) return trials[next];
      ++next;
    }
    if (next == trials.size()) break;  // of the raise after the list, where an interest stops that
    ++next;
    registers.orig_rax = ~0ULL;  // it does not run
    if (ptrace(PTRACE_SETREGS, child, nullptr, &registers) != 0) break;
  }
  const bool ended = WIFSTOPPED(status) && WSTOPSIG(status) != SIGSYS;
  while (ended && next < trials.size() && !trials[next].wanted) ++next;
  return next < trials.size() ? std::optional(trials[next]) : std::nullopt;
}

struct AnsweredOutside {
  Sysno id;
  Abi abi;
};

// The first call of interest that does not come to our filter.
std::optional<AnsweredOutside> FirstAnswered(const Interest& interest) {
  const std::vector<Trial> trials = Trials(interest);
  const std::vector<sock_filter> filter = CompileFilter(interest);
  void* shared =
      mmap(nullptr, sizeof(bool), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  constexpr AnsweredOutside kInstalling{Sysno::seccomp, Abi::kX86_64};
  if (shared == MAP_FAILED) return kInstalling;  // not found out: nothing is left to chance
  auto* filtered = static_cast<volatile bool*>(shared);
  const pid_t child = fork();
  if (child == 0) TryEach(filter, trials, filtered);
  if (child < 0) {
    munmap(shared, sizeof(bool));
    return kInstalling;
  }
  const std::optional<Trial> missing = FirstMissing(child, trials);
  std::optional<AnsweredOutside> answered;
  // Where ours is not there yet, the missing call is what installs it: answered with a signal.
  if (missing) answered = *filtered ? AnsweredOutside{missing->id, missing->abi} : kInstalling;
  kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, __WALL) == child && WIFSTOPPED(status)) {
  }
  munmap(shared, sizeof(bool));
  return answered;
}

// A filter that answers prctl(2) itself is one, too.
bool IsFilteredHere() { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) != 0; }

}  // namespace

std::optional<std::string> WhyNoFilter(const Interest& interest, OuterFilter outer) {
  if (!IsFilteredHere()) return std::nullopt;
  if (outer == OuterFilter::kDistrusted)
    return "a seccomp filter is in force around this process, and may answer calls before ours is "
           "asked: every call stops, which is slower";
  const std::optional<AnsweredOutside> answered = FirstAnswered(interest);
  if (!answered) return std::nullopt;
  return "a seccomp filter around this process answers " +
         std::string(tables::NameOf(answered->id)) +
         (answered->abi == Abi::kI386 ? " of i386" : "") +
         " itself: every call stops, which is slower";
}

}  // namespace sysassert::engine
