#include <fcntl.h>
#include <gtest/gtest-spi.h>
#include <sysassert/gmock.h>

#include <cerrno>
#include <string>

#include "approved.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

namespace sys = sysassert::calls;
using testing::AtLeast;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::EndsWith;
using testing::Field;
using testing::Ge;
using testing::IsEmpty;
using testing::Le;
using testing::Not;
using testing::Property;
using testing::SizeIs;

FakeCall Open(std::string_view path, std::uint64_t flags = O_RDONLY, int fd = 3,
              std::uint64_t inode = 7) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Flags(2, flags)
      .Bytes(1, path)
      .Opens(fd, path, inode);
}
FakeCall FailedOpen(std::string_view path, int error_number) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Path(1, path, path)
      .Fails(error_number);
}
FakeCall WriteTo(std::string_view path, std::uint64_t inode = 7) {
  return FakeCall(Sysno::write).Fd(0, 3, path, inode).Bytes(1, "hello").Arg(2, 5).Returns(5);
}
FakeCall Fsync(std::string_view path, std::uint64_t inode = 7) {
  return FakeCall(Sysno::fsync).Fd(0, 3, path, inode);
}
FakeCall Rename(std::string_view from, std::string_view to, std::uint64_t inode = 7) {
  return FakeCall(Sysno::rename).Path(0, from, from, inode).Path(1, to, to);
}

// A log writer that does it right.
Trace LogWriter() {
  return TraceBuilder()
      .Add(Open("/etc/ld.so.cache").Loading())
      .Add(FailedOpen("/etc/app.conf", ENOENT))
      .Add(Open("/w/out.tmp", O_WRONLY | O_CREAT | O_TRUNC))
      .Add(WriteTo("/w/out.tmp"))
      .Add(Fsync("/w/out.tmp"))
      .Add(FakeCall(Sysno::close).Fd(0, 3, "/w/out.tmp"))
      .Add(Rename("/w/out.tmp", "/w/out.log"))
      .Add(FakeCall(Sysno::exit_group).Unfinished())
      .Build();
}

// What EXPECT_THAT would print under "Actual:".
template <typename Matcher>
std::string Explain(const Trace& trace, const Matcher& matcher) {
  testing::StringMatchResultListener listener;
  const testing::Matcher<const Trace&> cast = testing::SafeMatcherCast<const Trace&>(matcher);
  EXPECT_FALSE(cast.MatchAndExplain(trace, &listener));
  return "expected: " + testing::DescribeMatcher<const Trace&>(cast) +
         "\nactual: " + listener.str();
}

TEST(Matchers, HoldOnWhatIsThere) {
  const Trace trace = LogWriter();
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace,
              InOrder(sys::Write(EndsWith(".tmp")), sys::Fsync(EndsWith(".tmp")), sys::Rename()));
  EXPECT_THAT(trace, NeverBetween(sys::Write().To(Glob("*.tmp")), sys::Fsync(kSameFile),
                                  sys::Rename(kSameFile)));
  EXPECT_THAT(trace, Made(sys::Open("/etc/app.conf").Failing(ENOENT)).Times(1));
  EXPECT_THAT(trace, Made(sys::Open()).Times(Le(40)));
  EXPECT_THAT(trace, Made(sys::Open()).Times(AtLeast(2)));
  EXPECT_THAT(trace, Never(Calls("@network")));
  EXPECT_THAT(trace, Made(sys::Write().With("count", Ge(5))));
  EXPECT_THAT(trace, Made(sys::Open("out.tmp").WithFlag("O_CREAT").WithoutFlag("O_APPEND")));
  EXPECT_THAT(trace, Made(sys::Write().By(Field(&ProcessView::exe, EndsWith("/app")))));
  EXPECT_THAT(trace, Made(sys::Write().Returning(5)));
  EXPECT_THAT(trace, Made(Syscall(Sysno::fsync).Succeeding()).Times(1));
}

// As for `args` of a policy: 32 bits of an int, of an id and of a word of flags.
TEST(Matchers, ArgumentsAreWhatTheKernelTakesOfARegister) {
  constexpr std::uint64_t kJunk = 0xdeadbeef00000000;
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::setuid).Arg(0, kJunk))
                          .Add(FakeCall(Sysno::open).Path(0, "/a", "/a").Arg(1, kJunk | O_WRONLY))
                          .Add(FakeCall(Sysno::clock_settime).Arg(0, kJunk | 1))
                          .Build();
  EXPECT_THAT(trace, Made(Syscall(Sysno::setuid).With("uid", 0)));
  EXPECT_THAT(trace, Made(sys::Open("/a").With("flags", O_WRONLY)));
  EXPECT_THAT(trace, Made(Syscall(Sysno::clock_settime).With("clockid", 1)));
}

TEST(Matchers, WorkAsElementsOfATrace) {
  const Trace trace = LogWriter();
  EXPECT_THAT(trace, Contains(sys::Open("/etc/app.conf")));
  EXPECT_THAT(trace, Not(Contains(sys::Connect())));
  EXPECT_THAT(trace, SizeIs(7));
  EXPECT_THAT(trace, Contains(Property("path", &Call::path, "/w/out.tmp")));
  EXPECT_THAT(trace.Between(Mark("a"), Mark("b")).valid(), false);
  EXPECT_THAT(trace, ElementsAre(sys::Open(), sys::Open(), sys::Write(), sys::Fsync(), sys::Close(),
                                 sys::Rename(), sys::Exit()));
}

TEST(Matchers, ARelativeNameStartsAtTheCommandsDirectory) {
  EXPECT_THAT(LogWriter(), Made(sys::Write("out.tmp")));
  EXPECT_THAT(LogWriter(), Made(sys::Write("./out.tmp")));
  EXPECT_THAT(LogWriter(), Not(Made(sys::Write("/elsewhere/out.tmp"))));
}

TEST(Matchers, ACountLooksAtMainAndAProhibitionAtTheWholeRun) {
  EXPECT_THAT(LogWriter(), Made(sys::Open("/etc/ld.so.cache")).Times(0));
  EXPECT_THAT(LogWriter().WholeRun(), Made(sys::Open("/etc/ld.so.cache")).Times(1));
  EXPECT_THAT(LogWriter(), Not(Never(sys::Open("/etc/ld.so.cache"))));
}

TEST(Matchers, OnlyOpensTakesFailedOnesToo) {
  EXPECT_THAT(LogWriter(), OnlyOpens({"/etc/app.conf", "out.tmp"}));
  EXPECT_THAT(LogWriter(), Not(OnlyOpens({"out.tmp"})));
  EXPECT_THAT(LogWriter(), Not(OnlyOpensUnder("/w")));
  EXPECT_THAT(LogWriter(),
              OnlyCalls({sys::Open(), sys::Write(), sys::Fsync(), sys::Close(), sys::Rename()}));
  EXPECT_THAT(LogWriter(), Not(MakesNoCalls()));
}

TEST(Messages, MadeNamesTheNearestMiss) {
  ExpectApproved("matchers/made",
                 Explain(LogWriter(), Made(sys::Open("/etc/app.conf").Failing(EACCES)).Times(1)));
}
TEST(Messages, MadeListsTooMany) {
  ExpectApproved("matchers/made_too_many", Explain(LogWriter(), Made(sys::Open()).Times(1)));
}
TEST(Messages, NeverShowsTheOffender) {
  ExpectApproved("matchers/never", Explain(LogWriter(), Never(sys::Rename())));
}
TEST(Messages, InOrderNamesTheStepThatIsMissing) {
  ExpectApproved("matchers/in_order", Explain(LogWriter(), InOrder(sys::Rename(), sys::Fsync())));
}
TEST(Messages, NeverBetweenShowsTheOpeningEvent) {
  const Trace trace =
      TraceBuilder().Add(WriteTo("/w/out.tmp")).Add(Rename("/w/out.tmp", "/w/out.log")).Build();
  ExpectApproved(
      "matchers/never_between",
      Explain(trace, NeverBetween(sys::Write(), sys::Fsync(kSameFile), sys::Rename(kSameFile))));
}
TEST(Messages, OnlyOpensNamesTheNearestName) {
  ExpectApproved("matchers/only_opens", Explain(LogWriter(), OnlyOpens({"/etc/app.conf"})));
}
TEST(Messages, OnlyOpensUnderShowsWhere) {
  ExpectApproved("matchers/only_opens_under", Explain(LogWriter(), OnlyOpensUnder("/w")));
}
TEST(Messages, MakesNoCallsListsThem) {
  ExpectApproved("matchers/makes_no_calls", Explain(LogWriter(), MakesNoCalls()));
}
TEST(Messages, ExitedSaysHowItEnded) {
  ExpectApproved("matchers/exited", Explain(TraceBuilder().Build(3), Exited(0)));
}

// gMock's Not is two-valued, so that a trace which cannot answer must fail the test whatever wraps
// the matcher.
TEST(Honesty, AnInvalidTraceFailsInBothPolarities) {
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(Trace(), Not(Made(sys::Open()))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(Trace(), Not(Exited(0))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(Trace(), Not(OnlyOpens({"x"}))), "inconclusive");
}

TEST(Honesty, ABlindSpotFailsAProhibitionInBothPolarities) {
  const Trace trace =
      TraceBuilder().BlindSpot(BlindSpot::kIoUring, "app[100] called io_uring_setup").Build();
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Never(sys::Open()))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_FALSE(testing::Value(trace, Never(sys::Open()))), "inconclusive");
}

TEST(Honesty, ABlindSpotFailsAMissingCallInBothPolarities) {
  const Trace trace =
      TraceBuilder().BlindSpot(BlindSpot::kIoUring, "app[100] called io_uring_setup").Build();
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Made(sys::Open()))), "inconclusive");
}

TEST(Honesty, AskingBeyondTheInterestFailsInBothPolarities) {
  TraceBuilder::Run run;
  run.watched.assign(kSysnoCount, '\0');
  run.watched[static_cast<std::size_t>(Sysno::openat)] = '\1';
  const Trace trace = TraceBuilder(run).Build();
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Never(sys::Connect()))), "did not watch connect");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Made(sys::Connect()))), "did not watch connect");
}

TEST(Honesty, ElementsOfANarrowTraceDoNotSpeakOfOtherCalls) {
  TraceBuilder::Run run;
  run.watched.assign(kSysnoCount, '\0');
  run.watched[static_cast<std::size_t>(Sysno::openat)] = '\1';
  const Trace trace = TraceBuilder(run).Add(Open("/w/a")).Add(Open("/w/b")).Build();
  EXPECT_THAT(trace, Contains(Syscall(Sysno::openat)));
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Contains(sys::Connect()))),
                          "did not watch connect");
}

TEST(Honesty, APolicyThatDoesNotLoadFailsInBothPolarities) {
  const Trace trace = TraceBuilder().Build();
  const Policy broken = Policy::FromString("sysassert: 1\nname: a\nolny: {}\n");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Obeys(broken))), "did you mean 'only'?");
  const Policy missing = Policy::FromFile("/no/such/policy.yaml");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Obeys(missing))), "cannot read it");
}

TEST(Honesty, APolicyOfSeveralRunsFailsInBothPolarities) {
  const Trace trace = TraceBuilder().Build();
  const Policy several = Policy::FromString("sysassert: 1\nname: a\nruns: 3\nonly: {exec: []}\n");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Obeys(several))), "the policy says runs: 3");
}

TEST(Honesty, AnUndefinedVariableFailsInBothPolarities) {
  const Trace trace = TraceBuilder().Build();
  const auto policy = [](Policy::Vars vars) {
    return Policy::FromString("sysassert: 1\nname: a\nonly: {read: ['${UNSET_HERE}/x']}\n",
                              std::move(vars));
  };
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Not(Obeys(policy({})))), "UNSET_HERE");
  EXPECT_THAT(trace, Obeys(policy({{"UNSET_HERE", "/w"}})));
}

// gMock gives the matchers within a container a stream of its own, and throws away what they say.
TEST(Honesty, HoldsWithinContainersAndCombinations) {
  const std::vector<Trace> traces = {TraceBuilder().Build()};
  const auto broken = [] { return Obeys(Policy::FromString("olny: 1")); };
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(traces, Not(Contains(broken()))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(traces, Not(Each(broken()))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(traces, Not(ElementsAre(broken()))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(traces[0], Not(testing::AllOf(broken()))), "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(traces[0], testing::AnyOf(broken(), Exited(0))),
                          "inconclusive");
  EXPECT_NONFATAL_FAILURE(EXPECT_FALSE(testing::Value(traces[0], broken())), "inconclusive");
  EXPECT_NONFATAL_FAILURE(
      EXPECT_THAT(std::vector<Trace>{Trace()}, Not(Contains(Made(sys::Open())))), "inconclusive");
}

}  // namespace
}  // namespace sysassert::selftest
