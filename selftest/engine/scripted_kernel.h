// ScriptedKernel: a kernel that says what it is told to, and an observer that writes down what it
// is told. Interleavings that real programs hit once in a million runs, hit every time.
#ifndef SYSASSERT_SELFTEST_ENGINE_SCRIPTED_KERNEL_H_
#define SYSASSERT_SELFTEST_ENGINE_SCRIPTED_KERNEL_H_

#include <gtest/gtest.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <deque>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/kernel.h"
#include "engine/tracer.h"
#include "events/observer.h"
#include "tables/row.h"

namespace sysassert::selftest {

// As wait(2) encodes them.
constexpr int Exited(int code) { return code << 8; }
constexpr int KilledBy(int signal) { return signal; }
constexpr int StoppedBy(int signal) { return (signal << 8) | 0x7f; }
constexpr int EventStop(int event, int signal = SIGTRAP) {
  return StoppedBy(signal) | (event << 16);
}

// It holds the tracer to the rules of ptrace(2): nothing is asked of a thread that runs, nobody is
// resumed twice, and nobody is left in a stop.
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
    step.message = message;
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
  void Begins(pid_t tid) { groups_.emplace(tid, tid); }

  // --- what was asked ---
  std::vector<std::string> requests;

  void ExpectNobodyStopped() const {
    for (const pid_t tid : stopped_) ADD_FAILURE() << "thread " << tid << " was left in its stop";
    EXPECT_TRUE(script_.empty()) << script_.size() << " stops of the script were not waited for";
  }

  // --- the kernel ---
  Waited Wait() override {
    if (script_.empty()) return {-1, 0, ECHILD};
    const Step step = script_.front();
    script_.pop_front();
    if (step.tid < 0) return {-1, 0, step.status};
    if (WIFSTOPPED(step.status)) {
      if (!stopped_.insert(step.tid).second)
        ADD_FAILURE() << "the script stops " << step.tid << " twice";
      now_[step.tid] = step;
    } else {
      stopped_.erase(step.tid);
      now_.erase(step.tid);
    }
    return {step.tid, step.status, 0};
  }
  int Seize(pid_t tid, unsigned long) override { return Note("seize", tid); }
  int Interrupt(pid_t tid) override { return Note("interrupt", tid); }
  int Resume(pid_t tid, engine::ResumeTo to, int signal) override {
    static constexpr const char* kTo[] = {"to next call", "to event", "listening", "a step",
                                          "detached"};
    requests.push_back("resume " + std::to_string(tid) + " " + kTo[static_cast<int>(to)] +
                       (signal != 0 ? " with " + std::string(tables::SignalName(signal)) : ""));
    if (stopped_.erase(tid) == 0) ADD_FAILURE() << "resumed while it runs: " << requests.back();
    const bool dead = now_[tid].dies;
    now_.erase(tid);
    return dead ? ESRCH : 0;
  }
  int SyscallInfo(pid_t tid, struct __ptrace_syscall_info* info) override {
    const Step* step = Look(tid);
    if (step == nullptr) return ESRCH;
    *info = step->info;
    return 0;
  }
  int EventMessage(pid_t tid, unsigned long* message) override {
    const Step* step = Look(tid);
    if (step == nullptr) return ESRCH;
    *message = step->message;
    return 0;
  }
  int SignalInfo(pid_t tid, siginfo_t* info) override {
    const Step* step = Look(tid);
    if (step == nullptr) return ESRCH;
    *info = {};
    info->si_signo = WSTOPSIG(step->status);
    return 0;
  }
  int GetRegisters(pid_t tid, struct user_regs_struct* registers) override {
    if (Look(tid) == nullptr) return ESRCH;
    *registers = registers_[tid];
    return 0;
  }
  int SetRegisters(pid_t tid, const struct user_regs_struct& registers) override {
    if (Look(tid) == nullptr) return ESRCH;
    registers_[tid] = registers;
    return 0;
  }
  int SetUser(pid_t tid, std::size_t, unsigned long) override { return Look(tid) ? 0 : ESRCH; }
  int PeekWord(pid_t tid, unsigned long address, unsigned long* word) override {
    if (Look(tid) == nullptr) return ESRCH;
    *word = words[address];
    return 0;
  }
  int PokeWord(pid_t tid, unsigned long address, unsigned long word) override {
    if (Look(tid) == nullptr) return ESRCH;
    words[address] = word;
    return 0;
  }
  int Kill(pid_t pid, int signal) override {
    return Note("kill " + std::string(tables::SignalName(signal)), pid);
  }
  pid_t ThreadGroup(pid_t tid) override { return groups_.count(tid) != 0 ? groups_[tid] : 0; }
  pid_t Parent(pid_t pid) override { return parents_.count(pid) != 0 ? parents_[pid] : 0; }
  unsigned long EntryPoint(pid_t) override { return 0; }
  bool IsExecutable(pid_t, unsigned long) override { return false; }
  int GetAffinity(pid_t tid, cpu_set_t* mask) override {
    const auto found = masks.find(tid);
    if (found == masks.end()) return ESRCH;
    CPU_ZERO(mask);
    for (const int cpu : found->second) CPU_SET(cpu, mask);
    return 0;
  }
  int SetAffinity(pid_t tid, const cpu_set_t& mask) override {
    std::set<int> cpus;
    for (int cpu = 0; cpu < 8; ++cpu)
      if (CPU_ISSET(cpu, &mask)) cpus.insert(cpu);
    masks[tid] = cpus;
    return 0;
  }
  int CurrentCpu() override { return 1; }
  std::uint64_t NowNs() override { return now_ns; }

  std::map<pid_t, std::set<int>> masks;  // the CPUs of each thread; tid 0 is the tracer
  std::uint64_t now_ns = 0;
  std::map<unsigned long, unsigned long> words;  // of every tracee's memory
  struct user_regs_struct& registers(pid_t tid) {
    return registers_[tid];
  }

 private:
  struct Step {
    pid_t tid = 0;
    int status = 0;
    struct __ptrace_syscall_info info = {};
    unsigned long message = 0;
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
  // The stop that a request is about; null where the thread died in it.
  const Step* Look(pid_t tid) {
    if (stopped_.count(tid) == 0) ADD_FAILURE() << "asked of a thread that runs: " << tid;
    const auto found = now_.find(tid);
    return found == now_.end() || found->second.dies ? nullptr : &found->second;
  }

  std::deque<Step> script_;
  std::set<pid_t> stopped_;
  std::map<pid_t, Step> now_;
  std::map<pid_t, pid_t> groups_, parents_;
  std::map<pid_t, struct user_regs_struct> registers_;
};

// Writes down each event in a few words.
class Notes : public events::Observer {
 public:
  std::vector<std::string> lines;
  events::Decision decision{};  // at every entry

  void OnRoot(const events::ThreadIds& root) override { Say("root", root); }
  void OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
               const events::Birth& birth) override {
    lines.push_back("birth " + Name(child) + (birth.is_thread ? " a thread" : "") + " of " +
                    Name(parent));
  }
  void OnExec(const events::ThreadIds& former, const events::ThreadIds& now) override {
    lines.push_back("exec by " + Name(former) + " now " + Name(now));
  }
  void OnMain(const events::ThreadIds&, bool) override {}
  events::Decision OnEntry(const events::ThreadIds& thread, const events::Entry& entry) override {
    lines.push_back("entry " + Name(thread) + " " +
                    std::string(tables::NameOf(tables::FromNumber(entry.abi, entry.number))));
    return decision;
  }
  void OnExit(const events::ThreadIds& thread, const events::Exit& exit) override {
    lines.push_back("exit " + Name(thread) + " " + std::to_string(exit.result));
  }
  void OnSignal(const events::ThreadIds& thread, const Signal& signal) override {
    lines.push_back("signal " + Name(thread) + " " +
                    std::string(tables::SignalName(signal.number)));
  }
  void OnEnd(const events::ThreadIds& thread, int status) override {
    lines.push_back("end " + Name(thread) +
                    (status < 0 ? ""
                     : WIFEXITED(status)
                         ? " exited " + std::to_string(WEXITSTATUS(status))
                         : " killed by " + std::string(tables::SignalName(WTERMSIG(status)))));
  }
  void OnBlindSpot(BlindSpot spot, const events::ThreadIds&, const std::string&) override {
    lines.push_back("blind spot " + std::string(NameOf(spot)));
  }
  void OnNote(const std::string&) override {}

 private:
  // "100", or "101/100" for a thread that is not its process's leader.
  static std::string Name(const events::ThreadIds& thread) {
    return thread.tid == thread.pid ? std::to_string(thread.tid)
                                    : std::to_string(thread.tid) + "/" + std::to_string(thread.pid);
  }
  void Say(const char* what, const events::ThreadIds& thread) {
    lines.push_back(std::string(what) + " " + Name(thread));
  }
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_ENGINE_SCRIPTED_KERNEL_H_
