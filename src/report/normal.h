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
  // "/dev/pts/<num>", "pipe", and "/tmp/<temp>.s" below a temporary directory: but for the names
  // that are `kept`.
  std::string Path(std::string_view path) const;
  // "127.0.0.1:<port>" where the kernel chooses the port; unix sockets by Path.
  std::string Address(std::string_view address) const;

  // The names right below its temporary directories that the run's paths have. One that two runs
  // share is no temporary one: Keep() both runs' and it stays.
  std::set<std::string> TemporaryNames(const Trace& run) const;
  void Keep(std::set<std::string> names) { kept_ = std::move(names); }

 private:
  // The temporary directory that `path` is below, and nearer than the directory of the run.
  std::string_view TemporaryAbove(std::string_view path) const;

  std::string cwd_;
  std::vector<std::string> temporary_;  // "/tmp", the deepest first
  std::set<std::string> kept_;          // paths: "/tmp/name"
};

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_NORMAL_H_
