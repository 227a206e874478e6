// Every family of calls, with good and bad arguments, line by line beside Debian's strace.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "strace/trace_comparison.h"
#include "thirty_two_bit.h"

namespace sysassert {
namespace {

using selftest::kOurs, selftest::kPrograms, selftest::Lines, selftest::LinesOf, selftest::TextOf;

// Lines of strace's that ours differ from, as they stand today, by what they are a case of.
struct Reason {
  const char* why;
  std::vector<const char*> lines;  // expressions that a line of strace's matches whole
};
const std::vector<Reason>& Reasons() {
  static const std::vector<Reason> kReasons = {
      {"bits that strace names by a wider table than the call's own",
       {R"(dup3\(1, 61, .*)", R"(pipe2\(NULL, O_TRUNC.*)", R"(unlinkat\(777, "x", AT_EMPTY.*)"}},
      {"a name that is newer than strace 6.1",
       {R"(memfd_create\(0x8, 0x70.*)", R"(membarrier\(MEMBARRIER_CMD_QUERY, 0\) = .*)",
        R"(fcntl\(777, 0x40[cd] .*)", R"(.*last_op=\d+ /\* IORING_OP_\?\?\? \*/.*)"}},
      {"read at the exit of a call that failed",
       {R"(semctl\(-1, 0, (IPC_64\|)?IPC_STAT, \[0x.*)", R"(epoll_pwait\(.*EINVAL.*)",
        R"(epoll_pwait2\(777, .*)", R"(msgrcv\(-?\d+, 0x[0-9a-f]+, \d+, IPC_NOWAIT\) = -1 .*)",
        R"(io_uring_register\(777, IORING_REGISTER_IOWQ_MAX.*)"}},
      {"no pointer, as a number", {R"(ioctl\(777, DM_\w+, 0\) = .*)"}},
      {"a structure that strace shows of 64-bit programs alone", {R"(ioctl\(777, HDIO_.*)"}},
      {"instructions that strace does not always read", {R"(bpf\(.*xlated_prog_insns=0x.*)"}},
      {"an answer of a call that failed",
       {R"(ioctl\(777, RTC_PARAM_GET, .* => 0x.*)", R"(ioctl.* = -1 .*\(entry_number=.*)"}},
      {"-x: the NUL behind a string", {R"(ioctl\(777, KDSKBSENT, .*\\x00"\.\.\.\}\) = .*)"}},
      {"-X raw and verbose: slips of strace",
       {R"(futex\(.*<<28 /\* FUTEX_OP_\?\?\? \*/.*)",
        R"(statx\(-?\d+(<[^>]*>)?, ("[^"]*"|NULL), (,|\|).*)",
        R"(mknod\(.*000 /\* 000 \*/\) = .*)"}},
      {"-X verbose: names that are no names of the call's own, or newer than strace 6.1",
       {R"(unlinkat\(777, "x", 0x7000 .*)", R"(membarrier\(0 .*)"}},
      {"-v without a bound",
       {R"(poll\(\[\{fd=1, .*, \{fd=777, events=POLLIN\|POLLPRI\}, \{.*)",
        R"(mbind\(.*MPOL_INTERLEAVE, \[.*)", R"(writev\(3, \[.*iov_len=64\}, \{.*)",
        R"(seccomp\(.*\{len=5000, .*)"}},
      {"descriptors of another process, and inodes of sockets",
       {R"(kcmp\(.*(efd=|, )\d+</.*)", R"(.*<socket:\[\d+\]>.*)"}},
      {"one number, two names", {R"(ioctl\(777, FS_IOC32_GETVERSION, .*)"}},
      {"padding behind a message of odd length", {R"(recvfrom\(4, .*error=-EINVAL, msg=.*)"}},
      {"the machine's: ports, ids, times",
       {R"(.*htons\(\d{4,}\).*)",
        R"((shm|sem|msg)ctl\(\d+, (\d, )?(IPC_64\|)?(SHM|SEM|MSG)_INFO, .*)",
        R"(bpf\(BPF_.*next_id=\d+.*)", R"(io_setup\(.*)", R"(.*left \{.*)",
        R"((add_key|keyctl)\(.* = \d+)", R"(ptrace\((PTRACE_PEEKSIGINFO|0x4209).*)",
        R"((clock_)?adjtime(x|64)?\(.*time=.*)", R"((gettimeofday\(\{|time\(NULL\) = ).*)",
        R"(bpf\(BPF_BTF_GET_FD_BY_ID, .*)", R"(readdir\(3, \{.*)",
        R"(recvfrom\(\d, .*nlmsg_pid=\d+.*)"}},
  };
  return kReasons;
}

// System V's objects have the next id that is free, and a time.
std::string WithoutIds(const std::string& line) {
  static const std::regex kId(R"(^((shm|sem|msg)(ctl|snd|rcv)\()\d+)"),
      kMade(R"(^((shm|sem|msg)get\(.* = )\d+$)"), kTime(R"(_([odascr]time|[cl]s?pid|lrpid)=\d+)");
  // IPC_INFO answers the highest index in use, by whatever process of the machine.
  static const std::regex kHighest(R"(^((shm|sem|msg)ctl\(.*_INFO, .* = )\d+$)");
  // Ids of bpf's objects, when a program was loaded, and the lengths that it was asked with.
  static const std::regex kObject(R"((info=\{type=\w+, id=)\d+)"),
      kLoaded(R"(load_time=\d+ /[^/]*/)"), kAsked(R"(((nr_\w+|\w+_len|\w+_rec_size)=)\d+ => )");
  std::string text = selftest::Normalised(line, {});
  if (line.find("info={type=BPF_") != std::string::npos) {
    text = std::regex_replace(std::regex_replace(text, kObject, "$1ID"), kLoaded, "load_time=ANY");
    text = std::regex_replace(text, kAsked, "$1");
  }
  if (text.find("ctl(") == 3) {
    // The narrow structure's mode and sequence, where the wide one has an id.
    static const std::regex kSequence(R"(cuid=\d{5,})");
    text = std::regex_replace(text, kSequence, "cuid=ANY");
    text = std::regex_replace(text, kTime, "_$1=ANY");
    text = std::regex_replace(text, kHighest, "$1ANY");
  }
  return std::regex_replace(std::regex_replace(text, kId, "$1ID"), kMade, "$1ID");
}

class Families : public selftest::TraceComparison {
 protected:
  // The lines of the family's own calls.
  Lines CallsOf(const std::string& tracer, const std::string& program, const std::string& family) {
    RunTracer(tracer + " -a 0", {kPrograms + program, family}, ">/dev/null 2>&1");
    Lines lines = LinesOf(TextOf(folder_ / "log"));
    const auto begin = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.find("/families/begin") != std::string::npos;
    });
    lines.erase(lines.begin(), begin);
    return WithoutOwnPid(lines);
  }

  // The program's own pid, as one of its calls answers it.
  static Lines WithoutOwnPid(Lines lines) {
    constexpr std::string_view kAnswer = "set_tid_address(0) = ";
    std::string pid;
    for (const std::string& line : lines)
      if (line.rfind(kAnswer, 0) == 0) pid = line.substr(kAnswer.size());
    if (pid.empty()) return lines;
    const std::regex own("\\b" + pid + "\\b");
    for (std::string& line : lines) line = std::regex_replace(line, own, "PID");
    return lines;
  }

  // Line by line; answers how many are the same. `options`: of both tracers.
  int CompareFamily(const std::string& program, const std::string& family,
                    const std::string& options, std::size_t least, int* cases);
  // Of all families; `at_least` so many are the same.
  void Compare(const std::string& program, int at_least);
  void CompareAnswers(const std::string& program, const std::string& family, int unlike,
                      std::initializer_list<const char*> results);
  void CompareSocketAnswers(const std::string& program);
  void CompareStyles(const std::string& program, const std::vector<const char*>& families);
};

std::vector<std::pair<std::string, int>> NamesOf(const std::string& program) {
  std::vector<std::pair<std::string, int>> names;
  FILE* list = popen((kPrograms + program + " -").c_str(), "r");
  char name[64];
  int count = 0;
  while (list != nullptr && std::fscanf(list, "%63s %d", name, &count) == 2)
    names.emplace_back(name, count);
  if (list != nullptr) pclose(list);
  return names;
}

int Families::CompareFamily(const std::string& program, const std::string& family,
                            const std::string& options, std::size_t least, int* cases) {
  constexpr std::size_t kMatched = 1000;  // std::regex recurses for each character
  const Lines theirs = CallsOf("strace" + options, program, family),
              ours = CallsOf(kOurs + options, program, family);
  EXPECT_GE(theirs.size(), least);
  EXPECT_EQ(theirs.size(), ours.size());
  int equal = 0;
  for (std::size_t i = 0; i < std::min(theirs.size(), ours.size()); ++i) {
    ++*cases;
    const std::string their = WithoutIds(theirs[i]), our = WithoutIds(ours[i]);
    equal += their == our ? 1 : 0;
    if (their == our) continue;
    const bool known = std::any_of(Reasons().begin(), Reasons().end(), [&](const Reason& reason) {
      return std::any_of(reason.lines.begin(), reason.lines.end(), [&](const char* line) {
        return std::regex_match(theirs[i].substr(0, kMatched), std::regex(line));
      });
    });
    EXPECT_TRUE(known) << "strace: " << their << "\nours:   " << our;
  }
  return equal;
}

void Families::Compare(const std::string& program, int at_least) {
  int cases = 0, equal = 0;
  for (const auto& [family, count] : NamesOf(program)) {
    SCOPED_TRACE(family);
    equal += CompareFamily(program, family, "", static_cast<std::size_t>(count), &cases);
  }
  EXPECT_GE(equal, at_least);
  std::printf("%s: %d of %d lines are the same\n", program.c_str(), equal, cases);
}

TEST_F(Families, AreShownAsStraceShowsThem) { Compare("families", 1200); }

TEST_F(Families, OfThirtyTwoBitsAreShownAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  Compare("families_i386", 1400);
}

// No machine has every device: what one answers is injected, and what stands in the buffer is its
// data. `unlike`: so many lines at most are Reasons(). The results are lengths: none, of a part, of
// all, of more than strace looks at.
void Families::CompareAnswers(const std::string& program, const std::string& family, int unlike,
                              std::initializer_list<const char*> results) {
  for (const char* result : results) {
    for (const char* verbose : {"", " -v"}) {
      SCOPED_TRACE(std::string(result) + verbose);
      int cases = 0;
      const int equal = CompareFamily(
          program, family, std::string(" -e inject=ioctl:retval=") + result + verbose, 50, &cases);
      EXPECT_GE(equal, cases - unlike);
    }
  }
}

TEST_F(Families, OfInputDevicesThatAnswerAreShownAsStraceShowsThem) {
  CompareAnswers("families", "inputs", 0, {"0", "1", "4", "8", "96"});
}

TEST_F(Families, OfThirtyTwoBitsThatInputDevicesAnswerAreShownAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  CompareAnswers("families_i386", "inputs", 0, {"0", "1", "4", "8", "96"});
}

TEST_F(Families, OfOtherDevicesThatAnswerAreShownAsStraceShowsThem) {
  CompareAnswers("families", "devices_asked", 1, {"0"});
}

TEST_F(Families, OfFilesystemsThatAnswerAreShownAsStraceShowsThem) {
  CompareAnswers("families", "filesystems_asked", 0, {"0"});
}

constexpr const char* kOfAnyMachine[] = {"consoles_asked", "interfaces_asked", "lines_asked",
                                         "trees_asked", "blocks_asked"};
TEST_F(Families, OfMachinesThatAnswerAreShownAsStraceShowsThem) {
  for (const char* family : kOfAnyMachine) CompareAnswers("families", family, 0, {"0"});
}

TEST_F(Families, OfThirtyTwoBitsThatMachinesAnswerAreShownAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  for (const char* family : kOfAnyMachine) CompareAnswers("families_i386", family, 0, {"0"});
}

TEST_F(Families, OfThirtyTwoBitsThatFilesystemsAnswerAreShownAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  CompareAnswers("families_i386", "filesystems_asked", 0, {"0"});
}

TEST_F(Families, OfThirtyTwoBitsThatOtherDevicesAnswerAreShownAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  CompareAnswers("families_i386", "devices_asked", 95, {"0"});
}

// What a socket answers: whatever stands there, of the length that stands there.
void Families::CompareSocketAnswers(const std::string& program) {
  for (const char* options : {"", " -v", " -X raw", " -X verbose", " -s 4 -x"}) {
    SCOPED_TRACE(options);
    int cases = 0;
    const int equal =
        CompareFamily(program, "socket_answers",
                      " -e inject=getsockopt:retval=0" + std::string(options), 200, &cases);
    EXPECT_EQ(equal, cases);
  }
}

// Descriptors and processes by name, too; numbers; what is abbreviated.
void Families::CompareStyles(const std::string& program, const std::vector<const char*>& families) {
  for (const char* family : families) {
    for (const char* options : {" -v -Y", " -X raw -y", " -X verbose", " -s 4 -x"}) {
      SCOPED_TRACE(std::string(family) + options);
      int cases = 0;
      CompareFamily(program, family, options, 12, &cases);
    }
  }
}

TEST_F(Families, OfSocketsAreShownWithEveryOptionAsStraceShowsThem) {
  CompareStyles("families", {"socket_addresses", "socket_controls", "consoles_asked",
                             "interfaces_asked", "blocks_asked"});
}

const std::vector<const char*> kOfEveryStyle = {
    "data",      "fcntls",     "names",  "statuses",  "signals",  "times",
    "processes", "scheduling", "ioctls", "prctls",    "memories", "quotas",
    "filters",   "spellings",  "cut",    "signalled", "waiting"};

TEST_F(Families, AreShownInEveryStyleAsStraceShowsThem) {
  CompareStyles("families", kOfEveryStyle);
}

TEST_F(Families, OfThirtyTwoBitsAreShownInEveryStyleAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  CompareStyles("families_i386", kOfEveryStyle);
}

TEST_F(Families, OfThirtyTwoBitsOfSocketsAreShownWithEveryOptionAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  CompareStyles("families_i386", {"socket_addresses", "socket_controls"});
}

TEST_F(Families, OfSocketsThatAnswerAreShownAsStraceShowsThem) { CompareSocketAnswers("families"); }

TEST_F(Families, OfThirtyTwoBitsThatSocketsAnswerAreShownAsStraceShowsThem) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  CompareSocketAnswers("families_i386");
}

// To a reader of everything; without the privilege there is nothing to tell, and that is compared.
TEST_F(Families, OfMapsAndProgramsThatAreToldOfAreShownAsStraceShowsThem) {
  for (const char* options : {" -v", " -v -y"}) {
    SCOPED_TRACE(options);
    int cases = 0;
    const int equal = CompareFamily("families", "informed", options, 11, &cases);
    EXPECT_GE(equal, cases - 1);
  }
}

// System V's objects outlive the program that makes them. Answers the segments that `maker` made.
std::vector<std::string> SegmentsOf(pid_t maker) {
  std::vector<std::string> ids;
  for (const std::string& line : LinesOf(TextOf("/proc/sysvipc/shm"))) {
    std::istringstream columns(line);
    std::string key, id, mode, size, creator;
    columns >> key >> id >> mode >> size >> creator;
    if (creator == std::to_string(maker)) ids.push_back(id);
  }
  return ids;
}

TEST_F(Families, LeaveNothingBehind) {
  const std::string program = kPrograms + "families";
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);  // so that what an earlier process of this number left is not taken for its own
    execl(program.c_str(), program.c_str(), "ipc", nullptr);
    _exit(127);
  }
  int status = 0;
  ASSERT_EQ(waitpid(pid, &status, WUNTRACED), pid);
  const std::vector<std::string> before = SegmentsOf(pid);
  ASSERT_EQ(kill(pid, SIGCONT), 0);
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(SegmentsOf(pid), before);
}

// By ipc(2), too, which has many calls in it.
TEST_F(Families, OfThirtyTwoBitsLeaveNothingBehind) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  constexpr int kOwnKeys = 0x51000000;  // OWN_KEYS of the program
  const pid_t pid = fork();
  if (pid == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execl((kPrograms + "families_i386").c_str(), "families_i386", "system_v_folded", nullptr);
    _exit(127);
  }
  int status = -1;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(semget(kOwnKeys | pid, 0, 0), -1);
}

}  // namespace
}  // namespace sysassert
