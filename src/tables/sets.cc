#include "tables/sets.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "tables/row.h"

namespace sysassert::tables {
namespace {

using S = Sysno;

struct Family {
  std::string_view name;
  std::string_view summary;
  std::initializer_list<Sysno> calls;
  Split split = Split::kNone;
};

constexpr std::initializer_list<Sysno> kOpens = {S::open, S::openat, S::openat2, S::creat,
                                                 S::open_by_handle_at};
constexpr std::initializer_list<Sysno> kSpawns = {S::fork, S::vfork, S::clone, S::clone3};
constexpr std::initializer_list<Sysno> kStats = {
    S::stat,    S::lstat,   S::fstat,     S::newfstatat, S::statx,    S::stat64,
    S::lstat64, S::fstat64, S::fstatat64, S::oldstat,    S::oldlstat, S::oldfstat};

// One operation of a program, whichever of the kernel's calls its libc and architecture use for it.
const Family kFamilies[] = {
    {"accept", "take a connection", {S::accept, S::accept4}},
    {"access", "ask whether a file may be used", {S::access, S::faccessat, S::faccessat2}},
    {"bind", "give a socket its address", {S::bind}},
    {"chdir", "change the working directory", {S::chdir, S::fchdir}},
    {"chmod", "change a file's mode", {S::chmod, S::fchmod, S::fchmodat, S::fchmodat2}},
    {"chown",
     "change a file's owner",
     {S::chown, S::fchown, S::lchown, S::fchownat, S::chown32, S::fchown32, S::lchown32}},
    {"chroot", "change the root directory", {S::chroot, S::pivot_root}},
    {"close", "close a descriptor", {S::close, S::close_range}},
    {"connect", "connect a socket", {S::connect}},
    {"create",
     "open with O_CREAT or O_TMPFILE, or creat; a part of open-write",
     {S::open, S::openat, S::openat2, S::creat},
     Split::kCreate},
    {"dup",
     "make another number for an open file",
     {S::dup, S::dup2, S::dup3, S::fcntl, S::fcntl64},
     Split::kDup},
    {"exec", "run a program", {S::execve, S::execveat}},
    {"exit", "end a thread or the process", {S::exit, S::exit_group}},
    {"fallocate", "reserve space", {S::fallocate}},
    {"fcntl", "change a descriptor", {S::fcntl, S::fcntl64}},
    {"flock", "lock a file", {S::flock}},
    {"fsync", "make a file durable", {S::fsync, S::fdatasync}},
    {"futex",
     "wait for or wake a thread",
     {S::futex, S::futex_time64, S::futex_waitv, S::futex_wake, S::futex_wait, S::futex_requeue}},
    {"getdents", "list a directory", {S::getdents, S::getdents64, S::readdir}},
    {"getrandom", "ask for random bytes", {S::getrandom}},
    {"inotify",
     "watch for changes of files",
     {S::inotify_init, S::inotify_init1, S::inotify_add_watch, S::inotify_rm_watch,
      S::fanotify_init, S::fanotify_mark}},
    {"ioctl", "talk to a device", {S::ioctl}},
    {"kill",
     "send a signal",
     {S::kill, S::tkill, S::tgkill, S::rt_sigqueueinfo, S::rt_tgsigqueueinfo,
      S::pidfd_send_signal}},
    {"link", "make a hard link", {S::link, S::linkat}},
    {"listen", "wait for connections", {S::listen}},
    {"lseek", "move in a file", {S::lseek, S::_llseek}},
    {"madvise", "advise on memory", {S::madvise, S::process_madvise}},
    {"mkdir", "make a directory", {S::mkdir, S::mkdirat}},
    {"mknod", "make a special file", {S::mknod, S::mknodat}},
    {"mmap", "map memory or a file", {S::mmap, S::mmap2}},
    {"mount",
     "change the tree of mounts",
     {S::mount, S::umount, S::umount2, S::move_mount, S::fsopen, S::fsconfig, S::fsmount, S::fspick,
      S::open_tree, S::open_tree_attr, S::mount_setattr}},
    {"mprotect", "change what memory may be used for", {S::mprotect, S::pkey_mprotect}},
    {"munmap", "unmap memory", {S::munmap}},
    {"open", "open a file, for whatever purpose", kOpens},
    {"open-read", "open for reading alone", kOpens, Split::kOpenRead},
    {"open-write", "open for writing: not O_RDONLY, or with O_TRUNC, O_CREAT or O_TMPFILE", kOpens,
     Split::kOpenWrite},
    {"pipe", "make a pipe", {S::pipe, S::pipe2}},
    {"poll",
     "wait for descriptors",
     {S::poll, S::ppoll, S::ppoll_time64, S::select, S::_newselect, S::pselect6, S::pselect6_time64,
      S::epoll_wait, S::epoll_pwait, S::epoll_pwait2}},
    {"prctl", "change what the process is allowed or called", {S::prctl, S::arch_prctl}},
    {"ptrace", "trace another process", {S::ptrace}},
    {"read", "read from a descriptor", {S::read, S::readv, S::pread64, S::preadv, S::preadv2}},
    {"readlink", "read a symbolic link", {S::readlink, S::readlinkat}},
    {"recv",
     "receive from a socket",
     {S::recvfrom, S::recvmsg, S::recvmmsg, S::recvmmsg_time64}},
    {"rename", "give a file another name", {S::rename, S::renameat, S::renameat2}},
    {"rmdir", "remove a directory", {S::rmdir, S::unlinkat}, Split::kRemoveDir},
    {"send",
     "send on a socket",
     {S::sendto, S::sendmsg, S::sendmmsg, S::write, S::writev},
     Split::kSend},
    {"sendfile",
     "move bytes between descriptors",
     {S::sendfile, S::sendfile64, S::copy_file_range, S::splice, S::tee, S::vmsplice}},
    {"setsockopt", "change a socket", {S::setsockopt}},
    {"sleep", "sleep", {S::nanosleep, S::clock_nanosleep, S::clock_nanosleep_time64, S::pause}},
    {"socket", "make a socket", {S::socket, S::socketpair}},
    {"spawn", "make a process (a clone without CLONE_THREAD)", kSpawns, Split::kSpawnProcess},
    {"stat", "ask about a file", kStats},
    {"symlink", "make a symbolic link", {S::symlink, S::symlinkat}},
    {"thread",
     "make a thread (a clone with CLONE_THREAD)",
     {S::clone, S::clone3},
     Split::kSpawnThread},
    {"truncate",
     "cut or extend a file",
     {S::truncate, S::ftruncate, S::truncate64, S::ftruncate64}},
    {"unlink", "remove a file", {S::unlink, S::unlinkat}, Split::kUnlinkFile},
    {"utime",
     "change a file's times",
     {S::utime, S::utimes, S::utimensat, S::utimensat_time64, S::futimesat}},
    {"wait", "wait for a child", {S::wait4, S::waitid, S::waitpid}},
    {"write", "write to a descriptor", {S::write, S::writev, S::pwrite64, S::pwritev, S::pwritev2}},
    {"xattr",
     "use a file's extended attributes",
     {S::setxattr, S::lsetxattr, S::fsetxattr, S::setxattrat, S::getxattr, S::lgetxattr,
      S::fgetxattr, S::getxattrat, S::listxattr, S::llistxattr, S::flistxattr, S::listxattrat,
      S::removexattr, S::lremovexattr, S::fremovexattr, S::removexattrat}},
};

SysnoBits Bits(std::initializer_list<Sysno> calls) {
  SysnoBits bits;
  for (Sysno id : calls) bits.set(static_cast<std::size_t>(id));
  return bits;
}

// The calls of families, and of single calls besides.
SysnoBits Of(std::initializer_list<std::string_view> families,
             std::initializer_list<Sysno> calls = {}) {
  SysnoBits bits = Bits(calls);
  for (std::string_view name : families) {
    for (const Family& family : kFamilies) {
      if (family.name == name) bits |= Bits(family.calls);
    }
  }
  return bits;
}

SysnoBits EveryCall() {
  SysnoBits bits;
  bits.set();
  return bits;  // kUnknown is in it as well: a number in no table is a call, too
}

SysnoBits SocketCalls() {
  return Of({"accept", "bind", "connect", "listen", "recv", "setsockopt"},
            {S::socket, S::socketcall, S::sendto, S::sendmsg, S::sendmmsg, S::getsockopt,
             S::getsockname, S::getpeername, S::shutdown});
}

std::vector<Group> MakeSets() {
  const SysnoBits fs_read =
      Of({"access", "getdents", "readlink", "stat", "inotify"},
         {S::open,         S::openat,         S::openat2,      S::open_by_handle_at,
          S::statfs,       S::fstatfs,        S::statfs64,     S::fstatfs64,
          S::getcwd,       S::chdir,          S::fchdir,       S::getxattr,
          S::lgetxattr,    S::fgetxattr,      S::getxattrat,   S::listxattr,
          S::llistxattr,   S::flistxattr,     S::listxattrat,  S::name_to_handle_at,
          S::readahead,    S::fadvise64,      S::fadvise64_64, S::cachestat,
          S::file_getattr, S::ustat,          S::sysfs,        S::statmount,
          S::listmount,    S::lookup_dcookie, S::uselib});
  const SysnoBits fs_write = Of({"create", "fallocate", "link", "mkdir", "mknod", "rename", "rmdir",
                                 "symlink", "truncate", "unlink"},
                                {S::creat});
  const SysnoBits fs_meta =
      Of({"chmod", "chown", "utime", "flock", "mount", "chroot"},
         {S::setxattr, S::lsetxattr, S::fsetxattr, S::setxattrat, S::removexattr, S::lremovexattr,
          S::fremovexattr, S::removexattrat, S::umask, S::quotactl, S::quotactl_fd, S::swapon,
          S::swapoff, S::acct, S::file_setattr, S::nfsservctl, S::afs_syscall});
  const SysnoBits fd_read = Of({"read", "recv", "getdents"},
                               {S::sendfile, S::sendfile64, S::copy_file_range, S::splice, S::tee});
  const SysnoBits fd_write = Of({"write", "sendfile", "truncate", "fallocate"},
                                {S::sendto, S::sendmsg, S::sendmmsg, S::io_submit});
  const SysnoBits new_fd =
      Of({"accept", "dup", "open", "pipe", "socket", "create"}, {S::epoll_create,
                                                                 S::epoll_create1,
                                                                 S::eventfd,
                                                                 S::eventfd2,
                                                                 S::timerfd_create,
                                                                 S::signalfd,
                                                                 S::signalfd4,
                                                                 S::inotify_init,
                                                                 S::inotify_init1,
                                                                 S::fanotify_init,
                                                                 S::memfd_create,
                                                                 S::memfd_secret,
                                                                 S::pidfd_open,
                                                                 S::pidfd_getfd,
                                                                 S::userfaultfd,
                                                                 S::perf_event_open,
                                                                 S::io_uring_setup,
                                                                 S::bpf,
                                                                 S::fsopen,
                                                                 S::fsmount,
                                                                 S::fspick,
                                                                 S::open_tree,
                                                                 S::open_tree_attr,
                                                                 S::mq_open,
                                                                 S::landlock_create_ruleset,
                                                                 S::recvmsg});
  const SysnoBits exec = Of({"exec"});
  const SysnoBits spawn = Bits(kSpawns);
  std::vector<Group> sets = {
      {"@all", "every call", EveryCall()},
      {"@exec", "running programs", exec},
      {"@fd-read", "reading by descriptor", fd_read},
      {"@fd-write", "writing by descriptor", fd_write},
      {"@file", "every call that names a file, and what changes one by descriptor",
       fs_read | fs_write | fs_meta | exec | Of({"xattr"})},
      {"@fs-meta", "changing what is kept about files", fs_meta},
      {"@fs-read", "looking at files and directories", fs_read},
      {"@fs-write", "making, removing and renaming files", fs_write},
      {"@io-uring", "rings", Bits({S::io_uring_setup, S::io_uring_enter, S::io_uring_register})},
      {"@ipc", "System V and POSIX queues, semaphores, shared memory, keys",
       Bits({S::ipc,
             S::msgget,
             S::msgsnd,
             S::msgrcv,
             S::msgctl,
             S::semget,
             S::semop,
             S::semctl,
             S::semtimedop,
             S::semtimedop_time64,
             S::shmget,
             S::shmat,
             S::shmdt,
             S::shmctl,
             S::mq_open,
             S::mq_unlink,
             S::mq_timedsend,
             S::mq_timedsend_time64,
             S::mq_timedreceive,
             S::mq_timedreceive_time64,
             S::mq_notify,
             S::mq_getsetattr,
             S::add_key,
             S::request_key,
             S::keyctl,
             S::pipe,
             S::pipe2})},
      {"@memory", "memory",
       Of({"mmap", "munmap", "mprotect", "madvise"}, {S::brk,
                                                      S::mremap,
                                                      S::msync,
                                                      S::mincore,
                                                      S::mlock,
                                                      S::mlock2,
                                                      S::mlockall,
                                                      S::munlock,
                                                      S::munlockall,
                                                      S::mbind,
                                                      S::get_mempolicy,
                                                      S::set_mempolicy,
                                                      S::set_mempolicy_home_node,
                                                      S::migrate_pages,
                                                      S::move_pages,
                                                      S::remap_file_pages,
                                                      S::pkey_alloc,
                                                      S::pkey_free,
                                                      S::process_mrelease,
                                                      S::process_vm_readv,
                                                      S::process_vm_writev,
                                                      S::memfd_create,
                                                      S::memfd_secret,
                                                      S::userfaultfd,
                                                      S::map_shadow_stack,
                                                      S::mseal,
                                                      S::membarrier})},
      {"@network",
       "sockets that reach beyond this machine's own kernel: not AF_UNIX, not AF_NETLINK",
       SocketCalls(), Split::kSocketNetwork},
      {"@new-fd", "making a descriptor", new_fd},
      {"@open", "opening files", Bits(kOpens)},
      {"@ptrace", "looking into other processes",
       Bits({S::ptrace, S::process_vm_readv, S::process_vm_writev, S::kcmp, S::pidfd_getfd,
             S::perf_event_open})},
      {"@signal", "signals",
       Of({"kill"}, {S::rt_sigaction,  S::rt_sigprocmask,  S::rt_sigpending,
                     S::rt_sigsuspend, S::rt_sigtimedwait, S::rt_sigtimedwait_time64,
                     S::rt_sigreturn,  S::sigaltstack,     S::signalfd,
                     S::signalfd4,     S::pause,           S::signal,
                     S::sigaction,     S::sigprocmask,     S::sigpending,
                     S::sigsuspend,    S::sigreturn,       S::sgetmask,
                     S::ssetmask,      S::restart_syscall})},
      {"@sync", "making written bytes durable",
       Of({"fsync"}, {S::sync, S::syncfs, S::sync_file_range, S::msync})},
      {"@time", "clocks, timers and sleeping",
       Of({"sleep"}, {S::time,
                      S::stime,
                      S::times,
                      S::gettimeofday,
                      S::settimeofday,
                      S::adjtimex,
                      S::clock_adjtime,
                      S::clock_adjtime64,
                      S::clock_gettime,
                      S::clock_gettime64,
                      S::clock_settime,
                      S::clock_settime64,
                      S::clock_getres,
                      S::clock_getres_time64,
                      S::getitimer,
                      S::setitimer,
                      S::alarm,
                      S::timer_create,
                      S::timer_settime,
                      S::timer_settime64,
                      S::timer_gettime,
                      S::timer_gettime64,
                      S::timer_getoverrun,
                      S::timer_delete,
                      S::timerfd_create,
                      S::timerfd_settime,
                      S::timerfd_settime64,
                      S::timerfd_gettime,
                      S::timerfd_gettime64,
                      S::ftime})},
      {"@unix", "sockets of AF_UNIX", SocketCalls() | Bits({S::socketpair}), Split::kSocketUnix},
  };
  // What remains is about processes: their making, their rights and limits, their waiting, and the
  // system that they run on.
  SysnoBits placed = Of({"poll", "close", "lseek", "ioctl", "fcntl"}) | spawn;
  for (const Group& set : sets) {
    if (set.name != "@all") placed |= set.calls;
  }
  placed &= ~spawn;
  sets.push_back(
      {"@process",
       "processes, threads, their rights, limits and waiting, and the system they run on",
       EveryCall() & ~placed});
  sets.push_back({"@descriptor", "moving in, waiting for, and changing descriptors",
                  Of({"poll", "close", "lseek", "ioctl", "fcntl"},
                     {S::epoll_create, S::epoll_create1, S::epoll_ctl, S::epoll_ctl_old,
                      S::epoll_wait_old, S::eventfd, S::eventfd2})});
  std::sort(sets.begin(), sets.end(),
            [](const Group& a, const Group& b) { return a.name < b.name; });
  return sets;
}

std::vector<Group> MakeGroups() {
  std::vector<Group> groups;
  for (const Family& family : kFamilies)
    groups.push_back({family.name, family.summary, Bits(family.calls), family.split});
  for (Group& set : MakeSets()) groups.push_back(set);
  return groups;
}

}  // namespace

const std::vector<Group>& Groups() {
  static const std::vector<Group> kGroups = MakeGroups();
  return kGroups;
}

const Group* FindGroup(std::string_view name) {
  for (const Group& group : Groups()) {
    if (group.name == name) return &group;
  }
  return nullptr;
}

}  // namespace sysassert::tables
