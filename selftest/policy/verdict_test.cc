// What the language says of verdicts, patterns, counts and order; each test is named for a
// sentence.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cerrno>

#include "policy_helpers.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::FieldOf;
using selftest::Holds;
using selftest::Loaded;
using selftest::RuleOnly;
using selftest::TraceBuilder;
using testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::StartsWith;

FakeCall Open(const std::string& path, int flags = O_RDONLY) {
  return FakeCall(Sysno::openat)
      .Path(1, path, path)
      .Flags(2, static_cast<unsigned>(flags))
      .Opens(3, path);
}
FakeCall Write(const std::string& path, std::int64_t bytes = 1) {
  return FakeCall(Sysno::write).Fd(0, 3, path, 7).Returns(bytes);
}
FakeCall Rename(const std::string& from, const std::string& to) {
  return FakeCall(Sysno::rename).Path(0, from, from, 7).Path(1, to, to);
}
Trace Of(const FakeCall& call) { return TraceBuilder().Add(call).Build(); }

// --- verdict ---------------------------------------------------------------------------------

TEST(Verdict, AMatchingDenyIsAViolationWhateverTheOrderOfRules) {
  const std::string deny = "{id: d, deny: {call: open, path: /etc/x}}";
  const std::string allow = "{id: a, allow: {call: open, path: [/etc/x, /etc/y]}}";
  for (const std::string& rules : {deny + ", " + allow, allow + ", " + deny}) {
    const Policy policy =
        Policy::FromString("sysassert: 1\nname: t\ndefault_deny: [open]\nrules: [" + rules + "]");
    EXPECT_FALSE(policy.ok()) << "an allow that a deny takes back is a mistake already";
  }
  const Policy policy = Loaded(
      "default_deny: [open]\nrules: [{id: a, allow: {call: open, path: \"/etc/*\"}}, {id: d, deny: "
      "{call: open, path: "
      "/etc/x}}]");
  EXPECT_THAT(Broken(Of(Open("/etc/x")), policy), ElementsAre(HasSubstr("d: ")));
}

TEST(Verdict, ElseAMatchingAllowIsFine) {
  const Policy policy =
      Loaded("default_deny: [open]\nrules: [{id: a, allow: {call: open, path: /etc/x}}]");
  EXPECT_TRUE(Holds(Of(Open("/etc/x")), policy));
}

TEST(Verdict, ElseAnEventInADefaultDenySetIsAViolation) {
  const Policy policy =
      Loaded("default_deny: [open]\nrules: [{id: a, allow: {call: open, path: /etc/x}}]");
  EXPECT_THAT(Broken(Of(Open("/etc/y")), policy), ElementsAre(HasSubstr("default_deny.open")));
}

TEST(Verdict, ElseItIsFine) {
  EXPECT_TRUE(Holds(Of(Write("/w/a")), Loaded("default_deny: [open]")));
}

TEST(Verdict, RulesCarveOutWithExceptInsideThemselves) {
  const char* rule = "deny: {call: open, path: \"/etc/**\"}, except: {path: /etc/hosts}";
  EXPECT_TRUE(Holds(Of(Open("/etc/hosts")), rule));
  EXPECT_FALSE(Holds(Of(Open("/etc/passwd")), rule));
}

TEST(Verdict, EveryRuleIsEvaluatedNoneStopsAnother) {
  const Policy policy = Loaded(
      "rules: [{id: a, deny: {call: open}}, {id: b, count: {call: open}, max: 0}, {id: c, count: "
      "{call: open}, min: 2}]");
  EXPECT_EQ(Check(Of(Open("/x")), policy).violations.size(), 3U);
}

TEST(Verdict, AnOverrideChangesAnExtendedRuleByIdAndWithAReason) {
  const std::string base = "extends: [stock:no-exec]\n";
  const Trace trace = Of(FakeCall(Sysno::execve).Path(0, "/bin/ls", "/bin/ls"));
  EXPECT_FALSE(Holds(trace, Loaded(base)));
  EXPECT_TRUE(
      Holds(trace, Loaded(base + "overrides: [{rule: no-exec, drop: true, reason: it runs ls}]")));
  EXPECT_TRUE(
      Holds(trace, Loaded(base + "overrides: [{rule: no-exec, severity: warn, reason: soon}]")));
}

TEST(Verdict, AWarningIsReportedAndFailsNothing) {
  const Verdict verdict = Check(Of(Open("/x")), RuleOnly("deny: {call: open}, severity: warn"));
  EXPECT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.violations.size(), 1U);
}

TEST(Verdict, TheSeverityOfAFileIsThatOfItsDefaultDeniesToo) {
  for (const char* keys : {"only: {read: []}", "default_deny: [open]"}) {
    const Verdict verdict = Check(Of(Open("/x")), Loaded(std::string("severity: warn\n") + keys));
    EXPECT_TRUE(verdict.ok()) << keys;
    EXPECT_EQ(verdict.violations.size(), 1U) << keys;
    EXPECT_FALSE(Holds(Of(Open("/x")), Loaded(keys))) << keys;
  }
}

// --- only ------------------------------------------------------------------------------------

TEST(Only, EachKeyGivenIsDefaultDenyAndAKeyLeftOutIsNotRestricted) {
  const Policy policy = Loaded("only: {read: [/etc/hosts]}");
  EXPECT_TRUE(Holds(Of(Open("/etc/hosts")), policy));
  EXPECT_FALSE(Holds(Of(Open("/etc/passwd")), policy));
  EXPECT_TRUE(Holds(Of(Open("/w/out", O_WRONLY | O_CREAT)), policy));
  EXPECT_TRUE(Holds(Of(FakeCall(Sysno::execve).Path(0, "/bin/ls", "/bin/ls")), policy));
}

TEST(Only, WriteIsOpeningForWritingCreatingRenamingLinkingRemovingAndChangingMetadata) {
  const Policy policy = Loaded("only: {write: [\"/w/ok/**\"]}");
  const auto both = [](Sysno id, int argument, const std::string& path) {
    return FakeCall(id).Path(argument, path, path);
  };
  for (const char* where : {"/w/ok/f", "/w/no/f"}) {
    const bool fine = std::string(where) == "/w/ok/f";
    EXPECT_EQ(Holds(Of(Open(where, O_WRONLY)), policy), fine);
    EXPECT_EQ(Holds(Of(Open(where, O_RDONLY | O_CREAT)), policy), fine);
    EXPECT_EQ(Holds(Of(Open(where, O_RDONLY | O_TRUNC)), policy), fine);
    EXPECT_EQ(Holds(Of(Rename(where, where)), policy), fine);
    EXPECT_EQ(Holds(Of(both(Sysno::unlink, 0, where)), policy), fine);
    EXPECT_EQ(Holds(Of(both(Sysno::mkdir, 0, where)), policy), fine);
    EXPECT_EQ(Holds(Of(both(Sysno::chmod, 0, where)), policy), fine);
    EXPECT_EQ(Holds(Of(both(Sysno::truncate, 0, where)), policy), fine);
    EXPECT_TRUE(Holds(Of(Open(where, O_RDONLY)), policy));
  }
}

TEST(Only, ConnectTakesAddresses) {
  const Policy policy = Loaded("only: {connect: [\"127.0.0.0/8:*\", \"unix:/run/x\"]}");
  const auto connect = [](std::string_view sockaddr) {
    return FakeCall(Sysno::connect)
        .Fd(0, 3, "socket:[1]", 0, FdKind::kSocket, 0, AF_INET)
        .Bytes(1, sockaddr)
        .Arg(2, sockaddr.size());
  };
  using namespace std::string_view_literals;
  EXPECT_TRUE(Holds(Of(connect("\x02\x00\x00\x50\x7f\x00\x00\x01\0\0\0\0\0\0\0\0"sv)), policy));
  EXPECT_FALSE(Holds(Of(connect("\x02\x00\x00\x50\x08\x08\x08\x08\0\0\0\0\0\0\0\0"sv)), policy));
  EXPECT_TRUE(Holds(Of(connect("\x01\x00/run/x\0"sv).About(1, "/run/x")), policy));
  EXPECT_FALSE(Holds(Of(connect("\x01\x00/run/y\0"sv).About(1, "/run/y")), policy));
}

// --- patterns --------------------------------------------------------------------------------

TEST(Patterns, AndTheirKeysAndOrTheirLists) {
  const char* rule = "deny: {call: [open, unlink], path: [/a, /b], result: [EACCES, EPERM]}";
  EXPECT_FALSE(Holds(Of(Open("/a").Fails(EACCES)), rule));
  EXPECT_TRUE(Holds(Of(Open("/a").Fails(ENOENT)), rule));
  EXPECT_TRUE(Holds(Of(Open("/c").Fails(EACCES)), rule));
  EXPECT_FALSE(Holds(Of(FakeCall(Sysno::unlink).Path(0, "/b", "/b").Fails(EPERM)), rule));
}

TEST(Patterns, AnAllowOfACallWithTwoPathsNeedsBothAllowed) {
  const Policy policy = Loaded("only: {write: [\"/a/**\"]}");
  EXPECT_TRUE(Holds(Of(Rename("/a/x", "/a/y")), policy));
  EXPECT_FALSE(Holds(Of(Rename("/a/x", "/b/y")), policy));
  EXPECT_FALSE(Holds(Of(Rename("/b/x", "/a/y")), policy));
}

TEST(Patterns, DenyAndCountMatchOnEitherPath) {
  for (const Trace& trace : {Of(Rename("/a/x", "/b/y")), Of(Rename("/b/y", "/a/x"))}) {
    EXPECT_FALSE(Holds(trace, "deny: {call: rename, path: \"/a/**\"}"));
    EXPECT_TRUE(Holds(trace, "count: {call: rename, path: \"/a/**\"}, exactly: 1"));
  }
}

TEST(Patterns, DenyFiresOnTheResolvedPathOrOnTheOneAsPassed) {
  const Trace trace = Of(FakeCall(Sysno::openat).Path(1, "/link", "/real").Opens(3, "/real"));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: /real}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: /link}"));
}

TEST(Patterns, AllowNeedsTheResolvedPath) {
  const Trace trace = Of(FakeCall(Sysno::openat).Path(1, "/link", "/real").Opens(3, "/real"));
  EXPECT_FALSE(Holds(trace, Loaded("only: {read: [/link]}")));
  EXPECT_TRUE(Holds(trace, Loaded("only: {read: [/real]}")));
}

TEST(Patterns, AsPassedIsTheLiteralBytes) {
  const Trace trace =
      Of(FakeCall(Sysno::openat).Path(1, "../k/id", "/home/k/id").Opens(3, "/home/k/id"));
  for (const char* name : {"../k/*", "../k/id", "**", "../**"})
    EXPECT_THAT(
        Broken(trace, RuleOnly("deny: {call: open, as_passed: \"" + std::string(name) + "\"}")),
        ElementsAre("r: forbidden file access"))
        << name;
  EXPECT_TRUE(Holds(trace, "deny: {call: open, as_passed: \"/home/**\"}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: open, as_passed: k/id}"));
}

TEST(Patterns, ExeIsWhatAnExecRunsTheInterpreterOfAScriptIncluded) {
  const Trace trace =
      Of(FakeCall(Sysno::execve).Path(0, "/w/script", "/w/script").Runs("/usr/bin/python3"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec, exe: /usr/bin/python3}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec, exe: /w/script}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec, exe: /bin/sh}"));
}

TEST(Patterns, FlagsAreThoseOfTheCallsOneFlagWord) {
  const Trace trace = Of(Open("/a", O_WRONLY | O_CREAT | O_CLOEXEC));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, flags: {all: [O_CREAT, O_CLOEXEC]}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: open, flags: {all: [O_CREAT, O_EXCL]}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, flags: {any: [O_CREAT, O_EXCL]}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, flags: {none: [O_EXCL]}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: open, flags: {none: [O_CREAT]}}"));
}

TEST(Patterns, ArgsTestAnyArgument) {
  const Trace trace = Of(FakeCall(Sysno::mmap).Arg(1, 8192).Arg(2, PROT_READ | PROT_EXEC));
  EXPECT_FALSE(Holds(trace, "deny: {call: mmap, args: {prot: {any: [PROT_EXEC]}}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: mmap, args: {prot: {all: [PROT_EXEC, PROT_WRITE]}}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: mmap, args: {length: {gt: 4KiB}}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: mmap, args: {length: {le: 4096}}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: mmap, args: {length: {in: [1, 8192]}}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: mmap, args: {length: {mask: 0x3000, eq: 0x2000}}}"));
}

TEST(Patterns, DescriptorsAndPidsAreInts) {
  const auto fires = [](const FakeCall& call, const std::string& pattern) {
    return !Holds(Of(call), "deny: {" + pattern + "}");
  };
  for (const std::uint64_t minus_one : {std::uint64_t{0xffffffff}, ~std::uint64_t{0}}) {
    const FakeCall map = FakeCall(Sysno::mmap).Arg(4, minus_one);
    EXPECT_TRUE(fires(map, "call: mmap, args: {fd: {eq: -1}}"));
    EXPECT_TRUE(fires(map, "call: mmap, args: {fd: {lt: 0}}"));
    EXPECT_FALSE(fires(map, "call: mmap, args: {fd: {ge: 0}}"));
    EXPECT_TRUE(fires(FakeCall(Sysno::kill).Arg(0, minus_one), "call: kill, args: {pid: {lt: 0}}"));
    EXPECT_TRUE(fires(FakeCall(Sysno::wait4).Arg(0, minus_one),
                      "call: 'exact:wait4', args: {pid: {in: [-1, 0]}}"));
  }
  EXPECT_TRUE(fires(FakeCall(Sysno::openat).Arg(0, static_cast<std::uint32_t>(AT_FDCWD)),
                    "call: openat, args: {dirfd: {eq: -100}}"));
}

TEST(Patterns, CloexecFalseOfANewDescriptor) {
  EXPECT_FALSE(Holds(Of(Open("/a")), "deny: {call: \"@new-fd\", cloexec: false}"));
  EXPECT_TRUE(Holds(Of(Open("/a").Fails(ENOENT)), "deny: {call: \"@new-fd\", cloexec: false}"));
}

TEST(Patterns, FdKindTellsFilesFromSockets) {
  const Trace trace = Of(FakeCall(Sysno::write).Fd(0, 3, "socket:[1]", 0, FdKind::kSocket));
  EXPECT_FALSE(Holds(trace, "deny: {call: write, fd_kind: socket}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: write, fd_kind: [file, pipe]}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: write, fd: 3}"));
}

TEST(Patterns, ResultIsErrnoNamesOkOrAValue) {
  EXPECT_FALSE(Holds(Of(Open("/a")), "deny: {call: open, result: ok}"));
  EXPECT_FALSE(Holds(Of(Open("/a")), "deny: {call: open, result: 3}"));
  EXPECT_FALSE(Holds(Of(Open("/a").Fails(ENOENT)), "deny: {call: open, result: ENOENT}"));
  EXPECT_TRUE(Holds(Of(Open("/a").Fails(ENOENT)), "deny: {call: open, result: ok}"));
}

TEST(Patterns, ACallKilledInFlightMatchesNoResult) {
  const Trace trace = Of(FakeCall(Sysno::openat).Path(1, "/a", "/a").Unfinished());
  EXPECT_TRUE(Holds(trace, "deny: {call: open, result: [ok, ENOENT, 0]}"));
}

TEST(Patterns, OpenWriteIsAccessModeNotReadOnlyOrTruncatesOrCreates) {
  for (const int flags : {O_WRONLY, O_RDWR, O_TRUNC, O_CREAT})
    EXPECT_FALSE(Holds(Of(Open("/a", flags)), "deny: {call: open-write}")) << flags;
  EXPECT_TRUE(Holds(Of(Open("/a", O_RDONLY)), "deny: {call: open-write}"));
}

TEST(Patterns, CreateIsWhatAsksToCreateAPartOfOpenWrite) {
  for (const int flags : {O_WRONLY, O_RDWR, O_TRUNC, O_RDONLY})
    EXPECT_TRUE(Holds(Of(Open("/a", flags)), "deny: {call: create}")) << flags;
  for (const int flags : {O_CREAT, O_WRONLY | O_CREAT, O_RDWR | O_CREAT | O_EXCL, O_TMPFILE}) {
    EXPECT_FALSE(Holds(Of(Open("/a", flags)), "deny: {call: create}")) << flags;
    EXPECT_FALSE(Holds(Of(Open("/a", flags)), "deny: {call: open-write}")) << flags;
  }
}

TEST(Patterns, OpenIsEveryCallThatOpens) {
  const FakeCall calls[] = {FakeCall(Sysno::open), FakeCall(Sysno::openat),
                            FakeCall(Sysno::openat2), FakeCall(Sysno::creat),
                            FakeCall(Sysno::open_by_handle_at)};
  for (const FakeCall& call : calls) EXPECT_FALSE(Holds(Of(call), "deny: {call: open}"));
}

TEST(Patterns, ReadWriteIsNeverOpenRead) {
  EXPECT_TRUE(Holds(Of(Open("/a", O_RDWR)), "deny: {call: open-read}"));
  EXPECT_FALSE(Holds(Of(Open("/a", O_RDONLY)), "deny: {call: open-read}"));
}

TEST(Patterns, ExactIsOneKernelCallAndAQuestionMarkToleratesAnUnknownName) {
  EXPECT_TRUE(Holds(Of(Open("/a")), "deny: {call: \"exact:open\"}"));
  EXPECT_FALSE(Holds(Of(Open("/a")), "deny: {call: \"exact:openat\"}"));
  EXPECT_FALSE(Holds(Of(Open("/a")), "deny: {call: [\"?not_yet_invented\", openat]}"));
  const Policy of_nothing = Policy::FromString(
      "sysassert: 1\nname: a\nrules: [{id: r, deny: {call: \"?not_yet_invented\"}}]");
  EXPECT_TRUE(of_nothing.ok());
  EXPECT_TRUE(Holds(Of(Open("/a")), of_nothing));
}

TEST(Patterns, ACallThatIsKnownOnAnotherArchitectureIsFine) {
  EXPECT_TRUE(Holds(Of(Open("/a")), "deny: {call: [\"exact:_llseek\", \"exact:fadvise64_64\"]}"));
}

TEST(Patterns, SetsOfTheFileAreSetsOfItsRules) {
  const Policy policy =
      Loaded("sets: {\"@mine\": [unlink, \"@sync\"]}\nrules: [{id: r, deny: {call: \"@mine\"}}]");
  EXPECT_FALSE(Holds(Of(FakeCall(Sysno::fdatasync).Fd(0, 3, "/a")), policy));
  EXPECT_TRUE(Holds(Of(Open("/a")), policy));
}

TEST(Patterns, AFlagThatIsAPartOfAnotherIsThereWithIt) {
  const Trace trace = Of(Open("/a", O_RDWR | O_SYNC));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, flags: {any: [O_DSYNC]}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: openat, args: {flags: {any: [O_DSYNC]}}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: openat, args: {flags: {none: [O_DSYNC]}}}"));
  const Trace half = Of(Open("/a", O_RDWR | O_DSYNC));
  EXPECT_TRUE(Holds(half, "deny: {call: openat, args: {flags: {any: [O_SYNC]}}}"));
}

TEST(Patterns, ASetOfTheFileMayBeAPartOfAnother) {
  const std::string sets =
      "sets: {\"@mine\": [unlink, \"@sync\"], \"@more\": [\"@mine\", mkdir]}\n";
  const Trace sync = Of(FakeCall(Sysno::fdatasync).Fd(0, 3, "/a"));
  EXPECT_FALSE(Holds(sync, Loaded(sets + "rules: [{id: r, deny: {call: \"@more\"}}]")));
  EXPECT_FALSE(Holds(sync, Loaded(sets + "default_deny: [\"@more\"]")));
  EXPECT_TRUE(Holds(Of(Open("/a")), Loaded(sets + "default_deny: [\"@more\"]")));
}

TEST(Patterns, NetworkIsInetAndNeitherUnixNorNetlinkNorSocketpair) {
  const auto socket = [](int family) {
    return Of(FakeCall(Sysno::socket).Arg(0, static_cast<unsigned>(family)));
  };
  EXPECT_FALSE(Holds(socket(AF_INET), "deny: {call: \"@network\"}"));
  EXPECT_FALSE(Holds(socket(AF_INET6), "deny: {call: \"@network\"}"));
  EXPECT_TRUE(Holds(socket(AF_UNIX), "deny: {call: \"@network\"}"));
  EXPECT_TRUE(Holds(socket(AF_NETLINK), "deny: {call: \"@network\"}"));
  EXPECT_TRUE(Holds(Of(FakeCall(Sysno::socketpair).Arg(0, AF_UNIX)), "deny: {call: \"@network\"}"));
}

TEST(Patterns, WhatIsNoSocketIsNoNetwork) {
  const char* rule = "deny: {call: \"@network\"}";
  const auto asked = [](FdKind kind) {
    return FakeCall(Sysno::getpeername).Fd(0, 0, "x", 0, kind);
  };
  EXPECT_TRUE(Holds(Of(asked(FdKind::kUnknown).Fails(ENOTSOCK)), rule));
  EXPECT_TRUE(Holds(Of(asked(FdKind::kTty).Unfinished()), rule)) << "as block mode asks, at entry";
  EXPECT_FALSE(Holds(Of(asked(FdKind::kUnknown).Fails(ENOTCONN)), rule)) << "who knows";
  EXPECT_FALSE(Holds(Of(asked(FdKind::kSocket).Fails(ENOTCONN)), rule));
  EXPECT_FALSE(Holds(Of(asked(FdKind::kTty).Returns(0)), rule)) << "it was one by then";
  EXPECT_FALSE(Holds(Of(asked(FdKind::kUnknown).Fails(ENOTSOCK).MadeBy(Origin::kInjected)), rule));
}

// --- paths -----------------------------------------------------------------------------------

TEST(Paths, AStarStaysWithinOneComponentAndMatchesDotfiles) {
  const char* rule = "deny: {call: open, path: \"/a/*\"}";
  EXPECT_FALSE(Holds(Of(Open("/a/.hidden")), rule));
  EXPECT_TRUE(Holds(Of(Open("/a/b/c")), rule));
}

TEST(Paths, TwoStarsAreZeroOrMoreComponents) {
  const char* rule = "deny: {call: open, path: \"/a/**\"}";
  for (const char* path : {"/a", "/a/b", "/a/b/c"}) EXPECT_FALSE(Holds(Of(Open(path)), rule));
  EXPECT_TRUE(Holds(Of(Open("/ab")), rule));
}

TEST(Paths, ATildeIsHomeInTheEnvironmentOfTheTracedCommand) {
  EXPECT_FALSE(Holds(Of(Open("/home/u/.ssh/id")), "deny: {call: open, path: \"~/.ssh/**\"}"));
}

TEST(Paths, VariablesComeFromVarsThenBuiltInsThenTheEnvironment) {
  TraceBuilder::Run run;
  run.environment = std::string("DATA=/env\0cwd=/env\0", 20);
  const Trace trace = TraceBuilder(run).Add(Open("/env/a")).Add(Open("/w/b")).Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: \"${DATA}/a\"}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: open, path: \"${DATA}/a\"}", "vars: {DATA: /other}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: \"${cwd}/b\"}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: open, path: \"${UNSET:-/fallback}/a\"}"));
}

TEST(Paths, TheCommandLineSetsVariablesOverTheFile) {
  const std::string keys =
      "vars: {X: /file}\nrules: [{id: r, deny: {call: open, path: \"${X}/a\"}}]";
  EXPECT_FALSE(Holds(Of(Open("/file/a")), Loaded(keys)));
  EXPECT_FALSE(Holds(Of(Open("/line/a")), Loaded(keys, {{"X", "/line"}})));
}

TEST(Paths, ValuesAreLiteralNeverGlobbedAgain) {
  const Policy policy =
      Loaded("rules: [{id: r, deny: {call: open, path: \"${X}/f\"}}]", {{"X", "/a/*"}});
  EXPECT_TRUE(Holds(Of(Open("/a/b/f")), policy));
  EXPECT_FALSE(Holds(Of(Open("/a/*/f")), policy));
}

TEST(Paths, AnUndefinedOrEmptyVariableIsAnError) {
  const Policy policy = RuleOnly("deny: {call: open, path: \"${NOT_SET}/**\"}");
  const auto rules = policy.RulesFor(Of(Open("/a")));
  ASSERT_FALSE(rules.ok());
  EXPECT_THAT(rules.error().Message(), HasSubstr("test.yaml:4:"));
  EXPECT_THAT(rules.error().Message(), HasSubstr("undefined"));
}

// --- counting --------------------------------------------------------------------------------

Trace ThreeWrites() {
  TraceBuilder builder;
  return builder.Add(Write("/w/a", 10)).Add(Write("/w/a", 20)).Add(Write("/w/b", 30)).Build();
}

TEST(Counting, ExactlyMinMaxBetween) {
  for (const char* bound : {"exactly: 3", "min: 3", "max: 3", "between: [2, 4]"})
    EXPECT_TRUE(Holds(ThreeWrites(), std::string("count: {call: write}, ") + bound)) << bound;
  for (const char* bound : {"exactly: 2", "min: 4", "max: 2", "between: [4, 5]"})
    EXPECT_FALSE(Holds(ThreeWrites(), std::string("count: {call: write}, ") + bound)) << bound;
}

TEST(Counting, WarnOnlyWarns) {
  const Verdict verdict = Check(ThreeWrites(), RuleOnly("count: {call: write}, warn: 2"));
  EXPECT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.violations.size(), 1U);
}

TEST(Counting, OfBytesAddsWhatTheCallsMoved) {
  EXPECT_TRUE(Holds(ThreeWrites(), "count: {call: write}, of: bytes, exactly: 60"));
  const Verdict verdict =
      Check(ThreeWrites(), RuleOnly("count: {call: write}, of: bytes, max: 59"));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].title, "wrong number of bytes");
  EXPECT_EQ(FieldOf(verdict.violations[0], "actual"), "60 in 3 calls");
}

TEST(Counting, PerCountsEachByItself) {
  EXPECT_TRUE(Holds(ThreeWrites(), "count: {call: write}, per: path, max: 2"));
  const Verdict verdict =
      Check(ThreeWrites(), RuleOnly("count: {call: write}, per: [path, process], max: 1"));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(FieldOf(verdict.violations[0], "of"), "path /w/a, process 100");
}

TEST(Counting, PerAMinimumOfNothingAtAllFails) {
  EXPECT_FALSE(Holds(ThreeWrites(), "count: {call: unlink}, per: path, min: 1"));
  EXPECT_TRUE(Holds(ThreeWrites(), "count: {call: unlink}, per: path, max: 1"));
}

TEST(Counting, AProbeAndItsFallbackAreOneOperation) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::clone3).Fails(ENOSYS))
                          .Add(FakeCall(Sysno::clone).Returns(5))
                          .Build();
  EXPECT_TRUE(Holds(trace, "count: {call: spawn}, exactly: 1"));
}

TEST(Counting, ACallKilledInFlightCountsForNoMinimum) {
  const Trace trace = Of(FakeCall(Sysno::write).Fd(0, 3, "/a").Unfinished());
  EXPECT_FALSE(Holds(trace, "count: {call: write}, min: 1"));
  EXPECT_FALSE(Holds(trace, "count: {call: write}, max: 0"));
}

TEST(Baselines, FewerNeverFailsAndDriftIsMeasured) {
  const Verdict verdict = Check(ThreeWrites(), RuleOnly("count: {call: write}, baseline: 41"));
  EXPECT_TRUE(verdict.ok());
  ASSERT_EQ(verdict.measurements.size(), 1U);
  EXPECT_EQ(verdict.measurements[0].value, 3);
  EXPECT_EQ(verdict.measurements[0].baseline, 41);
}

TEST(Baselines, MoreThanTheToleranceFails) {
  EXPECT_FALSE(Holds(ThreeWrites(), "count: {call: write}, baseline: 2"));
  EXPECT_TRUE(Holds(ThreeWrites(), "count: {call: write}, baseline: 2, tolerance: 1"));
  EXPECT_TRUE(Holds(ThreeWrites(), "count: {call: write}, baseline: 2, tolerance: 50%"));
  EXPECT_FALSE(Holds(ThreeWrites(), "count: {call: write}, baseline: 2, tolerance: 49%"));
}

TEST(Baselines, AreKeyedByArchAndLibc) {
  // The hand-made program asks for no loader: it is static.
  EXPECT_TRUE(
      Holds(ThreeWrites(), "count: {call: write}, baseline: {x86_64-glibc: 1, x86_64-none: 3}"));
  const Trace trace = ThreeWrites();
  const Verdict none = Check(trace, RuleOnly("count: {call: write}, baseline: {x86_64-musl: 3}"));
  ASSERT_EQ(none.violations.size(), 1U);
  EXPECT_THAT(Format(none.violations[0], trace),
              HasSubstr("expected a baseline for x86_64-none, and there is none\n  actual   3\n"));
}

TEST(Contradictions, APartOfAFamilySaysNothingOfAnotherPart) {
  const auto loads = [](const std::string& deny) {
    return Policy::FromString(
               "sysassert: 1\nname: a\nonly: {read: [/etc/app.conf]}\nrules: [{id: d, deny: "
               "{call: " +
               deny + ", path: '/etc/**'}}]\n")
        .ok();
  };
  EXPECT_TRUE(loads("open-write"));
  EXPECT_FALSE(loads("open"));
}

TEST(Verdict, APolicyOfAllowsAloneJudgesNothing) {
  const Policy policy = Loaded("rules: [{id: a, allow: {call: open}}]");
  const Verdict verdict = Check(Of(Open("/etc/x")), policy);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(Format(verdict.violations.front(), Of(Open("/etc/x"))),
            "error[test] the policy cannot judge this run\n"
            "  cause    all its rules are allows: no run can break it\n"
            "  remedy   restrict what they allow, by 'only' or 'default_deny', or extend it by a "
            "policy that does\n");
}

TEST(Verdict, AnUndefinedVariableIsNoVerdict) {
  const Policy policy = Loaded("only: {read: [\"${NOWHERE_DEFINED}/x\"]}");
  const Verdict verdict = Check(Of(Open("/etc/x")), policy);
  ASSERT_FALSE(verdict.ok());
  EXPECT_THAT(Format(verdict.violations.front(), Of(Open("/etc/x"))),
              StartsWith("error[test] the policy cannot judge this run\n"
                         "  cause    test.yaml:3:15: error: the variable 'NOWHERE_DEFINED' is "
                         "undefined"));
}

TEST(Runs, OneTraceCannotJudgeAPolicyOfSeveral) {
  const Policy policy = RuleOnly("count: {call: write}, max: 3", "runs: 3");
  EXPECT_THAT(Broken(ThreeWrites(), policy), ElementsAre(HasSubstr("one run cannot judge it")));
}

TEST(Runs, CountsAggregateAndEveryOtherRuleMustHoldInEach) {
  const Trace none = Of(Open("/x"));
  const std::vector<Trace> runs = {none, ThreeWrites(), none};
  const std::string max2 = "count: {call: write}, max: 2";
  EXPECT_FALSE(Check(runs, RuleOnly(max2, "runs: 3")).ok());
  EXPECT_FALSE(Check(runs, RuleOnly(max2, "runs: 3\naggregate: max")).ok());
  EXPECT_TRUE(Check(runs, RuleOnly(max2, "runs: 3\naggregate: median")).ok());
  const Verdict verdict =
      Check(runs, RuleOnly("deny: {call: write}", "runs: 3\naggregate: median"));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].run, 1U);
  EXPECT_EQ(FieldOf(verdict.violations[0], "run"), "2 of 3");
}

// --- order -----------------------------------------------------------------------------------

constexpr const char* kSyncBeforeRename =
    "order: {from: {call: \"@fd-write\"}, until: {call: \"@sync\"}, never: {call: rename}, same: "
    "[file]}";

TEST(Order, ANeverInAnOpenIntervalBreaksIt) {
  TraceBuilder synced, unsynced;
  synced.Add(Write("/w/t"))
      .Add(FakeCall(Sysno::fsync).Fd(0, 3, "/w/t", 7))
      .Add(Rename("/w/t", "/w/l"));
  unsynced.Add(Write("/w/t")).Add(Rename("/w/t", "/w/l"));
  EXPECT_TRUE(Holds(synced.Build(), kSyncBeforeRename));
  EXPECT_FALSE(Holds(unsynced.Build(), kSyncBeforeRename));
}

TEST(Order, SyncOfAnotherFileDoesNotEndIt) {
  TraceBuilder builder;
  builder.Add(Write("/w/t"))
      .Add(FakeCall(Sysno::fsync).Fd(0, 4, "/w/o", 8))
      .Add(Rename("/w/t", "/w/l"));
  EXPECT_FALSE(Holds(builder.Build(), kSyncBeforeRename));
}

TEST(Order, SyncSyncsEveryFile) {
  TraceBuilder builder;
  builder.Add(Write("/w/t")).Add(FakeCall(Sysno::sync)).Add(Rename("/w/t", "/w/l"));
  EXPECT_TRUE(Holds(builder.Build(), kSyncBeforeRename));
}

TEST(Order, OnlySuccessfulFromAndUntilCount) {
  TraceBuilder failed_sync, failed_write;
  failed_sync.Add(Write("/w/t"))
      .Add(FakeCall(Sysno::fsync).Fd(0, 3, "/w/t", 7).Fails(EIO))
      .Add(Rename("/w/t", "/w/l"));
  failed_write.Add(FakeCall(Sysno::write).Fd(0, 3, "/w/t", 7).Fails(ENOSPC))
      .Add(Rename("/w/t", "/w/l"));
  EXPECT_FALSE(Holds(failed_sync.Build(), kSyncBeforeRename));
  EXPECT_FALSE(Holds(failed_write.Build(), kSyncBeforeRename)) << "never in force";
  EXPECT_TRUE(
      Holds(failed_write.Build(), std::string(kSyncBeforeRename) + ", may_be_absent: true"));
}

TEST(Order, ANeverThatOverlapsTheIntervalBreaksIt) {
  TraceBuilder builder;  // the rename enters before the sync has ended
  builder.Add(Write("/w/t"))
      .Add(FakeCall(Sysno::fsync).Fd(0, 3, "/w/t", 7).EndsAfter(3))
      .Add(Rename("/w/t", "/w/l"));
  EXPECT_FALSE(Holds(builder.Build(), kSyncBeforeRename));
}

TEST(Order, AnIntervalStillOpenAtTheEndIsFineUnlessItMustEnd) {
  const Trace trace = Of(Write("/w/t"));
  EXPECT_TRUE(Holds(trace, kSyncBeforeRename));
  EXPECT_FALSE(Holds(trace, "order: {from: {call: write}, until: {call: fsync}, must_end: true}"));
}

TEST(Sequence, StepsComeInThisOrderWithGapsAllowed) {
  TraceBuilder right, wrong;
  right.Add(Open("/a")).Add(Open("/x")).Add(Write("/a"));
  wrong.Add(Write("/a")).Add(Open("/a"));
  const char* rule = "sequence: [{call: open, path: /a}, {call: write}]";
  EXPECT_TRUE(Holds(right.Build(), rule));
  EXPECT_FALSE(Holds(wrong.Build(), rule));
}

TEST(Sequence, PerThreadIsAllInOneThread) {
  TraceBuilder builder;
  const auto other = builder.Thread(101, 100, "/usr/bin/app", "io-1", 0);
  builder.Add(Open("/a")).Add(Write("/a").In(other));
  const Trace trace = builder.Build();
  EXPECT_TRUE(Holds(trace, "sequence: [{call: open}, {call: write}]"));
  EXPECT_FALSE(Holds(trace, "sequence: [{call: open}, {call: write}], per: thread"));
}

// --- vacuity ---------------------------------------------------------------------------------

TEST(Vacuity, WhatNeverHadItsChanceFails) {
  const Trace trace = Of(Open("/a"));
  for (const char* rule :
       {"count: {call: write}, min: 1", "count: {call: write}, exactly: 2",
        "sequence: [{call: write}, {call: fsync}]",
        "order: {from: {call: write}, until: {call: fsync}, never: {call: rename}}"}) {
    EXPECT_FALSE(Holds(trace, rule)) << rule;
  }
  EXPECT_TRUE(Holds(trace, "count: {call: write}, max: 1"));
}

TEST(Vacuity, WhatMayBeAbsentNeedNotHaveHadItsChance) {
  for (const char* rule :
       {"count: {call: write}, min: 2", "count: {call: write}, exactly: 2",
        "count: {call: write}, between: [2, 4]", "count: {call: write}, of: bytes, min: 5",
        "count: {call: write}, per: process, min: 2", "leaves: {path: /w/out}, min: 1",
        "sequence: [{call: write}, {call: fsync}]",
        "order: {from: {call: write}, until: {call: fsync}, never: {call: rename}}"}) {
    EXPECT_FALSE(Holds(Of(Open("/a")), rule)) << rule;
    EXPECT_TRUE(Holds(Of(Open("/a")), std::string(rule) + ", may_be_absent: true")) << rule;
  }
  for (const char* rule : {"min: 2", "exactly: 2", "between: [2, 4]", "of: bytes, min: 5"})
    EXPECT_FALSE(
        Holds(Of(Write("/a")), std::string("count: {call: write}, may_be_absent: true, ") + rule))
        << rule << ": one is not none";
}

TEST(Vacuity, SoDoesARuleWhoseWhereSelectedNothing) {
  const Trace trace = Of(Open("/a"));
  for (const char* where :
       {"{phase: {after: hot-begin}}", "{exe: /usr/bin/never}", "{thread: \"io*\"}"}) {
    EXPECT_FALSE(Holds(trace, std::string("deny: {call: exec}, where: ") + where)) << where;
    EXPECT_TRUE(
        Holds(trace, std::string("deny: {call: exec}, may_be_absent: true, where: ") + where));
  }
  EXPECT_THAT(Broken(trace, RuleOnly("deny: {call: exec}, where: {phase: {after: hot-begin}}")),
              ElementsAre("r: never in force: mark 'hot-begin' not seen"));
}

TEST(Vacuity, UnusedAllowsAreReported) {
  const Policy policy = Loaded("only: {read: [/etc/hosts, /etc/passwd]}");
  const Verdict verdict = Check(Of(Open("/etc/hosts")), policy);
  ASSERT_EQ(verdict.unused_allows.size(), 1U);
  EXPECT_EQ(verdict.unused_allows[0].path, "\"/etc/passwd\"");
  EXPECT_EQ(verdict.unused_allows[0].position.line, 3);
}

}  // namespace
}  // namespace sysassert
