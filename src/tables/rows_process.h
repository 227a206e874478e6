// Rows: processes, threads, scheduling, identity, limits.
#ifndef SYSASSERT_TABLES_ROWS_PROCESS_H_
#define SYSASSERT_TABLES_ROWS_PROCESS_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kProcessRows[] = {
    // Birth, exec, death.
    {Sysno::fork, Ret::kPid, {}},
    {Sysno::vfork, Ret::kPid, {}},
    {Sysno::clone, Ret::kPid, {spelt(flags("flags", kCloneFlags), "clone_flags"), address("stack"), live("parent_tid", kBirthId), address("child_tid"), address("tls")}},
    {Sysno::clone3, Ret::kPid, {struct_in("cl_args", "clone_args", BytesOf(1)), size("size")}},
    {Sysno::unshare, Ret::kInt, {long_flags("flags", kUnshareFlags)}},
    {Sysno::setns, Ret::kInt, {fd("fd"), flags("nstype", kNamespaceFlags)}},
    {Sysno::execve, Ret::kInt, {path("pathname"), strings("argv"), live("envp", kEnvironment)}},
    {Sysno::execveat, Ret::kInt, {dirfd("dirfd"), path("pathname", At(0), UnlessNofollow(4)), strings("argv"), live("envp", kEnvironment), flags("flags", kAtNofollowFlags)}},
    {Sysno::uselib, Ret::kInt, {path("library")}},
    {Sysno::exit, Ret::kNone, {integer("status")}},
    {Sysno::exit_group, Ret::kNone, {integer("status")}},
    {Sysno::wait4, Ret::kPid, {pid("pid"), struct_out("wstatus", "wait_status"), flags("options", kWaitOptions), struct_out("rusage", "rusage")}},
    {Sysno::waitpid, Ret::kPid, {pid("pid"), struct_out("wstatus", "wait_status"), flags("options", kWaitOptions)}},
    {Sysno::waitid, Ret::kInt, {choice("idtype", kWaitIdTypes), integer("id"), struct_out("infop", "siginfo"), flags("options", kWaitOptions), struct_out("rusage", "rusage")}},
    {Sysno::pidfd_open, Ret::kFd, {pid("pid"), flags("flags", kPidfdOpenFlags)}},
    {Sysno::pidfd_getfd, Ret::kFd, {fd("pidfd"), integer("targetfd"), flags("flags", kNoFlags)}},
    {Sysno::ptrace, Ret::kInt, {choice("request", kPtraceRequests), pid("pid"), address("addr"), address("data")}},
    {Sysno::kcmp, Ret::kInt, {pid("pid1"), pid("pid2"), choice("type", kKcmpTypes), long_hex("idx1"), long_hex("idx2")}},
    {Sysno::set_tid_address, Ret::kInt, {spelt(pointer("tidptr"), "hexadecimal")}},
    {Sysno::set_robust_list, Ret::kInt, {address("head"), size("len")}},
    {Sysno::get_robust_list, Ret::kInt, {pid("pid"), struct_out("head_ptr", "address"), struct_out("len_ptr", "long")}},
    {Sysno::rseq, Ret::kInt, {spelt(pointer("rseq"), "hexadecimal"), hex("rseq_len"), flags("flags", kRseqFlags), hex("sig")}},
    {Sysno::prctl, Ret::kInt, {choice("option", kPrctlOptions), long_hex("arg2"), long_hex("arg3"), long_hex("arg4"), long_hex("arg5")}},
    {Sysno::arch_prctl, Ret::kInt, {choice("code", kArchPrctlCodes), long_hex("addr")}},
    {Sysno::personality, Ret::kInt, {spelt(flags("persona", kPersonality), "personality")}},
    {Sysno::modify_ldt, Ret::kInt, {integer("func"), struct_in("ptr", "user_desc", BytesOf(2)), size("bytecount")}},
    {Sysno::set_thread_area, Ret::kInt, {struct_in("u_info", "user_desc")}},
    {Sysno::get_thread_area, Ret::kInt, {struct_out("u_info", "user_desc", "user_desc_asked")}},
    {Sysno::iopl, Ret::kInt, {integer("level")}},
    {Sysno::ioperm, Ret::kInt, {long_hex("from"), long_hex("num"), integer("turn_on")}},
    {Sysno::vm86, Ret::kInt, {long_hex("fn"), pointer("v86"), long_hex("arg3"), long_hex("arg4"), long_hex("arg5")}},
    {Sysno::vm86old, Ret::kInt, {pointer("info")}},
    {Sysno::uretprobe, Ret::kInt, {}},
    {Sysno::uprobe, Ret::kInt, {}},

    // Who.
    {Sysno::getpid, Ret::kPid, {}},
    {Sysno::gettid, Ret::kPid, {}},
    {Sysno::getppid, Ret::kPid, {}},
    {Sysno::getpgid, Ret::kInt, {pid("pid")}},
    {Sysno::getpgrp, Ret::kInt, {}},
    {Sysno::setpgid, Ret::kInt, {pid("pid"), integer("pgid")}},
    {Sysno::getsid, Ret::kInt, {pid("pid")}},
    {Sysno::setsid, Ret::kInt, {}},
    {Sysno::getuid, Ret::kInt, {}},
    {Sysno::geteuid, Ret::kInt, {}},
    {Sysno::getgid, Ret::kInt, {}},
    {Sysno::getegid, Ret::kInt, {}},
    {Sysno::getuid32, Ret::kInt, {}},
    {Sysno::geteuid32, Ret::kInt, {}},
    {Sysno::getgid32, Ret::kInt, {}},
    {Sysno::getegid32, Ret::kInt, {}},
    {Sysno::setuid, Ret::kInt, {uid("uid")}},
    {Sysno::setgid, Ret::kInt, {gid("gid")}},
    {Sysno::setuid32, Ret::kInt, {uid("uid")}},
    {Sysno::setgid32, Ret::kInt, {gid("gid")}},
    {Sysno::setreuid, Ret::kInt, {uid("ruid"), uid("euid")}},
    {Sysno::setregid, Ret::kInt, {gid("rgid"), gid("egid")}},
    {Sysno::setreuid32, Ret::kInt, {uid("ruid"), uid("euid")}},
    {Sysno::setregid32, Ret::kInt, {gid("rgid"), gid("egid")}},
    {Sysno::setresuid, Ret::kInt, {uid("ruid"), uid("euid"), uid("suid")}},
    {Sysno::setresgid, Ret::kInt, {gid("rgid"), gid("egid"), gid("sgid")}},
    {Sysno::setresuid32, Ret::kInt, {uid("ruid"), uid("euid"), uid("suid")}},
    {Sysno::setresgid32, Ret::kInt, {gid("rgid"), gid("egid"), gid("sgid")}},
    {Sysno::getresuid, Ret::kInt, {struct_out("ruid", "uid"), struct_out("euid", "uid"), struct_out("suid", "uid")}},
    {Sysno::getresgid, Ret::kInt, {struct_out("rgid", "uid"), struct_out("egid", "uid"), struct_out("sgid", "uid")}},
    {Sysno::getresuid32, Ret::kInt, {struct_out("ruid", "uid"), struct_out("euid", "uid"), struct_out("suid", "uid")}},
    {Sysno::getresgid32, Ret::kInt, {struct_out("rgid", "uid"), struct_out("egid", "uid"), struct_out("sgid", "uid")}},
    {Sysno::setfsuid, Ret::kInt, {uid("fsuid")}},
    {Sysno::setfsgid, Ret::kInt, {gid("fsgid")}},
    {Sysno::setfsuid32, Ret::kInt, {uid("fsuid")}},
    {Sysno::setfsgid32, Ret::kInt, {gid("fsgid")}},
    {Sysno::getgroups, Ret::kInt, {integer("size"), array_out("list", "gid", 0)}},
    {Sysno::setgroups, Ret::kInt, {integer("size"), array_in("list", "gid", 0)}},
    {Sysno::getgroups32, Ret::kInt, {integer("size"), array_out("list", "gid", 0)}},
    {Sysno::setgroups32, Ret::kInt, {integer("size"), array_in("list", "gid", 0)}},
    {Sysno::capget, Ret::kInt, {struct_in("hdrp", "capability_header"), struct_out("datap", "capabilities")}},
    {Sysno::capset, Ret::kInt, {struct_in("hdrp", "capability_header"), struct_in("datap", "capabilities")}},

    // Scheduling, limits, use of resources.
    {Sysno::sched_yield, Ret::kInt, {}},
    {Sysno::sched_setparam, Ret::kInt, {pid("pid"), struct_in("param", "sched_param")}},
    {Sysno::sched_getparam, Ret::kInt, {pid("pid"), struct_out("param", "sched_param")}},
    {Sysno::sched_setscheduler, Ret::kInt, {pid("pid"), choice("policy", kSchedPolicies), struct_in("param", "sched_param")}},
    {Sysno::sched_getscheduler, Ret::kInt, {pid("pid")}},
    {Sysno::sched_setattr, Ret::kInt, {pid("pid"), struct_late("attr", "sched_attr", SizeOf("sched_attr")), count("flags")}},
    {Sysno::sched_getattr, Ret::kInt, {pid("pid"), struct_out("attr", "sched_attr"), count("size"), count("flags")}},
    {Sysno::sched_get_priority_max, Ret::kInt, {choice("policy", kSchedPolicies)}},
    {Sysno::sched_get_priority_min, Ret::kInt, {choice("policy", kSchedPolicies)}},
    {Sysno::sched_rr_get_interval, Ret::kInt, {pid("pid"), struct_out("tp", "timespec")}},
    {Sysno::sched_rr_get_interval_time64, Ret::kInt, {pid("pid"), struct_out("tp", "timespec64")}},
    {Sysno::sched_setaffinity, Ret::kInt, {pid("pid"), count("cpusetsize"), struct_in("mask", "cpuset", BytesOf(1))}},
    {Sysno::sched_getaffinity, Ret::kInt, {pid("pid"), count("cpusetsize"), struct_out("mask", "cpuset", ResultBytes())}},
    {Sysno::getcpu, Ret::kInt, {struct_out("cpu", "int"), struct_out("node", "int"), address("tcache")}},
    {Sysno::getpriority, Ret::kInt, {choice("which", kPriorityWhich), integer("who")}},
    {Sysno::setpriority, Ret::kInt, {choice("which", kPriorityWhich), integer("who"), integer("prio")}},
    {Sysno::nice, Ret::kInt, {integer("inc")}},
    {Sysno::ioprio_get, Ret::kInt, {choice("which", kIoprioWhich), integer("who")}},
    {Sysno::ioprio_set, Ret::kInt, {choice("which", kIoprioWhich), integer("who"), word("ioprio", "ioprio")}},
    {Sysno::getrlimit, Ret::kInt, {choice("resource", kRlimits), struct_out("rlim", "rlimit")}},
    {Sysno::ugetrlimit, Ret::kInt, {choice("resource", kRlimits), struct_out("rlim", "rlimit")}},
    {Sysno::setrlimit, Ret::kInt, {choice("resource", kRlimits), struct_in("rlim", "rlimit")}},
    {Sysno::prlimit64, Ret::kInt, {pid("pid"), choice("resource", kRlimits), struct_in("new_limit", "rlimit64"), struct_out("old_limit", "rlimit64")}},
    {Sysno::getrusage, Ret::kInt, {choice("who", kRusageWho), struct_out("usage", "rusage")}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_PROCESS_H_
