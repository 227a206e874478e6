#include "capture/scripts.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace sysassert::capture {
namespace {

constexpr std::size_t kHeadBytes = 256;  // the kernel's BINPRM_BUF_SIZE
constexpr std::string_view kBlanks = " \t";

}  // namespace

std::string_view InterpreterIn(std::string_view head) {
  if (!head.starts_with("#!")) return {};
  head = head.substr(2, std::min(head.find('\n'), head.size()) - 2);
  head.remove_prefix(std::min(head.find_first_not_of(kBlanks), head.size()));
  constexpr std::string_view kEnds(" \t\0", 3);
  return head.substr(0, head.find_first_of(kEnds));
}

std::string HeadOf(const std::string& path, const std::set<std::uint64_t>& served) {
  // First its place alone: to open a device or a pipe for reading may do something.
  const int place = open(path.c_str(), O_PATH | O_CLOEXEC);
  if (place < 0) return "";
  std::string head;
  struct stat status {};
  if (fstat(place, &status) == 0 && S_ISREG(status.st_mode) && served.count(status.st_dev) == 0) {
    const std::string link = "/proc/self/fd/" + std::to_string(place);
    // A lease on it would hold us up.
    if (const int file = open(link.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); file >= 0) {
      head.resize(kHeadBytes);
      const ssize_t bytes = read(file, head.data(), head.size());
      head.resize(bytes > 0 ? static_cast<std::size_t>(bytes) : 0);
      close(file);
    }
  }
  close(place);
  return head;
}

}  // namespace sysassert::capture
