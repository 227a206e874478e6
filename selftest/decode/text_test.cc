// strace's text of calls, one by one.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/futex.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <csignal>
#include <ctime>
#include <string>

#include "trace_builder.h"

namespace sysassert {
namespace {

using capture::ItemKind;
using selftest::FakeCall;
using selftest::TraceBuilder;

constexpr auto kCwd = static_cast<std::uint64_t>(AT_FDCWD);

std::string TextOf(const FakeCall& call) {
  TraceBuilder builder;
  builder.Add(call);
  const Trace trace = builder.Build();
  return (*trace.begin()).text();
}

template <typename Struct>
std::string BytesOf(const Struct& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

TEST(Text, OfAnOpenThatFails) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::openat)
                       .Arg(0, kCwd)
                       .Path(1, "x", "/w/x")
                       .Arg(2, O_RDONLY | O_CLOEXEC)
                       .Fails(ENOENT)),
            "openat(AT_FDCWD, \"x\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)");
}

TEST(Text, ShowsTheModeOfWhatMayBeMade) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::open)
                       .Path(0, "x", "/w/x")
                       .Arg(1, O_WRONLY | O_CREAT)
                       .Arg(2, 0640)
                       .Returns(3)),
            "open(\"x\", O_WRONLY|O_CREAT, 0640) = 3");
  EXPECT_EQ(TextOf(FakeCall(Sysno::mkdir).Path(0, "d", "/w/d").Arg(1, 0)), "mkdir(\"d\", 000) = 0");
  EXPECT_EQ(TextOf(FakeCall(Sysno::chmod).Path(0, "d", "/w/d").Arg(1, 07)),
            "chmod(\"d\", 007) = 0");
  EXPECT_EQ(TextOf(FakeCall(Sysno::umask).Arg(0, 077).Returns(022)), "umask(077) = 022");
  EXPECT_EQ(TextOf(FakeCall(Sysno::mknod).Path(0, "q", "/w/q").Arg(1, S_IFIFO | 0644)),
            "mknod(\"q\", S_IFIFO|0644) = 0");
}

TEST(Text, OfOpenHow) {
  open_how how{};
  how.flags = O_CREAT | O_WRONLY;
  how.mode = 0644;
  how.resolve = RESOLVE_BENEATH;
  EXPECT_EQ(TextOf(FakeCall(Sysno::openat2)
                       .Arg(0, kCwd)
                       .Path(1, "x", "/w/x")
                       .Bytes(2, BytesOf(how))
                       .Arg(3, sizeof how)
                       .Returns(3)),
            "openat2(AT_FDCWD, \"x\", {flags=O_WRONLY|O_CREAT, mode=0644, "
            "resolve=RESOLVE_BENEATH}, 24) = 3");
}

TEST(Text, OfBytesReadAndWritten) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::write).Arg(0, 1).Bytes(1, "hi\n").Arg(2, 3).Returns(3)),
            R"(write(1, "hi\n", 3) = 3)");
  EXPECT_EQ(TextOf(FakeCall(Sysno::read)
                       .Arg(0, 3)
                       .Bytes(1, "ab", ItemKind::kBytesOut, capture::kTruncated)
                       .Arg(2, 4096)
                       .Returns(900)),
            R"(read(3, "ab"..., 4096) = 900)");
  EXPECT_EQ(TextOf(FakeCall(Sysno::read).Arg(0, 3).Arg(1, 0x1000).Arg(2, 9)),
            R"(read(3, "", 9) = 0)");
  EXPECT_EQ(TextOf(FakeCall(Sysno::read).Arg(0, 3).Arg(1, 0x1000).Arg(2, 9).Fails(EBADF)),
            "read(3, 0x1000, 9) = -1 EBADF (Bad file descriptor)");
}

TEST(Text, OfMemory) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::mmap)
                       .Arg(1, 8192)
                       .Arg(2, PROT_READ | PROT_WRITE)
                       .Arg(3, MAP_PRIVATE | MAP_ANONYMOUS)
                       .Arg(4, 0xffffffff)
                       .Arg(5, 0x26000)
                       .Returns(0x7f0000001000)),
            "mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0x26000) = "
            "0x7f0000001000");
  EXPECT_EQ(TextOf(FakeCall(Sysno::mremap)
                       .Arg(0, 0x1000)
                       .Arg(1, 1)
                       .Arg(2, 2)
                       .Arg(3, MREMAP_MAYMOVE)
                       .Returns(0x2000)),
            "mremap(0x1000, 1, 2, MREMAP_MAYMOVE) = 0x2000");
}

TEST(Text, OfAStat) {
  struct stat status {};
  status.st_mode = S_IFREG | S_ISUID | 0644;
  status.st_size = 12;
  EXPECT_EQ(TextOf(FakeCall(Sysno::stat)
                       .Path(0, "x", "/w/x")
                       .Bytes(1, BytesOf(status), ItemKind::kBytesOut)),
            "stat(\"x\", {st_mode=S_IFREG|S_ISUID|0644, st_size=12, ...}) = 0");
  status.st_mode = S_IFCHR | 0666;
  status.st_rdev = 0x103;
  EXPECT_EQ(TextOf(FakeCall(Sysno::fstat).Arg(0, 1).Bytes(1, BytesOf(status), ItemKind::kBytesOut)),
            "fstat(1, {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0");
}

TEST(Text, OfATimeThatWasCutIsThePointer) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::nanosleep).Bytes(0, "\1\2\3")), "nanosleep(0x1000, NULL) = 0");
}

TEST(Text, OfASleepShowsTheRestOnlyIfItWasCutShort) {
  const timespec time{1, 5};
  EXPECT_EQ(TextOf(FakeCall(Sysno::nanosleep)
                       .Bytes(0, BytesOf(time))
                       .Bytes(1, BytesOf(time), ItemKind::kBytesOut)),
            "nanosleep({tv_sec=1, tv_nsec=5}, 0x1000) = 0");
}

TEST(Text, OfWait) {
  const int status = 3 << 8;
  EXPECT_EQ(TextOf(FakeCall(Sysno::wait4)
                       .Arg(0, 0xffffffff)
                       .Bytes(1, BytesOf(status), ItemKind::kBytesOut)
                       .Returns(12)),
            "wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 12");
}

TEST(Text, OfClone) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::clone)
                       .Arg(0, CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID | SIGCHLD)
                       .Arg(3, 0x5000)
                       .Returns(12)),
            "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, "
            "child_tidptr=0x5000) = 12");
}

TEST(Text, OfClone3) {
  clone_args args{};
  args.flags = CLONE_VM | CLONE_VFORK;
  args.exit_signal = SIGCHLD;
  args.stack = 0x7000;
  args.stack_size = 0x9000;
  EXPECT_EQ(TextOf(FakeCall(Sysno::clone3).Bytes(0, BytesOf(args)).Arg(1, 88).Returns(12)),
            "clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7000, "
            "stack_size=0x9000}, 88) = 12");
}

TEST(Text, OfFutexShowsWhatItsOperationTakes) {
  EXPECT_EQ(
      TextOf(FakeCall(Sysno::futex).Arg(0, 0x10).Arg(1, FUTEX_WAKE_PRIVATE).Arg(2, 1).Arg(3, 99)),
      "futex(0x10, FUTEX_WAKE_PRIVATE, 1) = 0");
  EXPECT_EQ(
      TextOf(
          FakeCall(Sysno::futex).Arg(0, 0x10).Arg(1, FUTEX_WAIT_BITSET_PRIVATE).Arg(5, 0xffffffff)),
      "futex(0x10, FUTEX_WAIT_BITSET_PRIVATE, 0, NULL, FUTEX_BITSET_MATCH_ANY) = 0");
}

TEST(Text, OfFcntlIsItsCommands) {
  const auto fcntl_of = [](int command, std::uint64_t value, int result) {
    return TextOf(FakeCall(Sysno::fcntl).Arg(0, 3).Arg(1, command).Arg(2, value).Returns(result));
  };
  EXPECT_EQ(fcntl_of(F_DUPFD_CLOEXEC, 10, 10), "fcntl(3, F_DUPFD_CLOEXEC, 10) = 10");
  EXPECT_EQ(fcntl_of(F_SETFD, FD_CLOEXEC, 0), "fcntl(3, F_SETFD, FD_CLOEXEC) = 0");
  EXPECT_EQ(fcntl_of(F_SETFL, O_NONBLOCK, 0), "fcntl(3, F_SETFL, O_RDONLY|O_NONBLOCK) = 0");
  EXPECT_EQ(fcntl_of(F_GETFD, 0, 1), "fcntl(3, F_GETFD) = 0x1 (flags FD_CLOEXEC)");
  EXPECT_EQ(fcntl_of(F_GETFL, 0, 2), "fcntl(3, F_GETFL) = 0x2 (flags O_RDWR)");
  EXPECT_EQ(fcntl_of(4711, 5, 0), "fcntl(3, 0x1267 /* F_??? */, 0x5) = 0");
}

TEST(Text, OfAnIoctlThatNoTableNames) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::ioctl).Arg(0, 3).Arg(1, 0xc0105612).Arg(2, 0x10)),
            "ioctl(3, _IOC(_IOC_READ|_IOC_WRITE, 0x56, 0x12, 0x10), 0x10) = 0");
}

TEST(Text, OfASocketsProtocolIsItsFamilys) {
  const auto socket_of = [](int family, int type, int protocol) {
    return TextOf(FakeCall(Sysno::socket).Arg(0, family).Arg(1, type).Arg(2, protocol).Returns(3));
  };
  EXPECT_EQ(socket_of(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
            "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3");
  EXPECT_EQ(socket_of(AF_UNIX, SOCK_DGRAM, 0), "socket(AF_UNIX, SOCK_DGRAM, 0) = 3");
  EXPECT_EQ(socket_of(AF_NETLINK, SOCK_RAW, 0), "socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 3");
}

TEST(Text, OfPollHasItsAnswerBehindTheResult) {
  const pollfd fds[] = {{3, POLLIN, POLLIN | POLLHUP}, {4, POLLOUT, 0}};
  EXPECT_EQ(TextOf(FakeCall(Sysno::poll)
                       .Bytes(0, BytesOf(fds))
                       .Bytes(0, BytesOf(fds), ItemKind::kBytesOut)
                       .Arg(1, 2)
                       .Arg(2, 0xffffffff)
                       .Returns(1)),
            "poll([{fd=3, events=POLLIN}, {fd=4, events=POLLOUT}], 2, -1) = 1 ([{fd=3, "
            "revents=POLLIN|POLLHUP}])");
}

TEST(Text, OfEpollWaitShowsAsManyEventsAsCame) {
  epoll_event events[2] = {};
  events[0].events = EPOLLIN;
  events[0].data.u64 = 7;
  EXPECT_EQ(TextOf(FakeCall(Sysno::epoll_wait)
                       .Arg(0, 3)
                       .Bytes(1, BytesOf(events), ItemKind::kBytesOut)
                       .Arg(2, 2)
                       .Returns(1)),
            "epoll_wait(3, [{events=EPOLLIN, data={u32=7, u64=7}}], 2, 0) = 1");
}

TEST(Text, OfSignals) {
  const std::uint64_t set = (1U << (SIGINT - 1)) | (1U << (SIGTERM - 1));
  const std::uint64_t most = ~set;
  EXPECT_EQ(TextOf(FakeCall(Sysno::rt_sigprocmask)
                       .Arg(0, SIG_BLOCK)
                       .Bytes(1, BytesOf(set))
                       .Bytes(2, BytesOf(most), ItemKind::kBytesOut)
                       .Arg(3, 8)),
            "rt_sigprocmask(SIG_BLOCK, [INT TERM], ~[INT TERM], 8) = 0");
  const std::uint64_t action[] = {1, SA_RESTART, 0, set};
  EXPECT_EQ(
      TextOf(FakeCall(Sysno::rt_sigaction).Arg(0, SIGCHLD).Bytes(1, BytesOf(action)).Arg(3, 8)),
      "rt_sigaction(SIGCHLD, {sa_handler=SIG_IGN, sa_mask=[INT TERM], sa_flags=SA_RESTART}, "
      "NULL, 8) = 0");
  EXPECT_EQ(TextOf(FakeCall(Sysno::kill).Arg(0, 5).Arg(1, 34)), "kill(5, SIGRT_2) = 0");
}

TEST(Text, OfAChildsEndHasItsTicksInSeconds) {
  siginfo_t info{};
  info.si_signo = SIGCHLD;
  info.si_code = CLD_EXITED;
  info.si_pid = 7;
  info.si_status = 3;
  info.si_utime = 2;
  EXPECT_EQ(TextOf(FakeCall(Sysno::rt_sigtimedwait)
                       .Arg(0, 0)
                       .Bytes(1, BytesOf(info), ItemKind::kBytesOut)
                       .Arg(3, 8)
                       .Returns(SIGCHLD)),
            "rt_sigtimedwait(NULL, {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_uid=0, "
            "si_status=3, si_utime=2 /* 0.02 s */, si_stime=0}, NULL, 8) = 17 (SIGCHLD)");
}

TEST(Text, OfAnExec) {
  using std::string_literals::operator""s;
  EXPECT_EQ(TextOf(FakeCall(Sysno::execve)
                       .Path(0, "/bin/tar", "/usr/bin/tar")
                       .Bytes(1, "tar\0cf\0"s, ItemKind::kVector)
                       .Arg(2, 0x7ffc)),
            R"(execve("/bin/tar", ["tar", "cf"], 0x7ffc) = 0)");
}

TEST(Text, OfWhatNeverReturned) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::exit_group).Unfinished()), "exit_group(0) = ?");
  EXPECT_EQ(TextOf(FakeCall(Sysno::pause).Unfinished()), "pause( <unfinished ...>) = ?");
}

TEST(Text, OfWhatASignalCutShort) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::pause).Fails(514)),
            "pause() = ? ERESTARTNOHAND (To be restarted if no handler)");
  EXPECT_EQ(TextOf(FakeCall(Sysno::pause).Fails(512)),
            "pause() = ? ERESTARTSYS (To be restarted if SA_RESTART is set)");
}

TEST(Text, OfANumberInNoTable) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::kUnknown).Number(0x3d5).Arg(0, 1).Arg(5, 0xabc).Fails(ENOSYS)),
            "syscall_0x3d5(0x1, 0, 0, 0, 0, 0xabc) = -1 ENOSYS (Function not implemented)");
}

TEST(Text, OfAnErrorWithoutAName) {
  EXPECT_EQ(TextOf(FakeCall(Sysno::sync).Fails(4000)), "sync() = -1 (errno 4000)");
}

TEST(Text, OfLimits) {
  const rlimit limit{8192 * 1024, RLIM_INFINITY};
  EXPECT_EQ(TextOf(FakeCall(Sysno::prlimit64)
                       .Arg(1, RLIMIT_STACK)
                       .Bytes(3, BytesOf(limit), ItemKind::kBytesOut)),
            "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0");
}

TEST(Text, OfI386StructuresIsOfTheirWidth) {
  const std::int32_t time[] = {1, 5};
  EXPECT_EQ(TextOf(FakeCall(Sysno::nanosleep, Abi::kI386).Bytes(0, BytesOf(time))),
            "nanosleep({tv_sec=1, tv_nsec=5}, NULL) = 0");
  EXPECT_EQ(TextOf(FakeCall(Sysno::clone, Abi::kI386).Arg(0, CLONE_SETTLS).Arg(3, 0x77)),
            "clone(child_stack=NULL, flags=CLONE_SETTLS, tls=0x77) = 0");
}

TEST(HasFlag, LooksIntoStructuresAndVariants) {
  open_how how{};
  how.flags = O_CREAT;
  TraceBuilder builder;
  builder.Add(FakeCall(Sysno::openat2).Path(1, "x", "/w/x").Bytes(2, BytesOf(how)));
  builder.Add(FakeCall(Sysno::fcntl).Arg(1, F_SETFL).Arg(2, O_NONBLOCK));
  builder.Add(FakeCall(Sysno::fcntl).Arg(1, F_DUPFD).Arg(2, O_NONBLOCK));
  const Trace trace = builder.Build();
  auto call = trace.begin();
  EXPECT_TRUE((*call).HasFlag("O_CREAT"));
  EXPECT_FALSE((*call).HasFlag("O_WRONLY"));
  EXPECT_TRUE((*call).HasFlag("O_RDONLY"));
  EXPECT_TRUE((*++call).HasFlag("O_NONBLOCK"));
  EXPECT_FALSE((*++call).HasFlag("O_NONBLOCK"));
}

}  // namespace
}  // namespace sysassert
