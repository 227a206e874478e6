#include "engine/kernel.h"

#include <elf.h>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace sysassert::engine {
namespace {

// ptrace(2) through its varargs wrapper, with 0 or errno as the answer.
int Ptrace(int request, pid_t tid, unsigned long address, unsigned long data) {
  const long answer = ptrace(static_cast<__ptrace_request>(request), tid, address, data);
  return answer < 0 ? errno : 0;
}

int RequestFor(ResumeTo to) {
  switch (to) {
    case ResumeTo::kNextCall:
      return PTRACE_SYSCALL;
    case ResumeTo::kEvent:
      return PTRACE_CONT;
    case ResumeTo::kListen:
      return PTRACE_LISTEN;
    case ResumeTo::kStep:
      return PTRACE_SINGLESTEP;
    case ResumeTo::kDetached:
      return PTRACE_DETACH;
  }
  return PTRACE_CONT;
}

std::string ProcPath(pid_t tid, const char* name) {
  return "/proc/" + std::to_string(tid) + "/" + name;
}

// A field of /proc/TID/status; 0 if the thread is gone.
template <typename Value>
Value StatusField(pid_t tid, std::string_view name) {
  std::ifstream status(ProcPath(tid, "status"));
  std::string key;
  while (status >> key) {
    if (key == name) {
      Value value{};
      status >> value;
      return value;
    }
    status.ignore(4096, '\n');
  }
  return 0;
}

template <typename Auxv>
unsigned long EntryOf(std::istream& auxv) {
  Auxv entry;
  while (auxv.read(reinterpret_cast<char*>(&entry), sizeof entry)) {
    if (entry.a_type == AT_ENTRY) return entry.a_un.a_val;
  }
  return 0;
}

// struct sched_attr as of its first version: some C libraries declare it and some kernel headers,
// and some both.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = 0;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t runtime_ns = 0, deadline_ns = 0, period_ns = 0;
};

class SystemKernel : public Kernel {
 public:
  Waited Wait() override {
    Waited waited;
    waited.tid = waitpid(-1, &waited.status, __WALL);
    if (waited.tid < 0) waited.error_number = errno;
    return waited;
  }
  int Seize(pid_t tid, unsigned long options) override {
    return Ptrace(PTRACE_SEIZE, tid, 0, options);
  }
  int Interrupt(pid_t tid) override { return Ptrace(PTRACE_INTERRUPT, tid, 0, 0); }
  int Resume(pid_t tid, ResumeTo to, int signal) override {
    return Ptrace(RequestFor(to), tid, 0, static_cast<unsigned long>(signal));
  }
  int SyscallInfo(pid_t tid, struct __ptrace_syscall_info* info) override {
    return Ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof *info,
                  reinterpret_cast<unsigned long>(info));
  }
  int EventMessage(pid_t tid, unsigned long* message) override {
    return Ptrace(PTRACE_GETEVENTMSG, tid, 0, reinterpret_cast<unsigned long>(message));
  }
  int SignalInfo(pid_t tid, siginfo_t* info) override {
    return Ptrace(PTRACE_GETSIGINFO, tid, 0, reinterpret_cast<unsigned long>(info));
  }
  int GetRegisters(pid_t tid, struct user_regs_struct* registers) override {
    return Ptrace(PTRACE_GETREGS, tid, 0, reinterpret_cast<unsigned long>(registers));
  }
  int SetRegisters(pid_t tid, const struct user_regs_struct& registers) override {
    return Ptrace(PTRACE_SETREGS, tid, 0, reinterpret_cast<unsigned long>(&registers));
  }
  bool IsTrapped(pid_t tid, int number) override {
    siginfo_t pending{};
    __ptrace_peeksiginfo_args which{0, 0, 1};
    while (ptrace(PTRACE_PEEKSIGINFO, tid, &which, &pending) == 1) {
      if (pending.si_signo == SIGSYS && pending.si_syscall == number) return true;
      ++which.off;
    }
    return false;
  }
  int PeekWord(pid_t tid, unsigned long address, unsigned long* word) override {
    errno = 0;  // the wrapper returns the word itself, so that only errno tells
    *word = static_cast<unsigned long>(ptrace(PTRACE_PEEKDATA, tid, address, nullptr));
    return errno;
  }
  int PokeWord(pid_t tid, unsigned long address, unsigned long word) override {
    return Ptrace(PTRACE_POKEDATA, tid, address, word);
  }
  int Kill(pid_t pid, int signal) override { return kill(pid, signal) != 0 ? errno : 0; }
  void WakeAt(std::uint64_t ns) override {
    constexpr std::uint64_t kSecond = 1'000'000'000;
    if (!alarm_) {
      sigevent event{};
      event.sigev_notify = SIGEV_SIGNAL;
      event.sigev_signo = SIGALRM;
      timer_t timer{};
      if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return;  // a later tick wakes us
      alarm_ = timer;
    }
    itimerspec when{};
    when.it_value.tv_sec = static_cast<time_t>(ns / kSecond);
    when.it_value.tv_nsec = static_cast<long>(ns % kSecond);
    timer_settime(*alarm_, TIMER_ABSTIME, &when, nullptr);
  }

  pid_t ThreadGroup(pid_t tid) override { return StatusField<pid_t>(tid, "Tgid:"); }
  pid_t Parent(pid_t tid) override { return StatusField<pid_t>(tid, "PPid:"); }
  bool BringsPages(pid_t pid) override {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(ProcPath(pid, "fd"), ignored)) {
      if (std::filesystem::read_symlink(entry, ignored) == "anon_inode:[userfaultfd]") return true;
    }
    return false;
  }
  bool IsFiltered(pid_t tid) override { return StatusField<int>(tid, "Seccomp:") == 2; }
  bool HasEnded(pid_t tid) override {
    const char state = StatusField<char>(tid, "State:");
    return state == 0 || state == 'Z' || state == 'X';
  }
  std::vector<pid_t> Threads(pid_t pid) override {
    std::vector<pid_t> tids;
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator(ProcPath(pid, "task"), gone))
      tids.push_back(std::atoi(task.path().filename().c_str()));
    return tids;
  }
  int CallInFlight(pid_t tid) override {  // "running", or the call's number in decimal
    std::ifstream call(ProcPath(tid, "syscall"));
    int number = -1;
    return call >> number ? number : -1;
  }

  unsigned long EntryPoint(pid_t pid) override {
    std::ifstream auxv(ProcPath(pid, "auxv"), std::ios::binary);
    std::uint32_t words[2];
    // A vector of 64-bit pairs begins with a small type, whose upper half is zero; one of 32-bit
    // pairs with a type and a value.
    if (!auxv.read(reinterpret_cast<char*>(words), sizeof words)) return 0;
    const bool wide = words[1] == 0;
    auxv.seekg(0);
    if (!wide) return EntryOf<Elf32_auxv_t>(auxv);
    return EntryOf<Elf64_auxv_t>(auxv);
  }

  bool IsExecutable(pid_t pid, unsigned long address) override {
    std::ifstream maps(ProcPath(pid, "maps"));
    std::string line;
    while (std::getline(maps, line)) {
      unsigned long first = 0;
      unsigned long last = 0;
      char permissions[5] = {};
      if (std::sscanf(line.c_str(), "%lx-%lx %4s", &first, &last, permissions) == 3 &&
          address >= first && address < last) {
        return permissions[2] == 'x';
      }
    }
    return false;
  }

  int GetAffinity(pid_t tid, cpu_set_t* mask) override {
    return sched_getaffinity(tid, sizeof *mask, mask) != 0 ? errno : 0;
  }
  int SetAffinity(pid_t tid, const cpu_set_t& mask) override {
    return sched_setaffinity(tid, sizeof mask, &mask) != 0 ? errno : 0;
  }
  int CurrentCpu() override { return sched_getcpu(); }
  CpuUse UseOf(pid_t tid) override {
    CpuUse use;
    const int file = open(ProcPath(tid, "schedstat").c_str(), O_RDONLY | O_CLOEXEC);
    char text[128] = {};
    if (file >= 0 && read(file, text, sizeof text - 1) > 0) {
      char* rest = text;
      use.ran_ns = std::strtoull(rest, &rest, 10);
      use.waited_ns = std::strtoull(rest, nullptr, 10);
    }
    if (file >= 0) close(file);
    return use;
  }
  // A thread that asks for short slices takes the CPU from one with longer ones.
  void RunSoonAfterWaking() override {
    constexpr std::uint64_t kShortestSliceNs = 100'000;
    SchedulingAttributes attributes;
    if (syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0 ||
        attributes.policy != SCHED_OTHER)
      return;
    attributes.runtime_ns = kShortestSliceNs;
    syscall(SYS_sched_setattr, 0, &attributes, 0);
  }
  std::uint64_t NowNs() override {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(now.tv_nsec);
  }

 private:
  std::optional<timer_t> alarm_;
};

class UsageKernel : public SystemKernel {
 public:
  Waited Wait() override {
    Waited waited;
    struct rusage usage {};
    waited.tid = wait4(-1, &waited.status, __WALL, &usage);
    if (waited.tid < 0) waited.error_number = errno;
    waited.system_ns = static_cast<std::uint64_t>(usage.ru_stime.tv_sec) * 1'000'000'000 +
                       static_cast<std::uint64_t>(usage.ru_stime.tv_usec) * 1'000;
    return waited;
  }
};

}  // namespace

Kernel& MeasuringKernel() {
  static UsageKernel kernel;
  return kernel;
}

Kernel& RealKernel() {
  static SystemKernel kernel;
  return kernel;
}

}  // namespace sysassert::engine
