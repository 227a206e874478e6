// Signals: delivered once and as sent; calls that they interrupt are one call where the kernel
// restarts them, and two where the program does.
#include <gmock/gmock.h>

#include <csignal>
#include <vector>

#include "session/helpers.h"

namespace sysassert::selftest {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class Signals : public BothWays {};
SYSASSERT_BOTH_WAYS(Signals);

// The reads of a descriptor of the tracee's own pipe, the main program's.
std::vector<Call> PipeReads(const Trace& trace) {
  std::vector<Call> reads;
  for (const Call& call : CallsOf(trace, Sysno::read)) {
    if (call.process().root && call.descriptor().kind == FdKind::kPipe) reads.push_back(call);
  }
  return reads;
}

TEST_P(Signals, ARestartedReadIsOneCall) {
  const Trace trace = Record(Command(Program("restart_read")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> reads = PipeReads(trace);
  ASSERT_THAT(reads, SizeIs(1));
  EXPECT_EQ(reads[0].restarts(), 1);
  EXPECT_TRUE(reads[0].succeeded()) << reads[0].text();
  EXPECT_EQ(reads[0].result(), 1);
}

TEST_P(Signals, AnInterruptedReadAndTheProgramsRetryAreTwo) {
  const Trace trace = Record(Command(Program("restart_read"), {"eintr"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> reads = PipeReads(trace);
  ASSERT_THAT(reads, SizeIs(2));
  EXPECT_EQ(reads[0].restarts(), 0);
  EXPECT_EQ(reads[0].error_number(), EINTR) << reads[0].text();
  EXPECT_EQ(reads[1].restarts(), 0);
  EXPECT_EQ(reads[1].result(), 1) << reads[1].text();
}

TEST_P(Signals, AStoppedProcessStaysStoppedAndItsSleepIsOneCall) {
  const Trace trace = Record(Command(Program("stop_and_continue")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("stopped", "continued"));
  std::vector<Call> sleeps;
  for (const Call& call : CallsOf(trace, Sysno::clock_nanosleep)) {
    if (!call.process().root) sleeps.push_back(call);
  }
  ASSERT_THAT(sleeps, SizeIs(1));
  EXPECT_GE(sleeps[0].restarts(), 1);
  EXPECT_TRUE(sleeps[0].succeeded()) << sleeps[0].text();
}

TEST_P(Signals, TrapsOfTheProgramsOwnReachItsHandler) {
  EXPECT_THAT(Record(Command(Program("sigtrap")), Tracing()), Exited(0));
}

TEST_P(Signals, AHandlerGetsTheSiginfoThatWasSent) {
  EXPECT_THAT(Record(Command(Program("sigqueue")), Tracing()), Exited(0));
}

TEST_P(Signals, ADeadlySignalIsTheExitStatus) {
  const Trace trace = Record(
      [] {
        signal(SIGSEGV, SIG_DFL);  // a sanitizer has a handler of its own
        raise(SIGSEGV);
      },
      Tracing());
  EXPECT_THAT(trace, KilledBy(SIGSEGV));
}

}  // namespace
}  // namespace sysassert::selftest
