#include "decode/sockaddr.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <string>

namespace sysassert::decode {
namespace {

template <typename Address>
std::string BytesOf(const Address& address) {
  return {reinterpret_cast<const char*>(&address), sizeof address};
}

std::string Internet(const char* host, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  inet_pton(AF_INET, host, &address.sin_addr);
  return BytesOf(address);
}

std::string Unix(const std::string& name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  return BytesOf(address).substr(0, offsetof(sockaddr_un, sun_path)) + name;
}

TEST(SocketAddress, OfTheInternet) {
  EXPECT_EQ(SocketAddress(Internet("127.0.0.1", 9)), "127.0.0.1:9");
  EXPECT_EQ(SocketAddressText(Internet("127.0.0.1", 9)),
            "{sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr(\"127.0.0.1\")}");
  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  six.sin6_port = htons(443);
  six.sin6_addr = in6addr_loopback;
  EXPECT_EQ(SocketAddress(BytesOf(six)), "[::1]:443");
  EXPECT_EQ(SocketAddressText(BytesOf(six)),
            "{sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), "
            "inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=0}");
}

TEST(SocketAddress, OfThisMachine) {
  EXPECT_EQ(SocketAddress(Unix("/run/x")), "unix:/run/x");
  EXPECT_EQ(SocketAddress(Unix(std::string("\0bus", 4))), "unix:@bus");
  EXPECT_EQ(SocketAddressText(Unix("/run/x")), "{sa_family=AF_UNIX, sun_path=\"/run/x\"}");
  EXPECT_EQ(SocketAddressText(Unix(std::string("\0bus", 4))),
            "{sa_family=AF_UNIX, sun_path=@\"bus\"}");
  EXPECT_EQ(SocketAddressText(Unix("")), "{sa_family=AF_UNIX}");
}

TEST(SocketAddress, OfTheKernel) {
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  EXPECT_EQ(SocketAddress(BytesOf(address)), "family netlink");
  address.nl_groups = 3;
  EXPECT_EQ(SocketAddressText(BytesOf(address)),
            "{sa_family=AF_NETLINK, nl_pid=0, nl_groups=0x000003}");
}

TEST(SocketAddress, ThatIsCutShowsWhatIsThere) {
  const std::string whole = Internet("127.0.0.1", 9);
  EXPECT_EQ(SocketAddressText(whole.substr(0, 4)), R"({sa_family=AF_INET, sa_data="\0\t"})");
  for (std::size_t bytes = 0; bytes < 2; ++bytes) {
    EXPECT_EQ(SocketAddress(whole.substr(0, bytes)), "");
    EXPECT_EQ(SocketAddressText(whole.substr(0, bytes)), "");
  }
}

}  // namespace
}  // namespace sysassert::decode
