// Structures of calls that are newer than the strace whose text we follow, and of ustat(2); names
// and order are the kernel's (linux/mount.h, linux/mman.h, linux/lsm.h, linux/xattr.h, linux/fs.h).
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_objects.h"

namespace sysassert::decode {
namespace {

constexpr Member kCacheRange[] = {{"off", 0, 8}, {"len", 8, 8}};
constexpr Member kCacheState[] = {{"nr_cache", 0, 8},
                                  {"nr_dirty", 8, 8},
                                  {"nr_writeback", 16, 8},
                                  {"nr_evicted", 24, 8},
                                  {"nr_recently_evicted", 32, 8}};
// It grew: the namespace's id came last.
constexpr Member kMountRequest[] = {
    {"size", 0, 4},
    {.name = "mnt_ns_fd", .offset = 4, .bytes = 4, .as = As::kFd, .if_set = true},
    {"mnt_id", 8, 8, As::kHex},
    {"param", 16, 8, As::kHex},
    {.name = "mnt_ns_id", .offset = 24, .bytes = 8, .as = As::kHex, .if_set = true}};
constexpr Member kMountState[] = {{"size", 0, 4},
                                  {"mnt_opts", 4, 4, As::kUnsigned, nullptr, true},
                                  {"mask", 8, 8, As::kHex},
                                  {"sb_dev_major", 16, 4},
                                  {"sb_dev_minor", 20, 4},
                                  {"sb_magic", 24, 8, As::kChoice, &tables::kFilesystems},
                                  {"sb_flags", 32, 4, As::kHex},
                                  {"fs_type", 36, 4},
                                  {"mnt_id", 40, 8, As::kHex},
                                  {"mnt_parent_id", 48, 8, As::kHex},
                                  {"mnt_id_old", 56, 4},
                                  {"mnt_parent_id_old", 60, 4},
                                  {"mnt_attr", 64, 8, As::kFlags, &tables::kMountAttributes},
                                  {"mnt_propagation", 72, 8, As::kFlags, &tables::kMountFlags},
                                  {"mnt_peer_group", 80, 8},
                                  {"mnt_master", 88, 8},
                                  {"propagate_from", 96, 8},
                                  {"mnt_root", 104, 4, As::kUnsigned, nullptr, true},
                                  {"mnt_point", 108, 4, As::kUnsigned, nullptr, true}};
constexpr Member kMountId[] = {{"", 0, 8, As::kHex}};
constexpr Member kExtendedAttribute[] = {
    {.name = "value", .offset = 0, .bytes = 8, .as = As::kBytesAt, .count_at = 8},
    {"size", 8, 4},
    {"flags", 12, 4, As::kFlags, &tables::kXattrFlags}};
constexpr Member kFileAttributes[] = {{"fa_xflags", 0, 8, As::kHex},
                                      {"fa_extsize", 8, 4},
                                      {"fa_nextents", 12, 4},
                                      {"fa_projid", 16, 4},
                                      {"fa_cowextsize", 20, 4}};
constexpr Member kLandlockPort[] = {{"allowed_access", 0, 8, As::kHex}, {"port", 8, 8}};
constexpr Member kFilesystemUse[] = {{"f_tfree", 0, 4, As::kSigned},
                                     {"f_tinode", 8, 8},
                                     {"f_fname", 16, 6, As::kText},
                                     {"f_fpack", 22, 6, As::kText}};
constexpr Member kFilesystemUse32[] = {{"f_tfree", 0, 4, As::kSigned},
                                       {"f_tinode", 4, 4},
                                       {"f_fname", 8, 6, As::kText},
                                       {"f_fpack", 14, 6, As::kText}};

// struct lsm_ctx: a module, flags, its length and its context's, and the context.
constexpr std::size_t kContextHeader = 32;
std::string Context(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint64_t length =
      std::min<std::uint64_t>(fields.U64(24), bytes.size() - kContextHeader);
  return fmt::format("{{id={}, flags={}, len={}, ctx_len={}, ctx={}}}", fields.U64(0),
                     HexText(fields.U64(8)), fields.U64(16), fields.U64(24),
                     Quote(bytes.substr(kContextHeader, length), length < fields.U64(24)));
}
std::string Modules(std::string_view bytes) {
  constexpr std::size_t kId = 8;
  std::string text = "[";
  for (std::size_t at = 0; at + kId <= bytes.size(); at += kId)
    text += (at > 0 ? ", " : "") + std::to_string(Fields(bytes).U64(at));
  return text + "]";
}

}  // namespace

const StructurePrinter kNewerPrinters[] = {
    Described("cachestat_range", kCacheRange),
    Described("cachestat", kCacheState),
    Grown("mnt_id_req", kMountRequest, 24),
    {"statmount", 112, nullptr, nullptr, kMountState},
    Described("mount_id", kMountId),
    Described("xattr_args", kExtendedAttribute),
    Described("file_attr", kFileAttributes),
    Described("landlock_port", kLandlockPort),
    Described("ustat", kFilesystemUse),
    Described("ustat32", kFilesystemUse32),
    {"lsm_ctx", kContextHeader, Context},
    {"lsm_ids", 8, Modules},
    {},
};

}  // namespace sysassert::decode
