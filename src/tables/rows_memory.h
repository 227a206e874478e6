// Rows: memory of a process.
#ifndef SYSASSERT_TABLES_ROWS_MEMORY_H_
#define SYSASSERT_TABLES_ROWS_MEMORY_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kMemoryRows[] = {
    {Sysno::brk, Ret::kAddress, {address("addr")}},
    {Sysno::mmap, Ret::kAddress, {address("addr"), size("length"), long_flags("prot", kProtFlags), spelt(flags("flags", kMmapFlags), "mmap_flags"), fd("fd"), long_hex("offset")}},
    {Sysno::mmap2, Ret::kAddress, {address("addr"), size("length"), long_flags("prot", kProtFlags), spelt(flags("flags", kMmapFlags), "mmap_flags"), fd("fd"), spelt(offset("pgoffset"), "pages")}},
    {Sysno::munmap, Ret::kInt, {address("addr"), size("length")}},
    {Sysno::mprotect, Ret::kInt, {address("addr"), size("len"), long_flags("prot", kProtFlags)}},
    {Sysno::pkey_mprotect, Ret::kInt, {address("addr"), size("len"), long_flags("prot", kProtFlags), integer("pkey")}},
    {Sysno::pkey_alloc, Ret::kInt, {long_flags("flags", kNoFlags), long_flags("access_rights", kPkeyRights)}},
    {Sysno::pkey_free, Ret::kInt, {integer("pkey")}},
    {Sysno::mremap, Ret::kAddress, {address("old_address"), size("old_size"), size("new_size"), long_flags("flags", kMremapFlags), address("new_address")}},
    {Sysno::remap_file_pages, Ret::kInt, {address("addr"), size("size"), long_flags("prot", kProtFlags), size("pgoff"), spelt(flags("flags", kMmapFlags), "mmap_flags")}},
    {Sysno::msync, Ret::kInt, {address("addr"), size("length"), flags("flags", kMsyncFlags)}},
    {Sysno::mincore, Ret::kInt, {address("addr"), size("length"), struct_out("vec", "residency", PagesOf(1))}},
    {Sysno::madvise, Ret::kInt, {address("addr"), size("length"), choice("advice", kMadvise)}},
    {Sysno::process_madvise, Ret::kInt, {fd("pidfd"), array_in("iovec", "iovec", 2), long_count("vlen"), choice("advice", kMadvise), flags("flags", kNoFlags)}},
    {Sysno::process_mrelease, Ret::kInt, {fd("pidfd"), flags("flags", kNoFlags)}},
    {Sysno::mlock, Ret::kInt, {address("addr"), size("len")}},
    {Sysno::mlock2, Ret::kInt, {address("addr"), size("len"), flags("flags", kMlock2Flags)}},
    {Sysno::munlock, Ret::kInt, {address("addr"), size("len")}},
    {Sysno::mlockall, Ret::kInt, {flags("flags", kMlockallFlags)}},
    {Sysno::munlockall, Ret::kInt, {}},
    {Sysno::mseal, Ret::kInt, {address("addr"), size("len"), long_flags("flags", kNoFlags)}},
    {Sysno::map_shadow_stack, Ret::kAddress, {address("addr"), size("size"), flags("flags", kShadowStackFlags)}},
    {Sysno::membarrier, Ret::kInt, {choice("cmd", kMembarrierCommands), flags("flags", kMembarrierFlags), integer("cpu_id")}},
    {Sysno::mbind, Ret::kInt, {address("addr"), size("len"), spelt(choice("mode", kMempolicyModes), "mempolicy_mode"), struct_in("nodemask", "nodemask", NodesOf(4)), long_count("maxnode"), flags("flags", kMbindFlags)}},
    {Sysno::set_mempolicy, Ret::kInt, {spelt(choice("mode", kMempolicyModes), "mempolicy_mode"), struct_in("nodemask", "nodemask", NodesOf(2)), long_count("maxnode")}},
    {Sysno::set_mempolicy_home_node, Ret::kInt, {address("addr"), size("len"), long_count("home_node"), long_flags("flags", kNoFlags)}},
    {Sysno::get_mempolicy, Ret::kInt, {struct_out("mode", "mempolicy"), struct_out("nodemask", "nodemask", NodesOf(2)), long_count("maxnode"), address("addr"), long_flags("flags", kGetMempolicyFlags)}},
    {Sysno::migrate_pages, Ret::kInt, {pid("pid"), long_count("maxnode"), struct_in("old_nodes", "nodemask", NodesOf(1)), struct_in("new_nodes", "nodemask", NodesOf(1))}},
    {Sysno::move_pages, Ret::kInt, {pid("pid"), long_count("count"), array_in("pages", "page", 1), array_in("nodes", "node", 1), array_out("status", "page_state", 1), flags("flags", kMovePagesFlags)}},
    {Sysno::process_vm_readv, Ret::kBytes, {pid("pid"), array_in("local_iov", "iovec", 2), long_count("liovcnt"), array_in("remote_iov", "iovec", 4), long_count("riovcnt"), spelt(flags("flags", kNoFlags), "ulong")}},
    {Sysno::process_vm_writev, Ret::kBytes, {pid("pid"), array_in("local_iov", "iovec", 2), long_count("liovcnt"), array_in("remote_iov", "iovec", 4), long_count("riovcnt"), spelt(flags("flags", kNoFlags), "ulong")}},
    {Sysno::userfaultfd, Ret::kFd, {flags("flags", kUserfaultfdFlags)}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_MEMORY_H_
