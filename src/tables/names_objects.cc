// Names: Words in structures that commands of fcntl and ioctl take.
#include "tables/names_objects.h"

#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/timex.h>

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kOwnerTypesNames[] = {{0, "F_OWNER_TID"}, {1, "F_OWNER_PID"}, {2, "F_OWNER_PGRP"}};
constexpr Name kFileFlagsNames[] = {
    NAMED(FS_SECRM_FL),     NAMED(FS_UNRM_FL),        NAMED(FS_COMPR_FL),
    NAMED(FS_SYNC_FL),      NAMED(FS_IMMUTABLE_FL),   NAMED(FS_APPEND_FL),
    NAMED(FS_NODUMP_FL),    NAMED(FS_NOATIME_FL),     NAMED(FS_DIRTY_FL),
    NAMED(FS_COMPRBLK_FL),  NAMED(FS_NOCOMP_FL),      NAMED(FS_ENCRYPT_FL),
    NAMED(FS_INDEX_FL),     NAMED(FS_IMAGIC_FL),      NAMED(FS_JOURNAL_DATA_FL),
    NAMED(FS_NOTAIL_FL),    NAMED(FS_DIRSYNC_FL),     NAMED(FS_TOPDIR_FL),
    NAMED(FS_HUGE_FILE_FL), NAMED(FS_EXTENT_FL),      NAMED(FS_VERITY_FL),
    NAMED(FS_EA_INODE_FL),  NAMED(FS_EOFBLOCKS_FL),   NAMED(FS_NOCOW_FL),
    NAMED(FS_DAX_FL),       NAMED(FS_INLINE_DATA_FL), NAMED(FS_PROJINHERIT_FL),
    NAMED(FS_CASEFOLD_FL),  NAMED(FS_RESERVED_FL)};
constexpr Name kFiemapFlagsNames[] = {NAMED(FIEMAP_FLAG_SYNC), NAMED(FIEMAP_FLAG_XATTR),
                                      NAMED(FIEMAP_FLAG_CACHE)};
constexpr Name kFiemapExtentFlagsNames[] = {
    NAMED(FIEMAP_EXTENT_LAST),           NAMED(FIEMAP_EXTENT_UNKNOWN),
    NAMED(FIEMAP_EXTENT_DELALLOC),       NAMED(FIEMAP_EXTENT_ENCODED),
    NAMED(FIEMAP_EXTENT_DATA_ENCRYPTED), NAMED(FIEMAP_EXTENT_NOT_ALIGNED),
    NAMED(FIEMAP_EXTENT_DATA_INLINE),    NAMED(FIEMAP_EXTENT_DATA_TAIL),
    NAMED(FIEMAP_EXTENT_UNWRITTEN),      NAMED(FIEMAP_EXTENT_MERGED),
    NAMED(FIEMAP_EXTENT_SHARED)};

constexpr Name kSeccompActionNames[] = {{0x80000000, "SECCOMP_RET_KILL_PROCESS"},
                                        {0, "SECCOMP_RET_KILL_THREAD"},
                                        {0x30000, "SECCOMP_RET_TRAP"},
                                        {0x50000, "SECCOMP_RET_ERRNO"},
                                        {0x7fc00000, "SECCOMP_RET_USER_NOTIF"},
                                        {0x7ff00000, "SECCOMP_RET_TRACE"},
                                        {0x7ffc0000, "SECCOMP_RET_LOG"},
                                        {0x7fff0000, "SECCOMP_RET_ALLOW"}};
constexpr Name kLandlockAccessNames[] = {
    {0x1, "LANDLOCK_ACCESS_FS_EXECUTE"},     {0x2, "LANDLOCK_ACCESS_FS_WRITE_FILE"},
    {0x4, "LANDLOCK_ACCESS_FS_READ_FILE"},   {0x8, "LANDLOCK_ACCESS_FS_READ_DIR"},
    {0x10, "LANDLOCK_ACCESS_FS_REMOVE_DIR"}, {0x20, "LANDLOCK_ACCESS_FS_REMOVE_FILE"},
    {0x40, "LANDLOCK_ACCESS_FS_MAKE_CHAR"},  {0x80, "LANDLOCK_ACCESS_FS_MAKE_DIR"},
    {0x100, "LANDLOCK_ACCESS_FS_MAKE_REG"},  {0x200, "LANDLOCK_ACCESS_FS_MAKE_SOCK"},
    {0x400, "LANDLOCK_ACCESS_FS_MAKE_FIFO"}, {0x800, "LANDLOCK_ACCESS_FS_MAKE_BLOCK"},
    {0x1000, "LANDLOCK_ACCESS_FS_MAKE_SYM"}, {0x2000, "LANDLOCK_ACCESS_FS_REFER"},
    {0x4000, "LANDLOCK_ACCESS_FS_TRUNCATE"}, {0x8000, "LANDLOCK_ACCESS_FS_IOCTL_DEV"}};
constexpr Name kClockModeNames[] = {{0x8001, "ADJ_OFFSET_SINGLESHOT"},
                                    {0xa001, "ADJ_OFFSET_SS_READ"},
                                    NAMED(ADJ_OFFSET),
                                    NAMED(ADJ_FREQUENCY),
                                    NAMED(ADJ_MAXERROR),
                                    NAMED(ADJ_ESTERROR),
                                    NAMED(ADJ_STATUS),
                                    NAMED(ADJ_TIMECONST),
                                    NAMED(ADJ_TAI),
                                    NAMED(ADJ_SETOFFSET),
                                    NAMED(ADJ_MICRO),
                                    NAMED(ADJ_NANO),
                                    NAMED(ADJ_TICK)};
constexpr Name kClockStatusNames[] = {
    NAMED(STA_PLL),       NAMED(STA_PPSFREQ),   NAMED(STA_PPSTIME),   NAMED(STA_FLL),
    NAMED(STA_INS),       NAMED(STA_DEL),       NAMED(STA_UNSYNC),    NAMED(STA_FREQHOLD),
    NAMED(STA_PPSSIGNAL), NAMED(STA_PPSJITTER), NAMED(STA_PPSWANDER), NAMED(STA_PPSERROR),
    NAMED(STA_CLOCKERR),  NAMED(STA_NANO),      NAMED(STA_MODE),      NAMED(STA_CLK)};
constexpr Name kClockStateNames[] = {NAMED(TIME_OK),  NAMED(TIME_INS),  NAMED(TIME_DEL),
                                     NAMED(TIME_OOP), NAMED(TIME_WAIT), NAMED(TIME_ERROR)};

}  // namespace

constinit const NameTable kSeccompActions = Table("SECCOMP_RET", kSeccompActionNames);
constinit const NameTable kLandlockAccess = Table("LANDLOCK_ACCESS_FS", kLandlockAccessNames);
constinit const NameTable kClockModes = Table("ADJ", kClockModeNames);
constinit const NameTable kClockStatus = Table("STA", kClockStatusNames);
constinit const NameTable kClockStates = Table("TIME", kClockStateNames);
constinit const NameTable kOwnerTypes = Table("F_OWNER", kOwnerTypesNames);
constinit const NameTable kFileFlags = Table("FS", kFileFlagsNames);
constinit const NameTable kFiemapFlags = Table("FIEMAP_FLAG", kFiemapFlagsNames);
constinit const NameTable kFiemapExtentFlags = Table("FIEMAP_EXTENT", kFiemapExtentFlagsNames);

}  // namespace sysassert::tables
