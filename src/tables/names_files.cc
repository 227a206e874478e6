// Names: opening, descriptors, AT_*, and everything about files.
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/falloc.h>
#include <linux/fs.h>
#include <linux/memfd.h>
#include <linux/openat2.h>
#include <sys/fanotify.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

// Literal, since these differ by the tracee's architecture and not by ours. A name of several bits
// stands before those it contains: O_SYNC has O_DSYNC's bit, O_TMPFILE O_DIRECTORY's.
constexpr Name kOpenNames[] = {{0, "O_RDONLY"},
                               {1, "O_WRONLY"},
                               {2, "O_RDWR"},
                               {3, "O_ACCMODE"},
                               {0100, "O_CREAT"},
                               {0200, "O_EXCL"},
                               {0400, "O_NOCTTY"},
                               {01000, "O_TRUNC"},
                               {02000, "O_APPEND"},
                               {04000, "O_NONBLOCK"},
                               {04010000, "O_SYNC"},
                               {010000, "O_DSYNC"},
                               {040000, "O_DIRECT"},
                               {0100000, "O_LARGEFILE"},
                               {0400000, "O_NOFOLLOW"},
                               {01000000, "O_NOATIME"},
                               {02000000, "O_CLOEXEC"},
                               {010000000, "O_PATH"},
                               {020200000, "O_TMPFILE"},
                               {0200000, "O_DIRECTORY"},
                               {04000000, "__O_SYNC"},
                               {020000000, "__O_TMPFILE"},
                               {020000, "FASYNC"}};
constexpr Name kOpenNamesAarch64[] = {{0, "O_RDONLY"},
                                      {1, "O_WRONLY"},
                                      {2, "O_RDWR"},
                                      {3, "O_ACCMODE"},
                                      {0100, "O_CREAT"},
                                      {0200, "O_EXCL"},
                                      {0400, "O_NOCTTY"},
                                      {01000, "O_TRUNC"},
                                      {02000, "O_APPEND"},
                                      {04000, "O_NONBLOCK"},
                                      {04010000, "O_SYNC"},
                                      {010000, "O_DSYNC"},
                                      {0200000, "O_DIRECT"},
                                      {0400000, "O_LARGEFILE"},
                                      {0100000, "O_NOFOLLOW"},
                                      {01000000, "O_NOATIME"},
                                      {02000000, "O_CLOEXEC"},
                                      {010000000, "O_PATH"},
                                      {020040000, "O_TMPFILE"},
                                      {040000, "O_DIRECTORY"},
                                      {04000000, "__O_SYNC"},
                                      {020000000, "__O_TMPFILE"},
                                      {020000, "FASYNC"}};
constexpr Name kResolveNames[] = {
    NAMED(RESOLVE_NO_XDEV), NAMED(RESOLVE_NO_MAGICLINKS), NAMED(RESOLVE_NO_SYMLINKS),
    NAMED(RESOLVE_BENEATH), NAMED(RESOLVE_IN_ROOT),       NAMED(RESOLVE_CACHED),
};
constexpr Name kDupNames[] = {{02000000, "O_CLOEXEC"}};
constexpr Name kPipeNames[] = {
    {04000, "O_NONBLOCK"}, {02000000, "O_CLOEXEC"}, {040000, "O_DIRECT"}, {0200, "O_EXCL"}};
constexpr Name kCloseRangeNames[] = {NAMED(CLOSE_RANGE_UNSHARE), NAMED(CLOSE_RANGE_CLOEXEC)};
// The page size rides in the upper bits, as a logarithm.
constexpr Name kMemfdNames[] = {
    NAMED(MFD_CLOEXEC),     NAMED(MFD_ALLOW_SEALING), NAMED(MFD_HUGETLB),
    {8, "MFD_NOEXEC_SEAL"}, {0x10, "MFD_EXEC"},
};

constexpr Name kFcntlNames[] = {
    {0, "F_DUPFD"},
    {1, "F_GETFD"},
    {2, "F_SETFD"},
    {3, "F_GETFL"},
    {4, "F_SETFL"},
    {5, "F_GETLK"},
    {6, "F_SETLK"},
    {7, "F_SETLKW"},
    {8, "F_SETOWN"},
    {9, "F_GETOWN"},
    {10, "F_SETSIG"},
    {11, "F_GETSIG"},
    {12, "F_GETLK64"},
    {13, "F_SETLK64"},
    {14, "F_SETLKW64"},
    {15, "F_SETOWN_EX"},
    {16, "F_GETOWN_EX"},
    {17, "F_GETOWNER_UIDS"},
    {36, "F_OFD_GETLK"},
    {37, "F_OFD_SETLK"},
    {38, "F_OFD_SETLKW"},
    {1024, "F_SETLEASE"},
    {1025, "F_GETLEASE"},
    {1026, "F_NOTIFY"},
    {1027, "F_DUPFD_QUERY"},
    {1028, "F_CREATED_QUERY"},
    {1029, "F_CANCELLK"},
    {1030, "F_DUPFD_CLOEXEC"},
    {1031, "F_SETPIPE_SZ"},
    {1032, "F_GETPIPE_SZ"},
    {1033, "F_ADD_SEALS"},
    {1034, "F_GET_SEALS"},
    {1035, "F_GET_RW_HINT"},
    {1036, "F_SET_RW_HINT"},
    {1037, "F_GET_FILE_RW_HINT"},
    {1038, "F_SET_FILE_RW_HINT"},
};
constexpr Name kDescriptorNames[] = {NAMED(FD_CLOEXEC)};
constexpr Name kSealNames[] = {
    {1, "F_SEAL_SEAL"},  {2, "F_SEAL_SHRINK"},          {4, "F_SEAL_GROW"},
    {8, "F_SEAL_WRITE"}, {0x10, "F_SEAL_FUTURE_WRITE"}, {0x20, "F_SEAL_EXEC"}};
constexpr Name kLockNames[] = {{0, "F_RDLCK"}, {1, "F_WRLCK"}, {2, "F_UNLCK"}};
constexpr Name kFlockNames[] = {NAMED(LOCK_SH),    NAMED(LOCK_EX),     NAMED(LOCK_NB),
                                NAMED(LOCK_UN),    {32, "LOCK_MAND"},  {192, "LOCK_RW"},
                                {64, "LOCK_READ"}, {128, "LOCK_WRITE"}};
constexpr Name kEntryTypeNames[] = {{0, "DT_UNKNOWN"}, {1, "DT_FIFO"},  {2, "DT_CHR"},
                                    {4, "DT_DIR"},     {6, "DT_BLK"},   {8, "DT_REG"},
                                    {10, "DT_LNK"},    {12, "DT_SOCK"}, {14, "DT_WHT"}};
constexpr Name kNotifyNames[] = {{1, "DN_ACCESS"},
                                 {2, "DN_MODIFY"},
                                 {4, "DN_CREATE"},
                                 {8, "DN_DELETE"},
                                 {16, "DN_RENAME"},
                                 {32, "DN_ATTRIB"},
                                 {0x80000000, "DN_MULTISHOT"}};
constexpr Name kWhenceNames[] = {NAMED(SEEK_SET), NAMED(SEEK_CUR), NAMED(SEEK_END),
                                 NAMED(SEEK_DATA), NAMED(SEEK_HOLE)};
constexpr Name kReadWriteNames[] = {
    NAMED(RWF_HIPRI),     NAMED(RWF_DSYNC),        NAMED(RWF_SYNC),
    NAMED(RWF_NOWAIT),    NAMED(RWF_APPEND),       {0x20, "RWF_NOAPPEND"},
    {0x40, "RWF_ATOMIC"}, {0x80, "RWF_DONTCACHE"}, {0x100, "RWF_NOSIGNAL"},
};
constexpr Name kSpliceNames[] = {NAMED(SPLICE_F_MOVE), NAMED(SPLICE_F_NONBLOCK),
                                 NAMED(SPLICE_F_MORE), NAMED(SPLICE_F_GIFT)};
constexpr Name kFadviseNames[] = {NAMED(POSIX_FADV_NORMAL),     NAMED(POSIX_FADV_RANDOM),
                                  NAMED(POSIX_FADV_SEQUENTIAL), NAMED(POSIX_FADV_WILLNEED),
                                  NAMED(POSIX_FADV_DONTNEED),   NAMED(POSIX_FADV_NOREUSE)};
constexpr Name kFallocateNames[] = {
    NAMED(FALLOC_FL_KEEP_SIZE),     NAMED(FALLOC_FL_PUNCH_HOLE),
    NAMED(FALLOC_FL_NO_HIDE_STALE), NAMED(FALLOC_FL_COLLAPSE_RANGE),
    NAMED(FALLOC_FL_ZERO_RANGE),    NAMED(FALLOC_FL_INSERT_RANGE),
    NAMED(FALLOC_FL_UNSHARE_RANGE), {0x80, "FALLOC_FL_WRITE_ZEROES"}};
constexpr Name kSyncFileRangeNames[] = {NAMED(SYNC_FILE_RANGE_WAIT_BEFORE),
                                        NAMED(SYNC_FILE_RANGE_WRITE),
                                        NAMED(SYNC_FILE_RANGE_WAIT_AFTER)};

constexpr Name kAccessNames[] = {NAMED(F_OK), NAMED(R_OK), NAMED(W_OK), NAMED(X_OK)};
constexpr Name kFaccessatNames[] = {
    {0x100, "AT_SYMLINK_NOFOLLOW"}, {0x200, "AT_EACCESS"}, {0x1000, "AT_EMPTY_PATH"}};
constexpr Name kAtStatNames[] = {
    {0x100, "AT_SYMLINK_NOFOLLOW"}, {0x800, "AT_NO_AUTOMOUNT"}, {0x1000, "AT_EMPTY_PATH"}};
constexpr Name kAtNofollowNames[] = {{0x100, "AT_SYMLINK_NOFOLLOW"}, {0x1000, "AT_EMPTY_PATH"}};
constexpr Name kLinkatNames[] = {{0x400, "AT_SYMLINK_FOLLOW"}, {0x1000, "AT_EMPTY_PATH"}};
constexpr Name kHandleNames[] = {{0x400, "AT_SYMLINK_FOLLOW"},
                                 {0x1000, "AT_EMPTY_PATH"},
                                 {0x200, "AT_HANDLE_FID"},
                                 {1, "AT_HANDLE_MNT_ID_UNIQUE"},
                                 {2, "AT_HANDLE_CONNECTABLE"}};
constexpr Name kUnlinkatNames[] = {{0x200, "AT_REMOVEDIR"}};
constexpr Name kRenameNames[] = {NAMED(RENAME_NOREPLACE), NAMED(RENAME_EXCHANGE),
                                 NAMED(RENAME_WHITEOUT)};
// How to synchronise is a field of two bits.
constexpr Name kStatxSyncNames[] = {
    {0, "AT_STATX_SYNC_AS_STAT"}, {0x2000, "AT_STATX_FORCE_SYNC"}, {0x4000, "AT_STATX_DONT_SYNC"}};
constexpr Name kStatxLookupNames[] = {
    {0x100, "AT_SYMLINK_NOFOLLOW"}, {0x800, "AT_NO_AUTOMOUNT"}, {0x1000, "AT_EMPTY_PATH"}};
constexpr auto kStatxNames = Joined(kStatxSyncNames, kStatxLookupNames);
constexpr Name kStatxMaskNames[] = {
    {0xfff, "STATX_ALL"},
    {0x7ff, "STATX_BASIC_STATS"},
    {1, "STATX_TYPE"},
    {2, "STATX_MODE"},
    {4, "STATX_NLINK"},
    {8, "STATX_UID"},
    {0x10, "STATX_GID"},
    {0x20, "STATX_ATIME"},
    {0x40, "STATX_MTIME"},
    {0x80, "STATX_CTIME"},
    {0x100, "STATX_INO"},
    {0x200, "STATX_SIZE"},
    {0x400, "STATX_BLOCKS"},
    {0x800, "STATX_BTIME"},
    {0x1000, "STATX_MNT_ID"},
    {0x2000, "STATX_DIOALIGN"},
    {0x4000, "STATX_MNT_ID_UNIQUE"},
    {0x8000, "STATX_SUBVOL"},
    {0x10000, "STATX_WRITE_ATOMIC"},
    {0x20000, "STATX_DIO_READ_ALIGN"},
};
constexpr Name kStatxAttributeNames[] = {
    {4, "STATX_ATTR_COMPRESSED"},      {0x10, "STATX_ATTR_IMMUTABLE"},
    {0x20, "STATX_ATTR_APPEND"},       {0x40, "STATX_ATTR_NODUMP"},
    {0x800, "STATX_ATTR_ENCRYPTED"},   {0x1000, "STATX_ATTR_AUTOMOUNT"},
    {0x2000, "STATX_ATTR_MOUNT_ROOT"}, {0x100000, "STATX_ATTR_VERITY"},
    {0x200000, "STATX_ATTR_DAX"}};
constexpr Name kFileTypeNames[] = {NAMED(S_IFSOCK), NAMED(S_IFLNK), NAMED(S_IFREG), NAMED(S_IFBLK),
                                   NAMED(S_IFDIR),  NAMED(S_IFCHR), NAMED(S_IFIFO)};
constexpr Name kXattrNames[] = {NAMED(XATTR_CREATE), NAMED(XATTR_REPLACE)};

constexpr Name kInotifyInitNames[] = {{04000, "IN_NONBLOCK"}, {02000000, "IN_CLOEXEC"}};
constexpr Name kInotifyNames[] = {
    NAMED(IN_ACCESS),        NAMED(IN_MODIFY),      NAMED(IN_ATTRIB),      NAMED(IN_CLOSE_WRITE),
    NAMED(IN_CLOSE_NOWRITE), NAMED(IN_OPEN),        NAMED(IN_MOVED_FROM),  NAMED(IN_MOVED_TO),
    NAMED(IN_CREATE),        NAMED(IN_DELETE),      NAMED(IN_DELETE_SELF), NAMED(IN_MOVE_SELF),
    NAMED(IN_UNMOUNT),       NAMED(IN_Q_OVERFLOW),  NAMED(IN_IGNORED),     NAMED(IN_ONLYDIR),
    NAMED(IN_DONT_FOLLOW),   NAMED(IN_EXCL_UNLINK), NAMED(IN_MASK_CREATE), NAMED(IN_MASK_ADD),
    NAMED(IN_ISDIR),         NAMED(IN_ONESHOT)};
// The class is a field of two bits.
constexpr Name kFanotifyInitNames[] = {{0, "FAN_CLASS_NOTIF"},
                                       {4, "FAN_CLASS_CONTENT"},
                                       {8, "FAN_CLASS_PRE_CONTENT"},
                                       {1, "FAN_CLOEXEC"},
                                       {2, "FAN_NONBLOCK"},
                                       {0x10, "FAN_UNLIMITED_QUEUE"},
                                       {0x20, "FAN_UNLIMITED_MARKS"},
                                       {0x40, "FAN_ENABLE_AUDIT"},
                                       {0x80, "FAN_REPORT_PIDFD"},
                                       {0x100, "FAN_REPORT_TID"},
                                       {0x200, "FAN_REPORT_FID"},
                                       {0x400, "FAN_REPORT_DIR_FID"},
                                       {0x800, "FAN_REPORT_NAME"},
                                       {0x1000, "FAN_REPORT_TARGET_FID"},
                                       {0x2000, "FAN_REPORT_FD_ERROR"},
                                       {0x4000, "FAN_REPORT_MNT"}};
constexpr Name kFanotifyMarkNames[] = {{1, "FAN_MARK_ADD"},
                                       {2, "FAN_MARK_REMOVE"},
                                       {4, "FAN_MARK_DONT_FOLLOW"},
                                       {8, "FAN_MARK_ONLYDIR"},
                                       {0x10, "FAN_MARK_MOUNT"},
                                       {0x20, "FAN_MARK_IGNORED_MASK"},
                                       {0x40, "FAN_MARK_IGNORED_SURV_MODIFY"},
                                       {0x80, "FAN_MARK_FLUSH"},
                                       {0x100, "FAN_MARK_FILESYSTEM"},
                                       {0x200, "FAN_MARK_EVICTABLE"},
                                       {0x400, "FAN_MARK_IGNORE"}};
constexpr Name kFanotifyNames[] = {{1, "FAN_ACCESS"},
                                   {2, "FAN_MODIFY"},
                                   {4, "FAN_ATTRIB"},
                                   {8, "FAN_CLOSE_WRITE"},
                                   {0x10, "FAN_CLOSE_NOWRITE"},
                                   {0x20, "FAN_OPEN"},
                                   {0x40, "FAN_MOVED_FROM"},
                                   {0x80, "FAN_MOVED_TO"},
                                   {0x100, "FAN_CREATE"},
                                   {0x200, "FAN_DELETE"},
                                   {0x400, "FAN_DELETE_SELF"},
                                   {0x800, "FAN_MOVE_SELF"},
                                   {0x1000, "FAN_OPEN_EXEC"},
                                   {0x4000, "FAN_Q_OVERFLOW"},
                                   {0x8000, "FAN_FS_ERROR"},
                                   {0x10000, "FAN_OPEN_PERM"},
                                   {0x20000, "FAN_ACCESS_PERM"},
                                   {0x40000, "FAN_OPEN_EXEC_PERM"},
                                   {0x80000, "FAN_DIR_MODIFY"},
                                   {0x40000000, "FAN_ONDIR"},
                                   {0x8000000, "FAN_EVENT_ON_CHILD"},
                                   {0x10000000, "FAN_RENAME"}};

}  // namespace

constinit const NameTable kNoFlags{"FLAGS", nullptr, 0};
constinit const NameTable kOpenFlags = Table("O", kOpenNames, 3);
constinit const NameTable kOpenFlagsAarch64 = Table("O", kOpenNamesAarch64, 3);
constinit const NameTable kResolveFlags = Table("RESOLVE", kResolveNames);
constinit const NameTable kDupFlags = Table("O", kDupNames);
constinit const NameTable kFdCreateFlags = Table("O", kDupNames);
constinit const NameTable kPipeFlags = Table("O", kPipeNames);
constinit const NameTable kCloseRangeFlags = Table("CLOSE_RANGE", kCloseRangeNames);
constinit const NameTable kMemfdFlags = Table("MFD", kMemfdNames);
constinit const NameTable kFcntlCommands = Table("F", kFcntlNames);
constinit const NameTable kDescriptorFlags = Table("FD", kDescriptorNames);
constinit const NameTable kSeals = Table("F_SEAL", kSealNames);
constinit const NameTable kLockTypes = Table("F", kLockNames);
constinit const NameTable kEntryTypes = Table("DT", kEntryTypeNames);
constinit const NameTable kNotifyFlags = Table("DN", kNotifyNames);
constinit const NameTable kFlockOperations = Table("LOCK", kFlockNames);
constinit const NameTable kWhence = Table("SEEK", kWhenceNames);
constinit const NameTable kReadWriteFlags = Table("RWF", kReadWriteNames);
constinit const NameTable kSpliceFlags = Table("SPLICE_F", kSpliceNames);
constinit const NameTable kFadvise = Table("POSIX_FADV", kFadviseNames);
constinit const NameTable kFallocateModes = Table("FALLOC_FL", kFallocateNames);
constinit const NameTable kSyncFileRangeFlags = Table("SYNC_FILE_RANGE", kSyncFileRangeNames);
constinit const NameTable kAccessModes = Table("?_OK", kAccessNames);
constinit const NameTable kFaccessatFlags = Table("AT", kFaccessatNames);
constinit const NameTable kAtStatFlags = Table("AT", kAtStatNames);
constinit const NameTable kAtNofollowFlags = Table("AT", kAtNofollowNames);
constinit const NameTable kLinkatFlags = Table("AT", kLinkatNames);
constinit const NameTable kHandleFlags = Table("AT", kHandleNames);
constinit const NameTable kUnlinkatFlags = Table("AT", kUnlinkatNames);
constinit const NameTable kRenameFlags = Table("RENAME_??", kRenameNames);
constinit const NameTable kStatxFlags = Table("AT", kStatxNames, 0x6000);
constinit const NameTable kStatxSync = Table("", kStatxSyncNames);
constinit const NameTable kStatxLookup = Table("", kStatxLookupNames);
constinit const NameTable kStatxMask = Table("STATX", kStatxMaskNames);
constinit const NameTable kStatxAttributes = Table("STATX_ATTR", kStatxAttributeNames);
constinit const NameTable kFileTypes = Table("S_IF", kFileTypeNames);
constinit const NameTable kXattrFlags = Table("XATTR", kXattrNames);
constinit const NameTable kInotifyInitFlags = Table("IN", kInotifyInitNames);
constinit const NameTable kInotifyMask = Table("IN", kInotifyNames);
constinit const NameTable kFanotifyInitFlags = Table("FAN", kFanotifyInitNames, 0xc);
constinit const NameTable kFanotifyMarkFlags = Table("FAN_MARK", kFanotifyMarkNames);
constinit const NameTable kFanotifyMask = Table("FAN", kFanotifyNames);

}  // namespace sysassert::tables
