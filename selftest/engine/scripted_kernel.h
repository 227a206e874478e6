// ScriptedKernel: a kernel that says what it is told to. Interleavings that real programs hit once
// in a million runs, hit every time.
#ifndef SYSASSERT_SELFTEST_ENGINE_SCRIPTED_KERNEL_H_
#define SYSASSERT_SELFTEST_ENGINE_SCRIPTED_KERNEL_H_

#include <gtest/gtest.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <deque>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/filter_program.h"
#include "engine/kernel.h"
#include "tables/row.h"

namespace sysassert::selftest {

inline constexpr engine::FilterMark kFilterMark = 0x5a73;  // of the run's filter

// As wait(2) encodes them.
constexpr int Exited(int code) { return code << 8; }
constexpr int KilledBy(int signal) { return signal; }
constexpr int StoppedBy(int signal) { return (signal << 8) | 0x7f; }
constexpr int EventStop(int event, int signal = SIGTRAP) {
  return StoppedBy(signal) | (event << 16);
}

// It holds the tracer to the rules of ptrace(2): nothing is asked of a thread that runs, nothing
// that its stop does not hold, nobody is resumed twice, and nobody is left in a stop.
class ScriptedKernel : public engine::Kernel {
 public:
  // --- the script: what Wait() answers, in this order ---
  ScriptedKernel& Stop(pid_t tid, int status) { return Add({tid, status}); }
  ScriptedKernel& End(pid_t tid, int status) { return Add({tid, status}); }
  ScriptedKernel& First(pid_t tid) { return Stop(tid, EventStop(PTRACE_EVENT_STOP)); }
  ScriptedKernel& Entry(pid_t tid, Sysno id, std::initializer_list<std::uint64_t> args = {}) {
    Step step{tid, StoppedBy(SIGTRAP | 0x80)};
    step.info = InfoOf(PTRACE_SYSCALL_INFO_ENTRY, id, args);
    return Add(step);
  }
  ScriptedKernel& AtFilter(pid_t tid, Sysno id, std::initializer_list<std::uint64_t> args = {}) {
    Step step{tid, EventStop(PTRACE_EVENT_SECCOMP)};
    step.info = InfoOf(PTRACE_SYSCALL_INFO_SECCOMP, id, args);
    return Add(step);
  }
  // A filter that is not ours asks for its tracer.
  ScriptedKernel& AtForeignFilter(pid_t tid, Sysno id) {
    AtFilter(tid, id);
    script_.back().info.seccomp.ret_data = kFilterMark + 1;
    return *this;
  }
  ScriptedKernel& Exit(pid_t tid, std::int64_t result) {
    Step step{tid, StoppedBy(SIGTRAP | 0x80)};
    step.info.op = PTRACE_SYSCALL_INFO_EXIT;
    step.info.arch = AUDIT_ARCH_X86_64;
    step.info.exit.rval = result;
    step.info.exit.is_error = result < 0 ? 1 : 0;
    return Add(step);
  }
  ScriptedKernel& Event(pid_t tid, int event, unsigned long message) {
    Step step{tid, EventStop(event)};
    step.message = static_cast<pid_t>(message);
    return Add(step);
  }
  ScriptedKernel& Trap(pid_t tid, int code) {  // of a breakpoint or a step
    Step step{tid, StoppedBy(SIGTRAP)};
    step.code = code;
    return Add(step);
  }
  ScriptedKernel& Interrupted() { return Add({-1, EINTR}); }  // a wait that a signal cut short
  // The last step's thread is killed while the tracer looks at it: every request answers ESRCH.
  ScriptedKernel& ButItDies() {
    script_.back().dies = true;
    return *this;
  }
  ScriptedKernel& Group(pid_t tid, pid_t pid) {  // what /proc says
    groups_[tid] = pid;
    return *this;
  }
  ScriptedKernel& ParentIs(pid_t pid, pid_t parent) {
    parents_[pid] = parent;
    return *this;
  }
  // What the process's list of threads says at each look; the last one stays so.
  ScriptedKernel& Lists(pid_t pid, std::deque<std::vector<pid_t>> lists) {
    lists_[pid] = std::move(lists);
    return *this;
  }
  // Another tracer has it, or ours already.
  ScriptedKernel& IsTraced(pid_t tid) {
    traced_.insert(tid);
    return *this;
  }
  // Its zombie is there, but wait does not report it while it has threads (and the script says so).
  ScriptedKernel& EndsUnreported(pid_t leader) {
    zombies_.insert(leader);
    return *this;
  }

  // --- a death at any moment ---
  // Whoever the request of this number (from 0, counted from here on) asks is killed just before
  // it, with its whole process. That request and all that follow find nobody, its stops that were
  // to come do not, and wait reports its end.
  void KillAtRequest(int number) { kill_at_ = number; }
  const std::string& killed_at() const { return killed_at_; }  // empty: nobody was

  // --- what was asked ---
  std::vector<std::string> requests;
  unsigned long seized_with = 0;  // PTRACE_O_*

  void ExpectNobodyStopped() const {
    for (const pid_t tid : stopped_) ADD_FAILURE() << "thread " << tid << " was left in its stop";
    EXPECT_TRUE(script_.empty()) << script_.size() << " stops of the script were not waited for";
  }

  // --- the kernel ---
  Waited Wait() override {
    if (script_.empty()) return {-1, 0, ECHILD};
    const auto next = std::find_if(script_.begin(), script_.end(),
                                   [this](const Step& step) { return MayHappen(step); });
    if (next == script_.end()) return Quiet();
    const Step step = *next;
    script_.erase(next);
    if (step.tid < 0) return {-1, 0, step.status};
    if (WIFSTOPPED(step.status)) {
      // Only being killed ends a stop that the tracer does not.
      if (!stopped_.insert(step.tid).second && step.status >> 16 != PTRACE_EVENT_EXIT)
        ADD_FAILURE() << "the script stops " << step.tid << " twice";
      now_[step.tid] = step;
      alive_.insert(step.tid);
      Happen(step);
    } else {
      if (stopped_.erase(step.tid) != 0 && !WIFSIGNALED(step.status))
        ADD_FAILURE() << "the script ends " << step.tid << ", which was left in its stop";
      for (auto* of : {&alive_, &dead_, &zombies_}) of->erase(step.tid);
      now_.erase(step.tid);
    }
    return {step.tid, step.status, 0};
  }
  int Seize(pid_t tid, unsigned long options) override {
    if (traced_.count(tid) != 0) return EPERM;
    seized_with = options;
    alive_.insert(tid);
    return Note("seize", tid);
  }
  int Interrupt(pid_t tid) override {
    if (IsGone("Interrupt", tid)) return ESRCH;
    return Note("interrupt", tid);
  }
  int Resume(pid_t tid, engine::ResumeTo to, int signal) override {
    static constexpr const char* kTo[] = {"to next call", "to event", "listening", "a step",
                                          "detached"};
    const bool gone = IsGone("Resume", tid);
    requests.push_back("resume " + std::to_string(tid) + " " + kTo[static_cast<int>(to)] +
                       (signal != 0 ? " with " + std::string(tables::SignalName(signal)) : ""));
    if (stopped_.erase(tid) == 0) ADD_FAILURE() << "resumed while it runs: " << requests.back();
    const bool dies = now_[tid].dies;
    now_.erase(tid);
    return gone || dies ? ESRCH : 0;
  }
  int SyscallInfo(pid_t tid, struct __ptrace_syscall_info* info) override {
    const Step* step = Look("SyscallInfo", tid);
    if (step == nullptr) return ESRCH;
    if (syscall_info_refused != 0) return syscall_info_refused;
    if (step->info.op == PTRACE_SYSCALL_INFO_NONE) Miss("a call", tid);
    *info = step->info;
    return 0;
  }
  int EventMessage(pid_t tid, unsigned long* message) override {
    const Step* step = Look("EventMessage", tid);
    if (step == nullptr) return ESRCH;
    if (step->message == 0) Miss("a message", tid);
    *message = static_cast<unsigned long>(step->message);
    return 0;
  }
  int SignalInfo(pid_t tid, siginfo_t* info) override {
    const Step* step = Look("SignalInfo", tid);
    if (step == nullptr) return ESRCH;
    if (step->status != StoppedBy(WSTOPSIG(step->status))) Miss("a signal", tid);
    *info = {};
    info->si_signo = WSTOPSIG(step->status);
    info->si_code = step->code;
    return 0;
  }
  int GetRegisters(pid_t tid, struct user_regs_struct* to) override {
    if (Look("GetRegisters", tid) == nullptr) return ESRCH;
    *to = registers_[tid];
    return 0;
  }
  int SetRegisters(pid_t tid, const struct user_regs_struct& from) override {
    if (Look("SetRegisters", tid) == nullptr) return ESRCH;
    registers_[tid] = from;
    return 0;
  }
  bool IsTrapped(pid_t tid, int number) override {
    return Look("IsTrapped", tid) != nullptr && trapped.count(number) != 0;
  }
  int PeekWord(pid_t tid, unsigned long address, unsigned long* word) override {
    if (Look("PeekWord", tid) == nullptr) return ESRCH;
    const auto found = words.find(address);
    if (found == words.end()) return EIO;
    *word = found->second;
    return 0;
  }
  int PokeWord(pid_t tid, unsigned long address, unsigned long word) override {
    if (Look("PokeWord", tid) == nullptr) return ESRCH;
    if (words.count(address) == 0) return EIO;
    words[address] = word;
    return 0;
  }
  int Kill(pid_t pid, int signal) override {
    return Note("kill " + std::string(tables::SignalName(signal)), pid);
  }
  void WakeAt(std::uint64_t ns) override { wakes_at.push_back(ns); }
  std::vector<std::uint64_t> wakes_at;
  pid_t ThreadGroup(pid_t tid) override { return IsGone("ThreadGroup", tid) ? 0 : GroupOf(tid); }
  pid_t Parent(pid_t pid) override {
    if (IsGone("Parent", pid)) return 0;
    const auto found = parents_.find(pid);
    if (found == parents_.end()) Miss("a parent", pid);
    // A child whose parent has ended is init's.
    return found != parents_.end() && alive_.count(found->second) != 0 ? found->second : 1;
  }
  bool BringsPages(pid_t /*pid*/) override { return false; }
  bool IsFiltered(pid_t /*tid*/) override { return filtered; }
  bool HasEnded(pid_t tid) override {
    return IsGone("HasEnded", tid) || alive_.count(tid) == 0 || zombies_.count(tid) != 0;
  }
  std::vector<pid_t> Threads(pid_t pid) override {
    if (!lists_[pid].empty()) {
      lists_now_[pid] = lists_[pid].front();
      lists_[pid].pop_front();
    }
    return lists_now_[pid];
  }
  int CallInFlight(pid_t /*tid*/) override { return -1; }
  unsigned long EntryPoint(pid_t pid) override { return IsGone("EntryPoint", pid) ? 0 : entry; }
  bool IsExecutable(pid_t pid, unsigned long address) override {
    return !IsGone("IsExecutable", pid) && executable.count(address) != 0;
  }
  int GetAffinity(pid_t tid, cpu_set_t* mask) override {
    const auto found = masks.find(tid);
    if (found == masks.end()) return ESRCH;
    CPU_ZERO(mask);
    for (const int cpu : found->second) CPU_SET(cpu, mask);
    return 0;
  }
  int SetAffinity(pid_t tid, const cpu_set_t& mask) override {
    if (affinity_refused != 0) return affinity_refused;
    std::set<int> cpus;
    for (int cpu = 0; cpu < 8; ++cpu)
      if (CPU_ISSET(cpu, &mask)) cpus.insert(cpu);
    masks[tid] = cpus;
    return 0;
  }
  int CurrentCpu() override { return 1; }
  CpuUse UseOf(pid_t tid) override { return uses[tid]; }
  void RunSoonAfterWaking() override {}
  std::uint64_t NowNs() override { return now_ns; }

  bool filtered = false;                 // by somebody's filter, before the run
  std::set<int> trapped;                 // numbers of calls that a filter traps
  std::map<pid_t, std::set<int>> masks;  // the CPUs of each thread; tid 0 is the tracer
  std::map<pid_t, CpuUse> uses;          // the CPU time of each thread
  int affinity_refused = 0;              // an errno for every SetAffinity
  int syscall_info_refused = 0;          // an errno for every SyscallInfo
  std::uint64_t now_ns = 0;
  std::map<unsigned long, unsigned long> words;  // of every tracee's memory; no others are mapped
  // Where a word of it begins with an int3.
  std::set<unsigned long> Breakpoints() const {
    std::set<unsigned long> set;
    for (const auto& [address, word] : words)
      if ((word & 0xffU) == 0xcc) set.insert(address);
    return set;
  }
  unsigned long entry = 0;  // of every program; 0: unreadable
  std::set<unsigned long> executable;
  struct user_regs_struct& registers(pid_t tid) {
    return registers_[tid];
  }

 private:
  struct Step {
    pid_t tid = 0;
    int status = 0;
    struct __ptrace_syscall_info info = {};
    pid_t message = 0;
    int code = 0;
    bool dies = false;
  };

  static struct __ptrace_syscall_info InfoOf(std::uint8_t op, Sysno id,
                                             std::initializer_list<std::uint64_t> args) {
    struct __ptrace_syscall_info info = {};
    info.op = op;
    info.arch = AUDIT_ARCH_X86_64;
    const auto number = static_cast<std::uint64_t>(tables::NumberOf(id, Abi::kX86_64));
    const bool at_filter = op == PTRACE_SYSCALL_INFO_SECCOMP;
    (at_filter ? info.seccomp.nr : info.entry.nr) = number;
    if (at_filter) info.seccomp.ret_data = kFilterMark;
    std::size_t i = 0;
    for (const std::uint64_t argument : args)
      (at_filter ? info.seccomp.args : info.entry.args)[i++] = argument;
    return info;
  }

  ScriptedKernel& Add(const Step& step) {
    script_.push_back(step);
    return *this;
  }
  int Note(const std::string& what, pid_t tid) {
    requests.push_back(what + " " + std::to_string(tid));
    return 0;
  }
  void Miss(const char* what, pid_t tid) {
    ADD_FAILURE() << "asked of " << tid << ", whose stop holds it not in the script: " << what;
  }
  // The stop that a request is about; null where the thread died in it.
  const Step* Look(const char* request, pid_t tid) {
    if (stopped_.count(tid) == 0)
      ADD_FAILURE() << "asked of a thread that runs: " << request << " " << tid;
    if (IsGone(request, tid)) return nullptr;
    const auto found = now_.find(tid);
    return found == now_.end() || found->second.dies ? nullptr : &found->second;
  }
  pid_t GroupOf(pid_t tid) const {
    const auto found = groups_.find(tid);
    return found == groups_.end() ? tid : found->second;
  }

  // What the kernel has done by the time of a stop, whoever asks or does not.
  void Happen(const Step& step) {
    switch (step.status >> 16) {
      case PTRACE_EVENT_FORK:
      case PTRACE_EVENT_VFORK:
      case PTRACE_EVENT_CLONE:
        alive_.insert(step.message);
        break;
      case PTRACE_EVENT_EXEC:
        for (const auto& [tid, pid] : groups_) {
          if (tid == step.tid || pid != step.tid) continue;
          for (auto* of : {&alive_, &stopped_, &zombies_}) of->erase(tid);
        }
        break;
      default:
        break;
    }
  }
  // Before a death the script is strict. After one, those that it did not foresee held up wait.
  bool MayHappen(const Step& step) const {
    return killed_at_.empty() || stopped_.count(step.tid) == 0 || WIFSIGNALED(step.status);
  }
  Waited Quiet() {
    constexpr int kPatience = 100;
    if (++quiet_ < kPatience) return {-1, 0, EINTR};
    script_.clear();
    return {-1, 0, ECHILD};
  }
  bool IsGone(const char* request, pid_t tid) {
    if (kill_at_ >= 0 && kill_at_-- == 0) {
      killed_at_ = std::string(request) + " of " + std::to_string(tid);
      Die(GroupOf(tid));
    }
    return dead_.count(tid) != 0;
  }
  void Die(pid_t pid) {
    std::set<pid_t> never;  // born
    for (bool more = true; more;) {
      const auto lost = std::find_if(script_.begin(), script_.end(), [&](const Step& step) {
        return step.tid > 0 && (GroupOf(step.tid) == pid || never.count(step.tid) != 0);
      });
      more = lost != script_.end();
      if (!more) break;
      if (lost->message != 0 && alive_.count(lost->message) == 0) never.insert(lost->message);
      script_.erase(lost);
    }
    for (const pid_t tid : alive_)
      if (GroupOf(tid) == pid) dead_.insert(tid);
    // The leader's end is reported last.
    if (dead_.count(pid) != 0) script_.push_front({pid, KilledBy(SIGKILL)});
    for (const pid_t tid : dead_)
      if (tid != pid && GroupOf(tid) == pid) script_.push_front({tid, KilledBy(SIGKILL)});
  }

  std::deque<Step> script_;
  std::set<pid_t> alive_, stopped_, dead_, zombies_, traced_;
  std::map<pid_t, std::deque<std::vector<pid_t>>> lists_;
  std::map<pid_t, std::vector<pid_t>> lists_now_;
  std::map<pid_t, Step> now_;
  std::map<pid_t, pid_t> groups_, parents_;
  std::map<pid_t, struct user_regs_struct> registers_;
  int kill_at_ = -1;
  int quiet_ = 0;
  std::string killed_at_;
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_ENGINE_SCRIPTED_KERNEL_H_
