#include "tables/names.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "tables/row.h"

namespace sysassert::tables {
namespace {

TEST(FlagsText, JoinsNamesAndTheAccessMode) {
  EXPECT_EQ(FlagsText(kOpenFlags, O_RDONLY), "O_RDONLY");
  EXPECT_EQ(FlagsText(kOpenFlags, O_WRONLY | O_CREAT | O_CLOEXEC), "O_WRONLY|O_CREAT|O_CLOEXEC");
  EXPECT_EQ(FlagsText(kOpenFlags, O_RDWR | O_APPEND), "O_RDWR|O_APPEND");
}

TEST(FlagsText, KeepsWhatItDoesNotKnow) {
  EXPECT_EQ(FlagsText(kOpenFlags, O_CREAT | 0x40000000), "O_RDONLY|O_CREAT|0x40000000");
  EXPECT_EQ(FlagsText(kXattrFlags, 0x80), "0x80 /* XATTR_??? */");
  EXPECT_EQ(FlagsText(kMmapFlags, 5), "0x5 /* MAP_??? */");
  EXPECT_EQ(FlagsText(kNoFlags, 3), "0x3");
  EXPECT_EQ(FlagsText(kProtFlags, 0x1'0000'0001), "PROT_READ|0x100000000");
}

TEST(FlagsText, ANameOfSeveralBitsComesBeforeItsParts) {
  EXPECT_EQ(FlagsText(kOpenFlags, O_SYNC), "O_RDONLY|O_SYNC");
  EXPECT_EQ(FlagsText(kOpenFlags, O_DSYNC), "O_RDONLY|O_DSYNC");
  EXPECT_EQ(FlagsText(kOpenFlags, O_TMPFILE | O_RDWR), "O_RDWR|O_TMPFILE");
  EXPECT_EQ(FlagsText(kOpenFlags, O_DIRECTORY), "O_RDONLY|O_DIRECTORY");
}

TEST(FlagsText, NoneHasANameOrIsZero) {
  EXPECT_EQ(FlagsText(kProtFlags, 0), "PROT_NONE");
  EXPECT_EQ(FlagsText(kAccessModes, 0), "F_OK");
  EXPECT_EQ(FlagsText(kUnlinkatFlags, 0), "0");
}

TEST(FlagsText, FieldsOfAWordAreValues) {
  EXPECT_EQ(FlagsText(kMmapFlags, MAP_PRIVATE | MAP_ANONYMOUS), "MAP_PRIVATE|MAP_ANONYMOUS");
  EXPECT_EQ(FlagsText(kMmapFlags, MAP_SHARED_VALIDATE), "MAP_SHARED_VALIDATE");
  EXPECT_EQ(FlagsText(kSocketTypes, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK),
            "SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK");
  EXPECT_EQ(FlagsText(kCloneFlags, SIGCHLD), "SIGCHLD");
  EXPECT_EQ(FlagsText(kCloneFlags, CLONE_VM | CLONE_VFORK | SIGCHLD),
            "CLONE_VM|CLONE_VFORK|SIGCHLD");
}

TEST(EnumText, NamesAValueHoweverItsSignWasExtended) {
  EXPECT_EQ(EnumText(kRusageWho, 0xffffffff), "RUSAGE_CHILDREN");
  EXPECT_EQ(EnumText(kRusageWho, ~std::uint64_t{0}), "RUSAGE_CHILDREN");
  EXPECT_EQ(EnumText(kFcntlCommands, F_DUPFD_CLOEXEC), "F_DUPFD_CLOEXEC");
  EXPECT_EQ(EnumText(kIoctls, 0x5401), "TCGETS");
  EXPECT_EQ(EnumText(kMadvise, 0x1d5), "0x1d5 /* MADV_??? */");
}

TEST(Errno, EveryNumberThatLibcKnowsHasItsName) {
  int named = 0;
  for (int number = 1; number < 134; ++number) {
    const char* libc = strerrorname_np(number);
    if (libc == nullptr) continue;
    ++named;
    EXPECT_EQ(ErrnoFromName(libc), number) << libc;
    if (number != EAGAIN && number != EDEADLK && number != EOPNOTSUPP) {
      EXPECT_EQ(ErrnoName(number), libc);
    }
  }
  EXPECT_GT(named, 130);
  EXPECT_EQ(ErrnoName(EAGAIN), "EAGAIN");
  EXPECT_EQ(ErrnoFromName("EWOULDBLOCK"), EAGAIN);
  EXPECT_EQ(ErrnoFromName("ENOSUCH"), std::nullopt);
  EXPECT_EQ(ErrnoFromName("TIOCSPGRP"), std::nullopt) << "it names a request, not an error";
  EXPECT_EQ(ErrnoName(0x5410), "");
  EXPECT_EQ(ErrnoName(0), "");
  EXPECT_EQ(ErrnoName(4000), "");
}

TEST(Signals, HaveStracesNames) {
  for (int signal = 1; signal < 32; ++signal) {
    const char* libc = sigabbrev_np(signal);
    if (libc == nullptr) continue;
    const std::string expected = signal == SIGIO ? "SIGIO" : std::string("SIG") + libc;
    EXPECT_EQ(SignalName(signal), expected);
  }
  EXPECT_EQ(SignalName(32), "SIGRTMIN");
  EXPECT_EQ(SignalName(34), "SIGRT_2");
  EXPECT_EQ(SignalName(64), "SIGRT_32");
  EXPECT_EQ(SignalName(0), "");
  EXPECT_EQ(SignalName(65), "");
}

}  // namespace
}  // namespace sysassert::tables
