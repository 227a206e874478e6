// Every key of a pattern; each test is named for a sentence of the language.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

#include "policy_helpers.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::FieldOf;
using selftest::Holds;
using selftest::Loaded;
using selftest::RuleOnly;
using selftest::TraceBuilder;
using testing::ElementsAre, testing::HasSubstr;

Trace Of(const FakeCall& call) { return TraceBuilder().Add(call).Build(); }
// A deny of this pattern fires.
bool Fires(const std::string& pattern, const FakeCall& call) {
  return !Holds(Of(call), "deny: {" + pattern + "}");
}
FakeCall WriteTo(FdKind kind) { return FakeCall(Sysno::write).Fd(0, 3, "x", 0, kind).Returns(1); }

TEST(Sentence, FdKindTellsEveryKind) {
  const std::pair<const char*, FdKind> kinds[] = {
      {"file", FdKind::kFile},       {"dir", FdKind::kDirectory},     {"pipe", FdKind::kPipe},
      {"socket", FdKind::kSocket},   {"tty", FdKind::kTty},           {"device", FdKind::kDevice},
      {"memfd", FdKind::kMemfd},     {"epoll", FdKind::kEpoll},       {"eventfd", FdKind::kEventfd},
      {"timerfd", FdKind::kTimerfd}, {"signalfd", FdKind::kSignalfd}, {"inotify", FdKind::kInotify},
      {"pidfd", FdKind::kPidfd},     {"io_uring", FdKind::kIoUring}};
  for (const auto& [word, kind] : kinds) {
    for (const auto& [other, other_kind] : kinds) {
      EXPECT_EQ(Fires("call: write, fd_kind: " + std::string(word), WriteTo(other_kind)),
                kind == other_kind)
          << word << " of " << other;
    }
  }
}

TEST(Sentence, ADeletedFileKeepsItsNameAndHasTheFdKindDeleted) {
  const FakeCall gone = FakeCall(Sysno::write).Fd(0, 3, "/w/gone", 7).Deleted().Returns(1);
  EXPECT_TRUE(Fires("call: write, fd_kind: deleted", gone));
  EXPECT_TRUE(Fires("call: write, fd_kind: deleted, path: /w/gone", gone));
  EXPECT_FALSE(Fires("call: write, fd_kind: deleted", WriteTo(FdKind::kFile)));
}

TEST(Sentence, SizeIsBytesMovedOrAskedFor) {
  const FakeCall moved = FakeCall(Sysno::write).Fd(0, 3, "/w/a").Arg(2, 100).Returns(40);
  const FakeCall refused = FakeCall(Sysno::write).Fd(0, 3, "/w/a").Arg(2, 100).Fails(ENOSPC);
  EXPECT_TRUE(Fires("call: write, size: {eq: 40}", moved));
  EXPECT_FALSE(Fires("call: write, size: {gt: 40}", moved));
  EXPECT_TRUE(Fires("call: write, size: {eq: 100}", refused));
  const FakeCall sent = FakeCall(Sysno::sendto).Fd(0, 3, "socket:[1]").Arg(2, 100).Fails(ENOENT);
  EXPECT_TRUE(Fires("call: sendto, size: {eq: 100}", sent));  // whose argument is its len
  const FakeCall received = FakeCall(Sysno::recvfrom).Fd(0, 3, "socket:[1]").Arg(2, 100);
  EXPECT_FALSE(Fires("call: recvfrom, size: {eq: 100}", received));  // of which none came
}

TEST(Sentence, ArgsHaveEveryComparison) {
  const FakeCall call = FakeCall(Sysno::mmap).Arg(1, 0x3000);
  const std::pair<const char*, bool> tests[] = {
      {"eq: 0x3000", true},          {"eq: 1", false},      {"ne: 1", true},
      {"ne: 0x3000", false},         {"lt: 0x3001", true},  {"lt: 0x3000", false},
      {"le: 0x3000", true},          {"le: 0x2fff", false}, {"gt: 0x2fff", true},
      {"gt: 0x3000", false},         {"ge: 0x3000", true},  {"ge: 0x3001", false},
      {"in: [1, 12KiB]", true},      {"in: [1, 2]", false}, {"mask: 0x1000, eq: 0x1000", true},
      {"mask: 0x1000, eq: 0", false}};
  for (const auto& [test, fires] : tests)
    EXPECT_EQ(Fires("call: mmap, args: {length: {" + std::string(test) + "}}", call), fires)
        << test;
}

// The kernel takes 32 bits of an int, of an id and of a word of flags, whatever is above them.
TEST(Sentence, ArgsAreWhatTheKernelTakesOfARegister) {
  constexpr std::uint64_t kJunk = 0xdeadbeef00000000;
  const FakeCall socket = FakeCall(Sysno::socket).Arg(0, kJunk | AF_INET).Arg(1, kJunk | 1);
  for (const char* test : {"eq: 2", "in: [10, 2]", "lt: 3", "any: [AF_INET]"})
    EXPECT_TRUE(Fires("call: socket, args: {domain: {" + std::string(test) + "}}", socket)) << test;
  for (const char* test : {"ne: 2", "eq: 4294967298", "gt: 2", "any: [AF_UNIX]"})
    EXPECT_FALSE(Fires("call: socket, args: {domain: {" + std::string(test) + "}}", socket))
        << test;
  const FakeCall setuid = FakeCall(Sysno::setuid).Arg(0, kJunk);
  EXPECT_TRUE(Fires("call: setuid, args: {uid: {eq: 0}}", setuid));
  const FakeCall nobody = FakeCall(Sysno::setuid).Arg(0, 0xffffffff);
  for (const char* test : {"eq: -1", "eq: 0xffffffff", "gt: 65535"})
    EXPECT_TRUE(Fires("call: setuid, args: {uid: {" + std::string(test) + "}}", nobody)) << test;
  const FakeCall open = FakeCall(Sysno::open).Path(0, "/a", "/a").Arg(1, kJunk | O_WRONLY);
  EXPECT_TRUE(Fires("call: open, args: {flags: {eq: 1}}", open));
}

TEST(Sentence, OriginIsTheKernelsForErrnoRulesByDefault) {
  const auto denied = [](Origin origin) {
    return FakeCall(Sysno::unlink).Path(0, "/a", "/a").Fails(EACCES).MadeBy(origin);
  };
  const std::string rule = "call: unlink, result: EACCES";
  EXPECT_TRUE(Fires(rule, denied(Origin::kKernel)));
  EXPECT_FALSE(Fires(rule, denied(Origin::kDenied)));
  EXPECT_FALSE(Fires(rule, denied(Origin::kInjected)));
  for (const auto& [word, origin] :
       {std::pair("kernel", Origin::kKernel), std::pair("denied", Origin::kDenied),
        std::pair("injected", Origin::kInjected)}) {
    for (const Origin of : {Origin::kKernel, Origin::kDenied, Origin::kInjected}) {
      EXPECT_EQ(Fires(rule + ", origin: " + word, denied(of)), of == origin) << word;
      EXPECT_TRUE(Fires(rule + ", origin: any", denied(of)));
    }
  }
}

TEST(Sentence, FamilyIsThatOfTheSocket) {
  const auto socket = [](int family) {
    return FakeCall(Sysno::socket)
        .Arg(0, static_cast<unsigned>(family))
        .Opens(3, "socket:[1]", 0, FdKind::kSocket, 0, family);
  };
  EXPECT_TRUE(Fires("call: socket, family: inet6", socket(AF_INET6)));
  EXPECT_FALSE(Fires("call: socket, family: inet6", socket(AF_INET)));
  EXPECT_TRUE(Fires("call: socket, family: [unix, netlink]", socket(AF_NETLINK)));
}

// --- addresses -------------------------------------------------------------------------------

FakeCall Connect(const void* address, std::size_t bytes, int family) {
  return FakeCall(Sysno::connect)
      .Fd(0, 5, "socket:[1]", 1, FdKind::kSocket, 0, family)
      .Bytes(1, {static_cast<const char*>(address), bytes})
      .Arg(2, bytes);
}
FakeCall ConnectV4(const char* host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, host, &address.sin_addr);
  return Connect(&address, sizeof address, AF_INET);
}
FakeCall ConnectV6(const char* host, std::uint16_t port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  inet_pton(AF_INET6, host, &address.sin6_addr);
  return Connect(&address, sizeof address, AF_INET6);
}
FakeCall ConnectUnix(std::string_view name) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name.data(), name.size());
  FakeCall connect = Connect(&address, offsetof(sockaddr_un, sun_path) + name.size(), AF_UNIX);
  return name.front() == '/' ? connect.About(1, name) : connect;
}

TEST(Sentence, AddrIsIPv4IPv6CidrPortsUnixOrAbstract) {
  const auto fires = [](const std::string& address, const FakeCall& call) {
    return Fires("call: connect, addr: \"" + address + "\"", call);
  };
  const FakeCall v4 = ConnectV4("10.1.2.3", 443);
  EXPECT_TRUE(fires("10.1.2.3:443", v4));
  EXPECT_TRUE(fires("10.0.0.0/8:443", v4));
  EXPECT_TRUE(fires("10.1.2.3:*", v4));
  EXPECT_TRUE(fires("*:443", v4));
  EXPECT_FALSE(fires("10.1.2.3:80", v4));
  EXPECT_FALSE(fires("10.1.2.0/31:443", v4));
  EXPECT_FALSE(fires("[::]/0:443", v4)) << "the other family";
  const FakeCall v6 = ConnectV6("fe80::1", 53);
  EXPECT_TRUE(fires("[fe80::1]:53", v6));
  EXPECT_TRUE(fires("[fe80::]/10:*", v6));
  EXPECT_FALSE(fires("[::1]:53", v6));
  EXPECT_TRUE(fires("unix:/run/*", ConnectUnix("/run/x")));
  EXPECT_FALSE(fires("unix:/run/y", ConnectUnix("/run/x")));
  using namespace std::string_view_literals;
  EXPECT_TRUE(fires("unix:@name", ConnectUnix("\0name"sv)));
  EXPECT_FALSE(fires("unix:/name", ConnectUnix("\0name"sv)));
  EXPECT_TRUE(fires("unix:@*", ConnectUnix("\0a/b"sv))) << "one name, whatever its bytes";
  EXPECT_TRUE(fires("unix:@a/*", ConnectUnix("\0a/b"sv)));
  EXPECT_TRUE(fires("unix:**", ConnectUnix("\0a/b"sv)));
  EXPECT_FALSE(fires("unix:@a/*", ConnectUnix("\0a"sv)));
  EXPECT_FALSE(fires("unix:@*", ConnectUnix("/run/x")));
}

TEST(Sentence, AnIPv4AddressIsTheSameWhereASocketOfInet6HasIt) {
  const FakeCall mapped = ConnectV6("::ffff:127.0.0.1", 81);
  for (const char* address : {"127.0.0.1:81", "127.0.0.0/8:*", "[::ffff:127.0.0.1]:81",
                              "[::ffff:127.0.0.0]/104:81", "[::]/0:81"}) {
    EXPECT_TRUE(Fires("call: connect, addr: \"" + std::string(address) + "\"", mapped)) << address;
  }
  EXPECT_FALSE(Fires("call: connect, addr: \"127.0.0.2:81\"", mapped));
  EXPECT_FALSE(Fires("call: connect, addr: \"[::1]:81\"", mapped));
  EXPECT_TRUE(Fires("call: connect, addr: \"[::ffff:127.0.0.1]:81\"", ConnectV4("127.0.0.1", 81)));
  EXPECT_TRUE(Holds(Of(mapped), Loaded("only: {connect: [\"127.0.0.1:*\"]}")));
  EXPECT_TRUE(Holds(Of(mapped), Loaded("extends: [stock:loopback-only]")));
  EXPECT_FALSE(
      Holds(Of(ConnectV6("::ffff:10.0.0.1", 81)), Loaded("extends: [stock:loopback-only]")));
}

// --- descriptors at an exec ------------------------------------------------------------------

FakeCall Exec() { return FakeCall(Sysno::execve).Path(0, "/bin/ls", "/bin/ls"); }

TEST(Sentence, LeaksIsADescriptorAboveTheStandardStreamsThatAnExecHandsOn) {
  const FakeCall leaking = Exec().HandsOn(3, "/etc/hosts").HandsOnNothingElse();
  EXPECT_TRUE(Fires("call: exec, leaks: true", leaking));
  EXPECT_FALSE(Fires("call: exec, leaks: false", leaking));
  EXPECT_FALSE(Fires("call: exec, leaks: true", Exec().HandsOnNothingElse()));
  EXPECT_TRUE(Fires("call: exec, leaks: false", Exec().HandsOnNothingElse()));
}

TEST(Sentence, WhatTheRunBeganWithIsNoLeak) {
  EXPECT_FALSE(Fires("call: exec, leaks: true",
                     Exec().HandsOn(3, "pipe:[7]", 0, true).HandsOnNothingElse()));
}

TEST(Sentence, AnExecOfWhichNothingIsKnownIsInconclusive) {
  for (const char* wanted : {"true", "false"}) {
    EXPECT_THAT(
        Broken(Of(Exec()), RuleOnly(std::string("deny: {call: exec, leaks: ") + wanted + "}")),
        ElementsAre(HasSubstr("inconclusive")));
  }
  EXPECT_TRUE(Holds(Of(Exec().Fails(ENOENT)), "deny: {call: exec, leaks: true}"));
}

TEST(Sentence, ALeakIsNamed) {
  const Trace trace = Of(Exec().HandsOn(3, "/etc/hosts").HandsOn(4, "/w/log").HandsOnNothingElse());
  const Verdict verdict = Check(trace, RuleOnly("deny: {call: exec, leaks: true}"));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].title, "leaked descriptors");
  EXPECT_EQ(FieldOf(verdict.violations[0], "leaks"), "3 /etc/hosts, 4 /w/log");
}

}  // namespace
}  // namespace sysassert
