// PathResolver: the file that a path names for a stopped tracee, found now: later the filesystem is
// another one.
#ifndef SYSASSERT_CAPTURE_PATH_RESOLVER_H_
#define SYSASSERT_CAPTURE_PATH_RESOLVER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "capture/identities.h"
#include "capture/served.h"
#include "sysassert/call.h"

namespace sysassert::capture {

struct Resolved {
  std::string path;   // absolute, as this process sees it; empty where it could not be found out
  FileIdentity file;  // unknown where nothing is there
  // Else a served filesystem is on the way (see served.h): from there on the path is as it was
  // passed, and may lead elsewhere.
  bool certain = true;
};

class PathResolver {
 public:
  explicit PathResolver(const Identities& identities) : identities_(identities) {}

  // Resolves `passed`, relative to `base` (absolute), as thread `tid` of process `pid` would: from
  // its own root, `..` walked, symbolic links followed, the last one only if `follow_last`. What
  // does not exist is the deepest existing directory plus the rest.
  const Resolved& Resolve(int tid, int pid, std::string_view base, std::string_view passed,
                          bool follow_last);

  // A path of Resolve's as this process would open it.
  std::string SeenFromHere(int tid, int pid, const std::string& resolved);

  // Any root may have changed: chroot, pivot_root, unshare, setns.
  void ForgetRoots() { roots_.clear(); }
  // A process begins, execs or ends.
  void ForgetRootOf(int pid) { roots_.erase(pid); }

  // The working directory of a thread, and the name behind one of its descriptors; empty if it is
  // gone.
  static std::string WorkingDirectory(int tid);
  static std::string LinkOf(int tid, int fd);

 private:
  struct Root {
    bool ours = false;  // what this process has, in the same mount namespace
    std::string link;   // as we see it
  };
  const Root& RootOf(int tid, int pid);
  int OpenPlace(const char* path, bool follow_last, std::uint64_t resolve);
  bool ResolveByKernel(int pid, const std::string& full, bool follow_last);
  bool ResolveWithoutLinks(const std::string& full, bool follow_last);
  bool OpenAndName(const std::string& path, bool follow_last, bool identify);
  void Walk(int tid, int pid, const Root& root, const std::string& full, bool follow_last);

  const Identities& identities_;
  Resolved resolved_;
  std::string full_;
  ServedFilesystems served_;
  std::unordered_map<int, Root> roots_;  // by process, of those asked about
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_PATH_RESOLVER_H_
