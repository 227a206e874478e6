// Names: words of the structures that bpf, perf_event_open, io_uring, seccomp and quotactl take.
#include "tables/names_attributes.h"

#include <linux/bpf.h>
#include <linux/dqblk_xfs.h>
#include <linux/filter.h>
#include <sys/quota.h>

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kFilterClassNames[] = {NAMED(BPF_LD),  NAMED(BPF_LDX), NAMED(BPF_ST),
                                      NAMED(BPF_STX), NAMED(BPF_ALU), NAMED(BPF_JMP),
                                      NAMED(BPF_RET), NAMED(BPF_MISC)};
constexpr Name kFilterSizeNames[] = {NAMED(BPF_W), NAMED(BPF_H), NAMED(BPF_B)};
constexpr Name kFilterModeNames[] = {NAMED(BPF_IMM), NAMED(BPF_ABS), NAMED(BPF_IND),
                                     NAMED(BPF_MEM), NAMED(BPF_LEN), NAMED(BPF_MSH)};
constexpr Name kFilterSourceNames[] = {NAMED(BPF_K), NAMED(BPF_X)};
constexpr Name kFilterAluNames[] = {NAMED(BPF_ADD), NAMED(BPF_SUB), NAMED(BPF_MUL), NAMED(BPF_DIV),
                                    NAMED(BPF_OR),  NAMED(BPF_AND), NAMED(BPF_LSH), NAMED(BPF_RSH),
                                    NAMED(BPF_NEG), NAMED(BPF_MOD), NAMED(BPF_XOR)};
constexpr Name kFilterJumpNames[] = {NAMED(BPF_JA), NAMED(BPF_JEQ), NAMED(BPF_JGT), NAMED(BPF_JGE),
                                     NAMED(BPF_JSET)};
constexpr Name kFilterReturnNames[] = {NAMED(BPF_K), NAMED(BPF_X), NAMED(BPF_A)};
constexpr Name kFilterMiscellaneousNames[] = {NAMED(BPF_TAX), NAMED(BPF_TXA)};
constexpr Name kFilterAncillaryNames[] = {NAMED(SKF_AD_PROTOCOL),
                                          NAMED(SKF_AD_PKTTYPE),
                                          NAMED(SKF_AD_IFINDEX),
                                          NAMED(SKF_AD_NLATTR),
                                          NAMED(SKF_AD_NLATTR_NEST),
                                          NAMED(SKF_AD_MARK),
                                          NAMED(SKF_AD_QUEUE),
                                          NAMED(SKF_AD_HATYPE),
                                          NAMED(SKF_AD_RXHASH),
                                          NAMED(SKF_AD_CPU),
                                          NAMED(SKF_AD_ALU_XOR_X),
                                          NAMED(SKF_AD_VLAN_TAG),
                                          NAMED(SKF_AD_VLAN_TAG_PRESENT),
                                          NAMED(SKF_AD_PAY_OFFSET),
                                          NAMED(SKF_AD_RANDOM),
                                          NAMED(SKF_AD_VLAN_TPID)};
constexpr Name kProgramClassNames[] = {NAMED(BPF_LD),    NAMED(BPF_LDX),  NAMED(BPF_ST),
                                       NAMED(BPF_STX),   NAMED(BPF_ALU),  NAMED(BPF_JMP),
                                       NAMED(BPF_JMP32), NAMED(BPF_ALU64)};
constexpr Name kProgramSizeNames[] = {NAMED(BPF_W), NAMED(BPF_H), NAMED(BPF_B), NAMED(BPF_DW)};
constexpr Name kProgramModeNames[] = {NAMED(BPF_IMM), NAMED(BPF_ABS), NAMED(BPF_IND),
                                      NAMED(BPF_MEM), NAMED(BPF_ATOMIC)};
constexpr Name kProgramAluNames[] = {
    NAMED(BPF_ADD), NAMED(BPF_SUB), NAMED(BPF_MUL),  NAMED(BPF_DIV), NAMED(BPF_OR),
    NAMED(BPF_AND), NAMED(BPF_LSH), NAMED(BPF_RSH),  NAMED(BPF_NEG), NAMED(BPF_MOD),
    NAMED(BPF_XOR), NAMED(BPF_MOV), NAMED(BPF_ARSH), NAMED(BPF_END)};
constexpr Name kProgramJumpNames[] = {
    NAMED(BPF_JA),  NAMED(BPF_JEQ),  NAMED(BPF_JGT),  NAMED(BPF_JGE),  NAMED(BPF_JSET),
    NAMED(BPF_JNE), NAMED(BPF_JSGT), NAMED(BPF_JSGE), NAMED(BPF_CALL), NAMED(BPF_EXIT),
    NAMED(BPF_JLT), NAMED(BPF_JLE),  NAMED(BPF_JSLT), NAMED(BPF_JSLE)};
constexpr Name kProgramRegisterNames[] = {NAMED(BPF_REG_0), NAMED(BPF_REG_1), NAMED(BPF_REG_2),
                                          NAMED(BPF_REG_3), NAMED(BPF_REG_4), NAMED(BPF_REG_5),
                                          NAMED(BPF_REG_6), NAMED(BPF_REG_7), NAMED(BPF_REG_8),
                                          NAMED(BPF_REG_9), NAMED(BPF_REG_10)};
constexpr Name kXfsQuotaStateNames[] = {NAMED(FS_QUOTA_UDQ_ACCT), NAMED(FS_QUOTA_UDQ_ENFD),
                                        NAMED(FS_QUOTA_GDQ_ACCT), NAMED(FS_QUOTA_GDQ_ENFD),
                                        NAMED(FS_QUOTA_PDQ_ACCT), NAMED(FS_QUOTA_PDQ_ENFD)};
constexpr Name kXfsQuotaKindNames[] = {NAMED(FS_USER_QUOTA), NAMED(FS_PROJ_QUOTA),
                                       NAMED(FS_GROUP_QUOTA)};
constexpr Name kQuotaInfoFlagNames[] = {{1, "DQF_ROOT_SQUASH"}, {1U << 16U, "DQF_SYS_FILE"}};
constexpr Name kQuotaInfoValidNames[] = {NAMED(IIF_BGRACE), NAMED(IIF_IGRACE), NAMED(IIF_FLAGS)};
constexpr Name kQuotaCommandNames[] = {
    NAMED(Q_SYNC),       NAMED(Q_QUOTAON),    NAMED(Q_QUOTAOFF),
    NAMED(Q_GETFMT),     NAMED(Q_GETINFO),    NAMED(Q_SETINFO),
    NAMED(Q_GETQUOTA),   NAMED(Q_SETQUOTA),   {0x800009, "Q_GETNEXTQUOTA"},
    NAMED(Q_XQUOTAON),   NAMED(Q_XQUOTAOFF),  NAMED(Q_XGETQUOTA),
    NAMED(Q_XSETQLIM),   NAMED(Q_XGETQSTAT),  NAMED(Q_XQUOTARM),
    NAMED(Q_XQUOTASYNC), NAMED(Q_XGETQSTATV), {0x5809, "Q_XGETNEXTQUOTA"}};
constexpr Name kMachineIdNames[] = {{0, "VMADDR_CID_HYPERVISOR"},
                                    {1, "VMADDR_CID_LOCAL"},
                                    {2, "VMADDR_CID_HOST"},
                                    {0xffffffff, "VMADDR_CID_ANY"}};
constexpr Name kMachinePortNames[] = {{0xffffffff, "VMADDR_PORT_ANY"}};
constexpr Name kMachineFlagNames[] = {{1, "VMADDR_FLAG_TO_HOST"}};
constexpr Name kAlgorithmFlagNames[] = {{0x1000, "CRYPTO_ALG_KERN_DRIVER_ONLY"}};
constexpr Name kHciChannelNames[] = {{0, "HCI_CHANNEL_RAW"},
                                     {1, "HCI_CHANNEL_USER"},
                                     {2, "HCI_CHANNEL_MONITOR"},
                                     {3, "HCI_CHANNEL_CONTROL"},
                                     {4, "HCI_CHANNEL_LOGGING"}};
constexpr Name kL2capServiceNames[] = {
    {0x1, "L2CAP_PSM_SDP"},           {0x3, "L2CAP_PSM_RFCOMM"},
    {0x21, "L2CAP_PSM_3DSP"},         {0x23, "L2CAP_PSM_IPSP"},
    {0x80, "L2CAP_PSM_LE_DYN_START"}, {0xff, "L2CAP_PSM_LE_DYN_END"},
    {0x1001, "L2CAP_PSM_DYN_START"},  {0x10ff, "L2CAP_PSM_AUTO_END"},
    {0xffff, "L2CAP_PSM_DYN_END"}};
constexpr Name kL2capChannelNames[] = {
    {0x1, "L2CAP_CID_SIGNALING"}, {0x2, "L2CAP_CID_CONN_LESS"},    {0x3, "L2CAP_CID_A2MP"},
    {0x4, "L2CAP_CID_ATT"},       {0x5, "L2CAP_CID_LE_SIGNALING"}, {0x6, "L2CAP_CID_SMP"},
    {0x7, "L2CAP_CID_SMP_BREDR"}, {0x40, "L2CAP_CID_DYN_START"},   {0x7f, "L2CAP_CID_LE_DYN_END"},
    {0xffff, "L2CAP_CID_DYN_END"}};
constexpr Name kDeviceAddressTypeNames[] = {
    {0, "BDADDR_BREDR"}, {1, "BDADDR_LE_PUBLIC"}, {2, "BDADDR_LE_RANDOM"}};
constexpr Name kBluetoothProtocolNames[] = {
    {0, "BTPROTO_L2CAP"}, {1, "BTPROTO_HCI"},  {2, "BTPROTO_SCO"},  {3, "BTPROTO_RFCOMM"},
    {4, "BTPROTO_BNEP"},  {5, "BTPROTO_CMTP"}, {6, "BTPROTO_HIDP"}, {7, "BTPROTO_AVDTP"}};
constexpr Name kKvmCpuidFlagNames[] = {{1, "KVM_CPUID_FLAG_SIGNIFCANT_INDEX"},
                                       {2, "KVM_CPUID_FLAG_STATEFUL_FUNC"},
                                       {4, "KVM_CPUID_FLAG_STATE_READ_NEXT"}};
constexpr Name kPartitionOperationNames[] = {
    {1, "BLKPG_ADD_PARTITION"}, {2, "BLKPG_DEL_PARTITION"}, {3, "BLKPG_RESIZE_PARTITION"}};
constexpr Name kModemLineNames[] = {
    {0x1, "TIOCM_LE"},    {0x2, "TIOCM_DTR"},     {0x4, "TIOCM_RTS"},     {0x8, "TIOCM_ST"},
    {0x10, "TIOCM_SR"},   {0x20, "TIOCM_CTS"},    {0x40, "TIOCM_CAR"},    {0x80, "TIOCM_RNG"},
    {0x100, "TIOCM_DSR"}, {0x2000, "TIOCM_OUT1"}, {0x4000, "TIOCM_OUT2"}, {0x8000, "TIOCM_LOOP"}};
constexpr Name kBpfBatchFlagNames[] = {{0, "BPF_ANY"}, {4, "BPF_F_LOCK"}};
constexpr Name kNumaNodeNames[] = {{0xffffffff, "NUMA_NO_NODE"}};
constexpr Name kWorkerKindNames[] = {{0, "IO_WQ_BOUND"}, {1, "IO_WQ_UNBOUND"}};

}  // namespace

#include "tables/attributes.inc"
constinit const NameTable kFilterClasses = Table("BPF", kFilterClassNames);
constinit const NameTable kFilterSizes = Table("BPF", kFilterSizeNames);
constinit const NameTable kFilterModes = Table("BPF", kFilterModeNames);
constinit const NameTable kFilterSources = Table("BPF", kFilterSourceNames);
constinit const NameTable kFilterAluOperations = Table("BPF", kFilterAluNames);
constinit const NameTable kFilterJumps = Table("BPF", kFilterJumpNames);
constinit const NameTable kFilterReturns = Table("BPF", kFilterReturnNames);
constinit const NameTable kFilterMiscellaneous = Table("BPF", kFilterMiscellaneousNames);
constinit const NameTable kFilterAncillary = Table("SKF_AD", kFilterAncillaryNames);
constinit const NameTable kProgramClasses = Table("BPF", kProgramClassNames);
constinit const NameTable kProgramSizes = Table("BPF", kProgramSizeNames);
constinit const NameTable kProgramModes = Table("BPF", kProgramModeNames);
constinit const NameTable kProgramAluOperations = Table("BPF", kProgramAluNames);
constinit const NameTable kProgramJumps = Table("BPF", kProgramJumpNames);
constinit const NameTable kProgramRegisters = Table("BPF_REG", kProgramRegisterNames);
constinit const NameTable kXfsQuotaStates = Table("XFS_QUOTA", kXfsQuotaStateNames);
constinit const NameTable kXfsQuotaKinds = Table("XFS", kXfsQuotaKindNames);
constinit const NameTable kQuotaInfoFlags = Table("DQF", kQuotaInfoFlagNames);
constinit const NameTable kQuotaInfoValid = Table("IIF", kQuotaInfoValidNames);
constinit const NameTable kQuotaCommands = Table("Q", kQuotaCommandNames);
constinit const NameTable kMachineIds = Table("", kMachineIdNames);
constinit const NameTable kMachinePorts = Table("", kMachinePortNames);
constinit const NameTable kMachineFlags = Table("VMADDR_FLAG", kMachineFlagNames);
constinit const NameTable kAlgorithmFlags = Table("CRYPTO_ALG", kAlgorithmFlagNames);
constinit const NameTable kHciChannels = Table("HCI_CHANNEL", kHciChannelNames);
constinit const NameTable kL2capServices = Table("L2CAP_PSM", kL2capServiceNames);
constinit const NameTable kL2capChannels = Table("L2CAP_CID", kL2capChannelNames);
constinit const NameTable kDeviceAddressTypes = Table("BDADDR", kDeviceAddressTypeNames);
constinit const NameTable kBluetoothProtocols = Table("BTPROTO", kBluetoothProtocolNames);
constinit const NameTable kKvmCpuidFlags = Table("KVM_CPUID_FLAG", kKvmCpuidFlagNames);
constinit const NameTable kPartitionOperations = Table("BLKPG", kPartitionOperationNames);
constinit const NameTable kModemLines = Table("TIOCM", kModemLineNames);
constinit const NameTable kBpfBatchFlags = Table("BPF", kBpfBatchFlagNames);
constinit const NameTable kNumaNodes = Table("NUMA", kNumaNodeNames);
constinit const NameTable kWorkerKinds = Table("IO_WQ", kWorkerKindNames);

}  // namespace sysassert::tables
