// Rows: System V and POSIX inter-process communication, futexes, asynchronous input and output.
#ifndef SYSASSERT_TABLES_ROWS_IPC_H_
#define SYSASSERT_TABLES_ROWS_IPC_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kIpcRows[] = {
    {Sysno::shmget, Ret::kInt, {choice("key", kIpcKeys), size("size"), flags("shmflg", kShmgetFlags)}},
    {Sysno::shmat, Ret::kAddress, {integer("shmid"), address("shmaddr"), flags("shmflg", kShmatFlags)}},
    {Sysno::shmdt, Ret::kInt, {address("shmaddr")}},
    {Sysno::shmctl, Ret::kInt, {integer("shmid"), spelt(choice("cmd", kShmctlCommands), "shmctl_command"), address("buf")}},
    {Sysno::semget, Ret::kInt, {choice("key", kIpcKeys), integer("nsems"), flags("semflg", kIpcGetFlags)}},
    {Sysno::semop, Ret::kInt, {integer("semid"), array_in("sops", "sembuf", 2), count("nsops")}},
    {Sysno::semtimedop, Ret::kInt, {integer("semid"), array_in("sops", "sembuf", 2), count("nsops"), struct_in("timeout", "timespec")}},
    {Sysno::semtimedop_time64, Ret::kInt, {integer("semid"), array_in("sops", "sembuf", 2), count("nsops"), struct_in("timeout", "timespec64")}},
    {Sysno::semctl, Ret::kInt, {integer("semid"), integer("semnum"), spelt(choice("cmd", kSemctlCommands), "semctl_command"), address("arg")}},
    {Sysno::msgget, Ret::kInt, {choice("key", kIpcKeys), flags("msgflg", kIpcGetFlags)}},
    {Sysno::msgsnd, Ret::kInt, {integer("msqid"), live("msgp", kQueueMessage), size("msgsz"), flags("msgflg", kMsgFlags)}},
    {Sysno::msgrcv, Ret::kInt, {integer("msqid"), live("msgp", kQueueMessage), size("msgsz"), long_number("msgtyp"), flags("msgflg", kMsgFlags)}},
    {Sysno::msgctl, Ret::kInt, {integer("msqid"), spelt(choice("cmd", kMsgctlCommands), "msgctl_command"), address("buf")}},
    {Sysno::ipc, Ret::kInt, {spelt(choice("call", kIpcCalls), "ipc_number"), hex("first"), hex("second"), hex("third"), pointer("ptr"), hex("fifth")}},
    {Sysno::mq_open, Ret::kFd, {unabridged("name"), flags("oflag", kOpenFlags), mode("mode"), struct_in("attr", "mq_attr")}},
    {Sysno::mq_unlink, Ret::kInt, {unabridged("name")}},
    {Sysno::mq_timedsend, Ret::kInt, {fd("mqdes"), bytes_in("msg_ptr", BytesOf(2)), size("msg_len"), count("msg_prio"), struct_in("abs_timeout", "timespec")}},
    {Sysno::mq_timedreceive, Ret::kInt, {fd("mqdes"), bytes_out("msg_ptr", ResultBytes()), size("msg_len"), struct_out("msg_prio", "int"), struct_in("abs_timeout", "timespec")}},
    {Sysno::mq_timedsend_time64, Ret::kInt, {fd("mqdes"), bytes_in("msg_ptr", BytesOf(2)), size("msg_len"), count("msg_prio"), struct_in("abs_timeout", "timespec64")}},
    {Sysno::mq_timedreceive_time64, Ret::kInt, {fd("mqdes"), bytes_out("msg_ptr", ResultBytes()), size("msg_len"), struct_out("msg_prio", "int"), struct_in("abs_timeout", "timespec64")}},
    {Sysno::mq_notify, Ret::kInt, {fd("mqdes"), struct_in("sevp", "sigevent")}},
    {Sysno::mq_getsetattr, Ret::kInt, {fd("mqdes"), struct_in("newattr", "mq_attr"), struct_out("oldattr", "mq_attr")}},

    {Sysno::futex, Ret::kInt, {address("uaddr"), choice("futex_op", kFutexOperations), count("val"), address("timeout"), address("uaddr2"), hex("val3")}},
    {Sysno::futex_time64, Ret::kInt, {address("uaddr"), choice("futex_op", kFutexOperations), count("val"), address("timeout"), address("uaddr2"), hex("val3")}},
    {Sysno::futex_waitv, Ret::kInt, {array_in("waiters", "futex_waitv", 1), count("nr_futexes"), flags("flags", kNoFlags), struct_in("timeout", "timespec64"), clock_id("clockid", kClocks)}},
    {Sysno::futex_wake, Ret::kInt, {address("uaddr"), address("mask"), integer("nr"), flags("flags", kFutex2Flags)}},
    {Sysno::futex_wait, Ret::kInt, {address("uaddr"), long_count("val"), address("mask"), flags("flags", kFutex2Flags), struct_in("timeout", "timespec64"), clock_id("clockid", kClocks)}},
    {Sysno::futex_requeue, Ret::kInt, {struct_in("waiters", "futex_waiters"), flags("flags", kNoFlags), integer("nr_wake"), integer("nr_requeue")}},

    {Sysno::io_setup, Ret::kInt, {word("nr_events", "unsigned"), struct_out("ctx_idp", "address")}},
    {Sysno::io_destroy, Ret::kInt, {address("ctx_id")}},
    {Sysno::io_getevents, Ret::kInt, {address("ctx_id"), long_number("min_nr"), long_number("nr"), array_out("events", "io_event", 2), struct_in("timeout", "timespec")}},
    {Sysno::io_pgetevents, Ret::kInt, {address("ctx_id"), long_number("min_nr"), long_number("nr"), array_out("events", "io_event", 2), struct_in("timeout", "timespec"), struct_in("usig", "sigmask")}},
    {Sysno::io_pgetevents_time64, Ret::kInt, {address("ctx_id"), long_number("min_nr"), long_number("nr"), array_out("events", "io_event", 2), struct_in("timeout", "timespec64"), struct_in("usig", "sigmask")}},
    {Sysno::io_submit, Ret::kInt, {address("ctx_id"), long_number("nr"), live("iocbpp", kIocbs)}},
    {Sysno::io_cancel, Ret::kInt, {address("ctx_id"), struct_in("iocb", "iocb"), struct_out("result", "io_event")}},
    {Sysno::io_uring_setup, Ret::kFd, {count("entries"), struct_out("p", "io_uring_params", "io_uring_asked")}},
    {Sysno::io_uring_enter, Ret::kInt, {fd("fd"), submitted("to_submit"), count("min_complete"), flags("flags", kIoUringEnterFlags), address("sig"), size("sz")}},
    {Sysno::io_uring_register, Ret::kInt, {fd("fd"), choice("opcode", kIoUringRegisterOpcodes), address("arg"), count("nr_args")}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_IPC_H_
