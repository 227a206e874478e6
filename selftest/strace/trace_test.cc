// `sysassert trace` beside Debian's strace: the same commands, the same options, the same lines.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "strace/trace_comparison.h"

namespace sysassert {
namespace {

using selftest::kOurs, selftest::kPrograms, selftest::Lines, selftest::LinesOf, selftest::TextOf;

class Trace : public selftest::TraceComparison {};

TEST_F(Trace, OfTrue) { ExpectSameFile("", {"true"}); }
TEST_F(Trace, OfAMissingFile) { ExpectSameFile("", {"cat", "/nonexistent"}); }
TEST_F(Trace, OfLs) { ExpectSameFile("", {"ls", "-l", "/etc/apt"}); }
TEST_F(Trace, OfAShellThatFails) { ExpectSameFile("", {"sh", "-c", "exit 3"}); }
TEST_F(Trace, OfADeathBySignal) { ExpectSameFile("", {"sh", "-c", "kill -SEGV $$"}); }
TEST_F(Trace, OfEverySignalsOrigin) { ExpectSameFile("-e trace=none", {kPrograms + "faults"}); }
TEST_F(Trace, OfOneProcessAlone) { ExpectSameFile("", {"sh", "-c", "/bin/true; exit 0"}); }
TEST_F(Trace, OfAProgramThatCannotRun) { ExpectSameFile("", {"/etc/passwd"}); }
TEST_F(Trace, OfOneCallOfEveryKind) { ExpectSame("", {kPrograms + "every_kind"}); }
TEST_F(Trace, OfAPipeline) {
  ExpectSame("", {"sh", "-c", "/bin/echo one | /bin/cat | /bin/cat; (exit 3); kill -0 $$"});
}

TEST_F(Trace, SelectsCallsAsStraceDoes) {
  for (const char* set :
       {"openat",        "%file",  "%desc",       "%memory",  "%process",     "%signal",
        "%creds",        "%%stat", "%net",        "!%memory", "/^(open|clo)", "?nosuch,close",
        "close,%file",   "none",   "all",         "3,0",      "openat@64",    "openat@32",
        "!openat,close", "file",   "%pure,%clock"}) {
    ExpectSameFile(std::string("-e trace=\"") + set + "\"", {"cat", "/etc/hostname"});
  }
}

TEST_F(Trace, ShowsAsStraceDoes) {
  for (const char* options : {"-s 5",
                              "-s 0",
                              "-a 60",
                              "-a 0",
                              "-n",
                              "-z",
                              "-Z",
                              "-e status=failed",
                              "-q",
                              "-qq",
                              "-qqq",
                              "-e quiet=exit",
                              "-x -e trace=read",
                              "-xx -e trace=read",
                              "--strings-in-hex=non-ascii-chars -e trace=read",
                              "--decode-pids=pidns -e trace=getpid",
                              "-y -e trace=openat,read,close",
                              "-P /etc/hostname",
                              "-e signal=none",
                              "--string-limit=3",
                              "-e status=unfinished",
                              "-E FOO=bar -E PATH -e trace=openat",
                              "--decode-fds=path -e trace=close",
                              "-q -E FOO",
                              "--output-separately",
                              "-P /etc/hostname",
                              "-P . -e quiet=path-resolution",
                              "-P ''"}) {
    ExpectSameFile(options, {"cat", "/etc/hostname", "/nonexistent"});
  }
}

TEST_F(Trace, CountsAsStraceDoes) {
  for (const char* options : {"-c", "-c -f", "-c -w", "-c -e trace=%file", "-c -z"}) {
    const std::string columns = std::string(options) + " -U name,calls,errors";
    const Lines command = {"sh", "-c", "ls /etc/apt /nonexistent; /bin/true"};
    RunTracer("strace " + columns, command, ">/dev/null 2>&1");
    const auto theirs = CountsOf(LinesOf(TextOf(folder_ / "log")));
    RunTracer(kOurs + " " + columns, command, ">/dev/null 2>&1");
    EXPECT_GT(theirs.size(), 3U);
    EXPECT_EQ(theirs, CountsOf(LinesOf(TextOf(folder_ / "log")))) << options;
  }
}

TEST_F(Trace, WritesTheTableAsStraceDoes) {
  const auto titles = [&](const std::string& tracer) {
    RunTracer(tracer, {"true"}, ">/dev/null 2>&1");
    Lines lines = LinesOf(TextOf(folder_ / "log"));
    lines.resize(std::min<std::size_t>(lines.size(), 2));
    return lines;
  };
  for (const char* options :
       {"-c", "-c -U calls,name,time", "-c -U name,min-time,max-time,avg-time"})
    EXPECT_EQ(titles(std::string("strace ") + options), titles(kOurs + " " + options)) << options;
}

TEST_F(Trace, RefusesWrongUseAsStraceDoes) {
  for (const char* options : {"",
                              "-e trace=nosuch true",
                              "-e trace=%nosuch true",
                              "-e signal=nosuch true",
                              "-e status=nosuch true",
                              "-e quiet=nosuch true",
                              "-e trace= true",
                              "-e trace=9999 true",
                              "-e 'trace=/[' true",
                              "-o /nonexistent/x true",
                              "-s x true",
                              "-s -1 true",
                              "-a -1 true",
                              "-u nosuchuser true",
                              "-S nosuch -c true",
                              "-U nosuch -c true",
                              "-U calls,calls -c true",
                              "-c -C true",
                              "-ff -c true",
                              "-O x -c true",
                              "-w true",
                              "-E",
                              "--nosuch true",
                              "-9 true",
                              "nosuchprogram",
                              "/nonexistent/program",
                              "-I 9 true",
                              "-q -e quiet=exit true",
                              "--syscall-times=xx true",
                              "--absolute-timestamps=xx true",
                              "--relative-timestamps=xx true",
                              "-e decode-fds=nosuch true",
                              "-e kvm=nosuch true",
                              "-e kvm= true",
                              "-c -C -D",
                              "-DDDD",
                              "-DDDD -w true",
                              "-D --daemonize true",
                              "-S name -U name true",
                              "-U name -w true",
                              "-t --absolute-timestamps -x --strings-in-hex true",
                              "-y --decode-fds -x --strings-in-hex true",
                              "-q -e quiet=exit -y --decode-fds true",
                              "--output-separately -c true",
                              "-ff -o '|cat' -w true",
                              "-u nosuchuser -ff -o '|cat' nosuchprogram",
                              "-F -u nosuchuser -A --output-separately true",
                              "-o '' true",
                              "-u '' true",
                              "-p ,",
                              "-p '1 '",
                              "-e trace=open@6 true",
                              "-e 'trace=?/open@' true",
                              "-e trace=none@64 true",
                              "-e trace=all,none true",
                              "-e signal=none,all true",
                              "-e trace=!, true",
                              "-e read=! true",
                              "-e status=, true",
                              "-e inject=open:retval=08 true",
                              "-e fault=open:when=1..65535 true",
                              "-e fault=open:when=1++ true",
                              "-e inject=open:delay_enter=0x10 true",
                              "-e inject=open:poke_enter=@arg01=41 true",
                              "-e inject=open:signal=65 true",
                              "--reads=3 true",
                              "--kvm=nosuch true"}) {
    ExpectSameComplaint(options);
  }
}

// What has no effect is said, and the program runs all the same.
TEST_F(Trace, WarnsOfWhatHasNoEffectAsStraceDoes) {
  for (const char* options :
       {"-c -y -n -i -T -t -r -S name", "-S name -e trace=none -qq",
        "-A --output-separately -e trace=none -qq", "-z -z -Z -e trace=none -qq",
        "-f -F -e trace=none -qq", "-F -e trace=none -qq", "--seccomp-bpf -e trace=none -qq",
        "-f -b execve --seccomp-bpf -e trace=none -qq", "-f --seccomp-bpf -o /dev/null",
        "-e trace=none -e inject=open:retval=-2 -qq",
        "-e trace=none -e inject=open:retval=-4096 -qq",
        "-e trace=none -e inject=open:retval=0x1fffffff1 -qq", "-e trace=none -qq -P /proc/self",
        "-e trace=none -qq -e trace=,open, -e signal=,CHLD -e read=1,,2",
        "-e trace=none -qq -I never_tstp -s ' 3' -e signal=65",
        "-e trace=none -qq -e inject=open:delay_enter=1.5ms:error=enotsupp",
        "-e trace=none -qq -e fault=open::when=+1+2:when=2"}) {
    const std::string path = (folder_ / "said").string();
    const auto said = [&](const std::string& tracer) {
      const std::string command = "cd " + folder_.string() + " && " + tracer + " " + options;
      const int status = std::system((command + " true >/dev/null 2>" + path).c_str());
      std::string text = std::to_string(WEXITSTATUS(status)) + "\n";
      for (const std::string& line : LinesOf(TextOf(path)))
        text += line.rfind("strace: ", 0) == 0 ? line + "\n" : "";
      static const std::regex kPid("\"/proc/\\d+\"");
      return std::regex_replace(text, kPid, "PROCESS");
    };
    std::filesystem::remove(folder_ / "strace");
    std::filesystem::create_symlink(SYSASSERT_BINARY, folder_ / "strace");
    EXPECT_EQ(said("strace"), said("PATH=" + folder_.string() + ":$PATH strace")) << options;
  }
}

TEST_F(Trace, ReadsNoStacks) {
  const std::string path = (folder_ / "complaint").string();
  for (const char* options : {"-k true", "--stack-traces true"}) {
    const int status = std::system((kOurs + " " + options + " 2>" + path).c_str());
    EXPECT_EQ(WEXITSTATUS(status), 1) << options;
    EXPECT_EQ(TextOf(path),
              "sysassert trace: Stack traces (-k/--stack-traces option) are not supported by this "
              "build\n")
        << options;
  }
}

TEST_F(Trace, TellsWhatTheEngineTells) {
  const std::string path = (folder_ / "debug").string();
  const std::string trace = (folder_ / "trace").string();
  ASSERT_EQ(std::system((kOurs + " -d -o " + trace + " true 2>" + path).c_str()), 0);
  const std::string told = TextOf(path);
  EXPECT_NE(told.find("] root\n"), std::string::npos) << told;
  EXPECT_NE(told.find("(exit_group): "), std::string::npos) << told;
  EXPECT_NE(told.find("] ended with 0\n"), std::string::npos) << told;
  EXPECT_EQ(TextOf(trace).find("root"), std::string::npos);
}

TEST_F(Trace, TellsWhyAVirtualProcessorStopped) {
  const Lines command = {kPrograms + "virtual_processor"};
  const int status = std::system((command[0] + " >/dev/null 2>&1").c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "no /dev/kvm that may be used";
  ExpectSameFile("-e kvm=vcpu -e trace=ioctl", command);
  EXPECT_NE(TextOf(folder_ / "log").find("= 0 (KVM_EXIT_HLT)"), std::string::npos);
}

TEST_F(Trace, PaintsFailuresSignalsAndEnds) {
  const auto traced = [&](const std::string& color) {
    RunTracer(kOurs + " -e trace=chdir,exit_group " + color,
              {"sh", "-c", "cd /nonexistent; kill -WINCH $$"}, ">/dev/null 2>&1");
    return TextOf(folder_ / "log");
  };
  const std::string painted = traced("--color");
  EXPECT_NE(painted.find("\x1b[31m= -1 ENOENT (No such file or directory)\x1b[0m\n"),
            std::string::npos)
      << painted;
  EXPECT_NE(painted.find("\x1b[33m--- SIGWINCH {"), std::string::npos) << painted;
  EXPECT_NE(painted.find("\x1b[2m+++ exited with 0 +++\x1b[0m\n"), std::string::npos) << painted;
  for (const char* plain : {"--color=never", "--color=auto", ""})
    EXPECT_EQ(traced(plain).find('\x1b'), std::string::npos) << plain;
}

TEST_F(Trace, EndsAsTheProgramDoes) {
  for (const char* script : {"kill -TERM $$", "kill -KILL $$"}) {
    for (const char* options : {"-qq -e trace=none -e signal=none", "-qqq -e trace=none"})
      ExpectSameFile(options, {"sh", "-c", script});
  }
  for (const char* script : {"exit 0", "exit 41", "kill -TERM $$", "kill -KILL $$"}) {
    const int theirs = RunTracer("strace", {"sh", "-c", script}, ">/dev/null 2>&1");
    EXPECT_EQ(theirs, RunTracer(kOurs, {"sh", "-c", script}, ">/dev/null 2>&1")) << script;
  }
}

TEST_F(Trace, WritesAFileForEachThread) {
  RunTracer(kOurs + " -ff", {"sh", "-c", "/bin/true; /bin/true"}, ">/dev/null 2>&1");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().filename().string().rfind("log.", 0) != 0) continue;
    ++files;
    const Lines lines = LinesOf(TextOf(entry.path()));
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines.back(), "+++ exited with 0 +++");
  }
  EXPECT_EQ(files, 3U);
}

TEST_F(Trace, WritesATypedObjectALine) {
  RunTracer(kOurs + " -f --json", {"sh", "-c", "/bin/true; cat /nonexistent; kill -TERM $$"},
            ">/dev/null 2>&1");
  std::map<std::string, int> types;
  bool failed_open = false;
  nlohmann::json last;
  for (const std::string& line : LinesOf(TextOf(folder_ / "log"))) {
    last = nlohmann::json::parse(line);
    ++types[last["type"]];
    EXPECT_GT(last["tid"], 0);
    if (last["type"] == "call" && last["name"] == "openat" &&
        last["arguments"][1]["text"] == "\"/nonexistent\"") {
      EXPECT_EQ(last["outcome"], "failed");
      EXPECT_EQ(last["error"], "ENOENT");
      EXPECT_EQ(last["arguments"][1]["kind"], "path");
      failed_open = true;
    }
  }
  EXPECT_TRUE(failed_open);
  EXPECT_EQ(types["birth"], 2);
  EXPECT_EQ(types["end"], 3);
  EXPECT_GE(types["signal"], 2);
  EXPECT_EQ(last["killed"], "SIGTERM");
}

TEST_F(Trace, OutlivesItsReader) {
  const int status =
      std::system((kOurs + " -o '|true' sh -c 'cat /etc/passwd; exit 7' >/dev/null 2>&1").c_str());
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST_F(Trace, AppendsToAFile) {
  RunTracer(kOurs, {"true"}, ">/dev/null 2>&1");
  const std::size_t lines = LinesOf(TextOf(folder_ / "log")).size();
  RunTracer(kOurs + " -A", {"true"}, ">/dev/null 2>&1");
  EXPECT_EQ(LinesOf(TextOf(folder_ / "log")).size(), 2 * lines);
}

TEST_F(Trace, IsReadToTheEndByACommand) {
  const std::string copy = (folder_ / "copy").string();
  std::system((kOurs + " -o '|cat >" + copy + "' true 2>/dev/null").c_str());
  EXPECT_NE(TextOf(copy).find("+++ exited with 0 +++\n"), std::string::npos);
}

TEST_F(Trace, ShowsWhoseLineIsCutOff) {
  std::system(("cd " + folder_.string() + " && " + kOurs +
               " -f -q sh -c '/bin/true; exit 0' 2>log >/dev/null")
                  .c_str());
  const std::string text = TextOf(folder_ / "log");
  EXPECT_NE(text.find("wait4(-1,  <unfinished ...>\n[pid "), std::string::npos);
  EXPECT_NE(text.find("<... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = "),
            std::string::npos);
}

}  // namespace
}  // namespace sysassert
