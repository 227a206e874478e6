// Rows: mounts, filesystems, swap, quotas, and the machine as a whole.
#ifndef SYSASSERT_TABLES_ROWS_MOUNTS_H_
#define SYSASSERT_TABLES_ROWS_MOUNTS_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kMountRows[] = {
    {Sysno::mount, Ret::kInt, {unabridged("source"), path("target"), string("filesystemtype"), spelt(flags("mountflags", kMountFlags), "mount_flags"), string("data")}},
    {Sysno::umount2, Ret::kInt, {path("target"), flags("flags", kUmountFlags)}},
    {Sysno::umount, Ret::kInt, {path("target")}},
    {Sysno::pivot_root, Ret::kInt, {path("new_root"), path("put_old")}},
    {Sysno::open_tree, Ret::kFd, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("flags", kOpenTreeFlags)}},
    {Sysno::open_tree_attr, Ret::kFd, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("flags", kOpenTreeFlags), struct_in("attr", "mount_attr", BytesOf(4)), size("size")}},
    {Sysno::move_mount, Ret::kInt, {dirfd("from_dirfd"), path("from_pathname", At(0), kNotFollowed), dirfd("to_dirfd"), path("to_pathname", At(2), kNotFollowed), flags("flags", kMoveMountFlags)}},
    {Sysno::fsopen, Ret::kFd, {string("fsname"), flags("flags", kFsopenFlags)}},
    {Sysno::fsconfig, Ret::kInt, {fd("fd"), choice("cmd", kFsconfigCommands), address("key"), address("value"), integer("aux")}},
    {Sysno::fsmount, Ret::kFd, {fd("fs_fd"), flags("flags", kFsmountFlags), flags("attr_flags", kMountAttributeBits)}},
    {Sysno::fspick, Ret::kFd, {dirfd("dirfd"), path("pathname", At(0)), flags("flags", kFspickFlags)}},
    {Sysno::mount_setattr, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("flags", kMountSetattrFlags), struct_in("attr", "mount_attr", BytesOf(4)), size("size")}},
    {Sysno::statmount, Ret::kInt, {struct_in("req", "mnt_id_req"), struct_out("buf", "statmount", BytesOf(2)), size("bufsize"), flags("flags", kNoFlags)}},
    {Sysno::listmount, Ret::kInt, {struct_in("req", "mnt_id_req"), array_out("mnt_ids", "mount_id", 2), size("nr_mnt_ids"), flags("flags", kListmountFlags)}},
    {Sysno::swapon, Ret::kInt, {path("path"), spelt(flags("swapflags", kSwapFlags), "swap_flags")}},
    {Sysno::swapoff, Ret::kInt, {path("path")}},
    {Sysno::quotactl, Ret::kInt, {word("cmd", "quota_command"), path("special"), uid("id"), address("addr")}},
    {Sysno::quotactl_fd, Ret::kInt, {fd("fd"), word("cmd", "quota_command"), uid("id"), address("addr")}},
    {Sysno::acct, Ret::kInt, {path("filename")}},
    {Sysno::sysfs, Ret::kInt, {hex("option"), address("arg1"), address("arg2")}},
    {Sysno::nfsservctl, Ret::kInt, {long_hex("cmd"), long_hex("argp"), long_hex("resp")}},

    {Sysno::uname, Ret::kInt, {struct_out("buf", "utsname")}},
    {Sysno::olduname, Ret::kInt, {pointer("buf")}},
    {Sysno::oldolduname, Ret::kInt, {pointer("buf")}},
    {Sysno::sysinfo, Ret::kInt, {struct_out("info", "sysinfo")}},
    {Sysno::sethostname, Ret::kInt, {bytes_in("name", BytesOf(1)), count("len")}},
    {Sysno::setdomainname, Ret::kInt, {bytes_in("name", BytesOf(1)), count("len")}},
    {Sysno::syslog, Ret::kInt, {spelt(choice("type", kSyslogActions), "syslog_action"), bytes_out("bufp", ResultBytes()), integer("len")}},
    {Sysno::reboot, Ret::kInt, {choice("magic", kRebootMagics), choice("magic2", kRebootMagics), choice("cmd", kRebootCommands), string("arg")}},
    {Sysno::init_module, Ret::kInt, {address("module_image"), size("len"), string("param_values")}},
    {Sysno::finit_module, Ret::kInt, {fd("fd"), string("param_values"), flags("flags", kModuleInitFlags)}},
    {Sysno::delete_module, Ret::kInt, {string("name"), flags("flags", kDeleteModuleFlags)}},
    {Sysno::create_module, Ret::kInt, {address("name"), long_hex("size")}},
    {Sysno::get_kernel_syms, Ret::kInt, {long_hex("table")}},
    {Sysno::query_module, Ret::kInt, {long_hex("name"), long_hex("which"), long_hex("buf"), long_hex("bufsize"), long_hex("ret")}},
    {Sysno::kexec_load, Ret::kInt, {address("entry"), long_count("nr_segments"), array_in("segments", "kexec_segment", 1), spelt(flags("flags", kKexecFlags), "kexec_flags")}},
    {Sysno::kexec_file_load, Ret::kInt, {fd("kernel_fd"), fd("initrd_fd"), size("cmdline_len"), bytes_in("cmdline", BytesOf(2)), flags("flags", kKexecFileFlags)}},
    {Sysno::vhangup, Ret::kInt, {}},
    {Sysno::_sysctl, Ret::kInt, {struct_in("args", "sysctl")}},
    {Sysno::bdflush, Ret::kInt, {long_hex("func"), long_hex("data")}},

    // Calls that Linux reserved and never had, or has no more.
    {Sysno::getpmsg, Ret::kInt, {address("arg1"), address("arg2"), address("arg3"), address("arg4"), address("arg5")}},
    {Sysno::putpmsg, Ret::kInt, {address("arg1"), address("arg2"), address("arg3"), address("arg4"), address("arg5")}},
    {Sysno::afs_syscall, Ret::kInt, {address("arg1"), address("arg2"), address("arg3"), address("arg4"), address("arg5")}},
    {Sysno::tuxcall, Ret::kInt, {address("arg1"), address("arg2"), address("arg3")}},
    {Sysno::security, Ret::kInt, {address("arg1"), address("arg2"), address("arg3")}},
    {Sysno::vserver, Ret::kInt, {address("arg1"), address("arg2"), address("arg3"), address("arg4"), address("arg5")}},
    {Sysno::break_, Ret::kInt, {}},
    {Sysno::ftime, Ret::kInt, {}},
    {Sysno::gtty, Ret::kInt, {long_hex("fd"), long_hex("argp")}},
    {Sysno::stty, Ret::kInt, {long_hex("fd"), long_hex("argp")}},
    {Sysno::lock, Ret::kInt, {}},
    {Sysno::mpx, Ret::kInt, {}},
    {Sysno::prof, Ret::kInt, {}},
    {Sysno::profil, Ret::kInt, {long_hex("samples"), long_hex("size"), long_hex("offset"), long_hex("scale")}},
    {Sysno::ulimit, Ret::kInt, {long_hex("cmd"), long_hex("newlimit")}},
    {Sysno::idle, Ret::kInt, {}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_MOUNTS_H_
