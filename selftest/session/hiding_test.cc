// What could hide calls from us: filters of the tracee's own, io_uring, other ABIs.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <sys/socket.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

#include "session/helpers.h"
#include "tables/row.h"
#include "temp_directory.h"
#include "thirty_two_bit.h"

namespace sysassert::selftest {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Hiding : public BothWays {};
SYSASSERT_BOTH_WAYS(Hiding);

TEST_P(Hiding, CallsThatTheTraceesFilterAnswersAreSeen) {
  const Trace trace = Record(Command(Program("own_filter")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> hidden = CallsOf(trace, Sysno::getppid);
  ASSERT_THAT(hidden, SizeIs(1));
  EXPECT_EQ(hidden[0].error_number(), EPERM) << hidden[0].text();
}

TEST_P(Hiding, AFilterForAllThreadsHidesNoThreadsCalls) {
  const Trace trace = Record(Command(Program("own_filter"), {"tsync"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> hidden = CallsOf(trace, Sysno::getppid);
  ASSERT_THAT(hidden, SizeIs(3));
  EXPECT_THAT(Tids(hidden), SizeIs(3));
  for (const Call& call : hidden) EXPECT_EQ(call.error_number(), EPERM) << call.text();
}

TEST_P(Hiding, AnOptionWithAnUpperHalfHidesNoFilter) {
  const Trace trace = Record(Command(Program("own_filter"), {"upper_half"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(CallsOf(trace, Sysno::getppid), SizeIs(1));
}

// Whatever it says to the tracer that it asks for, it is not taken for ours.
TEST_P(Hiding, AFilterThatAsksForATracerFindsNone) {
  const Trace trace = Record(Command(Program("own_filter"), {"traced"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> asked = CallsOf(trace, Sysno::getppid);
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].error_number(), ENOSYS) << asked[0].text();
}

TEST_P(Hiding, AFilterMayComeWhenTheLeaderHasEnded) {
  const Trace trace = Record(Command(Program("filter_without_leader")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(CallsOf(trace, Sysno::getppid), SizeIs(1));
}

TEST_P(Hiding, ARingFailsTheRecording) {
  const Watch watch = Tracing();
  Trace trace;
  EXPECT_NONFATAL_FAILURE(trace = Record(Command(Program("io_uring")), watch), "io-uring");
  EXPECT_TRUE(HasBlindSpot(trace, BlindSpot::kIoUring));
}

TEST_P(Hiding, ARingThatIsAcceptedByNameDoesNot) {
  const Trace trace = Record(Command(Program("io_uring")).Accept(BlindSpot::kIoUring), Tracing());
  ASSERT_THAT(trace.blind_spots(), SizeIs(1));
  EXPECT_TRUE(trace.blind_spots()[0].accepted);
}

TEST_P(Hiding, ADeniedRingIsNoBlindSpot) {
  const Trace trace = Record(Command(Program("io_uring")).DenyIoUring(), Tracing());
  EXPECT_THAT(trace, Exited(ENOSYS));
  EXPECT_THAT(trace.blind_spots(), IsEmpty());
}

TEST(Denial, IsToldApartFromTheKernelsAnswer) {
  const Trace trace = Record(Command(Program("io_uring")).DenyIoUring());
  const std::vector<Call> setups = CallsOf(trace, Sysno::io_uring_setup);
  ASSERT_THAT(setups, SizeIs(1));
  EXPECT_EQ(setups[0].error_number(), ENOSYS);
  EXPECT_EQ(setups[0].origin(), Origin::kDenied);
}

TEST_P(Hiding, ThirtyTwoBitProgramsAreDecodedByTheirOwnNumbers) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  const Trace trace = Record(Command(Program("i386")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("thirty-two"));
  EXPECT_EQ(SayingOf(trace, "thirty-two").abi(), Abi::kI386);
  EXPECT_EQ(SayingOf(trace, "thirty-two").number(), 33);
  std::vector<Call> opens = CallsOf(trace, Sysno::openat);
  ASSERT_FALSE(opens.empty());
  EXPECT_EQ(opens.back().path(), "/etc/passwd");
  EXPECT_TRUE(opens.back().succeeded());
  std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_FALSE(reads.empty());
  EXPECT_EQ(reads.back().bytes(), 1);
  EXPECT_EQ(reads.back().path(), "/etc/passwd");
}

TEST_P(Hiding, ACallByTheOldGateIsNamedAsThatGateNamesIt) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  const Trace trace = Record(Command(Program("int80")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> calls = CallsOf(trace, Sysno::getpid);
  ASSERT_THAT(calls, SizeIs(2));  // by either gate
  EXPECT_EQ(calls[0].abi(), Abi::kI386);
  EXPECT_EQ(calls[0].number(), 20);
  EXPECT_EQ(calls[0].result(), calls[0].pid());
  EXPECT_EQ(calls[1].abi(), Abi::kX86_64);
}

// socketcall, ipc and mmap of i386 are what they stand for, and what that is makes them stop.
TEST_P(Hiding, AFoldedCallIsTheOneThatItStandsFor) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  const TempDirectory directory;
  const std::string file = directory / "mapped";
  std::ofstream(file) << std::string(4096, 'x');
  Watch watch = Tracing();
  if (!watch.interest.everything())
    watch = WatchOnly({Sysno::connect, Sysno::sendto, Sysno::shmget, Sysno::write, Sysno::accept,
                       Sysno::semop, Sysno::semtimedop});
  Result<Trace> result = TryRecord(Command(Program("folded"), {file}), watch);
  ASSERT_TRUE(result.ok());
  const Trace& trace = result.value();
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> connects = CallsOf(trace, Sysno::connect);
  ASSERT_THAT(connects, SizeIs(2));
  EXPECT_EQ(connects[0].abi(), Abi::kI386);
  EXPECT_EQ(connects[0].address_family(), AF_INET);
  EXPECT_THAT(connects[0].text(), HasSubstr("sin_port=htons(9)"));
  ASSERT_THAT(CallsOf(trace, Sysno::sendto), SizeIs(1));
  EXPECT_EQ(CallsOf(trace, Sysno::sendto)[0].bytes(), 4);
  ASSERT_THAT(CallsOf(trace, Sysno::shmget), SizeIs(1));
  EXPECT_EQ(CallsOf(trace, Sysno::shmget)[0].error_number(), EINVAL);
  EXPECT_THAT(CallsOf(trace, Sysno::socketcall), IsEmpty());
  // Its words could not be read, by the kernel neither.
  EXPECT_FALSE(connects[0].arguments_unreadable());
  EXPECT_TRUE(connects[1].arguments_unreadable());
  EXPECT_EQ(connects[1].error_number(), EFAULT);
  // i386 has no number for these.
  for (const Sysno id : {Sysno::accept, Sysno::semop, Sysno::semtimedop}) {
    const std::vector<Call> calls = CallsOf(trace, id);
    ASSERT_THAT(calls, SizeIs(1)) << tables::NameOf(id);
    EXPECT_EQ(calls[0].abi(), Abi::kI386);
    EXPECT_EQ(calls[0].number(), -1);
    EXPECT_TRUE(calls[0].failed());
    EXPECT_THAT(calls[0].text(), testing::StartsWith(std::string(tables::NameOf(id)) + "("));
  }
  EXPECT_THAT(CallsOf(trace, Sysno::ipc), IsEmpty());
  std::vector<BlindSpot> spots;
  for (const BlindSpotReport& spot : trace.blind_spots()) spots.push_back(spot.spot);
  EXPECT_THAT(spots, Contains(BlindSpot::kSharedMapping));
}

// A mapping hides writes alone: of no other rule it says anything, with a filter or without.
TEST(HidingOfMappings, IsOfRulesAboutWritesAlone) {
  const TempDirectory directory;
  const std::string torture = SYSASSERT_PROGRAMS "/torture";
  for (const bool filtered : {true, false}) {
    const auto spots = [&](Sysno watched) {
      Command command(torture, {"writes_by_a_mapping"});
      command.Cwd(directory.path());
      if (!filtered) command.NoFilter();
      return HasBlindSpot(Record(command, WatchOnly({watched})), BlindSpot::kSharedMapping);
    };
    EXPECT_TRUE(spots(Sysno::write)) << filtered;
    EXPECT_FALSE(spots(Sysno::getppid)) << filtered;
  }
}

TEST_P(Hiding, X32CallsFailTheRecordingAndAreNamed) {
  const Watch watch = Tracing();
  Trace trace;
  EXPECT_NONFATAL_FAILURE(trace = Record(Command(Program("x32")), watch), "x32-calls");
  EXPECT_THAT(trace, Exited(0));
  std::vector<Call> calls;
  for (Call call : trace) {
    if (call.abi() == Abi::kX32) calls.push_back(call);
  }
  ASSERT_THAT(calls, SizeIs(1));
  EXPECT_EQ(calls[0].id(), Sysno::getpid);
}

}  // namespace
}  // namespace sysassert::selftest
