// Names: What the operations of prctl, ptrace, futex and their like take.
#include "tables/names_operations.h"

#include <elf.h>
#include <linux/capability.h>
#include <linux/futex.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <linux/securebits.h>

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kUnalignedNames[] = {NAMED(PR_UNALIGN_NOPRINT), NAMED(PR_UNALIGN_SIGBUS)};
constexpr Name kSeccompModesNames[] = {NAMED(SECCOMP_MODE_DISABLED), NAMED(SECCOMP_MODE_STRICT),
                                       NAMED(SECCOMP_MODE_FILTER)};
constexpr Name kTscModesNames[] = {NAMED(PR_TSC_ENABLE), NAMED(PR_TSC_SIGSEGV)};
constexpr Name kSecureBitsNames[] = {NAMED(SECBIT_NOROOT),
                                     NAMED(SECBIT_NOROOT_LOCKED),
                                     NAMED(SECBIT_NO_SETUID_FIXUP),
                                     NAMED(SECBIT_NO_SETUID_FIXUP_LOCKED),
                                     NAMED(SECBIT_KEEP_CAPS),
                                     NAMED(SECBIT_KEEP_CAPS_LOCKED),
                                     NAMED(SECBIT_NO_CAP_AMBIENT_RAISE),
                                     NAMED(SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED)};
constexpr Name kMceKillsNames[] = {NAMED(PR_MCE_KILL_CLEAR), NAMED(PR_MCE_KILL_SET)};
constexpr Name kMceKillPoliciesNames[] = {NAMED(PR_MCE_KILL_LATE), NAMED(PR_MCE_KILL_EARLY),
                                          NAMED(PR_MCE_KILL_DEFAULT)};
constexpr Name kMemoryMapFieldsNames[] = {
    NAMED(PR_SET_MM_START_CODE), NAMED(PR_SET_MM_END_CODE),    NAMED(PR_SET_MM_START_DATA),
    NAMED(PR_SET_MM_END_DATA),   NAMED(PR_SET_MM_START_STACK), NAMED(PR_SET_MM_START_BRK),
    NAMED(PR_SET_MM_BRK),        NAMED(PR_SET_MM_ARG_START),   NAMED(PR_SET_MM_ARG_END),
    NAMED(PR_SET_MM_ENV_START),  NAMED(PR_SET_MM_ENV_END),     NAMED(PR_SET_MM_AUXV),
    NAMED(PR_SET_MM_EXE_FILE),   NAMED(PR_SET_MM_MAP),         NAMED(PR_SET_MM_MAP_SIZE)};
constexpr Name kFloatModesNames[] = {NAMED(PR_FP_MODE_FR), NAMED(PR_FP_MODE_FRE)};
constexpr Name kAmbientOperationsNames[] = {
    NAMED(PR_CAP_AMBIENT_IS_SET), NAMED(PR_CAP_AMBIENT_RAISE), NAMED(PR_CAP_AMBIENT_LOWER),
    NAMED(PR_CAP_AMBIENT_CLEAR_ALL)};
constexpr Name kSpeculationsNames[] = {NAMED(PR_SPEC_STORE_BYPASS), NAMED(PR_SPEC_INDIRECT_BRANCH),
                                       NAMED(PR_SPEC_L1D_FLUSH)};
constexpr Name kSpeculationFlagsNames[] = {NAMED(PR_SPEC_PRCTL), NAMED(PR_SPEC_ENABLE),
                                           NAMED(PR_SPEC_DISABLE), NAMED(PR_SPEC_FORCE_DISABLE),
                                           NAMED(PR_SPEC_DISABLE_NOEXEC)};
constexpr Name kPointerKeysNames[] = {NAMED(PR_PAC_APIAKEY), NAMED(PR_PAC_APIBKEY),
                                      NAMED(PR_PAC_APDAKEY), NAMED(PR_PAC_APDBKEY),
                                      NAMED(PR_PAC_APGAKEY)};
constexpr Name kTaggedAddressesNames[] = {NAMED(PR_TAGGED_ADDR_ENABLE),
                                          {0, "PR_MTE_TCF_NONE"},
                                          {2, "PR_MTE_TCF_SYNC"},
                                          {4, "PR_MTE_TCF_ASYNC"},
                                          {6, "PR_MTE_TCF_MASK"}};
constexpr Name kDispatchModesNames[] = {NAMED(PR_SYS_DISPATCH_OFF), NAMED(PR_SYS_DISPATCH_ON)};
constexpr Name kSchedCoreOperationsNames[] = {NAMED(PR_SCHED_CORE_GET), NAMED(PR_SCHED_CORE_CREATE),
                                              NAMED(PR_SCHED_CORE_SHARE_TO),
                                              NAMED(PR_SCHED_CORE_SHARE_FROM)};
constexpr Name kPidTypesNames[] = {{0, "PIDTYPE_PID"}, {1, "PIDTYPE_TGID"}, {2, "PIDTYPE_PGID"}};
constexpr Name kLogLevelsNames[] = {
    {0, "LOGLEVEL_EMERG"},   {1, "LOGLEVEL_ALERT"},  {2, "LOGLEVEL_CRIT"}, {3, "LOGLEVEL_ERR"},
    {4, "LOGLEVEL_WARNING"}, {5, "LOGLEVEL_NOTICE"}, {6, "LOGLEVEL_INFO"}, {7, "LOGLEVEL_DEBUG"}};
constexpr Name kVmaSettingsNames[] = {NAMED(PR_SET_VMA_ANON_NAME)};
// asm/fpu/types.h
constexpr Name kXfeatureNumbersNames[] = {
    {0, "XFEATURE_FP"},         {1, "XFEATURE_SSE"},        {2, "XFEATURE_YMM"},
    {3, "XFEATURE_BNDREGS"},    {4, "XFEATURE_BNDCSR"},     {5, "XFEATURE_OPMASK"},
    {6, "XFEATURE_ZMM_Hi256"},  {7, "XFEATURE_Hi16_ZMM"},   {8, "XFEATURE_PT_UNIMPLEMENTED_SO_FAR"},
    {9, "XFEATURE_PKRU"},       {10, "XFEATURE_PASID"},     {15, "XFEATURE_LBR"},
    {17, "XFEATURE_XTILE_CFG"}, {18, "XFEATURE_XTILE_DATA"}};
constexpr Name kXfeaturesNames[] = {{3, "XFEATURE_MASK_FPSSE"},
                                    {1, "XFEATURE_MASK_FP"},
                                    {2, "XFEATURE_MASK_SSE"},
                                    {4, "XFEATURE_MASK_YMM"},
                                    {8, "XFEATURE_MASK_BNDREGS"},
                                    {0x10, "XFEATURE_MASK_BNDCSR"},
                                    {0xe0, "XFEATURE_MASK_AVX512"},
                                    {0x20, "XFEATURE_MASK_OPMASK"},
                                    {0x40, "XFEATURE_MASK_ZMM_Hi256"},
                                    {0x80, "XFEATURE_MASK_Hi16_ZMM"},
                                    {0x100, "XFEATURE_MASK_PT"},
                                    {0x200, "XFEATURE_MASK_PKRU"},
                                    {0x400, "XFEATURE_MASK_PASID"},
                                    {0x60000, "XFEATURE_MASK_XTILE"},
                                    {0x20000, "XFEATURE_MASK_XTILE_CFG"},
                                    {0x40000, "XFEATURE_MASK_XTILE_DATA"}};
// elf.h, of all machines: the kernel is asked by number.
constexpr Name kRegisterSetsNames[] = {{0x1, "NT_PRSTATUS"},
                                       {0x2, "NT_FPREGSET"},
                                       {0x3, "NT_PRPSINFO"},
                                       {0x4, "NT_PRXREG"},
                                       {0x5, "NT_PLATFORM"},
                                       {0x6, "NT_AUXV"},
                                       {0x7, "NT_GWINDOWS"},
                                       {0x8, "NT_ASRS"},
                                       {0xa, "NT_PSTATUS"},
                                       {0xd, "NT_PSINFO"},
                                       {0xe, "NT_PRCRED"},
                                       {0xf, "NT_UTSNAME"},
                                       {0x10, "NT_LWPSTATUS"},
                                       {0x11, "NT_LWPSINFO"},
                                       {0x14, "NT_PRFPXREG"},
                                       {0x100, "NT_PPC_VMX"},
                                       {0x101, "NT_PPC_SPE"},
                                       {0x102, "NT_PPC_VSX"},
                                       {0x103, "NT_PPC_TAR"},
                                       {0x104, "NT_PPC_PPR"},
                                       {0x105, "NT_PPC_DSCR"},
                                       {0x106, "NT_PPC_EBB"},
                                       {0x107, "NT_PPC_PMU"},
                                       {0x108, "NT_PPC_TM_CGPR"},
                                       {0x109, "NT_PPC_TM_CFPR"},
                                       {0x10a, "NT_PPC_TM_CVMX"},
                                       {0x10b, "NT_PPC_TM_CVSX"},
                                       {0x10c, "NT_PPC_TM_SPR"},
                                       {0x10d, "NT_PPC_TM_CTAR"},
                                       {0x10e, "NT_PPC_TM_CPPR"},
                                       {0x10f, "NT_PPC_TM_CDSCR"},
                                       {0x110, "NT_PPC_PKEY"},
                                       {0x200, "NT_386_TLS"},
                                       {0x201, "NT_386_IOPERM"},
                                       {0x202, "NT_X86_XSTATE"},
                                       {0x300, "NT_S390_HIGH_GPRS"},
                                       {0x301, "NT_S390_TIMER"},
                                       {0x302, "NT_S390_TODCMP"},
                                       {0x303, "NT_S390_TODPREG"},
                                       {0x304, "NT_S390_CTRS"},
                                       {0x305, "NT_S390_PREFIX"},
                                       {0x306, "NT_S390_LAST_BREAK"},
                                       {0x307, "NT_S390_SYSTEM_CALL"},
                                       {0x308, "NT_S390_TDB"},
                                       {0x309, "NT_S390_VXRS_LOW"},
                                       {0x30a, "NT_S390_VXRS_HIGH"},
                                       {0x30b, "NT_S390_GS_CB"},
                                       {0x30c, "NT_S390_GS_BC"},
                                       {0x30d, "NT_S390_RI_CB"},
                                       {0x30e, "NT_S390_PV_CPU_DATA"},
                                       {0x400, "NT_ARM_VFP"},
                                       {0x401, "NT_ARM_TLS"},
                                       {0x402, "NT_ARM_HW_BREAK"},
                                       {0x403, "NT_ARM_HW_WATCH"},
                                       {0x404, "NT_ARM_SYSTEM_CALL"},
                                       {0x405, "NT_ARM_SVE"},
                                       {0x406, "NT_ARM_PAC_MASK"},
                                       {0x407, "NT_ARM_PACA_KEYS"},
                                       {0x408, "NT_ARM_PACG_KEYS"},
                                       {0x409, "NT_ARM_TAGGED_ADDR_CTRL"},
                                       {0x40a, "NT_ARM_PAC_ENABLED_KEYS"},
                                       {0x40b, "NT_ARM_SSVE"},
                                       {0x40c, "NT_ARM_ZA"},
                                       {0x500, "NT_METAG_CBUF"},
                                       {0x501, "NT_METAG_RPIPE"},
                                       {0x502, "NT_METAG_TLS"},
                                       {0x600, "NT_ARC_V2"},
                                       {0x700, "NT_VMCOREDD"},
                                       {0x800, "NT_MIPS_DSP"},
                                       {0x801, "NT_MIPS_FP_MODE"},
                                       {0x802, "NT_MIPS_MSA"},
                                       {0xa00, "NT_LOONGARCH_CPUCFG"},
                                       {0xa01, "NT_LOONGARCH_CSR"},
                                       {0xa02, "NT_LOONGARCH_LSX"},
                                       {0xa03, "NT_LOONGARCH_LASX"},
                                       {0xa04, "NT_LOONGARCH_LBT"}};
constexpr Name kPeekSiginfoFlagsNames[] = {{1, "PTRACE_PEEKSIGINFO_SHARED"}};
constexpr Name kVectorLengthsNames[] = {{1U << 18U, "PR_SVE_SET_VL_ONEXEC"},
                                        {1U << 17U, "PR_SVE_VL_INHERIT"}};
constexpr Name kCapabilityVersionsNames[] = {NAMED(_LINUX_CAPABILITY_VERSION_1),
                                             NAMED(_LINUX_CAPABILITY_VERSION_2),
                                             NAMED(_LINUX_CAPABILITY_VERSION_3)};
constexpr Name kIoprioClassesNames[] = {{0, "IOPRIO_CLASS_NONE"},
                                        {1, "IOPRIO_CLASS_RT"},
                                        {2, "IOPRIO_CLASS_BE"},
                                        {3, "IOPRIO_CLASS_IDLE"}};
constexpr Name kFutexOpsNames[] = {NAMED(FUTEX_OP_SET), NAMED(FUTEX_OP_ADD), NAMED(FUTEX_OP_OR),
                                   NAMED(FUTEX_OP_ANDN), NAMED(FUTEX_OP_XOR)};
constexpr Name kFutexComparesNames[] = {NAMED(FUTEX_OP_CMP_EQ), NAMED(FUTEX_OP_CMP_NE),
                                        NAMED(FUTEX_OP_CMP_LT), NAMED(FUTEX_OP_CMP_LE),
                                        NAMED(FUTEX_OP_CMP_GT), NAMED(FUTEX_OP_CMP_GE)};
constexpr Name kPersonasNames[] = {{0x0, "PER_LINUX"},
                                   {0x4000001, "PER_SVR4"},
                                   {0x5000002, "PER_SVR3"},
                                   {0x7000003, "PER_SCOSVR3"},
                                   {0x6000003, "PER_OSR5"},
                                   {0x4000004, "PER_WYSEV386"},
                                   {0x4000005, "PER_ISCR4"},
                                   {0x6, "PER_BSD"},
                                   {0x4000006, "PER_SUNOS"},
                                   {0x5000007, "PER_XENIX"},
                                   {0x8, "PER_LINUX32"},
                                   {0xff, "PER_MASK"},
                                   {0x8000008, "PER_LINUX32_3GB"},
                                   {0x4000009, "PER_IRIX32"},
                                   {0x400000a, "PER_IRIXN32"},
                                   {0x400000b, "PER_IRIX64"},
                                   {0xc, "PER_RISCOS"},
                                   {0x400000d, "PER_SOLARIS"},
                                   {0x410000e, "PER_UW7"},
                                   {0xf, "PER_OSF4"},
                                   {0x10, "PER_HPUX"}};

}  // namespace

constinit const NameTable kUnaligned = Table("PR_UNALIGN", kUnalignedNames);
constinit const NameTable kSeccompModes = Table("SECCOMP_MODE", kSeccompModesNames);
constinit const NameTable kTscModes = Table("PR_TSC", kTscModesNames);
constinit const NameTable kSecureBits = Table("SECBIT", kSecureBitsNames);
constinit const NameTable kMceKills = Table("PR_MCE_KILL", kMceKillsNames);
constinit const NameTable kMceKillPolicies = Table("PR_MCE_KILL", kMceKillPoliciesNames);
constinit const NameTable kMemoryMapFields = Table("PR_SET_MM", kMemoryMapFieldsNames);
constinit const NameTable kFloatModes = Table("PR_FP_MODE", kFloatModesNames);
constinit const NameTable kAmbientOperations = Table("PR_CAP_AMBIENT", kAmbientOperationsNames);
constinit const NameTable kSpeculations = Table("PR_SPEC", kSpeculationsNames);
constinit const NameTable kSpeculationFlags = Table("PR_SPEC", kSpeculationFlagsNames);
constinit const NameTable kPointerKeys = Table("PR_PAC", kPointerKeysNames);
constinit const NameTable kTaggedAddresses = Table("PR_TAGGED_ADDR", kTaggedAddressesNames, 6);
constinit const NameTable kDispatchModes = Table("PR_SYS_DISPATCH", kDispatchModesNames);
constinit const NameTable kSchedCoreOperations = Table("PR_SCHED_CORE", kSchedCoreOperationsNames);
constinit const NameTable kPidTypes = Table("PIDTYPE", kPidTypesNames);
constinit const NameTable kLogLevels = Table("LOGLEVEL", kLogLevelsNames);
constinit const NameTable kVmaSettings = Table("PR_SET_VMA", kVmaSettingsNames);
constinit const NameTable kXfeatureNumbers = Table("XFEATURE", kXfeatureNumbersNames);
constinit const NameTable kXfeatures = Table("XFEATURE_MASK", kXfeaturesNames);
constinit const NameTable kPeekSiginfoFlags = Table("PTRACE_PEEKSIGINFO", kPeekSiginfoFlagsNames);
constinit const NameTable kVectorLengths = Table("", kVectorLengthsNames);
constinit const NameTable kRegisterSets = Table("NT", kRegisterSetsNames);
constinit const NameTable kCapabilityVersions =
    Table("_LINUX_CAPABILITY_VERSION", kCapabilityVersionsNames);
constinit const NameTable kIoprioClasses = Table("IOPRIO_CLASS", kIoprioClassesNames);
constinit const NameTable kFutexOps = Table("FUTEX_OP", kFutexOpsNames);
constinit const NameTable kFutexCompares = Table("FUTEX_OP_CMP", kFutexComparesNames);
constinit const NameTable kPersonas = Table("PER", kPersonasNames);

}  // namespace sysassert::tables
