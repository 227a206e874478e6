// ProbeTracing: every step that tracing takes, tried on a small child of ours, and the facts of the
// machine that explain a refusal.
#include "session/probe.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include "sysassert/record.h"
#include "tables/row.h"

namespace sysassert {
namespace {

constexpr int kCapSysPtrace = 19;

std::string FirstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// A field of /proc/PID/status; empty where this kernel has none, or the process is gone.
std::string StatusField(const std::string& name, const std::string& pid = "self") {
  std::ifstream status("/proc/" + pid + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind(name + ":", 0) != 0) continue;
    const std::size_t value = line.find_first_not_of(" \t", name.size() + 1);
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "";
}

bool HasSysPtrace() {
  const std::string effective = StatusField("CapEff");
  return !effective.empty() && ((std::stoull(effective, nullptr, 16) >> kCapSysPtrace) & 1U) != 0;
}

std::string YamaScope() { return FirstLine("/proc/sys/kernel/yama/ptrace_scope"); }

}  // namespace

void session::ExplainRefusal(Error& error, int tracee) {
  if (tracee != 0 && error.error_number == ESRCH) {
    error.remedy = "there is no such process";
    return;
  }
  const std::string other =
      tracee != 0 ? StatusField("TracerPid", std::to_string(tracee)) : std::string();
  if (!other.empty() && other != "0") {
    error.context = "process " + std::to_string(tracee) + " is traced already, by " +
                    FirstLine("/proc/" + other + "/comm") + "[" + other + "]";
    error.remedy = "end that tracer first";
    return;
  }
  const std::string tracer = StatusField("TracerPid");
  const std::string scope = YamaScope();
  if (!tracer.empty() && tracer != "0") {
    error.context = "this process is traced itself, by " + FirstLine("/proc/" + tracer + "/comm") +
                    "[" + tracer + "]";
    error.remedy = "run it outside of that tracer";
  } else if (!scope.empty() && scope != "0" && (scope == "3" || !HasSysPtrace())) {
    error.context =
        "kernel.yama.ptrace_scope is " + scope +
        (scope == "3" ? ", which no one may trace under" : ", which needs CAP_SYS_PTRACE");
    error.remedy = scope == "3" ? "it can only be changed by a reboot"
                                : "sysctl kernel.yama.ptrace_scope=1, or run as root";
  } else if (StatusField("Seccomp") == "2") {
    error.context =
        "a seccomp filter is in force here (Seccomp: 2); older container profiles refuse this call";
    error.remedy =
        "docker run --cap-add=SYS_PTRACE …, or a profile that allows ptrace; GitHub: "
        "container.options";
  } else if (error.error_number == EIO || error.error_number == ENOSYS) {
    error.context =
        "the kernel does not know this request: Linux 5.3 or later is needed, and no emulation "
        "such as qemu-user or gVisor";
    error.remedy = "run on a machine of its own kernel";
  }
}

namespace {

// A child that lives until we let go of it.
class ProbeChild {
 public:
  ProbeChild() : pid_(fork()) {
    if (pid_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    while (true) pause();
  }
  ~ProbeChild() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, __WALL);
  }
  ProbeChild(const ProbeChild&) = delete;
  ProbeChild& operator=(const ProbeChild&) = delete;
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

// Runs the steps in order and keeps what each said.
class Probe {
 public:
  Result<TracingReport> Run() {
    AddNotes();
    const ProbeChild child;
    const pid_t pid = child.pid();
    if (!Step("fork", pid > 0 ? 0 : errno)) return error_;
    if (!Step("PTRACE_SEIZE of our own child", Ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_TRACESYSGOOD)))
      return error_;
    if (!Step("PTRACE_INTERRUPT", Ptrace(PTRACE_INTERRUPT, pid, 0, 0))) return error_;
    int status = 0;
    if (!Step("wait for its stop", waitpid(pid, &status, __WALL) == pid ? 0 : errno)) return error_;
    struct __ptrace_syscall_info info {};
    if (!Step("PTRACE_GET_SYSCALL_INFO", Ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info,
                                                reinterpret_cast<unsigned long>(&info)))) {
      return error_;
    }
    TryMemory(pid);
    Try("breakpoint", WriteOverCode(pid), "phases begin at the exec instead of main");
    TryFilter();
    const int memory = memfd_create("sysassert-probe", MFD_CLOEXEC);
    if (!Step("memfd_create", memory >= 0 ? 0 : errno)) return error_;
    close(memory);
    return report_;
  }

 private:
  static int Ptrace(int request, pid_t pid, unsigned long address, unsigned long data) {
    return ptrace(static_cast<__ptrace_request>(request), pid, address, data) < 0 ? errno : 0;
  }

  // With what is there already: the child is a fork of us.
  static int WriteOverCode(pid_t pid) {
    const auto code = reinterpret_cast<unsigned long>(&ProbeTracing) & ~(sizeof(long) - 1);
    return Ptrace(PTRACE_POKEDATA, pid, code, *reinterpret_cast<const unsigned long*>(code));
  }

  // A step that nothing goes without.
  bool Step(const char* name, int refused) {
    report_.steps.emplace_back(name, refused == 0 ? "ok" : std::string(tables::ErrnoName(refused)));
    if (refused == 0) return true;
    error_.operation = name;
    error_.error_number = refused;
    session::ExplainRefusal(error_);
    return false;
  }
  // One that has a substitute.
  void Try(const char* name, int refused, const char* substitute) {
    report_.steps.emplace_back(
        name, refused == 0 ? "ok" : std::string(tables::ErrnoName(refused)) + ": " + substitute);
  }

  void TryMemory(pid_t pid) {
    static const char kWord[] = "sysassert";
    char copy[sizeof kWord] = {};
    const iovec local{copy, sizeof copy};
    const iovec remote{const_cast<char*>(kWord), sizeof kWord};
    const bool read =
        process_vm_readv(pid, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(sizeof copy);
    Try("process_vm_readv", read ? 0 : errno, "/proc/PID/mem is read instead, more slowly");
  }

  // In a child of its own: a filter cannot be taken off again.
  void TryFilter() {
    const pid_t pid = fork();
    if (pid == 0) {
      sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
      const sock_fprog program{1, allow};
      const auto install = [&program] {
        return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
                       &program);
      };
      if (install() != 0 && errno == EACCES) prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      _exit(install() == 0 ? 0 : errno);
    }
    int status = 0;
    const bool ended = pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status);
    Try("seccomp filter", ended ? WEXITSTATUS(status) : EPERM,
        "every call stops, which is slower: --no-filter");
  }

  void AddNotes() {
    utsname system{};
    uname(&system);
    report_.notes.push_back(std::string("kernel ") + system.release + " (" + system.machine + ")");
    const std::string scope = YamaScope();
    report_.notes.push_back("kernel.yama.ptrace_scope " + (scope.empty() ? "absent" : scope));
    report_.notes.push_back("seccomp mode " + StatusField("Seccomp") + ", filters " +
                            StatusField("Seccomp_filters") + ", no_new_privs " +
                            StatusField("NoNewPrivs"));
    report_.notes.push_back(std::string("CAP_SYS_PTRACE ") + (HasSysPtrace() ? "yes" : "no") +
                            ", uid " + std::to_string(geteuid()));
    const std::string tracer = StatusField("TracerPid");
    if (!tracer.empty() && tracer != "0")
      report_.notes.push_back("traced by " + FirstLine("/proc/" + tracer + "/comm") + "[" + tracer +
                              "]");
  }

  TracingReport report_;
  Error error_;
};

}  // namespace

Result<TracingReport> ProbeTracing() { return Probe().Run(); }

}  // namespace sysassert
