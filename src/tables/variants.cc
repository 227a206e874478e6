#include "tables/variants.h"

#include <array>

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables {
namespace {

using namespace build;

struct Variant {
  Sysno id;
  std::int8_t index;    // this argument
  std::int8_t by;       // where this one
  std::uint32_t value;  // has this value
  Parameter parameter;
  std::int8_t also = -1;         // and this one, if any,
  std::uint32_t also_value = 0;  // has this value
};

// Entries of one call stand together. Commands of i386 have their own structures, which are left
// undecoded; see IsSameOnI386.
// clang-format off
constexpr Variant kVariants[] = {
    {Sysno::fcntl, 2, 1, 0 /* F_DUPFD */, integer("arg")},
    {Sysno::fcntl, 2, 1, 2 /* F_SETFD */, flags("arg", kDescriptorFlags)},
    {Sysno::fcntl, 2, 1, 4 /* F_SETFL */, flags("arg", kOpenFlags)},
    {Sysno::fcntl, 2, 1, 5 /* F_GETLK */, struct_out("arg", "flock_found")},
    {Sysno::fcntl, 2, 1, 6 /* F_SETLK */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 7 /* F_SETLKW */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 8 /* F_SETOWN */, pid("arg")},
    {Sysno::fcntl, 2, 1, 10 /* F_SETSIG */, signal_number("arg")},
    {Sysno::fcntl, 2, 1, 36 /* F_OFD_GETLK */, struct_out("arg", "flock_found")},
    {Sysno::fcntl, 2, 1, 37 /* F_OFD_SETLK */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 38 /* F_OFD_SETLKW */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 1024 /* F_SETLEASE */, choice("arg", kLockTypes)},
    {Sysno::fcntl, 2, 1, 1026 /* F_NOTIFY */, flags("arg", kNotifyFlags)},
    {Sysno::fcntl, 2, 1, 1030 /* F_DUPFD_CLOEXEC */, integer("arg")},
    {Sysno::fcntl, 2, 1, 1031 /* F_SETPIPE_SZ */, integer("arg")},
    {Sysno::fcntl, 2, 1, 1033 /* F_ADD_SEALS */, flags("arg", kSeals)},
    {Sysno::fcntl64, 2, 1, 0 /* F_DUPFD */, integer("arg")},
    {Sysno::fcntl64, 2, 1, 2 /* F_SETFD */, flags("arg", kDescriptorFlags)},
    {Sysno::fcntl64, 2, 1, 4 /* F_SETFL */, flags("arg", kOpenFlags)},
    {Sysno::fcntl64, 2, 1, 1030 /* F_DUPFD_CLOEXEC */, integer("arg")},

    {Sysno::ioctl, 2, 1, 0x5401 /* TCGETS */, struct_out("argp", "termios")},
    {Sysno::ioctl, 2, 1, 0x5402 /* TCSETS */, struct_in("argp", "termios")},
    {Sysno::ioctl, 2, 1, 0x5403 /* TCSETSW */, struct_in("argp", "termios")},
    {Sysno::ioctl, 2, 1, 0x5404 /* TCSETSF */, struct_in("argp", "termios")},
    {Sysno::ioctl, 2, 1, 0x540f /* TIOCGPGRP */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x5410 /* TIOCSPGRP */, struct_in("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x5411 /* TIOCOUTQ */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x5413 /* TIOCGWINSZ */, struct_out("argp", "winsize")},
    {Sysno::ioctl, 2, 1, 0x5414 /* TIOCSWINSZ */, struct_in("argp", "winsize")},
    {Sysno::ioctl, 2, 1, 0x541b /* FIONREAD */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x5421 /* FIONBIO */, struct_in("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x4c00 /* LOOP_SET_FD */, fd("argp")},
    {Sysno::ioctl, 2, 1, 0x5452 /* FIOASYNC */, struct_in("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x80045430 /* TIOCGPTN */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x40045431 /* TIOCSPTLCK */, struct_in("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x40049409 /* FICLONE */, fd("argp")},

    {Sysno::prctl, 1, 0, 1 /* PR_SET_PDEATHSIG */, signal_number("arg2")},
    {Sysno::prctl, 1, 0, 2 /* PR_GET_PDEATHSIG */, struct_out("arg2", "signal_number")},
    {Sysno::prctl, 1, 0, 4 /* PR_SET_DUMPABLE */, integer("arg2")},
    {Sysno::prctl, 1, 0, 8 /* PR_SET_KEEPCAPS */, integer("arg2")},
    {Sysno::prctl, 1, 0, 15 /* PR_SET_NAME */, string("arg2")},
    {Sysno::prctl, 1, 0, 16 /* PR_GET_NAME */, struct_out("arg2", "comm")},
    {Sysno::prctl, 1, 0, 22 /* PR_SET_SECCOMP */, integer("arg2")},
    {Sysno::prctl, 1, 0, 23 /* PR_CAPBSET_READ */, choice("arg2", kCapabilities)},
    {Sysno::prctl, 1, 0, 24 /* PR_CAPBSET_DROP */, choice("arg2", kCapabilities)},
    {Sysno::prctl, 1, 0, 29 /* PR_SET_TIMERSLACK */, count("arg2")},
    {Sysno::prctl, 1, 0, 36 /* PR_SET_CHILD_SUBREAPER */, integer("arg2")},
    {Sysno::prctl, 1, 0, 37 /* PR_GET_CHILD_SUBREAPER */, struct_out("arg2", "int")},
    {Sysno::prctl, 1, 0, 38 /* PR_SET_NO_NEW_PRIVS */, integer("arg2")},
    {Sysno::prctl, 1, 0, 0x59616d61 /* PR_SET_PTRACER */, pid("arg2")},

    // The fourth argument is a time for those that wait, a count for those that wake two words.
    {Sysno::futex, 3, 1, 0 /* FUTEX_WAIT */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 6 /* FUTEX_LOCK_PI */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 9 /* FUTEX_WAIT_BITSET */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 11 /* FUTEX_WAIT_REQUEUE_PI */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 13 /* FUTEX_LOCK_PI2 */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 3 /* FUTEX_REQUEUE */, count("val2")},
    {Sysno::futex, 3, 1, 4 /* FUTEX_CMP_REQUEUE */, count("val2")},
    {Sysno::futex, 3, 1, 5 /* FUTEX_WAKE_OP */, count("val2")},
    {Sysno::futex, 3, 1, 12 /* FUTEX_CMP_REQUEUE_PI */, count("val2")},

    {Sysno::futex, 5, 1, 4 /* FUTEX_CMP_REQUEUE */, count("val3")},
    {Sysno::futex, 5, 1, 9 /* FUTEX_WAIT_BITSET */, choice("val3", kFutexBitsets)},
    {Sysno::futex, 5, 1, 10 /* FUTEX_WAKE_BITSET */, choice("val3", kFutexBitsets)},

    {Sysno::socket, 2, 0, 2 /* AF_INET */, choice("protocol", kIpProtocols)},
    {Sysno::socket, 2, 0, 10 /* AF_INET6 */, choice("protocol", kIpProtocols)},
    {Sysno::socket, 2, 0, 16 /* AF_NETLINK */, choice("protocol", kNetlinkProtocols)},
    {Sysno::setsockopt, 3, 2, 13 /* SO_LINGER */, struct_in("optval", "linger", BytesOf(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::setsockopt, 2, 1, 0 /* SOL_IP */, choice("optname", kIpOptions)},
    {Sysno::setsockopt, 2, 1, 1 /* SOL_SOCKET */, choice("optname", kSocketOptions)},
    {Sysno::setsockopt, 2, 1, 6 /* SOL_TCP */, choice("optname", kTcpOptions)},
    {Sysno::setsockopt, 2, 1, 41 /* SOL_IPV6 */, choice("optname", kIpv6Options)},
    {Sysno::setsockopt, 2, 1, 270 /* SOL_NETLINK */, choice("optname", kNetlinkOptions)},
    {Sysno::getsockopt, 3, 2, 4 /* SO_ERROR */, struct_out("optval", "errno", Pointee(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::getsockopt, 3, 2, 13 /* SO_LINGER */, struct_out("optval", "linger", Pointee(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::getsockopt, 2, 1, 0 /* SOL_IP */, choice("optname", kIpOptions)},
    {Sysno::getsockopt, 2, 1, 1 /* SOL_SOCKET */, choice("optname", kSocketOptions)},
    {Sysno::getsockopt, 2, 1, 6 /* SOL_TCP */, choice("optname", kTcpOptions)},
    {Sysno::getsockopt, 2, 1, 41 /* SOL_IPV6 */, choice("optname", kIpv6Options)},
    {Sysno::getsockopt, 2, 1, 270 /* SOL_NETLINK */, choice("optname", kNetlinkOptions)},
};
// clang-format on

// Where in kVariants a call's entries begin and end.
struct Span {
  std::uint8_t first = 0, end = 0;
};
static_assert(std::size(kVariants) < 256);

constexpr std::array<Span, kSysnoCount> Spans() {
  std::array<Span, kSysnoCount> spans{};
  for (std::size_t i = 0; i < std::size(kVariants); ++i) {
    Span& span = spans[static_cast<std::size_t>(kVariants[i].id)];
    if (span.end == 0) span.first = static_cast<std::uint8_t>(i);
    span.end = static_cast<std::uint8_t>(i + 1);
  }
  return spans;
}
constexpr std::array<Span, kSysnoCount> kSpans = Spans();

bool IsSameOnI386(const Parameter& parameter) {
  return parameter.kind != ArgumentKind::kStruct ||
         (parameter.structure != "flock" && parameter.structure != "flock_found" &&
          parameter.structure != "timespec");
}

// A futex operation's private and clock bits do not change its arguments.
std::uint32_t Selector(Sysno id, std::uint64_t value) {
  return static_cast<std::uint32_t>(value) & (id == Sysno::futex ? 0x7fU : ~0U);
}

}  // namespace

bool HasVariants(Sysno id) { return kSpans[static_cast<std::size_t>(id)].end != 0; }

const Parameter& ParameterOf(const Row& row, int index, const std::uint64_t (&args)[6], Abi abi) {
  const Span span = kSpans[static_cast<std::size_t>(row.id)];
  for (std::size_t i = span.first; i < span.end; ++i) {
    const Variant& variant = kVariants[i];
    const bool also =
        variant.also < 0 || static_cast<std::uint32_t>(args[variant.also]) == variant.also_value;
    if (variant.index == index && Selector(row.id, args[variant.by]) == variant.value && also &&
        (abi != Abi::kI386 || IsSameOnI386(variant.parameter)))
      return variant.parameter;
  }
  return row.parameters[static_cast<std::size_t>(index)];
}

}  // namespace sysassert::tables
