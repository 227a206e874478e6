// What a filter lets pass changes no answer: a run below one has the verdict, and the events, of
// one that stops at every call.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy_helpers.h"
#include "sysassert/record.h"
#include "temp_directory.h"
#include "thirty_two_bit.h"

namespace sysassert::selftest {
namespace {

struct Traced {
  const char* name;
  std::vector<std::string> words;  // {programs} and {dir} are replaced
};
void PrintTo(const Traced& traced, std::ostream* out) { *out << traced.name; }

struct Held {
  const char* name;
  std::string keys;  // of the policy, or its name
};

const Traced kTraced[] = {
    {"Logwriter", {"{programs}/logwriter", "{dir}/app.log"}},
    {"LogwriterWithoutSync", {"{programs}/logwriter", "--bug=no-sync", "{dir}/app.log"}},
    {"Shell",
     {"/bin/sh", "-c",
      "exec 3>{dir}/a.tmp; mv {dir}/a.tmp {dir}/a; echo one >&3; echo two >&3; exec 3>&-; "
      "cat {dir}/a /etc/passwd > {dir}/b; mkdir {dir}/c; rmdir {dir}/c; rm {dir}/b; "
      "test -e /.sysassert/mark/on; cat {dir}/a; test -e /.sysassert/mark/off; cat /nowhere; "
      "true"}},
    {"I386", {"{programs}/i386"}},
    {"Static", {"{programs}/begin_static"}},
    {"Forks", {"{programs}/forks"}},
    {"VforkExec", {"{programs}/vfork_exec"}},
    {"BadPointers", {"{programs}/bad_pointers"}},
    {"EveryKind", {"{programs}/every_kind"}},
    {"OwnFilter", {"{programs}/own_filter"}},
    {"Killed", {"/bin/sh", "-c", "cat /etc/passwd >/dev/null; kill -9 $$"}},
};

const Held kHeld[] = {
    {"NoNetwork", "stock:no-network"},
    {"ReadOnly", "stock:readonly"},
    {"DurableWrites", "stock:durable-writes"},
    {"NoExec", "stock:no-exec"},
    {"NoErrors", "stock:no-errors"},
    {"NoLeakedDescriptors", "stock:no-leaked-descriptors"},
    {"OpenWrite", "rules: [{id: r, deny: {call: open-write}}]"},
    {"OpenRead", "rules: [{id: r, count: {call: open-read}, max: 2}]"},
    {"Creates", "rules: [{id: r, count: {call: create}, min: 1}]"},
    {"Flags",
     "rules: [{id: r, deny: {call: open, flags: {any: [O_APPEND, O_CREAT]}}}, {id: s, "
     "deny: {call: open, flags: {all: [O_CREAT, O_EXCL]}}}, {id: t, deny: {call: "
     "open-read, flags: {none: [O_CLOEXEC]}}}]"},
    {"Arguments",
     "rules: [{id: r, count: {call: mmap, args: {prot: {any: [PROT_EXEC]}}}, min: 1}, "
     "{id: s, count: {call: fcntl, args: {cmd: {in: [0, 1030]}}}, max: 0}]"},
    {"Families",
     "rules: [{id: r, deny: {call: socket, family: [inet, inet6]}}, {id: s, count: "
     "{call: socket, family: unix}, max: 0}]"},
    {"Descriptors",
     "rules: [{id: r, count: {call: write, fd: 1}, max: 1}, {id: s, count: {call: "
     "\"@fd-write\", fd: 3}, min: 1}]"},
    {"PathOfDescriptors",
     "rules: [{id: r, count: {call: write, path: \"${cwd}/a.tmp\"}, exactly: "
     "2}, {id: s, deny: {call: write, path: \"${cwd}/a\"}}]"},
    {"Order",
     "rules: [{id: r, order: {from: {call: \"@fd-write\"}, until: {call: \"@sync\"}, never: "
     "{call: rename}, same: [file]}}, {id: s, order: {from: {call: write}, until: {call: "
     "close}, never: {call: open-write}, same: [fd]}, may_be_absent: true}]"},
    {"Sequence", "rules: [{id: r, sequence: [{call: open-write}, {call: write}, {call: rename}]}]"},
    {"DefaultDeny", "only: {read: [/etc/**, /usr/**, /lib/**, /lib64/**], write: [/dev/null]}"},
    {"DefaultDenyOfWrites",
     "default_deny: [\"@fd-write\"]\nrules: [{id: r, allow: {call: write, "
     "path: \"${cwd}/a.tmp\"}}]"},
    {"Marks", "rules: [{id: r, deny: {call: open-write}, where: {phase: {between: [on, off]}}}]"},
    {"ByProgram",
     "rules: [{id: r, deny: {call: open-write}, where: {exe: \"**/cat\"}}, {id: s, "
     "deny: {call: socket}, where: {process: children}}]"},
    {"ByThread", "rules: [{id: r, deny: {call: create}, where: {thread: \"cat*\"}}]"},
    {"Spawns",
     "rules: [{id: r, count: {call: spawn}, max: 1}, {id: s, count: {call: thread}, max: "
     "0}]"},
    {"Unlinks", "rules: [{id: r, deny: {call: unlink}}, {id: s, deny: {call: rmdir}}]"},
    {"Leaves", "rules: [{id: r, leaves: {path: \"${cwd}/**\"}, max: 1}]"},
    {"Metadata", "rules: [{id: r, deny: {call: \"@fs-meta\"}}]"},
    {"Duplicates", "rules: [{id: r, count: {call: dup}, max: 0}]"},
    {"Everything", "rules: [{id: r, count: {call: \"@all\"}, max: 3}]"},
    {"Entries",
     "rules: [{id: r, count: {call: [brk, munmap, mprotect, rt_sigaction, rt_sigprocmask, getpid, "
     "getppid, uname, clock_gettime]}, per: call, max: 0, where: {phase: all}}, {id: s, count: "
     "{call: mprotect, args: {prot: {eq: 1}}}, per: process, max: 1, where: {phase: all}}]"},
    {"ByAbi",
     "rules: [{id: r, deny: {call: open-read}, where: {arch: i386}, may_be_absent: true}]"},
};

class FilteredRun : public testing::TestWithParam<Traced> {
 protected:
  Trace Run(bool filtered, const Watch& watch) {
    const TempDirectory directory;
    std::vector<std::string> words = GetParam().words;
    for (std::string& word : words) {
      Replace(&word, "{programs}", SYSASSERT_PROGRAMS);
      Replace(&word, "{dir}", directory.path());
    }
    Command command(words.front(), {words.begin() + 1, words.end()});
    command.Cwd(directory.path());
    if (!filtered) command.NoFilter();
    return Record(command, watch);
  }
  static void Replace(std::string* word, const std::string& name, const std::string& value) {
    const std::size_t at = word->find(name);
    if (at == std::string::npos) return;
    word->replace(at, name.size(), value);
    Replace(word, name, value);
  }
  // Where only entries are watched, results may be known, and are none of the policy's business.
  static std::map<std::string, int> Events(const Trace& trace, const Watch& watch) {
    std::map<std::string, int> events;
    for (const Call& call : trace.WholeRun())
      ++events[std::string(call.name()) + (call.phase() == Phase::kMain ? " in main" : "") +
               (!watch.interest.WantsResultOf(call.id()) ? ""
                : call.failed()                          ? " failed"
                : call.succeeded()                       ? ""
                                                         : " unfinished")];
    return events;
  }
  // Each broken rule, and how often it was.
  static std::vector<std::string> Verdict(const Trace& trace, const Policy& policy) {
    std::vector<std::string> verdict;
    for (const Violation& violation : Check(trace, policy).violations) {
      verdict.push_back(violation.rule + ": " + violation.title + ", " +
                        std::to_string(violation.calls.size()));
    }
    return verdict;
  }
};

TEST_P(FilteredRun, HasTheVerdictAndTheEventsOfFullStops) {
  if (std::string_view(GetParam().name) == "I386") {
    SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  }
  const Trace full = Run(false, {});
  for (const Held& held : kHeld) {
    SCOPED_TRACE(held.name);
    const Policy policy =
        held.keys.rfind("stock:", 0) == 0 ? Policy::FromFile(held.keys) : Loaded(held.keys);
    ASSERT_TRUE(policy.ok());
    const Watch watch = WatchingFor({policy});
    const Trace filtered = Run(true, watch);
    const Trace stopped = Run(false, watch);
    EXPECT_EQ(Events(filtered, watch), Events(stopped, watch));
    EXPECT_EQ(Verdict(filtered, policy), Verdict(stopped, policy));
    EXPECT_EQ(Verdict(filtered, policy), Verdict(full, policy));
  }
}

INSTANTIATE_TEST_SUITE_P(Of, FilteredRun, testing::ValuesIn(kTraced),
                         [](const auto& traced) { return std::string(traced.param.name); });

// Where names of descriptors are asked about, whatever changes one stops as well: of an ordinary
// program, most of its stops.
TEST(Filtered, RunStopsForDescriptorsOnlyWhereTheirNamesAreAskedAbout) {
  const auto follows = [](const std::string& rule) {
    return RuleOnly(rule).interest().follows_descriptors();
  };
  EXPECT_FALSE(follows("deny: {call: \"@open\", path: /secret}"));
  EXPECT_FALSE(follows("deny: {call: \"@exec\", path: /secret}"));
  EXPECT_FALSE(follows("deny: {call: write}"));
  EXPECT_TRUE(follows("deny: {call: write, path: /secret}"));
  EXPECT_TRUE(follows("deny: {call: \"@fs-write\", path: /secret}"));
  EXPECT_FALSE(Loaded("only: {read: [/a]}").interest().follows_descriptors());
}

}  // namespace
}  // namespace sysassert::selftest
