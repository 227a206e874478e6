// Start: a program that runs while the test goes on.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>

#include "session/helpers.h"

namespace sysassert::selftest {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

// A test of a call, and what to call it in an error.
auto Says(const std::string& name) {
  return [path = "/say/" + name](const Call& call) { return call.passed_path() == path; };
}

class Server : public BothWays {};
SYSASSERT_BOTH_WAYS(Server);

TEST_P(Server, IsDrivenWhileItIsTraced) {
  Running server = Start(Command(Program("server")), Tracing());
  ASSERT_TRUE(server.TryWaitFor(Says("ready"), "ready", 30s).ok());
  server.Signal(SIGUSR1);
  ASSERT_TRUE(server.TryWaitFor(Says("worked"), "worked", 30s).ok());
  server.Signal(SIGUSR1);
  ASSERT_TRUE(server.TryWaitFor(Says("worked"), "worked", 30s).ok()) << "each call once";
  const Trace trace = server.Stop(SIGTERM, 30s);
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("ready", "worked", "worked", "ended"));
}

TEST_P(Server, TheCallThatWasWaitedForHasReturned) {
  Running server = Start(Command(Program("server")), Tracing());
  const auto ready = server.TryWaitFor(Says("ready"), "ready", 30s);
  ASSERT_TRUE(ready.ok());
  EXPECT_EQ(ready.value().outcome(), Outcome::kReturned);
  EXPECT_EQ(ready.value().error_number(), ENOENT);
  EXPECT_EQ(ready.value().pid(), server.pid());
  server.Stop();
}

TEST_P(Server, OneThatIgnoresSigtermIsKilledAfterItsGrace) {
  Running server = Start(Command(Program("ignores_term")), Tracing());
  ASSERT_TRUE(server.TryWaitFor(Says("ready"), "ready", 30s).ok());
  EXPECT_THAT(server.Stop(SIGTERM, 100ms), KilledBy(SIGKILL));
}

TEST(WaitFor, ATimeoutSaysWhatWasSeen) {
  Running server = Start(Command(Program("server")));
  ASSERT_TRUE(server.TryWaitFor(Says("ready"), "ready", 30s).ok());
  const auto waited = server.TryWaitFor(Says("never"), "a call that never comes", 50ms);
  ASSERT_FALSE(waited.ok());
  EXPECT_EQ(waited.error().error_number, ETIMEDOUT);
  EXPECT_THAT(waited.error().Message(), HasSubstr("a call that never comes"));
  EXPECT_THAT(waited.error().Message(), HasSubstr("none matches"));
  server.Stop();
}

TEST(WaitFor, TheEndOfTheProgramEndsTheWait) {
  Running running = Start(Command("true"));
  const auto waited = running.TryWaitFor(Says("never"), "a call that never comes", 60s);
  ASSERT_FALSE(waited.ok());
  EXPECT_THAT(waited.error().Message(), HasSubstr("ended first"));
  EXPECT_THAT(running.Wait(), Exited(0));
}

TEST(WaitFor, FindsWhatThePatternDescribes) {
  Running running = Start(Command(Program("exec_self")));
  const Call open = running.WaitFor(calls::Open("/etc/group"), 30s);
  ASSERT_NE(open.recording(), nullptr);
  EXPECT_EQ(open.path(), "/etc/group");
  EXPECT_THAT(running.Wait(), Exited(0));
}

TEST(WaitFor, InATestAFailureIsAddedAndTheCallIsEmpty) {
  Running running = Start(Command("true"));
  Call call;
  EXPECT_NONFATAL_FAILURE(call = running.WaitFor(calls::Open("/no/such"), 60s), "/no/such");
  EXPECT_EQ(call.recording(), nullptr);
  running.Wait();
}

TEST(Stop, OfAProgramThatHasEndedIsItsTrace) {
  Running running = Start(Command("true"));
  EXPECT_FALSE(running.TryWaitFor(Says("never"), "its end", 60s).ok());
  EXPECT_THAT(running.Stop(), Exited(0));
}

}  // namespace
}  // namespace sysassert::selftest
