// Learning from recordings made by hand: the text that is proposed, and what it allows.
#include "learn/learn.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "approved.h"
#include "trace_builder.h"

namespace sysassert::learn {
namespace {

using selftest::ExpectApproved;
using selftest::FakeCall;
using selftest::TraceBuilder;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPath = "/w/policies/report.yaml";

FakeCall Read(const std::string& path) {
  return FakeCall(Sysno::openat).Path(1, path, path).Flags(2, O_RDONLY).Opens(3, path);
}
FakeCall Create(const std::string& path, std::uint64_t inode = 0) {
  return FakeCall(Sysno::openat)
      .Path(1, path, path)
      .Flags(2, O_WRONLY | O_CREAT)
      .Opens(4, path, inode);
}
FakeCall Connect(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return FakeCall(Sysno::connect)
      .Fd(0, 5, "socket:[1]", 1, FdKind::kSocket, 0, AF_INET)
      .Bytes(1, {reinterpret_cast<const char*>(&address), sizeof address})
      .Arg(2, sizeof address)
      .Returns(0);
}
void SaveSafely(const std::string& temporary, const std::string& path, std::uint64_t inode,
                bool sync, TraceBuilder* run) {
  run->Add(Create(temporary, inode));
  run->Add(FakeCall(Sysno::write).Fd(0, 4, temporary, inode).Returns(9));
  if (sync) run->Add(FakeCall(Sysno::fsync).Fd(0, 4, temporary, inode).Returns(0));
  run->Add(
      FakeCall(Sysno::rename).Path(0, temporary, temporary, inode).Path(1, path, path).Returns(0));
}

// One run of a report tool; what differs from run to run is of `random` and `port`.
Trace Report(const std::string& random, int port, bool sync = true) {
  TraceBuilder run;
  run.Add(Read("/usr/lib/locale/locale-archive"));
  run.Add(Read("/etc/report.conf"));
  run.Add(
      FakeCall(Sysno::openat).Path(1, "x", "/home/u/.reportrc").Flags(2, O_RDONLY).Fails(ENOENT));
  run.Add(Read("/w/data/a*b"));
  run.Add(Read("/proc/100/status"));
  for (char c = 'a'; c < 'j'; ++c) run.Add(Read(std::string("/w/data/parts/") + c));
  SaveSafely("/tmp/report-" + random, "/w/out.txt", 77, sync, &run);
  run.Add(FakeCall(Sysno::fchmod).Fd(0, 5, "pipe:[1]", 0, FdKind::kPipe).Returns(0));
  run.Add(FakeCall(Sysno::execve).Path(0, "/usr/bin/gzip", "/usr/bin/gzip").Returns(0));
  run.Add(Connect(port));
  return run.Build();
}

std::vector<Trace> Reports(bool sync = true) {
  return {Report("aX7bQ2", 5001, sync), Report("Zz09kk", 5002, sync), Report("q1W2e3", 5003, sync)};
}

TEST(Learn, ProposesWhatAPersonCanRead) {
  const auto proposal = Learn(Reports(), {kPath, "report"});
  ASSERT_TRUE(proposal.ok()) << proposal.error().Message();
  EXPECT_TRUE(proposal.value().verdict.ok());
  ExpectApproved("learn/report", proposal.value().text);
}

// What one run did alone, a name that cannot be spelt, and things without a path.
Trace Odd(int run) {
  TraceBuilder builder(
      TraceBuilder::Run{run == 1 ? "./odd --twice" : "./odd", "/w", "/home/u", "", ""});
  builder.Add(Read("/srv/always"));
  if (run == 1) builder.Add(Read("/srv/once")).Add(Read("/srv/once"));
  builder.Add(FakeCall(Sysno::openat)
                  .Path(1, "/dev/stdout", "/dev/stdout")
                  .Flags(2, O_WRONLY)
                  .Opens(3, "pipe:[7]", 7, FdKind::kPipe));
  builder.Add(Read("/srv/bell\a")).Add(Read("/home/u/.ssh/id_rsa"));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = "/run/odd-" + std::to_string(run) + ".socket";
  name.copy(address.sun_path, name.size());
  builder.Add(FakeCall(Sysno::connect)
                  .Fd(0, 5, "socket:[1]", 1, FdKind::kSocket, 0, AF_UNIX)
                  .Bytes(1, {reinterpret_cast<const char*>(&address), sizeof address})
                  .Arg(2, sizeof address)
                  .About(1, name)
                  .Fails(ENOENT));
  return builder.Build();
}

TEST(Learn, ProposesOddThingsWithWhatIsToBeKnownOfThem) {
  const auto proposal = Learn({Odd(0), Odd(1), Odd(2)}, {"", "odd"});
  ASSERT_TRUE(proposal.ok()) << proposal.error().Message();
  EXPECT_TRUE(proposal.value().verdict.ok());
  ExpectApproved("learn/odd", proposal.value().text);
}

FakeCall Bind(const std::string& name) {
  const sa_family_t family = AF_UNIX;
  FakeCall bind(Sysno::bind);
  bind.Bytes(1, std::string(reinterpret_cast<const char*>(&family), sizeof family) + name);
  if (name[0] == '/') bind.About(1, name);
  return bind.Arg(2, sizeof family + name.size());
}

TEST(Learn, SaysSocketsByVariablesAndPlaceholders) {
  std::vector<Trace> runs;
  for (int pid = 200; pid < 203; ++pid) {
    TraceBuilder run;
    run.Thread(pid, pid, "/usr/bin/app", "app", 0);
    run.Add(Bind("/tmp/app/s*ck")).Add(Bind('\0' + ("app-" + std::to_string(pid))));
    runs.push_back(run.Build());
  }
  const auto proposal = Learn(runs, {"", "sockets"});
  ASSERT_TRUE(proposal.ok()) << proposal.error().Message();
  const std::string& text = proposal.value().text;
  EXPECT_TRUE(proposal.value().verdict.ok()) << text;
  EXPECT_THAT(text, HasSubstr("- \"unix:${TMPDIR:-/tmp}/app/s${star}ck\" "));
  EXPECT_THAT(text, HasSubstr("- \"unix:@app-<pid>\" "));
  EXPECT_THAT(text, HasSubstr("vars: {star: \"*\"}"));
}

TEST(Learn, HoldsOnAnotherRunOfTheSame) {
  const auto proposal = Learn(Reports(), {kPath, "report"});
  ASSERT_TRUE(proposal.ok());
  const Policy policy = Policy::FromString(proposal.value().text, {}, kPath);
  EXPECT_TRUE(Check(Report("vB5n6M", 60000), policy).ok());
}

// The reports of `Reports`, and then one call more.
Verdict WithOneMore(const FakeCall& more) {
  const auto proposal = Learn(Reports(), {kPath, "report"});
  TraceBuilder run;
  SaveSafely("/tmp/report-aaaaaa", "/w/out.txt", 7, true, &run);
  run.Add(FakeCall(Sysno::execve).Path(0, "/usr/bin/gzip", "/usr/bin/gzip").Returns(0));
  run.Add(Connect(5001));
  return Check(run.Add(more).Build(), Policy::FromString(proposal.value().text, {}, kPath));
}

TEST(Learn, ForbidsOneBehaviourMore) {
  EXPECT_TRUE(WithOneMore(Read("/etc/report.conf")).ok());
  for (const FakeCall& more :
       {Read("/etc/passwd-"), Read("/w/data/axb"), Create("/w/other.txt"), Create("/tmp/repor"),
        FakeCall(Sysno::unlink).Path(0, "/etc/report.conf", "/etc/report.conf").Returns(0),
        FakeCall(Sysno::bind).Fd(0, 5, "socket:[1]", 1, FdKind::kSocket, 0, AF_INET).Returns(0),
        FakeCall(Sysno::execve).Path(0, "/bin/sh", "/usr/bin/dash").Returns(0)})
    EXPECT_FALSE(WithOneMore(more).ok());
}

TEST(Learn, AnOrderThatOneRunBreaksIsNotProposed) {
  std::vector<Trace> runs = Reports();
  EXPECT_THAT(Learn(runs, {kPath, "report"}).value().text, HasSubstr("sync-before-rename"));
  runs[1] = Report("Zz09kk", 5002, false);
  EXPECT_THAT(Learn(runs, {kPath, "report"}).value().text, Not(HasSubstr("order")));
}

TEST(Learn, ACountThatDiffersIsNotProposed) {
  std::vector<Trace> runs = Reports();
  EXPECT_THAT(Learn(runs, {kPath, "report"}).value().text, HasSubstr("files-synced"));
  runs[1] = Report("Zz09kk", 5002, false);
  EXPECT_THAT(Learn(runs, {kPath, "report"}).value().text, Not(HasSubstr("files-synced")));
}

TEST(Learn, OneRunProvesNoInvariant) {
  const auto proposal = Learn({Report("aX7bQ2", 5001)}, {"", "report"});
  EXPECT_THAT(proposal.value().text, Not(HasSubstr("exactly:")));
  EXPECT_THAT(proposal.value().text, Not(HasSubstr("order:")));
  EXPECT_THAT(proposal.value().text, HasSubstr("/report-aX7bQ2\""));
}

TEST(Learn, APathThatNoPolicyCanSpellIsCovered) {
  TraceBuilder run;
  run.Add(Read("/srv/a\nb"))
      .Add(Read("/srv/a\xff"
                "b"));
  const auto proposal = Learn({run.Build()}, {"", "odd"});
  ASSERT_TRUE(proposal.ok()) << proposal.error().Message();
  EXPECT_TRUE(proposal.value().verdict.ok()) << proposal.value().text;
  EXPECT_THAT(proposal.value().text, HasSubstr("\"/srv/a\\nb\" "));
  EXPECT_THAT(proposal.value().text, HasSubstr("\"/srv/a?b\""));
  EXPECT_THAT(proposal.value().text, HasSubstr("each ? is a byte that cannot be written here"));
}

TEST(Learn, ANameThatYamlTakesForATruthIsQuoted) {
  TraceBuilder run;
  run.Add(Read("/srv/a"));
  const auto proposal = Learn({run.Build()}, {"", "true"});
  ASSERT_TRUE(proposal.ok()) << proposal.error().Message();
  EXPECT_THAT(proposal.value().text, HasSubstr("\nname: \"true\"\n"));
}

TEST(Learn, ACommandCannotEndItsComment) {
  TraceBuilder run(TraceBuilder::Run{"./app 'a\nrules: []'", "/w", "/home/u", "", ""});
  const auto proposal = Learn({run.Add(Read("/srv/a")).Build()}, {"", "odd"});
  ASSERT_TRUE(proposal.ok()) << proposal.error().Message();
  EXPECT_THAT(proposal.value().text, HasSubstr("from 1 run of: ./app 'a?rules: []'\n"));
}

TEST(Learn, ARunThatHidesCallsProvesNothing) {
  TraceBuilder run;
  run.Add(Read("/srv/a")).BlindSpot(BlindSpot::kIoUring, "io_uring_setup");
  const auto proposal = Learn({run.Build()}, {"", "blind"});
  ASSERT_TRUE(proposal.ok());
  ASSERT_FALSE(proposal.value().verdict.ok());
  EXPECT_EQ(proposal.value().verdict.violations.front().kind, Violation::Kind::kInconclusive);
}

TEST(Learn, ARunThatWatchedLittleIsRefused) {
  std::string watched(kSysnoCount, '\0');
  watched[static_cast<std::size_t>(Sysno::openat)] = '\1';
  TraceBuilder run(TraceBuilder::Run{"./app", "/w", "/home/u", "", watched});
  const auto narrow = Learn({run.Add(Read("/srv/a")).Build()}, {"", "narrow"});
  ASSERT_FALSE(narrow.ok());
  EXPECT_THAT(narrow.error().Message(), HasSubstr("did not watch every call"));
  EXPECT_FALSE(Learn({Trace()}, {"", "invalid"}).ok());
}

TEST(NameFor, IsOneThatAPolicyMayHave) {
  EXPECT_EQ(NameFor("/x/Report_Tool.yaml"), "report-tool");
  EXPECT_EQ(NameFor("git"), "git");
  EXPECT_EQ(NameFor("./2fast.sh"), "fast");
  EXPECT_EQ(NameFor("/x/42"), "learned");
}

}  // namespace
}  // namespace sysassert::learn
