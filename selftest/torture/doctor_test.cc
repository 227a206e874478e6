// `sysassert doctor` and runs where something is refused: by a filter of ours, as a container's.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "temp_directory.h"
#include "thirty_two_bit.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Effect Below(const std::string& refused, std::vector<std::string> words) {
  const TempDirectory directory;
  std::vector<std::string> all = {SYSASSERT_PROGRAMS "/refuse", refused, SYSASSERT_BINARY};
  all.insert(all.end(), words.begin(), words.end());
  return RunAlone(all, directory.path());
}

TEST(Doctor, NamesTheStepThatAFilterRefuses) {
  const Effect effect = Below("ptrace", {"doctor"});
  EXPECT_EQ(effect.status, "exited with 3");
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("PTRACE_SEIZE of our own child: EPERM"),
                                   HasSubstr("a seccomp filter is in force here"),
                                   HasSubstr("--cap-add=SYS_PTRACE")));
}

TEST(Doctor, NamesTheOneAfterThat) {
  const Effect effect = Below("memfd_create", {"doctor"});
  EXPECT_EQ(effect.status, "exited with 3");
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("memfd_create: EPERM"), HasSubstr("seccomp filter")));
}

TEST(Doctor, SaysWhatIsDoneInsteadOfAStepThatHasASubstitute) {
  const Effect effect = Below("process_vm_readv", {"doctor"});
  EXPECT_EQ(effect.status, "exited with 0") << effect.errors;
  EXPECT_THAT(effect.output, AllOf(HasSubstr("this machine can trace"),
                                   HasSubstr("/proc/PID/mem is read instead")));
}

// Of ptrace(2), the one request that tells what a call is: as qemu-user and gVisor, which know none
// of it. A run that went on would see no call, and each Never would pass.
constexpr char kNoCallInfo[] = "ptrace=16910";

TEST(Doctor, NamesTheRequestThatTellsOfCalls) {
  const Effect effect = Below(kNoCallInfo, {"doctor"});
  EXPECT_EQ(effect.status, "exited with 3");
  EXPECT_THAT(effect.errors, HasSubstr("PTRACE_GET_SYSCALL_INFO: EPERM"));
}

TEST(Runs, AreRefusedWhereNoCallIsTold) {
  const TempDirectory directory;
  const std::string made = directory / "made";
  for (const char* stops : {"--no-filter", "--timeout=60"}) {
    const Effect effect = Below(kNoCallInfo, {"check", stops, "-P", "stock:no-network", "--",
                                              "/bin/sh", "-c", "echo > " + made});
    EXPECT_EQ(effect.status, "exited with 3") << TextOf(effect);
    EXPECT_THAT(effect.errors, AllOf(HasSubstr("PTRACE_GET_SYSCALL_INFO: EPERM"),
                                     HasSubstr("seccomp filter is in force")));
  }
  const Effect traced = Below(kNoCallInfo, {"trace", "/bin/sh", "-c", "echo > " + made});
  EXPECT_EQ(traced.status, "exited with 1") << TextOf(traced);
  EXPECT_THAT(traced.errors, HasSubstr("ptrace(PTRACE_GET_SYSCALL_INFO): Operation not permitted"));
  EXPECT_NE(access(made.c_str(), F_OK), 0) << "it ran on unseen";
}

TEST(Runs, GoOnWhereMemoryMayNotBeReadInOneCall) {
  const Effect effect = Below("process_vm_readv",
                              {"trace", "-e", "trace=access", SYSASSERT_PROGRAMS "/begin_dynamic"});
  EXPECT_EQ(effect.status, "exited with 0") << effect.errors;
  EXPECT_THAT(effect.errors, HasSubstr("/say/main"));
}

TEST(Runs, AreSkippedWhereTracingIsRefusedAndThatIsAllowed) {
  const std::vector<std::string> check = {
      "check", "-P", "stock:no-network", "--skip-if-unavailable", "--", "/bin/true"};
  EXPECT_EQ(Below("ptrace", check).status, "exited with 77");
}

// A filter around us answers a call that a rule asks about before ours could stop it: whatever its
// arguments, or for those of a profile. `how`: --trust-outer-filter, or nothing that matters.
Effect CheckBelow(const std::string& refused, const std::string& forbidden,
                  std::vector<std::string> program, const std::string& how) {
  const TempDirectory directory;
  std::ofstream(directory / "p.yaml")
      << "sysassert: 1\nname: p\nrules: [{id: none, deny: " << forbidden << "}]\n";
  std::vector<std::string> words = {SYSASSERT_PROGRAMS "/refuse",
                                    refused,
                                    SYSASSERT_BINARY,
                                    "check",
                                    "-v",
                                    "-P",
                                    "p.yaml",
                                    how,
                                    "--expect-exit",
                                    "any",
                                    "--"};
  words.insert(words.end(), program.begin(), program.end());
  return RunAlone(words, directory.path());
}

constexpr const char* kBothWays[] = {"--timeout=60", "--trust-outer-filter"};

TEST(Runs, SeeTheCallsThatAnOuterFilterAnswers) {
  for (const char* how : kBothWays) {
    const Effect effect = CheckBelow("getppid", "{call: getppid}",
                                     {SYSASSERT_PROGRAMS "/torture", "calls_its_parent"}, how);
    EXPECT_EQ(effect.status, "exited with 1") << how << effect.errors;
    EXPECT_THAT(effect.errors,
                AllOf(HasSubstr("getppid() = -1 EPERM"), Not(HasSubstr("inconclusive"))))
        << how;
  }
}

// What no trial finds: a filter that looks for several flags at once. Who trusts it does not see
// what it answers; else every call stops, and nothing is taken on trust.
TEST(Runs, SeeThoseThatAnOuterFilterAnswersForOneExactArgument) {
  const std::vector<std::string> creates = {"/bin/sh", "-c", "echo > made"};
  const auto check = [&](const char* how) {
    return CheckBelow("openat.2=0x241", "{call: openat, result: EPERM}", creates, how);
  };
  const Effect seen = check("--timeout=60");
  EXPECT_EQ(seen.status, "exited with 1") << TextOf(seen);
  EXPECT_THAT(seen.errors,
              AllOf(HasSubstr("O_WRONLY|O_CREAT|O_TRUNC, 0666) = -1 EPERM"),
                    HasSubstr("a seccomp filter is in force around this process, and may answer "
                              "calls before ours is asked: every call stops, which is slower "
                              "(--trust-outer-filter)")));
  const Effect trusted = check("--trust-outer-filter");
  EXPECT_THAT(trusted.errors, Not(HasSubstr("every call stops"))) << TextOf(trusted);
}

TEST(Runs, SeeThoseThatAnOuterFilterAnswersForSomeArgumentsAlone) {
  for (const char* how : kBothWays) {
    for (const char* forbidden : {"{call: socket}", "{call: socket, family: vsock}",
                                  "{call: socket, args: {domain: {eq: 40}}}"}) {
      const Effect effect = CheckBelow("socket=40", forbidden,
                                       {SYSASSERT_PROGRAMS "/torture", "asks_for_a_vsock"}, how);
      EXPECT_EQ(effect.status, "exited with 1") << how << forbidden << effect.errors;
      EXPECT_THAT(effect.errors, AllOf(HasSubstr("socket(AF_VSOCK"), HasSubstr("EPERM"),
                                       Not(HasSubstr("inconclusive"))))
          << how << forbidden;
    }
  }
}

// 64-bit code may make calls of i386, which some filters answer whatever they are.
TEST(Runs, SeeTheCallsOfI386ThatAnOuterFilterAnswers) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  for (const char* how : kBothWays) {
    const Effect effect =
        CheckBelow("i386", "{call: getpid, result: EPERM}", {SYSASSERT_PROGRAMS "/int80"}, how);
    EXPECT_EQ(effect.status, "exited with 1") << how << effect.errors;
    EXPECT_THAT(effect.errors,
                AllOf(HasSubstr("getpid() = -1 EPERM"), HasSubstr("every call stops")))
        << how;
  }
}

// As most containers do, of calls that are watched for our own sake.
TEST(Runs, KeepTheirFilterWhereATrustedOneAnswersNoCallOfInterest) {
  const Effect effect = Below("unshare,userfaultfd", {"check", "-v", "--trust-outer-filter", "-P",
                                                      "stock:no-network", "--", "/bin/true"});
  EXPECT_EQ(effect.status, "exited with 0") << effect.errors;
  EXPECT_THAT(effect.errors, Not(HasSubstr("every call stops")));
}

TEST(Runs, NameTheCallThatAnOuterFilterAnswersWithASignal) {
  const Effect effect = Below(
      "trap", {"check", "-v", "--trust-outer-filter", "-P", "stock:no-network", "--", "/bin/true"});
  EXPECT_EQ(effect.status, "exited with 0") << effect.errors;
  EXPECT_THAT(effect.errors, HasSubstr("answers seccomp itself: every call stops"));
}

TEST(Runs, ShowTheCallsThatAnOuterFilterAnswersInStracesPlace) {
  const auto trace = [](std::vector<std::string> more) {
    std::vector<std::string> words = {"trace", "-v", "-f", "-e", "trace=socket"};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {SYSASSERT_PROGRAMS "/torture", "asks_for_a_vsock"});
    return Below("socket=40", words).errors;
  };
  EXPECT_THAT(trace({}), AllOf(HasSubstr("socket(AF_VSOCK"), HasSubstr("EPERM"),
                               HasSubstr("every call stops, which is slower (--seccomp-bpf)")));
  EXPECT_THAT(trace({"--seccomp-bpf"}),
              AllOf(HasSubstr("socket(AF_VSOCK"), HasSubstr("EPERM"),
                    HasSubstr("answers socket itself: every call stops")));
}

}  // namespace
}  // namespace sysassert::selftest
