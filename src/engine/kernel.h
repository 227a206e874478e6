// Kernel: the one seam to wait(2) and ptrace(2). The real one is a thin shell; tests script one.
#ifndef SYSASSERT_ENGINE_KERNEL_H_
#define SYSASSERT_ENGINE_KERNEL_H_

#include <sched.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/user.h>

#include <csignal>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sysassert::engine {

// How a stopped thread goes on.
enum class ResumeTo {
  kNextCall,  // PTRACE_SYSCALL: stop at the next entry or exit
  kEvent,     // PTRACE_CONT: stop at the next event, a filter's included
  kListen,    // PTRACE_LISTEN: stay in the group stop, and report its end
  kStep,      // PTRACE_SINGLESTEP
  kDetached,  // PTRACE_DETACH
};

class Kernel {
 public:
  virtual ~Kernel() = default;

  struct Waited {
    pid_t tid = -1;  // -1: nothing, see error_number
    int status = 0;
    int error_number = 0;         // EINTR: look at what wants attention; ECHILD: nobody is left
    std::uint64_t system_ns = 0;  // the tracee's CPU time in the kernel, where it is measured
  };
  virtual Waited Wait() = 0;  // for any tracee, threads included (__WALL)

  // All answer 0 or an errno; ESRCH means the tracee died meanwhile, which is a fact and not an
  // error.
  virtual int Seize(pid_t tid, unsigned long options) = 0;
  virtual int Interrupt(pid_t tid) = 0;
  virtual int Resume(pid_t tid, ResumeTo to, int signal) = 0;
  virtual int SyscallInfo(pid_t tid, struct __ptrace_syscall_info* info) = 0;
  virtual int EventMessage(pid_t tid, unsigned long* message) = 0;
  virtual int SignalInfo(pid_t tid, siginfo_t* info) = 0;
  virtual int GetRegisters(pid_t tid, struct user_regs_struct* registers) = 0;
  virtual int SetRegisters(pid_t tid, const struct user_regs_struct& registers) = 0;
  // Is a SIGSYS of seccomp(2) about this call number to be delivered to it next?
  virtual bool IsTrapped(pid_t tid, int number) = 0;
  virtual int PeekWord(pid_t tid, unsigned long address, unsigned long* word) = 0;
  virtual int PokeWord(pid_t tid, unsigned long address, unsigned long word) = 0;
  virtual int Kill(pid_t pid, int signal) = 0;
  // Has a SIGALRM, which the tracer's process handles, end a Wait at this time (as NowNs tells it).
  virtual void WakeAt(std::uint64_t ns) = 0;

  // From /proc. ThreadGroup and Parent answer 0 if the thread is gone; EntryPoint (AT_ENTRY)
  // answers 0 if it cannot be read.
  virtual pid_t ThreadGroup(pid_t tid) = 0;
  virtual pid_t Parent(pid_t tid) = 0;
  virtual bool HasEnded(pid_t tid) = 0;     // a zombie that wait has not reported, or gone
  virtual bool BringsPages(pid_t pid) = 0;  // it holds a userfaultfd(2)
  virtual bool IsFiltered(pid_t tid) = 0;   // by a seccomp filter
  virtual std::vector<pid_t> Threads(pid_t pid) = 0;  // of a process; none if it is gone
  // The number of the call that a thread which is not traced sleeps in; -1: none, or not to be
  // known.
  virtual int CallInFlight(pid_t tid) = 0;
  virtual unsigned long EntryPoint(pid_t pid) = 0;
  virtual bool IsExecutable(pid_t pid, unsigned long address) = 0;

  // Where threads run; tid 0 is the tracer. GetAffinity answers EINVAL where the machine has more
  // CPUs than a cpu_set_t.
  virtual int GetAffinity(pid_t tid, cpu_set_t* mask) = 0;
  virtual int SetAffinity(pid_t tid, const cpu_set_t& mask) = 0;
  virtual int CurrentCpu() = 0;
  // What CPU time a thread has had since it was made, and how long it was ready and had to wait for
  // a CPU; zeros where the kernel does not say.
  struct CpuUse {
    std::uint64_t ran_ns = 0;
    std::uint64_t waited_ns = 0;
  };
  virtual CpuUse UseOf(pid_t tid) = 0;
  // Has the tracer run as soon as it is woken, rather than when the time slice of who has its CPU
  // is over (Linux 6.12). Nothing where the kernel cannot.
  virtual void RunSoonAfterWaking() = 0;
  virtual std::uint64_t NowNs() = 0;  // CLOCK_MONOTONIC
};

// The machine's own.
Kernel& RealKernel();
// The same, and every wait says what CPU time the tracee has had.
Kernel& MeasuringKernel();

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_KERNEL_H_
