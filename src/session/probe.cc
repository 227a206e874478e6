// ProbeTracing: every step that tracing takes, tried on a small child of ours, and the facts of the
// machine that explain a refusal.
#include "session/probe.h"

#include <fcntl.h>
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
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "sysassert/record.h"
#include "tables/row.h"

namespace sysassert {

std::string session::StatusField(const std::string& name, const std::string& pid) {
  std::ifstream status("/proc/" + pid + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind(name + ":", 0) != 0) continue;
    const std::size_t value = line.find_first_not_of(" \t", name.size() + 1);
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "";
}

namespace {

using session::StatusField;

constexpr int kCapSysPtrace = 19;

std::string FirstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

bool HasSysPtrace() {
  const std::string effective = StatusField("CapEff");
  return !effective.empty() && ((std::stoull(effective, nullptr, 16) >> kCapSysPtrace) & 1U) != 0;
}

// "gdb[812]"; empty where nobody traces it.
std::string TracerOf(const std::string& pid) {
  const std::string tracer = StatusField("TracerPid", pid);
  if (tracer.empty() || tracer == "0") return "";
  return FirstLine("/proc/" + tracer + "/comm") + "[" + tracer + "]";
}

std::string ContainerHere() {
  if (access("/.dockerenv", F_OK) == 0) return "docker";
  if (access("/run/.containerenv", F_OK) == 0) return "podman";
  std::string systemd = FirstLine("/run/systemd/container");
  const char* variable = std::getenv("container");
  if (systemd.empty() && variable != nullptr) return variable;
  return systemd;
}

}  // namespace

session::TracingFacts session::FactsHere(int tracee) {
  TracingFacts facts;
  facts.attaching = tracee != 0;
  facts.tracer_of_us = TracerOf("self");
  if (tracee != 0) facts.tracer_of_it = TracerOf(std::to_string(tracee));
  facts.yama_scope = FirstLine("/proc/sys/kernel/yama/ptrace_scope");
  facts.sys_ptrace = HasSysPtrace();
  facts.filtered = StatusField("Seccomp") == "2";
  facts.container = ContainerHere();
  if (tracee != 0) {
    const std::string its = StatusField("Uid", std::to_string(tracee));
    facts.of_another_user = !its.empty() && its != StatusField("Uid");
  }
  return facts;
}

void session::ExplainRefusal(Error& error, int tracee) { Explain(error, FactsHere(tracee)); }

void session::Explain(Error& error, const TracingFacts& facts) {
  const auto say = [&error](std::string cause, std::string remedy) {
    error.context = std::move(cause);
    error.remedy = std::move(remedy);
  };
  const bool unknown_request =
      error.error_number == EIO || error.error_number == ENOSYS || error.error_number == EINVAL;
  if (facts.attaching && error.error_number == ESRCH)
    return say("there is no such process", "look for its pid again");
  if (!facts.tracer_of_it.empty())
    return say("it is traced already, by " + facts.tracer_of_it, "end that tracer first");
  if (!facts.tracer_of_us.empty())
    return say("this process is traced itself, by " + facts.tracer_of_us,
               "run it outside of that tracer");
  if (unknown_request && !facts.filtered) {
    return say(
        "the kernel does not know this request: Linux 5.3 or later is needed, and no emulation "
        "such as qemu-user or gVisor",
        "run on a machine of its own kernel");
  }
  // What is attached to is nobody's child; what is launched is ours, which scope 1 allows.
  const std::string& scope = facts.yama_scope;
  if (scope == "3")
    return say("kernel.yama.ptrace_scope is 3, which no one may trace under",
               "it can only be changed by a reboot");
  if (!facts.sys_ptrace && (scope == "2" || (scope == "1" && facts.attaching)))
    return say("kernel.yama.ptrace_scope is " + scope + ", which needs CAP_SYS_PTRACE" +
                   (scope == "1" ? " to attach to what is no child of ours" : ""),
               scope == "1" ? "start it below sysassert, or sysctl kernel.yama.ptrace_scope=0, or "
                              "run as root"
                            : "sysctl kernel.yama.ptrace_scope=1, or run as root");
  if (facts.filtered) {
    return say(
        "a seccomp filter is in force here (Seccomp: 2" +
            (facts.container.empty() ? std::string() : ", in a container of " + facts.container) +
            "); older container profiles refuse this call",
        "docker run --cap-add=SYS_PTRACE …, or a profile that allows ptrace; GitHub: "
        "container.options");
  }
  if (facts.of_another_user && !facts.sys_ptrace)
    return say("it is another user's process, which needs CAP_SYS_PTRACE",
               "run as that user, or as root");
  if (!facts.container.empty())
    return say("this is a container of " + facts.container, "give it CAP_SYS_PTRACE");
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
    const int refused = read ? 0 : errno;
    Try("process_vm_readv", refused, "/proc/PID/mem is read instead, more slowly");
    if (refused == 0) return;
    const int fd = open(("/proc/" + std::to_string(pid) + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    Try("/proc/PID/mem", fd >= 0 ? 0 : errno, "memory is read word by word, more slowly yet");
    if (fd >= 0) close(fd);
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
    const std::string scope = session::FactsHere(0).yama_scope;
    report_.notes.push_back("kernel.yama.ptrace_scope " + (scope.empty() ? "absent" : scope));
    report_.notes.push_back("seccomp mode " + StatusField("Seccomp") + ", filters " +
                            StatusField("Seccomp_filters") + ", no_new_privs " +
                            StatusField("NoNewPrivs"));
    report_.notes.push_back(std::string("CAP_SYS_PTRACE ") + (HasSysPtrace() ? "yes" : "no") +
                            ", uid " + std::to_string(geteuid()));
    const session::TracingFacts facts = session::FactsHere(0);
    if (!facts.tracer_of_us.empty()) report_.notes.push_back("traced by " + facts.tracer_of_us);
    if (!facts.container.empty()) report_.notes.push_back("container " + facts.container);
  }

  TracingReport report_;
  Error error_;
};

}  // namespace

Result<TracingReport> ProbeTracing() { return Probe().Run(); }

}  // namespace sysassert
