// Names: signals and what calls say about them.
#include <linux/audit.h>

#include <array>
#include <csignal>
#include <string>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr int kSignals = 65;
constexpr int kFirstRealtime = 32;
constexpr std::string_view kSignalNames[kFirstRealtime] = {
    "",          "SIGHUP",  "SIGINT",    "SIGQUIT", "SIGILL",   "SIGTRAP", "SIGABRT", "SIGBUS",
    "SIGFPE",    "SIGKILL", "SIGUSR1",   "SIGSEGV", "SIGUSR2",  "SIGPIPE", "SIGALRM", "SIGTERM",
    "SIGSTKFLT", "SIGCHLD", "SIGCONT",   "SIGSTOP", "SIGTSTP",  "SIGTTIN", "SIGTTOU", "SIGURG",
    "SIGXCPU",   "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO",   "SIGPWR",  "SIGSYS"};

// The kernel's first realtime signal is 32; libc keeps two of them and so calls 34 SIGRTMIN.
// strace counts the kernel's way: SIGRT_2 is libc's SIGRTMIN.
std::array<std::string, kSignals> RealtimeNames() {
  std::array<std::string, kSignals> names;
  names[kFirstRealtime] = "SIGRTMIN";
  for (int i = kFirstRealtime + 1; i < kSignals; ++i) {
    names[static_cast<std::size_t>(i)] = "SIGRT_" + std::to_string(i - kFirstRealtime);
  }
  return names;
}

constexpr Name kHowNames[] = {{0, "SIG_BLOCK"}, {1, "SIG_UNBLOCK"}, {2, "SIG_SETMASK"}};
constexpr Name kActionNames[] = {{0x4000000, "SA_RESTORER"},  {0x8000000, "SA_ONSTACK"},
                                 {0x10000000, "SA_RESTART"},  {0x20000000, "SA_INTERRUPT"},
                                 {0x40000000, "SA_NODEFER"},  {0x80000000, "SA_RESETHAND"},
                                 {4, "SA_SIGINFO"},           {1, "SA_NOCLDSTOP"},
                                 {2, "SA_NOCLDWAIT"},         {0x400, "SA_UNSUPPORTED"},
                                 {0x800, "SA_EXPOSE_TAGBITS"}};
constexpr Name kStackNames[] = {{1, "SS_ONSTACK"}, {2, "SS_DISABLE"}, {1U << 31, "SS_AUTODISARM"}};
constexpr Name kSignalfdNames[] = {{02000000, "SFD_CLOEXEC"}, {04000, "SFD_NONBLOCK"}};
constexpr Name kPidfdSignalNames[] = {{1, "PIDFD_SIGNAL_THREAD"},
                                      {2, "PIDFD_SIGNAL_THREAD_GROUP"},
                                      {4, "PIDFD_SIGNAL_PROCESS_GROUP"}};
constexpr Name kCodeNames[] = {{0, "SI_USER"},
                               {0x80, "SI_KERNEL"},
                               {~std::uint64_t{0}, "SI_QUEUE"},
                               {~std::uint64_t{1}, "SI_TIMER"},
                               {~std::uint64_t{2}, "SI_MESGQ"},
                               {~std::uint64_t{3}, "SI_ASYNCIO"},
                               {~std::uint64_t{4}, "SI_SIGIO"},
                               {~std::uint64_t{5}, "SI_TKILL"},
                               {~std::uint64_t{6}, "SI_DETHREAD"},
                               {~std::uint64_t{59}, "SI_ASYNCNL"}};
constexpr Name kNotifyNames[] = {
    {0, "SIGEV_SIGNAL"}, {1, "SIGEV_NONE"}, {2, "SIGEV_THREAD"}, {4, "SIGEV_THREAD_ID"}};
constexpr Name kChildCodeNames[] = {{1, "CLD_EXITED"},  {2, "CLD_KILLED"},  {3, "CLD_DUMPED"},
                                    {4, "CLD_TRAPPED"}, {5, "CLD_STOPPED"}, {6, "CLD_CONTINUED"}};

// What a fault was, by its signal (asm-generic/siginfo.h). SI_KERNEL is any signal's.
constexpr Name kFaultCodeNames[] = {{1, "SEGV_MAPERR"},  {2, "SEGV_ACCERR"},  {3, "SEGV_BNDERR"},
                                    {4, "SEGV_PKUERR"},  {5, "SEGV_ACCADI"},  {6, "SEGV_ADIDERR"},
                                    {7, "SEGV_ADIPERR"}, {8, "SEGV_MTEAERR"}, {9, "SEGV_MTESERR"},
                                    {0x80, "SI_KERNEL"}};
constexpr Name kBusCodeNames[] = {{1, "BUS_ADRALN"},    {2, "BUS_ADRERR"},    {3, "BUS_OBJERR"},
                                  {4, "BUS_MCEERR_AR"}, {5, "BUS_MCEERR_AO"}, {0x80, "SI_KERNEL"}};
constexpr Name kIllegalCodeNames[] = {{1, "ILL_ILLOPC"},  {2, "ILL_ILLOPN"}, {3, "ILL_ILLADR"},
                                      {4, "ILL_ILLTRP"},  {5, "ILL_PRVOPC"}, {6, "ILL_PRVREG"},
                                      {7, "ILL_COPROC"},  {8, "ILL_BADSTK"}, {9, "ILL_BADIADDR"},
                                      {0x80, "SI_KERNEL"}};
constexpr Name kArithmeticCodeNames[] = {
    {1, "FPE_INTDIV"},  {2, "FPE_INTOVF"},    {3, "FPE_FLTDIV"},  {4, "FPE_FLTOVF"},
    {5, "FPE_FLTUND"},  {6, "FPE_FLTRES"},    {7, "FPE_FLTINV"},  {8, "FPE_FLTSUB"},
    {14, "FPE_FLTUNK"}, {15, "FPE_CONDTRAP"}, {0x80, "SI_KERNEL"}};
constexpr Name kPollCodeNames[] = {{1, "POLL_IN"},  {2, "POLL_OUT"}, {3, "POLL_MSG"},
                                   {4, "POLL_ERR"}, {5, "POLL_PRI"}, {6, "POLL_HUP"}};
constexpr Name kSysCodeNames[] = {{1, "SYS_SECCOMP"}, {2, "SYS_USER_DISPATCH"}};
constexpr Name kAuditArchitectureNames[] = {
    NAMED(AUDIT_ARCH_AARCH64),     NAMED(AUDIT_ARCH_ALPHA),       NAMED(AUDIT_ARCH_ARM),
    NAMED(AUDIT_ARCH_ARMEB),       NAMED(AUDIT_ARCH_CRIS),        NAMED(AUDIT_ARCH_CSKY),
    NAMED(AUDIT_ARCH_FRV),         NAMED(AUDIT_ARCH_I386),        NAMED(AUDIT_ARCH_IA64),
    NAMED(AUDIT_ARCH_LOONGARCH32), NAMED(AUDIT_ARCH_LOONGARCH64), NAMED(AUDIT_ARCH_M32R),
    NAMED(AUDIT_ARCH_M68K),        NAMED(AUDIT_ARCH_MICROBLAZE),  NAMED(AUDIT_ARCH_MIPS),
    NAMED(AUDIT_ARCH_MIPSEL),      NAMED(AUDIT_ARCH_MIPS64),      NAMED(AUDIT_ARCH_MIPS64N32),
    NAMED(AUDIT_ARCH_MIPSEL64),    NAMED(AUDIT_ARCH_MIPSEL64N32), NAMED(AUDIT_ARCH_OPENRISC),
    NAMED(AUDIT_ARCH_PARISC),      NAMED(AUDIT_ARCH_PARISC64),    NAMED(AUDIT_ARCH_PPC),
    NAMED(AUDIT_ARCH_PPC64),       NAMED(AUDIT_ARCH_PPC64LE),     NAMED(AUDIT_ARCH_RISCV32),
    NAMED(AUDIT_ARCH_RISCV64),     NAMED(AUDIT_ARCH_S390),        NAMED(AUDIT_ARCH_S390X),
    NAMED(AUDIT_ARCH_SH),          NAMED(AUDIT_ARCH_SHEL),        NAMED(AUDIT_ARCH_SH64),
    NAMED(AUDIT_ARCH_SHEL64),      NAMED(AUDIT_ARCH_SPARC),       NAMED(AUDIT_ARCH_SPARC64),
    NAMED(AUDIT_ARCH_TILEGX),      NAMED(AUDIT_ARCH_TILEGX32),    NAMED(AUDIT_ARCH_TILEPRO),
    NAMED(AUDIT_ARCH_UNICORE),     NAMED(AUDIT_ARCH_XTENSA),      NAMED(AUDIT_ARCH_X86_64)};
constexpr Name kTrapCodeNames[] = {{1, "TRAP_BRKPT"},  {2, "TRAP_TRACE"}, {3, "TRAP_BRANCH"},
                                   {4, "TRAP_HWBKPT"}, {5, "TRAP_UNK"},   {6, "TRAP_PERF"},
                                   {0x80, "SI_KERNEL"}};

}  // namespace

std::string_view SignalName(int signal) {
  static const std::array<std::string, kSignals> realtime = RealtimeNames();
  if (signal <= 0 || signal >= kSignals) return {};
  const auto index = static_cast<std::size_t>(signal);
  return signal < kFirstRealtime ? kSignalNames[index] : std::string_view(realtime[index]);
}

constinit const NameTable kSigprocmaskHow = Table("SIG", kHowNames);
constinit const NameTable kSigactionFlags = Table("SA", kActionNames);
constinit const NameTable kStackFlags = Table("SS", kStackNames);
constinit const NameTable kSignalfdFlags = Table("SFD", kSignalfdNames);
constinit const NameTable kPidfdSignalFlags = Table("PIDFD_SIGNAL", kPidfdSignalNames);
constinit const NameTable kSignalCodes = Table("", kCodeNames);
constinit const NameTable kSigeventNotify = Table("SIGEV", kNotifyNames);
constinit const NameTable kFaultCodes = Table("", kFaultCodeNames);
constinit const NameTable kBusCodes = Table("", kBusCodeNames);
constinit const NameTable kIllegalCodes = Table("", kIllegalCodeNames);
constinit const NameTable kArithmeticCodes = Table("", kArithmeticCodeNames);
constinit const NameTable kTrapCodes = Table("", kTrapCodeNames);
constinit const NameTable kPollCodes = Table("", kPollCodeNames);
constinit const NameTable kSysCodes = Table("", kSysCodeNames);
constinit const NameTable kAuditArchitectures = Table("AUDIT_ARCH", kAuditArchitectureNames);
constinit const NameTable kChildCodes = Table("", kChildCodeNames);

}  // namespace sysassert::tables
