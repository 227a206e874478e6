// Policy tests: what a test file may say, what is wrong with one, and what a failed case shows.
#include "trial/policy_test.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "approved.h"
#include "temp_directory.h"

namespace sysassert::trial {
namespace {

using selftest::TempDirectory;

// --- mistakes --------------------------------------------------------------------------------

const std::filesystem::path kHostile = SYSASSERT_SOURCE "/selftest/trial/hostile";

std::vector<std::string> HostileFiles() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(kHostile)) {
    if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class HostileTest : public testing::TestWithParam<std::string> {};

TEST_P(HostileTest, IsAnsweredWithTheApprovedMessage) {
  const std::filesystem::path here = std::filesystem::current_path();
  std::filesystem::current_path(kHostile);
  const PolicyTestResult result = RunPolicyTest(GetParam() + ".yaml");
  std::filesystem::current_path(here);
  std::string text;
  for (const Diagnostic& mistake : result.mistakes) text += mistake.text();
  for (const FailedCase& failure : result.failures)
    text += failure.diagnostic.text() + failure.fired;
  EXPECT_FALSE(result.holds());
  selftest::ExpectApproved("trial/" + GetParam(), text);
}

std::string AsTestName(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Files, HostileTest, testing::ValuesIn(HostileFiles()), AsTestName);

// --- events ----------------------------------------------------------------------------------

// One case over the policy `rules`: does `fires` come true?
bool Comes(const std::string& rules, const std::string& events, const std::string& fires) {
  const TempDirectory directory;
  std::ofstream(directory / "p.yaml") << "sysassert: 1\nname: p\n" << rules << "\n";
  const std::string file = TestFileOf(directory / "p.yaml");
  std::ofstream(file) << "sysassert-test: 1\ncases: [{name: a, events: [" << events << "], fires: ["
                      << fires << "]}]\n";
  const PolicyTestResult result = RunPolicyTest(file);
  for (const Diagnostic& mistake : result.mistakes) ADD_FAILURE() << mistake.text();
  EXPECT_EQ(result.cases, 1U);
  return result.holds();
}
bool Fires(const std::string& rule, const std::string& events) {
  const std::string rules = "rules: [{id: r, " + rule + "}]";
  const bool fires = Comes(rules, events, "r");
  EXPECT_NE(fires, Comes(rules, events, "")) << "it can be neither";
  return fires;
}

TEST(TestFileOf, StandsBesideThePolicy) {
  EXPECT_EQ(TestFileOf("a/p.yaml"), "a/p.test.yaml");
  EXPECT_EQ(TestFileOf("a/p"), "a/p.test.yaml");
}

TEST(PolicyTest, OfAllowsSaysWhatTheyAreExceptionsTo) {
  const TempDirectory directory;
  std::ofstream(directory / "p.yaml")
      << "sysassert: 1\nname: p\nrules: [{id: a, allow: {call: open, path: /a}}]\n";
  const std::string file = TestFileOf(directory / "p.yaml");
  const std::string cases =
      "cases: [{name: a, events: [{call: open, path: /a}], fires: []},\n"
      "        {name: b, events: [{call: open, path: /b}], fires: [default_deny.open]}]\n";
  std::ofstream(file) << "sysassert-test: 1\ndefault_deny: [open]\n" << cases;
  EXPECT_TRUE(RunPolicyTest(file).holds());
  std::ofstream(file) << "sysassert-test: 1\n" << cases;
  const PolicyTestResult without = RunPolicyTest(file);
  ASSERT_EQ(without.mistakes.size(), 1U);
  EXPECT_THAT(without.mistakes.front().message, testing::HasSubstr("default_deny: [\"@file\"]"));
  std::ofstream(file) << "sysassert-test: 1\ndefault_deny: [\"it's\"]\n" << cases;
  EXPECT_THAT(RunPolicyTest(file).mistakes.front().message, testing::HasSubstr("it's"));
}

TEST(PolicyTest, IsToldTheIdsOfADefaultDeny) {
  const TempDirectory directory;
  std::ofstream(directory / "p.yaml") << "sysassert: 1\nname: p\ndefault_deny: [\"@file\"]\n";
  const std::string file = TestFileOf(directory / "p.yaml");
  std::ofstream(file) << "sysassert-test: 1\ncases: [{name: a, events: [{call: open, path: /a}], "
                         "fires: [default_deny]}]\n";
  const PolicyTestResult result = RunPolicyTest(file);
  ASSERT_EQ(result.mistakes.size(), 1U);
  EXPECT_THAT(result.mistakes.front().message,
              testing::HasSubstr("did you mean 'default_deny.@file'?"));
}

TEST(Event, OfAnExecHasAllThatItRuns) {
  const std::string event = "{call: execve, path: /a, runs: [/b, /bin/sh]}";
  for (const char* program : {"/a", "/b", "/bin/sh"})
    EXPECT_TRUE(Fires(std::string("deny: {call: exec, exe: ") + program + "}", event)) << program;
  EXPECT_FALSE(Fires("deny: {call: exec, exe: /c}", event));
  EXPECT_TRUE(Fires("deny: {call: exec, path: /b}", "{call: execve, path: /a, runs: /b}"));
}

TEST(Event, OfAnMsyncHasTheFileThatIsMapped) {
  EXPECT_TRUE(Fires("deny: {call: msync, path: /a}", "{call: msync, path: /a}"));
  EXPECT_FALSE(Fires("deny: {call: msync, path: /a}", "{call: msync, path: /b}"));
}

TEST(Event, HasTheFlagsOfItsRegisterOrStructure) {
  const std::string rule = "deny: {call: open-write}";
  EXPECT_TRUE(Fires(rule, "{call: openat, path: /a, flags: O_WRONLY|O_CREAT}"));
  EXPECT_TRUE(Fires(rule, "{call: openat, path: /a, flags: [O_RDWR, O_CLOEXEC]}"));
  EXPECT_TRUE(Fires(rule, "{call: openat2, path: /a, flags: O_RDWR}"));
  EXPECT_FALSE(Fires(rule, "{call: openat2, path: /a, flags: O_RDONLY}"));
  EXPECT_TRUE(Fires("deny: {call: thread}", "{call: clone3, flags: CLONE_THREAD}"));
}

TEST(Event, ADescriptorIsWhatAnEarlierEventOfTheProcessOpened) {
  const std::string rule = "deny: {call: write, path: /log}";
  const std::string open = "{call: openat, path: /log, flags: O_WRONLY, result: 5}, ";
  EXPECT_TRUE(Fires(rule, open + "{call: write, fd: 5}"));
  EXPECT_FALSE(Fires(rule, open + "{call: write, fd: 6}"));
  EXPECT_FALSE(Fires(rule, open + "{call: close, fd: 5}, {call: write, fd: 5}"));
  EXPECT_TRUE(Fires(rule, open + "{call: dup2, fd: 5, result: 1}, {call: write, fd: 1}"));
  EXPECT_TRUE(Fires(rule, open + "{call: write, fd: 5, process: child}"));
  EXPECT_FALSE(Fires(rule, "{call: openat, path: /log, result: EACCES}, {call: write, fd: 3}"));
}

TEST(Event, ADescriptorMayBeNamedOutright) {
  EXPECT_TRUE(Fires("deny: {call: write, path: /log}", "{call: write, path: /log}"));
  EXPECT_TRUE(Fires("deny: {call: write, fd_kind: tty}", "{call: write, fd: 1, fd_kind: tty}"));
}

TEST(Event, AFileStaysTheSameWhenItIsRenamed) {
  const std::string rule =
      "order: {from: {call: write}, until: {call: fsync}, never: {call: close}, same: [file]}";
  const std::string events = "{call: write, path: /a}, {call: rename, path: [/a, /b]}, ";
  EXPECT_FALSE(Fires(rule, events + "{call: fsync, path: /b}, {call: close, path: /b}"));
  EXPECT_TRUE(Fires(rule, events + "{call: fsync, path: /c}, {call: close, path: /b}"));
}

TEST(Event, AFileIsMadeByTheOpenThatMayCreateIt) {
  const std::string rule = "leaves: {path: /tmp/**}, max: 0";
  const std::string open = "{call: openat, path: /tmp/a, flags: O_WRONLY|O_CREAT}";
  EXPECT_TRUE(Fires(rule, open));
  EXPECT_FALSE(Fires(rule, open + ", {call: unlink, path: /tmp/a}"));
  EXPECT_FALSE(Fires(rule, "{call: stat, path: /tmp/a}, " + open));  // it was there
}

TEST(Event, AnExecMakesTheProcessThatProgram) {
  const std::string rule = "deny: {call: openat}, where: {exe: /bin/ls}, may_be_absent: true";
  EXPECT_TRUE(Fires(rule, "{call: execve, path: /bin/ls}, {call: openat, path: /a}"));
  EXPECT_FALSE(
      Fires(rule, "{call: execve, path: /bin/ls, result: ENOENT}, {call: openat, path: /a}"));
  EXPECT_TRUE(Fires("deny: {call: exec, exe: /bin/sh}", "{call: execve, path: /a, runs: /bin/sh}"));
}

TEST(Event, IsOfAProcessAThreadAndAPhase) {
  EXPECT_TRUE(
      Fires("deny: {call: getpid}, where: {process: children}", "{call: getpid, process: child}"));
  EXPECT_TRUE(
      Fires("deny: {call: getpid}, where: {thread: \"io*\"}", "{call: getpid, thread: io-1}"));
  EXPECT_TRUE(
      Fires("deny: {call: getpid}, where: {under: /usr/bin/git}",
            "{call: openat, path: /a, process: git}, {call: getpid, process: ssh, parent: git}"));
  EXPECT_FALSE(
      Fires("count: {call: getpid}, max: 0", "{call: getpid, phase: loading}, {call: getuid}"));
  EXPECT_TRUE(Fires("deny: {call: getpid}, where: {arch: i386}", "{call: getpid, arch: i386}"));
}

TEST(Event, AMarkBeginsAPhase) {
  const std::string rule = "deny: {call: openat}, where: {phase: {after: ready}}";
  EXPECT_TRUE(Fires(rule, "{mark: ready}, {call: openat, path: /a}"));
  EXPECT_FALSE(Fires(rule, "{call: openat, path: /a}, {mark: ready}, {call: getpid}"));
}

TEST(Event, HasAnAddressAFamilyASizeAndContent) {
  EXPECT_TRUE(Fires("deny: {call: connect, addr: \"10.0.0.0/8:*\"}",
                    "{call: connect, addr: \"10.1.2.3:80\"}"));
  EXPECT_TRUE(
      Fires("deny: {call: connect, addr: \"unix:@x\"}", "{call: connect, addr: \"unix:@x\"}"));
  const std::string two = "{call: sendmmsg, addr: [\"10.0.0.1:9\", \"unix:/run/x\"]}";
  EXPECT_TRUE(Fires("deny: {call: sendmmsg, addr: \"10.0.0.1:9\"}", two));
  EXPECT_TRUE(Fires("deny: {call: sendmmsg, addr: \"unix:/run/x\"}", two));
  EXPECT_FALSE(Fires("deny: {call: sendmmsg, addr: \"10.0.0.2:9\"}", two));
  EXPECT_TRUE(Fires("deny: {call: \"@network\"}", "{call: socket, family: inet6}"));
  EXPECT_FALSE(Fires("deny: {call: \"@network\"}", "{call: socket, family: unix}"));
  EXPECT_TRUE(Fires("count: {call: write}, of: bytes, max: 9", "{call: write, size: 10}"));
  EXPECT_TRUE(Fires("deny: {call: write, content: key}", "{call: write, content: a key}"));
}

TEST(Event, HasAResultAndAnOrigin) {
  EXPECT_TRUE(Fires("deny: {call: kill, result: EPERM}", "{call: kill, result: EPERM}"));
  EXPECT_FALSE(
      Fires("deny: {call: kill, result: EPERM}", "{call: kill, result: EPERM, origin: injected}"));
  EXPECT_TRUE(Fires("count: {call: read}, min: 1", "{call: read, unfinished: true}"));
  EXPECT_TRUE(Fires("count: {call: read}, max: 4", "{call: read, times: 5}"));
}

TEST(Event, ArgumentsHaveNumbersOrNames) {
  const std::string rule = "deny: {call: mmap, args: {prot: {any: [PROT_EXEC]}}}";
  EXPECT_TRUE(Fires(rule, "{call: mmap, args: {prot: PROT_READ|PROT_EXEC}}"));
  EXPECT_FALSE(Fires(rule, "{call: mmap, args: {prot: PROT_READ}}"));
  EXPECT_TRUE(Fires("deny: {call: mmap, args: {length: {ge: 4096}}}",
                    "{call: mmap, args: {length: 4096}}"));
}

}  // namespace
}  // namespace sysassert::trial
