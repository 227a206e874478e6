// What a pass over many calls remembers and looks up must change no answer.
#include <fcntl.h>
#include <gmock/gmock.h>

#include <random>
#include <string>
#include <vector>

#include "rules/intervals.h"
#include "rules/match.h"
#include "rules/path_numbers.h"
#include "rules/pattern_matcher.h"
#include "rules/rule_helpers.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

using rules::PathNumbers;
using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

TEST(PathNumbers, AreTheSameForEqualPathsWhereverTheyStand) {
  const std::string a = "/etc/passwd", again = "/etc/passwd", other = "/etc/group";
  PathNumbers numbers;
  EXPECT_EQ(numbers.Of(a), numbers.Of(again));
  EXPECT_NE(numbers.Of(a), numbers.Of(other));
  EXPECT_NE(numbers.Of(a), numbers.Of(std::string_view(a).substr(0, 4))) << "the same place";
}

TEST(PathNumbers, AnEmptyPathHasNone) {
  PathNumbers numbers;
  EXPECT_EQ(numbers.Of(""), PathNumbers::kNoNumber);
}

TEST(PathNumbers, EndAtABoundAndStayWhatTheyWere) {
  std::vector<std::string> paths;
  for (int i = 0; i < 140'000; ++i) paths.push_back("/p/" + std::to_string(i));
  PathNumbers numbers;
  for (const std::string& path : paths) numbers.Of(path);
  EXPECT_EQ(numbers.Of(paths.back()), PathNumbers::kNoNumber);
  for (std::uint32_t i = 0; i < 1000; ++i) ASSERT_EQ(numbers.Of(paths[i]), i);
}

constexpr const char* kPaths[] = {"/w/a", "/w/b", "/w/deep/a", "/etc/passwd", ""};

const char* SomePath(std::mt19937* random) { return kPaths[(*random)() % std::size(kPaths)]; }

FakeCall SomeCall(std::mt19937* random) {
  switch ((*random)() % 4) {
    case 0:
      return FakeCall(Sysno::openat)
          .Path(1, SomePath(random), SomePath(random))
          .Flags(2, (*random)() % 2 == 0 ? O_RDONLY : O_WRONLY | O_CREAT)
          .Opens(3, SomePath(random));
    case 1:
      return FakeCall(Sysno::rename)
          .Path(0, SomePath(random), SomePath(random))
          .Path(1, SomePath(random), SomePath(random));
    case 2:
      return FakeCall(Sysno::write).Fd(0, 3, SomePath(random)).Returns(8);
    default:
      return FakeCall(Sysno::openat).Path(1, SomePath(random), SomePath(random)).Fails(ENOENT);
  }
}

Pattern SomePattern(std::mt19937* random) {
  constexpr const char* kCalls[] = {"open", "open-write", "open-read", "create", "rename", "@file"};
  constexpr const char* kGlobs[] = {"/w/*", "/w/**", "/etc/passwd", "/w/a", "/**"};
  Pattern pattern = On(kCalls[(*random)() % std::size(kCalls)]);
  for (std::size_t paths = (*random)() % 3; paths > 0; --paths) {
    PathCondition path = On("open", kGlobs[(*random)() % std::size(kGlobs)]).paths.front();
    path.of_path_alone = (*random)() % 4 != 0;
    if ((*random)() % 3 == 0) path.subject = PathCondition::Subject::kAsPassed;
    pattern.paths.push_back(path);
  }
  if ((*random)() % 3 == 0) pattern.conditions.push_back(FailsWith(ENOENT, "ENOENT"));
  return pattern;
}

TEST(PatternMatcher, SaysWhatMatchesSays) {
  std::mt19937 random(1);
  TraceBuilder builder;
  for (int i = 0; i < 300; ++i) builder.Add(SomeCall(&random));
  const Trace trace = builder.Build();
  for (int i = 0; i < 200; ++i) {
    const Pattern pattern = SomePattern(&random);
    rules::PatternMatcher matcher(pattern);
    PathNumbers numbers;
    for (const Call& call : trace) {
      const rules::Event event(call, &numbers);
      for (const Quantifier paths : {Quantifier::kAny, Quantifier::kEvery})
        ASSERT_EQ(matcher.Matches(event, paths), Matches(pattern, call, paths)) << call.text();
    }
  }
}

rules::Object SomeObject(std::mt19937* random, std::size_t index) {
  const auto some = [random](unsigned most) { return (*random)() % (most + 1); };
  rules::Object object;
  object.index = index;
  object.pid = static_cast<int>(some(2)) + 1;
  object.tid = object.pid * 10 + static_cast<int>(some(1));
  object.fd = static_cast<int>(some(3)) - 1;
  object.description = some(3);
  object.file.inode = some(2);
  object.file.device = object.file.inode != 0 ? 1 + some(1) : 0;
  object.path = kPaths[some(4)];
  object.directory = kPaths[some(4)];
  if (some(5) == 0) object.closes_first = some(2), object.closes_last = some(2);
  object.syncs_everything = some(20) == 0;
  object.syncs_device = some(20) == 0 ? 1 : 0;
  return object;
}

TEST(Intervals, FindEveryOpeningThatIsTheSame) {
  std::mt19937 random(2);
  for (const Same way : {Same::kFile, Same::kDirectory, Same::kFd, Same::kThread, Same::kProcess}) {
    Order order;
    order.until_same = order.never_same = {way};
    rules::Intervals intervals(order);
    std::vector<std::pair<rules::Intervals::Slot, rules::Object>> open;
    for (std::size_t i = 0; i < 60; ++i) {
      rules::Interval interval;
      interval.from = SomeObject(&random, i);
      interval.end_of_from = rules::kNotYet;  // none takes another one's place
      open.emplace_back(intervals.Open(interval), interval.from);
    }
    for (std::size_t i = 0; i < 200; ++i) {
      const rules::Object object = SomeObject(&random, 1000 + i);
      for (const auto& [slot, from] : open) {
        if (!rules::IsSame(from, object, {way})) continue;
        ASSERT_THAT(intervals.Candidates(object, {way}), Contains(slot));
      }
    }
  }
}

TEST(Intervals, OfManyFilesEachIsBrokenByItsOwnRename) {
  TraceBuilder builder;
  constexpr std::uint64_t kFiles = 500;
  const auto path = [](std::uint64_t i) { return "/w/t" + std::to_string(i); };
  for (std::uint64_t i = 0; i < kFiles; ++i)
    builder.Add(FakeCall(Sysno::write).Fd(0, 3, path(i), i + 1).Returns(8));
  for (std::uint64_t i = 0; i < kFiles; i += 2)
    builder.Add(FakeCall(Sysno::fsync).Fd(0, 3, path(i), i + 1));
  for (std::uint64_t i = 0; i < kFiles; ++i)
    builder.Add(FakeCall(Sysno::rename).Path(0, path(i), path(i), i + 1).Path(1, "/w/f", "/w/f"));
  const Trace trace = builder.Build();
  const Rule rule =
      RuleOf("sync-before-rename",
             Order{On("write"), On("@sync"), On("rename"), {Same::kFile}, {Same::kFile}, false});
  const Verdict verdict = Evaluate(trace, {rule});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_THAT(verdict.violations.front().calls, SizeIs(kFiles / 2));
}

TEST(Pass, AScopeIsInForceByACallThatNoRuleAsksAbout) {
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::getpid)).Build();
  Rule rule = RuleOf("no-open", Deny{On("open"), {}}, PhaseScope::kAll);
  rule.scope.admits = [](const Call& call) { return call.id() == Sysno::getpid; };
  EXPECT_THAT(Evaluate(trace, {rule}).violations, IsEmpty());
  rule.scope.admits = [](const Call& call) { return call.id() == Sysno::getppid; };
  const Verdict verdict = Evaluate(trace, {rule});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations.front().kind, Violation::Kind::kNeverInForce);
}

TEST(Pass, AnEmptyTraceIsJudged) {
  const Trace trace = TraceBuilder().Build();
  EXPECT_THAT(Evaluate(trace, {RuleOf("no-open", Deny{On("open"), {}})}).violations, IsEmpty());
}

}  // namespace
}  // namespace sysassert::selftest
