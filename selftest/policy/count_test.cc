// What one count is; each test is named for a sentence of the language.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>

#include "policy_helpers.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::FakeCall;
using selftest::FieldOf;
using selftest::Holds;
using selftest::RuleOnly;
using selftest::TraceBuilder;

FakeCall Write(const std::string& path) {
  return FakeCall(Sysno::write).Fd(0, 3, path, 7).Returns(1);
}

// Three writes in all, and never more than two of one kind: two calls, paths, processes, threads
// and results.
Trace Mixed() {
  TraceBuilder builder;
  const auto thread = builder.Thread(101, 100, "/usr/bin/app", "io", 0);
  const auto process = builder.Thread(200, 200, "/usr/bin/app", "app", 0);
  return builder.Add(Write("/w/a"))
      .Add(Write("/w/a").In(thread))
      .Add(FakeCall(Sysno::pwrite64).Fd(0, 3, "/w/b", 8).Fails(ENOSPC).In(process))
      .Build();
}

class Per : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Per, EachOfCallPathProcessThreadAndResultIsCountedByItself) {
  const auto& [per, worst] = GetParam();
  const std::string rule = "count: {call: [write, \"exact:pwrite64\"]}, per: ";
  EXPECT_FALSE(Holds(Mixed(), "count: {call: [write, \"exact:pwrite64\"]}, max: 2"));
  EXPECT_TRUE(Holds(Mixed(), rule + per + ", max: 2"));
  if (std::string(worst).empty()) {
    EXPECT_TRUE(Holds(Mixed(), rule + per + ", max: 1"));
    return;
  }
  const Verdict verdict = Check(Mixed(), RuleOnly(rule + per + ", max: 1"));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(FieldOf(verdict.violations[0], "of"), worst);
}

INSTANTIATE_TEST_SUITE_P(Sentence, Per,
                         testing::Values(std::pair("call", "call write"),
                                         std::pair("path", "path /w/a"),
                                         std::pair("process", "process 100"),
                                         std::pair("thread", ""), std::pair("result", "result ok")),
                         [](const auto& per) { return std::string(per.param.first); });

TEST(Sentence, PerSeveralIsEachCombination) {
  EXPECT_TRUE(Holds(Mixed(), "count: {call: write}, per: [path, thread], max: 1"));
  EXPECT_FALSE(Holds(Mixed(), "count: {call: write}, per: [path, process], max: 1"));
}

TEST(Sentence, OneLogicalCallCountsOnceKernelRestartsIncluded) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::read).Fd(0, 3, "pipe:[1]").Returns(1).Restarted(3))
                          .Build();
  EXPECT_TRUE(Holds(trace, "count: {call: read}, exactly: 1"));
}

}  // namespace
}  // namespace sysassert
