// Names as two runs can be compared by them: without what is another in every run.
#ifndef SYSASSERT_REPORT_NORMAL_H_
#define SYSASSERT_REPORT_NORMAL_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/trace.h"

namespace sysassert::report {

class Normal {
 public:
  explicit Normal(const Trace& run);

  // "<cwd>/out" below the directory that the run was started in, "/proc/<pid>/stat",
  // "/dev/pts/<num>", "pipe", and "/tmp/<temp>.s" below a temporary directory; see Align.
  std::string Path(std::string_view path) const;
  // "127.0.0.1:<port>" where the kernel chooses the port; unix sockets by Path.
  std::string Address(std::string_view address) const;

  // Makes two runs' names comparable: a name right below a temporary directory that both have is no
  // temporary one, and an ending that both have, ".s", is a kind of file, not a random part.
  static void Align(const Trace& a, Normal* normal_a, const Trace& b, Normal* normal_b);

 private:
  // The temporary directory that `path` is below, and nearer than the directory of the run.
  std::string_view TemporaryAbove(std::string_view path) const;
  // The names right below its temporary directories that the run's paths have.
  std::set<std::string> TemporaryNames(const Trace& run) const;
  // What tells the kind of a temporary file: ".s" of "cc3kD9.s"; nothing of "tmp.32h5x0".
  std::string_view KindOf(std::string_view name) const;

  std::string cwd_;
  std::vector<std::string> temporary_;  // "/tmp", the deepest first
  std::set<std::string> kept_;          // paths: "/tmp/name"
  std::set<std::string> endings_;       // that both runs have
};

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_NORMAL_H_
