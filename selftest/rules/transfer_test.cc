// Calls that move bytes between two descriptors: both files are their objects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rule_helpers.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::FakeCall;
using selftest::On;
using selftest::RuleOf;
using selftest::TraceBuilder;

Trace Copying() {
  return TraceBuilder()
      .Add(
          FakeCall(Sysno::copy_file_range).Fd(0, 3, "/w/from", 1).Fd(2, 4, "/w/to", 2).Returns(100))
      .Add(FakeCall(Sysno::sendfile).Fd(0, 4, "/w/to", 2).Fd(1, 5, "/w/other", 3).Returns(20))
      .Build();
}

TEST(Transfer, NamesBothItsDescriptors) {
  const Trace trace = Copying();
  const std::vector<Descriptor> both = (*trace.begin()).descriptors();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].path, "/w/from");
  EXPECT_EQ(both[1].path, "/w/to");
  EXPECT_EQ(both[1].number, 4);
}

TEST(Transfer, IsAWriteToItsDestination) {
  const Trace trace = Copying();
  for (const char* path : {"/w/to", "/w/other", "/w/from"}) {
    EXPECT_FALSE(
        Evaluate(trace, {RuleOf("d", Deny{On("@fd-write", path), {}}, PhaseScope::kAll)}).ok())
        << path;
  }
  EXPECT_TRUE(
      Evaluate(trace, {RuleOf("d", Deny{On("@fd-write", "/w/third"), {}}, PhaseScope::kAll)}).ok());
}

TEST(Transfer, EntersTheLedgerOfBothFiles) {
  for (const FileRecord& file : Copying().files()) {
    EXPECT_EQ(file.bytes_written, file.path == "/w/to" ? 120 : 0) << file.path;
    EXPECT_EQ(file.bytes_read, file.path == "/w/from"    ? 100
                               : file.path == "/w/other" ? 20
                                                         : 0)
        << file.path;
    EXPECT_EQ(file.left_unsynced, file.path == "/w/to") << file.path;
  }
  EXPECT_EQ(Copying().files().size(), 3U);
}

TEST(Open, ForNeitherReadingNorWritingCountsAsWriting) {
  // Access mode 3 is checked for both by the kernel (open(2)), and is not O_RDONLY.
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::open).Path(0, "/w/x", "/w/x").Arg(1, 3).Returns(3))
                          .Build();
  EXPECT_FALSE(
      Evaluate(trace, {RuleOf("d", Deny{On("open-write", "/w/x"), {}}, PhaseScope::kAll)}).ok());
  EXPECT_TRUE(
      Evaluate(trace, {RuleOf("d", Deny{On("open-read", "/w/x"), {}}, PhaseScope::kAll)}).ok());
}

}  // namespace
}  // namespace sysassert
