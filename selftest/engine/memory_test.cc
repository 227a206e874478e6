// Reading a tracee's memory; this process stands in for one.
#include "engine/memory.h"

#include <gmock/gmock.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace sysassert::engine {
namespace {

using events::RemoteAddress;
using Piece = events::MemoryReader::Piece;

constexpr std::size_t kPage = 4096;
constexpr std::string_view kText = "what is there";

RemoteAddress At(const void* address) {
  return RemoteAddress{reinterpret_cast<std::uint64_t>(address)};
}

std::string_view TextOf(const Piece& piece) {
  return {reinterpret_cast<const char*>(piece.to.data()), piece.read};
}

// Two pages full of 'x', of which the second is not mapped any more.
class PageBeforeNothing {
 public:
  PageBeforeNothing()
      : pages_(static_cast<char*>(
            mmap(nullptr, 2 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
    std::memset(pages_, 'x', kPage);
    munmap(pages_ + kPage, kPage);
  }
  ~PageBeforeNothing() { munmap(pages_, kPage); }
  PageBeforeNothing(const PageBeforeNothing&) = delete;
  PageBeforeNothing& operator=(const PageBeforeNothing&) = delete;
  char* end() const { return pages_ + kPage; }

 private:
  char* pages_;
};

TEST(Memory, IsReadInPieces) {
  std::array<std::byte, 4> first{}, second{};
  std::array<Piece, 2> pieces = {Piece{At(kText.data()), first, 0},
                                 Piece{At(kText.data() + 5), second, 0}};
  ProcessMemory().Read(getpid(), pieces);
  EXPECT_EQ(TextOf(pieces[0]), "what");
  EXPECT_EQ(TextOf(pieces[1]), "is t");
}

TEST(Memory, IsReadUpToAPageThatIsMissing) {
  const PageBeforeNothing page;
  std::array<std::byte, 100> to{};
  Piece piece{At(page.end() - 7), to, 0};
  ProcessMemory().Read(getpid(), {&piece, 1});
  EXPECT_EQ(TextOf(piece), "xxxxxxx");
}

TEST(Memory, ABadPointerLosesNoneOfTheOthers) {
  std::array<std::byte, 4> before{}, bad{}, after{};
  std::array<Piece, 3> pieces = {Piece{At(kText.data()), before, 0},
                                 Piece{RemoteAddress{8}, bad, 0},
                                 Piece{At(kText.data()), after, 0}};
  ProcessMemory().Read(getpid(), pieces);
  EXPECT_EQ(TextOf(pieces[0]), "what");
  EXPECT_EQ(pieces[1].read, 0U);
  EXPECT_EQ(TextOf(pieces[2]), "what");
}

TEST(Memory, AnAddressThatNoProcessHasIsABadPointer) {
  std::array<std::byte, 16> to{};
  for (const std::uint64_t address : {~0ULL, ~0ULL - 8, 1ULL << 63U}) {
    Piece piece{RemoteAddress{address}, to, 0};
    ProcessMemory().Read(getpid(), {&piece, 1});
    EXPECT_EQ(piece.read, 0U) << address;
  }
}

TEST(Memory, MorePiecesThanOneRequestTakesAreReadToo) {
  std::array<std::array<std::byte, 4>, 40> to{};
  std::array<Piece, 40> pieces;
  for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i] = {At(kText.data()), to[i], 0};
  ProcessMemory().Read(getpid(), pieces);
  for (const Piece& piece : pieces) EXPECT_EQ(TextOf(piece), "what");
}

TEST(Memory, OfAProcessThatIsGoneIsNone) {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  std::array<std::byte, 4> to{};
  Piece piece{At(kText.data()), to, 0};
  ProcessMemory().Read(child, {&piece, 1});
  EXPECT_EQ(piece.read, 0U);
}

void Refuse(std::uint32_t number) {
  sock_filter code[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
                        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program = {4, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    _exit(100);
}

// Docker's seccomp profile of before Linux 4.8 is such a place.
TEST(Memory, IsReadThroughProcWhereTheCallIsRefused) {
  const PageBeforeNothing page;
  const pid_t child = fork();
  if (child == 0) {
    Refuse(SYS_process_vm_readv);
    std::array<std::byte, 100> cut{}, bad{}, whole{};
    std::array<Piece, 3> pieces = {Piece{At(page.end() - 7), cut, 0},
                                   Piece{RemoteAddress{8}, bad, 0},
                                   Piece{At(page.end() - 100), whole, 0}};
    ProcessMemory memory;
    for (int i = 0; i < 2; ++i) {  // when it finds out, and when it knows
      memory.Read(getpid(), pieces);
      if (TextOf(pieces[0]) != "xxxxxxx") _exit(1);
      if (pieces[1].read != 0) _exit(2);
      if (pieces[2].read != 100) _exit(3);
    }
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

// What is left to a tracer whose files are refused, too: PTRACE_PEEKDATA.
TEST(Memory, OfATraceeIsReadByWordsWhereNothingElseIsAllowed) {
  const PageBeforeNothing page;
  const pid_t reader = fork();
  if (reader == 0) {
    const pid_t tracee = fork();
    if (tracee == 0) {
      ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
      raise(SIGSTOP);
      _exit(0);
    }
    if (waitpid(tracee, nullptr, 0) != tracee) _exit(4);
    Refuse(SYS_process_vm_readv);
    Refuse(SYS_openat);
    std::array<std::byte, 100> cut{}, bad{}, whole{};
    std::array<Piece, 3> pieces = {Piece{At(page.end() - 7), cut, 0},
                                   Piece{RemoteAddress{8}, bad, 0},
                                   Piece{At(page.end() - 101), whole, 0}};
    ProcessMemory().Read(tracee, pieces);
    kill(tracee, SIGKILL);
    if (TextOf(pieces[0]) != "xxxxxxx") _exit(1);
    if (pieces[1].read != 0) _exit(2);
    _exit(pieces[2].read == 100 ? 0 : 3);
  }
  int status = 0;
  ASSERT_EQ(waitpid(reader, &status, 0), reader);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace sysassert::engine
