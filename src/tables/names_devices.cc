// Names: words of what devices are asked with ioctl.
#include "tables/names_devices.h"

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kNbdFlagNames[] = {
    {0x1, "NBD_FLAG_HAS_FLAGS"},          {0x2, "NBD_FLAG_READ_ONLY"},
    {0x4, "NBD_FLAG_SEND_FLUSH"},         {0x8, "NBD_FLAG_SEND_FUA"},
    {0x10, "NBD_FLAG_ROTATIONAL"},        {0x20, "NBD_FLAG_SEND_TRIM"},
    {0x40, "NBD_FLAG_SEND_WRITE_ZEROES"}, {0x80, "NBD_FLAG_SEND_DF"},
    {0x100, "NBD_FLAG_CAN_MULTI_CONN"},   {0x200, "NBD_FLAG_SEND_RESIZE"},
    {0x400, "NBD_FLAG_SEND_CACHE"}};
// linux/hdreg.h has the numbers of the bits.
constexpr Name kIdeNiceNames[] = {{1U << 0U, "1 << IDE_NICE_DSC_OVERLAP"},
                                  {1U << 1U, "1 << IDE_NICE_ATAPI_OVERLAP"},
                                  {1U << 3U, "1 << IDE_NICE_1"},
                                  {1U << 2U, "1 << IDE_NICE_0"},
                                  {1U << 4U, "1 << IDE_NICE_2"}};
// By the ATA standard's codes, as the kernel calls them (linux/ata.h, which is not installed).
constexpr Name kAtaCommandNames[] = {{0x0, "ATA_CMD_NOP"},
                                     {0x3, "ATA_CMD_CFA_REQ_EXT_ERR"},
                                     {0x6, "ATA_CMD_DSM"},
                                     {0x8, "ATA_CMD_DEV_RESET"},
                                     {0xb, "ATA_CMD_REQ_SENSE_DATA"},
                                     {0x10, "ATA_CMD_RESTORE"},
                                     {0x20, "ATA_CMD_PIO_READ"},
                                     {0x22, "ATA_CMD_READ_LONG"},
                                     {0x23, "ATA_CMD_READ_LONG_ONCE"},
                                     {0x24, "ATA_CMD_PIO_READ_EXT"},
                                     {0x25, "ATA_CMD_READ_EXT"},
                                     {0x26, "ATA_CMD_READ_QUEUED"},
                                     {0x27, "ATA_CMD_READ_NATIVE_MAX_EXT"},
                                     {0x29, "ATA_CMD_READ_MULTI_EXT"},
                                     {0x2a, "ATA_CMD_READ_STREAM_DMA_EXT"},
                                     {0x2b, "ATA_CMD_READ_STREAM_EXT"},
                                     {0x2f, "ATA_CMD_READ_LOG_EXT"},
                                     {0x30, "ATA_CMD_PIO_WRITE"},
                                     {0x32, "ATA_CMD_WRITE_LONG"},
                                     {0x33, "ATA_CMD_WRITE_LONG_ONCE"},
                                     {0x34, "ATA_CMD_PIO_WRITE_EXT"},
                                     {0x35, "ATA_CMD_WRITE_EXT"},
                                     {0x36, "ATA_CMD_WRITE_QUEUED"},
                                     {0x37, "ATA_CMD_SET_MAX_EXT"},
                                     {0x38, "ATA_CMD_CFA_WRITE_NE"},
                                     {0x39, "ATA_CMD_WRITE_MULTI_EXT"},
                                     {0x3a, "ATA_CMD_WRITE_STREAM_DMA_EXT"},
                                     {0x3b, "ATA_CMD_WRITE_STREAM_EXT"},
                                     {0x3d, "ATA_CMD_WRITE_FUA_EXT"},
                                     {0x3e, "ATA_CMD_WRITE_QUEUED_FUA_EXT"},
                                     {0x3f, "ATA_CMD_WRITE_LOG_EXT"},
                                     {0x40, "ATA_CMD_VERIFY"},
                                     {0x42, "ATA_CMD_VERIFY_EXT"},
                                     {0x45, "ATA_CMD_WRITE_UNCORR_EXT"},
                                     {0x47, "ATA_CMD_READ_LOG_DMA_EXT"},
                                     {0x4a, "ATA_CMD_ZAC_MGMT_IN"},
                                     {0x51, "ATA_CMD_CONFIG_STREAM"},
                                     {0x57, "ATA_CMD_WRITE_LOG_DMA_EXT"},
                                     {0x5b, "ATA_CMD_TRUSTED_NONDATA"},
                                     {0x5c, "ATA_CMD_TRUSTED_RCV"},
                                     {0x5d, "ATA_CMD_TRUSTED_RCV_DMA"},
                                     {0x5e, "ATA_CMD_TRUSTED_SND"},
                                     {0x5f, "ATA_CMD_TRUSTED_SND_DMA"},
                                     {0x60, "ATA_CMD_FPDMA_READ"},
                                     {0x61, "ATA_CMD_FPDMA_WRITE"},
                                     {0x63, "ATA_CMD_NCQ_NON_DATA"},
                                     {0x64, "ATA_CMD_FPDMA_SEND"},
                                     {0x65, "ATA_CMD_FPDMA_RECV"},
                                     {0x87, "ATA_CMD_CFA_TRANS_SECT"},
                                     {0x90, "ATA_CMD_EDD"},
                                     {0x91, "ATA_CMD_INIT_DEV_PARAMS"},
                                     {0x92, "ATA_CMD_DOWNLOAD_MICRO"},
                                     {0x93, "ATA_CMD_DOWNLOAD_MICRO_DMA"},
                                     {0x9f, "ATA_CMD_ZAC_MGMT_OUT"},
                                     {0xa0, "ATA_CMD_PACKET"},
                                     {0xa1, "ATA_CMD_ID_ATAPI"},
                                     {0xa2, "ATA_CMD_SERVICE"},
                                     {0xb0, "ATA_CMD_SMART"},
                                     {0xb1, "ATA_CMD_CONF_OVERLAY"},
                                     {0xb4, "ATA_CMD_SANITIZE_DEVICE"},
                                     {0xc0, "ATA_CMD_CFA_ERASE"},
                                     {0xc4, "ATA_CMD_READ_MULTI"},
                                     {0xc5, "ATA_CMD_WRITE_MULTI"},
                                     {0xc6, "ATA_CMD_SET_MULTI"},
                                     {0xc8, "ATA_CMD_READ"},
                                     {0xca, "ATA_CMD_WRITE"},
                                     {0xcd, "ATA_CMD_CFA_WRITE_MULT_NE"},
                                     {0xce, "ATA_CMD_WRITE_MULTI_FUA_EXT"},
                                     {0xd1, "ATA_CMD_CHK_MED_CRD_TYP"},
                                     {0xde, "ATA_CMD_MEDIA_LOCK"},
                                     {0xdf, "ATA_CMD_MEDIA_UNLOCK"},
                                     {0xe0, "ATA_CMD_STANDBYNOW1"},
                                     {0xe1, "ATA_CMD_IDLEIMMEDIATE"},
                                     {0xe2, "ATA_CMD_STANDBY"},
                                     {0xe3, "ATA_CMD_IDLE"},
                                     {0xe4, "ATA_CMD_PMP_READ"},
                                     {0xe5, "ATA_CMD_CHK_POWER"},
                                     {0xe6, "ATA_CMD_SLEEP"},
                                     {0xe7, "ATA_CMD_FLUSH"},
                                     {0xe8, "ATA_CMD_PMP_WRITE"},
                                     {0xe9, "ATA_CMD_PMP_READ_DMA"},
                                     {0xea, "ATA_CMD_FLUSH_EXT"},
                                     {0xeb, "ATA_CMD_PMP_WRITE_DMA"},
                                     {0xec, "ATA_CMD_ID_ATA"},
                                     {0xef, "ATA_CMD_SET_FEATURES"},
                                     {0xf1, "ATA_CMD_SEC_SET_PASS"},
                                     {0xf2, "ATA_CMD_SEC_UNLOCK"},
                                     {0xf3, "ATA_CMD_SEC_ERASE_PREP"},
                                     {0xf4, "ATA_CMD_SEC_ERASE_UNIT"},
                                     {0xf5, "ATA_CMD_SEC_FREEZE_LOCK"},
                                     {0xf6, "ATA_CMD_SEC_DISABLE_PASS"},
                                     {0xf8, "ATA_CMD_READ_NATIVE_MAX"},
                                     {0xf9, "ATA_CMD_SET_MAX"}};
constexpr Name kUbiDataTypeNames[] = {
    {1, "UBI_LONGTERM"}, {2, "UBI_SHORTTERM"}, {3, "UBI_UNKNOWN"}};
constexpr Name kTeeSharedMemoryNames[] = {
    {0x1, "TEE_IOCTL_SHM_MAPPED"},        {0x2, "TEE_IOCTL_SHM_DMA_BUF"},
    {0x4, "TEE_IOCTL_SHM_EXT_DMA_BUF"},   {0x8, "TEE_IOCTL_SHM_REGISTER"},
    {0x10, "TEE_IOCTL_SHM_USER_MAPPED"},  {0x20, "TEE_IOCTL_SHM_POOL"},
    {0x40, "TEE_IOCTL_SHM_KERNEL_MAPPED"}};
// Requests by their number, as bits; linux/userfaultfd.h.
constexpr Name kFaultRequestNames[] = {{1U << 0U, "1<<_UFFDIO_REGISTER"},
                                       {1U << 1U, "1<<_UFFDIO_UNREGISTER"},
                                       {1ULL << 0x3fU, "1<<_UFFDIO_API"}};
constexpr Name kFaultRangeRequestNames[] = {{1U << 2U, "1<<_UFFDIO_WAKE"},
                                            {1U << 3U, "1<<_UFFDIO_COPY"},
                                            {1U << 4U, "1<<_UFFDIO_ZEROPAGE"},
                                            {1U << 6U, "1<<_UFFDIO_WRITEPROTECT"},
                                            {1U << 7U, "1<<_UFFDIO_CONTINUE"}};
// linux/kd.h, linux/keyboard.h
constexpr Name kConsoleModeNames[] = {
    {0, "KD_TEXT"}, {1, "KD_GRAPHICS"}, {2, "KD_TEXT0"}, {3, "KD_TEXT1"}};
constexpr Name kKeyboardModeNames[] = {
    {0, "K_RAW"}, {1, "K_XLATE"}, {2, "K_MEDIUMRAW"}, {3, "K_UNICODE"}, {4, "K_OFF"}};
constexpr Name kKeyboardMetaNames[] = {{3, "K_METABIT"}, {4, "K_ESCPREFIX"}};
constexpr Name kKeyboardKindNames[] = {{1, "KB_84"}, {2, "KB_101"}, {3, "KB_OTHER"}};
constexpr Name kKeyboardTableNames[] = {
    {0, "K_NORMTAB"}, {1, "K_SHIFTTAB"}, {2, "K_ALTTAB"}, {3, "K_ALTSHIFTTAB"}};
constexpr Name kKeyboardShiftNames[] = {
    {0x1, "1<<KG_SHIFT"},   {0x2, "1<<KG_ALTGR"},   {0x4, "1<<KG_CTRL"},   {0x8, "1<<KG_ALT"},
    {0x10, "1<<KG_SHIFTL"}, {0x20, "1<<KG_SHIFTR"}, {0x40, "1<<KG_CTRLL"}, {0x80, "1<<KG_CTRLR"}};
constexpr Name kLightNames[] = {{1, "LED_SCR"}, {2, "LED_NUM"}, {4, "LED_CAP"}};
constexpr Name kLightFlagNames[] = {{0x1, "LED_SCR"},     {0x2, "LED_NUM"},
                                    {0x4, "LED_CAP"},     {0x10, "LED_SCR<<4"},
                                    {0x20, "LED_NUM<<4"}, {0x40, "LED_CAP<<4"}};
// scsi/sg.h, linux/bsg.h; libc's copy has not all of them.
constexpr Name kScsiDirectionNames[] = {{0xffffffff, "SG_DXFER_NONE"},
                                        {0xfffffffe, "SG_DXFER_TO_DEV"},
                                        {0xfffffffd, "SG_DXFER_FROM_DEV"},
                                        {0xfffffffc, "SG_DXFER_TO_FROM_DEV"}};
constexpr Name kScsiFlagNames[] = {{1, "SG_FLAG_DIRECT_IO"},    {2, "SG_FLAG_UNUSED_LUN_INHIBIT"},
                                   {4, "SG_FLAG_MMAP_IO"},      {0x10000, "SG_FLAG_NO_DXFER"},
                                   {0x10, "SG_FLAG_Q_AT_TAIL"}, {0x20, "SG_FLAG_Q_AT_HEAD"}};
constexpr Name kScsiFlag4Names[] = {{0x10, "BSG_FLAG_Q_AT_TAIL"}, {0x20, "BSG_FLAG_Q_AT_HEAD"}};
constexpr Name kScsiInformationNames[] = {
    {1, "SG_INFO_CHECK"}, {2, "SG_INFO_DIRECT_IO"}, {4, "SG_INFO_MIXED_IO"}};
constexpr Name kScsiProtocolNames[] = {{0, "BSG_PROTOCOL_SCSI"}};
constexpr Name kScsiSubprotocolNames[] = {{0, "BSG_SUB_PROTOCOL_SCSI_CMD"},
                                          {1, "BSG_SUB_PROTOCOL_SCSI_TMF"},
                                          {2, "BSG_SUB_PROTOCOL_SCSI_TRANSPORT"}};
// linux/dm-ioctl.h, and bit 2, which it gives no name.
constexpr Name kMapperFlagNames[] = {{0x1, "DM_READONLY_FLAG"},
                                     {0x2, "DM_SUSPEND_FLAG"},
                                     {0x4, "DM_EXISTS_FLAG"},
                                     {0x8, "DM_PERSISTENT_DEV_FLAG"},
                                     {0x10, "DM_STATUS_TABLE_FLAG"},
                                     {0x20, "DM_ACTIVE_PRESENT_FLAG"},
                                     {0x40, "DM_INACTIVE_PRESENT_FLAG"},
                                     {0x100, "DM_BUFFER_FULL_FLAG"},
                                     {0x200, "DM_SKIP_BDGET_FLAG"},
                                     {0x400, "DM_SKIP_LOCKFS_FLAG"},
                                     {0x800, "DM_NOFLUSH_FLAG"},
                                     {0x1000, "DM_QUERY_INACTIVE_TABLE_FLAG"},
                                     {0x2000, "DM_UEVENT_GENERATED_FLAG"},
                                     {0x4000, "DM_UUID_FLAG"},
                                     {0x8000, "DM_SECURE_DATA_FLAG"},
                                     {0x10000, "DM_DATA_OUT_FLAG"},
                                     {0x20000, "DM_DEFERRED_REMOVE"},
                                     {0x40000, "DM_INTERNAL_SUSPEND_FLAG"},
                                     {0x80000, "DM_IMA_MEASUREMENT_FLAG"}};
// Both stand before the one and the other.
constexpr Name kGpioEventNames[] = {{3, "GPIOEVENT_REQUEST_BOTH_EDGES"},
                                    {1, "GPIOEVENT_REQUEST_RISING_EDGE"},
                                    {2, "GPIOEVENT_REQUEST_FALLING_EDGE"}};
// There are none yet.
constexpr Name kBtrfsCompatibleFeatureNames[] = {{0, "0"}};
constexpr Name kBtrfsCompressionNames[] = {{0, "BTRFS_COMPRESS_NONE"},
                                           {1, "BTRFS_COMPRESS_ZLIB"},
                                           {2, "BTRFS_COMPRESS_LZO"},
                                           {3, "BTRFS_COMPRESS_ZSTD"}};

}  // namespace

#include "tables/devices.inc"
constinit const NameTable kNbdFlags = Table("NBD_IOC_FLAG", kNbdFlagNames);
constinit const NameTable kIdeNice = Table("IDE_NICE", kIdeNiceNames);
constinit const NameTable kAtaCommands = Table("ATA_CMD", kAtaCommandNames);
constinit const NameTable kUbiDataTypes = Table("UBI", kUbiDataTypeNames);
constinit const NameTable kTeeSharedMemory = Table("TEE_IOCTL_SHM", kTeeSharedMemoryNames);
constinit const NameTable kFaultRequests = Table("_UFFDIO", kFaultRequestNames);
constinit const NameTable kFaultRangeRequests = Table("_UFFDIO", kFaultRangeRequestNames);
constinit const NameTable kConsoleModes = Table("KD", kConsoleModeNames);
constinit const NameTable kKeyboardModes = Table("K", kKeyboardModeNames);
constinit const NameTable kKeyboardMetas = Table("K", kKeyboardMetaNames);
constinit const NameTable kKeyboardKinds = Table("KB", kKeyboardKindNames);
constinit const NameTable kKeyboardTables = Table("K", kKeyboardTableNames);
constinit const NameTable kKeyboardShifts = Table("KG", kKeyboardShiftNames);
constinit const NameTable kLights = Table("LED", kLightNames);
constinit const NameTable kLightFlags = Table("LED", kLightFlagNames);
constinit const NameTable kScsiDirections = Table("SG_DXFER", kScsiDirectionNames);
constinit const NameTable kScsiFlags = Table("SG_FLAG", kScsiFlagNames);
constinit const NameTable kScsiFlags4 = Table("BSG_FLAG", kScsiFlag4Names);
constinit const NameTable kScsiInformation = Table("SG_INFO", kScsiInformationNames);
constinit const NameTable kScsiProtocols = Table("BSG_PROTOCOL", kScsiProtocolNames);
constinit const NameTable kScsiSubprotocols = Table("BSG_SUB_PROTOCOL", kScsiSubprotocolNames);
constinit const NameTable kMapperFlags = Table("DM_FLAG", kMapperFlagNames);
constinit const NameTable kGpioEvents = Table("GPIOEVENT_REQUEST", kGpioEventNames);
constinit const NameTable kBtrfsCompressions = Table("BTRFS_COMPRESS", kBtrfsCompressionNames);
constinit const NameTable kBtrfsCompatibleFeatures =
    Table("BTRFS_FEATURE_COMPAT", kBtrfsCompatibleFeatureNames);

}  // namespace sysassert::tables
