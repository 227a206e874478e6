// Blind spots that hide one kind of call, or what is done to one file: the vDSO, what is submitted
// for later; and what containers of a run's calls may say.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "sysassert/gmock.h"
#include "temp_directory.h"
#include "torture/passes.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

namespace sys = sysassert::calls;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// The vDSO is a blind spot of those rules alone that name what it answers: no path, so no Plant.
class Vdso : public testing::Test {
 protected:
  Command Asking(const char* program = "asks_the_vdso") const {
    return Command(SYSASSERT_PROGRAMS "/torture", {program}).Cwd(directory_.path());
  }
  static Trace Of(const Command& command) {
    auto recorded = TryRecord(command);
    EXPECT_TRUE(recorded.ok()) << recorded.error().Message();
    return std::move(recorded).value();
  }
  Effect Check(const std::vector<std::string>& options, const std::string& rules) const {
    std::ofstream(directory_ / "p.yaml") << "sysassert: 1\nname: p\n" << rules;
    std::vector<std::string> words = {SYSASSERT_BINARY, "check", "-P", "p.yaml"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", SYSASSERT_PROGRAMS "/torture", "asks_the_vdso"});
    return RunAlone(words, directory_.path());
  }
  const TempDirectory directory_;
};

TEST_F(Vdso, LetsNothingPassThatNamesWhatItAnswers) {
  const Trace trace = Of(Asking());
  for (const char* call : {"exact:clock_gettime", "clock", "exact:getcpu", "@time"}) {
    EXPECT_FALSE(Passes(trace, Never(Calls(call)))) << call;
    EXPECT_FALSE(Passes(trace, Not(Never(Calls(call))))) << call;
    EXPECT_FALSE(Passes(trace, Made(Calls(call)))) << call;
    EXPECT_FALSE(Passes(trace, Not(Made(Calls(call))))) << call;
    EXPECT_FALSE(Passes(trace, Not(testing::Contains(Calls(call))))) << call;
  }
  EXPECT_THAT(trace.blind_spots(), IsEmpty()) << "it is none of a run";
  EXPECT_TRUE(Passes(trace, Never(sys::Connect()))) << "which it has nothing to do with";
}

TEST_F(Vdso, IsAcceptedByItsName) {
  const Trace trace = Of(Asking().Accept(BlindSpot::kVdso));
  EXPECT_TRUE(Passes(trace, Never(Syscall(Sysno::clock_gettime))));
  ASSERT_TRUE(trace.Save(directory_ / "t.satrace").ok());
  EXPECT_TRUE(
      Passes(Trace::Load(directory_ / "t.satrace").value(), Never(Syscall(Sysno::clock_gettime))));
}

TEST_F(Vdso, HidesNothingOnceItIsHiddenItselfFromEveryProgram) {
  for (const char* program : {"asks_the_vdso", "execs_what_asks_the_vdso"}) {
    const Trace trace = Of(Asking(program).HideVdso());
    EXPECT_EQ(trace.status().value, 0);
    for (const Sysno call : {Sysno::clock_gettime, Sysno::gettimeofday, Sysno::getcpu}) {
      EXPECT_TRUE(Passes(trace, Made(Syscall(call)))) << program;
      EXPECT_FALSE(Passes(trace, Never(Syscall(call)))) << program;
      EXPECT_TRUE(Passes(trace, Not(Never(Syscall(call))))) << program;
    }
    ASSERT_TRUE(trace.Save(directory_ / "t.satrace").ok());
    EXPECT_TRUE(
        Passes(Trace::Load(directory_ / "t.satrace").value(), Made(Syscall(Sysno::clock_gettime))));
  }
}

TEST_F(Vdso, IsInconclusiveForTheRulesOfAPolicyThatNameItsCalls) {
  const char* kDeny = "rules: [{id: timeless, deny: {call: clock}}]\n";
  const Effect blind = Check({}, kDeny);
  EXPECT_EQ(blind.status, "exited with 1") << TextOf(blind);
  EXPECT_THAT(blind.errors,
              AllOf(HasSubstr("inconclusive"), HasSubstr("vdso: "), HasSubstr("--hide-vdso")));
  EXPECT_EQ(Check({"--accept", "vdso"}, kDeny).status, "exited with 0");
  const Effect seen = Check({"--hide-vdso"}, kDeny);
  EXPECT_EQ(seen.status, "exited with 1") << TextOf(seen);
  EXPECT_THAT(seen.errors,
              AllOf(HasSubstr("clock_gettime(CLOCK_MONOTONIC"), Not(HasSubstr("inconclusive"))));
  EXPECT_EQ(Check({}, "only: {connect: []}\n").status, "exited with 0");
  EXPECT_EQ(Check({}, "rules: [{id: few, count: {call: '@all'}, max: 100000}]\n").status,
            "exited with 0");
}

// What a filter is asked about is seen; what would only stop is not.
TEST_F(Vdso, TheOlderPageIsSeenByAFilterAloneAndElseABlindSpot) {
  const Command asking = Asking("asks_the_vsyscall_page").HideVdso();
  const Trace seen = Of(asking);
  if (seen.status().value == 77) GTEST_SKIP() << "this kernel has no vsyscall page";
  EXPECT_TRUE(Passes(seen, Made(Syscall(Sysno::time))));
  EXPECT_FALSE(Passes(seen, Never(Syscall(Sysno::time))));
  const Trace unfiltered = Of(Command(asking).NoFilter());
  EXPECT_FALSE(Passes(unfiltered, Never(Syscall(Sysno::time))));
  EXPECT_FALSE(Passes(unfiltered, Not(Made(Syscall(Sysno::time)))));
  EXPECT_TRUE(Passes(unfiltered, Never(Syscall(Sysno::clock_gettime)))) << "it has none of it";
  ASSERT_EQ(unfiltered.blind_spots().size(), 1U);
  EXPECT_EQ(unfiltered.blind_spots()[0].spot, BlindSpot::kVsyscall);
  EXPECT_TRUE(Passes(Of(Command(asking).NoFilter().Accept(BlindSpot::kVsyscall)),
                     Never(Syscall(Sysno::time))));
}

TEST_F(Vdso, ShowsItsCallsInTraceOnceItIsHidden) {
  const auto trace = [this](std::vector<std::string> options) {
    std::vector<std::string> words = {SYSASSERT_BINARY, "trace", "-f", "-e", "trace=getcpu"};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", SYSASSERT_PROGRAMS "/torture", "execs_what_asks_the_vdso"});
    return RunAlone(words, directory_.path()).errors;
  };
  EXPECT_THAT(trace({}), Not(HasSubstr("getcpu(")));
  EXPECT_THAT(trace({"--hide-vdso"}), HasSubstr("getcpu(["));
}

// A connected socket that the run began with; one that listens carries nothing itself.
TEST(InheritedSocket, LetsNothingPassThatNamesTheNetwork) {
  const int listening = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t bytes = sizeof address;
  auto* const place = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(bind(listening, place, bytes), 0);
  ASSERT_EQ(listen(listening, 1), 0);
  ASSERT_EQ(getsockname(listening, place, &bytes), 0);
  EXPECT_TRUE(Passes(TryRecord([] {}).value(), Never(Calls("@network"))));

  const int connected = socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_EQ(connect(connected, place, bytes), 0);
  const Trace trace =
      TryRecord([connected] { EXPECT_EQ(write(connected, "secret", 6), 6); }).value();
  EXPECT_FALSE(Passes(trace, Never(Calls("@network"))));
  EXPECT_FALSE(Passes(trace, Not(Made(Calls("@network")))));
  EXPECT_TRUE(Passes(trace, Never(sys::Connect()))) << "which it has nothing to do with";
  ASSERT_EQ(trace.blind_spots().size(), 1U);
  EXPECT_EQ(trace.blind_spots()[0].spot, BlindSpot::kInheritedSocket);
  EXPECT_THAT(trace.blind_spots()[0].cause, HasSubstr(std::to_string(connected)));
  close(connected);
  close(listening);
}

// A ring, and pages of a file, that the run began with: it can use them without the call that would
// show that it has them.
TEST(InheritedRing, FailsTheRecording) {
  io_uring_params params{};
  const auto ring = static_cast<int>(syscall(SYS_io_uring_setup, 4, &params));
  if (ring < 0) GTEST_SKIP() << "no io_uring here";
  const int handed_on = dup(ring);  // which is not close-on-exec
  const TempDirectory directory;
  const Command command = Command(SYSASSERT_PROGRAMS "/torture", {"opens_by_an_inherited_ring"})
                              .Cwd(directory.path())
                              .Env("RING", std::to_string(handed_on))
                              .Env("RING_ARRAY", std::to_string(params.sq_off.array))
                              .Env("RING_TAIL", std::to_string(params.sq_off.tail));
  const Trace trace = TryRecord(command).value();
  EXPECT_EQ(trace.status().value, 0);
  EXPECT_FALSE(Passes(trace, Never(sys::OpenForReading(directory / "secret"))));
  ASSERT_EQ(trace.blind_spots().size(), 1U);
  EXPECT_EQ(trace.blind_spots()[0].spot, BlindSpot::kIoUring);
  EXPECT_THAT(trace.blind_spots()[0].cause, HasSubstr(std::to_string(handed_on)));
  // It may be polled: to have it is enough.
  const Trace denied = TryRecord(Command(command).DenyIoUring()).value();
  EXPECT_EQ(denied.status().value, ENOSYS);
  EXPECT_EQ(denied.blind_spots().size(), 1U);
  close(handed_on);
  close(ring);
}

TEST(InheritedMapping, LetsNothingPassThatAsksForWritesToItsFile) {
  const TempDirectory directory;
  std::ofstream(directory / "mapped") << "secret";
  const int fd = open((directory / "mapped").c_str(), O_RDWR | O_CLOEXEC);
  void* const page = mmap(nullptr, 6, PROT_READ, MAP_SHARED, fd, 0);
  ASSERT_NE(page, MAP_FAILED);
  const Trace trace = TryRecord([page] {
                        mprotect(page, 6, PROT_READ | PROT_WRITE);
                        std::memcpy(page, "SECRET", 6);
                      }).value();
  const auto writes = [](const std::string& file) { return Calls("@fd-write").On(file); };
  EXPECT_FALSE(Passes(trace, Never(writes(directory / "mapped"))));
  EXPECT_FALSE(Passes(trace, Not(Made(writes(directory / "mapped")))));
  EXPECT_TRUE(Passes(trace, Never(writes(directory / "other"))));
  munmap(page, 6);
  close(fd);
}

// What it asks of a process that is not of the run makes no call here.
class OutsideServer : public testing::Test {
 protected:
  Trace Of(const char* program) {
    auto recorded =
        TryRecord(Command(SYSASSERT_PROGRAMS "/torture", {program}).Cwd(directory_.path()),
                  Watching(Syscall(Sysno::openat)));
    EXPECT_TRUE(recorded.ok()) << recorded.error().Message();
    return std::move(recorded).value();
  }
  const TempDirectory directory_;
};

TEST_F(OutsideServer, IsNamedByAddressNameAndPid) {
  const int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = directory_ / "server";
  ASSERT_LT(path.size(), sizeof address.sun_path);
  path.copy(address.sun_path, path.size());
  ASSERT_EQ(bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(listen(listening, 8), 0);
  const Trace trace = Of("asks_a_server");
  ASSERT_EQ(trace.status().value, 0);
  ASSERT_EQ(trace.blind_spots().size(), 1U);
  EXPECT_EQ(trace.blind_spots()[0].spot, BlindSpot::kOutsideServer);
  EXPECT_THAT(trace.blind_spots()[0].cause,
              AllOf(HasSubstr("(torture) connected to " + path),
                    HasSubstr("selftest_tortur[" + std::to_string(getpid()) + "] listens")));
  const Effect effect = RunAlone({SYSASSERT_BINARY, "check", "-P", "stock:no-network", "--",
                                  SYSASSERT_PROGRAMS "/torture", "asks_a_server"},
                                 directory_.path());
  EXPECT_EQ(effect.status, "exited with 0") << TextOf(effect);
  EXPECT_THAT(effect.errors, HasSubstr("outside-server"));
  close(listening);
}

TEST_F(OutsideServer, IsNoneOfTheRunsOwn) {
  const Trace trace = Of("asks_a_server_of_its_own");
  EXPECT_EQ(trace.status().value, 0);
  EXPECT_THAT(trace.blind_spots(), IsEmpty());
}

// What is handed over is shown, where it can be read.
TEST(Submissions, AreShown) {
  const TempDirectory directory;
  const auto show = [&directory](const char* call, const char* program) {
    return RunAlone({SYSASSERT_BINARY, "trace", "-e", std::string("trace=") + call, "--",
                     SYSASSERT_PROGRAMS "/torture", program},
                    directory.path());
  };
  const Effect written = show("io_submit", "writes_by_submission");
  EXPECT_THAT(written.errors,
              AllOf(HasSubstr("1, [{aio_data=0, aio_lio_opcode=IOCB_CMD_PWRITE, aio_fildes="),
                    HasSubstr("aio_buf=\"SECRET\", aio_nbytes=6, aio_offset=0}]) = 1")));
  const Effect ring = show("io_uring_enter", "opens_by_a_ring");
  if (ring.unavailable) GTEST_SKIP() << "no io_uring here";
  EXPECT_THAT(ring.errors, HasSubstr("1 /* OPENAT AT_FDCWD \"secret\" */, 1, "));
}

TEST(Submissions, NameTheirFiles) {
  const TempDirectory directory;
  const auto recorded = TryRecord(
      Command(SYSASSERT_PROGRAMS "/torture", {"writes_by_submission"}).Cwd(directory.path()));
  ASSERT_TRUE(recorded.ok());
  EXPECT_FALSE(Passes(recorded.value(), Never(Calls("@aio").On(directory / "secret"))));
  EXPECT_TRUE(Passes(recorded.value(), Made(Syscall(Sysno::io_submit).On(directory / "secret"))));
  EXPECT_TRUE(Passes(recorded.value(), Never(Calls("@fd-write").On(directory / "other"))));
}

TEST(Submissions, ThatAThreadOfTheKernelTakesAreNamedAsSuch) {
  const TempDirectory directory;
  const auto recorded = TryRecord(
      Command(SYSASSERT_PROGRAMS "/torture", {"opens_by_a_polled_ring"}).Cwd(directory.path()));
  ASSERT_TRUE(recorded.ok());
  const auto spots = recorded.value().blind_spots();
  ASSERT_EQ(spots.size(), 1U);
  EXPECT_THAT(spots[0].cause, HasSubstr("IORING_SETUP_SQPOLL"));
}

// A container's elements are what was seen: they cannot say what was not.
TEST(Containers, OfARunWithABlindSpotSayNothingInEitherPolarity) {
  const TempDirectory directory;
  const auto recorded =
      TryRecord(Command(SYSASSERT_PROGRAMS "/torture", {"opens_by_a_ring"}).Cwd(directory.path()));
  ASSERT_TRUE(recorded.ok());
  const Trace& trace = recorded.value();
  if (trace.blind_spots().empty()) GTEST_SKIP() << "no io_uring here";
  // Anew for each: a matcher says once a test what it cannot answer.
  const auto secret = [&] { return sys::Open(directory / "secret"); };
  EXPECT_FALSE(Passes(trace, Not(testing::Contains(secret()))));
  EXPECT_FALSE(Passes(trace, testing::Contains(secret())));
  EXPECT_FALSE(Passes(trace, testing::Contains(secret()).Times(0)));
  EXPECT_FALSE(Passes(trace, testing::Each(Not(secret()))));
  EXPECT_FALSE(Passes(trace, Not(testing::Each(Not(secret())))));
  EXPECT_FALSE(Passes(std::vector<Trace>{trace}, testing::Each(Never(secret()))));
  EXPECT_FALSE(Passes(std::vector<Trace>{trace}, Not(testing::Contains(Not(Never(secret()))))));
}

TEST(Containers, AskOnlyThoseBlindSpotsThatHideWhatTheyAskFor) {
  const TempDirectory directory;
  const auto recorded = TryRecord(
      Command(SYSASSERT_PROGRAMS "/torture", {"writes_by_a_mapping"}).Cwd(directory.path()));
  ASSERT_TRUE(recorded.ok());
  const Trace& trace = recorded.value();
  EXPECT_FALSE(
      Passes(trace, Not(testing::Contains(Syscall(Sysno::pwrite64).On(directory / "secret")))));
  EXPECT_TRUE(
      Passes(trace, Not(testing::Contains(Syscall(Sysno::pwrite64).On(directory / "other")))));
  EXPECT_TRUE(Passes(trace, Not(testing::Contains(sys::Connect()))));
}

}  // namespace
}  // namespace sysassert::selftest
