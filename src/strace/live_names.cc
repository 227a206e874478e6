#include "strace/live_names.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <climits>

#include "decode/strings.h"

namespace sysassert::strace {

std::string LinkOf(int tid, int fd) {
  const std::string link =
      fd == AT_FDCWD ? fmt::format("/proc/{}/cwd", tid) : fmt::format("/proc/{}/fd/{}", tid, fd);
  std::array<char, PATH_MAX> target{};
  const ssize_t bytes = readlink(link.c_str(), target.data(), target.size());
  return bytes < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(bytes));
}

std::string LiveNames::NameOf(int fd) const {
  constexpr std::string_view kDeleted = " (deleted)";
  std::string path = LinkOf(tid_, fd);
  if (path.empty()) return "";
  const bool deleted = path.size() > kDeleted.size() &&
                       path.compare(path.size() - kDeleted.size(), kDeleted.size(), kDeleted) == 0;
  if (deleted) path.resize(path.size() - kDeleted.size());
  const std::string quoted = decode::Quote(path);
  return "<" + quoted.substr(1, quoted.size() - 2) + (deleted ? ">(deleted)" : ">");
}

}  // namespace sysassert::strace
