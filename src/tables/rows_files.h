// Rows: files by name and by descriptor, and what holds them (mounts are in rows_mounts.h).
#ifndef SYSASSERT_TABLES_ROWS_FILES_H_
#define SYSASSERT_TABLES_ROWS_FILES_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kFileRows[] = {
    // Opening and closing.
    {Sysno::open, Ret::kFd, {path("pathname", kAsOpened), flags("flags", kOpenFlags), mode("mode")}},
    {Sysno::openat, Ret::kFd, {dirfd("dirfd"), path("pathname", At(0), kAsOpened), flags("flags", kOpenFlags), mode("mode")}},
    {Sysno::openat2, Ret::kFd, {dirfd("dirfd"), path("pathname", At(0), kAsOpened), struct_in("how", "open_how", BytesOf(3)), size("size")}},
    {Sysno::creat, Ret::kFd, {path("pathname"), mode("mode")}},
    {Sysno::open_by_handle_at, Ret::kFd, {fd("mount_fd"), struct_in("handle", "file_handle"), flags("flags", kOpenFlags)}},
    {Sysno::name_to_handle_at, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), IfFollow(4)), struct_out("handle", "file_handle_made", "file_handle_asked"), struct_out("mount_id", "int"), flags("flags", kHandleFlags)}},
    {Sysno::close, Ret::kInt, {fd("fd")}},
    {Sysno::close_range, Ret::kInt, {count("first"), count("last"), flags("flags", kCloseRangeFlags)}},
    {Sysno::memfd_create, Ret::kFd, {string("name"), spelt(flags("flags", kMemfdFlags), "memfd_flags")}},
    {Sysno::memfd_secret, Ret::kFd, {flags("flags", kFdCreateFlags)}},
    {Sysno::pipe, Ret::kInt, {struct_out("pipefd", "fd_pair")}},
    {Sysno::pipe2, Ret::kInt, {struct_out("pipefd", "fd_pair"), flags("flags", kPipeFlags)}},
    {Sysno::dup, Ret::kFd, {fd("oldfd")}},
    {Sysno::dup2, Ret::kFd, {fd("oldfd"), fd("newfd")}},
    {Sysno::dup3, Ret::kFd, {fd("oldfd"), fd("newfd"), flags("flags", kDupFlags)}},
    {Sysno::fcntl, Ret::kInt, {fd("fd"), choice("cmd", kFcntlCommands), address("arg")}},
    {Sysno::fcntl64, Ret::kInt, {fd("fd"), choice("cmd", kFcntlCommands), address("arg")}},
    {Sysno::flock, Ret::kInt, {fd("fd"), flags("operation", kFlockOperations)}},
    {Sysno::ioctl, Ret::kInt, {fd("fd"), choice("request", kIoctls), spelt(pointer("argp"), "request_argument")}},

    // Reading, writing, seeking.
    {Sysno::read, Ret::kBytes, {fd("fd"), bytes_out("buf", ResultBytes()), size("count")}},
    {Sysno::write, Ret::kBytes, {fd("fd"), bytes_in("buf", BytesOf(2)), size("count")}},
    {Sysno::pread64, Ret::kBytes, {fd("fd"), bytes_out("buf", ResultBytes()), size("count"), offset("offset")}},
    {Sysno::pwrite64, Ret::kBytes, {fd("fd"), bytes_in("buf", BytesOf(2)), size("count"), offset("offset")}},
    {Sysno::readv, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("iovcnt")}},
    {Sysno::writev, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("iovcnt")}},
    {Sysno::preadv, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("iovcnt"), offset("offset"), unused("pos_h")}},
    {Sysno::pwritev, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("iovcnt"), offset("offset"), unused("pos_h")}},
    {Sysno::preadv2, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("iovcnt"), offset("offset"), unused("pos_h"), flags("flags", kReadWriteFlags)}},
    {Sysno::pwritev2, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("iovcnt"), offset("offset"), unused("pos_h"), flags("flags", kReadWriteFlags)}},
    {Sysno::lseek, Ret::kOffset, {fd("fd"), offset("offset"), choice("whence", kWhence)}},
    {Sysno::_llseek, Ret::kInt, {fd("fd"), high_half(offset("offset")), other_half("offset_low"), struct_out("result", "s64"), choice("whence", kWhence)}},
    {Sysno::sendfile, Ret::kBytes, {fd("out_fd"), fd("in_fd"), struct_in("offset", "long", "long"), size("count")}},
    {Sysno::sendfile64, Ret::kBytes, {fd("out_fd"), fd("in_fd"), struct_in("offset", "s64", "s64"), size("count")}},
    {Sysno::copy_file_range, Ret::kBytes, {fd("fd_in"), struct_in("off_in", "s64"), fd("fd_out"), struct_in("off_out", "s64"), size("len"), count("flags")}},
    {Sysno::splice, Ret::kBytes, {fd("fd_in"), struct_in("off_in", "s64"), fd("fd_out"), struct_in("off_out", "s64"), size("len"), flags("flags", kSpliceFlags)}},
    {Sysno::tee, Ret::kBytes, {fd("fd_in"), fd("fd_out"), size("len"), flags("flags", kSpliceFlags)}},
    {Sysno::vmsplice, Ret::kBytes, {fd("fd"), array_in("iov", "iovec", 2), long_count("nr_segs"), flags("flags", kSpliceFlags)}},
    {Sysno::readahead, Ret::kInt, {fd("fd"), offset("offset"), size("count")}},
    {Sysno::fadvise64, Ret::kInt, {fd("fd"), offset("offset"), size("len"), choice("advice", kFadvise)}},
    {Sysno::fadvise64_64, Ret::kInt, {fd("fd"), low_half(offset("offset")), other_half("offset_high"), low_half(offset("len")), other_half("len_high"), choice("advice", kFadvise)}},
    {Sysno::getdents, Ret::kInt, {fd("fd"), live("dirp", kEntries), count("count")}},
    {Sysno::getdents64, Ret::kInt, {fd("fd"), live("dirp", kEntries), count("count")}},
    {Sysno::readdir, Ret::kInt, {fd("fd"), struct_out("dirp", "former_dirent"), unused("count")}},
    {Sysno::cachestat, Ret::kInt, {fd("fd"), struct_in("cachestat_range", "cachestat_range"), struct_out("cachestat", "cachestat"), flags("flags", kNoFlags)}},

    // Size and durability.
    {Sysno::truncate, Ret::kInt, {path("path"), long_count("length")}},
    {Sysno::ftruncate, Ret::kInt, {fd("fd"), long_count("length")}},
    {Sysno::truncate64, Ret::kInt, {path("path"), low_half(size("length")), other_half("length_high")}},
    {Sysno::ftruncate64, Ret::kInt, {fd("fd"), low_half(size("length")), other_half("length_high")}},
    {Sysno::fallocate, Ret::kInt, {fd("fd"), flags("mode", kFallocateModes), offset("offset"), offset("len")}},
    {Sysno::fsync, Ret::kInt, {fd("fd")}},
    {Sysno::fdatasync, Ret::kInt, {fd("fd")}},
    {Sysno::sync, Ret::kInt, {}},
    {Sysno::syncfs, Ret::kInt, {fd("fd")}},
    {Sysno::sync_file_range, Ret::kInt, {fd("fd"), offset("offset"), offset("nbytes"), flags("flags", kSyncFileRangeFlags)}},

    // What is known about a file.
    {Sysno::stat, Ret::kInt, {path("pathname"), struct_out("statbuf", "stat")}},
    {Sysno::lstat, Ret::kInt, {path("pathname", kNotFollowed), struct_out("statbuf", "stat")}},
    {Sysno::fstat, Ret::kInt, {fd("fd"), struct_out("statbuf", "stat")}},
    {Sysno::newfstatat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(3)), struct_out("statbuf", "stat"), flags("flags", kAtStatFlags)}},
    {Sysno::stat64, Ret::kInt, {path("pathname"), struct_out("statbuf", "stat64_i386")}},
    {Sysno::lstat64, Ret::kInt, {path("pathname", kNotFollowed), struct_out("statbuf", "stat64_i386")}},
    {Sysno::fstat64, Ret::kInt, {fd("fd"), struct_out("statbuf", "stat64_i386")}},
    {Sysno::fstatat64, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(3)), struct_out("statbuf", "stat64_i386"), flags("flags", kAtStatFlags)}},
    {Sysno::oldstat, Ret::kInt, {path("pathname"), struct_out("statbuf", "former_stat")}},
    {Sysno::oldlstat, Ret::kInt, {path("pathname", kNotFollowed), struct_out("statbuf", "former_stat")}},
    {Sysno::oldfstat, Ret::kInt, {fd("fd"), struct_out("statbuf", "former_stat")}},
    {Sysno::statx, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), spelt(flags("flags", kStatxFlags), "statx_flags"), flags("mask", kStatxMask), struct_out("statxbuf", "statx")}},
    {Sysno::statfs, Ret::kInt, {path("path"), struct_out("buf", "statfs")}},
    {Sysno::fstatfs, Ret::kInt, {fd("fd"), struct_out("buf", "statfs")}},
    {Sysno::statfs64, Ret::kInt, {path("path"), size("sz"), struct_out("buf", "statfs64_i386")}},
    {Sysno::fstatfs64, Ret::kInt, {fd("fd"), size("sz"), struct_out("buf", "statfs64_i386")}},
    {Sysno::ustat, Ret::kInt, {device("dev"), struct_out("ubuf", "ustat")}},
    {Sysno::access, Ret::kInt, {path("pathname"), flags("mode", kAccessModes)}},
    {Sysno::faccessat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0)), flags("mode", kAccessModes)}},
    {Sysno::faccessat2, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(3)), flags("mode", kAccessModes), flags("flags", kFaccessatFlags)}},
    {Sysno::readlink, Ret::kInt, {path("pathname", kNotFollowed), bytes_out("buf", ResultBytes()), size("bufsiz")}},
    {Sysno::readlinkat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), kNotFollowed), bytes_out("buf", ResultBytes()), size("bufsiz")}},
    {Sysno::file_getattr, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(4)), struct_out("ufattr", "file_attr", BytesOf(3)), size("usize"), flags("at_flags", kAtNofollowFlags)}},

    // Directories and names.
    {Sysno::mkdir, Ret::kInt, {path("pathname", kNotFollowed), mode("mode")}},
    {Sysno::mkdirat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), kNotFollowed), mode("mode")}},
    {Sysno::rmdir, Ret::kInt, {path("pathname", kNotFollowed)}},
    {Sysno::mknod, Ret::kInt, {path("pathname", kNotFollowed), typed_mode("mode"), device("dev")}},
    {Sysno::mknodat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), kNotFollowed), typed_mode("mode"), device("dev")}},
    {Sysno::unlink, Ret::kInt, {path("pathname", kNotFollowed)}},
    {Sysno::unlinkat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), kNotFollowed), flags("flags", kUnlinkatFlags)}},
    {Sysno::rename, Ret::kInt, {path("oldpath", kNotFollowed), path("newpath", kNotFollowed)}},
    {Sysno::renameat, Ret::kInt, {dirfd("olddirfd"), path("oldpath", At(0), kNotFollowed), dirfd("newdirfd"), path("newpath", At(2), kNotFollowed)}},
    {Sysno::renameat2, Ret::kInt, {dirfd("olddirfd"), path("oldpath", At(0), kNotFollowed), dirfd("newdirfd"), path("newpath", At(2), kNotFollowed), flags("flags", kRenameFlags)}},
    {Sysno::link, Ret::kInt, {path("oldpath", kNotFollowed), path("newpath", kNotFollowed)}},
    {Sysno::linkat, Ret::kInt, {dirfd("olddirfd"), path("oldpath", At(0), IfFollow(4)), dirfd("newdirfd"), path("newpath", At(2), kNotFollowed), flags("flags", kLinkatFlags)}},
    {Sysno::symlink, Ret::kInt, {unabridged("target"), path("linkpath", kNotFollowed)}},
    {Sysno::symlinkat, Ret::kInt, {unabridged("target"), dirfd("newdirfd"), path("linkpath", At(1), kNotFollowed)}},
    {Sysno::chdir, Ret::kInt, {path("path")}},
    {Sysno::fchdir, Ret::kInt, {fd("fd")}},
    {Sysno::chroot, Ret::kInt, {path("path")}},
    {Sysno::getcwd, Ret::kInt, {struct_out("buf", "path", ResultBytes()), size("size")}},
    {Sysno::umask, Ret::kInt, {mode("mask")}},

    // Metadata that is changed.
    {Sysno::chmod, Ret::kInt, {path("pathname"), mode("mode")}},
    {Sysno::fchmod, Ret::kInt, {fd("fd"), mode("mode")}},
    {Sysno::fchmodat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0)), mode("mode")}},
    {Sysno::fchmodat2, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(3)), mode("mode"), flags("flags", kAtNofollowFlags)}},
    {Sysno::chown, Ret::kInt, {path("pathname"), uid("owner"), gid("group")}},
    {Sysno::fchown, Ret::kInt, {fd("fd"), uid("owner"), gid("group")}},
    {Sysno::lchown, Ret::kInt, {path("pathname", kNotFollowed), uid("owner"), gid("group")}},
    {Sysno::fchownat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(4)), uid("owner"), gid("group"), flags("flags", kAtNofollowFlags)}},
    {Sysno::chown32, Ret::kInt, {path("pathname"), uid("owner"), gid("group")}},
    {Sysno::fchown32, Ret::kInt, {fd("fd"), uid("owner"), gid("group")}},
    {Sysno::lchown32, Ret::kInt, {path("pathname", kNotFollowed), uid("owner"), gid("group")}},
    {Sysno::utime, Ret::kInt, {path("filename"), struct_in("times", "utimbuf")}},
    {Sysno::utimes, Ret::kInt, {path("filename"), struct_in("times", "timevals")}},
    {Sysno::futimesat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0)), struct_in("times", "timevals")}},
    {Sysno::utimensat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(3)), struct_in("times", "timespecs"), flags("flags", kAtNofollowFlags)}},
    {Sysno::utimensat_time64, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(3)), struct_in("times", "timespecs64"), flags("flags", kAtNofollowFlags)}},
    {Sysno::file_setattr, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(4)), struct_in("ufattr", "file_attr", BytesOf(3)), size("usize"), flags("at_flags", kAtNofollowFlags)}},

    // Extended attributes.
    {Sysno::setxattr, Ret::kInt, {path("path"), string("name"), bytes_in("value", BytesOf(3)), size("size"), flags("flags", kXattrFlags)}},
    {Sysno::lsetxattr, Ret::kInt, {path("path", kNotFollowed), string("name"), bytes_in("value", BytesOf(3)), size("size"), flags("flags", kXattrFlags)}},
    {Sysno::fsetxattr, Ret::kInt, {fd("fd"), string("name"), bytes_in("value", BytesOf(3)), size("size"), flags("flags", kXattrFlags)}},
    {Sysno::setxattrat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("at_flags", kAtNofollowFlags), string("name"), struct_in("uargs", "xattr_args", BytesOf(5)), size("usize")}},
    {Sysno::getxattr, Ret::kInt, {path("path"), string("name"), bytes_out("value", ResultBytes()), size("size")}},
    {Sysno::lgetxattr, Ret::kInt, {path("path", kNotFollowed), string("name"), bytes_out("value", ResultBytes()), size("size")}},
    {Sysno::fgetxattr, Ret::kInt, {fd("fd"), string("name"), bytes_out("value", ResultBytes()), size("size")}},
    {Sysno::getxattrat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("at_flags", kAtNofollowFlags), string("name"), struct_late("uargs", "xattr_args", BytesOf(5)), size("usize")}},
    {Sysno::listxattr, Ret::kInt, {path("path"), bytes_out("list", ResultBytes()), size("size")}},
    {Sysno::llistxattr, Ret::kInt, {path("path", kNotFollowed), bytes_out("list", ResultBytes()), size("size")}},
    {Sysno::flistxattr, Ret::kInt, {fd("fd"), bytes_out("list", ResultBytes()), size("size")}},
    {Sysno::listxattrat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("at_flags", kAtNofollowFlags), bytes_out("list", ResultBytes()), size("size")}},
    {Sysno::removexattr, Ret::kInt, {path("path"), string("name")}},
    {Sysno::lremovexattr, Ret::kInt, {path("path", kNotFollowed), string("name")}},
    {Sysno::fremovexattr, Ret::kInt, {fd("fd"), string("name")}},
    {Sysno::removexattrat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(2)), flags("at_flags", kAtNofollowFlags), string("name")}},

    // Being told of changes.
    {Sysno::inotify_init, Ret::kFd, {}},
    {Sysno::inotify_init1, Ret::kFd, {flags("flags", kInotifyInitFlags)}},
    {Sysno::inotify_add_watch, Ret::kInt, {fd("fd"), path("pathname"), flags("mask", kInotifyMask)}},
    {Sysno::inotify_rm_watch, Ret::kInt, {fd("fd"), integer("wd")}},
    {Sysno::fanotify_init, Ret::kFd, {spelt(flags("flags", kFanotifyInitFlags), "fanotify_init_flags"), flags("event_f_flags", kOpenFlags)}},
    {Sysno::fanotify_mark, Ret::kInt, {fd("fanotify_fd"), flags("flags", kFanotifyMarkFlags), long_flags("mask", kFanotifyMask), spelt(dirfd("dirfd"), "fanotify_dirfd"), path("pathname", At(3))}},
    {Sysno::lookup_dcookie, Ret::kInt, {long_count("cookie"), bytes_out("buffer", ResultBytes()), size("len")}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_FILES_H_
