// Names: inter-process communication, futexes, io_uring.
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "tables/names.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

// The low nine bits are a mode, which text shows in octal apart.
constexpr Name kIpcKeyNames[] = {{0, "IPC_PRIVATE"}};
constexpr Name kIpcGetNames[] = {NAMED(IPC_CREAT), NAMED(IPC_EXCL), NAMED(IPC_NOWAIT)};
constexpr Name kShmgetNames[] = {
    NAMED(IPC_CREAT), NAMED(IPC_EXCL), {04000, "SHM_HUGETLB"}, {010000, "SHM_NORESERVE"}};
constexpr Name kShmatNames[] = {
    {010000, "SHM_RDONLY"}, {020000, "SHM_RND"}, {040000, "SHM_REMAP"}, {0100000, "SHM_EXEC"}};
constexpr Name kShmctlNames[] = {{0, "IPC_RMID"},  {1, "IPC_SET"},   {2, "IPC_STAT"},
                                 {3, "IPC_INFO"},  {11, "SHM_LOCK"}, {12, "SHM_UNLOCK"},
                                 {13, "SHM_STAT"}, {14, "SHM_INFO"}, {15, "SHM_STAT_ANY"}};
constexpr Name kSemctlNames[] = {
    {0, "IPC_RMID"}, {1, "IPC_SET"},   {2, "IPC_STAT"},  {3, "IPC_INFO"},     {11, "GETPID"},
    {12, "GETVAL"},  {13, "GETALL"},   {14, "GETNCNT"},  {15, "GETZCNT"},     {16, "SETVAL"},
    {17, "SETALL"},  {18, "SEM_STAT"}, {19, "SEM_INFO"}, {20, "SEM_STAT_ANY"}};
constexpr Name kMsgctlNames[] = {{0, "IPC_RMID"},     {1, "IPC_SET"},   {2, "IPC_STAT"},
                                 {3, "IPC_INFO"},     {11, "MSG_STAT"}, {12, "MSG_INFO"},
                                 {13, "MSG_STAT_ANY"}};
constexpr Name kMsgNames[] = {
    {010000, "MSG_NOERROR"}, {020000, "MSG_EXCEPT"}, {040000, "MSG_COPY"}, {04000, "IPC_NOWAIT"}};
constexpr Name kAsyncIoFlagNames[] = {{1, "IOCB_FLAG_RESFD"}, {2, "IOCB_FLAG_IOPRIO"}};
constexpr Name kQueueFlagNames[] = {{04000, "O_NONBLOCK"}};
constexpr Name kAsyncIoNames[] = {
    NAMED(IOCB_CMD_PREAD), NAMED(IOCB_CMD_PWRITE), NAMED(IOCB_CMD_FSYNC),  NAMED(IOCB_CMD_FDSYNC),
    NAMED(IOCB_CMD_POLL),  NAMED(IOCB_CMD_NOOP),   NAMED(IOCB_CMD_PREADV), NAMED(IOCB_CMD_PWRITEV)};
constexpr Name kIpcCallNames[] = {{1, "SEMOP"},   {2, "SEMGET"},  {3, "SEMCTL"},  {4, "SEMTIMEDOP"},
                                  {11, "MSGSND"}, {12, "MSGRCV"}, {13, "MSGGET"}, {14, "MSGCTL"},
                                  {21, "SHMAT"},  {22, "SHMDT"},  {23, "SHMGET"}, {24, "SHMCTL"}};

// Operations and their private form, as values; the clock's bit is spelt into those that take it.
constexpr Name kFutexNames[] = {{0, "FUTEX_WAIT"},
                                {1, "FUTEX_WAKE"},
                                {2, "FUTEX_FD"},
                                {3, "FUTEX_REQUEUE"},
                                {4, "FUTEX_CMP_REQUEUE"},
                                {5, "FUTEX_WAKE_OP"},
                                {6, "FUTEX_LOCK_PI"},
                                {7, "FUTEX_UNLOCK_PI"},
                                {8, "FUTEX_TRYLOCK_PI"},
                                {9, "FUTEX_WAIT_BITSET"},
                                {10, "FUTEX_WAKE_BITSET"},
                                {11, "FUTEX_WAIT_REQUEUE_PI"},
                                {12, "FUTEX_CMP_REQUEUE_PI"},
                                {13, "FUTEX_LOCK_PI2"},
                                {128, "FUTEX_WAIT_PRIVATE"},
                                {129, "FUTEX_WAKE_PRIVATE"},
                                {130, "FUTEX_FD|FUTEX_PRIVATE_FLAG"},
                                {131, "FUTEX_REQUEUE_PRIVATE"},
                                {132, "FUTEX_CMP_REQUEUE_PRIVATE"},
                                {133, "FUTEX_WAKE_OP_PRIVATE"},
                                {134, "FUTEX_LOCK_PI_PRIVATE"},
                                {135, "FUTEX_UNLOCK_PI_PRIVATE"},
                                {136, "FUTEX_TRYLOCK_PI_PRIVATE"},
                                {137, "FUTEX_WAIT_BITSET_PRIVATE"},
                                {138, "FUTEX_WAKE_BITSET_PRIVATE"},
                                {139, "FUTEX_WAIT_REQUEUE_PI_PRIVATE"},
                                {140, "FUTEX_CMP_REQUEUE_PI_PRIVATE"},
                                {141, "FUTEX_LOCK_PI2_PRIVATE"},
                                {256, "FUTEX_WAIT|FUTEX_CLOCK_REALTIME"},
                                {265, "FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME"},
                                {267, "FUTEX_WAIT_REQUEUE_PI|FUTEX_CLOCK_REALTIME"},
                                {269, "FUTEX_LOCK_PI2|FUTEX_CLOCK_REALTIME"},
                                {384, "FUTEX_WAIT_PRIVATE|FUTEX_CLOCK_REALTIME"},
                                {393, "FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME"},
                                {395, "FUTEX_WAIT_REQUEUE_PI_PRIVATE|FUTEX_CLOCK_REALTIME"},
                                {397, "FUTEX_LOCK_PI2_PRIVATE|FUTEX_CLOCK_REALTIME"}};
constexpr Name kFutexBitsetNames[] = {{0xffffffff, "FUTEX_BITSET_MATCH_ANY"}};
// The size of the word is a field of two bits.
constexpr Name kFutex2Names[] = {
    {0, "FUTEX2_SIZE_U8"}, {1, "FUTEX2_SIZE_U16"}, {2, "FUTEX2_SIZE_U32"}, {3, "FUTEX2_SIZE_U64"},
    {4, "FUTEX2_NUMA"},    {8, "FUTEX2_MPOL"},     {128, "FUTEX2_PRIVATE"}};

constexpr Name kIoUringEnterNames[] = {
    {1, "IORING_ENTER_GETEVENTS"},        {2, "IORING_ENTER_SQ_WAKEUP"},
    {4, "IORING_ENTER_SQ_WAIT"},          {8, "IORING_ENTER_EXT_ARG"},
    {16, "IORING_ENTER_REGISTERED_RING"}, {32, "IORING_ENTER_ABS_TIMER"},
    {64, "IORING_ENTER_EXT_ARG_REG"},     {128, "IORING_ENTER_NO_IOWAIT"}};
constexpr Name kIoUringRegisterNames[] = {
    NAMED(IORING_REGISTER_BUFFERS),        NAMED(IORING_UNREGISTER_BUFFERS),
    NAMED(IORING_REGISTER_FILES),          NAMED(IORING_UNREGISTER_FILES),
    NAMED(IORING_REGISTER_EVENTFD),        NAMED(IORING_UNREGISTER_EVENTFD),
    NAMED(IORING_REGISTER_FILES_UPDATE),   NAMED(IORING_REGISTER_EVENTFD_ASYNC),
    NAMED(IORING_REGISTER_PROBE),          NAMED(IORING_REGISTER_PERSONALITY),
    NAMED(IORING_UNREGISTER_PERSONALITY),  NAMED(IORING_REGISTER_RESTRICTIONS),
    NAMED(IORING_REGISTER_ENABLE_RINGS),   NAMED(IORING_REGISTER_FILES2),
    NAMED(IORING_REGISTER_FILES_UPDATE2),  NAMED(IORING_REGISTER_BUFFERS2),
    NAMED(IORING_REGISTER_BUFFERS_UPDATE), NAMED(IORING_REGISTER_IOWQ_AFF),
    NAMED(IORING_UNREGISTER_IOWQ_AFF),     NAMED(IORING_REGISTER_IOWQ_MAX_WORKERS),
    NAMED(IORING_REGISTER_RING_FDS),       NAMED(IORING_UNREGISTER_RING_FDS),
    NAMED(IORING_REGISTER_PBUF_RING),      NAMED(IORING_UNREGISTER_PBUF_RING),
    NAMED(IORING_REGISTER_SYNC_CANCEL),    {26, "IORING_REGISTER_PBUF_STATUS"},
    {27, "IORING_REGISTER_NAPI"},          {28, "IORING_UNREGISTER_NAPI"},
    {29, "IORING_REGISTER_CLOCK"},         {30, "IORING_REGISTER_CLONE_BUFFERS"},
    {31, "IORING_REGISTER_SEND_MSG_RING"}, {33, "IORING_REGISTER_RESIZE_RINGS"},
    {34, "IORING_REGISTER_MEM_REGION"}};
// linux/sem.h and linux/ipc.h
constexpr Name kSemaphoreNames[] = {{0x1000, "SEM_UNDO"}, {0x800, "IPC_NOWAIT"}};

}  // namespace

constinit const NameTable kIpcKeys = Table("", kIpcKeyNames);
constinit const NameTable kIpcGetFlags = Table("IPC", kIpcGetNames);
constinit const NameTable kShmgetFlags = Table("SHM", kShmgetNames);
constinit const NameTable kShmatFlags = Table("SHM", kShmatNames);
constinit const NameTable kShmctlCommands = Table("SHM", kShmctlNames);
constinit const NameTable kSemctlCommands = Table("SEM", kSemctlNames);
constinit const NameTable kMsgctlCommands = Table("MSG", kMsgctlNames);
constinit const NameTable kSemaphoreFlags = Table("SEM", kSemaphoreNames);
constinit const NameTable kMsgFlags = Table("MSG", kMsgNames);
constinit const NameTable kAsyncIoFlags = Table("IOCB_FLAG", kAsyncIoFlagNames);
constinit const NameTable kQueueFlags = Table("O", kQueueFlagNames);
constinit const NameTable kAsyncIoOperations = Table("IOCB_CMD", kAsyncIoNames);
constinit const NameTable kIpcCalls = Table("IPCOP", kIpcCallNames);
constinit const NameTable kFutexOperations = Table("FUTEX", kFutexNames);
constinit const NameTable kFutexBitsets = Table("", kFutexBitsetNames);
constinit const NameTable kFutex2Flags = Table("FUTEX2", kFutex2Names, 3);
constinit const NameTable kIoUringEnterFlags = Table("IORING_ENTER", kIoUringEnterNames);
constinit const NameTable kIoUringRegisterOpcodes = Table("IORING_REGISTER", kIoUringRegisterNames);

}  // namespace sysassert::tables
