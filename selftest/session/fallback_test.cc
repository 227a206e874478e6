// Where the kernel grants less, a run is slower and no less is seen: the verdict is the same.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct Checked {
  int status = -1;
  std::string report;
};

// `sysassert check` of a command that opens /etc/passwd, below what `prefix` makes of the machine.
Checked CheckBelow(const std::string& prefix, const std::string& command = "cat /etc/passwd",
                   const std::string& options = "") {
  const TempDirectory directory;
  std::ofstream(directory / "p.yaml")
      << "sysassert: 1\nname: p\nrules:\n"
         "  - id: no-passwd\n    deny: {call: open, path: /etc/passwd}\n"
         "  - id: one-open\n    count: {call: open, path: /etc/passwd}\n    exactly: 1\n";
  const std::string line = prefix + " " SYSASSERT_BINARY " check -v " + options + " -P " +
                           (directory / "p.yaml") + " -- " + command + " 2>&1 >/dev/null";
  Checked checked;
  FILE* pipe = popen(line.c_str(), "r");
  char buffer[4096];
  while (const std::size_t got = fread(buffer, 1, sizeof buffer, pipe))
    checked.report.append(buffer, got);
  const int status = pclose(pipe);
  checked.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return checked;
}

// What a command line says on its standard output.
std::string Said(const std::string& line) {
  std::string said;
  FILE* pipe = popen(line.c_str(), "r");
  char buffer[4096];
  while (const std::size_t got = fread(buffer, 1, sizeof buffer, pipe)) said.append(buffer, got);
  pclose(pipe);
  return said;
}

void ExpectTheVerdict(const Checked& checked) {
  EXPECT_EQ(checked.status, 1) << checked.report;
  EXPECT_THAT(checked.report, HasSubstr("error[no-passwd] forbidden file access"));
  EXPECT_THAT(checked.report, HasSubstr("holds          one-open"));
}

TEST(Fallback, NoneIsNeededHere) {
  const Checked checked = CheckBelow("");
  ExpectTheVerdict(checked);
  EXPECT_THAT(checked.report, Not(HasSubstr("took no seccomp filter")));
  EXPECT_THAT(checked.report, ContainsRegex("note: the run took [0-9]+ stops"));
}

TEST(Fallback, AFilterThatIsRefusedStopsEveryCall) {
  const Checked checked =
      CheckBelow(Program("confined") + " no-seccomp", "cat /etc/passwd", "--trust-outer-filter");
  ExpectTheVerdict(checked);
  EXPECT_THAT(checked.report, HasSubstr("note: the kernel took no seccomp filter (EPERM)"));
}

TEST(Fallback, FullStopsSayWhy) {
  const TempDirectory directory;
  const std::string record =
      SYSASSERT_BINARY " record -v -o " + (directory / "r.satrace") + " --no-filter true 2>&1";
  EXPECT_THAT(Said(record), HasSubstr("note: every call stops: no filter was wanted"));
  EXPECT_THAT(Observe([] { getppid(); }).tracing_notes(),
              ElementsAre(HasSubstr("a process that was there before has no filter")));
  const Checked checked = CheckBelow("", Program("confined") + " no-seccomp cat /etc/passwd");
  ExpectTheVerdict(checked);
  EXPECT_THAT(checked.report, ContainsRegex("note: process [0-9]+ installs a seccomp filter"));
}

TEST(Fallback, TraceShowsTheSameWithoutItsFilter) {
  const auto trace = [](const std::string& prefix) {
    const std::string line = prefix + " " SYSASSERT_BINARY
                                      " trace -f -e trace=chdir -o /dev/stdout"
                                      " sh -c 'cd /; cd /usr' | grep chdir | sed 's/^[0-9 ]*//'";
    std::string lines;
    FILE* pipe = popen(line.c_str(), "r");
    char buffer[4096];
    while (const std::size_t got = fread(buffer, 1, sizeof buffer, pipe)) lines.append(buffer, got);
    EXPECT_EQ(pclose(pipe), 0);
    return lines;
  };
  const std::string without = trace(Program("confined") + " no-seccomp");
  EXPECT_THAT(without, HasSubstr("chdir(\"/usr\")"));
  EXPECT_EQ(without, trace(""));
}

TEST(Fallback, NoNewPrivilegesMayBeSetAlready) {
  const Checked checked = CheckBelow(Program("confined") + " no-new-privs");
  ExpectTheVerdict(checked);
  EXPECT_THAT(checked.report, HasSubstr("note: NO_NEW_PRIVS was set before the run"));
}

TEST(Fallback, OneCpuIsEnough) {
  const Checked checked = CheckBelow(Program("confined") + " one-cpu");
  ExpectTheVerdict(checked);
  EXPECT_THAT(checked.report, HasSubstr("note: placement: there is one CPU to run on"));
}

TEST(Fallback, IsSaidByRecordAndTraceToo) {
  const std::string one_cpu = Program("confined") + " one-cpu " SYSASSERT_BINARY;
  const TempDirectory directory;
  const std::string recording = directory / "r.satrace";
  EXPECT_THAT(Said(one_cpu + " record -v -o " + recording + " true 2>&1"),
              AllOf(HasSubstr("sysassert: note: placement: there is one CPU"),
                    ContainsRegex("sysassert: note: the run took [0-9]+ stops")));
  EXPECT_EQ(Said(one_cpu + " record -o " + recording + " true 2>&1"), "");
  EXPECT_THAT(Said(one_cpu + " trace -v -o /dev/null true 2>&1"),
              HasSubstr("note: placement: there is one CPU"));
  EXPECT_EQ(Said(one_cpu + " trace -o /dev/null true 2>&1"), "");
  EXPECT_THAT(Said(Program("confined") + " no-seccomp " SYSASSERT_BINARY
                                         " trace -v -f --seccomp-bpf -e trace=chdir -o "
                                         "/dev/null true 2>&1"),
              HasSubstr("note: the kernel took no seccomp filter (EPERM)"));
}

TEST(Fallback, TheProgramMayChangeItsAffinityAndItsSchedulingClass) {
  const Checked checked = CheckBelow("", Program("confined") + " one-cpu cat /etc/passwd");
  ExpectTheVerdict(checked);
  EXPECT_THAT(checked.report, ContainsRegex("note: placement: (thread [0-9]+ sets an affinity|"
                                            "there is one CPU)"));
  for (const char* policy : {"--idle", "--batch"})
    ExpectTheVerdict(CheckBelow("", std::string("chrt ") + policy + " 0 cat /etc/passwd"));
}

}  // namespace
}  // namespace sysassert::selftest
