// Descriptors: what each number named, and which numbers were one open description.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::StartsWith;

std::set<std::uint32_t> DescriptionsOf(const std::vector<Call>& calls) {
  std::set<std::uint32_t> descriptions;
  for (const Call& call : calls) descriptions.insert(call.descriptor().description);
  return descriptions;
}

TEST(Descriptors, EveryKindOfCopyIsTheSameDescription) {
  const Trace trace = Record([] {
    const int fd = open("/etc/passwd", O_RDONLY);
    char byte;
    for (int copy : {fd, dup(fd), dup2(fd, 100), dup3(fd, 101, O_CLOEXEC), fcntl(fd, F_DUPFD, 102),
                     fcntl(fd, F_DUPFD_CLOEXEC, 103)}) {
      EXPECT_EQ(read(copy, &byte, 1), 1);
    }
    const int other = open("/etc/passwd", O_RDONLY);
    EXPECT_EQ(lseek(other, 0, SEEK_SET), 0);
  });
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(6));
  EXPECT_THAT(DescriptionsOf(reads), SizeIs(1));
  EXPECT_NE(*DescriptionsOf(reads).begin(), 0U);
  const std::vector<Call> seeks = CallsOf(trace, Sysno::lseek);
  ASSERT_THAT(seeks, SizeIs(1));
  EXPECT_EQ(seeks[0].path(), "/etc/passwd");
  EXPECT_NE(seeks[0].descriptor().description, reads[0].descriptor().description);
  EXPECT_EQ(seeks[0].descriptor().file, reads[0].descriptor().file);
}

TEST(Descriptors, BothEndsOfPairsAreKnown) {
  const Trace trace = Record([] {
    int ends[2];
    char byte = 'x';
    EXPECT_EQ(pipe(ends), 0);
    EXPECT_EQ(write(ends[1], &byte, 1), 1);
    EXPECT_EQ(read(ends[0], &byte, 1), 1);
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    EXPECT_EQ(write(ends[1], &byte, 1), 1);
    EXPECT_EQ(read(ends[0], &byte, 1), 1);
  });
  const std::vector<Call> writes = CallsOf(trace, Sysno::write);
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(writes, SizeIs(2));
  ASSERT_THAT(reads, SizeIs(2));
  EXPECT_EQ(reads[0].descriptor().kind, FdKind::kPipe);
  EXPECT_THAT(std::string(reads[0].path()), StartsWith("pipe:["));
  EXPECT_EQ(reads[0].path(), writes[0].path()) << "one pipe";
  EXPECT_NE(reads[0].descriptor().description, writes[0].descriptor().description);
  EXPECT_EQ(reads[1].descriptor().kind, FdKind::kSocket);
  EXPECT_EQ(reads[1].descriptor().family, AF_UNIX);
  EXPECT_FALSE(reads[1].descriptor().inherited);
}

TEST(Descriptors, AreInheritedByFork) {
  const Trace trace = Record([] {
    const int fd = open("/etc/passwd", O_RDONLY);
    const pid_t child = fork();
    char byte;
    if (child == 0) _exit(read(fd, &byte, 1) == 1 ? 0 : 1);
    waitpid(child, nullptr, 0);
    EXPECT_EQ(read(fd, &byte, 1), 1);
  });
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(2));
  EXPECT_NE(reads[0].pid(), reads[1].pid());
  EXPECT_EQ(reads[0].path(), "/etc/passwd");
  EXPECT_THAT(DescriptionsOf(reads), SizeIs(1));
}

TEST(Descriptors, AChildsOwnAreNoneOfItsParents) {
  const Trace trace = Record([] {
    const int fd = open("/etc/passwd", O_RDONLY);
    const pid_t child = fork();
    if (child == 0) {
      close(fd);
      _exit(open("/etc/group", O_RDONLY) == fd ? 0 : 1);
    }
    waitpid(child, nullptr, 0);
    char byte;
    EXPECT_EQ(read(fd, &byte, 1), 1);
  });
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(1));
  EXPECT_EQ(reads[0].path(), "/etc/passwd");
}

TEST(Descriptors, AReusedNumberNamesTheNewFile) {
  const Trace trace = Record([] {
    char byte;
    const int first = open("/etc/passwd", O_RDONLY);
    EXPECT_EQ(read(first, &byte, 1), 1);
    close(first);
    const int second = open("/etc/group", O_RDONLY);
    EXPECT_EQ(first, second);
    EXPECT_EQ(read(second, &byte, 1), 1);
    close_range(static_cast<unsigned>(second), ~0U, 0);
    EXPECT_EQ(open("/etc/hostname", O_RDONLY), second);
    EXPECT_GE(read(second, &byte, 1), 0);
  });
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(3));
  EXPECT_EQ(reads[0].path(), "/etc/passwd");
  EXPECT_EQ(reads[1].path(), "/etc/group");
  EXPECT_EQ(reads[2].path(), "/etc/hostname");
  EXPECT_THAT(DescriptionsOf(reads), SizeIs(3));
}

TEST(Descriptors, ANarrowWatchNamesTheFileOfANumberThatWasReusedUnseen) {
  const Trace trace = Record(
      [] {
        char byte;
        const int first = open("/etc/passwd", O_RDONLY);
        EXPECT_EQ(read(first, &byte, 1), 1);
        close(first);
        EXPECT_EQ(open("/etc/group", O_RDONLY), first);
        EXPECT_EQ(read(first, &byte, 1), 1);
      },
      WatchOnly({Sysno::read}));
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(2));
  EXPECT_EQ(reads[0].path(), "/etc/passwd");
  EXPECT_EQ(reads[1].path(), "/etc/group");
}

// Two that a second copy overwrites: the number names the new one from then on.
// A thread that has taken a table of its own decides nothing of the others'.
void ExpectItsOwnAfter(int (*leaves)()) {
  constexpr int kShared = 50;
  const Trace trace = Record([leaves] {
    char byte;
    dup2(open("/etc/passwd", O_RDONLY), kShared);
    std::thread([leaves] {
      char other;
      EXPECT_EQ(leaves(), 0);
      dup2(open("/etc/group", O_RDONLY), kShared);
      EXPECT_EQ(pread(kShared, &other, 1, 0), 1);
    }).join();
    EXPECT_EQ(read(kShared, &byte, 1), 1);
  });
  const auto path_of = [&trace](Sysno id) {
    std::vector<std::string> paths;
    for (const Call& call : CallsOf(trace, id)) {
      if (call.descriptor().number == kShared) paths.emplace_back(call.path());
    }
    return paths;
  };
  EXPECT_THAT(path_of(Sysno::pread64), ElementsAre("/etc/group"));
  EXPECT_THAT(path_of(Sysno::read), ElementsAre("/etc/passwd"));
}

TEST(Descriptors, OfAThreadThatHasUnsharedThemAreItsOwn) {
  ExpectItsOwnAfter([] { return unshare(CLONE_FILES); });
}

TEST(Descriptors, OfAThreadThatHasClosedARangeOfItsOwnAreItsOwn) {
  ExpectItsOwnAfter([] {
    constexpr unsigned kUnshare = 2;  // CLOSE_RANGE_UNSHARE
    return static_cast<int>(syscall(SYS_close_range, 50, 50, kUnshare));
  });
}

TEST(Directories, OfAThreadThatHasUnsharedThemAreItsOwn) {
  const Trace trace = Record([] {
    EXPECT_EQ(chdir("/usr"), 0);
    std::thread([] {
      EXPECT_EQ(unshare(CLONE_FS), 0);
      EXPECT_EQ(chdir("/etc"), 0);
      EXPECT_EQ(access("passwd", F_OK), 0);
    }).join();
    EXPECT_EQ(access("bin", F_OK), 0);
  });
  std::vector<std::string> paths;
  for (const Call& call : CallsOf(trace, Sysno::access)) paths.emplace_back(call.path());
  EXPECT_THAT(paths, ElementsAre("/etc/passwd", "/usr/bin"));
}

// By an ioctl, which no table of ours keeps up with.
TEST(Descriptors, ThatAnExecHasClosedNameNothing) {
  const Trace trace = Record([] {
    if (const pid_t child = fork(); child == 0) {
      dup2(open("/etc/passwd", O_RDONLY), 9);
      ioctl(9, FIOCLEX);
      execl("/bin/sh", "sh", "-c", "read line <&9", nullptr);
      _exit(1);
    } else {
      waitpid(child, nullptr, 0);
    }
  });
  int failed = 0;
  for (const Call& call : trace.WholeRun()) {
    if (call.error_number() != EBADF || call.descriptor().number != 9) continue;
    ++failed;
    EXPECT_EQ(call.path(), "") << call.text();
  }
  EXPECT_GE(failed, 1) << "the shell has tried";
}

TEST(Descriptors, DupOverAnOpenNumberReplacesIt) {
  const Trace trace = Record([] {
    const int passwd = open("/etc/passwd", O_RDONLY);
    const int group = open("/etc/group", O_RDONLY);
    char byte;
    EXPECT_EQ(dup2(group, passwd), passwd);
    EXPECT_EQ(read(passwd, &byte, 1), 1);
  });
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(1));
  EXPECT_EQ(reads[0].path(), "/etc/group");
}

TEST(Descriptors, AnonymousKindsAreNamed) {
  const Trace trace = Record([] {
    for (int fd : {epoll_create1(0), eventfd(0, 0), memfd_create("notes", 0),
                   socket(AF_INET, SOCK_STREAM, 0)}) {
      close(fd);
    }
  });
  std::vector<FdKind> kinds;
  for (const Call& call : CallsOf(trace, Sysno::close)) kinds.push_back(call.descriptor().kind);
  EXPECT_THAT(kinds,
              ElementsAre(FdKind::kEpoll, FdKind::kEventfd, FdKind::kMemfd, FdKind::kSocket));
  EXPECT_EQ(CallsOf(trace, Sysno::close)[3].descriptor().family, AF_INET);
}

// recvmsg(2) makes descriptors that no result names.
TEST(Descriptors, PassedOverASocketAreKnown) {
  const Trace trace = Record([] {
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends), 0);
    const int sent = open("/etc/passwd", O_RDONLY);
    char byte = 'x';
    iovec data{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof sent)] = {};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof sent);
    *reinterpret_cast<int*>(CMSG_DATA(header)) = sent;
    ASSERT_EQ(sendmsg(ends[0], &message, 0), 1);
    close(sent);
    ASSERT_EQ(recvmsg(ends[1], &message, 0), 1);
    const int received = *reinterpret_cast<int*>(CMSG_DATA(CMSG_FIRSTHDR(&message)));
    EXPECT_EQ(read(received, &byte, 1), 1);
  });
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(1));
  EXPECT_EQ(reads[0].path(), "/etc/passwd");
  EXPECT_FALSE(reads[0].descriptor().inherited);
}

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// The address of a message lies behind its header.
TEST(Addresses, OfMessageHeadersAreKnown) {
  const Trace trace = Record([] {
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in first = Loopback(9), second = Loopback(10);
    mmsghdr messages[2] = {};
    msghdr& message = messages[0].msg_hdr;
    EXPECT_EQ(sendmsg(fd, &message, 0), -1);  // to nobody
    message.msg_name = &first;
    message.msg_namelen = sizeof first;
    EXPECT_EQ(sendmsg(fd, &message, 0), 0);
    messages[1] = messages[0];
    sendmmsg(fd, messages, 2, 0);
    messages[1].msg_hdr.msg_name = &second;
    sendmmsg(fd, messages, 2, 0);
    close(fd);
  });
  const std::vector<Call> one = CallsOf(trace, Sysno::sendmsg);
  ASSERT_THAT(one, SizeIs(2));
  EXPECT_FALSE(one[0].names_address());
  EXPECT_EQ(one[0].sockaddr(), "");
  EXPECT_TRUE(one[1].names_address());
  EXPECT_EQ(one[1].sockaddr(), "127.0.0.1:9");
  const std::vector<Call> many = CallsOf(trace, Sysno::sendmmsg);
  ASSERT_THAT(many, SizeIs(2));
  EXPECT_EQ(many[0].sockaddr(), "127.0.0.1:9");
  EXPECT_EQ(many[1].sockaddr(), "several");
}

TEST(Addresses, ThatCannotBeReadAreSaid) {
  const Trace trace = Record([] {
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    msghdr message{};
    message.msg_name = reinterpret_cast<void*>(8);
    message.msg_namelen = sizeof(sockaddr_in);
    EXPECT_EQ(sendmsg(fd, &message, 0), -1);
    close(fd);
  });
  const std::vector<Call> calls = CallsOf(trace, Sysno::sendmsg);
  ASSERT_THAT(calls, SizeIs(1));
  EXPECT_TRUE(calls[0].arguments_unreadable());
}

}  // namespace
}  // namespace sysassert::selftest
