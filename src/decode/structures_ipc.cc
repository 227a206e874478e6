// Structures of System V's segments, semaphores and queues; asm-generic/ipcbuf.h and its sisters.
#include "decode/structures.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

constexpr Member kPermissions[] = {
    {"uid", 4, 4},   {"gid", 8, 4},  {"mode", 20, 4, As::kOctal}, {"key", 0, 4, As::kSigned},
    {"cuid", 12, 4}, {"cgid", 16, 4}};
constexpr Member kPermissions32[] = {
    {"uid", 4, 4},   {"gid", 8, 4},  {"mode", 20, 2, As::kOctal}, {"key", 0, 4, As::kSigned},
    {"cuid", 12, 4}, {"cgid", 16, 4}};
// What IPC_SET sets of them.
constexpr Member kOwners32[] = {{"uid", 4, 4}, {"gid", 8, 4}, {"mode", 20, 2, As::kOctal}};
constexpr Member kOwners[] = {{"uid", 4, 4}, {"gid", 8, 4}, {"mode", 20, 4, As::kOctal}};

constexpr Member kSegment[] = {
    {.name = "shm_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kPermissions},
    {"shm_segsz", 48, 8},
    {"shm_cpid", 80, 4, As::kPid},
    {"shm_lpid", 84, 4, As::kPid},
    {"shm_nattch", 88, 8},
    {"shm_atime", 56, 8, As::kSigned},
    {"shm_dtime", 64, 8, As::kSigned},
    {"shm_ctime", 72, 8, As::kSigned}};
constexpr Member kSegmentSet[] = {
    {.name = "shm_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kOwners}};
constexpr Member kSegmentLimits[] = {
    {"shmmax", 0, 8}, {"shmmin", 8, 8}, {"shmmni", 16, 8}, {"shmseg", 24, 8}, {"shmall", 32, 8}};
constexpr Member kSegmentUse[] = {{"used_ids", 0, 4, As::kSigned},
                                  {"shm_tot", 8, 8},
                                  {"shm_rss", 16, 8},
                                  {"shm_swp", 24, 8},
                                  {"swap_attempts", 32, 8},
                                  {"swap_successes", 40, 8}};

constexpr Member kSemaphores[] = {
    {.name = "sem_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kPermissions},
    {"sem_otime", 48, 8, As::kSigned},
    {"sem_ctime", 64, 8, As::kSigned},
    {"sem_nsems", 80, 8}};
constexpr Member kSemaphoresSet[] = {
    {.name = "sem_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kOwners}};
constexpr Member kSemaphoreLimits[] = {
    {"semmap", 0, 4, As::kSigned},  {"semmni", 4, 4, As::kSigned},  {"semmns", 8, 4, As::kSigned},
    {"semmnu", 12, 4, As::kSigned}, {"semmsl", 16, 4, As::kSigned}, {"semopm", 20, 4, As::kSigned},
    {"semume", 24, 4, As::kSigned}, {"semusz", 28, 4, As::kSigned}, {"semvmx", 32, 4, As::kSigned},
    {"semaem", 36, 4, As::kSigned}};

constexpr Member kQueue[] = {
    {.name = "msg_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kPermissions},
    {"msg_stime", 48, 8, As::kSigned},
    {"msg_rtime", 56, 8, As::kSigned},
    {"msg_ctime", 64, 8, As::kSigned},
    {"msg_qnum", 80, 8},
    {"msg_qbytes", 88, 8},
    {"msg_lspid", 96, 4, As::kPid},
    {"msg_lrpid", 100, 4, As::kPid}};
constexpr Member kQueueSet[] = {
    {.name = "msg_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kOwners},
    {"msg_qbytes", 88, 8}};
// As a 32-bit process has them: longs of 4 bytes, times in two of them.
constexpr Member kSegment32[] = {
    {.name = "shm_perm", .offset = 0, .bytes = 36, .as = As::kNested, .members = kPermissions32},
    {"shm_segsz", 36, 4},
    {"shm_cpid", 64, 4, As::kPid},
    {"shm_lpid", 68, 4, As::kPid},
    {"shm_nattch", 72, 4},
    {"shm_atime", 40, 8, As::kSigned},
    {"shm_dtime", 48, 8, As::kSigned},
    {"shm_ctime", 56, 8, As::kSigned}};
constexpr Member kSegmentSet32[] = {
    {.name = "shm_perm", .offset = 0, .bytes = 36, .as = As::kNested, .members = kOwners32}};
constexpr Member kSegmentLimits32[] = {
    {"shmmax", 0, 4}, {"shmmin", 4, 4}, {"shmmni", 8, 4}, {"shmseg", 12, 4}, {"shmall", 16, 4}};
constexpr Member kSegmentUse32[] = {{"used_ids", 0, 4, As::kSigned},
                                    {"shm_tot", 4, 4},
                                    {"shm_rss", 8, 4},
                                    {"shm_swp", 12, 4},
                                    {"swap_attempts", 16, 4},
                                    {"swap_successes", 20, 4}};
constexpr Member kSemaphores32[] = {
    {.name = "sem_perm", .offset = 0, .bytes = 36, .as = As::kNested, .members = kPermissions32},
    {"sem_otime", 36, 8, As::kSigned},
    {"sem_ctime", 44, 8, As::kSigned},
    {"sem_nsems", 52, 4}};
constexpr Member kSemaphoresSet32[] = {
    {.name = "sem_perm", .offset = 0, .bytes = 36, .as = As::kNested, .members = kOwners32}};
constexpr Member kQueue32[] = {
    {.name = "msg_perm", .offset = 0, .bytes = 36, .as = As::kNested, .members = kPermissions32},
    {"msg_stime", 36, 8, As::kSigned},
    {"msg_rtime", 44, 8, As::kSigned},
    {"msg_ctime", 52, 8, As::kSigned},
    {"msg_qnum", 64, 4},
    {"msg_qbytes", 68, 4},
    {"msg_lspid", 72, 4, As::kPid},
    {"msg_lrpid", 76, 4, As::kPid}};
constexpr Member kQueueSet32[] = {
    {.name = "msg_perm", .offset = 0, .bytes = 36, .as = As::kNested, .members = kOwners32},
    {"msg_qbytes", 68, 4}};
// What semctl(2) is passed through ipc(2): a word, or what points to one.
constexpr Member kSemctlWord[] = {{"", 0, 4, As::kPointer}};
std::string SemctlWord(std::string_view bytes) {
  return "[" + MemberText(kSemctlWord[0], bytes) + "]";
}

constexpr Member kSemaphoreOperation[] = {{"sem_num", 0, 2},
                                          {"sem_op", 2, 2, As::kSigned},
                                          {"sem_flg", 4, 2, As::kFlags, &tables::kSemaphoreFlags}};

constexpr Member kQueueLimits[] = {{"msgpool", 0, 4, As::kSigned}, {"msgmap", 4, 4, As::kSigned},
                                   {"msgmax", 8, 4, As::kSigned},  {"msgmnb", 12, 4, As::kSigned},
                                   {"msgmni", 16, 4, As::kSigned}, {"msgssz", 20, 4, As::kSigned},
                                   {"msgtql", 24, 4, As::kSigned}, {"msgseg", 28, 2}};

}  // namespace

const StructurePrinter kIpcPrinters[] = {
    Described("shmid_ds", kSegment),
    Described("shmid_ds_set", kSegmentSet),
    Described("shminfo", kSegmentLimits),
    Described("shm_info", kSegmentUse),
    Described("semid_ds", kSemaphores),
    Described("semid_ds_set", kSemaphoresSet),
    Described("seminfo", kSemaphoreLimits),
    Described("msqid_ds", kQueue),
    Described("msqid_ds_set", kQueueSet),
    Described("msginfo", kQueueLimits),
    Described("shmid_ds32", kSegment32),
    Described("shmid_ds_set32", kSegmentSet32),
    Described("shminfo32", kSegmentLimits32),
    Described("shm_info32", kSegmentUse32),
    Described("semid_ds32", kSemaphores32),
    Described("semid_ds_set32", kSemaphoresSet32),
    Described("msqid_ds32", kQueue32),
    Described("msqid_ds_set32", kQueueSet32),
    Described("sembuf", kSemaphoreOperation),
    {"semctl_word", 4, SemctlWord},
    {},
};

}  // namespace sysassert::decode
