// Sets: what policies name with an @. Some follow from the rows, the others are listed; all are
// made of families and calls.
#include "tables/sets.h"

#include <linux/fs.h>
#include <linux/fscrypt.h>
#include <linux/fsverity.h>
#include <linux/msdos_fs.h>

#include <algorithm>

#include "tables/families.h"
#include "tables/row.h"

namespace sysassert::tables {
namespace {

using S = Sysno;

struct SetRow {
  std::string_view name;
  std::string_view summary;
  std::vector<std::string_view> families;
  std::vector<Sysno> calls;
  Split split = Split::kNone;
};

// Wide on purpose: one set, one entry.
// clang-format off
const std::vector<SetRow>& SetRows() {
  static const auto* rows = new std::vector<SetRow>{
      {"@open", "every way to open a file by name", {"open"}, {}},
      {"@fs-read",
       "reads files or what is known about them, by name",
       {"open-read", "stat", "statfs", "access", "readlink", "getxattr", "listxattr", "getdents",
        "chdir"},
       {S::getcwd, S::name_to_handle_at, S::inotify_add_watch, S::fanotify_mark, S::lookup_dcookie},
       Split::kOpenRead},
      {"@fs-write",
       "makes, changes, renames, links or removes files, by name; opens them for writing; binds a "
       "socket to a path",
       {"open-write", "rename", "unlink", "rmdir", "mkdir", "mknod", "link", "symlink", "truncate"},
       {S::bind},
       Split::kOpenWrite},
      {"@fs-meta",
       "changes what is known about a file: mode, owner, times, attributes",
       {"chmod", "chown", "utime", "setxattr", "removexattr"},
       {S::file_setattr, S::ioctl},
       Split::kSetsAttributes},
      {"@fd-read",
       "reads from descriptors",
       {"read", "transfer", "getdents"},
       {S::mq_timedreceive, S::mq_timedreceive_time64}},
      // sync_file_range is here and not in @sync: it starts writing, and promises nothing
      // (sync_file_range(2)). Nor is msync there: what it makes durable is a piece of a file.
      {"@fd-write",
       "writes to descriptors",
       {"write", "transfer", "fallocate"},
       {S::ftruncate, S::ftruncate64, S::vmsplice, S::sync_file_range, S::mq_timedsend,
        S::mq_timedsend_time64}},
      {"@fd-control",
       "asks about descriptors or changes them: positions, locks, flags, devices",
       {"close", "lseek", "dup", "fcntl", "ioctl", "flock", "fadvise", "eventfd", "signalfd",
        "memfd", "inotify", "pipe"},
       {S::cachestat, S::userfaultfd}},
      {"@sync", "makes files durable", {"fsync", "sync"}, {}},
      {"@poll", "waits for descriptors", {"poll", "epoll"}, {}},
      {"@network", "sockets that reach other machines or could: not AF_UNIX, AF_NETLINK, socketpair",
       {"connect", "bind", "listen", "accept", "shutdown", "sockopt", "sockname"},
       {S::socket, S::sendto, S::sendmsg, S::sendmmsg, S::recvfrom, S::recvmsg, S::recvmmsg, S::recvmmsg_time64, S::socketcall},
       Split::kSocketNetwork},
      {"@unix", "AF_UNIX sockets",
       {"socket", "connect", "bind", "listen", "accept", "shutdown", "sockopt", "sockname"},
       {S::sendto, S::sendmsg, S::sendmmsg, S::recvfrom, S::recvmsg, S::recvmmsg, S::recvmmsg_time64, S::socketcall},
       Split::kSocketUnix},
      {"@exec", "runs another program", {"exec"}, {S::uselib}},
      {"@process",
       "makes, ends, awaits, groups and configures processes and threads",
       {"exec", "spawn", "thread", "exit", "wait", "unshare"},
       {S::getpid, S::gettid, S::getppid, S::getpgid, S::getpgrp, S::setpgid, S::getsid, S::setsid,
        S::set_tid_address, S::prctl, S::arch_prctl, S::personality, S::umask, S::pidfd_open, S::modify_ldt,
        S::set_thread_area, S::get_thread_area}},
      {"@thread",
       "what threads need of the kernel: futexes, robust lists, rseq",
       {"futex", "thread"},
       {S::set_robust_list, S::get_robust_list, S::rseq, S::membarrier}},
      {"@identity",
       "who the process is: users, groups, capabilities",
       {"setuid", "setgid", "getuid", "getgid"},
       {S::capget, S::capset}},
      {"@resource",
       "scheduling, affinity, priorities, limits, accounting",
       {"setrlimit"},
       {S::sched_yield,
        S::sched_setparam,
        S::sched_getparam,
        S::sched_setscheduler,
        S::sched_getscheduler,
        S::sched_setattr,
        S::sched_getattr,
        S::sched_get_priority_max,
        S::sched_get_priority_min,
        S::sched_rr_get_interval,
        S::sched_rr_get_interval_time64,
        S::sched_setaffinity,
        S::sched_getaffinity,
        S::getcpu,
        S::getpriority,
        S::setpriority,
        S::nice,
        S::ioprio_get,
        S::ioprio_set,
        S::getrusage,
        S::times,
        S::acct,
        S::profil,
        S::prof}},
      {"@memory",
       "maps, protects and places memory",
       {"mmap", "munmap", "mprotect", "mremap", "madvise", "mlock", "brk"},
       {S::munlock, S::munlockall, S::remap_file_pages, S::msync, S::mincore, S::mseal,
        S::map_shadow_stack, S::pkey_alloc, S::pkey_free, S::mbind, S::set_mempolicy,
        S::set_mempolicy_home_node, S::get_mempolicy, S::migrate_pages, S::move_pages,
        S::process_mrelease}},
      {"@signal",
       "sends, blocks, awaits and handles signals",
       {"kill", "sigaction", "sigprocmask", "sigwait", "signalfd"},
       {S::rt_sigpending, S::sigpending, S::rt_sigreturn, S::sigreturn, S::sigaltstack,
        S::restart_syscall}},
      {"@time", "clocks, timers and sleeping", {"sleep", "clock", "settime", "timer"}, {S::ftime}},
      {"@ipc",
       "System V and POSIX message queues, semaphores and shared memory",
       {},
       {S::shmget,
        S::shmat,
        S::shmdt,
        S::shmctl,
        S::semget,
        S::semop,
        S::semtimedop,
        S::semtimedop_time64,
        S::semctl,
        S::msgget,
        S::msgsnd,
        S::msgrcv,
        S::msgctl,
        S::ipc,
        S::mq_open,
        S::mq_unlink,
        S::mq_timedsend,
        S::mq_timedreceive,
        S::mq_timedsend_time64,
        S::mq_timedreceive_time64,
        S::mq_notify,
        S::mq_getsetattr}},
      {"@io-uring",
       "io_uring, whose operations make no calls of their own",
       {},
       {S::io_uring_setup, S::io_uring_enter, S::io_uring_register}},
      {"@aio",
       "the older asynchronous input and output",
       {},
       {S::io_setup, S::io_destroy, S::io_submit, S::io_cancel, S::io_getevents, S::io_pgetevents,
        S::io_pgetevents_time64}},
      {"@ptrace",
       "looks into or changes other processes",
       {},
       {S::ptrace, S::process_vm_readv, S::process_vm_writev, S::process_madvise, S::pidfd_getfd,
        S::kcmp, S::perf_event_open}},
      {"@mount", "mounts and roots", {"mount", "umount", "chroot"}, {S::statmount, S::listmount}},
      {"@security",
       "confinement, keys, and random numbers",
       {"getrandom"},
       {S::seccomp, S::bpf, S::landlock_create_ruleset, S::landlock_add_rule,
        S::landlock_restrict_self, S::lsm_get_self_attr, S::lsm_set_self_attr, S::lsm_list_modules,
        S::add_key, S::request_key, S::keyctl, S::security}},
      {"@system",
       "the machine as a whole: its name, modules, swap, quotas, ports, restart",
       {"uname", "module"},
       {S::sysinfo,      S::sethostname, S::setdomainname,
        S::syslog,       S::reboot,      S::get_kernel_syms,
        S::query_module, S::kexec_load,  S::kexec_file_load,
        S::vhangup,      S::_sysctl,     S::bdflush,
        S::swapon,       S::swapoff,     S::quotactl,
        S::quotactl_fd,  S::sysfs,       S::nfsservctl,
        S::acct,         S::iopl,        S::ioperm,
        S::vm86,         S::vm86old}},
      {"@obsolete",
       "reserved and never made, or gone",
       {},
       {S::getpmsg, S::putpmsg, S::afs_syscall, S::tuxcall, S::vserver, S::break_, S::ftime,
        S::gtty, S::stty, S::lock, S::mpx, S::prof, S::ulimit, S::idle, S::uretprobe, S::uprobe,
        S::epoll_ctl_old, S::epoll_wait_old}},
  };
  return *rows;
}
// clang-format on

void Add(const std::vector<Sysno>& calls, SysnoBits* bits) {
  for (Sysno id : calls) bits->set(static_cast<std::size_t>(id));
}

template <typename Predicate>
SysnoBits Where(Predicate predicate) {
  SysnoBits bits;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) bits[i] = predicate(static_cast<Sysno>(i));
  return bits;
}

bool Has(const Row& row, ArgumentKind kind) {
  return std::any_of(row.parameters.begin(), row.parameters.end(),
                     [kind](const Parameter& parameter) { return parameter.kind == kind; });
}

// Those that the rows decide, so that a new row needs no second entry.
std::vector<Group> Derived() {
  Group file{"@file", "every call that takes a path",
             Where([](S id) { return Has(RowOf(id), ArgumentKind::kPath); })};
  Group fd{"@fd", "every call that takes a descriptor", Where([](S id) {
             return Has(RowOf(id), ArgumentKind::kFd) || Has(RowOf(id), ArgumentKind::kDirfd);
           })};
  Group new_fd{"@new-fd", "makes a descriptor",
               Where([](S id) { return RowOf(id).ret == Ret::kFd; }), Split::kDup};
  Add({S::pipe, S::pipe2, S::socketpair, S::fcntl, S::fcntl64}, &new_fd.calls);
  Group all{"@all", "every call", Where([](S) { return true; })};
  all.calls.set(static_cast<std::size_t>(S::kUnknown));  // a number in no table is a call too
  return {file, fd, new_fd, all};
}

std::vector<Group> Build() {
  std::vector<Group> families;
  for (const FamilyRow& row : FamilyRows()) {
    Group family{row.name, row.summary, {}, row.split};
    Add(row.calls, &family.calls);
    families.push_back(family);
  }
  std::vector<Group> sets = Derived();
  for (const SetRow& row : SetRows()) {
    Group set{row.name, row.summary, {}, row.split};
    Add(row.calls, &set.calls);
    for (std::string_view name : row.families) {
      for (const Group& family : families) {
        if (family.name == name) set.calls |= family.calls;
      }
    }
    sets.push_back(set);
  }
  const auto by_name = [](const Group& a, const Group& b) { return a.name < b.name; };
  std::sort(families.begin(), families.end(), by_name);
  std::sort(sets.begin(), sets.end(), by_name);
  families.insert(families.end(), sets.begin(), sets.end());
  return families;
}

}  // namespace

const std::vector<Group>& Groups() {
  static const auto* groups = new std::vector<Group>(Build());
  return *groups;
}

const std::vector<std::uint32_t>& AttributeRequests() {
  // Those of `long` have the size of a long of the program in them.
  static const auto* requests = new std::vector<std::uint32_t>{
      FS_IOC_SETFLAGS,      FS_IOC32_SETFLAGS,           FS_IOC_SETVERSION,
      FS_IOC32_SETVERSION,  FS_IOC_FSSETXATTR,           FAT_IOCTL_SET_ATTRIBUTES,
      FS_IOC_ENABLE_VERITY, FS_IOC_SET_ENCRYPTION_POLICY};
  return *requests;
}

bool TakeFiles(const SysnoBits& calls) {
  static const SysnoBits kTaking = [] {
    SysnoBits taking = Where([](S id) { return Has(RowOf(id), ArgumentKind::kFd); });
    for (const char* others : {"@network", "@unix", "@poll"}) taking &= ~FindGroup(others)->calls;
    // Its descriptor says on which filesystem to look; what it is about is what it opens.
    taking.reset(static_cast<std::size_t>(Sysno::open_by_handle_at));
    return taking;
  }();
  return (calls & kTaking).any();
}

const Group* FindGroup(std::string_view name) {
  for (const Group& group : Groups()) {
    if (group.name == name) return &group;
  }
  return nullptr;
}

}  // namespace sysassert::tables
