// Structures as strace prints them: one printer each, in a table by the name that the rows use.
#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <cstdint>
#include <cstring>
#include <ctime>

#include "decode/arguments.h"
#include "tables/row.h"

namespace sysassert::decode {
namespace {

template <typename Struct>
bool Copy(std::string_view bytes, Struct* copy) {
  if (bytes.size() < sizeof *copy) return false;
  std::memcpy(copy, bytes.data(), sizeof *copy);
  return true;
}

std::string FileType(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return "S_IFREG";
    case S_IFDIR:
      return "S_IFDIR";
    case S_IFCHR:
      return "S_IFCHR";
    case S_IFBLK:
      return "S_IFBLK";
    case S_IFIFO:
      return "S_IFIFO";
    case S_IFLNK:
      return "S_IFLNK";
    case S_IFSOCK:
      return "S_IFSOCK";
    default:
      return fmt::format("0{:o}", mode & S_IFMT);
  }
}

std::string Stat(std::string_view bytes) {
  struct stat status {};
  if (!Copy(bytes, &status)) return "";
  std::string mode = FileType(status.st_mode);
  if ((status.st_mode & S_ISUID) != 0) mode += "|S_ISUID";
  if ((status.st_mode & S_ISGID) != 0) mode += "|S_ISGID";
  if ((status.st_mode & S_ISVTX) != 0) mode += "|S_ISVTX";
  mode += fmt::format("|0{:o}", status.st_mode & 0777U);
  if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode)) {
    return fmt::format("{{st_mode={}, st_rdev=makedev({:#x}, {:#x}), ...}}", mode,
                       major(status.st_rdev), minor(status.st_rdev));
  }
  return fmt::format("{{st_mode={}, st_size={}, ...}}", mode, status.st_size);
}

std::string Timespec(std::string_view bytes) {
  timespec time{};
  return Copy(bytes, &time) ? fmt::format("{{tv_sec={}, tv_nsec={}}}", time.tv_sec, time.tv_nsec)
                            : "";
}

std::string Timeval(std::string_view bytes) {
  timeval time{};
  return Copy(bytes, &time) ? fmt::format("{{tv_sec={}, tv_usec={}}}", time.tv_sec, time.tv_usec)
                            : "";
}

std::string Limit(rlim_t value) {
  if (value == RLIM_INFINITY) return "RLIM64_INFINITY";
  return value > 1024 && value % 1024 == 0 ? fmt::format("{}*1024", value / 1024)
                                           : std::to_string(value);
}

std::string Rlimit(std::string_view bytes) {
  rlimit limit{};
  return Copy(bytes, &limit) ? fmt::format("{{rlim_cur={}, rlim_max={}}}", Limit(limit.rlim_cur),
                                           Limit(limit.rlim_max))
                             : "";
}

std::string FdPair(std::string_view bytes) {
  int pair[2];
  return Copy(bytes, &pair) ? fmt::format("[{}, {}]", pair[0], pair[1]) : "";
}

std::string Integer(std::string_view bytes) {
  int value = 0;
  return Copy(bytes, &value) ? fmt::format("[{}]", value) : "";
}

std::string WaitStatus(std::string_view bytes) {
  int status = 0;
  if (!Copy(bytes, &status)) return "";
  if (WIFEXITED(status))
    return fmt::format("[{{WIFEXITED(s) && WEXITSTATUS(s) == {}}}]", WEXITSTATUS(status));
  if (WIFSIGNALED(status))
    return fmt::format("[{{WIFSIGNALED(s) && WTERMSIG(s) == {}}}]",
                       tables::SignalName(WTERMSIG(status)));
  if (WIFSTOPPED(status))
    return fmt::format("[{{WIFSTOPPED(s) && WSTOPSIG(s) == {}}}]",
                       tables::SignalName(WSTOPSIG(status)));
  return fmt::format("[{:#x}]", status);
}

std::string OpenHow(std::string_view bytes) {
  std::uint64_t how[3];
  if (!Copy(bytes, &how)) return "";
  const tables::NameTable* flags = tables::RowOf(Sysno::openat).parameters[2].names;
  const std::string text =
      flags != nullptr ? tables::FlagsText(*flags, how[0]) : fmt::format("{:#x}", how[0]);
  return fmt::format("{{flags={}, mode={}, resolve={:#x}}}", text,
                     how[1] == 0 ? "0" : fmt::format("0{:o}", how[1]), how[2]);
}

// A set of signals, first bit SIGHUP: [INT TERM], or ~[…] where more are in it than out.
std::string SignalSet(std::string_view bytes) {
  std::uint64_t set = 0;
  if (!Copy(bytes, &set)) return "";
  const bool inverted =
      __builtin_popcountll(set) >= 43;  // strace's own threshold: two thirds of 64
  std::string text = inverted ? "~[" : "[";
  bool first = true;
  for (int signal = 1; signal <= 64; ++signal) {
    if ((((set >> (signal - 1)) & 1U) != 0) == inverted) continue;
    std::string_view name = tables::SignalName(signal);
    if (name.substr(0, 3) == "SIG") name.remove_prefix(3);
    text += (first ? "" : " ") + (name.empty() ? std::to_string(signal) : std::string(name));
    first = false;
  }
  return text + "]";
}

struct Printer {
  std::string_view structure;
  std::string (*print)(std::string_view bytes);
};
constexpr Printer kPrinters[] = {
    {"stat", Stat},        {"timespec", Timespec}, {"timespec64", Timespec},
    {"timeval", Timeval},  {"rlimit", Rlimit},     {"rlimit64", Rlimit},
    {"fd_pair", FdPair},   {"int", Integer},       {"wait_status", WaitStatus},
    {"open_how", OpenHow}, {"sigset", SignalSet},
};

}  // namespace

std::string StructureText(std::string_view structure, std::string_view bytes, bool /*cut*/) {
  for (const Printer& printer : kPrinters) {
    if (printer.structure == structure) return printer.print(bytes);
  }
  return "";
}

}  // namespace sysassert::decode
