// Where a run asks only how often a call is made, a call of it takes one stop, and nothing claims
// to know how it ended.
#include <gmock/gmock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "events/interest.h"
#include "session/helpers.h"
#include "sysassert/policy.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::ElementsAre, testing::HasSubstr, testing::SizeIs;

constexpr int kCalls = 1000;

void CallInALoop() {
  for (int i = 0; i < kCalls; ++i) getppid();
}

Watch EntriesOf(std::initializer_list<Sysno> calls) {
  Interest interest;
  for (const Sysno id : calls) interest.Add(id);
  interest.AskNoResultOf(events::CallsAnsweredAtOnce());
  return WatchingFor(interest);
}

Policy PolicyOf(const std::string& rules) {
  return Policy::FromString("sysassert: 1\nname: p\nrules: [" + rules + "]\n");
}

constexpr const char* kBudget = "{id: budget, count: {call: getppid}, max: 10}";
constexpr const char* kResult = "{id: failures, count: {call: getppid, result: EPERM}, max: 0}";

TEST(EntryStops, AreOneForEachCall) {
  const Trace trace = Record(CallInALoop, EntriesOf({Sysno::getppid}));
  EXPECT_THAT(trace, SizeIs(kCalls));
  EXPECT_GE(trace.stops(), std::uint64_t{kCalls});
  EXPECT_LT(trace.stops(), std::uint64_t{kCalls} + 200);
  const Trace with_results = Record(CallInALoop, WatchOnly({Sysno::getppid}));
  EXPECT_GE(with_results.stops(), 2 * std::uint64_t{kCalls});
}

TEST(EntryStops, SayNothingOfTheResult) {
  const Trace trace = Record([] { getppid(); }, EntriesOf({Sysno::getppid}));
  ASSERT_THAT(trace, SizeIs(1));
  const Call call = trace[0];
  EXPECT_EQ(call.outcome(), Outcome::kNotWatched);
  EXPECT_FALSE(call.succeeded());
  EXPECT_FALSE(call.failed());
  EXPECT_EQ(call.result(), 0);
  EXPECT_EQ(call.text(), "getppid() = ? (its end was not looked at)");
}

TEST(EntryStops, CountForMinimaToo) {
  const Trace trace = Record(CallInALoop, EntriesOf({Sysno::getppid}));
  EXPECT_TRUE(Check(trace, PolicyOf("{id: r, count: {call: getppid}, exactly: 1000}")).ok());
  EXPECT_FALSE(Check(trace, PolicyOf("{id: r, count: {call: getppid}, min: 1001}")).ok());
}

// The policy's own run has what it needs; one that had less cannot judge it.
TEST(EntryStops, LeaveARuleAboutResultsInconclusive) {
  const Trace trace = Record(CallInALoop, EntriesOf({Sysno::getppid}));
  const Verdict verdict = Check(trace, PolicyOf(kResult));
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].kind, Violation::Kind::kInconclusive);
  EXPECT_THAT(Format(verdict.violations[0], trace),
              HasSubstr("did not watch the results of getppid"));
  EXPECT_EQ(WhyInconclusive(trace[0], Pattern{SelectCall(Sysno::getppid), {}, {}, ""}),
            "the run did not watch the results of getppid")
      << "a matcher may go on to ask for one";
}

TEST(EntryStops, AreForPoliciesThatAskForNothingElse) {
  const auto wants_result = [](const std::string& rules) {
    const Policy policy = PolicyOf(rules);
    EXPECT_TRUE(policy.ok()) << rules;
    return policy.interest().WantsResultOf(Sysno::getppid);
  };
  EXPECT_FALSE(wants_result(kBudget));
  EXPECT_FALSE(wants_result("{id: r, count: {call: getppid}, per: [process, thread], min: 1}"));
  EXPECT_TRUE(wants_result(kResult));
  EXPECT_TRUE(wants_result(std::string(kBudget) + ", " + kResult)) << "one asks for it";
  EXPECT_TRUE(wants_result(std::string(kResult) + ", " + kBudget));
  EXPECT_TRUE(wants_result("{id: r, count: {call: getppid}, per: result, max: 1}"));
  EXPECT_TRUE(
      wants_result("{id: r, count: {call: getppid}, except: [{call: getppid, result: ok}], "
                   "max: 1}"));
  EXPECT_TRUE(wants_result("{id: r, deny: {call: getppid}}")) << "a report shows the call";
  EXPECT_TRUE(wants_result("{id: r, sequence: [{call: getppid}, {call: getpid}]}"));
  const Policy reads = PolicyOf("{id: r, count: {call: read}, max: 1}");
  EXPECT_TRUE(reads.interest().WantsResultOf(Sysno::read)) << "the kernel may restart one";
}

TEST(EntryStops, AreToldApartInASavedRecording) {
  const TempDirectory directory;
  const Trace trace = Record(CallInALoop, EntriesOf({Sysno::getppid}));
  ASSERT_TRUE(trace.Save(directory / "t.satrace").ok());
  const auto loaded = Trace::Load(directory / "t.satrace");
  ASSERT_TRUE(loaded.ok()) << loaded.error().Message();
  EXPECT_EQ(loaded->stops(), trace.stops());
  EXPECT_EQ((*loaded)[0].outcome(), Outcome::kNotWatched);
  EXPECT_FALSE(Check(*loaded, PolicyOf(kResult)).ok());
}

// The kernel refuses what it cannot read, and only the exit tells.
TEST(EntryStops, AreNotForACallWhosePointersCannotBeRead) {
  const Trace trace = Record(
      [] {
        syscall(SYS_rt_sigprocmask, SIG_BLOCK, 8, nullptr, 8);
        syscall(SYS_rt_sigprocmask, SIG_BLOCK, nullptr, nullptr, 8);
      },
      EntriesOf({Sysno::rt_sigprocmask}));
  std::vector<Outcome> outcomes;
  for (const Call& call : trace) outcomes.push_back(call.outcome());
  EXPECT_THAT(outcomes, ElementsAre(Outcome::kReturned, Outcome::kNotWatched));
}

TEST(EntryStops, GiveWayToExitsOnceTheProgramFiltersItself) {
  const Trace trace = Record(Command(Program("own_filter")), EntriesOf({Sysno::getppid}));
  ASSERT_THAT(trace, SizeIs(1));
  EXPECT_EQ(trace[0].error_number(), EPERM) << "its own filter said so";
}

}  // namespace
}  // namespace sysassert::selftest
