#include "capture/sockets.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <fstream>

namespace sysassert::capture {
namespace {

// A descriptor of ours for what `fd` names in another process.
class Copy {
 public:
  Copy(int pid, int fd) {
    const auto process = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    if (process < 0) return;
    fd_ = static_cast<int>(syscall(SYS_pidfd_getfd, process, fd, 0));
    close(process);
  }
  ~Copy() {
    if (fd_ >= 0) close(fd_);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  int fd() const { return fd_; }
  // An option of the socket's; false where it has none.
  template <typename Value>
  bool Ask(int option, Value* value) const {
    socklen_t bytes = sizeof *value;
    return fd_ >= 0 && getsockopt(fd_, SOL_SOCKET, option, value, &bytes) == 0;
  }

 private:
  int fd_ = -1;
};

std::string AddressOfPeer(int fd) {
  sockaddr_un address{};
  socklen_t bytes = sizeof address;
  if (getpeername(fd, reinterpret_cast<sockaddr*>(&address), &bytes) != 0 ||
      bytes <= offsetof(sockaddr_un, sun_path))
    return "";
  const std::size_t length = bytes - offsetof(sockaddr_un, sun_path);
  if (address.sun_path[0] == '\0') return "@" + std::string(address.sun_path + 1, length - 1);
  return std::string(address.sun_path, strnlen(address.sun_path, length));
}

}  // namespace

SocketFacts FactsOfSocket(int pid, int fd) {
  const Copy copy(pid, fd);
  SocketFacts facts;
  int listens = 0;
  if (!copy.Ask(SO_DOMAIN, &facts.family)) facts.family = -1;
  if (copy.Ask(SO_ACCEPTCONN, &listens)) facts.listens = listens != 0;
  return facts;
}

std::optional<Server> ServerOf(int pid, int fd) {
  const Copy copy(pid, fd);
  int family = -1;
  int type = -1;
  ucred peer{};
  if (!copy.Ask(SO_DOMAIN, &family) || family != AF_UNIX || !copy.Ask(SO_TYPE, &type) ||
      type == SOCK_DGRAM || !copy.Ask(SO_PEERCRED, &peer))
    return std::nullopt;
  Server server{peer.pid, "", AddressOfPeer(copy.fd())};
  std::ifstream comm("/proc/" + std::to_string(peer.pid) + "/comm");
  std::getline(comm, server.name);
  return server;
}

}  // namespace sysassert::capture
