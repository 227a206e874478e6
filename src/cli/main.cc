#include <fcntl.h>

#include "cli/program.h"

namespace {

// Where we were started without a standard stream, a file that we open must not become it: a report
// would be written into a recording. What stands in cannot be used, and the traced program does not
// inherit it.
void OccupyStandardStreams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) < 0) open("/dev/null", (fd == 0 ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
  }
}

}  // namespace

int main(int argc, char** argv) {
  OccupyStandardStreams();
  return sysassert::cli::Main(argc > 0 ? argv[0] : "", {argv + (argc > 0 ? 1 : 0), argv + argc});
}
