// What `only.connect`, `only.listen` and `only.write` restrict: real calls of this process.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/fs.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "policy_helpers.h"
#include "sysassert/gmock.h"
#include "temp_directory.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::Loaded;
using testing::IsEmpty;

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

template <typename Address>
const sockaddr* As(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

std::vector<std::string> BrokenBy(const std::function<void()>& code, const std::string& only) {
  const Policy policy = Loaded("only: {" + only + "}");
  return Broken(Record(code, WatchingFor({policy})), policy);
}

// What chattr(1) does is a change of metadata, whether the filesystem keeps it or not; what else
// ioctl(2) asks is none.
TEST(OnlyWrite, HasTheAttributesThatIoctlSets) {
  const selftest::TempDirectory directory;
  const std::string file = directory / "f";
  close(open(file.c_str(), O_WRONLY | O_CREAT, 0600));
  const auto ask = [&file](unsigned long request) {
    return [&file, request] {
      const int fd = open(file.c_str(), O_RDONLY);
      int attributes[8] = {};
      ioctl(fd, request, attributes);
      close(fd);
    };
  };
  for (const unsigned long request : {FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, FS_IOC_SETVERSION}) {
    EXPECT_EQ(BrokenBy(ask(request), "write: []").size(), 1U) << request;
    EXPECT_THAT(BrokenBy(ask(request), "write: [\"" + file + "\"]"), IsEmpty()) << request;
  }
  for (const unsigned long request : {FS_IOC_GETFLAGS, FS_IOC_FSGETXATTR, FIONBIO + 0UL})
    EXPECT_THAT(BrokenBy(ask(request), "write: []"), IsEmpty()) << request;
}

TEST(OnlyWrite, IsOfFilesSoThatAUmaskIsNone) {
  EXPECT_THAT(BrokenBy([] { umask(umask(077)); }, "write: []"), IsEmpty());
}

TEST(OnlyConnect, IsSendingToAnAddressToo) {
  const auto send = [] {
    const sockaddr_in there = Loopback(9);
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sendto(fd, "x", 1, 0, As(there), sizeof there);
    close(fd);
  };
  EXPECT_EQ(BrokenBy(send, "connect: []").size(), 1U);
  EXPECT_THAT(BrokenBy(send, "connect: [\"127.0.0.0/8:*\"]"), IsEmpty());
  EXPECT_EQ(BrokenBy(send, "connect: [\"127.0.0.0/8:10\"]").size(), 1U);
}

TEST(OnlyConnect, IsAMessageWhoseHeaderNamesAnAddress) {
  const auto send = [] {
    sockaddr_in there = Loopback(9);
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char byte = 'x';
    iovec piece{&byte, 1};
    msghdr message{};
    message.msg_name = &there;
    message.msg_namelen = sizeof there;
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    sendmsg(fd, &message, 0);
    close(fd);
  };
  EXPECT_EQ(BrokenBy(send, "connect: []").size(), 1U);
  EXPECT_THAT(BrokenBy(send, "connect: [\"127.0.0.1:9\"]"), IsEmpty());
}

TEST(OnlyConnect, IsNotSendingToWhereASocketIsConnected) {
  const auto send = [] {
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    ::send(ends[0], "x", 1, 0);
    close(ends[0]);
    close(ends[1]);
  };
  EXPECT_THAT(BrokenBy(send, "connect: []"), IsEmpty());
}

TEST(OnlyConnect, IsNotTalkWithTheKernelNorLettingGoOfAnAddress) {
  const auto talk = [] {
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    const int netlink = socket(AF_NETLINK, SOCK_RAW, 0);
    bind(netlink, As(kernel), sizeof kernel);
    sendto(netlink, "x", 1, 0, As(kernel), sizeof kernel);
    connect(netlink, As(kernel), sizeof kernel);
    close(netlink);
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr nowhere{};  // AF_UNSPEC
    EXPECT_EQ(connect(fd, &nowhere, sizeof nowhere), 0);
    close(fd);
  };
  EXPECT_THAT(BrokenBy(talk, "connect: [], listen: []"), IsEmpty());
}

TEST(OnlyConnect, IsSendingToTheUnspecifiedFamilyWhichTheKernelTakesForTheSockets) {
  const auto send = [] {
    sockaddr_in there = Loopback(9);
    there.sin_family = AF_UNSPEC;
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    EXPECT_EQ(sendto(fd, "x", 1, 0, As(there), sizeof there), 1);
    close(fd);
  };
  EXPECT_EQ(BrokenBy(send, "connect: []").size(), 1U);
  const Policy loopback = Policy::FromFile("stock:loopback-only");
  EXPECT_EQ(Broken(Record(send, WatchingFor({loopback})), loopback).size(), 1U)
      << "where it leads to cannot be told";
}

TEST(OnlyListen, IsListeningWithoutABindToo) {
  const auto listen_anywhere = [] {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_EQ(listen(fd, 1), 0);
    close(fd);
  };
  EXPECT_EQ(BrokenBy(listen_anywhere, "listen: []").size(), 1U);
  EXPECT_EQ(BrokenBy(listen_anywhere, "listen: [\"127.0.0.0/8:*\"]").size(), 1U);
  const Policy loopback = Policy::FromFile("stock:loopback-only");
  EXPECT_EQ(Broken(Record(listen_anywhere, WatchingFor({loopback})), loopback).size(), 1U);
}

TEST(OnlyListen, OfABoundSocketIsJudgedByItsBind) {
  const auto listen_here = [] {
    const sockaddr_in here = Loopback(0);
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT_EQ(bind(fd, As(here), sizeof here), 0);
    EXPECT_EQ(listen(fd, 1), 0);
    close(fd);
  };
  EXPECT_EQ(BrokenBy(listen_here, "listen: []").size(), 1U);
  EXPECT_THAT(BrokenBy(listen_here, "listen: [\"127.0.0.0/8:*\"]"), IsEmpty());
  const Policy loopback = Policy::FromFile("stock:loopback-only");
  EXPECT_THAT(Broken(Record(listen_here, WatchingFor({loopback})), loopback), IsEmpty());
}

TEST(OnlyWrite, IsBindingASocketToAPathToo) {
  const selftest::TempDirectory directory;
  const std::string path = directory / "socket";
  const auto bind_there = [&path] {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    EXPECT_EQ(bind(fd, As(address), sizeof address), 0);
    close(fd);
    unlink(path.c_str());
  };
  EXPECT_EQ(BrokenBy(bind_there, "write: []").size(), 1U);
  EXPECT_THAT(BrokenBy(bind_there, "write: [\"" + path + "\"]"), IsEmpty());
  const Policy readonly = Policy::FromFile("stock:readonly");
  EXPECT_EQ(Broken(Record(bind_there, WatchingFor({readonly})), readonly).size(), 1U);
}

TEST(OnlyWrite, IsNotBindingASocketToANameOfNoFile) {
  const auto bind_abstract = [] {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    address.sun_path[1] = 'x';
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    bind(fd, As(address), offsetof(sockaddr_un, sun_path) + 2);
    close(fd);
  };
  EXPECT_THAT(BrokenBy(bind_abstract, "write: []"), IsEmpty());
}

}  // namespace
}  // namespace sysassert
