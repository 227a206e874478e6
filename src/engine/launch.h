// Launcher: starts a program that waits at a gate until it is traced. Boost.Process forks and
// execs; what happens between is ours.
#ifndef SYSASSERT_ENGINE_LAUNCH_H_
#define SYSASSERT_ENGINE_LAUNCH_H_

#include <linux/filter.h>
#include <sys/types.h>

#include <csignal>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sysassert/result.h"

namespace sysassert::engine {

// Whom a program runs as.
struct User {
  uid_t uid = 0, effective_uid = 0;
  gid_t gid = 0, effective_gid = 0;
  std::vector<gid_t> groups;
};

struct LaunchSpec {
  std::string program;                   // the file to exec; no search
  std::vector<std::string> arguments;    // argv, the first included
  std::vector<std::string> environment;  // NAME=value
  std::string cwd;                       // empty: ours
  int stdio[3] = {-1, -1, -1};           // to become 0, 1, 2; -1: ours
  sigset_t signal_mask{};                // of the program
  std::vector<sock_filter> filter;       // empty: none; without it, where the kernel refuses it
  std::optional<User> user;              // nothing: ours
};

// A child that waits at its gate. Not traced yet.
class Launched {
 public:
  Launched(pid_t pid, int gate, int report) : pid_(pid), gate_(gate), report_(report) {}
  Launched(Launched&& other) noexcept;
  Launched& operator=(Launched&&) = delete;
  ~Launched();  // a gate that was never opened lets the child end

  pid_t pid() const { return pid_; }
  void OpenGate();
  // What the child said when a step between the gate and the program failed; nothing while all is
  // well. Does not block.
  std::optional<Error> Failure(const std::string& program);
  bool no_new_privileges();  // the filter took NO_NEW_PRIVS
  int filter_refused();      // why the kernel took no filter, so that there is none: an errno, or 0
  std::vector<int> descriptors() const { return {gate_, report_}; }

 private:
  void ReadReport();
  pid_t pid_;
  int gate_;
  int report_;
  bool no_new_privileges_ = false;
  int filter_refused_ = 0;
  std::optional<std::pair<std::string, int>> failed_step_;
};

Result<Launched> Launch(const LaunchSpec& spec);
// The same for a function, which runs in a fork of this process behind the gate and never returns.
Result<Launched> LaunchFunction(const LaunchSpec& spec, const std::function<void()>& body);

// execvp(3)'s search in `path` (a PATH) relative to `cwd`; ENOENT or EACCES as exec would say.
Result<std::string> FindProgram(const std::string& program, const std::string& path,
                                const std::string& cwd);

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_LAUNCH_H_
