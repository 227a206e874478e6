// What bpf, io_uring_register, quotactl and System V's calls take, by their command. Entries of one
// call stand together. Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_OBJECTS_H_
#define SYSASSERT_TABLES_VARIANTS_OBJECTS_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// clang-format off
inline constexpr Variant kObjectsVariants[] = {
    {Sysno::bpf, 1, 0, 0 /* BPF_MAP_CREATE */, struct_in("attr", "bpf_map_create", BytesOf(2))},
    {Sysno::bpf, 1, 0, 1 /* BPF_MAP_LOOKUP_ELEM */, struct_in("attr", "bpf_element_found", BytesOf(2))},
    {Sysno::bpf, 1, 0, 2 /* BPF_MAP_UPDATE_ELEM */, struct_in("attr", "bpf_element", BytesOf(2))},
    {Sysno::bpf, 1, 0, 3 /* BPF_MAP_DELETE_ELEM */, struct_in("attr", "bpf_element_deleted", BytesOf(2))},
    {Sysno::bpf, 1, 0, 4 /* BPF_MAP_GET_NEXT_KEY */, struct_in("attr", "bpf_next_key", BytesOf(2))},
    {Sysno::bpf, 1, 0, 5 /* BPF_PROG_LOAD */, struct_in("attr", "bpf_prog_load", BytesOf(2))},
    {Sysno::bpf, 1, 0, 6 /* BPF_OBJ_PIN */, struct_in("attr", "bpf_object", BytesOf(2))},
    {Sysno::bpf, 1, 0, 7 /* BPF_OBJ_GET */, struct_in("attr", "bpf_object", BytesOf(2))},
    {Sysno::bpf, 1, 0, 8 /* BPF_PROG_ATTACH */, struct_in("attr", "bpf_attach", BytesOf(2))},
    {Sysno::bpf, 1, 0, 9 /* BPF_PROG_DETACH */, struct_in("attr", "bpf_detach", BytesOf(2))},
    {Sysno::bpf, 1, 0, 10 /* BPF_PROG_TEST_RUN */, struct_late("attr", "bpf_test_run", BytesOf(2))},
    {Sysno::bpf, 1, 0, 11 /* BPF_PROG_GET_NEXT_ID */, struct_late("attr", "bpf_next_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 12 /* BPF_MAP_GET_NEXT_ID */, struct_late("attr", "bpf_next_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 13 /* BPF_PROG_GET_FD_BY_ID */, struct_in("attr", "bpf_prog_by_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 14 /* BPF_MAP_GET_FD_BY_ID */, struct_in("attr", "bpf_map_by_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 15 /* BPF_OBJ_GET_INFO_BY_FD */, struct_late("attr", "bpf_info", BytesOf(2))},
    {Sysno::bpf, 1, 0, 16 /* BPF_PROG_QUERY */, struct_late("attr", "bpf_query", BytesOf(2))},
    {Sysno::bpf, 1, 0, 17 /* BPF_RAW_TRACEPOINT_OPEN */, struct_in("attr", "bpf_raw_tracepoint", BytesOf(2))},
    {Sysno::bpf, 1, 0, 18 /* BPF_BTF_LOAD */, struct_late("attr", "bpf_btf_load", BytesOf(2))},
    {Sysno::bpf, 1, 0, 19 /* BPF_BTF_GET_FD_BY_ID */, struct_in("attr", "bpf_btf_by_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 20 /* BPF_TASK_FD_QUERY */, struct_late("attr", "bpf_task_fd_query", BytesOf(2))},
    {Sysno::bpf, 1, 0, 21 /* BPF_MAP_LOOKUP_AND_DELETE_ELEM */, struct_in("attr", "bpf_element_found", BytesOf(2))},
    {Sysno::bpf, 1, 0, 22 /* BPF_MAP_FREEZE */, struct_in("attr", "bpf_freeze", BytesOf(2))},
    {Sysno::bpf, 1, 0, 23 /* BPF_BTF_GET_NEXT_ID */, struct_late("attr", "bpf_next_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 24 /* BPF_MAP_LOOKUP_BATCH */, struct_late("attr", "bpf_batch", BytesOf(2))},
    {Sysno::bpf, 1, 0, 25 /* BPF_MAP_LOOKUP_AND_DELETE_BATCH */, struct_late("attr", "bpf_batch", BytesOf(2))},
    {Sysno::bpf, 1, 0, 26 /* BPF_MAP_UPDATE_BATCH */, struct_late("attr", "bpf_batch_update", BytesOf(2))},
    {Sysno::bpf, 1, 0, 27 /* BPF_MAP_DELETE_BATCH */, struct_late("attr", "bpf_batch_delete", BytesOf(2))},
    {Sysno::bpf, 1, 0, 28 /* BPF_LINK_CREATE */, struct_in("attr", "bpf_link_create", BytesOf(2))},
    {Sysno::bpf, 1, 0, 29 /* BPF_LINK_UPDATE */, struct_in("attr", "bpf_link_update", BytesOf(2))},
    {Sysno::bpf, 1, 0, 30 /* BPF_LINK_GET_FD_BY_ID */, struct_in("attr", "bpf_link_by_id", BytesOf(2))},
    {Sysno::bpf, 1, 0, 31 /* BPF_LINK_GET_NEXT_ID */, struct_late("attr", "bpf_next_id", BytesOf(2))},

    {Sysno::io_uring_enter, 4, 5, 8 /* bytes */, struct_in("sig", "sigset")},
    {Sysno::io_uring_enter, 4, 5, 4 /* bytes */, struct_in("sig", "former_sigset")},

    {Sysno::mount, 2, 3, 1 /* MS_REMOUNT */, address("filesystemtype")},
    {Sysno::mount, 2, 3, 2 /* MS_BIND, MS_MOVE or of how it spreads */, address("filesystemtype")},
    {Sysno::mount, 4, 3, 2 /* likewise */, address("data")},

    {Sysno::fsconfig, 2, 1, 0 /* FSCONFIG_SET_FLAG */, string("key")},
    {Sysno::fsconfig, 2, 1, 1 /* FSCONFIG_SET_STRING */, string("key")},
    {Sysno::fsconfig, 3, 1, 1 /* FSCONFIG_SET_STRING */, string("value")},
    {Sysno::fsconfig, 2, 1, 2 /* FSCONFIG_SET_BINARY */, string("key")},
    {Sysno::fsconfig, 3, 1, 2 /* FSCONFIG_SET_BINARY */, binary_in("value", BytesOf(4))},
    {Sysno::fsconfig, 2, 1, 3 /* FSCONFIG_SET_PATH */, string("key")},
    {Sysno::fsconfig, 3, 1, 3 /* FSCONFIG_SET_PATH */, unabridged("value")},
    {Sysno::fsconfig, 4, 1, 3 /* FSCONFIG_SET_PATH */, dirfd("aux")},
    {Sysno::fsconfig, 2, 1, 4 /* FSCONFIG_SET_PATH_EMPTY */, string("key")},
    {Sysno::fsconfig, 3, 1, 4 /* FSCONFIG_SET_PATH_EMPTY */, unabridged("value")},
    {Sysno::fsconfig, 4, 1, 4 /* FSCONFIG_SET_PATH_EMPTY */, dirfd("aux")},
    {Sysno::fsconfig, 2, 1, 5 /* FSCONFIG_SET_FD */, string("key")},
    {Sysno::fsconfig, 4, 1, 5 /* FSCONFIG_SET_FD */, fd("aux")},

    {Sysno::io_uring_register, 2, 1, 0 /* IORING_REGISTER_BUFFERS */, array_in("arg", "iovec", 3)},
    {Sysno::io_uring_register, 2, 1, 2 /* IORING_REGISTER_FILES */, array_in("arg", "ring_file", 3)},
    {Sysno::io_uring_register, 2, 1, 4 /* IORING_REGISTER_EVENTFD */, array_in("arg", "ring_file", 3)},
    {Sysno::io_uring_register, 2, 1, 6 /* IORING_REGISTER_FILES_UPDATE */, counted(struct_in("arg", "ring_files_update"), 3)},
    {Sysno::io_uring_register, 2, 1, 7 /* IORING_REGISTER_EVENTFD_ASYNC */, array_in("arg", "ring_file", 3)},
    {Sysno::io_uring_register, 2, 1, 8 /* IORING_REGISTER_PROBE */, counted(struct_out("arg", "ring_probe", "ring_probe_asked"), 3)},
    {Sysno::io_uring_register, 2, 1, 11 /* IORING_REGISTER_RESTRICTIONS */, array_in("arg", "ring_restriction", 3)},
    {Sysno::io_uring_register, 2, 1, 13 /* IORING_REGISTER_FILES2 */, struct_in("arg", "ring_files", BytesOf(3))},
    {Sysno::io_uring_register, 2, 1, 14 /* IORING_REGISTER_FILES_UPDATE2 */, struct_in("arg", "ring_files_update2", BytesOf(3))},
    {Sysno::io_uring_register, 2, 1, 15 /* IORING_REGISTER_BUFFERS2 */, struct_in("arg", "ring_buffers", BytesOf(3))},
    {Sysno::io_uring_register, 2, 1, 16 /* IORING_REGISTER_BUFFERS_UPDATE */, struct_in("arg", "ring_buffers_update", BytesOf(3))},
    {Sysno::io_uring_register, 2, 1, 17 /* IORING_REGISTER_IOWQ_AFF */, struct_in("arg", "cpuset", BytesOf(3))},
    {Sysno::io_uring_register, 2, 1, 19 /* IORING_REGISTER_IOWQ_MAX_WORKERS */, counted(struct_late("arg", "ring_workers", SizeOf("ring_workers")), 3)},
    {Sysno::io_uring_register, 2, 1, 20 /* IORING_REGISTER_RING_FDS */, array_in("arg", "ring_fd", 3)},
    {Sysno::io_uring_register, 2, 1, 21 /* IORING_UNREGISTER_RING_FDS */, array_in("arg", "ring_fd_removed", 3)},
    {Sysno::io_uring_register, 2, 1, 22 /* IORING_REGISTER_PBUF_RING */, struct_in("arg", "ring_buffer_ring")},
    {Sysno::io_uring_register, 2, 1, 23 /* IORING_UNREGISTER_PBUF_RING */, struct_in("arg", "ring_buffer_ring")},

    {Sysno::shmctl, 2, 1, 1 /* IPC_SET */, struct_in("buf", "shmid_ds_set")},
    {Sysno::shmctl, 2, 1, 2 /* IPC_STAT */, struct_out("buf", "shmid_ds")},
    {Sysno::shmctl, 2, 1, 13 /* SHM_STAT */, struct_out("buf", "shmid_ds")},
    {Sysno::shmctl, 2, 1, 15 /* SHM_STAT_ANY */, struct_out("buf", "shmid_ds")},
    {Sysno::shmctl, 2, 1, 3 /* IPC_INFO */, struct_out("buf", "shminfo")},
    {Sysno::shmctl, 2, 1, 14 /* SHM_INFO */, struct_out("buf", "shm_info")},

    {Sysno::semctl, 3, 2, 1 /* IPC_SET */, struct_in("arg", "semid_ds_set")},
    {Sysno::semctl, 3, 2, 2 /* IPC_STAT */, struct_out("arg", "semid_ds")},
    {Sysno::semctl, 3, 2, 18 /* SEM_STAT */, struct_out("arg", "semid_ds")},
    {Sysno::semctl, 3, 2, 20 /* SEM_STAT_ANY */, struct_out("arg", "semid_ds")},
    {Sysno::semctl, 3, 2, 3 /* IPC_INFO */, struct_out("arg", "seminfo")},
    {Sysno::semctl, 3, 2, 19 /* SEM_INFO */, struct_out("arg", "seminfo")},

    {Sysno::msgctl, 2, 1, 1 /* IPC_SET */, struct_in("buf", "msqid_ds_set")},
    {Sysno::msgctl, 2, 1, 2 /* IPC_STAT */, struct_out("buf", "msqid_ds")},
    {Sysno::msgctl, 2, 1, 11 /* MSG_STAT */, struct_out("buf", "msqid_ds")},
    {Sysno::msgctl, 2, 1, 13 /* MSG_STAT_ANY */, struct_out("buf", "msqid_ds")},
    {Sysno::msgctl, 2, 1, 3 /* IPC_INFO */, struct_out("buf", "msginfo")},
    {Sysno::msgctl, 2, 1, 12 /* MSG_INFO */, struct_out("buf", "msginfo")},

    {Sysno::quotactl, 2, 0, 0x800002 /* Q_QUOTAON */, choice("id", kQuotaFormats)},
    {Sysno::quotactl, 3, 0, 0x800002 /* Q_QUOTAON */, unabridged("addr")},
    {Sysno::quotactl, 3, 0, 0x800004 /* Q_GETFMT */, struct_out("addr", "quota_format")},
    {Sysno::quotactl, 3, 0, 0x800005 /* Q_GETINFO */, struct_out("addr", "dqinfo")},
    {Sysno::quotactl, 3, 0, 0x800006 /* Q_SETINFO */, struct_in("addr", "dqinfo")},
    {Sysno::quotactl, 3, 0, 0x800007 /* Q_GETQUOTA */, struct_out("addr", "dqblk")},
    {Sysno::quotactl, 3, 0, 0x800008 /* Q_SETQUOTA */, struct_in("addr", "dqblk")},
    {Sysno::quotactl, 3, 0, 0x800009 /* Q_GETNEXTQUOTA */, struct_out("addr", "nextdqblk")},
    {Sysno::quotactl, 3, 0, 0x5801 /* Q_XQUOTAON */, struct_in("addr", "xfs_quota_states")},
    {Sysno::quotactl, 3, 0, 0x5802 /* Q_XQUOTAOFF */, struct_in("addr", "xfs_quota_states")},
    {Sysno::quotactl, 3, 0, 0x5803 /* Q_XGETQUOTA */, struct_out("addr", "xfs_dqblk")},
    {Sysno::quotactl, 3, 0, 0x5804 /* Q_XSETQLIM */, struct_in("addr", "xfs_dqblk")},
    {Sysno::quotactl, 3, 0, 0x5805 /* Q_XGETQSTAT */, struct_out("addr", "xfs_dqstats")},
    {Sysno::quotactl, 3, 0, 0x5806 /* Q_XQUOTARM */, struct_in("addr", "xfs_quota_kinds")},
    {Sysno::quotactl, 3, 0, 0x5808 /* Q_XGETQSTATV */, struct_out("addr", "xfs_dqstatsv")},
    {Sysno::quotactl, 3, 0, 0x5809 /* Q_XGETNEXTQUOTA */, struct_out("addr", "xfs_dqblk")},

    {Sysno::quotactl_fd, 2, 1, 0x800002 /* Q_QUOTAON */, choice("id", kQuotaFormats)},
    {Sysno::quotactl_fd, 3, 1, 0x800002 /* Q_QUOTAON */, unabridged("addr")},
    {Sysno::quotactl_fd, 3, 1, 0x800004 /* Q_GETFMT */, struct_out("addr", "quota_format")},
    {Sysno::quotactl_fd, 3, 1, 0x800005 /* Q_GETINFO */, struct_out("addr", "dqinfo")},
    {Sysno::quotactl_fd, 3, 1, 0x800006 /* Q_SETINFO */, struct_in("addr", "dqinfo")},
    {Sysno::quotactl_fd, 3, 1, 0x800007 /* Q_GETQUOTA */, struct_out("addr", "dqblk")},
    {Sysno::quotactl_fd, 3, 1, 0x800008 /* Q_SETQUOTA */, struct_in("addr", "dqblk")},
    {Sysno::quotactl_fd, 3, 1, 0x800009 /* Q_GETNEXTQUOTA */, struct_out("addr", "nextdqblk")},
    {Sysno::quotactl_fd, 3, 1, 0x5801 /* Q_XQUOTAON */, struct_in("addr", "xfs_quota_states")},
    {Sysno::quotactl_fd, 3, 1, 0x5802 /* Q_XQUOTAOFF */, struct_in("addr", "xfs_quota_states")},
    {Sysno::quotactl_fd, 3, 1, 0x5803 /* Q_XGETQUOTA */, struct_out("addr", "xfs_dqblk")},
    {Sysno::quotactl_fd, 3, 1, 0x5804 /* Q_XSETQLIM */, struct_in("addr", "xfs_dqblk")},
    {Sysno::quotactl_fd, 3, 1, 0x5805 /* Q_XGETQSTAT */, struct_out("addr", "xfs_dqstats")},
    {Sysno::quotactl_fd, 3, 1, 0x5806 /* Q_XQUOTARM */, struct_in("addr", "xfs_quota_kinds")},
    {Sysno::quotactl_fd, 3, 1, 0x5808 /* Q_XGETQSTATV */, struct_out("addr", "xfs_dqstatsv")},
    {Sysno::quotactl_fd, 3, 1, 0x5809 /* Q_XGETNEXTQUOTA */, struct_out("addr", "xfs_dqblk")},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_OBJECTS_H_
