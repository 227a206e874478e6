// Names of sockets are paths; what leads to /proc/self is the process's own. Real runs.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "policy_helpers.h"
#include "sysassert/gmock.h"
#include "sysassert/record.h"
#include "temp_directory.h"

namespace sysassert {
namespace {

using calls::Open;
using selftest::Broken;
using selftest::FieldOf;
using selftest::Holds;
using selftest::Loaded;
using selftest::RuleOnly;
using selftest::TempDirectory;
using testing::HasSubstr;
using testing::IsEmpty;

socklen_t Named(const char* name, sockaddr_un* address) {
  address->sun_family = AF_UNIX;
  std::strncpy(address->sun_path, name, sizeof address->sun_path - 1);
  return static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(name) + 1);
}
void ConnectTo(const char* name) {
  sockaddr_un address{};
  const socklen_t bytes = Named(name, &address);
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  static_cast<void>(connect(fd, reinterpret_cast<sockaddr*>(&address), bytes));
  close(fd);
}
void SendTo(std::initializer_list<const char*> names) {
  std::vector<sockaddr_un> addresses(names.size());
  std::vector<mmsghdr> messages(names.size());
  std::size_t i = 0;
  for (const char* name : names) {
    messages[i].msg_hdr.msg_namelen = Named(name, &addresses[i]);
    messages[i].msg_hdr.msg_name = &addresses[i];
    ++i;
  }
  const int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
  static_cast<void>(sendmmsg(fd, messages.data(), static_cast<unsigned>(messages.size()), 0));
  close(fd);
}
void BindTo(const char* name) {
  sockaddr_un address{};
  const socklen_t bytes = Named(name, &address);
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  EXPECT_EQ(bind(fd, reinterpret_cast<sockaddr*>(&address), bytes), 0) << name;
  close(fd);
}

class Sockets : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::current_path(directory_.path()); }
  void TearDown() override { std::filesystem::current_path("/"); }
  static std::string Denying(const std::string& call, const std::string& address) {
    return "deny: {call: " + call + ", addr: \"" + address + "\"}";
  }
  static bool Fires(const Trace& trace, const std::string& address,
                    const std::string& call = "connect") {
    return !Holds(trace, Denying(call, address));
  }
  static bool Permits(const Trace& trace, const std::string& address) {
    return Holds(trace, Loaded("only: {connect: [\"" + address + "\"]}"));
  }

  TempDirectory directory_;
};

TEST_F(Sockets, ANameOfASocketIsResolvedAsAPathIs) {
  const Trace relative = Record([] { ConnectTo("nope"); });
  EXPECT_TRUE(Fires(relative, "unix:" + directory_ / "nope"));
  EXPECT_TRUE(Permits(relative, "unix:" + directory_ / "nope"));
  EXPECT_TRUE(Fires(relative, "unix:" + directory_ / "**"));
  EXPECT_FALSE(Fires(relative, "unix:" + directory_ / "other"));
  std::filesystem::create_directory("real");
  std::filesystem::create_symlink("real", "link");
  const Trace linked = Record([] { ConnectTo("link/../link/s"); });
  EXPECT_TRUE(Fires(linked, "unix:" + directory_ / "real/s"));
  EXPECT_TRUE(Fires(linked, "unix:" + directory_ / "link/s"))
      << "the head of the pattern is a link";
  EXPECT_TRUE(Permits(linked, "unix:" + directory_ / "link/*"));
}

TEST_F(Sockets, ADenyFiresOnTheNameAsPassedAndAnAllowNeedsTheResolvedOne) {
  const std::string link = directory_ / "link", target = directory_ / "target";
  const Trace trace = Record([&] {
    BindTo("target");
    EXPECT_EQ(symlink("target", "link"), 0);
    ConnectTo(link.c_str());
    EXPECT_EQ(unlink("link"), 0);
  });
  EXPECT_TRUE(Fires(trace, "unix:" + link));
  EXPECT_TRUE(Fires(trace, "unix:" + target));
  EXPECT_TRUE(Permits(trace, "unix:" + target));
  EXPECT_FALSE(Permits(trace, "unix:" + link));
}

TEST_F(Sockets, AnAddressHasVariablesAsPathsHave) {
  const Trace trace = Record([] { ConnectTo("x"); });
  EXPECT_TRUE(Fires(trace, "unix:${cwd}/x"));
  EXPECT_TRUE(Permits(trace, "unix:${cwd}/x"));
  EXPECT_FALSE(Fires(trace, "unix:~/x"));
  for (const char* keys : {"rules: [{id: r, deny: {call: connect, addr: \"unix:${NOPE_1}/x\"}}]",
                           "only: {connect: [\"unix:@app-${NOPE_1}\"]}"}) {
    const auto rules = Loaded(keys).RulesFor(trace);
    ASSERT_FALSE(rules.ok()) << keys;
    EXPECT_THAT(rules.error().Message(), HasSubstr("'NOPE_1' is undefined")) << keys;
  }
}

TEST_F(Sockets, OfSeveralAddressesADenyFiresOnOneAndAnAllowNeedsAll) {
  const Trace trace = Record([] { SendTo({"a", "b"}); });
  EXPECT_TRUE(Fires(trace, "unix:${cwd}/b", "send"));
  EXPECT_FALSE(Fires(trace, "unix:${cwd}/c", "send"));
  const auto permits = [&](const std::string& addresses) {
    return Holds(trace, Loaded("default_deny: [sendmmsg]\nrules: [{id: r, allow: {call: sendmmsg, "
                               "addr: [" +
                               addresses + "]}}]"));
  };
  EXPECT_TRUE(permits("\"unix:${cwd}/a\", \"unix:${cwd}/b\""));
  EXPECT_FALSE(permits("\"unix:${cwd}/b\""));
}

TEST_F(Sockets, AFailureShowsTheFileAndTheNameAsPassed) {
  const Trace trace = Record([] { ConnectTo("x"); });
  const Verdict verdict = Check(trace, RuleOnly(Denying("connect", "unix:${cwd}/x")));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_THAT(Format(verdict.violations[0], trace),
              HasSubstr("unix:" + directory_ / "x" + " (passed \"unix:x\")"));
}

TEST_F(Sockets, AreFilesThatARunLeaves) {
  const Trace trace = Record([] {
    BindTo("left");
    BindTo("removed");
    EXPECT_EQ(unlink("removed"), 0);
    EXPECT_EQ(mkfifo("fifo", 0600), 0);
  });
  std::vector<std::string> left;
  for (const FileRecord& file : trace.files()) {
    if (file.created && !file.removed) left.push_back(std::filesystem::path(file.path).filename());
  }
  EXPECT_THAT(left, testing::UnorderedElementsAre("left", "fifo"));
  EXPECT_THAT(Broken(trace, RuleOnly("leaves: {path: \"${cwd}/**\"}, max: 0")),
              testing::ElementsAre("r: files were left behind"));
}

TEST_F(Sockets, ThatARunLeavesAreSeenByTheFilterOfTheRule) {
  const Policy policy = RuleOnly("leaves: {path: \"${cwd}/**\"}, max: 0");
  const Trace trace = Record(
      [] {
        BindTo("left");
        EXPECT_EQ(mkfifo("fifo", 0600), 0);
      },
      WatchingFor({policy}));
  const Verdict verdict = Check(trace, policy);
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(FieldOf(verdict.violations[0], "actual"), "2");
}

// --- /proc/self ------------------------------------------------------------------------------

void Read(const char* path) { close(open(path, O_RDONLY)); }

TEST(ProcSelf, APatternOfItIsOfTheProcessThatCalls) {
  for (const char* path : {"/proc/self/maps", "/proc/thread-self/maps"}) {
    const Trace trace = Record([path] { Read(path); });
    const Trace by_number =
        Record([] { Read(("/proc/" + std::to_string(getpid()) + "/maps").c_str()); });
    for (const char* pattern : {"/proc/self/maps", "/proc/<self>/maps", "/proc/thread-self/m*"}) {
      const std::string rule = "call: open, path: \"" + std::string(pattern) + "\"}";
      EXPECT_FALSE(Holds(trace, "deny: {" + rule)) << pattern << " of " << path;
      EXPECT_FALSE(Holds(by_number, "deny: {" + rule)) << pattern;
      EXPECT_TRUE(
          Holds(trace, Loaded("default_deny: [open]\nrules: [{id: r, allow: {" + rule + "}]")))
          << pattern << " of " << path;
    }
  }
}

TEST(ProcSelf, IsNotThatOfAnother) {
  const Trace trace =
      Record([] { Read(("/proc/" + std::to_string(getppid()) + "/maps").c_str()); });
  EXPECT_TRUE(Holds(trace, "deny: {call: open, path: /proc/self/maps}"));
}

TEST(ProcSelf, IsWhereMountsAndNetLead) {
  const Trace trace = Record([] { Read("/proc/self/mounts"), Read("/proc/self/net/dev"); });
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: /proc/mounts}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: \"/proc/net/*\"}"));
  const Trace by_link = Record([] { Read("/proc/mounts"); });
  EXPECT_TRUE(
      Holds(by_link, Loaded("default_deny: [open]\nrules: [{id: r, allow: {call: open, path: "
                            "/proc/mounts}}]")));
}

TEST(ProcSelf, ALiteralHeadThatLeadsThereIsResolvedToIt) {
  const TempDirectory directory;
  const std::string mtab = directory / "mtab", own = directory / "own";
  ASSERT_EQ(symlink("/proc/self/mounts", mtab.c_str()), 0);
  ASSERT_EQ(symlink("/proc/self", own.c_str()), 0);
  const Trace trace = Record([&] { Read(mtab.c_str()); });
  for (const std::string& pattern : {mtab, std::string("/proc/mounts"), own + "/mounts"}) {
    EXPECT_FALSE(Holds(trace, "deny: {call: open, path: \"" + pattern + "\"}")) << pattern;
    EXPECT_TRUE(Holds(trace, Loaded("default_deny: [open]\nrules: [{id: r, allow: {call: open, "
                                    "path: \"" +
                                    pattern + "\"}}]")))
        << pattern;
  }
  EXPECT_TRUE(Holds(trace, "deny: {call: open, path: \"" + own + "/maps\"}"));
}

TEST(ProcSelf, IsTheSameToMatchers) {
  const Trace trace = Record([] { Read("/proc/self/maps"); });
  EXPECT_THAT(trace, Made(Open("/proc/self/maps")));
  EXPECT_THAT(trace, Made(Open(Glob("/proc/self/m*"))));
  EXPECT_THAT(trace, OnlyOpensUnder("/proc/self"));
}

}  // namespace
}  // namespace sysassert
