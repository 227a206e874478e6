// Names: Words in structures that commands of fcntl and ioctl take.
#include "tables/names_objects.h"

#include <linux/fiemap.h>
#include <linux/fs.h>

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

}  // namespace

constinit const NameTable kOwnerTypes = Table("F_OWNER", kOwnerTypesNames);
constinit const NameTable kFileFlags = Table("FS", kFileFlagsNames);
constinit const NameTable kFiemapFlags = Table("FIEMAP_FLAG", kFiemapFlagsNames);
constinit const NameTable kFiemapExtentFlags = Table("FIEMAP_EXTENT", kFiemapExtentFlagsNames);

}  // namespace sysassert::tables
