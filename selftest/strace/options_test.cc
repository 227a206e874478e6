// Options that change what is done, and what is shown of it, beside Debian's strace.
#include <gmock/gmock.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "strace/trace_comparison.h"

namespace sysassert {
namespace {

using selftest::kOurs, selftest::kPrograms, selftest::Lines, selftest::LinesOf, selftest::TextOf;
using testing::ElementsAre, testing::HasSubstr, testing::Not;

class Options : public selftest::TraceComparison {
 protected:
  // What our own trace says of a command.
  std::string Ours(const std::string& options, const Lines& command) {
    RunTracer(kOurs + " " + options, command, ">/dev/null 2>&1");
    return TextOf(folder_ / "log");
  }
};

TEST_F(Options, InjectAsStraceDoes) {
  for (const char* options :
       {"-e inject=read:error=EIO:when=3", "-e inject=read:error=5:when=2+",
        "-e inject=openat:retval=77:when=3", "-e inject=openat:retval=0x4d:when=3..4",
        "-e inject=close:error=EBADF:when=2+2", "-e inject=newfstatat:error=ENOENT:when=1..2",
        "-e fault=mmap:when=2", "-e fault=%file:error=EACCES:when=4", "-e fault=close",
        "-e inject=close:delay_enter=20", "-e inject=close:delay_exit=1ms",
        "-e inject=close:error=EIO:delay_enter=1us:when=1", "-e inject=close:signal=USR1:when=2",
        "-e inject=close:signal=SIGWINCH", "-e trace=close -e inject=read:error=EIO:when=2",
        "-e inject=read:error=EIO -e inject=close:error=EIO",
        "-e inject=read:error=EIO:when=1 -e inject=read:error=EPERM:when=2",
        "-e trace=write -e inject=write:poke_enter=@arg2=58580a",
        "-e trace=read -e inject=read:poke_exit=@arg2=5a5a:when=1",
        "-e inject=openat:error=EIO:syscall=getpid:when=3",
        // The exec that begins the program is neither counted nor changed.
        "-e inject=all:error=EIO:when=3", "-e fault=execve", "-e inject=openat:retval=010:when=3",
        "-e inject=openat:error=ENOTSUPP:when=3", "-e inject=openat:error=600:when=3",
        "-e inject=openat:error=ERESTARTSYS:when=3", "-e inject=close:signal=WINCH:syscall=getpid",
        // The loader's own strings cannot be written by itself.
        "-e trace=openat -e inject=openat:poke_enter=@arg2=2f00:when=1"})
    ExpectSameFile(options, {"cat", "/etc/hostname"});
}

TEST_F(Options, SayWhatCouldNotBePoked) {
  const std::string said = (folder_ / "said").string();
  std::system((kOurs + " -o /dev/null -e inject=read:poke_exit=@arg1=5a:when=1 cat /etc/hostname " +
               ">/dev/null 2>" + said)
                  .c_str());
  EXPECT_THAT(TextOf(said), testing::ContainsRegex("poke_tcb: Failed to tamper with process "
                                                   "[0-9]+: couldn't poke\n"));
  EXPECT_THAT(Ours("-e inject=read:poke_exit=@arg1=5a:when=1", {"cat", "/etc/hostname"}),
              Not(HasSubstr("INJECTED")));
}

// strace waits for it as long as it takes.
TEST_F(Options, AnExpressionThatTakesTooLongIsGivenUp) {
  const std::string said = (folder_ / "said").string();
  const int status =
      std::system((kOurs + " -e 'trace=/^((a?)?b?)?{20}{20}x' true 2>" + said).c_str());
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_THAT(TextOf(said), HasSubstr("regcomp: an expression of -e /REGEX takes too long"));
}

// Which a program inherits, as what it is to ignore.
TEST_F(Options, TheSignalThatGivesAnExpressionUpIsTheProgramsOwn) {
  const std::string said = (folder_ / "said").string();
  std::system(("trap '' VTALRM; " + kOurs + " -o /dev/null grep SigIgn /proc/self/status >" + said)
                  .c_str());
  EXPECT_THAT(TextOf(said), testing::ContainsRegex("SigIgn:\t[0-9a-f]{9}[2367abef][0-9a-f]{6}\n"));
}

TEST_F(Options, InjectionsAreRefusedAsStraceDoes) {
  for (const char* argument : {"read",
                               "read:error=EFOO",
                               "read:error=5000",
                               "read:error=0",
                               "read:when=1",
                               "read:when=0",
                               "read:error=EIO:when=2..1",
                               "read:error=EIO:when=1+0",
                               "read:error=EIO:when=70000",
                               "read:signal=FOO",
                               "read:signal=0",
                               "read:delay_enter=x",
                               "read:delay_exit=1h",
                               "read:error=EIO:retval=1",
                               "read:error=EIO:error=EIO",
                               "read:nosuch=1",
                               "nosuch:error=1",
                               "read:poke_enter=@arg9=00",
                               "read:poke_enter=@arg1=0",
                               "read:poke_exit=@arg1=zz",
                               "read:poke_enter=@arg1=00,@arg1=11",
                               "read:poke_enter=",
                               "read:syscall=getpid",
                               "read:syscall=openat:error=EIO",
                               ":error=EIO",
                               ""})
    ExpectSameComplaint(std::string("-e inject='") + argument + "' true");
  for (const char* argument : {"read:retval=1", "read:signal=15", "read:delay_exit=1", "nosuch",
                               "read:poke_exit=@arg1=00"})
    ExpectSameComplaint(std::string("-e fault='") + argument + "' true");
}

TEST_F(Options, DelaysLastAsLongAsTheySay) {
  const auto started = std::chrono::steady_clock::now();
  const std::string text =
      Ours("-e inject=close:delay_enter=100ms:delay_exit=100ms:when=1", {"cat", "/etc/hostname"});
  EXPECT_GE(std::chrono::steady_clock::now() - started, std::chrono::milliseconds(200));
  EXPECT_THAT(text, HasSubstr("= 0 (DELAYED)\n"));
}

TEST_F(Options, DumpAsStraceDoes) {
  for (const char* options :
       {"-e read=3 -e trace=read", "-e write=1 -e trace=write", "-e read=all -e write=all",
        "-e read=!3 -e write=none", "-e write=1,2 -e trace=write -s 4"})
    ExpectSameFile(options, {"sh", "-c", "exec cat /etc/hostname /nonexistent"});
  ExpectSameFile("-e write=1 -e trace=writev", {kPrograms + "vectors"});
  ExpectSameFile("-e read=0,3 -e trace=readv", {kPrograms + "vectors"});
}

TEST_F(Options, ShowConstantsAsStraceDoes) {
  for (const char* style : {"raw", "abbrev", "verbose"})
    ExpectSameFile(
        std::string("-e trace=openat,mmap,access,newfstatat,rt_sigaction,close -X ") + style,
        {"cat", "/etc/hostname"});
}

// What no register spells: signals, limits, addresses of sockets, capabilities, domains.
TEST_F(Options, ShowConstantsOfStructuresAsStraceDoes) {
  for (const char* style : {"raw", "verbose"}) {
    ExpectSameFile(std::string("-X ") + style +
                       " -e trace=prlimit64,rt_sigprocmask,rt_sigaction,kill,socket,bind,connect,"
                       "capget,utimensat,personality,fcntl",
                   {"/usr/bin/python3", "-c",
                    "import ctypes, os, resource, signal, socket as s\n"
                    "resource.getrlimit(resource.RLIMIT_CORE)\n"
                    "resource.setrlimit(resource.RLIMIT_CORE, (4096, -1))\n"
                    "signal.pthread_sigmask(signal.SIG_BLOCK, [2, 10])\n"
                    "os.kill(os.getpid(), signal.SIGWINCH)\n"
                    "signal.signal(28, signal.SIG_IGN); signal.signal(28, signal.SIG_DFL)\n"
                    "i = s.socket(); i.bind((\"127.0.0.1\", 0))\n"
                    "s.socket(s.AF_INET, s.SOCK_DGRAM).connect((\"127.0.0.1\", 9))\n"
                    "s.socket(s.AF_UNIX).connect_ex(\"/nonexistent\")\n"
                    "s.socket(s.AF_NETLINK, s.SOCK_RAW).bind((0, 0))\n"
                    "try: s.socket(s.AF_INET6).connect((\"::1\", 1))\n"
                    "except OSError: pass\n"
                    "c = ctypes.CDLL(None); h = ctypes.c_uint64(0x20080522)\n"
                    "c.capget(ctypes.byref(h), ctypes.create_string_buffer(24))\n"
                    "c.personality(0x40000)\n"
                    "now = (ctypes.c_int64 * 4)(0, 0x3fffffff, 0, 0x3ffffffe)\n"
                    "c.utimensat(-100, b\"/nonexistent\", now, 0)\n"
                    "signal.raise_signal(15)\n"});
  }
}

TEST_F(Options, ShowStructuresAsStraceDoes) {
  for (const char* options :
       {"-e raw=openat,close,newfstatat,mmap", "-e raw=all -e trace=close,access",
        "-e verbose=none -e trace=newfstatat,prlimit64,close", "-e verbose=!newfstatat",
        "-v -e trace=newfstatat", "-e abbrev=none -e trace=newfstatat",
        "-e abbrev=newfstatat -e trace=newfstatat"})
    ExpectSameFile(options, {"cat", "/etc/hostname"});
  ExpectSameFile("-v -e trace=uname", {"uname", "-a"});
  ExpectSameFile("-v -e trace=statx", {"stat", "/etc/passwd"});
}

TEST_F(Options, NameArguments) {
  EXPECT_THAT(Ours("-a 0 -N -e trace=openat,close", {"cat", "/etc/hostname"}),
              HasSubstr("openat(dirfd=AT_FDCWD, pathname=\"/etc/hostname\", flags=O_RDONLY) = 3\n"
                        "close(fd=3) = 0\n"));
}

TEST_F(Options, ShowTheInstructionAtASignal) {
  EXPECT_THAT(Ours("-i -e trace=none", {"sh", "-c", "kill -WINCH $$; kill -KILL $$"}),
              testing::ContainsRegex("\\[0000[0-9a-f]{12}\\] --- SIGWINCH .*\n"
                                     "\\[[?]{16}\\] [+]{3} killed by SIGKILL"));
}

TEST_F(Options, NameProcesses) {
  EXPECT_THAT(Ours("-Y -e trace=set_tid_address", {"true"}),
              testing::ContainsRegex("set_tid_address\\(0x[0-9a-f]+\\) += [0-9]+\n"));
  const std::string text =
      Ours("-Y -f -e trace=wait4,exit_group", {"sh", "-c", "/bin/true; exit 0"});
  EXPECT_THAT(text, testing::ContainsRegex("[0-9]+ *<true> [+]+ exited with 0"));
  EXPECT_THAT(text, testing::ContainsRegex("[0-9]+ *<sh> .* = [0-9]+"));
}

TEST_F(Options, NameDescriptorsAsStraceDoes) {
  ExpectSameFile("-yy -e trace=openat,newfstatat,close,read,write", {"cat", "/etc/hostname"});
  ExpectSameFile("-e decode-fds=dev -e trace=read,close", {"cat", "/dev/null"});
}

TEST_F(Options, NameTheEndsOfSockets) {
  const std::string inet =
      Ours("-yy -e trace=bind,listen,connect,getsockname,getpeername,socketpair,sendto",
           {"/usr/bin/python3", "-c",
            "import socket as s; l=s.socket(); l.bind((\"127.0.0.1\", 0)); l.listen(); "
            "c=s.socket(); c.connect(l.getsockname()); c.getpeername(); a,b=s.socketpair(); "
            "a.send(b\"x\")"});
  EXPECT_THAT(inet, testing::ContainsRegex("getsockname\\(3<TCP:\\[127.0.0.1:[0-9]+\\]>, "));
  EXPECT_THAT(inet, testing::ContainsRegex(
                        "getpeername\\(4<TCP:\\[127.0.0.1:[0-9]+->127.0.0.1:[0-9]+\\]>, "));
  EXPECT_THAT(inet, testing::ContainsRegex("sendto\\([0-9]<UNIX-STREAM:\\[[0-9]+->[0-9]+\\]>, "));
}

TEST_F(Options, DetachAtExecAsStraceDoes) {
  for (const char* script : {"/bin/true; exit 3", "exec /bin/true"})
    ExpectSame("-b execve -e trace=execve", {"sh", "-c", script});
}

// What is started is the program itself, and the tracer is below it.
TEST_F(Options, LetTheProgramTakeTheTracersPlace) {
  for (const char* how : {"-D", "-DD", "-DDD", "--daemonize", "--daemonize=session"}) {
    const std::string out = (folder_ / "out").string();
    const std::string script =
        "echo $$; exec " + kOurs + " " + how + R"( -o /dev/null sh -c "echo \$\$; exit 5")";
    const int status = std::system(("sh -c '" + script + "' >" + out).c_str());
    EXPECT_EQ(WEXITSTATUS(status), 5) << how;
    const Lines pids = LinesOf(TextOf(out));
    ASSERT_EQ(pids.size(), 2U) << how;
    EXPECT_EQ(pids[0], pids[1]) << how;
  }
}

TEST_F(Options, IgnoreSignalsWhereToldTo) {
  for (const char* how : {"-I 3", "-I 4", "-o /dev/null"}) {
    const int status = std::system(
        (kOurs + " " + how + " sh -c 'kill -TERM $PPID; exit 9' >/dev/null 2>&1").c_str());
    EXPECT_EQ(WEXITSTATUS(status), 9) << how;
  }
}

TEST_F(Options, GiveTheProgramAnotherName) {
  EXPECT_THAT(Ours("--argv0=other -e trace=execve", {"true"}), HasSubstr("[\"other\"]"));
}

TEST_F(Options, StopAfterSoManyCalls) {
  const std::string text = Ours("--syscall-limit=3", {"sh", "-c", "exit 6"});
  EXPECT_EQ(LinesOf(text).size(), 3U) << text;
}

TEST_F(Options, ShowOnlyTheDescriptorsAskedFor) {
  const std::string text = Ours("-e trace-fds=1", {"sh", "-c", "echo hello"});
  EXPECT_THAT(text, HasSubstr("write(1, \"hello"));
  EXPECT_THAT(text, Not(HasSubstr("(3,")));
}

TEST_F(Options, ExplainWhatFailed) {
  const auto explained = [&](const std::string& script) {
    return Ours("-f --explain", {"sh", "-c", script});
  };
  EXPECT_THAT(explained("cat /etc/absent/file"), HasSubstr(" => there is no absent in /etc\n"));
  EXPECT_THAT(explained("cat /etc/passwd/file"),
              HasSubstr(" => /etc/passwd is a file, and no directory\n"));
  EXPECT_THAT(explained("ln -s nowhere link; cat link"),
              HasSubstr(" => link is a symbolic link to nowhere, which is not there\n"));
  EXPECT_THAT(explained("mkdir d; mkdir d"), HasSubstr(" => d is a directory\n"));
  EXPECT_THAT(explained("echo \"#!/no/such\" >s; chmod +x s; ./s"),
              HasSubstr(" => ./s is there, but not /no/such, which its first line names\n"));
}

TEST_F(Options, ExplainWhatADescriptorLacks) {
  const auto explained = [&](const std::string& program) {
    return Ours("--explain", {"/usr/bin/python3", "-c", program});
  };
  EXPECT_THAT(explained("import os\ntry: os.close(77)\nexcept OSError: pass"),
              HasSubstr(" => descriptor 77 is not open\n"));
  EXPECT_THAT(explained("import os\ntry: os.write(0, b\"x\")\nexcept OSError: pass"),
              HasSubstr(" => descriptor 0 (/dev/null) is open for reading alone\n"));
  EXPECT_THAT(explained("import socket\n"
                        "try: socket.socket().connect((\"127.0.0.1\", 1))\nexcept OSError: pass"),
              HasSubstr(" => the machine is there, but nobody listens at 127.0.0.1:1 (or"));
  EXPECT_THAT(explained("import socket as s\na,b=s.socketpair()\na.setblocking(0)\n"
                        "for i in range(3):\n try: a.recv(1)\n except BlockingIOError: pass"),
              HasSubstr("and it does not block: 3 times in a row; poll(2) would wait\n"));
}

TEST_F(Options, ExplainTheComponentThatIsClosed) {
  const std::string as_user = getuid() == 0 ? "setpriv --reuid=1 --regid=1 --clear-groups " : "";
  std::filesystem::permissions(folder_, std::filesystem::perms(0755));
  const std::string text =
      Ours("-f --explain -e trace=openat",
           {"sh", "-c",
            "umask 022; chmod 755 .; mkdir -p top/shut/in; chmod 0 top/shut; " + as_user +
                "cat top/shut/in/file; chmod 755 top/shut"});
  EXPECT_THAT(text, HasSubstr(" => top/shut is mode 00 of uid "));
  EXPECT_THAT(text, HasSubstr(" may not search it\n"));
}

TEST_F(Options, ExplainInJson) {
  const std::string text = Ours("--json --explain -e trace=openat", {"cat", "/etc/absent/file"});
  bool explained = false;
  for (const std::string& line : LinesOf(text))
    explained |=
        nlohmann::json::parse(line).value("explanation", "") == "there is no absent in /etc";
  EXPECT_TRUE(explained) << text;
}

TEST_F(Options, HintAtWhatAReaderWouldLookFor) {
  const std::string text =
      Ours("--hints", {"/usr/bin/python3", "-c",
                       "import os\n"
                       "for i in range(40): os.getppid()\n"
                       "for i in range(7): os.close(os.open(\"/etc/hostname\", 0))\n"
                       "f = os.open(\"new\", os.O_CREAT|os.O_RDWR, 0o600)\n"
                       "for i in range(20): os.write(f, b\"%d\" % i)\n"
                       "for i in range(5): os.pread(f, 100, 0)\n"
                       "for i in range(4): os.read(f, 100)\n"
                       "os.close(f); os.rename(\"new\", \"old\")\n"
                       "for d in \"abcd\":\n"
                       " try: os.stat(\"/%s/nothing\" % d)\n"
                       " except OSError: pass\n"});
  for (const char* hint :
       {"hint: 40 identical calls in a row, each with the same result\n      first: getppid() = ",
        "hint: /etc/hostname was opened 7 times\n      first: openat(AT_FDCWD, \"/etc/hostname\", ",
        "hint: 20 writes of at most 16 bytes each to new\n      first: write(3, \"0\", 1) = 1\n",
        "hint: 4 reads that got nothing from new\n      first: read(3, \"\", 100) = 0\n",
        "hint: 4 reads of the same place of new\n      first: pread64(3, ",
        "hint: new was written and renamed without an fsync: a crash may leave it empty "
        "(rename(\"new\", \"old\") = 0)\n      first: write(3, \"0\", 1) = 1\n",
        "hint: nothing was looked for 4 times where it is not\n"})
    EXPECT_THAT(text, HasSubstr(hint));
}

TEST_F(Options, HintAtNoRenameThatIsSafe) {
  const std::string text =
      Ours("--hints -e trace=openat,write,rename,fsync,close",
           {"/usr/bin/python3", "-c",
            "import os\n"
            "f = os.open(\"new\", os.O_CREAT|os.O_RDWR, 0o600)\n"
            "os.write(f, b\"x\" * 100); os.fsync(f); os.close(f); os.rename(\"new\", \"old\")\n"});
  EXPECT_THAT(text, HasSubstr("rename(\"new\""));
  EXPECT_THAT(text, Not(HasSubstr("without an fsync")));
}

TEST_F(Options, HintInJson) {
  std::vector<std::string> kinds;
  for (const std::string& line :
       LinesOf(Ours("--json --hints -e trace=getppid",
                    {"/usr/bin/python3", "-c", "import os\nfor i in range(40): os.getppid()"}))) {
    const auto object = nlohmann::json::parse(line);
    if (object["type"] == "hint" && object["count"] == 40) kinds.push_back(object["kind"]);
  }
  EXPECT_THAT(kinds, ElementsAre("identical-calls"));
}

TEST_F(Options, KernelLogIsReadOrRefusedClearly) {
  const int status =
      std::system((kOurs + " --kmsg -o /dev/null true 2>" + (folder_ / "said").string()).c_str());
  const std::string said = TextOf(folder_ / "said");
  if (WEXITSTATUS(status) == 0)
    EXPECT_EQ(said, "");
  else
    EXPECT_THAT(said, HasSubstr("--kmsg: can't read /dev/kmsg: "));
}

}  // namespace
}  // namespace sysassert
