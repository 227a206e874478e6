// Names: memory.
#include <linux/membarrier.h>
#include <linux/mempolicy.h>
#include <linux/mman.h>
#include <linux/userfaultfd.h>
#include <sys/mman.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kProtNames[] = {{0, "PROT_NONE"},   NAMED(PROT_READ), NAMED(PROT_WRITE),
                               NAMED(PROT_EXEC),   {8, "PROT_SEM"},  NAMED(PROT_GROWSDOWN),
                               NAMED(PROT_GROWSUP)};
constexpr Name kProtAarch64Names[] = {
    {0, "PROT_NONE"},   NAMED(PROT_READ),      NAMED(PROT_WRITE),
    NAMED(PROT_EXEC),   {8, "PROT_SEM"},       {0x10, "PROT_BTI"},
    {0x20, "PROT_MTE"}, NAMED(PROT_GROWSDOWN), NAMED(PROT_GROWSUP)};
constexpr Name kMmapNames[] = {
    {1, "MAP_SHARED"},
    {2, "MAP_PRIVATE"},
    {3, "MAP_SHARED_VALIDATE"},
    {8, "MAP_DROPPABLE"},
    {0x10, "MAP_FIXED"},
    {0x20, "MAP_ANONYMOUS"},
    {0x40, "MAP_32BIT"},
    {0x4000, "MAP_NORESERVE"},
    {0x8000, "MAP_POPULATE"},
    {0x10000, "MAP_NONBLOCK"},
    {0x80, "MAP_ABOVE4G"},
    {0x100, "MAP_GROWSDOWN"},
    {0x800, "MAP_DENYWRITE"},
    {0x1000, "MAP_EXECUTABLE"},
    {0x2000, "MAP_LOCKED"},
    {0x20000, "MAP_STACK"},
    {0x40000, "MAP_HUGETLB"},
    {0x80000, "MAP_SYNC"},
    {0x100000, "MAP_FIXED_NOREPLACE"},
    {0x4000000, "MAP_UNINITIALIZED"},
    {30U << 26, "30<<MAP_HUGE_SHIFT"},
    {21U << 26, "21<<MAP_HUGE_SHIFT"},
};
constexpr Name kMsyncNames[] = {NAMED(MS_SYNC), NAMED(MS_ASYNC), NAMED(MS_INVALIDATE)};
constexpr Name kMadviseNames[] = {
    NAMED(MADV_NORMAL),           NAMED(MADV_RANDOM),          NAMED(MADV_SEQUENTIAL),
    NAMED(MADV_WILLNEED),         NAMED(MADV_DONTNEED),        NAMED(MADV_FREE),
    NAMED(MADV_REMOVE),           NAMED(MADV_DONTFORK),        NAMED(MADV_DOFORK),
    NAMED(MADV_MERGEABLE),        NAMED(MADV_UNMERGEABLE),     NAMED(MADV_HUGEPAGE),
    NAMED(MADV_NOHUGEPAGE),       NAMED(MADV_DONTDUMP),        NAMED(MADV_DODUMP),
    NAMED(MADV_WIPEONFORK),       NAMED(MADV_KEEPONFORK),      NAMED(MADV_COLD),
    NAMED(MADV_PAGEOUT),          NAMED(MADV_POPULATE_READ),   NAMED(MADV_POPULATE_WRITE),
    {24, "MADV_DONTNEED_LOCKED"}, {25, "MADV_COLLAPSE"},       NAMED(MADV_HWPOISON),
    {101, "MADV_SOFT_OFFLINE"},   {102, "MADV_GUARD_INSTALL"}, {103, "MADV_GUARD_REMOVE"}};
constexpr Name kMremapNames[] = {
    NAMED(MREMAP_MAYMOVE), NAMED(MREMAP_FIXED), {4, "MREMAP_DONTUNMAP"}};
constexpr Name kMlockallNames[] = {NAMED(MCL_CURRENT), NAMED(MCL_FUTURE), {4, "MCL_ONFAULT"}};
constexpr Name kMlock2Names[] = {{1, "MLOCK_ONFAULT"}};
constexpr Name kShadowStackNames[] = {{1, "SHADOW_STACK_SET_TOKEN"},
                                      {2, "SHADOW_STACK_SET_MARKER"}};
constexpr Name kPkeyNames[] = {
    {1, "PKEY_DISABLE_ACCESS"}, {2, "PKEY_DISABLE_WRITE"}, {4, "PKEY_DISABLE_EXECUTE"}};
constexpr Name kMembarrierNames[] = {NAMED(MEMBARRIER_CMD_QUERY),
                                     NAMED(MEMBARRIER_CMD_GLOBAL),
                                     NAMED(MEMBARRIER_CMD_GLOBAL_EXPEDITED),
                                     NAMED(MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED),
                                     NAMED(MEMBARRIER_CMD_PRIVATE_EXPEDITED),
                                     NAMED(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED),
                                     NAMED(MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE),
                                     NAMED(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE),
                                     {128, "MEMBARRIER_CMD_PRIVATE_EXPEDITED_RSEQ"},
                                     {256, "MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_RSEQ"},
                                     {512, "MEMBARRIER_CMD_GET_REGISTRATIONS"}};
constexpr Name kMembarrierFlagNames[] = {{1, "MEMBARRIER_CMD_FLAG_CPU"}};
constexpr Name kMempolicyNames[] = {NAMED(MPOL_DEFAULT),
                                    NAMED(MPOL_PREFERRED),
                                    NAMED(MPOL_BIND),
                                    NAMED(MPOL_INTERLEAVE),
                                    NAMED(MPOL_LOCAL),
                                    {5, "MPOL_PREFERRED_MANY"},
                                    {6, "MPOL_WEIGHTED_INTERLEAVE"}};
constexpr Name kMempolicyFlagNames[] = {{0x8000, "MPOL_F_STATIC_NODES"},
                                        {0x4000, "MPOL_F_RELATIVE_NODES"},
                                        {0x2000, "MPOL_F_NUMA_BALANCING"}};
constexpr Name kMbindNames[] = {NAMED(MPOL_MF_STRICT), NAMED(MPOL_MF_MOVE),
                                NAMED(MPOL_MF_MOVE_ALL)};
constexpr Name kMovePagesNames[] = {NAMED(MPOL_MF_MOVE), NAMED(MPOL_MF_MOVE_ALL)};
constexpr Name kGetMempolicyNames[] = {NAMED(MPOL_F_NODE), NAMED(MPOL_F_ADDR),
                                       NAMED(MPOL_F_MEMS_ALLOWED)};
constexpr Name kUserfaultfdNames[] = {
    {1, "UFFD_USER_MODE_ONLY"}, {04000, "O_NONBLOCK"}, {02000000, "O_CLOEXEC"}};

}  // namespace

constinit const NameTable kProtFlags = Table("PROT", kProtNames);
constinit const NameTable kProtFlagsAarch64 = Table("PROT", kProtAarch64Names);
constinit const NameTable kMmapFlags = Table("MAP", kMmapNames, 0xf);
constinit const NameTable kMsyncFlags = Table("MS", kMsyncNames);
constinit const NameTable kMadvise = Table("MADV", kMadviseNames);
constinit const NameTable kMremapFlags = Table("MREMAP", kMremapNames);
constinit const NameTable kMlockallFlags = Table("MCL", kMlockallNames);
constinit const NameTable kMlock2Flags = Table("MLOCK", kMlock2Names);
constinit const NameTable kShadowStackFlags = Table("SHADOW_STACK", kShadowStackNames);
constinit const NameTable kPkeyRights = Table("PKEY", kPkeyNames);
constinit const NameTable kMembarrierCommands = Table("MEMBARRIER_CMD", kMembarrierNames);
constinit const NameTable kMembarrierFlags = Table("MEMBARRIER_CMD_FLAG", kMembarrierFlagNames);
constinit const NameTable kMempolicyModes = Table("MPOL", kMempolicyNames);
constinit const NameTable kMovePagesFlags = Table("MPOL", kMovePagesNames);
constinit const NameTable kMempolicyFlags = Table("MPOL", kMempolicyFlagNames);
constinit const NameTable kMbindFlags = Table("MPOL", kMbindNames);
constinit const NameTable kGetMempolicyFlags = Table("MPOL", kGetMempolicyNames);
constinit const NameTable kUserfaultfdFlags = Table("UFFD", kUserfaultfdNames);

}  // namespace sysassert::tables
