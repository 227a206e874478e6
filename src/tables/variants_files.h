// What fcntl and ioctl take, by their command. Entries of one call stand together. Private to
// tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_FILES_H_
#define SYSASSERT_TABLES_VARIANTS_FILES_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_terminal.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// clang-format off
inline constexpr Variant kFilesVariants[] = {
    {Sysno::fcntl, 2, 1, 0 /* F_DUPFD */, integer("arg")},
    {Sysno::fcntl, 2, 1, 2 /* F_SETFD */, flags("arg", kDescriptorFlags)},
    {Sysno::fcntl, 2, 1, 4 /* F_SETFL */, flags("arg", kOpenFlags)},
    {Sysno::fcntl, 2, 1, 5 /* F_GETLK */, struct_out("arg", "flock_found")},
    {Sysno::fcntl, 2, 1, 6 /* F_SETLK */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 7 /* F_SETLKW */, struct_in("arg", "flock")},
    {Sysno::fcntl, 2, 1, 8 /* F_SETOWN */, pid("arg")},
    {Sysno::fcntl, 2, 1, 10 /* F_SETSIG */, signal_number("arg")},
    {Sysno::fcntl, 2, 1, 15 /* F_SETOWN_EX */, struct_in("arg", "f_owner_ex")},
    {Sysno::fcntl, 2, 1, 16 /* F_GETOWN_EX */, struct_out("arg", "f_owner_ex")},
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
    {Sysno::ioctl, 2, 1, 0x540a /* TCXONC */, choice("argp", kTerminalFlows)},
    {Sysno::ioctl, 2, 1, 0x540b /* TCFLSH */, choice("argp", kTerminalQueues)},
    {Sysno::ioctl, 2, 1, 0x5409 /* TCSBRK */, integer("argp")},
    {Sysno::ioctl, 2, 1, 0x5425 /* TCSBRKP */, integer("argp")},
    {Sysno::ioctl, 2, 1, 0x540e /* TIOCSCTTY */, integer("argp")},
    {Sysno::ioctl, 2, 1, 0x5429 /* TIOCGSID */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x8901 /* FIOSETOWN */, struct_in("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x8902 /* SIOCSPGRP */, struct_in("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x8903 /* FIOGETOWN */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x8904 /* SIOCGPGRP */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x8905 /* SIOCATMARK */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x8913 /* SIOCGIFFLAGS */, struct_out("argp", "ifreq_flags", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8914 /* SIOCSIFFLAGS */, struct_in("argp", "ifreq_flags")},
    {Sysno::ioctl, 2, 1, 0x8915 /* SIOCGIFADDR */, struct_out("argp", "ifreq_addr", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8916 /* SIOCSIFADDR */, struct_in("argp", "ifreq_addr")},
    {Sysno::ioctl, 2, 1, 0x8917 /* SIOCGIFDSTADDR */, struct_out("argp", "ifreq_dstaddr", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8919 /* SIOCGIFBRDADDR */, struct_out("argp", "ifreq_broadaddr", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x891b /* SIOCGIFNETMASK */, struct_out("argp", "ifreq_netmask", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x891d /* SIOCGIFMETRIC */, struct_out("argp", "ifreq_metric", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8921 /* SIOCGIFMTU */, struct_out("argp", "ifreq_mtu", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8922 /* SIOCSIFMTU */, struct_in("argp", "ifreq_mtu")},
    {Sysno::ioctl, 2, 1, 0x8927 /* SIOCGIFHWADDR */, struct_out("argp", "ifreq_hwaddr", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8933 /* SIOCGIFINDEX */, struct_out("argp", "ifreq_index", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x8942 /* SIOCGIFTXQLEN */, struct_out("argp", "ifreq_qlen", "ifreq_name")},
    {Sysno::ioctl, 2, 1, 0x1260 /* BLKGETSIZE */, struct_out("argp", "long")},
    {Sysno::ioctl, 2, 1, 0x1268 /* BLKSSZGET */, struct_out("argp", "int")},
    {Sysno::ioctl, 2, 1, 0x127b /* BLKPBSZGET */, struct_out("argp", "unsigned")},
    {Sysno::ioctl, 2, 1, 0x80081272 /* BLKGETSIZE64 */, struct_out("argp", "u64")},
    {Sysno::ioctl, 2, 1, 0x80086601 /* FS_IOC_GETFLAGS */, struct_out("argp", "file_flags")},
    {Sysno::ioctl, 2, 1, 0x40086602 /* FS_IOC_SETFLAGS */, struct_in("argp", "file_flags")},
    {Sysno::ioctl, 2, 1, 0xc020660b /* FS_IOC_FIEMAP */, struct_in("argp", "fiemap", "fiemap_answer")},
    {Sysno::ioctl, 2, 1, 0x80045200 /* RNDGETENTCNT */, struct_out("argp", "int")},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_FILES_H_
