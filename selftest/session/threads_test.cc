// One trace, read by several threads at once: each finds what a lone one does. What is computed
// when it is first asked for is computed once.
#include <gmock/gmock.h>

#include <string>
#include <thread>
#include <vector>

#include "helpers.h"
#include "sanitizer.h"
#include "sysassert/gmock.h"

namespace sysassert::selftest {
namespace {

std::string Digest(const Trace& trace) {
  std::string digest;
  for (const Call& call : trace.WholeRun()) digest += call.text() + "\n";
  for (const FileRecord& file : trace.files()) digest += file.path + "\n";
  const Rule rule = internal::MakeRule(
      "r", Deny{Pattern{SelectCalls("@all").value(), {}, {}, "all"}, {}}, PhaseScope::kAll);
  digest += std::to_string(Evaluate(trace, {rule}).violations.size());
  return digest;
}

TEST(Threads, ReadOneTraceAtOnce) {
  const Trace trace = Record(Command(Program("logwriter"), {"/dev/null"}));
  std::vector<std::string> digests(4);
  std::vector<std::thread> threads;
  threads.reserve(digests.size());
  for (std::string& digest : digests) threads.emplace_back([&] { digest = Digest(trace); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& digest : digests) EXPECT_EQ(digest, digests.front());
  EXPECT_EQ(digests.front(), Digest(trace));
}

// AddressSanitizer (LLVM 14's) takes no care of its allocator's locks in a fork(2): a child that is
// forked while another thread allocates may wait for ever.
TEST(Threads, RecordAtOnce) {
  if (kAddressSanitizer) GTEST_SKIP() << "AddressSanitizer does not survive forks beside threads";
  std::vector<std::string> outputs(4);
  std::vector<std::thread> threads;
  threads.reserve(outputs.size());
  for (std::string& output : outputs) {
    threads.emplace_back([&] {
      const auto trace = TryRecord(Command("/bin/echo", {"hello"}));
      output = trace.ok() ? trace.value().std_out() : trace.error().Message();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(outputs, testing::Each("hello\n"));
}

}  // namespace
}  // namespace sysassert::selftest
