#include "learn/need.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "policy/only.h"
#include "trace_builder.h"

namespace sysassert::learn {
namespace {

using selftest::FakeCall;
using selftest::TraceBuilder;
using testing::ElementsAre;
using testing::IsEmpty;

Policy Nothing() {
  return Policy::FromString(
      "sysassert: 1\nname: nothing\nonly: {read: [], write: [], exec: [], connect: [], listen: "
      "[]}");
}

// What each refused call needs: "read /etc/x", "write {call: …}", in the order of the lists.
std::vector<std::string> NeedsOf(const Trace& trace) {
  std::vector<std::string> needs;
  const auto refusals = RefusedBy(Nothing(), trace);
  for (const Refusal& refusal : refusals.value()) {
    const Need need = NeedOf(refusal.list, trace.call(refusal.call));
    std::string text = refusal.list;
    for (const std::string& path : need.paths) text += " " + path;
    if (!need.address.empty()) text += " " + need.address;
    if (!need.pattern.empty()) text += " " + need.pattern;
    needs.push_back(text);
  }
  return needs;
}

FakeCall Open(const char* path, std::uint64_t flags) {
  return FakeCall(Sysno::openat).Path(1, path, path).Flags(2, flags);
}

template <typename Address>
std::string_view BytesOf(const Address& address) {
  return {reinterpret_cast<const char*>(&address), sizeof address};
}

TEST(ListOfOnly, IsTheOneWhoseRuleRefused) {
  EXPECT_EQ(ListOf("only.read"), "read");
  EXPECT_EQ(ListOf("no-secrets"), std::nullopt);
  for (const policy::OnlyKey& key : policy::kOnlyKeys)
    EXPECT_EQ(ListOf(std::string(policy::kOnlyRule) + std::string(key.key)), key.key);
}

TEST(Need, IsThePathOfAnOpen) {
  const Trace trace = TraceBuilder()
                          .Add(Open("/etc/a", O_RDONLY).Opens(3, "/etc/a"))
                          .Add(Open("/etc/none", O_RDONLY).Fails(ENOENT))
                          .Add(Open("/w/out", O_WRONLY | O_CREAT).Opens(4, "/w/out"))
                          .Add(Open("/etc/loaded", O_RDONLY).Opens(3, "/etc/loaded").Loading())
                          .Build();
  EXPECT_THAT(NeedsOf(trace), ElementsAre("read /etc/a", "read /etc/none", "write /w/out"));
}

TEST(Need, IsBothPathsOfARename) {
  const Trace trace =
      TraceBuilder()
          .Add(FakeCall(Sysno::rename).Path(0, "a", "/w/a").Path(1, "b", "/w/b").Returns(0))
          .Build();
  EXPECT_THAT(NeedsOf(trace), ElementsAre("write /w/a /w/b"));
}

TEST(Need, IsTheScriptAndItsInterpreter) {
  const Trace trace =
      TraceBuilder()
          .Add(FakeCall(Sysno::execve).Path(0, "./s", "/w/s").Runs("/usr/bin/dash").Returns(0))
          .Build();
  EXPECT_THAT(NeedsOf(trace), ElementsAre("exec /w/s /usr/bin/dash"));
}

TEST(Need, IsARuleOfItsOwnWhereNoPathNamesTheObject) {
  const Trace trace =
      TraceBuilder()
          .Add(FakeCall(Sysno::fchmod).Fd(0, 4, "pipe:[7]", 7, FdKind::kPipe).Returns(0))
          .Add(FakeCall(Sysno::openat).Arg(1, 1).Unreadable().Flags(2, O_RDONLY).Fails(EFAULT))
          .Build();
  EXPECT_THAT(NeedsOf(trace), ElementsAre("read {call: \"exact:openat\", result: EFAULT}",
                                          "write {call: \"exact:fchmod\", fd_kind: pipe}"));
}

TEST(Need, IsTheNameThatWasPassedForAPipe) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::openat)
                                   .Path(1, "/dev/stdout", "/dev/stdout")
                                   .Flags(2, O_WRONLY)
                                   .Opens(3, "pipe:[7]", 7, FdKind::kPipe))
                          .Build();
  EXPECT_THAT(NeedsOf(trace),
              ElementsAre("write {call: \"exact:openat\", as_passed: /dev/stdout}"));
}

TEST(Need, NeverIsAWholeFamilyOfAddresses) {
  sockaddr short_address{};
  short_address.sa_family = AF_INET;
  const FakeCall connect = FakeCall(Sysno::connect)
                               .Fd(0, 3, "socket:[1]", 1, FdKind::kSocket, 0, AF_INET)
                               .Bytes(1, BytesOf(short_address).substr(0, 4))
                               .Arg(2, 4);
  const Trace worked = TraceBuilder().Add(FakeCall(connect).Returns(0)).Build();
  EXPECT_TRUE(NeedOf("connect", worked.call(0)).none());
  const Trace failed = TraceBuilder().Add(FakeCall(connect).Fails(EINVAL)).Build();
  EXPECT_THAT(NeedsOf(failed), ElementsAre("connect {call: \"exact:connect\", result: EINVAL}"));
}

TEST(Need, IsTheAddressOfAConnect) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(9);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr netlink{};
  netlink.sa_family = AF_NETLINK;
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::connect)
                                   .Fd(0, 3, "socket:[1]", 1, FdKind::kSocket, 0, AF_INET)
                                   .Bytes(1, BytesOf(address))
                                   .Arg(2, sizeof address)
                                   .Returns(0))
                          .Add(FakeCall(Sysno::bind)
                                   .Fd(0, 3, "socket:[2]", 1, FdKind::kSocket, 0, AF_NETLINK)
                                   .Bytes(1, BytesOf(netlink))
                                   .Arg(2, 12)
                                   .Returns(0))
                          .Build();
  EXPECT_THAT(NeedsOf(trace), ElementsAre("connect 127.0.0.1:9")) << "netlink is the kernel";
}

TEST(Need, IsNothingOfWhatOnlyDoesNotRestrict) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::newfstatat).Path(1, "/etc/a", "/etc/a").Returns(0))
                          .Add(FakeCall(Sysno::write).Fd(0, 1, "/w/out").Returns(3))
                          .Build();
  EXPECT_THAT(NeedsOf(trace), IsEmpty());
}

}  // namespace
}  // namespace sysassert::learn
