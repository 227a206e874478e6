// Structures of System V's segments, semaphores and queues; asm-generic/ipcbuf.h and its sisters.
#include "decode/structures.h"

namespace sysassert::decode {
namespace {

constexpr Member kPermissions[] = {
    {"uid", 4, 4},   {"gid", 8, 4},  {"mode", 20, 4, As::kOctal}, {"key", 0, 4, As::kSigned},
    {"cuid", 12, 4}, {"cgid", 16, 4}};
// What IPC_SET sets of them.
constexpr Member kOwners[] = {{"uid", 4, 4}, {"gid", 8, 4}, {"mode", 20, 4, As::kOctal}};

constexpr Member kSegment[] = {
    {.name = "shm_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kPermissions},
    {"shm_segsz", 48, 8},
    {"shm_cpid", 80, 4, As::kSigned},
    {"shm_lpid", 84, 4, As::kSigned},
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
    {"msg_lspid", 96, 4, As::kSigned},
    {"msg_lrpid", 100, 4, As::kSigned}};
constexpr Member kQueueSet[] = {
    {.name = "msg_perm", .offset = 0, .bytes = 48, .as = As::kNested, .members = kOwners},
    {"msg_qbytes", 88, 8}};
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
    {},
};

}  // namespace sysassert::decode
