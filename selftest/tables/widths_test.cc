// Is each argument of a call taken in as many bits as the kernel takes it in? `args` of a policy,
// With of gMock and the text of a trace depend on it.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "sysassert/sysno.h"
#include "tables/halves.h"
#include "tables/row.h"

namespace sysassert::tables {
namespace {

struct Call {
  std::string_view name;
  std::string_view widths;
};
#define WIDTHS(call, widths) {#call, widths},
constexpr Call kCalls[] = {
#include "tables/argument_widths.inc"
};
#undef WIDTHS

// Where the kernel's own type is wider than what it looks at, or than what a reader asks about.
constexpr std::string_view kExceptions[] = {
    "clone flags",  // the signal of the child's end, and flags of 32 bits
    "mbind mode",   // cast to an int
    "mmap fd",      // a descriptor, as of readv and its sisters
    "mmap flags",
    "mount mountflags",
    "preadv fd",
    "preadv2 fd",
    "ptrace pid",
    "ptrace request",
    "pwritev fd",
    "pwritev2 fd",
    "readv fd",
    "writev fd",
    "process_vm_readv flags",
    "process_vm_writev flags",
    "remap_file_pages flags",
    "umask mask",  // an int, of which it takes nine bits
    "mknod dev",   // makedev() of as many bits as there are
    "mknodat dev",
    "ustat dev",
    "readlink bufsiz",  // an int that libc takes for a size_t; as strace shows it
    "readlinkat bufsiz",
};

bool IsExcepted(const std::string& what) {
  for (const std::string_view exception : kExceptions) {
    if (exception == what) return true;
  }
  return false;
}

// As the texts of widths have it; 'p' of what is no number.
char WidthOf(const Parameter& parameter) {
  switch (parameter.kind) {
    case ArgumentKind::kInteger:
    case ArgumentKind::kUnsigned:
    case ArgumentKind::kFd:
    case ArgumentKind::kDirfd:
    case ArgumentKind::kEnum:
    case ArgumentKind::kSignal:
    case ArgumentKind::kPid:
    case ArgumentKind::kUid:
    case ArgumentKind::kGid:
    case ArgumentKind::kClock:
      return 'i';
    case ArgumentKind::kFlags:
      return parameter.structure == kLongFlags || IsHalf(parameter) ? 'l' : 'i';
    case ArgumentKind::kMode:
      return 'h';
    case ArgumentKind::kUnsignedLong:
    case ArgumentKind::kOffset:
    case ArgumentKind::kSize:
    case ArgumentKind::kDevice:
      return 'l';
    default:
      return 'p';
  }
}

Sysno Named(std::string_view name) {
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    if (NameOf(static_cast<Sysno>(i)) == name) return static_cast<Sysno>(i);
  }
  return Sysno::kUnknown;
}

TEST(Rows, TakeArgumentsAsWideAsTheKernelDoes) {
  std::size_t compared = 0;
  for (const Call& call : kCalls) {
    const Sysno id = Named(call.name);
    if (id == Sysno::kUnknown || NumberOf(id, Abi::kX86_64) < 0) continue;
    const Row& row = RowOf(id);
    for (std::size_t i = 0; i < call.widths.size(); ++i) {
      if (static_cast<int>(i) >= row.count) continue;  // which a trace leaves out, as strace does
      const Parameter& parameter = row.parameters[i];
      const std::string what = std::string(call.name) + " " + std::string(parameter.name);
      const char ours = WidthOf(parameter);
      const bool is_number = ours != 'p' && call.widths[i] != 'p';
      if (!is_number || IsExcepted(what)) continue;
      EXPECT_EQ(ours, call.widths[i]) << what;
      ++compared;
    }
  }
  EXPECT_GT(compared, 500U);
}

}  // namespace
}  // namespace sysassert::tables
