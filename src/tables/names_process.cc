// Names: processes, their limits, ptrace and prctl.
#include <asm/prctl.h>
#include <linux/kcmp.h>
#include <linux/prctl.h>
#include <linux/ptrace.h>
#include <linux/sched.h>
#include <linux/wait.h>
#include <sys/resource.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kFlagsOfEveryClone[] = {
    {0x100, "CLONE_VM"},
    {0x200, "CLONE_FS"},
    {0x400, "CLONE_FILES"},
    {0x800, "CLONE_SIGHAND"},
    {0x1000, "CLONE_PIDFD"},
    {0x2000, "CLONE_PTRACE"},
    {0x4000, "CLONE_VFORK"},
    {0x8000, "CLONE_PARENT"},
    {0x10000, "CLONE_THREAD"},
    {0x20000, "CLONE_NEWNS"},
    {0x40000, "CLONE_SYSVSEM"},
    {0x80000, "CLONE_SETTLS"},
    {0x100000, "CLONE_PARENT_SETTID"},
    {0x200000, "CLONE_CHILD_CLEARTID"},
    {0x400000, "CLONE_DETACHED"},
    {0x800000, "CLONE_UNTRACED"},
    {0x1000000, "CLONE_CHILD_SETTID"},
    {0x2000000, "CLONE_NEWCGROUP"},
    {0x4000000, "CLONE_NEWUTS"},
    {0x8000000, "CLONE_NEWIPC"},
    {0x10000000, "CLONE_NEWUSER"},
    {0x20000000, "CLONE_NEWPID"},
    {0x40000000, "CLONE_NEWNET"},
    {0x80000000, "CLONE_IO"},
};
// The low byte of clone's flags is the signal that tells the parent of the child's end.
constexpr Name kEndSignals[] = {
    {1, "SIGHUP"},     {2, "SIGINT"},   {3, "SIGQUIT"},   {4, "SIGILL"},   {5, "SIGTRAP"},
    {6, "SIGABRT"},    {7, "SIGBUS"},   {8, "SIGFPE"},    {9, "SIGKILL"},  {10, "SIGUSR1"},
    {11, "SIGSEGV"},   {12, "SIGUSR2"}, {13, "SIGPIPE"},  {14, "SIGALRM"}, {15, "SIGTERM"},
    {16, "SIGSTKFLT"}, {17, "SIGCHLD"}, {18, "SIGCONT"},  {19, "SIGSTOP"}, {20, "SIGTSTP"},
    {21, "SIGTTIN"},   {22, "SIGTTOU"}, {23, "SIGURG"},   {24, "SIGXCPU"}, {25, "SIGXFSZ"},
    {26, "SIGVTALRM"}, {27, "SIGPROF"}, {28, "SIGWINCH"}, {29, "SIGIO"},   {30, "SIGPWR"},
    {31, "SIGSYS"},
};
constexpr auto kCloneNames = Joined(kFlagsOfEveryClone, kEndSignals);
// clone3 passes the signal apart, and has room for more.
constexpr Name kLowFlagsOfClone3[] = {{0x80, "CLONE_NEWTIME"}};
constexpr Name kHighFlagsOfClone3[] = {{0x100000000, "CLONE_CLEAR_SIGHAND"},
                                       {0x200000000, "CLONE_INTO_CGROUP"}};
constexpr auto kClone3Names = Joined(kLowFlagsOfClone3, kFlagsOfEveryClone, kHighFlagsOfClone3);
constexpr Name kUnshareNames[] = {
    {0x80, "CLONE_NEWTIME"},      {0x100, "CLONE_VM"},         {0x200, "CLONE_FS"},
    {0x400, "CLONE_FILES"},       {0x800, "CLONE_SIGHAND"},    {0x10000, "CLONE_THREAD"},
    {0x20000, "CLONE_NEWNS"},     {0x40000, "CLONE_SYSVSEM"},  {0x2000000, "CLONE_NEWCGROUP"},
    {0x4000000, "CLONE_NEWUTS"},  {0x8000000, "CLONE_NEWIPC"}, {0x10000000, "CLONE_NEWUSER"},
    {0x20000000, "CLONE_NEWPID"}, {0x40000000, "CLONE_NEWNET"}};

constexpr Name kNamespaceNames[] = {
    {0x80, "CLONE_NEWTIME"}, NAMED(CLONE_NEWNS),   NAMED(CLONE_NEWCGROUP), NAMED(CLONE_NEWUTS),
    NAMED(CLONE_NEWIPC),     NAMED(CLONE_NEWUSER), NAMED(CLONE_NEWPID),    NAMED(CLONE_NEWNET)};
constexpr Name kDumpableNames[] = {
    {0, "SUID_DUMP_DISABLE"}, {1, "SUID_DUMP_USER"}, {2, "SUID_DUMP_ROOT"}};
constexpr Name kWaitNames[] = {NAMED(WNOHANG),    NAMED(WEXITED),    NAMED(WSTOPPED),
                               NAMED(WCONTINUED), NAMED(WNOWAIT),    NAMED(__WCLONE),
                               NAMED(__WALL),     NAMED(__WNOTHREAD)};
constexpr Name kWaitIdNames[] = {{0, "P_ALL"}, {1, "P_PID"}, {2, "P_PGID"}, {3, "P_PIDFD"}};
constexpr Name kPidfdOpenNames[] = {{04000, "PIDFD_NONBLOCK"}, {0200, "PIDFD_THREAD"}};
constexpr Name kPtraceOptionNames[] = {
    {1, "PTRACE_O_TRACESYSGOOD"},    {2, "PTRACE_O_TRACEFORK"},
    {4, "PTRACE_O_TRACEVFORK"},      {8, "PTRACE_O_TRACECLONE"},
    {0x10, "PTRACE_O_TRACEEXEC"},    {0x20, "PTRACE_O_TRACEVFORKDONE"},
    {0x40, "PTRACE_O_TRACEEXIT"},    {0x80, "PTRACE_O_TRACESECCOMP"},
    {0x100000, "PTRACE_O_EXITKILL"}, {0x200000, "PTRACE_O_SUSPEND_SECCOMP"}};
constexpr Name kPtraceNames[] = {{21, "PTRACE_OLDSETOPTIONS"},
                                 NAMED(PTRACE_TRACEME),
                                 NAMED(PTRACE_PEEKTEXT),
                                 NAMED(PTRACE_PEEKDATA),
                                 NAMED(PTRACE_POKETEXT),
                                 NAMED(PTRACE_POKEDATA),
                                 NAMED(PTRACE_CONT),
                                 NAMED(PTRACE_KILL),
                                 NAMED(PTRACE_SINGLESTEP),
                                 NAMED(PTRACE_ATTACH),
                                 NAMED(PTRACE_DETACH),
                                 NAMED(PTRACE_SYSCALL),
                                 NAMED(PTRACE_SETOPTIONS),
                                 NAMED(PTRACE_GETEVENTMSG),
                                 NAMED(PTRACE_GETSIGINFO),
                                 NAMED(PTRACE_SETSIGINFO),
                                 NAMED(PTRACE_GETREGSET),
                                 NAMED(PTRACE_SETREGSET),
                                 NAMED(PTRACE_SEIZE),
                                 NAMED(PTRACE_INTERRUPT),
                                 NAMED(PTRACE_LISTEN),
                                 NAMED(PTRACE_PEEKSIGINFO),
                                 NAMED(PTRACE_GETSIGMASK),
                                 NAMED(PTRACE_SETSIGMASK),
                                 NAMED(PTRACE_SECCOMP_GET_FILTER),
                                 NAMED(PTRACE_SECCOMP_GET_METADATA),
                                 NAMED(PTRACE_GET_SYSCALL_INFO),
                                 {3, "PTRACE_PEEKUSER"},
                                 {6, "PTRACE_POKEUSER"},
                                 {12, "PTRACE_GETREGS"},
                                 {13, "PTRACE_SETREGS"},
                                 {14, "PTRACE_GETFPREGS"},
                                 {15, "PTRACE_SETFPREGS"},
                                 {18, "PTRACE_GETFPXREGS"},
                                 {19, "PTRACE_SETFPXREGS"},
                                 {25, "PTRACE_GET_THREAD_AREA"},
                                 {26, "PTRACE_SET_THREAD_AREA"},
                                 {30, "PTRACE_ARCH_PRCTL"},
                                 {31, "PTRACE_SYSEMU"},
                                 {32, "PTRACE_SYSEMU_SINGLESTEP"},
                                 {33, "PTRACE_SINGLEBLOCK"},
                                 {0x420f, "PTRACE_GET_RSEQ_CONFIGURATION"},
                                 {0x4210, "PTRACE_SET_SYSCALL_USER_DISPATCH_CONFIG"},
                                 {0x4211, "PTRACE_GET_SYSCALL_USER_DISPATCH_CONFIG"},
                                 {0x4212, "PTRACE_SET_SYSCALL_INFO"}};
constexpr Name kPrctlNames[] = {NAMED(PR_SET_PDEATHSIG),
                                NAMED(PR_GET_PDEATHSIG),
                                NAMED(PR_GET_DUMPABLE),
                                NAMED(PR_SET_DUMPABLE),
                                NAMED(PR_GET_UNALIGN),
                                NAMED(PR_SET_UNALIGN),
                                NAMED(PR_GET_KEEPCAPS),
                                NAMED(PR_SET_KEEPCAPS),
                                NAMED(PR_GET_FPEMU),
                                NAMED(PR_SET_FPEMU),
                                NAMED(PR_GET_FPEXC),
                                NAMED(PR_SET_FPEXC),
                                NAMED(PR_GET_TIMING),
                                NAMED(PR_SET_TIMING),
                                NAMED(PR_SET_NAME),
                                NAMED(PR_GET_NAME),
                                NAMED(PR_GET_ENDIAN),
                                NAMED(PR_SET_ENDIAN),
                                NAMED(PR_GET_SECCOMP),
                                NAMED(PR_SET_SECCOMP),
                                NAMED(PR_CAPBSET_READ),
                                NAMED(PR_CAPBSET_DROP),
                                NAMED(PR_GET_TSC),
                                NAMED(PR_SET_TSC),
                                NAMED(PR_GET_SECUREBITS),
                                NAMED(PR_SET_SECUREBITS),
                                NAMED(PR_SET_TIMERSLACK),
                                NAMED(PR_GET_TIMERSLACK),
                                NAMED(PR_TASK_PERF_EVENTS_DISABLE),
                                NAMED(PR_TASK_PERF_EVENTS_ENABLE),
                                NAMED(PR_MCE_KILL),
                                NAMED(PR_MCE_KILL_GET),
                                NAMED(PR_SET_MM),
                                NAMED(PR_SET_PTRACER),
                                NAMED(PR_SET_CHILD_SUBREAPER),
                                NAMED(PR_GET_CHILD_SUBREAPER),
                                NAMED(PR_SET_NO_NEW_PRIVS),
                                NAMED(PR_GET_NO_NEW_PRIVS),
                                NAMED(PR_GET_TID_ADDRESS),
                                NAMED(PR_SET_THP_DISABLE),
                                NAMED(PR_GET_THP_DISABLE),
                                NAMED(PR_MPX_ENABLE_MANAGEMENT),
                                NAMED(PR_MPX_DISABLE_MANAGEMENT),
                                NAMED(PR_SET_FP_MODE),
                                NAMED(PR_GET_FP_MODE),
                                NAMED(PR_CAP_AMBIENT),
                                NAMED(PR_SVE_SET_VL),
                                NAMED(PR_SVE_GET_VL),
                                NAMED(PR_GET_SPECULATION_CTRL),
                                NAMED(PR_SET_SPECULATION_CTRL),
                                NAMED(PR_PAC_RESET_KEYS),
                                NAMED(PR_SET_TAGGED_ADDR_CTRL),
                                NAMED(PR_GET_TAGGED_ADDR_CTRL),
                                NAMED(PR_SET_IO_FLUSHER),
                                NAMED(PR_GET_IO_FLUSHER),
                                NAMED(PR_SET_SYSCALL_USER_DISPATCH),
                                NAMED(PR_PAC_SET_ENABLED_KEYS),
                                NAMED(PR_PAC_GET_ENABLED_KEYS),
                                NAMED(PR_SCHED_CORE),
                                NAMED(PR_SME_SET_VL),
                                NAMED(PR_SME_GET_VL),
                                NAMED(PR_SET_VMA),
                                {65, "PR_SET_MDWE"},
                                {66, "PR_GET_MDWE"},
                                {67, "PR_SET_MEMORY_MERGE"},
                                {68, "PR_GET_MEMORY_MERGE"},
                                {72, "PR_GET_SHADOW_STACK_STATUS"},
                                {73, "PR_SET_SHADOW_STACK_STATUS"},
                                {74, "PR_LOCK_SHADOW_STACK_STATUS"},
                                {75, "PR_TIMER_CREATE_RESTORE_IDS"},
                                {76, "PR_FUTEX_HASH"},
                                {0x41555856, "PR_GET_AUXV"}};
constexpr Name kArchPrctlNames[] = {{0x1001, "ARCH_SET_GS"},
                                    {0x1002, "ARCH_SET_FS"},
                                    {0x1003, "ARCH_GET_FS"},
                                    {0x1004, "ARCH_GET_GS"},
                                    {0x1011, "ARCH_GET_CPUID"},
                                    {0x1012, "ARCH_SET_CPUID"},
                                    {0x1021, "ARCH_GET_XCOMP_SUPP"},
                                    {0x1022, "ARCH_GET_XCOMP_PERM"},
                                    {0x1023, "ARCH_REQ_XCOMP_PERM"},
                                    {0x1024, "ARCH_GET_XCOMP_GUEST_PERM"},
                                    {0x1025, "ARCH_REQ_XCOMP_GUEST_PERM"},
                                    {0x2001, "ARCH_MAP_VDSO_X32"},
                                    {0x2002, "ARCH_MAP_VDSO_32"},
                                    {0x2003, "ARCH_MAP_VDSO_64"},
                                    {0x3001, "ARCH_CET_STATUS"},
                                    {0x4001, "ARCH_GET_UNTAG_MASK"},
                                    {0x4002, "ARCH_ENABLE_TAGGED_ADDR"},
                                    {0x4003, "ARCH_GET_MAX_TAG_BITS"},
                                    {0x4004, "ARCH_FORCE_TAGGED_SVA"},
                                    {0x5001, "ARCH_SHSTK_ENABLE"},
                                    {0x5002, "ARCH_SHSTK_DISABLE"},
                                    {0x5003, "ARCH_SHSTK_LOCK"},
                                    {0x5004, "ARCH_SHSTK_UNLOCK"},
                                    {0x5005, "ARCH_SHSTK_STATUS"}};
constexpr Name kPersonalityNames[] = {{0x20000, "UNAME26"},
                                      {0x40000, "ADDR_NO_RANDOMIZE"},
                                      {0x80000, "FDPIC_FUNCPTRS"},
                                      {0x100000, "MMAP_PAGE_ZERO"},
                                      {0x200000, "ADDR_COMPAT_LAYOUT"},
                                      {0x400000, "READ_IMPLIES_EXEC"},
                                      {0x800000, "ADDR_LIMIT_32BIT"},
                                      {0x1000000, "SHORT_INODE"},
                                      {0x2000000, "WHOLE_SECONDS"},
                                      {0x4000000, "STICKY_TIMEOUTS"},
                                      {0x8000000, "ADDR_LIMIT_3GB"}};
constexpr Name kKcmpNames[] = {NAMED(KCMP_FILE),    NAMED(KCMP_VM),       NAMED(KCMP_FILES),
                               NAMED(KCMP_FS),      NAMED(KCMP_SIGHAND),  NAMED(KCMP_IO),
                               NAMED(KCMP_SYSVSEM), NAMED(KCMP_EPOLL_TFD)};
constexpr Name kRseqNames[] = {{1, "RSEQ_FLAG_UNREGISTER"}};
constexpr Name kSchedFlagNames[] = {
    {1, "SCHED_FLAG_RESET_ON_FORK"},    {2, "SCHED_FLAG_RECLAIM"},
    {4, "SCHED_FLAG_DL_OVERRUN"},       {8, "SCHED_FLAG_KEEP_POLICY"},
    {0x10, "SCHED_FLAG_KEEP_PARAMS"},   {0x20, "SCHED_FLAG_UTIL_CLAMP_MIN"},
    {0x40, "SCHED_FLAG_UTIL_CLAMP_MAX"}};
constexpr Name kSchedNames[] = {{0, "SCHED_OTHER"},
                                {1, "SCHED_FIFO"},
                                {2, "SCHED_RR"},
                                {3, "SCHED_BATCH"},
                                {4, "SCHED_ISO"},
                                {5, "SCHED_IDLE"},
                                {6, "SCHED_DEADLINE"},
                                {7, "SCHED_EXT"},
                                {0x40000000, "SCHED_OTHER|SCHED_RESET_ON_FORK"},
                                {0x40000001, "SCHED_FIFO|SCHED_RESET_ON_FORK"},
                                {0x40000002, "SCHED_RR|SCHED_RESET_ON_FORK"}};
constexpr Name kPriorityNames[] = {{0, "PRIO_PROCESS"}, {1, "PRIO_PGRP"}, {2, "PRIO_USER"}};
constexpr Name kIoprioNames[] = {
    {1, "IOPRIO_WHO_PROCESS"}, {2, "IOPRIO_WHO_PGRP"}, {3, "IOPRIO_WHO_USER"}};
constexpr Name kRlimitNames[] = {
    {0, "RLIMIT_CPU"},       {1, "RLIMIT_FSIZE"}, {2, "RLIMIT_DATA"},    {3, "RLIMIT_STACK"},
    {4, "RLIMIT_CORE"},      {5, "RLIMIT_RSS"},   {6, "RLIMIT_NPROC"},   {7, "RLIMIT_NOFILE"},
    {8, "RLIMIT_MEMLOCK"},   {9, "RLIMIT_AS"},    {10, "RLIMIT_LOCKS"},  {11, "RLIMIT_SIGPENDING"},
    {12, "RLIMIT_MSGQUEUE"}, {13, "RLIMIT_NICE"}, {14, "RLIMIT_RTPRIO"}, {15, "RLIMIT_RTTIME"}};
constexpr Name kRusageNames[] = {NAMED(RUSAGE_SELF),
                                 NAMED(RUSAGE_CHILDREN),
                                 {~std::uint64_t{1}, "RUSAGE_BOTH"},
                                 {1, "RUSAGE_THREAD"}};
constexpr Name kCapabilityNames[] = {{0, "CAP_CHOWN"},
                                     {1, "CAP_DAC_OVERRIDE"},
                                     {2, "CAP_DAC_READ_SEARCH"},
                                     {3, "CAP_FOWNER"},
                                     {4, "CAP_FSETID"},
                                     {5, "CAP_KILL"},
                                     {6, "CAP_SETGID"},
                                     {7, "CAP_SETUID"},
                                     {8, "CAP_SETPCAP"},
                                     {9, "CAP_LINUX_IMMUTABLE"},
                                     {10, "CAP_NET_BIND_SERVICE"},
                                     {11, "CAP_NET_BROADCAST"},
                                     {12, "CAP_NET_ADMIN"},
                                     {13, "CAP_NET_RAW"},
                                     {14, "CAP_IPC_LOCK"},
                                     {15, "CAP_IPC_OWNER"},
                                     {16, "CAP_SYS_MODULE"},
                                     {17, "CAP_SYS_RAWIO"},
                                     {18, "CAP_SYS_CHROOT"},
                                     {19, "CAP_SYS_PTRACE"},
                                     {20, "CAP_SYS_PACCT"},
                                     {21, "CAP_SYS_ADMIN"},
                                     {22, "CAP_SYS_BOOT"},
                                     {23, "CAP_SYS_NICE"},
                                     {24, "CAP_SYS_RESOURCE"},
                                     {25, "CAP_SYS_TIME"},
                                     {26, "CAP_SYS_TTY_CONFIG"},
                                     {27, "CAP_MKNOD"},
                                     {28, "CAP_LEASE"},
                                     {29, "CAP_AUDIT_WRITE"},
                                     {30, "CAP_AUDIT_CONTROL"},
                                     {31, "CAP_SETFCAP"},
                                     {32, "CAP_MAC_OVERRIDE"},
                                     {33, "CAP_MAC_ADMIN"},
                                     {34, "CAP_SYSLOG"},
                                     {35, "CAP_WAKE_ALARM"},
                                     {36, "CAP_BLOCK_SUSPEND"},
                                     {37, "CAP_AUDIT_READ"},
                                     {38, "CAP_PERFMON"},
                                     {39, "CAP_BPF"},
                                     {40, "CAP_CHECKPOINT_RESTORE"}};

}  // namespace

constinit const NameTable kCloneFlags = Table("CLONE", kCloneNames, 0xff);
constinit const NameTable kClone3Flags = Table("CLONE", kClone3Names);
constinit const NameTable kNamespaceFlags = Table("CLONE_NEW???", kNamespaceNames);
constinit const NameTable kDumpable = Table("SUID_DUMP", kDumpableNames);
constinit const NameTable kUnshareFlags = Table("CLONE", kUnshareNames);
constinit const NameTable kWaitOptions = Table("W???", kWaitNames);
constinit const NameTable kWaitIdTypes = Table("P", kWaitIdNames);
constinit const NameTable kPidfdOpenFlags = Table("PIDFD", kPidfdOpenNames);
constinit const NameTable kPtraceRequests = Table("PTRACE", kPtraceNames);
constinit const NameTable kPtraceOptions = Table("PTRACE_O", kPtraceOptionNames);
constinit const NameTable kPrctlOptions = Table("PR", kPrctlNames);
constinit const NameTable kArchPrctlCodes = Table("ARCH", kArchPrctlNames);
constinit const NameTable kPersonality = Table("", kPersonalityNames);
constinit const NameTable kKcmpTypes = Table("KCMP", kKcmpNames);
constinit const NameTable kRseqFlags = Table("RSEQ_FLAG", kRseqNames);
constinit const NameTable kSchedFlags = Table("SCHED_FLAG", kSchedFlagNames);
constinit const NameTable kSchedPolicies = Table("SCHED", kSchedNames);
constinit const NameTable kPriorityWhich = Table("PRIO", kPriorityNames);
constinit const NameTable kIoprioWhich = Table("IOPRIO_WHO", kIoprioNames);
constinit const NameTable kRlimits = Table("RLIMIT", kRlimitNames);
constinit const NameTable kCapabilities = Table("CAP", kCapabilityNames);
constinit const NameTable kRusageWho = Table("RUSAGE", kRusageNames);

}  // namespace sysassert::tables
