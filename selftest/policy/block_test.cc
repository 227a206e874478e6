// Block mode: what the kernel never sees, what the program sees instead, and what always runs.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "events/stop.h"
#include "policy_helpers.h"
#include "sysassert/gmock.h"
#include "sysassert/mark.h"
#include "tables/row.h"
#include "tables/sets.h"
#include "temp_directory.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FieldOf;
using selftest::Loaded;
using selftest::TempDirectory;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Policy Blocked(const std::string& rules) { return Loaded("mode: block\n" + rules); }
Policy Denying(const std::string& rule) { return Blocked("rules: [{id: r, deny: " + rule + "}]"); }

// Calls `id` by number, whatever the C library would have made of it.
template <typename... Arguments>
long Raw(long number, Arguments... arguments) {
  return syscall(number, arguments...);
}

std::vector<Call> DeniedIn(const Trace& trace) {
  std::vector<Call> denied;
  for (const Call& call : trace.WholeRun()) {
    if (call.origin() == Origin::kDenied) denied.push_back(call);
  }
  return denied;
}
std::vector<std::string> NamesOf(const std::vector<Call>& calls) {
  std::vector<std::string> names;
  for (const Call& call : calls) names.emplace_back(call.name());
  return names;
}

// --- one of each family: it does not happen, and the program gets the errno ------------------

struct Family {
  const char* name;     // of the family, and of the test
  const char* pattern;  // what is denied; empty: the family
  std::function<long()> call;
  std::function<bool()> undone;  // nothing of it has happened; null: nothing to look at
  int error_number = EACCES;
};
void PrintTo(const Family& family, std::ostream* out) { *out << family.name; }

// In each directory: a file "f" with three bytes, a directory "d", a link "l" to f.
const std::vector<Family>& Families() {
  namespace fs = std::filesystem;
  const auto exists = [](const char* path) { return [path] { return fs::exists(path); }; };
  const auto absent = [](const char* path) { return [path] { return !fs::exists(path); }; };
  const auto sized = [] { return fs::file_size("f") == 3; };
  static const sockaddr_in kLocal = [] {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(9);
    return address;
  }();
  static const auto* families = new std::vector<Family>{
      {"open-read", "", [] { return Raw(SYS_openat, AT_FDCWD, "f", O_RDONLY); }, nullptr},
      {"open-write", "", [] { return Raw(SYS_openat, AT_FDCWD, "f", O_WRONLY | O_TRUNC); }, sized},
      {"create", "", [] { return Raw(SYS_openat, AT_FDCWD, "n", O_CREAT | O_RDWR, 0600); },
       absent("n")},
      {"stat", "",
       [] {
         struct stat status {};
         return Raw(SYS_newfstatat, AT_FDCWD, "f", &status, 0);
       },
       nullptr},
      {"access", "", [] { return Raw(SYS_faccessat, AT_FDCWD, "f", R_OK); }, nullptr},
      {"readlink", "",
       [] {
         char target[8];
         return Raw(SYS_readlinkat, AT_FDCWD, "l", target, sizeof target);
       },
       nullptr},
      {"rename", "", [] { return Raw(SYS_renameat2, AT_FDCWD, "f", AT_FDCWD, "n", 0); },
       exists("f")},
      {"unlink", "", [] { return Raw(SYS_unlinkat, AT_FDCWD, "f", 0); }, exists("f")},
      {"rmdir", "", [] { return Raw(SYS_unlinkat, AT_FDCWD, "d", AT_REMOVEDIR); }, exists("d")},
      {"mkdir", "", [] { return Raw(SYS_mkdirat, AT_FDCWD, "n", 0700); }, absent("n")},
      {"mknod", "", [] { return Raw(SYS_mknodat, AT_FDCWD, "n", S_IFIFO | 0600, 0); }, absent("n")},
      {"link", "", [] { return Raw(SYS_linkat, AT_FDCWD, "f", AT_FDCWD, "n", 0); }, absent("n")},
      {"symlink", "", [] { return Raw(SYS_symlinkat, "f", AT_FDCWD, "n"); }, absent("n")},
      {"truncate", "", [] { return Raw(SYS_truncate, "f", 0L); }, sized},
      {"chmod", "", [] { return Raw(SYS_fchmodat, AT_FDCWD, "f", 0777); },
       [] { return (fs::status("f").permissions() & fs::perms::others_write) == fs::perms::none; }},
      {"chown", "", [] { return Raw(SYS_fchownat, AT_FDCWD, "f", getuid(), getgid(), 0); },
       nullptr},
      {"utime", "",
       [] {
         const timespec times[2] = {{1, 0}, {1, 0}};
         return Raw(SYS_utimensat, AT_FDCWD, "f", times, 0);
       },
       [] {
         struct stat status {};
         return stat("f", &status) == 0 && status.st_mtime > 1;
       }},
      {"setxattr", "", [] { return Raw(SYS_setxattr, "f", "user.a", "b", 1, 0); }, nullptr},
      {"chdir", "", [] { return Raw(SYS_chdir, "d"); }, nullptr},
      {"write", "{call: write, path: \"${cwd}/f\"}",
       [] {
         const int fd = open("f", O_WRONLY | O_APPEND);
         return Raw(SYS_write, fd, "more", 4);
       },
       sized, EPERM},
      {"dup", "", [] { return Raw(SYS_dup, 1); }, nullptr, EPERM},
      {"pipe", "",
       [] {
         int ends[2];
         return Raw(SYS_pipe2, ends, 0);
       },
       nullptr, EPERM},
      {"socket", "", [] { return Raw(SYS_socket, AF_INET, SOCK_STREAM, 0); }, nullptr},
      {"connect", "{call: connect, addr: \"127.0.0.0/8:*\"}",
       [] {
         const int fd = socket(AF_INET, SOCK_DGRAM, 0);
         return Raw(SYS_connect, fd, &kLocal, sizeof kLocal);
       },
       nullptr},
      {"bind", "",
       [] {
         const int fd = socket(AF_INET, SOCK_DGRAM, 0);
         return Raw(SYS_bind, fd, &kLocal, sizeof kLocal);
       },
       nullptr},
      {"send", "",
       [] {
         const int fd = socket(AF_INET, SOCK_DGRAM, 0);
         return Raw(SYS_sendto, fd, "x", 1, 0, &kLocal, sizeof kLocal);
       },
       nullptr},
      {"exec", "",
       [] {
         const char* const words[] = {"/bin/true", nullptr};
         return Raw(SYS_execve, "/bin/true", words, nullptr);
       },
       nullptr},
      {"spawn", "",
       [] {
         const long child = Raw(SYS_clone, SIGCHLD, 0, 0, 0, 0);
         if (child == 0) _exit(0);
         return child;
       },
       nullptr, EPERM},
      {"kill", "{call: \"@signal\"}", [] { return Raw(SYS_kill, getpid(), SIGKILL); }, nullptr,
       EPERM},
      {"mmap", "{call: mmap, args: {prot: {any: [PROT_EXEC]}}}",
       [] {
         return Raw(SYS_mmap, nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                    0);
       },
       nullptr, EPERM},
      {"openat2-exactly", "{call: \"exact:close_range\"}",
       [] { return Raw(SYS_close_range, 900, 901, 0); }, nullptr, ENOSYS},
  };
  return *families;
}

class EveryFamily : public testing::TestWithParam<Family> {
 protected:
  void SetUp() override {
    std::filesystem::current_path(directory_.path());
    std::ofstream("f") << "abc";
    std::filesystem::permissions("f", std::filesystem::perms(0600));
    std::filesystem::create_directory("d");
    std::filesystem::create_symlink("f", "l");
  }
  void TearDown() override { std::filesystem::current_path("/"); }

  TempDirectory directory_;
};

TEST_P(EveryFamily, IsRefusedAndDoesNotHappen) {
  const Family& family = GetParam();
  const std::string pattern =
      *family.pattern != '\0' ? family.pattern : "{call: " + std::string(family.name) + "}";
  const Policy policy = Denying(pattern);
  const Trace trace = Record(
      [&family] {
        const long result = family.call();
        const int error = errno;
        EXPECT_EQ(result, -1);
        EXPECT_EQ(error, family.error_number) << strerror(error);
      },
      Blocking({policy}));
  if (family.undone) {
    EXPECT_TRUE(family.undone()) << "it has happened";
  }
  const std::vector<Call> denied = DeniedIn(trace);
  ASSERT_FALSE(denied.empty());
  EXPECT_EQ(denied.front().error_number(), family.error_number);
  const Verdict verdict = Check(trace, policy);
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(FieldOf(verdict.violations[0], "blocked"), "yes: it did not run");
}

std::string NameOfFamily(const testing::TestParamInfo<Family>& info) {
  std::string name = info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Block, EveryFamily, testing::ValuesIn(Families()), NameOfFamily);

// --- every call of each family: the kernel never sees it, whatever its arguments are ----------

std::vector<std::string> FamiliesByName() {
  std::vector<std::string> names;
  for (const tables::Group& group : tables::Groups()) {
    const bool family = group.name.front() != '@' && group.split == tables::Split::kNone;
    if (family && group.name != "exit" && group.name != "brk") names.emplace_back(group.name);
  }
  return names;
}

// Those that a program can make here, and that may be refused.
std::vector<Sysno> CallsOf(const std::string& family) {
  std::vector<Sysno> calls;
  const tables::SysnoBits& bits = tables::FindGroup(family)->calls;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (bits[i] && tables::NumberOf(id, Abi::kX86_64) >= 0 && !events::AlwaysRuns(id))
      calls.push_back(id);
  }
  return calls;
}

class EveryCallOf : public testing::TestWithParam<std::string> {};

TEST_P(EveryCallOf, IsRefusedWhateverItsArgumentsAre) {
  const std::vector<Sysno> calls = CallsOf(GetParam());
  std::vector<std::string> names;
  for (const Sysno id : calls) names.emplace_back(tables::NameOf(id));
  const Trace trace = Record(
      [&calls] {
        // Nothing else is called meanwhile: it might be what is refused.
        int refused = 0;
        for (const Sysno id : calls) {
          const long result = Raw(tables::NumberOf(id, Abi::kX86_64), -1L, -1L, -1L, -1L, -1L, -1L);
          if (result == -1 && (errno == EACCES || errno == EPERM)) ++refused;
        }
        EXPECT_EQ(refused, static_cast<int>(calls.size()));
      },
      Blocking({Denying("{call: " + GetParam() + "}")}));
  EXPECT_THAT(NamesOf(DeniedIn(trace)), testing::IsSupersetOf(names));
}

INSTANTIATE_TEST_SUITE_P(Block, EveryCallOf, testing::ValuesIn(FamiliesByName()),
                         [](const auto& family) { return family.param; });

// --- what always runs ------------------------------------------------------------------------

TEST(Block, ExitAndExitGroupAlwaysRun) {
  const Policy policy = Denying("{call: exit}");
  const Trace trace = Record([] { std::thread([] {}).join(); }, Blocking({policy}));
  EXPECT_EQ(trace.status().text(), "exited with 0");
  EXPECT_THAT(DeniedIn(trace), IsEmpty());
  const Verdict verdict = Check(trace, policy);
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].title, "forbidden call, not prevented");
  EXPECT_THAT(FieldOf(verdict.violations[0], "blocked"), HasSubstr("exit always runs"));
}

TEST(Block, TheReturnFromASignalHandlerAlwaysRuns) {
  const Trace trace = Record(
      [] {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        sigaction(SIGUSR1, &action, nullptr);
        raise(SIGUSR1);
        close(-1);  // reached
      },
      Blocking({Denying("{call: [rt_sigreturn, restart_syscall]}")}));
  EXPECT_EQ(trace.status().text(), "exited with 0");
  EXPECT_THAT(DeniedIn(trace), IsEmpty());
}

// A stopped sleep goes on by restart_syscall(2): once as a part of its sleep, which is watched, and
// once as a call of its own, where the sleep is not.
TEST(Block, TheRestartOfACallAlwaysRuns) {
  for (const char* calls : {"restart_syscall", "[restart_syscall, sigreturn]"}) {
    const Policy policy = Denying("{call: " + std::string(calls) + "}");
    for (const bool everything : {false, true}) {
      Watch watch = Blocking({policy});
      if (everything) watch.interest = Interest::Everything();
      const Trace trace =
          Record(Command(std::string(SYSASSERT_PROGRAMS) + "/stop_and_continue"), watch);
      EXPECT_EQ(trace.status().text(), "exited with 0");
      EXPECT_THAT(DeniedIn(trace), IsEmpty());
    }
  }
}

TEST(Block, BrkFailsByAnsweringTheOldBreak) {
  const Trace trace = Record(
      [] {
        const long before = Raw(SYS_brk, 0L);
        EXPECT_EQ(Raw(SYS_brk, before + 4096), before);
        EXPECT_EQ(Raw(SYS_brk, 0L), before);
      },
      Blocking({Denying("{call: brk, args: {addr: {gt: 0}}}")}));
  EXPECT_THAT(NamesOf(DeniedIn(trace)), ElementsAre("brk"));
}

// --- what decides ----------------------------------------------------------------------------

class BlockMode : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::current_path(directory_.path()); }
  void TearDown() override { std::filesystem::current_path("/"); }
  static int Errno(long result) { return result == -1 ? errno : 0; }
  static int ErrnoOfMkdir(const char* path) { return Errno(mkdir(path, 0700)); }

  TempDirectory directory_;
};

TEST_F(BlockMode, TheRulesErrnoIsWhatTheProgramSees) {
  const Policy policy = Blocked("rules: [{id: r, deny: {call: mkdir}, errno: ENOSPC}]");
  Record([] { EXPECT_EQ(ErrnoOfMkdir("a"), ENOSPC); }, Blocking({policy}));
  EXPECT_FALSE(std::filesystem::exists("a"));
}

TEST_F(BlockMode, OnlyWhatIsForbiddenIsRefused) {
  const Policy policy = Denying("{call: mkdir, path: \"${cwd}/secret*\"}");
  Record(
      [] {
        EXPECT_EQ(ErrnoOfMkdir("secrets"), EACCES);
        EXPECT_EQ(ErrnoOfMkdir("open"), 0);
      },
      Blocking({policy}));
  EXPECT_TRUE(std::filesystem::exists("open"));
}

TEST_F(BlockMode, ADefaultDenyRefusesWhatNothingAllows) {
  const Policy policy = Blocked("only: {write: [\"${cwd}/out\"]}");
  Record(
      [] {
        EXPECT_EQ(Errno(creat("out", 0600)), 0);
        EXPECT_EQ(Errno(creat("else", 0600)), EACCES);
      },
      Blocking({policy}));
  EXPECT_TRUE(std::filesystem::exists("out"));
  EXPECT_FALSE(std::filesystem::exists("else"));
}

TEST_F(BlockMode, AnOpenThroughALinkIsRefusedForWhatItLeadsTo) {
  std::ofstream("secret") << "s";
  std::filesystem::create_symlink("secret", "innocent");
  const Policy policy = Denying("{call: open, path: \"${cwd}/secret\"}");
  const Trace trace =
      Record([] { EXPECT_EQ(Errno(open("innocent", O_RDONLY)), EACCES); }, Blocking({policy}));
  EXPECT_EQ(DeniedIn(trace).size(), 1U);
}

// What is asked about is known only from the result: it runs, and the report says so.
TEST_F(BlockMode, WhatOnlyTheResultShowsIsNotPrevented) {
  const Policy policy = Denying("{call: mkdir, result: ok}");
  const Trace trace = Record([] { EXPECT_EQ(ErrnoOfMkdir("a"), 0); }, Blocking({policy}));
  EXPECT_TRUE(std::filesystem::exists("a"));
  const Verdict verdict = Check(trace, policy);
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].title, "forbidden file access, not prevented");
}

// A process outside the run that makes a link lead to two files by turns, until it is killed: where
// it led at the entry is not always where the kernel is led to.
class RestlessLink {
 public:
  RestlessLink(const char* link, const char* other) : child_(fork()) {
    if (child_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) renameat2(AT_FDCWD, link, AT_FDCWD, other, RENAME_EXCHANGE);
  }
  ~RestlessLink() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  RestlessLink(const RestlessLink&) = delete;
  RestlessLink& operator=(const RestlessLink&) = delete;

 private:
  pid_t child_;
};

TEST_F(BlockMode, ADescriptorTellsThatTheWalkAtEntryWasWrong) {
  std::ofstream("secret") << "s";
  std::ofstream("public") << "p";
  std::filesystem::create_symlink("public", "link");
  std::filesystem::create_symlink("secret", "other");
  const RestlessLink restless("link", "other");
  const Policy policy = Denying("{call: open, path: \"${cwd}/secret\"}");
  const Trace trace = Record(
      [] {
        constexpr int kTries = 1'000'000;  // the first few do
        char byte = 0;
        for (int i = 0; i < kTries && byte != 's'; ++i) {
          const int fd = open("link", O_RDONLY);
          if (fd < 0) continue;
          EXPECT_EQ(read(fd, &byte, 1), 1);
          close(fd);
        }
        EXPECT_EQ(byte, 's') << "the kernel was never led elsewhere than the walk before it";
      },
      Blocking({policy}));
  const Verdict verdict = Check(trace, policy);
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_THAT(verdict.violations[0].title,
              testing::AnyOf("forbidden file access, not prevented",
                             "forbidden file access, not always prevented"));
}

TEST_F(BlockMode, WhatWouldOnlyWarnIsNotRefused) {
  const Policy policy = Blocked("rules: [{id: r, deny: {call: mkdir}, severity: warn}]");
  Record([] { EXPECT_EQ(ErrnoOfMkdir("a"), 0); }, Blocking({policy}));
}

TEST_F(BlockMode, AnExceptionIsNotRefused) {
  const Policy policy =
      Blocked("rules: [{id: r, deny: {call: mkdir}, except: {path: \"${cwd}/a\"}}]");
  Record(
      [] {
        EXPECT_EQ(ErrnoOfMkdir("a"), 0);
        EXPECT_EQ(ErrnoOfMkdir("b"), EACCES);
      },
      Blocking({policy}));
}

TEST_F(BlockMode, CountsOrdersAndSequencesAlterNothing) {
  const Policy policy = Blocked(
      "rules:\n- {id: c, count: {call: mkdir}, max: 0}\n"
      "- {id: o, order: {from: {call: mkdir}, until: {call: rmdir}, never: {call: mkdir}}}\n");
  Record(
      [] {
        EXPECT_EQ(ErrnoOfMkdir("a"), 0);
        EXPECT_EQ(ErrnoOfMkdir("b"), 0);
      },
      Blocking({policy}));
}

TEST_F(BlockMode, APolicyInModeCheckAltersNothing) {
  const Policy policy = Denying("{call: mkdir}").InMode(Policy::Mode::kCheck);
  Record([] { EXPECT_EQ(ErrnoOfMkdir("a"), 0); }, Blocking({policy}));
  EXPECT_EQ(Denying("{call: mkdir}").mode(), Policy::Mode::kBlock);
}

TEST_F(BlockMode, RulesOfExtendedPoliciesBlockToo) {
  const Policy policy = Blocked("extends: [stock:no-exec]");
  const Trace trace = Record([] { EXPECT_EQ(Errno(execl("/bin/true", "true", nullptr)), EACCES); },
                             Blocking({policy}));
  EXPECT_EQ(DeniedIn(trace).size(), 1U);
}

TEST_F(BlockMode, OnlyBetweenItsMarks) {
  const Policy policy =
      Blocked("rules: [{id: r, deny: {call: mkdir}, where: {phase: {between: [hot, cold]}}}]");
  Record(
      [] {
        EXPECT_EQ(ErrnoOfMkdir("a"), 0);
        SYSASSERT_MARK("hot");
        EXPECT_EQ(ErrnoOfMkdir("b"), EACCES);
        SYSASSERT_MARK("cold");
        EXPECT_EQ(ErrnoOfMkdir("c"), 0);
      },
      Blocking({policy}));
}

TEST_F(BlockMode, OnlyAfterADeclaredMark) {
  const Policy policy = Blocked(
      "marks: {ready: {call: chdir}}\n"
      "rules: [{id: r, deny: {call: mkdir}, where: {phase: {after: ready}}}]");
  Record(
      [] {
        EXPECT_EQ(ErrnoOfMkdir("a"), 0);
        EXPECT_EQ(chdir("."), 0);
        EXPECT_EQ(ErrnoOfMkdir("b"), EACCES);
      },
      Blocking({policy}));
}

TEST_F(BlockMode, WhatAChildOfAProgramDoes) {
  std::ofstream("f") << "abc";
  const Policy policy = Blocked(
      "rules: [{id: r, deny: {call: unlink, path: \"${cwd}/f\"}, where: {under: /usr/bin/env}}]");
  const Trace trace =
      Record(Command("/usr/bin/env", {"sh", "-c", "rm f; true"}).Stderr(Stdio::Null()),
             Blocking({policy}));
  EXPECT_TRUE(std::filesystem::exists("f"));
  EXPECT_EQ(DeniedIn(trace).size(), 1U);
}

TEST_F(BlockMode, APointerThatCannotBeFollowedIsNoWayAround) {
  const auto unlink_nothing = [](const std::string& rules, int expected) {
    const Watch watch = Blocking({Blocked(rules)});
    Record([expected] { EXPECT_EQ(Errno(Raw(SYS_unlink, -1L)), expected); }, watch);
  };
  unlink_nothing("rules: [{id: r, deny: {call: unlink}}]", EACCES);
  unlink_nothing("only: {write: []}", EACCES);
  // Whether these are about it, its name would tell.
  unlink_nothing("rules: [{id: r, deny: {call: unlink, path: /x}}]", EFAULT);
  unlink_nothing("only: {write: [/x]}", EFAULT);
}

TEST_F(BlockMode, WhatAnExecLeaksIsKnownTooLate) {
  const Policy policy = Denying("{call: exec, leaks: true}");
  const Trace trace = Record(
      Command("/bin/sh", {"-c", "exec 3< /etc/hostname; /bin/true; exit $?"}), Blocking({policy}));
  EXPECT_EQ(trace.status().text(), "exited with 0");
  EXPECT_THAT(Broken(trace, policy), ElementsAre("r: leaked descriptors, not prevented"));
}

TEST_F(BlockMode, TheInterpreterOfAScriptIsKnownTooLate) {
  std::ofstream("script") << "#!/bin/true\n";
  std::filesystem::permissions("script", std::filesystem::perms(0700));
  const Policy policy = Denying("{call: exec, path: /usr/bin/true}");
  const Trace trace = Record(Command("/bin/sh", {"-c", "./script; exit $?"}), Blocking({policy}));
  EXPECT_THAT(Broken(trace, policy), ElementsAre("r: forbidden program, not prevented"));
}

TEST_F(BlockMode, AFilterOfTheProgramsOwnIsNotAskedAboutWhatWasSkipped) {
  const Policy policy = Denying("{call: mkdir}");
  const Trace trace = Record(
      [] {
        const sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0xffffffffU, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
        const sock_fprog program = {4, const_cast<sock_filter*>(code)};
        EXPECT_EQ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        EXPECT_EQ(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
        EXPECT_EQ(ErrnoOfMkdir("a"), EACCES);
      },
      Blocking({policy}));
  EXPECT_EQ(trace.status().text(), "exited with 0");
  EXPECT_EQ(DeniedIn(trace).size(), 1U);
}

TEST_F(BlockMode, WhatAFilterOfTheProgramsOwnAnswersFirstIsSaidToBeItsAnswer) {
  const Policy policy = Denying("{call: mkdir}");
  const Trace trace = Record(
      [] {
        const sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mkdir, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSPC),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
        const sock_fprog program = {4, const_cast<sock_filter*>(code)};
        EXPECT_EQ(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
        EXPECT_EQ(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
        EXPECT_EQ(ErrnoOfMkdir("a"), ENOSPC);
      },
      Blocking({policy}));
  const Verdict verdict = Check(trace, policy);
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].title, "forbidden file access");
  EXPECT_THAT(FieldOf(verdict.violations[0], "blocked"),
              HasSubstr("no need: another seccomp filter, of the program's own or around it"));
}

TEST_F(BlockMode, ARunWithoutAFilterBlocksAsWell) {
  Watch watch = Blocking({Denying("{call: mkdir}")});
  watch.interest = Interest::Everything();
  Record([] { EXPECT_EQ(ErrnoOfMkdir("a"), EACCES); }, watch);
}

TEST_F(BlockMode, ARecordingThatWasMadeInModeCheckSaysNothingOfBlocking) {
  const Policy policy = Denying("{call: mkdir}");
  const Trace trace = Record([] { ErrnoOfMkdir("a"); });
  EXPECT_THAT(Broken(trace, policy), ElementsAre("r: forbidden file access"));
}

TEST_F(BlockMode, APolicyThatCannotBeCompiledForTheRunStartsNothing) {
  const Policy policy = Denying("{call: mkdir, path: \"${NO_SUCH_VARIABLE}/x\"}");
  const Result<Trace> trace = TryRecord(Command("/bin/true"), Blocking({policy}));
  ASSERT_FALSE(trace.ok());
  EXPECT_THAT(trace.error().Message(), HasSubstr("NO_SUCH_VARIABLE"));
}

}  // namespace
}  // namespace sysassert
