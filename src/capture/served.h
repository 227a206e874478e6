// Served filesystems (FUSE): a question about a file there waits for the process that serves it.
// That may never answer; it may be a program of the run, which waits for us. So nothing is asked of
// them that the kernel does not know.
#ifndef SYSASSERT_CAPTURE_SERVED_H_
#define SYSASSERT_CAPTURE_SERVED_H_

#include <sys/types.h>

#include <cstdint>
#include <set>

namespace sysassert::capture {

class ServedFilesystems {
 public:
  ServedFilesystems() = default;
  ~ServedFilesystems();
  ServedFilesystems(const ServedFilesystems&) = delete;
  ServedFilesystems& operator=(const ServedFilesystems&) = delete;

  // The devices of those in this process's mount namespace. Read anew once mounts have changed.
  const std::set<std::uint64_t>& Here();
  // The same of the mounts that a thread sees.
  static std::set<std::uint64_t> Of(pid_t tid);

 private:
  int mounts_ = -1;  // /proc/self/mountinfo, which tells of changes by poll(2)
  std::set<std::uint64_t> here_;
};

// The device that holds what `path` names, as the kernel knows it: nobody else is asked, once the
// directory of its last name is reached. 0: nothing is there.
std::uint64_t DeviceOf(const char* path, bool follow);

// Is the file of the program that a thread runs served? What its code is then is not to be asked.
bool RunsServedProgram(pid_t tid);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_SERVED_H_
