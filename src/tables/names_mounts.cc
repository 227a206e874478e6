// Names: mounts, modules, the machine.
#include <linux/fs.h>
#include <linux/kexec.h>
#include <linux/module.h>
#include <linux/reboot.h>
#include <sys/swap.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kMountNames[] = {
    NAMED(MS_RDONLY),        NAMED(MS_NOSUID),      NAMED(MS_NODEV),
    NAMED(MS_NOEXEC),        NAMED(MS_SYNCHRONOUS), NAMED(MS_REMOUNT),
    NAMED(MS_MANDLOCK),      NAMED(MS_DIRSYNC),     {256, "MS_NOSYMFOLLOW"},
    NAMED(MS_NOATIME),       NAMED(MS_NODIRATIME),  NAMED(MS_BIND),
    NAMED(MS_MOVE),          NAMED(MS_REC),         NAMED(MS_SILENT),
    NAMED(MS_POSIXACL),      NAMED(MS_UNBINDABLE),  NAMED(MS_PRIVATE),
    NAMED(MS_SLAVE),         NAMED(MS_SHARED),      NAMED(MS_RELATIME),
    NAMED(MS_KERNMOUNT),     NAMED(MS_I_VERSION),   NAMED(MS_STRICTATIME),
    NAMED(MS_LAZYTIME),      {1U << 29, "MS_BORN"}, {1U << 30, "MS_ACTIVE"},
    {1U << 31, "MS_NOUSER"},
};
constexpr Name kUmountNames[] = {
    {1, "MNT_FORCE"}, {2, "MNT_DETACH"}, {4, "MNT_EXPIRE"}, {8, "UMOUNT_NOFOLLOW"}};
constexpr Name kOpenTreeNames[] = {{1, "OPEN_TREE_CLONE"},         {02000000, "OPEN_TREE_CLOEXEC"},
                                   {0x100, "AT_SYMLINK_NOFOLLOW"}, {0x200, "AT_REMOVEDIR"},
                                   {0x400, "AT_SYMLINK_FOLLOW"},   {0x800, "AT_NO_AUTOMOUNT"},
                                   {0x1000, "AT_EMPTY_PATH"},      {0x8000, "AT_RECURSIVE"}};
constexpr Name kMountSetattrNames[] = {{0x100, "AT_SYMLINK_NOFOLLOW"},
                                       {0x800, "AT_NO_AUTOMOUNT"},
                                       {0x1000, "AT_EMPTY_PATH"},
                                       {0x8000, "AT_RECURSIVE"}};
constexpr Name kMoveMountNames[] = {
    {1, "MOVE_MOUNT_F_SYMLINKS"},      {2, "MOVE_MOUNT_F_AUTOMOUNTS"},
    {4, "MOVE_MOUNT_F_EMPTY_PATH"},    {0x10, "MOVE_MOUNT_T_SYMLINKS"},
    {0x20, "MOVE_MOUNT_T_AUTOMOUNTS"}, {0x40, "MOVE_MOUNT_T_EMPTY_PATH"},
    {0x100, "MOVE_MOUNT_SET_GROUP"},   {0x200, "MOVE_MOUNT_BENEATH"}};
constexpr Name kFsopenNames[] = {{1, "FSOPEN_CLOEXEC"}};
constexpr Name kFsmountNames[] = {{1, "FSMOUNT_CLOEXEC"}};
constexpr Name kFspickNames[] = {{1, "FSPICK_CLOEXEC"},
                                 {2, "FSPICK_SYMLINK_NOFOLLOW"},
                                 {4, "FSPICK_NO_AUTOMOUNT"},
                                 {8, "FSPICK_EMPTY_PATH"}};
constexpr Name kFsconfigNames[] = {
    {0, "FSCONFIG_SET_FLAG"},   {1, "FSCONFIG_SET_STRING"},      {2, "FSCONFIG_SET_BINARY"},
    {3, "FSCONFIG_SET_PATH"},   {4, "FSCONFIG_SET_PATH_EMPTY"},  {5, "FSCONFIG_SET_FD"},
    {6, "FSCONFIG_CMD_CREATE"}, {7, "FSCONFIG_CMD_RECONFIGURE"}, {8, "FSCONFIG_CMD_CREATE_EXCL"}};
// How access times are kept is a field.
constexpr Name kMountAttributeNames[] = {
    {0, "MOUNT_ATTR_RELATIME"},       {0x10, "MOUNT_ATTR_NOATIME"},
    {0x20, "MOUNT_ATTR_STRICTATIME"}, {1, "MOUNT_ATTR_RDONLY"},
    {2, "MOUNT_ATTR_NOSUID"},         {4, "MOUNT_ATTR_NODEV"},
    {8, "MOUNT_ATTR_NOEXEC"},         {0x80, "MOUNT_ATTR_NODIRATIME"},
    {0x100000, "MOUNT_ATTR_IDMAP"},   {0x200000, "MOUNT_ATTR_NOSYMFOLLOW"}};
// As bits, where the field is asked of or changed by halves.
constexpr Name kMountAttributeBitNames[] = {{1, "MOUNT_ATTR_RDONLY"},
                                            {2, "MOUNT_ATTR_NOSUID"},
                                            {4, "MOUNT_ATTR_NODEV"},
                                            {8, "MOUNT_ATTR_NOEXEC"},
                                            {0x10, "MOUNT_ATTR_NOATIME"},
                                            {0x20, "MOUNT_ATTR_STRICTATIME"},
                                            {0x80, "MOUNT_ATTR_NODIRATIME"},
                                            {0x100000, "MOUNT_ATTR_IDMAP"},
                                            {0x200000, "MOUNT_ATTR_NOSYMFOLLOW"}};
constexpr Name kPropagationNames[] = {NAMED(MS_UNBINDABLE), NAMED(MS_PRIVATE), NAMED(MS_SLAVE),
                                      NAMED(MS_SHARED)};
constexpr Name kListmountNames[] = {{1, "LISTMOUNT_REVERSE"}};
// The priority rides in the low bits, and prints as unknown bits do.
constexpr Name kSwapNames[] = {{0x8000, "SWAP_FLAG_PREFER"}, {0x10000, "SWAP_FLAG_DISCARD"}};
constexpr Name kSyslogNames[] = {
    {0, "SYSLOG_ACTION_CLOSE"},         {1, "SYSLOG_ACTION_OPEN"},
    {2, "SYSLOG_ACTION_READ"},          {3, "SYSLOG_ACTION_READ_ALL"},
    {4, "SYSLOG_ACTION_READ_CLEAR"},    {5, "SYSLOG_ACTION_CLEAR"},
    {6, "SYSLOG_ACTION_CONSOLE_OFF"},   {7, "SYSLOG_ACTION_CONSOLE_ON"},
    {8, "SYSLOG_ACTION_CONSOLE_LEVEL"}, {9, "SYSLOG_ACTION_SIZE_UNREAD"},
    {10, "SYSLOG_ACTION_SIZE_BUFFER"}};
constexpr Name kRebootMagicNames[] = {NAMED(LINUX_REBOOT_MAGIC1), NAMED(LINUX_REBOOT_MAGIC2),
                                      NAMED(LINUX_REBOOT_MAGIC2A), NAMED(LINUX_REBOOT_MAGIC2B),
                                      NAMED(LINUX_REBOOT_MAGIC2C)};
constexpr Name kRebootNames[] = {
    NAMED(LINUX_REBOOT_CMD_RESTART),    NAMED(LINUX_REBOOT_CMD_HALT),
    NAMED(LINUX_REBOOT_CMD_CAD_ON),     NAMED(LINUX_REBOOT_CMD_CAD_OFF),
    NAMED(LINUX_REBOOT_CMD_POWER_OFF),  NAMED(LINUX_REBOOT_CMD_RESTART2),
    NAMED(LINUX_REBOOT_CMD_SW_SUSPEND), NAMED(LINUX_REBOOT_CMD_KEXEC)};
constexpr Name kModuleInitNames[] = {{1, "MODULE_INIT_IGNORE_MODVERSIONS"},
                                     {2, "MODULE_INIT_IGNORE_VERMAGIC"},
                                     {4, "MODULE_INIT_COMPRESSED_FILE"}};
constexpr Name kDeleteModuleNames[] = {{04000, "O_NONBLOCK"}, {01000, "O_TRUNC"}};
// The architecture is the upper half.
constexpr Name kKexecArchitectureNames[] = {{0, "KEXEC_ARCH_DEFAULT"},
                                            {3U << 16, "KEXEC_ARCH_386"},
                                            {62U << 16, "KEXEC_ARCH_X86_64"},
                                            {183U << 16, "KEXEC_ARCH_AARCH64"}};
constexpr Name kKexecOptionNames[] = {{1, "KEXEC_ON_CRASH"},
                                      {2, "KEXEC_PRESERVE_CONTEXT"},
                                      {4, "KEXEC_UPDATE_ELFCOREHDR"},
                                      {8, "KEXEC_CRASH_HOTPLUG_SUPPORT"}};
constexpr auto kKexecNames = Joined(kKexecArchitectureNames, kKexecOptionNames);
constexpr Name kKexecFileNames[] = {{1, "KEXEC_FILE_UNLOAD"},
                                    {2, "KEXEC_FILE_ON_CRASH"},
                                    {4, "KEXEC_FILE_NO_INITRAMFS"},
                                    {8, "KEXEC_FILE_DEBUG"}};
constexpr Name kFilesystemNames[] = {
    {0xef53, "EXT2_SUPER_MAGIC"},     {0x1021994, "TMPFS_MAGIC"},
    {0x9fa0, "PROC_SUPER_MAGIC"},     {0x794c7630, "OVERLAYFS_SUPER_MAGIC"},
    {0x62656572, "SYSFS_MAGIC"},      {0x9123683e, "BTRFS_SUPER_MAGIC"},
    {0x58465342, "XFS_SUPER_MAGIC"},  {0x6969, "NFS_SUPER_MAGIC"},
    {0x1cd1, "DEVPTS_SUPER_MAGIC"},   {0x858458f6, "RAMFS_MAGIC"},
    {0x27e0eb, "CGROUP_SUPER_MAGIC"}, {0x63677270, "CGROUP2_SUPER_MAGIC"},
    {0x64626720, "DEBUGFS_MAGIC"},    {0x74726163, "TRACEFS_MAGIC"},
    {0x73636673, "SECURITYFS_MAGIC"}, {0xf97cff8c, "SELINUX_MAGIC"},
    {0x6e736673, "NSFS_MAGIC"},       {0x50495045, "PIPEFS_MAGIC"},
    {0x534f434b, "SOCKFS_MAGIC"},     {0x958458f6, "HUGETLBFS_MAGIC"},
    {0x73717368, "SQUASHFS_MAGIC"},   {0x4d44, "MSDOS_SUPER_MAGIC"},
    {0x65735546, "FUSE_SUPER_MAGIC"}, {0x1021997, "V9FS_MAGIC"},
    {0xcafe4a11, "BPF_FS_MAGIC"},     {0x9660, "ISOFS_SUPER_MAGIC"},
    {0xf2f52010, "F2FS_SUPER_MAGIC"}, {0x42494e4d, "BINFMTFS_MAGIC"},
    {0x19800202, "MQUEUE_MAGIC"}};
constexpr Name kStatfsNames[] = {
    {0x20, "ST_VALID"},      {1, "ST_RDONLY"},          {2, "ST_NOSUID"},
    {4, "ST_NODEV"},         {8, "ST_NOEXEC"},          {0x10, "ST_SYNCHRONOUS"},
    {0x40, "ST_MANDLOCK"},   {0x400, "ST_NOATIME"},     {0x800, "ST_NODIRATIME"},
    {0x1000, "ST_RELATIME"}, {0x2000, "ST_NOSYMFOLLOW"}};

}  // namespace

constinit const NameTable kMountFlags = Table("MS", kMountNames);
constinit const NameTable kUmountFlags = Table("MNT", kUmountNames);
constinit const NameTable kOpenTreeFlags = Table("OPEN_TREE", kOpenTreeNames);
constinit const NameTable kMountSetattrFlags = Table("AT", kMountSetattrNames);
constinit const NameTable kMoveMountFlags = Table("MOVE_MOUNT", kMoveMountNames);
constinit const NameTable kFsopenFlags = Table("FSOPEN", kFsopenNames);
constinit const NameTable kFsmountFlags = Table("FSMOUNT", kFsmountNames);
constinit const NameTable kFspickFlags = Table("FSPICK", kFspickNames);
constinit const NameTable kFsconfigCommands = Table("FSCONFIG", kFsconfigNames);
constinit const NameTable kMountAttributeBits = Table("MOUNT_ATTR", kMountAttributeBitNames);
constinit const NameTable kPropagations = Table("MS", kPropagationNames);
constinit const NameTable kMountAttributes = Table("MOUNT_ATTR", kMountAttributeNames, 0x70);
constinit const NameTable kListmountFlags = Table("LISTMOUNT", kListmountNames);
constinit const NameTable kFilesystems = Table("", kFilesystemNames);
constinit const NameTable kStatfsFlags = Table("ST", kStatfsNames);
constinit const NameTable kSwapFlags = Table("SWAP_FLAG", kSwapNames);
constinit const NameTable kSyslogActions = Table("SYSLOG_ACTION", kSyslogNames);
constinit const NameTable kRebootMagics = Table("LINUX_REBOOT_MAGIC", kRebootMagicNames);
constinit const NameTable kRebootCommands = Table("LINUX_REBOOT_CMD", kRebootNames);
constinit const NameTable kModuleInitFlags = Table("MODULE_INIT", kModuleInitNames);
constinit const NameTable kDeleteModuleFlags = Table("O", kDeleteModuleNames);
constinit const NameTable kKexecArchitectures = Table("KEXEC_ARCH", kKexecArchitectureNames);
constinit const NameTable kKexecOptions = Table("KEXEC", kKexecOptionNames);
constinit const NameTable kKexecFlags = Table("KEXEC", kKexecNames, 0xffff0000);
constinit const NameTable kKexecFileFlags = Table("KEXEC_FILE", kKexecFileNames);

}  // namespace sysassert::tables
