#include "strace/live_names.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <climits>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "decode/strings.h"
#include "strace/sockets.h"

namespace sysassert::strace {
namespace {

std::string LinkPath(int tid, int fd) {
  return fd == AT_FDCWD ? fmt::format("/proc/{}/cwd", tid) : fmt::format("/proc/{}/fd/{}", tid, fd);
}

// "<char 1:3>" of a device; empty for anything else.
std::string DeviceName(const std::string& link) {
  struct statx file {};
  // As the kernel knows it: whoever serves the filesystem may be waiting for us.
  if (statx(AT_FDCWD, link.c_str(), AT_STATX_DONT_SYNC, STATX_TYPE, &file) != 0) return "";
  if (!S_ISCHR(file.stx_mode) && !S_ISBLK(file.stx_mode)) return "";
  return fmt::format("<{} {}:{}>", S_ISCHR(file.stx_mode) ? "char" : "block", file.stx_rdev_major,
                     file.stx_rdev_minor);
}

// The process that a pidfd refers to; 0 where it is none.
int ProcessOf(int tid, int fd) {
  std::ifstream info(fmt::format("/proc/{}/fdinfo/{}", tid, fd));
  for (std::string key; info >> key; info.ignore(4096, '\n')) {
    if (key != "Pid:") continue;
    int pid = 0;
    info >> pid;
    return pid;
  }
  return 0;
}

}  // namespace

std::string LinkOf(int tid, int fd) {
  std::array<char, PATH_MAX> target{};
  const ssize_t bytes = readlink(LinkPath(tid, fd).c_str(), target.data(), target.size());
  return bytes < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(bytes));
}

std::uint64_t InstructionOf(int tid) {
  std::ifstream call(fmt::format("/proc/{}/syscall", tid));
  std::string word, last;
  while (call >> word)
    last = word;  // "NUMBER ARGUMENTS… STACK INSTRUCTION", or "-1 STACK INSTRUCTION"
  std::uint64_t instruction = 0;
  if (last.rfind("0x", 0) == 0)
    std::from_chars(last.data() + 2, last.data() + last.size(), instruction, 16);
  return instruction;
}

std::string CommandName(int pid, decode::Hex hex) {
  std::ifstream comm(fmt::format("/proc/{}/comm", pid));
  std::string name;
  if (!std::getline(comm, name)) return "";
  constexpr std::size_t kLongest = 15;  // TASK_COMM_LEN; a kernel's thread says more
  name.resize(std::min(name.size(), kLongest));
  const std::string quoted = decode::Quote(name, false, hex);
  return "<" + quoted.substr(1, quoted.size() - 2) + ">";
}

std::string LiveNames::NameOf(int fd) const {
  constexpr std::string_view kDeleted = " (deleted)", kSocket = "socket:[", kPidfd = "[pidfd]";
  std::string path = LinkOf(tid_, fd);
  if (path.empty()) return "";
  if (details_.socket && path.rfind(kSocket, 0) == 0) {
    const std::string socket = SocketName(tid_, LinkPath(tid_, fd), path, hex_);
    if (!socket.empty()) return "<" + socket + ">";
  }
  if (details_.pidfd && path.find(kPidfd) != std::string::npos) {
    if (const int pid = ProcessOf(tid_, fd); pid > 0) return fmt::format("<pid:{}>", pid);
  }
  const std::string device = details_.device ? DeviceName(LinkPath(tid_, fd)) : "";
  if (!details_.path && device.empty()) return "";
  const bool deleted = path.size() > kDeleted.size() &&
                       path.compare(path.size() - kDeleted.size(), kDeleted.size(), kDeleted) == 0;
  if (deleted) path.resize(path.size() - kDeleted.size());
  const std::string quoted = decode::Quote(path, false, hex_);
  return "<" + quoted.substr(1, quoted.size() - 2) + device + (deleted ? ">(deleted)" : ">");
}

int LiveSockets::NetlinkProtocolOf(int fd) const { return NetlinkProtocol(tid_, fd); }

std::string LiveSockets::GenericFamily(int type) const { return GenericFamilyName(type); }

int LiveProcessors::ExitReason(int fd) const {
  constexpr std::string_view kProcessor = "anon_inode:kvm-vcpu:";
  constexpr std::uint64_t kReason = 8;  // of struct kvm_run; linux/kvm.h
  const std::string link = LinkOf(tid_, fd);
  if (link.rfind(kProcessor, 0) != 0) return -1;
  std::ifstream maps(fmt::format("/proc/{}/maps", tid_));
  for (std::string line; std::getline(maps, line);) {
    // ADDRESS-END PERMISSIONS OFFSET DEVICE INODE NAME
    if (line.size() < link.size() ||
        line.compare(line.size() - link.size(), link.size(), link) != 0)
      continue;
    std::istringstream words(line);
    std::string range, permissions, offset;
    words >> range >> permissions >> offset;
    if (offset.find_first_not_of('0') != std::string::npos) continue;
    const std::uint64_t address = std::stoull(range, nullptr, 16);
    std::uint32_t reason = 0;
    const auto bytes = std::as_writable_bytes(std::span(&reason, 1));
    if (memory_.Read(address + kReason, bytes) == sizeof reason) return static_cast<int>(reason);
  }
  return -1;
}

std::string NumberHere(int tid, int pid) {
  const auto space = [](const std::string& process) {
    std::array<char, 64> target{};
    const ssize_t bytes =
        readlink(("/proc/" + process + "/ns/pid").c_str(), target.data(), target.size());
    return bytes < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(bytes));
  };
  const std::string theirs = space(std::to_string(tid));
  if (theirs.empty() || theirs == space("self")) return "";
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos || space(name) != theirs)
      continue;
    std::ifstream status(entry.path() / "status");
    for (std::string line; std::getline(status, line);) {
      if (line.rfind("NSpid:", 0) != 0) continue;
      const std::string own = line.substr(line.find_last_of(" \t") + 1);
      if (own == std::to_string(pid)) return fmt::format(" /* {} in strace's PID NS */", name);
    }
  }
  return "";
}

std::size_t LiveMemory::Read(std::uint64_t address, std::span<std::byte> to) const {
  events::MemoryReader::Piece piece{events::RemoteAddress{address}, to, 0};
  reader_.Read(tid_, {&piece, 1});
  return piece.read;
}

}  // namespace sysassert::strace
