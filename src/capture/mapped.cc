#include "capture/mapped.h"

#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <string_view>

namespace sysassert::capture {
namespace {

constexpr std::string_view kDeleted = " (deleted)";

}  // namespace

MappedFile FileMappedAt(const Identities& identities, pid_t tid, std::uint64_t address,
                        std::uint64_t bytes) {
  const std::string process = "/proc/" + std::to_string(tid);
  std::ifstream maps(process + "/maps");
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::uint64_t inode = 0;
    int name = 0;
    if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %*s %*s %*s %" SCNu64 " %n", &start,
                    &end, &inode, &name) != 3)
      continue;
    if (end <= address) continue;
    if (start >= address && start - address >= bytes) break;
    if (inode == 0 || line[static_cast<std::size_t>(name)] != '/') continue;
    MappedFile mapped;
    mapped.path = line.substr(static_cast<std::size_t>(name));
    // The link by magic leads there whatever became of the name, but not for everybody.
    char link[64];
    std::snprintf(link, sizeof link, "/map_files/%" PRIx64 "-%" PRIx64, start, end);
    mapped.file = identities.Of((process + link).c_str(), true);
    if (!mapped.file.known()) mapped.file = identities.Of(mapped.path.c_str(), false);
    if (mapped.file.inode != inode) mapped.file = {};
    if (mapped.path.ends_with(kDeleted)) mapped.path.resize(mapped.path.size() - kDeleted.size());
    return mapped;
  }
  return {};
}

}  // namespace sysassert::capture
