// Places: the directories that a policy names by variables, since they differ from machine to
// machine and from run to run.
#ifndef SYSASSERT_LEARN_PLACES_H_
#define SYSASSERT_LEARN_PLACES_H_

#include <string>
#include <string_view>
#include <vector>

#include "learn/path_pattern.h"
#include "sysassert/trace.h"

namespace sysassert::learn {

inline constexpr std::string_view kTemporaryPlace = "${TMPDIR:-/tmp}";

class Places {
 public:
  struct Place {
    std::string written;    // "${cwd}"
    std::string directory;  // absolute; one that is none, or `/`, is left out
  };
  // Of several that a path is below the deepest is taken; of equals the first.
  explicit Places(const std::vector<Place>& places);
  // What the policy language binds for that run: "${TMPDIR:-/tmp}", "~", "${policy_dir}", "${cwd}".
  // `policy_directory`: empty where it is not known yet.
  static Places Of(const Trace& trace, const std::string& policy_directory);

  // `path` (absolute, as the kernel resolved it) by its place; below /proc what stands for the
  // caller, `self_pid`, is <self>.
  PathPattern Split(std::string_view path, int self_pid = 0) const;

  // The name of a socket, behind "unix:": a path as Split takes it, or an abstract one, which is
  // relative.
  PathPattern SplitSocket(std::string_view name, int self_pid = 0) const {
    return name.starts_with('/') ? Split(name, self_pid) : Literally(name);
  }

  // The directory of "${cwd}" and its like; empty where there is none.
  std::string DirectoryOf(std::string_view written) const;

 private:
  std::vector<Place> places_;
};

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_PLACES_H_
