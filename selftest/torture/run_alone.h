// What a program does where nobody looks: its status, its output, and the files that it leaves.
#ifndef SYSASSERT_SELFTEST_TORTURE_RUN_ALONE_H_
#define SYSASSERT_SELFTEST_TORTURE_RUN_ALONE_H_

#include <string>
#include <vector>

namespace sysassert::selftest {

struct Effect {
  std::string status;  // as ExitStatus::text() says it
  std::string output, errors;
  std::vector<std::string> files;  // "name type mode bytes", sorted
  bool unavailable = false;        // it exited with 77

  friend bool operator==(const Effect& a, const Effect& b) {
    return a.status == b.status && a.output == b.output && a.errors == b.errors &&
           a.files == b.files;
  }
};
std::string TextOf(const Effect& effect);

// Runs it untraced in `directory`, with /dev/null as its input and pipes as its outputs, and waits
// until the last process that holds them is gone.
Effect RunAlone(const std::vector<std::string>& words, const std::string& directory);
// The files below `directory`, for an Effect.
std::vector<std::string> FilesIn(const std::string& directory);

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_TORTURE_RUN_ALONE_H_
