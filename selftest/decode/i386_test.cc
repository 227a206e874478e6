// Structures as a 32-bit process lays them out: what is planted is what a kernel writes to one.
#include <gtest/gtest.h>

#include <cerrno>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "sysassert/call.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using capture::ItemKind;
using selftest::FakeCall;
using selftest::TraceBuilder;

template <typename Value>
std::string Bytes(std::initializer_list<Value> values) {
  std::string bytes;
  for (const Value value : values)
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  return bytes;
}
std::string Words(std::initializer_list<std::uint32_t> words) { return Bytes(words); }

// The text of argument `i` of a call that returned 0, which was passed `before`, and left `after`.
std::string ArgumentText(FakeCall call, int i, const std::string& before,
                         const std::string& after = "") {
  call.Arg(i, 0x1000);
  if (!before.empty()) call.Bytes(i, before, ItemKind::kBytes, 0);
  if (!after.empty()) call.Bytes(i, after, ItemKind::kBytesOut, 0);
  call.Returns(0);
  TraceBuilder builder;
  builder.Add(call);
  const Trace trace = builder.Build();
  for (const Call& one : trace) return one.arguments()[static_cast<std::size_t>(i)].text;
  return "";
}
FakeCall Of(Sysno id) { return FakeCall(id, Abi::kI386); }

TEST(I386, LocksAreNarrowOrPacked) {
  const std::string narrow = Bytes<std::uint16_t>({1, 0}) + Words({5, 6, 77});
  EXPECT_EQ(ArgumentText(Of(Sysno::fcntl64).Arg(1, 6 /* F_SETLK */), 2, narrow),
            "{l_type=F_WRLCK, l_whence=SEEK_SET, l_start=5, l_len=6}");
  const std::string packed =
      Bytes<std::uint16_t>({0, 2}) + Bytes<std::uint64_t>({1ULL << 33U, 6}) + Words({77});
  EXPECT_EQ(ArgumentText(Of(Sysno::fcntl64).Arg(1, 12 /* F_GETLK64 */), 2, "", packed),
            "{l_type=F_RDLCK, l_whence=SEEK_END, l_start=8589934592, l_len=6, l_pid=77}");
}

TEST(I386, TimesAreOfTwoWordsOrOfFour) {
  EXPECT_EQ(ArgumentText(Of(Sysno::futex).Arg(1, 0 /* FUTEX_WAIT */), 3, Words({1, 2})),
            "{tv_sec=1, tv_nsec=2}");
  EXPECT_EQ(ArgumentText(Of(Sysno::futex_time64).Arg(1, 128 /* FUTEX_WAIT_PRIVATE */), 3,
                         Bytes<std::uint64_t>({1, 2})),
            "{tv_sec=1, tv_nsec=2}");
  EXPECT_EQ(ArgumentText(Of(Sysno::nanosleep), 0, Words({3, 4})), "{tv_sec=3, tv_nsec=4}");
  EXPECT_EQ(ArgumentText(Of(Sysno::timer_settime), 2, Words({1, 2, 3, 4})),
            "{it_interval={tv_sec=1, tv_nsec=2}, it_value={tv_sec=3, tv_nsec=4}}");
}

TEST(I386, SignalsHaveNarrowPointers) {
  const std::string queued = Words({10, 0, 0xffffffff, 77, 5, 6}) + std::string(104, '\0');
  EXPECT_EQ(ArgumentText(Of(Sysno::rt_sigqueueinfo), 2, queued),
            "{si_signo=SIGUSR1, si_code=SI_QUEUE, si_pid=77, si_uid=5, si_int=6, si_ptr=0x6}");
  const std::string child = Words({17, 0, 1, 77, 5, 3, 1, 2}) + std::string(96, '\0');
  EXPECT_EQ(ArgumentText(Of(Sysno::waitid), 2, "", child),
            "{si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=77, si_uid=5, si_status=3, si_utime=1 "
            "/* 0.01 s */, si_stime=2 /* 0.02 s */}");
  EXPECT_EQ(ArgumentText(Of(Sysno::timer_create), 1, Words({0, 10, 4, 77}) + std::string(48, '\0')),
            "{sigev_signo=SIGUSR1, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=77}");
  EXPECT_EQ(ArgumentText(Of(Sysno::sigaction), 1, Words({1, 2, 0x10000000, 0})),
            "{sa_handler=SIG_IGN, sa_mask=[INT], sa_flags=SA_RESTART}");
  EXPECT_EQ(ArgumentText(Of(Sysno::sigprocmask), 1, Words({0x4002})), "[INT TERM]");
}

TEST(I386, FilesystemsAndMachinesCountInWords) {
  EXPECT_EQ(ArgumentText(Of(Sysno::statfs), 1, "",
                         Words({0xef53, 4096, 1, 2, 3, 4, 5, 6, 7, 255, 4096, 0x20, 0, 0, 0, 0})),
            "{f_type=EXT2_SUPER_MAGIC, f_bsize=4096, f_blocks=1, f_bfree=2, f_bavail=3, f_files=4, "
            "f_ffree=5, f_fsid={val=[0x6, 0x7]}, f_namelen=255, f_frsize=4096, f_flags=ST_VALID}");
  EXPECT_EQ(ArgumentText(Of(Sysno::statfs64), 2, "",
                         Words({0xef53, 4096}) + Bytes<std::uint64_t>({1, 2, 3, 4, 5}) +
                             Words({6, 7, 255, 4096, 0x20, 0, 0, 0, 0})),
            "{f_type=EXT2_SUPER_MAGIC, f_bsize=4096, f_blocks=1, f_bfree=2, f_bavail=3, f_files=4, "
            "f_ffree=5, f_fsid={val=[0x6, 0x7]}, f_namelen=255, f_frsize=4096, f_flags=ST_VALID}");
  const std::string information = Words({9, 1, 2, 3, 4, 5, 6, 7, 8, 10}) +
                                  Bytes<std::uint16_t>({11, 0}) + Words({12, 13, 1, 0, 0});
  EXPECT_EQ(ArgumentText(Of(Sysno::sysinfo), 0, "", information),
            "{uptime=9, loads=[1, 2, 3], totalram=4, freeram=5, sharedram=6, bufferram=7, "
            "totalswap=8, freeswap=10, procs=11, totalhigh=12, freehigh=13, mem_unit=1}");
  EXPECT_EQ(ArgumentText(Of(Sysno::mq_getsetattr), 1, Words({2048, 1, 2, 3, 0, 0, 0, 0})),
            "{mq_flags=O_NONBLOCK, mq_maxmsg=1, mq_msgsize=2, mq_curmsgs=3}");
}

TEST(I386, FiltersAndVectorsHaveNarrowPointers) {
  EXPECT_EQ(ArgumentText(Of(Sysno::seccomp).Arg(0, 1 /* SECCOMP_SET_MODE_FILTER */), 2,
                         Words({5, 0x2000})),
            "{len=5, filter=0x2000}");
  EXPECT_EQ(ArgumentText(Of(Sysno::writev).Arg(2, 1), 1, Words({0x2000, 7})),
            "[{iov_base=0x2000, iov_len=7}]");
}

TEST(I386, SystemVCountsInWords) {
  const std::string permissions =
      Words({0, 1, 2, 3, 4}) + Bytes<std::uint16_t>({0640, 0, 0, 0}) + Words({0, 0});
  EXPECT_EQ(ArgumentText(Of(Sysno::shmctl).Arg(1, 2 /* IPC_STAT */), 2, "",
                         permissions + Words({8192, 5, 0, 6, 0, 7, 0, 77, 78, 9, 0, 0})),
            "{shm_perm={uid=1, gid=2, mode=0640, key=0, cuid=3, cgid=4}, shm_segsz=8192, "
            "shm_cpid=77, shm_lpid=78, shm_nattch=9, shm_atime=5, shm_dtime=6, shm_ctime=7}");
  EXPECT_EQ(ArgumentText(Of(Sysno::msgctl).Arg(1, 1 /* IPC_SET */), 2,
                         permissions + Words({0, 0, 0, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0})),
            "{msg_perm={uid=1, gid=2, mode=0640}, msg_qbytes=77}");
  EXPECT_EQ(ArgumentText(Of(Sysno::semctl).Arg(2, 2 /* IPC_STAT */), 3, "",
                         permissions + Words({5, 0, 6, 0, 4, 0, 0})),
            "{sem_perm={uid=1, gid=2, mode=0640, key=0, cuid=3, cgid=4}, sem_otime=5, "
            "sem_ctime=6, sem_nsems=4}");
}

TEST(I386, ValuesOfTwoRegistersAreOne) {
  TraceBuilder builder;
  builder.Add(Of(Sysno::pread64).Arg(0, 3).Arg(2, 5).Arg(3, 1).Arg(4, 2).Returns(0));
  builder.Add(Of(Sysno::_llseek).Arg(0, 3).Arg(1, 0xffffffff).Arg(2, 0xfffffffb).Fails(EBADF));
  builder.Add(Of(Sysno::ftruncate64).Arg(0, 3).Arg(1, 0xffffffff).Arg(2, 0xffffffff).Fails(EBADF));
  builder.Add(Of(Sysno::readahead).Arg(0, 3).Arg(1, 1).Arg(2, 1).Arg(3, 10).Returns(0));
  const Trace trace = builder.Build();
  std::vector<std::string> texts;
  for (const Call& call : trace) texts.push_back(call.text());
  EXPECT_EQ(texts, (std::vector<std::string>{
                       "pread64(3, NULL, 5, 8589934593) = 0",
                       "_llseek(3, -5, NULL, SEEK_SET) = -1 EBADF (Bad file descriptor)",
                       "ftruncate64(3, 18446744073709551615) = -1 EBADF (Bad file descriptor)",
                       "readahead(3, 4294967297, 10) = 0"}));
  for (const Call& call : trace) {
    if (call.id() != Sysno::readahead) continue;
    EXPECT_EQ(call.argument("offset")->value, 4294967297U);
    EXPECT_EQ(call.argument("count")->value, 10U);
  }
}

TEST(I386, IdsOfSixteenBits) {
  TraceBuilder builder;
  builder.Add(Of(Sysno::setuid).Arg(0, 0xffff).Fails(EINVAL));
  builder.Add(Of(Sysno::setuid32).Arg(0, 0xffff).Fails(EINVAL));
  const Trace trace = builder.Build();
  std::vector<std::string> texts;
  for (const Call& call : trace) texts.push_back(call.text());
  EXPECT_EQ(texts, (std::vector<std::string>{"setuid(-1) = -1 EINVAL (Invalid argument)",
                                             "setuid32(65535) = -1 EINVAL (Invalid argument)"}));
}

TEST(I386, RequestsOfItsOwnSizes) {
  TraceBuilder builder;
  builder.Add(Of(Sysno::ioctl).Arg(0, 3).Arg(1, 0x40041271).Fails(EBADF));
  builder.Add(FakeCall(Sysno::ioctl).Arg(0, 3).Arg(1, 0x40081271).Fails(EBADF));
  builder.Add(Of(Sysno::ioctl).Arg(0, 3).Arg(1, 0x40081271).Fails(EBADF));
  const Trace trace = builder.Build();
  std::vector<std::string> texts;
  for (const Call& call : trace) texts.push_back(call.text().substr(0, 20));
  EXPECT_EQ(texts, (std::vector<std::string>{"ioctl(3, BLKBSZSET, ", "ioctl(3, BLKBSZSET, ",
                                             "ioctl(3, _IOC(_IOC_W"}));
}

}  // namespace
}  // namespace sysassert
