// Where the three standard streams come from and go to.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::EndsWith;
using testing::SizeIs;

std::string ContentsOf(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(StandardStreams, TextGoesInAndIsCaptured) {
  const Trace trace = Record(Command(Program("stdio")).Stdin(Stdio::Text("one\ntwo\n")));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_EQ(trace.std_out(), "one\ntwo\n");
  EXPECT_EQ(trace.std_err(), "8 bytes\n");
}

TEST(StandardStreams, LongTextDoesNotDeadlock) {
  const std::string text(300 * 1000, 'x');
  const Trace trace = Record(Command("cat").Stdin(Stdio::Text(text)), WatchOnly({Sysno::execve}));
  EXPECT_EQ(trace.std_out(), text);
}

TEST(StandardStreams, AreNullByDefaultWhereTheyAreInput) {
  const Trace trace = Record(Command(Program("stdio")));
  EXPECT_EQ(trace.std_err(), "0 bytes\n");
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_FALSE(reads.empty());
  EXPECT_EQ(reads[0].path(), "/dev/null");
  EXPECT_TRUE(reads[0].descriptor().inherited);
}

TEST(StandardStreams, MayBeFiles) {
  const TempDirectory directory;
  std::ofstream(directory / "in") << "from a file";
  std::ofstream(directory / "out") << "what is there is truncated";
  const Trace trace = Record(Command(Program("stdio"))
                                 .Stdin(Stdio::File(directory / "in"))
                                 .Stdout(Stdio::File(directory / "out"))
                                 .Stderr(Stdio::Null()));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_EQ(ContentsOf(directory / "out"), "from a file");
  EXPECT_EQ(trace.std_out(), "");
  const std::vector<Call> writes = CallsOf(trace, Sysno::write);
  ASSERT_FALSE(writes.empty());
  EXPECT_EQ(writes[0].path(), directory / "out");
}

TEST(StandardStreams, MayBeInherited) {
  testing::internal::CaptureStdout();
  const Trace trace =
      Record(Command(Program("stdio")).Stdin(Stdio::Text("to ours")).Stdout(Stdio::Inherit()));
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "to ours");
  EXPECT_EQ(trace.std_out(), "");
}

TEST(StandardStreams, AMissingInputFileIsRefusedByName) {
  const auto trace = TryRecord(Command(Program("stdio")).Stdin(Stdio::File("/no/such/input")));
  ASSERT_FALSE(trace.ok());
  EXPECT_THAT(trace.error().Message(), testing::HasSubstr("/no/such/input"));
  EXPECT_EQ(trace.error().error_number, ENOENT);
}

// 64 MiB are kept; whatever comes after is read and counted, so that the program never waits.
TEST(StandardStreams, AGigabyteOfOutputIsReadAndItsBeginningKept) {
  const Trace trace = Record(Command(Program("flood"), {"1024"}), WatchOnly({Sysno::access}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), testing::ElementsAre("flooded"));
  const std::string text = trace.std_out();
  EXPECT_GE(text.size(), std::size_t{64} << 20);
  EXPECT_LE(text.size(), (std::size_t{64} << 20) + 200);
  const std::size_t beyond = std::size_t{960} << 20;
  EXPECT_THAT(text.substr(text.size() - 100), testing::HasSubstr(std::to_string(beyond)));
}

TEST(StandardStreams, AProgramMayCloseEveryDescriptor) {
  const Trace trace = Record(Command(Program("close_all")));
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> opens = CallsOf(trace, Sysno::openat);
  ASSERT_THAT(opens, SizeIs(1));
  EXPECT_EQ(opens[0].opened().number, 0);
  EXPECT_EQ(opens[0].opened().path, "/etc/passwd");
  for (const Call& call : CallsOf(trace, Sysno::close))
    EXPECT_EQ(call.error_number(), EBADF) << call.text();
}

}  // namespace
}  // namespace sysassert::selftest
