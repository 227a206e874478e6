#include "capture/loader.h"

#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "capture/served.h"

namespace sysassert::capture {
namespace {

constexpr std::size_t kMostHeaders = 64;  // program headers looked at; programs have about a dozen
constexpr std::size_t kMostPath = 4096;

bool ReadAt(int fd, std::uint64_t offset, void* to, std::size_t bytes) {
  return pread(fd, to, bytes, static_cast<off_t>(offset)) == static_cast<ssize_t>(bytes);
}

template <typename Header, typename ProgramHeader>
std::string LoaderIn(int fd) {
  Header header{};
  if (!ReadAt(fd, 0, &header, sizeof header) || header.e_phentsize != sizeof(ProgramHeader))
    return "";
  std::vector<ProgramHeader> parts(std::min<std::size_t>(header.e_phnum, kMostHeaders));
  if (!ReadAt(fd, header.e_phoff, parts.data(), parts.size() * sizeof(ProgramHeader))) return "";
  const auto found = std::find_if(parts.begin(), parts.end(), [](const ProgramHeader& part) {
    return part.p_type == PT_INTERP && part.p_filesz > 1 && part.p_filesz <= kMostPath;
  });
  if (found == parts.end()) return "";
  std::string path(found->p_filesz, '\0');
  if (!ReadAt(fd, found->p_offset, path.data(), path.size())) return "";
  return path.substr(0, path.find('\0'));
}

}  // namespace

std::string LoaderOf(pid_t tid) {
  if (RunsServedProgram(tid)) return "";
  const int fd = open(("/proc/" + std::to_string(tid) + "/exe").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return "";
  unsigned char ident[EI_NIDENT] = {};
  std::string loader;
  if (ReadAt(fd, 0, ident, sizeof ident) && std::memcmp(ident, ELFMAG, SELFMAG) == 0 &&
      ident[EI_DATA] == ELFDATA2LSB) {
    loader = ident[EI_CLASS] == ELFCLASS64 ? LoaderIn<Elf64_Ehdr, Elf64_Phdr>(fd)
                                           : LoaderIn<Elf32_Ehdr, Elf32_Phdr>(fd);
  }
  close(fd);
  return loader;
}

}  // namespace sysassert::capture
