// Attach: a process that is there already is traced, and let go as it was.
#include <gmock/gmock.h>

#include <chrono>
#include <set>
#include <string>

#include "attached.h"
#include "session/helpers.h"

namespace sysassert::selftest {
namespace {

using namespace std::chrono_literals;
using testing::Contains, testing::Not, testing::SizeIs;

TEST(Attach, SeesTheCallsOfEveryThreadUntilTheEnd) {
  AttachedProgram program("threads");
  Running running = Attach(program.pid());
  EXPECT_EQ(running.pid(), program.pid());
  program.End();
  const Trace trace = running.Wait();
  EXPECT_EQ(program.Wait(), 7);
  EXPECT_THAT(Said(trace), Contains("end"));
  std::set<int> tids;
  for (const Call& call : trace) tids.insert(call.tid());
  EXPECT_THAT(tids, SizeIs(3)) << "each made a call in order to end";
}

TEST(Attach, LeavesAProcessThatSleepsAsItWas) {
  AttachedProgram program("");
  const Trace trace = Attach(program.pid()).Detach();
  EXPECT_TRUE(trace.valid());
  program.AwaitState("S");
  program.End();
  EXPECT_EQ(program.Wait(), 7);
}

TEST(Attach, LeavesAStoppedProcessStopped) {
  AttachedProgram program("stopped");
  const int pid = program.pid();
  Attach(pid).Detach();
  program.AwaitState("T");
  kill(pid, SIGCONT);
  program.AwaitState("S");
  program.End();
  EXPECT_EQ(program.Wait(), 7);
}

TEST(Attach, LeavesAVforkToItsChild) {
  AttachedProgram program("vfork");
  Attach(program.pid()).Detach();
  EXPECT_EQ(program.State(), 'D');
  program.End();
  EXPECT_EQ(program.Wait(), 7);
}

TEST(Attach, MissesNoThreadThatIsMadeMeanwhile) {
  for (int i = 0; i < 5; ++i) {
    AttachedProgram program("makes");
    Running running = Attach(program.pid());
    const auto thread =
        running.TryWaitFor([](const Call& call) { return call.passed_path() == "/say/thread"; },
                           "a thread's saying", 30s);
    EXPECT_TRUE(thread.ok()) << thread.error().Message();
    running.Detach();
    program.End();
    EXPECT_EQ(program.Wait(), 7) << "nobody is left in a stop";
  }
}

TEST(Attach, LetsGoWhenItIsForgotten) {
  AttachedProgram program("");
  { const Running running = Attach(program.pid()); }
  program.End();
  EXPECT_EQ(program.Wait(), 7);
}

TEST(Attach, StopSendsItsSignal) {
  AttachedProgram program("");
  const Trace trace = Attach(program.pid()).Stop(SIGTERM);
  EXPECT_TRUE(trace.valid());
  EXPECT_EQ(program.Wait(), -1);
}

TEST(Attach, SaysWhyItCannot) {
  AttachedProgram program("");
  const auto running = TryAttach(program.pid());
  ASSERT_TRUE(running.ok());
  const auto again = TryAttach(program.pid());
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().error_number, EPERM);
  EXPECT_THAT(again.error().Message(), testing::HasSubstr("is traced already, by sysassert["));
  const auto nobody = TryAttach(0x3fffffff);  // above the kernel's limit of pids
  ASSERT_FALSE(nobody.ok());
  EXPECT_EQ(nobody.error().error_number, ESRCH);
}

}  // namespace
}  // namespace sysassert::selftest
