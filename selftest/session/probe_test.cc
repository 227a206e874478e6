// Why tracing is refused: each cause from the facts that show it, and a few on the machine itself.
#include "session/probe.h"

#include <gmock/gmock.h>

#include <cerrno>
#include <string>

namespace sysassert::session {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string Explained(int error_number, const TracingFacts& facts) {
  Error error{"PTRACE_SEIZE of our own child", error_number, "", ""};
  Explain(error, facts);
  return error.Message();
}

TEST(Explanation, OfATracerThatIsThereNamesItAndItsPid) {
  TracingFacts facts;
  facts.tracer_of_us = "gdb[812]";
  facts.yama_scope = "2";  // which is not the cause
  EXPECT_THAT(Explained(EPERM, facts), AllOf(HasSubstr("gdb[812]"), HasSubstr("outside")));
  facts.attaching = true;
  facts.tracer_of_it = "strace[9]";
  EXPECT_THAT(Explained(EPERM, facts), AllOf(HasSubstr("strace[9]"), HasSubstr("end that tracer")));
}

TEST(Explanation, OfYamaGivesTheRemedyOfItsScope) {
  TracingFacts facts;
  for (const char* scope : {"2", "3"}) {
    facts.yama_scope = scope;
    EXPECT_THAT(Explained(EPERM, facts), HasSubstr(std::string("ptrace_scope is ") + scope));
  }
  EXPECT_THAT(Explained(EPERM, facts), HasSubstr("reboot"));
  facts.yama_scope = "2";
  EXPECT_THAT(Explained(EPERM, facts), HasSubstr("ptrace_scope=1, or run as root"));
  facts.sys_ptrace = true;
  EXPECT_THAT(Explained(EPERM, facts), Not(HasSubstr("yama")));
}

TEST(Explanation, OfScopeOneIsOfWhatIsAttachedToAlone) {
  TracingFacts facts;
  facts.yama_scope = "1";
  EXPECT_THAT(Explained(EPERM, facts), Not(HasSubstr("yama")));
  facts.attaching = true;
  EXPECT_THAT(Explained(EPERM, facts),
              AllOf(HasSubstr("no child of ours"), HasSubstr("start it below sysassert")));
}

TEST(Explanation, OfAFilterNamesTheContainer) {
  TracingFacts facts;
  facts.filtered = true;
  facts.container = "docker";
  for (const int refused : {EPERM, ENOSYS}) {
    EXPECT_THAT(Explained(refused, facts), AllOf(HasSubstr("seccomp filter"), HasSubstr("docker"),
                                                 HasSubstr("--cap-add=SYS_PTRACE")));
  }
}

TEST(Explanation, OfARequestThatNobodyKnowsIsTheKernel) {
  for (const int refused : {EIO, ENOSYS, EINVAL})
    EXPECT_THAT(Explained(refused, {}), AllOf(HasSubstr("Linux 5.3"), HasSubstr("gVisor")));
}

TEST(Explanation, OfAnotherUsersProcess) {
  TracingFacts facts;
  facts.attaching = facts.of_another_user = true;
  EXPECT_THAT(Explained(EPERM, facts), HasSubstr("another user"));
  EXPECT_THAT(Explained(ESRCH, facts), HasSubstr("no such process"));
}

TEST(Explanation, IsNotMadeUp) {
  Error error{"PTRACE_SEIZE", EPERM, "", "as it was"};
  Explain(error, {});
  EXPECT_EQ(error.context, "");
  EXPECT_EQ(error.remedy, "as it was");
}

}  // namespace
}  // namespace sysassert::session
