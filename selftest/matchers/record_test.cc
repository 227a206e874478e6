// The matchers over real runs: tests as a user writes them, in a TEST and in a TEST_F whose fixture
// has members of the families' names.
#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest-spi.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sysassert/gmock.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace sysassert;  // as the documents do
namespace sys = sysassert::calls;
using testing::EndsWith, testing::HasSubstr, testing::Le, testing::Ne, testing::Not;
using namespace std::chrono_literals;

namespace {

// A directory of its own for one test.
class Directory {
 public:
  Directory() : path_(testing::TempDir() + "/sysassert-matchers-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Command Program(const std::string& name, const Directory& directory) {
  return Command(SYSASSERT_PROGRAMS "/" + name).Cwd(directory.path());
}

TEST(LogWriter, SyncsBeforeRename) {
  SYSASSERT_REQUIRE_TRACING();
  Directory directory;
  Trace trace = Record(Program("logwriter", directory).Args({"--once"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace,
              InOrder(sys::Write(EndsWith(".tmp")), sys::Fsync(EndsWith(".tmp")), sys::Rename()));
  EXPECT_THAT(trace, NeverBetween(sys::Write().To(Glob("*.tmp")), sys::Fsync(kSameFile),
                                  sys::Rename(kSameFile)));
  EXPECT_THAT(trace, Made(sys::Open("/etc/app.conf").Failing(ENOENT)).Times(1));
  EXPECT_THAT(trace, Made(Syscall(Sysno::mmap)).Times(Le(40)));
  EXPECT_THAT(trace, Never(Calls("@network")));
  EXPECT_THAT(trace, OnlyOpens({"/etc/app.conf", "out.tmp"}));
}

TEST(Links, ThatTheRunMadeItselfAreNotWhatAMatcherMeant) {
  SYSASSERT_REQUIRE_TRACING();
  Directory directory;
  std::filesystem::create_directory(directory.path() + "/real");
  const std::string top = std::filesystem::canonical(directory.path()).string();
  const std::string script = "sleep 0.02; ln -s real " + top + "/link; echo > " + top + "/link/f";
  const Trace trace = Record(Command("sh", {"-c", script}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Made(sys::OpenForWriting(top + "/real/f")).Times(1));
  EXPECT_THAT(trace, Not(Made(sys::OpenForWriting(Glob(top + "/link/*")))));
  const Policy policy = Policy::FromString("sysassert: 1\nname: p\nonly: {write: ['" + top +
                                           "/link/**', '" + top + "/link', /dev/null]}\n");
  EXPECT_THAT(trace, Not(Obeys(policy)));
}

TEST(Views, OfWhatTheRunNeverHadHoldNothing) {
  SYSASSERT_REQUIRE_TRACING();
  Directory directory;
  const std::string link = directory.path() + "/reader";
  std::filesystem::create_symlink(std::filesystem::canonical("/bin/cat"), link);
  const Trace trace = Record(Command("cat", {"/etc/hostname"}));
  for (const Trace& view : {trace.Under("/usr/bin/nope"), trace.Under("cat"), trace.OfProcess(1),
                            trace.OfThread("tuoch")}) {
    EXPECT_FALSE(view.valid());
    EXPECT_NONFATAL_FAILURE(EXPECT_THAT(view, Not(Never(sys::Open()))), "the run has none");
  }
  for (const Trace& view : {trace.Under("/bin/cat"), trace.Under(link), trace.OfThread("c*t"),
                            trace.OfProcess(trace[0].pid())})
    EXPECT_THAT(view, Made(sys::Open("/etc/hostname")));
}

// As policies do: a name stands for what it names at the run, and nothing more in a recording,
// whose machine may have been another.
TEST(Links, OfALiteralHeadAreFollowedWhereTheRunWasMade) {
  SYSASSERT_REQUIRE_TRACING();
  Directory directory;
  std::filesystem::create_directory(directory.path() + "/real");
  std::filesystem::create_directory_symlink("real", directory.path() + "/link");
  const std::string link = std::filesystem::canonical(directory.path()).string() + "/link";
  std::ofstream(link + "/f") << "text";
  const Trace trace = Record(Command("cat").Args({link + "/f"}));
  const auto all_hold = [&](const Trace& run) {
    return testing::Value(run, Made(sys::Open(link + "/f"))) &&
           testing::Value(run, Made(sys::Open(Glob(link + "/*")))) &&
           testing::Value(run, Not(Never(sys::Open(Glob(link + "/**"))))) &&
           testing::Value(run.WholeRun(), OnlyOpensUnder(link, "/usr", "/etc"));
  };
  EXPECT_TRUE(all_hold(trace));
  ASSERT_TRUE(trace.Save(directory.path() + "/t.satrace").ok());
  const auto loaded = Trace::Load(directory.path() + "/t.satrace");
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(loaded.value(), Not(Made(sys::Open(link + "/f"))));
  EXPECT_THAT(loaded.value(), Not(Made(sys::Open(Glob(link + "/*")))));
}

// Members named like the families hide nothing.
class LogWriterFixture : public testing::Test {
 protected:
  void SetUp() override { SYSASSERT_REQUIRE_TRACING(); }
  void Close() {}
  int Write(const std::string& text) const { return static_cast<int>(text.size()); }
  Directory directory_;
};

TEST_F(LogWriterFixture, SyncsBeforeRename) {
  Close();
  EXPECT_EQ(Write("x"), 1);
  Trace trace = Record(Program("logwriter", directory_).Args({"--once"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, InOrder(sys::Write("out.tmp"), sys::Close("out.tmp"), sys::Rename("out.log")));
  EXPECT_THAT(trace, NeverBetween(sys::Write().To(Glob("*.tmp")), sys::Fsync(kSameFile),
                                  sys::Rename(kSameFile)));
}

TEST_F(LogWriterFixture, FindsAForgottenSync) {
  Trace trace = Record(Program("logwriter", directory_).Args({"--no-sync"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Not(NeverBetween(sys::Write().To(Glob("*.tmp")), sys::Fsync(kSameFile),
                                      sys::Rename(kSameFile))));
}

bool ParseFile(const std::string& path) {
  std::ifstream file(path);
  return file.get() == '{';
}

TEST(Parser, OpensOnlyItsInput) {
  Directory directory;
  const std::string input = directory.path() + "/a.json";
  std::ofstream(input) << "{}";
  Trace trace = Record([&input] { EXPECT_TRUE(ParseFile(input)); });
  EXPECT_THAT(trace, OnlyOpens({input}));
  EXPECT_THAT(trace, OnlyOpensUnder(directory.path() + "/"));
  EXPECT_THAT(trace, Not(OnlyOpensUnder("/usr")));
}

class Cache {
 public:
  const std::string& Lookup(const std::string& key) {
    if (value_.empty()) std::getline(std::ifstream("/proc/self/comm"), value_);
    return key.empty() ? key : value_;
  }

 private:
  std::string value_;
};

TEST(CacheTest, SecondLookupIsFree) {
  Cache cache;
  cache.Lookup("k");
  EXPECT_THAT(Observe([&] { cache.Lookup("k"); }), MakesNoCalls());
}

class StoreTest : public testing::Test {
 protected:
  // Puts one record into a store that is driven while it is traced, and stops it.
  Trace PutOne(const std::vector<std::string>& args) {
    Running store = Start(Program("kvd", directory_).Args(args));
    const Call named = store.WaitFor(Syscall(Sysno::getsockname), 5s);
    const Call listening = store.WaitFor(sys::Listen().Succeeding(), 5s);
    if (listening.recording() == nullptr) return {};
    Put(named.sockaddr(), "PUT k v\n");
    return store.Stop(SIGTERM);
  }

  static void Put(const std::string& address, const std::string& record) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    ASSERT_EQ(send(fd, record.data(), record.size(), 0), static_cast<ssize_t>(record.size()));
    char answer[3] = {};
    EXPECT_EQ(recv(fd, answer, sizeof answer, MSG_WAITALL), 3);
    close(fd);
  }

  Directory directory_;
};

TEST_F(StoreTest, AcknowledgesOnlyAfterSync) {
  const Trace trace = PutOne({"--port=0"});
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, NeverBetween(sys::Write(EndsWith(".wal")), sys::Fsync(kSameFile),
                                  sys::Send(kSameThread)));
  EXPECT_THAT(trace, OnlyOpensUnder("."));
  EXPECT_THAT(trace, Made(sys::Bind("127.0.0.1:0")).Times(1));
  EXPECT_THAT(trace, Made(sys::Accept().Succeeding()).Times(1));
}

TEST_F(StoreTest, AHastyAcknowledgementIsFound) {
  const Trace trace = PutOne({"--port=0", "--hasty"});
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Not(NeverBetween(sys::Write(EndsWith(".wal")), sys::Fsync(kSameFile),
                                      sys::Send(kSameThread))));
}

TEST(Watching, ANarrowTraceAnswersWhatItWatchedAndNothingElse) {
  Directory directory;
  const Trace trace = Record(Program("logwriter", directory), Watching(sys::Open(), sys::Rename()));
  EXPECT_THAT(trace, Made(sys::Open("out.tmp")).Times(1));
  EXPECT_THAT(trace, InOrder(sys::Open("out.tmp"), sys::Rename("out.log")));
  EXPECT_THAT(testing::Value(trace, Made(sys::Rename("elsewhere"))), false);
}

}  // namespace
