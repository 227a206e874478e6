// A server that says OK before the record is on the disk passes every functional test, since the
// record is in the page cache. The order of its calls tells.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "temp_directory.h"
#include "wal/wal_client.h"

namespace {

using namespace sysassert;
using namespace std::chrono_literals;
namespace sys = sysassert::calls;

constexpr int kClients = 4;
constexpr int kPutsEach = 5;

// The kernel chose the port; getsockname(2) told the server, and tells us.
std::uint16_t PortOf(const Call& call) {
  const std::string address = call.sockaddr();
  return static_cast<std::uint16_t>(std::stoi("0" + address.substr(address.rfind(':') + 1)));
}

void PutSome(std::uint16_t port, const std::string& name) {
  wal::Client client(port);
  for (int i = 0; i < kPutsEach; ++i) EXPECT_TRUE(client.Put(name, std::to_string(i)));
}

// The trace of a server with four clients at once.
Trace Serve(const std::string& log, std::vector<std::string> options = {}) {
  options.push_back("--log=" + log);
  Running server = Start(Command(EXAMPLE_PROGRAMS "/wal_server").Args(options));
  const std::uint16_t port = PortOf(server.WaitFor(Syscall(Sysno::getsockname), 10s));
  // One record before the crowd: then no other thread's fsync can cover for a missing one.
  EXPECT_TRUE(wal::Client(port).Put("first", "alone"));
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i)
    clients.emplace_back(PutSome, port, "client" + std::to_string(i));
  for (std::thread& client : clients) client.join();
  return server.Stop(SIGTERM);
}

// After a write to the log, until an fsync of it, the same thread sends nothing.
auto AcknowledgesOnlyAfterSync(const std::string& log) {
  return NeverBetween(sys::Write(log), sys::Fsync(kSameFile), sys::Send(kSameThread));
}

TEST(Wal, AcknowledgesOnlyAfterSyncInTwentyRuns) {
  for (int run = 0; run < 20; ++run) {
    SCOPED_TRACE(run);
    TempDirectory directory;
    const std::string log = directory / "store.wal";
    const Trace trace = Serve(log);
    EXPECT_THAT(trace, Exited(0));
    EXPECT_THAT(trace, Made(sys::Write(log)).Times(1 + kClients * kPutsEach));
    EXPECT_THAT(trace, Made(sys::Send()).Times(1 + kClients * kPutsEach));
    EXPECT_THAT(trace, AcknowledgesOnlyAfterSync(log));
  }
}

TEST(Wal, TheOrderOfCallsBetraysAnEarlyAcknowledgement) {
  TempDirectory directory;
  const std::string log = directory / "store.wal";
  const Trace trace = Serve(log, {"--bug=ack-before-sync"});
  // Every count is as it should be …
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Made(sys::Fsync(log)).Times(1 + kClients * kPutsEach));
  // … and yet it is wrong.
  EXPECT_THAT(trace, testing::Not(AcknowledgesOnlyAfterSync(log)));
}

}  // namespace
