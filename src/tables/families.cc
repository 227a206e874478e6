// Families: one operation under all the names that libcs and architectures give it.
#include "tables/families.h"

namespace sysassert::tables {

// Wide on purpose: one family, one line.
// clang-format off

const std::vector<FamilyRow>& FamilyRows() {
  using S = Sysno;
  static const auto* rows = new std::vector<FamilyRow>{
      // Files by name.
      {"open", "opens a file by its name", {S::open, S::openat, S::openat2, S::creat, S::open_by_handle_at}},
      {"open-read", "opens, and asks neither to write, nor to truncate, nor to create", {S::open, S::openat, S::openat2, S::open_by_handle_at}, Split::kOpenRead},
      {"open-write", "opens for writing (O_RDWR too), or with O_TRUNC, O_CREAT or O_TMPFILE", {S::open, S::openat, S::openat2, S::creat, S::open_by_handle_at}, Split::kOpenWrite},
      {"create", "opens with O_CREAT or O_TMPFILE: may make a file", {S::open, S::openat, S::openat2, S::creat}, Split::kCreate},
      {"stat", "asks what a file is", {S::stat, S::lstat, S::fstat, S::newfstatat, S::statx, S::stat64, S::lstat64, S::fstat64, S::fstatat64, S::oldstat, S::oldlstat, S::oldfstat, S::file_getattr}},
      {"statfs", "asks what a filesystem is", {S::statfs, S::fstatfs, S::statfs64, S::fstatfs64, S::ustat}},
      {"access", "asks whether a file may be used", {S::access, S::faccessat, S::faccessat2}},
      {"readlink", "reads a symbolic link", {S::readlink, S::readlinkat}},
      {"rename", "gives a file another name", {S::rename, S::renameat, S::renameat2}},
      {"unlink", "removes a name of a file (unlinkat without AT_REMOVEDIR)", {S::unlink, S::unlinkat}, Split::kUnlinkFile},
      {"rmdir", "removes a directory (unlinkat with AT_REMOVEDIR too)", {S::rmdir, S::unlinkat}, Split::kRemoveDir},
      {"mkdir", "makes a directory", {S::mkdir, S::mkdirat}},
      {"mknod", "makes a device, a FIFO or a socket by name", {S::mknod, S::mknodat}},
      {"link", "gives a file a further name", {S::link, S::linkat}},
      {"symlink", "makes a symbolic link", {S::symlink, S::symlinkat}},
      {"chmod", "changes the mode of a file", {S::chmod, S::fchmod, S::fchmodat, S::fchmodat2}},
      {"chown", "changes who owns a file", {S::chown, S::fchown, S::lchown, S::fchownat, S::chown32, S::fchown32, S::lchown32}},
      {"utime", "changes the times of a file", {S::utime, S::utimes, S::futimesat, S::utimensat, S::utimensat_time64}},
      {"getxattr", "reads an extended attribute", {S::getxattr, S::lgetxattr, S::fgetxattr, S::getxattrat}},
      {"setxattr", "changes an extended attribute", {S::setxattr, S::lsetxattr, S::fsetxattr, S::setxattrat}},
      {"listxattr", "lists extended attributes", {S::listxattr, S::llistxattr, S::flistxattr, S::listxattrat}},
      {"removexattr", "removes an extended attribute", {S::removexattr, S::lremovexattr, S::fremovexattr, S::removexattrat}},
      {"chdir", "changes the working directory", {S::chdir, S::fchdir}},
      {"chroot", "changes the root directory", {S::chroot, S::pivot_root}},
      {"getdents", "reads a directory", {S::getdents, S::getdents64, S::readdir}},
      {"truncate", "sets the size of a file", {S::truncate, S::ftruncate, S::truncate64, S::ftruncate64}},

      // Descriptors.
      {"close", "closes a descriptor, or a range of them", {S::close, S::close_range}},
      {"read", "reads from a descriptor", {S::read, S::pread64, S::readv, S::preadv, S::preadv2}},
      {"write", "writes to a descriptor", {S::write, S::pwrite64, S::writev, S::pwritev, S::pwritev2}},
      {"transfer", "moves bytes between two descriptors", {S::sendfile, S::sendfile64, S::copy_file_range, S::splice, S::tee}},
      {"sendfile", "moves bytes from a file to a descriptor", {S::sendfile, S::sendfile64}},
      {"lseek", "moves a descriptor's position", {S::lseek, S::_llseek}},
      {"fsync", "makes a file's data durable", {S::fsync, S::fdatasync}},
      {"sync", "makes all files, or those of a filesystem, durable", {S::sync, S::syncfs}},
      {"fallocate", "reserves or punches space of a file", {S::fallocate}},
      {"fadvise", "says how a file will be read", {S::fadvise64, S::fadvise64_64, S::readahead}},
      {"dup", "duplicates a descriptor (F_DUPFD and F_DUPFD_CLOEXEC too)", {S::dup, S::dup2, S::dup3, S::fcntl, S::fcntl64}, Split::kDup},
      {"fcntl", "asks for or changes something of a descriptor", {S::fcntl, S::fcntl64}},
      {"ioctl", "asks a device", {S::ioctl}},
      {"flock", "locks a file whole", {S::flock}},
      {"pipe", "makes a pipe", {S::pipe, S::pipe2}},
      {"eventfd", "makes an event descriptor", {S::eventfd, S::eventfd2}},
      {"signalfd", "makes a descriptor that reads signals", {S::signalfd, S::signalfd4}},
      {"memfd", "makes a file in memory", {S::memfd_create, S::memfd_secret}},
      {"inotify", "watches files for change", {S::inotify_init, S::inotify_init1, S::inotify_add_watch, S::inotify_rm_watch, S::fanotify_init, S::fanotify_mark}},
      {"poll", "waits for descriptors", {S::poll, S::ppoll, S::ppoll_time64, S::select, S::_newselect, S::pselect6, S::pselect6_time64, S::epoll_wait, S::epoll_pwait, S::epoll_pwait2, S::epoll_wait_old}},
      {"epoll", "makes or changes an epoll set", {S::epoll_create, S::epoll_create1, S::epoll_ctl, S::epoll_ctl_old}},

      // Sockets.
      {"socket", "makes a socket, or two connected ones", {S::socket, S::socketpair}},
      {"connect", "connects a socket", {S::connect}},
      {"connect-to", "connects a socket to an address, or sends to one that the call names; not netlink", {S::connect, S::sendto, S::sendmsg, S::sendmmsg}, Split::kConnectTo},
      {"listen-on", "gives a socket the address that it listens on, or listens where the kernel chooses it; not netlink", {S::bind, S::listen}, Split::kListenOn},
      {"bind", "gives a socket its address", {S::bind}},
      {"listen", "lets a socket be connected to", {S::listen}},
      {"accept", "takes a connection", {S::accept, S::accept4}},
      {"send", "sends on a socket (write and writev on one too)", {S::sendto, S::sendmsg, S::sendmmsg, S::write, S::writev}, Split::kSend},
      {"recv", "receives from a socket (read and readv on one too)", {S::recvfrom, S::recvmsg, S::recvmmsg, S::recvmmsg_time64, S::read, S::readv}, Split::kRecv},
      {"shutdown", "ends one direction of a connection", {S::shutdown}},
      {"sockopt", "reads or changes an option of a socket", {S::setsockopt, S::getsockopt}},
      {"sockname", "asks for a socket's addresses", {S::getsockname, S::getpeername}},

      // Processes and threads.
      {"exec", "runs a program", {S::execve, S::execveat}},
      {"spawn", "makes a process (clone without CLONE_THREAD)", {S::fork, S::vfork, S::clone, S::clone3}, Split::kSpawnProcess},
      {"thread", "makes a thread (clone with CLONE_THREAD)", {S::clone, S::clone3}, Split::kSpawnThread},
      {"exit", "ends a thread or a process", {S::exit, S::exit_group}},
      {"wait", "waits for a child", {S::wait4, S::waitid, S::waitpid}},
      {"kill", "sends a signal", {S::kill, S::tkill, S::tgkill, S::pidfd_send_signal, S::rt_sigqueueinfo, S::rt_tgsigqueueinfo}},
      {"sigaction", "decides what a signal does", {S::rt_sigaction, S::sigaction, S::signal}},
      {"sigprocmask", "blocks or unblocks signals", {S::rt_sigprocmask, S::sigprocmask, S::ssetmask, S::sgetmask}},
      {"sigwait", "waits for a signal", {S::pause, S::rt_sigsuspend, S::sigsuspend, S::rt_sigtimedwait, S::rt_sigtimedwait_time64}},
      {"setuid", "changes the user of the process", {S::setuid, S::setreuid, S::setresuid, S::setfsuid, S::setuid32, S::setreuid32, S::setresuid32, S::setfsuid32}},
      {"setgid", "changes the groups of the process", {S::setgid, S::setregid, S::setresgid, S::setfsgid, S::setgroups, S::setgid32, S::setregid32, S::setresgid32, S::setfsgid32, S::setgroups32}},
      {"getuid", "asks for the user of the process", {S::getuid, S::geteuid, S::getresuid, S::getuid32, S::geteuid32, S::getresuid32}},
      {"getgid", "asks for the groups of the process", {S::getgid, S::getegid, S::getresgid, S::getgroups, S::getgid32, S::getegid32, S::getresgid32, S::getgroups32}},
      {"setrlimit", "asks for or changes a limit", {S::getrlimit, S::setrlimit, S::prlimit64, S::ugetrlimit, S::ulimit}},
      {"unshare", "enters or makes a namespace", {S::unshare, S::setns}},
      {"futex", "waits for or wakes a thread", {S::futex, S::futex_time64, S::futex_waitv, S::futex_wait, S::futex_wake, S::futex_requeue}},

      // Memory and time.
      {"mmap", "maps memory", {S::mmap, S::mmap2}},
      {"munmap", "unmaps memory", {S::munmap}},
      {"mprotect", "changes what may be done with memory", {S::mprotect, S::pkey_mprotect}},
      {"mremap", "moves or resizes a mapping", {S::mremap}},
      {"madvise", "says how memory will be used", {S::madvise, S::process_madvise}},
      {"mlock", "keeps memory resident", {S::mlock, S::mlock2, S::mlockall}},
      {"brk", "moves the end of the heap", {S::brk}},
      {"sleep", "sleeps for a time", {S::nanosleep, S::clock_nanosleep, S::clock_nanosleep_time64}},
      {"clock", "asks the time (the vDSO answers most such questions without a call)", {S::time, S::gettimeofday, S::clock_gettime, S::clock_gettime64, S::clock_getres, S::clock_getres_time64}},
      {"settime", "sets or adjusts a clock", {S::stime, S::settimeofday, S::clock_settime, S::clock_settime64, S::adjtimex, S::clock_adjtime, S::clock_adjtime64}},
      {"timer", "arms or asks a timer", {S::alarm, S::getitimer, S::setitimer, S::timer_create, S::timer_settime, S::timer_settime64, S::timer_gettime, S::timer_gettime64, S::timer_getoverrun, S::timer_delete, S::timerfd_create, S::timerfd_settime, S::timerfd_settime64, S::timerfd_gettime, S::timerfd_gettime64}},
      {"getrandom", "asks for random bytes", {S::getrandom}},
      {"uname", "asks what kernel this is", {S::uname, S::olduname, S::oldolduname}},

      // The machine.
      {"mount", "mounts, or prepares a mount", {S::mount, S::move_mount, S::fsopen, S::fsconfig, S::fsmount, S::fspick, S::open_tree, S::open_tree_attr, S::mount_setattr}},
      {"umount", "unmounts", {S::umount, S::umount2}},
      {"module", "loads or removes kernel code", {S::init_module, S::finit_module, S::delete_module, S::create_module}},
  };
  return *rows;
}

// clang-format on

}  // namespace sysassert::tables
