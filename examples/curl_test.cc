// A client that meets a closed port gives up: one attempt, to one address, and it says why.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sysassert/gmock.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;
using testing::AllOf, testing::AnyOf, testing::Contains, testing::HasSubstr, testing::Property;

// A port of loopback that nobody listens on: bound, so that nobody else can, and never listened on.
class ClosedPort {
 public:
  ClosedPort() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
        getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0)
      number_ = ntohs(address.sin_port);
  }
  ClosedPort(const ClosedPort&) = delete;
  ClosedPort& operator=(const ClosedPort&) = delete;
  ~ClosedPort() { close(socket_); }

  std::string address() const { return "127.0.0.1:" + std::to_string(number_); }

 private:
  int socket_;
  int number_ = 0;
};

TEST(Curl, TriesAClosedPortExactlyOnce) {
  const ClosedPort port;
  const TempDirectory home;
  const Trace trace = Record(Command("curl")
                                 .Args({"--disable", "--noproxy", "*", "--silent", "--show-error",
                                        "http://" + port.address() + "/"})
                                 .Env("HOME", home.path()));
  EXPECT_THAT(trace, Exited(7));  // CURLE_COULDNT_CONNECT
  EXPECT_THAT(trace,
              Contains(AllOf(sys::Connect(), Property(&Call::sockaddr, port.address()))).Times(1));
  // Its socket does not block, so the answer comes later, by getsockopt(SO_ERROR).
  EXPECT_THAT(
      trace,
      Contains(AnyOf(sys::Connect().Failing(ECONNREFUSED),
                     Syscall(Sysno::getsockopt).WithText("optval", HasSubstr("ECONNREFUSED")))));
}

}  // namespace
